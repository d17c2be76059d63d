//! The verdict of each row, with its zone, room, distance and basis.

use super::answer::{Answer, Said, weakest};
use super::{Distance, Question, Reason, Refusal, RowComparison, Standing, Verdict, conditions};
use crate::model::{
    AssessedVerdict, Confidence, Issue, OutcomeSet, Position, Row, Sets, Space, Talks,
};

/// Compares all rows.
pub(super) fn rows(talks: &Talks, question: &Question, said: &Said) -> Vec<RowComparison> {
    let mut standings = said.standings(talks, question.as_of);
    conditions::judge(&talks.agenda, &mut standings, |_| None);
    let rows = talks.agenda.rows().zip(standings);
    rows.filter_map(|(row, (space, standings))| {
        let issue = talks.agenda.issues.get(row.issue)?;
        Some(
            Scene {
                talks,
                question,
                issue,
                row,
                space,
                standings,
            }
            .compare(),
        )
    })
    .collect()
}

/// Everything that decides one row.
struct Scene<'a> {
    talks: &'a Talks,
    question: &'a Question,
    issue: &'a Issue,
    row: Row,
    space: OutcomeSet,
    standings: Vec<Standing>,
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
    fn compare(self) -> RowComparison {
        let speakers = self.speakers();
        let reason = self.reason(&speakers);
        let verdict = verdict_of(&reason, &self.talks.agenda.assessments);
        let zone = match reason {
            Reason::SameDemand => common(&speakers, |speaker| speaker.answer.asks.clone()),
            Reason::SameDemandOnOtherTerms | Reason::AllWouldTake => {
                common(&speakers, |speaker| speaker.takes.clone())
            }
            _ => OutcomeSet::EMPTY,
        };
        let is_apart = matches!(reason, Reason::Refused(_) | Reason::NothingInCommon);
        let refused = || {
            speakers
                .iter()
                .fold(OutcomeSet::EMPTY, |all, one| all.union(&one.answer.rejects))
        };
        let room = if is_apart {
            self.space.difference(&refused())
        } else {
            OutcomeSet::EMPTY
        };
        let is_conditional = verdict == Verdict::Overlap
            && !zone.is_empty()
            && common(&speakers, |speaker| speaker.answer.takes_firmly()).is_empty();
        RowComparison {
            distance: if is_apart {
                self.distance(&speakers)
            } else {
                None
            },
            basis: self.basis(&speakers, &reason, &zone),
            agreed: self.agreed(),
            movement: None,
            is_qualified: reason == Reason::SameDemandOnOtherTerms,
            is_conditional,
            verdict,
            reason,
            zone,
            room,
            row: self.row,
            space: self.space,
            standings: self.standings,
        }
    }

    fn speakers(&self) -> Vec<Speaker<'_>> {
        let spoken = self
            .standings
            .iter()
            .zip(&self.question.parties)
            .enumerate();
        spoken
            .filter_map(|(place, (standing, &party))| {
                let answer = standing.answer()?;
                let position = self.talks.positions.get(party)?;
                Some(Speaker {
                    place,
                    position,
                    answer,
                    takes: answer.takes(),
                })
            })
            .collect()
    }

    fn reason(&self, speakers: &[Speaker<'_>]) -> Reason {
        match speakers {
            [] => Reason::NobodySpoke,
            [one] => Reason::OnlyOneSpoke(one.place),
            [..] if self.issue.space == Space::Text => self.reason_on_words(speakers),
            [first, others @ ..] => {
                let is_same_demand =
                    !common(speakers, |speaker| speaker.answer.asks.clone()).is_empty();
                let is_on_same_terms = others
                    .iter()
                    .all(|other| other.answer.qualifier == first.answer.qualifier);
                if is_same_demand && is_on_same_terms {
                    return Reason::SameDemand;
                }
                if !common(speakers, |speaker| speaker.takes.clone()).is_empty() {
                    let is_qualified = is_same_demand && !is_on_same_terms;
                    return if is_qualified {
                        Reason::SameDemandOnOtherTerms
                    } else {
                        Reason::AllWouldTake
                    };
                }
                let refusals = refusals(speakers);
                if refusals.is_empty() {
                    Reason::NothingInCommon
                } else {
                    Reason::Refused(refusals)
                }
            }
        }
    }

    fn reason_on_words(&self, speakers: &[Speaker<'_>]) -> Reason {
        let words = |speaker: &Speaker<'_>| -> Vec<String> {
            let text = speaker.answer.text.as_deref().unwrap_or_default();
            text.split_whitespace().map(str::to_owned).collect()
        };
        let mut all = speakers.iter().map(words);
        let first = all.next().unwrap_or_default();
        if all.all(|other| other == first) {
            return Reason::SameWords;
        }
        let latest = self
            .talks
            .agenda
            .assessments
            .iter()
            .enumerate()
            .filter(|(_, assessment)| {
                let day = assessment.date.map(crate::model::PartialDate::first_day);
                let is_in_time = self
                    .question
                    .as_of
                    .is_none_or(|as_of| day.is_none_or(|day| day <= as_of));
                assessment.issue == self.row.issue && is_in_time
            });
        // `max_by_key` gives the last of equals: of one date, the later in the file.
        latest
            .max_by_key(|(_, assessment)| assessment.date.map(crate::model::PartialDate::first_day))
            .map_or(Reason::OtherWords, |(index, _)| Reason::Assessed(index))
    }

    /// The largest over all pairs of the smallest distance between what the two would take.
    fn distance(&self, speakers: &[Speaker<'_>]) -> Option<Distance> {
        if !self.issue.space.is_ordered() {
            return None;
        }
        let reach: Vec<(usize, OutcomeSet)> = speakers
            .iter()
            .map(|speaker| (speaker.place, self.in_steps(&speaker.takes)))
            .collect();
        let mut largest: Option<Distance> = None;
        for (at, (first, near)) in reach.iter().enumerate() {
            for (second, far) in reach.iter().skip(at + 1) {
                let steps = near.distance(far)?;
                if largest.is_none_or(|known| known.steps < steps) {
                    largest = Some(Distance {
                        steps,
                        between: (*first, *second),
                    });
                }
            }
        }
        largest
    }

    /// The set with each outcome named by its place in the row's space: on a list, an outcome of another part,
    /// or one that was not yet heard of, is no step.
    fn in_steps(&self, set: &OutcomeSet) -> OutcomeSet {
        match self.issue.space {
            Space::Scale(_) => {
                let places = (0_i64..).zip(self.space.indices());
                places
                    .filter(|&(_, index)| set.contains(index))
                    .map(|(place, _)| place)
                    .collect()
            }
            _ => set.clone(),
        }
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
                let at = |place: usize| speakers.iter().find(|speaker| speaker.place == place);
                let of_refusal = |refusal: &Refusal| {
                    let (of, by) = (at(refusal.of)?, at(refusal.by)?);
                    let refused = weakest(by.position, by.answer, &of.takes, |sets| {
                        sets.rejects.clone()
                    });
                    taken(of, &of.takes).into_iter().chain(refused).min()
                };
                refusals.iter().filter_map(of_refusal).min()
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

    fn agreed(&self) -> Option<usize> {
        let on_row = self
            .talks
            .agenda
            .agreements
            .iter()
            .enumerate()
            .filter(|(_, agreement)| {
                let is_on_part = match (&agreement.parts, self.row.part) {
                    (Some(parts), Some(part)) => parts.contains(&part),
                    _ => true,
                };
                let is_in_time = self
                    .question
                    .as_of
                    .is_none_or(|as_of| agreement.date.first_day() <= as_of);
                agreement.issue == self.row.issue && is_on_part && is_in_time
            });
        on_row
            .max_by_key(|(_, agreement)| agreement.date.first_day())
            .map(|(index, _)| index)
    }
}

fn common(speakers: &[Speaker<'_>], set: impl Fn(&Speaker<'_>) -> OutcomeSet) -> OutcomeSet {
    let mut sets = speakers.iter().map(set);
    let first = sets.next().unwrap_or_default();
    sets.fold(first, |common, set| common.intersection(&set))
}

fn refusals(speakers: &[Speaker<'_>]) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    for of in speakers.iter().filter(|speaker| !speaker.takes.is_empty()) {
        for by in speakers.iter().filter(|by| by.place != of.place) {
            if of.takes.is_subset(&by.answer.rejects) {
                refusals.push(Refusal {
                    of: of.place,
                    by: by.place,
                });
            }
        }
    }
    refusals
}

fn verdict_of(reason: &Reason, assessments: &[crate::model::Assessment]) -> Verdict {
    match reason {
        Reason::NobodySpoke => Verdict::Unstated,
        Reason::OnlyOneSpoke(_) => Verdict::OneSided,
        Reason::SameWords | Reason::SameDemand => Verdict::Aligned,
        Reason::OtherWords => Verdict::Text,
        Reason::SameDemandOnOtherTerms | Reason::AllWouldTake => Verdict::Overlap,
        Reason::Refused(_) => Verdict::Opposed,
        Reason::NothingInCommon => Verdict::Gap,
        Reason::Assessed(index) => match assessments.get(*index).map(|known| known.verdict) {
            Some(AssessedVerdict::Aligned) => Verdict::Aligned,
            Some(AssessedVerdict::Overlap) => Verdict::Overlap,
            Some(AssessedVerdict::Gap) => Verdict::Gap,
            Some(AssessedVerdict::Opposed) => Verdict::Opposed,
            None => Verdict::Text,
        },
    }
}
