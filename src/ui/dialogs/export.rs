//! In which format and to which file to write the comparison.

use std::path::{Path, PathBuf};

use egui::{Button, Key, TextEdit, Ui};

use super::{cancel_ui, error_ui};
use crate::app::command::Action;
use crate::export::Format;
use crate::ui::{Window, text};

/// Width of the dialog, and of the field in it.
const WIDTH: f32 = 540.0;
const FIELD_WIDTH: f32 = 440.0;

/// What to write, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportForm {
    /// In which format.
    pub format: Format,
    /// To which file, as typed.
    pub path: String,
    /// Why it was not written.
    pub error: Option<String>,
    /// The file that the user has agreed to replace.
    replaced: Option<PathBuf>,
    /// Whether to write although something could not be read.
    writes_the_rest: bool,
}

impl ExportForm {
    /// Proposes a format and a file.
    pub fn new(format: Format, path: String) -> Self {
        Self {
            format,
            path,
            error: None,
            replaced: None,
            writes_the_rest: false,
        }
    }

    /// Takes a file from the system's dialog, which has asked before replacing one.
    pub fn take_chosen(&mut self, path: PathBuf) {
        self.path = path.display().to_string();
        self.take_format_of_path();
        self.replaced = Some(path);
    }

    /// The file to write, with the extension of the format if it has none. Says so once if it is there already.
    ///
    /// # Errors
    /// If there is such a file and the user has not agreed to replace it; asking again is to agree.
    pub fn target(&mut self) -> Result<PathBuf, String> {
        let mut path = PathBuf::from(self.path.trim());
        if path.extension().is_none() {
            path.set_extension(self.format.extension());
        }
        if path.is_file() && self.replaced.as_deref() != Some(path.as_path()) {
            let question = format!(
                "“{}” is there already. Export once more to replace it.",
                path.display()
            );
            self.replaced = Some(path);
            return Err(question);
        }
        Ok(path)
    }

    /// Takes another format, and its extension with it.
    fn choose(&mut self, format: Format) {
        self.format = format;
        let path = Path::new(&self.path).with_extension(format.extension());
        self.path = path.display().to_string();
    }

    /// A typed extension says which format is meant.
    fn take_format_of_path(&mut self) {
        let extension = Path::new(self.path.trim()).extension();
        let format = extension
            .and_then(|extension| extension.to_str())
            .and_then(Format::from_extension);
        self.format = format.unwrap_or(self.format);
    }
}

/// Shows the choices.
pub(super) fn export_ui(
    ui: &mut Ui,
    form: &mut ExportForm,
    window: &Window<'_>,
    actions: &mut Vec<Action>,
) {
    let palette = window.palette;
    super::set_width(ui, WIDTH);
    ui.label(text::head("Export the comparison"));
    let what = "What the filters and dates show now is written, with its sources and the method.";
    ui.label(text::small(what, palette));
    ui.add_space(6.0);
    for format in Format::all().iter().copied() {
        if ui.radio(form.format == format, format.name()).clicked() {
            form.choose(format);
        }
    }
    ui.add_space(6.0);
    let has_pressed_enter = path_ui(ui, form, window, actions);
    let left_out = window
        .state
        .and_then(|state| state.sheet().left_out.as_deref());
    if left_out.is_some() {
        ui.add_space(6.0);
        error_ui(ui, left_out, palette);
        let words = "Export what could be read; the file says what is missing";
        ui.checkbox(&mut form.writes_the_rest, words);
    }
    error_ui(ui, form.error.as_deref(), palette);
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let is_complete = left_out.is_none() || form.writes_the_rest;
        let is_possible = is_complete && !window.busy.is_writing && !form.path.trim().is_empty();
        let button = ui.add_enabled(is_possible, Button::new("Export"));
        if button.clicked() || (has_pressed_enter && is_possible) {
            actions.push(Action::ExportAsTyped);
        }
        cancel_ui(ui, "Cancel", actions);
        if window.busy.is_writing {
            ui.label(text::small("Writing…", palette));
        }
    });
}

/// Shows the field for the file, and says whether it was left with Enter.
fn path_ui(
    ui: &mut Ui,
    form: &mut ExportForm,
    window: &Window<'_>,
    actions: &mut Vec<Action>,
) -> bool {
    let label = ui.label(text::label("File", window.palette));
    let response = ui.horizontal(|ui| {
        let editor = TextEdit::singleline(&mut form.path).desired_width(FIELD_WIDTH);
        let response = ui.add(editor).labelled_by(label.id);
        if ui.button("Choose…").clicked() {
            actions.push(Action::ChooseExportPath(form.format));
        }
        response
    });
    let response = response.inner;
    if response.changed() {
        form.take_format_of_path();
    }
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_replaced_only_when_asked_twice() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("comparison.md");
        let mut form = ExportForm::new(Format::Markdown, path.display().to_string());
        assert_eq!(form.target(), Ok(path.clone()));
        std::fs::write(&path, "old")?;
        assert!(form.target().is_err());
        assert_eq!(form.target(), Ok(path));
        Ok(())
    }

    #[test]
    fn the_extension_and_the_format_follow_each_other() {
        let mut form = ExportForm::new(Format::Pdf, "talks.pdf".to_owned());
        form.choose(Format::Markdown);
        assert_eq!(form.path, "talks.md");
        form.path = "talks.pdf".to_owned();
        form.take_format_of_path();
        assert_eq!(form.format, Format::Pdf);
        form.path = "talks".to_owned();
        form.take_format_of_path();
        assert_eq!(form.target(), Ok(PathBuf::from("talks.pdf")));
    }
}
