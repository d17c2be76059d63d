//! What the window remembers of the user's own files, kept in a file apart from the settings, which can so be passed on.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::columns::Columns;
use super::keeping::{Unreadable, read_stored};
use crate::export::write_atomically;

/// The name of the file, in the folder of the program's settings.
const FILE: &str = "recent.ron";
/// How many openings are remembered.
const MOST_OPENINGS: usize = 8;
/// Grows when a field changes its meaning, so that old values are not misread.
const VERSION: u32 = 1;

/// What the window remembers of the user's own files. New fields need a default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recent {
    /// Which version of the program's they are.
    version: u32,
    /// What was opened of late, the latest first: each time the files and folders opened together.
    pub openings: Vec<Vec<PathBuf>>,
    /// The columns as they were left, by the ids of parties and proposals.
    pub columns: Columns,
}

impl Default for Recent {
    fn default() -> Self {
        Self {
            version: VERSION,
            openings: Vec::new(),
            columns: Columns::default(),
        }
    }
}

impl Recent {
    /// Reads what was stored in this folder, with a sentence for the user if that could not be read.
    pub fn restore(folder: Option<&Path>) -> (Self, Option<String>) {
        let stored = folder.map(|folder| std::fs::read_to_string(folder.join(FILE)));
        match stored {
            Some(Ok(text)) => Self::read(&text),
            // Nothing was stored so far.
            Some(Err(_)) | None => (Self::default(), None),
        }
    }

    fn read(text: &str) -> (Self, Option<String>) {
        match read_stored(text, |recent: &Self| recent.version == VERSION) {
            Ok(recent) => (recent, None),
            Err(Unreadable::OfOtherVersion) => {
                let reason = "The list of recent files was stored by another version of the program. It begins anew.";
                (Self::default(), Some(reason.to_owned()))
            }
            Err(Unreadable::Broken) => {
                let reason = "The list of recent files could not be read. It begins anew.";
                (Self::default(), Some(reason.to_owned()))
            }
        }
    }

    /// Remembers what was opened.
    pub fn remember(&mut self, paths: &[PathBuf]) {
        self.openings.retain(|known| known != paths);
        self.openings.insert(0, paths.to_vec());
        self.openings.truncate(MOST_OPENINGS);
    }

    /// Stores it in this folder.
    pub fn store(&self, folder: &Path) {
        let stored = ron::to_string(self)
            .map_err(|error| error.to_string())
            .and_then(|text| {
                let path = folder.join(FILE);
                write_atomically(&path, text.as_bytes()).map_err(|error| error.to_string())
            });
        if let Err(error) = stored {
            log::error!("recent files not stored: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::columns::ColumnKey;

    #[test]
    fn what_is_stored_is_read_again() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        assert_eq!(
            Recent::restore(Some(folder.path())),
            (Recent::default(), None)
        );
        let mut recent = Recent::default();
        for number in 0..20 {
            recent.remember(&[PathBuf::from(format!("talks-{number}"))]);
        }
        recent
            .columns
            .set(ColumnKey::Party("west".to_owned()), false);
        recent.store(folder.path());
        let (read, complaint) = Recent::restore(Some(folder.path()));
        assert_eq!((read.openings.len(), complaint), (MOST_OPENINGS, None));
        assert_eq!(read, recent);
        Ok(())
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for text in ["(version: 99)", "(openings: 3)", "?"] {
            let (recent, complaint) = Recent::read(text);
            assert_eq!(recent, Recent::default());
            assert!(complaint.is_some_and(|words| words.contains("begins anew")));
        }
    }
}
