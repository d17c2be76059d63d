//! Pages out of a template and data, with nothing from the machine they are made on: no files, no clock, and no
//! fonts but the bundled ones.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt as _, World, comemo};
use typst_layout::PagedDocument;

use super::fonts;
use super::letters::missing_letters;

/// Where the template finds its data.
const DATA_PATH: &str = "/data.json";

/// For how many more pages finished work is remembered. A window exports now and then, and work kept for longer
/// than that is only memory lost.
const MEMORY_AGE: usize = 4;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

static BUNDLED: LazyLock<Faces> = LazyLock::new(|| {
    Faces::new(
        fonts::bundled()
            .iter()
            .flat_map(|(_, data)| Font::iter(Bytes::new(*data)))
            .collect(),
    )
});

/// Fonts, and the book that the typesetter chooses from.
struct Faces {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
}

impl Faces {
    fn new(fonts: Vec<Font>) -> Self {
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Self { fonts, book }
    }
}

/// The letters of the text that the bundled fonts lack.
pub(super) fn letters_without_font(text: &str) -> BTreeSet<char> {
    missing_letters(text, &BUNDLED.fonts)
}

/// How pages look: files that name each other by these paths.
pub(super) struct Template {
    /// The path of the file that makes the pages.
    pub(super) main: &'static str,
    /// Every file, by its path.
    pub(super) files: &'static [(&'static str, &'static str)],
}

/// Lays out the template with this data, which is JSON.
pub(super) fn layout(template: &Template, data: String) -> Result<PagedDocument, String> {
    let mut sources = Vec::new();
    for (path, text) in template.files {
        sources.push(Source::new(file_id(path)?, (*text).to_owned()));
    }
    let world = TemplateWorld {
        main: file_id(template.main)?,
        sources,
        data_id: file_id(DATA_PATH)?,
        data: Bytes::from_string(data),
    };
    let compiled = typst::compile::<PagedDocument>(&world);
    comemo::evict(MEMORY_AGE);
    compiled.output.map_err(|errors| in_words(&errors))
}

fn file_id(path: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(path).map_err(|error| error.to_string())?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

/// The messages of the typesetter in one line.
pub(super) fn in_words(errors: &[SourceDiagnostic]) -> String {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    messages.join("; ")
}

/// All that a template can reach.
struct TemplateWorld {
    main: FileId,
    sources: Vec<Source>,
    data_id: FileId,
    data: Bytes,
}

impl World for TemplateWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BUNDLED.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let source = self.sources.iter().find(|source| source.id() == id);
        source.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        BUNDLED.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
