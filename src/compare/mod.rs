//! Compares the answers of parties: pure, exact, and never fails.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::Talks;

/// How the answers on one issue row relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// All who have spoken ask for some outcome, on the same terms.
    Aligned,
    /// All who have spoken would take some outcome.
    Overlap,
    /// Nothing that all would take, and nobody refuses all that another would take.
    Gap,
    /// One refuses all that another would take.
    Opposed,
    /// Only one party has spoken.
    OneSided,
    /// No party has spoken.
    Unstated,
    /// Words, which are not computed.
    Text,
}

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question {
    /// As of which day; with none, all dates count.
    pub as_of: Option<Date>,
    /// Counting from which day; with none, from the beginning.
    pub from: Option<Date>,
    /// The compared parties, as indices into [`Talks::positions`], in column order.
    pub parties: Vec<usize>,
}

/// The answers of parties, row by row, and how they relate.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {}

/// Compares the positions of these parties.
pub fn compare(talks: &Talks, question: &Question) -> Comparison {
    todo!()
}
