//! A sheet becomes a file: one small module a format, and writing that never leaves half a file.
//!
//! Every format gives the same bytes for the same sheet: nothing here asks a clock, makes up an id or depends on
//! the order of a hash map. Text in a sheet is data in every format and can never become markup.

mod fallback;
pub mod fonts;
pub mod json;
mod markdown;
mod pdf;
mod text;
mod typesetting;
mod writing;

use std::path::PathBuf;

use crate::sheet::Sheet;

pub use writing::write_atomically;

/// What a sheet can become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Pages to print.
    Pdf,
    /// Text for a web page, a wiki or a repository.
    Markdown,
}

impl Format {
    /// Every format, the most finished first.
    pub fn all() -> &'static [Self] {
        &[Self::Pdf, Self::Markdown]
    }

    /// The format that a file with this extension has, whatever the case.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "pdf" => Some(Self::Pdf),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }

    /// Its name for readers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Markdown => "Markdown",
        }
    }

    /// The usual extension of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Markdown => "md",
        }
    }
}

/// The sheet in this format.
pub fn render(sheet: &Sheet, format: Format) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Pdf => pdf::render(sheet),
        Format::Markdown => Ok(markdown::render(sheet).into_bytes()),
    }
}

/// Why there is no file, in sentences for the user.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The typesetter refused the page.
    #[error(
        "The pages could not be typeset. This is a fault of the program, not of your files. The typesetter says: {0}"
    )]
    Page(String),
    /// There is no such folder.
    #[error("There is no folder to save in. Nothing was written. The folder would be: {}", .0.display())]
    NoFolder(PathBuf),
    /// A file stands where the folder should be.
    #[error("What should be the folder is a file. Nothing was written. The file is: {}", .0.display())]
    FolderIsFile(PathBuf),
    /// The path names a folder.
    #[error("A snapshot is a file, but this is a folder. Nothing was written. The folder is: {}", .0.display())]
    IsFolder(PathBuf),
    /// The file that would be replaced may not be changed.
    #[error("The file is write-protected and was left as it is: {}", .0.display())]
    Protected(PathBuf),
    /// The folder may not be written in.
    #[error("You may not write in this folder. Nothing was written. The folder is: {}", .0.display())]
    Forbidden(PathBuf),
    /// There is no room left.
    #[error("The disk is full. The file was left as it was: {}", .0.display())]
    Full(PathBuf),
    /// Anything else that the system says.
    #[error("The file could not be written. The system says: {error}. The file is: {}", .path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
}
