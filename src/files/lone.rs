//! Proposals that are opened with no position, and the talks that they are held against: those that stand beside them
//! or, where there are none, those that come with the program.

use std::path::PathBuf;

use super::contents::{is_agenda, is_position, is_proposal};
use super::gather::Loading;
use super::shelf::folder_of;
use super::{Loaded, Progress, bundled, load_bundled_with};

/// Proposals with talks to hold them against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithTalks {
    /// What was read.
    pub loaded: Loaded,
    /// Where the talks stand.
    pub talks: TalksPlace,
}

/// Where talks stand that proposals are held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TalksPlace {
    /// In the folders of the proposals: these files and folders are all of it together.
    Beside(Vec<PathBuf>),
    /// In this folder of those that come with the program.
    Bundled(&'static str),
}

/// The talks that these files are held against, with them, if they are proposals alone. Worth nothing if it was stopped.
pub fn with_talks(proposals: &Loaded, paths: &[PathBuf], progress: &Progress) -> Option<WithTalks> {
    let bundled = || WithTalks {
        loaded: load_bundled_with(bundled::FIRST, paths),
        talks: TalksPlace::Bundled(bundled::FIRST),
    };
    let found = with_talks_beside(proposals, paths, progress);
    found.or_else(|| has_nothing_else(proposals).then(bundled))
}

/// The same where those that come with the program are not wanted.
pub fn with_talks_beside(
    proposals: &Loaded,
    paths: &[PathBuf],
    progress: &Progress,
) -> Option<WithTalks> {
    if !are_proposals_alone(proposals, paths) {
        return None;
    }
    let folders = paths.iter().map(|path| folder_of(path));
    let mut together: Vec<PathBuf> = Vec::new();
    for path in folders.chain(paths.to_vec()) {
        if !together.contains(&path) {
            together.push(path);
        }
    }
    // Folders of nothing but proposals have been read already.
    let loaded = (together != paths).then(|| Loading::new(progress).load(&together))?;
    has_talks(&loaded).then_some(WithTalks {
        loaded,
        talks: TalksPlace::Beside(together),
    })
}

/// Whether these paths mean proposals and nothing else. That the agenda beside them was read, too, makes no difference.
pub fn are_proposals_alone(loaded: &Loaded, paths: &[PathBuf]) -> bool {
    let opened: Vec<PathBuf> = paths
        .iter()
        .filter_map(|path| path.canonicalize().ok())
        .collect();
    let mut texts = loaded.texts.iter().zip(&loaded.read_from);
    loaded.lost.is_empty()
        && loaded.texts.iter().any(|text| is_proposal(&text.text))
        && texts.all(|(text, file)| {
            is_proposal(&text.text) || is_agenda(&text.text) && !opened.contains(file)
        })
}

/// Whether every text is a proposal.
fn has_nothing_else(loaded: &Loaded) -> bool {
    let mut texts = loaded.texts.iter();
    loaded.lost.is_empty() && !loaded.texts.is_empty() && texts.all(|text| is_proposal(&text.text))
}

/// Whether there is anything to hold proposals against; files of other programs are nothing of the kind.
fn has_talks(loaded: &Loaded) -> bool {
    let mut texts = loaded.texts.iter();
    texts.any(|text| is_agenda(&text.text) || is_position(&text.text))
}
