//! What the window shows besides the table of the parties, and how the table is arranged.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{
    Window, click, command, enter, harbour, harbour_with_proposal, has_focus, press, says, settle,
    talks, window_of,
};

#[test]
fn a_proposal_is_a_column_with_each_party_s_response() {
    let folder = harbour_with_proposal();
    let mut window = window_of(&[folder.path().to_owned()]);
    assert!(!says(&window, "North: would take"));
    click(&mut window, "Draft of the islanders");
    assert!(says(
        &window,
        "Shared administration. North: would take; South: not stated."
    ));
    assert!(says(&window, "Draft of the islanders leaves this row out."));
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(says(
        &window,
        "South asks for changes to it (2 May 2025): The dues are too high."
    ));
    assert!(says(
        &window,
        "Broken: what it says on “Status of the harbour”"
    ));
    // It is told at both ends of the linkage, and nowhere else.
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    assert!(!says(&window, "Broken: what it says"));
    press(&mut window, Modifiers::NONE, Key::End);
    assert!(says(&window, "Who decides disputes?"));
    assert!(says(&window, "Broken: what it says"));
    window
        .get_by_role_and_label(egui::Role::CheckBox, "Draft of the islanders")
        .click();
    settle(&mut window);
    assert!(!says(&window, "Broken: what it says"));
}

#[test]
fn commands_are_found_by_their_words() {
    let mut window = window_of(&[harbour()]);
    press(&mut window, Modifiers::COMMAND, Key::K);
    window
        .get_by_role_and_label(egui::Role::TextInput, "Find a command")
        .type_text("next opp");
    settle(&mut window);
    press(&mut window, Modifiers::NONE, Key::Enter);
    let row = window.get_by(has_focus);
    let name = row.accesskit_node().label().unwrap_or_default();
    assert!(name.contains("East quay: Opposed"), "{name}");
    press(&mut window, Modifiers::COMMAND, Key::Slash);
    assert!(says(&window, "Previous overlap"));
}

#[test]
fn keys_in_an_open_menu_leave_the_table_alone() {
    let mut window = window_of(&[harbour()]);
    press(&mut window, Modifiers::NONE, Key::Home);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    let second = focused(&window);
    press(&mut window, Modifiers::NONE, Key::Home);
    click(&mut window, "View");
    assert!(says(&window, "Compact rows"));
    press(&mut window, Modifiers::NONE, Key::N);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!says(&window, "Compact rows"));
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(focused(&window), second);
}

/// What the row with the focus is called.
fn focused(window: &Window) -> String {
    let row = window.get_by(has_focus);
    row.accesskit_node().label().unwrap_or_default()
}

#[test]
fn keys_go_to_the_rows_that_have_changed() {
    let mut window = window_of(&[harbour()]);
    press(&mut window, Modifiers::NONE, Key::C);
    assert!(says(&window, "Changes are told since a day"));
    enter(&mut window, "Changes since", "2025-03-20");
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::C);
    let row = window.get_by(has_focus);
    let first = row.accesskit_node().label().unwrap_or_default();
    press(&mut window, Modifiers::NONE, Key::C);
    let row = window.get_by(has_focus);
    let second = row.accesskit_node().label().unwrap_or_default();
    assert_ne!(first, second);
}

#[test]
fn rows_that_changed_say_so_and_can_be_shown_alone() {
    let mut window = window_of(&[harbour()]);
    assert!(!says(&window, "Changed answers"));
    enter(&mut window, "Changes since", "2025-03-20");
    assert!(says(&window, "Was one-sided on 20 March 2025"));
    let all = rows(&window).len();
    click(&mut window, "Changed answers, ");
    let shown = rows(&window).len();
    assert!(0 < shown && shown < all, "{shown} of {all}");
    assert!(says(&window, &format!("{shown} of 7 rows shown")));
    assert!(says(&window, "Shown: changed answers"));
    click(&mut window, "Came closer, ");
    assert!(says(&window, "Shown: came closer"));
    // Without a day nothing has changed, and nothing is hidden for it.
    enter(&mut window, "Changes since", "");
    assert_eq!(rows(&window).len(), all);
}

#[test]
fn the_palette_prefers_the_same_words_and_finds_talks() {
    let mut window = window_of(&[harbour()]);
    command(&mut window, "light");
    assert_eq!(window.ctx.theme(), egui::Theme::Light);
    command(&mut window, "dark");
    assert_eq!(window.ctx.theme(), egui::Theme::Dark);
    command(&mut window, "open recent harbour");
    assert!(says(&window, "Harbour talks"));
    command(&mut window, "washington");
    assert!(says(&window, "Washington Naval Conference"));
    assert!(!says(&window, "Harbour talks"));
}

#[test]
fn order_and_columns_stay_for_what_is_opened_next() {
    let mut window = window_of(&[harbour()]);
    command(&mut window, "Sort by verdict");
    command(&mut window, "columns");
    window
        .get_by_role_and_label(egui::Role::CheckBox, "How they relate")
        .click();
    settle(&mut window);
    press(&mut window, Modifiers::NONE, Key::Escape);
    command(&mut window, "Show the bundled talks");
    assert!(says(&window, "Neutrality and NATO"));
    assert!(!says(&window, "upper line Russia"));
    let first = rows(&window).remove(0);
    assert!(first.contains("Opposed"), "{first}");
}

#[test]
fn old_answers_are_marked_in_the_name_of_the_row() {
    let mut window = window_of(&[harbour()]);
    assert!(!says(&window, "more than a year old"));
    enter(&mut window, "As of", "2027-01-01");
    let name = rows(&window).remove(0);
    assert!(
        name.ends_with("The newest answer is more than a year old."),
        "{name}"
    );
}

/// The names of the rows that are drawn, from top to bottom.
fn rows(window: &Window) -> Vec<String> {
    let mut rows: Vec<(f32, String)> = window
        .get_all_by_role(egui::Role::Cell)
        .filter(|cell| cell.rect().left() < 400.0)
        .map(|cell| {
            let name = cell.accesskit_node().label().unwrap_or_default();
            (cell.rect().top(), name)
        })
        .collect();
    rows.sort_by(|one, other| one.0.total_cmp(&other.0));
    rows.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn rows_are_sorted() {
    let mut window = window_of(&[harbour()]);
    let as_in_the_agenda = rows(&window);
    command(&mut window, "sort by verdict");
    let by_verdict = rows(&window);
    assert!(
        by_verdict
            .first()
            .is_some_and(|name| name.contains("Access by quay: East quay: Opposed")),
        "{by_verdict:?}"
    );
    assert!(
        by_verdict.get(1).is_some_and(|name| name.contains(": Gap")),
        "{by_verdict:?}"
    );
    assert!(!says(&window, "Money: "), "a list has no themes");
    command(&mut window, "sort by date");
    assert_ne!(rows(&window), by_verdict);
    command(&mut window, "sort as in the agenda");
    assert_eq!(rows(&window), as_in_the_agenda);
}

#[test]
fn columns_are_hidden_and_moved() {
    let mut window = window_of(&[harbour()]);
    let head = |window: &Window, name: &str| {
        let mut heads = window.query_all_by_role_and_label(egui::Role::ColumnHeader, name);
        heads.next().map(|head| head.rect().left())
    };
    assert!(head(&window, "North, spoken on 7 rows") < head(&window, "South, spoken on 6 rows"));
    command(&mut window, "columns");
    window
        .get_by_role_and_label(egui::Role::CheckBox, "How they relate")
        .click();
    settle(&mut window);
    click(&mut window, "Move South to the left");
    click(&mut window, "Move South to the left");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!says(&window, "upper line North, lower South"));
    assert!(head(&window, "South, spoken on 6 rows") < head(&window, "North, spoken on 7 rows"));
}

#[test]
fn every_two_parties_are_compared_in_the_matrix() {
    let mut window = window_of(&[harbour()]);
    click(&mut window, "Compare all");
    press(&mut window, Modifiers::COMMAND, Key::Num2);
    assert!(says(
        &window,
        "North and South: 2 of 5 in common; 1 aligned, 1 overlap, 2 gap and 1 opposed"
    ));
    let heads = window.get_all_by_role_and_label(egui::Role::ColumnHeader, "West");
    let right = heads.map(|head| head.rect().right()).fold(0.0, f32::max);
    assert!(right > 1150.0, "the cells share the width: {right}");
    let mut pairs = window.get_all_by_label_contains("North and West: ");
    pairs.next().expect("the pair has a cell").click();
    drop(pairs);
    settle(&mut window);
    assert!(says(&window, "North and West as of 30 June 2025"));
    assert!(says(&window, "Status of the harbour"), "the table is back");
}

#[test]
fn two_parties_alone_have_no_matrix() {
    let mut window = window_of(&[harbour()]);
    press(&mut window, Modifiers::COMMAND, Key::Num2);
    assert!(says(&window, "The matrix holds three parties or more"));
    assert!(says(&window, "N: next gap"), "the table is still shown");
    click(&mut window, "Compare all");
    press(&mut window, Modifiers::COMMAND, Key::Num2);
    assert!(says(&window, "North and West: "));
    for then in ["the table is back", "and it stays"] {
        let west = window.get_by_role_and_label(egui::Role::CheckBox, "West");
        west.click();
        settle(&mut window);
        assert!(says(&window, "N: next gap"), "{then}");
    }
}

#[test]
fn the_day_is_chosen_on_the_timeline() {
    let folder = harbour_with_proposal();
    let mut window = window_of(&[folder.path().to_owned()]);
    press(&mut window, Modifiers::COMMAND, Key::Num3);
    assert!(says(&window, "as of 30 June 2025"));
    assert!(says(
        &window,
        "1 August 2025 · Deadline: End of the harbour year"
    ));
    click(
        &mut window,
        "10 March 2025 · Round: First round, The island",
    );
    assert!(says(&window, "North and South as of 10 March 2025"));
    let picture = window.get_by_label_contains("Timeline from ").rect();
    let (from, to) = (
        egui::pos2(picture.center().x, picture.center().y),
        egui::pos2(picture.right() - 2.0, picture.center().y),
    );
    window.hover_at(from);
    window.run();
    window.drag_at(from);
    window.run();
    window.hover_at(to);
    settle(&mut window);
    window.drop_at(to);
    settle(&mut window);
    assert!(says(&window, "North and South as of 1 August 2025"));
}

#[test]
fn nothing_is_lost_where_nothing_has_a_date() {
    let mut window = window_of(&[talks("broken")]);
    press(&mut window, Modifiers::COMMAND, Key::Num3);
    assert!(says(&window, "No position could be read"));
}

#[test]
fn large_text_in_a_small_window_leaves_everything_within_reach() {
    let opening = common_ground::app::Opening {
        paths: vec![harbour()],
        ..Default::default()
    };
    let mut window = super::window(opening, egui::Vec2::new(1024.0, 640.0));
    for _ in 0..10 {
        press(&mut window, Modifiers::COMMAND, Key::Plus);
    }
    assert!(says(&window, "Status of the harbour"));
    assert!(says(&window, "Closest:") && says(&window, "Farthest apart:"));
    assert!(!says(&window, "Find text"));
    press(&mut window, Modifiers::NONE, Key::F2);
    assert!(says(&window, "Find text"));
    assert!(says(&window, "Changes since"));
    press(&mut window, Modifiers::NONE, Key::F2);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(says(&window, "“together, if it must be”"));
    click(&mut window, "Close the details");
    assert!(says(&window, "East quay"));
}

#[test]
fn every_word_for_a_change_is_explained() {
    let mut window = window_of(&[]);
    enter(&mut window, "Changes since", "2022-04-15");
    // The names of the cells say what a tooltip says.
    let mut meanings = vec![
        "Since then: softened. The party would take more than then",
        "Since then: hardened. The party refuses more than then",
        "Since then: new. The party had said nothing then",
        "Farther apart: The verdict is nearer to opposed",
        "Was one-sided: ",
    ];
    for _ in 0..90 {
        press(&mut window, Modifiers::NONE, Key::ArrowDown);
        meanings.retain(|meaning| !says(&window, meaning));
    }
    assert_eq!(meanings, [""; 0]);
    press(&mut window, Modifiers::NONE, Key::F1);
    for word in [
        "Softened",
        "Shifted",
        "Not repeated in full",
        "Unchanged",
        "Closer",
    ] {
        assert!(window.query_by_label(word).is_some(), "{word}");
    }
    press(&mut window, Modifiers::NONE, Key::Escape);
    window.get_by_label_contains("moved farther apart").hover();
    window.run_steps(60);
    assert!(says(&window, "A click shows these rows alone."));
}
