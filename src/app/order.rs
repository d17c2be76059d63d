//! In which order the rows are shown.

use serde::{Deserialize, Serialize};

use crate::compare::Comparison;
use crate::model::PartialDate;
use crate::sheet::{Outline, RowHead};

/// In which order the rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Sort {
    /// As in the agenda, under themes and parents.
    #[default]
    Agenda,
    /// The farthest apart first, in one list.
    Verdict,
    /// The latest answer first, in one list.
    Date,
}

/// The lines of a sheet in this order, as indices. Lists without themes leave out the lines of themes and parents.
pub fn order(sheet: &Outline, comparison: &Comparison, sort: Sort) -> Vec<usize> {
    let lines = sheet.lines.iter().enumerate();
    if sort == Sort::Agenda {
        return lines.map(|(index, _)| index).collect();
    }
    let rows = lines.filter_map(|(index, line)| Some((index, line.row()?)));
    // The sorts are stable: of equals, the first in the agenda comes first.
    if sort == Sort::Verdict {
        let mut rows: Vec<_> = rows
            // Verdicts are in order from aligned to opposed, and those that compare nothing follow.
            .map(|(index, row)| {
                (
                    !row.verdict.is_compared(),
                    std::cmp::Reverse(row.verdict),
                    index,
                )
            })
            .collect();
        rows.sort_by_key(|(is_last, verdict, _)| (*is_last, *verdict));
        return rows.into_iter().map(|(.., index)| index).collect();
    }
    let mut rows: Vec<_> = rows
        .map(|(index, row)| (std::cmp::Reverse(latest(comparison, row)), index))
        .collect();
    rows.sort_by_key(|(latest, _)| *latest);
    rows.into_iter().map(|(_, index)| index).collect()
}

/// When the latest answer on a row was given.
fn latest(comparison: &Comparison, row: &RowHead) -> Option<jiff::civil::Date> {
    let compared = row.compared(comparison)?;
    compared.dates().map(PartialDate::first_day).max()
}
