//! Prints comparisons, what changed between two, and responses to proposals.

use std::path::{Path, PathBuf};

use common_ground::compare::assess;
use common_ground::export::{self, Format};
use common_ground::sheet::{self, Material};

use super::arguments::{Asked, PrintFormat, ResponseFormat, Shown};
use super::work::Work;
use super::{Stop, width, write_out};

pub(crate) fn print(
    paths: &[PathBuf],
    format: PrintFormat,
    asked: &Asked,
    shown: &Shown,
) -> Result<u8, Stop> {
    let work = Work::load(paths, asked)?;
    let status = work.status();
    let (comparison, filters) = (work.compare()?, work.filters(shown)?);
    let proposals = work.proposals();
    let material = Material {
        proposals: &proposals,
        ..Material::new(&work.loaded, &comparison)
    };
    let sheet = sheet::sheet(material, &filters);
    let bytes = match format {
        PrintFormat::Text => sheet::as_text(&sheet, width()).into_bytes(),
        PrintFormat::Markdown => render(&sheet, Format::Markdown)?,
        PrintFormat::Csv => render(&sheet, Format::Csv)?,
        PrintFormat::Json => {
            let filtered = export::json::only_shown(&comparison, &sheet.lines);
            let material = Material {
                comparison: &filtered,
                ..material
            };
            export::json::render(material).map_err(|error| Stop::input(error.to_string()))?
        }
    };
    write_out(&bytes)?;
    Ok(status)
}

/// Prints what changed from one comparison to another. Where nothing is typed, a snapshot is compared as it was made,
/// and files with all their dates and, beside a snapshot, its parties.
pub(crate) fn print_changes(
    before: &[PathBuf],
    after: &[PathBuf],
    format: PrintFormat,
    asked: &Asked,
    shown: &Shown,
) -> Result<u8, Stop> {
    if asked.since.is_some() {
        return Err(Stop::command(
            "--since tells what changed between two days, and --against what changed between two comparisons; give one of them",
        ));
    }
    let mut was = Work::load(before, asked)?;
    let mut is = Work::load(after, asked)?;
    if asked.parties.is_none() {
        let (frozen_was, frozen_is) = (was.loaded.frozen.clone(), is.loaded.frozen.clone());
        match (frozen_was, frozen_is) {
            (Some(frozen), None) => is.ask_for(&frozen.parties),
            (None, Some(frozen)) => was.ask_for(&frozen.parties),
            _ => {}
        }
    }
    (was.question.since, is.question.since) = (None, None);
    let (earlier, later) = (was.compare()?, is.compare()?);
    let filters = is.typed_filters(shown)?;
    let changes = sheet::changes(
        sheet::Compared {
            name: &name_of(before),
            material: Material::new(&was.loaded, &earlier),
        },
        sheet::Compared {
            name: &name_of(after),
            material: Material::new(&is.loaded, &later),
        },
        &filters,
    );
    let bytes = match format {
        PrintFormat::Text => sheet::changes_as_text(&changes, width()).into_bytes(),
        PrintFormat::Markdown => export::changes::markdown(&changes),
        PrintFormat::Csv => written(export::changes::csv(&changes))?,
        PrintFormat::Json => written(export::changes::json(&changes))?,
    };
    write_out(&bytes)?;
    Ok(was.status().max(is.status()))
}

fn render(sheet: &sheet::Sheet, format: Format) -> Result<Vec<u8>, Stop> {
    export::render(sheet, format).map_err(|error| Stop::input(error.to_string()))
}

fn written(bytes: Result<Vec<u8>, export::ExportError>) -> Result<Vec<u8>, Stop> {
    bytes.map_err(|error| Stop::input(error.to_string()))
}

/// What was opened, by its name and without its folders.
fn name_of(paths: &[PathBuf]) -> String {
    let name = |path: &PathBuf| {
        let name = std::fs::canonicalize(path).ok();
        let name = name.as_ref().unwrap_or(path).file_name();
        name.unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned()
    };
    match paths {
        [] => "the bundled talks".to_owned(),
        paths => paths.iter().map(name).collect::<Vec<_>>().join(", "),
    }
}

pub(crate) fn respond(
    wanted: &str,
    paths: &[PathBuf],
    format: ResponseFormat,
    asked: &Asked,
) -> Result<u8, Stop> {
    let file = Path::new(wanted);
    let is_file = file.is_file();
    let work = if is_file {
        Work::with_proposal(file, paths, asked)?
    } else {
        Work::load(paths, asked)?
    };
    let talks = &work.loaded.talks;
    let proposal = if is_file {
        work.loaded.proposal_in(file)
    } else {
        talks.proposal(wanted)
    };
    let Some(proposal) = proposal else {
        let known: Vec<String> = talks
            .proposals
            .iter()
            .map(|proposal| proposal.id.to_string())
            .collect();
        let known = if known.is_empty() {
            "there are none".to_owned()
        } else {
            format!("there are {}", known.join(", "))
        };
        return Err(Stop::command(format!(
            "there is no proposal “{wanted}”; {known}"
        )));
    };
    if proposal.terms.is_empty() {
        return Err(Stop::input(format!(
            "no term of “{}” could be read, so there is nothing to hold against the parties' answers",
            proposal.title
        )));
    }
    let assessed = assess(talks, &work.question, proposal);
    let bytes = match format {
        ResponseFormat::Text => {
            sheet::responses_as_text(talks, proposal, &assessed, width()).into_bytes()
        }
        ResponseFormat::Json => export::json::render_assessed(talks, proposal, &assessed)
            .map_err(|error| Stop::input(error.to_string()))?,
    };
    write_out(&bytes)?;
    Ok(work.status())
}
