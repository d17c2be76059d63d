//! The table as drafters use it: the issue, each party's answer, and how they relate and why.

use std::fmt::Write as _;

use super::words::{Pictures, note_mark, paragraph, picture, run, small};
use crate::compare::Verdict;
use crate::export::lane_picture;
use crate::export::page_lines::{PageLine, PageRow, Unspoken, page_lines};
use crate::export::rows::{Said, said};
use crate::sheet::{Cell, Mark, PartyHead, ProposalSection, RowLine, Sheet, TermCell};

/// Up to this many parties the marks of all stand together in the column of the verdict.
const PARTIES_TOGETHER: usize = 4;

/// The table of the sheet.
pub(super) fn render(sheet: &Sheet, text_width: usize, pictures: &mut Pictures) -> String {
    let widths = widths(sheet.parties.len(), text_width);
    let mut table = beginning(&widths);
    table.push_str(&head(sheet, &widths));
    let mut parent_question = None;
    for line in &page_lines(sheet) {
        table.push_str(&match line {
            PageLine::Theme(theme) => across(&widths, "E8ECF0", &theme.title, &theme.counts, None),
            PageLine::Parent(parent) => {
                parent_question = parent.question.as_deref();
                across(
                    &widths,
                    "F5F7F9",
                    &parent.title,
                    &parent.counts,
                    parent_question,
                )
            }
            PageLine::Row(row) => row_of(row, parent_question, sheet, &widths, pictures),
            PageLine::Unspoken(unspoken) => unspoken_line(unspoken, &widths),
        });
    }
    table.push_str("</w:tbl>");
    table
}

/// The terms of a proposal, with each party's response.
pub(super) fn terms(sheet: &Sheet, proposal: &ProposalSection, text_width: usize) -> String {
    let (issue, says) = (text_width / 5, text_width / 4);
    let party = (text_width - issue - says) / sheet.parties.len().max(1);
    let mut widths = vec![issue, says];
    widths.extend(vec![party; sheet.parties.len()]);
    let mut table = beginning(&widths);
    let names = sheet.parties.iter().map(|party| party.name.as_str());
    let names = ["Issue", "What it says"].into_iter().chain(names);
    table.push_str(&head_row(
        names.map(|name| (name.to_owned(), String::new())),
        &widths,
    ));
    for term in &proposal.terms {
        table.push_str(&term_row(term, &widths));
    }
    table.push_str("</w:tbl>");
    table
}

fn term_row(term: &TermCell, widths: &[usize]) -> String {
    let mut cells = vec![
        paragraph("Cell", &run(&term.title, "<w:b/>")),
        paragraph("Cell", &run(&term.text, "")),
    ];
    let responses = term.responses.iter();
    cells.extend(responses.map(|known| {
        let word = paragraph("Cell", &run(known.word, "<w:b/>"));
        let why = known.why.as_deref().map_or(String::new(), small);
        format!("{word}{why}")
    }));
    let cells = cells.iter().zip(widths);
    let cells: String = cells
        .map(|(words, width)| cell(*width, "", words))
        .collect();
    format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
}

/// The beginning of a table with columns of these widths.
fn beginning(widths: &[usize]) -> String {
    let mut table = concat!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>"#,
        r#"<w:top w:val="single" w:sz="8" w:color="1B232C"/><w:bottom w:val="single" w:sz="8" w:color="1B232C"/>"#,
        r#"<w:insideH w:val="single" w:sz="4" w:color="C9D0D7"/><w:insideV w:val="single" w:sz="4" w:color="C9D0D7"/>"#,
        r#"</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="50" w:type="dxa"/>"#,
        r#"<w:left w:w="90" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>"#,
        r#"<w:tblLook w:firstRow="1" w:firstColumn="1"/></w:tblPr><w:tblGrid>"#
    )
    .to_owned();
    for width in widths {
        let _ = write!(table, "<w:gridCol w:w=\"{width}\"/>");
    }
    table.push_str("</w:tblGrid>");
    table
}

/// A sixth for the issue, a quarter for the reason, and the rest for the parties.
fn widths(party_count: usize, text_width: usize) -> Vec<usize> {
    let (issue, why) = (text_width / 6, text_width / 4);
    let party = (text_width - issue - why) / party_count.max(1);
    let mut widths = vec![issue];
    widths.extend(vec![party; party_count]);
    widths.push(why);
    widths
}

fn cell(width: usize, look: &str, paragraphs: &str) -> String {
    // A cell without a paragraph is a broken one.
    let paragraphs = if paragraphs.is_empty() {
        "<w:p/>"
    } else {
        paragraphs
    };
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{look}</w:tcPr>{paragraphs}</w:tc>"
    )
}

fn shade(colour: &str) -> String {
    format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{colour}\"/>")
}

/// The head, which repeats on each page.
fn head(sheet: &Sheet, widths: &[usize]) -> String {
    let mut names = vec![("Issue".to_owned(), String::new())];
    names.extend(sheet.parties.iter().map(|party| {
        let rows = crate::sheet::counted(party.spoken, "row", "rows");
        (party.name.clone(), format!("has spoken on {rows}"))
    }));
    names.push(("Verdict and reason".to_owned(), String::new()));
    head_row(names.into_iter(), widths)
}

/// A head of columns, each with a name and what more there is to say.
fn head_row(names: impl Iterator<Item = (String, String)>, widths: &[usize]) -> String {
    let cells = names.zip(widths).map(|((name, more), width)| {
        let mut words = paragraph("Cell", &run(&name, "<w:b/>"));
        if !more.is_empty() {
            words.push_str(&small(&more));
        }
        cell(*width, &shade("E8ECF0"), &words)
    });
    let cells: String = cells.collect();
    format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>")
}

/// A line across the table.
fn across(
    widths: &[usize],
    colour: &str,
    title: &str,
    counts: &str,
    question: Option<&str>,
) -> String {
    let look = format!("<w:gridSpan w:val=\"{}\"/>{}", widths.len(), shade(colour));
    let mut words = paragraph("Heading2", &run(title, ""));
    words.push_str(&small(counts));
    if let Some(question) = question {
        words.push_str(&small(question));
    }
    let cell = cell(widths.iter().sum(), &look, &words);
    format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>")
}

/// Issues of which nobody has stated anything, in one line across the table.
fn unspoken_line(unspoken: &Unspoken<'_>, widths: &[usize]) -> String {
    let look = format!("<w:gridSpan w:val=\"{}\"/>", widths.len());
    let mut words = paragraph(
        "Cell",
        &run(unspoken.words, "<w:i/><w:color w:val=\"66717D\"/>"),
    );
    let issues = unspoken
        .issues
        .iter()
        .map(|issue| match issue.parts.as_slice() {
            [] => issue.title.to_owned(),
            parts => format!("{}: {}", issue.title, parts.join("; ")),
        });
    let issues: Vec<String> = issues.collect();
    words.push_str(&small(&issues.join(" · ")));
    let cell = cell(widths.iter().sum(), &look, &words);
    format!("<w:tr>{cell}</w:tr>")
}

fn row_of(
    page_row: &PageRow<'_>,
    parent_question: Option<&str>,
    sheet: &Sheet,
    widths: &[usize],
    pictures: &mut Pictures,
) -> String {
    let row = page_row.row;
    let mut issue = paragraph("Cell", &run(&page_row.heading, "<w:b/>"));
    // The question of a part is left out where the line of its parent has just asked it.
    let question = row.question.as_deref();
    if let Some(question) = question.filter(|_| !(row.is_part && question == parent_question)) {
        issue.push_str(&small(question));
    }
    let mut cells = vec![(issue, String::new())];
    let lines: Vec<_> = sheet.parties.iter().zip(&row.lane.lines).collect();
    let is_together = lines.len() <= PARTIES_TOGETHER;
    for (place, cell) in row.cells.iter().enumerate() {
        let line = lines.get(place..=place).filter(|_| !is_together);
        let mut words = line.map_or(String::new(), |line| drawn(row, line, pictures));
        words.push_str(&answer(cell, sheet));
        cells.push((words, String::new()));
    }
    let together = if is_together { lines.as_slice() } else { &[] };
    let why = why(row, &drawn(row, together, pictures));
    cells.push((why, shade(fill(row.verdict))));
    let cells = cells
        .iter()
        .zip(widths)
        .map(|((words, look), width)| cell(*width, look, words));
    let cells: String = cells.collect();
    format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
}

/// Light forms of the colours of the verdicts, on which black letters can be read.
fn fill(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Aligned => "DFF3EC",
        Verdict::Overlap => "E6F3FB",
        Verdict::Gap => "FDF3DC",
        Verdict::Opposed => "FCE9DD",
        Verdict::OneSided | Verdict::Unstated | Verdict::Text => "F2F4F5",
    }
}

fn answer(cell: &Cell, sheet: &Sheet) -> String {
    let mut words = String::new();
    for (place, said) in said(cell).iter().enumerate() {
        let is_unsaid = place == 0 && !cell.has_said();
        words.push_str(&paragraph("Cell", &phrase(said, is_unsaid)));
    }
    if let Some(summary) = &cell.summary {
        words.push_str(&small(summary));
    }
    let mut when: Vec<String> = cell.date.iter().map(|date| run(date, "")).collect();
    let marks: Vec<String> = cell
        .notes
        .iter()
        .map(|number| {
            let is_known = sheet.notes.iter().any(|note| note.number == *number);
            note_mark(*number, is_known)
        })
        .collect();
    if !marks.is_empty() {
        let comma = run(", ", "<w:vertAlign w:val=\"superscript\"/>");
        when.push(marks.join(&comma));
    }
    when.extend(cell.movement.map(|movement| run(movement, "<w:b/>")));
    if !when.is_empty() {
        words.push_str(&paragraph("Small", &when.join(&run(" ", ""))));
    }
    words
}

fn phrase(said: &Said<'_>, is_unsaid: bool) -> String {
    let mut runs = String::new();
    if !said.word.is_empty() {
        runs.push_str(&run(
            &format!("{}{} ", said.word, said.colon()),
            "<w:b/><w:color w:val=\"66717D\"/>",
        ));
    }
    if said.pieces.is_empty() {
        let look = if is_unsaid {
            "<w:i/><w:color w:val=\"66717D\"/>"
        } else {
            ""
        };
        runs.push_str(&run(said.text, look));
    }
    for piece in said.pieces {
        let look = if piece.differs {
            "<w:u w:val=\"single\"/>"
        } else {
            ""
        };
        runs.push_str(&run(&piece.text, look));
    }
    runs
}

/// These lines of the row's outcomes as a picture.
fn drawn(row: &RowLine, lines: &[(&PartyHead, &Vec<Mark>)], pictures: &mut Pictures) -> String {
    lane_picture::picture(&row.lane, lines).map_or(String::new(), |drawn| picture(&drawn, pictures))
}

fn why(row: &RowLine, picture: &str) -> String {
    let mut words = paragraph("Cell", &run(row.verdict_word, "<w:b/>"));
    words.extend(row.verdict_detail.iter().map(|detail| small(detail)));
    words.push_str(picture);
    words.push_str(&small(&row.reason));
    for text in row.movement.iter().chain(&row.remarks) {
        words.push_str(&small(text));
    }
    words
}
