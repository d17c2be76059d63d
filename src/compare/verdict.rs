//! The verdict of each row, with its zone, room, distance and basis.

use std::borrow::Borrow;
use std::cell::LazyCell;

use super::answer::{Answer, weakest};
use super::conditions::Stood;
use super::distance::distance_within;
use super::record::{Record, as_verdict};
use super::refusals::refusals;
use super::renewal::Upkeep;
use super::{Distance, Question, Reason, Refusal, RowComparison, Verdict};
use crate::model::{Assessment, Confidence, Issue, OutcomeSet, Position, Row, Sets, Space, Talks};

/// Everything that decides one row.
pub(super) struct Scene<'a> {
    pub(super) talks: &'a Talks,
    pub(super) question: &'a Question,
    pub(super) record: &'a Record,
    pub(super) issue: &'a Issue,
    pub(super) row: Row,
    pub(super) stood: Stood,
}

/// A party that has spoken.
struct Speaker<'a> {
    place: usize,
    position: &'a Position,
    answer: &'a Answer,
    /// All that it would take.
    takes: OutcomeSet,
}

impl Scene<'_> {
    /// Compares the row.
    pub(super) fn compare(self) -> RowComparison {
        let speakers = self.speakers();
        let (reason, zone) = self.reason(&speakers);
        let verdict = verdict_of(&reason, &self.talks.agenda.assessments);
        let is_apart = matches!(reason, Reason::Refused(_) | Reason::NothingInCommon);
        let room = if is_apart {
            self.stood.space.difference(&refused(&speakers))
        } else {
            OutcomeSet::EMPTY
        };
        let firmly = speakers.iter().map(|one| one.answer.takes_firmly());
        let is_conditional =
            verdict == Verdict::Overlap && !zone.is_empty() && common(firmly).is_empty();
        RowComparison {
            distance: if is_apart {
                self.distance(&speakers)
            } else {
                None
            },
            basis: self.basis(&speakers, &reason, &zone),
            agreed: self.record.agreed(self.row),
            cited: self.stood.cited,
            movement: None,
            upkeep: Upkeep {
                offering: self.stood.offering,
                wishing: self.stood.wishing,
            },
            is_qualified: reason == Reason::SameDemandOnOtherTerms,
            is_conditional,
            verdict,
            reason,
            zone,
            room,
            row: self.row,
            space: self.stood.space,
            standings: self.stood.standings,
        }
    }

    fn speakers(&self) -> Vec<Speaker<'_>> {
        let standings = &self.stood.standings;
        let mut speakers = Vec::with_capacity(standings.len());
        for (place, (standing, party)) in standings.iter().zip(&self.question.parties).enumerate() {
            let position = self.talks.positions.get(*party);
            if let (Some(answer), Some(position)) = (standing.answer(), position) {
                speakers.push(Speaker {
                    place,
                    position,
                    answer,
                    takes: answer.takes(),
                });
            }
        }
        speakers
    }

    /// Why the verdict is what it is, with what all have asked for, or else what all would take.
    fn reason(&self, speakers: &[Speaker<'_>]) -> (Reason, OutcomeSet) {
        let nothing = |reason: Reason| (reason, OutcomeSet::EMPTY);
        match speakers {
            [] => nothing(Reason::NobodySpoke),
            [one] => nothing(Reason::OnlyOneSpoke(one.place)),
            [..] if self.issue.space == Space::Text => nothing(self.reason_on_words(speakers)),
            [first, others @ ..] => {
                let asked = common(speakers.iter().map(|speaker| &speaker.answer.asks));
                let is_same_demand = !asked.is_empty();
                let is_as_first =
                    |other: &Speaker<'_>| other.answer.qualifier() == first.answer.qualifier();
                if is_same_demand && others.iter().all(is_as_first) {
                    return (Reason::SameDemand, asked);
                }
                let taken = common(speakers.iter().map(|speaker| &speaker.takes));
                if !taken.is_empty() {
                    let reason = if is_same_demand {
                        Reason::SameDemandOnOtherTerms
                    } else {
                        Reason::AllWouldTake
                    };
                    return (reason, taken);
                }
                let takes = speakers.iter().map(|one| (one.place, &one.takes));
                let rejects = speakers.iter().map(|one| (one.place, &one.answer.rejects));
                let refusals = refusals(takes, rejects);
                nothing(if refusals.is_empty() {
                    Reason::NothingInCommon
                } else {
                    Reason::Refused(refusals)
                })
            }
        }
    }

    fn reason_on_words(&self, speakers: &[Speaker<'_>]) -> Reason {
        let mut all = speakers.iter().map(|speaker| speaker.answer.words());
        let first = all.next().unwrap_or_default();
        if all.all(|other| other == first) {
            return Reason::SameWords;
        }
        self.record
            .assessed(self.row)
            .map_or(Reason::OtherWords, |(index, _)| Reason::Assessed(index))
    }

    /// How far apart the two are that are farthest apart.
    fn distance(&self, speakers: &[Speaker<'_>]) -> Option<Distance> {
        let takes = speakers
            .iter()
            .map(|speaker| (speaker.place, speaker.takes.clone()));
        distance_within(&self.issue.space, &self.stood.space, takes)
    }

    fn basis(
        &self,
        speakers: &[Speaker<'_>],
        reason: &Reason,
        zone: &OutcomeSet,
    ) -> Option<Confidence> {
        if self.issue.space == Space::Text {
            let stances = speakers.iter().flat_map(|speaker| {
                speaker
                    .answer
                    .stances
                    .iter()
                    .filter_map(|&index| speaker.position.stances.get(index))
            });
            return stances.map(|stance| stance.confidence).min();
        }
        let taken = |speaker: &Speaker<'_>, outcomes: &OutcomeSet| {
            weakest(speaker.position, speaker.answer, outcomes, Sets::taken)
        };
        match reason {
            Reason::Refused(refusals) => {
                let mut by_place: Vec<Option<&Speaker<'_>>> =
                    vec![None; self.question.parties.len()];
                for speaker in speakers {
                    if let Some(of_place) = by_place.get_mut(speaker.place) {
                        *of_place = Some(speaker);
                    }
                }
                let groups = refusals.iter();
                groups.filter_map(|one| basis_of(one, &by_place)).min()
            }
            Reason::SameDemand | Reason::SameDemandOnOtherTerms | Reason::AllWouldTake => speakers
                .iter()
                .filter_map(|speaker| taken(speaker, zone))
                .min(),
            _ => {
                let all = |speaker: &Speaker<'_>| {
                    taken(speaker, &speaker.takes.union(&speaker.answer.blocked()))
                };
                speakers.iter().filter_map(all).min()
            }
        }
    }
}

/// What is in all of these.
fn common<S: Borrow<OutcomeSet>>(mut sets: impl Iterator<Item = S>) -> OutcomeSet {
    let first = sets.next();
    let mut common = first.map_or(OutcomeSet::EMPTY, |first| first.borrow().clone());
    // Among many parties there is nothing in common after the first few.
    while !common.is_empty()
        && let Some(set) = sets.next()
    {
        common = common.intersection(set.borrow());
    }
    common
}

/// All that somebody refuses.
fn refused(speakers: &[Speaker<'_>]) -> OutcomeSet {
    let mut all = OutcomeSet::EMPTY;
    for rejects in speakers.iter().map(|speaker| &speaker.answer.rejects) {
        // Many refuse the same.
        if !rejects.is_subset(&all) {
            all = all.union(rejects);
        }
    }
    all
}

/// The weakest confidence in what some would take, and in what others refuse of it. The speakers are those of each place.
fn basis_of(refusal: &Refusal, speakers: &[Option<&Speaker<'_>>]) -> Option<Confidence> {
    let at = |place: &usize| speakers.get(*place).copied().flatten();
    let of = || refusal.of.iter().filter_map(at);
    let taken = of().filter_map(|of| weakest(of.position, of.answer, &of.takes, Sets::taken));
    // Each refuses all of it, and is as sure of the whole as of the part that it is least sure of.
    let takes = LazyCell::new(|| OutcomeSet::union_of(of().map(|of| &of.takes)));
    let refused = refusal.by.iter().filter_map(at).filter_map(|by| {
        let confidence = by.answer.confidence;
        confidence.or_else(|| weakest(by.position, by.answer, &takes, |sets| sets.rejects.clone()))
    });
    taken.chain(refused).min()
}

fn verdict_of(reason: &Reason, assessments: &[Assessment]) -> Verdict {
    match reason {
        Reason::NobodySpoke => Verdict::Unstated,
        Reason::OnlyOneSpoke(_) => Verdict::OneSided,
        Reason::SameWords | Reason::SameDemand => Verdict::Aligned,
        Reason::OtherWords => Verdict::Text,
        Reason::SameDemandOnOtherTerms | Reason::AllWouldTake => Verdict::Overlap,
        Reason::Refused(_) => Verdict::Opposed,
        Reason::NothingInCommon => Verdict::Gap,
        Reason::Assessed(index) => assessments
            .get(*index)
            .map_or(Verdict::Text, |known| as_verdict(known.verdict)),
    }
}
