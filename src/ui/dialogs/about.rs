//! What the program is, with what whoever looks after the machine would ask.

use egui::{Grid, RichText, ScrollArea, Ui};

use super::{cancel_ui, set_width};
use crate::app::command::Action;
use crate::app::health::Fact;
use crate::ui::{Window, text};

/// How much of the facts is shown without scrolling.
const FACTS_HEIGHT: f32 = 280.0;
/// Room above and below them for the text, the button and the edges of the window.
const HEIGHT_AROUND: f32 = 310.0;

/// Shows the dialog.
pub(super) fn about_ui(
    ui: &mut Ui,
    facts: &[Fact],
    window: &Window<'_>,
    actions: &mut Vec<Action>,
) {
    set_width(ui, 560.0);
    ui.label(RichText::new("Common Ground").heading());
    ui.add_space(6.0);
    ui.label(concat!(env!("CARGO_PKG_DESCRIPTION"), "."));
    if let Some(state) = window.state
        && let Some(summary) = &state.sheet().summary
    {
        ui.add_space(8.0);
        ui.label(text::strong(&state.sheet().title));
        ui.label(summary.as_str());
    }
    ui.add_space(8.0);
    let room = ui.ctx().content_rect().height() - HEIGHT_AROUND;
    let height = FACTS_HEIGHT.min(room);
    // The height from the first frame on: it would grow with each that follows, and few do.
    ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .show(ui, |ui| facts_ui(ui, facts, window));
    ui.add_space(8.0);
    cancel_ui(ui, "Close", actions);
}

fn facts_ui(ui: &mut Ui, facts: &[Fact], window: &Window<'_>) {
    Grid::new("facts").num_columns(2).show(ui, |ui| {
        let mut above = "";
        for fact in facts {
            let name = if fact.name == above { "" } else { fact.name };
            above = fact.name;
            ui.label(text::small(name, window.palette));
            ui.add(egui::Label::new(fact.value.as_str()).wrap());
            ui.end_row();
        }
    });
}
