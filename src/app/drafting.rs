//! Putting a proposal together: picking outcomes, typing numbers and days, taking steps back, saving and discarding.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use egui::{Context, ViewportCommand};

use super::App;
use super::draft::{Draft, FIRST_TITLE, Written, free_id};
use super::exporting::file_name_of;
use super::jobs::{SaveError, SaveJob};
use super::state::{Origin, State};
use super::view::RowStep;
use crate::export::ExportError;
use crate::files::{folder_of, proposal_text, typed_date, typed_parties, typed_set};
use crate::model::Row;
use crate::ui::dialogs::{Dialog, SaveForm};

/// A command about the own proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftCommand {
    /// Show or hide the pane in which it is put together.
    Toggle,
    /// Go to the outcomes that it can pick on the selected row.
    PickOutcome,
    /// Take the selected row out of it.
    RemoveTerm,
    /// Take back its last change.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Write it to a file.
    Save,
    /// Throw it away.
    Discard,
}

/// What the user does to the own proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftAction {
    /// Pick this outcome for this row alone, or take it back.
    Pick(Row, crate::model::OutcomeSet),
    /// Pick this outcome beside others, any of which would do, or take it from them.
    PickAlso(Row, crate::model::OutcomeSet),
    /// Take the numbers or days that were typed for this row; nothing takes the row out.
    Type(Row, String),
    /// Take the row out.
    Remove(Row),
    /// Call it this.
    Rename(String),
    /// Say that these put it forward, as typed.
    SetBy(String),
    /// Say that it is put forward on this date, as typed.
    SetDate(String),
    /// Take the terms that were typed for this row, beyond its outcomes.
    Qualify(Row, String),
    /// Say what this proposal says.
    TakeOver(usize),
    /// Choose the file to write.
    ChoosePath,
    /// Write it as the dialog says.
    SaveAsTyped,
    /// Throw it away, and close the window if that was asked for.
    Discard,
}

impl App {
    pub(super) fn run_draft_command(&mut self, command: DraftCommand) {
        match command {
            DraftCommand::Toggle => self.toggle_draft(),
            DraftCommand::PickOutcome => self.go_to_outcomes(),
            DraftCommand::RemoveTerm => self.remove_selected_term(),
            DraftCommand::Undo => self.edit_known(Draft::undo),
            DraftCommand::Redo => self.edit_known(Draft::redo),
            DraftCommand::Save => self.ask_for_draft_path(),
            DraftCommand::Discard => self.ask_to_discard(),
        }
    }

    /// Does what the user does to the own proposal.
    pub(super) fn draft(&mut self, context: &Context, frame: &eframe::Frame, action: DraftAction) {
        match action {
            DraftAction::Pick(row, outcome) => self.edit(|draft| draft.pick(row, &outcome)),
            DraftAction::PickAlso(row, outcome) => {
                self.edit(|draft| draft.pick_also(row, &outcome));
            }
            DraftAction::Type(row, text) => self.type_term(row, &text),
            DraftAction::Remove(row) => self.edit(|draft| draft.set_term(row, None)),
            DraftAction::Rename(title) => self.edit(|draft| draft.set_title(&title)),
            DraftAction::SetBy(text) => self.set_draft_by(&text),
            DraftAction::SetDate(text) => match typed_date(&text) {
                Ok(date) => {
                    self.view.draft.date.give_up();
                    self.edit(|draft| draft.set_date(date));
                }
                Err(reason) => self.view.draft.date.error = Some(reason.to_string()),
            },
            DraftAction::Qualify(row, text) => {
                self.view.draft.qualifier.give_up();
                self.edit(|draft| draft.set_qualifier(row, &text));
            }
            DraftAction::TakeOver(proposal) => self.take_over(proposal),
            DraftAction::ChoosePath => {
                let proposed = self.proposed_draft_path();
                self.jobs.choose_draft_path(frame, &proposed);
            }
            DraftAction::SaveAsTyped => self.save_as_typed(),
            DraftAction::Discard => self.discard_draft(context),
        }
    }

    /// Opens the pane in which a proposal is put together, or closes it. What was put together stays.
    fn toggle_draft(&mut self) {
        let Some(state) = self.state.as_mut().filter(|state| state.is_comparable()) else {
            return;
        };
        let shows = !self.view.shows_draft;
        self.view.shows_draft = shows;
        if shows {
            let draft = state.draft.take().unwrap_or_default();
            state.set_draft(Some(draft));
        } else if state
            .draft
            .as_ref()
            .is_some_and(|draft| draft.is_empty() && !draft.can_undo() && !draft.is_unsaved())
        {
            state.set_draft(None);
        }
        if shows && state.selected.is_none() {
            self.go_by(RowStep::Next);
        }
    }

    /// Changes the own proposal, which is begun if there is none.
    fn edit(&mut self, change: impl FnOnce(&mut Draft)) {
        if let Some(state) = &mut self.state {
            let mut draft = state.draft.take().unwrap_or_default();
            change(&mut draft);
            state.set_draft(Some(draft));
        }
    }

    /// Changes the own proposal, if there is one.
    fn edit_known(&mut self, change: impl FnOnce(&mut Draft)) {
        if self
            .state
            .as_ref()
            .is_some_and(|state| state.draft.is_some())
        {
            self.edit(change);
        }
    }

    /// Opens the pane, if need be, and gives the focus to the first outcome to pick.
    fn go_to_outcomes(&mut self) {
        if !self.view.shows_draft {
            self.toggle_draft();
        }
        self.view.focuses_outcomes = true;
    }

    fn remove_selected_term(&mut self) {
        let selected = self
            .state
            .as_ref()
            .and_then(|state| state.selected.as_ref());
        if let Some(row) = selected.map(|(row, _)| *row) {
            self.edit_known(|draft| draft.set_term(row, None));
        }
    }

    fn type_term(&mut self, row: Row, text: &str) {
        let issues = self
            .state
            .as_ref()
            .map(|state| &state.loaded.talks.agenda.issues);
        let Some(issue) = issues.and_then(|issues| issues.get(row.issue)) else {
            return;
        };
        if text.trim().is_empty() {
            self.view.draft.term.error = None;
            self.edit(|draft| draft.set_term(row, None));
            return;
        }
        match typed_set(text, issue) {
            Ok(set) => {
                self.view.draft.term.error = None;
                self.edit(|draft| draft.set_term(row, Some(set)));
            }
            Err(reason) => self.view.draft.term.error = Some(reason.to_string()),
        }
    }

    fn set_draft_by(&mut self, text: &str) {
        let Some(state) = &self.state else {
            return;
        };
        match typed_parties(text, &state.loaded.talks) {
            Ok(by) => {
                self.view.draft.by.give_up();
                self.edit(|draft| draft.set_by(by));
            }
            Err(reason) => self.view.draft.by.error = Some(reason.to_string()),
        }
    }

    fn take_over(&mut self, proposal: usize) {
        if let Some(state) = &self.state {
            let loaded = Arc::clone(&state.loaded);
            if let Some(proposal) = loaded.talks.proposals.get(proposal) {
                self.edit(|draft| draft.take_over(&loaded.talks.agenda, proposal));
            }
        }
    }

    fn ask_for_draft_path(&mut self) {
        if self
            .state
            .as_ref()
            .is_some_and(|state| state.draft.is_some())
        {
            let path = self.proposed_draft_path().display().to_string();
            self.dialog = Some(Dialog::SaveDraft(SaveForm::new(path)));
        }
    }

    /// Where it was last saved, unless under another title; else beside what is open, or in the home folder, named for
    /// its title.
    fn proposed_draft_path(&self) -> PathBuf {
        let Some((state, draft)) = self.state.as_ref().and_then(with_draft) else {
            return PathBuf::new();
        };
        if let Some(path) = draft.saved_to() {
            // With a new title it is another proposal, and the file that is named for the old one stays.
            let is_named_for_it = |title: &str| path.file_name() == Some(ron_file(title).as_ref());
            return match draft.saved_title() {
                Some(title) if title != draft.title() && is_named_for_it(title) => {
                    path.with_file_name(ron_file(draft.title()))
                }
                _ => path.to_owned(),
            };
        }
        let folder = match &state.origin {
            Origin::Paths(paths) => paths.first().map(|path| folder_of(path)),
            Origin::Bundled(..) => None,
        };
        folder
            .or_else(std::env::home_dir)
            .unwrap_or_default()
            .join(ron_file(draft.title()))
    }

    fn save_as_typed(&mut self) {
        let (Some((state, draft)), Some(Dialog::SaveDraft(form))) =
            (self.state.as_ref().and_then(with_draft), &mut self.dialog)
        else {
            return;
        };
        let (loaded, own) = (&state.loaded, draft.saved_to());
        let file = form.file().and_then(|path| {
            let is_proposal = own == Some(path.as_path()) || loaded.proposal_in(&path).is_some();
            if loaded.is_read_from(&path) && !is_proposal {
                return Err(ExportError::IsInput(path).to_string());
            }
            form.agree_to(&path, own).map(|()| path)
        });
        let path = match file {
            Ok(path) => path,
            Err(question) => {
                form.error = Some(question);
                return;
            }
        };
        // A file that is open keeps its id, so that answers to it still find it.
        let talks = &state.loaded.talks;
        let known = loaded.proposal_in(&path).map(|known| known.id.clone());
        let Some(id) = known.or_else(|| free_id(draft.title(), talks)) else {
            return;
        };
        match proposal_text(&talks.agenda, &draft.proposal(id)) {
            Ok(text) => {
                form.error = None;
                let replaces = draft.text_in(&path).filter(|_| !form.replaces(&path));
                self.jobs.save(SaveJob {
                    written: draft.to_write(path, text),
                    replaces,
                });
            }
            Err(reason) => form.error = Some(reason.to_string()),
        }
    }

    pub(super) fn take_saved(&mut self, written: &Written, result: Result<(), SaveError>) {
        match (&mut self.dialog, result) {
            (_, Ok(())) => {
                self.dialog = None;
                let name = written.path.display();
                self.notify(format!("The proposal was written to {name}."), false);
                self.edit_known(|draft| draft.take_saved(written));
            }
            (Some(Dialog::SaveDraft(form)), Err(error)) => form.refuse(error),
            (_, Err(SaveError::Failed(reason))) => self.notify(reason, true),
            (_, Err(SaveError::Changed(path))) => {
                let name = path.display();
                let words =
                    format!("{name} was left as it is: it has been changed by something else.");
                self.notify(words, true);
            }
        }
    }

    /// Throws the own proposal away, after a question if something would be lost.
    fn ask_to_discard(&mut self) {
        match self.state.as_ref().and_then(with_draft) {
            Some((_, draft)) if draft.is_unsaved() => {
                self.dialog = Some(Dialog::Discard { quits: false });
            }
            Some(_) => self.throw_draft_away(),
            None => {}
        }
    }

    /// Keeps the window open, and asks, if closing it would lose a proposal.
    pub(super) fn guard_closing(&mut self, context: &Context) {
        let is_closing = context.input(|input| input.viewport().close_requested());
        if is_closing && self.has_unsaved_draft() {
            context.send_viewport_cmd(ViewportCommand::CancelClose);
            self.dialog = Some(Dialog::Discard { quits: true });
        }
    }

    /// Whether the own proposal has changes that are not saved.
    pub(super) fn has_unsaved_draft(&self) -> bool {
        self.state.as_ref().is_some_and(State::is_draft_unsaved)
    }

    fn discard_draft(&mut self, context: &Context) {
        let quits = self.dialog == Some(Dialog::Discard { quits: true });
        self.dialog = None;
        self.throw_draft_away();
        if quits {
            context.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn throw_draft_away(&mut self) {
        self.view.shows_draft = false;
        if let Some(state) = &mut self.state {
            state.set_draft(None);
        }
    }
}

/// The name of the file for a proposal with this title.
fn ron_file(title: &str) -> OsString {
    let name = match title.trim() {
        "" => file_name_of(FIRST_TITLE),
        title => file_name_of(title),
    };
    format!("{name}.ron").into()
}

fn with_draft(state: &State) -> Option<(&State, &Draft)> {
    state.draft.as_ref().map(|draft| (state, draft))
}
