//! What is open, what is asked of it, and what is shown in answer.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use super::answer::{Answer, Asked};
use super::draft::Draft;
use super::reread::Missed;
use super::row_lines::RowLines;
use super::wish::Wish;
use crate::compare::{Comparison, Verdict};
use crate::files::{Loaded, typed_day};
use crate::model::{ComparedDays, DaysApart, PartialDate, Row};
use crate::sheet::{
    self, AnswerLane, Cell, Choices, Details, Filters, Line, Material, Outline, ProposalColumn,
    RowHead, RowLine, Timeline,
};

/// Fewer cannot be compared.
pub const LEAST_PARTIES: usize = 2;

/// Where what is open came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It came with the program, from this folder; and these files with proposals for it.
    Bundled(String, Vec<PathBuf>),
    /// These files and folders.
    Paths(Vec<PathBuf>),
}

/// What is open, what is asked of it, and what is shown in answer. The answer may lag behind the question.
#[derive(Debug)]
pub struct State {
    /// Where it came from.
    pub origin: Origin,
    /// What was read.
    pub loaded: Arc<Loaded>,
    /// What is asked.
    pub asked: Asked,
    /// What is shown: the answer to what is asked, or to what was asked before.
    pub answer: Arc<Answer>,
    /// The row that the details are about, with them.
    pub selected: Option<(Row, Details)>,
    /// Whether the filters hide that row.
    pub hides_selected: bool,
    /// What each compared party answered on the selected row and when.
    pub lanes: Vec<AnswerLane>,
    /// What a proposal can say on the selected row.
    pub choices: Option<Choices>,
    /// The user's own proposal.
    pub draft: Option<Draft>,
    /// What was compared until files of its parties were gone.
    pub missed: Option<Missed>,
    row_lines: RowLines,
}

impl State {
    /// Opens what was read, and gives sentences on wishes that could not be met.
    pub fn open(origin: Origin, loaded: Loaded, wish: &Wish) -> (Self, Vec<String>) {
        let (asked, complaints) = wish.asked_of(&loaded.talks);
        let answer = Answer::work_out(&loaded, asked.clone(), None);
        let state = Self {
            origin,
            loaded: Arc::new(loaded),
            asked,
            answer: Arc::new(answer),
            selected: None,
            hides_selected: false,
            lanes: Vec::new(),
            choices: None,
            draft: None,
            missed: None,
            row_lines: RowLines::default(),
        };
        (state, complaints)
    }

    /// The answer as it is shown.
    pub fn sheet(&self) -> &Outline {
        &self.answer.sheet
    }

    /// A row of it with all that is drawn of it but its cells.
    pub fn row_line(&self, head: &RowHead) -> Option<Arc<RowLine>> {
        let make = || sheet::row_line(self.material(), head);
        self.row_lines.row(head.row, make)
    }

    /// A cell of it.
    pub fn row_cell(&self, head: &RowHead, place: usize) -> Option<Arc<Cell>> {
        let make = || sheet::row_cell(self.material(), head, place);
        self.row_lines.cell(head.row, place, make)
    }

    /// The comparison that is shown.
    pub fn comparison(&self) -> &Comparison {
        &self.answer.comparison
    }

    /// The proposals that are shown as columns.
    pub fn proposals(&self) -> &[ProposalColumn] {
        &self.answer.proposals
    }

    /// What was said and what happened when.
    pub fn timeline(&self) -> Option<&Timeline> {
        self.answer.timeline.as_ref().as_ref()
    }

    /// Whether what is shown answers what is asked.
    pub fn is_up_to_date(&self) -> bool {
        self.answer.asked == self.asked
    }

    /// Whether how every two parties stand to each other is worked out for the question that is asked now.
    pub fn knows_pairs(&self) -> bool {
        let known = &self.answer.asked;
        known.wants_pairs && known.question == self.asked.question
    }

    /// Shows an answer.
    pub fn take_answer(&mut self, answer: Arc<Answer>) {
        // Another filter leaves what a row says as it is.
        if !Arc::ptr_eq(&self.answer.comparison, &answer.comparison) {
            self.row_lines.clear();
        }
        self.answer = answer;
        if let Some((row, _)) = self.selected {
            self.select(row);
        }
    }

    /// The row in this state that is the selected one in another, which may have another agenda.
    pub fn row_selected_in(&self, other: &Self) -> Option<Row> {
        let (row, _) = other.selected.as_ref()?;
        let known = other.loaded.talks.agenda.issues.get(row.issue)?;
        let agenda = &self.loaded.talks.agenda;
        let issue = agenda.issue_index(known.id.as_str())?;
        let part = match known.part(row.part) {
            None => None,
            Some(wanted) => {
                let parts = &agenda.issues.get(issue)?.parts;
                Some(parts.iter().position(|part| part.id == wanted.id)?)
            }
        };
        Some(Row { issue, part })
    }

    /// What the pages are made from.
    pub fn material(&self) -> Material<'_> {
        Material::new(&self.loaded, self.comparison())
    }

    /// Whether enough parties are open for a comparison.
    pub fn is_comparable(&self) -> bool {
        self.asked.question.parties.len() >= LEAST_PARTIES
    }

    /// Whether so many parties are compared that it is worth to hold every two of them against each other.
    pub fn has_matrix(&self) -> bool {
        self.asked.question.parties.len() > LEAST_PARTIES
    }

    /// Whether any filter is in force.
    pub fn is_filtered(&self) -> bool {
        self.asked.filters != Filters::default()
    }

    /// Shows the details of a row.
    pub fn select(&mut self, row: Row) {
        let is_shown = self.rows().any(|known| known.row == row);
        self.hides_selected = !is_shown;
        self.selected = sheet::details(self.material(), row).map(|details| (row, details));
        self.choices = sheet::choices(self.material(), row);
        self.lanes = sheet::answer_lanes(self.material(), row);
    }

    /// Shows the user's own proposal as the last column, or none.
    pub fn set_draft(&mut self, draft: Option<Draft>) {
        self.asked.draft = draft
            .as_ref()
            .and_then(|draft| draft.shown(&self.loaded.talks));
        self.draft = draft;
    }

    /// The column of the user's own proposal, as far as it is worked out.
    pub fn draft_column(&self) -> Option<&ProposalColumn> {
        let is_shown = self.answer.asked.draft.is_some();
        self.proposals().last().filter(|_| is_shown)
    }

    /// Whether the user's own proposal stands in no file as it is now.
    pub fn is_draft_unsaved(&self) -> bool {
        self.draft.as_ref().is_some_and(Draft::is_unsaved)
    }

    /// Compares a party, or leaves it out as long as enough are left.
    pub fn set_party(&mut self, party: usize, is_compared: bool) {
        let parties = &mut self.asked.question.parties;
        parties.retain(|known| *known != party);
        if is_compared && party < self.loaded.talks.positions.len() {
            parties.push(party);
        }
        if parties.len() < LEAST_PARTIES {
            parties.push(party);
        }
        parties.sort_unstable();
    }

    /// Compares all parties.
    pub fn compare_all(&mut self) {
        self.asked.question.parties = (0..self.loaded.talks.positions.len()).collect();
    }

    /// Compares the parties in these two columns alone.
    pub fn compare_two(&mut self, first: usize, second: usize) {
        let shown = &self.comparison().question.parties;
        if let (Some(&first), Some(&second)) = (shown.get(first), shown.get(second))
            && first != second
        {
            self.asked.question.parties = vec![first.min(second), first.max(second)];
        }
    }

    /// Shows a proposal as a column, or takes the column away.
    pub fn set_proposal(&mut self, proposal: usize, is_shown: bool) {
        let proposals = &mut self.asked.proposals;
        proposals.retain(|known| *known != proposal);
        if is_shown && proposal < self.loaded.talks.proposals.len() {
            proposals.push(proposal);
            proposals.sort_unstable();
        }
    }

    /// Compares as of the day that was typed; an empty text counts all dates.
    ///
    /// # Errors
    /// A sentence that says why the day was not taken; what is shown stays.
    pub fn set_as_of(&mut self, text: &str) -> Result<(), String> {
        let day = typed_day(text).map_err(|error| error.to_string())?;
        self.ask_days(|days| days.as_of = day)
    }

    /// Counts from the day that was typed; an empty text counts from the beginning.
    ///
    /// # Errors
    /// A sentence that says why the day was not taken; what is shown stays.
    pub fn set_from(&mut self, text: &str) -> Result<(), String> {
        let day = typed_day(text).map_err(|error| error.to_string())?;
        self.ask_days(|days| days.from = day)
    }

    /// Tells what has changed since the day that was typed; an empty text tells no changes.
    ///
    /// # Errors
    /// A sentence that says why the day was not taken; what is shown stays.
    pub fn set_since(&mut self, text: &str) -> Result<(), String> {
        let day = typed_day(text).map_err(|error| error.to_string())?;
        self.ask_days(|days| days.since = day)?;
        if day.is_none() {
            // Else every row would be hidden.
            self.asked.filters.changes = None;
        }
        Ok(())
    }

    /// Asks with another day, if it goes with the other days.
    fn ask_days(&mut self, set: impl FnOnce(&mut ComparedDays)) -> Result<(), String> {
        let mut days = self.asked.question.days();
        set(&mut days);
        days.check().map_err(why_apart)?;
        let question = self.asked.question.clone();
        self.asked.question = question.with_days(days);
        Ok(())
    }

    /// The last day before the one shown on which something was said.
    pub fn earlier_day(&self) -> Option<Date> {
        let is_before = |day: &&Date| self.asked.question.as_of.is_none_or(|as_of| **day < as_of);
        self.answer.days.iter().rev().find(is_before).copied()
    }

    /// The first day after the one shown on which something was said.
    pub fn later_day(&self) -> Option<Date> {
        let as_of = self.asked.question.as_of?;
        self.answer.days.iter().find(|day| **day > as_of).copied()
    }

    /// The last day before the one since which changes are told, or before the one shown, on which something was said.
    pub fn earlier_since(&self) -> Option<Date> {
        let question = &self.asked.question;
        let last = question.since.or(question.as_of);
        let is_before = |day: &&Date| last.is_none_or(|last| **day < last);
        let mut days = self.answer.days.iter().rev().filter(is_before);
        // Nothing can have changed since the last of all days.
        let n_skipped = usize::from(last.is_none());
        days.nth(n_skipped).copied()
    }

    /// The first day after the one since which changes are told on which something was said, before the one shown.
    pub fn later_since(&self) -> Option<Date> {
        let question = &self.asked.question;
        let since = question.since?;
        let mut days = self.answer.days.iter().filter(|day| **day > since);
        let is_before = |day: &&Date| question.as_of.is_none_or(|as_of| **day < as_of);
        days.next().filter(is_before).copied()
    }

    /// The rows that pass the filters, in the order in which they are shown.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &RowHead> {
        let lines = &self.sheet().lines;
        self.answer
            .rows
            .iter()
            .filter_map(|index| lines.get(*index).and_then(Line::row))
    }

    /// The next or the previous row with a verdict, from the selected one on and around the end.
    pub fn row_with(&self, verdict: Verdict, forwards: bool) -> Option<Row> {
        self.next_row(forwards, |row| row.verdict == verdict)
    }

    /// The next or the previous row on which a party's answer has changed since the day from which changes are told.
    pub fn changed_row(&self, forwards: bool) -> Option<Row> {
        self.next_row(forwards, |row| row.has_changed)
    }

    fn next_row(&self, forwards: bool, is_wanted: impl Fn(&RowHead) -> bool) -> Option<Row> {
        let mut rows: Vec<&RowHead> = self.rows().collect();
        if !forwards {
            rows.reverse();
        }
        let selected = self.selected.as_ref().map(|(row, _)| *row);
        let place = rows.iter().position(|row| Some(row.row) == selected);
        let (before, after) = rows.split_at(place.map_or(0, |place| place + 1));
        let mut around = after.iter().chain(before);
        around.find(|row| is_wanted(row)).map(|row| row.row)
    }
}

/// Why a day is not taken.
fn why_apart(days: DaysApart) -> String {
    let words = |day| PartialDate::from(day).in_words();
    match days {
        DaysApart::FromAfterAsOf { from, as_of } => format!(
            "Counting from {} would leave nothing as of {}, which is earlier.",
            words(from),
            words(as_of),
        ),
        DaysApart::SinceNotBeforeAsOf { since, as_of } => format!(
            "Nothing can have changed since {} as of {}: the first has to be the earlier.",
            words(since),
            words(as_of),
        ),
        DaysApart::SinceBeforeFrom { since, from } => format!(
            "Counting from {}, changes can be told since that day or a later one, and not since {}.",
            words(from),
            words(since),
        ),
    }
}
