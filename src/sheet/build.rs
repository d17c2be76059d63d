//! Makes a sheet of a comparison.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cells::cell;
use super::extremes::extremes;
use super::findings::findings;
use super::headline::{in_words, left_out, party_names, spoken_by, tally, totals};
use super::lane::lane;
use super::legend::{legend_of, method};
use super::movement;
use super::notes::Notes;
use super::proposal_section::sections;
use super::reason::{Speech, reason};
use super::remarks::{ages, remarks};
use super::verdicts::{detail, verdict_word};
use super::{
    Extreme, Filters, Line, Material, ParentLine, PartyHead, RowLine, Sheet, TallyPiece, ThemeLine,
};
use crate::compare::{Counts, RowComparison};
use crate::model::{Issue, Row};

/// Makes the sheet of a comparison.
pub fn sheet(material: Material<'_>, filters: &Filters) -> Sheet {
    let mut notes = Notes::default();
    let (lines, hidden) = lines(material, filters, &mut notes);
    let agenda = &material.talks.agenda;
    let question = &material.comparison.question;
    let heads = question
        .parties
        .iter()
        .enumerate()
        .filter_map(|(place, &party)| {
            let party = &material.talks.positions.get(party)?.party;
            Some(PartyHead {
                id: party.id.to_string(),
                name: party.name.clone(),
                spoken: spoken_by(material, place),
            })
        });
    let title = if agenda.title.is_empty() {
        party_names(material).join(" – ")
    } else {
        agenda.title.clone()
    };
    let (tally, extremes) = (tally(material), extremes(material));
    Sheet {
        title,
        summary: agenda.summary.clone(),
        headline: in_short(&tally, &extremes),
        tally,
        extremes,
        left_out: left_out(material.left_out),
        as_of: question.as_of.map(|day| material.dates.day(day)),
        from: question.from.map(|day| material.dates.day(day)),
        since: question.since.map(|day| material.dates.day(day)),
        parties: heads.collect(),
        totals: totals(&material.comparison.counts),
        changes: movement::counts(material),
        filters: filters.in_words(hidden),
        proposals: sections(material, &lines),
        lines,
        findings: findings(material),
        legend: legend_of(material),
        method: method(question, material.dates),
        notes: notes.list(material.talks, material.dates),
        inputs: material.inputs.to_vec(),
        program: concat!("Common Ground ", env!("CARGO_PKG_VERSION")).to_owned(),
        problems: material
            .problems
            .iter()
            .map(|problem| problem.without_folder().to_string())
            .collect(),
    }
}

/// The tally with where the parties are closest and farthest apart.
fn in_short(tally: &[TallyPiece], extremes: &[Extreme]) -> String {
    let tally: String = tally.iter().map(|piece| piece.text.as_str()).collect();
    let sentences = extremes.iter().map(|extreme| extreme.words.as_str());
    let all: Vec<&str> = std::iter::once(tally.as_str()).chain(sentences).collect();
    all.join(" ")
}

/// The rows that are shown, under their themes and parents, and how many are hidden.
fn lines(material: Material<'_>, filters: &Filters, notes: &mut Notes) -> (Vec<Line>, usize) {
    let mut lines = Vec::new();
    let mut hidden = 0;
    let groups = groups(material);
    let has_themes = groups.iter().any(|(theme, _)| theme.is_some());
    for (theme, issues) in groups {
        let head = lines.len();
        let mut hidden_here = 0;
        for &(issue, rows) in &issues {
            hidden_here += issue_lines(material, filters, issue, rows, notes, &mut lines);
        }
        if has_themes && head < lines.len() {
            lines.insert(head, Line::Theme(theme_line(theme, &issues, hidden_here)));
        }
        hidden += hidden_here;
    }
    (lines, hidden)
}

/// An issue with its rows.
type IssueRows<'a> = (&'a Issue, &'a [Arc<RowComparison>]);

/// The issues by theme, in the order in which the themes first come up.
fn groups(material: Material<'_>) -> Vec<(Option<&str>, Vec<IssueRows<'_>>)> {
    let mut groups: Vec<(Option<&str>, Vec<IssueRows<'_>>)> = Vec::new();
    let mut places: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    let rows = &material.comparison.rows;
    for rows in rows.chunk_by(|a, b| a.row.issue == b.row.issue) {
        let first = rows.first().map_or(0, |row| row.row.issue);
        let Some(issue) = material.talks.agenda.issues.get(first) else {
            continue;
        };
        let theme = issue.theme.as_deref();
        let place = *places.entry(theme).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, issues)) => issues.push((issue, rows)),
            None => groups.push((theme, vec![(issue, rows)])),
        }
    }
    groups
}

/// Adds the rows of an issue that are shown, and says how many are not.
fn issue_lines(
    material: Material<'_>,
    filters: &Filters,
    issue: &Issue,
    rows: &[Arc<RowComparison>],
    notes: &mut Notes,
    lines: &mut Vec<Line>,
) -> usize {
    let mut shown = Vec::new();
    for row in rows {
        // Notes are numbered as they come up, so a hidden row must not take a number.
        let is_shown = filters.is_off() || {
            let line = row_line(material, row, issue, &mut Notes::default());
            filters.shows(&line, issue.theme.as_deref())
        };
        if is_shown {
            shown.push(Line::Row(row_line(material, row, issue, notes)));
        }
    }
    let hidden = rows.len() - shown.len();
    if !shown.is_empty() && !issue.parts.is_empty() {
        lines.push(Line::Parent(parent_line(rows, issue, hidden)));
    }
    lines.extend(shown);
    hidden
}

fn theme_line(theme: Option<&str>, issues: &[IssueRows<'_>], hidden: usize) -> ThemeLine {
    let counts = Counts::of(issues.iter().flat_map(|(_, rows)| *rows));
    ThemeLine {
        title: theme.unwrap_or(super::OTHER_ISSUES).to_owned(),
        counts: with_shown(&counts, hidden),
    }
}

/// How many rows have which verdict and, where the filters hide some of them, how many are shown.
fn with_shown(counts: &Counts, hidden: usize) -> String {
    let words = in_words(counts, |_| true);
    if hidden == 0 {
        return words;
    }
    let total = counts.all();
    format!(
        "{words} · {} of {total} shown",
        total.saturating_sub(hidden)
    )
}

fn parent_line(rows: &[Arc<RowComparison>], issue: &Issue, hidden: usize) -> ParentLine {
    let counts = Counts::of(rows);
    let mut all = totals(&counts);
    all.retain(|count| count.count > 0);
    ParentLine {
        issue: rows.first().map_or(0, |row| row.row.issue),
        title: issue.title.clone(),
        question: issue.question.clone(),
        counts: with_shown(&counts, hidden),
        totals: all,
    }
}

fn row_line(
    material: Material<'_>,
    row: &RowComparison,
    issue: &Issue,
    notes: &mut Notes,
) -> RowLine {
    let speech = Speech {
        material,
        row,
        issue,
    };
    let positions = &material.talks.positions;
    let parties = material.comparison.question.parties.iter().enumerate();
    let cells = parties
        .filter_map(|(place, &party)| {
            positions
                .get(party)
                .map(|position| cell(&speech, place, position, notes))
        })
        .collect();
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
        // The parent above a part has the question.
        question: issue.question.clone().filter(|_| row.row.part.is_none()),
        verdict: row.verdict,
        verdict_word: word,
        lane: lane(row, issue, material.dates),
        cells,
        remarks: remarks(material, row),
        age: (!age.is_empty()).then(|| age.join(" ")),
        movement: movement::of_row(material, row),
        trend: movement::trend(row),
        spoken: format!("{full_title}: {word}{apart}. {reason}"),
        verdict_detail: detail,
        full_title,
        reason,
    }
}

/// "Issue: Part", or the title of the issue.
pub(super) fn full_title(row: Row, issue: &Issue) -> String {
    match issue.part(row.part) {
        Some(part) => format!("{}: {}", issue.title, part.label),
        None => issue.title.clone(),
    }
}
