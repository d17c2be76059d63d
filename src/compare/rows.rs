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

    /// Pieces that follow each other, each with the place where it begins: small enough to be at hand as a whole. The parts
    /// of an issue stay together as long as they are not too many, since much is the same for all of them.
    pub(super) fn pieces(&self) -> Vec<(usize, &[Row])> {
        const ENOUGH: usize = 16;
        const TOO_MANY: usize = 256;
        let mut pieces = Vec::new();
        let mut start = 0;
        for &end in &self.starts {
            let is_last = end == self.all.len();
            if end - start < ENOUGH && !is_last {
                continue;
            }
            let piece = self.all.get(start..end).unwrap_or_default();
            let parts = piece.chunks(TOO_MANY).zip((start..).step_by(TOO_MANY));
            pieces.extend(parts.map(|(part, start)| (start, part)));
            start = end;
        }
        pieces
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
