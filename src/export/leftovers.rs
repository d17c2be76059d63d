//! What a killed program leaves of a file that it was writing, and takes away when it writes there again.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::Path;
use std::time::Duration;

/// How the name of a file begins that is being written.
pub(super) const PREFIX: &str = ".common-ground-";
/// How it ends.
pub(super) const SUFFIX: &str = ".tmp";
/// How many letters and digits stand between.
pub(super) const LETTERS: usize = 6;

/// Nothing younger is taken away: whoever has just made it may not have locked it yet, and across a network neither
/// locks nor clocks may be shared.
const LEAST_AGE: Duration = Duration::from_hours(1);

/// Says that a file is being written. Where the system has no such locks, nothing is taken away, either.
pub(super) fn claim(file: &File) {
    let _unsupported = file.try_lock();
}

/// Takes away what no program is writing any more. What cannot be looked at or removed stays: it does no harm.
pub(super) fn clear(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        if is_ours(&entry.file_name()) && is_left(&entry.path()) {
            let _remains = fs::remove_file(entry.path());
        }
    }
}

fn is_ours(name: &OsStr) -> bool {
    let middle = name
        .to_str()
        .and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
    middle.is_some_and(|middle| {
        middle.len() == LETTERS && middle.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Whether it is a file that nobody has touched for a while and nobody holds. The system drops the lock of a program that
/// is killed.
fn is_left(path: &Path) -> bool {
    let is_old = fs::symlink_metadata(path).is_ok_and(|about| {
        let age = about.modified().ok().and_then(|when| when.elapsed().ok());
        about.is_file() && age.is_some_and(|age| age >= LEAST_AGE)
    });
    is_old && File::open(path).is_ok_and(|file| file.try_lock().is_ok())
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::time::SystemTime;

    use super::*;

    /// Makes a file that was last written so long ago.
    fn file(folder: &Path, name: &str, age: Duration) -> io::Result<File> {
        let file = File::create(folder.join(name))?;
        file.set_modified(SystemTime::now() - age)?;
        Ok(file)
    }

    #[test]
    fn only_what_nobody_writes_any_more_is_taken_away() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path();
        let (old, young) = (Duration::from_hours(2), Duration::from_mins(50));
        file(path, ".common-ground-a1B2c3.tmp", old)?;
        file(path, ".common-ground-young1.tmp", young)?;
        let held = file(path, ".common-ground-held12.tmp", old)?;
        claim(&held);
        let others = [
            ".common-ground-a1B2c34.tmp",
            ".common-ground-a1B2c.tmp",
            ".common-ground-a1-2c3.tmp",
            ".common-ground-a1B2c3.tmp.ron",
            "common-ground-a1B2c3.tmp",
            ".common-ground-.tmp",
        ];
        for other in others {
            file(path, other, old)?;
        }
        fs::create_dir(path.join(".common-ground-folder.tmp"))?;
        clear(path);
        let exists = |name: &str| path.join(name).exists();
        assert!(!exists(".common-ground-a1B2c3.tmp"));
        assert!(exists(".common-ground-young1.tmp") && exists(".common-ground-held12.tmp"));
        assert!(exists(".common-ground-folder.tmp"));
        assert!(others.into_iter().all(exists));
        // and once its writer is gone, that one too
        drop(held);
        clear(path);
        assert!(!exists(".common-ground-held12.tmp"));
        Ok(())
    }
}
