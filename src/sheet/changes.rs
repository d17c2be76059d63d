//! What changed from one comparison to another, row by row.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::outline::shown;
use super::remarks::agreed;
use super::text::cell_text;
use super::words::{capitalised, counted};
use super::{Cell, Filters, Line, Material, RowLine, RowTexts, Sheet, sheet};
use crate::compare::{self, Reason, RowComparison, Trend, Verdict};
use crate::model::{Agenda, AssessedVerdict, PartialDate, Row, Space};

/// What is said of a party that one of the two comparisons does not compare.
const NOT_COMPARED: &str = "Not compared";

/// What changed from one comparison to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// The earlier comparison.
    pub before: ChangesSide,
    /// The later comparison.
    pub after: ChangesSide,
    /// How much has changed, in a sentence or two.
    pub headline: String,
    /// What makes the two harder to compare, a sentence each.
    pub remarks: Vec<String>,
    /// The rows that have changed: those of the later comparison in their order, then those that are gone.
    pub rows: Vec<RowChange>,
    /// How many rows have not changed.
    pub unchanged: usize,
    /// The files that are not the same.
    pub files: Vec<FileChange>,
}

/// One of the two comparisons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangesSide {
    /// From what it was opened.
    pub name: String,
    /// What its talks are called.
    pub title: String,
    /// What is compared, and what came out of it.
    pub headline: String,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowChangeKind {
    /// It is there in both.
    Changed,
    /// Only the later comparison has it.
    Added,
    /// Only the earlier comparison has it.
    Removed,
}

/// A row that has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowChange {
    /// The id of its issue.
    pub issue: String,
    /// The id of its part.
    pub part: Option<String>,
    /// "Issue: Part", or the title of the issue.
    pub title: String,
    /// Its theme, if there is one.
    pub theme: String,
    /// What became of it.
    pub kind: RowChangeKind,
    /// The verdict before, if the row was there.
    pub was: Option<VerdictThen>,
    /// The verdict after, if the row is there.
    pub is: Option<VerdictThen>,
    /// "Closer" or "Farther apart", if it can be said.
    pub trend: Option<&'static str>,
    /// The answers that are not the same.
    pub answers: Vec<AnswerChange>,
    /// What else is not the same, a sentence each.
    pub remarks: Vec<String>,
    /// Why the verdict is now what it is.
    pub reason: Option<String>,
}

/// A verdict in one of the two comparisons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerdictThen {
    /// The verdict.
    pub verdict: Verdict,
    /// Its word, with what the word leaves out: "Gap, 2 steps apart".
    pub words: String,
}

/// A party's answer that is not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerChange {
    /// The party's id.
    pub party: String,
    /// The party's name.
    pub name: String,
    /// What it said before.
    pub was: String,
    /// What it says after.
    pub is: String,
    /// What has changed where the answer itself has not, in a few words.
    pub also: Option<&'static str>,
}

/// A file that is not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileChange {
    /// Its name.
    pub name: String,
    /// Its SHA-256 before, if it was there.
    pub was: Option<String>,
    /// Its SHA-256 after, if it is there.
    pub is: Option<String>,
}

/// One of two comparisons, with the name of what it was opened from.
#[derive(Clone, Copy)]
pub struct Compared<'a> {
    /// From what it was opened.
    pub name: &'a str,
    /// The comparison.
    pub material: Material<'a>,
}

/// What changed from one comparison to another, on the rows that pass these filters in either of them.
pub fn changes(before: Compared<'_>, after: Compared<'_>, filters: &Filters) -> Changes {
    let (was, is) = (Side::of(before, filters), Side::of(after, filters));
    let mut rows = Vec::new();
    let mut unchanged = 0;
    for (key, later) in is.in_order() {
        let earlier = was.rows.get(key);
        if earlier.is_none_or(|row| !row.is_shown) && !later.is_shown {
            continue;
        }
        match row_change(&was, &is, key, earlier, Some(later)) {
            Some(change) => rows.push(change),
            None => unchanged += 1,
        }
    }
    for (key, earlier) in was.in_order() {
        if earlier.is_shown && !is.rows.contains_key(key) {
            rows.extend(row_change(&was, &is, key, Some(earlier), None));
        }
    }
    Changes {
        headline: headline(&rows, unchanged),
        remarks: remarks(&was, &is),
        files: files(&was.sheet, &is.sheet),
        before: was.told(),
        after: is.told(),
        rows,
        unchanged,
    }
}

/// The ids of a row's issue and part.
type Key = (String, Option<String>);

/// One of the two comparisons, with its rows by their ids.
struct Side<'a> {
    compared: Compared<'a>,
    sheet: Sheet,
    rows: BTreeMap<Key, KnownRow>,
}

/// A row with what stands above it.
struct KnownRow {
    place: usize,
    theme: String,
    line: RowLine,
    is_shown: bool,
}

impl<'a> Side<'a> {
    fn of(compared: Compared<'a>, filters: &Filters) -> Self {
        let material = compared.material;
        let mut sheet = sheet(material, &Filters::default());
        let shown = shown(material, filters, &RowTexts::of(material.comparison));
        let rows_shown = material.comparison.rows.iter().zip(shown);
        let rows_shown = rows_shown.filter(|(_, is_shown)| *is_shown);
        let rows_shown: BTreeSet<Row> = rows_shown.map(|(row, _)| row.row).collect();
        let agenda = &compared.material.talks.agenda;
        let mut rows = BTreeMap::new();
        let mut theme = None;
        for (place, line) in std::mem::take(&mut sheet.lines).into_iter().enumerate() {
            match line {
                Line::Theme(line) => theme = Some(line.title),
                Line::Parent(_) => {}
                Line::Row(line) => {
                    let Some(key) = key_of(agenda, line.row) else {
                        continue;
                    };
                    let known = KnownRow {
                        place,
                        is_shown: rows_shown.contains(&line.row),
                        theme: theme.clone().unwrap_or_default(),
                        line,
                    };
                    rows.insert(key, known);
                }
            }
        }
        Self {
            compared,
            sheet,
            rows,
        }
    }

    fn in_order(&self) -> Vec<(&Key, &KnownRow)> {
        let mut rows: Vec<(&Key, &KnownRow)> = self.rows.iter().collect();
        rows.sort_by_key(|(_, row)| row.place);
        rows
    }

    fn told(self) -> ChangesSide {
        ChangesSide {
            name: self.compared.name.to_owned(),
            title: self.sheet.title,
            headline: self.sheet.headline,
        }
    }

    fn cell<'r>(&self, row: Option<&'r KnownRow>, party: &str) -> Option<&'r Cell> {
        let place = self
            .sheet
            .parties
            .iter()
            .position(|head| head.id == party)?;
        row?.line.cells.get(place)
    }

    /// The texts of the sources that a cell cites.
    fn sources(&self, cell: &Cell) -> Vec<(&str, Option<&str>)> {
        let cited = |number: &usize| self.sheet.notes.get(number.checked_sub(1)?);
        let notes = cell.notes.iter().filter_map(cited);
        notes
            .map(|note| (note.text.as_str(), note.url.as_deref()))
            .collect()
    }
}

fn key_of(agenda: &Agenda, row: Row) -> Option<Key> {
    let issue = agenda.issues.get(row.issue)?;
    let part = issue.part(row.part).map(|part| part.id.to_string());
    Some((issue.id.to_string(), part))
}

fn row_change(
    was: &Side<'_>,
    is: &Side<'_>,
    key: &Key,
    earlier: Option<&KnownRow>,
    later: Option<&KnownRow>,
) -> Option<RowChange> {
    let known = later.or(earlier)?;
    let kind = match (earlier, later) {
        (Some(_), Some(_)) => RowChangeKind::Changed,
        (None, _) => RowChangeKind::Added,
        (_, None) => RowChangeKind::Removed,
    };
    let verdict = |row: &KnownRow| VerdictThen {
        verdict: row.line.verdict,
        words: verdict_words(&row.line),
    };
    let change = RowChange {
        issue: key.0.clone(),
        part: key.1.clone(),
        title: known.line.full_title.clone(),
        theme: known.theme.clone(),
        kind,
        was: earlier.map(verdict),
        is: later.map(verdict),
        trend: earlier
            .zip(later)
            .and_then(|(earlier, later)| trend(was, earlier, is, later)),
        answers: answers(was, is, earlier, later),
        remarks: earlier
            .zip(later)
            .map(|(earlier, later)| {
                let mut remarks = row_remarks(&earlier.line, &later.line);
                remarks.extend(records(was, &earlier.line, is, &later.line));
                remarks
            })
            .unwrap_or_default(),
        reason: later.map(|row| row.line.reason.clone()),
    };
    let is_same = kind == RowChangeKind::Changed
        && change.was == change.is
        && change.answers.is_empty()
        && change.remarks.is_empty();
    (!is_same).then_some(change)
}

fn verdict_words(row: &RowLine) -> String {
    match &row.verdict_detail {
        Some(detail) => format!("{}, {detail}", row.verdict_word),
        None => row.verdict_word.to_owned(),
    }
}

/// The outcomes of the issue of a row.
fn space_of(material: Material<'_>, row: Row) -> Option<&Space> {
    let issue = material.talks.agenda.issues.get(row.issue);
    issue.map(|issue| &issue.space)
}

/// Whether the answers came closer, by the verdict and then, where the outcomes are the same, by the distance.
fn trend(
    was: &Side<'_>,
    earlier: &KnownRow,
    is: &Side<'_>,
    later: &KnownRow,
) -> Option<&'static str> {
    let (then, now) = (earlier.line.row, later.line.row);
    let (before, after) = (was.compared.material, is.compared.material);
    let space = space_of(before, then);
    let shared = space.filter(|space| space_of(after, now) == Some(*space));
    let (before, after) = (before.comparison.row(then)?, after.comparison.row(now)?);
    match compare::trend(before, after, shared)? {
        Trend::Closer => Some("Closer"),
        Trend::Same => None,
        Trend::Farther => Some("Farther apart"),
    }
}

/// The answers that are not the same, by party: those of the later comparison, then those of the earlier alone.
fn answers(
    was: &Side<'_>,
    is: &Side<'_>,
    earlier: Option<&KnownRow>,
    later: Option<&KnownRow>,
) -> Vec<AnswerChange> {
    let only_before = was.sheet.parties.iter().filter(|head| {
        let mut after = is.sheet.parties.iter();
        after.all(|known| known.id != head.id)
    });
    let mut changes = Vec::new();
    for head in is.sheet.parties.iter().chain(only_before) {
        let (then, now) = (was.cell(earlier, &head.id), is.cell(later, &head.id));
        let words = |cell: Option<&Cell>, is_there: bool| match cell {
            Some(cell) => capitalised(&cell_text(cell)),
            None if is_there => NOT_COMPARED.to_owned(),
            None => "—".to_owned(),
        };
        let (before, after) = (words(then, earlier.is_some()), words(now, later.is_some()));
        let also = then
            .zip(now)
            .filter(|_| before == after)
            .and_then(|(then, now)| also(was, then, is, now));
        if before != after || also.is_some() {
            changes.push(AnswerChange {
                party: head.id.clone(),
                name: head.name.clone(),
                was: before,
                is: after,
                also,
            });
        }
    }
    changes
}

/// What has changed where the answer itself has not.
fn also(was: &Side<'_>, then: &Cell, is: &Side<'_>, now: &Cell) -> Option<&'static str> {
    match (
        then.summary != now.summary,
        was.sources(then) != is.sources(now),
    ) {
        (true, true) => Some("other words in the summary, and other sources"),
        (true, false) => Some("other words in the summary"),
        (false, true) => Some("other sources"),
        (false, false) => None,
    }
}

fn row_remarks(earlier: &RowLine, later: &RowLine) -> Vec<String> {
    let mut remarks = Vec::new();
    if earlier.full_title != later.full_title {
        remarks.push(format!("It was titled “{}”.", earlier.full_title));
    }
    if earlier.question != later.question {
        remarks.push(match &earlier.question {
            Some(question) => format!("The question was “{question}”"),
            None => "It had no question.".to_owned(),
        });
    }
    let labels = |row: &RowLine| -> Vec<String> {
        row.lane
            .slots
            .iter()
            .map(|slot| slot.label.clone())
            .collect()
    };
    // What is drawn of a quantity or of days depends on the answers, so only the words of a list are its own.
    if earlier.reason != later.reason
        && earlier.cells == later.cells
        && labels(earlier) != labels(later)
    {
        remarks.push("The outcomes of the issue are not the same.".to_owned());
    }
    remarks
}

/// How the words of a row are judged, by whom, when and why, if they are.
fn judgement<'m>(material: Material<'m>, row: &RowComparison) -> Option<Judgement<'m>> {
    let Reason::Assessed(index) = row.reason else {
        return None;
    };
    let judged = material.talks.agenda.assessments.get(index)?;
    Some((judged.verdict, &judged.by, judged.date, &judged.note))
}

type Judgement<'m> = (
    AssessedVerdict,
    &'m Option<String>,
    Option<PartialDate>,
    &'m Option<String>,
);

/// What the agenda records of a row now and did not record then: what is said to be agreed, and how words are judged.
fn records(was: &Side<'_>, then: &RowLine, is: &Side<'_>, now: &RowLine) -> Vec<String> {
    let [(before, earlier), (after, later)] = [(was, then), (is, now)].map(|(side, line)| {
        let material = side.compared.material;
        (material, material.comparison.row(line.row))
    });
    let mut records = Vec::new();
    let agreement = earlier.and_then(|row| agreed(before, row));
    match later.and_then(|row| agreed(after, row)) {
        Some(words) if agreement.as_ref() != Some(&words) => records.push(words),
        None if agreement.is_some() => records.push("No longer said to be agreed.".to_owned()),
        _ => {}
    }
    let judged =
        [(before, earlier), (after, later)].map(|(material, row)| judgement(material, row?));
    if let [Some(then), Some(now)] = judged
        && then != now
    {
        records.push("The words are judged anew, or for another reason.".to_owned());
    }
    records
}

/// "5 of 38 rows have changed: 2 closer, 1 farther apart. 1 row is new."
fn headline(rows: &[RowChange], unchanged: usize) -> String {
    let of_kind = |kind: RowChangeKind| rows.iter().filter(|row| row.kind == kind).count();
    let changed = of_kind(RowChangeKind::Changed);
    let total = changed + unchanged;
    let mut words = if changed == 0 {
        format!(
            "None of {} in both has changed.",
            counted(total, "row", "rows")
        )
    } else {
        let with = |trend: &str| rows.iter().filter(|row| row.trend == Some(trend)).count();
        let has = if changed == 1 { "has" } else { "have" };
        format!(
            "{changed} of {} in both {has} changed: {} closer, {} farther apart.",
            counted(total, "row", "rows"),
            with("Closer"),
            with("Farther apart"),
        )
    };
    for (kind, what) in [
        (RowChangeKind::Added, "only after"),
        (RowChangeKind::Removed, "only before"),
    ] {
        let count = of_kind(kind);
        if count > 0 {
            let is = if count == 1 { "is" } else { "are" };
            words = format!(
                "{words} {} {is} there {what}.",
                counted(count, "row", "rows")
            );
        }
    }
    words
}

fn remarks(was: &Side<'_>, is: &Side<'_>) -> Vec<String> {
    let mut remarks = Vec::new();
    if was.sheet.title != is.sheet.title {
        remarks.push(format!(
            "The talks are called “{}” before and “{}” after.",
            was.sheet.title, is.sheet.title
        ));
    }
    let ids = |side: &Side<'_>| -> Vec<String> {
        side.sheet
            .parties
            .iter()
            .map(|head| head.id.clone())
            .collect()
    };
    if ids(was) != ids(is) {
        remarks.push(
            "The two do not compare the same parties, so verdicts may differ for that reason alone."
                .to_owned(),
        );
    }
    for (side, when) in [(was, "before"), (is, "after")] {
        if let Some(left_out) = &side.sheet.left_out {
            remarks.push(format!("Of what is compared {when}: {left_out}"));
        }
    }
    remarks
}

fn files(was: &Sheet, is: &Sheet) -> Vec<FileChange> {
    let mut files: Vec<FileChange> = Vec::new();
    for input in &is.inputs {
        if !was.inputs.contains(input) {
            let before = was.inputs.iter().find(|known| known.name == input.name);
            files.push(FileChange {
                name: input.name.clone(),
                was: before.map(|before| before.sha256.clone()),
                is: Some(input.sha256.clone()),
            });
        }
    }
    for input in &was.inputs {
        if is.inputs.iter().all(|known| known.name != input.name) {
            files.push(FileChange {
                name: input.name.clone(),
                was: Some(input.sha256.clone()),
                is: None,
            });
        }
    }
    files
}
