//! The answer of a party that is in force on a row: what its stances add up to as of a day.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::Question;
use super::conditions::{ConditionStatus, Judged};
use crate::model::{
    Confidence, Offer, OutcomeSet, PartialDate, Position, Priority, Row, Says, Sets, Stance, Talks,
    is_about,
};

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

/// What a party says on a row, all stances in force taken together and read within the row's outcomes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// What it demands.
    pub asks: OutcomeSet,
    /// What it would also take without a condition.
    pub accepts: OutcomeSet,
    /// What it would take on conditions.
    pub offers: Vec<OfferInForce>,
    /// What it refuses.
    pub rejects: OutcomeSet,
    /// What it took and refused on one day.
    pub contradicted: OutcomeSet,
    /// The date of the latest stance in the answer, as written.
    pub date: Option<PartialDate>,
    /// Terms that the outcomes do not carry.
    pub qualifier: Option<String>,
    /// How much it matters to the party.
    pub priority: Option<Priority>,
    /// Why it wants this.
    pub interest: Option<String>,
    /// Its words, on a `Text` issue.
    pub text: Option<String>,
    /// The stances that make the answer, as indices into [`Position::stances`], in order of date.
    pub stances: Vec<usize>,
    /// Whether something that the party said later has ended, so that this holds again.
    pub is_back: bool,
}

/// An offer in force, with the status of its conditions.
#[derive(Debug, Clone, PartialEq)]
pub struct OfferInForce {
    /// The outcomes that it would take.
    pub outcomes: OutcomeSet,
    /// Its conditions and their status, in file order.
    pub provided: Vec<Judged>,
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

    /// Whether the party has spoken.
    pub fn has_spoken(&self) -> bool {
        self.answer().is_some()
    }
}

impl Answer {
    /// What it asks for or accepts, whatever others do.
    pub fn plain(&self) -> OutcomeSet {
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
        let refused = self.offers.iter().filter(|offer| offer.is_refused());
        let outcomes = OutcomeSet::union_of(refused.map(|offer| &offer.outcomes));
        outcomes.difference(&self.takes())
    }

    /// All that it would take if every condition were met.
    pub fn takes_at_best(&self) -> OutcomeSet {
        self.plain_and(|_| true)
    }

    fn plain_and(&self, counts: impl Fn(&OfferInForce) -> bool) -> OutcomeSet {
        let offers = self.offers.iter().filter(|offer| counts(offer));
        let offered = offers.map(|offer| &offer.outcomes);
        OutcomeSet::union_of([&self.asks, &self.accepts].into_iter().chain(offered))
    }

    fn is_within(&self, space: &OutcomeSet) -> bool {
        let sets = [&self.asks, &self.accepts, &self.rejects, &self.contradicted];
        sets.iter().all(|set| set.is_subset(space))
            && self
                .offers
                .iter()
                .all(|offer| !offer.outcomes.is_empty() && offer.outcomes.is_subset(space))
    }

    fn within(mut self, space: &OutcomeSet) -> Self {
        for set in [
            &mut self.asks,
            &mut self.accepts,
            &mut self.rejects,
            &mut self.contradicted,
        ] {
            *set = set.intersection(space);
        }
        for offer in &mut self.offers {
            offer.outcomes = offer.outcomes.intersection(space);
        }
        self.offers.retain(|offer| !offer.outcomes.is_empty());
        self
    }
}

/// What each compared party has said on each row, before it is read within the row's outcomes.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// In the order of the agenda's rows; inside, one a compared party.
    pub(super) rows: Vec<Vec<Arc<Uttered>>>,
}

/// What one party has said on one row.
#[derive(Debug)]
pub(super) struct Uttered {
    standing: Standing,
    /// The outcomes that its stances in force name by id.
    named: OutcomeSet,
    /// Every stance in force that wishes for an order, as indices.
    pub(super) wishing: Vec<usize>,
}

impl Said {
    pub(super) fn collect(talks: &Talks, question: &Question) -> Self {
        let agenda_rows: Vec<Row> = talks.agenda.rows().collect();
        let by_party: Vec<Vec<Arc<Uttered>>> = question
            .parties
            .par_iter()
            .filter_map(|&party| talks.positions.get(party))
            .map(|position| {
                let mut speech = Speech::of(position, talks.agenda.issues.len());
                let rows = agenda_rows.iter();
                rows.map(|&row| speech.on(row, question)).collect()
            })
            .collect();
        let mut rows: Vec<Vec<Arc<Uttered>>> = agenda_rows
            .iter()
            .map(|_| Vec::with_capacity(by_party.len()))
            .collect();
        for of_party in by_party {
            for (row, uttered) in rows.iter_mut().zip(of_party) {
                row.push(uttered);
            }
        }
        Self { rows }
    }

    /// The outcomes of each row, with where each party stands within them.
    pub(super) fn standings(
        &self,
        talks: &Talks,
        as_of: Option<Date>,
    ) -> Vec<(OutcomeSet, Vec<Standing>)> {
        let rows: Vec<Row> = talks.agenda.rows().collect();
        rows.par_iter()
            .zip(&self.rows)
            .map(|(row, uttered)| {
                let named = OutcomeSet::union_of(uttered.iter().map(|one| &one.named));
                let space = talks
                    .agenda
                    .issues
                    .get(row.issue)
                    .map(|issue| issue.space.of_row(row.part, as_of, &named))
                    .unwrap_or_default();
                let standings = uttered.iter().map(|one| one.within(&space)).collect();
                (space, standings)
            })
            .collect()
    }
}

impl Uttered {
    /// Where the party stands, whatever the outcomes of the row.
    pub(super) fn raw(&self) -> &Standing {
        &self.standing
    }

    /// The outcomes that its stances in force name by id.
    pub(super) fn named(&self) -> &OutcomeSet {
        &self.named
    }

    /// Where the party stands, read within these outcomes.
    pub(super) fn within(&self, space: &OutcomeSet) -> Standing {
        match &self.standing {
            Standing::Spoken(answer) if !answer.is_within(space) => {
                Standing::Spoken(Arc::new(answer.as_ref().clone().within(space)))
            }
            // Most answers lie within the outcomes of their row, and are shared instead of copied.
            other => other.clone(),
        }
    }
}

/// All that one party has said, issue by issue.
struct Speech<'t> {
    position: &'t Position,
    by_issue: Vec<OnIssue>,
    /// What it has said where no stance speaks.
    nothing: Arc<Uttered>,
    /// What it has said on the parts of this issue that no stance names: the same on all of them.
    on_other_parts: Option<(usize, Arc<Uttered>)>,
}

/// The stances on one issue.
#[derive(Default)]
struct OnIssue {
    /// As indices, in file order.
    stances: Vec<usize>,
    /// The parts that some of them name.
    named: BTreeSet<usize>,
}

impl<'t> Speech<'t> {
    fn of(position: &'t Position, issues: usize) -> Self {
        let mut by_issue: Vec<OnIssue> = (0..issues).map(|_| OnIssue::default()).collect();
        for (index, stance) in position.stances.iter().enumerate() {
            if let Some(on) = by_issue.get_mut(stance.issue) {
                on.stances.push(index);
                on.named.extend(stance.parts.iter().flatten());
            }
        }
        Self {
            position,
            by_issue,
            nothing: Arc::new(Draft::default().finish(false)),
            on_other_parts: None,
        }
    }

    /// What it has said on a row.
    fn on(&mut self, row: Row, question: &Question) -> Arc<Uttered> {
        let Some(on) = self
            .by_issue
            .get(row.issue)
            .filter(|on| !on.stances.is_empty())
        else {
            return Arc::clone(&self.nothing);
        };
        let is_named = row.part.is_some_and(|part| on.named.contains(&part));
        if let Some((issue, uttered)) = &self.on_other_parts
            && *issue == row.issue
            && !is_named
        {
            return Arc::clone(uttered);
        }
        let uttered = Arc::new(utter(self.position, &on.stances, row, question));
        if row.part.is_some() && !is_named {
            self.on_other_parts = Some((row.issue, Arc::clone(&uttered)));
        }
        uttered
    }
}

pub(super) fn utter(
    position: &Position,
    of_issue: &[usize],
    row: Row,
    question: &Question,
) -> Uttered {
    let mut stances: Vec<(usize, &Stance)> = of_issue
        .iter()
        .filter_map(|&index| position.stances.get(index).map(|stance| (index, stance)))
        .filter(|(_, stance)| {
            is_about(stance.parts.as_deref(), row.part) && is_said(stance, question)
        })
        .collect();
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
    let is_back = with_ended.is_some_and(|other| {
        let had: BTreeSet<usize> = other.stances.iter().map(|(index, _)| *index).collect();
        draft.stances.iter().any(|(index, _)| !had.contains(index))
    });
    draft.finish(is_back)
}

fn is_said(stance: &Stance, question: &Question) -> bool {
    let day = stance.day();
    let in_time = question
        .as_of
        .is_none_or(|as_of| day.is_none_or(|day| day <= as_of));
    let counted = question
        .from
        .is_none_or(|from| day.is_some_and(|day| day >= from));
    in_time && counted
}

fn has_ended(stance: &Stance, question: &Question) -> bool {
    match (stance.until, question.as_of) {
        (Some(until), Some(as_of)) => until.first_day() <= as_of,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// What is in force after some days.
#[derive(Default)]
struct Draft<'a> {
    sets: Sets,
    contradicted: OutcomeSet,
    stances: Vec<(usize, &'a Stance)>,
    wishing: Vec<usize>,
    is_withdrawn: bool,
}

impl<'a> Draft<'a> {
    /// What is in force after all of these, which are in order of date.
    fn of(stances: &[(usize, &'a Stance)]) -> Self {
        // Nearly always there is one stance, and nothing to join it with.
        if let [(index, stance)] = stances
            && let Says::Sets(sets) = &stance.says
        {
            let has_wishes = !stance.after.is_empty() || !stance.before.is_empty();
            return Self {
                sets: sets.clone(),
                stances: stances.to_vec(),
                wishing: if has_wishes { vec![*index] } else { Vec::new() },
                ..Self::default()
            };
        }
        let mut draft = Self::default();
        for day in stances.chunk_by(|(_, a), (_, b)| a.day() == b.day()) {
            draft.hear(day);
        }
        draft
    }

    /// Takes in all that was said on one day.
    fn hear(&mut self, day: &[(usize, &'a Stance)]) {
        let is_wish = |stance: &Stance| stance.says == Says::Wishes;
        let of_kind = |adds: bool| {
            let of_kind: Vec<_> = day
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
        let withdraws_today = !replacing.is_empty() && self.is_withdrawn;
        if !withdraws_today {
            if !replacing.is_empty() {
                (self.sets, self.contradicted) = join(&replacing);
                self.keep(&replacing);
            }
            if !adding.is_empty() {
                let (sets, contradicted) = join(&adding);
                self.add(sets, &contradicted);
                self.keep(&adding);
            }
        }
        // Nothing that is said on a day of withdrawal is in force, wishes included.
        if !withdraws_today {
            let wishes = day.iter().filter(|(_, stance)| is_wish(stance));
            self.wishing.extend(wishes.map(|(index, _)| *index));
        }
    }

    fn keep(&mut self, stances: &[(usize, &'a Stance)]) {
        self.stances.extend(stances);
        let wishing = stances
            .iter()
            .filter(|(_, stance)| !stance.after.is_empty() || !stance.before.is_empty());
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

    fn finish(self, is_back: bool) -> Uttered {
        let named = self
            .stances
            .iter()
            .filter_map(|(_, stance)| match &stance.says {
                Says::Sets(sets) => Some(&sets.named),
                _ => None,
            });
        let named = OutcomeSet::union_of(named);
        let wishing = self.wishing.clone();
        let standing = if !self.stances.is_empty() {
            Standing::Spoken(Arc::new(self.answer(is_back)))
        } else if self.is_withdrawn {
            Standing::Withdrawn
        } else {
            Standing::Silent
        };
        Uttered {
            standing,
            named,
            wishing,
        }
    }

    fn answer(self, is_back: bool) -> Answer {
        let latest = |pick: &dyn Fn(&Stance) -> Option<String>| {
            self.stances
                .iter()
                .rev()
                .find_map(|(_, stance)| pick(stance))
        };
        let text = |stance: &Stance| match &stance.says {
            Says::Text(text) => Some(text.clone()),
            _ => None,
        };
        let date = self.stances.last().and_then(|(_, stance)| stance.date);
        let provided = |offer: &Offer| {
            offer
                .provided
                .iter()
                .map(|condition| Judged {
                    condition: condition.clone(),
                    status: ConditionStatus::Open,
                })
                .collect()
        };
        Answer {
            date,
            qualifier: latest(&|stance| stance.qualifier.clone()),
            priority: self
                .stances
                .iter()
                .rev()
                .find_map(|(_, stance)| stance.priority),
            interest: latest(&|stance| stance.interest.clone()),
            text: latest(&text),
            stances: self.stances.iter().map(|(index, _)| *index).collect(),
            is_back,
            offers: self
                .sets
                .offers
                .iter()
                .map(|offer| OfferInForce {
                    outcomes: offer.outcomes.clone(),
                    provided: provided(offer),
                })
                .collect(),
            asks: self.sets.asks,
            accepts: self.sets.accepts,
            rejects: self.sets.rejects,
            contradicted: self.contradicted,
        }
    }
}

fn those_that_name_the_part(stances: Vec<(usize, &Stance)>) -> Vec<(usize, &Stance)> {
    let naming: Vec<_> = stances
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
    let mut left = outcomes.clone();
    for confidence in [
        Confidence::Stated,
        Confidence::Reported,
        Confidence::Inferred,
    ] {
        for stance in answer
            .stances
            .iter()
            .filter_map(|&index| position.stances.get(index))
        {
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
