//! A sheet as a document to go on writing in: a table with an issue a row, a party a column, and a column for why.
//!
//! The parts of the file are written here rather than by docx-rs, which counts on from one document to the next: the
//! second export of a run would differ from the first.

mod parts;
mod table;
mod words;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::lane_picture::{self, Picture};
use super::text::{has_differing_words, is_web_address};
use super::{ExportError, Paper};
use crate::sheet::{Note, Sheet};
use words::{Links, Pictures, bookmark, heading, link, paragraph, picture_run, run, small};

/// The sheet as DOCX.
pub(super) fn render(sheet: &Sheet, paper: Paper) -> Result<Vec<u8>, ExportError> {
    let (mut links, mut pictures) = (Links::default(), Pictures::default());
    let document = document(sheet, paper, &mut links, &mut pictures);
    let relations = parts::document_relations(&links, &pictures);
    let texts = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONS.to_owned()),
        ("docProps/core.xml", parts::properties(sheet)),
        ("word/document.xml", document),
        ("word/footer.xml", parts::footer(sheet)),
        ("word/styles.xml", parts::STYLES.to_owned()),
        ("word/_rels/document.xml.rels", relations),
    ];
    let texts = texts.map(|(name, text)| (name.to_owned(), text.into_bytes()));
    let pictures = (1..).zip(pictures.files).map(|(number, png)| {
        let name = format!("word/{}", parts::picture_target(number));
        (name, png)
    });
    let parts: Vec<(String, Vec<u8>)> = texts.into_iter().chain(pictures).collect();
    packed(&parts).map_err(|error| ExportError::Format(error.to_string()))
}

fn packed(parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>, zip::result::ZipError> {
    // The same input gives the same bytes, so no part has a time.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        file.start_file(name.as_str(), options)?;
        file.write_all(bytes)?;
    }
    Ok(file.finish()?.into_inner())
}

fn document(sheet: &Sheet, paper: Paper, links: &mut Links, pictures: &mut Pictures) -> String {
    let mut body = String::new();
    head(&mut body, sheet);
    if !sheet.lines.is_empty() {
        if has_differing_words(sheet) {
            let words = "Underlined words are not in the wording of the other party.";
            body.push_str(&small(words));
        }
        body.push_str(&table::render(
            sheet,
            parts::text_width(sheet, paper),
            pictures,
        ));
    }
    proposals(&mut body, sheet, parts::text_width(sheet, paper));
    findings(&mut body, sheet);
    legend(&mut body, sheet, pictures);
    list(&mut body, "How the comparison is made", &sheet.method);
    sources(&mut body, sheet, links);
    let inputs: Vec<String> = sheet
        .inputs
        .iter()
        .map(|input| format!("{}  SHA-256 {}", input.name, input.sha256))
        .collect();
    list(&mut body, "Files that were read", &inputs);
    list(&mut body, "What could not be read", &sheet.problems);
    body.push_str(&small(&sheet.program));
    format!(
        "{}<w:body>{body}{}</w:body></w:document>",
        parts::DOCUMENT_START,
        parts::paper(sheet, paper)
    )
}

fn head(body: &mut String, sheet: &Sheet) {
    body.push_str(&paragraph("Title", &run(&sheet.title, "")));
    if let Some(summary) = &sheet.summary {
        body.push_str(&small(summary));
    }
    body.push_str(&paragraph("", &run(&sheet.headline, "<w:b/>")));
    for line in [&sheet.filters, &sheet.left_out].into_iter().flatten() {
        body.push_str(&paragraph("", &run(line, "")));
    }
    let totals: Vec<String> = sheet
        .totals
        .iter()
        .map(|total| format!("{} {}", total.count, total.word))
        .collect();
    body.push_str(&small(&totals.join(" · ")));
}

/// Each proposal beside the comparison: what is to be said of it as a whole, and its terms with the responses.
fn proposals(body: &mut String, sheet: &Sheet, text_width: usize) {
    for proposal in &sheet.proposals {
        body.push_str(&heading(&format!("Proposal: {}", proposal.title)));
        for sentence in &proposal.about {
            body.push_str(&paragraph("", &run(sentence, "")));
        }
        if !proposal.terms.is_empty() {
            body.push_str(&table::terms(sheet, proposal, text_width));
        }
    }
}

fn findings(body: &mut String, sheet: &Sheet) {
    for finding in &sheet.findings {
        list(body, &finding.title, &finding.sentences);
    }
}

fn legend(body: &mut String, sheet: &Sheet, pictures: &mut Pictures) {
    body.push_str(&heading("What the words and marks mean"));
    let mut entry = |mark: Option<Picture>, word: &str, meaning: &str| {
        let mark = mark.map_or(String::new(), |mark| {
            format!("{}{}", picture_run(&mark, pictures), run("  ", ""))
        });
        let runs = [mark, run(word, "<w:b/>"), run(&format!("  {meaning}"), "")];
        body.push_str(&paragraph("", &runs.concat()));
    };
    for verdict in &sheet.legend.verdicts {
        entry(None, verdict.word, verdict.meaning);
    }
    for mark in &sheet.legend.marks {
        entry(lane_picture::key(mark.mark), mark.word, mark.meaning);
    }
    entry(
        lane_picture::key_outline(),
        "Outlined",
        &sheet.legend.outline,
    );
    for word in &sheet.legend.words {
        entry(None, &word.word, word.meaning);
    }
}

fn list(body: &mut String, title: &str, texts: &[String]) {
    if texts.is_empty() {
        return;
    }
    body.push_str(&heading(title));
    for text in texts {
        body.push_str(&paragraph("", &run(text, "")));
    }
}

fn sources(body: &mut String, sheet: &Sheet, links: &mut Links) {
    if sheet.notes.is_empty() {
        return;
    }
    body.push_str(&heading("Sources"));
    for note in &sheet.notes {
        let number = bookmark(note.number, &run(&format!("{}.", note.number), ""));
        let text = run(&format!(" {}", note.text), "");
        body.push_str(&paragraph(
            "Note",
            &format!("{number}{text}{}", address(note, links)),
        ));
    }
}

fn address(note: &Note, links: &mut Links) -> String {
    match note.url.as_deref() {
        Some(url) if is_web_address(url) => format!("{}{}", run(" ", ""), link(url, links)),
        Some(url) => run(&format!(" {url}"), ""),
        None => String::new(),
    }
}
