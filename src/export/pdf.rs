//! A sheet as pages to print.

use typst::foundations::Smart;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::pages::{Cut, Pages};
use super::typesetting::in_words;
use super::{ExportError, Paper};
use crate::sheet::Sheet;

/// The sheet as PDF/UA-1, which promises that a screen reader finds its way.
///
/// Should the typesetter find that a page breaks the promise, the page is written without it, with the same tags.
pub(super) fn render(sheet: &Sheet, paper: Paper) -> Result<Vec<u8>, ExportError> {
    let Pages { document, ident } = Pages::of(sheet, paper, Cut::Sheets)?;
    let accessible = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|error| ExportError::Page(error.message().to_string()))?;
    let mut options = PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some(sheet.program.clone())),
        timestamp: None,
        page_ranges: None,
        standards: accessible,
        tagged: true,
        pretty: false,
    };
    typst_pdf::pdf(&document, &options)
        .or_else(|_| {
            options.standards = PdfStandards::default();
            typst_pdf::pdf(&document, &options)
        })
        .map_err(|errors| ExportError::Page(in_words(&errors)))
}
