//! What the comparison is, how it is made, and what it draws on.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::styles::Styles;
use super::{Line, image, set_up_print, set_widths};
use crate::export::lane_picture::{self, Picture};
use crate::sheet::Sheet;

/// The widths of the columns, in letters.
const METHOD_WIDTHS: &[f64] = &[30.0, 110.0];
/// Marks stand to the right of their words.
const MARK_COLUMN: u16 = 2;
const SOURCE_WIDTHS: &[f64] = &[9.0, 90.0, 70.0];

/// Everything about the comparison that is no row of it.
pub(super) fn method(
    page: &mut Worksheet,
    sheet: &Sheet,
    styles: &Styles,
) -> Result<(), XlsxError> {
    page.set_name("Method")?;
    set_widths(page, METHOD_WIDTHS)?;
    let mut lines = Lines {
        page,
        row: 0,
        styles,
    };
    // The title may run on over the next column.
    Line::new(lines.page, 0, &[]).text(&sheet.title, &styles.title)?;
    lines.row = 1;
    for (name, text) in head(sheet) {
        lines.pair(name, text)?;
    }
    for party in &sheet.parties {
        let rows = crate::sheet::counted(party.spoken, "row", "rows");
        lines.pair(&party.name, &format!("has spoken on {rows}"))?;
    }
    for proposal in &sheet.proposals {
        lines.list(&format!("Proposal: {}", proposal.title), &proposal.about)?;
    }
    for finding in &sheet.findings {
        lines.list(&finding.title, &finding.sentences)?;
    }
    lines.section("What the words and marks mean")?;
    for entry in &sheet.legend.verdicts {
        lines.pair(entry.word, entry.meaning)?;
    }
    for entry in &sheet.legend.marks {
        lines.mark(lane_picture::key(entry.mark), entry.word, entry.meaning)?;
    }
    lines.mark(
        lane_picture::key_outline(),
        "Outlined",
        &sheet.legend.outline,
    )?;
    for entry in &sheet.legend.words {
        lines.pair(&entry.word, entry.meaning)?;
    }
    lines.list("How the comparison is made", &sheet.method)?;
    if !sheet.inputs.is_empty() {
        lines.section("Files that were read, with their SHA-256")?;
    }
    for input in &sheet.inputs {
        lines.pair(&input.name, &input.sha256)?;
    }
    if !sheet.problems.is_empty() {
        lines.list("What could not be read", &sheet.problems)?;
    }
    set_up_print(lines.page, styles);
    Ok(())
}

fn head(sheet: &Sheet) -> Vec<(&'static str, &str)> {
    let words: Vec<(&str, Option<&str>)> = vec![
        ("About", sheet.summary.as_deref()),
        ("In short", Some(&sheet.headline)),
        ("As of", sheet.as_of.as_deref()),
        ("Counting from", sheet.from.as_deref()),
        ("Movement since", sheet.since.as_deref()),
        ("Filters", sheet.filters.as_deref()),
        ("Left out", sheet.left_out.as_deref()),
        ("Made with", Some(&sheet.program)),
    ];
    words
        .into_iter()
        .filter_map(|(name, text)| Some((name, text?)))
        .collect()
}

/// The sources, numbered as in the rows.
pub(super) fn sources(
    page: &mut Worksheet,
    sheet: &Sheet,
    styles: &Styles,
) -> Result<(), XlsxError> {
    page.set_name("Sources")?;
    set_widths(page, SOURCE_WIDTHS)?;
    let mut head = Line::new(page, 0, SOURCE_WIDTHS);
    for name in ["Number", "Source", "Address"] {
        head.text(name, &styles.head)?;
    }
    head.end()?;
    for (row, note) in (1..).zip(&sheet.notes) {
        let mut line = Line::new(page, row, SOURCE_WIDTHS);
        line.text(&note.number.to_string(), &styles.text)?;
        line.text(&note.text, &styles.text)?;
        if let Some(url) = &note.url {
            line.address(url, styles)?;
        }
        line.end()?;
    }
    page.set_freeze_panes(1, 0)?;
    set_up_print(page, styles);
    Ok(())
}

/// Lines of a worksheet, one below the other.
struct Lines<'a> {
    page: &'a mut Worksheet,
    row: u32,
    styles: &'a Styles,
}

impl Lines<'_> {
    fn pair(&mut self, name: &str, text: &str) -> Result<(), XlsxError> {
        let mut line = Line::new(self.page, self.row, METHOD_WIDTHS);
        line.text(name, &self.styles.strong)?;
        line.text(text, &self.styles.text)?;
        line.end()?;
        self.row += 1;
        Ok(())
    }

    /// A mark and its words.
    fn mark(&mut self, picture: Option<Picture>, name: &str, text: &str) -> Result<(), XlsxError> {
        if let Some(picture) = picture {
            let image = image(&picture)?;
            self.page
                .insert_image_with_offset(self.row, MARK_COLUMN, &image, 4, 5)?;
        }
        self.pair(name, text)
    }

    /// A head with an empty line above.
    fn section(&mut self, title: &str) -> Result<(), XlsxError> {
        self.row += 1;
        let mut line = Line::new(self.page, self.row, METHOD_WIDTHS);
        line.text(title, &self.styles.head)?;
        line.text("", &self.styles.head)?;
        line.end()?;
        self.row += 1;
        Ok(())
    }

    fn list(&mut self, title: &str, texts: &[String]) -> Result<(), XlsxError> {
        self.section(title)?;
        for text in texts {
            self.pair("", text)?;
        }
        Ok(())
    }
}
