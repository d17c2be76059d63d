//! Putting a proposal together, by the names that a screen reader says.

use egui::{Key, Modifiers, Role, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::Folder;

use super::{
    Window, click, command, enter, harbour, harbour_with_proposal, picture, press, says, settle,
    small_window, window_of,
};

fn pick(window: &mut Window, outcome: &str) {
    let outcomes = window.get_all_by_role(Role::RadioButton);
    let found = outcomes.into_iter().find(|node| {
        let name = node.accesskit_node().label().unwrap_or_default();
        name.starts_with(outcome)
    });
    found.expect(outcome).click();
    settle(window);
}

fn button(window: &mut Window, name: &str) {
    window.get_by_role_and_label(Role::Button, name).click();
    settle(window);
}

/// Opens the pane on the row that has this title.
fn on_row(window: &mut Window, title: &str) {
    let mut rows = window.get_all_by_label_contains(title);
    rows.next().expect(title).click();
    drop(rows);
    settle(window);
}

fn drafting() -> (crate::support::Folder, Window) {
    let folder = harbour_with_proposal();
    let mut window = window_of(&[folder.path().to_owned()]);
    press(&mut window, Modifiers::NONE, Key::F4);
    (folder, window)
}

#[test]
fn outcomes_are_picked_and_answered_at_once() {
    let (_folder, mut window) = drafting();
    assert!(says(&window, "Put a proposal together"));
    assert!(says(&window, "Your proposal leaves this row out"));
    pick(&mut window, "Shared administration");
    assert!(says(&window, "North: would take"));
    assert!(says(&window, "South: not stated"));
    assert!(says(&window, "It settles 1 row"));
    assert!(says(&window, "1 would take"));
    assert!(says(
        &window,
        "Left open: what it says on “Status of the harbour”"
    ));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(!says(&window, "It settles 1 row"));
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(says(&window, "It settles 1 row"));
    pick(&mut window, "Shared administration");
    assert!(says(&window, "Your proposal leaves this row out"));
}

#[test]
fn of_several_outcomes_any_one_would_do() {
    let (_folder, mut window) = drafting();
    pick(&mut window, "Shared administration");
    let mut also = window.get_all_by_label_contains("Or “");
    also.next().expect("others can be put beside it").click();
    drop(also);
    settle(&mut window);
    assert!(
        says(&window, " or Shared administration") || says(&window, "Shared administration or ")
    );
    button(&mut window, "Not “Shared administration” any more");
    assert!(!says(&window, "Shared administration or "));
    assert!(says(&window, "It settles 1 row"));
    press(&mut window, Modifiers::NONE, Key::Delete);
    assert!(says(&window, "It settles 0 rows"));
}

#[test]
fn numbers_and_days_are_typed_and_wrong_ones_refused_in_words() {
    let (_folder, mut window) = drafting();
    on_row(&mut window, "Ceiling on harbour dues");
    enter(
        &mut window,
        "Number, or a range of them",
        "at most 200 crowns",
    );
    assert!(says(&window, "At most 200 crowns"));
    enter(&mut window, "Number, or a range of them", "many");
    assert!(says(&window, "“many” is no number."));
    assert!(
        says(&window, "At most 200 crowns"),
        "what was taken before stays"
    );
    on_row(&mut window, "Opening of the harbour");
    assert!(!says(&window, "“many” is no number."));
    enter(
        &mut window,
        "Day, or a range of them",
        "2025-09-02 or later",
    );
    assert!(says(&window, "2 September 2025 or later"));
    enter(&mut window, "Day, or a range of them", "");
    assert!(says(&window, "It settles 1 row"));
}

#[test]
fn parts_are_picked_apart() {
    let (_folder, mut window) = drafting();
    on_row(&mut window, "East quay");
    let first = window
        .get_all_by_role(Role::RadioButton)
        .next()
        .and_then(|node| node.accesskit_node().label())
        .expect("there are outcomes");
    let first = first.split('.').next().unwrap_or_default().to_owned();
    pick(&mut window, &first);
    assert!(says(&window, "It settles 1 row"));
    assert!(says(&window, "Leave out Access by quay: East quay"));
    on_row(&mut window, "West quay");
    assert!(says(&window, "Your proposal leaves this row out"));
}

#[test]
fn the_keyboard_alone_puts_a_proposal_together() {
    let mut window = window_of(&[harbour()]);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::T);
    press(&mut window, Modifiers::NONE, Key::Space);
    assert!(says(&window, "It settles 1 row"));
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    assert!(says(&window, "Your proposal leaves this row out"));
    press(&mut window, Modifiers::NONE, Key::F4);
    assert!(!says(&window, "Put a proposal together"));
    press(&mut window, Modifiers::NONE, Key::F4);
    assert!(
        says(&window, "It settles 1 row"),
        "what was put together stays"
    );
}

#[test]
fn a_proposal_is_saved_and_read_with_the_positions() {
    let (folder, mut window) = drafting();
    pick(&mut window, "Shared administration");
    let hostile = "My \"draft\" \\ ), terms: []";
    window
        .get_by_role_and_label(Role::TextInput, "Title")
        .focus();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run();
    window
        .get_by_role_and_label(Role::TextInput, "Title")
        .type_text(hostile);
    settle(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::S);
    let path = folder.file("mine");
    enter(&mut window, "File", &path.display().to_string());
    assert!(says(&window, "The proposal was written to"));
    let loaded = folder.load();
    let mine = loaded
        .proposal_in(&folder.file("mine.ron"))
        .expect("it is read");
    assert_eq!((mine.title.as_str(), mine.terms.len()), (hostile, 1));
    assert!(
        !folder
            .problems(&loaded)
            .iter()
            .any(|problem| problem.starts_with("mine.ron"))
    );
    command(&mut window, "discard your proposal");
    assert!(
        !says(&window, "has not been saved"),
        "nothing would be lost"
    );
    assert!(!says(&window, "Put a proposal together"));
}

#[test]
fn a_proposal_with_a_new_title_is_written_beside_the_first() {
    let (folder, mut window) = drafting();
    pick(&mut window, "Shared administration");
    for title in ["Draft A", "Draft B"] {
        enter(&mut window, "Title", title);
        press(&mut window, Modifiers::COMMAND, Key::S);
        press(&mut window, Modifiers::NONE, Key::Enter);
        settle(&mut window);
        assert!(says(&window, &format!("{title}.ron")));
    }
    let loaded = folder.load();
    for title in ["Draft A", "Draft B"] {
        let proposal = loaded.proposal_in(&folder.file(&format!("{title}.ron")));
        assert_eq!(
            proposal.map(|proposal| proposal.title.as_str()),
            Some(title)
        );
    }
}

#[test]
fn what_others_have_changed_in_its_file_is_replaced_only_when_asked_twice() {
    let (folder, mut window) = drafting();
    let path = folder.file("Mine.ron");
    let save = |window: &mut Window| {
        press(window, Modifiers::COMMAND, Key::S);
        press(window, Modifiers::NONE, Key::Enter);
    };
    let text = || std::fs::read_to_string(&path).expect("the file is there");
    enter(&mut window, "Title", "Mine");
    pick(&mut window, "Shared administration");
    save(&mut window);
    pick(&mut window, "Northern territory");
    save(&mut window);
    assert!(text().contains("northern"), "nobody else has changed it");
    let changed = text().replace("northern", "southern");
    folder.write("Mine.ron", &changed);
    pick(&mut window, "Shared administration");
    save(&mut window);
    assert!(says(&window, "has been changed since it was saved here"));
    assert_eq!(text(), changed);
    button(&mut window, "Save");
    assert!(text().contains("shared"));
}

#[test]
fn a_proposal_replaces_no_position_that_is_compared() {
    let (folder, mut window) = drafting();
    pick(&mut window, "Shared administration");
    press(&mut window, Modifiers::COMMAND, Key::S);
    let path = folder.file("north.ron");
    let before = std::fs::read_to_string(&path).expect("the file is there");
    enter(&mut window, "File", &path.display().to_string());
    assert!(says(&window, "This is one of the files that are compared"));
    button(&mut window, "Save");
    assert!(says(&window, "This is one of the files that are compared"));
    let after = std::fs::read_to_string(&path).expect("the file is there");
    assert_eq!(before, after);
}

#[test]
fn who_puts_it_forward_when_and_on_which_terms_is_written_and_read() {
    let (folder, mut window) = drafting();
    pick(&mut window, "Shared administration");
    enter(&mut window, "By", "west, The Mediator");
    enter(&mut window, "Date", "2025-13");
    assert!(says(&window, "“2025-13” is no date"));
    enter(&mut window, "Date", "2025-06");
    assert!(!says(&window, "is no date"));
    enter(&mut window, "On these terms", "for \"ten\" years");
    assert!(says(&window, "Shared administration (for \"ten\" years)"));
    let field = window.get_by_role_and_label(Role::TextInput, "By");
    assert_eq!(field.value().as_deref(), Some("West, the-mediator"));
    enter(&mut window, "By", "Посредник");
    assert!(says(&window, "“Посредник” is none of the parties"));
    press(&mut window, Modifiers::COMMAND, Key::S);
    enter(
        &mut window,
        "File",
        &folder.file("mine").display().to_string(),
    );
    let loaded = folder.load();
    let mine = loaded
        .proposal_in(&folder.file("mine.ron"))
        .expect("it is read");
    let by: Vec<&str> = mine
        .by
        .iter()
        .map(common_ground::model::Id::as_str)
        .collect();
    assert_eq!(by, ["west", "the-mediator"]);
    assert_eq!(
        mine.date.map(|date| date.to_string()).as_deref(),
        Some("2025-06")
    );
    let term = mine.terms.first().expect("there is a term");
    assert_eq!(term.qualifier.as_deref(), Some("for \"ten\" years"));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(!says(&window, "Shared administration (for"));
}

#[test]
fn what_is_not_saved_is_thrown_away_only_when_asked() {
    let (_folder, mut window) = drafting();
    pick(&mut window, "Shared administration");
    command(&mut window, "discard your proposal");
    assert!(says(&window, "Your proposal has not been saved"));
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(says(&window, "It settles 1 row"));
    command(&mut window, "show the bundled talks");
    assert!(says(&window, "has not been saved and would be lost"));
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(says(&window, "It settles 1 row"));
    command(&mut window, "discard your proposal");
    button(&mut window, "Save…");
    enter(&mut window, "File", "/no/such/folder/mine.ron");
    assert!(says(&window, "Save your proposal"), "the dialog stays");
    let other = Folder::with(&[("mine.ron", "old")]);
    let path = other.file("mine.ron").display().to_string();
    enter(&mut window, "File", &path);
    assert!(says(
        &window,
        "is there already. Save once more to replace it."
    ));
    press(&mut window, Modifiers::NONE, Key::Escape);
    command(&mut window, "discard your proposal");
    button(&mut window, "Discard it");
    assert!(!says(&window, "Put a proposal together"));
}

#[test]
fn closing_the_window_loses_no_proposal_unasked() {
    let (_folder, mut window) = drafting();
    assert!(!asks_before_closing(&mut window), "nothing would be lost");
    pick(&mut window, "Shared administration");
    assert!(asks_before_closing(&mut window));
    assert!(says(&window, "Discard it and quit"));
    for (field, text) in [("By", "North"), ("Date", "2025-05-01"), ("Title", "Mine")] {
        let (_folder, mut window) = drafting();
        enter(&mut window, field, text);
        assert!(asks_before_closing(&mut window), "{field}");
    }
}

/// Whether the window stays open, to ask, when it is to be closed.
fn asks_before_closing(window: &mut Window) -> bool {
    let viewports = &mut window.input_mut().viewports;
    let root = viewports.entry(egui::ViewportId::ROOT).or_default();
    root.events.push(egui::ViewportEvent::Close);
    window.step();
    let root = window.output().viewport_output.get(&egui::ViewportId::ROOT);
    let is_kept =
        |commands: &[egui::ViewportCommand]| commands.contains(&egui::ViewportCommand::CancelClose);
    let is_kept = root.is_some_and(|root| is_kept(&root.commands));
    settle(window);
    is_kept
}

#[test]
fn a_proposal_outlives_a_change_of_the_files() {
    let (folder, mut window) = drafting();
    pick(&mut window, "Shared administration");
    let north = std::fs::read_to_string(folder.file("north.ron")).expect("the file is there");
    folder.write("north.ron", north.replace("together", "jointly"));
    press(&mut window, Modifiers::NONE, Key::F5);
    assert!(says(&window, "It settles 1 row"));
    let agenda = std::fs::read_to_string(folder.file("agenda.ron")).expect("the file is there");
    folder.write(
        "agenda.ron",
        agenda.replace("Shared administration", "Joint administration"),
    );
    press(&mut window, Modifiers::NONE, Key::F5);
    assert!(says(&window, "It settles 1 row"));
    // Nobody knows what a term would mean whose outcome is gone.
    for name in ["agenda.ron", "north.ron", "proposal.ron"] {
        let text = std::fs::read_to_string(folder.file(name)).expect("the file is there");
        folder.write(name, text.replace("\"shared\"", "\"joint\""));
    }
    press(&mut window, Modifiers::NONE, Key::F5);
    assert!(says(
        &window,
        "your proposal no longer says anything on: Status of the harbour."
    ));
}

#[test]
fn what_no_field_can_say_stays_when_the_field_is_only_passed() {
    let folder = harbour_with_proposal();
    let file = folder.file("proposal.ron");
    let text = std::fs::read_to_string(&file).expect("the file is there");
    folder.write(
        "proposal.ron",
        text.replace("is: Only(200)", "is: OneOf([100, 300])"),
    );
    let mut window = window_of(&[folder.path().to_owned()]);
    press(&mut window, Modifiers::NONE, Key::F4);
    window
        .get_by_role_and_label(Role::Button, "Take over “Draft of the islanders”")
        .click_accesskit();
    settle(&mut window);
    assert!(says(&window, "It settles 3 rows"));
    on_row(&mut window, "Ceiling on harbour dues: Gap");
    press(&mut window, Modifiers::NONE, Key::T);
    let field = window.get_by_role_and_label(Role::TextInput, "Number, or a range of them");
    assert!(field.is_focused());
    press(&mut window, Modifiers::NONE, Key::F6);
    assert!(says(&window, "It settles 3 rows"));
}

#[test]
fn another_proposal_is_taken_over() {
    let (_folder, mut window) = drafting();
    // Off the bottom of the pane, where no pointer reaches it.
    let name = "Take over “Draft of the islanders”";
    window
        .get_by_role_and_label(Role::Button, name)
        .click_accesskit();
    settle(&mut window);
    assert!(says(&window, "It settles 3 rows"));
    assert!(says(
        &window,
        "Broken: what it says on “Status of the harbour”"
    ));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(says(&window, "It settles 0 rows"));
}

#[test]
fn putting_a_proposal_together_looks_right() {
    let mut window = small_window();
    press(&mut window, Modifiers::NONE, Key::F4);
    pick(&mut window, "Shared administration");
    click(&mut window, "It leaves out 6 rows");
    picture(&mut window, Theme::Light, "draft-light");
    picture(&mut window, Theme::Dark, "draft-dark");
}

#[test]
fn large_text_leaves_the_proposal_within_reach() {
    let mut window = small_window();
    for _ in 0..10 {
        press(&mut window, Modifiers::COMMAND, Key::Plus);
    }
    press(&mut window, Modifiers::NONE, Key::F4);
    assert!(says(&window, "Northern territory. Asked for: North"));
    press(&mut window, Modifiers::NONE, Key::T);
    press(&mut window, Modifiers::NONE, Key::Space);
    assert!(says(&window, "Leave this row out"));
    click(&mut window, "Close the proposal");
    assert!(says(&window, "Status of the harbour"));
}

#[test]
fn a_proposal_for_the_bundled_talks_is_opened_beside_them() {
    let proposal = "Proposal(id: \"mine\", title: \"Mine alone\", terms: [Term(issue: \"neutrality\", is: Only(\"no-bid\"))])";
    let folder = Folder::with(&[("mine.ron", proposal)]);
    let mut window = window_of(&[]);
    press(&mut window, Modifiers::COMMAND, Key::L);
    enter(
        &mut window,
        "File, or folder of positions",
        &folder.file("mine.ron").display().to_string(),
    );
    assert!(says(&window, "Mine alone"));
    assert!(says(&window, "Russia and Ukraine as of 23 July 2025"));
    folder.write("mine.ron", proposal.replace("Mine alone", "Mine anew"));
    super::files::wait_for(&mut window, "Mine anew");
}

#[test]
fn a_proposal_alone_is_held_against_the_talks_beside_it_or_the_bundled_ones() {
    let proposal = "Proposal(id: \"mine\", title: \"Mine alone\", terms: [Term(issue: \"neutrality\", is: Only(\"no-bid\"))])";
    let alone = Folder::with(&[("mine.ron", proposal)]);
    let window = window_of(&[alone.file("mine.ron")]);
    assert!(says(&window, "Mine alone"));
    assert!(says(&window, "Russia and Ukraine as of 23 July 2025"));

    let folder = harbour_with_proposal();
    let window = window_of(&[folder.file("proposal.ron")]);
    assert!(says(&window, "Harbour talks"));
    assert!(says(&window, "Status of the harbour"));
    let mut window = window_of(&[]);
    press(&mut window, Modifiers::COMMAND, Key::L);
    enter(
        &mut window,
        "File, or folder of positions",
        &folder.file("proposal.ron").display().to_string(),
    );
    assert!(says(&window, "Status of the harbour"));
    assert!(!says(&window, "Neutrality and NATO"));
}
