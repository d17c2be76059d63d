//! What is on screen, in a sentence or two.

use super::movement;
use super::verdicts::verdict_word;
use super::words::{counted, list};
use super::{ChangeCount, Material, TallyPiece, VerdictCount};
use crate::compare::{Counts, Verdict};
use crate::files::LeftOutCounts;

/// "Russia and Ukraine as of 23 July 2025. Both have spoken on 27 of 38 rows: 2 aligned · 4 overlap · …"
pub(super) fn tally(material: Material<'_>, changes: &[ChangeCount]) -> Vec<TallyPiece> {
    let names = party_names(material);
    let question = &material.comparison.question;
    let when = question.as_of.map_or_else(
        || " to date".to_owned(),
        |day| format!(" as of {}", material.dates.day(day)),
    );
    let from = question.from.map_or_else(String::new, |day| {
        format!(", counting from {}", material.dates.day(day))
    });
    let who = match names.len() {
        0 => "No party".to_owned(),
        1..=6 => list(&names, "and"),
        count => format!("{count} parties"),
    };
    let said = format!("{who}{when}{from}. {}", outcome(material));
    let mut pieces = vec![TallyPiece::words(said)];
    pieces.extend(movement::tally(material, changes));
    if material.talks.agenda.made_up {
        pieces.push(TallyPiece::words(
            " No agenda was opened, so the issues and their outcomes were taken from the positions.",
        ));
    }
    pieces
}

fn outcome(material: Material<'_>) -> String {
    let comparison = material.comparison;
    let counts = &comparison.counts;
    let rows = counts.all();
    let both = rows - counts.get(Verdict::OneSided) - counts.get(Verdict::Unstated);
    let who = if comparison.question.parties.len() == 2 {
        "Both have spoken"
    } else {
        "Two or more have spoken"
    };
    let counts = in_words(counts, |verdict| {
        verdict.is_compared() || verdict == Verdict::Text
    });
    if both == 0 {
        return format!("{who} on none of {}.", counted(rows, "row", "rows"));
    }
    format!(
        "{who} on {both} of {}: {counts}.",
        counted(rows, "row", "rows")
    )
}

/// The verdicts that some row has, with their numbers: "2 aligned · 9 gap".
pub(super) fn in_words(counts: &Counts, wanted: impl Fn(Verdict) -> bool) -> String {
    let shown = Verdict::ALL
        .into_iter()
        .filter(|&verdict| wanted(verdict) && counts.get(verdict) > 0);
    let words = shown.map(|verdict| {
        format!(
            "{} {}",
            counts.get(verdict),
            verdict_word(verdict).to_lowercase()
        )
    });
    words.collect::<Vec<_>>().join(" · ")
}

/// The head of a list of issues of which no compared party has stated anything.
pub fn unstated_by_all(party_count: usize) -> &'static str {
    if party_count == 2 {
        "Not stated by either party"
    } else {
        "Not stated by any party"
    }
}

/// The numbers of all verdicts.
pub(super) fn totals(counts: &Counts) -> Vec<VerdictCount> {
    let count = |verdict| VerdictCount {
        verdict,
        word: verdict_word(verdict),
        count: counts.get(verdict),
    };
    Verdict::ALL.into_iter().map(count).collect()
}

/// The names of the compared parties.
pub(super) fn party_names(material: Material<'_>) -> Vec<String> {
    let positions = &material.talks.positions;
    let parties = material.comparison.question.parties.iter();
    parties
        .filter_map(|&party| positions.get(party))
        .map(|position| position.party.name.clone())
        .collect()
}

/// On how many rows the party in this place has spoken.
pub(super) fn spoken_by(material: Material<'_>, place: usize) -> usize {
    material.comparison.spoken.get(place).copied().unwrap_or(0)
}

/// What errors left out: "1 stance and 1 file were not read."
pub fn left_out(counts: LeftOutCounts) -> Option<String> {
    let kinds = [
        (counts.files, "file", "files"),
        (
            counts.entries,
            "entry of the agenda",
            "entries of the agenda",
        ),
        (counts.stances, "stance", "stances"),
        (
            counts.answers,
            "answer to a proposal",
            "answers to proposals",
        ),
        (counts.terms, "term of a proposal", "terms of proposals"),
    ];
    let parts: Vec<String> = kinds
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
    let total: usize = kinds.iter().map(|(count, ..)| count).sum();
    let was = if total == 1 { "was" } else { "were" };
    (!parts.is_empty())
        .then(|| format!("{} {was} not read because of errors.", list(&parts, "and")))
}
