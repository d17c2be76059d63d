//! A sheet as plain text, for a terminal.

use std::fmt::Write as _;

use super::{Cell, Line, Phrase, PhraseKind, Piece, ProposalSection, RowLine, Sheet};

/// The comparison as plain text, no wider than `width` columns.
pub fn as_text(sheet: &Sheet, width: usize) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}\n", sheet.title);
    for paragraph in [
        Some(&sheet.headline),
        sheet.left_out.as_ref(),
        sheet.filters.as_ref(),
    ]
    .into_iter()
    .flatten()
    {
        let _ = writeln!(text, "{}", textwrap::fill(paragraph, width));
    }
    for line in &sheet.lines {
        match line {
            Line::Theme(theme) => {
                let _ = writeln!(
                    text,
                    "\n{} ({})\n{}",
                    theme.title.to_uppercase(),
                    theme.counts,
                    "─".repeat(width)
                );
            }
            Line::Parent(parent) => {
                let _ = writeln!(text, "\n{}: {}", parent.title, parent.counts);
            }
            Line::Row(row) => row_text(&mut text, sheet, row, width),
        }
    }
    for proposal in &sheet.proposals {
        proposal_text(&mut text, proposal, width);
    }
    for finding in &sheet.findings {
        let _ = writeln!(
            text,
            "\n{}\n{}",
            finding.title.to_uppercase(),
            "─".repeat(width)
        );
        for sentence in &finding.sentences {
            let _ = writeln!(text, "{}", textwrap::fill(sentence, width));
        }
    }
    text
}

/// A proposal beside the comparison: what is to be said of it as a whole, then term by term.
fn proposal_text(text: &mut String, proposal: &ProposalSection, width: usize) {
    let head = format!("Proposal: {}", proposal.title).to_uppercase();
    let _ = writeln!(text, "\n{head}\n{}", "─".repeat(width));
    for sentence in &proposal.about {
        let _ = writeln!(text, "{}", textwrap::fill(sentence, width));
    }
    for term in &proposal.terms {
        let options = textwrap::Options::new(width).subsequent_indent("    ");
        let words = format!("{}: {}", term.title, term.text);
        let _ = writeln!(text, "\n{}", textwrap::fill(&words, options));
        for known in &term.responses {
            let options = textwrap::Options::new(width)
                .initial_indent("    ")
                .subsequent_indent("      ");
            let words = format!("{}: {}", known.party, known.word.to_lowercase());
            let _ = writeln!(text, "{}", textwrap::fill(&words, options));
            if let Some(why) = &known.why {
                let options = textwrap::Options::new(width)
                    .initial_indent("      ")
                    .subsequent_indent("      ");
                let _ = writeln!(text, "{}", textwrap::fill(why, options));
            }
        }
    }
}

/// One row as plain text, no wider than `width` columns.
pub fn row_as_text(sheet: &Sheet, row: &RowLine, width: usize) -> String {
    let mut text = String::new();
    let alone = RowLine {
        title: row.full_title.clone(),
        is_part: false,
        ..row.clone()
    };
    row_text(&mut text, sheet, &alone, width);
    text.trim_start().to_owned()
}

fn row_text(text: &mut String, sheet: &Sheet, row: &RowLine, width: usize) {
    let indent = if row.is_part { "  " } else { "" };
    let detail = row
        .verdict_detail
        .as_ref()
        .map_or(String::new(), |detail| format!(", {detail}"));
    let _ = writeln!(
        text,
        "\n{indent}{}  [{}{detail}]",
        row.title,
        row.verdict_word.to_uppercase()
    );
    for (head, cell) in sheet.parties.iter().zip(&row.cells) {
        let options = textwrap::Options::new(width)
            .initial_indent("    ")
            .subsequent_indent("      ");
        let _ = writeln!(
            text,
            "{}",
            textwrap::fill(&format!("{}: {}", head.name, cell_text(cell)), options)
        );
    }
    let why = textwrap::Options::new(width)
        .initial_indent("    → ")
        .subsequent_indent("      ");
    let _ = writeln!(text, "{}", textwrap::fill(&row.reason, why));
    for remark in row.movement.iter().chain(&row.remarks) {
        let note = textwrap::Options::new(width)
            .initial_indent("      ")
            .subsequent_indent("      ");
        let _ = writeln!(text, "{}", textwrap::fill(remark, note));
    }
}

/// What a cell says in one line.
pub(super) fn cell_text(cell: &Cell) -> String {
    if cell.phrases.is_empty() {
        return format!("{}{}", cell.short.to_lowercase(), movement_text(cell));
    }
    let of_kind = |is_qualifier: bool| {
        cell.phrases
            .iter()
            .filter(move |phrase| (phrase.kind == PhraseKind::Qualifier) == is_qualifier)
    };
    let said: Vec<String> = of_kind(false)
        .map(|phrase| format!("{} {}", phrase.word.to_lowercase(), phrase_text(phrase)))
        .collect();
    let terms = of_kind(true).map(|phrase| phrase.text.clone());
    let aside: Vec<String> = terms.chain(cell.date.clone()).collect();
    let aside = if aside.is_empty() {
        String::new()
    } else {
        format!(" ({})", aside.join("; "))
    };
    format!("{}{aside}{}", said.join("; "), movement_text(cell))
}

fn movement_text(cell: &Cell) -> String {
    cell.movement
        .map_or_else(String::new, |word| format!(" [{}]", word.to_lowercase()))
}

/// The words of a phrase, with what another party's words do not have in brackets.
fn phrase_text(phrase: &Phrase) -> String {
    if phrase.pieces.is_empty() {
        return phrase.text.clone();
    }
    let marked = |piece: &Piece| match (piece.differs, piece.text.trim()) {
        (true, words) if !words.is_empty() => {
            let space = if piece.text.ends_with(' ') { " " } else { "" };
            format!("[{words}]{space}")
        }
        _ => piece.text.clone(),
    };
    phrase.pieces.iter().map(marked).collect()
}
