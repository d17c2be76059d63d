//! A sheet becomes a file that says all that the sheet says, whatever stands in it.

mod hostile;
mod markup;
mod packed;
mod pictures;
mod proposals;
mod sheets;
mod tables;
mod writing;

use common_ground::compare::{Question, compare};
use common_ground::export::{Format, Options, Snapshot, render, render_snapshot};
use common_ground::files::load_bundled;
use common_ground::sheet::{
    CellState, Filters, Finding, Line, Material, PhraseKind, Piece, Sheet, sheet,
};

fn markdown(sheet: &Sheet) -> String {
    String::from_utf8(render(sheet, Format::Markdown).unwrap()).unwrap()
}

fn every_sheet() -> [(&'static str, Sheet); 9] {
    [
        ("movement", with_movement()),
        ("two", sheets::realistic(2)),
        ("three", sheets::realistic(3)),
        ("five", sheets::realistic(5)),
        ("hostile", sheets::hostile()),
        ("oversized", sheets::oversized()),
        ("empty", sheets::empty()),
        ("crowded", sheets::crowded()),
        ("scripts", sheets::of_many_scripts()),
    ]
}

#[test]
fn a_format_is_known_by_its_extension() {
    for format in Format::all() {
        assert_eq!(Format::from_extension(format.extension()), Some(*format));
        assert_eq!(
            Format::from_extension(&format.extension().to_uppercase()),
            Some(*format)
        );
    }
    assert_eq!(Format::from_extension("doc"), None);
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    for (name, sheet) in every_sheet() {
        for format in Format::all().iter().filter(|format| format.is_of_sheet()) {
            let first = render(&sheet, *format).unwrap();
            let second = render(&sheet.clone(), *format).unwrap();
            assert!(first == second, "{name} as {}", format.name());
        }
    }
}

#[test]
fn a_pdf_is_tagged_and_says_so() {
    let bytes = render(&sheets::realistic(2), Format::Pdf).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    for promise in [
        "<pdfuaid:part>1</pdfuaid:part>",
        "<rdf:li>en</rdf:li>",
        "Russia–Ukraine talks",
        "/StructTreeRoot",
    ] {
        assert!(contains(&bytes, promise), "{promise}");
    }
    for clock in ["/CreationDate", "/ModDate", "CreateDate", "ModifyDate"] {
        assert!(!contains(&bytes, clock), "{clock}");
    }
}

#[test]
fn the_bundled_talks_can_be_exported() {
    let loaded = load_bundled();
    let parties = (0..loaded.talks.positions.len()).collect();
    let comparison = compare(
        &loaded.talks,
        &Question {
            parties,
            ..Question::default()
        },
    );
    let sheet = sheet(Material::new(&loaded, &comparison), &Filters::default());
    let pages = render(&sheet, Format::Pdf).unwrap();
    assert!(contains(&pages, "<pdfuaid:part>1</pdfuaid:part>"));
    let text = markdown(&sheet);
    for line in &sheet.lines {
        if let Line::Row(row) = line {
            assert!(text.contains(row.verdict_word), "{}", row.full_title);
            assert!(text.contains(&row.title), "{}", row.full_title);
        }
    }
    assert!(text.contains("*Not stated by any party*"));
    let rows = render(&sheet, Format::Csv).unwrap();
    let rows = String::from_utf8(rows).unwrap();
    let not_stated = rows.matches(",Not stated,Not stated,Not stated,").count();
    assert_eq!(not_stated, not_stated_cells(&sheet));
}

#[test]
fn json_has_the_shown_rows_and_what_it_takes_to_check_them() {
    let loaded = load_bundled();
    let parties = (0..loaded.talks.positions.len()).collect();
    let question = Question {
        parties,
        ..Question::default()
    };
    let comparison = compare(&loaded.talks, &question);
    let material = Material::new(&loaded, &comparison);
    let filters = Filters {
        verdicts: Some(vec![common_ground::compare::Verdict::Gap]),
        ..Filters::default()
    };
    let shown = sheet(material, &filters);
    let snapshot = Snapshot {
        material,
        filters: &filters,
        sheet: &shown,
    };
    let render = || render_snapshot(snapshot, Format::Json, Options::default()).unwrap();
    let bytes = render();
    assert!(bytes == render());
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let issues = json["issues"].as_array().unwrap();
    assert!(!issues.is_empty() && issues.iter().all(|issue| issue["verdict"] == "gap"));
    let told = &json["snapshot"];
    assert_eq!(told["filters"]["verdicts"], serde_json::json!(["gap"]));
    assert_eq!(
        told["filters"]["hidden_rows"].as_u64().unwrap(),
        u64::try_from(comparison.rows.len() - issues.len()).unwrap()
    );
    assert_eq!(told["files"][0]["sha256"], loaded.inputs[0].sha256.as_str());
    assert_eq!(told["sources"].as_array().unwrap().len(), shown.notes.len());
    assert_eq!(told["version"], shown.program.as_str());
}

fn not_stated_cells(sheet: &Sheet) -> usize {
    let cells = sheet.lines.iter().flat_map(|line| match line {
        Line::Row(row) => row.cells.as_slice(),
        Line::Theme(_) | Line::Parent(_) => &[],
    });
    cells
        .filter(|cell| cell.state == CellState::NotStated)
        .count()
}

#[test]
fn another_sheet_gives_another_pdf() {
    let sheet = sheets::empty();
    let mut other = sheet.clone();
    other.headline.push('.');
    assert!(render(&sheet, Format::Pdf).unwrap() != render(&other, Format::Pdf).unwrap());
}

#[test]
fn a_note_that_is_missing_does_not_cost_the_page() {
    let mut sheet = sheets::realistic(2);
    sheet.notes.clear();
    assert!(render(&sheet, Format::Pdf).is_ok());
}

#[test]
fn a_pdf_has_room_for_many_parties() {
    for count in [1, 4, 9, 30] {
        assert!(
            render(&sheets::realistic(count), Format::Pdf).is_ok(),
            "{count}"
        );
    }
}

#[test]
fn markdown_says_what_the_sheet_says() {
    let mut sheet = sheets::realistic(2);
    sheet
        .lines
        .retain(|line| !matches!(line, Line::Row(row) if row.verdict_detail.is_none()));
    sheet.notes.truncate(4);
    insta::assert_snapshot!(markdown(&sheet));
}

#[test]
fn markdown_shows_hostile_text_as_text() {
    insta::assert_snapshot!(markdown(&sheets::hostile()));
}

#[test]
fn markdown_has_no_markup_but_its_own() {
    for (name, sheet) in every_sheet() {
        let text = markdown(&sheet);
        assert!(
            !text
                .chars()
                .any(|character| character.is_control() && character != '\n'),
            "{name}"
        );
        let own = text
            .replace("\\\\", "")
            .replace("\\<", "")
            .replace("<br>", "")
            .replace("<b>", "")
            .replace("</b>", "")
            .replace("<https://", "");
        assert!(!own.contains('<'), "{name}: {own}");
        let mut columns = None;
        for line in text.lines() {
            let bars = line
                .replace("\\\\", "")
                .replace("\\|", "")
                .matches('|')
                .count();
            if !line.starts_with('|') {
                columns = None;
                continue;
            }
            assert_eq!(*columns.get_or_insert(bars), bars, "{name}: {line}");
        }
    }
}

#[test]
#[ignore = "writes pages to look at"]
fn pages_to_look_at() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    std::fs::create_dir_all(&folder).unwrap();
    let long = [("long", sheets::long(2500))];
    for (name, sheet) in every_sheet().into_iter().chain(long) {
        for format in Format::all().iter().filter(|format| format.is_of_sheet()) {
            let start = std::time::Instant::now();
            let bytes = match render(&sheet, *format) {
                Ok(bytes) => bytes,
                Err(error) => {
                    println!("{name} {}: {error}", format.name());
                    continue;
                }
            };
            println!(
                "{name} {}: {} ms, {} bytes",
                format.name(),
                start.elapsed().as_millis(),
                bytes.len()
            );
            std::fs::write(folder.join(format!("{name}.{}", format.extension())), bytes).unwrap();
        }
    }
}

/// A sheet with all that a sheet of talks may have besides: movement, findings, words that differ.
fn with_movement() -> Sheet {
    let mut sheet = sheets::realistic(2);
    sheet.since = Some("15 April 2022".to_owned());
    sheet.findings = vec![Finding {
        title: "Offers that match".to_owned(),
        sentences: vec!["Russia offers *something* on “A” if “B” goes its way.".to_owned()],
    }];
    for line in &mut sheet.lines {
        let Line::Row(row) = line else { continue };
        row.movement = Some("Was gap on 15 April 2022; closer now.".to_owned());
        for cell in &mut row.cells {
            cell.movement = Some("Softened");
            for phrase in &mut cell.phrases {
                if phrase.kind == PhraseKind::Text {
                    "The parties shall end hostilities, at once".clone_into(&mut cell.short);
                    "The parties shall end hostilities, at once".clone_into(&mut phrase.text);
                    phrase.pieces = [
                        ("The parties ", false),
                        ("shall end hostilities,", true),
                        (" at once", false),
                    ]
                    .map(|(text, differs)| Piece {
                        text: text.to_owned(),
                        differs,
                    })
                    .to_vec();
                }
            }
        }
    }
    sheet
}

#[test]
fn markdown_tells_movement_findings_and_differing_words() {
    let text = markdown(&with_movement());
    for said in [
        "*Softened*",
        "<br>Was gap on 15 April 2022; closer now.",
        "## Offers that match\n\n- Russia offers \\*something\\* on",
        "The parties <b>shall end hostilities,</b> at once",
        "Words in **bold** within a wording",
    ] {
        assert!(text.contains(said), "{said}");
    }
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}
