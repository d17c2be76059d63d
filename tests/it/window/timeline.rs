//! The timeline, by the names that a screen reader says.

use egui::{Key, Modifiers, Role, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{
    Window, click, command, enter, harbour, harbour_with_proposal, has_focus, picture, press, says,
    settle, window,
};
use common_ground::app::Opening;

fn timeline() -> (crate::support::Folder, Window) {
    let folder = harbour_with_proposal();
    let opening = Opening {
        paths: vec![folder.path().to_owned()],
        ..Opening::default()
    };
    let mut window = window(opening, egui::Vec2::new(1000.0, 600.0));
    press(&mut window, Modifiers::COMMAND, Key::Num3);
    (folder, window)
}

/// Moves from control to control with the Tab key until one has this name.
fn tab_to(window: &mut Window, name: &str) {
    for _ in 0..200 {
        press(window, Modifiers::NONE, Key::Tab);
        let focused = window
            .query_all(egui_kittest::kittest::By::new().predicate(has_focus))
            .next();
        let label = focused.and_then(|node| node.accesskit_node().label());
        if label.is_some_and(|label| label.starts_with(name)) {
            return;
        }
    }
    panic!("no Tab key leads to “{name}”");
}

fn drag(window: &mut Window, from: egui::Pos2, to: egui::Pos2) {
    window.hover_at(from);
    window.run();
    window.drag_at(from);
    window.run();
    window.hover_at(to);
    settle(window);
    window.drop_at(to);
    settle(window);
}

#[test]
fn every_mark_has_a_name_and_a_click_compares_as_of_its_day() {
    let (_folder, mut window) = timeline();
    for name in [
        "Round on the timeline: First round, The island, 10 March 2025",
        "Deadline on the timeline: End of the harbour year, 1 August 2025",
        "Event on the timeline: The storm, 20 April 2025",
        "North, 1 March 2025: · Status of the harbour",
        "South, 2 April 2025: · Status of the harbour",
    ] {
        assert!(says(&window, name), "{name}");
    }
    click(&mut window, "Event on the timeline: The storm");
    assert!(says(&window, "North and South as of 20 April 2025"));
}

#[test]
fn what_is_under_the_pointer_is_told() {
    let (_folder, mut window) = timeline();
    let mark = window
        .get_by_label_contains("Deadline on the timeline")
        .rect();
    window.hover_at(mark.center());
    window.run_steps(60);
    let told =
        window.query_all_by_label_contains("1 August 2025 · Deadline: End of the harbour year");
    assert!(told.count() > 1, "the list and the pointer tell it");
}

#[test]
fn the_answers_on_the_selected_row_are_bands() {
    let (_folder, mut window) = timeline();
    assert!(says(&window, "Select a row to see each party's answers"));
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    assert!(says(&window, "The bands show the answers on"));
    assert!(says(
        &window,
        "North, from 1 March 2025 on: Asks Northern territory"
    ));
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    assert!(!says(&window, "on: Asks Northern territory"));
}

#[test]
fn the_days_are_moved_by_the_keyboard() {
    let (_folder, mut window) = timeline();
    tab_to(&mut window, "Day of the comparison: 30 June 2025");
    press(&mut window, Modifiers::NONE, Key::ArrowLeft);
    assert!(says(&window, "North and South as of 29 June 2025"));
    press(&mut window, Modifiers::SHIFT, Key::ArrowLeft);
    assert!(says(&window, "North and South as of 29 May 2025"));
    press(&mut window, Modifiers::NONE, Key::End);
    assert!(says(&window, "North and South as of 1 August 2025"));
    press(&mut window, Modifiers::SHIFT, Key::Tab);
    press(&mut window, Modifiers::SHIFT, Key::ArrowRight);
    let handle = window.get_by_label_contains("Changes are told since");
    assert!(
        handle
            .accesskit_node()
            .label()
            .is_some_and(|name| name.ends_with("2025") || name.ends_with("2024"))
    );
    assert!(handle.is_focused());
}

#[test]
fn the_day_of_changes_is_dragged() {
    let (_folder, mut window) = timeline();
    enter(&mut window, "Changes since", "2025-04-20");
    let at = |window: &Window, name: &str| window.get_by_label_contains(name).rect().center();
    let storm = at(&window, "Event on the timeline: The storm");
    let round = at(&window, "Round on the timeline: First round");
    // Below the marks, which are for clicks.
    let below = egui::vec2(0.0, 16.0);
    drag(&mut window, storm + below, round + below);
    assert!(says(&window, "Changes are told since 10 March 2025"));
    assert!(
        says(&window, "North and South as of 30 June 2025"),
        "the other day stays"
    );
    command(&mut window, "tell no changes");
    assert!(says(&window, "Changes are not told"));
    press(
        &mut window,
        Modifiers::ALT | Modifiers::SHIFT,
        Key::ArrowLeft,
    );
    assert!(says(&window, "Changes are told since"));
}

#[test]
fn the_timeline_looks_right() {
    let (_folder, mut window) = timeline();
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    enter(&mut window, "Changes since", "2025-04-20");
    picture(&mut window, Theme::Light, "timeline-light");
    picture(&mut window, Theme::Dark, "timeline-dark");
}

fn matrix() -> Window {
    let opening = Opening {
        paths: vec![harbour()],
        ..Opening::default()
    };
    let mut window = window(opening, egui::Vec2::new(1000.0, 560.0));
    click(&mut window, "Compare all");
    press(&mut window, Modifiers::COMMAND, Key::Num2);
    window
}

#[test]
fn the_matrix_looks_right() {
    let mut window = matrix();
    picture(&mut window, Theme::Light, "matrix-light");
    picture(&mut window, Theme::Dark, "matrix-dark");
}

#[test]
fn a_proposal_beside_the_parties_looks_right() {
    let folder = harbour_with_proposal();
    let opening = Opening {
        paths: vec![folder.path().to_owned()],
        ..Opening::default()
    };
    let mut window = window(opening, egui::Vec2::new(1000.0, 560.0));
    window
        .get_by_role_and_label(Role::CheckBox, "Draft of the islanders")
        .click();
    settle(&mut window);
    press(&mut window, Modifiers::NONE, Key::F2);
    picture(&mut window, Theme::Light, "proposal-light");
    picture(&mut window, Theme::Dark, "proposal-dark");
}
