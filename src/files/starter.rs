//! An agenda and two positions to fill in.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::shelf::in_words;

/// The files, by name.
const FILES: [(&str, &str); 3] = [
    (
        "agenda.ron",
        include_str!("../../assets/starter/agenda.ron"),
    ),
    ("first.ron", include_str!("../../assets/starter/first.ron")),
    (
        "second.ron",
        include_str!("../../assets/starter/second.ron"),
    ),
];

/// Why no files were written, in a sentence for the user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StarterError {
    /// One of the files is there already.
    #[error("there is a file already, and nothing was written: {}", .0.display())]
    Exists(PathBuf),
    /// The system refused.
    #[error("cannot be written: {}: {why}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says, in plain words.
        why: String,
    },
}

/// Writes a commented agenda and two positions into a folder, which is made if need be, and gives their paths.
///
/// # Errors
/// If one of the files is there already, or cannot be written. What was written before that is taken back.
pub fn write_starter(folder: &Path) -> Result<Vec<PathBuf>, StarterError> {
    let io = |path: &Path, error: &std::io::Error| StarterError::Io {
        path: path.to_owned(),
        why: in_words(error),
    };
    let paths: Vec<PathBuf> = FILES.iter().map(|(name, _)| folder.join(name)).collect();
    if let Some(known) = paths.iter().find(|path| path.exists()) {
        return Err(StarterError::Exists(known.clone()));
    }
    fs::create_dir_all(folder).map_err(|error| io(folder, &error))?;
    let mut written: Vec<PathBuf> = Vec::new();
    for (path, (_, text)) in paths.into_iter().zip(FILES) {
        let result = write_new(&path, text);
        // A file of another's making is not ours to take back.
        let is_ours = !matches!(&result, Err(error) if error.kind() == ErrorKind::AlreadyExists);
        if is_ours {
            written.push(path.clone());
        }
        if let Err(error) = result {
            for path in &written {
                // Whatever cannot be removed is named by the error that follows.
                let _ = fs::remove_file(path);
            }
            return Err(if is_ours {
                io(&path, &error)
            } else {
                StarterError::Exists(path)
            });
        }
    }
    Ok(written)
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
