//! The files of the repository with damage at random places, through every step from text to page: nothing panics, and
//! nothing that cannot be seen comes out.
//!
//! Few cases run by default; `PROPTEST_CASES` sets how many.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use common_ground::export::Format;
use common_ground::files::load;
use proptest::prelude::*;

use super::damaged::{Damage, damage};
use crate::drive::check_shown;
use crate::support::{Folder, in_repository};

/// The formats that are cheap enough to be written for every case.
const FORMATS: [Format; 7] = [
    Format::Markdown,
    Format::Html,
    Format::Csv,
    Format::Json,
    Format::Ron,
    Format::Xlsx,
    Format::Docx,
];

/// Folders of files that belong together, each file with its name and bytes.
type Corpus = Vec<Vec<(String, Vec<u8>)>>;

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let mut folders: Vec<PathBuf> = Vec::new();
    for root in [
        "tests/conformance",
        "tests/assessments",
        "tests/bad/folders",
        "tests/it/talks",
    ] {
        let entries = fs::read_dir(in_repository(root)).unwrap();
        folders.extend(entries.map(|entry| entry.unwrap().path()));
    }
    folders.extend(["tests/bad/positions", "tests/bad/frozen"].map(in_repository));
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders.iter().map(|folder| files_in(folder)).collect()
});

fn files_in(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "ron"));
    paths.sort();
    let file = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read(path).unwrap())
    };
    paths.iter().map(file).collect()
}

/// A folder, which of its files is damaged, how, and a piece of any other file that is put into it.
#[derive(Debug, Clone)]
struct Mutation {
    folder: usize,
    file: usize,
    damages: Vec<Damage>,
    piece: Option<(usize, usize, usize, usize)>,
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let piece = (any::<usize>(), any::<usize>(), 1..400_usize, any::<usize>());
    let damages = proptest::collection::vec(damage(), 0..4);
    (
        any::<usize>(),
        any::<usize>(),
        damages,
        prop::option::of(piece),
    )
        .prop_map(|(folder, file, damages, piece)| Mutation {
            folder,
            file,
            damages,
            piece,
        })
}

impl Mutation {
    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = CORPUS[self.folder % CORPUS.len()].clone();
        if files.is_empty() {
            return files;
        }
        let at = self.file % files.len();
        let bytes = &mut files[at].1;
        if let Some((file, start, length, to)) = self.piece {
            let all: Vec<&Vec<u8>> = CORPUS.iter().flatten().map(|(_, bytes)| bytes).collect();
            let from = all[file % all.len()];
            let start = start % from.len().max(1);
            let piece = &from[start.min(from.len())..(start + length).min(from.len())];
            let to = to % (bytes.len() + 1);
            bytes.splice(to..to, piece.iter().copied());
        }
        for damage in &self.damages {
            damage.apply(bytes);
        }
        files
    }
}

fn cases() -> u32 {
    let wanted = std::env::var("PROPTEST_CASES").ok();
    wanted.and_then(|text| text.parse().ok()).unwrap_or(100)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damage_does_no_harm_from_text_to_page(mutation in mutation()) {
        let files = mutation.files();
        let folder = Folder::with(&[] as &[(&str, &str)]);
        for (name, bytes) in &files {
            folder.write(name, bytes);
        }
        check_shown(&load(&[folder.path().to_owned()]), &FORMATS);
        // Each file alone, too: a snapshot is read only so.
        if !files.is_empty() {
            let (name, _) = &files[mutation.file % files.len()];
            check_shown(&load(&[folder.file(name)]), &FORMATS);
        }
    }
}
