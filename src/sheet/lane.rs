//! The outcome space of a row as slots from left to right, with a line of marks for each party.

use super::Dates;
use super::words::{Style, capitalised, each};
use super::{Lane, Mark, OutcomeLine, Slot};
use crate::compare::{Answer, RowComparison};
use crate::model::{Issue, OutcomeSet, Range, Space};

/// The lane of a row.
pub(super) fn lane(row: &RowComparison, issue: &Issue, dates: Dates) -> Lane {
    let pieces = pieces(row, issue);
    let outlined = row.zone.union(&row.room);
    let slots = pieces.iter().map(|piece| Slot {
        label: label(piece, issue, dates),
        outlined: !piece.is_empty() && piece.is_subset(&outlined),
    });
    let line = |answer: Option<&Answer>| -> Vec<Mark> {
        let takes = answer.map(Answer::takes).unwrap_or_default();
        pieces
            .iter()
            .map(|piece| mark(answer, &takes, piece))
            .collect()
    };
    Lane {
        slots: slots.collect(),
        lines: row
            .standings
            .iter()
            .map(|standing| line(standing.answer()))
            .collect(),
        is_ordered: issue.space.is_ordered(),
        is_room: row.zone.is_empty() && !row.room.is_empty(),
    }
}

/// What those of its slots are called that are outcomes with names.
pub(super) fn names(row: &RowComparison, issue: &Issue) -> Vec<String> {
    let listed = (0_i64..).zip(issue.space.outcomes());
    let listed = listed.filter(|(index, _)| row.space.contains(*index));
    let beyond = issue.space.beyond().filter(|_| row.space.has_beyond());
    let named = listed.map(|(_, outcome)| outcome).chain(beyond);
    named.map(|outcome| capitalised(&outcome.label)).collect()
}

/// What the others are called, which are runs of numbers or days.
pub(super) fn run_labels(row: &RowComparison, issue: &Issue, dates: Dates) -> Vec<String> {
    let runs = match &issue.space {
        Space::Quantity(_) | Space::Dates(_) => runs(row),
        Space::Options(_) | Space::Scale(_) | Space::Text => Vec::new(),
    };
    runs.iter().map(|run| label(run, issue, dates)).collect()
}

/// The same from top to bottom, for the details pane.
pub(super) fn outcome_lines(row: &RowComparison, issue: &Issue) -> Vec<OutcomeLine> {
    let lane = lane(row, issue, Dates::default());
    let answers = |place: usize| {
        lane.lines
            .iter()
            .filter_map(|line| line.get(place).copied())
            .collect()
    };
    let line = |(place, slot): (usize, &Slot)| OutcomeLine {
        label: slot.label.clone(),
        answers: answers(place),
        outlined: slot.outlined,
    };
    lane.slots.iter().enumerate().map(line).collect()
}

fn label(piece: &OutcomeSet, issue: &Issue, dates: Dates) -> String {
    capitalised(&each(piece, &issue.space, Style::plain(dates)).join(" or "))
}

pub(super) fn mark(answer: Option<&Answer>, takes: &OutcomeSet, piece: &OutcomeSet) -> Mark {
    let Some(answer) = answer else {
        return Mark::NotStated;
    };
    let is_in = |set: &OutcomeSet| piece.is_subset(set);
    if is_in(&answer.asks) {
        Mark::Asked
    } else if is_in(takes) {
        Mark::Acceptable
    } else if is_in(&answer.rejects) {
        Mark::Refused
    } else if is_in(answer.contradicted()) {
        Mark::Contradicted
    } else {
        Mark::NotStated
    }
}

/// The outcomes one by one; numbers and days in runs inside which no party's answer changes.
fn pieces(row: &RowComparison, issue: &Issue) -> Vec<OutcomeSet> {
    match &issue.space {
        Space::Quantity(_) | Space::Dates(_) => runs(row),
        Space::Options(_) | Space::Scale(_) => row.space.indices().map(OutcomeSet::one).collect(),
        Space::Text => Vec::new(),
    }
}

fn runs(row: &RowComparison) -> Vec<OutcomeSet> {
    // A run begins where some set begins, and right after where one ends.
    let mut starts: Vec<i64> = Vec::new();
    let mut begin = |set: &OutcomeSet| {
        for range in set.ranges().iter() {
            starts.extend(range.low());
            starts.extend(range.high().map(|high| high + 1));
        }
    };
    for (_, answer) in row.spoken() {
        for set in [
            &answer.asks,
            &answer.takes(),
            &answer.rejects,
            answer.contradicted(),
        ] {
            begin(set);
        }
    }
    begin(&row.zone);
    begin(&row.room);
    starts.sort_unstable();
    starts.dedup();
    let mut runs = Vec::new();
    for range in row.space.ranges().iter() {
        cut(*range, &starts, &mut runs);
    }
    if row.space.has_beyond() {
        runs.push(OutcomeSet::only_beyond());
    }
    runs
}

fn cut(range: Range, starts: &[i64], runs: &mut Vec<OutcomeSet>) {
    let mut low = range.low();
    for &start in starts {
        let is_inside =
            low.is_none_or(|low| low < start) && range.high().is_none_or(|high| start <= high);
        if is_inside {
            runs.push(OutcomeSet::range(low, Some(start - 1)));
            low = Some(start);
        }
    }
    runs.push(OutcomeSet::range(low, range.high()));
}
