//! What is compared, and which days go together.

use jiff::civil::Date;

use crate::model::{Position, Talks};

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question {
    /// As of which day; with none, all dates count.
    pub as_of: Option<Date>,
    /// Counting from which day; with none, from the beginning.
    pub from: Option<Date>,
    /// Since which day movement is told; with none, it is not.
    pub since: Option<Date>,
    /// The compared parties, as indices into [`Talks::positions`], in column order.
    pub parties: Vec<usize>,
}

/// Two days of a question of which one makes the other meaningless.
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

impl Question {
    /// The position of the compared party in this place.
    pub fn position<'t>(&self, talks: &'t Talks, place: usize) -> Option<&'t Position> {
        let party = self.parties.get(place);
        party.and_then(|&party| talks.positions.get(party))
    }

    /// The name of the compared party in this place.
    pub fn party_name<'t>(&self, talks: &'t Talks, place: usize) -> &'t str {
        self.position(talks, place)
            .map_or("", |position| &position.party.name)
    }

    /// Whether its days go together.
    ///
    /// # Errors
    /// The first two that do not.
    pub fn check_days(&self) -> Result<(), DaysApart> {
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

    /// The same with days that are proposed where it has none: as many as go together with its own.
    #[must_use]
    pub fn or_days_of(mut self, proposed: &Self) -> Self {
        let days: [fn(&mut Self) -> &mut Option<Date>; 3] = [
            |question| &mut question.as_of,
            |question| &mut question.from,
            |question| &mut question.since,
        ];
        let mut proposed = proposed.clone();
        for day in days {
            let before = *day(&mut self);
            *day(&mut self) = before.or(*day(&mut proposed));
            if self.check_days().is_err() {
                *day(&mut self) = before;
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// A question with the first days of these months of 2025; 0 for none.
    fn question([from, since, as_of]: [i8; 3]) -> Question {
        let day = |month| (month > 0).then(|| date(2025, month, 1));
        Question {
            as_of: day(as_of),
            from: day(from),
            since: day(since),
            ..Question::default()
        }
    }

    #[test]
    fn days_go_together_if_something_counts_on_each() {
        let check =
            |days, expect| assert_eq!(question(days).check_days().is_ok(), expect, "{days:?}");
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
            let both = question(asked).or_days_of(&question(proposed));
            assert_eq!(both, question(expect), "{asked:?} or {proposed:?}");
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
