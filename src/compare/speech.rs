//! All that one party has said, found by issue and by day.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::changed::{Day, Days, OnIssue};
use crate::model::{Position, Row, Stance};

/// A part of this issue, by the stances that name it: the same is said on all parts that just these name.
pub(super) type Named<'a> = (usize, &'a [usize]);

/// All that one party has said, issue by issue.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Speech {
    /// Its stances as indices, by issue; on one issue in file order.
    stances: Vec<usize>,
    /// Where the stances on each issue begin, and where those on the last one end.
    starts: Vec<usize>,
    /// The issues on which some stance names parts.
    divided: BTreeMap<usize, Divided>,
    /// The day of each stance, in the order of `stances`; empty if none has a day.
    begins: Vec<Day>,
    /// The days from which on stances count as never said, each with the issue and the stance.
    ends: Vec<(Day, usize, usize)>,
}

/// The stances on an issue by the parts that they name, as indices in file order.
#[derive(Debug, Clone, PartialEq, Default)]
struct Divided {
    /// Those that name none, and so speak of all parts.
    of_all: Vec<usize>,
    /// Those that name parts, part by part.
    of_parts: BTreeMap<usize, Vec<usize>>,
}

impl Speech {
    pub(super) fn of(position: &Position, issues: usize) -> Self {
        let mut counts = vec![0; issues + 1];
        for stance in &position.stances {
            if let Some(count) = counts.get_mut(stance.issue) {
                *count += 1;
            }
        }
        let mut next = 0;
        let starts = counts.iter().map(|count| {
            let start = next;
            next += count;
            start
        });
        let starts = starts.collect();
        let mut stances: Vec<usize> = (0..position.stances.len()).collect();
        // The sort is stable, and does next to nothing where a file follows its agenda.
        stances.sort_by_key(|&index| position.stances.get(index).map(|stance| stance.issue));
        let day = |&index: &usize| position.stances.get(index).and_then(Stance::day);
        let begins = if stances.iter().any(|index| day(index).is_some()) {
            let days = stances.iter().map(day);
            days.map(|day| day.map_or(Day::NEVER, Day::from)).collect()
        } else {
            Vec::new()
        };
        let ends = position
            .stances
            .iter()
            .enumerate()
            .filter_map(|(index, stance)| {
                let until = stance.until?;
                Some((until.first_day().into(), stance.issue, index))
            });
        Self {
            divided: divided(position),
            stances,
            starts,
            begins,
            ends: ends.collect(),
        }
    }

    pub(super) fn on_issue(&self, issue: usize) -> &[usize] {
        let ends = self.starts.get(issue).zip(self.starts.get(issue + 1));
        ends.and_then(|(&start, &end)| self.stances.get(start..end))
            .unwrap_or_default()
    }

    /// The issues with the parts on which stances of this position begin or end on these days; `None` for all parts.
    pub(super) fn changed<'p>(
        &self,
        position: &'p Position,
        days: Days,
    ) -> impl Iterator<Item = OnIssue<'p>> {
        // A million stances are quicker not looked at.
        let parts = |stance: usize| position.stances.get(stance)?.parts.as_deref();
        let days_of = self.begins.iter().enumerate();
        let begun = days_of.filter(move |(_, day)| days.has(**day));
        let mut issue = 0;
        let begun = begun.filter_map(move |(at, _)| {
            while self.starts.get(issue + 1).is_some_and(|end| *end <= at) {
                issue += 1;
            }
            Some((issue, *self.stances.get(at)?))
        });
        let ends = self.ends.iter().filter(move |(day, ..)| days.has(*day));
        let changed = begun.chain(ends.map(|(_, issue, stance)| (*issue, *stance)));
        changed.map(move |(issue, stance)| {
            let names_parts = self.divided.contains_key(&issue);
            (issue, if names_parts { parts(stance) } else { None })
        })
    }

    /// The stances by which the party has said something on a row, as indices in file order.
    pub(super) fn on(&self, row: Row) -> Cow<'_, [usize]> {
        let divided = row.part.zip(self.divided.get(&row.issue));
        match divided {
            Some((part, divided)) => Cow::Owned(divided.on(part)),
            None => Cow::Borrowed(self.on_issue(row.issue)),
        }
    }

    /// A part of an issue, by the stances that name it.
    pub(super) fn named(&self, issue: usize, part: usize) -> Named<'_> {
        let divided = self.divided.get(&issue);
        (issue, divided.map_or(&[], |divided| divided.naming(part)))
    }
}

impl Divided {
    /// The stances that name a part.
    fn naming(&self, part: usize) -> &[usize] {
        self.of_parts.get(&part).map_or(&[], Vec::as_slice)
    }

    /// The stances that speak of a part.
    fn on(&self, part: usize) -> Vec<usize> {
        let mut all = [self.of_all.as_slice(), self.naming(part)].concat();
        all.sort_unstable();
        all
    }
}

/// The stances of a party on the issues on which some stance names parts.
fn divided(position: &Position) -> BTreeMap<usize, Divided> {
    let mut divided: BTreeMap<usize, Divided> = BTreeMap::new();
    let stances = || position.stances.iter().enumerate();
    for (index, stance) in stances() {
        for part in stance.parts.iter().flatten() {
            let of_issue = divided.entry(stance.issue).or_default();
            of_issue.of_parts.entry(*part).or_default().push(index);
        }
    }
    for (index, stance) in stances().filter(|(_, stance)| stance.parts.is_none()) {
        if let Some(of_issue) = divided.get_mut(&stance.issue) {
            of_issue.of_all.push(index);
        }
    }
    divided
}
