//! Reads what is to be opened, away from the window, up to the first answer.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use super::state::{Origin, State};
use super::watch::Stamps;
use super::wish::Wish;
use crate::files::{self, Loaded, Progress, TalksPlace, WithTalks};
use crate::model::Talks;

/// What to open, and how.
#[derive(Debug, Clone)]
pub struct OpenJob {
    /// From where.
    pub origin: Origin,
    /// What to ask.
    pub wish: Wish,
    /// What is open already, if positions of the same agenda are to be added to it.
    pub beside: Option<Beside>,
    /// Whether it is open already, and only read once more.
    pub is_again: bool,
}

/// What is open already.
#[derive(Debug, Clone)]
pub struct Beside {
    /// From where.
    pub origin: Origin,
    /// What was read.
    pub loaded: Arc<Loaded>,
    /// What is asked of it.
    pub wish: Wish,
}

/// What was read, with the first answer.
#[derive(Debug)]
pub struct Opened {
    /// What to show.
    pub state: State,
    /// What could not be met of the wish, as sentences.
    pub complaints: Vec<String>,
    /// How it goes with what is open.
    pub kind: OpenedKind,
    /// How the files looked when they were read.
    pub stamps: Option<Stamps>,
}

/// How what was read goes with what is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenedKind {
    /// It takes its place.
    Fresh,
    /// It is the same, read once more.
    Again,
    /// It is what was open with what was added.
    Added,
    /// It belongs to other talks, so the user has to choose.
    OtherTalks,
}

impl OpenJob {
    /// Reads everything; nothing if nobody wants it any more.
    pub fn work_out(self, progress: &Progress) -> Option<Opened> {
        let began = SystemTime::now();
        let loaded = load(&self.origin, progress)?;
        let wish = match &loaded.frozen {
            // Read once more, it is asked what the user asks now.
            Some(frozen) if !self.is_again => self.wish.or_as_frozen(frozen),
            _ => self.wish,
        };
        let read = Read {
            origin: self.origin,
            wish,
            loaded,
        };
        let (read, kind) = match self.beside {
            _ if self.is_again => (read, OpenedKind::Again),
            Some(beside) => read.beside(beside, progress),
            None => (read.with_talks(progress), OpenedKind::Fresh),
        };
        if progress.is_stopped() {
            return None;
        }
        let Read {
            origin,
            wish,
            loaded,
        } = read;
        let watched = watched(&origin, &loaded);
        let stamps = (!watched.is_empty()).then(|| Stamps::of(&watched).forget_since(began));
        let (state, complaints) = State::open(origin, loaded, &wish);
        Some(Opened {
            state,
            complaints,
            kind,
            stamps,
        })
    }
}

/// What was read, from where, and what to ask of it.
struct Read {
    origin: Origin,
    wish: Wish,
    loaded: Loaded,
}

impl Read {
    /// This with what is open, if they go together.
    fn beside(self, open: Beside, progress: &Progress) -> (Self, OpenedKind) {
        let Origin::Paths(paths) = &self.origin else {
            return (self, OpenedKind::Fresh);
        };
        let (origin, loaded) = match &open.origin {
            Origin::Paths(known) => {
                let together = Origin::Paths(joined(known, paths));
                let loaded = load_together(&together, &self.loaded, &open.loaded, progress);
                (together, loaded)
            }
            Origin::Bundled(folder, with) => {
                let together = Origin::Bundled(folder.clone(), joined(with, paths));
                let is_wanted = files::are_proposals_alone(&self.loaded, paths);
                let loaded = is_wanted.then(|| load(&together, progress)).flatten();
                let loaded = loaded.filter(|loaded| !loaded.has_errors());
                (together, loaded)
            }
        };
        if let Some(loaded) = loaded {
            let mut wish = open.wish;
            wish.add_parties(&self.loaded.talks);
            let read = Self {
                origin,
                wish,
                loaded,
            };
            return (read, OpenedKind::Added);
        }
        let is_bundled = matches!(origin, Origin::Bundled(..));
        let found = files::with_talks_beside(&self.loaded, paths, progress);
        let read = self.or(found);
        if is_bundled || read.loaded.talks.positions.is_empty() {
            (read, OpenedKind::Fresh)
        } else {
            (read, OpenedKind::OtherTalks)
        }
    }

    /// This, or where it is proposals alone, these with the talks that they are held against when nothing else is open.
    fn with_talks(self, progress: &Progress) -> Self {
        let found = match &self.origin {
            Origin::Paths(paths) => files::with_talks(&self.loaded, paths, progress),
            Origin::Bundled(..) => None,
        };
        self.or(found)
    }

    fn or(self, found: Option<WithTalks>) -> Self {
        let Some(WithTalks { loaded, talks }) = found else {
            return self;
        };
        let origin = match (talks, self.origin) {
            (TalksPlace::Beside(together), _) => Origin::Paths(together),
            (TalksPlace::Bundled(folder), Origin::Paths(paths)) => {
                Origin::Bundled(folder.to_owned(), paths)
            }
            (TalksPlace::Bundled(_), origin @ Origin::Bundled(..)) => origin,
        };
        Self {
            origin,
            loaded,
            ..self
        }
    }
}

/// The files and folders that matter to what was read from these paths.
pub fn watched(origin: &Origin, loaded: &Loaded) -> Vec<PathBuf> {
    match origin {
        // What came with the program does not change.
        Origin::Bundled(_, with) => with.clone(),
        Origin::Paths(paths) => {
            // Agendas may stand elsewhere.
            paths.iter().chain(&loaded.read_from).cloned().collect()
        }
    }
}

fn load(origin: &Origin, progress: &Progress) -> Option<Loaded> {
    match origin {
        Origin::Bundled(folder, with) => Some(files::load_bundled_with(folder, with)),
        Origin::Paths(paths) => files::load_with_progress(paths, progress),
    }
}

/// What is open with what was added, if they go together.
fn load_together(
    together: &Origin,
    added: &Loaded,
    open: &Loaded,
    progress: &Progress,
) -> Option<Loaded> {
    if !has_same_agenda(&added.talks, &open.talks) {
        return None;
    }
    let loaded = load(together, progress)?;
    // Of two agendas in different places, the loader leaves one out with all its positions, even if they are equal.
    let known = added.left_out.files + open.left_out.files;
    (loaded.left_out.files <= known).then_some(loaded)
}

/// Whether talks may be put together. An agenda that was made up because there is none goes with any other.
fn has_same_agenda(added: &Talks, open: &Talks) -> bool {
    if added.positions.is_empty() && added.proposals.is_empty() {
        return false;
    }
    let (added, open) = (&added.agenda, &open.agenda);
    added.made_up || open.made_up || (added.title == open.title && added.issues == open.issues)
}

fn joined(open: &[PathBuf], added: &[PathBuf]) -> Vec<PathBuf> {
    let mut all = open.to_vec();
    for path in added {
        if !all.contains(path) {
            all.push(path.clone());
        }
    }
    all
}
