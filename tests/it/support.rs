//! What several areas of the tests need: files in a folder of their own, and short ways to compare them.

pub(crate) mod cpu_renderer;

use std::fs;
use std::path::{Path, PathBuf};

use common_ground::compare::{Comparison, Question, compare};
use common_ground::files::{Loaded, load};
use common_ground::model::PartialDate;
use jiff::civil::Date;

/// A folder that goes away with the test.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    /// A folder with these files, each a name and its text.
    pub(crate) fn with<B: AsRef<[u8]>>(files: &[(&str, B)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.file(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub(crate) fn load(&self) -> Loaded {
        load(&[self.path().to_owned()])
    }

    /// The problems as they are printed, with the files by their names in the folder.
    pub(crate) fn problems(&self, loaded: &Loaded) -> Vec<String> {
        let prefix = format!("{}/", self.path().display());
        loaded
            .problems
            .iter()
            .map(|problem| problem.to_string().replace(&prefix, ""))
            .collect()
    }
}

/// A file or folder of the repository.
pub(crate) fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The day that this text names.
pub(crate) fn day(text: &str) -> Date {
    PartialDate::parse(text).unwrap().whole().unwrap()
}

/// All parties compared, as of a day or of no day.
pub(crate) fn compare_all(loaded: &Loaded, as_of: Option<&str>) -> Comparison {
    let question = Question {
        as_of: as_of.map(day),
        parties: (0..loaded.talks.positions.len()).collect(),
        ..Question::default()
    };
    compare(&loaded.talks, &question)
}
