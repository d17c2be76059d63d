//! How what the user asks for is done.

use std::sync::Arc;

use egui::{Context, ViewportCommand};

use super::answer::Answer;
use super::command::{Action, Command};
use super::files::first_bundled;
use super::health::health;
use super::jobs::{AnswerJob, Done, TextsJob};
use super::order::Sort;
use super::settings::{Settings, ThemeChoice};
use super::state::{Origin, State};
use super::view::{RowStep, ViewMode};
use super::{App, Notice, Subject};
use crate::compare::Verdict;
use crate::export;
use crate::files::Loaded;
use crate::model::Row;
use crate::sheet::{Filters, Sought};
use crate::ui::Room;
use crate::ui::dialogs::{Dialog, PaletteForm, PathForm};

/// By how much one step makes everything larger.
const TEXT_SIZE_STEP: f32 = 0.1;

impl App {
    /// Does what a view has asked for.
    pub(super) fn perform(&mut self, context: &Context, frame: &eframe::Frame, action: Action) {
        match action {
            Action::Do(command) => self.run_command(context, frame, command),
            Action::Select(row) => self.select(row, false),
            // While a proposal is put together, a click says which row it is about.
            Action::Inspect(row) => self.select(row, !self.view.shows_draft),
            Action::GoTo(row) => self.go_to(row),
            Action::Show(row) => self.show(row),
            Action::Unhide(row) => self.unhide(row),
            Action::FoldTheme(theme, folds) => self.view.folds.set_theme(theme, folds),
            Action::FoldParts(issue, folds) => self.view.folds.set_parts(issue, folds),
            Action::SetFilters(filters) => self.set_filters(filters),
            Action::SetParty(party, is_on) => self.change(|state| state.set_party(party, is_on)),
            Action::SetAsOf(text) => self.set_as_of(&text),
            Action::SetFrom(text) => self.set_from(&text),
            Action::SetSince(text) => self.set_since(&text),
            Action::SetProposal(proposal, is_on) => {
                self.change(|state| state.set_proposal(proposal, is_on));
            }
            Action::CompareTwo(first, second) => self.compare_two(first, second),
            Action::Open(paths) => self.open_paths(paths),
            Action::OpenTalks(folder) => self.open_fresh(Origin::Bundled(folder, Vec::new())),
            Action::Replace => self.replace(context),
            Action::OpenTyped(text) => self.open_typed(&text),
            Action::SetColumn(key, is_shown) => {
                self.view.columns.set(key, is_shown);
                self.recent.columns.clone_from(&self.view.columns);
            }
            Action::MoveColumn(shown, key, forwards) => {
                self.view.columns.shift(shown, &key, forwards);
                self.recent.columns.clone_from(&self.view.columns);
            }
            Action::ChooseExportPath(format) => {
                let proposed = self.proposed_export_path(format);
                self.jobs.choose_export_path(frame, format, &proposed);
            }
            Action::ExportAsTyped => self.export_as_typed(),
            Action::Draft(action) => self.draft(context, frame, action),
            Action::Preview(choice) => self.preview(choice),
            Action::StopExport => self.stop_export(),
            Action::OpenWritten(path) => self.open_written(&path),
            Action::CloseDialog => {
                self.dialog = None;
                self.waiting = None;
            }
            Action::DismissNotice => self.notice = None,
        }
    }

    fn run_command(&mut self, context: &Context, frame: &eframe::Frame, command: Command) {
        match command {
            Command::OpenFiles => self.jobs.choose_files(frame),
            Command::OpenFolder => self.jobs.choose_folder(frame),
            Command::OpenPath => self.dialog = Some(Dialog::OpenPath(PathForm::default())),
            Command::Reload => self.reload(),
            Command::Stop => self.stop(),
            Command::OpenBundled => self.open_fresh(first_bundled()),
            Command::Export => self.ask_for_export(),
            Command::CopyRow => self.copy_row(context, export::clipboard::row_as_text),
            Command::CopyRowAsMarkdown => {
                self.copy_row(context, export::clipboard::row_as_markdown);
            }
            Command::CopyTable => self.copy_table(export::clipboard::table_as_text),
            Command::CopyTableAsMarkdown => {
                self.copy_table(export::clipboard::table_as_markdown);
            }
            Command::Quit => context.send_viewport_cmd(ViewportCommand::Close),
            Command::Palette => self.dialog = Some(Dialog::Palette(PaletteForm::default())),
            Command::ShowTable => self.view.mode = ViewMode::Table,
            Command::ShowMatrix => self.show_matrix(),
            Command::ShowTimeline => self.view.mode = ViewMode::Timeline,
            Command::Columns => self.dialog = Some(Dialog::Columns),
            Command::CompareAll => self.change(State::compare_all),
            Command::SortByAgenda => self.sort(Sort::Agenda),
            Command::SortByVerdict => self.sort(Sort::Verdict),
            Command::SortByDate => self.sort(Sort::Date),
            Command::ToggleHighContrast => self.toggle_high_contrast(context),
            Command::ToggleFilters => self.toggle_filters(context),
            Command::ToggleDetails => self.toggle_details(),
            Command::CloseDetails => self.view.panes.shows_details = false,
            Command::ToggleProblems => self.view.panes.shows_problems ^= true,
            Command::Find => self.find(),
            Command::ClearFilters => self.set_filters(Filters::default()),
            Command::ToggleCompact => self.settings.is_compact ^= true,
            Command::FoldAll => self.fold_all(),
            Command::UnfoldAll => self.view.folds.unfold_all(),
            Command::FollowSystemTheme => self.set_theme(context, ThemeChoice::System),
            Command::UseLight => self.set_theme(context, ThemeChoice::Light),
            Command::UseDark => self.set_theme(context, ThemeChoice::Dark),
            Command::LargerText => self.change_text_size(context, TEXT_SIZE_STEP),
            Command::SmallerText => self.change_text_size(context, -TEXT_SIZE_STEP),
            Command::NormalText => self.set_text_size(context, 1.0),
            Command::NextPane => self.go_to_pane(context, true),
            Command::PreviousPane => self.go_to_pane(context, false),
            Command::Row(step) => self.go_by(step),
            Command::Next(verdict) => self.go_to_verdict(verdict, true),
            Command::Previous(verdict) => self.go_to_verdict(verdict, false),
            Command::NextChanged => self.go_to_changed(true),
            Command::PreviousChanged => self.go_to_changed(false),
            Command::EarlierDate => self.step_date(false),
            Command::LaterDate => self.step_date(true),
            Command::LatestDate => self.set_as_of(""),
            Command::EarlierSince => self.step_since(false),
            Command::LaterSince => self.step_since(true),
            Command::NoChanges => self.set_since(""),
            Command::Draft(command) => self.run_draft_command(command),
            Command::Findings => self.dialog = Some(Dialog::Findings),
            Command::Shortcuts => self.dialog = Some(Dialog::Shortcuts),
            Command::Legend => self.dialog = Some(Dialog::Legend),
            Command::About => {
                self.dialog = Some(Dialog::About(health(self.settings.drawing.clone())));
            }
        }
    }

    fn toggle_filters(&mut self, context: &Context) {
        if Room::of(context).is_narrow {
            self.view.panes.shows_filters_anyway ^= true;
        } else {
            self.settings.shows_filters ^= true;
        }
    }

    fn change_text_size(&mut self, context: &Context, by: f32) {
        self.set_text_size(context, self.settings.text_size + by);
    }

    /// Takes what a job has to say.
    pub(super) fn finish(&mut self, context: &Context, done: Done) {
        match done {
            Done::Opened(opened) => self.take_opened(context, *opened),
            Done::Answered(loaded, answer) => self.take_answer(&loaded, answer),
            Done::Changed => self.take_change(),
            Done::Chosen(paths) => self.open_paths(paths),
            Done::ChosenForExport(path) => {
                if let Some(Dialog::Export(form)) = &mut self.dialog {
                    form.take_chosen(path);
                }
            }
            Done::ChosenForDraft(path) => {
                if let Some(Dialog::SaveDraft(form)) = &mut self.dialog {
                    form.take_chosen(&path);
                }
            }
            Done::Saved(written, result) => self.take_saved(&written, result),
            Done::Cancelled | Done::GivenUp | Done::Stopped => {}
            Done::Previewed(choice, preview) => self.take_preview(choice, preview),
            Done::NoDialog => self.say_no_dialog(),
            Done::Exported(path, result) => self.take_exported(&path, result),
            Done::Copied(text) => {
                context.copy_text(text);
                self.notify("The table was copied.".to_owned(), false);
            }
            Done::Failed(reason) => {
                // It may have been the answer, which is then still to be asked for.
                self.asked = None;
                self.notify(reason, true);
            }
        }
    }

    /// Shows an answer, unless other files were opened meanwhile.
    fn take_answer(&mut self, loaded: &Arc<Loaded>, answer: Arc<Answer>) {
        if let Some(state) = &mut self.state
            && Arc::ptr_eq(&state.loaded, loaded)
        {
            let old = Arc::clone(&state.answer);
            state.take_answer(answer);
            self.jobs.discard(old);
            self.prepare_texts();
            if let Some(row) = self.view.go_to_when_shown.take() {
                self.go_to(row);
            }
        }
    }

    /// Makes ready what a text is looked for in.
    pub(super) fn prepare_texts(&mut self) {
        if let Some(state) = &self.state {
            self.jobs.prepare_texts(TextsJob {
                loaded: Arc::clone(&state.loaded),
                answer: Arc::clone(&state.answer),
            });
        }
    }

    /// Sees to it that what is asked is answered. Called once a frame, so that several changes are one question.
    pub(super) fn ask(&mut self) {
        let Some(state) = &mut self.state else {
            return;
        };
        if !state.has_matrix() && self.view.mode == ViewMode::Matrix {
            self.view.mode = ViewMode::Table;
        }
        state.asked.wants_pairs = self.view.mode == ViewMode::Matrix || state.knows_pairs();
        if !state.is_up_to_date() && self.asked.as_ref() != Some(&state.asked) {
            self.asked = Some(state.asked.clone());
            self.jobs.answer(AnswerJob {
                loaded: Arc::clone(&state.loaded),
                asked: state.asked.clone(),
                before: Arc::clone(&state.answer),
            });
        }
        if state.is_up_to_date() {
            self.asked = None;
        }
    }

    fn show_matrix(&mut self) {
        if self.state.as_ref().is_some_and(State::has_matrix) {
            self.view.mode = ViewMode::Matrix;
            self.pass(&Subject::TooFewForMatrix);
        } else {
            let words = "The matrix holds three parties or more against each other.";
            self.notify_of(Subject::TooFewForMatrix, words.to_owned(), false);
        }
    }

    /// Shows the rows in this order, here and in what is opened later.
    fn sort(&mut self, sort: Sort) {
        self.settings.sort = sort;
        self.change(|state| state.asked.sort = sort);
    }

    /// Gives up what is being read, or else exported, and says what became of it.
    fn stop(&mut self) {
        if !self.jobs.busy().is_loading {
            self.stop_export();
            return;
        }
        self.jobs.stop_opening();
        let what = match &self.state {
            Some(state) => format!(
                "The files were not read to the end. “{}” is still open.",
                state.sheet().title
            ),
            None => "The files were not read to the end.".to_owned(),
        };
        self.notify(what, false);
    }

    fn compare_two(&mut self, first: usize, second: usize) {
        self.change(|state| state.compare_two(first, second));
        self.view.mode = ViewMode::Table;
    }

    fn find(&mut self) {
        self.settings.shows_filters = true;
        self.view.panes.shows_filters_anyway = true;
        self.view.focuses_find = true;
    }

    fn fold_all(&mut self) {
        if let Some(state) = &self.state {
            self.view
                .folds
                .fold_themes(state.answer.themes.iter().cloned());
        }
    }

    fn toggle_details(&mut self) {
        self.view.panes.shows_details ^= true;
        let has_selection = self
            .state
            .as_ref()
            .is_some_and(|state| state.selected.is_some());
        if self.view.panes.shows_details && !has_selection {
            self.go_by(RowStep::Next);
        }
        self.keep_selected_in_sight();
    }

    /// Brings the selected row into sight once more where the details have just taken room from the table.
    fn keep_selected_in_sight(&mut self) {
        let selected = self
            .state
            .as_ref()
            .and_then(|state| state.selected.as_ref());
        if self.view.panes.shows_details {
            self.view.scroll_to = selected.map(|(row, _)| *row);
        }
    }

    fn set_theme(&mut self, context: &Context, choice: ThemeChoice) {
        self.settings.theme = choice;
        context.set_theme(egui::ThemePreference::from(choice));
    }

    fn toggle_high_contrast(&mut self, context: &Context) {
        self.settings.is_high_contrast ^= true;
        self.theme.apply(context, self.settings.is_high_contrast);
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
        if shows_details && !self.view.panes.shows_details {
            self.view.panes.shows_details = true;
            self.keep_selected_in_sight();
        }
    }

    pub(super) fn go_to(&mut self, row: Row) {
        if let Some(state) = &mut self.state {
            state.select(row);
            self.view.go_to(state, row);
        }
    }

    /// Shows a row in the table with its details; filters that hide it are put away.
    fn show(&mut self, row: Row) {
        self.view.panes.shows_details = true;
        self.unhide(row);
    }

    /// Shows a row in the table; filters that hide it are put away.
    fn unhide(&mut self, row: Row) {
        self.view.mode = ViewMode::Table;
        self.go_to(row);
        let state = self.state.as_ref();
        if state.is_some_and(|state| !state.rows().any(|known| known.row == row)) {
            self.view.go_to_when_shown = Some(row);
            self.set_filters(Filters::default());
        }
    }

    pub(super) fn go_by(&mut self, step: RowStep) {
        let row = self
            .state
            .as_ref()
            .and_then(|state| self.view.row_after(state, step));
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

    /// Goes to a row on which an answer has changed, or says why there is none.
    fn go_to_changed(&mut self, forwards: bool) {
        let Some(state) = &self.state else {
            return;
        };
        match state.changed_row(forwards) {
            Some(row) => self.go_to(row),
            None if state.asked.question.since.is_none() => self.notify(
                "Changes are told since a day: type one at the top, under “Changes since”."
                    .to_owned(),
                false,
            ),
            None => self.notify(
                "No answer that is shown has changed since then.".to_owned(),
                false,
            ),
        }
    }

    fn set_filters(&mut self, filters: Filters) {
        let Some(state) = &mut self.state else {
            return;
        };
        let [before, now] = [&state.asked.filters, &filters].map(Sought::of);
        if before != now {
            self.view.unfold_for_text(now.is_some());
            // Where it was folded away before, the row that is looked at would be gone.
            if let Some((row, _)) = &state.selected {
                self.view.folds.reveal(&state.answer.sheet.lines, *row);
            }
        }
        state.asked.filters = filters;
    }

    fn change(&mut self, change: impl FnOnce(&mut State)) {
        if let Some(state) = &mut self.state {
            change(state);
        }
    }

    pub(super) fn notify(&mut self, text: String, is_error: bool) {
        self.notify_of(Subject::Anything, text, is_error);
    }

    /// Says what passes with what it is about.
    pub(super) fn notify_of(&mut self, subject: Subject, text: String, is_error: bool) {
        self.notice = Some(Notice {
            text,
            is_error,
            subject,
        });
    }

    /// Puts away a notice whose subject has passed.
    pub(super) fn pass(&mut self, subject: &Subject) {
        self.notice.take_if(|notice| notice.subject == *subject);
    }
}
