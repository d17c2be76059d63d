//! As of which days something comes out the same, so that another day need not be worked out where it does.

use jiff::civil::Date;

/// The days as of which something is the same: from the last day that changed it, up to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Holds {
    /// The last change; with none, it was so from the beginning.
    from: Option<Date>,
    /// The next change; with none, it stays so.
    before: Option<Date>,
}

impl Holds {
    /// Takes in that something changes on a day. With no day as of which it is looked at, all changes lie behind.
    pub(super) fn note(&mut self, change: Date, as_of: Option<Date>) {
        if as_of.is_none_or(|as_of| change <= as_of) {
            self.from = self.from.max(Some(change));
        } else {
            self.before = Some(self.before.map_or(change, |before| before.min(change)));
        }
    }

    /// The days as of which both are the same.
    pub(super) fn and(self, other: Self) -> Self {
        let before = match (self.before, other.before) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        Self {
            from: self.from.max(other.from),
            before,
        }
    }

    /// Whether it is the same as of this day.
    pub(super) fn contains(self, as_of: Option<Date>) -> bool {
        match as_of {
            Some(as_of) => {
                self.from.is_none_or(|from| from <= as_of)
                    && self.before.is_none_or(|before| as_of < before)
            }
            None => self.before.is_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn something_holds_from_its_last_change_to_its_next() {
        let days = [date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1)];
        let check = |as_of: Option<Date>, expect: [bool; 5]| {
            let mut holds = Holds::default();
            for day in days {
                holds.note(day, as_of);
            }
            let asked = [
                Some(date(2023, 12, 31)),
                Some(date(2024, 1, 1)),
                Some(date(2025, 12, 31)),
                Some(date(2026, 1, 1)),
                None,
            ];
            assert_eq!(asked.map(|day| holds.contains(day)), expect, "{as_of:?}");
        };
        check(Some(date(2020, 1, 1)), [true, false, false, false, false]);
        check(Some(date(2024, 6, 1)), [false, true, false, false, false]);
        check(Some(date(2025, 1, 1)), [false, false, true, false, false]);
        check(Some(date(2026, 1, 1)), [false, false, false, true, true]);
        check(None, [false, false, false, true, true]);
    }

    #[test]
    fn both_hold_where_each_does() {
        let of = |from, before| Holds { from, before };
        let (early, late) = (Some(date(2024, 1, 1)), Some(date(2026, 1, 1)));
        assert_eq!(of(early, None).and(of(None, late)), of(early, late));
        assert_eq!(of(early, late).and(of(late, None)), of(late, late));
        assert_eq!(of(None, early).and(of(None, late)), of(None, early));
    }
}
