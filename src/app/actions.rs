//! How what the user asks for is done.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Context, ViewportCommand};

use super::command::{Action, Command};
use super::jobs::{Done, ExportJob};
use super::settings::{Settings, ThemeChoice};
use super::state::{Origin, State, Wish};
use super::view::View;
use super::{App, Notice};
use crate::compare::Verdict;
use crate::export::Format;
use crate::files::Loaded;
use crate::model::Row;
use crate::sheet::Filters;
use crate::ui::dialogs::{Dialog, ExportForm, PathForm};

/// By how much one step makes everything larger.
const TEXT_SIZE_STEP: f32 = 0.1;

impl App {
    /// Does what a view has asked for.
    pub(super) fn perform(&mut self, context: &Context, frame: &eframe::Frame, action: Action) {
        match action {
            Action::Do(command) => self.run_command(context, frame, command),
            Action::Select(row) => self.select(row, false),
            Action::Inspect(row) => self.select(row, true),
            Action::GoTo(row) => self.go_to(row),
            Action::FoldTheme(theme) => toggle(&mut self.view.folds.themes, theme),
            Action::FoldParts(issue) => toggle(&mut self.view.folds.issues, issue),
            Action::SetFilters(filters) => self.change(|state| state.set_filters(filters)),
            Action::SetParty(party, is_on) => self.change(|state| state.set_party(party, is_on)),
            Action::SetAsOf(text) => self.set_as_of(&text),
            Action::SetFrom(text) => self.set_from(&text),
            Action::SetSince(text) => self.set_since(&text),
            Action::Open(paths) => self.jobs.load(Origin::Paths(paths)),
            Action::OpenTyped(text) => self.open_typed(&text),
            Action::ChooseExportPath(format) => {
                let proposed = self.proposed_export_path(format);
                self.jobs.choose_export_path(frame, format, &proposed);
            }
            Action::ExportAsTyped => self.export_as_typed(),
            Action::CloseDialog => self.dialog = None,
            Action::DismissNotice => self.notice = None,
        }
    }

    fn run_command(&mut self, context: &Context, frame: &eframe::Frame, command: Command) {
        match command {
            Command::OpenFiles => self.jobs.choose_files(frame),
            Command::OpenFolder => self.jobs.choose_folder(frame),
            Command::OpenPath => self.dialog = Some(Dialog::OpenPath(PathForm::default())),
            Command::Reload => self.reload(),
            Command::OpenBundled => self.jobs.load(Origin::Bundled),
            Command::Export => self.ask_for_export(),
            Command::Quit => context.send_viewport_cmd(ViewportCommand::Close),
            Command::ToggleFilters => self.settings.shows_filters ^= true,
            Command::ToggleDetails => self.toggle_details(),
            Command::ToggleProblems => self.view.shows_problems ^= true,
            Command::Find => self.find(),
            Command::ClearFilters => self.change(|state| state.set_filters(Filters::default())),
            Command::ToggleCompact => self.settings.is_compact ^= true,
            Command::FoldAll => self.fold_all(),
            Command::UnfoldAll => self.view.folds = super::view::Folds::default(),
            Command::FollowSystemTheme => self.set_theme(context, ThemeChoice::System),
            Command::UseLight => self.set_theme(context, ThemeChoice::Light),
            Command::UseDark => self.set_theme(context, ThemeChoice::Dark),
            Command::LargerText => {
                self.set_text_size(context, self.settings.text_size + TEXT_SIZE_STEP);
            }
            Command::SmallerText => {
                self.set_text_size(context, self.settings.text_size - TEXT_SIZE_STEP);
            }
            Command::NormalText => self.set_text_size(context, 1.0),
            Command::NextRow => self.go_to_neighbour(true),
            Command::PreviousRow => self.go_to_neighbour(false),
            Command::Next(verdict) => self.go_to_verdict(verdict, true),
            Command::Previous(verdict) => self.go_to_verdict(verdict, false),
            Command::EarlierDate => self.step_date(false),
            Command::LaterDate => self.step_date(true),
            Command::LatestDate => self.set_as_of(""),
            Command::Findings => self.dialog = Some(Dialog::Findings),
            Command::Legend => self.dialog = Some(Dialog::Legend),
            Command::About => self.dialog = Some(Dialog::About),
        }
    }

    /// Takes what a job has to say.
    pub(super) fn finish(&mut self, context: &Context, done: Done) {
        match done {
            Done::Loaded { origin, loaded } => self.take_loaded(context, origin, *loaded),
            Done::Chosen(paths) => self.jobs.load(Origin::Paths(paths)),
            Done::ChosenForExport(path) => {
                if let Some(Dialog::Export(form)) = &mut self.dialog {
                    form.take_chosen(path);
                }
            }
            Done::Cancelled => {}
            Done::NoDialog => self.say_no_dialog(),
            Done::Exported(path, result) => self.take_exported(&path, result),
            Done::Failed(reason) => self.notify(reason, true),
        }
    }

    fn take_loaded(&mut self, context: &Context, origin: Origin, loaded: Loaded) {
        let is_empty = loaded.talks.positions.is_empty();
        if is_empty && let Some(state) = &self.state {
            let what = name_of(&origin);
            let still = state.sheet.title.clone();
            self.failed = loaded.problems;
            self.view.shows_problems = true;
            self.notify(
                format!("No position could be read from {what}. “{still}” is still open."),
                true,
            );
            return;
        }
        self.failed.clear();
        if self.state.is_some() {
            self.notice = None;
        }
        match &mut self.state {
            Some(state) if state.origin == origin => state.reopen(loaded),
            _ => {
                let wish = std::mem::take(&mut self.wish);
                self.open(origin, loaded, &wish);
            }
        }
        if let Some(state) = &self.state {
            let title = format!("{} – Common Ground", state.sheet.title);
            context.send_viewport_cmd(ViewportCommand::Title(title));
        }
    }

    fn open(&mut self, origin: Origin, loaded: Loaded, wish: &Wish) {
        let has_errors = loaded
            .problems
            .iter()
            .any(|problem| problem.severity == crate::files::Severity::Error);
        let (state, complaints) = State::open(origin, loaded, wish);
        self.view = View::of(&state);
        self.view.shows_problems = has_errors;
        self.state = Some(state);
        if !complaints.is_empty() {
            self.notify(complaints.join(" "), true);
        }
    }

    fn take_exported(&mut self, path: &Path, result: Result<(), String>) {
        let name = path.display();
        match (&mut self.dialog, result) {
            (_, Ok(())) => {
                self.dialog = None;
                self.notify(format!("The comparison was written to {name}."), false);
            }
            (Some(Dialog::Export(form)), Err(reason)) => form.error = Some(reason),
            (_, Err(reason)) => self.notify(reason, true),
        }
    }

    fn say_no_dialog(&mut self) {
        let text = "This system has no file dialog that could be opened.";
        match &mut self.dialog {
            Some(Dialog::Export(form)) => {
                form.error = Some(format!("{text} Type the path of the file instead."));
            }
            _ => {
                let hint = format!("{text} Type the path of a file or folder instead (Ctrl+L).");
                self.dialog = Some(Dialog::OpenPath(PathForm::with_hint(hint)));
            }
        }
    }

    fn open_typed(&mut self, text: &str) {
        let text = text.trim().trim_matches('"');
        if text.is_empty() {
            return;
        }
        let path = PathBuf::from(text);
        if !path.exists() {
            if let Some(Dialog::OpenPath(form)) = &mut self.dialog {
                form.error = Some(format!("There is no file or folder “{text}”."));
            }
            return;
        }
        self.dialog = None;
        self.jobs.load(Origin::Paths(vec![path]));
    }

    fn reload(&mut self) {
        if let Some(state) = &self.state {
            self.jobs.load(state.origin.clone());
        }
    }

    fn ask_for_export(&mut self) {
        if self.state.is_some()
            && let Some(format) = Format::all().first()
        {
            let path = self.proposed_export_path(*format).display().to_string();
            self.dialog = Some(Dialog::Export(ExportForm::new(*format, path)));
        }
    }

    fn export_as_typed(&mut self) {
        let (Some(state), Some(Dialog::Export(form))) = (&self.state, &mut self.dialog) else {
            return;
        };
        match form.target() {
            Ok(path) => {
                form.error = None;
                self.jobs.export(ExportJob {
                    loaded: Arc::clone(&state.loaded),
                    comparison: state.material().comparison.clone(),
                    filters: state.filters.clone(),
                    sheet: state.sheet.clone(),
                    format: form.format,
                    path,
                });
            }
            Err(question) => form.error = Some(question),
        }
    }

    /// Beside what is open, or in the home folder, named for the talks and the day.
    fn proposed_export_path(&self, format: Format) -> PathBuf {
        let Some(state) = &self.state else {
            return PathBuf::new();
        };
        let folder = match &state.origin {
            Origin::Paths(paths) => paths.first().map(|path| folder_of(path)),
            Origin::Bundled => None,
        };
        let mut name = file_name_of(&state.sheet.title);
        if let Some(day) = state.question.as_of {
            name = format!("{name} {day}");
        }
        folder
            .or_else(std::env::home_dir)
            .unwrap_or_default()
            .join(format!("{name}.{}", format.extension()))
    }

    fn find(&mut self) {
        self.settings.shows_filters = true;
        self.view.focuses_find = true;
    }

    fn fold_all(&mut self) {
        if let Some(state) = &self.state {
            self.view.folds.themes = state.themes.iter().cloned().collect();
        }
    }

    fn toggle_details(&mut self) {
        self.view.shows_details ^= true;
        let has_selection = self
            .state
            .as_ref()
            .is_some_and(|state| state.selected.is_some());
        if self.view.shows_details && !has_selection {
            self.go_to_neighbour(true);
        }
    }

    fn set_theme(&mut self, context: &Context, choice: ThemeChoice) {
        self.settings.theme = choice;
        context.set_theme(egui::ThemePreference::from(choice));
    }

    fn set_text_size(&mut self, context: &Context, size: f32) {
        let sizes = Settings::TEXT_SIZES;
        // Rounded, so that steps up and down lead back to where they began.
        self.settings.text_size =
            ((size * 10.0).round() / 10.0).clamp(*sizes.start(), *sizes.end());
        context.set_zoom_factor(self.settings.text_size);
    }

    fn select(&mut self, row: Row, shows_details: bool) {
        if let Some(state) = &mut self.state {
            state.select(row);
        }
        self.view.shows_details |= shows_details;
    }

    fn go_to(&mut self, row: Row) {
        if let Some(state) = &mut self.state {
            state.select(row);
            self.view.go_to(state, row);
        }
    }

    fn go_to_neighbour(&mut self, forwards: bool) {
        let row = self
            .state
            .as_ref()
            .and_then(|state| self.view.neighbour(state, forwards));
        if let Some(row) = row {
            self.go_to(row);
        }
    }

    fn go_to_verdict(&mut self, verdict: Verdict, forwards: bool) {
        let row = self
            .state
            .as_ref()
            .and_then(|state| state.row_with(verdict, forwards));
        if let Some(row) = row {
            self.go_to(row);
        }
    }

    fn step_date(&mut self, forwards: bool) {
        let day = self.state.as_ref().and_then(|state| {
            if forwards {
                state.later_day()
            } else {
                state.earlier_day()
            }
        });
        if let Some(day) = day {
            self.set_as_of(&day.to_string());
        }
    }

    fn set_as_of(&mut self, text: &str) {
        if let Some(state) = &mut self.state {
            match state.set_as_of(text) {
                Ok(()) => self.view.as_of.set(state.question.as_of),
                Err(reason) => self.view.as_of.error = Some(reason),
            }
        }
    }

    fn set_from(&mut self, text: &str) {
        if let Some(state) = &mut self.state {
            match state.set_from(text) {
                Ok(()) => self.view.from.set(state.question.from),
                Err(reason) => self.view.from.error = Some(reason),
            }
        }
    }

    fn set_since(&mut self, text: &str) {
        if let Some(state) = &mut self.state {
            match state.set_since(text) {
                Ok(()) => self.view.since.set(state.question.since),
                Err(reason) => self.view.since.error = Some(reason),
            }
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut State)) {
        if let Some(state) = &mut self.state {
            change(state);
        }
    }

    fn notify(&mut self, text: String, is_error: bool) {
        self.notice = Some(Notice { text, is_error });
    }
}

fn toggle<T: Ord>(set: &mut std::collections::BTreeSet<T>, item: T) {
    if !set.remove(&item) {
        set.insert(item);
    }
}

/// A title as the name of a file on every system: letters, digits, spaces and hyphens.
fn file_name_of(title: &str) -> String {
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

fn folder_of(path: &Path) -> PathBuf {
    if path.is_dir() {
        path.to_owned()
    } else {
        path.parent().map(Path::to_owned).unwrap_or_default()
    }
}

fn name_of(origin: &Origin) -> String {
    match origin {
        Origin::Bundled => "the bundled talks".to_owned(),
        Origin::Paths(paths) => match paths.as_slice() {
            [only] => only.display().to_string(),
            several => format!("the {} files chosen", several.len()),
        },
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
