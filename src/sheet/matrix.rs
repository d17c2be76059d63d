//! How every two parties stand to each other, as it is shown.

use super::headline::totals;
use super::words::{counted, list};
use super::{PartyHead, VerdictCount};
use crate::compare::{Pair, Verdict};

/// Two parties against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairCell {
    /// "Russia and Ukraine".
    pub names: String,
    /// On how many rows they have something in common: "3 of 12 in common".
    pub common: String,
    /// How many rows have each of the four verdicts that compare two answers.
    pub totals: Vec<VerdictCount>,
    /// All of it as one sentence, for a screen reader.
    pub spoken: String,
}

/// The cell of two parties of the comparison, in either order.
pub fn pair_cell(
    pairs: &[Pair],
    parties: &[PartyHead],
    first: usize,
    second: usize,
) -> Option<PairCell> {
    let wanted = (first.min(second), first.max(second));
    let place = pairs
        .binary_search_by(|pair| pair.parties.cmp(&wanted))
        .ok()?;
    let pair = pairs.get(place)?;
    let (first, second) = (parties.get(first)?, parties.get(second)?);
    let names = format!("{} and {}", first.name, second.name);
    let common = pair.counts.common().map_or_else(
        || match pair.counts.get(Verdict::Text) {
            0 => "Never both spoken".to_owned(),
            _ => "Both only on wording".to_owned(),
        },
        |share| format!("{} of {} in common", share.of, share.out_of),
    );
    let mut totals = totals(&pair.counts);
    totals.retain(|total| total.verdict.is_compared());
    let words: Vec<String> = totals
        .iter()
        .map(|total| format!("{} {}", total.count, total.word.to_lowercase()))
        .collect();
    let silent = pair.counts.get(Verdict::OneSided);
    let on_other_terms = match pair.counts.qualified() {
        0 => String::new(),
        count => format!(
            "; of the overlaps {count} on different terms, which {} not count as in common",
            if count == 1 { "does" } else { "do" }
        ),
    };
    let spoken = format!(
        "{names}: {common}; {}{on_other_terms}; {} on which only one has spoken",
        list(&words, "and"),
        counted(silent, "row", "rows"),
    );
    Some(PairCell {
        names,
        common,
        totals,
        spoken,
    })
}
