//! Comparisons and responses to proposals as JSON, for other programs.

mod assessed;
mod comparison;
mod values;

use serde::Serialize;

use crate::compare::Assessed;
use crate::model::{Proposal, Talks};
use crate::sheet::Material;

/// The comparison as JSON, ending in a line break.
///
/// # Errors
/// Never for a comparison of the program's own making; the JSON writer's error otherwise.
pub fn render(material: Material<'_>) -> Result<Vec<u8>, serde_json::Error> {
    pretty(&comparison::Document::of(material))
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

fn pretty(document: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(document)?;
    bytes.push(b'\n');
    Ok(bytes)
}
