//! What is around the table: the filters, the details and the foot of the window.

use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Window, click, harbour, has_focus, press, says, settle, window, window_of};
use common_ground::app::Opening;

fn top_of(window: &Window, name: &str) -> f32 {
    window.get_by_label(name).rect().top()
}

#[test]
fn the_filters_stay_where_they_are_when_one_is_unticked() {
    let mut window = window_of(&[harbour()]);
    let before = top_of(&window, "Gap, 2");
    click(&mut window, "Gap, 2");
    assert!(says(&window, "2 rows hidden"));
    assert!((top_of(&window, "Gap, 2") - before).abs() < 0.1);
}

#[test]
fn one_verdict_or_theme_is_shown_alone_by_pointer_and_by_key() {
    let mut window = window_of(&[harbour()]);
    click(&mut window, "Only Gap");
    assert!(says(&window, "Ceiling on harbour dues: Gap"));
    assert!(!says(&window, "Preamble: Wording"));
    assert!(says(&window, "2 of 7 rows shown"));
    click(&mut window, "Show all rows");
    window.get_by_label("Only Form").focus();
    window.run();
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(says(&window, "Preamble: Wording"));
    assert!(!says(&window, "Ceiling on harbour dues: Gap"));
}

#[test]
fn escape_closes_the_details() {
    let mut window = window_of(&[harbour()]);
    click(&mut window, "Ceiling on harbour dues: Gap");
    assert!(says(&window, "Close the details"));
    // A field is left first.
    let field = window.get_by_role_and_label(egui::Role::TextInput, "As of");
    field.focus();
    window.run();
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(says(&window, "Close the details"));
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!says(&window, "Close the details"));
}

#[test]
fn the_details_of_another_row_begin_at_the_top() {
    let mut window = window(Opening::default(), Vec2::new(1000.0, 640.0));
    click(&mut window, "Security guarantees: One-sided");
    let top = top_of(&window, "Outcome");
    press(&mut window, Modifiers::NONE, Key::ArrowUp);
    // The outcomes of this row are scrolled until their head is out of sight.
    let head = window.get_by_label("Outcome").rect();
    let pane = window.get_by_label("Close the details").rect();
    let at = egui::Pos2::new(300.0, pane.bottom() + 50.0);
    window.event(egui::Event::PointerMoved(at));
    window.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: Vec2::new(0.0, -60.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Trackpad,
        modifiers: Modifiers::NONE,
    });
    settle(&mut window);
    assert!(
        top_of(&window, "Outcome") < head.top(),
        "nothing was scrolled"
    );
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    assert!((top_of(&window, "Outcome") - top).abs() < 0.1);
}

#[test]
fn the_foot_of_the_window_says_what_each_number_counts() {
    let window = window_of(&[harbour()]);
    assert!(says(
        &window,
        "7 rows on 6 issues · 2 of 3 parties compared"
    ));
}

#[test]
fn a_row_that_the_filters_hide_says_so_in_the_panes_and_comes_back() {
    let mut window = window_of(&[harbour()]);
    click(&mut window, "Ceiling on harbour dues: Gap");
    press(&mut window, Modifiers::NONE, Key::F4);
    let told = |window: &Window| {
        let known = window.query_all_by_label("The filters hide this row.");
        known.count()
    };
    assert_eq!(told(&window), 0);
    click(&mut window, "Gap, 2");
    assert_eq!(told(&window), 2, "in the details and in the proposal");
    click(&mut window, "Gap, 2");
    assert_eq!(told(&window), 0, "the row is still the selected one");
    click(&mut window, "Gap, 2");
    let mut links = window.get_all_by_label("Show this row");
    links.next().expect("there is a way back").click();
    drop(links);
    settle(&mut window);
    assert_eq!(told(&window), 0);
    assert!(says(&window, "Ceiling on harbour dues: Gap"));
}

/// The name of what has the focus.
fn focused(window: &Window) -> String {
    let node = window.get_by(has_focus);
    let node = node.accesskit_node();
    node.label().or(node.value()).unwrap_or_default()
}

#[test]
fn a_key_leads_round_the_panes_and_back() {
    let mut window = window_of(&[harbour()]);
    click(&mut window, "Ceiling on harbour dues: Gap");
    press(&mut window, Modifiers::NONE, Key::F8);
    press(&mut window, Modifiers::NONE, Key::F4);
    let mut round = Vec::new();
    for _ in 0..5 {
        press(&mut window, Modifiers::NONE, Key::F6);
        round.push(focused(&window));
    }
    let names = [
        "Ceiling on harbour dues",
        "Problems",
        "Number, or a range of them",
        "Find text",
        "Ceiling on harbour dues: Gap",
    ];
    for (name, wanted) in round.iter().zip(names) {
        assert!(name.starts_with(wanted), "{round:?}");
    }
    press(&mut window, Modifiers::SHIFT, Key::F6);
    assert_eq!(focused(&window), "Find text");
    // The arrow keys lead from row to row again once the table has the focus.
    press(&mut window, Modifiers::NONE, Key::F6);
    press(&mut window, Modifiers::NONE, Key::ArrowUp);
    assert!(
        focused(&window).contains("West quay"),
        "{}",
        focused(&window)
    );
    for view in [Key::Num2, Key::Num3] {
        press(&mut window, Modifiers::COMMAND, view);
        press(&mut window, Modifiers::NONE, Key::F6);
        press(&mut window, Modifiers::SHIFT, Key::F6);
        window.get_by(has_focus);
    }
}

#[test]
fn the_details_are_scrolled_by_key() {
    let mut window = window(Opening::default(), Vec2::new(1000.0, 640.0));
    click(&mut window, "Security guarantees: One-sided");
    press(&mut window, Modifiers::NONE, Key::F6);
    assert_eq!(focused(&window), "Security guarantees");
    let at_first = top_of(&window, "Outcome");
    press(&mut window, Modifiers::NONE, Key::PageDown);
    let below = top_of(&window, "Outcome");
    assert!(below < at_first);
    press(&mut window, Modifiers::NONE, Key::ArrowUp);
    assert!(top_of(&window, "Outcome") > below);
    press(&mut window, Modifiers::NONE, Key::Home);
    assert!((top_of(&window, "Outcome") - at_first).abs() < 0.1);
    assert_eq!(focused(&window), "Security guarantees");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!says(&window, "Close the details"));
}
