//! What of a sheet is to be on a page.

use super::{Line, Sheet};

/// The paragraph of the method that speaks of the list of sources.
pub(super) const NOTES_NAME_SOURCES: &str =
    "Each note number beside an answer names its source in the list of sources.";

/// What of a sheet is to be on a page. Reasons, the legend, the method and the files always are. Where each thing has a
/// column of its own, there is none for what is left out: an empty one would say that there is nothing of the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Includes {
    /// Each answer in plain words, and the question of each issue.
    pub has_details: bool,
    /// The list of sources, and the numbers that lead to it.
    pub has_sources: bool,
}

impl Default for Includes {
    fn default() -> Self {
        Self {
            has_details: true,
            has_sources: true,
        }
    }
}

impl Sheet {
    /// The sheet without what is not to be on a page, which says so.
    #[must_use]
    pub fn with_only(mut self, includes: Includes) -> Self {
        self.includes = includes;
        let mut missing = Vec::new();
        if !includes.has_details {
            self.drop_details();
            missing.push("the questions and the answers in plain words");
        }
        if !includes.has_sources {
            self.drop_sources();
            missing.push("the sources");
        }
        if !missing.is_empty() {
            let words = format!("Left out of this file: {}.", missing.join(", and "));
            self.filters = Some(match self.filters {
                Some(filters) => format!("{filters} {words}"),
                None => words,
            });
        }
        self
    }

    fn drop_details(&mut self) {
        for line in &mut self.lines {
            match line {
                Line::Theme(_) => {}
                Line::Parent(parent) => parent.question = None,
                Line::Row(row) => {
                    row.question = None;
                    row.cells.iter_mut().for_each(|cell| cell.summary = None);
                }
            }
        }
    }

    fn drop_sources(&mut self) {
        self.notes.clear();
        self.method.retain(|text| text != NOTES_NAME_SOURCES);
        for line in &mut self.lines {
            if let Line::Row(row) = line {
                row.cells.iter_mut().for_each(|cell| cell.notes.clear());
            }
        }
    }
}
