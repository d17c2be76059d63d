//! Calls on parties, row by row, to say where they stand.

use std::borrow::Cow;

use super::Question;
use super::hearing::ToHear;
use super::in_force::{Stances, in_time, utter};
use super::said::{Heard, Uttered};
use super::speech::{Named, Speech};
use crate::model::{Position, Talks};

/// How many calls are answered in one go. Stances lie far apart in memory: most of the time goes by until each is at hand,
/// and while one is waited for, others can be.
const AT_ONCE: usize = 64;

/// What parties say on some rows, as far as they have been called.
pub(super) struct RollCall<'a> {
    question: &'a Question,
    rows: &'a [ToHear<'a>],
    /// What was said on each of the rows, in order of the parties' places.
    said: Vec<Vec<Heard>>,
    /// The calls that nobody has answered yet.
    open: Vec<Call<'a>>,
    /// The last part of an issue on which a party was called, with the place of the party.
    last_part: Option<(usize, Named<'a>)>,
    /// What it said there.
    on_last_part: Uttered,
}

/// That a party is called on a row.
struct Call<'a> {
    place: usize,
    row: &'a ToHear<'a>,
    /// Which of the rows it is.
    nth: usize,
    /// The position of the party with all that it has said, if there is one.
    has_said: Option<(&'a Position, &'a Speech)>,
}

/// By what a party has said something on a row.
enum Spoken<'a> {
    /// By what it has said it on the part before.
    AsOnLastPart,
    /// By these stances, as indices in file order.
    By(Cow<'a, [usize]>),
}

impl<'a> RollCall<'a> {
    /// A call on these rows that nobody has been called on yet.
    pub(super) fn new(question: &'a Question, rows: &'a [ToHear<'a>]) -> Self {
        let room = |row: &ToHear<'_>| Vec::with_capacity(row.count_heard(question.parties.len()));
        Self {
            said: rows.iter().map(room).collect(),
            open: Vec::with_capacity(AT_ONCE),
            last_part: None,
            on_last_part: Uttered::NOTHING,
            question,
            rows,
        }
    }

    /// Calls the party in this place on each row on which it must be heard. The stances of one party on neighbouring issues
    /// lie beside each other.
    pub(super) fn call(&mut self, talks: &'a Talks, place: usize, speech: &'a Speech) {
        let position = self.question.position(talks, place);
        for (nth, row) in self.rows.iter().enumerate() {
            if !row.is_heard(place) {
                continue;
            }
            self.open.push(Call {
                place,
                row,
                nth,
                has_said: position.map(|position| (position, speech)),
            });
            if self.open.len() == AT_ONCE {
                self.take_down();
            }
        }
    }

    /// What has been said on each of the rows, in order of the parties' places.
    pub(super) fn said(mut self) -> Vec<Vec<Heard>> {
        self.take_down();
        self.said
    }

    /// Takes down what is said to the open calls.
    fn take_down(&mut self) {
        let calls = std::mem::take(&mut self.open);
        // Each step is done for all calls before the next, which looks at what lies elsewhere.
        let spoken: Vec<Spoken<'_>> = calls.iter().map(|call| self.spoken(call)).collect();
        let stances = calls.iter().zip(&spoken);
        let stances = stances.map(|(call, spoken)| self.in_time(call, spoken));
        let stances: Vec<Stances<'_>> = stances.collect();
        for ((call, spoken), stances) in calls.iter().zip(&spoken).zip(stances) {
            let uttered = self.uttered(call, spoken, stances);
            if let Some(said) = self.said.get_mut(call.nth) {
                said.push((call.place, uttered));
            }
        }
        self.open = calls;
        self.open.clear();
    }

    fn spoken(&mut self, call: &Call<'a>) -> Spoken<'a> {
        let Some((_, speech)) = call.has_said else {
            return Spoken::By(Cow::Borrowed(&[]));
        };
        let row = call.row.row;
        if let Some(part) = row.part {
            let named = Some((call.place, speech.named(row.issue, part)));
            if self.last_part == named {
                return Spoken::AsOnLastPart;
            }
            self.last_part = named;
        }
        Spoken::By(speech.on(row))
    }

    fn in_time(&self, call: &Call<'a>, spoken: &Spoken<'a>) -> Stances<'a> {
        match (spoken, call.has_said) {
            (Spoken::By(stances), Some((position, _))) => {
                in_time(position, stances, call.row.row, self.question)
            }
            _ => Stances::new(),
        }
    }

    fn uttered(&mut self, call: &Call<'a>, spoken: &Spoken<'a>, stances: Stances<'a>) -> Uttered {
        if let Spoken::AsOnLastPart = spoken {
            return self.on_last_part.clone();
        }
        let uttered = utter(stances, &call.row.added, self.question);
        if call.row.row.part.is_none() {
            return uttered;
        }
        self.on_last_part = uttered.shared();
        self.on_last_part.clone()
    }
}
