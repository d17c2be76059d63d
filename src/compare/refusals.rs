//! Who refuses all that whom would take.

use std::collections::BTreeMap;

use super::Refusal;
use super::different::Different;
use crate::model::OutcomeSet;

/// Those of whom each is refused all that it would take, with those who refuse it: grouped by the latter, in order of
/// the first who is refused. Given is what parties would take and what they refuse, with their places in order; nobody
/// refuses what it would take itself.
pub(super) fn refusals<'s>(
    takes: impl Iterator<Item = (usize, &'s OutcomeSet)>,
    rejects: impl Iterator<Item = (usize, &'s OutcomeSet)>,
) -> Box<[Refusal]> {
    let rejected = Different::of(rejects.filter(|(_, set)| !set.is_empty()));
    if rejected.sets.is_empty() {
        return Box::default();
    }
    let taken = Different::of(takes.filter(|(_, set)| !set.is_empty()));
    // For each set that is taken, in which of the rejected ones it lies.
    let within = taken.sets.iter().map(|takes| {
        let rejects = rejected.sets.iter().enumerate();
        let around = rejects.filter(|(_, rejects)| takes.is_subset(rejects));
        around.map(|(number, _)| number).collect()
    });
    let within: Vec<Vec<usize>> = within.collect();
    let mut groups: Vec<(&[usize], Vec<usize>)> = Vec::new();
    let mut known: BTreeMap<&[usize], usize> = BTreeMap::new();
    for &(place, number) in &taken.said {
        let Some(around) = within.get(number).filter(|around| !around.is_empty()) else {
            continue;
        };
        let group = *known.entry(around).or_insert(groups.len());
        match groups.get_mut(group) {
            Some((_, of)) => of.push(place),
            None => groups.push((around, vec![place])),
        }
    }
    let groups = groups.into_iter().map(|(around, of)| {
        let said = rejected.said.iter();
        let by = said.filter(|(_, number)| around.binary_search(number).is_ok());
        Refusal {
            of: of.into_boxed_slice(),
            by: by.map(|(place, _)| *place).collect(),
        }
    });
    groups.collect()
}
