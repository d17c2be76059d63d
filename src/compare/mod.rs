//! Compares the answers of parties: pure, exact, and never fails.
//!
//! [`compare`] goes in three steps: the answer of each party in force on each row (`said`, `roll_call`, `speech`,
//! `in_force`), the status of the conditions that offers hang on (`conditions`), and how the answers on a row relate
//! (`verdict`, `refusals`, `distance`). What another comparison of the same talks has found out already is taken over
//! (`changed`, `hearing`, `renewal`).

mod answer;
mod assess;
mod changed;
mod citing;
mod conditions;
mod counts;
mod different;
mod distance;
mod hearing;
mod in_force;
mod masks;
mod movement;
mod offers;
mod pairs;
mod phases;
mod question;
mod reason;
mod record;
mod refusals;
mod renewal;
mod roll_call;
mod rows;
mod said;
mod sequence;
mod speech;
mod verdict;

use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use crate::model::{OutcomeSet, PartialDate, Row, Talks};
use crate::threads::on_all_cores;

use renewal::{Ground, Upkeep};
use rows::Rows;
use said::Speeches;

pub use answer::{Answer, OfferInForce, Standing};
pub use assess::{
    Assessed, AssessedLinkage, AssessedTerm, Divided, LinkageStatus, Response, StatedAnswer, assess,
};
pub use conditions::{ConditionStatus, Judged};
pub use counts::{Counts, Share};
pub use movement::{Move, Movement, Trend, trend};
pub use offers::MatchedOffers;
pub use phases::{Phase, phases};
pub use question::Question;
pub use reason::{Reason, Refusal};
pub use sequence::{SequenceConflict, Wish};

/// How the answers on one issue row relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// All who have spoken ask for some outcome, on the same terms.
    Aligned,
    /// All who have spoken would take some outcome.
    Overlap,
    /// Nothing that all would take, and nobody refuses all that another would take.
    Gap,
    /// One refuses all that another would take.
    Opposed,
    /// Only one party has spoken.
    OneSided,
    /// No party has spoken.
    Unstated,
    /// Words, which are not computed.
    Text,
}

impl Verdict {
    /// All verdicts, the closest first.
    pub const ALL: [Self; 7] = [
        Self::Aligned,
        Self::Overlap,
        Self::Gap,
        Self::Opposed,
        Self::OneSided,
        Self::Unstated,
        Self::Text,
    ];

    /// Whether it says how two or more answers relate.
    pub fn is_compared(self) -> bool {
        matches!(
            self,
            Self::Aligned | Self::Overlap | Self::Gap | Self::Opposed
        )
    }

    /// Its name in the files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Aligned => "aligned",
            Self::Overlap => "overlap",
            Self::Gap => "gap",
            Self::Opposed => "opposed",
            Self::OneSided => "one-sided",
            Self::Unstated => "unstated",
            Self::Text => "text",
        }
    }
}

/// The answers of parties, row by row, and how they relate.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What was compared.
    pub question: Question,
    /// The rows in agenda order.
    pub rows: Vec<Arc<RowComparison>>,
    /// How many rows have which verdict.
    pub counts: Counts,
    /// For each compared party, on how many rows it has spoken.
    pub spoken: Vec<usize>,
    /// Offers that are each the other's condition.
    pub matched_offers: Vec<MatchedOffers>,
    /// Circles in what the parties want settled first.
    pub sequence_conflicts: Vec<SequenceConflict>,
    /// The rows as of the day since which movement is told, if it is.
    then: Vec<Arc<RowComparison>>,
    /// What each of the parties has said when, for the next question.
    speeches: Arc<Speeches>,
}

/// One row of a comparison. Parties are named by their place among the compared ones.
#[derive(Debug, Clone, PartialEq)]
pub struct RowComparison {
    /// Which row it is.
    pub row: Row,
    /// The outcomes of the row as of the day.
    pub space: OutcomeSet,
    /// Where each compared party stands.
    pub standings: Vec<Standing>,
    /// How the answers relate.
    pub verdict: Verdict,
    /// Why, as data.
    pub reason: Reason,
    /// What all have asked for, or else what all would take; empty but for aligned and overlap.
    pub zone: OutcomeSet,
    /// What nobody has refused; empty but for gap and opposed.
    pub room: OutcomeSet,
    /// How far the answers are apart, for gap and opposed on issues with an order.
    pub distance: Option<Distance>,
    /// Whether only different terms keep an overlap from being aligned.
    pub is_qualified: bool,
    /// Whether an overlap hangs on conditions that are not met.
    pub is_conditional: bool,
    /// The weakest confidence among the outcomes that decide the verdict.
    pub basis: Option<crate::model::Confidence>,
    /// The latest agreement on the row, as an index into the agenda's agreements.
    pub agreed: Option<usize>,
    /// The sources that the answers cite, as indices into [`Talks::sources`], each once, in the order in which they come
    /// up.
    pub cited: Box<[usize]>,
    /// What has changed since the day that the question names, if it names one.
    pub movement: Option<Movement>,
    upkeep: Upkeep,
}

/// How far apart the two answers are that are farthest apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Distance {
    /// In steps of the list or the quantity, or in days.
    pub steps: u64,
    /// The two parties, by their place among the compared ones.
    pub between: (usize, usize),
}

/// How two parties stand to each other over all rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The two, by their place among the compared parties.
    pub parties: (usize, usize),
    /// How many rows have which verdict.
    pub counts: Counts,
}

/// Counts the verdicts of every two of the parties, compared as if there were only these two: in order of their places,
/// the first with all that follow, then the second.
pub fn pairs(talks: &Talks, question: &Question) -> Vec<Pair> {
    on_all_cores(|| pairs::pairs(talks, question, &said::Said::collect(talks, question)))
}

/// Compares the positions of these parties.
pub fn compare(talks: &Talks, question: &Question) -> Comparison {
    on_all_cores(|| compare_all(talks, question, None))
}

/// Compares the positions of these parties, after another comparison of the same talks: what is the same in it is taken
/// over. The outcome is that of [`compare`]; rows that nothing between the two days has touched are shared.
pub fn compare_again(talks: &Talks, question: &Question, before: &Comparison) -> Comparison {
    on_all_cores(|| compare_all(talks, question, Some(before)))
}

fn compare_all(talks: &Talks, question: &Question, before: Option<&Comparison>) -> Comparison {
    let before = before.filter(|before| {
        before.question.parties == question.parties && before.question.from == question.from
    });
    let speeches = before.map_or_else(
        || Arc::new(Speeches::of(talks, question)),
        |before| Arc::clone(&before.speeches),
    );
    let of_rows = Rows::of(&talks.agenda);
    let ground = Ground {
        talks,
        rows: &of_rows,
        speeches: &speeches,
    };
    let known = before.map(|before| (before.rows.as_slice(), before.question.as_of));
    let mut rows = renewal::rows(&ground, question, known);
    let then = match question.since {
        Some(since) => movement::tell(&ground, question, since, (&mut rows, before)),
        None => {
            for row in rows.iter_mut().filter(|row| row.movement.is_some()) {
                Arc::make_mut(row).movement = None;
            }
            Vec::new()
        }
    };
    Comparison {
        spoken: spoken(&rows, question.parties.len()),
        matched_offers: offers::matched(&rows),
        sequence_conflicts: sequence::conflicts(talks, question, &rows),
        then,
        speeches,
        counts: Counts::of(&rows),
        rows,
        question: question.clone(),
    }
}

fn spoken(rows: &[Arc<RowComparison>], parties: usize) -> Vec<usize> {
    let none = || vec![0; parties];
    let counted = rows.par_iter().fold(none, |mut spoken, row| {
        for (count, standing) in spoken.iter_mut().zip(&row.standings) {
            *count += usize::from(standing.has_spoken());
        }
        spoken
    });
    counted.reduce(none, |mut spoken, more| {
        spoken
            .iter_mut()
            .zip(more)
            .for_each(|(sum, more)| *sum += more);
        spoken
    })
}

impl Comparison {
    /// For each compared party, on how many rows it has not spoken and some other has.
    pub fn not_spoken(&self) -> impl Iterator<Item = usize> {
        let by_any = self.counts.all() - self.counts.get(Verdict::Unstated);
        self.spoken.iter().map(move |spoken| by_any - spoken)
    }

    /// All that the party in this place has ever said on an issue, as indices into [`crate::model::Position::stances`] in
    /// file order.
    pub fn stances(&self, place: usize, issue: usize) -> &[usize] {
        self.speeches.stances(place, issue)
    }

    /// The comparison of this row.
    pub fn row(&self, row: Row) -> Option<&RowComparison> {
        self.rows
            .binary_search_by(|compared| compared.row.cmp(&row))
            .ok()
            .and_then(|at| self.rows.get(at))
            .map(Arc::as_ref)
    }
}

impl RowComparison {
    /// The answers of those who have spoken, with their places among the compared parties.
    pub fn spoken(&self) -> impl Iterator<Item = (usize, &Answer)> {
        self.standings
            .iter()
            .enumerate()
            .filter_map(|(place, standing)| standing.answer().map(|answer| (place, answer)))
    }

    /// The answers that offer something on conditions, with their places.
    fn offering(&self) -> impl Iterator<Item = (usize, &Arc<Answer>)> {
        let places = self.upkeep.offering.iter();
        places.filter_map(|&place| match self.standings.get(place)? {
            Standing::Spoken(answer) => Some((place, answer)),
            Standing::Silent | Standing::Withdrawn => None,
        })
    }

    /// The dates of the answers in force, those without a date left out.
    pub fn dates(&self) -> impl Iterator<Item = PartialDate> {
        self.spoken().filter_map(|(_, answer)| answer.date)
    }
}
