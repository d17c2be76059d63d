//! The window as it looks, drawn without a screen, in light and dark.

use std::path::Path;

use common_ground::app::Opening;
use egui::{Key, Modifiers, Theme, Vec2};
use egui_kittest::SnapshotOptions;
use egui_kittest::kittest::Queryable as _;

use super::{Window, command, enter, harbour, press, settle, window};

/// Compares a picture with the one in the repository.
pub(super) fn picture(window: &mut Window, theme: Theme, name: &str) {
    window.ctx.set_theme(theme);
    window.remove_cursor();
    settle(window);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots/window");
    window.snapshot_options(name, &SnapshotOptions::new().output_path(folder));
}

/// The same in light and in dark.
fn pictures(window: &mut Window, name: &str) {
    picture(window, Theme::Light, &format!("{name}-light"));
    picture(window, Theme::Dark, &format!("{name}-dark"));
}

pub(super) fn small_window() -> Window {
    let opening = Opening {
        paths: vec![harbour()],
        ..Opening::default()
    };
    window(opening, Vec2::new(1000.0, 560.0))
}

#[test]
fn the_table_looks_right() {
    pictures(&mut small_window(), "table");
}

#[test]
fn the_details_look_right() {
    let mut window = small_window();
    press(&mut window, Modifiers::NONE, Key::Enter);
    pictures(&mut window, "details");
}

#[test]
fn compact_rows_of_three_parties_look_right() {
    let mut window = small_window();
    press(&mut window, Modifiers::COMMAND, Key::D);
    window
        .get_by_role_and_label(egui::Role::CheckBox, "West")
        .click();
    settle(&mut window);
    picture(&mut window, Theme::Dark, "three-parties-dark");
}

#[test]
fn changes_look_right() {
    let mut window = small_window();
    enter(&mut window, "Changes since", "2025-03-20");
    pictures(&mut window, "since");
}

#[test]
fn the_legend_looks_right() {
    let mut window = small_window();
    press(&mut window, Modifiers::NONE, Key::F1);
    pictures(&mut window, "legend");
}

#[test]
fn the_findings_look_right() {
    let mut window = small_window();
    press(&mut window, Modifiers::NONE, Key::F3);
    picture(&mut window, Theme::Dark, "findings-dark");
}

#[test]
fn high_contrast_looks_right() {
    let mut window = small_window();
    command(&mut window, "High contrast");
    pictures(&mut window, "high-contrast");
}
