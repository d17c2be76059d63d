//! What many parties say, each different set of outcomes once.

use std::collections::BTreeMap;

use crate::model::OutcomeSet;

/// Sets of outcomes that parties speak of, each once: many parties say few different things, so each two of these need be
/// held against each other only once.
pub(super) struct Different<'s> {
    /// The sets, in the order in which they come up.
    pub(super) sets: Vec<&'s OutcomeSet>,
    /// The places of the parties, in order, each with which of the sets it speaks of.
    pub(super) said: Vec<(usize, usize)>,
}

impl<'s> Different<'s> {
    /// Of sets of outcomes with the places of the parties that speak of them, in order.
    pub(super) fn of(said: impl Iterator<Item = (usize, &'s OutcomeSet)>) -> Self {
        let mut sets = Vec::new();
        let mut known: BTreeMap<&OutcomeSet, usize> = BTreeMap::new();
        let numbered = said.map(|(place, set)| {
            let number = *known.entry(set).or_insert(sets.len());
            if number == sets.len() {
                sets.push(set);
            }
            (place, number)
        });
        Self {
            said: numbered.collect(),
            sets,
        }
    }
}
