//! What is done with made-up bytes, by the fuzzer and by the tests alike: they are read, compared, shown and written, and
//! what was written is read back. Nothing here looks at what a comparison says, only that all of it holds together.

mod pages;
mod readers;
mod talks;

pub(crate) use pages::{pages, typeset};
pub(crate) use readers::{check_shown, snapshot, texts};

use std::fs;
use std::path::{Path, PathBuf};

use common_ground::compare::Question;
use common_ground::files::{Loaded, load};
use common_ground::model::PartialDate;
use jiff::civil::Date;

/// What stands between the texts of one case: a character that no text needs.
pub(crate) const BETWEEN: char = '\u{1f}';

/// A folder in memory where there is such a thing: thousands of cases a second would wear a disk out.
struct Desk(tempfile::TempDir);

impl Desk {
    fn with(files: &[(String, &[u8])]) -> Self {
        let memory = Path::new("/dev/shm");
        let made = if memory.is_dir() {
            tempfile::tempdir_in(memory)
        } else {
            tempfile::tempdir()
        };
        let desk = Self(made.unwrap());
        for (name, bytes) in files {
            fs::write(desk.0.path().join(name), bytes).unwrap();
        }
        desk
    }

    fn paths(&self) -> Vec<PathBuf> {
        vec![self.0.path().to_owned()]
    }

    /// One more file, read alone.
    fn load_alone(&self, name: &str, bytes: &[u8]) -> Loaded {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        let loaded = load(std::slice::from_ref(&path));
        fs::remove_file(path).unwrap();
        loaded
    }
}

fn day(text: &str) -> Date {
    PartialDate::parse(text).unwrap().whole().unwrap()
}

/// What changed between two days, of all parties.
fn question_of_all(loaded: &Loaded) -> Question {
    Question {
        as_of: Some(day("2025-07-01")),
        since: Some(day("2025-02-01")),
        parties: (0..loaded.talks.positions.len()).collect(),
        ..Question::default()
    }
}
