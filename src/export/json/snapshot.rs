//! What a saved comparison says of itself beyond the comparison.

use super::assessed::Responses;
use super::comparison;
use crate::compare::Verdict;
use crate::export::Snapshot;
use crate::files::Input;
use crate::sheet::{ChangeFilter, Legend, Material, Note};

/// A comparison with all that it takes to check it or to make it again.
#[derive(serde::Serialize)]
pub(super) struct Document<'a> {
    #[serde(flatten)]
    comparison: comparison::Document<'a>,
    snapshot: SnapshotJson<'a>,
}

#[derive(serde::Serialize)]
struct SnapshotJson<'a> {
    headline: &'a str,
    legend: &'a Legend,
    method: &'a [String],
    files: &'a [Input],
    options: OptionsJson<'a>,
    filters: FiltersJson<'a>,
    sources: &'a [Note],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    proposals: Vec<ProposalJson<'a>>,
    version: &'a str,
}

/// A proposal beside the comparison, with the responses to it.
#[derive(serde::Serialize)]
struct ProposalJson<'a> {
    title: &'a str,
    /// Whether it stands in a file.
    saved: bool,
    #[serde(flatten)]
    responses: Responses<'a>,
}

#[derive(serde::Serialize)]
struct OptionsJson<'a> {
    as_of: Option<String>,
    from: Option<String>,
    since: Option<String>,
    parties: Vec<&'a str>,
}

#[derive(serde::Serialize)]
struct FiltersJson<'a> {
    verdicts: &'a Option<Vec<Verdict>>,
    themes: &'a Option<Vec<String>>,
    text: &'a str,
    changes: Option<&'static str>,
    hidden_rows: usize,
}

impl<'a> Document<'a> {
    /// `shown` is the material with the rows alone that the filters let through.
    pub(super) fn of(snapshot: Snapshot<'a>, shown: Material<'a>) -> Self {
        let material = snapshot.material;
        let question = &material.comparison.question;
        let filters = snapshot.filters;
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        Self {
            comparison: comparison::Document::of(shown),
            snapshot: SnapshotJson {
                headline: &snapshot.sheet.headline,
                legend: &snapshot.sheet.legend,
                method: &snapshot.sheet.method,
                files: material.inputs,
                options: OptionsJson {
                    as_of: day(question.as_of),
                    from: day(question.from),
                    since: day(question.since),
                    parties: snapshot
                        .sheet
                        .parties
                        .iter()
                        .map(|party| party.id.as_str())
                        .collect(),
                },
                filters: FiltersJson {
                    verdicts: &filters.verdicts,
                    themes: &filters.themes,
                    text: &filters.text,
                    changes: filters.changes.map(ChangeFilter::name),
                    hidden_rows: material
                        .comparison
                        .rows
                        .len()
                        .saturating_sub(shown.comparison.rows.len()),
                },
                sources: &snapshot.sheet.notes,
                proposals: material
                    .proposals
                    .iter()
                    .map(|held| ProposalJson {
                        title: &held.proposal.title,
                        saved: !held.is_unsaved,
                        responses: Responses::of(material.talks, held.proposal, &held.assessed),
                    })
                    .collect(),
                version: &snapshot.sheet.program,
            },
        }
    }
}
