//! Opening files, adding them to what is open, reading them again, and keeping what is shown when they are broken.

use std::path::PathBuf;

use egui::{Context, ViewportCommand};

use super::opening::{Beside, OpenJob, Opened, OpenedKind, watched};
use super::reread::following;
use super::state::{Origin, State};
use super::view::{View, ViewMode};
use super::wish::Wish;
use super::{App, Subject};
use crate::files::bundled_talks;
use crate::ui::dialogs::{Dialog, PathForm, typed_path};

impl App {
    /// Opens files and folders: beside what is open, where they go together. To what came with the program nothing is
    /// added but proposals.
    pub(super) fn open_paths(&mut self, paths: Vec<PathBuf>) {
        let beside = self.state.as_ref().map(|state| Beside {
            origin: state.origin.clone(),
            loaded: std::sync::Arc::clone(&state.loaded),
            wish: Wish::again(state),
        });
        self.jobs.open(OpenJob {
            origin: Origin::Paths(absolute(paths)),
            wish: self.usual_wish(),
            beside,
            is_again: false,
        });
    }

    /// Opens something in place of what is open.
    pub(super) fn open_fresh(&mut self, origin: Origin) {
        self.jobs.open(OpenJob {
            origin,
            wish: self.usual_wish(),
            beside: None,
            is_again: false,
        });
    }

    pub(super) fn open_typed(&mut self, text: &str) {
        let text = typed_path(text);
        if text.is_empty() {
            return;
        }
        let path = PathBuf::from(text);
        if !path.exists() {
            if let Some(Dialog::OpenPath(form)) = &mut self.dialog {
                form.error = Some(format!("There is no file or folder “{text}”."));
            }
            return;
        }
        self.dialog = None;
        self.open_paths(vec![path]);
    }

    /// Reads what is open once more.
    pub(super) fn reload(&mut self) {
        if let Some(state) = &self.state {
            self.has_changed = false;
            self.jobs.open(OpenJob {
                origin: state.origin.clone(),
                wish: Wish::again(state),
                beside: None,
                is_again: true,
            });
        }
    }

    /// Reads again what has changed on disk, but does not break off the reading of other files for it.
    pub(super) fn take_change(&mut self) {
        if self.jobs.busy().is_loading {
            self.has_changed = true;
        } else {
            self.reload();
        }
    }

    /// Takes what was read, unless it is worse than what is open.
    pub(super) fn take_opened(&mut self, context: &Context, opened: Opened) {
        self.watch(&opened);
        let kind = opened.kind;
        match (&self.state, kind) {
            (Some(open), OpenedKind::Again) if is_broken(&opened.state, open) => {
                self.keep(
                    opened,
                    "The files have changed and cannot be read as they are now",
                );
            }
            (Some(open), _) if lacks_parties(&opened.state, open) => {
                let what = format!(
                    "No position could be read from {}",
                    name_of(&opened.state.origin)
                );
                self.keep(opened, &what);
            }
            (Some(_), OpenedKind::OtherTalks) => self.ask_to_replace(opened),
            (Some(_), OpenedKind::Fresh) if self.has_unsaved_draft() => self.ask_to_replace(opened),
            _ => self.show_opened(context, opened),
        }
        if self.has_changed {
            self.reload();
        }
    }

    /// What is asked of all that is opened: the order of the rows that the user likes, and what the view needs that is open.
    fn usual_wish(&self) -> Wish {
        Wish {
            sort: self.settings.sort,
            wants_pairs: self.view.mode == ViewMode::Matrix,
            ..Wish::default()
        }
    }

    /// Asks whether to close what is open.
    fn ask_to_replace(&mut self, opened: Opened) {
        self.dialog = Some(Dialog::Replace);
        self.waiting = Some(Box::new(opened.state));
    }

    /// Keeps what is open, and says what is wrong with what was read.
    fn keep(&mut self, opened: Opened, what: &str) {
        let still = self
            .state
            .as_ref()
            .map_or_else(String::new, |state| state.sheet().title.clone());
        self.failed.clone_from(&opened.state.loaded.problems);
        self.view.panes.shows_problems = true;
        if opened.kind == OpenedKind::Again {
            self.outdated = Some(format!("{what}: what is shown is from before."));
        } else {
            self.notify(format!("{what}. “{still}” is still open."), true);
        }
        self.jobs.discard(opened);
    }

    fn show_opened(&mut self, context: &Context, opened: Opened) {
        let had_failed = !self.failed.is_empty();
        self.failed.clear();
        self.outdated = None;
        // It was asked of what was open, and an answer to that is no answer to this.
        self.asked = None;
        // What is read again may be nothing new, and then what was last said still is.
        if self.state.is_some() && (opened.kind != OpenedKind::Again || had_failed) {
            self.notice = None;
        }
        let is_of_same = matches!(opened.kind, OpenedKind::Again | OpenedKind::Added);
        match self.state.take() {
            Some(old) if is_of_same => {
                self.view.panes.shows_problems &= !had_failed || opened.state.loaded.has_errors();
                let (state, lost) = following(opened.state, &old, opened.kind);
                if state.missed.is_none() {
                    self.pass(&Subject::MissingParties);
                }
                self.state = Some(state);
                if !lost.is_empty() {
                    let rows = lost.join("; ");
                    let words = format!(
                        "The agenda has changed, and your proposal no longer says anything on: {rows}."
                    );
                    self.notify(words, true);
                }
                self.jobs.discard(old);
            }
            old => {
                let before = std::mem::replace(&mut self.view, View::of(&opened.state));
                self.view.mode = before.mode;
                self.view.pane_sizes = before.pane_sizes;
                self.view.columns.clone_from(&self.recent.columns);
                self.state = Some(opened.state);
                self.jobs.discard(old);
            }
        }
        if let Some(state) = &self.state {
            self.view.panes.shows_problems |=
                opened.kind != OpenedKind::Again && state.loaded.has_errors();
            if let Origin::Paths(paths) = &state.origin
                && opened.kind != OpenedKind::Again
            {
                self.recent.remember(paths);
            }
            let title = format!("{} – Common Ground", state.sheet().title);
            context.send_viewport_cmd(ViewportCommand::Title(title));
        }
        if !opened.complaints.is_empty() {
            let words = opened.complaints.join(" ");
            self.notify_of(Subject::MissingParties, words, true);
        }
        self.prepare_texts();
    }

    /// Shows what was read of other talks in place of what is open.
    pub(super) fn replace(&mut self, context: &Context) {
        self.dialog = None;
        if let Some(state) = self.waiting.take() {
            let opened = Opened {
                state: *state,
                complaints: Vec::new(),
                kind: OpenedKind::Fresh,
                stamps: None,
            };
            self.show_opened(context, opened);
            // It may have changed while the user was asked; reading it again also begins to watch it.
            self.reload();
        }
    }

    /// Watches what was read in place of what was watched, unless what is open stays.
    fn watch(&mut self, opened: &Opened) {
        let stays = self
            .state
            .as_ref()
            .is_some_and(|open| lacks_parties(&opened.state, open));
        if opened.kind == OpenedKind::OtherTalks || stays && opened.kind != OpenedKind::Again {
            return;
        }
        match &opened.stamps {
            Some(stamps) => {
                let paths = watched(&opened.state.origin, &opened.state.loaded);
                self.jobs.watch(paths, stamps.clone());
            }
            None => self.jobs.stop_watching(),
        }
    }

    pub(super) fn say_no_dialog(&mut self) {
        let text = "This system has no file dialog that could be opened.";
        match &mut self.dialog {
            Some(Dialog::Export(form)) => {
                form.error = Some(format!("{text} Type the path of the file instead."));
            }
            Some(Dialog::SaveDraft(form)) => {
                form.error = Some(format!("{text} Type the path of the file instead."));
            }
            _ => {
                let hint = format!("{text} Type the path of a file or folder instead (Ctrl+L).");
                self.dialog = Some(Dialog::OpenPath(PathForm::with_hint(hint)));
            }
        }
    }
}

/// Whether a new reading has errors that the one on screen does not have.
fn is_broken(read: &State, open: &State) -> bool {
    read.loaded.has_errors() && !open.loaded.has_errors() || lacks_parties(read, open)
}

/// Whether there is nothing to show in place of what is open.
fn lacks_parties(read: &State, open: &State) -> bool {
    read.loaded.talks.positions.is_empty() && !open.loaded.talks.positions.is_empty()
}

/// The talks that open when nothing else is to be opened.
pub(super) fn first_bundled() -> Origin {
    let folder = bundled_talks().into_iter().next();
    Origin::Bundled(
        folder.map(|talks| talks.folder).unwrap_or_default(),
        Vec::new(),
    )
}

/// Paths that mean the same from wherever the program is started the next time.
pub(super) fn absolute(paths: Vec<PathBuf>) -> Vec<PathBuf> {
    let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
    paths.into_iter().map(absolute).collect()
}

fn name_of(origin: &Origin) -> String {
    match origin {
        Origin::Bundled(..) => "the talks that come with the program".to_owned(),
        Origin::Paths(paths) => match paths.as_slice() {
            [only] => only.display().to_string(),
            several => format!("the {} files chosen", several.len()),
        },
    }
}
