//! Which columns there are, what stands over them, and how they share the width of the window.

use std::sync::Arc;

use egui::{Id, Rangef, Ui};
use egui_table::{Column, TableState};

use crate::app::columns::{ColumnKey, Columns};
use crate::sheet::{Outline, ProposalColumn};
use crate::ui::lane;

/// From so many parties on, the verdict stands beside the issue and the parties scroll sideways.
pub(super) const MANY: usize = 3;

/// No column is narrower.
const LEAST_WIDTH: f32 = 110.0;
/// No party's column is narrower at first: of two, and of more, which may scroll sideways.
const LEAST_PARTY_WIDTHS: (f32, f32) = (120.0, 190.0);
/// So much of that is enough where all columns are in sight for it.
const NEARLY: f32 = 0.9;
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
    /// What a proposal says.
    Proposal(usize),
}

/// The columns from left to right: the verdict stands between two parties, and beside the issue for more. Proposals
/// come last, unless the user has moved or hidden columns.
pub(super) fn kinds(
    sheet: &Outline,
    proposals: &[ProposalColumn],
    columns: &Columns,
) -> Vec<ColumnKind> {
    let mut kinds = movable(sheet.parties.len(), proposals.len());
    let key = |kind: &ColumnKind| key(*kind, sheet, proposals);
    columns.sort(&mut kinds, key);
    if sheet.parties.len() >= MANY {
        // The verdict stays put with the issue, wherever it was moved.
        kinds.sort_by_key(|kind| *kind != ColumnKind::Verdict);
    }
    kinds.retain(|kind| !columns.hidden.contains(&key(kind)));
    kinds.insert(0, ColumnKind::Issue);
    kinds
}

/// All columns but the issue in their order at first.
fn movable(n_parties: usize, n_proposals: usize) -> Vec<ColumnKind> {
    use ColumnKind::{Party, Proposal, Verdict};
    let mut kinds: Vec<ColumnKind> = (0..n_parties).map(Party).collect();
    let place = usize::from(n_parties < MANY).min(kinds.len());
    kinds.insert(place, Verdict);
    kinds.extend((0..n_proposals).map(Proposal));
    kinds
}

/// All columns but the issue in the user's order, hidden or not, each with its name.
pub(in crate::ui) fn all(
    sheet: &Outline,
    proposals: &[ProposalColumn],
    columns: &Columns,
) -> Vec<(ColumnKey, String)> {
    let kinds = movable(sheet.parties.len(), proposals.len());
    let mut all: Vec<(ColumnKey, String)> = kinds
        .into_iter()
        .map(|kind| {
            let (head, _) = head(kind, sheet, proposals);
            (key(kind, sheet, proposals), head)
        })
        .collect();
    columns.sort(&mut all, |(key, _)| key.clone());
    all
}

fn key(kind: ColumnKind, sheet: &Outline, proposals: &[ProposalColumn]) -> ColumnKey {
    match kind {
        ColumnKind::Issue | ColumnKind::Verdict => ColumnKey::Verdict,
        ColumnKind::Party(party) => {
            let head = sheet.parties.get(party);
            ColumnKey::Party(head.map(|head| head.id.clone()).unwrap_or_default())
        }
        ColumnKind::Proposal(proposal) => {
            let column = proposals.get(proposal);
            ColumnKey::Proposal(column.map(|column| column.id.clone()).unwrap_or_default())
        }
    }
}

/// How many columns stay put when the others scroll sideways.
pub(super) fn n_sticky(n_parties: usize, kinds: &[ColumnKind]) -> usize {
    let has_verdict = kinds.get(1) == Some(&ColumnKind::Verdict);
    if n_parties >= MANY && has_verdict {
        2
    } else {
        1
    }
}

/// The head of a column, and the small line below it.
pub(super) fn head(
    kind: ColumnKind,
    sheet: &Outline,
    proposals: &[ProposalColumn],
) -> (String, String) {
    match kind {
        ColumnKind::Proposal(proposal) => {
            proposals
                .get(proposal)
                .map_or_else(Default::default, |column| {
                    let what = if column.from.is_empty() {
                        "proposal".to_owned()
                    } else {
                        format!("proposal {}", column.from)
                    };
                    (column.title.clone(), what)
                })
        }
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
fn lane_key(sheet: &Outline) -> String {
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
    let seen_id = table.with("stretched-to");
    let seen: Option<Seen> = ui.data(|data| data.get_temp(seen_id));
    let is_stretched = seen
        .as_ref()
        .is_some_and(|seen| (seen.available - available).abs() < 0.5 && seen.number == kinds.len());
    if !is_stretched {
        if seen.is_none_or(|seen| seen.is_untouched(&state)) {
            // Nobody has moved an edge, so the widths are those at first for what is there now.
            state.col_widths.clear();
        }
        let known: f32 = kinds
            .iter()
            .map(|kind| width_of(&state, *kind, &first, kinds))
            .sum();
        let factor = (available.max(first.iter().sum()) / known.max(1.0)).max(0.1);
        let mut set = Vec::new();
        for kind in kinds {
            let width = (width_of(&state, *kind, &first, kinds) * factor).max(LEAST_WIDTH);
            let width = (width * 4.0).round() / 4.0;
            state.col_widths.insert(column_id(*kind), width);
            set.push((column_id(*kind), width));
        }
        let seen = Seen {
            available,
            number: kinds.len(),
            set: set.into(),
        };
        ui.data_mut(|data| data.insert_temp(seen_id, seen));
    }
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

/// To what the columns were stretched last.
#[derive(Clone)]
struct Seen {
    available: f32,
    number: usize,
    /// How wide each became.
    set: Arc<[(Id, f32)]>,
}

impl Seen {
    /// Whether the user has left all columns as they were made.
    fn is_untouched(&self, state: &TableState) -> bool {
        self.set.iter().all(|(id, width)| {
            let now = state.col_widths.get(id);
            now.is_none_or(|now| (now - width).abs() < 0.5)
        })
    }
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
    let is_party = |kind: &&ColumnKind| matches!(kind, ColumnKind::Party(_));
    let has_lanes = kinds.iter().filter(is_party).count() <= lane::MOST_LINES;
    // Where the lanes stand in the cells of the parties, there is only a word or two beside the issue.
    let (issue, verdict) = if has_lanes {
        let issue = (available * 0.21).clamp(120.0, 330.0);
        (issue, (available * 0.24).clamp(150.0, 330.0))
    } else {
        let issue = (available * 0.18).clamp(120.0, 270.0);
        (issue, (available * 0.13).clamp(168.0, 200.0))
    };
    let n_parties = kinds
        .iter()
        .filter(|kind| matches!(kind, ColumnKind::Party(_) | ColumnKind::Proposal(_)))
        .count();
    let (least_of_two, least_of_many) = LEAST_PARTY_WIDTHS;
    let least = if n_parties < MANY {
        least_of_two
    } else {
        least_of_many
    };
    let share = (available - issue - verdict) / n_parties.max(1) as f32;
    // To scroll sideways for a few points more is not worth it.
    let party = if share < least * NEARLY { least } else { share };
    kinds
        .iter()
        .map(|kind| match kind {
            ColumnKind::Issue => issue,
            ColumnKind::Verdict => verdict,
            ColumnKind::Party(_) | ColumnKind::Proposal(_) => party,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_parties_have_the_verdict_between_them_and_more_have_it_beside_the_issue() {
        use ColumnKind::{Party, Proposal, Verdict};
        assert_eq!(movable(2, 0), [Party(0), Verdict, Party(1)]);
        assert_eq!(
            movable(3, 1),
            [Verdict, Party(0), Party(1), Party(2), Proposal(0)]
        );
    }

    #[test]
    fn the_columns_fill_a_window_that_is_wide_enough() {
        let mut kinds = movable(2, 0);
        kinds.insert(0, ColumnKind::Issue);
        for available in [1050.0, 1690.0] {
            let sum: f32 = first_widths(&kinds, available).iter().sum();
            assert!((sum - available).abs() < 0.01);
        }
    }

    #[test]
    fn three_parties_scroll_sideways_only_where_there_is_much_to_scroll() {
        let mut kinds = movable(3, 0);
        kinds.insert(0, ColumnKind::Issue);
        let sum = |available: f32| first_widths(&kinds, available).iter().sum::<f32>();
        assert!((sum(1_030.0) - 1_030.0).abs() < 0.01);
        assert!(sum(800.0) > 900.0);
    }
}
