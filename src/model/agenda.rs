//! What the talks are about: the issues in order, and what else is known of the talks.

use jiff::civil::Date;

use super::{Cites, ComparedDays, Id, IssueOrStep, OutcomeSet, PartialDate, Space};

/// The issues of the talks with their outcomes; also rounds, deadlines, linkages and agreements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agenda {
    /// What the talks are called.
    pub title: String,
    /// Two or three sentences for someone who has never heard of them.
    pub summary: Option<String>,
    /// The parties that the agenda knows, in the order of their columns.
    pub parties: Vec<Party>,
    /// What is shown at first.
    pub view: View,
    /// The issues in order.
    pub issues: Vec<Issue>,
    /// Things that happen rather than get decided.
    pub steps: Vec<Step>,
    /// What follows from what.
    pub linkages: Vec<Linkage>,
    /// What the parties have said is agreed.
    pub agreements: Vec<Agreement>,
    /// Rounds, deadlines and other dated things, by date.
    pub milestones: Vec<Milestone>,
    /// Judgements of `Text` issues by persons.
    pub assessments: Vec<Assessment>,
    /// Whether no file gave the agenda, and it was made up from the positions.
    pub made_up: bool,
}

/// One that can say yes or no to the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Its name in the files.
    pub id: Id,
    /// Its name for readers.
    pub name: String,
}

/// What is compared when the talks are opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// As of which day.
    pub as_of: Option<Date>,
    /// Counting from which day.
    pub from: Option<Date>,
    /// Which parties; `None` for all.
    pub parties: Option<Vec<Id>>,
}

impl View {
    /// The days of the comparison.
    pub fn days(&self) -> ComparedDays {
        ComparedDays {
            as_of: self.as_of,
            from: self.from,
            since: None,
        }
    }
}

/// One question that the talks must settle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Its name in the files.
    pub id: Id,
    /// What it is called: what is at stake, not what one party wants.
    pub title: String,
    /// The group of issues that it belongs to.
    pub theme: Option<String>,
    /// The question that its outcomes answer.
    pub question: Option<String>,
    /// The places or things that it is decided for separately; none if it is decided once.
    pub parts: Vec<Part>,
    /// The outcomes that it may have.
    pub space: Space,
    /// The parties that decide it. Shown only.
    pub decided_by: Vec<Id>,
}

/// One of several places or things that an issue is decided for separately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name in the files.
    pub id: Id,
    /// Its name for readers.
    pub label: String,
}

/// One row of the comparison: an undivided issue, or one part of a divided one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Row {
    /// The issue, as an index into [`Agenda::issues`].
    pub issue: usize,
    /// The part, as an index into [`Issue::parts`].
    pub part: Option<usize>,
}

/// A thing that happens rather than gets decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name in the files.
    pub id: Id,
    /// Its name for readers.
    pub title: String,
}

/// If this outcome here, then that outcome there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linkage {
    /// The issue and the outcomes that lead to others.
    pub when: (usize, OutcomeSet),
    /// The issue and the outcomes that follow.
    pub then: (usize, OutcomeSet),
    /// The parts of the first issue for which this is said; `None` for all.
    pub parts: Option<Vec<usize>>,
    /// Whose claim it is.
    pub by: Option<Id>,
    /// When it was claimed.
    pub date: Option<PartialDate>,
    /// Why it follows.
    pub note: Option<String>,
    /// Where it was said.
    pub cites: Cites,
}

/// Outcomes that the parties have said are agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The issue.
    pub issue: usize,
    /// The parts agreed on; `None` for all.
    pub parts: Option<Vec<usize>>,
    /// What is agreed; `None` if only that something is.
    pub is: Option<OutcomeSet>,
    /// Since when.
    pub date: PartialDate,
    /// In words.
    pub note: Option<String>,
    /// Where it was said.
    pub cites: Cites,
}

/// A dated thing on the talks' timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// When it was, or began.
    pub date: PartialDate,
    /// What it is called.
    pub title: String,
    /// What kind of thing it is.
    pub kind: EventKind,
    /// Where it was reported.
    pub cites: Cites,
}

/// The kinds of dated things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventKind {
    /// A meeting of the parties.
    Round(Round),
    /// A day by which something is demanded.
    Deadline(Deadline),
    /// Anything else that happened.
    Event,
}

/// A meeting of the parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Its last day, if it had several.
    pub until: Option<PartialDate>,
    /// Where it was held.
    pub place: Option<String>,
    /// Who led whom.
    pub delegations: Vec<Delegation>,
    /// What came of it.
    pub outcome: Option<String>,
}

/// Who spoke for a party at a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// The party.
    pub party: Id,
    /// The head of its delegation.
    pub head: Option<String>,
}

/// A day by which something is demanded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// When it was set.
    pub set: Option<PartialDate>,
    /// When it was given up.
    pub dropped: Option<PartialDate>,
    /// Who set it.
    pub by: Option<Id>,
}

/// A person's judgement of a `Text` issue, shown as such.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The issue.
    pub issue: usize,
    /// The judgement.
    pub verdict: AssessedVerdict,
    /// Why.
    pub note: Option<String>,
    /// Who judged.
    pub by: Option<String>,
    /// When.
    pub date: Option<PartialDate>,
}

/// The verdicts that a person may give on words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssessedVerdict {
    /// The words ask for the same.
    Aligned,
    /// There is something that all would take.
    Overlap,
    /// There is nothing that all would take.
    Gap,
    /// One refuses what another wants.
    Opposed,
}

/// Whether words on these parts, in ascending order, are about this one. `None` for the parts means all of them, and
/// for the one that the issue is undivided.
pub fn is_about(parts: Option<&[usize]>, part: Option<usize>) -> bool {
    match (parts, part) {
        (Some(parts), Some(part)) => parts.binary_search(&part).is_ok(),
        _ => true,
    }
}

impl Issue {
    /// The part with this index.
    pub fn part(&self, index: Option<usize>) -> Option<&Part> {
        index.and_then(|index| self.parts.get(index))
    }
}

impl Agenda {
    /// The rows of the comparison: issues in order, each once or once for each of its parts.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        self.issues.iter().enumerate().flat_map(|(issue, known)| {
            let parts = if known.parts.is_empty() {
                vec![None]
            } else {
                (0..known.parts.len()).map(Some).collect()
            };
            parts.into_iter().map(move |part| Row { issue, part })
        })
    }

    /// The issue with this id, as an index.
    pub fn issue_index(&self, id: &str) -> Option<usize> {
        self.issues.iter().position(|issue| issue.id.as_str() == id)
    }

    /// The title of an issue or a step.
    pub fn title_of(&self, thing: IssueOrStep) -> &str {
        match thing {
            IssueOrStep::Issue(index) => self.issues.get(index).map_or("", |issue| &issue.title),
            IssueOrStep::Step(index) => self.steps.get(index).map_or("", |step| &step.title),
        }
    }
}
