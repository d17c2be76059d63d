//! A fault with its place.

use std::fmt;

use serde::Serialize;

use super::fault::Fault;
use super::reading::is_hidden;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something was left out.
    Error,
    /// Everything was read, and something looks wrong.
    Warning,
}

/// One thing wrong with a file, with its place. It is displayed as `file:line:column: error: …`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// The file, as it was named on opening.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// A place in a text: line and column from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Place {
    /// The beginning of a text.
    pub(super) const START: Self = Self { line: 1, column: 1 };
}

/// How many bytes lie between two places at which the characters before are counted beforehand.
const STRIDE: usize = 1_024;

/// Where the lines of a text begin, so that places in it are found fast, on long lines too.
#[derive(Debug, Clone)]
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// How many characters begin before each multiple of the stride.
    characters: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let newlines = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let starts = std::iter::once(0)
            .chain(newlines.map(|(offset, _)| offset + 1))
            .collect();
        let mut characters = vec![0];
        let mut count = 0;
        for bytes in text.as_bytes().chunks(STRIDE) {
            count += beginnings(bytes);
            characters.push(count);
        }
        Self {
            text,
            starts,
            characters,
        }
    }

    /// The place of the byte at this offset.
    pub(super) fn place(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        Place {
            line,
            column: self.characters_before(offset) - self.characters_before(start) + 1,
        }
    }

    /// How many characters begin before this offset.
    fn characters_before(&self, offset: usize) -> usize {
        let at = offset.min(self.text.len());
        let known = at / STRIDE;
        let rest = self.text.as_bytes().get(known * STRIDE..at);
        let counted = self.characters.get(known).copied().unwrap_or(0);
        counted + rest.map_or(0, beginnings)
    }
}

/// A sentence with what cannot be seen as visible escapes, and without the middle of what a file holds by mistake.
fn readable(sentence: &str) -> String {
    const BEGINNING: usize = 300;
    const END: usize = 100;
    let shown: String = sentence
        .chars()
        .map(|letter| match letter {
            letter if is_hidden(letter) => letter.escape_unicode().to_string(),
            letter => letter.to_string(),
        })
        .collect();
    let length = shown.chars().count();
    if length <= BEGINNING + END {
        return shown;
    }
    let beginning: String = shown.chars().take(BEGINNING).collect();
    let end: String = shown.chars().skip(length - END).collect();
    format!("{beginning} … {end}")
}

/// How many characters begin in these bytes of a text.
fn beginnings(bytes: &[u8]) -> usize {
    // Every byte of a character but its first begins with the bits 10.
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

impl Problem {
    /// A problem at a place.
    pub(super) fn new(severity: Severity, file: &str, place: Place, fault: &Fault) -> Self {
        Self {
            severity,
            file: file.to_owned(),
            line: place.line,
            column: place.column,
            message: readable(&fault.to_string()),
            hint: fault.hint().map(|hint| readable(&hint)),
        }
    }

    /// The same problem without the folders of its file, for those who have another disk.
    #[must_use]
    pub fn without_folder(&self) -> Self {
        Self {
            file: name_of(&self.file),
            ..self.clone()
        }
    }
}

/// The name of a file without its folders.
pub(super) fn name_of(file: &str) -> String {
    let name = std::path::Path::new(file).file_name();
    name.map_or_else(
        || file.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let Self {
            file,
            line,
            column,
            message,
            ..
        } = self;
        write!(formatter, "{file}:{line}:{column}: {severity}: {message}")?;
        match &self.hint {
            Some(hint) => write!(formatter, " ({hint})"),
            None => Ok(()),
        }
    }
}
