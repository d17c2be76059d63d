//! Makes whole rows, and sheets of them.

use rayon::prelude::*;

use super::cells::cell;
use super::lane::lane;
use super::movement;
use super::notes::Notes;
use super::outline::outline;
use super::reason::{Speech, reason};
use super::remarks::{ages, remarks, unread};
use super::row_texts::RowTexts;
use super::verdicts::{detail, verdict_word};
use super::{Cell, Filters, Line, Material, Outline, RowHead, RowLine, Sheet};
use crate::model::{Agenda, Issue, Row};
use crate::threads::on_all_cores;

/// Makes the sheet of a comparison.
pub fn sheet(material: Material<'_>, filters: &Filters) -> Sheet {
    let texts = RowTexts::of(material.comparison);
    whole(material, outline(material, filters, &texts))
}

/// Makes the rows of an outline whole.
pub fn whole(material: Material<'_>, mut outline: Outline) -> Sheet {
    let notes = outline.numbered(material);
    let line = |line: Line<RowHead>| match line {
        Line::Theme(theme) => Some(Line::Theme(theme)),
        Line::Parent(parent) => Some(Line::Parent(parent)),
        Line::Row(head) => numbered(material, &head, &notes).map(Line::Row),
    };
    let lines = std::mem::take(&mut outline.lines);
    let lines = on_all_cores(|| lines.into_par_iter().filter_map(line).collect());
    with_lines(material, outline, lines, &notes)
}

/// One row of an outline as a sheet, with the sources numbered as among all rows that are shown; nothing if it is not
/// among them.
pub fn row_alone(material: Material<'_>, outline: &Outline, row: Row) -> Option<Sheet> {
    let mut heads = outline.lines.iter().filter_map(Line::row);
    let head = heads.find(|head| head.row == row)?;
    let notes = outline.numbered(material);
    let line = Line::Row(numbered(material, head, &notes)?);
    Some(with_lines(material, outline.clone(), vec![line], &notes))
}

/// A row as it is drawn, without its cells: of those of many parties, [`row_cell`] makes the few that are in sight.
pub fn row_line(material: Material<'_>, head: &RowHead) -> Option<RowLine> {
    speech(material, head).map(|speech| row_of(&speech, Vec::new()))
}

/// The cell of a row for the compared party in this place as it is drawn, where its sources have no numbers.
pub fn row_cell(material: Material<'_>, head: &RowHead, place: usize) -> Option<Cell> {
    let position = material
        .comparison
        .question
        .position(material.talks, place)?;
    Some(cell(
        &speech(material, head)?,
        place,
        position,
        &Notes::default(),
    ))
}

/// What a row is called: "Issue: Part", or the title of its issue.
pub fn row_title(agenda: &Agenda, row: Row) -> String {
    let issue = agenda.issues.get(row.issue);
    issue.map_or_else(String::new, |issue| full_title(row, issue))
}

fn with_lines(material: Material<'_>, outline: Outline, lines: Vec<Line>, notes: &Notes) -> Sheet {
    Sheet {
        title: outline.title,
        summary: outline.summary,
        headline: outline.headline,
        tally: outline.tally,
        extremes: outline.extremes,
        left_out: outline.left_out,
        as_of: outline.as_of,
        from: outline.from,
        since: outline.since,
        parties: outline.parties,
        totals: outline.totals,
        changes: outline.changes,
        filters: outline.filters,
        lines,
        findings: outline.findings,
        proposals: outline.proposals,
        legend: outline.legend,
        method: outline.method,
        includes: outline.includes,
        notes: notes.list(material.talks, material.dates),
        inputs: outline.inputs,
        program: outline.program,
        problems: outline.problems,
    }
}

fn numbered(material: Material<'_>, head: &RowHead, notes: &Notes) -> Option<RowLine> {
    let speech = speech(material, head)?;
    let question = &material.comparison.question;
    let cells = (0..question.parties.len()).filter_map(|place| {
        let position = question.position(material.talks, place)?;
        Some(cell(&speech, place, position, notes))
    });
    Some(row_of(&speech, cells.collect()))
}

fn speech<'a>(material: Material<'a>, head: &RowHead) -> Option<Speech<'a>> {
    Some(Speech {
        material,
        row: head.compared(material.comparison)?,
        issue: material.talks.agenda.issues.get(head.row.issue)?,
    })
}

fn row_of(speech: &Speech<'_>, cells: Vec<Cell>) -> RowLine {
    let Speech {
        material,
        row,
        issue,
    } = *speech;
    let full_title = full_title(row.row, issue);
    let (word, detail, reason) = (
        verdict_word(row.verdict),
        detail(row, issue),
        reason(material, row),
    );
    let age = ages(material, row);
    let apart = detail
        .as_ref()
        .map_or(String::new(), |detail| format!(", {detail}"));
    RowLine {
        row: row.row,
        title: issue
            .part(row.row.part)
            .map_or_else(|| issue.title.clone(), |part| part.label.clone()),
        is_part: row.row.part.is_some(),
        question: question_of(row.row, issue),
        verdict: row.verdict,
        verdict_word: word,
        lane: lane(row, issue, material.dates),
        cells,
        remarks: remarks(material, row),
        unread: unread(speech),
        age: (!age.is_empty()).then(|| age.join(" ")),
        movement: movement::of_row(material, row),
        trend: movement::trend(row),
        spoken: format!("{full_title}: {word}{apart}. {reason}"),
        verdict_detail: detail,
        full_title,
        reason,
    }
}

/// The question of a row; that of a part stands with the parent above it.
pub(super) fn question_of(row: Row, issue: &Issue) -> Option<String> {
    issue.question.clone().filter(|_| row.part.is_none())
}

/// "Issue: Part", or the title of the issue.
pub(super) fn full_title(row: Row, issue: &Issue) -> String {
    match issue.part(row.part) {
        Some(part) => format!("{}: {}", issue.title, part.label),
        None => issue.title.clone(),
    }
}
