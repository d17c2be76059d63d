//! Outcomes put forward together, by anyone.

use super::{Cite, Id, OutcomeSet, PartialDate, Row};

/// Outcomes put forward for some issues. A proposal is never a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its name in the files.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// Who put it forward.
    pub by: Vec<Id>,
    /// When.
    pub date: Option<PartialDate>,
    /// What it would settle, and how.
    pub terms: Vec<Term>,
}

/// What a proposal says on one issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The issue, as an index into the agenda's issues.
    pub issue: usize,
    /// The parts that it names; `None` for all.
    pub parts: Option<Vec<usize>>,
    /// The outcomes put forward; any of them would do.
    pub is: OutcomeSet,
    /// Terms that the outcomes do not carry.
    pub qualifier: Option<String>,
    /// Where it stands.
    pub cites: Vec<Cite>,
}

impl Proposal {
    /// The term on this row. One that names the part beats one for all parts; of equals the later counts.
    pub fn term_on(&self, row: Row) -> Option<&Term> {
        let on_issue = || {
            self.terms
                .iter()
                .rev()
                .filter(|term| term.issue == row.issue)
        };
        let naming = on_issue().find(|term| match (&term.parts, row.part) {
            (Some(parts), Some(part)) => parts.contains(&part),
            _ => false,
        });
        naming.or_else(|| on_issue().find(|term| term.parts.is_none()))
    }
}
