//! Which columns there are, what stands over them, and how they share the width of the window.

use egui::{Id, Rangef, Ui};
use egui_table::{Column, TableState};

use crate::sheet::Sheet;
use crate::ui::lane;

/// From so many parties on, the verdict stands beside the issue and the parties scroll sideways.
pub(super) const MANY: usize = 3;

/// No column is narrower.
const LEAST_WIDTH: f32 = 110.0;
/// No party's column is narrower at first: of two, and of more, which may scroll sideways.
const LEAST_PARTY_WIDTHS: (f32, f32) = (120.0, 190.0);
/// Room for the bar that scrolls the table.
const SCROLL_BAR: f32 = 16.0;

/// What a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ColumnKind {
    /// The issue or part.
    Issue,
    /// How the answers relate.
    Verdict,
    /// The answer of a party.
    Party(usize),
}

/// The columns from left to right: the verdict stands between two parties, and beside the issue for more.
pub(super) fn kinds(n_parties: usize) -> Vec<ColumnKind> {
    use ColumnKind::{Issue, Party, Verdict};
    if n_parties < MANY {
        return vec![Issue, Party(0), Verdict, Party(1)];
    }
    [Issue, Verdict]
        .into_iter()
        .chain((0..n_parties).map(Party))
        .collect()
}

/// How many columns stay put when the others scroll sideways.
pub(super) fn n_sticky(n_parties: usize) -> usize {
    if n_parties < MANY { 1 } else { 2 }
}

/// The head of a column, and the small line below it.
pub(super) fn head(kind: ColumnKind, sheet: &Sheet) -> (String, String) {
    match kind {
        ColumnKind::Issue => ("Issue".to_owned(), String::new()),
        ColumnKind::Verdict => ("How they relate".to_owned(), lane_key(sheet)),
        ColumnKind::Party(party) => {
            sheet
                .parties
                .get(party)
                .map_or_else(Default::default, |head| {
                    let rows = if head.spoken == 1 { "row" } else { "rows" };
                    (
                        head.name.clone(),
                        format!("spoken on {} {rows}", head.spoken),
                    )
                })
        }
    }
}

/// Which line of the lanes is whose.
fn lane_key(sheet: &Sheet) -> String {
    match sheet.parties.as_slice() {
        [first, second] => format!("upper line {}, lower {}", first.name, second.name),
        parties if parties.len() <= lane::MOST_LINES => "lines in column order".to_owned(),
        _ => String::new(),
    }
}

/// The columns with their widths: as the user has left them, stretched to the window.
pub(super) fn widths(ui: &Ui, table: Id, kinds: &[ColumnKind]) -> Vec<Column> {
    let available = (ui.available_width() - SCROLL_BAR).max(LEAST_WIDTH);
    let first = first_widths(kinds, available);
    let mut state = TableState::load(ui.ctx(), table).unwrap_or_default();
    let known: f32 = kinds
        .iter()
        .map(|kind| width_of(&state, *kind, &first, kinds))
        .sum();
    let seen_id = table.with("stretched-to");
    let seen: Option<f32> = ui.data(|data| data.get_temp(seen_id));
    let is_stretched = seen.is_some_and(|seen| (seen - available).abs() < 0.5);
    let factor = if is_stretched || known <= 0.0 {
        1.0
    } else {
        (available.max(first.iter().sum()) / known).max(0.1)
    };
    for kind in kinds {
        let width = (width_of(&state, *kind, &first, kinds) * factor).max(LEAST_WIDTH);
        state
            .col_widths
            .insert(column_id(*kind), (width * 4.0).round() / 4.0);
    }
    ui.data_mut(|data| data.insert_temp(seen_id, available));
    let columns = kinds
        .iter()
        .map(|kind| {
            let width = width_of(&state, *kind, &first, kinds);
            Column::new(width)
                .range(Rangef::new(LEAST_WIDTH, f32::INFINITY))
                .id(column_id(*kind))
        })
        .collect();
    state.store(ui.ctx(), table);
    columns
}

fn column_id(kind: ColumnKind) -> Id {
    Id::unique(("column", kind))
}

fn width_of(state: &TableState, kind: ColumnKind, first: &[f32], kinds: &[ColumnKind]) -> f32 {
    let at_first = kinds
        .iter()
        .position(|known| *known == kind)
        .and_then(|place| first.get(place));
    state
        .col_widths
        .get(&column_id(kind))
        .or(at_first)
        .copied()
        .unwrap_or(LEAST_WIDTH)
}

/// How the columns share the width at first.
fn first_widths(kinds: &[ColumnKind], available: f32) -> Vec<f32> {
    let issue = (available * 0.21).clamp(120.0, 330.0);
    let verdict = (available * 0.24).clamp(150.0, 330.0);
    let n_parties = kinds
        .iter()
        .filter(|kind| matches!(kind, ColumnKind::Party(_)))
        .count();
    let (least_of_two, least_of_many) = LEAST_PARTY_WIDTHS;
    let least = if n_parties < MANY {
        least_of_two
    } else {
        least_of_many
    };
    let party = ((available - issue - verdict) / n_parties.max(1) as f32).max(least);
    kinds
        .iter()
        .map(|kind| match kind {
            ColumnKind::Issue => issue,
            ColumnKind::Verdict => verdict,
            ColumnKind::Party(_) => party,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_parties_have_the_verdict_between_them_and_more_have_it_beside_the_issue() {
        use ColumnKind::{Issue, Party, Verdict};
        assert_eq!(kinds(2), [Issue, Party(0), Verdict, Party(1)]);
        assert_eq!(kinds(3), [Issue, Verdict, Party(0), Party(1), Party(2)]);
    }

    #[test]
    fn the_columns_fill_a_window_that_is_wide_enough() {
        for available in [1050.0, 1690.0] {
            let sum: f32 = first_widths(&kinds(2), available).iter().sum();
            assert!((sum - available).abs() < 0.01);
        }
    }
}
