//! What the system does for the window: its file dialogs, which never block it, and other programs that open files.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rfd::{AsyncFileDialog, FileHandle};

use super::jobs::{Done, Jobs};
use crate::export::Format;

/// Nobody closes a dialog this fast: none was shown.
const SHORTEST_DIALOG: Duration = Duration::from_millis(300);

/// Whether there is a system that shows dialogs and opens files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Desktop {
    /// The one that the window stands on.
    #[default]
    System,
    /// None, as where a system has no file dialog: paths are typed. Tests have none.
    Absent,
}

impl Desktop {
    /// Opens a file or folder in the program that the system has for it.
    ///
    /// # Errors
    /// If the system has none.
    pub(super) fn open(self, path: &Path) -> std::io::Result<()> {
        match self {
            Self::System => open::that_detached(path),
            Self::Absent => Err(std::io::ErrorKind::Unsupported.into()),
        }
    }
}

impl Jobs {
    fn say_none(&mut self) {
        self.start("no-dialog", || Done::NoDialog);
    }

    /// Lets the user choose files to open.
    pub(super) fn choose_files(&mut self, frame: &eframe::Frame) {
        if self.desktop == Desktop::Absent {
            return self.say_none();
        }
        let dialog = AsyncFileDialog::new()
            .set_parent(frame)
            .set_title("Open positions")
            .add_filter("Positions, agendas and proposals", &["ron"])
            .pick_files();
        self.start("choose-files", move || {
            let asked = Instant::now();
            let paths = pollster::block_on(dialog).map(|files| files.iter().map(path_of).collect());
            chosen(paths, asked, Done::Chosen)
        });
    }

    /// Lets the user choose a folder to open.
    pub(super) fn choose_folder(&mut self, frame: &eframe::Frame) {
        if self.desktop == Desktop::Absent {
            return self.say_none();
        }
        let dialog = AsyncFileDialog::new()
            .set_parent(frame)
            .set_title("Open a folder of positions")
            .pick_folder();
        self.start("choose-folder", move || {
            let asked = Instant::now();
            let path = pollster::block_on(dialog).map(|folder| vec![path_of(&folder)]);
            chosen(path, asked, Done::Chosen)
        });
    }

    /// Lets the user choose which file to write.
    pub(super) fn choose_export_path(
        &mut self,
        frame: &eframe::Frame,
        format: Format,
        proposed: &Path,
    ) {
        if self.desktop == Desktop::Absent {
            return self.say_none();
        }
        let extension = format.extension();
        let dialog = AsyncFileDialog::new()
            .set_parent(frame)
            .set_title("Export the comparison")
            .add_filter(extension, &[extension]);
        self.choose_saved(dialog, proposed, Done::ChosenForExport);
    }

    /// Lets the user choose to which file to write a proposal.
    pub(super) fn choose_draft_path(&mut self, frame: &eframe::Frame, proposed: &Path) {
        if self.desktop == Desktop::Absent {
            return self.say_none();
        }
        let dialog = AsyncFileDialog::new()
            .set_parent(frame)
            .set_title("Save your proposal")
            .add_filter("Proposals", &["ron"]);
        self.choose_saved(dialog, proposed, Done::ChosenForDraft);
    }

    /// Lets the user choose a file to write, under the proposed name at first.
    fn choose_saved(
        &mut self,
        dialog: AsyncFileDialog,
        proposed: &Path,
        done: impl FnOnce(PathBuf) -> Done + Send + 'static,
    ) {
        let name = proposed.file_name().unwrap_or_default();
        let dialog = dialog.set_file_name(name.to_string_lossy()).save_file();
        self.start("choose-file-to-write", move || {
            let asked = Instant::now();
            let path = pollster::block_on(dialog).map(|file| path_of(&file));
            chosen(path, asked, done)
        });
    }
}

fn path_of(file: &FileHandle) -> PathBuf {
    file.path().to_owned()
}

/// A dialog that was cancelled, and one that could not be shown, both give nothing: the time tells them apart.
fn chosen<T>(choice: Option<T>, asked: Instant, done: impl FnOnce(T) -> Done) -> Done {
    match choice {
        Some(choice) => done(choice),
        None if asked.elapsed() < SHORTEST_DIALOG => Done::NoDialog,
        None => Done::Cancelled,
    }
}
