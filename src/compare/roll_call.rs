//! Calls on parties, row by row, to say where they stand.

use std::borrow::Cow;

use super::Question;
use super::hearing::ToHear;
use super::in_force::{Stances, in_time, utter};
use super::said::{Heard, Uttered};
use super::speech::{Named, Speech};
use crate::model::{Position, Talks};

/// How many calls are answered in one go. Stances lie far apart in memory: most of the time goes by until each is fetched,
/// and while one is waited for, others can be fetched.
const AT_ONCE: usize = 64;

/// What was said on these rows by all compared parties that must be heard, in order of their places. It goes from party
/// to party, since the stances of one on neighbouring issues lie beside each other.
pub(super) fn hear(
    talks: &Talks,
    question: &Question,
    speeches: &[Speech],
    rows: &[ToHear<'_>],
) -> Vec<Vec<Heard>> {
    let mut roll_call = RollCall::new(question, rows);
    for (place, speech) in speeches.iter().enumerate() {
        let position = question.position(talks, place);
        for (nth, row) in rows.iter().enumerate() {
            if row.is_heard(place) {
                roll_call.call(Call {
                    place,
                    nth,
                    row,
                    speech,
                    position,
                });
            }
        }
    }
    roll_call.take_down();
    roll_call.said
}

/// A roll call under way.
struct RollCall<'a> {
    question: &'a Question,
    /// What was said on each of the rows, as far as it is taken down.
    said: Vec<Vec<Heard>>,
    /// The calls that are not yet answered.
    open: Vec<Call<'a>>,
    /// The last part of an issue on which a party was called, with the place of the party.
    last_part: Option<(usize, Named<'a>)>,
    /// What it said there.
    on_last_part: Uttered,
}

/// That a party is called on a row.
#[derive(Clone, Copy)]
struct Call<'a> {
    place: usize,
    /// Which of the rows it is.
    nth: usize,
    row: &'a ToHear<'a>,
    /// All that the party has said.
    speech: &'a Speech,
    position: Option<&'a Position>,
}

/// By what a party has said something on a row.
enum Spoken<'a> {
    /// By what it has said it on the part before.
    AsOnLastPart,
    /// By these stances, as indices in file order.
    By(Cow<'a, [usize]>),
}

impl<'a> RollCall<'a> {
    fn new(question: &'a Question, rows: &[ToHear<'_>]) -> Self {
        let none_yet =
            |row: &ToHear<'_>| Vec::with_capacity(row.count_heard(question.parties.len()));
        Self {
            said: rows.iter().map(none_yet).collect(),
            open: Vec::with_capacity(AT_ONCE),
            last_part: None,
            on_last_part: Uttered::NOTHING,
            question,
        }
    }

    fn call(&mut self, call: Call<'a>) {
        self.open.push(call);
        if self.open.len() == AT_ONCE {
            self.take_down();
        }
    }

    /// Takes down what is said to the open calls.
    fn take_down(&mut self) {
        let calls = std::mem::take(&mut self.open);
        // Each step is done for all calls before the next, which looks at what lies elsewhere.
        let spoken: Vec<Spoken<'_>> = calls.iter().map(|call| self.spoken(*call)).collect();
        let stances = calls.iter().zip(&spoken);
        let stances = stances.map(|(call, spoken)| self.in_time(*call, spoken));
        let stances: Vec<Stances<'_>> = stances.collect();
        for ((call, spoken), stances) in calls.iter().zip(&spoken).zip(stances) {
            let uttered = self.uttered(*call, spoken, stances);
            if let Some(said) = self.said.get_mut(call.nth) {
                said.push((call.place, uttered));
            }
        }
        self.open = calls;
        self.open.clear();
    }

    fn spoken(&mut self, call: Call<'a>) -> Spoken<'a> {
        let row = call.row.row;
        if let Some(part) = row.part {
            let named = Some((call.place, call.speech.named(row.issue, part)));
            if self.last_part == named {
                return Spoken::AsOnLastPart;
            }
            self.last_part = named;
        }
        Spoken::By(call.speech.on(row))
    }

    fn in_time(&self, call: Call<'a>, spoken: &Spoken<'_>) -> Stances<'a> {
        match (spoken, call.position) {
            (Spoken::By(stances), Some(position)) => {
                in_time(position, stances, call.row.row, self.question)
            }
            _ => Stances::new(),
        }
    }

    fn uttered(&mut self, call: Call<'_>, spoken: &Spoken<'_>, stances: Stances<'_>) -> Uttered {
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
