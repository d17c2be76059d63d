//! What looks wrong once all files are read: warnings about parties and stances as a whole.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::agenda::ReadAgenda;
use super::fault::Fault;
use super::positions::{Origin, ReadPosition};
use super::problem::{Place, Problem, Severity};
use super::stances::{name_of_first, share_a_part};
use crate::model::{Agenda, Id, OutcomeSet, Says, Sets, Stance};

/// Warns of parties that nobody knows.
pub(super) fn check_agenda(
    read: &ReadAgenda,
    file: &str,
    positions: &[ReadPosition],
    problems: &mut Vec<Problem>,
) {
    let is_known = |id: &Id| {
        read.agenda.parties.iter().any(|party| party.id == *id)
            || positions.iter().any(|read| read.position.party.id == *id)
    };
    for (place, id) in read.named_parties.iter().filter(|(_, id)| !is_known(id)) {
        let fault = Fault::PartyNotKnown(id.to_string());
        problems.push(Problem::new(Severity::Warning, file, *place, &fault));
    }
}

/// Warns of issues that nobody speaks on.
pub(super) fn check_spoken_on(
    read: &ReadAgenda,
    file: &str,
    positions: &[ReadPosition],
    problems: &mut Vec<Problem>,
) {
    let mut is_spoken_on = vec![false; read.agenda.issues.len()];
    for stance in positions.iter().flat_map(|read| &read.position.stances) {
        if let Some(spoken) = is_spoken_on.get_mut(stance.issue) {
            *spoken = true;
        }
    }
    for ((issue, spoken), place) in read
        .agenda
        .issues
        .iter()
        .zip(is_spoken_on)
        .zip(&read.issue_places)
    {
        if !spoken {
            let fault = Fault::NobodySpeaks(issue.id.to_string());
            problems.push(Problem::new(Severity::Warning, file, *place, &fault));
        }
    }
}

/// Warns where a party's stances contradict each other, or one forgets a refusal of an earlier one.
pub(super) fn check_position(read: &ReadPosition, agenda: &Agenda, problems: &mut Vec<Problem>) {
    for ((issue, _), stances) in by_issue_and_day(read) {
        warn_of_contradictions(&stances, issue, agenda, problems);
    }
    for (issue, stances) in by_issue(read) {
        warn_of_dropped_refusals(&stances, issue, agenda, problems);
    }
}

type Placed<'a> = (&'a Stance, &'a Origin);

fn by_issue(read: &ReadPosition) -> BTreeMap<usize, Vec<Placed<'_>>> {
    let mut issues: BTreeMap<usize, Vec<Placed<'_>>> = BTreeMap::new();
    for (stance, origin) in read.position.stances.iter().zip(&read.origins) {
        issues
            .entry(stance.issue)
            .or_default()
            .push((stance, origin));
    }
    for stances in issues.values_mut() {
        stances.sort_by_key(|(stance, _)| day_of(stance));
    }
    issues
}

fn by_issue_and_day(read: &ReadPosition) -> BTreeMap<(usize, Option<Date>), Vec<Placed<'_>>> {
    let mut days: BTreeMap<(usize, Option<Date>), Vec<Placed<'_>>> = BTreeMap::new();
    for (stance, origin) in read.position.stances.iter().zip(&read.origins) {
        days.entry((stance.issue, day_of(stance)))
            .or_default()
            .push((stance, origin));
    }
    days
}

fn day_of(stance: &Stance) -> Option<Date> {
    stance.date.map(crate::model::PartialDate::first_day)
}

fn sets_of(stance: &Stance) -> Option<&Sets> {
    match &stance.says {
        Says::Sets(sets) => Some(sets),
        _ => None,
    }
}

fn warn_of_contradictions(
    day: &[Placed<'_>],
    issue: usize,
    agenda: &Agenda,
    problems: &mut Vec<Problem>,
) {
    let Some(space) = agenda.issues.get(issue).map(|issue| &issue.space) else {
        return;
    };
    for (at, (later, origin)) in day.iter().enumerate() {
        let Some(said) = sets_of(later) else { continue };
        for (earlier, _) in day.iter().take(at) {
            let Some(before) = sets_of(earlier) else {
                continue;
            };
            // What names a part beats what names none, so those two cannot contradict each other.
            let is_joined = earlier.adds == later.adds
                && earlier.parts.is_some() == later.parts.is_some()
                && share_a_part(earlier.parts.as_deref(), later.parts.as_deref());
            let both = said
                .taken()
                .intersection(&before.rejects)
                .union(&before.taken().intersection(&said.rejects));
            if is_joined && !both.is_empty() {
                let fault = Fault::ContradictsItself(name_of_first(&both, space));
                problems.push(Problem::new(
                    Severity::Warning,
                    &origin.file,
                    origin.place,
                    &fault,
                ));
            }
        }
    }
}

/// A replacing stance that says nothing of an outcome that the party had refused till then may have forgotten it.
fn warn_of_dropped_refusals(
    stances: &[Placed<'_>],
    issue: usize,
    agenda: &Agenda,
    problems: &mut Vec<Problem>,
) {
    let Some(issue) = agenda.issues.get(issue) else {
        return;
    };
    let parts: Vec<Option<usize>> = if issue.parts.is_empty() {
        vec![None]
    } else {
        (0..issue.parts.len()).map(Some).collect()
    };
    let mut warned: Vec<(String, Place)> = Vec::new();
    for part in parts {
        let of_part = stances
            .iter()
            .filter(|(stance, _)| match (&stance.parts, part) {
                (Some(parts), Some(part)) => parts.contains(&part),
                _ => true,
            });
        let of_part: Vec<Placed<'_>> = of_part.copied().collect();
        let mut in_force: Vec<Placed<'_>> = Vec::new();
        for day in of_part.chunk_by(|(a, _), (b, _)| day_of(a) == day_of(b)) {
            let dropped = dropped_on(day, &in_force);
            let replaces = day.iter().any(|(stance, _)| is_replacing(stance));
            if let (false, Some((_, origin))) = (
                dropped.is_empty(),
                day.iter().find(|(stance, _)| is_replacing(stance)),
            ) {
                let key = (origin.file.clone(), origin.place);
                if !warned.contains(&key) {
                    let fault = Fault::RefusalDropped(name_of_first(&dropped, &issue.space));
                    problems.push(Problem::new(
                        Severity::Warning,
                        &origin.file,
                        origin.place,
                        &fault,
                    ));
                    warned.push(key);
                }
            }
            if replaces {
                in_force.clear();
            }
            in_force.extend(day);
        }
    }
}

fn is_replacing(stance: &Stance) -> bool {
    !stance.adds && stance.says != Says::Wishes
}

/// The outcomes that were refused before this day, and of which this day says nothing at all.
fn dropped_on(day: &[Placed<'_>], in_force: &[Placed<'_>]) -> OutcomeSet {
    let replaces = day.iter().any(|(stance, _)| is_replacing(stance));
    let withdraws = day.iter().any(|(stance, _)| stance.says == Says::Withdrawn);
    if !replaces || withdraws {
        return OutcomeSet::EMPTY;
    }
    let today = day.first().and_then(|(stance, _)| day_of(stance));
    let mut refused = OutcomeSet::EMPTY;
    for (stance, _) in in_force {
        let has_ended = stance
            .until
            .is_some_and(|until| today.is_some_and(|today| until.first_day() <= today));
        if let (Some(sets), false) = (sets_of(stance), has_ended) {
            refused = refused.difference(&sets.taken()).union(&sets.rejects);
        }
    }
    day.iter()
        .filter_map(|(stance, _)| sets_of(stance))
        .fold(refused, |left, sets| {
            left.difference(&sets.taken()).difference(&sets.rejects)
        })
}
