//! The rows of a sheet one by one, each with what stands above it, for formats that have no lines across a table.

use super::text::printable;
use crate::sheet::{Cell, Line, ParentLine, PhraseKind, RowLine, Sheet};

/// A row with what stands above it.
pub(super) struct PlacedRow<'a> {
    /// The theme, if there are any.
    pub(super) theme: &'a str,
    /// The issue that it is a part of.
    pub(super) parent: Option<&'a ParentLine>,
    /// The row.
    pub(super) row: &'a RowLine,
}

impl<'a> PlacedRow<'a> {
    /// The issue's title.
    pub(super) fn issue(&self) -> &'a str {
        self.parent.map_or(&self.row.title, |parent| &parent.title)
    }

    /// The part's title, or nothing.
    pub(super) fn part(&self) -> &'a str {
        self.parent.map_or("", |_| &self.row.title)
    }

    /// The question that the answers answer, or nothing.
    pub(super) fn question(&self) -> &'a str {
        let of_parent = self.parent.and_then(|parent| parent.question.as_deref());
        self.row
            .question
            .as_deref()
            .or(of_parent)
            .unwrap_or_default()
    }
}

/// The rows in their order.
pub(super) fn rows(sheet: &Sheet) -> Vec<PlacedRow<'_>> {
    let (mut theme, mut parent) = ("", None);
    let mut rows = Vec::new();
    for line in &sheet.lines {
        match line {
            Line::Theme(line) => {
                theme = line.title.as_str();
                parent = None;
            }
            Line::Parent(line) => parent = Some(line),
            Line::Row(row) => {
                parent = parent.filter(|_| row.is_part);
                rows.push(PlacedRow { theme, parent, row });
            }
        }
    }
    rows
}

/// One thing that a cell says: the word for it, which may be empty, and the words.
pub(super) struct Said<'a> {
    pub(super) word: &'a str,
    pub(super) text: &'a str,
    pub(super) pieces: &'a [crate::sheet::Piece],
    /// Whether the word is no verb that the words go on from.
    pub(super) is_label: bool,
}

impl Said<'_> {
    /// What stands between the word and the words.
    pub(super) fn colon(&self) -> &'static str {
        if self.is_label { ":" } else { "" }
    }
}

/// What a cell says, one thing after the other. Never empty: who has said nothing is said to have said nothing.
pub(super) fn said(cell: &Cell) -> Vec<Said<'_>> {
    let mut all = Vec::new();
    if !cell.has_said() || cell.phrases.is_empty() {
        all.push(Said {
            word: "",
            text: &cell.short,
            pieces: &[],
            is_label: false,
        });
    }
    all.extend(cell.phrases.iter().map(|phrase| Said {
        word: match phrase.kind {
            PhraseKind::Text => "",
            _ => phrase.word,
        },
        text: &phrase.text,
        pieces: &phrase.pieces,
        is_label: matches!(
            phrase.kind,
            PhraseKind::Qualifier | PhraseKind::Contradicted
        ),
    }));
    all
}

/// What a cell says as one text: "Asks: A; Refuses: B".
pub(super) fn said_in_one(cell: &Cell, between: &str) -> String {
    let phrases: Vec<String> = said(cell)
        .iter()
        .map(|said| match said.word {
            "" => said.text.to_owned(),
            word => format!("{word}: {}", said.text),
        })
        .collect();
    printable(&phrases.join(between))
}

/// The answer in plain words. Who has said nothing is said to have said nothing here, too.
pub(super) fn in_plain_words(cell: &Cell) -> &str {
    match &cell.summary {
        Some(summary) => summary,
        None if cell.has_said() => "",
        None => &cell.short,
    }
}

/// Text that no spreadsheet takes for a formula.
///
/// A spreadsheet runs what begins with one of a few signs, some after white space and some as a sign of full width.
pub(super) fn without_formula(text: &str) -> String {
    let text = printable(text);
    let begins_formula =
        |text: &str| text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if begins_formula(&text) || begins_formula(text.trim_start()) {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for text in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " \n=1", "＝1",
        ] {
            assert!(without_formula(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(without_formula("1 = 1"), "1 = 1");
        assert_eq!(without_formula("– none"), "– none");
    }
}
