//! A row, or the whole table, as text to paste elsewhere, with the sources that it cites.

use super::markdown::{self, Page};
use crate::model::Row;
use crate::sheet::{self, Line, Note, RowLine, Sheet};

/// How wide plain text is, in letters.
const WIDTH: usize = 100;

/// A row of the sheet as Markdown.
pub fn row_as_markdown(sheet: &Sheet, row: Row) -> Option<String> {
    let line = row_line(sheet, row)?;
    let mut page = Page::default();
    markdown::row(&mut page, sheet, line);
    markdown::notes(&mut page, &cited(sheet, line));
    Some(page.text)
}

/// A row of the sheet as plain text.
pub fn row_as_text(sheet: &Sheet, row: Row) -> Option<String> {
    let line = row_line(sheet, row)?;
    let text = sheet::row_as_text(sheet, line, WIDTH);
    Some(with_notes(text, &cited(sheet, line)))
}

/// All rows that are shown as Markdown.
pub fn table_as_markdown(sheet: &Sheet) -> String {
    let mut page = Page::default();
    markdown::table_alone(&mut page, sheet);
    let notes: Vec<&Note> = sheet.notes.iter().collect();
    markdown::notes(&mut page, &notes);
    page.text
}

/// All rows that are shown as plain text.
pub fn table_as_text(sheet: &Sheet) -> String {
    let notes: Vec<&Note> = sheet.notes.iter().collect();
    with_notes(sheet::as_text(sheet, WIDTH), &notes)
}

fn row_line(sheet: &Sheet, row: Row) -> Option<&RowLine> {
    sheet.lines.iter().find_map(|line| match line {
        Line::Row(line) if line.row == row => Some(line),
        _ => None,
    })
}

/// The sources that the answers of a row cite.
fn cited<'a>(sheet: &'a Sheet, row: &RowLine) -> Vec<&'a Note> {
    let is_cited = |note: &&Note| {
        row.cells
            .iter()
            .any(|cell| cell.notes.contains(&note.number))
    };
    sheet.notes.iter().filter(is_cited).collect()
}

fn with_notes(mut text: String, notes: &[&Note]) -> String {
    if !notes.is_empty() {
        text.push_str("\nSources\n");
    }
    for note in notes {
        let url = note.url.as_deref().unwrap_or_default();
        let line = format!("[{}] {} {url}", note.number, note.text);
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
