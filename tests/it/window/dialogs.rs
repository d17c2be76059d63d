//! What stands over the window: where its cursor is, and what Enter and Escape do.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;

use super::{Window, harbour, press, says, settle, window_of};
use crate::support::Folder;

/// Types a path over the one that the dialog proposes, without going to its field first.
fn type_path(window: &mut Window, path: &std::path::Path) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run();
    window.event(egui::Event::Text(path.display().to_string()));
    settle(window);
}

#[test]
fn each_dialog_with_a_file_begins_in_its_field_and_obeys_enter_and_escape() {
    let folder = super::harbour_with_proposal();
    let mut window = window_of(&[folder.path().to_owned()]);
    press(&mut window, Modifiers::NONE, Key::F4);
    press(&mut window, Modifiers::NONE, Key::T);
    press(&mut window, Modifiers::NONE, Key::Space);
    let written = Folder::with::<&str>(&[]);
    for (key, head, field, file) in [
        (Key::E, "Export the comparison", "File", Some("x.md")),
        (Key::S, "Save your proposal", "File", Some("mine.ron")),
        (Key::L, "Open path", "File, or folder of positions", None),
    ] {
        press(&mut window, Modifiers::COMMAND, key);
        assert!(says(&window, head));
        let is_focused = |window: &Window| {
            let field = window.get_by_role_and_label(Role::TextInput, field);
            field.is_focused()
        };
        assert!(is_focused(&window), "{head}");
        press(&mut window, Modifiers::NONE, Key::Escape);
        assert!(!is_shown(&window, field), "{head}: one Escape closes it");
        press(&mut window, Modifiers::COMMAND, key);
        let path = file.map_or_else(|| folder.file("nowhere"), |name| written.file(name));
        if file.is_some() {
            std::fs::write(&path, "old").expect("the folder is there");
        }
        type_path(&mut window, &path);
        press(&mut window, Modifiers::NONE, Key::Enter);
        // A mistake, or a file that is there already: the cursor stays, and Enter is to agree.
        assert!(is_focused(&window), "{head}");
        press(&mut window, Modifiers::NONE, Key::Enter);
        match file {
            Some(_) => {
                let text = std::fs::read_to_string(&path).expect("it was written");
                assert!(text.len() > 100, "{head}: {text}");
                assert!(!is_shown(&window, field), "{head}");
            }
            None => press(&mut window, Modifiers::NONE, Key::Escape),
        }
    }
}

fn is_shown(window: &Window, field: &str) -> bool {
    let mut fields = window.query_all_by_role_and_label(Role::TextInput, field);
    fields.next().is_some()
}

#[test]
fn a_long_dialog_is_as_high_as_the_window_allows_whatever_was_open_before() {
    let mut window = window_of(&[harbour()]);
    press(&mut window, Modifiers::COMMAND, Key::K);
    press(&mut window, Modifiers::NONE, Key::Escape);
    for (modifiers, key) in [(Modifiers::NONE, Key::F1), (Modifiers::COMMAND, Key::Slash)] {
        press(&mut window, modifiers, key);
        let foot = window.get_by_label("Close").rect().bottom();
        assert!((700.0..790.0).contains(&foot), "{foot}");
        press(&mut window, Modifiers::NONE, Key::Escape);
    }
}

#[test]
fn where_the_system_has_no_file_dialog_it_says_so_and_a_path_is_typed() {
    let mut window = window_of(&[harbour()]);
    let missing = "This system has no file dialog that could be opened.";
    let wait_for = |window: &mut Window, words: &str| {
        // The answer comes from a thread that nothing else waits for.
        let is_there = (0..400).any(|_| {
            settle(window);
            std::thread::sleep(std::time::Duration::from_millis(5));
            says(window, words)
        });
        assert!(is_there, "{words}");
    };
    press(&mut window, Modifiers::COMMAND, Key::O);
    wait_for(&mut window, missing);
    assert!(is_shown(&window, "File, or folder of positions"));
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::COMMAND, Key::E);
    super::click(&mut window, "Choose…");
    wait_for(&mut window, missing);
    assert!(is_shown(&window, "File"));
}

#[test]
fn long_dialogs_open_at_their_full_height() {
    let folder = super::harbour_with_proposal();
    let mut window = window_of(&[folder.path().to_owned()]);
    let commands = [
        "what the words and marks",
        "columns",
        "findings",
        "about common",
        "keys",
    ];
    for command in commands {
        press(&mut window, Modifiers::COMMAND, Key::K);
        window.event(egui::Event::Text(command.to_owned()));
        settle(&mut window);
        window.key_press(Key::Enter);
        let mut feet = Vec::new();
        for _ in 0..12 {
            window.step();
            let mut close = window.query_all_by_label("Close");
            feet.extend(close.next().map(|close| close.rect().bottom()));
        }
        // The first frame of a window measures it, and is not shown.
        let last = feet.last().copied().expect("it is open");
        assert!(
            feet.iter().skip(1).all(|foot| (foot - last).abs() < 1.0),
            "{command}: {feet:?}"
        );
        press(&mut window, Modifiers::NONE, Key::Escape);
    }
}
