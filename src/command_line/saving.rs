//! Saves comparisons as files.

use std::path::PathBuf;

use common_ground::export::{self, ExportError, Format, Snapshot};
use common_ground::sheet::Material;

use super::arguments::{Asked, Saved, Shown};
use super::work::Work;
use super::{Stop, report};

pub(crate) fn save(
    paths: &[PathBuf],
    saved: &Saved,
    asked: &Asked,
    shown: &Shown,
) -> Result<u8, Stop> {
    let (output, options) = (&saved.output, saved.options());
    let extension = output
        .extension()
        .map(|extension| extension.to_string_lossy().into_owned());
    let wanted = saved.format.clone().or(extension).unwrap_or_default();
    let Some(format) = Format::from_extension(&wanted) else {
        let known: Vec<String> = Format::all()
            .iter()
            .map(|format| format!(".{}", format.extension()))
            .collect();
        return Err(Stop::command(format!(
            "“{wanted}” is no format that can be exported; it can be {}",
            known.join(" or ")
        )));
    };
    let work = Work::load(paths, asked)?;
    if work.loaded.is_read_from(output) {
        return Err(Stop::command(
            ExportError::IsInput(output.clone()).to_string(),
        ));
    }
    if work.loaded.has_errors() && !saved.with_errors {
        return Err(Stop::input(
            "nothing was exported, since the input has errors; mend them, or export with --with-errors",
        ));
    }
    let (comparison, filters) = (work.compare()?, work.filters(shown)?);
    let proposals = work.proposals();
    let material = Material {
        proposals: &proposals,
        ..Material::new(&work.loaded, &comparison)
    };
    let snapshot = Snapshot {
        material,
        filters: &filters,
        sheet: &options.sheet(material, &filters),
    };
    let bytes = export::render_snapshot(snapshot, format, options)
        .map_err(|error| Stop::input(error.to_string()))?;
    export::write_atomically(output, &bytes).map_err(|error| Stop::input(error.to_string()))?;
    if let Some(words) = export::not_drawn(snapshot.sheet, format) {
        report(&words);
    }
    Ok(work.status())
}
