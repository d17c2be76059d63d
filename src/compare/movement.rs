//! How each party's answer has changed between two days, and whether the row came closer.

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::distance::distance_within;
use super::renewal::Ground;
use super::{Answer, Comparison, Distance, Question, RowComparison, Standing, Verdict, renewal};
use crate::model::{OutcomeSet, Space};

/// What has changed on a row since a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// What each compared party has done; `None` for one that has spoken on neither day.
    pub moves: Vec<Option<Move>>,
    /// The verdict on the earlier day.
    pub was: Verdict,
    /// Whether the answers came closer; `None` if either day has none of the four compared verdicts.
    pub trend: Option<Trend>,
}

/// How one party's answer has changed. All that it offers counts as accepted, whatever the conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// It had not spoken, and has.
    New,
    /// It had spoken, and nothing of that is in force.
    Withdrawn,
    /// It says the same.
    Unchanged,
    /// It would take more, and refuses nothing new.
    Softened,
    /// It refuses more, and would take nothing new.
    Hardened,
    /// It says less than it did, and nothing new.
    NotRepeated,
    /// Anything else.
    Shifted,
}

/// Whether answers came closer to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// The verdict is a closer one, or else the distance is smaller.
    Closer,
    /// The verdict is a farther one, or else the distance is greater.
    Farther,
    /// Neither.
    Same,
}

impl Move {
    /// Its name in the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Withdrawn => "withdrawn",
            Self::Unchanged => "unchanged",
            Self::Softened => "softened",
            Self::Hardened => "hardened",
            Self::NotRepeated => "not-repeated",
            Self::Shifted => "shifted",
        }
    }
}

impl Trend {
    /// Its name in the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Closer => "closer",
            Self::Farther => "farther",
            Self::Same => "same",
        }
    }
}

/// Notes on each row what has changed since the day, and gives the rows of that day. Rows of an earlier comparison on which
/// neither day has changed anything keep what they note.
pub(super) fn tell(
    ground: &Ground<'_>,
    question: &Question,
    since: Date,
    (rows, known): (&mut [Arc<RowComparison>], Option<&Comparison>),
) -> Vec<Arc<RowComparison>> {
    let Ground {
        talks, speeches, ..
    } = *ground;
    let earlier = Question {
        as_of: Some(since),
        since: None,
        ..question.clone()
    };
    let known_then = known.map_or(&[][..], |known| &known.then);
    // Most answers of two days are the same: the later day's will do where the earlier day is not known.
    let like_then = match known {
        Some(known) if !known.then.is_empty() => (known.then.as_slice(), known.question.since),
        _ => (&*rows, question.as_of),
    };
    let then = renewal::rows(ground, &earlier, Some(like_then));
    let known_now = known.map_or(&[][..], |known| &known.rows);
    let is_same = |row: &Arc<RowComparison>, known: Option<&Arc<RowComparison>>| {
        known.is_some_and(|known| Arc::ptr_eq(row, known))
    };
    let days = rows.par_iter_mut().zip(&then);
    days.enumerate().for_each(|(at, (row, was))| {
        if row.movement.is_some()
            && is_same(row, known_now.get(at))
            && is_same(was, known_then.get(at))
        {
            return;
        }
        // Both days are read within the later day's outcomes, so what was heard of meanwhile is no movement.
        let moves = if was.space == row.space {
            moves(&was.standings, row)
        } else {
            let said = speeches.on_row(talks, &earlier, was.row).into_iter();
            let before: Vec<Standing> = said.map(|one| one.within(&row.space)).collect();
            moves(&before, row)
        };
        let issue = talks.agenda.issues.get(was.row.issue);
        let movement = Movement {
            moves,
            was: was.verdict,
            trend: trend(was, row, issue.map(|issue| &issue.space)),
        };
        Arc::make_mut(row).movement = Some(movement);
    });
    then
}

/// What each party has done since it stood there.
fn moves(before: &[Standing], is: &RowComparison) -> Vec<Option<Move>> {
    let days = before.iter().zip(&is.standings);
    days.map(|(before, after)| step(before, after)).collect()
}

fn step(before: &Standing, after: &Standing) -> Option<Move> {
    if before.is_shared_with(after) {
        return Some(Move::Unchanged);
    }
    match (before.answer(), after.answer()) {
        (None, None) => None,
        (None, Some(_)) => Some(Move::New),
        (Some(_), None) => Some(Move::Withdrawn),
        (Some(before), Some(after)) => Some(change(before, after)),
    }
}

fn change(before: &Answer, after: &Answer) -> Move {
    if before.text().is_some() || after.text().is_some() {
        return if before.words() == after.words() {
            Move::Unchanged
        } else {
            Move::Shifted
        };
    }
    let (took, takes) = (before.takes_at_best(), after.takes_at_best());
    let (refused, refuses) = (&before.rejects, &after.rejects);
    let takes_more = grew(&took, &takes);
    let refuses_more = grew(refused, refuses);
    let takes_nothing_new = takes.is_subset(&took);
    let refuses_nothing_new = refuses.is_subset(refused);
    if takes == took && refuses == refused {
        return if before.asks == after.asks {
            Move::Unchanged
        } else {
            Move::Shifted
        };
    }
    if takes_more && refuses_nothing_new {
        Move::Softened
    } else if refuses_more && takes_nothing_new {
        Move::Hardened
    } else if takes_nothing_new && refuses_nothing_new {
        Move::NotRepeated
    } else {
        Move::Shifted
    }
}

/// Whether a set has all that it had, and more.
fn grew(before: &OutcomeSet, after: &OutcomeSet) -> bool {
    before.is_subset(after) && before != after
}

/// Whether the answers on a row came closer: by the verdict, then by the distance. `space` holds the outcomes of the
/// issue; where it is not the same in both comparisons there is none, and distances are not held against each other.
/// `None` where either end is none of the four verdicts.
pub fn trend(was: &RowComparison, is: &RowComparison, space: Option<&Space>) -> Option<Trend> {
    if !was.verdict.is_compared() || !is.verdict.is_compared() {
        return None;
    }
    // Verdicts are in order from aligned to opposed.
    let by_verdict = is.verdict.cmp(&was.verdict);
    let then = space.and_then(|space| distance_then(space, was, is));
    let by_distance = match (then, is.distance) {
        (Some(was), Some(is)) => is.steps.cmp(&was.steps),
        _ => std::cmp::Ordering::Equal,
    };
    Some(match by_verdict.then(by_distance) {
        std::cmp::Ordering::Less => Trend::Closer,
        std::cmp::Ordering::Equal => Trend::Same,
        std::cmp::Ordering::Greater => Trend::Farther,
    })
}

/// The distance on the earlier day, measured in the later day's outcomes: that an outcome was heard of meanwhile
/// moves nobody.
fn distance_then(space: &Space, was: &RowComparison, is: &RowComparison) -> Option<Distance> {
    was.distance?;
    let takes = was.spoken().map(|(place, answer)| (place, answer.takes()));
    distance_within(space, &is.space, takes)
}
