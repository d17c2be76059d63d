//! The command palette: every command, found by typing parts of its words.

use egui::{Button, Key, Modifiers, ScrollArea, TextEdit, Ui};

use crate::app::command::{Action, ENTRIES, Entry};
use crate::ui::{Window, menu, text};

/// Width of the palette.
const WIDTH: f32 = 520.0;
/// Height of the list.
const LIST_HEIGHT: f32 = 330.0;

/// What was typed so far, and which command Enter would give.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaletteForm {
    /// The text as typed.
    pub text: String,
    place: usize,
    has_been_shown: bool,
}

/// Shows the palette.
pub(super) fn palette_ui(
    ui: &mut Ui,
    form: &mut PaletteForm,
    window: &Window<'_>,
    actions: &mut Vec<Action>,
) {
    ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 80.0));
    let (up, down, enter) = ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        (
            pressed(Key::ArrowUp),
            pressed(Key::ArrowDown),
            pressed(Key::Enter),
        )
    });
    let label = ui.label(text::label("Find a command", window.palette));
    let editor = TextEdit::singleline(&mut form.text)
        .desired_width(f32::INFINITY)
        .hint_text("a few letters of its words");
    let response = ui.add(editor).labelled_by(label.id);
    if !std::mem::replace(&mut form.has_been_shown, true) {
        response.request_focus();
    }
    if response.changed() {
        form.place = 0;
    }
    let found = found(&form.text, window);
    let last = found.len().saturating_sub(1);
    form.place = match (up, down) {
        (true, false) => form.place.saturating_sub(1),
        (false, true) => form.place + 1,
        _ => form.place,
    }
    .min(last);
    ui.add_space(4.0);
    ScrollArea::vertical()
        .max_height(LIST_HEIGHT.min(ui.ctx().content_rect().height() - 160.0))
        .auto_shrink([false, true])
        .show(ui, |ui| {
            if found.is_empty() {
                ui.label(text::absent("No command has these letters", window.palette));
            }
            for (place, entry) in found.iter().enumerate() {
                let is_chosen = place == form.place;
                if entry_ui(ui, entry, is_chosen, up || down) || is_chosen && enter {
                    actions.push(Action::CloseDialog);
                    actions.push(Action::Do(entry.command));
                }
            }
        });
}

fn entry_ui(ui: &mut Ui, entry: &Entry, is_chosen: bool, scrolls: bool) -> bool {
    let shortcut = entry
        .shortcut
        .map(|shortcut| ui.ctx().format_shortcut(&shortcut))
        .unwrap_or_default();
    let words = format!("{}: {}", entry.menu.text(), entry.text);
    let button = Button::selectable(is_chosen, words)
        .shortcut_text(shortcut)
        .min_size(egui::vec2(ui.available_width(), 0.0));
    let response = ui.add(button);
    if is_chosen && scrolls {
        response.scroll_to_me(None);
    }
    response.clicked()
}

/// The commands that are now possible and have every typed word somewhere in theirs.
fn found(typed: &str, window: &Window<'_>) -> Vec<Entry> {
    let typed = typed.to_lowercase();
    let is_wanted = |entry: &&Entry| {
        let words = format!("{} {}", entry.menu.text(), entry.text).to_lowercase();
        typed.split_whitespace().all(|word| words.contains(word))
            && menu::is_possible(entry.command, window)
    };
    ENTRIES.iter().filter(is_wanted).copied().collect()
}
