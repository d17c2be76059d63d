//! What has changed since a day, in words.

use super::Material;
use super::verdicts::verdict_word;
use super::words::counted;
use crate::compare::{Move, RowComparison, Trend};

/// The word for an answer that has not changed.
pub(super) const UNCHANGED: &str = "Unchanged";

/// How the answer of the party in this place has changed, if that is told.
pub(super) fn of_party(row: &RowComparison, place: usize) -> Option<&'static str> {
    let step = row.movement.as_ref()?.moves.get(place).copied().flatten()?;
    Some(match step {
        Move::New => "New",
        Move::Withdrawn => "No longer stated",
        Move::Unchanged => UNCHANGED,
        Move::Softened => "Softened",
        Move::Hardened => "Hardened",
        Move::NotRepeated => "Not repeated in full",
        Move::Shifted => "Shifted",
    })
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
