//! What the window remembers of the user's own files, kept in a file apart from the settings, which can so be passed on.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::columns::Columns;
use super::keeping::{Unreadable, read, set_aside, write};

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
    /// Reads what was stored in this folder, with a sentence for the user if that could not be read. It is then put out
    /// of the way.
    pub fn restore(folder: Option<&Path>) -> (Self, Option<String>) {
        let Some(folder) = folder else {
            return (Self::default(), None);
        };
        let file = folder.join(FILE);
        let reason = match read(&file, |recent: &Self| recent.version == VERSION) {
            Ok(recent) => return (recent.unwrap_or_default(), None),
            Err(Unreadable::OfOtherVersion) => {
                "The list of recent files was stored by another version of the program. It begins anew."
            }
            Err(Unreadable::Broken) => {
                "The list of recent files could not be read. It begins anew."
            }
        };
        let aside = set_aside(&file);
        (Self::default(), Some(format!("{reason}{aside}")))
    }

    /// Remembers what was opened, as far as it can be written down.
    pub fn remember(&mut self, paths: &[PathBuf]) {
        if paths.iter().any(|path| path.to_str().is_none()) {
            return;
        }
        self.openings.retain(|known| known != paths);
        self.openings.insert(0, paths.to_vec());
        self.openings.truncate(MOST_OPENINGS);
    }

    /// Stores it in this folder.
    ///
    /// # Errors
    /// If that cannot be done, with a sentence for the user.
    pub fn store(&self, folder: &Path) -> Result<(), String> {
        write(&folder.join(FILE), self)
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
        assert_eq!(recent.store(folder.path()), Ok(()));
        let (read, complaint) = Recent::restore(Some(folder.path()));
        assert_eq!((read.openings.len(), complaint), (MOST_OPENINGS, None));
        assert_eq!(read, recent);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_cannot_be_written_down_loses_no_other() {
        use std::os::unix::ffi::OsStringExt as _;
        let mut recent = Recent::default();
        recent.remember(&[PathBuf::from("talks")]);
        let odd = std::ffi::OsString::from_vec(b"talks-\xff".to_vec());
        recent.remember(&[PathBuf::from(odd)]);
        assert_eq!(recent.openings, [[PathBuf::from("talks")]]);
    }

    #[test]
    fn what_cannot_be_read_is_said_and_kept() -> std::io::Result<()> {
        for text in ["(version: 99)", "(openings: 3)", "?"] {
            let folder = tempfile::tempdir()?;
            std::fs::write(folder.path().join(FILE), text)?;
            let (recent, complaint) = Recent::restore(Some(folder.path()));
            assert_eq!(recent, Recent::default());
            assert!(complaint.is_some_and(|words| words.contains("begins anew")));
            let aside = folder.path().join("recent.old.ron");
            assert_eq!(std::fs::read_to_string(aside)?, text);
        }
        Ok(())
    }
}
