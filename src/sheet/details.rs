//! All that is known of one row.

use super::build::full_title;
use super::cells::{cell, stance_phrases};
use super::clause::{condition, of_parts};
use super::lane::outcome_lines;
use super::movement;
use super::notes::{Notes, cite_lines, disputed_lines};
use super::reason::{Speech, reason};
use super::remarks::remarks;
use super::verdicts::{detail, verdict_word};
use super::words::{Style, capitalised, list, outcomes};
use super::{Details, Material, PartyDetails, Statement};
use crate::model::{
    Confidence, Issue, Linkage, OutcomeSet, PartialDate, Position, Priority, Row, Says, Stance,
    is_about,
};

/// Makes the details of one row; `None` if the comparison has no such row.
pub fn details(material: Material<'_>, row: Row) -> Option<Details> {
    let compared = material.comparison.row(row)?;
    let issue = material.talks.agenda.issues.get(row.issue)?;
    let speech = Speech {
        material,
        row: compared,
        issue,
    };
    let parties = material.comparison.question.parties.iter().enumerate();
    let positions = &material.talks.positions;
    Some(Details {
        title: full_title(row, issue),
        question: issue.question.clone(),
        verdict: compared.verdict,
        verdict_word: verdict_word(compared.verdict),
        verdict_detail: detail(compared, issue),
        reason: reason(material, compared),
        remarks: remarks(material, compared),
        outcomes: outcome_lines(compared, issue),
        parties: parties
            .filter_map(|(place, &party)| {
                positions
                    .get(party)
                    .map(|position| party_details(&speech, place, position))
            })
            .collect(),
        linkages: linkages(material, row),
        decided_by: decided_by(material, issue),
        movement: movement::of_row(material, compared),
        trend: movement::trend(compared),
    })
}

fn party_details(speech: &Speech<'_>, place: usize, position: &Position) -> PartyDetails {
    let answer = speech
        .row
        .standings
        .get(place)
        .and_then(|standing| standing.answer());
    let agenda = &speech.material.talks.agenda;
    let conditions = answer
        .iter()
        .flat_map(|answer| &answer.offers)
        .map(|offer| {
            let what = outcomes(&offer.outcomes, &speech.issue.space, speech.quoted());
            let provided: Vec<String> = offer
                .provided
                .iter()
                .map(|judged| condition(judged, agenda, speech.quoted()))
                .collect();
            format!("Offers {what}, provided {}.", list(&provided, "and"))
        });
    let in_force: &[usize] = answer.map_or(&[], |answer| &answer.stances);
    let of_issue = speech
        .material
        .comparison
        .stances(place, speech.row.row.issue);
    let mut said: Vec<(usize, &Stance)> = of_issue
        .iter()
        .filter_map(|&index| Some((index, position.stances.get(index)?)))
        .filter(|(_, stance)| is_about(stance.parts.as_deref(), speech.row.row.part))
        .collect();
    // The latest first; of one date, the later in the file.
    said.sort_by_key(|(_, stance)| stance.day());
    said.reverse();
    let statements = said
        .into_iter()
        .map(|(index, stance)| statement(speech, stance, in_force.contains(&index)))
        .collect();
    PartyDetails {
        name: position.party.name.clone(),
        cell: cell(speech, place, position, &Notes::default()),
        interest: answer.and_then(|answer| answer.interest().map(str::to_owned)),
        priority: answer
            .and_then(|answer| answer.priority)
            .map(priority_in_words),
        conditions: conditions.collect(),
        statements,
    }
}

fn statement(speech: &Speech<'_>, stance: &Stance, in_force: bool) -> Statement {
    let talks = speech.material.talks;
    Statement {
        date: stance
            .date
            .map_or_else(|| "Undated".to_owned(), PartialDate::in_words),
        in_force,
        standing: standing(speech, stance, in_force),
        summary: stance.summary.as_deref().map(str::to_owned),
        phrases: stance_phrases(speech, stance),
        confidence: match stance.confidence {
            Confidence::Stated => None,
            Confidence::Reported => Some("Reported by others"),
            Confidence::Inferred => Some("Inferred"),
        },
        cites: cite_lines(&stance.cites, talks),
        disputed: disputed_lines(&stance.disputed, talks),
    }
}

fn priority_in_words(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "Low priority",
        Priority::Medium => "Medium priority",
        Priority::High => "High priority",
    }
}

/// Who decides an issue: "France and Germany".
fn decided_by(material: Material<'_>, issue: &Issue) -> Option<String> {
    let names: Vec<String> = issue
        .decided_by
        .iter()
        .map(|id| material.talks.name_of(id).to_owned())
        .collect();
    (!names.is_empty()).then(|| list(&names, "and"))
}

/// What became of a statement.
fn standing(speech: &Speech<'_>, stance: &Stance, in_force: bool) -> String {
    let question = &speech.material.comparison.question;
    let day = stance.day();
    if in_force {
        return if stance.adds {
            "in force, added to what was said before".into()
        } else {
            "in force".into()
        };
    }
    if question
        .as_of
        .is_some_and(|as_of| day.is_some_and(|day| as_of < day))
    {
        return "said later".into();
    }
    if question
        .from
        .is_some_and(|from| day.is_none_or(|day| day < from))
    {
        return "said before the days that count".into();
    }
    if let Some(until) = stance.until {
        let has_ended = question
            .as_of
            .is_none_or(|as_of| until.first_day() <= as_of);
        if has_ended {
            return format!("ended {}", until.in_words());
        }
    }
    match stance.says {
        Says::Withdrawn => "withdraws what was said before".into(),
        Says::Wishes => "a wish for the order".into(),
        _ => "replaced".into(),
    }
}

/// What follows from outcomes of this row, or leads to them.
fn linkages(material: Material<'_>, row: Row) -> Vec<String> {
    let touches = |linkage: &&Linkage| {
        let is_of_part =
            linkage.when.0 != row.issue || is_about(linkage.parts.as_deref(), row.part);
        (linkage.when.0 == row.issue || linkage.then.0 == row.issue) && is_of_part
    };
    material
        .talks
        .agenda
        .linkages
        .iter()
        .filter(touches)
        .map(|linkage| in_words(material, linkage))
        .collect()
}

fn in_words(material: Material<'_>, linkage: &Linkage) -> String {
    let agenda = &material.talks.agenda;
    let side = |(issue, set): &(usize, OutcomeSet), parts: &[usize]| {
        agenda.issues.get(*issue).map_or(String::new(), |issue| {
            format!(
                "“{}”{} ends in {}",
                issue.title,
                of_parts(issue, parts),
                outcomes(set, &issue.space, Style::quoted(material.dates))
            )
        })
    };
    let party = linkage.by.as_ref().map(|by| material.talks.name_of(by));
    let claim = party.map_or(String::new(), |party| format!(" (so {party})"));
    let note = linkage
        .note
        .as_ref()
        .map_or(String::new(), |note| format!(" {note}"));
    capitalised(&format!(
        "if {}, then {}{claim}.{note}",
        side(&linkage.when, linkage.parts.as_deref().unwrap_or_default()),
        side(&linkage.then, &[])
    ))
}
