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
    let found = found(material, verdicts);
    if found.is_empty() {
        return None;
    }
    let more = found.len().saturating_sub(MOST_NAMED);
    let named = found.iter().take(MOST_NAMED);
    let places: Vec<ExtremePlace> = named.filter_map(|one| one.place(material)).collect();
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

/// The parts of an issue that share a verdict, or the issue itself.
struct Found<'a> {
    rows: Vec<&'a RowComparison>,
    /// How many parts the issue has.
    of: usize,
}

impl Found<'_> {
    fn place(&self, material: Material<'_>) -> Option<ExtremePlace> {
        let first = self.rows.first()?;
        let issue = material.talks.agenda.issues.get(first.row.issue)?;
        Some(ExtremePlace {
            title: match self.rows.as_slice() {
                [one] => full_title(one.row, issue),
                _ => issue.title.clone(),
            },
            detail: words(&self.rows, self.of, issue),
            row: first.row,
        })
    }
}

/// The issues with these verdicts, those that are nearest to the end first.
fn found<'a>(material: Material<'a>, verdicts: &[Verdict]) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    let rows = &material.comparison.rows;
    for (place, of_issue) in rows.chunk_by(|a, b| a.row.issue == b.row.issue).enumerate() {
        for (rank, &verdict) in verdicts.iter().enumerate() {
            let rows: Vec<&RowComparison> = of_issue
                .iter()
                .map(AsRef::as_ref)
                .filter(|row| row.verdict == verdict)
                .collect();
            if rows.is_empty() {
                continue;
            }
            // What hangs on conditions, or is asked for on other terms, is less close than what does not.
            let has_strings = rows
                .iter()
                .all(|row| row.is_conditional || row.is_qualified);
            let key = (rank, has_strings, Reverse(rows.len()), place);
            let of = of_issue.len();
            found.push((key, Found { rows, of }));
        }
    }
    found.sort_by_key(|(key, _)| *key);
    found.into_iter().map(|(_, found)| found).collect()
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
