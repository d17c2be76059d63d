//! Made-up talks in every format, each read back by a reader of its own.

use std::io::{Cursor, Read as _};
use std::path::Path;

use common_ground::compare::Question;
use common_ground::export::{ExportError, Format, Options, Paper, Snapshot, render_snapshot};
use common_ground::files::{Loaded, load};
use common_ground::sheet::{Filters, Line};
use roxmltree::{Document, ParsingOptions};

use super::readers::{check_reopened, check_shown, with_snapshot};
use super::talks::Made;
use super::{Desk, question_of_all};

/// What the bytes make, as loaded, with what is asked of it.
fn made(bytes: &[u8]) -> (Loaded, Question, Filters, Options) {
    let mut made = Made::of(bytes);
    let files = made.files();
    let files: Vec<(String, &[u8])> = files
        .iter()
        .map(|(name, text)| (name.clone(), text.as_bytes()))
        .collect();
    let loaded = load(&Desk::with(&files).paths());
    let whole_files = loaded.left_out.files;
    assert_eq!(whole_files, 0, "{:?}", loaded.problems);
    let mut question = question_of_all(&loaded);
    if made.is() {
        question.since = None;
    }
    let papers = Paper::ALL;
    let options = Options {
        paper: papers[usize::from(made.choice(7)) % papers.len()],
        scale: 0.5,
        ..Options::default()
    };
    let filters = Filters {
        text: if made.is() {
            "e".to_owned()
        } else {
            String::new()
        },
        ..Filters::default()
    };
    (loaded, question, filters, options)
}

/// The quick formats.
pub(crate) fn pages(bytes: &[u8]) {
    let (loaded, question, filters, options) = made(bytes);
    check_shown(&loaded, &[]);
    with_snapshot(&loaded, &question, &filters, |snapshot| {
        let write = |format| render_snapshot(snapshot, format, options).unwrap();
        check_html(snapshot, &write(Format::Html));
        check_markdown(&write(Format::Markdown));
        check_csv(&write(Format::Csv));
        check_packed(&write(Format::Xlsx));
        check_packed(&write(Format::Docx));
        let json: serde_json::Value = serde_json::from_slice(&write(Format::Json)).unwrap();
        assert!(json.is_object());
    });
    check_reopened(&loaded, &question, &filters);
}

/// The typeset formats.
pub(crate) fn typeset(bytes: &[u8]) {
    let (loaded, question, filters, options) = made(bytes);
    with_snapshot(&loaded, &question, &filters, |snapshot| {
        let write = |format| match render_snapshot(snapshot, format, options) {
            Err(ExportError::PictureSize { .. }) => None,
            other => Some(other.unwrap()),
        };
        let pdf = write(Format::Pdf).unwrap();
        assert!(pdf.starts_with(b"%PDF-1.7") && pdf.trim_ascii_end().ends_with(b"%%EOF"));
        if let Some(svg) = write(Format::Svg) {
            read_xml("svg", &svg);
        }
        if let Some(png) = write(Format::Png) {
            assert!(png.starts_with(b"\x89PNG"));
        }
    });
}

/// The words of a text that is well-formed XML.
fn read_xml(name: &str, bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).unwrap();
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: u32::MAX,
        ..ParsingOptions::default()
    };
    let page = Document::parse_with_options(text, options)
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    for node in page.descendants() {
        assert!(!node.has_tag_name("script"), "{name}");
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{name}: {attribute:?}");
        }
        let link = node.attribute("href").unwrap_or("#");
        let is_safe = ["#", "https://", "http://", "data:image/png"]
            .iter()
            .any(|start| link.starts_with(start));
        assert!(is_safe, "{name}: {link}");
    }
    let texts = page.descendants().filter(roxmltree::Node::is_text);
    texts.filter_map(|node| node.text()).collect()
}

fn closed_up(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

/// The page is well-formed, and says the title of each row.
fn check_html(snapshot: Snapshot<'_>, bytes: &[u8]) {
    let words = closed_up(&read_xml("html", bytes));
    for line in &snapshot.sheet.lines {
        if let Line::Row(row) = line {
            let title = closed_up(&row.title);
            assert!(words.contains(&title), "{title}");
        }
    }
}

/// Each table has a head with a rule below it and rows with as many cells as it, and nothing stands anywhere as HTML but
/// breaks of lines and strong words. A reader of Markdown would not do: it cuts rows off and fills them up.
fn check_markdown(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut table: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        check_no_html(line);
        if line.starts_with('|') {
            table.push(line);
        } else {
            check_table(&table);
            table.clear();
        }
    }
}

fn check_table(lines: &[&str]) {
    let [head, rule, rows @ ..] = lines else {
        assert!(lines.is_empty(), "a head alone: {lines:?}");
        return;
    };
    let width = cells(head).len();
    let rule_cells = cells(rule);
    assert_eq!(rule_cells.len(), width, "{head}\n{rule}");
    for cell in rule_cells {
        let dashes = cell.trim().trim_matches(':');
        assert!(
            !dashes.is_empty() && dashes.chars().all(|sign| sign == '-'),
            "{rule}"
        );
    }
    assert!(!rows.is_empty(), "no rows: {head}");
    for row in rows {
        assert_eq!(cells(row).len(), width, "{head}\n{row}");
    }
}

/// What stands between the bars that no backslash stands before.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut letters = line.trim_end().chars();
    while let Some(letter) = letters.next() {
        match letter {
            '|' => cells.push(String::new()),
            letter => {
                let next = (letter == '\\').then(|| letters.next()).flatten();
                let last = cells.last_mut().unwrap();
                last.push(letter);
                last.extend(next);
            }
        }
    }
    // Nothing stands before the first bar and after the last.
    assert_eq!(cells.pop().as_deref(), Some(""), "not closed: {line}");
    assert_eq!(cells.remove(0), "", "{line}");
    cells
}

fn check_no_html(line: &str) {
    let plain = line.replace("\\\\", "").replace("\\<", "");
    for after in plain.split('<').skip(1) {
        let is_ours = ["br>", "b>", "/b>", "https://", "http://"]
            .iter()
            .any(|start| after.starts_with(start));
        assert!(is_ours, "{line}");
    }
}

/// The head and all records are as long, and none of the fields is a formula.
fn check_csv(bytes: &[u8]) {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes);
    let mut count = 0;
    for record in reader.records() {
        for field in &record.unwrap() {
            let is_formula = field.trim_start().starts_with(['=', '+', '-', '@']);
            assert!(!is_formula, "{field}");
        }
        count += 1;
    }
    assert!(count > 1, "a head and something below it");
}

/// Every part of an archive of XML is well-formed.
fn check_packed(bytes: &[u8]) {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let extension = Path::new(&name).extension().unwrap_or_default();
        if extension == "xml" || extension == "rels" {
            let options = ParsingOptions::default();
            let text = std::str::from_utf8(&bytes).unwrap();
            let parsed = Document::parse_with_options(text, options);
            assert!(parsed.is_ok(), "{name}: {:?}", parsed.err());
        }
    }
}
