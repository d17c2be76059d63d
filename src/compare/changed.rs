//! What changes between two days, so that all else is taken over from one to the other.

use fixedbitset::FixedBitSet;
use jiff::civil::Date;
use rayon::prelude::*;

use super::Question;
use super::rows::Rows;
use super::said::Speeches;
use crate::model::{PartialDate, Talks};

/// The days after the earlier and up to the later of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    after: Day,
    until: Day,
}

/// A day in a form in which a million are compared in no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(i32);

impl Day {
    /// Before all days.
    pub(super) const NEVER: Self = Self(i32::MIN);
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        let [year, month, day] = [date.year().into(), date.month().into(), date.day().into()];
        let in_year: i32 = month;
        // No month has more than 31 days, and no year more than 12 months.
        Self((year * 12 + in_year) * 32 + day)
    }
}

/// What may be another as of one day than as of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Changed {
    /// For each compared party, the rows on which it says something else.
    said: Vec<FixedBitSet>,
    /// How many of them do on each row.
    counts: Vec<usize>,
    /// The rows on which somebody does, or something else is recorded, or there are other outcomes.
    rows: FixedBitSet,
    /// The issues that have such rows.
    issues: FixedBitSet,
}

impl Days {
    /// Those between two days as of which something is looked at. With no day, all days lie behind.
    pub(super) fn between(one: Option<Date>, other: Option<Date>) -> Self {
        let [one, other] = [one, other].map(|day| Day::from(day.unwrap_or(Date::MAX)));
        Self {
            after: one.min(other),
            until: one.max(other),
        }
    }

    /// Whether what begins or ends on this day is told apart as of the two.
    pub(super) fn has(self, day: Day) -> bool {
        self.after < day && day <= self.until
    }
}

impl Changed {
    /// What is another as of the day of the question than as of this day.
    pub(super) fn since(
        as_of: Option<Date>,
        talks: &Talks,
        question: &Question,
        (rows, speeches): (&Rows, &Speeches),
    ) -> Self {
        let days = Days::between(as_of, question.as_of);
        let none = || FixedBitSet::with_capacity(rows.all().len());
        let parties = question.parties.par_iter().enumerate();
        let said = parties.map(|(place, &party)| {
            let mut changed = none();
            let speech = speeches.of_party(place).zip(talks.positions.get(party));
            if let Some((speech, position)) = speech {
                let mut last = None;
                for on in speech.changed(position, days) {
                    // Many stances may speak of all parts of one issue.
                    if last != Some(on) || on.1.is_some() {
                        mark(&mut changed, rows, on);
                    }
                    last = Some(on);
                }
            }
            changed
        });
        let said: Vec<FixedBitSet> = said.collect();
        let mut changed = none();
        let mut counts = vec![0; rows.all().len()];
        for said in &said {
            changed.union_with(said);
            for at in said.ones() {
                if let Some(count) = counts.get_mut(at) {
                    *count += 1;
                }
            }
        }
        for on in recorded(talks, days).chain(added(talks, days)) {
            mark(&mut changed, rows, on);
        }
        let of_row = |at: usize| rows.all().get(at).map(|row| row.issue);
        Self {
            said,
            counts,
            issues: changed.ones().filter_map(of_row).collect(),
            rows: changed,
        }
    }

    /// Whether the row in this place is another, conditions on other rows aside.
    pub(super) fn row(&self, at: usize) -> bool {
        self.rows.contains(at)
    }

    /// Whether the compared party in this place says something else on the row in that place.
    pub(super) fn says(&self, place: usize, at: usize) -> bool {
        self.said.get(place).is_some_and(|said| said.contains(at))
    }

    /// How many compared parties say something else on the row in this place.
    pub(super) fn count(&self, at: usize) -> usize {
        self.counts.get(at).copied().unwrap_or_default()
    }

    /// Whether a row of an issue is another, conditions on other rows aside.
    pub(super) fn issue(&self, issue: usize) -> bool {
        self.issues.contains(issue)
    }
}

/// An issue, and the parts that are meant; `None` for all.
pub(super) type OnIssue<'t> = (usize, Option<&'t [usize]>);

fn mark(changed: &mut FixedBitSet, rows: &Rows, (issue, parts): OnIssue<'_>) {
    match parts {
        None => changed.insert_range(rows.whole(issue)),
        Some(_) => rows
            .of_issue(issue, parts)
            .for_each(|(at, _)| changed.insert(at)),
    }
}

/// The agreements and judgements of these days.
fn recorded(talks: &Talks, days: Days) -> impl Iterator<Item = OnIssue<'_>> {
    let agreements = talks.agenda.agreements.iter();
    let agreements =
        agreements.filter(move |agreement| days.has(agreement.date.first_day().into()));
    let judgements = talks.agenda.assessments.iter().filter(move |assessment| {
        let day = assessment.date.map(PartialDate::first_day);
        day.is_some_and(|day| days.has(day.into()))
    });
    agreements
        .map(|agreement| (agreement.issue, agreement.parts.as_deref()))
        .chain(judgements.map(|assessment| (assessment.issue, None)))
}

/// The issues that got another outcome on these days.
fn added(talks: &Talks, days: Days) -> impl Iterator<Item = OnIssue<'_>> {
    let issues = talks.agenda.issues.iter().enumerate();
    let issues = issues.filter(move |(_, issue)| {
        let on_these = |added: PartialDate| days.has(added.first_day().into());
        !issue.space.added_where(on_these).is_empty()
    });
    issues.map(|(issue, _)| (issue, None))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_begins_on_the_later_day_has_changed_and_on_the_earlier_one_has_not() {
        let (early, late) = (date(2024, 1, 1), date(2026, 1, 1));
        let check = |one: Option<Date>, other: Option<Date>, day: Date, expect: bool| {
            assert_eq!(Days::between(one, other).has(day.into()), expect, "{day}");
            assert_eq!(Days::between(other, one).has(day.into()), expect, "{day}");
        };
        check(Some(early), Some(late), date(2023, 12, 31), false);
        check(Some(early), Some(late), early, false);
        check(Some(early), Some(late), date(2025, 1, 1), true);
        check(Some(early), Some(late), late, true);
        check(Some(early), Some(late), date(2026, 1, 2), false);
        check(Some(early), None, date(9999, 12, 31), true);
        check(Some(early), Some(early), early, false);
        check(None, None, Date::MAX, false);
    }
}
