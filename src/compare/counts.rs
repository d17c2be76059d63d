//! How many rows have which verdict. Counts, never scores.

use std::sync::Arc;

use super::{RowComparison, Verdict};

/// How many rows have each verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    by_verdict: [usize; Verdict::ALL.len()],
    qualified: usize,
}

/// So many out of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub of: usize,
    /// Out of how many; above zero.
    pub out_of: usize,
}

impl Counts {
    /// Counts that were made elsewhere: one for each verdict in the order of [`Verdict::ALL`], and how many of the
    /// overlaps are qualified.
    pub(super) fn new(by_verdict: [usize; Verdict::ALL.len()], qualified: usize) -> Self {
        Self {
            by_verdict,
            qualified,
        }
    }

    /// Counts these rows.
    pub fn of<'a>(rows: impl IntoIterator<Item = &'a Arc<RowComparison>>) -> Self {
        let mut counts = Self::default();
        for row in rows {
            counts.add(row.verdict, row.is_qualified);
        }
        counts
    }

    fn add(&mut self, verdict: Verdict, is_qualified: bool) {
        // The array has a place for every verdict, in the order of the enum.
        if let Some(count) = self.by_verdict.get_mut(verdict as usize) {
            *count += 1;
        }
        self.qualified += usize::from(is_qualified);
    }

    /// How many rows have this verdict.
    pub fn get(&self, verdict: Verdict) -> usize {
        self.by_verdict.get(verdict as usize).copied().unwrap_or(0)
    }

    /// How many rows there are.
    pub fn all(&self) -> usize {
        self.by_verdict.iter().sum()
    }

    /// On how many rows two or more parties have spoken, those aside where words differ and nobody has judged them.
    pub fn compared(&self) -> usize {
        Verdict::ALL
            .into_iter()
            .filter(|verdict| verdict.is_compared())
            .map(|verdict| self.get(verdict))
            .sum()
    }

    /// How many of the overlaps are of parties that ask for the same on different terms.
    pub fn qualified(&self) -> usize {
        self.qualified
    }

    /// The share of rows with something in common: aligned, or overlapping on the same terms, out of those
    /// that are compared. `None` if none are.
    pub fn common(&self) -> Option<Share> {
        let out_of = self.compared();
        let of = self.get(Verdict::Aligned) + self.get(Verdict::Overlap) - self.qualified;
        (out_of > 0).then_some(Share { of, out_of })
    }
}

impl Share {
    /// The share in ten-thousandths, rounded half up.
    pub fn ten_thousandths(self) -> usize {
        (20_000 * self.of + self.out_of) / (2 * self.out_of)
    }
}
