//! What the window remembers between two starts. Nothing of the user's own files is in it; see `recent`.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::keeping::{Unreadable, read, set_aside, write};
use super::order::Sort;
use super::panes::PaneSizes;
use super::place::Place;

/// The name of the file.
const FILE: &str = "settings.ron";

/// Grows when a field changes its meaning, so that old values are not misread.
const VERSION: u32 = 1;

/// What the window remembers. New fields need a default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Which version of the program's settings they are.
    version: u32,
    /// Light, dark, or as the system.
    pub theme: ThemeChoice,
    /// Whether colours are as far apart as they can be.
    pub is_high_contrast: bool,
    /// Whether rows have one line.
    pub is_compact: bool,
    /// Whether the filters are shown.
    pub shows_filters: bool,
    /// How large everything is; 1 is the size at first.
    pub text_size: f32,
    /// In which order the rows are shown.
    pub sort: Sort,
    /// Where the window stands.
    pub place: Place,
    /// How large the panes are.
    pub pane_sizes: PaneSizes,
    /// What the window was drawn with.
    pub drawing: Option<String>,
}

/// Light, dark, or as the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the system.
    #[default]
    System,
    /// Dark ink on light ground.
    Light,
    /// Light ink on dark ground.
    Dark,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: VERSION,
            theme: ThemeChoice::default(),
            is_high_contrast: false,
            is_compact: false,
            shows_filters: true,
            text_size: 1.0,
            sort: Sort::default(),
            place: Place::default(),
            pane_sizes: PaneSizes::default(),
            drawing: None,
        }
    }
}

impl Settings {
    /// The smallest and the largest text size.
    pub const TEXT_SIZES: std::ops::RangeInclusive<f32> = 0.8..=2.0;

    /// The file in this folder.
    pub fn file(folder: &Path) -> PathBuf {
        folder.join(FILE)
    }

    /// Reads what was stored in this folder, with a sentence for the user if that could not be read. It is then put out
    /// of the way.
    pub fn restore(folder: Option<&Path>) -> (Self, Option<String>) {
        let Some(folder) = folder else {
            return (Self::default(), None);
        };
        let reason = match Self::read(folder) {
            Ok(settings) => return (settings.unwrap_or_default(), None),
            Err(Unreadable::OfOtherVersion) => {
                "The settings were stored by another version of the program. They were set back."
            }
            Err(Unreadable::Broken) => "The stored settings could not be read. They were set back.",
        };
        let aside = set_aside(&Self::file(folder));
        (Self::default(), Some(format!("{reason}{aside}")))
    }

    /// What a window was drawn with last, for when none is open to be asked.
    pub(super) fn last_drawing(folder: &Path) -> Option<String> {
        Self::read(folder).ok()??.drawing
    }

    fn read(folder: &Path) -> Result<Option<Self>, Unreadable> {
        let is_current = |settings: &Self| settings.version == VERSION;
        let settings = read(&Self::file(folder), is_current)?;
        Ok(settings.map(Self::within_bounds))
    }

    /// Stores them in this folder.
    ///
    /// # Errors
    /// If that cannot be done, with a sentence for the user.
    pub fn store(&self, folder: &Path) -> Result<(), String> {
        write(&Self::file(folder), self)
    }

    fn within_bounds(mut self) -> Self {
        let (least, most) = (*Self::TEXT_SIZES.start(), *Self::TEXT_SIZES.end());
        self.text_size = if self.text_size.is_finite() {
            self.text_size.clamp(least, most)
        } else {
            1.0
        };
        self.place = self.place.within_bounds();
        self.pane_sizes = self.pane_sizes.within_bounds();
        self
    }
}

impl From<ThemeChoice> for egui::ThemePreference {
    fn from(choice: ThemeChoice) -> Self {
        match choice {
            ThemeChoice::System => Self::System,
            ThemeChoice::Light => Self::Light,
            ThemeChoice::Dark => Self::Dark,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn changed() -> Settings {
        Settings {
            theme: ThemeChoice::Dark,
            is_high_contrast: true,
            is_compact: true,
            shows_filters: false,
            text_size: 1.3,
            sort: Sort::Verdict,
            place: Place {
                size: (1001.25, 733.5),
                position: Some((-1200.0, 33.3)),
                is_maximized: true,
                is_fullscreen: true,
            },
            pane_sizes: PaneSizes {
                filters: 301.5,
                draft: 402.0,
                problems: 203.0,
                details: 404.0,
            },
            drawing: Some("OpenGL 4.5, “Mesa”".to_owned()),
            ..Settings::default()
        }
    }

    #[test]
    fn what_is_stored_is_read_again() -> Result<(), String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        // A folder that is not there yet is made.
        let folder = folder.path().join("new");
        assert_eq!(Settings::restore(None), (Settings::default(), None));
        assert_eq!(
            Settings::restore(Some(&folder)),
            (Settings::default(), None)
        );
        for settings in [changed(), Settings::default()] {
            settings.store(&folder)?;
            assert_eq!(Settings::restore(Some(&folder)), (settings, None));
        }
        changed().store(&folder)?;
        assert_eq!(Settings::last_drawing(&folder), changed().drawing);
        Ok(())
    }

    /// Checks what is restored from a file with this text, and that a file that is not used is kept.
    fn check(text: &[u8], expect: &Settings, complaint: Option<&str>) -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join(FILE);
        fs::write(&file, text)?;
        let (settings, said) = Settings::restore(Some(folder.path()));
        let shown = String::from_utf8_lossy(text);
        assert_eq!(settings, *expect, "{shown}");
        let said = said.unwrap_or_default();
        let aside = folder.path().join("settings.old.ron");
        match complaint {
            None => assert_eq!(said, "", "{shown}"),
            Some(words) => {
                assert!(said.contains(words) && said.contains("set back"), "{said}");
                assert!(said.contains(&aside.display().to_string()), "{said}");
                assert_eq!(fs::read(&aside)?, text);
            }
        }
        assert_eq!(file.exists(), complaint.is_none());
        Ok(())
    }

    #[test]
    fn what_cannot_be_used_is_said_and_put_right() -> std::io::Result<()> {
        let default = Settings::default();
        let broken = Some("could not be read");
        check(b"()", &default, None)?;
        check(b"", &default, broken)?;
        check(b"(theme: Dark, text_si", &default, broken)?;
        check(b"(theme: Sepia)", &default, broken)?;
        check(b"(theme: Dark)\xff", &default, broken)?;
        check(
            b"(version: 99, theme: Dark)",
            &default,
            Some("another version"),
        )?;
        let dark = Settings {
            theme: ThemeChoice::Dark,
            ..Settings::default()
        };
        check(b"(theme: Dark)", &dark, None)?;
        check(b"(theme: Dark, a_field_that_is_gone: [1, 2])", &dark, None)?;
        check(b"(theme: Dark, text_size: NaN)", &dark, None)?;
        check(b"(theme: Dark, place: (size: (NaN, 3.0)))", &dark, None)?;
        check(
            b"(theme: Dark, place: (position: Some((inf, 0.0))))",
            &dark,
            None,
        )?;
        let sizes = b"(theme: Dark, pane_sizes: (details: NaN, filters: -4.0, draft: 1e30))";
        check(sizes, &dark, None)
    }

    #[test]
    fn what_is_no_file_is_not_waited_for() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join(FILE))?;
        let (settings, complaint) = Settings::restore(Some(folder.path()));
        assert_eq!(settings, Settings::default());
        assert!(complaint.is_some_and(|words| words.contains("could not be read")));
        // It no longer stands in the way.
        assert_eq!(settings.store(folder.path()), Ok(()));
        Ok(())
    }

    #[test]
    fn why_they_cannot_be_stored_is_said() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("file");
        fs::write(&file, "")?;
        let stored = changed().store(&file);
        assert!(stored.is_err_and(|words| words.contains("is a file")));
        Ok(())
    }
}
