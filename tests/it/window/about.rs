//! The page about the program.

use egui::{Key, Modifiers};

use super::{click, harbour, press, says, window_of};

#[test]
fn about_says_what_whoever_looks_after_the_machine_asks() {
    let mut window = window_of(&[harbour()]);
    click(&mut window, "Help");
    click(&mut window, "About Common Ground");
    let version = env!("CARGO_PKG_VERSION");
    for text in [
        version,
        "Drawing",
        "File dialogs",
        "settings.ron",
        "SIL Open Font License",
    ] {
        assert!(says(&window, text), "{text}");
    }
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!says(&window, "File dialogs"));
}
