//! What changed from one comparison to another as plain text, for a terminal.

use std::fmt::Write as _;

use super::{Changes, FileChange, RowChange, RowChangeKind};

impl RowChange {
    /// The verdict before and after in one line: "Gap, 2 steps apart → Overlap (closer)".
    pub fn verdicts(&self) -> String {
        let words = |then: &Option<super::VerdictThen>| {
            then.as_ref()
                .map_or_else(String::new, |then| then.words.clone())
        };
        let trend = self
            .trend
            .map_or_else(String::new, |trend| format!(" ({})", trend.to_lowercase()));
        match self.kind {
            RowChangeKind::Added => format!("Only after: {}", words(&self.is)),
            RowChangeKind::Removed => format!("Only before: {}", words(&self.was)),
            RowChangeKind::Changed if self.was == self.is => words(&self.is),
            RowChangeKind::Changed => format!("{} → {}{trend}", words(&self.was), words(&self.is)),
        }
    }
}

impl RowChangeKind {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Changed => "Changed",
            Self::Added => "Only after",
            Self::Removed => "Only before",
        }
    }
}

impl FileChange {
    /// What became of the file, in a sentence.
    pub fn in_words(&self) -> String {
        let name = &self.name;
        match (&self.was, &self.is) {
            (Some(was), Some(is)) => {
                format!("{name} is another file: SHA-256 {was} before, {is} after")
            }
            (None, Some(is)) => format!("{name} was read only after: SHA-256 {is}"),
            (Some(was), None) => format!("{name} was read only before: SHA-256 {was}"),
            (None, None) => name.clone(),
        }
    }
}

/// The changes as plain text, no wider than `width` columns.
pub fn changes_as_text(changes: &Changes, width: usize) -> String {
    let mut text = String::new();
    let mut paragraph = |first: &str, rest: &str, words: &str| {
        let options = textwrap::Options::new(width)
            .initial_indent(first)
            .subsequent_indent(rest);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", textwrap::fill(words, options));
    };
    for (when, side) in [("Before", &changes.before), ("After", &changes.after)] {
        let words = format!("{when}: {}: {}", side.name, side.headline);
        paragraph("", "  ", &words);
    }
    paragraph("", "", "");
    paragraph("", "", &changes.headline);
    for remark in &changes.remarks {
        paragraph("", "", remark);
    }
    for row in &changes.rows {
        paragraph("", "", "");
        paragraph("", "  ", &format!("{}  [{}]", row.title, row.verdicts()));
        for answer in &row.answers {
            let also = answer
                .also
                .map_or_else(String::new, |also| format!(" ({also})"));
            let words = if answer.was == answer.is {
                format!("{}: {}{also}", answer.name, answer.is)
            } else {
                format!("{}: {} → {}{also}", answer.name, answer.was, answer.is)
            };
            paragraph("    ", "      ", &words);
        }
        for remark in &row.remarks {
            paragraph("    ", "      ", remark);
        }
        if let Some(reason) = row.reason.as_ref().filter(|_| row.was != row.is) {
            paragraph("    → ", "      ", reason);
        }
    }
    if !changes.files.is_empty() {
        paragraph("", "", "");
    }
    for file in &changes.files {
        paragraph("", "  ", &file.in_words());
    }
    text
}
