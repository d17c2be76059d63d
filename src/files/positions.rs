//! Positions: text to model, and the parties put together from their files.

use std::collections::{BTreeMap, BTreeSet};

use super::entries::{Known, SourceBook, Sources, by_id, read_cites, read_party, read_sources};
use super::fault::Fault;
use super::form::{NOWHERE, Plain, Written};
use super::in_pieces::InPieces;
use super::problem::Severity;
use super::reading::{LeftOut, Raw, Reading};
use super::schema::{AnswerText, OnlyIssue, SaysText, StanceText};
use super::stances::read_stance;
use crate::model::{Id, Position, ProposalAnswer, ProposalResponse, Source, Stance};

/// How many parties a comparison may have.
pub(super) const PARTIES: usize = 512;

/// Where a stance stands: in which file, and which of its stances it is, both from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Origin {
    pub(super) file: usize,
    pub(super) nth: usize,
}

/// Something that looks wrong; its place in the text is looked up only if there is such a thing.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) file: usize,
    pub(super) spot: Spot,
    pub(super) severity: Severity,
    pub(super) fault: Fault,
}

/// Where something is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// The byte in the text at this place.
    Byte(usize),
    /// The stance with this number.
    Stance(usize),
}

impl Found {
    /// A warning about a stance.
    pub(super) fn warning(origin: Origin, fault: Fault) -> Self {
        Self {
            file: origin.file,
            spot: Spot::Stance(origin.nth),
            severity: Severity::Warning,
            fault,
        }
    }
}

/// A position with the place of each of its stances.
#[derive(Debug, Clone)]
pub(super) struct ReadPosition {
    pub(super) position: Position,
    pub(super) origins: Vec<Origin>,
    /// In which file, and where there, its party is named.
    named_at: (usize, usize),
    /// How many of its stances are on each issue.
    pub(super) on_issues: Vec<usize>,
    /// How many stances had an error.
    pub(super) left_out: usize,
    /// How many answers to proposals had an error.
    pub(super) answers_left_out: usize,
    /// In how many files it stands.
    files: usize,
}

/// A position file: its lists as written, and its stances in one of the two forms.
pub(super) struct PositionText<'a> {
    pub(super) party: Raw<'a>,
    pub(super) sources: Vec<Raw<'a>>,
    pub(super) stances: StanceTexts<'a>,
    pub(super) answers: Vec<Raw<'a>>,
}

/// The stances of a file.
pub(super) enum StanceTexts<'a> {
    Written(Vec<Raw<'a>>),
    Plain(InPieces<StanceText<Plain<'a>>>),
}

/// What positions are read by.
#[derive(Clone, Copy)]
pub(super) struct Setting<'k> {
    pub(super) known: Known<'k>,
    /// The sources of the agenda.
    pub(super) agenda_sources: &'k SourceBook,
    /// The ids of the proposals.
    pub(super) proposals: &'k BTreeSet<Id>,
    /// The number of the first source of a position.
    pub(super) first_source: usize,
}

/// What was read of one file.
pub(super) struct ReadFile {
    pub(super) position: ReadPosition,
    /// Its sources, which the cites name by numbers from the first of the setting on.
    pub(super) sources: Vec<Source>,
    pub(super) found: Vec<Found>,
}

/// Reads a position. Stances with an error are left out; with no party there is no position.
pub(super) fn read_position<'a>(
    reading: &mut Reading<'a>,
    file: usize,
    text: PositionText<'a>,
    setting: Setting<'_>,
) -> Result<ReadFile, LeftOut> {
    let party = read_party(reading, text.party)?;
    let party_at = reading.offset(text.party.get_ron());
    let mut sources = Sources {
        first: setting.first_source,
        list: Vec::new(),
    };
    let book = read_sources(reading, &text.sources, setting.agenda_sources, &mut sources);
    let mut read = ReadFile {
        position: ReadPosition {
            position: Position {
                party,
                stances: Vec::new(),
                answers: Vec::new(),
                unread: BTreeSet::new(),
            },
            origins: Vec::new(),
            on_issues: vec![0; setting.known.agenda.issues.len()],
            named_at: (file, party_at),
            left_out: 0,
            answers_left_out: 0,
            files: 1,
        },
        sources: sources.list,
        found: Vec::new(),
    };
    match text.stances {
        StanceTexts::Written(raws) => {
            for (nth, raw) in raws.into_iter().enumerate() {
                let at = raw.get_ron();
                let origin = Origin { file, nth };
                let text = reading.read::<StanceText<Written<'a>>>(at);
                let stance = text.and_then(|text| {
                    read.warn_of_cites(origin, text.cites.is_empty());
                    read_stance(reading, at, text, setting.known, &book)
                });
                match stance {
                    Ok(stance) => read.add(origin, stance),
                    Err(LeftOut) => {
                        read.position.left_out += 1;
                        let issue = issue_of(reading, raw, setting.known);
                        read.position.position.unread.extend(issue);
                    }
                }
            }
        }
        StanceTexts::Plain(texts) => {
            read.add_plain(reading, file, texts, (setting.known, &book))?;
        }
    }
    for raw in &text.answers {
        match read_answer(reading, raw, setting.known, &book, setting.proposals) {
            Ok(answer) => read.position.position.answers.push(answer),
            Err(LeftOut) => read.position.answers_left_out += 1,
        }
    }
    Ok(read)
}

impl ReadFile {
    fn warn_of_cites(&mut self, origin: Origin, are_missing: bool) {
        if are_missing {
            self.found.push(Found::warning(origin, Fault::NoCite));
        }
    }

    /// Reads stances in the plain form. Anything wrong at all, and the file is to be read as written.
    fn add_plain<'a>(
        &mut self,
        reading: &mut Reading<'a>,
        file: usize,
        texts: InPieces<StanceText<Plain<'a>>>,
        (known, book): (Known<'_>, &SourceBook),
    ) -> Result<(), LeftOut> {
        self.position.position.stances.reserve_exact(texts.len());
        self.position.origins.reserve_exact(texts.len());
        for (nth, text) in texts.into_iter().enumerate() {
            let origin = Origin { file, nth };
            self.warn_of_cites(origin, text.cites.is_empty());
            let stance = read_stance(reading, NOWHERE, text, known, book)?;
            if !reading.problems.is_empty() {
                return Err(LeftOut);
            }
            self.add(origin, stance);
        }
        Ok(())
    }

    fn add(&mut self, origin: Origin, stance: Stance) {
        if let Some(count) = self.position.on_issues.get_mut(stance.issue) {
            *count += 1;
        }
        self.position.position.stances.push(stance);
        self.position.origins.push(origin);
    }

    /// Numbers its own sources, which are those from `first` on, anew.
    pub(super) fn shift_sources(&mut self, first: usize, by: usize) {
        if by == 0 || self.sources.is_empty() {
            return;
        }
        let position = &mut self.position.position;
        let of_stances = position.stances.iter_mut().flat_map(|stance| {
            let disputed = stance
                .disputed
                .iter_mut()
                .flat_map(|other| &mut other.cites);
            stance.cites.iter_mut().chain(disputed)
        });
        let of_answers = position
            .answers
            .iter_mut()
            .flat_map(|answer| &mut answer.cites);
        for cite in of_stances.chain(of_answers) {
            if cite.source >= first {
                cite.source += by;
            }
        }
    }
}

/// The issue of a stance that cannot be read otherwise, if at least that can.
fn issue_of<'a>(reading: &Reading<'a>, raw: Raw<'a>, known: Known<'_>) -> Option<usize> {
    // What is wrong with the stance has been said.
    let mut scratch = Reading::trial(reading.name, raw.get_ron());
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
    // All that is wrong is told before the answer is left out.
    let proposal = reading.id(text.proposal);
    let date = reading.optional_date(text.date);
    let issues: Option<Vec<Result<usize, LeftOut>>> = text
        .issues
        .map(|raws| raws.iter().map(|raw| known.issue(reading, raw)).collect());
    let cites = read_cites::<Written<'a>>(reading, text.cites, book);
    let summary = reading.prose(raw.get_ron(), text.summary);
    if let Ok(proposal) = &proposal
        && !proposals.contains(proposal)
    {
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
    let issues = issues.map(|issues| issues.into_iter().collect::<Result<_, _>>());
    Ok(ProposalAnswer {
        proposal: proposal?,
        says,
        date: date?,
        issues: issues.transpose()?,
        summary,
        cites: cites?,
    })
}

/// Puts the files of each party together, in the agenda's order and then in file order, and says how many of them
/// were left out.
pub(super) fn merge(
    read: Vec<ReadPosition>,
    agenda: &crate::model::Agenda,
    found: &mut Vec<Found>,
) -> (Vec<ReadPosition>, usize) {
    let error = |(file, offset): (usize, usize), fault| Found {
        file,
        spot: Spot::Byte(offset),
        severity: Severity::Error,
        fault,
    };
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
                found: next.position.party.name,
            };
            found.push(error(next.named_at, fault));
            files_left_out += 1;
            continue;
        }
        known.position.unread.extend(next.position.unread);
        known.position.stances.extend(next.position.stances);
        known.position.answers.extend(next.position.answers);
        known.origins.extend(next.origins);
        let on_issues = known.on_issues.iter_mut().zip(next.on_issues);
        on_issues.for_each(|(known, more)| *known += more);
        known.left_out += next.left_out;
        known.answers_left_out += next.answers_left_out;
        known.files += next.files;
    }
    let listed = by_id(agenda.parties.iter().map(|party| &party.id));
    let place_in_agenda = |read: &ReadPosition| listed.get(&read.position.party.id).copied();
    parties.sort_by_key(|read| place_in_agenda(read).unwrap_or(usize::MAX));
    if let Some(first) = parties.get(PARTIES) {
        let fault = Fault::TooMany {
            what: "parties",
            limit: PARTIES,
        };
        found.push(error(first.named_at, fault));
        let cut = parties.split_off(PARTIES);
        files_left_out += cut.iter().map(|party| party.files).sum::<usize>();
    }
    (parties, files_left_out)
}
