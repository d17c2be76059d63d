//! A proposal as a column of the table: its term on each row, and what each party's answers say of it.

use serde::Serialize;

use super::Dates;
use super::build::full_title;
use super::partly::why;
use super::responses::{RED_LINES_FIRST, response_word};
use super::stated::stated_words;
use super::words::{Style, capitalised, list, outcomes};
use crate::compare::{Assessed, AssessedTerm, LinkageStatus, Response};
use crate::model::{Issue, Proposal, Row, Talks};

/// A proposal as a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalColumn {
    /// Its name in the files.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Who put it forward and when, in one line.
    pub from: String,
    /// Its terms, in agenda order.
    pub terms: Vec<TermCell>,
    /// What the parties have said of the proposal itself, as sentences.
    pub answers: Vec<String>,
    /// The linkages that it breaks or leaves open, the broken ones first, as sentences.
    pub linkages: Vec<String>,
    /// Which rows each of these is about.
    linked: Vec<LinkedRows>,
    /// How each compared party responds to it as a whole, in column order.
    pub counts: Vec<PartyCounts>,
    /// The rows that it leaves out.
    pub left_out: Vec<LeftOutRow>,
}

/// The rows that a linkage ties together for a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
struct LinkedRows {
    /// The row whose term leads to something.
    when: Row,
    /// The issue on which it does.
    then: usize,
    /// The part of it alone, where the linkage holds part by part.
    part: Option<usize>,
}

/// How a party responds to a proposal as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyCounts {
    /// The party's name.
    pub party: String,
    /// How many terms have which response, in words ("2 refused"), the red lines first; those that no term has are
    /// left out.
    pub counts: Vec<(Response, String)>,
}

/// A row that a proposal leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOutRow {
    /// The row.
    pub row: Row,
    /// "Issue: Part", or the title of the issue.
    pub title: String,
}

/// The term of a proposal on one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermCell {
    /// The row.
    #[serde(skip)]
    pub row: Row,
    /// "Issue: Part", or the title of the issue.
    pub title: String,
    /// The outcomes put forward, with what they do not carry in brackets.
    pub text: String,
    /// What each compared party's answer says of it, in column order.
    pub responses: Vec<PartyResponse>,
    /// The term with the responses as one sentence, for a screen reader.
    #[serde(skip)]
    pub spoken: String,
}

/// What a party's answer says of a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartyResponse {
    /// The party's name.
    pub party: String,
    /// The response.
    #[serde(skip)]
    pub response: Response,
    /// The word for it: "Partly refused".
    pub word: &'static str,
    /// Why it is less than a yes or a no, as a sentence, where the word does not say it all.
    pub why: Option<String>,
}

impl ProposalColumn {
    /// The term on this row, if the proposal has one.
    pub fn term(&self, row: Row) -> Option<&TermCell> {
        self.terms
            .binary_search_by(|term| term.row.cmp(&row))
            .ok()
            .and_then(|at| self.terms.get(at))
    }

    /// Those of the linkages that this row is one end of.
    pub fn linkages_on(&self, row: Row) -> Vec<&str> {
        let known = self.linkages.iter().zip(&self.linked);
        let is_end = |linked: &LinkedRows| {
            let is_then =
                linked.then == row.issue && linked.part.is_none_or(|part| row.part == Some(part));
            linked.when == row || is_then
        };
        known
            .filter(|(_, linked)| is_end(linked))
            .map(|(words, _)| words.as_str())
            .collect()
    }
}

/// Makes the column of a proposal.
pub fn proposal_column(
    talks: &Talks,
    proposal: &Proposal,
    assessed: &Assessed,
    dates: Dates,
) -> ProposalColumn {
    let column = Column {
        talks,
        assessed,
        dates,
    };
    let by: Vec<String> = proposal
        .by
        .iter()
        .map(|id| talks.name_of(id).to_owned())
        .collect();
    let by = (!by.is_empty()).then(|| format!("by {}", list(&by, "and")));
    let from: Vec<String> = [by, proposal.date.map(|date| dates.words(date))]
        .into_iter()
        .flatten()
        .collect();
    let terms = assessed.terms.iter();
    let (linkages, linked) = column.linkages().into_iter().unzip();
    ProposalColumn {
        id: proposal.id.to_string(),
        title: proposal.title.clone(),
        from: from.join(", "),
        terms: terms.filter_map(|term| column.term(term)).collect(),
        answers: column.answers(),
        linkages,
        linked,
        counts: column.counts(),
        left_out: column.left_out(),
    }
}

/// The term with the responses as one sentence, and why they are what they are.
fn spoken(text: &str, responses: &[PartyResponse]) -> String {
    let said: Vec<String> = responses
        .iter()
        .map(|known| format!("{}: {}", known.party, known.word.to_lowercase()))
        .collect();
    let said = format!("{text}. {}.", said.join("; "));
    let why = responses.iter().filter_map(|known| known.why.clone());
    let all: Vec<String> = std::iter::once(said).chain(why).collect();
    all.join(" ")
}

struct Column<'a> {
    talks: &'a Talks,
    assessed: &'a Assessed,
    dates: Dates,
}

impl Column<'_> {
    fn issue(&self, row: Row) -> Option<&Issue> {
        self.talks.agenda.issues.get(row.issue)
    }

    /// The name of the compared party in this place.
    fn party(&self, place: usize) -> &str {
        self.assessed.question.party_name(self.talks, place)
    }

    fn term(&self, term: &AssessedTerm) -> Option<TermCell> {
        let issue = self.issue(term.row)?;
        let is = capitalised(&outcomes(&term.is, &issue.space, Style::plain(self.dates)));
        let text = match &term.qualifier {
            Some(terms) => format!("{is} ({terms})"),
            None => is,
        };
        let responses = term.responses.iter().enumerate();
        let responses: Vec<PartyResponse> = responses
            .map(|(place, &response)| PartyResponse {
                party: self.party(place).to_owned(),
                response,
                word: response_word(response),
                why: self
                    .assessed
                    .question
                    .position(self.talks, place)
                    .and_then(|position| {
                        why(
                            term,
                            place,
                            position,
                            (&self.talks.agenda, issue),
                            self.dates,
                        )
                    }),
            })
            .collect();
        Some(TermCell {
            row: term.row,
            title: self.title(term.row),
            spoken: spoken(&text, &responses),
            text,
            responses,
        })
    }

    fn counts(&self) -> Vec<PartyCounts> {
        let places = 0..self.assessed.question.parties.len();
        let count = |place: usize, response: Response| {
            let terms = self.assessed.terms.iter();
            terms
                .filter(|term| term.responses.get(place) == Some(&response))
                .count()
        };
        let counts_of = |place: usize| {
            let words = |response: Response| match count(place, response) {
                0 => None,
                count => Some(format!(
                    "{count} {}",
                    response_word(response).to_lowercase()
                )),
            };
            let counts = RED_LINES_FIRST.into_iter();
            PartyCounts {
                party: self.party(place).to_owned(),
                counts: counts
                    .filter_map(|response| Some((response, words(response)?)))
                    .collect(),
            }
        };
        places.map(counts_of).collect()
    }

    fn left_out(&self) -> Vec<LeftOutRow> {
        let rows = self.assessed.left_out.iter();
        rows.map(|&row| LeftOutRow {
            row,
            title: self.title(row),
        })
        .collect()
    }

    /// "Issue: Part", or the title of the issue.
    fn title(&self, row: Row) -> String {
        self.issue(row)
            .map_or(String::new(), |issue| full_title(row, issue))
    }

    fn answers(&self) -> Vec<String> {
        let stated = self.assessed.answers.iter();
        let sentence = |stated: &crate::compare::StatedAnswer| {
            let party = self.assessed.question.parties.get(stated.party)?;
            let position = self.talks.positions.get(*party)?;
            let answer = position.answers.get(stated.answer)?;
            let words = stated_words(self.talks, answer, self.dates);
            Some(format!("{} {words}", position.party.name))
        };
        stated.filter_map(sentence).collect()
    }

    fn linkages(&self) -> Vec<(String, LinkedRows)> {
        let mut touched: Vec<_> = self.assessed.linkages.iter().collect();
        touched.retain(|linkage| linkage.status != LinkageStatus::Kept);
        touched.sort_by_key(|linkage| linkage.status != LinkageStatus::Broken);
        let sentence = |touched: &crate::compare::AssessedLinkage| {
            let agenda = &self.talks.agenda;
            let linkage = agenda.linkages.get(touched.linkage)?;
            let then = agenda.issues.get(linkage.then.0)?;
            let title = self.title(touched.row);
            let status = if touched.status == LinkageStatus::Broken {
                "Broken"
            } else {
                "Left open"
            };
            let is = outcomes(&linkage.then.1, &then.space, Style::quoted(self.dates));
            let note = linkage.note.as_ref();
            let note = note.map_or(String::new(), |note| format!(" {note}"));
            let words = format!(
                "{status}: what it says on “{title}” leads to {is} on “{}”.{note}",
                then.title
            );
            // A linkage between issues with the same parts holds part by part.
            let when = agenda.issues.get(linkage.when.0)?;
            let is_by_part = when.parts == then.parts;
            let linked = LinkedRows {
                when: touched.row,
                then: linkage.then.0,
                part: touched.row.part.filter(|_| is_by_part),
            };
            Some((words, linked))
        };
        touched.into_iter().filter_map(sentence).collect()
    }
}
