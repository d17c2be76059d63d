//! What the stances of a party on a row add up to as of a day.

use std::collections::BTreeSet;

use jiff::civil::Date;
use smallvec::SmallVec;

use super::Question;
use super::answer::{Answer, OfferInForce, Seldom, Standing};
use super::citing::SoleSource;
use super::conditions::{ConditionStatus, Judged};
use super::said::{Uttered, Voiced};
use crate::model::{Condition, Offer, OutcomeSet, Position, Row, Says, Sets, Stance, is_about};

/// Stances with their indices; nearly always no more than two.
pub(super) type Stances<'a> = SmallVec<[(usize, &'a Stance); 2]>;

/// The stances of a party on a row that count, of those on the issue: they were said by the day, and late enough.
pub(super) fn in_time<'p>(
    position: &'p Position,
    of_issue: &[usize],
    row: Row,
    question: &Question,
) -> Stances<'p> {
    let stances = of_issue
        .iter()
        .filter_map(|&index| position.stances.get(index).map(|stance| (index, stance)));
    let in_time = stances.filter(|(_, stance)| {
        is_about(stance.parts.as_deref(), row.part)
            && counts(stance, question)
            && is_said(stance, question)
    });
    in_time.collect()
}

/// What a party has said on a row by these stances, in file order. Given are the outcomes of the row that were added later.
pub(super) fn utter(mut stances: Stances<'_>, added: &OutcomeSet, question: &Question) -> Uttered {
    if stances.is_empty() {
        return Uttered::NOTHING;
    }
    if let [(index, stance)] = *stances
        && let Says::Sets(sets) = &stance.says
        && !has_ended(stance, question)
    {
        return of_one((index, stance), sets, added);
    }
    // The sort is stable: of one date, file order stays.
    stances.sort_by_key(|(_, stance)| stance.day());
    // What a statement that has ended had replaced is back.
    let with_ended = if stances
        .iter()
        .any(|(_, stance)| has_ended(stance, question))
    {
        Some(Draft::of(&stances))
    } else {
        None
    };
    stances.retain(|(_, stance)| !has_ended(stance, question));
    let draft = Draft::of(&stances);
    let is_back = with_ended.is_some_and(|other| draft.has_more_than(&other));
    draft.finish(is_back, added)
}

/// What a party has said on a row as one day follows the other.
#[derive(Default)]
pub(super) struct Course<'a> {
    /// Its stances on the row, in order of date; of one date in file order.
    stances: Stances<'a>,
    /// How many of them were said by the last day, and how many of these had ended by then.
    said: usize,
    ended: usize,
    /// What was in force on the last day, and what would have been if nothing had ended.
    draft: Draft<'a>,
    with_ended: Draft<'a>,
}

impl<'a> Course<'a> {
    /// Of the stances on a row, with their indices, in file order.
    pub(super) fn of(stances: impl Iterator<Item = (usize, &'a Stance)>) -> Self {
        let mut stances: Stances<'_> = stances.collect();
        stances.sort_by_key(|(_, stance)| stance.day());
        Self {
            stances,
            ..Self::default()
        }
    }

    /// Where the party stands as of a day, which is not before any day that was asked for earlier.
    pub(super) fn on(&mut self, as_of: Option<Date>) -> Standing {
        let question = Question {
            as_of,
            ..Question::default()
        };
        let is_left = |(_, stance): &&(usize, &Stance)| !has_ended(stance, &question);
        let before = self.stances.get(..self.said).unwrap_or_default();
        let said = self.stances.iter();
        self.said = said
            .take_while(|(_, stance)| is_said(stance, &question))
            .count();
        let said = self.stances.get(..self.said).unwrap_or_default();
        let new = said.get(before.len()..).unwrap_or_default();
        self.with_ended.hear_all(new);
        if before.len() - before.iter().filter(is_left).count() == self.ended {
            let left: Stances<'_> = new.iter().filter(is_left).copied().collect();
            self.draft.hear_all(&left);
        } else {
            // What has ended meanwhile may have replaced what was said before.
            let left: Stances<'_> = said.iter().filter(is_left).copied().collect();
            self.draft = Draft::of(&left);
        }
        self.ended = said.len() - said.iter().filter(is_left).count();
        let is_back = self.ended > 0 && self.draft.has_more_than(&self.with_ended);
        let uttered = self.draft.clone().finish(is_back, &OutcomeSet::EMPTY);
        uttered.standing()
    }
}

/// What one stance says that nothing else adds to, which is nearly every answer.
fn of_one((index, stance): (usize, &Stance), sets: &Sets, added: &OutcomeSet) -> Uttered {
    let late = if added.is_empty() {
        OutcomeSet::EMPTY
    } else {
        sets.named.intersection(added)
    };
    let wishing = if has_wishes(stance) {
        vec![index]
    } else {
        Vec::new()
    };
    let seldom = Seldom {
        qualifier: stance.qualifier.clone(),
        contradicted: OutcomeSet::EMPTY,
        interest: stance.interest.clone(),
        text: None,
    };
    let answer = Answer {
        asks: sets.asks.clone(),
        accepts: sets.accepts.clone(),
        offers: in_force(&sets.offers),
        rejects: sets.rejects.clone(),
        date: stance.date,
        priority: stance.priority,
        stances: SmallVec::from_slice(&[index]),
        source: SoleSource::of([stance]),
        confidence: Some(stance.confidence),
        is_back: false,
        names_rest: sets.rest.is_some(),
        has_summary: stance.summary.is_some(),
        has_passages: stance.has_passages(),
        seldom: seldom.kept(),
    };
    Uttered::new(Voiced::Held(answer), late, wishing)
}

fn has_wishes(stance: &Stance) -> bool {
    !stance.after.is_empty() || !stance.before.is_empty()
}

fn names_rest(stance: &Stance) -> bool {
    matches!(&stance.says, Says::Sets(sets) if sets.rest.is_some())
}

/// Offers of which nobody has judged the conditions yet.
fn in_force(offers: &[Offer]) -> Box<[OfferInForce]> {
    let open = |condition: &Condition| Judged {
        condition: condition.clone(),
        status: ConditionStatus::Open,
    };
    let offers = offers.iter().map(|offer| OfferInForce {
        outcomes: offer.outcomes.clone(),
        provided: offer.provided.iter().map(open).collect(),
    });
    offers.collect()
}

/// Whether it was said late enough.
fn counts(stance: &Stance, question: &Question) -> bool {
    question
        .from
        .is_none_or(|from| stance.day().is_some_and(|day| day >= from))
}

/// Whether it was said by then.
fn is_said(stance: &Stance, question: &Question) -> bool {
    question
        .as_of
        .is_none_or(|as_of| stance.day().is_none_or(|day| day <= as_of))
}

fn has_ended(stance: &Stance, question: &Question) -> bool {
    match (stance.until, question.as_of) {
        (Some(until), Some(as_of)) => until.first_day() <= as_of,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// What is in force after some days.
#[derive(Clone, Default)]
struct Draft<'a> {
    sets: Sets,
    contradicted: OutcomeSet,
    stances: Stances<'a>,
    wishing: Vec<usize>,
    is_withdrawn: bool,
}

impl<'a> Draft<'a> {
    /// What is in force after all of these, which are in order of date.
    fn of(stances: &[(usize, &'a Stance)]) -> Self {
        let mut draft = Self::default();
        draft.hear_all(stances);
        draft
    }

    /// Takes in these, which are in order of date, and after all that was taken in before.
    fn hear_all(&mut self, stances: &[(usize, &'a Stance)]) {
        for day in stances.chunk_by(|(_, a), (_, b)| a.day() == b.day()) {
            self.hear(day);
        }
    }

    /// Whether a stance is in force here that is not in force there.
    fn has_more_than(&self, other: &Self) -> bool {
        let known: BTreeSet<usize> = other.stances.iter().map(|(index, _)| *index).collect();
        self.stances.iter().any(|(index, _)| !known.contains(index))
    }

    /// Takes in all that was said on one day.
    fn hear(&mut self, day: &[(usize, &'a Stance)]) {
        let is_wish = |stance: &Stance| stance.says == Says::Wishes;
        let of_kind = |adds: bool| {
            let of_kind: Stances<'_> = day
                .iter()
                .copied()
                .filter(|(_, stance)| !is_wish(stance) && stance.adds == adds)
                .collect();
            those_that_name_the_part(of_kind)
        };
        let (replacing, adding) = (of_kind(false), of_kind(true));
        if !replacing.is_empty() {
            *self = Self::default();
        }
        self.is_withdrawn |= replacing
            .iter()
            .any(|(_, stance)| stance.says == Says::Withdrawn);
        // Nothing that is said on a day of withdrawal is in force, wishes included.
        if !replacing.is_empty() && self.is_withdrawn {
            return;
        }
        if !replacing.is_empty() {
            (self.sets, self.contradicted) = join(&replacing);
            self.keep(&replacing);
        }
        if !adding.is_empty() {
            let (sets, contradicted) = join(&adding);
            self.add(sets, &contradicted);
            self.keep(&adding);
        }
        let wishes = day.iter().filter(|(_, stance)| is_wish(stance));
        self.wishing.extend(wishes.map(|(index, _)| *index));
    }

    fn keep(&mut self, stances: &[(usize, &'a Stance)]) {
        self.stances.extend(stances.iter().copied());
        let wishing = stances.iter().filter(|(_, stance)| has_wishes(stance));
        self.wishing.extend(wishing.map(|(index, _)| *index));
    }

    /// The later word wins: what it takes leaves the refusals, what it rejects leaves what was taken.
    fn add(&mut self, later: Sets, contradicted: &OutcomeSet) {
        let taken = later.taken();
        let said = taken.union(&later.rejects).union(contradicted);
        self.sets.rejects = self.sets.rejects.difference(&said).union(&later.rejects);
        let gone = later.rejects.union(contradicted);
        self.sets.asks = self.sets.asks.difference(&gone).union(&later.asks);
        self.sets.accepts = self.sets.accepts.difference(&gone).union(&later.accepts);
        remove_from_offers(&mut self.sets.offers, &gone);
        self.sets.offers.extend(later.offers);
        self.contradicted = self.contradicted.difference(&said).union(contradicted);
    }

    fn finish(mut self, is_back: bool, added: &OutcomeSet) -> Uttered {
        let late = if added.is_empty() {
            OutcomeSet::EMPTY
        } else {
            let named = self
                .stances
                .iter()
                .filter_map(|(_, stance)| match &stance.says {
                    Says::Sets(sets) => Some(&sets.named),
                    _ => None,
                });
            OutcomeSet::union_of(named).intersection(added)
        };
        let wishing = std::mem::take(&mut self.wishing);
        let voiced = if !self.stances.is_empty() {
            Voiced::Held(self.answer(is_back))
        } else if self.is_withdrawn {
            Voiced::Withdrawal
        } else {
            Voiced::Nothing
        };
        Uttered::new(voiced, late, wishing)
    }

    fn answer(self, is_back: bool) -> Answer {
        let latest = |pick: &dyn Fn(&Stance) -> Option<Box<str>>| {
            self.stances
                .iter()
                .rev()
                .find_map(|(_, stance)| pick(stance))
        };
        let text = |stance: &Stance| match &stance.says {
            Says::Text(text) => Some(text.as_str().into()),
            _ => None,
        };
        let date = self.stances.last().and_then(|(_, stance)| stance.date);
        let mut confidences = self.stances.iter().map(|(_, stance)| stance.confidence);
        let confidence = confidences.next();
        let confidence = confidence.filter(|first| confidences.all(|other| other == *first));
        let seldom = Seldom {
            qualifier: latest(&|stance| stance.qualifier.clone()),
            interest: latest(&|stance| stance.interest.clone()),
            text: latest(&text),
            contradicted: self.contradicted,
        };
        Answer {
            date,
            priority: self
                .stances
                .iter()
                .rev()
                .find_map(|(_, stance)| stance.priority),
            stances: self.stances.iter().map(|(index, _)| *index).collect(),
            source: SoleSource::of(self.stances.iter().map(|(_, stance)| *stance)),
            confidence,
            is_back,
            names_rest: self.stances.iter().any(|(_, stance)| names_rest(stance)),
            has_summary: self
                .stances
                .iter()
                .any(|(_, stance)| stance.summary.is_some()),
            has_passages: self.stances.iter().any(|(_, stance)| stance.has_passages()),
            offers: in_force(&self.sets.offers),
            asks: self.sets.asks,
            accepts: self.sets.accepts,
            rejects: self.sets.rejects,
            seldom: seldom.kept(),
        }
    }
}

fn those_that_name_the_part(stances: Stances<'_>) -> Stances<'_> {
    let naming: Stances<'_> = stances
        .iter()
        .copied()
        .filter(|(_, stance)| stance.parts.is_some())
        .collect();
    if naming.is_empty() { stances } else { naming }
}

/// Unites the stances of one date; an outcome that is taken in one and rejected in another is contradicted.
fn join(stances: &[(usize, &Stance)]) -> (Sets, OutcomeSet) {
    let said = || {
        stances.iter().filter_map(|(_, stance)| match &stance.says {
            Says::Sets(sets) => Some(sets),
            _ => None,
        })
    };
    let mut sets = Sets {
        asks: OutcomeSet::union_of(said().map(|sets| &sets.asks)),
        accepts: OutcomeSet::union_of(said().map(|sets| &sets.accepts)),
        rejects: OutcomeSet::union_of(said().map(|sets| &sets.rejects)),
        offers: said().flat_map(|sets| &sets.offers).cloned().collect(),
        ..Sets::default()
    };
    let contradicted = sets.taken().intersection(&sets.rejects);
    if !contradicted.is_empty() {
        for set in [&mut sets.asks, &mut sets.accepts, &mut sets.rejects] {
            *set = set.difference(&contradicted);
        }
        remove_from_offers(&mut sets.offers, &contradicted);
    }
    (sets, contradicted)
}

fn remove_from_offers(offers: &mut Vec<Offer>, gone: &OutcomeSet) {
    for offer in offers.iter_mut() {
        offer.outcomes = offer.outcomes.difference(gone);
    }
    offers.retain(|offer| !offer.outcomes.is_empty());
}
