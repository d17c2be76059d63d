//! Who refuses all that whom would take.

use std::collections::BTreeMap;

use super::Refusal;
use super::different::Different;
use super::verdict::Speaker;

/// Those of whom each is refused all that it would take, with those who refuse it: grouped by the latter, in order of
/// the first who is refused.
pub(super) fn refusals(speakers: &[Speaker<'_>]) -> Vec<Refusal> {
    let rejects = speakers
        .iter()
        .map(|speaker| (speaker.place, &speaker.answer.rejects));
    let rejected = Different::of(rejects.filter(|(_, set)| !set.is_empty()));
    if rejected.sets.is_empty() {
        return Vec::new();
    }
    let takes = speakers
        .iter()
        .map(|speaker| (speaker.place, &speaker.takes));
    let taken = Different::of(takes.filter(|(_, set)| !set.is_empty()));
    let refusers = taken.sets.iter().map(|takes| {
        // No answer holds the same outcome in both, so nobody is found to refuse what it takes itself.
        let rejects = rejected.sets.iter().enumerate();
        let by = rejects.filter(|(_, rejects)| takes.is_subset(rejects));
        by.map(|(number, _)| number).collect()
    });
    let refusers: Vec<Vec<usize>> = refusers.collect();
    // Those who are refused by the same, who are named by the numbers of what they refuse.
    let mut groups: Vec<(&[usize], Vec<usize>)> = Vec::new();
    let mut known: BTreeMap<&[usize], usize> = BTreeMap::new();
    for &(place, number) in &taken.by {
        let Some(by) = refusers.get(number).filter(|by| !by.is_empty()) else {
            continue;
        };
        let group = *known.entry(by).or_insert(groups.len());
        match groups.get_mut(group) {
            Some((_, of)) => of.push(place),
            None => groups.push((by, vec![place])),
        }
    }
    let groups = groups.into_iter().map(|(numbers, of)| {
        let by = rejected.by.iter();
        let by = by.filter(|(_, number)| numbers.binary_search(number).is_ok());
        Refusal {
            of: of.into_boxed_slice(),
            by: by.map(|(place, _)| *place).collect(),
        }
    });
    groups.collect()
}
