//! A sheet as one HTML file that needs nothing besides: no script, no font, nothing from elsewhere.
//!
//! The markup is well-formed XML too, so that a strict reader finds nothing to mend.

mod lane;
mod table;
mod words;

use std::fmt::Write as _;

use super::text::{has_differing_words, is_web_address};
use crate::sheet::{Note, Sheet};
use lane::{key_mark, verdict_shape};
use words::{escaped, note_id};

/// How the page looks.
const STYLE: &str = include_str!("../../assets/snapshot/page.css");

/// The shapes of the verdicts and the patterns of the marks.
const SHAPES: &str = include_str!("../../assets/snapshot/shapes.svg");

/// The sheet as HTML.
pub(super) fn render(sheet: &Sheet) -> String {
    let mut page = Page::default();
    page.line("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>");
    // Even if a text should become markup after all, the page may load and run nothing.
    page.line("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>");
    page.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
    page.line("<meta name=\"referrer\" content=\"no-referrer\"/>");
    let _ = writeln!(
        page.html,
        "<meta name=\"generator\" content=\"{}\"/>\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{SHAPES}",
        escaped(&sheet.program),
        escaped(&sheet.title),
    );
    head(&mut page, sheet);
    page.line("<main>");
    comparison(&mut page, sheet);
    proposals(&mut page, sheet);
    findings(&mut page, sheet);
    legend(&mut page, sheet);
    method(&mut page, sheet);
    sources(&mut page, sheet);
    inputs(&mut page, sheet);
    problems(&mut page, sheet);
    page.line("</main>");
    page.element("footer", &escaped(&sheet.program));
    page.line("</body>\n</html>");
    page.html
}

/// The page so far.
#[derive(Default)]
struct Page {
    html: String,
}

impl Page {
    fn line(&mut self, html: &str) {
        self.html.push_str(html);
        self.html.push('\n');
    }

    /// An element with this markup in it.
    fn element(&mut self, name: &str, html: &str) {
        let _ = writeln!(self.html, "<{name}>{html}</{name}>");
    }

    /// A paragraph of a class of its own.
    fn paragraph(&mut self, class: &str, html: &str) {
        let _ = writeln!(self.html, "<p class=\"{class}\">{html}</p>");
    }

    fn heading(&mut self, words: &str) {
        self.element("h2", &escaped(words));
    }
}

fn head(page: &mut Page, sheet: &Sheet) {
    page.line("<header>");
    page.element("h1", &escaped(&sheet.title));
    if let Some(summary) = &sheet.summary {
        page.paragraph("soft", &escaped(summary));
    }
    page.paragraph("lead", &escaped(&sheet.headline));
    for line in [&sheet.filters, &sheet.left_out].into_iter().flatten() {
        page.element("p", &escaped(line));
    }
    page.line("<ul class=\"totals\">");
    for total in &sheet.totals {
        let html = format!(
            "{} <b>{}</b> {}",
            verdict_shape(total.verdict),
            total.count,
            escaped(total.word)
        );
        page.element("li", &html);
    }
    page.line("</ul>\n</header>");
}

fn comparison(page: &mut Page, sheet: &Sheet) {
    if sheet.lines.is_empty() {
        return;
    }
    page.heading("The comparison");
    page.line("<ul class=\"key\">");
    for entry in &sheet.legend.marks {
        let html = format!("{} {}", key_mark(entry.mark), escaped(entry.word));
        page.element("li", &html);
    }
    if has_differing_words(sheet) {
        page.element(
            "li",
            "<u>Underlined</u> words are not in the wording of the other party.",
        );
    }
    page.line("</ul>");
    page.html.push_str(&table::render(sheet));
}

/// Each proposal beside the comparison: what is to be said of it as a whole, and its terms with the responses.
fn proposals(page: &mut Page, sheet: &Sheet) {
    for proposal in &sheet.proposals {
        page.heading(&format!("Proposal: {}", proposal.title));
        page.line("<ul>");
        for sentence in &proposal.about {
            page.element("li", &escaped(sentence));
        }
        page.line("</ul>");
        if !proposal.terms.is_empty() {
            page.html.push_str(&table::terms(sheet, proposal));
        }
    }
}

fn findings(page: &mut Page, sheet: &Sheet) {
    for finding in &sheet.findings {
        page.heading(&finding.title);
        page.line("<ul>");
        for sentence in &finding.sentences {
            page.element("li", &escaped(sentence));
        }
        page.line("</ul>");
    }
}

fn legend(page: &mut Page, sheet: &Sheet) {
    page.heading("What the words and marks mean");
    page.line("<dl>");
    for entry in &sheet.legend.verdicts {
        let term = format!("{} {}", verdict_shape(entry.verdict), escaped(entry.word));
        page.element("dt", &term);
        page.element("dd", &escaped(entry.meaning));
    }
    for entry in &sheet.legend.marks {
        let term = format!("{} {}", key_mark(entry.mark), escaped(entry.word));
        page.element("dt", &term);
        page.element("dd", &escaped(entry.meaning));
    }
    page.element("dt", &format!("{} Outlined", lane::key_outlines()));
    page.element("dd", &escaped(&sheet.legend.outline));
    for entry in &sheet.legend.words {
        page.element("dt", &escaped(&entry.word));
        page.element("dd", &escaped(entry.meaning));
    }
    page.line("</dl>");
}

fn method(page: &mut Page, sheet: &Sheet) {
    if sheet.method.is_empty() {
        return;
    }
    page.heading("How the comparison is made");
    for text in &sheet.method {
        page.element("p", &escaped(text));
    }
}

fn sources(page: &mut Page, sheet: &Sheet) {
    if sheet.notes.is_empty() {
        return;
    }
    page.heading("Sources");
    page.line("<ol class=\"notes\">");
    for note in &sheet.notes {
        let _ = writeln!(
            page.html,
            "<li id=\"{}\" value=\"{}\">{}{}</li>",
            note_id(note.number),
            note.number,
            escaped(&note.text),
            address(note),
        );
    }
    page.line("</ol>");
}

fn address(note: &Note) -> String {
    match note.url.as_deref() {
        Some(url) if is_web_address(url) => {
            let url = escaped(url);
            format!("<br/><a href=\"{url}\" rel=\"noopener noreferrer\">{url}</a>")
        }
        Some(url) => format!("<br/>{}", escaped(url)),
        None => String::new(),
    }
}

fn inputs(page: &mut Page, sheet: &Sheet) {
    if sheet.inputs.is_empty() {
        return;
    }
    page.heading("Files that were read");
    page.line("<table class=\"files\">\n<thead><tr><th scope=\"col\">File</th><th scope=\"col\">SHA-256</th></tr></thead>\n<tbody>");
    for input in &sheet.inputs {
        let _ = writeln!(
            page.html,
            "<tr><td>{}</td><td><code>{}</code></td></tr>",
            escaped(&input.name),
            escaped(&input.sha256)
        );
    }
    page.line("</tbody>\n</table>");
}

fn problems(page: &mut Page, sheet: &Sheet) {
    if sheet.problems.is_empty() {
        return;
    }
    page.heading("What could not be read");
    page.line("<ul>");
    for problem in &sheet.problems {
        page.element("li", &escaped(problem));
    }
    page.line("</ul>");
}
