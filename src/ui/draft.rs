//! The pane in which a proposal is put together: the outcomes of the selected row to pick from, and what each party's
//! answers say of it all.

use egui::{
    Button, CollapsingHeader, Frame, Key, Response, RichText, Role, ScrollArea, TextEdit, Ui,
    WidgetInfo, vec2,
};

use super::details::{close_button_ui, hidden_ui};
use super::marks;
use super::menu::is_possible;
use super::table::proposal_cell::response_ui;
use super::theme::Palette;
use super::{Window, text};
use crate::app::command::{Action, Command};
use crate::app::draft::Draft;
use crate::app::drafting::{DraftAction, DraftCommand};
use crate::app::state::State;
use crate::app::view::{DraftFields, TypedField, View};
use crate::files::{as_typed, parties_as_typed};
use crate::model::{OutcomeSet, Row};
use crate::sheet::{Choice, Choices, ProposalColumn, counted};

/// More rows than these are counted in a list, not named.
const MOST_ROWS: usize = 200;

/// Room for the date beside the names of those who put the proposal forward.
const DATE_ROOM: f32 = 156.0;

/// Shows the pane.
pub(super) fn draft_ui(
    ui: &mut Ui,
    window: &Window<'_>,
    state: &State,
    view: &mut View,
    actions: &mut Vec<Action>,
) {
    let Some(draft) = &state.draft else {
        return;
    };
    let palette = window.palette;
    ui.horizontal(|ui| {
        ui.label(text::head("Put a proposal together"));
        let mut is_shown = true;
        close_button_ui(ui, "Close the proposal", &mut is_shown);
        if !is_shown {
            actions.push(Action::Do(Command::Draft(DraftCommand::Toggle)));
        }
    });
    let head_ui = |ui: &mut Ui, fields: &mut DraftFields, actions: &mut Vec<Action>| {
        title_ui(ui, draft, palette, actions);
        from_ui(ui, (state, draft), palette, fields, actions);
        buttons_ui(ui, window, actions);
        ui.separator();
    };
    if !window.room.is_low {
        head_ui(ui, &mut view.draft, actions);
    }
    ScrollArea::vertical()
        .id_salt("draft")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.set_width(ui.available_width() - 14.0);
            if window.room.is_low {
                // There is no room for it to stay in sight.
                head_ui(ui, &mut view.draft, actions);
            }
            row_ui(ui, state, draft, palette, view, actions);
            ui.separator();
            if let Some(column) = state.draft_column() {
                whole_ui(ui, column, palette, actions);
            }
            take_over_ui(ui, state, palette, actions);
        });
}

fn title_ui(ui: &mut Ui, draft: &Draft, palette: &Palette, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let label = ui.label(text::label("Title", palette));
        let mut title = draft.title().to_owned();
        let editor = TextEdit::singleline(&mut title).desired_width(f32::INFINITY);
        if ui.add(editor).labelled_by(label.id).changed() {
            actions.push(Action::Draft(DraftAction::Rename(title)));
        }
    });
}

/// Who puts it forward, and when.
fn from_ui(
    ui: &mut Ui,
    (state, draft): (&State, &Draft),
    palette: &Palette,
    fields: &mut DraftFields,
    actions: &mut Vec<Action>,
) {
    let talks = &state.loaded.talks;
    let by = draft.by();
    fields
        .by
        .follow(by.to_vec(), || parties_as_typed(by, talks));
    let date = draft.date();
    let date_as_typed = || date.map(|date| date.to_string()).unwrap_or_default();
    fields.date.follow(date, date_as_typed);
    ui.horizontal(|ui| {
        let label = ui.label(text::label("By", palette));
        let room = ui.available_width() - DATE_ROOM;
        let words = FieldWords {
            hint: "names",
            about: "Names of those who put it forward, with commas between them; who is no party here is kept as an id, as in holy-see",
        };
        if let Some(text) = typed_field_ui(ui, &mut fields.by, &label, words, room) {
            actions.push(Action::Draft(DraftAction::SetBy(text)));
        }
        let words = FieldWords {
            hint: "none",
            about: "When it is put forward: a day, a month (2025-07) or a year",
        };
        let label = ui.label(text::label("Date", palette));
        let room = ui.available_width();
        if let Some(text) = typed_field_ui(ui, &mut fields.date, &label, words, room) {
            actions.push(Action::Draft(DraftAction::SetDate(text)));
        }
    });
    for error in [&fields.by.error, &fields.date.error].into_iter().flatten() {
        ui.label(RichText::new(error).color(palette.error));
    }
}

/// The words of a field.
#[derive(Clone, Copy)]
struct FieldWords {
    /// In it while it is empty.
    hint: &'static str,
    /// What is typed there, for a tooltip.
    about: &'static str,
}

/// Shows a field, and gives its text once it is left with another one than before.
fn typed_field_ui<Shown: PartialEq>(
    ui: &mut Ui,
    field: &mut TypedField<Shown>,
    label: &Response,
    words: FieldWords,
    width: f32,
) -> Option<String> {
    let editor = TextEdit::singleline(&mut field.text)
        .desired_width(width)
        .hint_text(words.hint);
    let response = ui.add(editor).labelled_by(label.id);
    let response = response.on_hover_text(words.about);
    let (is_given_up, has_pressed_enter) = ui.input(|input| {
        (
            input.key_pressed(Key::Escape),
            input.key_pressed(Key::Enter),
        )
    });
    if std::mem::take(&mut field.wants_focus) {
        response.request_focus();
    }
    if !response.lost_focus() {
        return None;
    }
    if has_pressed_enter {
        // What is typed next is for this field still, whether it was understood or not.
        response.request_focus();
    }
    if is_given_up {
        field.give_up();
        return None;
    }
    field.take_typed()
}

fn buttons_ui(ui: &mut Ui, window: &Window<'_>, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        for (words, name, command) in [
            (
                "Undo",
                "Undo the last change",
                Command::Draft(DraftCommand::Undo),
            ),
            (
                "Redo",
                "Redo the change",
                Command::Draft(DraftCommand::Redo),
            ),
            (
                "Save…",
                "Save your proposal to a file",
                Command::Draft(DraftCommand::Save),
            ),
            (
                "Discard",
                "Discard your proposal now",
                Command::Draft(DraftCommand::Discard),
            ),
        ] {
            let button = ui.add_enabled(is_possible(command, window), Button::new(words).small());
            let is_enabled = button.enabled();
            button.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, name));
            if button.clicked() {
                actions.push(Action::Do(command));
            }
        }
    });
}

/// What the proposal can say on the selected row.
fn row_ui(
    ui: &mut Ui,
    state: &State,
    draft: &Draft,
    palette: &Palette,
    view: &mut View,
    actions: &mut Vec<Action>,
) {
    let Some(choices) = &state.choices else {
        ui.label(text::absent("Select a row to say something on it", palette));
        return;
    };
    ui.label(text::strong(&choices.title));
    hidden_ui(ui, state, palette, actions);
    if let Some(question) = &choices.question {
        ui.label(RichText::new(question).color(palette.muted));
    }
    if let Some(refusal) = choices.refusal {
        ui.label(refusal);
    }
    let term = draft.term(choices.row);
    if let Some(label) = choices.typed {
        typed_ui(ui, (state, choices, label), term, palette, view, actions);
    }
    let mut takes_focus = std::mem::take(&mut view.focuses_outcomes);
    for choice in &choices.outcomes {
        let response = choice_ui(ui, choices, choice, term, palette, actions);
        if std::mem::take(&mut takes_focus) {
            response.request_focus();
        }
    }
    if term.is_none() {
        ui.label(text::absent("Your proposal leaves this row out", palette));
    } else {
        qualifier_ui(
            ui,
            draft,
            choices.row,
            palette,
            &mut view.draft.qualifier,
            actions,
        );
        if ui.button("Leave this row out").clicked() {
            actions.push(Action::Draft(DraftAction::Remove(choices.row)));
        }
    }
    let cell = state
        .draft_column()
        .and_then(|column| column.term(choices.row));
    for known in cell.iter().flat_map(|cell| &cell.responses) {
        response_ui(ui, known, palette);
    }
}

/// An outcome to pick, with what the parties have said of it.
fn choice_ui(
    ui: &mut Ui,
    choices: &Choices,
    choice: &Choice,
    term: Option<&OutcomeSet>,
    palette: &Palette,
    actions: &mut Vec<Action>,
) -> egui::Response {
    let is_picked = term.is_some_and(|term| choice.outcome.is_subset(term));
    let response = ui.radio(is_picked, &choice.label);
    response
        .widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_picked, &choice.spoken));
    if response.clicked() {
        let outcome = choice.outcome.clone();
        actions.push(Action::Draft(DraftAction::Pick(choices.row, outcome)));
    }
    ui.horizontal(|ui| {
        ui.add_space(20.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
            ui.spacing_mut().interact_size.y = 0.0;
            for known in &choice.answers {
                ui.horizontal(|ui| {
                    marks::answer_ui(ui, known.mark, palette);
                    ui.add(egui::Label::new(text::small(&known.words, palette)).truncate());
                });
            }
            // One number or day is not put beside another: a range says that.
            let is_alone = term.is_none_or(|term| *term == choice.outcome);
            if choices.typed.is_none() && !is_alone {
                also_ui(ui, choices, choice, is_picked, actions);
            }
        });
    });
    ui.add_space(4.0);
    response
}

/// A button that puts an outcome beside those picked, or takes it from them.
fn also_ui(
    ui: &mut Ui,
    choices: &Choices,
    choice: &Choice,
    is_picked: bool,
    actions: &mut Vec<Action>,
) {
    let (words, name) = if is_picked {
        ("Not this", format!("Not “{}” any more", choice.label))
    } else {
        ("Or this", format!("Or “{}”, too", choice.label))
    };
    let response = ui.small_button(words).on_hover_text(
        "Of several outcomes, any one would do: a party that refuses one of them refuses in part",
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.clicked() {
        let outcome = choice.outcome.clone();
        actions.push(Action::Draft(DraftAction::PickAlso(choices.row, outcome)));
    }
}

/// A field for numbers or days.
fn typed_ui(
    ui: &mut Ui,
    (state, choices, label): (&State, &Choices, &str),
    term: Option<&OutcomeSet>,
    palette: &Palette,
    view: &mut View,
    actions: &mut Vec<Action>,
) {
    let issues = &state.loaded.talks.agenda.issues;
    let Some(issue) = issues.get(choices.row.issue) else {
        return;
    };
    let field = &mut view.draft.term;
    field.follow((choices.row, term.cloned()), || {
        let typed = term.and_then(|is| as_typed(is, &issue.space));
        typed.unwrap_or_default()
    });
    let label = ui.label(text::label(label, palette));
    field.wants_focus = std::mem::take(&mut view.focuses_outcomes);
    let words = FieldWords {
        hint: "",
        about: "One, a range with “to” in it, or one with “at most” or “at least” before it",
    };
    if let Some(text) = typed_field_ui(ui, field, &label, words, f32::INFINITY) {
        actions.push(Action::Draft(DraftAction::Type(choices.row, text)));
    }
    if let Some(error) = &field.error {
        ui.label(RichText::new(error).color(palette.error));
    }
}

/// A field for terms that the outcomes of a row do not carry.
fn qualifier_ui(
    ui: &mut Ui,
    draft: &Draft,
    row: Row,
    palette: &Palette,
    field: &mut TypedField<(Row, Option<String>)>,
    actions: &mut Vec<Action>,
) {
    let known = draft.qualifier(row);
    field.follow((row, known.map(str::to_owned)), || {
        known.unwrap_or_default().to_owned()
    });
    let label = ui.label(text::label("On these terms", palette));
    let words = FieldWords {
        hint: "such as: in peacetime",
        about: "What the outcomes do not say, in a few words",
    };
    if let Some(text) = typed_field_ui(ui, field, &label, words, f32::INFINITY) {
        actions.push(Action::Draft(DraftAction::Qualify(row, text)));
    }
}

/// What each party's answers say of all terms, what hangs together, and what is settled and what not.
fn whole_ui(ui: &mut Ui, column: &ProposalColumn, palette: &Palette, actions: &mut Vec<Action>) {
    ui.label(text::label("How the parties' answers respond", palette));
    for known in &column.counts {
        ui.horizontal_wrapped(|ui| {
            ui.label(text::strong(format!("{}:", known.party)));
            for (response, words) in &known.counts {
                marks::response_ui(ui, *response, palette);
                ui.label(words);
            }
            if known.counts.is_empty() {
                ui.label(text::absent("Nothing to respond to yet", palette));
            }
        });
    }
    if !column.linkages.is_empty() {
        ui.add_space(6.0);
        ui.label(text::label("Linkages broken or left open", palette));
        for linkage in &column.linkages {
            ui.label(linkage.as_str());
        }
    }
    ui.add_space(6.0);
    let rows = counted(column.terms.len(), "row", "rows");
    ui.label(text::label(format!("It settles {rows}"), palette));
    for term in column.terms.iter().take(MOST_ROWS) {
        Frame::new().show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                if ui.link(&term.title).clicked() {
                    actions.push(Action::GoTo(term.row));
                }
                ui.label(&term.text);
                let name = format!("Leave out {}", term.title);
                let button = ui.small_button("Leave out");
                button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
                if button.clicked() {
                    actions.push(Action::Draft(DraftAction::Remove(term.row)));
                }
            });
        });
    }
    more_ui(ui, column.terms.len(), palette);
    ui.add_space(6.0);
    let rows = counted(column.left_out.len(), "row", "rows");
    CollapsingHeader::new(RichText::new(format!("It leaves out {rows}")).small())
        .id_salt("left-out")
        .show(ui, |ui| {
            for left in column.left_out.iter().take(MOST_ROWS) {
                if ui.link(&left.title).clicked() {
                    actions.push(Action::GoTo(left.row));
                }
            }
            more_ui(ui, column.left_out.len(), palette);
        });
}

fn more_ui(ui: &mut Ui, n_rows: usize, palette: &Palette) {
    if let Some(more) = n_rows.checked_sub(MOST_ROWS).filter(|more| *more > 0) {
        ui.label(text::small(format!("and {more} more"), palette));
    }
}

/// A proposal of others as a beginning.
fn take_over_ui(ui: &mut Ui, state: &State, palette: &Palette, actions: &mut Vec<Action>) {
    let proposals = &state.loaded.talks.proposals;
    if proposals.is_empty() {
        return;
    }
    ui.add_space(6.0);
    ui.label(text::label("Take over what another proposal says", palette));
    for (index, known) in proposals.iter().enumerate() {
        let name = format!("Take over “{}”", known.title);
        let button = ui.add(Button::new(&known.title).small().wrap());
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if button.clicked() {
            actions.push(Action::Draft(DraftAction::TakeOver(index)));
        }
    }
}
