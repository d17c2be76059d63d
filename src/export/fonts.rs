//! The fonts that come with the program, for the window and for typeset pages alike.
//!
//! IBM Plex Sans covers Latin, Greek, Cyrillic and Vietnamese; its licence stands beside it in
//! `assets/fonts`. A page is set in these fonts alone, so that it looks the same on every machine.

/// The family that the bundled fonts belong to.
pub const FAMILY: &str = "IBM Plex Sans";

/// The bundled fonts: the name of each face and its file.
pub fn bundled() -> &'static [(&'static str, &'static [u8])] {
    &[
        (
            "IBM Plex Sans Regular",
            include_bytes!("../../assets/fonts/IBMPlexSans-Regular.ttf"),
        ),
        (
            "IBM Plex Sans Italic",
            include_bytes!("../../assets/fonts/IBMPlexSans-Italic.ttf"),
        ),
        (
            "IBM Plex Sans SemiBold",
            include_bytes!("../../assets/fonts/IBMPlexSans-SemiBold.ttf"),
        ),
    ]
}
