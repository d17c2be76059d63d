//! What is open, what is asked of it, and what is shown in answer.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use crate::compare::{Comparison, Question, Verdict, compare};
use crate::files::Loaded;
use crate::model::{PartialDate, Row, Talks};
use crate::sheet::{self, Details, Filters, Line, Material, RowLine, Sheet};

/// Fewer cannot be compared.
pub const LEAST_PARTIES: usize = 2;

/// Where what is open came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It came with the program.
    Bundled,
    /// These files and folders.
    Paths(Vec<PathBuf>),
}

/// What to ask at first; what is left open is asked as the agenda proposes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// As of which day.
    pub as_of: Option<Date>,
    /// Counting from which day.
    pub from: Option<Date>,
    /// Since which day to tell what has changed.
    pub since: Option<Date>,
    /// Which parties, by id.
    pub parties: Option<Vec<String>>,
}

/// What is open, what is asked of it, and what is shown in answer.
#[derive(Debug)]
pub struct State {
    /// Where it came from.
    pub origin: Origin,
    /// What was read.
    pub loaded: Arc<Loaded>,
    /// What is asked.
    pub question: Question,
    /// Which rows are shown.
    pub filters: Filters,
    /// The answer as it is shown.
    pub sheet: Sheet,
    /// Every theme, shown or not.
    pub themes: Vec<String>,
    /// The days on which a compared party said something.
    pub days: Vec<Date>,
    /// The row that the details are about, with them.
    pub selected: Option<(Row, Details)>,
    comparison: Comparison,
}

impl State {
    /// Opens what was read, and gives sentences on wishes that could not be met.
    pub fn open(origin: Origin, loaded: Loaded, wish: &Wish) -> (Self, Vec<String>) {
        let loaded = Arc::new(loaded);
        let (parties, complaints) = chosen_parties(&loaded.talks, wish);
        let view = &loaded.talks.agenda.view;
        let question = Question {
            as_of: wish.as_of.or(view.as_of),
            from: wish.from.or(view.from),
            since: wish.since,
            parties,
        };
        let comparison = compare(&loaded.talks, &question);
        let filters = Filters::default();
        let sheet = sheet::sheet(material(&loaded, &comparison), &filters);
        let themes = themes_of(&sheet);
        let days = days_of(&loaded.talks, &question.parties);
        let state = Self {
            origin,
            loaded,
            question,
            filters,
            sheet,
            themes,
            days,
            selected: None,
            comparison,
        };
        (state, complaints)
    }

    /// The same questions for files that were read once more.
    pub fn reopen(&mut self, loaded: Loaded) {
        let wish = Wish {
            as_of: self.question.as_of,
            from: self.question.from,
            since: self.question.since,
            parties: Some(self.party_ids()),
        };
        let (mut fresh, _) = Self::open(self.origin.clone(), loaded, &wish);
        // A date that was cleared stays cleared, whatever the agenda proposes.
        fresh.question.as_of = wish.as_of;
        fresh.question.from = wish.from;
        fresh.filters = self.filters.clone();
        let selected = self.selected.as_ref().map(|(row, _)| *row);
        *self = fresh;
        self.recompare();
        if let Some(row) = selected {
            self.select(row);
        }
    }

    /// What the pages are made from.
    pub fn material(&self) -> Material<'_> {
        material(&self.loaded, &self.comparison)
    }

    /// Whether enough parties are open for a comparison.
    pub fn is_comparable(&self) -> bool {
        self.question.parties.len() >= LEAST_PARTIES
    }

    /// Whether any filter is in force.
    pub fn is_filtered(&self) -> bool {
        self.filters != Filters::default()
    }

    /// Shows the details of a row.
    pub fn select(&mut self, row: Row) {
        self.selected = sheet::details(self.material(), row).map(|details| (row, details));
    }

    /// Shows the rows that pass these filters.
    pub fn set_filters(&mut self, filters: Filters) {
        self.filters = filters;
        self.sheet = sheet::sheet(material(&self.loaded, &self.comparison), &self.filters);
    }

    /// Compares a party, or leaves it out as long as enough are left.
    pub fn set_party(&mut self, party: usize, is_compared: bool) {
        let parties = &mut self.question.parties;
        parties.retain(|known| *known != party);
        if is_compared && party < self.loaded.talks.positions.len() {
            parties.push(party);
            parties.sort_unstable();
        }
        if parties.len() < LEAST_PARTIES {
            parties.push(party);
            parties.sort_unstable();
        }
        self.recompare();
    }

    /// Compares as of the day that was typed; an empty text counts all dates.
    ///
    /// # Errors
    /// A sentence that says why the day was not taken; what is shown stays.
    pub fn set_as_of(&mut self, text: &str) -> Result<(), String> {
        let day = day_typed(text)?;
        in_order(self.question.from, day)?;
        leaves_time(self.question.since, day)?;
        self.question.as_of = day;
        self.recompare();
        Ok(())
    }

    /// Counts from the day that was typed; an empty text counts from the beginning.
    ///
    /// # Errors
    /// A sentence that says why the day was not taken; what is shown stays.
    pub fn set_from(&mut self, text: &str) -> Result<(), String> {
        let day = day_typed(text)?;
        in_order(day, self.question.as_of)?;
        self.question.from = day;
        self.recompare();
        Ok(())
    }

    /// Tells what has changed since the day that was typed; an empty text tells no changes.
    ///
    /// # Errors
    /// A sentence that says why the day was not taken; what is shown stays.
    pub fn set_since(&mut self, text: &str) -> Result<(), String> {
        let day = day_typed(text)?;
        leaves_time(day, self.question.as_of)?;
        self.question.since = day;
        self.recompare();
        Ok(())
    }

    /// The last day before the one shown on which something was said.
    pub fn earlier_day(&self) -> Option<Date> {
        let is_before = |day: &&Date| self.question.as_of.is_none_or(|as_of| **day < as_of);
        self.days.iter().rev().find(is_before).copied()
    }

    /// The first day after the one shown on which something was said.
    pub fn later_day(&self) -> Option<Date> {
        let as_of = self.question.as_of?;
        self.days.iter().find(|day| **day > as_of).copied()
    }

    /// The rows that pass the filters, in order.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &RowLine> {
        self.sheet.lines.iter().filter_map(|line| match line {
            Line::Row(row) => Some(row),
            Line::Theme(_) | Line::Parent(_) => None,
        })
    }

    /// The next or the previous row with a verdict, from the selected one on and around the end.
    pub fn row_with(&self, verdict: Verdict, forwards: bool) -> Option<Row> {
        let rows: Vec<Row> = if forwards {
            self.rows()
                .filter(|row| row.verdict == verdict)
                .map(|row| row.row)
                .collect()
        } else {
            self.rows()
                .rev()
                .filter(|row| row.verdict == verdict)
                .map(|row| row.row)
                .collect()
        };
        let selected = self.selected.as_ref().map(|(row, _)| *row);
        let is_beyond = |row: &&Row| {
            selected.is_none_or(|selected| {
                if forwards {
                    **row > selected
                } else {
                    **row < selected
                }
            })
        };
        rows.iter().find(is_beyond).or(rows.first()).copied()
    }

    fn recompare(&mut self) {
        self.comparison = compare(&self.loaded.talks, &self.question);
        self.days = days_of(&self.loaded.talks, &self.question.parties);
        self.sheet = sheet::sheet(material(&self.loaded, &self.comparison), &self.filters);
        if let Some((row, _)) = self.selected {
            self.select(row);
        }
    }

    fn party_ids(&self) -> Vec<String> {
        let positions = &self.loaded.talks.positions;
        self.question
            .parties
            .iter()
            .filter_map(|party| positions.get(*party))
            .map(|position| position.party.id.to_string())
            .collect()
    }
}

fn material<'a>(loaded: &'a Loaded, comparison: &'a Comparison) -> Material<'a> {
    Material::new(loaded, comparison)
}

/// The parties that are wished for, else those that the agenda proposes, else all.
fn chosen_parties(talks: &Talks, wish: &Wish) -> (Vec<usize>, Vec<String>) {
    let mut complaints = Vec::new();
    let proposed = || {
        let ids = talks.agenda.view.parties.as_ref()?;
        Some(
            ids.iter()
                .filter_map(|id| talks.party_index(id.as_str()))
                .collect::<Vec<_>>(),
        )
    };
    let wished = wish.parties.as_ref().map(|ids| {
        let mut parties = Vec::new();
        for id in ids {
            match talks.party_index(id) {
                Some(party) => parties.push(party),
                None => complaints.push(format!("No position of the party “{id}” is open.")),
            }
        }
        parties
    });
    let mut parties = wished.or_else(proposed).unwrap_or_default();
    parties.sort_unstable();
    parties.dedup();
    if parties.len() < LEAST_PARTIES {
        parties = (0..talks.positions.len()).collect();
    }
    (parties, complaints)
}

fn themes_of(sheet: &Sheet) -> Vec<String> {
    let mut themes: Vec<String> = Vec::new();
    for line in &sheet.lines {
        if let Line::Theme(theme) = line
            && !themes.contains(&theme.title)
        {
            themes.push(theme.title.clone());
        }
    }
    themes
}

fn days_of(talks: &Talks, parties: &[usize]) -> Vec<Date> {
    let days: BTreeSet<Date> = parties
        .iter()
        .filter_map(|party| talks.positions.get(*party))
        .flat_map(|position| &position.stances)
        .filter_map(|stance| stance.date)
        .map(PartialDate::first_day)
        .collect();
    days.into_iter().collect()
}

fn day_typed(text: &str) -> Result<Option<Date>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let date = PartialDate::parse(text).map_err(|error| {
        format!("“{text}” was not taken: {error}. A day is written 2025-07-23.")
    })?;
    match date.whole() {
        Some(day) => Ok(Some(day)),
        None => Err(format!(
            "“{text}” was not taken: it names no single day. A day is written 2025-07-23."
        )),
    }
}

fn in_order(from: Option<Date>, as_of: Option<Date>) -> Result<(), String> {
    match (from, as_of) {
        (Some(from), Some(as_of)) if from > as_of => Err(format!(
            "Counting from {} would leave nothing as of {}, which is earlier.",
            PartialDate::from(from).in_words(),
            PartialDate::from(as_of).in_words(),
        )),
        _ => Ok(()),
    }
}

fn leaves_time(since: Option<Date>, as_of: Option<Date>) -> Result<(), String> {
    match (since, as_of) {
        (Some(since), Some(as_of)) if since >= as_of => Err(format!(
            "Nothing can have changed since {} as of {}: the first has to be the earlier.",
            PartialDate::from(since).in_words(),
            PartialDate::from(as_of).in_words(),
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_day_is_whole_or_refused_in_words() {
        assert_eq!(day_typed("  "), Ok(None));
        assert_eq!(
            day_typed(" 2025-07-23 "),
            Ok(Some(jiff::civil::date(2025, 7, 23)))
        );
        for wrong in ["2025-07", "2025-02-30", "23.7.2025"] {
            let reason = day_typed(wrong).err().unwrap_or_default();
            assert!(reason.contains(wrong), "{reason}");
            assert!(reason.contains("2025-07-23"), "{reason}");
        }
    }

    #[test]
    fn the_first_day_does_not_lie_after_the_last() {
        let (early, late) = (
            jiff::civil::date(2025, 1, 1),
            jiff::civil::date(2025, 7, 23),
        );
        assert_eq!(in_order(Some(early), Some(late)), Ok(()));
        assert!(in_order(Some(late), Some(early)).is_err());
        assert_eq!(in_order(Some(late), None), Ok(()));
    }
}
