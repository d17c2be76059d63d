//! Writing a file in one step: there is the old file or the new one, never half of one.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use super::{ExportError, leftovers};
use crate::files::folder_of;

/// Writes a file so that it is either there in full or was not touched.
///
/// The bytes go to a new file in the same folder, which takes the place of the old one when all of it is on the
/// disk. What is no ordinary file, such as a pipe, cannot be replaced and is written to directly. What a program that was
/// killed while it wrote there left behind is taken away.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    let existing = match fs::metadata(path) {
        Ok(metadata) => Some(metadata),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(explain(path, &folder_of(path), error)),
    };
    match existing {
        Some(metadata) if metadata.is_dir() => Err(ExportError::IsFolder(path.to_owned())),
        Some(metadata) if !metadata.is_file() => {
            fs::write(path, bytes).map_err(|error| explain(path, &folder_of(path), error))
        }
        Some(metadata) if metadata.permissions().readonly() => {
            Err(ExportError::Protected(path.to_owned()))
        }
        Some(metadata) => {
            // A link stays a link: the file that it points to is the one to replace.
            let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
            replace(&target, Some(&metadata), bytes)
        }
        None => replace(path, None, bytes),
    }
}

fn replace(path: &Path, existing: Option<&Metadata>, bytes: &[u8]) -> Result<(), ExportError> {
    let folder = folder_of(path);
    write_beside(path, &folder, existing, bytes).map_err(|error| explain(path, &folder, error))
}

fn write_beside(
    path: &Path,
    folder: &Path,
    existing: Option<&Metadata>,
    bytes: &[u8],
) -> io::Result<()> {
    // First, since it may make the room that is needed.
    leftovers::clear(folder);
    let mut file = new_file_in(folder)?;
    leftovers::claim(file.as_file());
    file.write_all(bytes)?;
    if let Some(metadata) = existing {
        file.as_file().set_permissions(metadata.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    // The new name is only safe once the folder is on the disk too. Not every system can promise that, and the
    // file is whole either way.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// A new file that others may read as far as the user's settings let them, unlike other temporary files.
fn new_file_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder
        .prefix(leftovers::PREFIX)
        .suffix(leftovers::SUFFIX)
        .rand_bytes(leftovers::LETTERS);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn explain(path: &Path, folder: &Path, error: io::Error) -> ExportError {
    match error.kind() {
        ErrorKind::NotFound => ExportError::NoFolder(folder.to_owned()),
        ErrorKind::NotADirectory => ExportError::FolderIsFile(folder.to_owned()),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            ExportError::Forbidden(folder.to_owned())
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ExportError::Full(path.to_owned()),
        _ => ExportError::Other {
            path: path.to_owned(),
            error,
        },
    }
}
