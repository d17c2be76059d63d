//! Where texts come from: the disk, or what is built into the program.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::fault::Fault;

/// How large a file may be, in bytes.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// A text with its name.
#[derive(Debug, Clone)]
pub(super) struct TextFile {
    /// The file, as it was named on opening.
    pub(super) name: String,
    /// The file in the one path of its folder; a link into another folder stays where it is.
    pub(super) path: PathBuf,
    /// The file, by the one path that it has whatever it is called.
    pub(super) key: PathBuf,
    /// Where else it stands: paths that lead to it, too, and by which other files name it.
    pub(super) other_paths: BTreeSet<PathBuf>,
    /// Its text, without a byte-order mark.
    pub(super) text: Arc<str>,
    /// Whether its bytes begin with a byte-order mark.
    pub(super) has_mark: bool,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub(super) sha256: String,
}

/// The folder that a file stands in, or the folder itself. That of a file named without one is this folder.
pub fn folder_of(path: &Path) -> PathBuf {
    if path.is_dir() {
        return path.to_owned();
    }
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    folder.unwrap_or(Path::new(".")).to_owned()
}

/// A place that files can be taken from.
pub(super) trait Shelf {
    /// The one path of a file, if there is such a file; a folder is none.
    fn resolve(&self, path: &Path) -> Option<PathBuf>;

    /// Takes a file.
    fn take(&self, path: &Path, name: String) -> Result<TextFile, TakeError>;
}

/// Why a file could not be taken, and where in it, as a byte offset with the text before that.
#[derive(Debug, Clone)]
pub(super) struct TakeError {
    pub(super) fault: Fault,
    pub(super) readable: String,
}

/// The disk.
pub(super) struct Disk;

impl Shelf for Disk {
    fn resolve(&self, path: &Path) -> Option<PathBuf> {
        fs::canonicalize(path).ok().filter(|path| !path.is_dir())
    }

    fn take(&self, path: &Path, name: String) -> Result<TextFile, TakeError> {
        let whole = |fault: Fault| TakeError {
            fault,
            readable: String::new(),
        };
        let cannot = |error: &std::io::Error| whole(why_unreadable(error));
        let about = fs::metadata(path).map_err(|error| cannot(&error))?;
        // Anything but a plain file might never end: a pipe, a device.
        if !about.is_file() {
            return Err(whole(Fault::NotAFile));
        }
        let file = open_at_once(path).map_err(|error| cannot(&error))?;
        // Another may have taken its place since it was asked what it is.
        let about = file.metadata().map_err(|error| cannot(&error))?;
        if !about.is_file() {
            return Err(whole(Fault::NotAFile));
        }
        // One byte more tells whether it has grown since it was asked for its size.
        let expected = about.len().min(LARGEST_FILE) + 1;
        let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default());
        file.take(LARGEST_FILE + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| cannot(&error))?;
        if bytes.len() as u64 > LARGEST_FILE {
            return Err(whole(Fault::TooLarge));
        }
        let key = self.resolve(path).unwrap_or_else(|| path.to_owned());
        let place = fs::canonicalize(folder_of(path))
            .ok()
            .zip(path.file_name())
            .map_or_else(|| key.clone(), |(folder, name)| folder.join(name));
        text_file(name, place, key, bytes)
    }
}

/// Makes a text of bytes.
pub(super) fn text_file(
    name: String,
    path: PathBuf,
    key: PathBuf,
    bytes: Vec<u8>,
) -> Result<TextFile, TakeError> {
    let sha256 = hex::encode(Sha256::digest(&bytes));
    // The mark takes no column.
    let not_text = |before: &[u8]| {
        let before = String::from_utf8_lossy(before);
        TakeError {
            fault: Fault::NotUtf8,
            readable: before
                .strip_prefix('\u{feff}')
                .unwrap_or(&before)
                .to_owned(),
        }
    };
    // No text holds a zero; UTF-16 without a mark does, and would pass for UTF-8.
    if bytes.contains(&0) {
        let zero = bytes.iter().position(|&byte| byte == 0).unwrap_or(0);
        let before = bytes.get(..zero).unwrap_or_default();
        return Err(not_text(before));
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            let without_mark = text.strip_prefix('\u{feff}');
            Ok(TextFile {
                name,
                path,
                key,
                other_paths: BTreeSet::new(),
                has_mark: without_mark.is_some(),
                text: without_mark.unwrap_or(&text).into(),
                sha256,
            })
        }
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let readable = error.as_bytes().get(..valid).unwrap_or_default();
            Err(not_text(readable))
        }
    }
}

/// Opens a file for reading; a pipe that nobody writes to does not keep this waiting.
fn open_at_once(path: &Path) -> std::io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, NO_WAITING);
    options.open(path)
}

/// What the system calls opening without waiting, `O_NONBLOCK`, where that is known. Plain files are read the same with
/// it. The standard library has no name for it.
#[cfg(unix)]
const NO_WAITING: i32 = if cfg!(any(target_os = "linux", target_os = "android"))
    && cfg!(any(target_arch = "x86_64", target_arch = "aarch64"))
{
    0o4000
} else if cfg!(target_os = "macos") {
    0x4
} else {
    0
};

/// What the system calls a link that leads to itself. The standard library has no stable name for it.
#[cfg(any(target_os = "linux", target_os = "android"))]
const LINK_LOOP: Option<i32> = Some(40);
#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
const LINK_LOOP: Option<i32> = Some(62);
#[cfg(not(unix))]
const LINK_LOOP: Option<i32> = None;

fn why_unreadable(error: &std::io::Error) -> Fault {
    match error.raw_os_error() {
        Some(number) if LINK_LOOP == Some(number) => Fault::LinkLoop,
        _ => Fault::CannotRead(in_words(error)),
    }
}

/// What an error of the system means, in plain words.
pub(super) fn in_words(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".into(),
        ErrorKind::PermissionDenied => "you are not allowed to".into(),
        ErrorKind::ReadOnlyFilesystem => "nothing can be written there".into(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".into(),
        // The number says nothing that the words before it do not.
        _ => {
            let text = error.to_string();
            let words = text.split(" (os error").next().unwrap_or_default();
            words.to_owned()
        }
    }
}

/// The files that a path means: itself, or every `.ron` file directly in it, in byte order of the names.
pub(super) fn files_of(path: &Path) -> Result<Vec<PathBuf>, Fault> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).map_err(|error| Fault::CannotRead(in_words(&error)))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|file| {
            file.extension().is_some_and(|extension| extension == "ron") && !file.is_dir()
        })
        .collect();
    files.sort_by(|a, b| {
        a.as_os_str()
            .as_encoded_bytes()
            .cmp(b.as_os_str().as_encoded_bytes())
    });
    if files.is_empty() {
        Err(Fault::EmptyFolder)
    } else {
        Ok(files)
    }
}
