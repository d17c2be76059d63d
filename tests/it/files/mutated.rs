//! The files of the repository with damage at random places, through every step from text to page: nothing panics, and
//! nothing that cannot be seen comes out.
//!
//! Few cases run by default; `PROPTEST_CASES` sets how many.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use common_ground::compare::{Question, compare};
use common_ground::export::{Format, Options, Snapshot, render_snapshot};
use common_ground::files::{Loaded, load};
use common_ground::sheet::{Filters, HeldProposal, Material, as_text, sheet};
use proptest::prelude::*;

use super::damaged::{Damage, damage};
use crate::support::{Folder, day, in_repository};

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

/// Compares and shows what was loaded, and writes it in every cheap format.
fn check(loaded: &Loaded) {
    for problem in &loaded.problems {
        assert!(problem.line >= 1 && problem.column >= 1, "{problem}");
        assert!(!problem.message.is_empty());
    }
    let question = Question {
        as_of: Some(day("2025-07-01")),
        since: Some(day("2025-02-01")),
        parties: (0..loaded.talks.positions.len()).collect(),
        ..Question::default()
    };
    let comparison = compare(&loaded.talks, &question);
    let proposals = loaded.talks.proposals.iter();
    let proposals: Vec<HeldProposal<'_>> = proposals
        .map(|known| HeldProposal::of(&loaded.talks, &question, known, false))
        .collect();
    let material = Material {
        proposals: &proposals,
        ..Material::new(loaded, &comparison)
    };
    let filters = Filters::default();
    let shown = sheet(material, &filters);
    let text = as_text(&shown, 80);
    let hidden = |letter: char| letter.is_control() && letter != '\n';
    assert!(!text.contains(hidden), "{text:?}");
    let snapshot = Snapshot {
        material,
        filters: &filters,
        sheet: &shown,
    };
    for format in FORMATS {
        let written = render_snapshot(snapshot, format, Options::default());
        assert!(written.is_ok(), "{}: {:?}", format.name(), written.err());
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
        check(&load(&[folder.path().to_owned()]));
        // Each file alone, too: a snapshot is read only so.
        if !files.is_empty() {
            let (name, _) = &files[mutation.file % files.len()];
            check(&load(&[folder.file(name)]));
        }
    }
}
