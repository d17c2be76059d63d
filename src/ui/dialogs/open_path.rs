//! A field for the path of a file or folder: the way in where the system has no file dialog.

use egui::{Key, TextEdit, Ui};

use super::{cancel_ui, error_ui};
use crate::app::command::Action;
use crate::ui::text;
use crate::ui::theme::Palette;

/// A path to open, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PathForm {
    /// The text as typed.
    pub text: String,
    /// Why the user is asked to type.
    pub hint: Option<String>,
    /// Why the path was not opened.
    pub error: Option<String>,
    has_been_shown: bool,
}

impl PathForm {
    /// Says why the user is asked to type.
    pub fn with_hint(hint: String) -> Self {
        Self {
            hint: Some(hint),
            ..Self::default()
        }
    }
}

/// Shows the field.
pub(super) fn open_path_ui(
    ui: &mut Ui,
    form: &mut PathForm,
    palette: &Palette,
    actions: &mut Vec<Action>,
) {
    super::set_width(ui, 520.0);
    ui.label(text::head("Open path"));
    if let Some(hint) = &form.hint {
        ui.label(hint.as_str());
    }
    let label = ui.label(text::label("File, or folder of positions", palette));
    let editor = TextEdit::singleline(&mut form.text)
        .desired_width(f32::INFINITY)
        .hint_text("/home/me/talks");
    let response = ui.add(editor).labelled_by(label.id);
    if !std::mem::replace(&mut form.has_been_shown, true) {
        response.request_focus();
    }
    error_ui(ui, form.error.as_deref(), palette);
    let has_pressed_enter =
        response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if has_pressed_enter {
        // If the path is wrong, it is here that it is mended.
        response.request_focus();
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui.button("Open").clicked() || has_pressed_enter {
            actions.push(Action::OpenTyped(form.text.clone()));
        }
        cancel_ui(ui, "Cancel", actions);
    });
}
