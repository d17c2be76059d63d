//! Positions: text to model, and the parties put together from their files.

use std::collections::{BTreeMap, BTreeSet};

use super::entries::{Known, SourceBook, by_id, read_cites, read_party, read_sources};
use super::fault::Fault;
use super::problem::{Place, Problem, Severity};
use super::reading::{LeftOut, Raw, Reading};
use super::schema::{AnswerText, OnlyIssue, SaysText};
use super::stances::read_stance;
use crate::model::{Id, Position, ProposalAnswer, ProposalResponse, Source};

/// How many parties a comparison may have.
const PARTIES: usize = 512;

/// Where a stance stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) file: String,
    pub(super) place: Place,
}

/// A position with the place of each of its stances.
#[derive(Debug, Clone)]
pub(super) struct ReadPosition {
    pub(super) position: Position,
    pub(super) origins: Vec<Origin>,
    /// Where its party is named.
    pub(super) named_at: Origin,
    /// How many stances had an error.
    pub(super) left_out: usize,
    /// How many answers to proposals had an error.
    pub(super) answers_left_out: usize,
    /// In how many files it stands.
    pub(super) files: usize,
}

/// The raw lists of a position file.
pub(super) struct PositionText<'a> {
    pub(super) party: Raw<'a>,
    pub(super) sources: Vec<Raw<'a>>,
    pub(super) stances: Vec<Raw<'a>>,
    pub(super) answers: Vec<Raw<'a>>,
}

/// Reads a position. Stances with an error are left out; with no party there is no position.
pub(super) fn read_position<'a>(
    reading: &mut Reading<'a>,
    text: &PositionText<'a>,
    known: Known<'_>,
    agenda_sources: &SourceBook,
    sources: &mut Vec<Source>,
    proposals: &BTreeSet<Id>,
) -> Result<ReadPosition, LeftOut> {
    let party = read_party(reading, text.party)?;
    let named_at = Origin {
        file: reading.name.to_owned(),
        place: reading.place(text.party.get_ron()),
    };
    let book = read_sources(reading, &text.sources, agenda_sources, sources);
    let mut read = ReadPosition {
        position: Position {
            party,
            stances: Vec::new(),
            answers: Vec::new(),
            unread: BTreeSet::new(),
        },
        origins: Vec::new(),
        named_at,
        left_out: 0,
        answers_left_out: 0,
        files: 1,
    };
    for raw in &text.stances {
        match read_stance(reading, raw, known, &book) {
            Ok(stance) => {
                read.position.stances.push(stance);
                let place = reading.place(raw.get_ron());
                read.origins.push(Origin {
                    file: reading.name.to_owned(),
                    place,
                });
            }
            Err(LeftOut) => {
                read.left_out += 1;
                read.position.unread.extend(issue_of(reading, raw, known));
            }
        }
    }
    for raw in &text.answers {
        match read_answer(reading, raw, known, &book, proposals) {
            Ok(answer) => read.position.answers.push(answer),
            Err(LeftOut) => read.answers_left_out += 1,
        }
    }
    Ok(read)
}

/// The issue of a stance that cannot be read otherwise, if at least that can.
fn issue_of<'a>(reading: &Reading<'a>, raw: Raw<'a>, known: Known<'_>) -> Option<usize> {
    // What is wrong with the stance has been said.
    let mut scratch = Reading::new(reading.name, raw.get_ron());
    let text: OnlyIssue<'a> = scratch.read(raw.get_ron()).ok()?;
    let name = scratch.string(text.issue).ok()?;
    known.places.issues.get(name.as_str()).copied()
}

fn read_answer<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    known: Known<'_>,
    book: &SourceBook,
    proposals: &BTreeSet<Id>,
) -> Result<ProposalAnswer, LeftOut> {
    let text: AnswerText<'a> = reading.read(raw.get_ron())?;
    let proposal = reading.id(text.proposal)?;
    let date = reading.optional_date(text.date)?;
    let issues = match text.issues {
        None => None,
        Some(raws) => {
            let issues: Vec<_> = raws.iter().map(|raw| known.issue(reading, raw)).collect();
            Some(issues.into_iter().collect::<Result<_, _>>()?)
        }
    };
    let cites = read_cites(reading, &text.cites, book)?;
    if !proposals.contains(&proposal) {
        reading.warn(
            raw.get_ron(),
            &Fault::AnswerToUnknownProposal(proposal.to_string()),
        );
    }
    let says = match text.says {
        SaysText::Accepts => ProposalResponse::Accepts,
        SaysText::Amends => ProposalResponse::Amends,
        SaysText::Refuses => ProposalResponse::Refuses,
    };
    let summary = reading.prose(raw.get_ron(), text.summary);
    Ok(ProposalAnswer {
        proposal,
        says,
        date,
        issues,
        summary,
        cites,
    })
}

/// Puts the files of each party together, in the agenda's order and then in file order, and says how many of them
/// were left out.
pub(super) fn merge(
    read: Vec<ReadPosition>,
    agenda: &crate::model::Agenda,
    problems: &mut Vec<Problem>,
) -> (Vec<ReadPosition>, usize) {
    let mut parties: Vec<ReadPosition> = Vec::new();
    let mut places: BTreeMap<Id, usize> = BTreeMap::new();
    let mut files_left_out = 0;
    for next in read {
        let place = places.entry(next.position.party.id.clone());
        let place = *place.or_insert(parties.len());
        let Some(known) = parties.get_mut(place) else {
            parties.push(next);
            continue;
        };
        if known.position.party.name != next.position.party.name {
            // One id for two parties would put the words of one into the mouth of the other.
            let fault = Fault::OtherName {
                known: known.position.party.name.clone(),
                found: next.position.party.name.clone(),
            };
            let Origin { file, place } = &next.named_at;
            problems.push(Problem::new(Severity::Error, file, *place, &fault));
            files_left_out += 1;
            continue;
        }
        known.position.unread.extend(next.position.unread);
        known.position.stances.extend(next.position.stances);
        known.position.answers.extend(next.position.answers);
        known.origins.extend(next.origins);
        known.left_out += next.left_out;
        known.answers_left_out += next.answers_left_out;
        known.files += next.files;
    }
    let listed = by_id(agenda.parties.iter().map(|party| &party.id));
    let place_in_agenda = |read: &ReadPosition| listed.get(&read.position.party.id).copied();
    parties.sort_by_key(|read| place_in_agenda(read).unwrap_or(usize::MAX));
    if let Some(first) = parties.get(PARTIES) {
        let Origin { file, place } = &first.named_at;
        let fault = Fault::TooMany {
            what: "parties",
            limit: PARTIES,
        };
        problems.push(Problem::new(Severity::Error, file, *place, &fault));
        let cut = parties.split_off(PARTIES);
        files_left_out += cut.iter().map(|party| party.files).sum::<usize>();
    }
    (parties, files_left_out)
}
