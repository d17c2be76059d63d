//! What has changed since a day, in words.

use super::verdicts::verdict_word;
use super::words::counted;
use super::{ChangeCount, ChangeFilter, Material, TrendWords};
use crate::compare::{Move, RowComparison, Trend};

/// How the answer of the party in this place has changed, if that is told.
pub(super) fn step(row: &RowComparison, place: usize) -> Option<Move> {
    row.movement.as_ref()?.moves.get(place).copied().flatten()
}

/// The word for it.
pub(super) fn word(step: Move) -> &'static str {
    match step {
        Move::New => "New",
        Move::Withdrawn => "No longer stated",
        Move::Unchanged => "Unchanged",
        Move::Softened => "Softened",
        Move::Hardened => "Hardened",
        Move::NotRepeated => "Not repeated in full",
        Move::Shifted => "Shifted",
    }
}

/// "Was gap on 15 April 2022; farther apart now."
pub(super) fn of_row(material: Material<'_>, row: &RowComparison) -> Option<String> {
    let since = material.comparison.question.since?;
    let movement = row.movement.as_ref()?;
    let trend = match movement.trend {
        Some(Trend::Closer) => "; closer now",
        Some(Trend::Farther) => "; farther apart now",
        Some(Trend::Same) => "; no closer and no farther",
        None => "",
    };
    let was = verdict_word(movement.was).to_lowercase();
    Some(format!(
        "Was {was} on {}{trend}.",
        material.dates.day(since)
    ))
}

/// The same in a few words, where there is something to say.
pub(super) fn trend(row: &RowComparison) -> Option<TrendWords> {
    let movement = row.movement.as_ref()?;
    let trend = movement.trend.unwrap_or(Trend::Same);
    let was = (movement.was != row.verdict)
        .then(|| format!("was {}", verdict_word(movement.was).to_lowercase()));
    let word = match trend {
        Trend::Closer => "closer",
        Trend::Farther => "farther apart",
        Trend::Same => "",
    };
    (was.is_some() || trend != Trend::Same).then_some(TrendWords { trend, word, was })
}

/// How many rows have changed, came closer or moved apart, if that is told.
pub(super) fn counts(material: Material<'_>) -> Vec<ChangeCount> {
    if material.comparison.question.since.is_none() {
        return Vec::new();
    }
    let count = |filter| ChangeCount {
        filter,
        word: filter_words(filter),
        count: material
            .comparison
            .rows
            .iter()
            .filter(|row| passes(row, filter))
            .count(),
    };
    ChangeFilter::ALL.map(count).to_vec()
}

/// Which rows a filter shows, in words.
pub(super) fn filter_words(filter: ChangeFilter) -> &'static str {
    match filter {
        ChangeFilter::Changed => "Changed answers",
        ChangeFilter::Closer => "Came closer",
        ChangeFilter::Farther => "Moved farther apart",
    }
}

fn passes(row: &RowComparison, filter: ChangeFilter) -> bool {
    let Some(movement) = &row.movement else {
        return false;
    };
    match filter {
        ChangeFilter::Changed => {
            let mut moves = movement.moves.iter().flatten();
            moves.any(|step| *step != Move::Unchanged)
        }
        ChangeFilter::Closer => movement.trend == Some(Trend::Closer),
        ChangeFilter::Farther => movement.trend == Some(Trend::Farther),
    }
}

/// "Since 15 April 2022, 3 rows have come closer and 9 have moved farther apart."
pub(super) fn headline(material: Material<'_>) -> Option<String> {
    let since = material.comparison.question.since?;
    let with = |trend: Trend| {
        let trends = material
            .comparison
            .rows
            .iter()
            .filter_map(|row| row.movement.as_ref()?.trend);
        trends.filter(|known| *known == trend).count()
    };
    let (closer, farther) = (with(Trend::Closer), with(Trend::Farther));
    let have = if closer == 1 { "has" } else { "have" };
    let far = if farther == 1 { "has" } else { "have" };
    Some(format!(
        "Since {}, {} {have} come closer and {farther} {far} moved farther apart.",
        material.dates.day(since),
        counted(closer, "row", "rows"),
    ))
}
