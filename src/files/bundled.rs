//! The talks that come with the program.

use std::path::{Path, PathBuf};

use super::fault::Fault;
use super::shelf::{Shelf, TakeError, TextFile, text_file};

/// The files of the bundled talks, by path inside `positions/`.
const FILES: [(&str, &str); 3] = [
    (
        "ukraine-russia/agenda.ron",
        include_str!("../../positions/ukraine-russia/agenda.ron"),
    ),
    (
        "ukraine-russia/russia.ron",
        include_str!("../../positions/ukraine-russia/russia.ron"),
    ),
    (
        "ukraine-russia/ukraine.ron",
        include_str!("../../positions/ukraine-russia/ukraine.ron"),
    ),
];

/// What is built into the program.
pub(super) struct Bundle;

impl Bundle {
    pub(super) fn paths() -> impl Iterator<Item = PathBuf> {
        FILES.iter().map(|(path, _)| PathBuf::from(path))
    }
}

impl Shelf for Bundle {
    fn resolve(&self, path: &Path) -> Option<PathBuf> {
        FILES
            .iter()
            .any(|(known, _)| Path::new(known) == path)
            .then(|| path.to_owned())
    }

    fn take(&self, path: &Path, name: String) -> Result<TextFile, TakeError> {
        let missing = || TakeError {
            fault: Fault::CannotRead("it is not part of the program".into()),
            readable: String::new(),
        };
        let (_, text) = FILES
            .iter()
            .find(|(known, _)| Path::new(known) == path)
            .ok_or_else(missing)?;
        text_file(name, path.to_owned(), text.as_bytes().to_vec())
    }
}
