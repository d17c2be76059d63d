//! A sheet as typeset pages, which several formats are written from.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use typst_layout::PagedDocument;

use super::page_lines::page_lines;
use super::paper::Size;
use super::text::{has_differing_words, is_web_address, printable};
use super::typesetting::{Template, layout, letters_without_font};
use super::{ExportError, Paper, letters};
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

/// How the sheet is cut into pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Cut {
    /// Sheets of paper.
    Sheets,
    /// One page as tall as it need be.
    OneTallPage,
}

/// What the template is given.
#[derive(Serialize)]
struct PageData {
    sheet: Value,
    cut: Cut,
    paper: Size,
    /// How many parties fit side by side.
    columns: usize,
    /// Whether lines are missing, and with them some pages.
    is_excerpt: bool,
    /// The numbers of the notes whose address may become a link.
    linked_notes: Vec<usize>,
    /// Whether words are underlined because another party does not have them.
    has_differing_words: bool,
    /// Which letters cannot be drawn, as a sentence.
    not_drawn: Option<String>,
}

/// Typeset pages.
pub(super) struct Pages {
    pub(super) document: PagedDocument,
    /// A hash of all that stands on them.
    pub(super) ident: String,
}

impl Pages {
    /// Lays out the sheet. The same sheet gives the same pages on every machine.
    pub(super) fn of(sheet: &Sheet, paper: Paper, cut: Cut) -> Result<Self, ExportError> {
        Self::laid_out(sheet, paper, cut, false)
    }

    /// The same of a sheet that has lost lines, so that there is no telling how many pages there will be.
    pub(super) fn of_excerpt(sheet: &Sheet, paper: Paper, cut: Cut) -> Result<Self, ExportError> {
        Self::laid_out(sheet, paper, cut, true)
    }

    fn laid_out(
        sheet: &Sheet,
        paper: Paper,
        cut: Cut,
        is_excerpt: bool,
    ) -> Result<Self, ExportError> {
        let data = data(sheet, paper, cut, is_excerpt)
            .map_err(|error| ExportError::Page(error.to_string()))?;
        let ident = hex::encode(Sha256::digest(&data));
        let document = layout(&TEMPLATE, data).map_err(ExportError::Page)?;
        Ok(Self { document, ident })
    }
}

fn data(
    sheet: &Sheet,
    paper: Paper,
    cut: Cut,
    is_excerpt: bool,
) -> Result<String, serde_json::Error> {
    // The writer of SVG puts addresses in as they are, and an ampersand would break the file.
    let can_be_linked =
        |url: &str| is_web_address(url) && (cut == Cut::Sheets || !url.contains('&'));
    let has_web_address = |note: &&Note| note.url.as_deref().is_some_and(can_be_linked);
    let linked_notes = sheet
        .notes
        .iter()
        .filter(has_web_address)
        .map(|note| note.number)
        .collect();
    let columns = columns(sheet.parties.len(), paper);
    let has_differing_words = has_differing_words(sheet);
    let mut sheet = printed(sheet)?;
    let missing = letters_without_font(&serde_json::to_string(&sheet)?);
    replace(&mut sheet, &missing);
    serde_json::to_string(&PageData {
        sheet,
        cut,
        paper: paper.size(columns),
        columns,
        is_excerpt,
        linked_notes,
        has_differing_words,
        not_drawn: letters::in_words(&missing),
    })
}

/// The sheet as it stands on pages.
fn printed(sheet: &Sheet) -> Result<Value, serde_json::Error> {
    let lines = serde_json::to_value(page_lines(sheet))?;
    let mut sheet = serde_json::to_value(sheet)?;
    if let Some(of_rows) = sheet.get_mut("lines") {
        *of_rows = lines;
    }
    change_texts(&mut sheet, &printable);
    Ok(sheet)
}

/// Which letters of the sheet cannot be drawn, as a sentence; the pages say the same.
pub(super) fn not_drawn(sheet: &Sheet) -> Option<String> {
    let text = printed(sheet).and_then(|sheet| serde_json::to_string(&sheet));
    letters::in_words(&letters_without_font(&text.ok()?))
}

/// How many parties stand side by side: of many only so many as can be read, and the rest in further tables, about
/// equally wide.
fn columns(party_count: usize, paper: Paper) -> usize {
    let most = match paper {
        Paper::Fitting | Paper::A2 => 13,
        Paper::A3 | Paper::Tabloid => 8,
        Paper::Legal => 5,
        Paper::A4 | Paper::Letter => 4,
    };
    let tables = party_count.div_ceil(most).max(1);
    party_count.div_ceil(tables).max(1)
}

fn replace(sheet: &mut Value, missing: &BTreeSet<char>) {
    if !missing.is_empty() {
        change_texts(sheet, &|text: &str| letters::without(missing, text));
    }
}

/// Makes another text of every text in the data.
fn change_texts(value: &mut Value, change: &impl Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = change(text),
        Value::Array(items) => items.iter_mut().for_each(|item| change_texts(item, change)),
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|field| change_texts(field, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop at once"
)]
mod tests;
