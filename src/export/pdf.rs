//! A sheet as pages to print.

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::ExportError;
use super::text::{is_web_address, printable};
use super::typesetting::{FontChoice, Template, choose_fonts, in_words, layout};
use crate::sheet::{Note, Sheet};

/// A file of the template with the path that the others know it by.
macro_rules! template_file {
    ($name:literal) => {
        (
            concat!("/", $name),
            include_str!(concat!("../../assets/snapshot/", $name)),
        )
    };
}

/// How the pages look.
const TEMPLATE: Template = Template {
    main: "/snapshot.typ",
    files: &[
        template_file!("snapshot.typ"),
        template_file!("style.typ"),
        template_file!("text.typ"),
        template_file!("marks.typ"),
        template_file!("table.typ"),
    ],
};

/// What the template is given.
#[derive(Serialize)]
struct PageData {
    sheet: Value,
    /// The numbers of the notes whose address may become a link.
    linked_notes: Vec<usize>,
    /// Code points, such as "U+4E2D", that show as boxes.
    letters_without_font: Vec<String>,
}

/// The sheet as a PDF.
///
/// The same sheet gives the same bytes on every machine, unless it has letters that the bundled fonts lack: then
/// fonts of the machine help out.
pub(super) fn render(sheet: &Sheet) -> Result<Vec<u8>, ExportError> {
    let (data, fonts) = prepare(sheet).map_err(|error| ExportError::Page(error.to_string()))?;
    let ident = hex::encode(Sha256::digest(&data));
    let document = layout(&TEMPLATE, data, &fonts).map_err(ExportError::Page)?;
    write(&document, ident, &sheet.program)
}

fn prepare(sheet: &Sheet) -> Result<(String, FontChoice), serde_json::Error> {
    let has_web_address = |note: &&Note| note.url.as_deref().is_some_and(is_web_address);
    let linked_notes = sheet
        .notes
        .iter()
        .filter(has_web_address)
        .map(|note| note.number)
        .collect();
    let mut sheet = serde_json::to_value(sheet)?;
    make_printable(&mut sheet);
    let fonts = choose_fonts(&serde_json::to_string(&sheet)?);
    let letters_without_font = fonts
        .without_font
        .iter()
        .map(|letter| format!("U+{:04X}", u32::from(*letter)))
        .collect();
    let data = PageData {
        sheet,
        linked_notes,
        letters_without_font,
    };
    Ok((serde_json::to_string(&data)?, fonts))
}

/// Writes the pages as PDF/UA-1, which promises that a screen reader finds its way.
///
/// A letter that no bundled font has breaks the promise but not the page, so then the pages are written without
/// it, with the same tags.
fn write(document: &PagedDocument, ident: String, program: &str) -> Result<Vec<u8>, ExportError> {
    let accessible = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|error| ExportError::Page(error.message().to_string()))?;
    let mut options = PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some(program.to_owned())),
        timestamp: None,
        page_ranges: None,
        standards: accessible,
        tagged: true,
        pretty: false,
    };
    typst_pdf::pdf(document, &options)
        .or_else(|_| {
            options.standards = PdfStandards::default();
            typst_pdf::pdf(document, &options)
        })
        .map_err(|errors| ExportError::Page(in_words(&errors)))
}

/// Makes every text in the data fit for a page.
fn make_printable(value: &mut Value) {
    match value {
        Value::String(text) => *text = printable(text),
        Value::Array(items) => items.iter_mut().for_each(make_printable),
        Value::Object(fields) => fields.values_mut().for_each(make_printable),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop at once"
)]
mod tests;
