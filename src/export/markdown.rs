//! A sheet as GitHub-flavoured Markdown: all that the pages say, in words.

use std::fmt::Write as _;

use super::page_lines::{PageLine, PageRow, Unspoken, page_lines};
use super::text::{has_differing_words, is_web_address, printable};
use crate::sheet::{
    Cell, CellState, Note, ParentLine, Phrase, PhraseKind, RowLine, Sheet, TermCell,
};

/// The sheet as Markdown.
pub(super) fn render(sheet: &Sheet) -> String {
    let mut page = Page::default();
    head(&mut page, sheet);
    comparison(&mut page, sheet);
    proposals(&mut page, sheet);
    findings(&mut page, sheet);
    legend(&mut page, sheet);
    method(&mut page, sheet);
    sources(&mut page, sheet);
    inputs(&mut page, sheet);
    problems(&mut page, sheet);
    page.paragraph(&paragraph(&sheet.program));
    page.text
}

/// The text so far. Blocks are a blank line apart.
#[derive(Default)]
pub(super) struct Page {
    pub(super) text: String,
}

impl Page {
    pub(super) fn paragraph(&mut self, markdown: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.line(markdown);
    }

    pub(super) fn line(&mut self, markdown: &str) {
        self.text.push_str(markdown);
        self.text.push('\n');
    }

    pub(super) fn heading(&mut self, level: usize, words: &str) {
        let marks = "#".repeat(level);
        self.paragraph(&format!("{marks} {words}"));
    }

    /// The head of a table; its rows follow as [`Page::table_row`].
    pub(super) fn table_head(&mut self, columns: &[String]) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.table_row(columns);
        self.table_row(&vec!["---".to_owned(); columns.len()]);
    }

    pub(super) fn table_row(&mut self, cells: &[String]) {
        let row = format!("| {} |", cells.join(" | "));
        self.line(&row);
    }
}

fn head(page: &mut Page, sheet: &Sheet) {
    page.heading(1, &inline(&sheet.title));
    if let Some(summary) = &sheet.summary {
        page.paragraph(&paragraph(summary));
    }
    page.paragraph(&format!("**{}**", inline(&sheet.headline)));
    for line in [&sheet.filters, &sheet.left_out].into_iter().flatten() {
        page.paragraph(&paragraph(line));
    }
    let totals: Vec<String> = sheet
        .totals
        .iter()
        .map(|total| format!("{} {}", total.count, inline(total.word)))
        .collect();
    page.paragraph(&totals.join(" · "));
    let spoken: Vec<String> = sheet
        .parties
        .iter()
        .map(|party| {
            let rows = if party.spoken == 1 { "row" } else { "rows" };
            format!(
                "{} has spoken on {} {rows}",
                inline(&party.name),
                party.spoken
            )
        })
        .collect();
    page.paragraph(&spoken.join(" · "));
}

fn comparison(page: &mut Page, sheet: &Sheet) {
    if sheet.lines.is_empty() {
        return;
    }
    page.heading(2, "The comparison");
    if has_differing_words(sheet) {
        page.paragraph(
            "Words in **bold** within a wording are not in the wording of the other party.",
        );
    }
    let columns = columns(sheet);
    let mut has_table = false;
    let mut parent_question = None;
    for line in &page_lines(sheet) {
        if let PageLine::Theme(theme) = line {
            page.heading(3, &inline(&theme.title));
            page.paragraph(&paragraph(&theme.counts));
            has_table = false;
            continue;
        }
        if let PageLine::Unspoken(unspoken) = line {
            unspoken_list(page, unspoken);
            has_table = false;
            continue;
        }
        if !has_table {
            page.table_head(&columns);
            has_table = true;
        }
        match line {
            PageLine::Parent(parent) => {
                parent_question = parent.question.as_deref();
                page.table_row(&parent_cells(parent, columns.len()));
            }
            PageLine::Row(row) => {
                // The question of a part is left out where the line of its parent has just asked it.
                let question = row.row.question.as_deref();
                let is_asked = row.row.is_part && question == parent_question;
                page.table_row(&row_cells(row, question.filter(|_| !is_asked)));
            }
            PageLine::Theme(_) | PageLine::Unspoken(_) => {}
        }
    }
}

fn columns(sheet: &Sheet) -> Vec<String> {
    let names = sheet.parties.iter().map(|party| inline(&party.name));
    let first = ["Issue", "Verdict"].into_iter().map(str::to_owned);
    first.chain(names).chain(["Reason".to_owned()]).collect()
}

/// One row as a table of its own.
pub(super) fn row(page: &mut Page, sheet: &Sheet, row: &RowLine) {
    page.table_head(&columns(sheet));
    page.table_row(&row_cells(&PageRow::new(row), row.question.as_deref()));
}

/// What is compared, and the rows.
pub(super) fn table_alone(page: &mut Page, sheet: &Sheet) {
    head(page, sheet);
    comparison(page, sheet);
}

/// Issues of which nobody has stated anything.
fn unspoken_list(page: &mut Page, unspoken: &Unspoken<'_>) {
    page.paragraph(&format!("*{}*", inline(unspoken.words)));
    page.line("");
    for issue in &unspoken.issues {
        let mut item = paragraph(issue.title);
        if !issue.parts.is_empty() {
            let _ = write!(item, ": {}", inline(&issue.parts.join("; ")));
        }
        page.line(&format!("- {item}"));
    }
}

fn parent_cells(parent: &ParentLine, column_count: usize) -> Vec<String> {
    let mut cells = vec![String::new(); column_count.saturating_sub(2)];
    let title = with_question(
        format!("**{}**", inline(&parent.title)),
        parent.question.as_deref(),
    );
    cells.splice(0..0, [title, inline(&parent.counts)]);
    cells
}

fn row_cells(page_row: &PageRow<'_>, question: Option<&str>) -> Vec<String> {
    let row = page_row.row;
    let titles: Vec<String> = page_row
        .rows()
        .map(|row| format!("**{}**", inline(&row.full_title)))
        .collect();
    let title = titles.join("<br>");
    let mut verdict = format!("**{}**", inline(row.verdict_word));
    if let Some(detail) = &row.verdict_detail {
        let _ = write!(verdict, "<br>{}", inline(detail));
    }
    let mut why = vec![inline(&row.reason)];
    why.extend(row.movement.as_deref().map(inline));
    why.extend(row.remarks.iter().map(|remark| inline(remark)));
    let outlined: Vec<String> = row
        .lane
        .slots
        .iter()
        .filter(|slot| slot.outlined)
        .map(|slot| inline(&slot.label))
        .collect();
    if !outlined.is_empty() {
        why.push(format!("*Outlined:* {}", outlined.join("; ")));
    }
    let mut cells = vec![with_question(title, question), verdict];
    cells.extend(row.cells.iter().map(answer));
    cells.push(why.join("<br>"));
    cells
}

fn with_question(title: String, question: Option<&str>) -> String {
    match question {
        Some(question) => format!("{title}<br>{}", inline(question)),
        None => title,
    }
}

/// One party's answer, phrase by phrase.
fn answer(cell: &Cell) -> String {
    let said = matches!(cell.state, CellState::Stated | CellState::Open);
    let mut lines = Vec::new();
    if !said {
        lines.push(format!("*{}*", inline(&cell.short)));
    } else if cell.phrases.is_empty() {
        lines.push(inline(&cell.short));
    }
    for phrase in &cell.phrases {
        let text = words(phrase);
        lines.push(match phrase.kind {
            PhraseKind::Text if phrase.word.is_empty() => text,
            PhraseKind::Qualifier | PhraseKind::Contradicted => {
                format!("**{}:** {text}", inline(phrase.word))
            }
            _ => format!("**{}** {text}", inline(phrase.word)),
        });
    }
    if let Some(summary) = &cell.summary {
        lines.push(inline(summary));
    }
    let numbers: Vec<String> = cell
        .notes
        .iter()
        .map(|number| format!("\\[{number}\\]"))
        .collect();
    let place = [
        cell.date.as_deref().map(inline).unwrap_or_default(),
        numbers.join(" "),
        cell.movement
            .map(|movement| format!("*{}*", inline(movement)))
            .unwrap_or_default(),
    ];
    let place: Vec<&str> = place
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    if !place.is_empty() {
        lines.push(place.join(" "));
    }
    lines.join("<br>")
}

/// The words of a phrase, those that the other party does not have in bold.
///
/// The marks of Markdown for bold depend on the letters around them, so the tag of HTML takes their place.
fn words(phrase: &Phrase) -> String {
    if phrase.pieces.is_empty() {
        return inline(&phrase.text);
    }
    let mut words = String::new();
    for piece in &phrase.pieces {
        let text = inline(&piece.text);
        let space = |ends: bool| if ends { " " } else { "" };
        words.push_str(space(piece.text.starts_with(char::is_whitespace)));
        if piece.differs && !text.is_empty() {
            let _ = write!(words, "<b>{text}</b>");
        } else {
            words.push_str(&text);
        }
        words.push_str(space(
            !text.is_empty() && piece.text.ends_with(char::is_whitespace),
        ));
    }
    words
}

/// Each proposal beside the comparison: what is to be said of it as a whole, and its terms with the responses.
fn proposals(page: &mut Page, sheet: &Sheet) {
    for proposal in &sheet.proposals {
        page.heading(2, &format!("Proposal: {}", inline(&proposal.title)));
        page.line("");
        for sentence in &proposal.about {
            page.line(&format!("- {}", paragraph(sentence)));
        }
        if proposal.terms.is_empty() {
            continue;
        }
        let names = sheet.parties.iter().map(|party| inline(&party.name));
        let first = ["Issue", "What it says"].map(str::to_owned);
        page.table_head(&first.into_iter().chain(names).collect::<Vec<_>>());
        for term in &proposal.terms {
            page.table_row(&term_cells(term));
        }
    }
}

fn term_cells(term: &TermCell) -> Vec<String> {
    let mut cells = vec![format!("**{}**", inline(&term.title)), inline(&term.text)];
    let responses = term.responses.iter();
    cells.extend(responses.map(|known| {
        let why = known.why.as_deref();
        let why = why.map_or(String::new(), |why| format!("<br>{}", inline(why)));
        format!("**{}**{why}", inline(known.word))
    }));
    cells
}

fn findings(page: &mut Page, sheet: &Sheet) {
    for finding in &sheet.findings {
        page.heading(2, &inline(&finding.title));
        page.line("");
        for sentence in &finding.sentences {
            page.line(&format!("- {}", paragraph(sentence)));
        }
    }
}

fn legend(page: &mut Page, sheet: &Sheet) {
    page.heading(2, "What the words and marks mean");
    page.table_head(&["Verdict".to_owned(), "Meaning".to_owned()]);
    for entry in &sheet.legend.verdicts {
        page.table_row(&[inline(entry.word), inline(entry.meaning)]);
    }
    page.table_head(&["Answer".to_owned(), "Meaning".to_owned()]);
    for entry in &sheet.legend.marks {
        page.table_row(&[inline(entry.word), inline(entry.meaning)]);
    }
    page.table_row(&["Outlined".to_owned(), inline(&sheet.legend.outline)]);
    if !sheet.legend.words.is_empty() {
        page.table_head(&["Other word".to_owned(), "Meaning".to_owned()]);
    }
    for entry in &sheet.legend.words {
        page.table_row(&[inline(&entry.word), inline(entry.meaning)]);
    }
}

fn method(page: &mut Page, sheet: &Sheet) {
    if sheet.method.is_empty() {
        return;
    }
    page.heading(2, "How the comparison is made");
    for text in &sheet.method {
        page.paragraph(&paragraph(text));
    }
}

fn sources(page: &mut Page, sheet: &Sheet) {
    if sheet.notes.is_empty() {
        return;
    }
    page.heading(2, "Sources");
    notes(page, &sheet.notes.iter().collect::<Vec<_>>());
}

/// Sources as a numbered list.
pub(super) fn notes(page: &mut Page, notes: &[&Note]) {
    page.line("");
    for note in notes {
        let address = note.url.as_deref().map(address).unwrap_or_default();
        page.line(format!("{}. {} {address}", note.number, paragraph(&note.text)).trim_end());
    }
}

fn address(url: &str) -> String {
    if is_web_address(url) {
        format!("<{url}>")
    } else {
        inline(url)
    }
}

fn inputs(page: &mut Page, sheet: &Sheet) {
    if sheet.inputs.is_empty() {
        return;
    }
    page.heading(2, "Files that were read");
    page.table_head(&["File".to_owned(), "SHA-256".to_owned()]);
    for input in &sheet.inputs {
        page.table_row(&[inline(&input.name), format!("`{}`", inline(&input.sha256))]);
    }
}

fn problems(page: &mut Page, sheet: &Sheet) {
    if sheet.problems.is_empty() {
        return;
    }
    page.heading(2, "What could not be read");
    page.line("");
    for problem in &sheet.problems {
        page.line(&format!("- {}", paragraph(problem)));
    }
}

/// Text in the middle of a line: in a heading, between stars or in a cell of a table.
///
/// White space is what a reader sees of it: one space, or a line break.
pub(super) fn inline(text: &str) -> String {
    let text = printable(text);
    let lines = text.split('\n').map(|line| {
        let words: Vec<String> = line.split_whitespace().map(escaped).collect();
        words.join(" ")
    });
    let lines: Vec<String> = lines.collect();
    lines.join("<br>")
}

/// Text that begins a line, where a few more characters would mean something.
pub(super) fn paragraph(text: &str) -> String {
    let text = inline(text);
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    match rest.chars().next() {
        Some('-' | '+' | '=') if digits == 0 => format!("\\{text}"),
        Some('.' | ')') if digits > 0 => format!("{number}\\{rest}"),
        _ => text,
    }
}

/// A word in which no character means anything to Markdown.
fn escaped(word: &str) -> String {
    let mut escaped = String::with_capacity(word.len());
    for character in word.chars() {
        if matches!(
            character,
            '\\' | '`'
                | '*'
                | '_'
                | '['
                | ']'
                | '<'
                | '>'
                | '#'
                | '|'
                | '~'
                | '&'
                | '$'
                | '!'
                | '@'
                | '^'
        ) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    // Addresses would become links that nobody has looked at.
    escaped.replace("://", "\\://").replace("www.", "www\\.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_text_shows_as_text() {
        assert_eq!(
            inline("*a* _b_ `c` <d> [e](f) | \\ #g"),
            "\\*a\\* \\_b\\_ \\`c\\` \\<d\\> \\[e\\](f) \\| \\\\ \\#g"
        );
    }

    #[test]
    fn addresses_in_text_do_not_become_links() {
        assert_eq!(inline("http://a.b www.c.d"), "http\\://a.b www\\.c.d");
    }

    #[test]
    fn nothing_at_the_start_of_a_line_makes_a_block() {
        assert_eq!(paragraph("1. one"), "1\\. one");
        assert_eq!(paragraph("2024) x"), "2024\\) x");
        assert_eq!(paragraph("- a"), "\\- a");
        assert_eq!(paragraph("==="), "\\===");
        assert_eq!(paragraph("    # a"), "\\# a");
        assert_eq!(paragraph("23 July 2025"), "23 July 2025");
    }

    #[test]
    fn lines_become_breaks() {
        assert_eq!(inline(" a  b\nc\t|"), "a b<br>c \\|");
    }
}
