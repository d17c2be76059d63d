//! Every key, on one sheet.

use egui::{Grid, RichText, ScrollArea, Ui};

use super::cancel_ui;
use crate::app::command::{Action, ENTRIES, Menu};
use crate::ui::{Window, text};

/// Room above and below the sheet for the head, the button and the edges of the window.
const HEIGHT_AROUND: f32 = 190.0;

/// Shows the sheet.
pub(super) fn shortcuts_ui(ui: &mut Ui, window: &Window<'_>, actions: &mut Vec<Action>) {
    super::set_width(ui, 480.0);
    ui.label(text::head("Keys"));
    let what = "Every command, with or without a key, is also in the palette.";
    ui.label(text::small(what, window.palette));
    let height = ui.ctx().content_rect().height() - HEIGHT_AROUND;
    ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for menu in Menu::ALL {
                ui.add_space(8.0);
                ui.label(text::strong(menu.text()));
                Grid::new(menu.text())
                    .num_columns(2)
                    .min_col_width(150.0)
                    .show(ui, |ui| keys_ui(ui, menu));
            }
        });
    ui.add_space(8.0);
    cancel_ui(ui, "Close", actions);
}

fn keys_ui(ui: &mut Ui, menu: Menu) {
    for entry in ENTRIES.iter().filter(|entry| entry.menu == menu) {
        if let Some(shortcut) = &entry.shortcut {
            ui.label(RichText::new(ui.ctx().format_shortcut(shortcut)).monospace());
            ui.label(entry.text);
            ui.end_row();
        }
    }
}
