//! Pages out of a template and data, with nothing from the machine they are made on: no files, no clock, no
//! fonts but the bundled ones.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt as _, World, comemo};
use typst_layout::PagedDocument;

use super::fonts;

/// Where the template finds its data.
const DATA_PATH: &str = "/sheet.json";

/// How many pages of typesetting the memory of finished work outlives. A live window exports now and then, and
/// work kept for longer than that is only memory lost.
const MEMORY_AGE: usize = 4;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    fonts::bundled()
        .iter()
        .flat_map(|(_, data)| Font::iter(Bytes::new(*data)))
        .collect()
});

static FONT_BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// Lays out the template with this data.
pub(super) fn layout(template: &str, data: Vec<u8>) -> Result<PagedDocument, String> {
    let path = VirtualPath::new(DATA_PATH).map_err(|error| error.to_string())?;
    let world = TemplateWorld {
        main: Source::detached(template),
        data_id: FileId::new(RootedPath::new(VirtualRoot::Project, path)),
        data: Bytes::new(data),
    };
    let compiled = typst::compile::<PagedDocument>(&world);
    comemo::evict(MEMORY_AGE);
    compiled.output.map_err(|errors| in_words(&errors))
}

/// The messages of the typesetter in one line.
pub(super) fn in_words(errors: &[SourceDiagnostic]) -> String {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    messages.join("; ")
}

/// All that a template can reach.
struct TemplateWorld {
    main: Source,
    data_id: FileId,
    data: Bytes,
}

impl World for TemplateWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONT_BOOK
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            Ok(self.main.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
