//! Exact sets of outcomes: unions of index ranges, and perhaps the outcome beyond every number.

use smallvec::SmallVec;

/// Nearly every set is one range, which needs no room of its own.
type Ranges = SmallVec<[Range; 1]>;

/// A set of outcomes of one issue.
///
/// Outcomes are whole numbers: places in the list, steps of a quantity, or days. A set of them is a
/// union of ranges, which may be open at either end; and a quantity may have one outcome more, beyond every
/// number. All operations are exact.
///
/// The ranges are sorted, apart from each other, and never touch: equal sets are equal values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct OutcomeSet {
    ranges: Ranges,
    beyond: bool,
}

/// The outcomes from `low` to `high`, ends included; `None` is an open end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    // An open end is the extreme of the type, which no index reaches: see `Range::new`.
    low: i64,
    high: i64,
}

impl Range {
    /// The greatest index, and the negative of the lowest, that a set may hold.
    pub const LIMIT: i64 = i64::MAX / 4;

    /// The range from `low` to `high`, or `None` if it is backward. Ends past [`Range::LIMIT`] count as open.
    pub fn new(low: Option<i64>, high: Option<i64>) -> Option<Self> {
        let low = low.filter(|&end| end > -Self::LIMIT).unwrap_or(i64::MIN);
        let high = high.filter(|&end| end < Self::LIMIT).unwrap_or(i64::MAX);
        (low <= high).then_some(Self { low, high })
    }

    /// The lowest outcome, or `None` if there is no lowest.
    pub fn low(self) -> Option<i64> {
        (self.low != i64::MIN).then_some(self.low)
    }

    /// The highest outcome, or `None` if there is no highest.
    pub fn high(self) -> Option<i64> {
        (self.high != i64::MAX).then_some(self.high)
    }
}

impl OutcomeSet {
    /// The set of nothing.
    pub const EMPTY: Self = Self {
        ranges: Ranges::new_const(),
        beyond: false,
    };

    /// The set of one outcome.
    pub fn one(index: i64) -> Self {
        Self::range(Some(index), Some(index))
    }

    /// All outcomes from `low` to `high`, ends included, where `None` is an open end; empty if backward.
    pub fn range(low: Option<i64>, high: Option<i64>) -> Self {
        Self {
            ranges: Range::new(low, high).into_iter().collect(),
            beyond: false,
        }
    }

    /// The one outcome beyond every number.
    pub fn only_beyond() -> Self {
        Self {
            ranges: Ranges::new(),
            beyond: true,
        }
    }

    /// The ranges in ascending order.
    pub fn ranges(&self) -> &[Range] {
        &self.ranges
    }

    /// Whether the outcome beyond every number is in the set.
    pub fn has_beyond(&self) -> bool {
        self.beyond
    }

    /// Whether nothing is in the set.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty() && !self.beyond
    }

    /// Whether the set holds a number at all, the outcome beyond aside.
    pub fn has_numbers(&self) -> bool {
        !self.ranges.is_empty()
    }

    /// Whether this outcome is in the set.
    pub fn contains(&self, index: i64) -> bool {
        let after = self.ranges.partition_point(|range| range.high < index);
        self.ranges
            .get(after)
            .is_some_and(|range| range.low <= index)
    }

    /// How many outcomes are in the set, the one beyond included; `None` if there is no end to them.
    pub fn count(&self) -> Option<u64> {
        let mut count = u64::from(self.beyond);
        for range in &self.ranges {
            let width = range.high()?.abs_diff(range.low()?);
            count = count.saturating_add(width).saturating_add(1);
        }
        Some(count)
    }

    /// Every numbered outcome in ascending order. Meant for lists: nothing is given for open ranges.
    pub fn indices(&self) -> impl Iterator<Item = i64> + '_ {
        self.ranges
            .iter()
            .flat_map(|range| match (range.low(), range.high()) {
                (Some(low), Some(high)) => low..high + 1,
                _ => 0..0,
            })
    }

    /// What is in either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let one = match (self.ranges.is_empty(), other.ranges.is_empty()) {
            (true, _) => other,
            (_, true) => self,
            (false, false) => return Self::union_of([self, other]),
        };
        Self {
            ranges: one.ranges.clone(),
            beyond: self.beyond || other.beyond,
        }
    }

    /// What is in any of these.
    pub fn union_of<'s>(sets: impl IntoIterator<Item = &'s Self>) -> Self {
        let mut all: SmallVec<[Range; 4]> = SmallVec::new();
        let mut beyond = false;
        for set in sets {
            all.extend_from_slice(&set.ranges);
            beyond |= set.beyond;
        }
        all.sort_unstable_by_key(|range| range.low);
        let mut ranges = Ranges::new();
        for range in all {
            match ranges.last_mut() {
                // `high + 1` of an open end would overflow; saturating keeps it above everything.
                Some(last) if range.low <= last.high.saturating_add(1) => {
                    last.high = last.high.max(range.high);
                }
                _ => ranges.push(range),
            }
        }
        Self { ranges, beyond }
    }

    /// What is in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let (mut left, mut right) = (self.ranges.iter(), other.ranges.iter());
        let (mut a, mut b) = (left.next(), right.next());
        let mut ranges = Ranges::new();
        while let (Some(x), Some(y)) = (a, b) {
            let (low, high) = (x.low.max(y.low), x.high.min(y.high));
            if low <= high {
                ranges.push(Range { low, high });
            }
            if x.high < y.high {
                a = left.next();
            } else {
                b = right.next();
            }
        }
        Self {
            ranges,
            beyond: self.beyond && other.beyond,
        }
    }

    /// What is in this and not in the other.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        let mut ranges = Ranges::new();
        for &range in &self.ranges {
            let mut rest = Some(range);
            let before = other.ranges.partition_point(|cut| cut.high < range.low);
            for cut in other.ranges.iter().skip(before) {
                let Some(left) = rest.filter(|left| cut.low <= left.high) else {
                    break;
                };
                if left.low < cut.low {
                    ranges.push(Range {
                        low: left.low,
                        high: cut.low - 1,
                    });
                }
                rest = (cut.high < left.high).then(|| Range {
                    low: cut.high + 1,
                    high: left.high,
                });
            }
            ranges.extend(rest);
        }
        Self {
            ranges,
            beyond: self.beyond && !other.beyond,
        }
    }

    /// Whether all of this is in the other. The empty set is inside every set.
    pub fn is_subset(&self, other: &Self) -> bool {
        (other.beyond || !self.beyond)
            && self.ranges.iter().all(|range| {
                // Ranges of a set never touch, so one range of the other must hold this one whole.
                let after = other
                    .ranges
                    .partition_point(|whole| whole.high < range.high);
                other
                    .ranges
                    .get(after)
                    .is_some_and(|whole| whole.low <= range.low)
            })
    }

    /// Whether some outcome is in both.
    pub fn intersects(&self, other: &Self) -> bool {
        if self.beyond && other.beyond {
            return true;
        }
        self.ranges.iter().any(|range| {
            let after = other.ranges.partition_point(|its| its.high < range.low);
            other
                .ranges
                .get(after)
                .is_some_and(|its| its.low <= range.high)
        })
    }

    /// The smallest distance between a number of this and a number of the other, 0 if they meet; `None` if
    /// either has no number. Beyond every number there is no distance, but two who are both there meet.
    pub fn distance(&self, other: &Self) -> Option<u64> {
        if !self.has_numbers() || !other.has_numbers() {
            return None;
        }
        if self.intersects(other) {
            return Some(0);
        }
        let (mut left, mut right) = (self.ranges.iter(), other.ranges.iter());
        let (mut a, mut b) = (left.next(), right.next());
        let mut smallest: Option<u64> = None;
        while let (Some(x), Some(y)) = (a, b) {
            let apart = if x.high < y.low {
                let apart = y.low.abs_diff(x.high);
                a = left.next();
                apart
            } else {
                let apart = x.low.abs_diff(y.high);
                b = right.next();
                apart
            };
            smallest = Some(smallest.map_or(apart, |least| least.min(apart)));
        }
        smallest
    }
}

impl FromIterator<i64> for OutcomeSet {
    fn from_iter<I: IntoIterator<Item = i64>>(indices: I) -> Self {
        let mut sorted: Vec<i64> = indices.into_iter().collect();
        sorted.sort_unstable();
        let mut ranges = Ranges::new();
        for index in sorted {
            match ranges.last_mut() {
                Some(last) if index <= last.high.saturating_add(1) => last.high = index,
                _ => ranges.push(Range {
                    low: index,
                    high: index,
                }),
            }
        }
        Self {
            ranges,
            beyond: false,
        }
    }
}
