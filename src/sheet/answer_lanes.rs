//! What each party answered on one row and from when until when, for the lanes of the timeline.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::cells::stance_phrases;
use super::reason::Speech;
use super::{Material, Phrase};
use crate::model::{PartialDate, Position, Row, Says, Stance};

/// What one party answered on a row, one answer after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerLane {
    /// The answers, the earliest first.
    pub answers: Vec<LaneAnswer>,
}

/// An answer with the days on which it held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaneAnswer {
    /// From which day; nothing if it has no date.
    pub from: Option<Date>,
    /// The first day on which something else held; nothing if it still holds.
    pub until: Option<Date>,
    /// What the party said, in a few words.
    pub words: String,
    /// Who said what and when, as one sentence.
    pub spoken: String,
    /// Whether it takes back what was said before.
    pub is_withdrawal: bool,
}

/// The lanes of the compared parties for a row, in column order. What the dates of the comparison leave out is in
/// them, too: the timeline shows all that was said.
pub fn answer_lanes(material: Material<'_>, row: Row) -> Vec<AnswerLane> {
    let Some(compared) = material.comparison.row(row) else {
        return Vec::new();
    };
    let Some(issue) = material.talks.agenda.issues.get(row.issue) else {
        return Vec::new();
    };
    let speech = Speech {
        material,
        row: compared,
        issue,
    };
    let parties = material.comparison.question.parties.iter();
    let positions = parties.filter_map(|&party| material.talks.positions.get(party));
    positions
        .map(|position| AnswerLane {
            answers: answers(&speech, position),
        })
        .collect()
}

fn answers(speech: &Speech<'_>, position: &Position) -> Vec<LaneAnswer> {
    let row = speech.row.row;
    let of_row = |stance: &&Stance| {
        let is_of_part = match (&stance.parts, row.part) {
            (Some(parts), Some(part)) => parts.contains(&part),
            _ => true,
        };
        stance.issue == row.issue && is_of_part
    };
    let mut by_day: BTreeMap<Option<Date>, Vec<&Stance>> = BTreeMap::new();
    for stance in position.stances.iter().filter(of_row) {
        let day = stance.date.map(PartialDate::first_day);
        by_day.entry(day).or_default().push(stance);
    }
    let next: Vec<Option<Date>> = by_day.keys().skip(1).copied().chain([None]).collect();
    by_day
        .into_iter()
        .zip(next)
        .map(|((from, stances), next)| answer(speech, position, &stances, (from, next)))
        .collect()
}

fn answer(
    speech: &Speech<'_>,
    position: &Position,
    stances: &[&Stance],
    (from, next): (Option<Date>, Option<Date>),
) -> LaneAnswer {
    let ends = stances.iter().map(|stance| stance.until);
    let ends: Option<Vec<Date>> = ends
        .map(|until| until.map(PartialDate::first_day))
        .collect();
    // It ends when all of it does, or when something else is said.
    let ended = ends.and_then(|ends| ends.into_iter().max());
    let until = [ended, next].into_iter().flatten().min();
    let words: Vec<String> = stances.iter().map(|stance| words(speech, stance)).collect();
    let words = words.join(" · ");
    let name = &position.party.name;
    let dates = speech.material.dates;
    let days = match (from, until) {
        (None, None) => "undated".to_owned(),
        (None, Some(until)) => format!("undated, until {}", dates.day(until)),
        (Some(from), None) => format!("from {} on", dates.day(from)),
        (Some(from), Some(until)) => {
            format!("from {} until {}", dates.day(from), dates.day(until))
        }
    };
    LaneAnswer {
        from,
        until,
        spoken: format!("{name}, {days}: {words}"),
        words,
        is_withdrawal: stances
            .iter()
            .all(|stance| matches!(stance.says, Says::Withdrawn)),
    }
}

fn words(speech: &Speech<'_>, stance: &Stance) -> String {
    let phrases = stance_phrases(speech, stance);
    let in_words = |phrase: &Phrase| match phrase.word {
        "" => phrase.text.clone(),
        word => format!("{word} {}", phrase.text),
    };
    let said: Vec<String> = phrases.iter().map(in_words).collect();
    match (&stance.says, said.as_slice()) {
        (Says::Withdrawn, _) => "Takes back what was said before".to_owned(),
        (_, []) => "Says something without an outcome".to_owned(),
        _ if stance.adds => format!("Adds: {}", said.join("; ")),
        _ => said.join("; "),
    }
}
