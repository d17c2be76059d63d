//! The days of the comparison, as they are typed and stepped through.

use jiff::civil::Date;

use super::App;
use super::state::State;
use super::view::{DayField, View};
use crate::compare::Question;

/// One of the days that are typed.
#[derive(Clone, Copy)]
struct DayOf {
    field: fn(&mut View) -> &mut DayField,
    set: fn(&mut State, &str) -> Result<(), String>,
    known: fn(&Question) -> Option<Date>,
}

impl DayOf {
    const AS_OF: Self = Self {
        field: |view| &mut view.as_of,
        set: State::set_as_of,
        known: |question| question.as_of,
    };
    const FROM: Self = Self {
        field: |view| &mut view.from,
        set: State::set_from,
        known: |question| question.from,
    };
    const SINCE: Self = Self {
        field: |view| &mut view.since,
        set: State::set_since,
        known: |question| question.since,
    };

    /// Takes what was typed, and says whether it could.
    fn take(self, state: &mut State, view: &mut View, text: &str) -> bool {
        let taken = (self.set)(state, text);
        let field = (self.field)(view);
        match &taken {
            Ok(()) => field.set((self.known)(&state.asked.question)),
            Err(reason) => field.error = Some(reason.clone()),
        }
        taken.is_ok()
    }
}

impl App {
    pub(super) fn step_date(&mut self, forwards: bool) {
        let day = self.state.as_ref().and_then(|state| {
            if forwards {
                state.later_day()
            } else {
                state.earlier_day()
            }
        });
        if let Some(day) = day {
            self.set_as_of(&day.to_string());
        }
    }

    pub(super) fn step_since(&mut self, forwards: bool) {
        let day = self.state.as_ref().and_then(|state| {
            if forwards {
                state.later_since()
            } else {
                state.earlier_since()
            }
        });
        if let Some(day) = day {
            self.set_since(&day.to_string());
        }
    }

    pub(super) fn set_as_of(&mut self, text: &str) {
        self.set_day(text, DayOf::AS_OF);
    }

    pub(super) fn set_from(&mut self, text: &str) {
        self.set_day(text, DayOf::FROM);
    }

    pub(super) fn set_since(&mut self, text: &str) {
        self.set_day(text, DayOf::SINCE);
    }

    /// Takes a day as typed, or says why not. If it is taken, those that were refused before may be taken now, too.
    fn set_day(&mut self, text: &str, day: DayOf) {
        let Some(state) = &mut self.state else {
            return;
        };
        let mut is_taken = day.take(state, &mut self.view, text);
        while is_taken {
            is_taken = [DayOf::AS_OF, DayOf::FROM, DayOf::SINCE]
                .iter()
                .any(|other| {
                    let field = (other.field)(&mut self.view);
                    let text = field.text.clone();
                    field.error.is_some() && other.take(state, &mut self.view, &text)
                });
        }
    }
}
