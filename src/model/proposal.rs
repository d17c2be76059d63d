//! Outcomes put forward together, by anyone.

use std::collections::BTreeMap;

use super::{Cites, Id, OutcomeSet, PartialDate, Row};

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
    pub cites: Cites,
}

/// The terms of a proposal, found by row.
#[derive(Debug, Clone)]
pub struct TermsByRow<'p> {
    on_rows: BTreeMap<Row, &'p Term>,
    on_issues: BTreeMap<usize, &'p Term>,
}

impl Proposal {
    /// Its terms by row.
    pub fn by_row(&self) -> TermsByRow<'_> {
        let mut by_row = TermsByRow {
            on_rows: BTreeMap::new(),
            on_issues: BTreeMap::new(),
        };
        for term in &self.terms {
            let issue = term.issue;
            match &term.parts {
                None => {
                    by_row.on_issues.insert(issue, term);
                }
                Some(parts) => {
                    let parts = parts.iter().copied().map(Some);
                    let rows = parts.map(|part| (Row { issue, part }, term));
                    by_row.on_rows.extend(rows);
                }
            }
        }
        by_row
    }
}

impl<'p> TermsByRow<'p> {
    /// The term on this row. One that names the part beats one for all parts; of equals the later counts.
    pub fn on(&self, row: Row) -> Option<&'p Term> {
        let on_row = self.on_rows.get(&row);
        on_row.or_else(|| self.on_issues.get(&row.issue)).copied()
    }
}
