//! Which formats the window offers, and writing one of them.

use std::path::PathBuf;

/// A format that a comparison can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Pages to print.
    Pdf,
}

impl Format {
    /// Every format, the most used first.
    pub const ALL: [Self; 1] = [Self::Pdf];

    /// Its name and what it is for.
    pub fn text(self) -> &'static str {
        "PDF: pages to print or send"
    }

    /// The end of its files' names.
    pub fn extension(self) -> &'static str {
        "pdf"
    }
}

/// What to write, and where to.
#[derive(Debug, Clone)]
pub struct ExportJob {
    /// In which format.
    pub format: Format,
    /// To which file.
    pub path: PathBuf,
}

/// Writes a comparison.
///
/// # Errors
/// A sentence that says why nothing was written.
pub fn write(job: &ExportJob) -> Result<(), String> {
    Err(format!("{} was not written", job.path.display()))
}
