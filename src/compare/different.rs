//! What many parties say, each different set of outcomes once.

use std::collections::BTreeMap;

use crate::model::OutcomeSet;

/// What parties say, each different set once: many parties say few different things, so each two of these are held against
/// each other once.
pub(super) struct Different<'s> {
    /// The sets, by number.
    pub(super) sets: Vec<&'s OutcomeSet>,
    /// The places of the parties, in order, with the number of what each says.
    pub(super) by: Vec<(usize, usize)>,
}

impl<'s> Different<'s> {
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
            by: numbered.collect(),
            sets,
        }
    }
}
