//! Which days a comparison is asked for, and which of them go together.

use jiff::civil::Date;

/// The days that a comparison is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ComparedDays {
    /// As of which day; with none, all dates count.
    pub as_of: Option<Date>,
    /// Counting from which day; with none, from the beginning.
    pub from: Option<Date>,
    /// Since which day movement is told; with none, it is not.
    pub since: Option<Date>,
}

/// Two days of which one makes the other meaningless.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DaysApart {
    /// Counting begins after the day as of which answers are compared, so nothing counts.
    FromAfterAsOf {
        /// The day from which on statements count.
        from: Date,
        /// The day of the comparison.
        as_of: Date,
    },
    /// Movement is told since that day or a later one, so there is no time in which something could move.
    SinceNotBeforeAsOf {
        /// The day since which movement is told.
        since: Date,
        /// The day of the comparison.
        as_of: Date,
    },
    /// Movement is told since a day before counting begins, on which nothing counts: every answer would seem new.
    SinceBeforeFrom {
        /// The day since which movement is told.
        since: Date,
        /// The day from which on statements count.
        from: Date,
    },
}

impl ComparedDays {
    /// Whether they go together.
    ///
    /// # Errors
    /// The first two that do not.
    pub fn check(self) -> Result<(), DaysApart> {
        if let (Some(from), Some(as_of)) = (self.from, self.as_of)
            && as_of < from
        {
            return Err(DaysApart::FromAfterAsOf { from, as_of });
        }
        if let (Some(since), Some(as_of)) = (self.since, self.as_of)
            && as_of <= since
        {
            return Err(DaysApart::SinceNotBeforeAsOf { since, as_of });
        }
        match (self.since, self.from) {
            (Some(since), Some(from)) if since < from => {
                Err(DaysApart::SinceBeforeFrom { since, from })
            }
            _ => Ok(()),
        }
    }

    /// These with days that are proposed where there is none: as many as go together with those that there are.
    #[must_use]
    pub fn or(self, proposed: Self) -> Self {
        let with = |days: Self, more: Self| if more.check().is_ok() { more } else { days };
        let days = self;
        let as_of = days.as_of.or(proposed.as_of);
        let days = with(days, Self { as_of, ..days });
        let from = days.from.or(proposed.from);
        let days = with(days, Self { from, ..days });
        let since = days.since.or(proposed.since);
        with(days, Self { since, ..days })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// The first days of these months of 2025; 0 for none.
    fn days([from, since, as_of]: [i8; 3]) -> ComparedDays {
        let day = |month| (month > 0).then(|| date(2025, month, 1));
        ComparedDays {
            as_of: day(as_of),
            from: day(from),
            since: day(since),
        }
    }

    #[test]
    fn days_go_together_if_something_counts_on_each() {
        let check = |asked, expect| assert_eq!(days(asked).check().is_ok(), expect, "{asked:?}");
        check([0, 0, 0], true);
        check([1, 2, 3], true);
        check([1, 1, 3], true);
        check([1, 3, 3], false);
        check([3, 0, 3], true);
        check([4, 0, 3], false);
        check([2, 1, 3], false);
        check([2, 1, 0], false);
        check([4, 5, 0], true);
        check([0, 2, 1], false);
    }

    #[test]
    fn what_is_asked_comes_before_what_is_proposed() {
        let check = |asked, proposed, expect| {
            let both = days(asked).or(days(proposed));
            assert_eq!(both, days(expect), "{asked:?} or {proposed:?}");
        };
        check([0, 0, 0], [1, 2, 3], [1, 2, 3]);
        check([4, 5, 6], [1, 2, 3], [4, 5, 6]);
        // What does not go with what is asked is left out.
        check([0, 0, 2], [1, 2, 3], [1, 0, 2]);
        check([0, 4, 0], [1, 2, 3], [1, 4, 0]);
        check([4, 0, 0], [1, 2, 3], [4, 0, 0]);
        check([2, 0, 0], [0, 1, 3], [2, 0, 3]);
    }
}
