//! RON text to model, with every problem and its place.
//!
//! [`load`] finds the files that paths mean (`shelf`), reads what each of them is (`schema`), finds the one
//! agenda that they share or makes one up (`made_up`), reads that (`agenda`), then the positions
//! (`positions`, `stances`) and the proposals (`proposals`), and looks for what is odd about the whole (`checks`). It never fails: what
//! cannot be read is a [`Problem`], and the rest loads.

mod agenda;
mod assembly;
mod bundled;
mod checks;
mod contents;
mod entries;
mod fault;
mod form;
mod gather;
mod in_pieces;
mod issues;
mod lone;
mod made_up;
mod positions;
mod problem;
mod progress;
mod proposals;
mod reading;
mod schema;
mod sets;
mod shelf;
mod snapshot;
mod snapshot_text;
mod stances;
mod starter;
mod typed;
mod writing;

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::model::{Proposal, Talks};

pub use bundled::{BundledTalks, bundled_talks};
pub use lone::{TalksPlace, WithTalks, are_proposals_alone, with_talks, with_talks_beside};
pub use problem::{Problem, Severity};
pub use progress::Progress;
pub use shelf::{LARGEST_FILE, folder_of};
pub use snapshot::{ChangeFilter, Frozen, SourceText};
pub use snapshot_text::snapshot_text;
pub use starter::{StarterError, write_starter};
pub use typed::{
    TypedError, as_typed, parties_as_typed, typed_date, typed_day, typed_parties, typed_set,
};
pub use writing::{Unwritable, proposal_text, without_hidden};

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Input {
    /// Its name, without folders.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// What loading gave: whatever could be read, and every problem.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loaded {
    /// What was read.
    pub talks: Talks,
    /// Every problem found, by file and place.
    pub problems: Vec<Problem>,
    /// The files that were read, in order.
    pub inputs: Vec<Input>,
    /// What was left out because of errors.
    pub left_out: LeftOutCounts,
    /// Where the files that were read stand, in the same order.
    pub read_from: Vec<PathBuf>,
    /// The texts of the files that were read, in the same order.
    pub texts: Vec<SourceText>,
    /// The problems of files that could not even be taken; they are among [`Self::problems`], too.
    pub lost: Vec<Problem>,
    /// What the snapshot asks that was opened; nothing for other files.
    pub frozen: Option<Frozen>,
    /// The file of each proposal, in the order of the talks' proposals.
    proposal_files: Vec<PathBuf>,
}

/// How much was left out because of errors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOutCounts {
    /// Files of which nothing was read.
    pub files: usize,
    /// Stances.
    pub stances: usize,
    /// Answers to proposals.
    pub answers: usize,
    /// Terms of proposals.
    pub terms: usize,
    /// Entries of the agenda.
    pub entries: usize,
}

impl Loaded {
    /// The proposal that was read from this file.
    pub fn proposal_in(&self, file: &Path) -> Option<&Proposal> {
        let key = std::fs::canonicalize(file).ok()?;
        let place = self.proposal_files.iter().position(|known| *known == key)?;
        self.talks.proposals.get(place)
    }

    /// Whether this is one of the files that were read, which a comparison must not replace.
    pub fn is_read_from(&self, file: &Path) -> bool {
        std::fs::canonicalize(file).is_ok_and(|file| self.read_from.contains(&file))
    }

    /// Whether anything was left out.
    pub fn has_errors(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
    }
}

/// Loads files and folders. Never fails: what cannot be read is a problem.
pub fn load(paths: &[PathBuf]) -> Loaded {
    gather::Loading::new(&Progress::default()).load(paths)
}

/// The same for somebody who waits: tells how far it has come. Nothing if it was stopped.
pub fn load_with_progress(paths: &[PathBuf], progress: &Progress) -> Option<Loaded> {
    let loaded = gather::Loading::new(progress).load(paths);
    (!progress.is_stopped()).then_some(loaded)
}

/// The same, with each file read as written and none in one go: slower, and it must give the same, which the tests
/// see to.
pub fn load_as_written(paths: &[PathBuf]) -> Loaded {
    gather::Loading::new(&Progress::default())
        .reading_as_written()
        .load(paths)
}

/// Loads the talks that open when the program starts with no files.
pub fn load_bundled() -> Loaded {
    load_bundled_talks(bundled::FIRST)
}

/// Loads talks that come with the program, by their folder; nothing for a folder that is none of them.
pub fn load_bundled_talks(folder: &str) -> Loaded {
    load_bundled_with(folder, &[])
}

/// Loads talks that come with the program, by their folder, and files beside them, such as proposals for these talks.
pub fn load_bundled_with(folder: &str, paths: &[PathBuf]) -> Loaded {
    let progress = Progress::default();
    let mut loading = gather::Loading::new(&progress);
    for path in bundled::Bundle::paths(folder) {
        loading.add_file(&bundled::Bundle, &path, &path.display().to_string());
    }
    for path in paths {
        loading.add_path(path);
    }
    loading.finish(&bundled::Bundle)
}
