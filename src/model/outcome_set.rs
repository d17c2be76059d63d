//! Exact sets of outcomes: unions of index ranges, and perhaps the outcome beyond every number.

use std::ops::Deref;

use smallvec::SmallVec;

/// A set of outcomes of one issue.
///
/// Outcomes are whole numbers: places in the list, steps of a quantity, or days. A set of them is a
/// union of ranges, which may be open at either end; and a quantity may have one outcome more, beyond every
/// number. All operations are exact.
///
/// The ranges are sorted, apart from each other, and never touch: equal sets are equal values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutcomeSet(Form);

/// How a set is held. Large talks hold millions of sets, and nearly every one is a single range of small numbers,
/// which is held in place; only what does not fit there is [`Form::Long`], so that each set has one form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Form {
    /// One range of small numbers, or none.
    Short(Short),
    /// Several ranges, or a range with large ends.
    Long(Box<Long>),
}

/// One range, with the extremes of the type as open ends; or none, where it is backward: see [`Form::none`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Short {
    low: i32,
    high: i32,
    beyond: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Long {
    ranges: Vec<Range>,
    beyond: bool,
}

/// The ranges of a set in ascending order: a slice of them.
#[derive(Debug, Clone, Copy)]
pub struct Ranges<'s>(Held<'s>);

#[derive(Debug, Clone, Copy)]
enum Held<'s> {
    None,
    One([Range; 1]),
    Many(&'s [Range]),
}

/// Ranges that a set is being made of.
type Gathered = SmallVec<[Range; 4]>;

/// The outcomes from `low` to `high`, ends included; `None` is an open end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    // An open end is the extreme of the type, which no index reaches: see `Range::new`.
    low: i64,
    high: i64,
}

impl Range {
    /// The least number that is too great for an index of a set; its negative is too low.
    pub const LIMIT: i64 = i64::MAX / 4;

    /// The range from `low` to `high`, or `None` if it is backward. Ends at [`Range::LIMIT`] or past it count as open.
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

impl Form {
    /// No range.
    const fn none(beyond: bool) -> Self {
        Self::Short(Short {
            low: 0,
            high: -1,
            beyond,
        })
    }
}

impl Short {
    /// Whether it holds no number. Whatever is asked of ranges, such a one then falls out of the comparison of the ends.
    const fn is_none(self) -> bool {
        self.high < self.low
    }

    /// Both as one, if they are one range.
    fn union(self, other: Self) -> Option<Self> {
        let beyond = self.beyond || other.beyond;
        if other.is_none() {
            return Some(Self { beyond, ..self });
        }
        if self.is_none() {
            return Some(Self { beyond, ..other });
        }
        // An open end is an extreme of the type, and saturating leaves it there.
        let touches = self.low.max(other.low) <= self.high.min(other.high).saturating_add(1);
        touches.then(|| Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
            beyond,
        })
    }
}

impl Deref for Ranges<'_> {
    type Target = [Range];

    fn deref(&self) -> &[Range] {
        match &self.0 {
            Held::None => &[],
            Held::One(one) => one,
            Held::Many(many) => many,
        }
    }
}

impl Default for OutcomeSet {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl OutcomeSet {
    /// The set of nothing.
    pub const EMPTY: Self = Self(Form::none(false));

    /// The set of one outcome.
    pub fn one(index: i64) -> Self {
        Self::range(Some(index), Some(index))
    }

    /// All outcomes from `low` to `high`, ends included, where `None` is an open end; empty if backward.
    pub fn range(low: Option<i64>, high: Option<i64>) -> Self {
        Range::new(low, high).map_or(Self::EMPTY, |range| Self::of_range(range, false))
    }

    /// The one outcome beyond every number.
    pub fn only_beyond() -> Self {
        Self(Form::none(true))
    }

    fn of_range(range: Range, beyond: bool) -> Self {
        let short = |end: i64| match end {
            i64::MIN => Some(i32::MIN),
            i64::MAX => Some(i32::MAX),
            end => i32::try_from(end)
                .ok()
                .filter(|&end| end != i32::MIN && end != i32::MAX),
        };
        Self(match (short(range.low), short(range.high)) {
            (Some(low), Some(high)) => Form::Short(Short { low, high, beyond }),
            _ => Form::Long(Box::new(Long {
                ranges: vec![range],
                beyond,
            })),
        })
    }

    /// A set of ranges that are sorted and do not touch.
    fn of_ranges(ranges: &[Range], beyond: bool) -> Self {
        match ranges {
            [] => Self(Form::none(beyond)),
            [range] => Self::of_range(*range, beyond),
            [..] => Self(Form::Long(Box::new(Long {
                ranges: ranges.to_vec(),
                beyond,
            }))),
        }
    }

    /// A set of any ranges.
    fn gather(mut ranges: Gathered, beyond: bool) -> Self {
        ranges.sort_unstable_by_key(|range| range.low);
        ranges.dedup_by(|next, last| {
            // `high + 1` of an open end would overflow; saturating keeps it above everything.
            let touches = next.low <= last.high.saturating_add(1);
            if touches {
                last.high = last.high.max(next.high);
            }
            touches
        });
        Self::of_ranges(&ranges, beyond)
    }

    /// The ranges in ascending order.
    pub fn ranges(&self) -> Ranges<'_> {
        let long = |end: i32| match end {
            i32::MIN => i64::MIN,
            i32::MAX => i64::MAX,
            end => i64::from(end),
        };
        Ranges(match &self.0 {
            Form::Short(short) if short.is_none() => Held::None,
            Form::Short(Short { low, high, .. }) => Held::One([Range {
                low: long(*low),
                high: long(*high),
            }]),
            Form::Long(long) => Held::Many(&long.ranges),
        })
    }

    /// Both sets as they are held, where that is in place: what is asked a million times is answered by their ends.
    fn both_short(&self, other: &Self) -> Option<(Short, Short)> {
        match (&self.0, &other.0) {
            (Form::Short(one), Form::Short(two)) => Some((*one, *two)),
            _ => None,
        }
    }

    /// Whether the outcome beyond every number is in the set.
    pub fn has_beyond(&self) -> bool {
        match &self.0 {
            Form::Short(short) => short.beyond,
            Form::Long(long) => long.beyond,
        }
    }

    /// Whether nothing is in the set.
    pub fn is_empty(&self) -> bool {
        !self.has_numbers() && !self.has_beyond()
    }

    /// Whether the set holds a number at all, the outcome beyond aside.
    pub fn has_numbers(&self) -> bool {
        match &self.0 {
            Form::Short(short) => !short.is_none(),
            Form::Long(_) => true,
        }
    }

    /// Whether this outcome is in the set.
    pub fn contains(&self, index: i64) -> bool {
        let ranges = self.ranges();
        let after = ranges.partition_point(|range| range.high < index);
        ranges.get(after).is_some_and(|range| range.low <= index)
    }

    /// How many outcomes are in the set, the one beyond included; `None` if there is no end to them.
    pub fn count(&self) -> Option<u64> {
        let mut count = u64::from(self.has_beyond());
        for range in self.ranges().iter() {
            let width = range.high()?.abs_diff(range.low()?);
            count = count.saturating_add(width).saturating_add(1);
        }
        Some(count)
    }

    /// Every numbered outcome in ascending order. Meant for lists: nothing is given for open ranges.
    pub fn indices(&self) -> impl Iterator<Item = i64> + '_ {
        let ranges = self.ranges();
        (0..ranges.len())
            .filter_map(move |at| ranges.get(at).copied())
            .flat_map(|range| match (range.low(), range.high()) {
                (Some(low), Some(high)) => low..high + 1,
                _ => 0..0,
            })
    }

    /// What is in either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        if let Some((one, two)) = self.both_short(other)
            && let Some(both) = one.union(two)
        {
            return Self(Form::Short(both));
        }
        match (self.is_empty(), other.is_empty()) {
            (true, _) => other.clone(),
            (_, true) => self.clone(),
            (false, false) => Self::union_of([self, other]),
        }
    }

    /// What is in any of these.
    pub fn union_of<'s>(sets: impl IntoIterator<Item = &'s Self>) -> Self {
        let mut all = Gathered::new();
        let mut beyond = false;
        for set in sets {
            all.extend_from_slice(&set.ranges());
            beyond |= set.has_beyond();
        }
        Self::gather(all, beyond)
    }

    /// What is in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        if let Some((one, two)) = self.both_short(other) {
            let (low, high) = (one.low.max(two.low), one.high.min(two.high));
            let beyond = one.beyond && two.beyond;
            return Self(if low <= high {
                Form::Short(Short { low, high, beyond })
            } else {
                Form::none(beyond)
            });
        }
        let (left, right) = (self.ranges(), other.ranges());
        let (mut left, mut right) = (left.iter(), right.iter());
        let (mut a, mut b) = (left.next(), right.next());
        let mut ranges = Gathered::new();
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
        Self::of_ranges(&ranges, self.has_beyond() && other.has_beyond())
    }

    /// What is in this and not in the other.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        let cuts = other.ranges();
        let mut ranges = Gathered::new();
        for &range in self.ranges().iter() {
            let mut rest = Some(range);
            let before = cuts.partition_point(|cut| cut.high < range.low);
            for cut in cuts.iter().skip(before) {
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
        Self::of_ranges(&ranges, self.has_beyond() && !other.has_beyond())
    }

    /// Whether all of this is in the other. The empty set is inside every set.
    pub fn is_subset(&self, other: &Self) -> bool {
        if let Some((one, two)) = self.both_short(other) {
            let is_inside = two.low <= one.low && one.high <= two.high;
            return (two.beyond || !one.beyond) && (one.is_none() || is_inside);
        }
        let wholes = other.ranges();
        (other.has_beyond() || !self.has_beyond())
            && self.ranges().iter().all(|range| {
                // Ranges of a set never touch, so one range of the other must hold this one whole.
                let after = wholes.partition_point(|whole| whole.high < range.high);
                wholes
                    .get(after)
                    .is_some_and(|whole| whole.low <= range.low)
            })
    }

    /// Whether some outcome is in both.
    pub fn intersects(&self, other: &Self) -> bool {
        if let Some((one, two)) = self.both_short(other) {
            return one.beyond && two.beyond || one.low.max(two.low) <= one.high.min(two.high);
        }
        if self.has_beyond() && other.has_beyond() {
            return true;
        }
        let others = other.ranges();
        self.ranges().iter().any(|range| {
            let after = others.partition_point(|its| its.high < range.low);
            others.get(after).is_some_and(|its| its.low <= range.high)
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
        let (left, right) = (self.ranges(), other.ranges());
        let (mut left, mut right) = (left.iter(), right.iter());
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
        let one = |index| Range {
            low: index,
            high: index,
        };
        Self::gather(indices.into_iter().map(one).collect(), false)
    }
}
