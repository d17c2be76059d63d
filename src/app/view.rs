//! How the window looks at what is open: nothing of it changes what is compared.

use std::sync::{Arc, Weak};

use jiff::civil::Date;

use super::answer::Answer;
use super::columns::Columns;
use super::folds::Folds;
use super::panes::{PaneSizes, ShownPanes};
use super::state::State;
use crate::model::{Id, OutcomeSet, PartialDate, Row};
use crate::sheet::Sought;

/// What the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ViewMode {
    /// The rows, with the parties as columns.
    #[default]
    Table,
    /// The parties against each other.
    Matrix,
    /// What was said when.
    Timeline,
}

/// A step from row to row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowStep {
    /// To the row below.
    Next,
    /// To the row above.
    Previous,
    /// Down by as many rows as are in sight.
    PageDown,
    /// Up by as many rows as are in sight.
    PageUp,
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

/// Which day is dragged on the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DraggedDay {
    /// The day as of which is compared.
    #[default]
    AsOf,
    /// The day since which changes are told.
    Since,
}

/// What is shown around the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Panes {
    /// Whether the details of the selected row are shown.
    pub shows_details: bool,
    /// Whether the problems are shown.
    pub shows_problems: bool,
    /// Whether the filters are shown where there is no room for them beside the table.
    pub shows_filters_anyway: bool,
}

/// A field whose text is taken once it is left, with what is wrong with the text.
#[derive(Debug)]
pub struct TypedField<Shown> {
    /// The text as typed.
    pub text: String,
    /// Why it was not taken.
    pub error: Option<String>,
    /// Whether to put the cursor there, once.
    pub wants_focus: bool,
    /// Of what the text is.
    shown: Option<Shown>,
    /// The text as it was shown or taken last.
    known: String,
}

impl<Shown> Default for TypedField<Shown> {
    fn default() -> Self {
        Self {
            text: String::new(),
            error: None,
            wants_focus: false,
            shown: None,
            known: String::new(),
        }
    }
}

impl<Shown: PartialEq> TypedField<Shown> {
    /// Shows what is in force, unless that is what was shown last: then the text is being typed.
    pub fn follow(&mut self, shown: Shown, text: impl FnOnce() -> String) {
        if self.shown.as_ref() != Some(&shown) {
            self.text = text();
            self.known.clone_from(&self.text);
            self.error = None;
            self.shown = Some(shown);
        }
    }

    /// The text, if it is another one than was shown or taken last.
    pub fn take_typed(&mut self) -> Option<String> {
        if self.text == self.known {
            return None;
        }
        self.known.clone_from(&self.text);
        Some(self.text.clone())
    }

    /// Shows what is in force once more, whatever was typed.
    pub fn give_up(&mut self) {
        self.shown = None;
    }
}

/// What is typed for the user's own proposal.
#[derive(Debug, Default)]
pub struct DraftFields {
    /// Who puts it forward.
    pub by: TypedField<Vec<Id>>,
    /// When.
    pub date: TypedField<Option<PartialDate>>,
    /// The numbers or days of the selected row.
    pub term: TypedField<(Row, Option<OutcomeSet>)>,
    /// The terms beyond these.
    pub qualifier: TypedField<(Row, Option<String>)>,
}

/// How the window looks at what is open.
#[derive(Debug, Default)]
pub struct View {
    /// What the page shows.
    pub mode: ViewMode,
    /// How far the timeline is stretched beyond 1, at which all of it is in sight.
    stretch: f32,
    /// Which day is dragged on the timeline.
    pub dragged_day: DraggedDay,
    /// What is folded away.
    pub folds: Folds,
    /// What was folded away before a text was looked for.
    folds_aside: Option<Folds>,
    visible: Option<Arc<Visible>>,
    /// Which columns are shown, and in which order.
    pub columns: Columns,
    /// How many whole rows the table has in sight, less one that stays in sight when a page is turned.
    pub rows_on_page: usize,
    /// The row to bring into sight, once.
    pub scroll_to: Option<Row>,
    /// The row to go to as soon as an answer shows it.
    pub go_to_when_shown: Option<Row>,
    /// The row to give the focus to as soon as it is drawn, so that a screen reader says it.
    pub focus_on: Option<Row>,
    /// Whether to put the cursor into the field that finds text, once.
    pub focuses_find: bool,
    /// The row whose details were drawn last: those of another begin at the top.
    pub details_of: Option<Row>,
    /// Whether the pane is shown in which a proposal is put together.
    pub shows_draft: bool,
    /// Whether to give the focus to the first outcome to pick, once.
    pub focuses_outcomes: bool,
    /// What is typed for the user's own proposal.
    pub draft: DraftFields,
    /// What is shown around the page.
    pub panes: Panes,
    /// Where the panes were drawn last.
    pub shown_panes: ShownPanes,
    /// How large each is when it is shown.
    pub pane_sizes: PaneSizes,
    /// The field of the day that is compared.
    pub as_of: DayField,
    /// The field of the first day that counts.
    pub from: DayField,
    /// The field of the day since which changes are told.
    pub since: DayField,
}

/// The lines that are not folded away. Kept from frame to frame, since there may be thousands.
#[derive(Debug)]
pub struct Visible {
    /// The lines of the sheet, as indices, from top to bottom.
    pub lines: Vec<usize>,
    /// Of which answer; weak, so that a large one that is no longer shown is not kept.
    answer: Weak<Answer>,
    folds: Folds,
}

/// A text field for a day, with what is wrong with the text.
#[derive(Debug, Default)]
pub struct DayField {
    /// The text as typed.
    pub text: String,
    /// Why it was not taken.
    pub error: Option<String>,
}

impl DayField {
    /// Shows the day that is in force.
    pub fn set(&mut self, day: Option<Date>) {
        self.text = day.map(|day| day.to_string()).unwrap_or_default();
        self.error = None;
    }
}

impl View {
    /// Starts afresh for what has just been opened.
    pub fn of(state: &State) -> Self {
        let mut view = Self::default();
        view.as_of.set(state.asked.question.as_of);
        view.from.set(state.asked.question.from);
        view.since.set(state.asked.question.since);
        view.unfold_for_text(Sought::of(&state.asked.filters).is_some());
        view
    }

    /// How far the timeline is stretched; at 1, all of it is in sight.
    pub fn timeline_zoom(&self) -> f32 {
        1.0 + self.stretch
    }

    /// Stretches the timeline.
    pub fn set_timeline_zoom(&mut self, zoom: f32) {
        self.stretch = (zoom - 1.0).max(0.0);
    }

    /// The lines that are not folded away.
    pub fn visible(&mut self, state: &State) -> Arc<Visible> {
        if let Some(known) = &self.visible
            && std::ptr::eq(known.answer.as_ptr(), Arc::as_ptr(&state.answer))
            && known.folds == self.folds
        {
            return Arc::clone(known);
        }
        let sort = state.answer.asked.sort;
        let visible = Arc::new(Visible {
            lines: self
                .folds
                .visible(&state.sheet().lines, &state.answer.order, sort),
            answer: Arc::downgrade(&state.answer),
            folds: self.folds.clone(),
        });
        self.visible = Some(Arc::clone(&visible));
        visible
    }

    /// Shows all rows if a text is looked for, since none that has it is to stay hidden; else folds away again what was
    /// folded before.
    pub fn unfold_for_text(&mut self, is_looked_for: bool) {
        if is_looked_for {
            if self.folds_aside.is_none() {
                self.folds_aside = Some(self.folds.clone());
            }
            self.folds.unfold_all();
        } else if let Some(folds) = self.folds_aside.take() {
            self.folds = folds;
        }
    }

    /// Brings a row into sight.
    pub fn go_to(&mut self, state: &State, row: Row) {
        self.folds.reveal(&state.sheet().lines, row);
        self.scroll_to = Some(row);
        self.focus_on = Some(row);
    }

    /// The row to which a step leads from the selected one among those in sight; the first if none of them is selected.
    pub fn row_after(&mut self, state: &State, step: RowStep) -> Option<Row> {
        let lines = &state.sheet().lines;
        let visible = self.visible(state);
        let rows: Vec<Row> = visible
            .lines
            .iter()
            .filter_map(|index| lines.get(*index)?.row())
            .map(|row| row.row)
            .collect();
        let last = rows.len().checked_sub(1)?;
        let selected = state.selected.as_ref().map(|(row, _)| *row);
        let place = rows.iter().position(|row| Some(*row) == selected);
        let page = self.rows_on_page.max(1);
        let wanted = match (step, place) {
            (RowStep::Last, _) => last,
            (RowStep::First, _) | (_, None) => 0,
            (RowStep::Next, Some(place)) => place + 1,
            (RowStep::Previous, Some(place)) => place.checked_sub(1)?,
            (RowStep::PageDown, Some(place)) => (place + page).min(last),
            (RowStep::PageUp, Some(place)) => place.saturating_sub(page),
        };
        rows.get(wanted).copied()
    }
}
