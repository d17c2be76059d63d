//! Responses to a proposal as JSON.

use super::values::{Object, SetJson};
use crate::compare::{Assessed, Response};
use crate::model::{Issue, Proposal, ProposalResponse, Row, Talks};

/// The responses to a proposal.
#[derive(serde::Serialize)]
pub(super) struct Document<'a> {
    format: u32,
    #[serde(flatten)]
    responses: Responses<'a>,
}

/// The same as a part of another document.
#[derive(serde::Serialize)]
pub(super) struct Responses<'a> {
    proposal: &'a str,
    as_of: Option<String>,
    parties: Vec<PartyJson<'a>>,
    terms: Vec<TermJson<'a>>,
    counts: Object<'a, Object<'a, usize>>,
    answers: Vec<AnswerJson<'a>>,
    linkages: Vec<LinkageJson<'a>>,
    left_out: Vec<RowJson<'a>>,
}

#[derive(serde::Serialize)]
struct PartyJson<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(serde::Serialize)]
struct TermJson<'a> {
    issue: &'a str,
    part: Option<&'a str>,
    is: SetJson<'a>,
    qualifier: Option<&'a str>,
    responses: Object<'a, &'static str>,
}

#[derive(serde::Serialize)]
struct AnswerJson<'a> {
    party: &'a str,
    says: &'static str,
    date: Option<String>,
}

#[derive(serde::Serialize)]
struct LinkageJson<'a> {
    when: &'a str,
    then: &'a str,
    part: Option<&'a str>,
    status: &'static str,
}

#[derive(serde::Serialize)]
struct RowJson<'a> {
    issue: &'a str,
    part: Option<&'a str>,
}

impl<'a> Document<'a> {
    pub(super) fn of(talks: &'a Talks, proposal: &'a Proposal, assessed: &'a Assessed) -> Self {
        Self {
            format: 1,
            responses: Responses::of(talks, proposal, assessed),
        }
    }
}

impl<'a> Responses<'a> {
    pub(super) fn of(talks: &'a Talks, proposal: &'a Proposal, assessed: &'a Assessed) -> Self {
        let compared = assessed.question.parties.iter();
        let parties: Vec<&crate::model::Party> = compared
            .filter_map(|&party| talks.positions.get(party))
            .map(|position| &position.party)
            .collect();
        let id = |place: usize| parties.get(place).map_or("", |party| party.id.as_str());
        let count = |place: usize, response: Response| {
            let given =
                |term: &&crate::compare::AssessedTerm| term.responses.get(place) == Some(&response);
            (response.name(), assessed.terms.iter().filter(given).count())
        };
        let counts = (0..parties.len()).map(|place| {
            let all = Response::ALL
                .into_iter()
                .map(|response| count(place, response));
            (id(place), Object(all.collect()))
        });
        let term = |term: &'a crate::compare::AssessedTerm| {
            let issue = talks.agenda.issues.get(term.row.issue)?;
            let responses = term.responses.iter().enumerate();
            Some(TermJson {
                issue: issue.id.as_str(),
                part: part(issue, term.row),
                is: SetJson {
                    set: term.is.clone(),
                    space: &issue.space,
                },
                qualifier: term.qualifier.as_deref(),
                responses: Object(
                    responses
                        .map(|(place, one)| (id(place), one.name()))
                        .collect(),
                ),
            })
        };
        Self {
            proposal: proposal.id.as_str(),
            as_of: assessed.question.as_of.map(|day| day.to_string()),
            parties: parties
                .iter()
                .map(|party| PartyJson {
                    id: party.id.as_str(),
                    name: &party.name,
                })
                .collect(),
            terms: assessed.terms.iter().filter_map(term).collect(),
            answers: answers(talks, assessed, id),
            linkages: linkages(talks, assessed),
            left_out: left_out(talks, assessed),
            counts: Object(counts.collect()),
        }
    }
}

fn part(issue: &Issue, row: Row) -> Option<&str> {
    issue.part(row.part).map(|part| part.id.as_str())
}

fn answers<'a>(
    talks: &Talks,
    assessed: &Assessed,
    id: impl Fn(usize) -> &'a str,
) -> Vec<AnswerJson<'a>> {
    let answer = |stated: &crate::compare::StatedAnswer| {
        let party = assessed.question.parties.get(stated.party)?;
        let answer = talks.positions.get(*party)?.answers.get(stated.answer)?;
        Some(AnswerJson {
            party: id(stated.party),
            says: match stated.says {
                ProposalResponse::Accepts => "accepts",
                ProposalResponse::Amends => "amends",
                ProposalResponse::Refuses => "refuses",
            },
            date: answer.date.map(|date| date.to_string()),
        })
    };
    assessed.answers.iter().filter_map(answer).collect()
}

fn linkages<'a>(talks: &'a Talks, assessed: &Assessed) -> Vec<LinkageJson<'a>> {
    let issues = &talks.agenda.issues;
    let linkage = |touched: &crate::compare::AssessedLinkage| {
        let linkage = talks.agenda.linkages.get(touched.linkage)?;
        let when = issues.get(touched.row.issue)?;
        Some(LinkageJson {
            when: when.id.as_str(),
            then: issues.get(linkage.then.0)?.id.as_str(),
            part: part(when, touched.row),
            status: touched.status.name(),
        })
    };
    assessed.linkages.iter().filter_map(linkage).collect()
}

fn left_out<'a>(talks: &'a Talks, assessed: &Assessed) -> Vec<RowJson<'a>> {
    let row = |row: &Row| {
        let issue = talks.agenda.issues.get(row.issue)?;
        Some(RowJson {
            issue: issue.id.as_str(),
            part: part(issue, *row),
        })
    };
    assessed.left_out.iter().filter_map(row).collect()
}
