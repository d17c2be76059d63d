//! What has changed since a day, in words.

use super::verdicts::{verdict_meaning, verdict_word};
use super::words::{capitalised, counted};
use super::{ChangeCount, ChangeFilter, Material, TallyPiece, TrendWords};
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

/// What it means.
pub fn move_meaning(step: Move) -> &'static str {
    match step {
        Move::New => "The party had said nothing then, and has since.",
        Move::Withdrawn => "Nothing that the party had said then is in force any more.",
        Move::Unchanged => "The party asks for, would take and refuses the same as then.",
        Move::Softened => "The party would take more than then, and refuses nothing new.",
        Move::Hardened => "The party refuses more than then, and would take nothing new.",
        Move::NotRepeated => {
            "The party has left out some of what it had said, and said nothing new."
        }
        Move::Shifted => {
            "The party's answer is another than then, and none of the other words says how."
        }
    }
}

/// What it means that answers came closer, or moved apart.
pub(super) fn trend_meaning(trend: Trend) -> Option<&'static str> {
    match trend {
        Trend::Closer => Some(
            "The verdict is nearer to aligned than it was then or, where it is the same, the distance is smaller.",
        ),
        Trend::Farther => Some(
            "The verdict is nearer to opposed than it was then or, where it is the same, the distance is greater.",
        ),
        Trend::Same => None,
    }
}

/// Every word that tells a change, with what it means.
pub fn movement_legend() -> Vec<(String, &'static str)> {
    let moves = [
        Move::New,
        Move::Withdrawn,
        Move::Unchanged,
        Move::Softened,
        Move::Hardened,
        Move::NotRepeated,
        Move::Shifted,
    ];
    let trends = [Trend::Closer, Trend::Farther];
    let moves = moves.map(|step| (word(step).to_owned(), move_meaning(step)));
    let trends = trends.into_iter().filter_map(|trend| {
        let word = capitalised(trend_word(trend));
        Some((word, trend_meaning(trend)?))
    });
    moves.into_iter().chain(trends).collect()
}

fn trend_word(trend: Trend) -> &'static str {
    match trend {
        Trend::Closer => "closer",
        Trend::Farther => "farther apart",
        Trend::Same => "",
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
    let was_meaning = was.as_ref().map(|_| verdict_meaning(movement.was));
    (was.is_some() || trend != Trend::Same).then_some(TrendWords {
        trend,
        word: trend_word(trend),
        was,
        was_meaning,
    })
}

/// How many rows have changed, came closer or moved apart, if that is told.
pub(super) fn counts(material: Material<'_>) -> Vec<ChangeCount> {
    if material.comparison.question.since.is_none() {
        return Vec::new();
    }
    let rows = &material.comparison.rows;
    let count = |filter| {
        let count = rows.iter().filter(|row| passes(row, filter)).count();
        ChangeCount {
            filter,
            word: filter_words(filter),
            count,
        }
    };
    ChangeFilter::ALL.map(count).to_vec()
}

/// What the rows that a filter shows have in common.
pub fn filter_meaning(filter: ChangeFilter) -> &'static str {
    let of_trend = |trend| trend_meaning(trend).unwrap_or_default();
    match filter {
        ChangeFilter::Changed => "A party's answer is not the same as then.",
        ChangeFilter::Closer => of_trend(Trend::Closer),
        ChangeFilter::Farther => of_trend(Trend::Farther),
    }
}

/// Which rows a filter shows, in words.
pub(super) fn filter_words(filter: ChangeFilter) -> &'static str {
    match filter {
        ChangeFilter::Changed => "Changed answers",
        ChangeFilter::Closer => "Came closer",
        ChangeFilter::Farther => "Moved farther apart",
    }
}

/// Whether a filter shows a row.
pub(super) fn passes(row: &RowComparison, filter: ChangeFilter) -> bool {
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

/// What the headline says of so many rows.
fn told(filter: ChangeFilter, count: usize) -> Option<String> {
    let have = if count == 1 { "has" } else { "have" };
    match filter {
        ChangeFilter::Changed => None,
        ChangeFilter::Closer => Some(format!(
            "{} {have} come closer",
            counted(count, "row", "rows")
        )),
        ChangeFilter::Farther => Some(format!("{count} {have} moved farther apart")),
    }
}

/// " Since 15 April 2022, 3 rows have come closer and 9 have moved farther apart."
pub(super) fn tally(material: Material<'_>, counts: &[ChangeCount]) -> Vec<TallyPiece> {
    let Some(since) = material.comparison.question.since else {
        return Vec::new();
    };
    let mut pieces = Vec::new();
    for known in counts {
        if let Some(text) = told(known.filter, known.count) {
            let before = match pieces.len() {
                0 => format!(" Since {}, ", material.dates.day(since)),
                _ => " and ".to_owned(),
            };
            let shows = (known.count > 0).then_some(known.filter);
            pieces.extend([TallyPiece::words(before), TallyPiece { text, shows }]);
        }
    }
    pieces.push(TallyPiece::words("."));
    pieces
}
