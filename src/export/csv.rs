//! A sheet as comma-separated values (RFC 4180), one row of the comparison a line.

use csv::{Terminator, WriterBuilder};

use super::ExportError;
use super::rows::{PlacedRow, date_of, rows, said_in_one, without_formula};
use crate::sheet::{Cell, Sheet};

/// The sheet as CSV.
pub(super) fn render(sheet: &Sheet) -> Result<Vec<u8>, ExportError> {
    let refused = |error: csv::Error| ExportError::Format(error.to_string());
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(head(sheet)).map_err(refused)?;
    for row in rows(sheet) {
        writer.write_record(record(sheet, &row)).map_err(refused)?;
    }
    writer
        .into_inner()
        .map_err(|error| ExportError::Format(error.to_string()))
}

fn head(sheet: &Sheet) -> Vec<String> {
    let mut head: Vec<String> = ["Theme", "Issue", "Part", "Question", "Verdict", "Detail"]
        .map(str::to_owned)
        .to_vec();
    for party in &sheet.parties {
        let name = &party.name;
        head.push(without_formula(name));
        let mut columns = vec!["in plain words", "date", "sources"];
        if sheet.since.is_some() {
            columns.push("movement");
        }
        head.extend(
            columns
                .iter()
                .map(|column| without_formula(&format!("{name}: {column}"))),
        );
    }
    head.push("Reason".to_owned());
    if sheet.since.is_some() {
        head.push("Movement".to_owned());
    }
    head.push("Remarks".to_owned());
    head
}

fn record(sheet: &Sheet, placed: &PlacedRow<'_>) -> Vec<String> {
    let row = placed.row;
    let mut fields = vec![
        placed.theme.to_owned(),
        placed.issue().to_owned(),
        placed.part().to_owned(),
        placed.question().to_owned(),
        row.verdict_word.to_owned(),
        row.verdict_detail.clone().unwrap_or_default(),
    ];
    for cell in &row.cells {
        fields.extend([
            said_in_one(cell, "; "),
            cell.summary.clone().unwrap_or_default(),
            date_of(cell).to_owned(),
            sources(sheet, cell),
        ]);
        if sheet.since.is_some() {
            fields.push(cell.movement.unwrap_or_default().to_owned());
        }
    }
    fields.push(row.reason.clone());
    if sheet.since.is_some() {
        fields.push(row.movement.clone().unwrap_or_default());
    }
    fields.push(row.remarks.join(" "));
    fields.iter().map(|field| without_formula(field)).collect()
}

/// The sources of an answer with their addresses, since there is no list that numbers could point to.
fn sources(sheet: &Sheet, cell: &Cell) -> String {
    let cited = sheet
        .notes
        .iter()
        .filter(|note| cell.notes.contains(&note.number));
    let sources: Vec<String> = cited
        .map(|note| match &note.url {
            Some(url) => format!("{} {url}", note.text),
            None => note.text.clone(),
        })
        .collect();
    sources.join("; ")
}
