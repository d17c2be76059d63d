//! Comparisons and responses to proposals as JSON, for other programs.

mod assessed;
mod comparison;
mod snapshot;
mod values;

use std::collections::BTreeSet;

use serde::Serialize;

use super::Snapshot;
use crate::compare::{Assessed, Comparison};
use crate::files::Problem;
use crate::model::{Proposal, Row, Talks};
use crate::sheet::{Line, Material};

/// The comparison as JSON, ending in a line break.
///
/// # Errors
/// Never for a comparison of the program's own making; the JSON writer's error otherwise.
pub fn render(material: Material<'_>) -> Result<Vec<u8>, serde_json::Error> {
    pretty(&comparison::Document::of(material))
}

/// The rows that are shown as JSON, with what it takes to check them, ending in a line break.
///
/// # Errors
/// As for [`render`].
pub fn render_snapshot(snapshot: Snapshot<'_>) -> Result<Vec<u8>, serde_json::Error> {
    let shown = only_shown(snapshot.material.comparison, &snapshot.sheet.lines);
    let problems = snapshot.material.problems.iter();
    let problems: Vec<Problem> = problems.map(Problem::without_folder).collect();
    let material = Material {
        comparison: &shown,
        // Who reads the snapshot has another disk.
        problems: &problems,
        ..snapshot.material
    };
    pretty(&snapshot::Document::of(snapshot, material))
}

/// The comparison with the rows that are shown; what it counts is counted over all rows.
pub fn only_shown(comparison: &Comparison, lines: &[Line]) -> Comparison {
    let shown: BTreeSet<(usize, Option<usize>)> = lines
        .iter()
        .filter_map(|line| match line {
            Line::Row(line) => Some(place(line.row)),
            Line::Theme(_) | Line::Parent(_) => None,
        })
        .collect();
    let mut filtered = comparison.clone();
    filtered.rows.retain(|row| shown.contains(&place(row.row)));
    filtered
}

fn place(row: Row) -> (usize, Option<usize>) {
    (row.issue, row.part)
}

/// The responses to a proposal as JSON, ending in a line break.
///
/// # Errors
/// As for [`render`].
pub fn render_assessed(
    talks: &Talks,
    proposal: &Proposal,
    assessed: &Assessed,
) -> Result<Vec<u8>, serde_json::Error> {
    pretty(&assessed::Document::of(talks, proposal, assessed))
}

pub(super) fn pretty(document: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(document)?;
    bytes.push(b'\n');
    Ok(bytes)
}
