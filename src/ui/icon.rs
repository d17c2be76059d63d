//! The icon of the window.

/// The icon, if it can be read.
pub fn icon() -> Option<egui::IconData> {
    None
}
