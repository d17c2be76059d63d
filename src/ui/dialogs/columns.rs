//! Which columns the table shows, and in which order.

use egui::{Button, Grid, Role, ScrollArea, Ui, WidgetInfo};

use super::cancel_ui;
use crate::app::command::Action;
use crate::ui::{Window, table, text};

/// Room above and below the list for the head, the button and the edges of the window.
const HEIGHT_AROUND: f32 = 190.0;

/// Shows the list of columns.
pub(super) fn columns_ui(ui: &mut Ui, window: &Window<'_>, actions: &mut Vec<Action>) {
    super::set_width(ui, 460.0);
    ui.label(text::head("Columns"));
    let what = "A hidden column is still compared. To leave a party out of the comparison, untick it on the left.";
    ui.label(text::small(what, window.palette));
    ui.add_space(6.0);
    let Some(state) = window.state else {
        return;
    };
    let all = table::columns::all(state.sheet(), state.proposals(), window.columns);
    let keys: Vec<_> = all.iter().map(|(key, _)| key.clone()).collect();
    let height = ui.ctx().content_rect().height() - HEIGHT_AROUND;
    ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .show(ui, |ui| {
            Grid::new("columns").num_columns(3).show(ui, |ui| {
                for (place, (key, name)) in all.iter().enumerate() {
                    let mut is_shown = !window.columns.hidden.contains(key);
                    if ui.checkbox(&mut is_shown, name).changed() {
                        actions.push(Action::SetColumn(key.clone(), is_shown));
                    }
                    for (word, forwards) in [("Left", false), ("Right", true)] {
                        let is_possible = if forwards {
                            place + 1 < all.len()
                        } else {
                            place > 0
                        };
                        let response = ui.add_enabled(is_possible, Button::new(word));
                        let spoken = format!("Move {name} to the {}", word.to_lowercase());
                        response.widget_info(|| {
                            WidgetInfo::labeled(Role::Button, is_possible, &spoken)
                        });
                        if response.clicked() {
                            actions.push(Action::MoveColumn(keys.clone(), key.clone(), forwards));
                        }
                    }
                    ui.end_row();
                }
            });
        });
    ui.add_space(8.0);
    cancel_ui(ui, "Close", actions);
}
