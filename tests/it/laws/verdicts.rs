//! The second half of the reference: from the answers on one row to its verdict.

use super::cases::{BEYOND, Issue, Kind, Says, Stance};
use super::reference::{Outcomes, Party, Points, Spoken, sureness};

/// A party that has spoken, with its place and its stances in force.
struct Speaker<'a> {
    place: usize,
    answer: &'a Spoken,
    stances: &'a [&'a Stance],
}

impl Spoken {
    fn plain(&self) -> Points {
        self.asks.union(&self.accepts).copied().collect()
    }

    fn with_offers(&self, counts: impl Fn(&[&'static str]) -> bool) -> Points {
        let mut all = self.plain();
        for (outcomes, statuses) in &self.offers {
            if counts(statuses) {
                all.extend(outcomes);
            }
        }
        all
    }

    /// A in the method.
    pub(super) fn takes(&self) -> Points {
        self.with_offers(|statuses| !statuses.contains(&"refused"))
    }

    fn takes_firmly(&self) -> Points {
        self.with_offers(|statuses| statuses.iter().all(|status| *status == "met"))
    }

    fn ever_taken(&self) -> Points {
        self.with_offers(|_| true)
    }
}

fn common(speakers: &[Speaker<'_>], set: impl Fn(&Spoken) -> Points) -> Points {
    let mut sets = speakers.iter().map(|speaker| set(speaker.answer));
    let first = sets.next().unwrap_or_default();
    sets.fold(first, |all, set| all.intersection(&set).copied().collect())
}

/// The verdict on a row, and what goes with it, given the outcomes of the row and those that distances are measured in.
pub(super) fn judge(
    issue: &Issue,
    (space, steps): (&Points, &Points),
    stances: &[Vec<&Stance>],
    parties: Vec<Party>,
) -> Outcomes {
    let speakers: Vec<Speaker<'_>> = parties
        .iter()
        .zip(stances)
        .enumerate()
        .filter_map(|(place, (party, stances))| match party {
            Party::Spoken(answer) => Some(Speaker {
                place,
                answer,
                stances,
            }),
            _ => None,
        })
        .collect();
    let mut outcomes = Outcomes {
        verdict: "unstated",
        zone: Points::new(),
        room: Points::new(),
        distance: None,
        is_qualified: false,
        is_conditional: false,
        basis: None,
        parties: Vec::new(),
    };
    if issue.is_text() {
        judge_words(&speakers, &mut outcomes);
    } else {
        judge_sets(issue, (space, steps), &speakers, &mut outcomes);
    }
    outcomes.parties = parties;
    outcomes
}

fn judge_words(speakers: &[Speaker<'_>], outcomes: &mut Outcomes) {
    let words = |speaker: &Speaker<'_>| -> Vec<&str> {
        let texts = speaker
            .stances
            .iter()
            .rev()
            .find_map(|stance| match stance.says {
                Says::Text(text) => Some(text),
                _ => None,
            });
        texts.unwrap_or_default().split_whitespace().collect()
    };
    let all: Vec<Vec<&str>> = speakers.iter().map(words).collect();
    outcomes.verdict = match all.as_slice() {
        [] => "unstated",
        [_] => "one-sided",
        [first, others @ ..] if others.iter().all(|other| other == first) => "aligned",
        _ => "text",
    };
    let confidences = speakers
        .iter()
        .flat_map(|speaker| speaker.stances)
        .map(|stance| stance.confidence);
    outcomes.basis = confidences.max();
}

fn judge_sets(
    issue: &Issue,
    (space, steps): (&Points, &Points),
    speakers: &[Speaker<'_>],
    outcomes: &mut Outcomes,
) {
    let asked = common(speakers, |answer| answer.asks.clone());
    let takeable = common(speakers, Spoken::takes);
    let is_on_same_terms = speakers
        .windows(2)
        .all(|two| two[0].answer.qualifier == two[1].answer.qualifier);
    let refusals: Vec<(&Speaker<'_>, &Speaker<'_>)> = speakers
        .iter()
        .flat_map(|of| speakers.iter().map(move |by| (of, by)))
        .filter(|(of, by)| {
            let takes = of.answer.takes();
            of.place != by.place && !takes.is_empty() && takes.is_subset(&by.answer.rejects)
        })
        .collect();
    outcomes.verdict = match speakers.len() {
        0 => "unstated",
        1 => "one-sided",
        _ if !asked.is_empty() && is_on_same_terms => "aligned",
        _ if !takeable.is_empty() => "overlap",
        _ if !refusals.is_empty() => "opposed",
        _ => "gap",
    };
    match outcomes.verdict {
        "aligned" => outcomes.zone = asked,
        "overlap" => {
            outcomes.zone = takeable;
            outcomes.is_qualified = !asked.is_empty();
            outcomes.is_conditional = common(speakers, Spoken::takes_firmly).is_empty();
        }
        "gap" | "opposed" => {
            let is_free = |point: &i64| {
                speakers
                    .iter()
                    .all(|speaker| !speaker.answer.rejects.contains(point))
            };
            outcomes.room = space.iter().copied().filter(is_free).collect();
            outcomes.distance = distance(issue, steps, speakers);
        }
        _ => {}
    }
    let mut weakest = None;
    let mut count = |speaker: &Speaker<'_>, points: &Points, is_refusal: bool| {
        for &point in points {
            weakest = weakest.max(sureness(issue, speaker.stances, point, is_refusal));
        }
    };
    match outcomes.verdict {
        "aligned" | "overlap" => {
            for speaker in speakers {
                count(speaker, &outcomes.zone, false);
            }
        }
        "opposed" => {
            for (of, by) in refusals {
                count(of, &of.answer.takes(), false);
                count(by, &of.answer.takes(), true);
            }
        }
        _ => {
            for speaker in speakers {
                count(speaker, &speaker.answer.ever_taken(), false);
            }
        }
    }
    outcomes.basis = weakest;
}

/// The largest, over all pairs, of the smallest distances between what the two would take.
fn distance(
    issue: &Issue,
    space: &Points,
    speakers: &[Speaker<'_>],
) -> Option<(u64, (usize, usize))> {
    if matches!(
        issue.kind,
        Kind::List {
            is_ordered: false,
            ..
        }
    ) {
        return None;
    }
    // Steps of a list are counted over the outcomes of the row.
    let is_step = |point: &i64| {
        *point != BEYOND && (!matches!(issue.kind, Kind::List { .. }) || space.contains(point))
    };
    let place = |point: i64| match issue.kind {
        Kind::List { .. } => i64::try_from(space.range(..point).count()).unwrap_or(0),
        _ => point,
    };
    let numbers = |speaker: &Speaker<'_>| -> Vec<i64> {
        let takes = speaker.answer.takes().into_iter();
        takes.filter(is_step).map(place).collect()
    };
    let mut largest: Option<(u64, (usize, usize))> = None;
    for (at, one) in speakers.iter().enumerate() {
        for other in &speakers[at + 1..] {
            let (near, far) = (numbers(one), numbers(other));
            let all = near
                .iter()
                .flat_map(|a| far.iter().map(move |b| a.abs_diff(*b)));
            let mut apart = all.min()?;
            // Two who would both take what is beyond every number meet there.
            let is_beyond = |speaker: &Speaker<'_>| speaker.answer.takes().contains(&BEYOND);
            if is_beyond(one) && is_beyond(other) {
                apart = 0;
            }
            if largest.is_none_or(|(known, _)| known < apart) {
                largest = Some((apart, (one.place, other.place)));
            }
        }
    }
    largest
}

/// Whether a row came closer.
pub(super) fn trend(was: &Outcomes, is: &Outcomes) -> Option<&'static str> {
    let rank = |row: &Outcomes| {
        ["aligned", "overlap", "gap", "opposed"]
            .iter()
            .position(|known| *known == row.verdict)
    };
    let (old, new) = (rank(was)?, rank(is)?);
    let distance = |row: &Outcomes| row.distance.map(|(apart, _)| apart);
    let apart = distance(was)
        .zip(distance(is))
        .map_or(std::cmp::Ordering::Equal, |(old, new)| new.cmp(&old));
    Some(match new.cmp(&old).then(apart) {
        std::cmp::Ordering::Less => "closer",
        std::cmp::Ordering::Greater => "farther",
        std::cmp::Ordering::Equal => "same",
    })
}
