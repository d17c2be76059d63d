//! RON text to model, with every problem and its place.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::model::Talks;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something was left out.
    Error,
    /// Everything was read, and something looks wrong.
    Warning,
}

/// One thing wrong with a file, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// The file, as it was named on opening.
    pub file: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// The column in characters, from 1; 0 for the file as a whole.
    pub column: usize,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

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
}

/// Loads files and folders. Never fails: what cannot be read is a problem.
pub fn load(paths: &[PathBuf]) -> Loaded {
    todo!()
}

/// Loads the talks that come with the program.
pub fn load_bundled() -> Loaded {
    todo!()
}
