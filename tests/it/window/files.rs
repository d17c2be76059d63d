//! Opening files, adding to them, and following them as they change.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::{Window, click, enter, harbour, harbour_with_proposal, press, says, settle, window_of};
use crate::support::Folder;

/// Steps until the window says this, which may take as long as files are watched for.
pub(super) fn wait_for(window: &mut Window, text: &str) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !says(window, text) {
        assert!(
            Instant::now() < deadline,
            "the window has not said “{text}”"
        );
        thread::sleep(Duration::from_millis(20));
        window.step();
    }
    settle(window);
}

#[test]
fn files_that_change_on_disk_are_read_again_and_broken_ones_lose_nothing() {
    let folder = harbour_with_proposal();
    let mut window = window_of(&[folder.path().to_owned()]);
    let agenda = std::fs::read_to_string(folder.file("agenda.ron")).expect("it is there");
    press(&mut window, Modifiers::NONE, Key::Enter);
    // A save as editors do it: to another file, which is then renamed over the old one.
    folder.write(
        "agenda.tmp",
        agenda.replace("Harbour talks", "Talks of the bay"),
    );
    std::fs::rename(folder.file("agenda.tmp"), folder.file("agenda.ron"))
        .expect("it can be renamed");
    wait_for(&mut window, "Talks of the bay");
    assert!(says(&window, "Close the details"), "what is shown stays");
    folder.write("north.ron", "Position(party: (id: \"north\"");
    wait_for(&mut window, "what is shown is from before");
    assert!(says(&window, "north.ron:1:"));
    assert!(says(&window, "Status of the harbour"));
    std::fs::copy(harbour().join("north.ron"), folder.file("north.ron")).expect("it can be copied");
    wait_for(&mut window, "Talks of the bay");
    let deadline = Instant::now() + Duration::from_secs(20);
    while says(&window, "what is shown is from before") {
        assert!(Instant::now() < deadline, "the mended file was not read");
        thread::sleep(Duration::from_millis(20));
        window.step();
    }
    assert!(!says(&window, "north.ron:1:"));
}

/// Takes the file of a party away and puts it back. Says what is compared in between.
fn take_away_and_put_back(folder: &Folder, window: &mut Window, name: &str, meanwhile: &str) {
    let (file, away) = (folder.file(name), folder.file("away"));
    std::fs::rename(&file, &away).expect("it can be renamed");
    press(window, Modifiers::NONE, Key::F5);
    assert!(says(window, meanwhile), "{meanwhile}");
    std::fs::rename(&away, &file).expect("it can be renamed");
    press(window, Modifiers::NONE, Key::F5);
    assert!(!says(window, "No position of the party"));
}

#[test]
fn a_party_whose_file_was_gone_for_a_while_is_compared_again_if_it_was_before() {
    let folder = harbour_with_proposal();
    std::fs::copy(harbour().join("west.ron"), folder.file("west.ron")).expect("it can be copied");
    let mut window = window_of(&[folder.path().to_owned()]);
    let (two, all) = ("North and South as of", "North, South and West as of");
    assert!(says(&window, two));
    // West was not compared, and is not because of this.
    take_away_and_put_back(&folder, &mut window, "west.ron", two);
    assert!(says(&window, two));
    // Without South there is one of the two, and so all that are left are compared.
    take_away_and_put_back(&folder, &mut window, "south.ron", "North and West as of");
    assert!(says(&window, two));
    click(&mut window, "Compare all");
    assert!(says(&window, all));
    take_away_and_put_back(
        &folder,
        &mut window,
        "west.ron",
        "No position of the party “west”",
    );
    assert!(says(&window, all));
}

#[test]
fn a_party_that_is_added_is_compared_even_if_not_all_are() {
    let folder = harbour_with_proposal();
    std::fs::copy(harbour().join("west.ron"), folder.file("west.ron")).expect("it can be copied");
    let files = ["north.ron", "south.ron", "west.ron"].map(|name| folder.file(name));
    let mut window = window_of(&files);
    click(&mut window, "Compare all");
    let west = window.get_by_role_and_label(egui::Role::CheckBox, "West");
    west.click();
    settle(&mut window);
    assert!(says(&window, "North and South as of"));
    let east = r#"Position(party: (id: "east", name: "East"), stances: [Stance(issue: "status", asks: Only("shared"))])"#;
    folder.write("east.ron", east);
    open_typed(&mut window, &folder.file("east.ron"));
    let names = ["East, North and South as of", "North, South and East as of"];
    assert!(names.into_iter().any(|names| says(&window, names)));
}

#[test]
fn what_is_shown_says_that_it_is_from_before_for_as_long_as_it_is() {
    let folder = harbour_with_proposal();
    let mut window = window_of(&[folder.path().to_owned()]);
    let north = std::fs::read_to_string(folder.file("north.ron")).expect("it is there");
    folder.write("north.ron", "Position(");
    press(&mut window, Modifiers::NONE, Key::F5);
    press(&mut window, Modifiers::NONE, Key::F8);
    super::command(&mut window, "copy table");
    wait_for(&mut window, "The table was copied.");
    assert!(says(&window, "what is shown is from before"));
    assert!(says(&window, "1 error"));
    click(&mut window, "Show the problems");
    assert!(says(&window, "north.ron:1:"));
    folder.write("north.ron", north);
    press(&mut window, Modifiers::NONE, Key::F5);
    assert!(!says(&window, "what is shown is from before"));
}

fn open_typed(window: &mut Window, path: &Path) {
    press(window, Modifiers::COMMAND, Key::L);
    enter(
        window,
        "File, or folder of positions",
        &path.display().to_string(),
    );
}

#[test]
fn files_of_the_same_agenda_are_added_and_others_ask() {
    let mut window = window_of(&[harbour().join("north.ron"), harbour().join("south.ron")]);
    assert!(says(&window, "North and South as of"));
    open_typed(&mut window, &harbour().join("west.ron"));
    assert!(says(&window, "North, South and West"));
    let other = Folder::with(&[
        ("a.ron", OTHER_AGENDA),
        ("b.ron", OTHER_POSITION),
        ("c.ron", OTHER_POSITION_TOO),
    ]);
    open_typed(&mut window, other.path());
    assert!(says(&window, "belongs to other talks, “Talks on tea”"));
    click(&mut window, "Cancel");
    assert!(says(&window, "North, South and West"));
    open_typed(&mut window, other.path());
    click(&mut window, "Close “Harbour talks” and open “Talks on tea”");
    assert!(says(&window, "What is drunk"));
    assert!(!says(&window, "Status of the harbour"));
    click(&mut window, "File");
    click(&mut window, "Open recent");
    assert!(says(&window, "north.ron and 2 more"));
}

const OTHER_AGENDA: &str = r#"Agenda(title: "Talks on tea", issues: [Issue(id: "drink", title: "What is drunk", outcomes: Options([(id: "tea", label: "Tea"), (id: "none", label: "Nothing")]))])"#;
const OTHER_POSITION: &str = r#"Position(party: (id: "host", name: "Host"), agenda: "a.ron", stances: [Stance(issue: "drink", date: "2025-01-01", asks: Only("tea"))])"#;
const OTHER_POSITION_TOO: &str = r#"Position(party: (id: "guest", name: "Guest"), agenda: "a.ron", stances: [Stance(issue: "drink", date: "2025-01-01", asks: Only("none"))])"#;

#[test]
fn a_snapshot_opens_to_what_it_was_made_of() {
    let folder = Folder::with::<&str>(&[]);
    let export = crate::command_line::run(
        &harbour(),
        &format!(
            "export . --as-of 2025-04-01 --parties north,south --verdict gap,opposed -o {}",
            folder.file("kept.snapshot.ron").display()
        ),
    );
    assert_eq!(export.status, 0, "{}", export.errors);
    let printed = crate::command_line::run(folder.path(), "compare kept.snapshot.ron");
    let mut window = window_of(&[]);
    open_typed(&mut window, &folder.file("kept.snapshot.ron"));
    assert!(says(&window, "North and South as of 1 April 2025"));
    let hidden = printed
        .out
        .lines()
        .find(|line| line.starts_with("Shown: "))
        .expect("rows are hidden");
    assert!(says(&window, hidden.trim_end_matches('.')), "{hidden}");
    open_typed(&mut window, &harbour().join("west.ron"));
    assert!(
        says(&window, "is another comparison of “Harbour talks”"),
        "a snapshot stands alone"
    );
}

#[test]
fn nothing_to_stop_stops_nothing() {
    let mut window = window_of(&[harbour()]);
    press(&mut window, Modifiers::COMMAND, Key::Period);
    assert!(!says(&window, "not read to the end"));
    assert!(says(&window, "Status of the harbour"));
}
