//! Whether the conditions that offers hang on are met, open or refused by what the others say.

use super::Standing;
use crate::model::{Agenda, Condition, OutcomeSet};

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
pub(super) fn judge(agenda: &Agenda, rows: &mut [(OutcomeSet, Vec<Standing>)]) {
    let places = places_of_issues(agenda);
    let mut found = Vec::new();
    for (at, (_, standings)) in rows.iter().enumerate() {
        for (party, standing) in standings.iter().enumerate() {
            for (offer_at, offer) in standing
                .answer()
                .iter()
                .flat_map(|answer| answer.offers.iter().enumerate())
            {
                for (condition_at, judged) in offer.provided.iter().enumerate() {
                    let status = status(agenda, &places, rows, party, &judged.condition);
                    found.push((at, party, offer_at, condition_at, status));
                }
            }
        }
    }
    for (at, party, offer_at, condition_at, status) in found {
        let standing = rows
            .get_mut(at)
            .and_then(|(_, standings)| standings.get_mut(party));
        if let Some(Standing::Spoken(answer)) = standing {
            let offer = answer.offers.get_mut(offer_at);
            if let Some(judged) = offer.and_then(|offer| offer.provided.get_mut(condition_at)) {
                judged.status = status;
            }
        }
    }
}

/// Where the rows of each issue begin.
fn places_of_issues(agenda: &Agenda) -> Vec<usize> {
    let mut place = 0;
    let mut places = Vec::with_capacity(agenda.issues.len());
    for issue in &agenda.issues {
        places.push(place);
        place += issue.parts.len().max(1);
    }
    places
}

fn status(
    agenda: &Agenda,
    places: &[usize],
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
    let (Some(known), Some(&place)) = (agenda.issues.get(*issue), places.get(*issue)) else {
        return ConditionStatus::Open;
    };
    let all: Vec<usize> = match parts {
        Some(parts) => parts.clone(),
        None => (0..known.parts.len().max(1)).collect(),
    };
    let mut worst = ConditionStatus::Met;
    for row in all.into_iter().filter_map(|part| rows.get(place + part)) {
        worst = worst.max(status_on_row(row, party, outcomes));
    }
    worst
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
