//! Which rows are shown.

use jiff::civil::Date;

use super::Filters;
use super::folded::folded;
use super::movement::{filter_words, passes};
use super::verdicts::verdict_word;
use super::words::{counted, list};
use crate::compare::{RowComparison, Verdict};
use crate::files::Frozen;

/// What issues without a theme stand under.
pub const OTHER_ISSUES: &str = "Other issues";

impl Filters {
    /// The filters that a snapshot was made with, where changes are told since this day, if they are.
    pub fn of_snapshot(frozen: &Frozen, since: Option<Date>) -> Self {
        let verdicts = frozen.verdicts.as_ref().map(|names| {
            let all = Verdict::ALL.into_iter();
            all.filter(|verdict| names.iter().any(|name| name == verdict.name()))
                .collect()
        });
        Self {
            verdicts,
            themes: frozen.themes.clone(),
            text: frozen.text.clone(),
            // Where no changes are told, every row would be hidden.
            changes: since.and(frozen.changes),
        }
    }

    /// Whether all rows are shown.
    pub fn is_off(&self) -> bool {
        *self == Self::default()
    }

    /// Whether this row is shown, the text that is looked for aside.
    pub(super) fn shows(&self, row: &RowComparison, theme: Option<&str>) -> bool {
        let by_verdict = self
            .verdicts
            .as_ref()
            .is_none_or(|verdicts| verdicts.contains(&row.verdict));
        let theme = theme.unwrap_or(OTHER_ISSUES);
        let by_theme = self
            .themes
            .as_ref()
            .is_none_or(|themes| themes.iter().any(|known| known == theme));
        let by_change = self.changes.is_none_or(|changes| passes(row, changes));
        by_verdict && by_theme && by_change
    }

    /// The text that is looked for, as [`folded`]; nothing if there is none.
    pub(super) fn wanted(&self) -> Option<String> {
        let wanted = folded(&self.text);
        let wanted = wanted.trim();
        (!wanted.is_empty()).then(|| wanted.to_owned())
    }

    /// The filters in words, with how many rows they hide; `None` if they are off.
    pub(super) fn in_words(&self, hidden: usize) -> Option<String> {
        let mut parts = Vec::new();
        if let Some(verdicts) = &self.verdicts {
            let words: Vec<String> = verdicts
                .iter()
                .map(|&verdict| verdict_word(verdict).to_lowercase())
                .collect();
            parts.push(if words.is_empty() {
                "no verdict".to_owned()
            } else {
                list(&words, "and")
            });
        }
        if let Some(themes) = &self.themes {
            parts.push(format!("themes {}", list(themes, "and")));
        }
        if self.wanted().is_some() {
            parts.push(format!("rows with “{}”", self.text.trim()));
        }
        if let Some(changes) = self.changes {
            parts.push(filter_words(changes).to_lowercase());
        }
        (!parts.is_empty()).then(|| {
            let (shown, hidden) = (parts.join(", "), counted(hidden, "row", "rows"));
            format!("Shown: {shown}; {hidden} hidden.")
        })
    }
}
