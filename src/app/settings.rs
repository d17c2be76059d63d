//! What the window remembers between two starts. Nothing of the user's own files is in it; see `recent`.

use serde::{Deserialize, Serialize};

use super::keeping::{Unreadable, read_stored};
use super::order::Sort;

/// Under which name they are stored.
const KEY: &str = "common-ground-settings";

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
        }
    }
}

impl Settings {
    /// The smallest and the largest text size.
    pub const TEXT_SIZES: std::ops::RangeInclusive<f32> = 0.8..=2.0;

    /// Reads what was stored, with a sentence for the user if that could not be read.
    pub fn restore(storage: Option<&dyn eframe::Storage>) -> (Self, Option<String>) {
        let Some(stored) = storage.and_then(|storage| storage.get_string(KEY)) else {
            return (Self::default(), None);
        };
        let is_current = |settings: &Self| settings.version == VERSION;
        match read_stored(&stored, is_current) {
            Ok(settings) => (settings.within_bounds(), None),
            Err(Unreadable::OfOtherVersion) => {
                let reason = "The settings were stored by another version of the program. They were set back.";
                (Self::default(), Some(reason.to_owned()))
            }
            Err(Unreadable::Broken) => {
                let reason = "The stored settings could not be read. They were set back.";
                (Self::default(), Some(reason.to_owned()))
            }
        }
    }

    /// Stores them.
    pub fn store(&self, storage: &mut dyn eframe::Storage) {
        match ron::to_string(self) {
            Ok(text) => storage.set_string(KEY, text),
            Err(error) => log::error!("settings not stored: {error}"),
        }
    }

    fn within_bounds(mut self) -> Self {
        let (least, most) = (*Self::TEXT_SIZES.start(), *Self::TEXT_SIZES.end());
        self.text_size = if self.text_size.is_finite() {
            self.text_size.clamp(least, most)
        } else {
            1.0
        };
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
