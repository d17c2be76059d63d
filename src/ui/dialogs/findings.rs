//! What comes out of all rows together.

use egui::{ScrollArea, Ui};

use super::cancel_ui;
use crate::app::command::Action;
use crate::ui::{Window, text};

/// Width of the dialog.
const WIDTH: f32 = 620.0;
/// Room above and below the text for the head, the button and the edges of the window.
const HEIGHT_AROUND: f32 = 190.0;

/// Shows the findings.
pub(super) fn findings_ui(ui: &mut Ui, window: &Window<'_>, actions: &mut Vec<Action>) {
    super::set_width(ui, WIDTH);
    ui.label(text::head("Findings"));
    let what = "What comes out of all rows together, whatever the filters show.";
    ui.label(text::small(what, window.palette));
    let height = ui.ctx().content_rect().height() - HEIGHT_AROUND;
    let findings = window.state.map(|state| state.sheet().findings.as_slice());
    ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .show(ui, |ui| {
            for finding in findings.unwrap_or_default() {
                ui.add_space(8.0);
                ui.label(text::strong(&finding.title));
                for sentence in &finding.sentences {
                    ui.label(sentence.as_str());
                }
            }
        });
    ui.add_space(8.0);
    cancel_ui(ui, "Close", actions);
}
