//! The line at the foot of the window.

use egui::{Align, Layout, Ui};

use super::{Window, text};
use crate::app::command::{Action, Command};
use crate::app::state::State;
use crate::app::view::View;
use crate::files::Severity;

/// Shows the line.
pub(super) fn status_ui(ui: &mut Ui, window: &Window<'_>, view: &View, actions: &mut Vec<Action>) {
    let palette = window.palette;
    ui.horizontal(|ui| {
        let work = match (
            window.busy.is_loading,
            window.busy.is_answering,
            window.busy.is_writing || window.busy.is_exporting,
        ) {
            (true, ..) => Some("Reading the files…"),
            (_, true, _) => Some("Comparing…"),
            (.., true) => Some("Writing the file…"),
            _ => None,
        };
        let Some(state) = window.state else {
            ui.label(text::small(work.unwrap_or_default(), palette));
            return;
        };
        ui.label(text::small(sizes(state), palette));
        problems_button_ui(ui, state, view, actions);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if window.busy.is_loading && ui.small_button("Stop reading").clicked() {
                actions.push(Action::StopOpening);
            }
            let hint = "Up and Down: row · Enter: details · N: next gap · F1: what the words mean";
            let hint = if window.room.is_narrow { "" } else { hint };
            ui.label(text::small(work.unwrap_or(hint), palette));
        });
    });
}

/// Opens and closes the pane with the problems, if there are any.
fn problems_button_ui(ui: &mut Ui, state: &State, view: &View, actions: &mut Vec<Action>) {
    let problems = &state.loaded.problems;
    let n_errors = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .count();
    let counts = [
        (n_errors, "error", "errors"),
        (problems.len() - n_errors, "warning", "warnings"),
    ];
    let words: Vec<String> = counts
        .iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| counted(*number, one, many))
        .collect();
    if words.is_empty() {
        return;
    }
    let button =
        egui::Button::new(text::small_plain(words.join(", "))).selected(view.panes.shows_problems);
    if ui
        .add(button)
        .on_hover_text("What is wrong with the files")
        .clicked()
    {
        actions.push(Action::Do(Command::ToggleProblems));
    }
}

/// How much there is, each number with what it counts: rows and parties of all there are, sources of what is shown.
fn sizes(state: &State) -> String {
    let (n_rows, n_shown) = (state.comparison().rows.len(), state.answer.rows.len());
    let rows = if n_shown == n_rows {
        counted(n_rows, "row", "rows")
    } else {
        format!("{n_shown} of {} shown", counted(n_rows, "row", "rows"))
    };
    let n_parties = state.loaded.talks.positions.len();
    let parties = format!(
        "{} of {} compared",
        state.asked.question.parties.len(),
        counted(n_parties, "party", "parties"),
    );
    let n_issues = state.loaded.talks.agenda.issues.len();
    let parts = [
        format!("{rows} on {}", counted(n_issues, "issue", "issues")),
        parties,
        format!(
            "{} cited here",
            counted(state.sheet().notes.len(), "source", "sources")
        ),
        format!(
            "{} read",
            counted(state.loaded.inputs.len(), "file", "files")
        ),
    ];
    parts.join(" · ")
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
