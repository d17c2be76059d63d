//! The answer of a party on a row, and how sure it is.

use std::sync::Arc;

use smallvec::SmallVec;

use super::citing::SoleSource;
use super::conditions::{ConditionStatus, Judged};
use crate::model::{Confidence, OutcomeSet, PartialDate, Position, Priority, Says, Sets};

/// Where a party stands on a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// It has said nothing that is in force.
    Silent,
    /// The last that it said takes back what it had said.
    Withdrawn,
    /// It has spoken.
    Spoken(Arc<Answer>),
}

/// What a party says on a row, all stances in force taken together and read within the row's outcomes. Large talks
/// have a million of them, so it is kept small, and what each verdict looks at comes first, near to each other.
#[derive(Debug, Clone, PartialEq)]
#[repr(C)]
pub struct Answer {
    /// What it demands.
    pub asks: OutcomeSet,
    /// What it would also take without a condition.
    pub accepts: OutcomeSet,
    /// What it refuses.
    pub rejects: OutcomeSet,
    /// What it would take on conditions.
    pub offers: Box<[OfferInForce]>,
    /// The stances that make the answer, as indices into [`Position::stances`], in order of date.
    pub stances: SmallVec<[usize; 2]>,
    /// The source of all of its stances, if there is just one.
    pub(super) source: SoleSource,
    /// How sure all of its stances are; nothing if one is surer than another.
    pub confidence: Option<Confidence>,
    /// How much it matters to the party.
    pub priority: Option<Priority>,
    /// Whether something that the party said later has ended, so that this holds again.
    pub is_back: bool,
    /// Whether one of its stances says "nothing else" or "anything else".
    pub names_rest: bool,
    /// Whether one of its stances has a summary.
    pub has_summary: bool,
    /// Whether one of its stances names a passage of a source, or what other sources say instead.
    pub has_passages: bool,
    /// The date of the latest stance in the answer, as written.
    pub date: Option<PartialDate>,
    /// What few answers have; nothing if this one has none of it.
    pub(super) seldom: Option<Box<Seldom>>,
}

/// What few answers have.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Seldom {
    pub(super) qualifier: Option<Box<str>>,
    pub(super) contradicted: OutcomeSet,
    pub(super) interest: Option<Box<str>>,
    pub(super) text: Option<Box<str>>,
}

/// An offer in force, with the status of its conditions.
#[derive(Debug, Clone, PartialEq)]
pub struct OfferInForce {
    /// The outcomes that it would take.
    pub outcomes: OutcomeSet,
    /// Its conditions and their status, in file order.
    pub provided: Vec<Judged>,
}

impl Seldom {
    /// As it is held, which is not at all if there is nothing.
    pub(super) fn kept(self) -> Option<Box<Self>> {
        (self != Self::default()).then(|| Box::new(self))
    }
}

impl OfferInForce {
    /// Whether one of its conditions is refused.
    pub fn is_refused(&self) -> bool {
        self.provided
            .iter()
            .any(|judged| judged.status == ConditionStatus::Refused)
    }

    /// Whether all of its conditions are met.
    pub fn is_firm(&self) -> bool {
        self.provided
            .iter()
            .all(|judged| judged.status == ConditionStatus::Met)
    }
}

impl Standing {
    /// The answer, if the party has spoken.
    pub fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Spoken(answer) => Some(answer),
            Self::Silent | Self::Withdrawn => None,
        }
    }

    /// Whether both are one answer, held once.
    pub(super) fn is_shared_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Spoken(one), Self::Spoken(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }

    /// Whether the party has spoken.
    pub fn has_spoken(&self) -> bool {
        self.answer().is_some()
    }
}

impl Answer {
    /// Terms that the outcomes do not carry.
    pub fn qualifier(&self) -> Option<&str> {
        self.seldom.as_ref()?.qualifier.as_deref()
    }

    /// What it took and refused on one day.
    pub fn contradicted(&self) -> &OutcomeSet {
        static NOTHING: OutcomeSet = OutcomeSet::EMPTY;
        let seldom = self.seldom.as_ref();
        seldom.map_or(&NOTHING, |seldom| &seldom.contradicted)
    }

    /// Why it wants this.
    pub fn interest(&self) -> Option<&str> {
        self.seldom.as_ref()?.interest.as_deref()
    }

    /// Its words, on a `Text` issue.
    pub fn text(&self) -> Option<&str> {
        self.seldom.as_ref()?.text.as_deref()
    }

    /// What it asks for or accepts, whatever others do.
    pub fn plain(&self) -> OutcomeSet {
        // Asked a million times, and nearly always so.
        if self.accepts.is_empty() {
            return self.asks.clone();
        }
        self.asks.union(&self.accepts)
    }

    /// All that it would take: what it asks for, accepts, and offers on conditions that nobody refuses. `A` in
    /// the definition of the verdicts.
    pub fn takes(&self) -> OutcomeSet {
        self.plain_and(|offer| !offer.is_refused())
    }

    /// What it would take as things stand: with the offers whose conditions are met, and no other.
    pub fn takes_firmly(&self) -> OutcomeSet {
        self.plain_and(OfferInForce::is_firm)
    }

    /// What it offers on conditions that are refused, and takes in no other way.
    pub fn blocked(&self) -> OutcomeSet {
        if self.offers.is_empty() {
            return OutcomeSet::EMPTY;
        }
        let refused = self.offers.iter().filter(|offer| offer.is_refused());
        let outcomes = OutcomeSet::union_of(refused.map(|offer| &offer.outcomes));
        outcomes.difference(&self.takes())
    }

    /// All that it would take if every condition were met.
    pub fn takes_at_best(&self) -> OutcomeSet {
        self.plain_and(|_| true)
    }

    /// Its words with every run of white space as one space, and none at the ends; empty if it gives none.
    pub(super) fn words(&self) -> String {
        let text = self.text().unwrap_or_default();
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ")
    }

    fn plain_and(&self, counts: impl Fn(&OfferInForce) -> bool) -> OutcomeSet {
        let offers = self.offers.iter().filter(|offer| counts(offer));
        offers.fold(self.plain(), |all, offer| all.union(&offer.outcomes))
    }

    pub(super) fn is_within(&self, space: &OutcomeSet) -> bool {
        let sets = [
            &self.asks,
            &self.accepts,
            &self.rejects,
            self.contradicted(),
        ];
        sets.iter().all(|set| set.is_subset(space))
            && self
                .offers
                .iter()
                .all(|offer| !offer.outcomes.is_empty() && offer.outcomes.is_subset(space))
    }

    pub(super) fn within(mut self, space: &OutcomeSet) -> Self {
        for set in [&mut self.asks, &mut self.accepts, &mut self.rejects] {
            *set = set.intersection(space);
        }
        self.seldom = self.seldom.and_then(|mut seldom| {
            seldom.contradicted = seldom.contradicted.intersection(space);
            seldom.kept()
        });
        for offer in &mut self.offers {
            offer.outcomes = offer.outcomes.intersection(space);
        }
        if self.offers.iter().any(|offer| offer.outcomes.is_empty()) {
            let mut offers = self.offers.into_vec();
            offers.retain(|offer| !offer.outcomes.is_empty());
            self.offers = offers.into_boxed_slice();
        }
        self
    }
}

/// The weakest confidence with which these outcomes are said by a party: of each outcome the strongest stance
/// counts that `said` finds it in. `None` if there are no outcomes.
pub(super) fn weakest(
    position: &Position,
    answer: &Answer,
    outcomes: &OutcomeSet,
    said: impl Fn(&Sets) -> OutcomeSet,
) -> Option<Confidence> {
    if outcomes.is_empty() {
        return None;
    }
    if answer.confidence.is_some() {
        // Whichever of its stances says them, it is as sure of all.
        return answer.confidence;
    }
    let stances = || {
        answer
            .stances
            .iter()
            .filter_map(|&index| position.stances.get(index))
    };
    let mut left = outcomes.clone();
    for confidence in [
        Confidence::Stated,
        Confidence::Reported,
        Confidence::Inferred,
    ] {
        for stance in stances() {
            if let (Says::Sets(sets), true) = (&stance.says, stance.confidence == confidence) {
                left = left.difference(&said(sets));
            }
        }
        if left.is_empty() {
            return Some(confidence);
        }
    }
    Some(Confidence::Inferred)
}
