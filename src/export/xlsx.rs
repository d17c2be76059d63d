//! A sheet as a workbook: the rows, alive to filters, and sheets for the method and the sources.

mod about;
mod styles;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Image, ObjectMovement, Workbook, Worksheet, XlsxError,
};

use super::lane_picture::{self, Picture};
use super::rows::{PlacedRow, in_plain_words, rows, said_in_one};
use super::text::{is_web_address, printable};
use super::{ExportError, Paper};
use crate::sheet::{Cell, RowLine, Sheet};
use styles::Styles;

/// How many UTF-16 units a cell can hold.
const LONGEST_CELL: usize = 32_767;

/// How many links a worksheet can hold.
const MOST_LINKS: usize = 65_000;

/// The column that is only there with the details.
const QUESTION: &str = "Question";

/// The columns before those of the parties: their names and widths in letters.
const FIRST_COLUMNS: [(&str, f64); 7] = [
    ("Theme", 16.0),
    ("Issue", 26.0),
    ("Part", 18.0),
    (QUESTION, 28.0),
    ("Verdict", 12.0),
    ("Detail", 18.0),
    ("Outcomes", 23.0),
];

/// With more parties, a picture of all their answers would be taller than a row can be.
const MOST_PICTURED: usize = 16;

/// Placing a picture takes the longer the more rows stand above it.
const MOST_PICTURED_ROWS: usize = 10_000;

/// How many UTF-16 units the words about a picture can have.
const LONGEST_ABOUT_PICTURE: usize = 255;

/// The columns that stay in sight: theme and issue.
const FROZEN_COLUMNS: u16 = 2;

/// The sheet as an XLSX workbook.
pub(super) fn render(sheet: &Sheet, paper: Paper) -> Result<Vec<u8>, ExportError> {
    workbook(sheet, paper).map_err(|error| ExportError::Format(error.to_string()))
}

fn workbook(sheet: &Sheet, paper: Paper) -> Result<Vec<u8>, XlsxError> {
    let styles = Styles::new(paper);
    let mut workbook = Workbook::new();
    // The same input gives the same bytes, so the book was always made on the same day.
    let properties = DocProperties::new()
        .set_title(printable(&sheet.title))
        .set_author(printable(&sheet.program))
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    comparison(workbook.add_worksheet(), sheet, &styles)?;
    about::method(workbook.add_worksheet(), sheet, &styles)?;
    if sheet.includes.has_sources {
        about::sources(workbook.add_worksheet(), sheet, &styles)?;
    }
    workbook.save_to_buffer()
}

fn comparison(page: &mut Worksheet, sheet: &Sheet, styles: &Styles) -> Result<(), XlsxError> {
    page.set_name("Comparison")?;
    let columns = columns(sheet);
    let widths: Vec<f64> = columns.iter().map(|(_, width)| *width).collect();
    set_widths(page, &widths)?;
    let mut head = Line::new(page, 0, &widths);
    for (name, _) in &columns {
        head.text(name, &styles.head)?;
    }
    head.end()?;
    let rows = rows(sheet);
    let pictures = pictures(sheet, &rows);
    for (number, (placed, picture)) in (1..).zip(rows.iter().zip(&pictures)) {
        let line = Line::new(page, number, &widths);
        row(line, sheet, placed, picture.as_ref(), styles)?;
    }
    let last_row = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    page.autofilter(0, 0, last_row, last_column)?;
    page.set_freeze_panes(1, FROZEN_COLUMNS)?;
    page.set_repeat_rows(0, 0)?;
    set_up_print(page, styles);
    Ok(())
}

/// The outcomes of each row as a picture, all of them before a cell is written: what a picture takes up while it is
/// drawn would otherwise lie scattered between the cells and cost ten times their memory.
fn pictures(sheet: &Sheet, rows: &[PlacedRow<'_>]) -> Vec<Option<Picture>> {
    let has_room = sheet.parties.len() <= MOST_PICTURED && rows.len() <= MOST_PICTURED_ROWS;
    let picture = |placed: &PlacedRow<'_>| {
        let lane = &placed.row.lane;
        let lines: Vec<_> = sheet.parties.iter().zip(&lane.lines).collect();
        lane_picture::picture(lane, &lines).filter(|_| has_room)
    };
    rows.iter().map(picture).collect()
}

fn set_widths(page: &mut Worksheet, widths: &[f64]) -> Result<(), XlsxError> {
    for (column, width) in (0..).zip(widths) {
        page.set_column_width(column, *width)?;
    }
    Ok(())
}

/// Lying, as wide as the paper and as many pages as need be.
fn set_up_print(page: &mut Worksheet, styles: &Styles) {
    page.set_landscape()
        .set_paper_size(styles.paper)
        .set_print_fit_to_pages(1, 0);
}

fn columns(sheet: &Sheet) -> Vec<(String, f64)> {
    let has_movement = sheet.since.is_some();
    let mut columns: Vec<(String, f64)> = FIRST_COLUMNS
        .iter()
        .filter(|(name, _)| sheet.includes.has_details || *name != QUESTION)
        .map(|(name, width)| ((*name).to_owned(), *width))
        .collect();
    for party in &sheet.parties {
        let name = &party.name;
        columns.push((name.clone(), 42.0));
        if sheet.includes.has_details {
            columns.push((format!("{name}: in plain words"), 42.0));
        }
        columns.push((format!("{name}: date"), 14.0));
        if sheet.includes.has_sources {
            columns.push((format!("{name}: sources"), 10.0));
        }
        if has_movement {
            columns.push((format!("{name}: movement"), 14.0));
        }
    }
    for proposal in &sheet.proposals {
        let heads = proposal.field_heads(&sheet.parties).into_iter();
        columns.extend(heads.map(|head| (head, 30.0)));
    }
    columns.push(("Reason".to_owned(), 60.0));
    if has_movement {
        columns.push(("Movement".to_owned(), 30.0));
    }
    columns.push(("Remarks".to_owned(), 40.0));
    columns
}

fn row(
    mut line: Line<'_>,
    sheet: &Sheet,
    placed: &PlacedRow<'_>,
    picture: Option<&Picture>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let row = placed.row;
    let has_movement = sheet.since.is_some();
    line.text(placed.theme, &styles.text)?;
    line.text(placed.issue(), &styles.strong)?;
    line.text(placed.part(), &styles.strong)?;
    if sheet.includes.has_details {
        line.text(placed.question(), &styles.text)?;
    }
    line.text(row.verdict_word, styles.verdict(row.verdict))?;
    let detail = row.verdict_detail.as_deref().unwrap_or_default();
    line.text(detail, &styles.text)?;
    line.outcomes(sheet, row, picture, styles)?;
    for cell in &row.cells {
        answer(&mut line, sheet, cell, styles)?;
    }
    for proposal in &sheet.proposals {
        let style = match proposal.term(row.row) {
            Some(_) => &styles.text,
            None => &styles.unsaid,
        };
        for text in proposal.fields(row.row, sheet.parties.len()) {
            line.text(&text, style)?;
        }
    }
    line.text(&row.reason, &styles.text)?;
    if has_movement {
        line.text(row.movement.as_deref().unwrap_or_default(), &styles.text)?;
    }
    line.text(&row.remarks.join("\n"), &styles.text)?;
    line.end()
}

fn answer(
    line: &mut Line<'_>,
    sheet: &Sheet,
    cell: &Cell,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let style = if cell.phrases.is_empty() {
        &styles.unsaid
    } else {
        &styles.text
    };
    line.text(&said_in_one(cell, "\n"), style)?;
    if sheet.includes.has_details {
        line.text(in_plain_words(cell), style)?;
    }
    line.text(cell.date_or_why_not(), &styles.text)?;
    if sheet.includes.has_sources {
        let numbers: Vec<String> = cell.notes.iter().map(usize::to_string).collect();
        let numbers = numbers.join(", ");
        let sources = if numbers.is_empty() {
            cell.without_sources()
        } else {
            &numbers
        };
        line.text(sources, &styles.text)?;
    }
    if sheet.since.is_some() {
        line.text(cell.movement_word(), &styles.text)?;
    }
    Ok(())
}

/// A line of a worksheet, written from left to right.
struct Line<'a> {
    page: &'a mut Worksheet,
    row: u32,
    column: u16,
    widths: &'a [f64],
    /// Into how many lines the text of its longest cell is broken.
    height_in_lines: usize,
}

impl<'a> Line<'a> {
    fn new(page: &'a mut Worksheet, row: u32, widths: &'a [f64]) -> Self {
        Self {
            page,
            row,
            column: 0,
            widths,
            height_in_lines: 1,
        }
    }

    /// Makes the line as tall as its text. Not every program does so of itself.
    fn end(self) -> Result<(), XlsxError> {
        const POINTS_A_LINE: f64 = 15.0;
        const TALLEST: f64 = 409.0;
        let height = (self.height_in_lines as f64 * POINTS_A_LINE).min(TALLEST);
        self.page.set_row_height(self.row, height)?;
        Ok(())
    }

    /// Text, which is never taken for a formula, a number or a link.
    fn text(&mut self, text: &str, style: &Format) -> Result<(), XlsxError> {
        let text = fitting(printable(text));
        let width = self.widths.get(usize::from(self.column));
        let count = width.map_or(1, |width| lines_in(&text, *width));
        self.height_in_lines = self.height_in_lines.max(count);
        self.page
            .write_string_with_format(self.row, self.column, text, style)?;
        self.column += 1;
        Ok(())
    }

    /// The outcomes with each party's answer, as a picture with what is outlined in it as text below, by which rows
    /// can be sorted and found; or as a word on why there is no picture.
    fn outcomes(
        &mut self,
        sheet: &Sheet,
        row: &RowLine,
        picture: Option<&Picture>,
        styles: &Styles,
    ) -> Result<(), XlsxError> {
        let Some(picture) = picture else {
            let parties = sheet.parties.len();
            let words = match row.lane.slots.len() {
                0 => "Words, not outcomes".to_owned(),
                _ if parties > MOST_PICTURED => format!("{parties} parties, too many to draw"),
                count if count <= lane_picture::MOST_SLOTS => "Too many rows to draw".to_owned(),
                count => format!("{count} outcomes, too many to draw"),
            };
            return self.text(&words, &styles.unsaid);
        };
        let image = image(picture)?;
        self.page
            .insert_image_with_offset(self.row, self.column, &image, 2, 4)?;
        let words = row.outlined();
        let width = self.widths.get(usize::from(self.column));
        let lines = width.map_or(1, |width| lines_in(&words, *width));
        let lines = lines + (picture.height + 8).div_ceil(20);
        self.height_in_lines = self.height_in_lines.max(lines);
        self.text(&words, &styles.under)
    }

    /// An address, as a link where it is one.
    fn address(&mut self, url: &str, styles: &Styles) -> Result<(), XlsxError> {
        let has_room = usize::try_from(self.row).is_ok_and(|row| row < MOST_LINKS);
        if !is_web_address(url) || !has_room {
            return self.text(url, &styles.text);
        }
        self.page
            .write_url_with_format(self.row, self.column, url, &styles.link)?;
        self.column += 1;
        Ok(())
    }
}

/// Into about how many lines a text is broken in a column of this width.
fn lines_in(text: &str, width: f64) -> usize {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "widths are small numbers above zero"
    )]
    let letters = width as usize;
    textwrap::wrap(text, letters.max(1)).len()
}

fn image(picture: &Picture) -> Result<Image, XlsxError> {
    let words = shortened(&printable(&picture.words), LONGEST_ABOUT_PICTURE);
    Ok(Image::new_from_buffer(&picture.png)?
        .set_alt_text(words)
        .set_scale_to_size(picture.width as f64, picture.height as f64, true)
        // A row that a filter hides takes its picture along.
        .set_object_movement(ObjectMovement::MoveAndSizeWithCells))
}

/// The beginning of a text that is too long.
fn shortened(text: &str, limit: usize) -> String {
    if text.encode_utf16().count() <= limit {
        return text.to_owned();
    }
    let mut used = 1;
    let mut cut: String = text
        .chars()
        .take_while(|letter| {
            used += letter.len_utf16();
            used <= limit
        })
        .collect();
    cut.push('…');
    cut
}

/// The text, or as much of it as a cell can hold, with a word on what is missing.
fn fitting(text: String) -> String {
    const NOTICE: &str =
        " … [cut here: a cell of a spreadsheet holds no more than 32,767 characters]";
    if text.encode_utf16().count() <= LONGEST_CELL {
        return text;
    }
    let room = LONGEST_CELL - NOTICE.encode_utf16().count();
    let mut used = 0;
    let mut cut: String = text
        .chars()
        .take_while(|letter| {
            used += letter.len_utf16();
            used <= room
        })
        .collect();
    cut.push_str(NOTICE);
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_in_a_cell_is_cut_and_said_to_be() {
        let whole = "🕊".repeat(LONGEST_CELL / 2);
        assert_eq!(fitting(whole.clone()), whole);
        let cut = fitting(whole + "🕊");
        assert!(cut.ends_with("32,767 characters]"));
        assert!(cut.encode_utf16().count() <= LONGEST_CELL);
    }
}
