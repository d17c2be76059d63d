//! The rows of an agenda, found by issue and part.

use std::ops::Range;

use crate::model::{Agenda, Row};

/// The rows of an agenda in order, each with its place.
pub(super) struct Rows {
    all: Vec<Row>,
    /// Where the rows of each issue begin, and where those of the last one end.
    starts: Vec<usize>,
}

impl Rows {
    pub(super) fn of(agenda: &Agenda) -> Self {
        let mut next = 0;
        let mut starts = vec![0];
        starts.extend(agenda.issues.iter().map(|issue| {
            next += issue.parts.len().max(1);
            next
        }));
        Self {
            all: agenda.rows().collect(),
            starts,
        }
    }

    /// All rows in order.
    pub(super) fn all(&self) -> &[Row] {
        &self.all
    }

    /// The places of all rows of an issue.
    pub(super) fn whole(&self, issue: usize) -> Range<usize> {
        let ends = self.starts.get(issue).zip(self.starts.get(issue + 1));
        ends.map_or(0..0, |(&start, &end)| start..end)
    }

    /// The rows that a word on an issue speaks of, with their places: all of its parts, or those that are named.
    pub(super) fn of_issue<'r>(
        &'r self,
        issue: usize,
        parts: Option<&'r [usize]>,
    ) -> impl Iterator<Item = (usize, Row)> + 'r {
        let Range { start, end } = self.whole(issue);
        let named = parts.filter(|_| self.all.get(start).is_some_and(|row| row.part.is_some()));
        let count = named.map_or(end - start, <[usize]>::len);
        let places = (0..count).filter_map(move |at| match named {
            Some(parts) => parts.get(at).map(|part| start + part),
            None => Some(start + at),
        });
        places
            .filter(move |&place| place < end)
            .filter_map(|place| self.all.get(place).map(|row| (place, *row)))
    }
}
