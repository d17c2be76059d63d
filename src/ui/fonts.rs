//! The fonts of the window and the scale of its type.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily, FontId, TextStyle};

use crate::export::fonts::bundled;

/// Size of the title of the talks.
pub const TITLE_SIZE: f32 = 20.0;
/// Size of the heads of panes and dialogs.
pub const HEAD_SIZE: f32 = 15.5;
/// Size of text to be read.
pub const BODY_SIZE: f32 = 14.0;
/// Size of the labels before text: in a smaller one they would stand below the line of the text.
pub const LABEL_SIZE: f32 = 13.0;
/// Size of text beside it.
pub const SMALL_SIZE: f32 = 12.0;

/// The families of the window, each with the bundled font that it begins with.
const REGULAR: &str = "IBM Plex Sans Regular";
const SEMIBOLD: &str = "IBM Plex Sans SemiBold";
const ITALIC: &str = "IBM Plex Sans Italic";

/// Hack comes with egui and has the arrows and set signs that text fonts lack.
const SYMBOL_FALLBACK: &str = "Hack";

/// Installs the fonts. Has to run before the first frame, or it is laid out without them.
pub fn install(context: &Context) {
    let mut fonts = FontDefinitions::default();
    for (name, bytes) in bundled() {
        let data = FontData::from_static(bytes);
        fonts.font_data.insert((*name).to_owned(), Arc::new(data));
    }
    let mut fallbacks = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    fallbacks.push(SYMBOL_FALLBACK.to_owned());
    for (family, face) in [
        (FontFamily::Proportional, REGULAR),
        (FontFamily::Name(SEMIBOLD.into()), SEMIBOLD),
        (FontFamily::Name(ITALIC.into()), ITALIC),
    ] {
        let mut faces = vec![face.to_owned()];
        faces.extend(fallbacks.iter().cloned());
        fonts.families.insert(family, faces);
    }
    context.set_fonts(fonts);
}

/// The type scale of egui's own widgets.
pub fn set_text_styles(style: &mut egui::Style) {
    let regular = |size| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Heading, semibold(TITLE_SIZE)),
        (TextStyle::Body, regular(BODY_SIZE)),
        (TextStyle::Button, regular(BODY_SIZE)),
        (TextStyle::Small, regular(SMALL_SIZE)),
        (
            TextStyle::Monospace,
            FontId::new(SMALL_SIZE, FontFamily::Monospace),
        ),
    ]
    .into();
}

/// The text font.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The text font, stronger.
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(SEMIBOLD.into()))
}

/// The text font, slanted.
pub fn italic(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(ITALIC.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_is_bundled() {
        for face in [REGULAR, SEMIBOLD, ITALIC] {
            assert!(bundled().iter().any(|(name, _)| *name == face), "{face}");
        }
    }
}
