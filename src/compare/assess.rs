//! What each party's answers say of a proposal, term by term.

use std::sync::Arc;

use rayon::prelude::*;

use super::answer::Answer;
use super::conditions::{Bench, Stage};
use super::rows::Rows;
use super::said::Speeches;
use super::{Question, Standing};
use crate::model::{
    Agenda, Linkage, OutcomeSet, Proposal, ProposalResponse, Row, Talks, TermsByRow,
};
use crate::threads::on_all_cores;

/// What each party's answers say of a proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessed {
    /// As of which day and for which parties.
    pub question: Question,
    /// The rows that the proposal settles, in agenda order.
    pub terms: Vec<AssessedTerm>,
    /// What the parties have said of the proposal itself, by party and in file order.
    pub answers: Vec<StatedAnswer>,
    /// The linkages that the proposal touches, part by part.
    pub linkages: Vec<AssessedLinkage>,
    /// The rows that the proposal leaves out.
    pub left_out: Vec<Row>,
}

/// One row that a proposal settles.
#[derive(Debug, Clone, PartialEq)]
pub struct AssessedTerm {
    /// The row.
    pub row: Row,
    /// The outcomes put forward for it.
    pub is: OutcomeSet,
    /// Terms that the outcomes do not carry.
    pub qualifier: Option<String>,
    /// What each compared party's answer says of them.
    pub responses: Vec<Response>,
    /// How the outcomes fall apart in what each compared party has said, where that is less than a yes or a no.
    pub divided: Vec<Option<Box<Divided>>>,
}

/// How the outcomes of a term fall apart in what a party has said.
#[derive(Debug, Clone, PartialEq)]
pub struct Divided {
    /// All that it has said on the row, with conditions judged by the proposal.
    pub answer: Arc<Answer>,
    /// What it would take of them.
    pub taken: OutcomeSet,
    /// What it refuses of them.
    pub refused: OutcomeSet,
    /// What it offers of them on conditions that are refused, and says nothing else of.
    pub blocked: OutcomeSet,
    /// What it has taken and refused of them on one day.
    pub contradicted: OutcomeSet,
    /// What it has said nothing of.
    pub unsaid: OutcomeSet,
}

/// What a party's answer says of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Response {
    /// It refuses all that is put forward: a red line is crossed.
    Refused,
    /// It refuses some of what is put forward.
    PartlyRefused,
    /// It has spoken on the issue, and not of this.
    NotStated,
    /// It has not spoken on the issue.
    Silent,
    /// It would take all of it.
    Acceptable,
    /// It asks for it.
    Asked,
}

/// What a party has said of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatedAnswer {
    /// The party, by its place among the compared ones.
    pub party: usize,
    /// Its answer, as an index into the answers of its position.
    pub answer: usize,
    /// Yes, yes with changes, or no.
    pub says: ProposalResponse,
}

/// A linkage that a proposal touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssessedLinkage {
    /// The linkage, as an index into the agenda's linkages.
    pub linkage: usize,
    /// The row of its first issue.
    pub row: Row,
    /// Whether what follows from the first term is in the proposal, too.
    pub status: LinkageStatus,
}

/// Whether a proposal keeps a linkage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkageStatus {
    /// The second term lies inside what follows.
    Kept,
    /// The second term and what follows do not meet.
    Broken,
    /// There is no second term, or it meets what follows in part.
    Open,
}

impl Response {
    /// All responses in the order of the JSON.
    pub const ALL: [Self; 6] = [
        Self::Asked,
        Self::Acceptable,
        Self::Refused,
        Self::PartlyRefused,
        Self::NotStated,
        Self::Silent,
    ];

    /// Its name in the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Acceptable => "acceptable",
            Self::Refused => "refused",
            Self::PartlyRefused => "partly-refused",
            Self::NotStated => "not-stated",
            Self::Silent => "silent",
        }
    }
}

impl LinkageStatus {
    /// Its name in the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Broken => "broken",
            Self::Open => "open",
        }
    }
}

/// Holds a proposal against what the parties say.
pub fn assess(talks: &Talks, question: &Question, proposal: &Proposal) -> Assessed {
    on_all_cores(|| assess_all(talks, question, proposal))
}

fn assess_all(talks: &Talks, question: &Question, proposal: &Proposal) -> Assessed {
    let rows = Rows::of(&talks.agenda);
    let settles = proposal.by_row();
    let settled = Settled::of(&talks.agenda, &rows, &settles);
    let speeches = Speeches::of(talks, question);
    let mut stood = speeches.stand(talks, question, &rows, None, |_, stood| Stage::Stood(stood));
    // A condition on an issue that the proposal settles is judged by what the proposal says there.
    Bench::new(&rows, &[], |at| settled.on(at)).judge(&mut stood);
    let mut terms = Vec::new();
    let mut left_out = Vec::new();
    let all = rows.all().iter().enumerate();
    for ((at, &row), stood) in all.zip(stood.iter().filter_map(Stage::stood)) {
        let standings = &stood.standings;
        match settles.on(row) {
            Some(term) => {
                let is = settled.on(at).cloned().unwrap_or_default();
                let judged = standings.iter().map(|standing| judge(standing, &is));
                let (responses, divided) = judged.unzip();
                terms.push(AssessedTerm {
                    row,
                    is: term.is.clone(),
                    qualifier: term.qualifier.clone(),
                    responses,
                    divided,
                });
            }
            None => left_out.push(row),
        }
    }
    Assessed {
        question: question.clone(),
        terms,
        answers: stated_answers(talks, question, proposal),
        linkages: linkages(&talks.agenda, &rows, &settled),
        left_out,
    }
}

/// What a proposal says on each row.
struct Settled(Vec<Option<OutcomeSet>>);

impl Settled {
    /// An outcome of other parts is none of a row, and a term of which nothing is left says nothing there.
    fn of(agenda: &Agenda, rows: &Rows, settles: &TermsByRow<'_>) -> Self {
        let within = |row: &Row| {
            let term = settles.on(*row)?;
            let space = &agenda.issues.get(row.issue)?.space;
            let space = space.of_row(row.part, None, &OutcomeSet::EMPTY);
            Some(term.is.intersection(&space)).filter(|is| !is.is_empty())
        };
        Self(rows.all().par_iter().map(within).collect())
    }

    /// The outcomes put forward on the row in this place.
    fn on(&self, at: usize) -> Option<&OutcomeSet> {
        self.0.get(at).and_then(Option::as_ref)
    }
}

/// What a party says of a term, and how that falls apart if it is less than a yes or a no.
fn judge(standing: &Standing, term: &OutcomeSet) -> (Response, Option<Box<Divided>>) {
    let Standing::Spoken(answer) = standing else {
        return (Response::Silent, None);
    };
    let takes = answer.takes();
    let response = if term.is_empty() {
        // The empty set lies in every set, and says nothing.
        Response::NotStated
    } else if term.is_subset(&answer.asks) {
        Response::Asked
    } else if term.is_subset(&takes) {
        Response::Acceptable
    } else if term.is_subset(&answer.rejects) {
        Response::Refused
    } else if term.intersects(&answer.rejects) {
        Response::PartlyRefused
    } else {
        Response::NotStated
    };
    let is_divided = matches!(response, Response::NotStated | Response::PartlyRefused);
    let divided = is_divided.then(|| Box::new(divide(answer, &takes, term)));
    (response, divided)
}

fn divide(answer: &Arc<Answer>, takes: &OutcomeSet, term: &OutcomeSet) -> Divided {
    let (blocked, rejects) = (answer.blocked(), &answer.rejects);
    let spoken = [takes, rejects, &blocked, answer.contradicted()];
    Divided {
        taken: term.intersection(takes),
        refused: term.intersection(rejects),
        blocked: term.intersection(&blocked).difference(rejects),
        contradicted: term.intersection(answer.contradicted()),
        unsaid: term.difference(&OutcomeSet::union_of(spoken)),
        answer: Arc::clone(answer),
    }
}

fn stated_answers(talks: &Talks, question: &Question, proposal: &Proposal) -> Vec<StatedAnswer> {
    let mut stated = Vec::new();
    for (party, &index) in question.parties.iter().enumerate() {
        let answers = talks
            .positions
            .get(index)
            .map_or(&[][..], |position| &position.answers);
        for (place, answer) in answers.iter().enumerate() {
            let day = answer.date.map(crate::model::PartialDate::first_day);
            let is_said = question
                .as_of
                .is_none_or(|as_of| day.is_none_or(|day| day <= as_of));
            if answer.proposal == proposal.id && is_said {
                stated.push(StatedAnswer {
                    party,
                    answer: place,
                    says: answer.says,
                });
            }
        }
    }
    stated
}

/// The linkages whose first half the proposal fulfils.
fn linkages(agenda: &Agenda, rows: &Rows, settled: &Settled) -> Vec<AssessedLinkage> {
    let mut touched = Vec::new();
    for (index, linkage) in agenda.linkages.iter().enumerate() {
        let fulfilled = rows
            .of_issue(linkage.when.0, linkage.parts.as_deref())
            .filter(|(at, _)| {
                let is = settled.on(*at);
                is.is_some_and(|is| is.is_subset(&linkage.when.1))
            });
        let mut fulfilled = fulfilled.peekable();
        if fulfilled.peek().is_none() {
            continue;
        }
        // The same for all parts of the first issue, unless the second has the same parts.
        let is_whole = !part_by_part(agenda, linkage);
        let whole = is_whole.then(|| linkage_status(rows, settled, linkage, None));
        touched.extend(fulfilled.map(|(_, row)| {
            let parts = row.part.as_ref().map(std::slice::from_ref);
            let on_part = || linkage_status(rows, settled, linkage, parts);
            AssessedLinkage {
                linkage: index,
                row,
                status: whole.unwrap_or_else(on_part),
            }
        }));
    }
    touched
}

/// Whether a linkage holds part by part, and not from any part to the whole of the second issue.
fn part_by_part(agenda: &Agenda, linkage: &Linkage) -> bool {
    let parts_of = |issue: usize| agenda.issues.get(issue).map(|issue| &issue.parts);
    let when = parts_of(linkage.when.0);
    when.is_some_and(|parts| !parts.is_empty()) && when == parts_of(linkage.then.0)
}

/// Whether the terms on these parts of the second issue lie inside what follows.
fn linkage_status(
    rows: &Rows,
    settled: &Settled,
    linkage: &Linkage,
    parts: Option<&[usize]>,
) -> LinkageStatus {
    let (then, outcomes) = &linkage.then;
    let terms = || rows.of_issue(*then, parts).map(|(at, _)| settled.on(at));
    if terms().flatten().any(|is| !is.intersects(outcomes)) {
        LinkageStatus::Broken
    } else if terms().all(|is| is.is_some_and(|is| is.is_subset(outcomes))) {
        LinkageStatus::Kept
    } else {
        LinkageStatus::Open
    }
}
