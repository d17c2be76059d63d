//! Work that would hold up the window: reading, writing and waiting for file dialogs. Each job has a thread of its
//! own and answers over one channel.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use rfd::{AsyncFileDialog, FileHandle};

use super::state::Origin;
use crate::compare::Comparison;
use crate::export::{self, Format, Options, Snapshot};
use crate::files::{self, Loaded};
use crate::sheet::{Filters, Material, Sheet};

/// Nobody closes a dialog this fast: none was shown.
const SHORTEST_DIALOG: Duration = Duration::from_millis(300);

/// A comparison to write. It has its own sheet, so that the window may go on meanwhile.
#[derive(Debug, Clone)]
pub struct ExportJob {
    /// What was loaded.
    pub loaded: Arc<Loaded>,
    /// The comparison of it.
    pub comparison: Comparison,
    /// Which rows are shown.
    pub filters: Filters,
    /// What is shown.
    pub sheet: Sheet,
    /// In which format.
    pub format: Format,
    /// To which file.
    pub path: PathBuf,
}

/// What a job has to say in the end.
#[derive(Debug)]
pub enum Done {
    /// Files were read.
    Loaded {
        /// Where they came from.
        origin: Origin,
        /// What was read.
        loaded: Box<Loaded>,
    },
    /// The user has chosen what to open.
    Chosen(Vec<PathBuf>),
    /// The user has chosen which file to write.
    ChosenForExport(PathBuf),
    /// The user has closed a dialog without choosing.
    Cancelled,
    /// No file dialog could be opened.
    NoDialog,
    /// A comparison was written, or not.
    Exported(PathBuf, Result<(), String>),
    /// A thread could not be started.
    Failed(String),
}

/// The jobs under way.
pub struct Jobs {
    context: egui::Context,
    sender: Sender<(u64, Done)>,
    receiver: Receiver<(u64, Done)>,
    /// Number of the latest job that reads files; what older ones have read is no longer wanted.
    latest_load: u64,
    /// How many jobs were started.
    n_started: u64,
    is_loading: bool,
    is_exporting: bool,
}

impl Jobs {
    /// Starts with none under way.
    pub fn new(context: egui::Context) -> Self {
        let (sender, receiver) = channel();
        Self {
            context,
            sender,
            receiver,
            latest_load: 0,
            n_started: 0,
            is_loading: false,
            is_exporting: false,
        }
    }

    /// Whether files are being read.
    pub fn is_loading(&self) -> bool {
        self.is_loading
    }

    /// Whether a comparison is being written.
    pub fn is_exporting(&self) -> bool {
        self.is_exporting
    }

    /// Reads files, folders or the bundled talks. A later call makes an earlier one void.
    pub fn load(&mut self, origin: Origin) {
        self.is_loading = true;
        self.latest_load = self.n_started + 1;
        self.start("load", move || {
            let loaded = match &origin {
                Origin::Bundled => files::load_bundled(),
                Origin::Paths(paths) => files::load(paths),
            };
            Done::Loaded {
                origin,
                loaded: Box::new(loaded),
            }
        });
    }

    /// Writes a comparison. One at a time.
    pub fn export(&mut self, job: ExportJob) {
        if self.is_exporting {
            return;
        }
        self.is_exporting = true;
        self.start("export", move || {
            let snapshot = Snapshot {
                material: Material::new(&job.loaded, &job.comparison),
                filters: &job.filters,
                sheet: &job.sheet,
            };
            let result = export::render_snapshot(snapshot, job.format, Options::default())
                .and_then(|bytes| export::write_atomically(&job.path, &bytes));
            Done::Exported(job.path, result.map_err(|error| error.to_string()))
        });
    }

    /// Lets the user choose files to open.
    pub fn choose_files(&mut self, frame: &eframe::Frame) {
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
    pub fn choose_folder(&mut self, frame: &eframe::Frame) {
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
    pub fn choose_export_path(&mut self, frame: &eframe::Frame, format: Format, proposed: &Path) {
        let name = proposed
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let dialog = AsyncFileDialog::new()
            .set_parent(frame)
            .set_title("Export the comparison")
            .add_filter(format.extension(), &[format.extension()])
            .set_file_name(name)
            .save_file();
        self.start("choose-export-path", move || {
            let asked = Instant::now();
            let path = pollster::block_on(dialog).map(|file| path_of(&file));
            chosen(path, asked, Done::ChosenForExport)
        });
    }

    /// What has been done since the last call.
    pub fn finished(&mut self) -> Vec<Done> {
        let mut finished = Vec::new();
        while let Ok((number, done)) = self.receiver.try_recv() {
            match done {
                Done::Loaded { .. } if number < self.latest_load => continue,
                Done::Loaded { .. } => self.is_loading = false,
                Done::Exported(..) => self.is_exporting = false,
                Done::Failed(_) => {
                    self.is_loading = false;
                    self.is_exporting = false;
                }
                Done::Chosen(_) | Done::ChosenForExport(_) | Done::Cancelled | Done::NoDialog => {}
            }
            finished.push(done);
        }
        finished
    }

    fn start(&mut self, name: &str, job: impl FnOnce() -> Done + Send + 'static) {
        self.n_started += 1;
        let number = self.n_started;
        let sender = self.sender.clone();
        let context = self.context.clone();
        let thread = thread::Builder::new().name(name.to_owned()).spawn(move || {
            // The window may have been closed in the meantime; then nobody wants to know.
            let _unwanted = sender.send((number, job()));
            context.request_repaint();
        });
        if let Err(error) = thread {
            let reason = format!("The system started no thread for “{name}”: {error}");
            // The receiver is a field of the same struct.
            let _sent = self.sender.send((number, Done::Failed(reason)));
        }
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
