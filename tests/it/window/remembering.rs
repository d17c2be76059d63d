//! What the window remembers between two starts.

use std::fs;

use common_ground::app::Opening;
use common_ground::app::settings::{Settings, ThemeChoice};
use eframe::App as _;
use egui::{Key, Modifiers, Rect, Vec2, pos2};
use egui_kittest::kittest::Queryable as _;

use super::{Folder, Window, click, command, harbour, press, says, settle, window};

const SIZE: Vec2 = Vec2::new(1100.0, 750.0);

fn open_in(folder: &Folder, size: Vec2) -> Window {
    let opening = Opening {
        paths: vec![harbour()],
        folder: Some(folder.path().to_owned()),
        ..Opening::default()
    };
    window(opening, size)
}

fn close(mut window: Window) {
    window.state_mut().on_exit(None);
}

fn stored(folder: &Folder) -> Settings {
    let (settings, complaint) = Settings::restore(Some(folder.path()));
    assert_eq!(complaint, None);
    settings
}

/// Drags the edge of a pane, which is named as the others are, by this much.
fn drag(window: &mut Window, is_edge: impl Fn(Rect) -> bool, by: Vec2) {
    let edges = window.get_all_by_role(egui::Role::Splitter);
    let mut edges = edges.map(|edge| edge.rect());
    let from = edges
        .find(|edge| is_edge(*edge))
        .expect("the pane is shown");
    let (from, to) = (from.center(), from.center() + by);
    drop(edges);
    window.hover_at(from);
    window.run();
    window.drag_at(from);
    window.run();
    window.hover_at(to);
    window.run();
    window.drop_at(to);
    settle(window);
}

/// Where the table begins and the details do.
fn edges(window: &Window) -> Vec2 {
    let cells = window.get_all_by_role(egui::Role::Cell);
    let lefts = cells.map(|cell| cell.rect().left());
    let left = lefts.fold(f32::INFINITY, f32::min);
    let top = window.get_by_label("Close the details").rect().top();
    Vec2::new(left, top)
}

fn with_details(folder: &Folder) -> Window {
    let mut window = open_in(folder, SIZE);
    click(&mut window, "Ceiling on harbour dues: Gap");
    window
}

#[test]
fn panes_are_as_large_as_they_were_left() {
    let folder = Folder::with::<&str>(&[]);
    let mut window = with_details(&folder);
    let before = edges(&window);
    let by = Vec2::new(70.0, -60.0);
    drag(&mut window, |edge| edge.width() < edge.height(), by);
    drag(&mut window, |edge| edge.width() > edge.height(), by);
    let after = edges(&window);
    assert!((after - before - by).length() < 2.0, "{before} {after}");
    close(window);
    let sizes = stored(&folder).pane_sizes;
    assert!((sizes.filters - 286.0).abs() < 2.0, "{sizes:?}");
    assert!((sizes.details - 360.0).abs() < 2.0, "{sizes:?}");
    assert_eq!(edges(&with_details(&folder)), after);
}

#[test]
fn the_window_is_where_and_as_large_as_it_was_left() {
    let folder = Folder::with::<&str>(&[]);
    for (size, at) in [
        (SIZE, pos2(33.0, 44.0)),
        (Vec2::new(900.0, 600.0), pos2(-500.0, 0.0)),
    ] {
        let mut window = open_in(&folder, size);
        let viewports = &mut window.input_mut().viewports;
        let viewport = viewports.get_mut(&egui::ViewportId::ROOT);
        viewport.expect("there is a window").outer_rect = Some(Rect::from_min_size(at, size));
        window.run();
        close(window);
        let place = stored(&folder).place;
        assert_eq!(place.size, size.into());
        assert_eq!(place.position, Some(at.into()));
    }
}

#[test]
fn a_pane_is_as_large_as_before_once_the_window_has_room_for_it_again() {
    let folder = Folder::with::<&str>(&[]);
    let mut window = with_details(&folder);
    let before = edges(&window);
    window.set_size(Vec2::new(1100.0, 600.0));
    settle(&mut window);
    window.set_size(SIZE);
    settle(&mut window);
    assert!((edges(&window) - before).length() < 2.0);
    close(window);
    assert_eq!(stored(&folder).pane_sizes, Settings::default().pane_sizes);
}

#[test]
fn what_was_chosen_is_chosen_again_and_files_opened_stay_in_a_file_of_their_own() {
    let folder = Folder::with::<&str>(&[]);
    let mut window = open_in(&folder, SIZE);
    command(&mut window, "dark");
    press(&mut window, Modifiers::COMMAND, Key::Plus);
    close(window);
    let settings = stored(&folder);
    assert_eq!(settings.theme, ThemeChoice::Dark);
    assert!((settings.text_size - 1.1).abs() < 0.01);
    let text = |name: &str| fs::read_to_string(folder.file(name)).unwrap_or_default();
    assert!(!text("settings.ron").contains("harbour"));
    assert!(text("recent.ron").contains("harbour"));
    let window = open_in(&folder, SIZE);
    assert!((window.ctx.zoom_factor() - 1.1).abs() < 0.01);
    assert_eq!(window.ctx.theme(), egui::Theme::Dark);
}

#[test]
fn settings_that_cannot_be_read_are_told_and_kept() {
    let folder = Folder::with(&[("settings.ron", "(theme: Da")]);
    let window = open_in(&folder, SIZE);
    assert!(says(
        &window,
        "The stored settings could not be read. They were set back."
    ));
    close(window);
    assert_eq!(
        fs::read_to_string(folder.file("settings.old.ron"))
            .ok()
            .as_deref(),
        Some("(theme: Da")
    );
    assert!(!says(&open_in(&folder, SIZE), "could not be read"));
}
