//! The fonts of the window and the scale of its type.

use egui::{Context, FontDefinitions, FontFamily, FontId, TextStyle};

/// Size of the title of the talks.
pub const TITLE_SIZE: f32 = 20.0;
/// Size of the heads of panes and dialogs.
pub const HEAD_SIZE: f32 = 15.5;
/// Size of text to be read.
pub const BODY_SIZE: f32 = 14.0;
/// Size of text beside it.
pub const SMALL_SIZE: f32 = 12.0;

const SEMIBOLD: &str = "semibold";
const ITALIC: &str = "italic";

/// Hack comes with egui and has the arrows and set signs that text fonts lack.
const SYMBOL_FALLBACK: &str = "Hack";

/// Installs the fonts. Has to run before the first frame, or it is laid out without them.
pub fn install(context: &Context) {
    let mut fonts = FontDefinitions::default();
    let mut regular = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    regular.push(SYMBOL_FALLBACK.to_owned());
    for family in [SEMIBOLD, ITALIC] {
        fonts
            .families
            .insert(FontFamily::Name(family.into()), regular.clone());
    }
    fonts.families.insert(FontFamily::Proportional, regular);
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
