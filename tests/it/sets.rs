//! Sets of outcomes against the plainest model of them: a yes or no for each number of a window.
//!
//! Every end of a range is well inside the window, so the window's outer numbers stand for all those further
//! out, and what is true of them is true of an open end.

use common_ground::model::{OutcomeSet, Range};
use proptest::prelude::*;

/// The numbers that are looked at.
const WINDOW: std::ops::RangeInclusive<i64> = -40..=40;

/// Where ranges may end.
const ENDS: std::ops::RangeInclusive<i64> = -30..=30;

/// A range as a file gives it, with open ends.
type Ends = (Option<i64>, Option<i64>);

/// A set as a list of yes and no.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Plain {
    /// One for each number of the window.
    holds: Vec<bool>,
    beyond: bool,
}

impl Plain {
    fn of(ranges: &[Ends], beyond: bool) -> Self {
        let is_in = |index: i64| {
            let inside = |&(low, high): &Ends| {
                low.is_none_or(|low| low <= index) && high.is_none_or(|high| index <= high)
            };
            ranges.iter().any(inside)
        };
        Self {
            holds: WINDOW.map(is_in).collect(),
            beyond,
        }
    }

    fn with(&self, other: &Self, rule: impl Fn(bool, bool) -> bool) -> Self {
        let pairs = self.holds.iter().zip(&other.holds);
        Self {
            holds: pairs.map(|(&a, &b)| rule(a, b)).collect(),
            beyond: rule(self.beyond, other.beyond),
        }
    }

    /// Whether the rule holds for some outcome at least.
    fn some(&self, other: &Self, rule: impl Fn(bool, bool) -> bool) -> bool {
        let both = self.with(other, rule);
        both.beyond || both.holds.contains(&true)
    }

    fn numbers(&self) -> Vec<i64> {
        let numbered = WINDOW.zip(&self.holds);
        numbered
            .filter(|&(_, &holds)| holds)
            .map(|(index, _)| index)
            .collect()
    }

    fn is_open(&self) -> (bool, bool) {
        (self.holds[0], self.holds[self.holds.len() - 1])
    }

    /// The runs of numbers in a row, with the outermost numbers of the window as open ends.
    fn runs(&self) -> Vec<Ends> {
        let mut runs: Vec<(i64, i64)> = Vec::new();
        for number in self.numbers() {
            match runs.last_mut() {
                Some((_, high)) if *high + 1 == number => *high = number,
                _ => runs.push((number, number)),
            }
        }
        let low = |end: i64| (end != *WINDOW.start()).then_some(end);
        let high = |end: i64| (end != *WINDOW.end()).then_some(end);
        runs.into_iter().map(|(a, b)| (low(a), high(b))).collect()
    }
}

/// What the set under test says of the window.
fn seen(set: &OutcomeSet) -> Plain {
    Plain {
        holds: WINDOW.map(|index| set.contains(index)).collect(),
        beyond: set.has_beyond(),
    }
}

/// The set under test, put together range by range in the given order.
fn build(ranges: &[Ends], beyond: bool) -> OutcomeSet {
    let last = if beyond {
        OutcomeSet::only_beyond()
    } else {
        OutcomeSet::EMPTY
    };
    ranges
        .iter()
        .map(|&(low, high)| OutcomeSet::range(low, high))
        .fold(last, |all, one| all.union(&one))
}

/// Checks a set against its model, and that it is written in the one form that such a set has.
fn check(set: &OutcomeSet, plain: &Plain) {
    assert_eq!(&seen(set), plain);
    let runs: Vec<Ends> = set
        .ranges()
        .iter()
        .map(|range| (range.low(), range.high()))
        .collect();
    assert_eq!(runs, plain.runs());
    let mut backward = plain.runs();
    backward.reverse();
    assert_eq!(set, &build(&backward, plain.beyond));
    assert_eq!(set.is_empty(), runs.is_empty() && !plain.beyond);
    assert_eq!(set.has_numbers(), !runs.is_empty());
    check_count(set, plain);
}

fn check_count(set: &OutcomeSet, plain: &Plain) {
    let is_bounded = plain.is_open() == (false, false);
    let count = plain.numbers().len() as u64 + u64::from(plain.beyond);
    assert_eq!(set.count(), is_bounded.then_some(count));
    if is_bounded {
        assert_eq!(set.indices().collect::<Vec<i64>>(), plain.numbers());
        let numbers: OutcomeSet = plain.numbers().into_iter().rev().collect();
        let without_beyond = set.difference(&OutcomeSet::only_beyond());
        assert_eq!(numbers, without_beyond);
    }
}

fn ends() -> impl Strategy<Value = Ends> {
    // Close numbers, so that ranges meet and touch; now and then an open end.
    let end = || proptest::option::weighted(0.9, ENDS);
    (end(), end(), 0..8_i64).prop_map(|(low, high, width)| match (low, high) {
        (Some(low), Some(_)) => (Some(low), Some((low + width).min(*ENDS.end()))),
        other => other,
    })
}

fn ranges() -> impl Strategy<Value = (Vec<Ends>, bool)> {
    (proptest::collection::vec(ends(), 0..6), any::<bool>())
}

proptest! {
    #[test]
    fn a_set_holds_what_its_ranges_hold((ranges, beyond) in ranges()) {
        check(&build(&ranges, beyond), &Plain::of(&ranges, beyond));
    }

    #[test]
    fn two_sets_relate_as_their_outcomes_do((left, left_beyond) in ranges(), (right, right_beyond) in ranges()) {
        let (a, b) = (build(&left, left_beyond), build(&right, right_beyond));
        let (p, q) = (Plain::of(&left, left_beyond), Plain::of(&right, right_beyond));
        check(&a.union(&b), &p.with(&q, |x, y| x || y));
        check(&a.intersection(&b), &p.with(&q, |x, y| x && y));
        check(&a.difference(&b), &p.with(&q, |x, y| x && !y));
        assert_eq!(a.is_subset(&b), !p.some(&q, |x, y| x && !y));
        assert_eq!(a.intersects(&b), p.some(&q, |x, y| x && y));
        assert_eq!(a == b, p == q);
        let apart = p.numbers().into_iter().flat_map(|x| q.numbers().into_iter().map(move |y| x.abs_diff(y)));
        // Two who are both beyond every number meet there, though nothing there is near or far.
        let meet = left_beyond && right_beyond;
        assert_eq!(a.distance(&b), apart.min().map(|apart| if meet { 0 } else { apart }));
        assert_eq!(a.distance(&b), b.distance(&a));
    }

    #[test]
    fn a_list_of_numbers_is_the_set_of_them(numbers in proptest::collection::vec(ENDS, 0..20)) {
        let ranges: Vec<Ends> = numbers.iter().map(|&number| (Some(number), Some(number))).collect();
        let set: OutcomeSet = numbers.into_iter().collect();
        check(&set, &Plain::of(&ranges, false));
    }

    #[test]
    fn a_backward_range_is_empty(low in ENDS, width in 1..50_i64) {
        assert_eq!(OutcomeSet::range(Some(low), Some(low - width)), OutcomeSet::EMPTY);
        assert!(Range::new(Some(low), Some(low - width)).is_none());
    }
}

#[test]
fn an_end_past_the_limit_is_open() {
    let limit = Range::LIMIT;
    let everything = OutcomeSet::range(None, None);
    assert_eq!(OutcomeSet::range(Some(-limit), Some(limit)), everything);
    assert_eq!(
        OutcomeSet::range(Some(i64::MIN), Some(i64::MAX)),
        everything
    );
    let bounded = OutcomeSet::range(Some(1 - limit), Some(limit - 1));
    assert_ne!(bounded, everything);
    assert_eq!(bounded.count(), Some(2 * limit.unsigned_abs() - 1));
    let outside = everything.difference(&bounded);
    assert_eq!(outside.ranges().len(), 2);
    assert_eq!(outside.union(&bounded), everything);
}

#[test]
fn distance_is_between_numbers_alone() {
    let beyond = OutcomeSet::only_beyond();
    let five = OutcomeSet::one(5).union(&beyond);
    assert_eq!(five.distance(&beyond), None);
    assert_eq!(beyond.distance(&beyond), None);
    assert_eq!(five.distance(&OutcomeSet::range(Some(8), None)), Some(3));
    assert_eq!(five.distance(&OutcomeSet::range(None, Some(-5))), Some(10));
}
