//! Where the parties are closest and where they are farthest apart. Named, never scored: the verdicts decide, then how
//! many parts of an issue share one, then the order of the agenda.

use std::cmp::Reverse;

use super::build::full_title;
use super::verdicts::{detail, verdict_word};
use super::words::{counted, list};
use super::{Extreme, ExtremePlace, Material};
use crate::compare::{RowComparison, Verdict};
use crate::model::Issue;

/// So many issues are named.
const MOST_NAMED: usize = 3;

/// The two ends, as far as there are any. Where only one verdict comes up, it is one end alone.
pub(super) fn extremes(material: Material<'_>) -> Vec<Extreme> {
    let has = |verdict: Verdict| material.comparison.counts.get(verdict) > 0;
    let are_close = has(Verdict::Aligned) || has(Verdict::Overlap);
    let is_opposed = has(Verdict::Opposed);
    let close: &[Verdict] = match (are_close, is_opposed) {
        (true, _) => &[Verdict::Aligned, Verdict::Overlap],
        // Nothing is nearer to each other than gaps, where everything else is opposed.
        (false, true) => &[Verdict::Gap],
        (false, false) => &[],
    };
    let far: &[Verdict] = if is_opposed {
        &[Verdict::Opposed]
    } else {
        &[Verdict::Gap]
    };
    // Of gaps alone, none is said to be the widest: steps, troops and days have no common measure.
    let far_head = if is_opposed || are_close {
        "Farthest apart"
    } else {
        "Apart"
    };
    [("Closest", close), (far_head, far)]
        .into_iter()
        .filter_map(|(head, verdicts)| extreme(material, head, verdicts))
        .collect()
}

fn extreme(material: Material<'_>, head: &'static str, verdicts: &[Verdict]) -> Option<Extreme> {
    let mut places = places(material, verdicts);
    if places.is_empty() {
        return None;
    }
    let more = places.len().saturating_sub(MOST_NAMED);
    places.truncate(MOST_NAMED);
    let mut words: Vec<String> = places
        .iter()
        .map(|place| format!("{} ({})", place.title, place.detail))
        .collect();
    let more_words = (more > 0).then(|| counted(more, "more issue", "more issues"));
    words.extend(more_words.clone());
    Some(Extreme {
        head,
        words: format!("{head}: {}.", list(&words, "and")),
        places,
        verdicts: verdicts.to_vec(),
        more: more_words,
    })
}

/// The issues with these verdicts, the parts of one issue under one name.
fn places(material: Material<'_>, verdicts: &[Verdict]) -> Vec<ExtremePlace> {
    let mut places = Vec::new();
    let rows = &material.comparison.rows;
    for (place, of_issue) in rows.chunk_by(|a, b| a.row.issue == b.row.issue).enumerate() {
        for (rank, &verdict) in verdicts.iter().enumerate() {
            let rows: Vec<&RowComparison> = of_issue
                .iter()
                .map(AsRef::as_ref)
                .filter(|row| row.verdict == verdict)
                .collect();
            let (Some(first), Some(issue)) = (
                rows.first(),
                rows.first()
                    .and_then(|row| material.talks.agenda.issues.get(row.row.issue)),
            ) else {
                continue;
            };
            // What hangs on conditions, or is asked for on other terms, is less close than what does not.
            let has_strings = rows
                .iter()
                .all(|row| row.is_conditional || row.is_qualified);
            let found = ExtremePlace {
                title: match rows.as_slice() {
                    [one] => full_title(one.row, issue),
                    _ => issue.title.clone(),
                },
                detail: words(&rows, of_issue.len(), issue),
                row: first.row,
            };
            places.push(((rank, has_strings, Reverse(rows.len()), place), found));
        }
    }
    places.sort_by_key(|(rank, _)| *rank);
    places.into_iter().map(|(_, place)| place).collect()
}

/// "opposed", "gap, 2 steps apart", "opposed on all 5 parts".
fn words(rows: &[&RowComparison], of: usize, issue: &Issue) -> String {
    let [first, rest @ ..] = rows else {
        return String::new();
    };
    let word = verdict_word(first.verdict).to_lowercase();
    match (rest.len(), detail(first, issue)) {
        (0, Some(detail)) => format!("{word}, {detail}"),
        (0, None) => word,
        _ if rows.len() == of => format!("{word} on all {of} parts"),
        _ => format!("{word} on {of_parts} parts", of_parts = rows.len()),
    }
}
