//! HTML, read back by a reader of its own.

use common_ground::export::{Format, render};
use common_ground::sheet::{Line, Sheet};
use roxmltree::{Document, Node, ParsingOptions};

use super::{every_sheet, sheets, with_movement};

/// Parses the page as strict XML and hands it on.
fn with_page(sheet: &Sheet, check: impl FnOnce(&Document<'_>)) {
    let bytes = render(sheet, Format::Html).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    check(&Document::parse_with_options(&text, options).unwrap());
}

fn named<'a>(page: &'a Document<'_>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    page.descendants()
        .filter(move |node| node.has_tag_name(name))
}

fn words_of(node: Node<'_, '_>) -> String {
    let texts = node
        .descendants()
        .filter(Node::is_text)
        .filter_map(|node| node.text());
    texts.collect()
}

#[test]
fn html_is_well_formed_and_runs_and_loads_nothing() {
    for (name, sheet) in every_sheet() {
        with_page(&sheet, |page| {
            for unwanted in ["script", "img", "link", "iframe", "object", "base", "form"] {
                assert_eq!(named(page, unwanted).count(), 0, "{name}: {unwanted}");
            }
            let mut ids = std::collections::BTreeSet::new();
            for node in page.descendants() {
                for attribute in node.attributes() {
                    assert!(
                        !attribute.name().starts_with("on"),
                        "{name}: {}",
                        attribute.name()
                    );
                    if attribute.name() == "id" {
                        assert!(
                            ids.insert(attribute.value().to_owned()),
                            "{name}: {}",
                            attribute.value()
                        );
                    }
                }
            }
            for link in page.descendants().filter_map(|node| node.attribute("href")) {
                let is_here = link.strip_prefix('#').is_some_and(|id| ids.contains(id));
                assert!(is_here || link.starts_with("https://"), "{name}: {link}");
            }
        });
    }
}

#[test]
fn html_has_a_real_table_with_heads_and_an_anchor_a_row() {
    let sheet = sheets::realistic(3);
    with_page(&sheet, |page| {
        let rows = sheet
            .lines
            .iter()
            .filter(|line| matches!(line, Line::Row(_)));
        let heads = |scope| {
            named(page, "th")
                .filter(|node| node.attribute("scope") == Some(scope))
                .count()
        };
        assert_eq!(heads("col"), 3 + 2 + 2);
        assert_eq!(heads("rowgroup"), 4 + 1);
        let anchors: Vec<&str> = page
            .descendants()
            .filter_map(|node| node.attribute("id"))
            .filter(|id| id.starts_with("row-"))
            .collect();
        assert_eq!(anchors.len(), rows.count());
        let of_rows = named(page, "tr").filter(|row| row.attribute("id").is_some());
        assert_eq!(of_rows.count(), heads("row"));
        assert_eq!(anchors[0], "row-neutrality-and-nato");
    });
}

#[test]
fn html_says_what_the_sheet_says() {
    let sheet = with_movement();
    with_page(&sheet, |page| {
        let words = words_of(page.root());
        let mut expected = vec![sheet.headline.clone(), sheet.legend.outline.clone()];
        expected.extend(sheet.method.clone());
        expected.extend(sheet.inputs.iter().map(|input| input.sha256.clone()));
        expected.extend(sheet.notes.iter().map(|note| note.text.clone()));
        expected.push(sheet.program.clone());
        expected.extend(sheet.filters.clone());
        expected.push(sheet.findings[0].sentences[0].clone());
        for line in &sheet.lines {
            if let Line::Row(row) = line {
                expected.extend([row.reason.clone(), row.movement.clone().unwrap()]);
                expected.extend(row.cells.iter().map(|cell| cell.short.clone()));
            }
        }
        for text in expected {
            assert!(words.contains(&text), "{text}");
        }
        assert_eq!(
            named(page, "u")
                .filter(|node| words_of(*node) == "shall end hostilities,")
                .count(),
            1
        );
    });
}

#[test]
fn html_shows_hostile_text_as_text_and_all_scripts() {
    with_page(&sheets::hostile(), |page| {
        let words = words_of(page.root());
        assert!(words.contains(sheets::HOSTILE));
        assert!(!words.contains('\u{202E}') && !words.contains('\u{0}'));
    });
    with_page(&sheets::of_many_scripts(), |page| {
        assert!(words_of(page.root()).contains("ירושלים, القدس, 北京"));
    });
}
