//! What looks wrong once all files are read: warnings about parties and stances as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::agenda::ReadAgenda;
use super::entries::NamedParties;
use super::fault::Fault;
use super::positions::{Found, Origin, ReadPosition};
use super::problem::{Place, Problem, Severity};
use super::reading::MOST_PROBLEMS;
use super::stances::name_of_first;
use crate::model::{Agenda, Id, Issue, OutcomeSet, PartialDate, Says, Sets, Stance};

/// Warns of parties that nobody knows.
pub(super) fn check_agenda(
    read: &ReadAgenda,
    file: &str,
    positions: &[ReadPosition],
    problems: &mut Vec<Problem>,
) {
    warn_of_unknown_parties(&read.agenda, file, &read.named_parties, positions, problems);
    check_listed(read, file, &read.other_parties, positions, problems);
}

/// Warns of parties that an agenda does not list, if it lists any: who decides an issue or puts something forward need
/// have no position.
pub(super) fn check_listed(
    read: &ReadAgenda,
    file: &str,
    named: &NamedParties,
    positions: &[ReadPosition],
    problems: &mut Vec<Problem>,
) {
    if !read.agenda.parties.is_empty() {
        warn_of_unknown_parties(&read.agenda, file, named, positions, problems);
    }
}

fn warn_of_unknown_parties(
    agenda: &Agenda,
    file: &str,
    named: &NamedParties,
    positions: &[ReadPosition],
    problems: &mut Vec<Problem>,
) {
    let listed = agenda.parties.iter();
    let opened = positions.iter().map(|read| &read.position.party);
    let known: BTreeSet<&Id> = listed.chain(opened).map(|party| &party.id).collect();
    let unknown = named.iter().filter(|(_, id)| !known.contains(id));
    for (place, id) in unknown.take(MOST_PROBLEMS) {
        let fault = Fault::PartyNotKnown(id.to_string());
        problems.push(Problem::new(Severity::Warning, file, *place, &fault));
    }
}

/// Warns of issues that nobody speaks on. `place_of` gives the place of an entry in the list of issues.
pub(super) fn check_spoken_on(
    read: &ReadAgenda,
    file: &str,
    positions: &[ReadPosition],
    place_of: impl Fn(usize) -> Place,
    problems: &mut Vec<Problem>,
) {
    if positions.is_empty() {
        return;
    }
    let is_spoken_on = (0..read.agenda.issues.len()).map(|issue| {
        let mut counts = positions.iter().map(|read| read.on_issues.get(issue));
        counts.any(|count| count.is_some_and(|&count| count > 0))
    });
    for ((issue, spoken), entry) in read
        .agenda
        .issues
        .iter()
        .zip(is_spoken_on)
        .zip(&read.issue_entries)
    {
        if !spoken {
            let fault = Fault::NobodySpeaks(issue.id.to_string());
            problems.push(Problem::new(
                Severity::Warning,
                file,
                place_of(*entry),
                &fault,
            ));
        }
    }
}

/// Warns where a party's stances contradict each other, or one forgets a refusal of an earlier one.
pub(super) fn check_position(read: &ReadPosition, agenda: &Agenda) -> Vec<Found> {
    let mut found = Vec::new();
    let stances = spoken_on_again(read);
    let day = |(stance, _): &Placed<'_>| (stance.issue, stance.day());
    for stances in stances.chunk_by(|a, b| day(a) == day(b)) {
        warn_of_contradictions(stances, agenda, &mut found);
    }
    for stances in stances.chunk_by(|(a, _), (b, _)| a.issue == b.issue) {
        warn_of_dropped_refusals(stances, agenda, &mut found);
    }
    found
}

/// How much is looked at for the stances of one party on one issue: stances of each part, and ranges of outcomes. It is
/// far more than anybody says, and keeps a file of nothing but such stances from taking minutes.
const LOOKED_AT: usize = 5_000_000;

type Placed<'a> = (&'a Stance, Origin);

/// The stances on issues that there are several on, by issue and day. One alone contradicts nothing.
fn spoken_on_again(read: &ReadPosition) -> Vec<Placed<'_>> {
    let has_others = |&count: &usize| count > 1;
    if !read.on_issues.iter().any(has_others) {
        return Vec::new();
    }
    let has_others = |stance: &Stance| read.on_issues.get(stance.issue).is_some_and(has_others);
    let all = read.position.stances.iter().zip(&read.origins);
    let mut stances: Vec<Placed<'_>> = all
        .filter(|(stance, _)| has_others(stance))
        .map(|(stance, origin)| (stance, *origin))
        .collect();
    // The sort is stable: of one day, file order stays.
    stances.sort_by_key(|(stance, _)| (stance.issue, stance.day()));
    stances
}

/// The issue that all of these speak on.
fn issue_of<'a>(stances: &[Placed<'_>], agenda: &'a Agenda) -> Option<&'a Issue> {
    let (first, _) = stances.first()?;
    agenda.issues.get(first.issue)
}

fn sets_of(stance: &Stance) -> Option<&Sets> {
    match &stance.says {
        Says::Sets(sets) => Some(sets),
        _ => None,
    }
}

fn warn_of_contradictions(day: &[Placed<'_>], agenda: &Agenda, found: &mut Vec<Found>) {
    let Some(space) = issue_of(day, agenda).map(|issue| &issue.space) else {
        return;
    };
    // What names a part beats what names none, so those two cannot contradict each other; nor can what adds and what
    // replaces.
    let kind = |stance: &Stance| (stance.adds, stance.parts.is_some());
    for wanted in [(false, false), (false, true), (true, false), (true, true)] {
        let of_kind = day.iter().filter(|(stance, _)| kind(stance) == wanted);
        let of_kind: Vec<Placed<'_>> = of_kind.copied().collect();
        for (origin, both) in contradictions(&of_kind) {
            let fault = Fault::ContradictsItself(name_of_first(&both, space));
            found.push(Found::warning(origin, fault));
        }
    }
}

/// The stances that contradict an earlier one of these on a part that both speak of, and on which outcomes.
fn contradictions(stances: &[Placed<'_>]) -> Vec<(Origin, OutcomeSet)> {
    let sets = || stances.iter().filter_map(|(stance, _)| sets_of(stance));
    let taken = OutcomeSet::union_of(sets().flat_map(Sets::all_taken));
    let rejected = OutcomeSet::union_of(sets().map(|sets| &sets.rejects));
    let disputed = taken.intersection(&rejected);
    if disputed.is_empty() {
        return Vec::new();
    }
    // Of each part, what has been taken and what has been rejected of that so far.
    let mut heard: BTreeMap<Option<usize>, (OutcomeSet, OutcomeSet)> = BTreeMap::new();
    let (mut found, mut looked_at) = (Vec::new(), 0);
    for (stance, origin) in stances {
        let Some(said) = sets_of(stance) else {
            continue;
        };
        looked_at += disputed.ranges().len();
        let takes = said.taken().intersection(&disputed);
        let rejects = said.rejects.intersection(&disputed);
        if takes.is_empty() && rejects.is_empty() {
            continue;
        }
        let parts: Vec<Option<usize>> = match &stance.parts {
            Some(parts) => parts.iter().copied().map(Some).collect(),
            None => vec![None],
        };
        let mut both = OutcomeSet::EMPTY;
        for part in parts {
            let (taken, rejected) = heard.entry(part).or_default();
            looked_at += 1 + taken.ranges().len() + rejected.ranges().len();
            if LOOKED_AT < looked_at {
                return found;
            }
            let here = takes
                .intersection(rejected)
                .union(&taken.intersection(&rejects));
            both = both.union(&here);
            *taken = taken.union(&takes);
            *rejected = rejected.union(&rejects);
        }
        if !both.is_empty() {
            found.push((*origin, both));
        }
    }
    found
}

/// A replacing stance that says nothing of an outcome that the party had refused till then may have forgotten it.
fn warn_of_dropped_refusals(stances: &[Placed<'_>], agenda: &Agenda, found: &mut Vec<Found>) {
    let Some(issue) = issue_of(stances, agenda) else {
        return;
    };
    let (mut warned, mut looked_at) = (BTreeSet::new(), 0);
    for naming in parts_apart(stances, issue) {
        looked_at += stances.len();
        if LOOKED_AT < looked_at {
            return;
        }
        let of_part = stances.iter().enumerate().filter(|(at, (stance, _))| {
            // Those that name no part are about all of them.
            stance.parts.is_none() || naming.binary_search(at).is_ok()
        });
        let of_part: Vec<Placed<'_>> = of_part.map(|(_, stance)| *stance).collect();
        let mut in_force: Vec<Placed<'_>> = Vec::new();
        for day in of_part.chunk_by(|(a, _), (b, _)| a.day() == b.day()) {
            let Some((_, origin)) = day.iter().find(|(stance, _)| is_replacing(stance)) else {
                in_force.extend(day);
                continue;
            };
            let dropped = dropped_on(day, &in_force);
            if !dropped.is_empty() && warned.insert(*origin) {
                let fault = Fault::RefusalDropped(name_of_first(&dropped, &issue.space));
                found.push(Found::warning(*origin, fault));
            }
            in_force.clear();
            in_force.extend(day);
        }
    }
}

/// Which of these stances name a part, by their places: once for all parts that the same ones name, since these are
/// all alike. Those that none names are among them.
fn parts_apart(stances: &[Placed<'_>], issue: &Issue) -> Vec<Vec<usize>> {
    let mut naming: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, (stance, _)) in stances.iter().enumerate() {
        for part in stance.parts.iter().flatten() {
            naming.entry(*part).or_default().push(at);
        }
    }
    let other = (0..issue.parts.len().max(1)).find(|part| !naming.contains_key(part));
    naming.extend(other.map(|part| (part, Vec::new())));
    let mut seen = BTreeSet::new();
    let mut apart: Vec<Vec<usize>> = naming.into_values().collect();
    apart.retain(|naming| seen.insert(naming.clone()));
    apart
}

fn is_replacing(stance: &Stance) -> bool {
    !stance.adds && stance.says != Says::Wishes
}

/// The outcomes that were refused before this day, which replaces what was said, and of which it says nothing at all.
fn dropped_on(day: &[Placed<'_>], in_force: &[Placed<'_>]) -> OutcomeSet {
    if day.iter().any(|(stance, _)| stance.says == Says::Withdrawn) {
        return OutcomeSet::EMPTY;
    }
    let today = day.first().and_then(|(stance, _)| stance.day());
    let has_ended = |stance: &Stance| {
        let until = stance.until.map(PartialDate::first_day);
        until.is_some_and(|until| today.is_some_and(|today| until <= today))
    };
    let before = in_force.iter().filter(|(stance, _)| !has_ended(stance));
    let before: Vec<&Sets> = before.filter_map(|(stance, _)| sets_of(stance)).collect();
    let (_, refused) = last_said(&before);
    if refused.is_empty() {
        return refused;
    }
    let said = day.iter().filter_map(|(stance, _)| sets_of(stance));
    let said = said.flat_map(|sets| sets.all_taken().chain([&sets.rejects]));
    refused.difference(&OutcomeSet::union_of(said))
}

/// What is taken at all, and what is refused in the end, by those who speak one after the other. One half is heard after
/// the other, so that no set is put together anew for each of many.
fn last_said(sets: &[&Sets]) -> (OutcomeSet, OutcomeSet) {
    match sets {
        [] => (OutcomeSet::EMPTY, OutcomeSet::EMPTY),
        [only] => (only.taken(), only.rejects.clone()),
        several => {
            let (first, then) = several.split_at(several.len() / 2);
            let ((taken, refused), (taken_then, refused_then)) =
                (last_said(first), last_said(then));
            let refused = refused.difference(&taken_then).union(&refused_then);
            (taken.union(&taken_then), refused)
        }
    }
}
