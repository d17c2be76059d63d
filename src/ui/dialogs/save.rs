//! To which file to write a proposal, and whether to throw one away.

use std::path::{Path, PathBuf};

use egui::{Button, Key, TextEdit, Ui};

use super::{cancel_ui, error_ui};
use crate::app::command::{Action, Command};
use crate::app::drafting::{DraftAction, DraftCommand};
use crate::app::jobs::SaveError;
use crate::ui::{Window, text};

/// A file to write a proposal to, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveForm {
    /// The text as typed.
    pub path: String,
    /// Why it was not written.
    pub error: Option<String>,
    /// The file that the user has agreed to replace.
    replaced: Option<PathBuf>,
    has_been_shown: bool,
}

impl SaveForm {
    /// Proposes a file.
    pub fn new(path: String) -> Self {
        Self {
            path,
            error: None,
            replaced: None,
            has_been_shown: false,
        }
    }

    /// Takes a file from the system's dialog, which has asked before replacing one.
    pub fn take_chosen(&mut self, path: &Path) {
        let path = with_extension(path.to_owned());
        self.path = path.display().to_string();
        self.replaced = Some(path);
    }

    /// Whether the user has agreed to replace this file, whatever it holds.
    pub fn replaces(&self, path: &Path) -> bool {
        self.replaced.as_deref() == Some(path)
    }

    /// Says why nothing was written.
    pub fn refuse(&mut self, error: SaveError) {
        self.error = Some(match error {
            SaveError::Changed(path) => {
                let name = path.display();
                let question = format!(
                    "“{name}” has been changed since it was saved here. Save once more to replace it."
                );
                self.replaced = Some(path);
                question
            }
            SaveError::Failed(reason) => reason,
        });
    }

    /// The file to write, which is a `.ron` file.
    ///
    /// # Errors
    /// If none is typed, or a folder.
    pub fn file(&self) -> Result<PathBuf, String> {
        super::file_path(&self.path).map(with_extension)
    }

    /// Says once if this file is there already, unless it is where the proposal was written before.
    ///
    /// # Errors
    /// If there is such a file and the user has not agreed to replace it; asking again is to agree.
    pub fn agree_to(&mut self, path: &Path, own: Option<&Path>) -> Result<(), String> {
        if path.is_file() && !self.replaces(path) && own != Some(path) {
            self.replaced = Some(path.to_owned());
            return Err(super::ask_to_replace(path, "Save"));
        }
        Ok(())
    }
}

/// Only files that end so are found in a folder.
fn with_extension(path: PathBuf) -> PathBuf {
    if path.extension().is_some_and(|extension| extension == "ron") || path.file_name().is_none() {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".ron");
    PathBuf::from(name)
}

/// Shows the field for the file.
pub(super) fn save_ui(
    ui: &mut Ui,
    form: &mut SaveForm,
    window: &Window<'_>,
    actions: &mut Vec<Action>,
) {
    super::set_width(ui, 540.0);
    ui.label(text::head("Save your proposal"));
    let what =
        "It becomes a file of its own. Beside the positions, it is read with them from then on.";
    ui.label(text::small(what, window.palette));
    ui.add_space(6.0);
    let label = ui.label(text::label("File", window.palette));
    let response = ui.horizontal(|ui| {
        let editor = TextEdit::singleline(&mut form.path).desired_width(440.0);
        let response = ui.add(editor).labelled_by(label.id);
        if ui.button("Choose…").clicked() {
            actions.push(Action::Draft(DraftAction::ChoosePath));
        }
        response
    });
    let response = response.inner;
    let has_pressed_enter =
        response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    // If the path is wrong, or there is such a file already, it is here that it is mended or agreed to.
    if has_pressed_enter || !std::mem::replace(&mut form.has_been_shown, true) {
        response.request_focus();
    }
    error_ui(ui, form.error.as_deref(), window.palette);
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let is_possible = !window.busy.is_writing;
        let button = ui.add_enabled(is_possible, Button::new("Save"));
        if button.clicked() || (has_pressed_enter && is_possible) {
            actions.push(Action::Draft(DraftAction::SaveAsTyped));
        }
        cancel_ui(ui, "Cancel", actions);
    });
}

/// Asks whether to throw a proposal away.
pub(super) fn discard_ui(ui: &mut Ui, quits: bool, window: &Window<'_>, actions: &mut Vec<Action>) {
    super::set_width(ui, 440.0);
    ui.label(text::head("Your proposal has not been saved"));
    let draft = window.state.and_then(|state| state.draft.as_ref());
    let title = draft.map_or("", |draft| draft.title());
    ui.label(format!("What “{title}” says now would be lost."));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui.button("Save…").clicked() {
            actions.push(Action::Do(Command::Draft(DraftCommand::Save)));
        }
        let words = if quits {
            "Discard it and quit"
        } else {
            "Discard it"
        };
        if ui.button(words).clicked() {
            actions.push(Action::Draft(DraftAction::Discard));
        }
        cancel_ui(ui, "Cancel", actions);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_is_always_a_ron_file_and_replaces_another_only_when_asked_twice()
    -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("v1.2 draft.ron");
        let typed = folder.path().join("v1.2 draft").display().to_string();
        let mut form = SaveForm::new(typed);
        assert_eq!(form.file(), Ok(path.clone()));
        assert_eq!(form.agree_to(&path, None), Ok(()));
        std::fs::write(&path, "old")?;
        assert_eq!(form.agree_to(&path, Some(&path)), Ok(()));
        assert!(form.agree_to(&path, None).is_err());
        assert_eq!(form.agree_to(&path, None), Ok(()));
        let folders = [folder.path().display().to_string(), "out/".to_owned()];
        for typed in folders.into_iter().chain([" ".to_owned()]) {
            assert!(SaveForm::new(typed.clone()).file().is_err(), "{typed}");
        }
        Ok(())
    }
}
