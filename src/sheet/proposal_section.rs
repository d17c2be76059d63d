//! A proposal as a page holds it: what the parties' answers say of it as a whole, and term by term.

use std::collections::BTreeSet;

use serde::Serialize;

use super::words::counted;
use super::{LeftOutRow, Line, Material, ProposalColumn, RowHead, TermCell, proposal_column};
use crate::compare::{Assessed, Question, assess};
use crate::model::{Proposal, Row, Talks};

/// How many issues that a proposal leaves out are named before the others are counted.
const NAMED: usize = 40;

/// A proposal that stands beside a comparison, held against what the parties say.
#[derive(Debug, Clone)]
pub struct HeldProposal<'a> {
    /// The proposal.
    pub proposal: &'a Proposal,
    /// What each compared party's answers say of it.
    pub assessed: Assessed,
    /// Whether it stands in no file.
    pub is_unsaved: bool,
}

impl<'a> HeldProposal<'a> {
    /// Holds a proposal against what the parties say.
    pub fn of(
        talks: &Talks,
        question: &Question,
        proposal: &'a Proposal,
        is_unsaved: bool,
    ) -> Self {
        Self {
            proposal,
            assessed: assess(talks, question, proposal),
            is_unsaved,
        }
    }
}

/// A proposal as a page holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProposalSection {
    /// What it is called.
    pub title: String,
    /// Who put it forward and when, and what is to be said of it as a whole, a sentence each.
    pub about: Vec<String>,
    /// Its terms on the rows that are shown, in agenda order.
    pub terms: Vec<TermCell>,
}

impl ProposalSection {
    /// The term on this row, if the proposal has one.
    pub fn term(&self, row: Row) -> Option<&TermCell> {
        let place = self.terms.binary_search_by(|term| term.row.cmp(&row)).ok();
        place.and_then(|place| self.terms.get(place))
    }
}

/// The proposals of a sheet with these lines.
pub(super) fn sections(material: Material<'_>, lines: &[Line<RowHead>]) -> Vec<ProposalSection> {
    if material.proposals.is_empty() {
        return Vec::new();
    }
    let shown: BTreeSet<Row> = lines
        .iter()
        .filter_map(Line::row)
        .map(|head| head.row)
        .collect();
    let section = |held: &HeldProposal<'_>| {
        let talks = material.talks;
        let column = proposal_column(talks, held.proposal, &held.assessed, material.dates);
        section(column, held, talks, &shown)
    };
    material.proposals.iter().map(section).collect()
}

fn section(
    column: ProposalColumn,
    held: &HeldProposal<'_>,
    talks: &Talks,
    shown: &BTreeSet<Row>,
) -> ProposalSection {
    let (terms, hidden): (Vec<TermCell>, Vec<TermCell>) = column
        .terms
        .iter()
        .cloned()
        .partition(|term| shown.contains(&term.row));
    ProposalSection {
        about: about(&column, held, talks, hidden.len()),
        terms,
        title: column.title,
    }
}

fn about(
    column: &ProposalColumn,
    held: &HeldProposal<'_>,
    talks: &Talks,
    hidden: usize,
) -> Vec<String> {
    let mut about = Vec::new();
    if held.is_unsaved {
        about.push("It is not saved to a file of its own.".to_owned());
    }
    if !column.from.is_empty() {
        let lead = if held.proposal.by.is_empty() {
            "Dated"
        } else {
            "Put forward"
        };
        about.push(format!("{lead} {}.", column.from));
    }
    let settled = counted(column.terms.len(), "row", "rows");
    about.push(format!("It settles {settled}."));
    about.extend(column.counts.iter().filter_map(|known| {
        let counts: Vec<&str> = known
            .counts
            .iter()
            .map(|(_, words)| words.as_str())
            .collect();
        (!counts.is_empty()).then(|| format!("{}: {}.", known.party, counts.join(", ")))
    }));
    about.extend(column.answers.iter().map(|answer| {
        let end = if answer.ends_with(['.', '!', '?']) {
            ""
        } else {
            "."
        };
        format!("{answer}{end}")
    }));
    about.extend(column.linkages.iter().cloned());
    about.extend(left_out(column, talks));
    if hidden > 0 {
        let terms = counted(hidden, "term", "terms");
        let stand = if hidden == 1 { "stands" } else { "stand" };
        about.push(format!(
            "{terms} of it {stand} on rows that the filters hide."
        ));
    }
    about
}

/// The rows that it leaves out, several parts of an issue as one.
fn left_out(column: &ProposalColumn, talks: &Talks) -> Option<String> {
    if column.left_out.is_empty() {
        return None;
    }
    let of_one_issue = |a: &LeftOutRow, b: &LeftOutRow| a.row.issue == b.row.issue;
    let named: Vec<String> = column
        .left_out
        .chunk_by(of_one_issue)
        .filter_map(|rows| match rows {
            [only] => Some(only.title.clone()),
            [first, ..] => {
                let issue = talks.agenda.issues.get(first.row.issue)?;
                Some(format!("{} ({} parts)", issue.title, rows.len()))
            }
            [] => None,
        })
        .collect();
    let more = match named.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("; and {}", counted(more, "more issue", "more issues")),
    };
    let shown: Vec<String> = named.into_iter().take(NAMED).collect();
    let rows = counted(column.left_out.len(), "row", "rows");
    Some(format!("It leaves out {rows}: {}{more}.", shown.join("; ")))
}
