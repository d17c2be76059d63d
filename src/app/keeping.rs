//! Keeps what the window remembers. Each file of it is replaced in one step, so that whenever the program is killed, the
//! old one or the new one is there, whole.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use egui::Context;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::APP_ID;
use super::recent::Recent;
use super::settings::Settings;
use crate::export::write_atomically;
use crate::files::LARGEST_FILE;

/// So long after a change it is written, in seconds, with all that has changed by then.
const DELAY: f64 = 1.0;
/// The program goes after so long even if a disk does not answer.
const LONGEST_GOODBYE: Duration = Duration::from_secs(5);
/// So many files that could not be read are kept beside each other.
const MOST_ASIDE: usize = 9;

/// The folder for it, where the users of each system expect it.
pub fn folder() -> Option<PathBuf> {
    folder_with(|name| std::env::var_os(name), std::env::home_dir())
}

fn folder_with(
    variable: impl Fn(&str) -> Option<OsString>,
    home: Option<PathBuf>,
) -> Option<PathBuf> {
    let named = |name: &str| {
        let path = variable(name).map(PathBuf::from);
        path.filter(|path| path.is_absolute())
    };
    let home = home.filter(|home| home.is_absolute());
    if cfg!(windows) {
        named("APPDATA").map(|folder| folder.join(APP_ID).join("data"))
    } else if cfg!(target_os = "macos") {
        home.map(|home| home.join("Library/Application Support").join(APP_ID))
    } else {
        let folder = named("XDG_DATA_HOME").or_else(|| Some(home?.join(".local/share")));
        folder.map(|folder| folder.join(APP_ID))
    }
}

/// Why something stored is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// Another version of the program stored it, and its fields may mean something else.
    OfOtherVersion,
    /// It cannot be read at all.
    Broken,
}

/// Reads what was stored in this file, if there is one and this version of the program can tell what it means.
pub(super) fn read<T: DeserializeOwned>(
    file: &Path,
    is_current: impl FnOnce(&T) -> bool,
) -> Result<Option<T>, Unreadable> {
    let broken = |error: &dyn std::error::Error| {
        log::warn!("{} is not read: {error}", file.display());
        Unreadable::Broken
    };
    let text = match text_of(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(broken(&error)),
    };
    match ron::from_str::<T>(&text) {
        Ok(stored) if is_current(&stored) => Ok(Some(stored)),
        Ok(_) => Err(Unreadable::OfOtherVersion),
        Err(error) => Err(broken(&error)),
    }
}

fn text_of(file: &Path) -> io::Result<String> {
    // Anything but a plain file might never end: a pipe, a device.
    if !fs::metadata(file)?.is_file() {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut text = String::new();
    // What is cut off here cannot be read, either.
    File::open(file)?
        .take(LARGEST_FILE)
        .read_to_string(&mut text)?;
    Ok(text)
}

/// Puts what cannot be read out of the way of what is stored next, and says so in a sentence with a space before it. It
/// may be of use to another version of the program, or to whoever can mend it.
pub(super) fn set_aside(file: &Path) -> String {
    let numbered = (2..=MOST_ASIDE).map(|number| format!("old{number}.ron"));
    let mut names = std::iter::once("old.ron".to_owned()).chain(numbered);
    let free = names.find(|name| !file.with_extension(name).exists());
    let aside = file.with_extension(free.as_deref().unwrap_or("old.ron"));
    match fs::rename(file, &aside) {
        Ok(()) => format!(" What was there is kept as “{}”.", aside.display()),
        Err(error) => {
            log::warn!("{} stays where it is: {error}", file.display());
            String::new()
        }
    }
}

/// Stores something in this file. The error is a sentence for the user.
pub(super) fn write<T: Serialize>(file: &Path, thing: &T) -> Result<(), String> {
    let pretty = ron::ser::PrettyConfig::default();
    let text = ron::ser::to_string_pretty(thing, pretty).map_err(|error| error.to_string())?;
    if let Some(folder) = file.parent() {
        // Where it cannot be made, writing in it tells why.
        let _exists = fs::create_dir_all(folder);
    }
    write_atomically(file, text.as_bytes()).map_err(|error| error.to_string())
}

/// What the window remembered when it was last open.
pub(super) struct Remembered {
    pub(super) settings: Settings,
    pub(super) recent: Recent,
    /// What could not be read, in sentences for the user.
    pub(super) complaint: Option<String>,
    pub(super) keeper: Keeper,
}

impl Remembered {
    /// Reads what is kept in this folder; with none, nothing was remembered and nothing will be.
    pub(super) fn restore(folder: Option<PathBuf>) -> Self {
        let (settings, complaint) = Settings::restore(folder.as_deref());
        let (recent, other_complaint) = Recent::restore(folder.as_deref());
        let complaints: Vec<String> = complaint.into_iter().chain(other_complaint).collect();
        Self {
            keeper: Keeper {
                folder,
                stored: (settings.clone(), recent.clone()),
                changed_at: None,
                writing: None,
                has_failed: false,
                has_complained: false,
            },
            complaint: Some(complaints.join(" ")).filter(|words| !words.is_empty()),
            settings,
            recent,
        }
    }
}

/// Writes what the window remembers when that has changed. Of two windows that are open at once, the last to write wins.
pub(super) struct Keeper {
    /// With none, nothing is written.
    folder: Option<PathBuf>,
    /// What this window has read or written last.
    stored: (Settings, Recent),
    /// When something has changed since, in seconds.
    changed_at: Option<f64>,
    /// A disk that does not answer must not hold up the window.
    writing: Option<JoinHandle<Result<(), String>>>,
    /// Whether the last write went wrong. The next one then leaves nothing out.
    has_failed: bool,
    has_complained: bool,
}

impl Keeper {
    /// Whether anything is remembered.
    pub(super) fn has_folder(&self) -> bool {
        self.folder.is_some()
    }

    /// Called in every frame. Says the first time why something could not be written.
    pub(super) fn keep(
        &mut self,
        context: &Context,
        settings: &Settings,
        recent: &Recent,
    ) -> Option<String> {
        self.folder.as_ref()?;
        let complaint = self.look_after();
        let now = context.input(|input| input.time);
        if self.is_due(now, settings, recent) && self.writing.is_none() {
            self.changed_at = None;
            self.start(settings, recent);
        }
        if self.changed_at.is_some() || self.writing.is_some() {
            context.request_repaint_after(Duration::from_secs_f64(DELAY));
        }
        complaint
    }

    /// Writes what has changed to the end, before the program goes. It goes anyway if a disk does not answer: files are
    /// replaced in one step, so that nothing is left in between.
    pub(super) fn finish(&mut self, settings: &Settings, recent: &Recent) {
        let deadline = Instant::now() + LONGEST_GOODBYE;
        self.wait_until(deadline);
        if self.writing.is_none() {
            self.start(settings, recent);
            self.wait_until(deadline);
        }
        if self.writing.is_some() {
            log::error!("not stored: the disk does not answer");
        }
    }

    /// Waits for what is being written, if anything is.
    fn wait_until(&mut self, deadline: Instant) {
        while self.writing.as_ref().is_some_and(|it| !it.is_finished()) && Instant::now() < deadline
        {
            thread::sleep(Duration::from_millis(2));
        }
        if let Some(reason) = self.look_after() {
            log::error!("{reason}");
        }
    }

    /// Sees whether what is being written is there by now.
    fn look_after(&mut self) -> Option<String> {
        let thread = self.writing.take_if(|thread| thread.is_finished())?;
        let reason = match thread.join() {
            Ok(Ok(())) => return None,
            Ok(Err(reason)) => reason,
            Err(_) => "The thread that writes it has stopped.".to_owned(),
        };
        self.has_failed = true;
        let is_known = std::mem::replace(&mut self.has_complained, true);
        (!is_known).then(|| format!("What the window remembers could not be stored. {reason}"))
    }

    /// Whether it is time to write.
    fn is_due(&mut self, now: f64, settings: &Settings, recent: &Recent) -> bool {
        if *settings == self.stored.0 && *recent == self.stored.1 {
            self.changed_at = None;
            return false;
        }
        now - *self.changed_at.get_or_insert(now) >= DELAY
    }

    fn start(&mut self, settings: &Settings, recent: &Recent) {
        let Some(work) = self.work(settings, recent) else {
            return;
        };
        let thread = thread::Builder::new().name("keep".to_owned());
        match thread.spawn(move || work.write()) {
            Ok(thread) => self.writing = Some(thread),
            Err(error) => {
                log::error!("not stored: {error}");
                self.has_failed = true;
            }
        }
    }

    /// What is to be written. It counts as written from now on.
    fn work(&mut self, settings: &Settings, recent: &Recent) -> Option<Work> {
        let folder = self.folder.clone()?;
        let leaves_nothing_out = std::mem::take(&mut self.has_failed);
        let work = Work {
            folder,
            settings: (leaves_nothing_out || *settings != self.stored.0).then(|| settings.clone()),
            recent: (leaves_nothing_out || *recent != self.stored.1).then(|| recent.clone()),
        };
        self.stored = (settings.clone(), recent.clone());
        Some(work)
    }
}

/// What has changed and is to be written.
struct Work {
    folder: PathBuf,
    settings: Option<Settings>,
    recent: Option<Recent>,
}

impl Work {
    /// Writes all of it that can be written, and says why the rest cannot.
    fn write(&self) -> Result<(), String> {
        let settings = self.settings.as_ref().map(|it| it.store(&self.folder));
        let recent = self.recent.as_ref().map(|it| it.store(&self.folder));
        settings.unwrap_or(Ok(())).and(recent.unwrap_or(Ok(())))
    }
}

#[cfg(test)]
mod tests {
    use super::super::settings::ThemeChoice;
    use super::*;

    #[test]
    fn the_folder_is_where_the_users_of_the_system_expect_it() {
        let check = |variable: &str, home: &str, expect: Option<&str>| {
            let variable = |_: &str| Some(OsString::from(variable));
            let folder = folder_with(variable, Some(PathBuf::from(home)));
            assert_eq!(folder, expect.map(PathBuf::from));
        };
        if cfg!(windows) {
            let roaming = Some(r"C:\Data\common-ground\data");
            check(r"C:\Data", r"C:\Users\me", roaming);
            check("", r"C:\Users\me", None);
        } else if cfg!(target_os = "macos") {
            let library = Some("/Users/me/Library/Application Support/common-ground");
            check("/data", "/Users/me", library);
            check("/data", "", None);
        } else {
            let in_home = Some("/home/me/.local/share/common-ground");
            check("/data", "/home/me", Some("/data/common-ground"));
            check("", "/home/me", in_home);
            check("here/below", "/home/me", in_home);
            check("", "", None);
        }
        assert_eq!(folder_with(|_| None, None), None);
    }

    fn dark() -> Settings {
        let mut settings = Settings::default();
        settings.theme = ThemeChoice::Dark;
        settings
    }

    /// A frame at this time, in seconds.
    fn frame(keeper: &mut Keeper, time: f64, settings: &Settings) -> Option<String> {
        let context = Context::default();
        let input = egui::RawInput {
            time: Some(time),
            ..egui::RawInput::default()
        };
        let mut complaint = None;
        let output = context.run_ui(input, |ui| {
            complaint = keeper.keep(ui.ctx(), settings, &Recent::default());
        });
        output.drop_without_applying_deltas();
        complaint
    }

    /// Waits until what is being written is there, or not.
    fn wait(keeper: &Keeper) {
        while keeper
            .writing
            .as_ref()
            .is_some_and(|thread| !thread.is_finished())
        {
            thread::yield_now();
        }
    }

    #[test]
    fn what_changes_is_written_a_little_later_and_once() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let file = Settings::file(folder.path());
        let mut keeper = Remembered::restore(Some(folder.path().to_owned())).keeper;
        for time in [0.0, 5.0] {
            assert_eq!(frame(&mut keeper, time, &Settings::default()), None);
        }
        // a change that is taken back is none
        frame(&mut keeper, 6.0, &dark());
        frame(&mut keeper, 6.5, &Settings::default());
        frame(&mut keeper, 7.5, &dark());
        frame(&mut keeper, 8.4, &dark());
        assert!(keeper.writing.is_none() && !file.exists());
        frame(&mut keeper, 8.6, &dark());
        wait(&keeper);
        assert_eq!(Settings::restore(Some(folder.path())), (dark(), None));
        // what is not changed is not written, so that another window's settings stay
        fs::remove_file(&file)?;
        frame(&mut keeper, 9.0, &dark());
        frame(&mut keeper, 20.0, &dark());
        keeper.finish(&dark(), &Recent::default());
        assert!(!file.exists());
        keeper.finish(&Settings::default(), &Recent::default());
        assert!(file.exists());
        Ok(())
    }

    #[test]
    fn why_it_cannot_be_written_is_said_once_and_it_is_tried_again() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let below = folder.path().join("below");
        fs::write(&below, "in the way")?;
        let mut keeper = Remembered::restore(None).keeper;
        keeper.folder = Some(below.clone());
        let mut complaints = Vec::new();
        for (time, settings) in [(0.0, dark()), (10.0, Settings::default())] {
            for later in [0.0, 2.0, 4.0] {
                complaints.extend(frame(&mut keeper, time + later, &settings));
                wait(&keeper);
            }
        }
        let one = complaints.as_slice();
        assert!(
            matches!(one, [words] if words.contains("is a file")),
            "{one:?}"
        );
        // Nothing has changed since, but what could not be written is still to be.
        fs::remove_file(&below)?;
        keeper.finish(&Settings::default(), &Recent::default());
        assert!(Settings::file(&below).exists());
        Ok(())
    }

    #[test]
    fn without_a_folder_nothing_is_written() {
        let mut keeper = Remembered::restore(None).keeper;
        for time in [0.0, 5.0, 10.0] {
            assert_eq!(frame(&mut keeper, time, &dark()), None);
        }
        keeper.finish(&dark(), &Recent::default());
        assert!(keeper.writing.is_none());
    }

    #[test]
    fn of_two_windows_the_last_to_write_wins_whole() -> Result<(), String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let folder = folder.path();
        Settings::default().store(folder)?;
        thread::scope(|scope| {
            let store =
                |settings: Settings| move || (0..40).try_for_each(|_| settings.store(folder));
            let writers = [store(dark()), store(Settings::default())].map(|it| scope.spawn(it));
            while !writers.iter().all(thread::ScopedJoinHandle::is_finished) {
                let (found, complaint) = Settings::restore(Some(folder));
                assert_eq!(complaint, None);
                assert!(found == dark() || found == Settings::default());
            }
            for writer in writers {
                assert!(matches!(writer.join(), Ok(Ok(()))));
            }
            Ok(())
        })
    }
}
