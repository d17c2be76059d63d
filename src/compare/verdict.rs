//! The verdict of each row, with its zone, room, distance and basis.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use super::answer::{Answer, weakest};
use super::conditions::Stood;
use super::record::{Record, as_verdict};
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
        let room = if is_apart {
            self.stood.space.difference(&refused(&speakers))
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
                    Reason::Refused(refusals.into_boxed_slice())
                }
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

fn common(speakers: &[Speaker<'_>], set: impl Fn(&Speaker<'_>) -> OutcomeSet) -> OutcomeSet {
    let mut sets = speakers.iter().map(set);
    let mut common = sets.next().unwrap_or_default();
    // Among many parties there is nothing in common after the first few.
    while !common.is_empty()
        && let Some(set) = sets.next()
    {
        common = common.intersection(&set);
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

fn refusals(speakers: &[Speaker<'_>]) -> Vec<Refusal> {
    // Many parties say few different things, so each two of these are held against each other once.
    let rejected = by_set(speakers, |speaker| &speaker.answer.rejects);
    if rejected.is_empty() {
        return Vec::new();
    }
    let taken = by_set(speakers, |speaker| &speaker.takes);
    // Those who are refused, by who refuses them; these are named by the places of what they say.
    let mut groups: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
    for (takes, of) in taken {
        // No answer holds the same outcome in both, so nobody is found to refuse what it takes itself.
        let by = rejected.keys().enumerate();
        let by = by.filter(|(_, rejects)| takes.is_subset(rejects));
        let by: Vec<usize> = by.map(|(place, _)| place).collect();
        if !by.is_empty() {
            groups.entry(by).or_default().extend(of);
        }
    }
    let rejected: Vec<Vec<usize>> = rejected.into_values().collect();
    let places = |places: &mut Vec<usize>| {
        places.sort_unstable();
        std::mem::take(places).into_boxed_slice()
    };
    let groups = groups.into_iter().map(|(by, mut of)| {
        let by = by.into_iter().filter_map(|place| rejected.get(place));
        let mut by: Vec<usize> = by.flatten().copied().collect();
        Refusal {
            of: places(&mut of),
            by: places(&mut by),
        }
    });
    let mut refusals: Vec<Refusal> = groups.collect();
    refusals.sort_unstable_by(|a, b| a.of.first().cmp(&b.of.first()));
    refusals
}

/// The places of the parties by what they say, those who say nothing left out.
fn by_set<'s>(
    speakers: &'s [Speaker<'_>],
    set: impl Fn(&'s Speaker<'_>) -> &'s OutcomeSet,
) -> BTreeMap<&'s OutcomeSet, Vec<usize>> {
    let mut places: BTreeMap<&OutcomeSet, Vec<usize>> = BTreeMap::new();
    for speaker in speakers {
        let set = set(speaker);
        if !set.is_empty() {
            places.entry(set).or_default().push(speaker.place);
        }
    }
    places
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

/// The largest over all pairs of the smallest distance between what the two would take, measured within these
/// outcomes of a row; `None` without an order, or if somebody takes nothing there.
pub(super) fn distance_within(
    space: &Space,
    within: &OutcomeSet,
    takes: impl Iterator<Item = (usize, OutcomeSet)>,
) -> Option<Distance> {
    if !space.is_ordered() {
        return None;
    }
    let is_gapless = within.ranges().len() == 1;
    let steps = |takes: OutcomeSet| match space {
        Space::Scale(_) if is_gapless => takes.intersection(within),
        Space::Scale(_) => in_steps(within, &takes),
        _ => takes,
    };
    let reach: Vec<(usize, OutcomeSet)> =
        takes.map(|(place, takes)| (place, steps(takes))).collect();
    farthest(&reach)
}

/// The set with each outcome of a list named by its place among these of the row: an outcome of another part, or one that
/// was not yet heard of, is no step. Where the row has all outcomes between two of its own, steps are the same either way.
fn in_steps(within: &OutcomeSet, set: &OutcomeSet) -> OutcomeSet {
    let places = (0_i64..).zip(within.indices());
    let taken = places.filter(|&(_, index)| set.contains(index));
    taken.map(|(place, _)| place).collect()
}

/// The largest over all pairs of the smallest distance between their outcomes, with the first such pair; `None` if
/// some pair has no numbers on one side.
fn farthest(reach: &[(usize, OutcomeSet)]) -> Option<Distance> {
    if let Some(distance) = farthest_of_ranges(reach) {
        return Some(distance);
    }
    // Many parties would take few different sets, so each two of these are measured once.
    let mut sets: Vec<(&OutcomeSet, bool)> = Vec::new();
    let mut known: BTreeMap<&OutcomeSet, usize> = BTreeMap::new();
    let mut numbers = Vec::with_capacity(reach.len());
    for (_, set) in reach {
        let number = *known.entry(set).or_insert(sets.len());
        match sets.get_mut(number) {
            Some((_, has_several)) => *has_several = true,
            None => sets.push((set, false)),
        }
        numbers.push(number);
    }
    let mut steps = vec![vec![None; sets.len()]; sets.len()];
    let mut largest = None;
    for (one, &(near, has_several)) in sets.iter().enumerate() {
        let others = sets.iter().enumerate();
        for (other, &(far, _)) in others.skip(if has_several { one } else { one + 1 }) {
            let apart = Some(near.distance(far)?);
            largest = largest.max(apart);
            for (one, other) in [(one, other), (other, one)] {
                if let Some(known) = steps.get_mut(one).and_then(|line| line.get_mut(other)) {
                    *known = apart;
                }
            }
        }
    }
    first_apart(reach, &numbers, &steps, largest?)
}

/// The first two whose sets, which go by numbers, are so many steps apart.
fn first_apart(
    reach: &[(usize, OutcomeSet)],
    numbers: &[usize],
    steps: &[Vec<Option<u64>>],
    wanted: u64,
) -> Option<Distance> {
    for (at, one) in numbers.iter().enumerate() {
        let apart = steps.get(*one)?;
        let is_wanted = |other: &usize| apart.get(*other).copied().flatten() == Some(wanted);
        let mut others = numbers.iter().skip(at + 1);
        if let Some(after) = others.position(is_wanted) {
            let place = |at: usize| reach.get(at).map(|(place, _)| *place);
            return Some(Distance {
                steps: wanted,
                between: (place(at)?, place(at + 1 + after)?),
            });
        }
    }
    None
}

/// The same where everybody's outcomes are one range, in one pass: the largest distance is that between the highest
/// beginning and the lowest end.
fn farthest_of_ranges(reach: &[(usize, OutcomeSet)]) -> Option<Distance> {
    let beyond = reach.iter().filter(|(_, set)| set.has_beyond());
    if beyond.take(2).count() == 2 {
        return None;
    }
    let one = |(_, set): &(usize, OutcomeSet)| match &*set.ranges() {
        [range] => Some((
            range.low().unwrap_or(i64::MIN),
            range.high().unwrap_or(i64::MAX),
        )),
        _ => None,
    };
    let ranges: Vec<(i64, i64)> = reach.iter().map(one).collect::<Option<_>>()?;
    let highest_low = ranges.iter().map(|(low, _)| *low).max()?;
    let lowest_high = ranges.iter().map(|(_, high)| *high).min()?;
    let apart = |a: (i64, i64), b: (i64, i64)| {
        if a.1 < b.0 {
            b.0.abs_diff(a.1)
        } else if b.1 < a.0 {
            a.0.abs_diff(b.1)
        } else {
            0
        }
    };
    let steps = if lowest_high < highest_low {
        highest_low.abs_diff(lowest_high)
    } else {
        0
    };
    for (at, &range) in ranges.iter().enumerate() {
        let may_be_farthest = steps == 0 || range.0 == highest_low || range.1 == lowest_high;
        let others = || ranges.iter().enumerate().skip(at + 1);
        if let (true, Some((other, _))) = (
            may_be_farthest,
            others().find(|(_, other)| apart(range, **other) == steps),
        ) {
            let place = |at: usize| reach.get(at).map(|(place, _)| *place);
            return Some(Distance {
                steps,
                between: (place(at)?, place(other)?),
            });
        }
    }
    None
}
