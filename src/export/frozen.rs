//! A snapshot as RON, which the program opens again to the same comparison.

use super::{ExportError, Snapshot, markdown};
use crate::files::{Frozen, LARGEST_FILE, snapshot_text};

/// The snapshot as RON.
pub(super) fn render(snapshot: Snapshot<'_>) -> Result<Vec<u8>, ExportError> {
    let material = snapshot.material;
    let program = &snapshot.sheet.program;
    let reads = markdown::render(snapshot.sheet);
    let ron = snapshot_text(
        program,
        &asked(snapshot),
        material.texts,
        material.lost,
        &reads,
    )
    .map_err(|error| ExportError::Format(error.to_string()))?;
    if ron.len() as u64 > LARGEST_FILE {
        return Err(ExportError::SnapshotSize);
    }
    Ok(ron.into_bytes())
}

fn asked(snapshot: Snapshot<'_>) -> Frozen {
    let question = &snapshot.material.comparison.question;
    let filters = snapshot.filters;
    let parties = snapshot.sheet.parties.iter();
    Frozen {
        as_of: question.as_of,
        from: question.from,
        since: question.since,
        parties: parties.map(|party| party.id.clone()).collect(),
        verdicts: filters.verdicts.as_ref().map(|verdicts| {
            let names = verdicts.iter().map(|verdict| verdict.name().to_owned());
            names.collect()
        }),
        themes: filters.themes.clone(),
        text: filters.text.clone(),
        changes: filters.changes,
        proposals: snapshot
            .material
            .proposals
            .iter()
            .map(|held| held.proposal.id.to_string())
            .collect(),
    }
}
