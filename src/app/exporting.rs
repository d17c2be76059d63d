//! Writing the comparison to a file, and copying it as text.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Context;

use super::export_choice::ExportChoice;
use super::jobs::{CopyJob, ExportJob, PreviewJob};
use super::state::Origin;
use super::{App, Notice, Subject};
use crate::export::{ExportError, Format, Preview};
use crate::files::folder_of;
use crate::model::Row;
use crate::sheet::{self, Sheet};
use crate::ui::dialogs::{Dialog, ExportForm};

impl App {
    pub(super) fn take_exported(&mut self, path: &Path, result: Result<Option<String>, String>) {
        let name = path.display();
        match (&mut self.dialog, result) {
            (_, Ok(not_drawn)) => {
                self.dialog = None;
                let not_drawn = not_drawn.map_or(String::new(), |words| format!(" {words}"));
                self.notice = Some(Notice {
                    text: format!("The comparison was written to {name}.{not_drawn}"),
                    is_error: false,
                    subject: Subject::Written(path.to_owned()),
                });
            }
            (Some(Dialog::Export(form)), Err(reason)) => form.error = Some(reason),
            (_, Err(reason)) => self.notify(reason, true),
        }
    }

    pub(super) fn ask_for_export(&mut self) {
        if self.state.is_some()
            && let Some(format) = Format::all().first()
        {
            let path = self.proposed_export_path(*format).display().to_string();
            self.dialog = Some(Dialog::Export(ExportForm::new(*format, path)));
        }
    }

    pub(super) fn export_as_typed(&mut self) {
        let (Some(state), Some(Dialog::Export(form))) = (&self.state, &mut self.dialog) else {
            return;
        };
        let file = form.file().and_then(|path| {
            if state.loaded.is_read_from(&path) {
                return Err(ExportError::IsInput(path).to_string());
            }
            form.agree_to(&path).map(|()| path)
        });
        match file {
            Ok(path) => {
                form.error = None;
                self.jobs.export(ExportJob {
                    loaded: Arc::clone(&state.loaded),
                    answer: Arc::clone(&state.answer),
                    is_draft_unsaved: state.is_draft_unsaved(),
                    choice: form.choice,
                    path,
                });
            }
            Err(question) => form.error = Some(question),
        }
    }

    /// Beside what is open, or in the home folder, named for the talks and the day.
    pub(super) fn proposed_export_path(&self, format: Format) -> PathBuf {
        let Some(state) = &self.state else {
            return PathBuf::new();
        };
        let folder = match &state.origin {
            Origin::Paths(paths) => paths.first().map(|path| folder_of(path)),
            Origin::Bundled(..) => None,
        };
        let mut name = file_name_of(&state.sheet().title);
        if let Some(day) = state.asked.question.as_of {
            name = format!("{name} {day}");
        }
        folder
            .or_else(std::env::home_dir)
            .unwrap_or_default()
            .join(format!("{name}.{}", format.file_ending()))
    }

    /// Gives up the file that is being written, if it is not too late.
    pub(super) fn stop_export(&mut self) {
        if self.jobs.stop_export() {
            self.notify(
                "The export was given up, and nothing was written.".to_owned(),
                false,
            );
        }
    }

    /// Makes the beginning of the file that the dialog describes.
    pub(super) fn preview(&mut self, choice: ExportChoice) {
        if let Some(state) = &self.state {
            self.jobs.preview(PreviewJob {
                loaded: Arc::clone(&state.loaded),
                answer: Arc::clone(&state.answer),
                is_draft_unsaved: state.is_draft_unsaved(),
                choice,
            });
        }
    }

    /// Shows the beginning of a file, unless another was chosen meanwhile.
    pub(super) fn take_preview(&mut self, choice: ExportChoice, preview: Result<Preview, String>) {
        if let Some(Dialog::Export(form)) = &mut self.dialog {
            form.take_preview(choice, preview);
        }
    }

    /// Opens a file that was written, or its folder, with the program that the system has for it.
    pub(super) fn open_written(&mut self, path: &Path) {
        if let Err(error) = self.jobs.desktop.open(path) {
            let name = path.display();
            self.notify(
                format!("No program opened {name}. The system says: {error}."),
                true,
            );
        }
    }

    pub(super) fn copy_row(
        &mut self,
        context: &Context,
        as_text: impl FnOnce(&Sheet, Row) -> Option<String>,
    ) {
        let Some(state) = &self.state else { return };
        let selected = state.selected.as_ref();
        let text = selected.and_then(|(row, _)| {
            let sheet = sheet::row_alone(state.material(), state.sheet(), *row)?;
            as_text(&sheet, *row)
        });
        let words = match text {
            Some(text) => {
                context.copy_text(text);
                "The row was copied."
            }
            None => "Select a row that is shown to copy it.",
        };
        self.notify(words.to_owned(), false);
    }

    pub(super) fn copy_table(&mut self, as_text: fn(&Sheet) -> String) {
        if let Some(state) = &self.state {
            self.jobs.copy(CopyJob {
                loaded: Arc::clone(&state.loaded),
                answer: Arc::clone(&state.answer),
                as_text,
            });
        }
    }
}

/// A title as the name of a file on every system: letters, digits, spaces and hyphens.
pub(super) fn file_name_of(title: &str) -> String {
    let name: String = title
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        [] => "comparison".to_owned(),
        words => words.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::file_name_of;

    #[test]
    fn a_title_becomes_the_name_of_a_file() {
        assert_eq!(file_name_of("Russia–Ukraine talks"), "Russia Ukraine talks");
        assert_eq!(file_name_of("../a\\b: “c”?"), "a b c");
        assert_eq!(file_name_of("…"), "comparison");
    }
}
