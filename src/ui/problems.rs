//! The pane with everything that is wrong with the files, each with its place.

use egui::{RichText, ScrollArea, Ui};

use super::theme::Palette;
use super::{Window, text};
use crate::app::state::State;
use crate::app::view::View;
use crate::files::{Problem, Severity};

/// Height of a problem: what is wrong, and what to do about it.
const PROBLEM_HEIGHT: f32 = 40.0;

/// Shows the pane.
pub(super) fn problems_ui(ui: &mut Ui, window: &Window<'_>, state: &State, view: &mut View) {
    let palette = window.palette;
    let (head, problems) = if window.failed.is_empty() {
        ("Problems", state.loaded.problems.as_slice())
    } else {
        (
            "Problems of the files that could not be opened",
            window.failed,
        )
    };
    let head = ui.horizontal(|ui| {
        let head = super::pane::head_ui(ui, head);
        super::details::close_button_ui(ui, "Close the problems", &mut view.panes.shows_problems);
        head
    });
    let scrolled = super::pane::scrolled(ui, &head.inner, ui.available_height());
    if problems.is_empty() {
        ui.label(text::absent("Nothing is wrong with the files", palette));
        return;
    }
    ScrollArea::both().auto_shrink([false, false]).show_rows(
        ui,
        PROBLEM_HEIGHT,
        problems.len(),
        |ui, rows| {
            super::pane::scroll(ui, scrolled);
            for problem in problems.get(rows).unwrap_or_default() {
                problem_ui(ui, problem, palette);
            }
        },
    );
}

fn problem_ui(ui: &mut Ui, problem: &Problem, palette: &Palette) {
    ui.vertical(|ui| {
        ui.set_height(PROBLEM_HEIGHT);
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal(|ui| {
            let (word, colour) = match problem.severity {
                Severity::Error => ("Error", palette.error),
                Severity::Warning => ("Warning", palette.warning),
            };
            ui.label(text::strong(word).color(colour));
            ui.label(RichText::new(place(problem)).monospace());
            ui.label(problem.message.as_str());
        });
        ui.label(text::small(
            problem.hint.as_deref().unwrap_or_default(),
            palette,
        ));
    });
}

/// `file:line:column`, as far as the place is known.
fn place(problem: &Problem) -> String {
    if problem.line == 0 {
        problem.file.clone()
    } else {
        format!("{}:{}:{}", problem.file, problem.line, problem.column)
    }
}
