//! What the beginning of a file will look like, before it is written.

use typst::utils::Scalar;
use typst_render::RenderOptions;

use super::pages::{Cut, Pages};
use super::{ExportError, Format, Options, Snapshot, render_snapshot};
use crate::sheet::Sheet;

/// How wide the picture of a page is, in pixels.
const WIDTH: f64 = 900.0;

/// A sheet of more lines is laid out no further than its first page, on which these many never stand.
const LINES_OF_A_SMALL_SHEET: usize = 250;
const LINES_OF_A_PAGE: usize = 60;

/// How much of a text is shown.
const LINES_OF_A_TEXT: usize = 60;
const LETTERS_OF_A_LINE: usize = 160;

/// The beginning of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Preview {
    /// A page as pixels.
    Page {
        /// In pixels.
        width: usize,
        /// In pixels.
        height: usize,
        /// Red, green, blue and opacity of each pixel, from left to right and from top to bottom.
        pixels: Vec<u8>,
    },
    /// The first lines of a text.
    Text(String),
}

impl Format {
    /// Whether its files are text that can be shown as it is.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Markdown | Self::Csv | Self::Json | Self::Ron)
    }

    /// Whether its files look as a typeset page does.
    pub fn is_typeset(self) -> bool {
        matches!(self, Self::Pdf | Self::Svg | Self::Png)
    }
}

/// The beginning of the file. A format that is neither text nor typeset is shown as a typeset page, which says the
/// same and looks different.
///
/// # Errors
/// As for [`render_snapshot`].
pub fn preview(
    snapshot: Snapshot<'_>,
    format: Format,
    options: Options,
) -> Result<Preview, ExportError> {
    if format.is_text() {
        let bytes = render_snapshot(snapshot, format, options)?;
        return Ok(Preview::Text(beginning(&String::from_utf8_lossy(&bytes))));
    }
    let cut = match format {
        Format::Svg | Format::Png => Cut::OneTallPage,
        _ => Cut::Sheets,
    };
    page(snapshot.sheet, options, cut)
}

fn page(sheet: &Sheet, options: Options, cut: Cut) -> Result<Preview, ExportError> {
    let pages = if sheet.lines.len() <= LINES_OF_A_SMALL_SHEET {
        Pages::of(sheet, options.paper, cut)?
    } else {
        Pages::of_excerpt(&first_lines(sheet), options.paper, cut)?
    };
    let Some(page) = pages.document.pages().first() else {
        return Err(ExportError::Page("there is no page".to_owned()));
    };
    let width = page.frame.width().to_pt().max(1.0);
    let how = RenderOptions {
        pixel_per_pt: Scalar::new(WIDTH / width),
        render_bleed: false,
    };
    let picture = typst_render::render(page, &how);
    let side = |side: u32| usize::try_from(side).unwrap_or_default();
    // The top of a tall page shows enough, and every system can hold it.
    let width = side(picture.width());
    let height = side(picture.height()).min(width * 3 / 2);
    let mut pixels = picture.data().to_vec();
    pixels.truncate(width * height * 4);
    Ok(Preview::Page {
        width,
        height,
        pixels,
    })
}

/// The sheet with no more lines than its first page can hold.
fn first_lines(sheet: &Sheet) -> Sheet {
    Sheet {
        lines: sheet.lines.iter().take(LINES_OF_A_PAGE).cloned().collect(),
        title: sheet.title.clone(),
        summary: sheet.summary.clone(),
        headline: sheet.headline.clone(),
        tally: sheet.tally.clone(),
        extremes: sheet.extremes.clone(),
        changes: sheet.changes.clone(),
        left_out: sheet.left_out.clone(),
        as_of: sheet.as_of.clone(),
        from: sheet.from.clone(),
        since: sheet.since.clone(),
        parties: sheet.parties.clone(),
        totals: sheet.totals.clone(),
        filters: sheet.filters.clone(),
        findings: sheet.findings.clone(),
        // They stand behind all rows.
        proposals: Vec::new(),
        legend: sheet.legend.clone(),
        method: sheet.method.clone(),
        includes: sheet.includes,
        // The list of sources stands far behind the first page.
        notes: Vec::new(),
        inputs: sheet.inputs.clone(),
        program: sheet.program.clone(),
        problems: Vec::new(),
    }
}

/// The first lines of a text, each no longer than can be shown.
fn beginning(text: &str) -> String {
    let mut beginning = String::new();
    let mut lines = text.lines();
    for line in lines.by_ref().take(LINES_OF_A_TEXT) {
        let mut letters = line.chars();
        beginning.extend(letters.by_ref().take(LETTERS_OF_A_LINE));
        if letters.next().is_some() {
            beginning.push('…');
        }
        beginning.push('\n');
    }
    if lines.next().is_some() {
        beginning.push_str("…\n");
    }
    beginning
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_a_text_says_that_it_is_no_more() {
        assert_eq!(beginning("a\nb"), "a\nb\n");
        let long = "x".repeat(LETTERS_OF_A_LINE + 1);
        assert!(beginning(&long).ends_with("x…\n"));
        let tall = "x\n".repeat(LINES_OF_A_TEXT + 1);
        assert!(beginning(&tall).ends_with("x\n…\n"));
    }
}
