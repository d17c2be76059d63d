//! Looks every second whether the open files have changed on disk.
//!
//! Times and sizes are compared by path, which also sees files that are renamed over, works on network folders, and
//! needs no library; looking at some files once a second costs next to nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

/// How often to look.
const PAUSE: Duration = Duration::from_secs(1);
/// How long nothing may have changed before a change counts as finished.
const REST: Duration = Duration::from_millis(80);
/// How much the clock of a file system may lag behind.
const CLOCK_LAG: Duration = Duration::from_millis(50);

/// How the files looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamps(Vec<Stamp>);

/// How one file looked; nothing where there is none.
type Stamp = (PathBuf, Option<(SystemTime, u64)>);

/// Watches files until it is dropped.
#[derive(Debug)]
pub(super) struct Watch {
    is_over: Arc<AtomicBool>,
}

impl Stamps {
    /// How these files, and the position files in these folders, look now.
    pub fn of(paths: &[PathBuf]) -> Self {
        let mut files = Vec::new();
        for path in paths {
            match path.read_dir() {
                Ok(entries) => {
                    let inside = entries.filter_map(Result::ok).map(|entry| entry.path());
                    files.extend(inside.filter(|file| {
                        file.extension().is_some_and(|extension| extension == "ron")
                    }));
                }
                Err(_) => files.push(path.clone()),
            }
        }
        files.sort();
        files.dedup();
        let stamps = files.into_iter().map(|file| {
            let look = look(&file);
            (file, look)
        });
        Self(stamps.collect())
    }

    /// Forgets how files looked that have changed since reading began: what was read of them may be older.
    pub fn forget_since(mut self, began: SystemTime) -> Self {
        for (_, look) in &mut self.0 {
            if look.is_some_and(|(changed, _)| changed + CLOCK_LAG >= began) {
                *look = None;
            }
        }
        self
    }
}

fn look(file: &Path) -> Option<(SystemTime, u64)> {
    let about = file.metadata().ok()?;
    Some((about.modified().ok()?, about.len()))
}

impl Watch {
    /// Calls `tell` each time when something looks other than before, once it has come to rest.
    pub(super) fn start(
        paths: Vec<PathBuf>,
        mut known: Stamps,
        tell: impl Fn() + Send + 'static,
    ) -> std::io::Result<Self> {
        let is_over = Arc::new(AtomicBool::new(false));
        let ends = Arc::clone(&is_over);
        let thread = thread::Builder::new().name("watch".to_owned());
        thread.spawn(move || {
            loop {
                thread::sleep(PAUSE);
                if ends.load(Ordering::Relaxed) {
                    return;
                }
                let mut found = Stamps::of(&paths);
                if found == known {
                    continue;
                }
                loop {
                    thread::sleep(REST);
                    let again = Stamps::of(&paths);
                    if again == found {
                        break;
                    }
                    found = again;
                }
                known = found;
                if ends.load(Ordering::Relaxed) {
                    return;
                }
                tell();
            }
        })?;
        Ok(Self { is_over })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_renamed_over_looks_changed() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let (file, other) = (folder.path().join("a.ron"), folder.path().join("a.tmp"));
        std::fs::write(&file, "old")?;
        let paths = [folder.path().to_owned()];
        let before = Stamps::of(&paths);
        std::fs::write(&other, "newer")?;
        assert_eq!(Stamps::of(&paths), before, "only position files count");
        std::fs::rename(&other, &file)?;
        assert_ne!(Stamps::of(&paths), before);
        std::fs::remove_file(&file)?;
        assert_ne!(Stamps::of(&paths), before);
        Ok(())
    }
}
