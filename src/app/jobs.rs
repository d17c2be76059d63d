//! Work that would hold up the window: reading and writing, and waiting for file dialogs. Each job has a thread of its
//! own and answers over one channel.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::answer::{Answer, Asked};
use super::desktop::Desktop;
use super::draft::Written;
use super::export_choice::ExportChoice;
use super::opening::{OpenJob, Opened};
use super::watch::{Stamps, Watch};
use crate::export::{self, Preview};
use crate::files::{Loaded, Progress};
use crate::sheet::{self, Material, Sheet};

/// A comparison to write. It keeps the answer, so that the window may go on meanwhile.
#[derive(Debug, Clone)]
pub struct ExportJob {
    /// Of which files.
    pub loaded: Arc<Loaded>,
    /// What is shown.
    pub answer: Arc<Answer>,
    /// Whether the user's own proposal stands in no file as it is now.
    pub is_draft_unsaved: bool,
    /// In which format, and what is chosen of it.
    pub choice: ExportChoice,
    /// To which file.
    pub path: PathBuf,
}

/// How far the writing of a file has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportStage {
    /// What stands in it is being laid out.
    LayingOut,
    /// It is being written to the disk.
    Writing,
}

/// What the window and the thread that writes a file tell each other.
#[derive(Debug, Default)]
struct ExportTalk {
    is_writing: AtomicBool,
    is_given_up: AtomicBool,
}

/// The beginning of a file to make.
#[derive(Debug, Clone)]
pub struct PreviewJob {
    /// Of which files.
    pub loaded: Arc<Loaded>,
    /// What is shown.
    pub answer: Arc<Answer>,
    /// Whether the user's own proposal stands in no file as it is now.
    pub is_draft_unsaved: bool,
    /// In which format, and what is chosen of it.
    pub choice: ExportChoice,
}

/// Something to be asked of open files.
#[derive(Debug, Clone)]
pub struct AnswerJob {
    /// Of which files.
    pub loaded: Arc<Loaded>,
    /// What is asked.
    pub asked: Asked,
    /// What is shown now, of which parts may hold for the new answer.
    pub before: Arc<Answer>,
}

/// What a text is looked for in, to make ready while nothing else is asked.
#[derive(Debug, Clone)]
pub struct TextsJob {
    /// Of which files.
    pub loaded: Arc<Loaded>,
    /// What is shown.
    pub answer: Arc<Answer>,
}

/// A table to copy.
#[derive(Debug, Clone)]
pub struct CopyJob {
    /// Of which files.
    pub loaded: Arc<Loaded>,
    /// What is shown.
    pub answer: Arc<Answer>,
    /// What is made of the table.
    pub as_text: fn(&Sheet) -> String,
}

/// A proposal to write.
#[derive(Debug, Clone)]
pub struct SaveJob {
    /// What it says, and to which file it goes.
    pub written: Written,
    /// What the file must still hold, if it is there, for it to be replaced without a question.
    pub replaces: Option<Arc<str>>,
}

/// Why a proposal was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveError {
    /// Something else has changed this file since it was written here.
    Changed(PathBuf),
    /// It could not be written, as a sentence says.
    Failed(String),
}

/// What a job has to say in the end.
#[derive(Debug)]
pub enum Done {
    /// Files were read.
    Opened(Box<Opened>),
    /// A question about these files was answered.
    Answered(Arc<Loaded>, Arc<Answer>),
    /// The open files have changed on disk.
    Changed,
    /// The user has chosen what to open.
    Chosen(Vec<PathBuf>),
    /// The user has chosen which file to write.
    ChosenForExport(PathBuf),
    /// The user has closed a dialog without choosing.
    Cancelled,
    /// No file dialog could be opened.
    NoDialog,
    /// A comparison was written, perhaps with a word on what the file cannot show, or not.
    Exported(PathBuf, Result<Option<String>, String>),
    /// The user has chosen to which file to write a proposal.
    ChosenForDraft(PathBuf),
    /// A proposal was written, or not.
    Saved(Written, Result<(), SaveError>),
    /// What is to be copied is this text.
    Copied(String),
    /// Files were not read to the end, since that was no longer wanted.
    Stopped,
    /// A comparison was not written, since the user gave it up.
    GivenUp,
    /// The beginning of a file as it would be.
    Previewed(ExportChoice, Result<Preview, String>),
    /// A thread could not be started.
    Failed(String),
}

/// What is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "any of the four may be under way beside any other"
)]
pub struct Busy {
    /// Whether files are being read.
    pub is_loading: bool,
    /// Whether what is asked is still being worked out.
    pub is_answering: bool,
    /// Whether a proposal is being written.
    pub is_writing: bool,
    /// Whether a comparison is being written.
    pub is_exporting: bool,
    /// Whether the beginning of a file is being made.
    pub is_previewing: bool,
    /// How many files are being read, and in hundredths how far that has come, as soon as that is known.
    pub progress: Option<(usize, usize)>,
}

/// The jobs under way.
pub struct Jobs {
    context: egui::Context,
    sender: Sender<(u64, Done)>,
    receiver: Receiver<(u64, Done)>,
    /// Number of the latest job that reads files; what older ones have read is no longer wanted.
    latest_load: u64,
    /// How far it has come.
    progress: Arc<Progress>,
    /// How many jobs were started.
    n_started: u64,
    busy: Busy,
    /// What to answer after the answer under way; an older question that still waits is no longer wanted.
    next_answer: Option<AnswerJob>,
    /// Whether the thread that makes texts ready is to leave the cores to something else.
    stops_texts: Arc<AtomicBool>,
    /// What the thread that writes a file is told; another file is written only when it is done or given up.
    export_talk: Arc<ExportTalk>,
    /// Number of the latest job that writes a file; older ones were given up.
    latest_export: u64,
    /// Number of the latest job that copies a table; what older ones have made is no longer wanted.
    latest_copy: u64,
    /// What to preview after the preview under way.
    next_preview: Option<PreviewJob>,
    watch: Option<Watch>,
    /// Number of the latest watch; what older ones have seen is of files that are no longer open.
    latest_watch: u64,
    /// What shows file dialogs.
    pub(super) desktop: Desktop,
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
            progress: Arc::default(),
            n_started: 0,
            busy: Busy::default(),
            next_answer: None,
            stops_texts: Arc::default(),
            export_talk: Arc::default(),
            latest_export: 0,
            latest_copy: 0,
            next_preview: None,
            watch: None,
            latest_watch: 0,
            desktop: Desktop::default(),
        }
    }

    /// What is under way.
    pub fn busy(&self) -> Busy {
        let (files, percent) = self.progress.counts();
        Busy {
            progress: (self.busy.is_loading && files > 0).then_some((files, percent)),
            ..self.busy
        }
    }

    /// Reads files, folders or the bundled talks. A later call makes an earlier one void.
    pub fn open(&mut self, opening: OpenJob) {
        self.busy.is_loading = true;
        self.latest_load = self.n_started + 1;
        self.progress.stop();
        self.progress = Arc::default();
        let progress = Arc::clone(&self.progress);
        self.start("open", move || {
            opening
                .work_out(&progress)
                .map_or(Done::Stopped, |opened| Done::Opened(Box::new(opened)))
        });
    }

    /// Gives up reading files: what is open stays.
    pub fn stop_opening(&mut self) {
        self.progress.stop();
        self.busy.is_loading = false;
        self.latest_load = self.n_started + 1;
    }

    /// Answers a question. Of several that are asked meanwhile, the latest alone is answered.
    pub fn answer(&mut self, job: AnswerJob) {
        if self.busy.is_answering {
            self.next_answer = Some(job);
            return;
        }
        self.busy.is_answering = true;
        self.stop_texts();
        self.start("answer", move || {
            let answer = Answer::work_out(&job.loaded, job.asked, Some(&job.before));
            Done::Answered(job.loaded, Arc::new(answer))
        });
    }

    /// Makes ready what a text is looked for in, so that the first letter that is typed finds it there. Nobody waits
    /// for it: it has one thread, and leaves the cores to an answer.
    pub fn prepare_texts(&mut self, job: TextsJob) {
        if self.busy.is_answering {
            return;
        }
        self.stop_texts();
        let stops = Arc::clone(&self.stops_texts);
        let thread = thread::Builder::new().name("texts".to_owned());
        let thread = thread.spawn(move || {
            let answer = &job.answer;
            let material = Material::new(&job.loaded, &answer.comparison);
            let mut rows = 0..answer.comparison.rows.len();
            rows.all(|row| !stops.load(Ordering::Relaxed) && answer.texts.prepare(material, row))
        });
        if let Err(error) = thread {
            log::debug!("texts are made when they are looked for: {error}");
        }
    }

    fn stop_texts(&mut self) {
        self.stops_texts.store(true, Ordering::Relaxed);
        self.stops_texts = Arc::default();
    }

    /// Watches files, in place of those watched before.
    pub fn watch(&mut self, paths: Vec<PathBuf>, stamps: Stamps) {
        self.n_started += 1;
        self.latest_watch = self.n_started;
        let (number, sender, context) = (self.n_started, self.sender.clone(), self.context.clone());
        let watch = Watch::start(paths, stamps, move || {
            // The window may have been closed in the meantime; then nobody wants to know.
            let _unwanted = sender.send((number, Done::Changed));
            context.request_repaint();
        });
        match watch {
            Ok(watch) => self.watch = Some(watch),
            Err(error) => {
                self.watch = None;
                log::warn!("files are not watched: {error}");
            }
        }
    }

    /// Watches nothing.
    pub fn stop_watching(&mut self) {
        self.watch = None;
        self.latest_watch = self.n_started + 1;
    }

    /// Drops something large away from the window, where it would hold up a frame.
    pub fn discard<T: Send + 'static>(&self, thing: T) {
        let thread = thread::Builder::new().name("discard".to_owned());
        if let Err(error) = thread.spawn(move || drop(thing)) {
            log::debug!("dropped at once: {error}");
        }
    }

    /// Writes a comparison. One at a time.
    pub fn export(&mut self, job: ExportJob) {
        if self.busy.is_exporting {
            return;
        }
        self.busy.is_exporting = true;
        self.latest_export = self.n_started + 1;
        self.export_talk = Arc::default();
        let talk = Arc::clone(&self.export_talk);
        self.start("export", move || {
            let format = job.choice.format;
            let shown = (&*job.loaded, &*job.answer, job.is_draft_unsaved);
            let made = job.choice.with_snapshot(shown, |snapshot, options| {
                let bytes = export::render_snapshot(snapshot, format, options)?;
                Ok((bytes, export::not_drawn(snapshot.sheet, format)))
            });
            talk.is_writing.store(true, Ordering::SeqCst);
            if talk.is_given_up.load(Ordering::SeqCst) {
                return Done::GivenUp;
            }
            let result = made.and_then(|(bytes, not_drawn)| {
                export::write_atomically(&job.path, &bytes).map(|()| not_drawn)
            });
            Done::Exported(job.path, result.map_err(|error| error.to_string()))
        });
    }

    /// Makes the text of a table. A later call makes an earlier one void.
    pub fn copy(&mut self, job: CopyJob) {
        self.latest_copy = self.n_started + 1;
        self.start("copy", move || {
            let material = Material::new(&job.loaded, &job.answer.comparison);
            let sheet = sheet::whole(material, job.answer.sheet.as_ref().clone());
            Done::Copied((job.as_text)(&sheet))
        });
    }

    /// Writes a proposal. One file at a time.
    pub fn save(&mut self, job: SaveJob) {
        if self.busy.is_writing {
            return;
        }
        self.busy.is_writing = true;
        self.start("save", move || {
            let SaveJob { written, replaces } = job;
            let is_changed = |text: &str| {
                let known = std::fs::read(&written.path);
                known.is_ok_and(|known| known != text.as_bytes())
            };
            let result = if written.path.is_file() && replaces.as_deref().is_some_and(is_changed) {
                Err(SaveError::Changed(written.path.clone()))
            } else {
                let result = export::write_atomically(&written.path, written.text.as_bytes());
                result.map_err(|error| SaveError::Failed(error.to_string()))
            };
            Done::Saved(written, result)
        });
    }

    /// How far the writing of a file has come, if one is being written.
    pub fn export_stage(&self) -> Option<ExportStage> {
        let is_writing = self.export_talk.is_writing.load(Ordering::SeqCst);
        let stage = if is_writing {
            ExportStage::Writing
        } else {
            ExportStage::LayingOut
        };
        self.busy.is_exporting.then_some(stage)
    }

    /// Gives up a file that is not yet being written, and says whether it did.
    pub fn stop_export(&mut self) -> bool {
        if !self.busy.is_exporting {
            return false;
        }
        self.export_talk.is_given_up.store(true, Ordering::SeqCst);
        let is_too_late = self.export_talk.is_writing.load(Ordering::SeqCst);
        if !is_too_late {
            self.busy.is_exporting = false;
            self.latest_export = self.n_started + 1;
        }
        !is_too_late
    }

    /// Makes the beginning of a file. Of several that are asked for meanwhile, the latest alone is made.
    pub fn preview(&mut self, job: PreviewJob) {
        if self.busy.is_previewing {
            self.next_preview = Some(job);
            return;
        }
        self.busy.is_previewing = true;
        self.start("preview", move || {
            let format = job.choice.format;
            let shown = (&*job.loaded, &*job.answer, job.is_draft_unsaved);
            let preview = job.choice.with_snapshot(shown, |snapshot, options| {
                export::preview(snapshot, format, options)
            });
            Done::Previewed(job.choice, preview.map_err(|error| error.to_string()))
        });
    }

    /// What has been done since the last call.
    pub fn finished(&mut self) -> Vec<Done> {
        let mut finished = Vec::new();
        while let Ok((number, done)) = self.receiver.try_recv() {
            match done {
                Done::Opened(opened) if number < self.latest_load => {
                    self.discard(opened);
                    continue;
                }
                Done::Opened(_) => self.busy.is_loading = false,
                Done::Changed if number < self.latest_watch => continue,
                Done::Copied(_) if number < self.latest_copy => continue,
                Done::Answered(..) => self.busy.is_answering = false,
                Done::Saved(..) => self.busy.is_writing = false,
                // Another file may be being written by now.
                Done::GivenUp if number < self.latest_export => {}
                Done::Exported(..) | Done::GivenUp => self.busy.is_exporting = false,
                Done::Previewed(..) => self.busy.is_previewing = false,
                Done::Failed(_) => {
                    self.busy.is_loading = false;
                    self.busy.is_writing = false;
                    self.busy.is_exporting = false;
                    self.busy.is_answering = false;
                    self.busy.is_previewing = false;
                }
                Done::Changed
                | Done::Copied(_)
                | Done::Chosen(_)
                | Done::ChosenForExport(_)
                | Done::ChosenForDraft(_)
                | Done::Stopped
                | Done::Cancelled
                | Done::NoDialog => {}
            }
            finished.push(done);
        }
        if !self.busy.is_answering
            && let Some(job) = self.next_answer.take()
        {
            self.answer(job);
        }
        if !self.busy.is_previewing
            && let Some(job) = self.next_preview.take()
        {
            self.preview(job);
        }
        finished
    }

    pub(super) fn start(&mut self, name: &str, job: impl FnOnce() -> Done + Send + 'static) {
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::state::Origin;
    use super::super::wish::Wish;
    use super::*;

    #[test]
    fn what_is_stopped_is_over_at_once_and_never_shown() {
        let mut jobs = Jobs::new(egui::Context::default());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/talks/harbour");
        let open = || OpenJob {
            origin: Origin::Paths(vec![folder.clone()]),
            wish: Wish::default(),
            beside: None,
            is_again: false,
        };
        jobs.open(open());
        assert!(jobs.busy().is_loading);
        let first = Arc::clone(&jobs.progress);
        jobs.stop_opening();
        assert_eq!(jobs.busy(), Busy::default());
        assert!(first.is_stopped());
        jobs.open(open());
        // The one that was stopped may end before or after: what is shown is the other's.
        let mut shown = 0;
        while jobs.busy().is_loading {
            let done = jobs.finished();
            shown += done
                .iter()
                .filter(|done| matches!(done, Done::Opened(_)))
                .count();
            thread::yield_now();
        }
        assert_eq!(shown, 1);
    }
}
