//! What each party has said.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Agenda, Cites, Id, OutcomeSet, PartialDate, Party, Proposal, Source};

/// Everything that was loaded for one comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Talks {
    /// What the talks are about.
    pub agenda: Agenda,
    /// The positions, one a party, in the order of the columns.
    pub positions: Vec<Position>,
    /// The proposals beside them, in file order.
    pub proposals: Vec<Proposal>,
    /// Every source of every file; cites refer to it by index.
    pub sources: Vec<Source>,
}

/// All that one party has said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Whose position it is.
    pub party: Party,
    /// What it said, in file order.
    pub stances: Vec<Stance>,
    /// What it said of proposals.
    pub answers: Vec<ProposalAnswer>,
    /// The issues on which something that it said had an error and was left out: there it only seems silent.
    pub unread: BTreeSet<usize>,
}

/// What one party has said on one issue on one date. Large talks have a million of them, so it is kept small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stance {
    /// The issue, as an index into [`Agenda::issues`].
    pub issue: usize,
    /// The parts that it names, as indices in ascending order; `None` if it speaks of all of them.
    pub parts: Option<Box<[usize]>>,
    /// When it was said; before all dated ones if not given.
    pub date: Option<PartialDate>,
    /// From when it counts as never said.
    pub until: Option<PartialDate>,
    /// Whether it adds to what is in force instead of replacing it.
    pub adds: bool,
    /// What it says.
    pub says: Says,
    /// One or two sentences in plain words.
    pub summary: Option<Box<str>>,
    /// Terms that the outcome alone does not carry.
    pub qualifier: Option<Box<str>>,
    /// How much it matters to the party, in the coder's judgement.
    pub priority: Option<Priority>,
    /// Why it wants this, if it has said so.
    pub interest: Option<Box<str>>,
    /// It wants this only after these.
    pub after: Box<[IssueOrStep]>,
    /// It wants this before these.
    pub before: Box<[IssueOrStep]>,
    /// How sure it is that this was said.
    pub confidence: Confidence,
    /// Where it was said.
    pub cites: Cites,
    /// What other sources say instead.
    pub disputed: Box<[Disputed]>,
}

impl Stance {
    /// The day that it counts as said on; none comes before all days.
    pub fn day(&self) -> Option<Date> {
        self.date.map(PartialDate::first_day)
    }

    /// Whether it names a passage of a source, or what other sources say instead.
    pub fn has_passages(&self) -> bool {
        !self.disputed.is_empty() || self.cites.iter().any(|cite| cite.passage.is_some())
    }
}

/// The content of a stance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// Outcomes that it asks for, would accept, offers or rejects.
    Sets(Sets),
    /// Words, on a `Text` issue.
    Text(String),
    /// That it takes back what it has said.
    Withdrawn,
    /// No more than what it wants before or after what.
    Wishes,
}

/// The outcomes that a stance speaks of. No outcome is both taken (asked, accepted or offered) and rejected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sets {
    /// What it demands.
    pub asks: OutcomeSet,
    /// What it would also take.
    pub accepts: OutcomeSet,
    /// What it would take on a condition.
    pub offers: Vec<Offer>,
    /// What it refuses.
    pub rejects: OutcomeSet,
    /// Where it said "nothing else".
    pub rest: Option<RestField>,
    /// The outcomes that it names by id.
    pub named: OutcomeSet,
}

/// The field of a stance in which `Rest` stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestField {
    /// It asks for anything else.
    Asks,
    /// It would accept anything else.
    Accepts,
    /// It offers anything else, on a condition.
    Offers,
    /// It rejects everything else.
    Rejects,
}

/// Outcomes that a party would take on conditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What it would take.
    pub outcomes: OutcomeSet,
    /// On which conditions: all of them, one at least.
    pub provided: Vec<Condition>,
}

/// What an offer hangs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// That another issue ends in one of these outcomes.
    On {
        /// The other issue.
        issue: usize,
        /// The outcomes there.
        outcomes: OutcomeSet,
        /// The parts of the other issue that are meant; `None` for all.
        parts: Option<Vec<usize>>,
    },
    /// Something that no issue of the agenda covers.
    Words(String),
}

/// An issue or a step, as an index into [`Agenda::issues`] or [`Agenda::steps`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IssueOrStep {
    /// A whole issue.
    Issue(usize),
    /// A step.
    Step(usize),
}

/// How sure it is that a party said something. The stronger is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Confidence {
    /// Concluded from what it did or from other words.
    Inferred,
    /// Said by others.
    Reported,
    /// Said by the party.
    #[default]
    Stated,
}

/// How much an issue matters to a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// Little.
    Low,
    /// Some.
    Medium,
    /// Much.
    High,
}

/// What another source says instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disputed {
    /// The other account.
    pub summary: String,
    /// Where it stands.
    pub cites: Cites,
}

/// What a party said of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalAnswer {
    /// The proposal.
    pub proposal: Id,
    /// Yes, yes with changes, or no.
    pub says: ProposalResponse,
    /// When.
    pub date: Option<PartialDate>,
    /// The issues that it speaks to; `None` for all.
    pub issues: Option<Vec<usize>>,
    /// In words.
    pub summary: Option<String>,
    /// Where it was said.
    pub cites: Cites,
}

/// The ways to answer a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalResponse {
    /// It accepts it.
    Accepts,
    /// It would, with changes.
    Amends,
    /// It refuses it.
    Refuses,
}

impl Sets {
    /// Every outcome that is asked for, accepted or offered.
    pub fn taken(&self) -> OutcomeSet {
        OutcomeSet::union_of(self.all_taken())
    }

    /// The sets that it takes: asked for, accepted, and of each offer.
    pub fn all_taken(&self) -> impl Iterator<Item = &OutcomeSet> {
        let offered = self.offers.iter().map(|offer| &offer.outcomes);
        [&self.asks, &self.accepts].into_iter().chain(offered)
    }
}

impl Talks {
    /// The name of the party with this id, if it is opened or the agenda knows it; otherwise its id.
    pub fn name_of<'a>(&'a self, id: &'a Id) -> &'a str {
        let opened = self.positions.iter().map(|position| &position.party);
        let known = opened
            .chain(&self.agenda.parties)
            .find(|party| party.id == *id);
        known.map_or(id.as_str(), |party| &party.name)
    }

    /// The party with this id, as an index into [`Talks::positions`].
    pub fn party_index(&self, id: &str) -> Option<usize> {
        self.positions
            .iter()
            .position(|position| position.party.id.as_str() == id)
    }

    /// The proposal with this id.
    pub fn proposal(&self, id: &str) -> Option<&Proposal> {
        self.proposals
            .iter()
            .find(|proposal| proposal.id.as_str() == id)
    }
}
