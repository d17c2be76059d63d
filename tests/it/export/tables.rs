//! Formats of rows and columns, read back by readers of their own.

use common_ground::export::{Format, render};
use common_ground::sheet::{Line, ParentLine, RowLine, ThemeLine};

use super::packed::{parts, words_in};
use super::{every_sheet, sheets, with_movement};

fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes);
    let records = reader.records();
    records
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn csv_has_a_line_for_every_row_and_all_lines_are_as_long() {
    for (name, sheet) in every_sheet() {
        let records = records(&render(&sheet, Format::Csv).unwrap());
        let rows = sheet
            .lines
            .iter()
            .filter(|line| matches!(line, Line::Row(_)));
        let told = records.iter().filter(|record| record[0] == "Row");
        assert_eq!(told.count(), rows.count(), "{name}");
        let notes = records.iter().filter(|record| record[0] == "Source");
        assert_eq!(notes.count(), sheet.notes.len(), "{name}");
    }
}

#[test]
fn csv_says_what_the_sheet_says_beside_its_rows() {
    let sheet = with_movement();
    let records = records(&render(&sheet, Format::Csv).unwrap());
    let place = |name: &str| records[0].iter().position(|field| field == name).unwrap();
    let (issue, reason) = (place("Issue"), place("Reason"));
    let said = |kind: &str, name: &str| -> Vec<&str> {
        records
            .iter()
            .filter(|record| record[0] == kind && record[issue] == name)
            .map(|record| record[reason].as_str())
            .collect()
    };
    assert_eq!(said("About", "Headline"), [sheet.headline.as_str()]);
    assert_eq!(said("About", "Made with"), [sheet.program.as_str()]);
    assert_eq!(said("About", "Movement since"), ["15 April 2022"]);
    assert_eq!(said("About", "Filters").len(), 1);
    assert_eq!(said("Method", ""), sheet.method);
    for entry in &sheet.legend.verdicts {
        assert_eq!(said("Legend", entry.word), [entry.meaning]);
    }
    for input in &sheet.inputs {
        let hash = format!("SHA-256 {}", input.sha256);
        assert_eq!(said("File", &input.name), [hash.as_str()]);
    }
    assert_eq!(
        said("Finding", "Offers that match"),
        [sheet.findings[0].sentences[0].as_str()]
    );
}

#[test]
fn csv_has_no_formula_and_no_empty_answer() {
    let mut sheet = sheets::realistic(2);
    for line in &mut sheet.lines {
        if let Line::Row(row) = line {
            row.reason = "=HYPERLINK(\"http://e.org\")".to_owned();
            row.title = "-2+3+cmd|' /C calc'!A0".to_owned();
        }
    }
    let records = records(&render(&sheet, Format::Csv).unwrap());
    let head = &records[0];
    let answers = [7, 11];
    assert_eq!(head[answers[0]], "Russia");
    assert_eq!(head[answers[1]], "Ukraine");
    let mut not_stated = 0;
    for record in records.iter().filter(|record| record[0] == "Row") {
        assert!(
            record
                .iter()
                .all(|field| !field.starts_with(['=', '-', '+', '@']))
        );
        for answer in answers {
            assert!(!record[answer].is_empty());
            not_stated += usize::from(record[answer] == "Not stated");
        }
    }
    assert!(not_stated > 0);
}

#[test]
fn csv_is_as_rfc_4180_says() {
    let bytes = render(&sheets::hostile(), Format::Csv).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.ends_with("\r\n"));
    assert!(text.starts_with(
        "Record,Theme,Issue,Part,Question,Verdict,Detail,Russia,Russia: in plain words,"
    ));
    assert!(
        !text
            .chars()
            .any(|letter| letter.is_control() && !matches!(letter, '\r' | '\n'))
    );
}

const STRINGS: &str = "xl/sharedStrings.xml";

fn page(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

#[test]
fn a_workbook_has_the_rows_the_method_and_the_sources() {
    for (name, sheet) in every_sheet() {
        let parts = parts(&sheet, Format::Xlsx);
        let count = sheet
            .lines
            .iter()
            .filter(|line| matches!(line, Line::Row(_)));
        assert_eq!(
            words_in(&parts, &page(1), "row").len(),
            count.count() + 1,
            "{name}"
        );
        assert_eq!(
            words_in(&parts, &page(3), "row").len(),
            sheet.notes.len() + 1,
            "{name}"
        );
        assert_eq!(words_in(&parts, &page(1), "pane").len(), 1, "{name}");
        assert_eq!(words_in(&parts, &page(1), "autoFilter").len(), 1, "{name}");
    }
}

#[test]
fn a_workbook_says_what_the_sheet_says() {
    let sheet = with_movement();
    let strings = words_in(&parts(&sheet, Format::Xlsx), STRINGS, "si");
    let mut expected = vec![sheet.headline.clone(), sheet.program.clone()];
    expected.extend(["Not stated", "Softened"].map(str::to_owned));
    expected.extend(sheet.method.clone());
    expected.extend(sheet.filters.clone());
    expected.extend(sheet.inputs.iter().map(|input| input.sha256.clone()));
    expected.extend(sheet.findings[0].sentences.clone());
    for line in &sheet.lines {
        if let Line::Row(row) = line {
            expected.extend([row.reason.clone(), row.movement.clone().unwrap()]);
        }
    }
    for text in expected {
        assert!(strings.contains(&text), "{text}");
    }
    // Under the pictures, so that rows can be sorted and found by them.
    let told = |start: &str| strings.iter().any(|text| text.starts_with(start));
    assert!(told("Zone: ") && told("None outlined"));
}

#[test]
fn a_workbook_holds_hostile_text_as_text() {
    let mut sheet = sheets::hostile();
    sheet.headline = "=HYPERLINK(\"http://e.org\")".to_owned();
    let parts = parts(&sheet, Format::Xlsx);
    for number in 1..=3 {
        assert!(words_in(&parts, &page(number), "f").is_empty(), "{number}");
    }
    assert!(words_in(&parts, STRINGS, "si").contains(&sheet.headline));
}

const TEXT: &str = "word/document.xml";

#[test]
fn a_document_has_a_line_for_each_line_and_says_what_the_sheet_says() {
    for (name, sheet) in every_sheet() {
        let parts = parts(&sheet, Format::Docx);
        let head = usize::from(!sheet.lines.is_empty());
        let all = words_in(&parts, TEXT, "tbl").concat();
        for line in &sheet.lines {
            let (Line::Theme(ThemeLine { title, .. })
            | Line::Parent(ParentLine { title, .. })
            | Line::Row(RowLine { title, .. })) = line;
            // What is printed of a title may be without its line breaks and hidden signs.
            let words = title.split(|letter: char| letter.is_control() || letter == '\u{202E}');
            assert!(
                words.into_iter().all(|word| all.contains(word)),
                "{name}: {title:?}"
            );
        }
        assert_eq!(words_in(&parts, TEXT, "tblHeader").len(), head, "{name}");
    }
    let sheet = with_movement();
    let words = words_in(&parts(&sheet, Format::Docx), TEXT, "p");
    let mut expected = vec![sheet.headline.clone(), sheet.program.clone()];
    expected
        .extend(["Not stated", "The parties shall end hostilities, at once"].map(str::to_owned));
    expected.extend(sheet.method.clone());
    expected.extend(sheet.filters.clone());
    expected.extend(sheet.findings[0].sentences.clone());
    for line in &sheet.lines {
        if let Line::Row(row) = line {
            expected.extend([row.reason.clone(), row.movement.clone().unwrap()]);
        }
    }
    for text in expected {
        assert!(words.contains(&text), "{text}");
    }
}

#[test]
fn a_document_holds_hostile_text_as_text() {
    let sheet = sheets::hostile();
    let parts = parts(&sheet, Format::Docx);
    assert!(words_in(&parts, TEXT, "p").contains(&sheet.headline));
    for unwanted in ["instrText", "fldSimple", "object", "altChunk"] {
        assert!(words_in(&parts, TEXT, unwanted).is_empty(), "{unwanted}");
    }
}
