//! Formats of rows and columns, read back by readers of their own.

use common_ground::export::{Format, render};
use common_ground::sheet::Line;

use super::{every_sheet, sheets};

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
        assert_eq!(records.len(), rows.count() + 1, "{name}");
    }
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
    let answers = [6, 10];
    assert_eq!(head[answers[0]], "Russia");
    assert_eq!(head[answers[1]], "Ukraine");
    let mut not_stated = 0;
    for record in &records[1..] {
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
    assert!(
        text.starts_with("Theme,Issue,Part,Question,Verdict,Detail,Russia,Russia: in plain words,")
    );
    assert!(
        !text
            .chars()
            .any(|letter| letter.is_control() && !matches!(letter, '\r' | '\n'))
    );
}
