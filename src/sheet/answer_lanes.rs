//! What each party answered on one row and from when until when, for the lanes of the timeline.

use jiff::civil::Date;

use super::cells::stance_phrases;
use super::reason::Speech;
use super::{Material, Phrase};
use crate::compare::{Answer, Phase, Standing, phases};
use crate::model::{PartialDate, Position, Row};

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
    let parties = material.comparison.question.parties.iter().enumerate();
    parties
        .filter_map(|(place, &party)| Some((place, material.talks.positions.get(party)?)))
        .map(|(place, position)| AnswerLane {
            answers: answers(&speech, place, position),
        })
        .collect()
}

fn answers(speech: &Speech<'_>, place: usize, position: &Position) -> Vec<LaneAnswer> {
    let row = speech.row.row;
    let of_issue = speech.material.comparison.stances(place, row.issue);
    let phases = phases(position, of_issue, row);
    let ends = phases.iter().skip(1).map(|next| next.from).chain([None]);
    phases
        .iter()
        .zip(ends)
        .filter_map(|(phase, until)| answer(speech, position, phase, until))
        .collect()
}

fn answer(
    speech: &Speech<'_>,
    position: &Position,
    phase: &Phase,
    until: Option<PartialDate>,
) -> Option<LaneAnswer> {
    let words = match &phase.standing {
        Standing::Silent => return None,
        Standing::Withdrawn => "Takes back what was said before".to_owned(),
        Standing::Spoken(answer) => words(speech, position, answer),
    };
    let dates = speech.material.dates;
    let days = match (phase.from, until) {
        (None, None) => "undated".to_owned(),
        (None, Some(until)) => format!("undated, until {}", dates.words(until)),
        (Some(from), None) => format!("from {} on", dates.words(from)),
        (Some(from), Some(until)) => {
            format!("from {} until {}", dates.words(from), dates.words(until))
        }
    };
    Some(LaneAnswer {
        from: phase.from.map(PartialDate::first_day),
        until: until.map(PartialDate::first_day),
        spoken: format!("{}, {days}: {words}", position.party.name),
        words,
        is_withdrawal: phase.standing == Standing::Withdrawn,
    })
}

/// What the stances say that make an answer.
fn words(speech: &Speech<'_>, position: &Position, answer: &Answer) -> String {
    let stances = answer.stances.iter();
    let stances = stances.filter_map(|&index| position.stances.get(index));
    let in_words = |phrase: Phrase| match phrase.word {
        "" => phrase.text,
        word => format!("{word} {}", phrase.text),
    };
    let said: Vec<String> = stances
        .flat_map(|stance| stance_phrases(speech, stance))
        .map(in_words)
        .collect();
    let said = match said.as_slice() {
        [] => "Says something without an outcome".to_owned(),
        said => said.join("; "),
    };
    if answer.is_back {
        format!("Again: {said}")
    } else {
        said
    }
}
