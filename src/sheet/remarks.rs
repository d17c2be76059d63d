//! What a reader should know of a row besides the verdict and its reason.

use super::Material;
use super::reason::Speech;
use super::words::{Style, list, outcomes};
use crate::compare::RowComparison;
use crate::model::{OutcomeSet, PartialDate, Space, day_number};

/// What a reader should know of how old the answers are.
pub(super) fn ages(material: Material<'_>, row: &RowComparison) -> Vec<String> {
    let mut ages = Vec::new();
    let days: Vec<_> = row.dates().map(PartialDate::first_day).collect();
    let year = jiff::Span::new().years(1);
    let is_over_a_year = |from: jiff::civil::Date, to: jiff::civil::Date| {
        from.checked_add(year)
            .is_ok_and(|anniversary| anniversary < to)
    };
    if let (Some(&oldest), Some(&newest)) = (days.iter().min(), days.iter().max()) {
        if is_over_a_year(oldest, newest) {
            ages.push("The answers were given more than a year apart.".to_owned());
        }
        let day = material.comparison.question.as_of;
        if day.is_some_and(|day| is_over_a_year(newest, day)) {
            ages.push("The newest answer is more than a year old.".to_owned());
        }
    }
    ages
}

/// What else a reader should know of a row.
pub(super) fn remarks(material: Material<'_>, row: &RowComparison) -> Vec<String> {
    let mut remarks = ages(material, row);
    if have_passed(material, row) {
        remarks.push("All the days that are asked for or would be taken have passed.".to_owned());
    }
    let agenda = &material.talks.agenda;
    if let Some(issue) = agenda.issues.get(row.row.issue) {
        let speech = Speech {
            material,
            row,
            issue,
        };
        remarks.extend(unread(&speech));
    }
    remarks.extend(heard_of_later(material, row));
    remarks.extend(agreed(material, row));
    remarks
}

/// What is said to be agreed on a row, and when.
pub(super) fn agreed(material: Material<'_>, row: &RowComparison) -> Option<String> {
    let agenda = &material.talks.agenda;
    let agreement = agenda.agreements.get(row.agreed?)?;
    let issue = agenda.issues.get(row.row.issue);
    let is = agreement
        .is
        .as_ref()
        .zip(issue)
        .map(|(set, issue)| outcomes(set, &issue.space, Style::quoted(material.dates)));
    // A note says more than the outcome alone, and says that, too.
    let what = agreement.note.clone().or(is);
    let what = what.map_or(String::new(), |what| format!(": {what}"));
    let end = if what.ends_with('.') { "" } else { "." };
    let when = material.dates.words(agreement.date);
    Some(format!("Said to be agreed, {when}{what}{end}"))
}

/// That a statement of a compared party on the issue had an error and was left out.
pub(super) fn unread(speech: &Speech<'_>) -> Option<String> {
    let mut places = 0..speech.row.standings.len();
    let is_unread = places.any(|place| speech.is_unread(place));
    is_unread.then(|| {
        "A statement on this issue could not be read, so the verdict may be another.".to_owned()
    })
}

/// Whether the answers are days, and the last of those that anyone would take is before the day of the comparison.
fn have_passed(material: Material<'_>, row: &RowComparison) -> bool {
    let issue = material.talks.agenda.issues.get(row.row.issue);
    let is_days = issue.is_some_and(|issue| matches!(issue.space, Space::Dates(_)));
    let answers = row.spoken().map(|(_, answer)| answer.takes_at_best());
    let taken = answers.fold(OutcomeSet::EMPTY, |all, set| all.union(&set));
    let last = taken.ranges().last().and_then(|range| range.high());
    let today = material.comparison.question.as_of.map(day_number);
    is_days && last.zip(today).is_some_and(|(last, today)| last < today)
}

/// The outcomes of the row that were first heard of after the day of the comparison and that no stance in force names,
/// so that they are neither drawn nor counted as steps.
fn heard_of_later(material: Material<'_>, row: &RowComparison) -> Option<String> {
    let day = material.comparison.question.as_of?;
    let issue = material.talks.agenda.issues.get(row.row.issue)?;
    row.spoken().next()?;
    let all = issue.space.of_row(row.row.part, None, &OutcomeSet::EMPTY);
    let of_row = |index: i64| all.contains(index) && !row.space.contains(index);
    let listed = (0_i64..).zip(issue.space.outcomes());
    let listed = listed.filter(|(index, _)| of_row(*index));
    let is_beyond_left_out = all.has_beyond() && !row.space.has_beyond();
    let beyond = issue.space.beyond().filter(|_| is_beyond_left_out);
    let later: Vec<String> = listed
        .map(|(_, outcome)| outcome)
        .chain(beyond)
        .filter_map(|outcome| {
            let added = outcome.added?;
            Some(format!(
                "“{}” ({})",
                outcome.label,
                material.dates.words(added)
            ))
        })
        .collect();
    (!later.is_empty()).then(|| {
        format!(
            "First heard of after {}, so not among the outcomes here: {}.",
            material.dates.day(day),
            list(&later, "and")
        )
    })
}
