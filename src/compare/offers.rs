//! Offers that are each the other's condition.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::said::ROWS_AT_A_TIME;
use super::{Answer, RowComparison};
use crate::model::{Condition, OutcomeSet, is_about};

/// Two parties, each of which would give way on one issue if the other did on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MatchedOffers {
    /// The parties, by their place among the compared ones.
    pub parties: (usize, usize),
    /// The issues that they offer something on, in the order of the parties.
    pub issues: (usize, usize),
}

/// What a party offers on some parts of an issue.
struct Offering<'a> {
    party: usize,
    issue: usize,
    parts: Vec<Option<usize>>,
    answer: &'a Answer,
}

/// One offer with one of its conditions on another issue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Conditional<'a> {
    party: usize,
    outcomes: &'a OutcomeSet,
    on_parts: Option<&'a [usize]>,
    is: &'a OutcomeSet,
}

/// Offers, each once with the parts on which it is made.
type WithParts<'a> = BTreeMap<Conditional<'a>, BTreeSet<Option<usize>>>;

/// Finds the pairs of offers, none of them refused, where each takes what the other wants for it.
pub(super) fn matched(rows: &[Arc<RowComparison>]) -> Vec<MatchedOffers> {
    // Only offers on an issue that wait for the other's issue can match, so they are found by both.
    let mut by_issues: BTreeMap<(usize, usize), WithParts<'_>> = BTreeMap::new();
    let offerings = rows.par_chunks(ROWS_AT_A_TIME).flat_map_iter(offerings);
    let offerings: Vec<Offering<'_>> = offerings.collect();
    let hangs = offerings.iter().flat_map(|offering| {
        let conditionals = offering.conditionals();
        conditionals.map(|(on, _)| (offering.issue, on))
    });
    let hangs: HashSet<(usize, usize)> = hangs.collect();
    for offering in &offerings {
        let conditionals = offering.conditionals();
        for (on, offer) in conditionals.filter(|(on, _)| hangs.contains(&(*on, offering.issue))) {
            let offers = by_issues.entry((offering.issue, on)).or_default();
            offers.entry(offer).or_default().extend(&offering.parts);
        }
    }
    let mut found: BTreeSet<MatchedOffers> = BTreeSet::new();
    for (&(issue, on), offers) in &by_issues {
        let Some(others) = by_issues.get(&(on, issue)) else {
            continue;
        };
        for one in offers {
            for other in others {
                let pair = MatchedOffers {
                    parties: (one.0.party, other.0.party),
                    issues: (issue, on),
                };
                if one.0.party < other.0.party
                    && !found.contains(&pair)
                    && answers(one, other.0)
                    && answers(other, one.0)
                {
                    found.insert(pair);
                }
            }
        }
    }
    found.into_iter().collect()
}

/// Whether what is offered on some parts is what `wanter` wants for its own offer.
fn answers(
    (giver, parts): (&Conditional<'_>, &BTreeSet<Option<usize>>),
    wanter: &Conditional<'_>,
) -> bool {
    giver.outcomes.intersects(wanter.is)
        && parts.iter().any(|part| is_about(wanter.on_parts, *part))
}

/// What parties offer on conditions on some rows that follow each other.
fn offerings(rows: &[Arc<RowComparison>]) -> Vec<Offering<'_>> {
    let mut offerings: Vec<Offering<'_>> = Vec::new();
    // An answer on several parts is one answer.
    let mut last: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows {
        for (party, answer) in row.offering() {
            let known = last.get(&party).and_then(|&at| offerings.get_mut(at));
            match known.filter(|known| std::ptr::eq(known.answer, answer.as_ref())) {
                Some(known) => known.parts.push(row.row.part),
                None => {
                    last.insert(party, offerings.len());
                    offerings.push(Offering {
                        party,
                        issue: row.row.issue,
                        parts: vec![row.row.part],
                        answer,
                    });
                }
            }
        }
    }
    offerings
}

impl<'a> Offering<'a> {
    /// Its offers that nobody refuses, once for each condition, with the issue that this is on.
    fn conditionals(&self) -> impl Iterator<Item = (usize, Conditional<'a>)> + use<'a> {
        let party = self.party;
        let offers = self.answer.offers.iter();
        let offers = offers.filter(|offer| !offer.is_refused());
        offers.flat_map(move |offer| {
            let conditions = offer.provided.iter().map(|judged| &judged.condition);
            conditions.filter_map(move |condition| match condition {
                Condition::On {
                    issue,
                    outcomes,
                    parts,
                } => Some((
                    *issue,
                    Conditional {
                        party,
                        outcomes: &offer.outcomes,
                        on_parts: parts.as_deref(),
                        is: outcomes,
                    },
                )),
                Condition::Words(_) => None,
            })
        })
    }
}
