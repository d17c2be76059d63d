//! Whether the conditions that offers hang on are met, open or refused by what the others say.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::rows::Rows;
use super::said::ROWS_AT_A_TIME;
use super::sequence::Wishing;
use super::{Answer, RowComparison, Standing};
use crate::model::{Condition, OutcomeSet};

/// How the other parties relate to a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConditionStatus {
    /// Some outcome that fulfils it is one that every other party asks for or accepts, and so does the party itself if
    /// it has spoken there.
    Met,
    /// Neither met nor refused.
    Open,
    /// Some other party refuses every outcome that fulfils it.
    Refused,
}

/// A condition with its status.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The condition.
    pub condition: Condition,
    /// Its status.
    pub status: ConditionStatus,
}

/// Where all parties stand on a row.
pub(super) struct Stood {
    /// The outcomes of the row.
    pub(super) space: OutcomeSet,
    /// One a compared party.
    pub(super) standings: Vec<Standing>,
    /// The places of those that offer something on conditions.
    pub(super) offering: Box<[usize]>,
    /// The sources that their answers cite, as indices, each once, in the order in which they come up.
    pub(super) cited: Box<[usize]>,
    /// The stances in force that want something settled before something.
    pub(super) wishing: Box<[Wishing]>,
}

/// How far the comparison of a row has come.
pub(super) enum Stage {
    /// It is as known.
    Known,
    /// It is known where the parties stand.
    Stood(Stood),
    /// It is compared, since nobody there offers anything on conditions.
    Compared(Arc<RowComparison>),
}

impl Stage {
    /// Where the parties stand, if that is known and no more.
    pub(super) fn stood(&self) -> Option<&Stood> {
        match self {
            Self::Stood(stood) => Some(stood),
            Self::Known | Self::Compared(_) => None,
        }
    }
}

/// What conditions are judged with.
pub(super) struct Bench<'a, S> {
    rows: &'a Rows,
    known: &'a [Arc<RowComparison>],
    settled: S,
}

/// The row, the party and its answer with the status of its conditions.
type Found = (usize, usize, Arc<Answer>);

impl<'a, S: Fn(usize) -> Option<&'a OutcomeSet> + Sync> Bench<'a, S> {
    /// Where it is not known otherwise, parties stand on a row as in the `known` comparison. A row in a place that is
    /// `settled` is judged by what it is settled to, and not by what the parties say.
    pub(super) fn new(rows: &'a Rows, known: &'a [Arc<RowComparison>], settled: S) -> Self {
        Self {
            rows,
            known,
            settled,
        }
    }

    /// Sets the status of every condition on the rows of which no more is known than where the parties stand. All rows are
    /// here.
    pub(super) fn judge(&self, stood: &mut [Stage]) {
        let all: &[Stage] = stood;
        let chunks = all.par_chunks(ROWS_AT_A_TIME).enumerate();
        let found: Vec<Vec<Found>> = chunks
            .map(|(nth, chunk)| self.judge_some(all, nth * ROWS_AT_A_TIME, chunk))
            .collect();
        for (at, party, judged) in found.into_iter().flatten() {
            if let Some(Stage::Stood(stood)) = stood.get_mut(at)
                && let Some(standing) = stood.standings.get_mut(party)
            {
                *standing = Standing::Spoken(judged);
            }
        }
    }

    /// The answers with conditions on some rows that follow each other, from this place on.
    fn judge_some(&self, all: &[Stage], start: usize, rows: &[Stage]) -> Vec<Found> {
        let mut found = Vec::new();
        // An answer on several parts is one answer, and is judged once.
        let mut last: BTreeMap<usize, (&Arc<Answer>, Arc<Answer>)> = BTreeMap::new();
        for (at, stood) in (start..).zip(rows) {
            let Some(stood) = stood.stood() else {
                continue;
            };
            for &party in &stood.offering {
                let Some(Standing::Spoken(answer)) = stood.standings.get(party) else {
                    continue;
                };
                let judged = match last.get(&party) {
                    Some((known, judged)) if Arc::ptr_eq(known, answer) => Arc::clone(judged),
                    _ => self.judged(all, party, answer),
                };
                last.insert(party, (answer, Arc::clone(&judged)));
                found.push((at, party, judged));
            }
        }
        found
    }

    /// The answer with the status of its conditions, which is nearly always the one that it has.
    fn judged(&self, all: &[Stage], party: usize, answer: &Arc<Answer>) -> Arc<Answer> {
        let mut judged = Arc::clone(answer);
        for (nth, offer) in answer.offers.iter().enumerate() {
            for (at, one) in offer.provided.iter().enumerate() {
                let status = self.status(all, party, &one.condition);
                if status == one.status {
                    continue;
                }
                let offer = Arc::make_mut(&mut judged).offers.get_mut(nth);
                if let Some(one) = offer.and_then(|offer| offer.provided.get_mut(at)) {
                    one.status = status;
                }
            }
        }
        judged
    }

    fn status(&self, all: &[Stage], party: usize, condition: &Condition) -> ConditionStatus {
        let Condition::On {
            issue,
            outcomes,
            parts,
        } = condition
        else {
            return ConditionStatus::Open;
        };
        let mut worst = ConditionStatus::Met;
        let mut is_known = false;
        for (at, _) in self.rows.of_issue(*issue, parts.as_deref()) {
            let stood = match (all.get(at), self.known.get(at)) {
                (Some(Stage::Stood(stood)), _) => (&stood.space, stood.standings.as_slice()),
                (Some(Stage::Compared(known)), _) | (_, Some(known)) => {
                    (&known.space, known.standings.as_slice())
                }
                _ => continue,
            };
            is_known = true;
            let status = match (self.settled)(at) {
                Some(term) => status_by_term(stood.0, term, outcomes),
                None => status_on_row(stood, party, outcomes),
            };
            worst = worst.max(status);
        }
        if !is_known {
            return ConditionStatus::Open;
        }
        worst
    }
}

fn status_by_term(space: &OutcomeSet, term: &OutcomeSet, outcomes: &OutcomeSet) -> ConditionStatus {
    if term.is_subset(outcomes) {
        ConditionStatus::Met
    } else if term.intersects(outcomes) || !outcomes.intersects(space) {
        // A condition of which nothing is left on the row is open, whatever the term.
        ConditionStatus::Open
    } else {
        ConditionStatus::Refused
    }
}

fn status_on_row(
    (space, standings): (&OutcomeSet, &[Standing]),
    party: usize,
    outcomes: &OutcomeSet,
) -> ConditionStatus {
    let mut common = outcomes.intersection(space);
    if common.is_empty() {
        return ConditionStatus::Open;
    }
    let others = || {
        standings
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != party)
            .map(|(_, standing)| standing)
    };
    let refuses = |standing: &Standing| {
        standing
            .answer()
            .is_some_and(|answer| common.is_subset(&answer.rejects))
    };
    if others().any(refuses) {
        return ConditionStatus::Refused;
    }
    for standing in others() {
        match standing.answer() {
            Some(answer) => common = common.intersection(&answer.plain()),
            None => return ConditionStatus::Open,
        }
    }
    if let Some(own) = standings.get(party).and_then(Standing::answer) {
        common = common.intersection(&own.plain());
    }
    if common.is_empty() {
        ConditionStatus::Open
    } else {
        ConditionStatus::Met
    }
}
