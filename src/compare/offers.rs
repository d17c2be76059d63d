//! Offers that are each the other's condition.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::RowComparison;
use crate::model::{Condition, OutcomeSet, Row, is_about};

/// Two parties, each of which would give way on one issue if the other did on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MatchedOffers {
    /// The parties, by their place among the compared ones.
    pub parties: (usize, usize),
    /// The issues that they offer something on, in the order of the parties.
    pub issues: (usize, usize),
}

/// One offer with one of its conditions on another issue.
#[derive(Clone, Copy)]
struct Conditional<'a> {
    party: usize,
    row: Row,
    outcomes: &'a OutcomeSet,
    on: usize,
    on_parts: Option<&'a [usize]>,
    is: &'a OutcomeSet,
}

/// Finds the pairs of offers, none of them refused, where each takes what the other wants for it.
pub(super) fn matched(rows: &[Arc<RowComparison>]) -> Vec<MatchedOffers> {
    // Only offers on an issue that wait for the other's issue can match, so they are found by both.
    let mut by_issues: BTreeMap<(usize, usize), Vec<Conditional<'_>>> = BTreeMap::new();
    let offers: Vec<Conditional<'_>> = rows
        .par_iter()
        .flat_map_iter(|row| conditionals(row))
        .collect();
    for offer in offers {
        let key = (offer.row.issue, offer.on);
        by_issues.entry(key).or_default().push(offer);
    }
    let mut found: BTreeSet<MatchedOffers> = BTreeSet::new();
    for (&(issue, on), offers) in &by_issues {
        let Some(others) = by_issues.get(&(on, issue)) else {
            continue;
        };
        for one in offers {
            for other in others.iter().filter(|other| one.party < other.party) {
                let pair = MatchedOffers {
                    parties: (one.party, other.party),
                    issues: (issue, on),
                };
                if answers(one, other) && answers(other, one) {
                    found.insert(pair);
                }
            }
        }
    }
    found.into_iter().collect()
}

/// Whether what `giver` offers is what `wanter` wants for its own offer.
fn answers(giver: &Conditional<'_>, wanter: &Conditional<'_>) -> bool {
    let names_the_part = is_about(wanter.on_parts, giver.row.part);
    giver.row.issue == wanter.on && names_the_part && giver.outcomes.intersects(wanter.is)
}

fn conditionals(row: &RowComparison) -> impl Iterator<Item = Conditional<'_>> {
    let offering = row.upkeep.offering.iter().copied();
    let offering = offering.filter_map(|place| Some((place, row.standings.get(place)?.answer()?)));
    offering.flat_map(move |(party, answer)| {
        let offers = answer.offers.iter().filter(|offer| !offer.is_refused());
        offers.flat_map(move |offer| {
            offer
                .provided
                .iter()
                .filter_map(move |judged| match &judged.condition {
                    Condition::On {
                        issue,
                        outcomes,
                        parts,
                    } => Some(Conditional {
                        party,
                        row: row.row,
                        outcomes: &offer.outcomes,
                        on: *issue,
                        on_parts: parts.as_deref(),
                        is: outcomes,
                    }),
                    Condition::Words(_) => None,
                })
        })
    })
}
