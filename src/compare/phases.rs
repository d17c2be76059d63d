//! What one party says on one row as the days go by.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::answer::Standing;
use super::in_force::Course;
use crate::model::{PartialDate, Position, Row, is_about};

/// From when on a party stands somewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// Since when, as written; nothing for what has no date.
    pub from: Option<PartialDate>,
    /// Where it stands. Conditions are not judged, since they hang on others.
    pub standing: Standing,
}

/// Where a party stands on a row as the days go by, the earliest first: one phase for each day on which that changes.
/// Its stances on the issue are given as indices, in file order.
pub fn phases(position: &Position, of_issue: &[usize], row: Row) -> Vec<Phase> {
    let mut days: BTreeMap<Date, PartialDate> = BTreeMap::new();
    let of_row = || {
        let stances = of_issue.iter();
        stances
            .filter_map(move |&index| Some((index, position.stances.get(index)?)))
            .filter(move |(_, stance)| is_about(stance.parts.as_deref(), row.part))
    };
    for day in of_row()
        .flat_map(|(_, stance)| [stance.date, stance.until])
        .flatten()
    {
        days.entry(day.first_day()).or_insert(day);
    }
    let before = days.keys().next().map(|first| first.yesterday().ok());
    let undated = match before {
        // Nothing comes before the first day of the calendar.
        Some(None) => None,
        Some(day) => Some((None, day)),
        None => Some((None, None)),
    };
    let dated = days
        .iter()
        .map(|(day, written)| (Some(*written), Some(*day)));
    let mut course = Course::of(of_row());
    let mut phases: Vec<Phase> = Vec::new();
    for (from, as_of) in undated.into_iter().chain(dated) {
        let standing = course.on(as_of);
        let is_new = match phases.last() {
            Some(last) => last.standing != standing,
            None => standing != Standing::Silent,
        };
        if is_new {
            phases.push(Phase { from, standing });
        }
    }
    phases
}
