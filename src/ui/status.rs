//! The line at the foot of the window.

use std::time::Duration;

use egui::{Align, Label, Layout, ProgressBar, Role, Ui, WidgetInfo};

use super::{Window, text};
use crate::app::command::{Action, Command};
use crate::app::jobs::Busy;
use crate::app::state::State;
use crate::app::view::{View, ViewMode};
use crate::files::Severity;

/// Width of the bar that says how far something has come.
const BAR_WIDTH: f32 = 120.0;
/// How often that is looked at.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(100);

/// Shows the line.
pub(super) fn status_ui(ui: &mut Ui, window: &Window<'_>, view: &View, actions: &mut Vec<Action>) {
    let palette = window.palette;
    ui.horizontal(|ui| {
        if let Some(state) = window.state {
            ui.label(text::small(sizes(state), palette));
            problems_button_ui(ui, window, state, view, actions);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let is_working = work_ui(ui, window, actions);
            if let Some(state) = window.state
                && !is_working
                && !window.room.is_narrow
            {
                ui.add(Label::new(text::small(hint(view, state), palette)).truncate());
            }
        });
    });
}

/// The keys that a newcomer needs most, in what is shown.
fn hint(view: &View, state: &State) -> &'static str {
    if !state.is_comparable() {
        "Ctrl+O: open files · Ctrl+L: open a path · F5: read again · F8: problems"
    } else if view.mode == ViewMode::Matrix {
        "Ctrl+1: table · Ctrl+3: timeline · F6: next pane · F1: what words mean"
    } else if view.mode == ViewMode::Timeline {
        "Ctrl+1: table · Alt+Left, Alt+Right: another day · F6: next pane · F1: what words mean"
    } else if view.shows_draft {
        "Up, Down: row · T: pick outcomes · F6: next pane · Ctrl+S: save the proposal"
    } else {
        "Up, Down: row · Enter: details · F6: next pane · N: next gap · F1: what words mean"
    }
}

/// Says what is under way, how far it has come, and how to stop it. Also says whether there is anything.
fn work_ui(ui: &mut Ui, window: &Window<'_>, actions: &mut Vec<Action>) -> bool {
    let busy = window.busy;
    let (words, stop) = match busy {
        Busy {
            is_loading: true, ..
        } => ("Reading the files…", Some("Stop reading")),
        Busy {
            is_answering: true, ..
        } => ("Comparing…", None),
        Busy {
            is_exporting: true, ..
        } => ("Writing the file…", Some("Stop writing")),
        Busy {
            is_writing: true, ..
        } => ("Writing the file…", None),
        _ => return false,
    };
    if let Some(stop) = stop
        && ui.small_button(stop).clicked()
    {
        actions.push(Action::Do(Command::Stop));
    }
    let Some((files, percent)) = busy.progress else {
        ui.label(text::small(words, window.palette));
        return true;
    };
    let bar = ProgressBar::new(percent as f32 / 100.0)
        .desired_width(BAR_WIDTH)
        .desired_height(8.0)
        .fill(window.palette.accent.into());
    let response = ui.add(bar);
    let files = counted(files, "file", "files");
    let words = if percent < 100 {
        format!("Reading {files}: {percent} %")
    } else {
        format!("Comparing what is in {files}…")
    };
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &words));
    ui.label(text::small(words.as_str(), window.palette));
    // Nothing else would say that it has come farther.
    ui.ctx().request_repaint_after(PROGRESS_INTERVAL);
    true
}

/// Opens and closes the pane with the problems, if there are any.
fn problems_button_ui(
    ui: &mut Ui,
    window: &Window<'_>,
    state: &State,
    view: &View,
    actions: &mut Vec<Action>,
) {
    let problems = if window.failed.is_empty() {
        state.loaded.problems.as_slice()
    } else {
        window.failed
    };
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
            counted(state.answer.n_sources, "source", "sources")
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
