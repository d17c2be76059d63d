//! Whether the conditions that offers hang on are met, open or refused by what the others say.

use super::Standing;
use crate::model::{Agenda, Condition, OutcomeSet, Row};

/// How the other parties relate to a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConditionStatus {
    /// Every other party would take some outcome that fulfils it.
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

/// Sets the status of every condition, given where all parties stand on all rows.
///
/// A row that is `settled` is judged by what it is settled to, and not by what the parties say.
pub(super) fn judge(
    agenda: &Agenda,
    rows: &mut [(OutcomeSet, Vec<Standing>)],
    settled: impl Fn(Row) -> Option<OutcomeSet>,
) {
    let all: Vec<Row> = agenda.rows().collect();
    let bench = Bench {
        agenda,
        all: &all,
        first_rows: first_rows(agenda),
        settled,
    };
    let mut found = Vec::new();
    for (at, (_, standings)) in rows.iter().enumerate() {
        for (party, standing) in standings.iter().enumerate() {
            let offers = standing.answer().map_or(&[][..], |answer| &answer.offers);
            let conditions = offers.iter().map(|offer| {
                offer
                    .provided
                    .iter()
                    .map(|judged| bench.status(rows, party, &judged.condition))
                    .collect()
            });
            let statuses: Vec<Vec<ConditionStatus>> = conditions.collect();
            if !statuses.is_empty() {
                found.push((at, party, statuses));
            }
        }
    }
    for (at, party, statuses) in found {
        let standing = rows
            .get_mut(at)
            .and_then(|(_, standings)| standings.get_mut(party));
        if let Some(Standing::Spoken(answer)) = standing {
            for (offer, statuses) in answer.offers.iter_mut().zip(statuses) {
                for (judged, status) in offer.provided.iter_mut().zip(statuses) {
                    judged.status = status;
                }
            }
        }
    }
}

/// Where the rows of each issue begin.
fn first_rows(agenda: &Agenda) -> Vec<usize> {
    let mut next = 0;
    let places = agenda.issues.iter().map(|issue| {
        let first = next;
        next += issue.parts.len().max(1);
        first
    });
    places.collect()
}

/// What conditions are judged with.
struct Bench<'a, S> {
    agenda: &'a Agenda,
    all: &'a [Row],
    first_rows: Vec<usize>,
    settled: S,
}

impl<S: Fn(Row) -> Option<OutcomeSet>> Bench<'_, S> {
    fn status(
        &self,
        rows: &[(OutcomeSet, Vec<Standing>)],
        party: usize,
        condition: &Condition,
    ) -> ConditionStatus {
        let Condition::On {
            issue,
            outcomes,
            parts,
        } = condition
        else {
            return ConditionStatus::Open;
        };
        let (Some(known), Some(&first)) =
            (self.agenda.issues.get(*issue), self.first_rows.get(*issue))
        else {
            return ConditionStatus::Open;
        };
        let named = match parts {
            Some(parts) => parts.clone(),
            None => (0..known.parts.len().max(1)).collect(),
        };
        let mut worst = ConditionStatus::Met;
        for part in named {
            let (Some(&row), Some(said)) = (self.all.get(first + part), rows.get(first + part))
            else {
                continue;
            };
            let status = match (self.settled)(row) {
                Some(term) => status_by_term(&term, outcomes),
                None => status_on_row(said, party, outcomes),
            };
            worst = worst.max(status);
        }
        worst
    }
}

fn status_by_term(term: &OutcomeSet, outcomes: &OutcomeSet) -> ConditionStatus {
    if term.is_subset(outcomes) {
        ConditionStatus::Met
    } else if term.intersects(outcomes) {
        ConditionStatus::Open
    } else {
        ConditionStatus::Refused
    }
}

fn status_on_row(
    (space, standings): &(OutcomeSet, Vec<Standing>),
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
