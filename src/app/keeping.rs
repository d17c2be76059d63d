//! Keeps what the window remembers whole. The library that stores it writes over the old file, so that a program that is
//! killed just then leaves half of one behind; a copy of the last whole one takes its place at the next start.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::export::write_atomically;

/// Under which name the library stores it.
pub(super) const STORED: &str = "app.ron";
/// The copy.
const COPY: &str = "app.last.ron";

/// Copies what is stored in this folder, or puts the copy in its place where that is torn. What cannot be read or written
/// is left as it is: the window then starts as at first.
pub(super) fn keep_whole(folder: &Path) {
    let (stored, copy) = (folder.join(STORED), folder.join(COPY));
    let (now, last) = (whole(&stored), whole(&copy));
    let (to, text) = match (now, last) {
        (Some(now), last) if last.as_ref() != Some(&now) => (copy, now),
        (None, Some(last)) if stored.exists() => (stored, last),
        _ => return,
    };
    if let Err(error) = write_atomically(&to, text.as_bytes()) {
        log::warn!("what the window remembers could not be kept: {error}");
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

/// Reads what was stored, if this version of the program can tell what it means.
pub(super) fn read_stored<T: DeserializeOwned>(
    text: &str,
    is_current: impl FnOnce(&T) -> bool,
) -> Result<T, Unreadable> {
    match ron::from_str::<T>(text) {
        Ok(stored) if is_current(&stored) => Ok(stored),
        Ok(_) => Err(Unreadable::OfOtherVersion),
        Err(error) => {
            log::warn!("not read: {error}");
            Err(Unreadable::Broken)
        }
    }
}

/// The text of a file, if it is all there.
fn whole(file: &Path) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    ron::from_str::<BTreeMap<String, String>>(&text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks what is in the two files afterwards, with what was there before.
    fn check(
        stored: Option<&str>,
        copy: Option<&str>,
        expect: (Option<&str>, Option<&str>),
    ) -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        for (name, text) in [(STORED, stored), (COPY, copy)] {
            if let Some(text) = text {
                fs::write(folder.path().join(name), text)?;
            }
        }
        keep_whole(folder.path());
        let after = |name| fs::read_to_string(folder.path().join(name)).ok();
        assert_eq!((after(STORED).as_deref(), after(COPY).as_deref()), expect);
        Ok(())
    }

    /// The library cuts the file down to nothing and writes it anew: whatever of it is there when the program is killed,
    /// the next start finds the old values or the new ones.
    #[test]
    fn killed_at_any_byte_the_old_or_the_new_is_there_at_the_next_start() -> std::io::Result<()> {
        let (old, new) = (
            r#"{"egui": "(zoom: 1.0)", "common-ground-settings": "(version: 1, theme: Dark)"}"#,
            r#"{"common-ground-settings": "(version: 1, theme: Light, text_size: 1.5)", "egui": "(zoom: \"}\")"}"#,
        );
        let folder = tempfile::tempdir()?;
        let stored = folder.path().join(STORED);
        for killed_at in 0..=new.len() {
            fs::write(&stored, old)?;
            keep_whole(folder.path());
            fs::write(&stored, new.as_bytes().get(..killed_at).unwrap_or_default())?;
            keep_whole(folder.path());
            let is_written = killed_at == new.len();
            let expect = if is_written { new } else { old };
            assert_eq!(fs::read_to_string(&stored)?, expect, "{killed_at}");
        }
        Ok(())
    }

    #[test]
    fn what_is_torn_becomes_the_last_whole_one() -> std::io::Result<()> {
        let (old, new, torn) = ("{\"a\": \"1\"}", "{\"a\": \"2\"}", "{\"a\": \"");
        check(None, None, (None, None))?;
        check(Some(new), None, (Some(new), Some(new)))?;
        check(Some(new), Some(old), (Some(new), Some(new)))?;
        check(Some(torn), Some(old), (Some(old), Some(old)))?;
        check(Some(""), Some(old), (Some(old), Some(old)))?;
        // whoever takes the settings away wants to start afresh
        check(None, Some(old), (None, Some(old)))?;
        check(Some(torn), None, (Some(torn), None))?;
        check(Some(torn), Some(torn), (Some(torn), Some(torn)))
    }
}
