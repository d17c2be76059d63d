//! What the words and marks mean, and how the comparison is made.

use egui::{Grid, ScrollArea, Ui};

use super::cancel_ui;
use crate::app::command::Action;
use crate::sheet::{Legend, movement_legend};
use crate::ui::theme::Palette;
use crate::ui::{Window, lane, marks, overview, text};

/// Width of the dialog.
const WIDTH: f32 = 680.0;
/// Room for what a word or mark means.
const MEANING_WIDTH: f32 = 500.0;
/// Room above and below the text for the head, the button and the edges of the window.
const HEIGHT_AROUND: f32 = 190.0;

/// Shows the explanations.
pub(super) fn legend_ui(ui: &mut Ui, window: &Window<'_>, actions: &mut Vec<Action>) {
    super::set_width(ui, WIDTH);
    ui.label(text::head("What the words and marks mean"));
    ui.add_space(4.0);
    if let Some(state) = window.state {
        let height = ui.ctx().content_rect().height() - HEIGHT_AROUND;
        ScrollArea::vertical()
            .max_height(height)
            .min_scrolled_height(height)
            .show(ui, |ui| {
                marks_ui(ui, &state.sheet().legend, window.palette);
                movement_ui(ui);
                ui.add_space(10.0);
                ui.label(text::head("The strip beside the table"));
                overview::legend_ui(ui, window.palette);
                ui.add_space(10.0);
                ui.label(text::head("How the comparison is made"));
                for paragraph in &state.sheet().method {
                    ui.label(paragraph.as_str());
                }
            });
    }
    ui.add_space(8.0);
    cancel_ui(ui, "Close", actions);
}

/// What the words mean that tell changes since a day.
fn movement_ui(ui: &mut Ui) {
    ui.add_space(10.0);
    ui.label(text::head("What has changed since a day"));
    Grid::new("movement")
        .num_columns(2)
        .spacing([10.0, 7.0])
        .max_col_width(MEANING_WIDTH)
        .show(ui, |ui| {
            for (word, meaning) in movement_legend() {
                ui.label(text::strong(word));
                ui.label(meaning);
                ui.end_row();
            }
        });
}

fn marks_ui(ui: &mut Ui, legend: &Legend, palette: &Palette) {
    Grid::new("verdicts")
        .num_columns(3)
        .spacing([10.0, 7.0])
        .max_col_width(MEANING_WIDTH)
        .show(ui, |ui| {
            for known in &legend.verdicts {
                marks::verdict_ui(ui, known.verdict, palette);
                ui.label(text::strong(known.word).color(palette.verdict(known.verdict)));
                ui.label(known.meaning);
                ui.end_row();
            }
            for known in &legend.marks {
                marks::answer_ui(ui, known.mark, palette);
                ui.label(text::strong(known.word));
                ui.label(known.meaning);
                ui.end_row();
            }
        });
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        for is_room in [false, true] {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(26.0, 16.0), egui::Sense::hover());
            let stroke = egui::Stroke::new(lane::OUTLINE_WIDTH, palette.text);
            lane::paint_outline(ui.painter(), rect.shrink(2.0), stroke, is_room);
        }
        ui.add(egui::Label::new(legend.outline.as_str()).wrap());
    });
}
