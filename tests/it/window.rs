//! The window, used by the names that a screen reader says, and drawn without a screen.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use common_ground::app::desktop::Desktop;
use common_ground::app::{App, Opening};
use egui::{Key, Modifiers, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::Folder;
use crate::support::cpu_renderer::CpuRenderer;

mod about;
mod dialogs;
mod draft;
mod exporting;
mod files;
mod headline;
mod panes;
mod pictures;
mod random;
mod remembering;
mod timeline;
mod views;

use pictures::{picture, small_window};

type Window = Harness<'static, App>;

fn harbour() -> PathBuf {
    talks("harbour")
}

fn talks(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/talks")
        .join(name)
}

fn window(opening: Opening, size: Vec2) -> Window {
    let mut window = Harness::builder()
        .with_size(size)
        .with_max_steps(20)
        .renderer(CpuRenderer::default())
        .build_eframe(|creation| {
            // No test may open a dialog of the system, or another program.
            let desktop = Desktop::Absent;
            let opening = Opening { desktop, ..opening };
            App::new(creation, opening).expect("the bundled theme is valid")
        });
    settle(&mut window);
    window
}

fn window_of(paths: &[PathBuf]) -> Window {
    let opening = Opening {
        paths: paths.to_vec(),
        ..Opening::default()
    };
    window(opening, Vec2::new(1200.0, 800.0))
}

/// Waits for the threads of the window, which answer within milliseconds, and draws what they say.
fn settle(window: &mut Window) {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        window.run();
        // While it was drawn, a change of the files may have been seen.
        if window.state().is_idle() {
            return;
        }
        while !window.state().is_idle() {
            assert!(Instant::now() < deadline, "the window has not come to rest");
            thread::sleep(Duration::from_millis(5));
            window.step();
        }
    }
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    settle(window);
}

fn click(window: &mut Window, name: &str) {
    window.get_by_label_contains(name).click();
    settle(window);
}

/// Replaces the text of a field and leaves it with Enter.
fn enter(window: &mut Window, field: &str, text: &str) {
    window
        .get_by_role_and_label(egui::Role::TextInput, field)
        .focus();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run();
    if text.is_empty() {
        window.key_press(Key::Delete);
    } else {
        window
            .get_by_role_and_label(egui::Role::TextInput, field)
            .type_text(text);
    }
    window.run();
    press(window, Modifiers::NONE, Key::Enter);
}

fn says(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).next().is_some()
}

#[test]
fn the_bundled_talks_open_at_first_and_say_how_to_open_others() {
    let window = window_of(&[]);
    assert!(says(&window, "Russia and Ukraine as of 23 July 2025"));
    assert!(says(&window, "Neutrality and NATO"));
    assert!(says(&window, "To compare positions of your own"));
}

#[test]
fn nothing_is_drawn_while_nobody_does_anything() {
    let mut window = window_of(&[harbour()]);
    window.run();
    assert!(!window.ctx.has_requested_repaint());
}

#[test]
fn a_typed_path_opens_a_folder() {
    let mut window = window_of(&[]);
    press(&mut window, Modifiers::COMMAND, Key::L);
    enter(
        &mut window,
        "File, or folder of positions",
        "/no/such/folder",
    );
    assert!(says(
        &window,
        "There is no file or folder “/no/such/folder”"
    ));
    enter(
        &mut window,
        "File, or folder of positions",
        &harbour().display().to_string(),
    );
    assert!(says(&window, "North and South as of 30 June 2025"));
    assert!(says(&window, "Status of the harbour"));
    assert!(!says(&window, "To compare positions of your own"));
}

#[test]
fn what_is_open_stays_when_other_files_cannot_be_read() {
    let mut window = window_of(&[harbour()]);
    press(&mut window, Modifiers::COMMAND, Key::L);
    enter(
        &mut window,
        "File, or folder of positions",
        &talks("broken").display().to_string(),
    );
    assert!(says(&window, "“Harbour talks” is still open"));
    assert!(says(&window, "Status of the harbour"));
    assert!(says(&window, "not well-formed RON"));
}

#[test]
fn verdicts_are_filtered() {
    let mut window = window_of(&[harbour()]);
    assert!(says(&window, "Ceiling on harbour dues"));
    assert!(!says(&window, " shown"));
    click(&mut window, "Gap, 2");
    assert!(!says(&window, "Ceiling on harbour dues"));
    assert!(
        says(&window, " shown"),
        "the heads say how many rows are left"
    );
    assert!(says(&window, "Opening of the harbour"));
    click(&mut window, "Show all rows");
    assert!(says(&window, "Ceiling on harbour dues"));
}

#[test]
fn rows_are_found_by_their_text() {
    let mut window = window_of(&[harbour()]);
    press(&mut window, Modifiers::COMMAND, Key::F);
    window
        .get_by_role_and_label(egui::Role::TextInput, "Find text")
        .type_text("crowns");
    settle(&mut window);
    assert!(says(&window, "Ceiling on harbour dues"));
    assert!(!says(&window, "Status of the harbour"));
    window
        .get_by_role_and_label(egui::Role::TextInput, "Find text")
        .type_text(" xyz");
    settle(&mut window);
    assert!(says(&window, "No row passes the filters"));
}

#[test]
fn a_row_that_is_looked_for_is_not_folded_away() {
    let mut window = window_of(&[harbour()]);
    click(&mut window, "Money: ");
    assert!(!says(&window, "Ceiling on harbour dues"));
    enter(&mut window, "Find text", "crowns");
    assert!(says(&window, "Ceiling on harbour dues"));
    // What is folded while it is looked for is shown when something else is.
    click(&mut window, "Money: ");
    assert!(!says(&window, "Ceiling on harbour dues"));
    enter(&mut window, "Find text", "crown");
    assert!(says(&window, "Ceiling on harbour dues"));
    // What was folded before is folded again.
    enter(&mut window, "Find text", "");
    assert!(says(&window, "Money: "));
    assert!(!says(&window, "Ceiling on harbour dues"));
}

#[test]
fn a_day_that_was_refused_is_taken_once_it_can_be() {
    let mut window = window_of(&[harbour()]);
    enter(&mut window, "As of", "2025-03-01");
    enter(&mut window, "Changes since", "2025-04-01");
    assert!(says(&window, "Nothing can have changed since 1 April 2025"));
    enter(&mut window, "As of", "2025-06-30");
    assert!(!says(&window, "Nothing can have changed"));
    assert!(says(&window, "Since 1 April 2025"));
    // One is refused because of the other, and that one because of a third.
    enter(&mut window, "From", "2025-03-01");
    enter(&mut window, "As of", "2025-04-01");
    assert!(says(&window, "Nothing can have changed since 1 April 2025"));
    enter(&mut window, "Changes since", "2025-02-01");
    assert!(says(
        &window,
        "changes can be told since that day or a later one"
    ));
    enter(&mut window, "From", "");
    assert!(!says(&window, "Nothing can have changed"));
    assert!(says(&window, "North and South as of 1 April 2025"));
    assert!(says(&window, "Since 1 February 2025"));
}

#[test]
fn the_row_that_was_clicked_stays_in_sight_when_its_details_open() {
    let mut window = window_of(&[harbour()]);
    let name = "Opening of the harbour: ";
    let row = window.get_by_label_contains(name);
    let before = row.rect();
    row.click();
    settle(&mut window);
    let top = window.get_by_label("Close the details").rect().top();
    assert!(before.bottom() > top, "it would be covered");
    let row = window.get_by_label_contains(name);
    assert!(row.rect().bottom() <= top, "{:?} {top}", row.rect());
}

#[test]
fn the_date_is_changed_and_a_wrong_one_loses_nothing() {
    let mut window = window_of(&[harbour()]);
    enter(&mut window, "As of", "2024-12-31");
    assert!(says(&window, "North and South as of 31 December 2024"));
    enter(&mut window, "As of", "2025-02-30");
    assert!(says(&window, "“2025-02-30” is no date"));
    assert!(says(&window, "North and South as of 31 December 2024"));
    click(&mut window, "Next date on which something was said");
    assert!(says(&window, "North and South as of 1 March 2025"));
    enter(&mut window, "From", "2025-06-01");
    assert!(says(&window, "which is earlier"));
    click(&mut window, "All dates");
    enter(&mut window, "From", "2025-03-01");
    assert!(says(&window, "1 March 2025"));
}

#[test]
fn a_row_shows_its_details() {
    let mut window = window_of(&[harbour()]);
    assert!(!says(&window, "together, if it must be"));
    let row = window
        .get_all_by_role(egui::Role::Cell)
        .next()
        .expect("the first row is drawn");
    row.click();
    settle(&mut window);
    assert!(says(&window, "“together, if it must be”"));
    assert!(says(&window, "Its grain leaves by this harbour"));
    click(&mut window, "Close the details");
    assert!(!says(&window, "together, if it must be"));
}

#[test]
fn keys_move_between_rows() {
    let mut window = window_of(&[harbour()]);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(says(&window, "together, if it must be"));
    press(&mut window, Modifiers::NONE, Key::N);
    assert!(says(&window, "What are the highest dues allowed?"));
    press(&mut window, Modifiers::SHIFT, Key::N);
    assert!(says(&window, "together, if it must be"));
}

#[test]
fn the_row_that_is_gone_to_has_the_focus_so_that_it_is_said() {
    let mut window = window_of(&[harbour()]);
    for title in ["Status of the harbour", "East quay", "West quay"] {
        press(&mut window, Modifiers::NONE, Key::ArrowDown);
        let row = window.get_by(has_focus);
        let name = row.accesskit_node().label().unwrap_or_default();
        assert!(name.contains(title), "{name}");
    }
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(says(&window, "Close the details"));
}

#[test]
fn keys_lead_to_the_ends_of_the_table_and_page_by_page() {
    let mut window = window_of(&[]);
    let at = |window: &Window| {
        let row = window.get_by(has_focus).accesskit_node();
        row.label().unwrap_or_default()
    };
    // By keys alone, and after a click on a cell that has no focus of its own.
    for is_clicked in [false, true] {
        if is_clicked {
            press(&mut window, Modifiers::NONE, Key::Home);
            let mut cells = window.get_all_by_label_contains("Russia asks for");
            let cell = cells.nth(1).expect("the cell of a party is drawn");
            cell.click();
            drop(cells);
            settle(&mut window);
        }
        press(&mut window, Modifiers::NONE, Key::End);
        let last = at(&window);
        press(&mut window, Modifiers::NONE, Key::ArrowDown);
        assert_eq!(at(&window), last);
        press(&mut window, Modifiers::NONE, Key::Home);
        assert!(at(&window).starts_with("Neutrality and NATO: "));
        press(&mut window, Modifiers::NONE, Key::PageDown);
        let below = at(&window);
        assert!(!below.starts_with("Neutrality"), "{below}");
        press(&mut window, Modifiers::NONE, Key::PageUp);
        assert!(at(&window).starts_with("Neutrality and NATO: "));
    }
}

#[test]
fn themes_fold_away() {
    let mut window = window_of(&[harbour()]);
    click(&mut window, "Money: ");
    assert!(!says(&window, "Ceiling on harbour dues"));
    press(&mut window, Modifiers::NONE, Key::N);
    press(&mut window, Modifiers::NONE, Key::N);
    assert!(
        says(&window, "Ceiling on harbour dues"),
        "a row that is gone to is unfolded"
    );
}

#[test]
fn parts_that_nobody_has_spoken_on_are_folded_until_asked_for() {
    let mut window = window_of(&[harbour()]);
    let parts = |window: &Window| says(window, "Access by quay: East quay");
    assert!(parts(&window));
    click(&mut window, "All dates");
    enter(&mut window, "From", "2099-01-01");
    assert!(!parts(&window));
    click(&mut window, "Access by quay: 2 unstated, folded");
    assert!(parts(&window));
    click(&mut window, "Access by quay: 2 unstated, unfolded");
    assert!(!parts(&window));
    command(&mut window, "unfold");
    assert!(parts(&window));
}

#[test]
fn two_parties_at_least_stay_ticked() {
    let mut window = window_of(&[harbour()]);
    let north = window.get_by_role_and_label(egui::Role::CheckBox, "North");
    assert!(north.accesskit_node().is_disabled());
    window
        .get_by_role_and_label(egui::Role::CheckBox, "West")
        .click();
    settle(&mut window);
    assert!(says(&window, "North, South and West"));
    let north = window.get_by_role_and_label(egui::Role::CheckBox, "North");
    assert!(!north.accesskit_node().is_disabled());
    north.click();
    settle(&mut window);
    assert!(says(&window, "South and West"));
}

/// A file as the system hands it over when it is dropped on a window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn dropped_folders_are_opened() {
    let mut window = window_of(&[]);
    let dropped = std::sync::Arc::new(Dropped(harbour()));
    window.input_mut().dropped_files.push(dropped);
    settle(&mut window);
    assert!(says(&window, "North and South as of 30 June 2025"));
}

#[test]
fn the_pointer_on_a_lane_names_the_outcome() {
    let mut window = window_of(&[harbour()]);
    let cell = window.get_by(|node| {
        node.role() == egui::Role::Cell
            && node
                .label()
                .is_some_and(|name| name.starts_with("Gap, 1 step apart"))
    });
    let place = cell.rect();
    window.hover_at(egui::pos2(place.left() + 20.0, place.bottom() - 20.0));
    window.run_steps(60);
    assert!(says(&window, "North: Asked for"));
    assert!(says(&window, "South: Refused"));
}

#[test]
fn changes_since_a_day_are_told() {
    let mut window = window_of(&[harbour()]);
    assert!(!says(&window, "Since 31 December 2024"));
    enter(&mut window, "Changes since", "2024-12-31");
    assert!(says(&window, "Since 31 December 2024"));
    enter(&mut window, "Changes since", "2025-07-01");
    assert!(says(&window, "the first has to be the earlier"));
    assert!(says(&window, "Since 31 December 2024"));
}

#[test]
fn findings_are_shown() {
    let mut window = window_of(&[harbour()]);
    press(&mut window, Modifiers::NONE, Key::F3);
    assert!(says(&window, "Not spoken"));
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!says(&window, "Not spoken"));
}

#[test]
fn a_click_on_the_overview_goes_to_the_row() {
    let mut window = window_of(&[harbour()]);
    let strip = window.get_by_label_contains("Overview of the verdicts of 7 rows");
    // The fourth of seven bars, each 12 points high at most.
    let place = strip.rect().left_top() + egui::vec2(10.0, 6.0 + 3.5 * 12.0);
    window.hover_at(place);
    window.run();
    window.drag_at(place);
    window.run();
    window.drop_at(place);
    settle(&mut window);
    let row = window.get_by(has_focus);
    let name = row.accesskit_node().label().unwrap_or_default();
    assert!(name.contains("Ceiling on harbour dues"), "{name}");
}

/// A function of its own, since the method's lifetime is too narrow for the query and clippy rejects the closure.
fn has_focus(node: &egui_kittest::kittest::AccessKitNode<'_>) -> bool {
    node.is_focused()
}

/// A folder with the harbour talks, a proposal that breaks a linkage, and an answer to it.
pub(crate) fn harbour_with_proposal() -> Folder {
    let read =
        |name: &str| std::fs::read_to_string(harbour().join(name)).expect("the file is there");
    let linkage = r#"    linkages: [Linkage(when: ("status", Only("shared")), then: ("court", Only("arbiters")))],
    events: [
        Round(date: "2025-03-10", title: "First round", place: "The island"),
        Deadline(date: "2025-08-01", title: "End of the harbour year"),
        Event(date: "2025-04-20", title: "The storm"),
    ],
)"#;
    let agenda = read("agenda.ron");
    let agenda = agenda.trim_end().strip_suffix(')').expect("it ends so");
    let answers = r#"    answers: [Answer(proposal: "draft", says: Amends, date: "2025-05-02", summary: "The dues are too high.")],
)"#;
    let south = read("south.ron");
    let south = south.trim_end().strip_suffix(')').expect("it ends so");
    let proposal = r#"Proposal(
    id: "draft", title: "Draft of the islanders", date: "2025-05-01",
    terms: [
        Term(issue: "status", is: Only("shared")),
        Term(issue: "court", is: Only("court"), qualifier: "for ten years"),
        Term(issue: "dues", is: Only(200)),
    ],
)"#;
    let folder = Folder::with(&[
        ("agenda.ron", format!("{agenda}{linkage}")),
        ("south.ron", format!("{south}{answers}")),
        ("proposal.ron", proposal.to_owned()),
    ]);
    folder.write("north.ron", read("north.ron"));
    folder.write("west.ron", read("west.ron"));
    folder
}

/// Gives a command by its words.
fn command(window: &mut Window, words: &str) {
    press(window, Modifiers::COMMAND, Key::K);
    window
        .get_by_role_and_label(egui::Role::TextInput, "Find a command")
        .type_text(words);
    settle(window);
    press(window, Modifiers::NONE, Key::Enter);
}
