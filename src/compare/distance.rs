//! How far apart the answers on a row are.

use super::Distance;
use super::different::Different;
use crate::model::{OutcomeSet, Space};

/// The largest over all pairs of the smallest distance between what the two would take, measured within these
/// outcomes of a row; `None` without an order, or if somebody takes nothing there.
pub(super) fn distance_within(
    space: &Space,
    within: &OutcomeSet,
    takes: impl Iterator<Item = (usize, OutcomeSet)>,
) -> Option<Distance> {
    if !space.is_ordered() {
        return None;
    }
    let is_gapless = within.ranges().len() == 1;
    let steps = |takes: OutcomeSet| match space {
        Space::Scale(_) if is_gapless => takes.intersection(within),
        Space::Scale(_) => in_steps(within, &takes),
        _ => takes,
    };
    let reach: Vec<(usize, OutcomeSet)> =
        takes.map(|(place, takes)| (place, steps(takes))).collect();
    farthest(&reach)
}

/// The set with each outcome of a list named by its place among these of the row: an outcome of another part, or one that
/// was not yet heard of, is no step. Where the row has all outcomes between two of its own, steps are the same either way.
fn in_steps(within: &OutcomeSet, set: &OutcomeSet) -> OutcomeSet {
    let places = (0_i64..).zip(within.indices());
    let taken = places.filter(|&(_, index)| set.contains(index));
    taken.map(|(place, _)| place).collect()
}

/// The largest over all pairs of the smallest distance between their outcomes, with the first such pair; `None` if
/// some pair has no numbers on one side.
fn farthest(reach: &[(usize, OutcomeSet)]) -> Option<Distance> {
    if let Some(distance) = farthest_of_ranges(reach) {
        return Some(distance);
    }
    let different = Different::of(reach.iter().map(|(place, set)| (*place, set)));
    let mut counts: Vec<usize> = vec![0; different.sets.len()];
    for (_, number) in &different.said {
        if let Some(count) = counts.get_mut(*number) {
            *count += 1;
        }
    }
    let mut steps = vec![vec![None; counts.len()]; counts.len()];
    let mut largest = None;
    for (one, (near, count)) in different.sets.iter().zip(counts).enumerate() {
        let others = different.sets.iter().enumerate();
        // Two who say the same are a pair, too.
        for (other, far) in others.skip(if count > 1 { one } else { one + 1 }) {
            let apart = Some(near.distance(far)?);
            largest = largest.max(apart);
            for (one, other) in [(one, other), (other, one)] {
                if let Some(known) = steps.get_mut(one).and_then(|line| line.get_mut(other)) {
                    *known = apart;
                }
            }
        }
    }
    first_apart(&different.said, &steps, largest?)
}

/// The first two whose sets, which go by numbers, are so many steps apart.
fn first_apart(
    said: &[(usize, usize)],
    steps: &[Vec<Option<u64>>],
    wanted: u64,
) -> Option<Distance> {
    for (at, &(place, one)) in said.iter().enumerate() {
        let apart = steps.get(one)?;
        let is_wanted =
            |(_, other): &&(usize, usize)| apart.get(*other).copied().flatten() == Some(wanted);
        if let Some(&(other, _)) = said.iter().skip(at + 1).find(is_wanted) {
            return Some(Distance {
                steps: wanted,
                between: (place, other),
            });
        }
    }
    None
}

/// The same where everybody's outcomes are one range, in one pass: the largest distance is that between the highest
/// beginning and the lowest end.
fn farthest_of_ranges(reach: &[(usize, OutcomeSet)]) -> Option<Distance> {
    let beyond = reach.iter().filter(|(_, set)| set.has_beyond());
    if beyond.take(2).count() == 2 {
        return None;
    }
    let one = |(_, set): &(usize, OutcomeSet)| match &*set.ranges() {
        [range] => Some((
            range.low().unwrap_or(i64::MIN),
            range.high().unwrap_or(i64::MAX),
        )),
        _ => None,
    };
    let ranges: Vec<(i64, i64)> = reach.iter().map(one).collect::<Option<_>>()?;
    let highest_low = ranges.iter().map(|(low, _)| *low).max()?;
    let lowest_high = ranges.iter().map(|(_, high)| *high).min()?;
    let apart = |a: (i64, i64), b: (i64, i64)| {
        if a.1 < b.0 {
            b.0.abs_diff(a.1)
        } else if b.1 < a.0 {
            a.0.abs_diff(b.1)
        } else {
            0
        }
    };
    let steps = if lowest_high < highest_low {
        highest_low.abs_diff(lowest_high)
    } else {
        0
    };
    for (at, &range) in ranges.iter().enumerate() {
        let may_be_farthest = steps == 0 || range.0 == highest_low || range.1 == lowest_high;
        let others = || ranges.iter().enumerate().skip(at + 1);
        if let (true, Some((other, _))) = (
            may_be_farthest,
            others().find(|(_, other)| apart(range, **other) == steps),
        ) {
            let place = |at: usize| reach.get(at).map(|(place, _)| *place);
            return Some(Distance {
                steps,
                between: (place(at)?, place(other)?),
            });
        }
    }
    None
}
