//! The talks that come with the program.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::fault::Fault;
use super::reading::Reading;
use super::schema::FileText;
use super::shelf::{Shelf, TakeError, TextFile, text_file};

/// The folder `positions/`, as it was when the program was built.
static POSITIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/positions");

/// The talks that open when the program starts with no files.
pub(super) const FIRST: &str = "ukraine-russia";

/// Talks that come with the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundledTalks {
    /// Their folder inside `positions/`, by which they are loaded.
    pub folder: String,
    /// What they are called.
    pub title: String,
}

/// All talks that come with the program: those that open at first, then the others by folder.
pub fn bundled_talks() -> Vec<BundledTalks> {
    let mut all: Vec<BundledTalks> = POSITIONS.dirs().filter_map(named).collect();
    all.sort_by_key(|talks| (talks.folder != FIRST, talks.folder.clone()));
    all
}

fn named(folder: &Dir<'_>) -> Option<BundledTalks> {
    let agenda = folder
        .get_file(folder.path().join("agenda.ron"))?
        .contents_utf8()?;
    match Reading::new("", agenda).read::<FileText<'_>>(agenda) {
        Ok(FileText::Agenda { title, .. }) => Some(BundledTalks {
            folder: folder.path().display().to_string(),
            title,
        }),
        _ => None,
    }
}

/// What is built into the program.
pub(super) struct Bundle;

impl Bundle {
    /// The files of a folder, in byte order of their names.
    pub(super) fn paths(folder: &str) -> Vec<PathBuf> {
        let files = POSITIONS.get_dir(folder).into_iter().flat_map(Dir::files);
        let mut paths: Vec<PathBuf> = files.map(|file| file.path().to_owned()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "ron"));
        paths.sort();
        paths
    }
}

impl Shelf for Bundle {
    fn resolve(&self, path: &Path) -> Option<PathBuf> {
        POSITIONS.get_file(path).map(|file| file.path().to_owned())
    }

    fn take(&self, path: &Path, name: String) -> Result<TextFile, TakeError> {
        let missing = || TakeError {
            fault: Fault::CannotRead("it is not part of the program".into()),
            readable: String::new(),
        };
        let file = POSITIONS.get_file(path).ok_or_else(missing)?;
        text_file(
            name,
            path.to_owned(),
            path.to_owned(),
            file.contents().to_vec(),
        )
    }
}
