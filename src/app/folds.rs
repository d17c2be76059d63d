//! What is folded away in the table: themes and the parts of issues.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::Verdict;
use crate::model::Row;
use crate::sheet::{Line, ParentLine, RowHead};

use super::order::Sort;

/// Themes and parts that are folded away.
///
/// Parts that nobody has spoken on are folded until the user unfolds them: a dozen rows of "Not stated" would push
/// what was said out of sight.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folds {
    /// The themes without their rows.
    themes: BTreeSet<String>,
    /// Issues whose parts the user has folded (true) or unfolded (false).
    chosen: BTreeMap<usize, bool>,
    /// Whether parts that nobody has spoken on are shown, too.
    shows_unstated: bool,
}

impl Folds {
    /// Whether the rows of a theme are folded away.
    pub fn hide_theme(&self, title: &str) -> bool {
        self.themes.contains(title)
    }

    /// Whether the parts of an issue are folded away.
    pub fn hide_parts(&self, parent: &ParentLine) -> bool {
        let chosen = self.chosen.get(&parent.issue).copied();
        chosen.unwrap_or_else(|| !self.shows_unstated && is_unstated(parent))
    }

    /// Folds or unfolds a theme.
    pub fn set_theme(&mut self, title: String, is_folded: bool) {
        if is_folded {
            self.themes.insert(title);
        } else {
            self.themes.remove(&title);
        }
    }

    /// Folds or unfolds the parts of an issue.
    pub fn set_parts(&mut self, issue: usize, is_folded: bool) {
        self.chosen.insert(issue, is_folded);
    }

    /// Folds all themes.
    pub fn fold_themes(&mut self, titles: impl IntoIterator<Item = String>) {
        self.themes = titles.into_iter().collect();
    }

    /// Shows everything.
    pub fn unfold_all(&mut self) {
        *self = Self {
            shows_unstated: true,
            ..Self::default()
        };
    }

    /// The lines that are not folded away, as indices, in the order in which they are shown. Nothing folds in lists
    /// without themes.
    pub(super) fn visible(
        &self,
        lines: &[Line<RowHead>],
        order: &[usize],
        sort: Sort,
    ) -> Vec<usize> {
        if sort != Sort::Agenda {
            return order.to_vec();
        }
        let mut visible = Vec::with_capacity(lines.len());
        let (mut theme_is_folded, mut parts_are_folded) = (false, false);
        for (index, line) in lines.iter().enumerate() {
            let is_visible = match line {
                Line::Theme(theme) => {
                    theme_is_folded = self.hide_theme(&theme.title);
                    true
                }
                Line::Parent(parent) => {
                    parts_are_folded = self.hide_parts(parent);
                    !theme_is_folded
                }
                Line::Row(row) => !(theme_is_folded || row.is_part() && parts_are_folded),
            };
            if is_visible {
                visible.push(index);
            }
        }
        visible
    }

    /// Unfolds whatever hides a row.
    pub fn reveal(&mut self, lines: &[Line<RowHead>], wanted: Row) {
        let mut theme_above = None;
        for line in lines {
            match line {
                Line::Theme(theme) => theme_above = Some(&theme.title),
                Line::Row(row) if row.row == wanted => break,
                Line::Parent(_) | Line::Row(_) => {}
            }
        }
        if let Some(theme) = theme_above {
            self.themes.remove(theme);
        }
        if wanted.part.is_some() {
            self.set_parts(wanted.issue, false);
        }
    }
}

/// Whether nobody has spoken on any part of an issue.
fn is_unstated(parent: &ParentLine) -> bool {
    parent
        .totals
        .iter()
        .all(|count| count.verdict == Verdict::Unstated)
}
