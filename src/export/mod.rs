//! A sheet becomes a file: one small module a format, and writing that never leaves half a file.
//!
//! Every format gives the same bytes for the same sheet: nothing here asks a clock, makes up an id or depends on
//! the order of a hash map. Text in a sheet is data in every format and can never become markup.

pub mod changes;
pub mod clipboard;
mod csv;
mod docx;
mod drawing;
pub mod fonts;
mod frozen;
mod html;
pub mod json;
mod lane_picture;
mod leftovers;
mod letters;
mod markdown;
mod page_lines;
mod pages;
mod paper;
mod pdf;
mod pictures;
mod preview;
mod rows;
mod text;
mod typesetting;
mod writing;
mod xlsx;

use std::path::PathBuf;

use crate::sheet::{self, Dates, Filters, Includes, Material, Sheet};

pub use paper::Paper;
pub use preview::{Preview, preview};
pub use writing::write_atomically;

/// What a sheet can become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Pages to print.
    Pdf,
    /// One page for a browser.
    Html,
    /// Text for a web page, a wiki or a repository.
    Markdown,
    /// A workbook to filter and to work on.
    Xlsx,
    /// A document to go on writing in.
    Docx,
    /// The rows for other programs.
    Csv,
    /// One tall page as a drawing.
    Svg,
    /// One tall page as pixels.
    Png,
    /// The comparison for other programs.
    Json,
    /// All that it takes to open the comparison again.
    Ron,
}

impl Format {
    /// Every format, the most finished first.
    pub fn all() -> &'static [Self] {
        &[
            Self::Pdf,
            Self::Html,
            Self::Markdown,
            Self::Xlsx,
            Self::Docx,
            Self::Csv,
            Self::Svg,
            Self::Png,
            Self::Json,
            Self::Ron,
        ]
    }

    /// The format that a file with this extension has, whatever the case.
    pub fn from_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_ascii_lowercase();
        match extension.as_str() {
            "markdown" => return Some(Self::Markdown),
            "htm" => return Some(Self::Html),
            _ => {}
        }
        let mut all = Self::all().iter().copied();
        all.find(|format| format.extension() == extension)
    }

    /// Whether a sheet is enough to write it. JSON needs the comparison itself, and RON the texts of the files.
    pub fn is_of_sheet(self) -> bool {
        !matches!(self, Self::Json | Self::Ron)
    }

    /// Its name for readers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Html => "HTML",
            Self::Markdown => "Markdown",
            Self::Xlsx => "Excel",
            Self::Docx => "Word",
            Self::Csv => "CSV",
            Self::Svg => "SVG",
            Self::Png => "PNG",
            Self::Json => "JSON",
            Self::Ron => "RON, to open again",
        }
    }

    /// How the name of a file ends that the program proposes: a snapshot says that it is one, and no position.
    pub fn file_ending(self) -> &'static str {
        match self {
            Self::Ron => "snapshot.ron",
            other => other.extension(),
        }
    }

    /// The usual extension of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Csv => "csv",
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Json => "json",
            Self::Ron => "ron",
        }
    }
}

/// What else is chosen of a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// How many pixels a picture has to a point, the 72nd part of an inch.
    pub scale: f32,
    /// For which paper pages are laid out.
    pub paper: Paper,
    /// How dates are written.
    pub dates: Dates,
    /// What is on the pages besides the rows.
    pub includes: Includes,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            scale: 2.0,
            paper: Paper::default(),
            dates: Dates::default(),
            includes: Includes::default(),
        }
    }
}

impl Options {
    /// The rows that are shown, with what else is chosen of them.
    pub fn sheet(&self, material: Material<'_>, filters: &Filters) -> Sheet {
        let material = Material {
            dates: self.dates,
            ..material
        };
        sheet::sheet(material, filters).with_only(self.includes)
    }
}

/// All that a file can be made of.
#[derive(Debug, Clone, Copy)]
pub struct Snapshot<'a> {
    /// What was compared.
    pub material: Material<'a>,
    /// Which rows are shown.
    pub filters: &'a Filters,
    /// What is shown of it.
    pub sheet: &'a Sheet,
}

/// The snapshot in this format.
///
/// # Errors
/// As for [`render_with`], but no format is refused.
pub fn render_snapshot(
    snapshot: Snapshot<'_>,
    format: Format,
    options: Options,
) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Json => {
            json::render_snapshot(snapshot).map_err(|error| ExportError::Format(error.to_string()))
        }
        Format::Ron => frozen::render(snapshot),
        format => render_with(snapshot.sheet, format, options),
    }
}

/// The sheet in this format, with nothing else chosen.
///
/// # Errors
/// As for [`render_with`].
pub fn render(sheet: &Sheet, format: Format) -> Result<Vec<u8>, ExportError> {
    render_with(sheet, format, Options::default())
}

/// The sheet in this format.
///
/// # Errors
/// If a sheet is not enough for the format ([`Format::is_of_sheet`]); if a picture would be too large; if the typesetter or the writer of the format refuses the sheet, which is a
/// fault of the program.
pub fn render_with(
    sheet: &Sheet,
    format: Format,
    options: Options,
) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Pdf => pdf::render(sheet, options.paper),
        Format::Html => Ok(html::render(sheet).into_bytes()),
        Format::Markdown => Ok(markdown::render(sheet).into_bytes()),
        Format::Xlsx => xlsx::render(sheet, options.paper),
        Format::Docx => docx::render(sheet, options.paper),
        Format::Csv => csv::render(sheet),
        Format::Svg => pictures::render_svg(sheet, options.paper),
        Format::Png => pictures::render_png(sheet, options),
        Format::Json | Format::Ron => Err(ExportError::NeedsComparison),
    }
}

/// Which letters of the sheet a file in this format cannot show, as a sentence; nothing if it shows all.
pub fn not_drawn(sheet: &Sheet, format: Format) -> Option<String> {
    if format.is_typeset() {
        pages::not_drawn(sheet)
    } else {
        None
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
    /// A writer refused what it was given.
    #[error(
        "The file could not be made. This is a fault of the program, not of your files. The writer says: {0}"
    )]
    Format(String),
    /// The format is not written from a sheet.
    #[error(
        "This format is written from a comparison and not from a sheet. This is a fault of the program."
    )]
    NeedsComparison,
    /// The texts are together larger than a file that the program opens.
    #[error(
        "The files are together too large for a snapshot that could be opened again, which holds at most 64 MiB. Keep the files themselves, or choose another format."
    )]
    SnapshotSize,
    /// A picture of all rows would be too large.
    #[error(
        "A picture of {width:.0} by {height:.0} pixels cannot be made. Choose another scale, fewer rows, or PDF, SVG or HTML."
    )]
    PictureSize {
        /// In pixels.
        width: f64,
        /// In pixels.
        height: f64,
    },
    /// The file is one of those that are compared.
    #[error("This is one of the files that are compared, and was left as it is. Save under another name. The file is: {}", .0.display())]
    IsInput(PathBuf),
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
