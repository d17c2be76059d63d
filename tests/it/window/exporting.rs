//! Writing the comparison to a file from the window, and copying it.

use std::sync::Arc;

use common_ground::app::answer::{Answer, Asked};
use common_ground::app::export_choice::ExportChoice;
use common_ground::app::jobs::{Done, ExportJob, Jobs};
use common_ground::compare::Question;
use common_ground::export::Format;
use common_ground::files::Loaded;
use egui::{Event, Key, Modifiers, OutputCommand};
use egui_kittest::kittest::Queryable as _;

use super::{Window, click, enter, harbour, press, says, settle, window_of};
use crate::support::Folder;

#[test]
fn a_comparison_is_exported_to_a_folder() {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    let path = folder.path().join("harbour.md");
    let mut window = window_of(&[harbour()]);
    press(&mut window, Modifiers::COMMAND, Key::E);
    click(&mut window, "Markdown");
    enter(&mut window, "File", &path.display().to_string());
    assert!(says(&window, "The comparison was written to"));
    let written = std::fs::read_to_string(&path).expect("the file is there");
    assert!(written.contains("Status of the harbour"));
}

#[test]
fn an_export_that_fails_says_why_and_stays_open() {
    let mut window = window_of(&[harbour()]);
    press(&mut window, Modifiers::COMMAND, Key::E);
    enter(&mut window, "File", "/no/such/folder/harbour.pdf");
    assert!(says(&window, "Nothing was written"));
    assert!(says(&window, "Export the comparison"));
}

#[test]
fn the_beginning_of_the_file_is_shown_for_each_format() {
    let mut window = window_of(&[harbour()]);
    press(&mut window, Modifiers::COMMAND, Key::E);
    assert!(says(&window, "The first page"));
    assert!(says(&window, "The beginning of the file"), "a picture");
    click(&mut window, "Markdown");
    assert!(says(&window, "# Harbour talks"));
    click(&mut window, "RON, to open again");
    assert!(says(&window, "Snapshot("));
    click(&mut window, "CSV");
    assert!(says(&window, "Record,Theme,Issue"));
    click_on(&mut window, "Word");
    assert!(says(&window, "How it would begin on paper"));
}

#[test]
fn what_is_chosen_is_what_is_written() {
    let folder = Folder::with::<&str>(&[]);
    let mut window = window_of(&[harbour()]);
    press(&mut window, Modifiers::COMMAND, Key::E);
    click(&mut window, "Markdown");
    click(&mut window, "Sources, as numbered notes");
    window
        .get_by_role_and_label(egui::Role::ComboBox, "Dates in")
        .click();
    settle(&mut window);
    click(&mut window, "Ukrainian");
    assert!(says(&window, "Left out of this file: the sources."));
    enter(
        &mut window,
        "File",
        &folder.file("x.md").display().to_string(),
    );
    let written = std::fs::read_to_string(folder.file("x.md")).expect("the file is there");
    assert!(
        !written.contains("## Sources") && !written.contains("\\[1\\]"),
        "{written}"
    );
    assert!(
        written.contains(" 2025") && !written.contains("April 2025"),
        "{written}"
    );
    assert!(says(&window, "Open the file") && says(&window, "Open its folder"));
}

#[test]
fn a_file_that_is_compared_is_not_replaced() {
    let folder = super::harbour_with_proposal();
    let before = std::fs::read(folder.file("north.ron")).expect("it is there");
    let mut window = window_of(&[folder.path().to_owned()]);
    press(&mut window, Modifiers::COMMAND, Key::E);
    let path = folder.file("north.ron").display().to_string();
    enter(&mut window, "File", &path);
    // The first time it is said that there is such a file.
    click_on(&mut window, "Export");
    assert!(says(&window, "This is one of the files that are compared"));
    assert_eq!(
        std::fs::read(folder.file("north.ron")).expect("it is there"),
        before
    );
}

#[test]
fn the_own_proposal_is_exported_unless_it_is_left_out() {
    let folder = super::harbour_with_proposal();
    let mut window = window_of(&[folder.path().to_owned()]);
    press(&mut window, Modifiers::COMMAND, Key::E);
    assert!(!says(&window, "Include your proposal"), "there is none");
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::F4);
    let mut outcomes = window.get_all_by_label_contains("Shared administration. ");
    outcomes.next().expect("it can be picked").click();
    drop(outcomes);
    settle(&mut window);
    assert!(says(&window, "It settles 1 row"));
    // Not among the files that are open, which are read again when one is added.
    let elsewhere = Folder::with::<&str>(&[]);
    let mut written = |name: &str, is_included: bool| {
        press(&mut window, Modifiers::COMMAND, Key::E);
        if !is_included {
            click(&mut window, "Include your proposal");
        }
        let path = elsewhere.file(name).display().to_string();
        enter(&mut window, "File", &path);
        std::fs::read_to_string(path).expect("it was written")
    };
    let with = written("with.md", true);
    assert!(with.contains("## Proposal: Your proposal"), "{with}");
    assert!(with.contains("It is not saved to a file of its own."));
    assert!(!written("without.md", false).contains("Your proposal"));
    let frozen = written("with.snapshot.ron", true);
    assert!(frozen.contains("path: \"your-proposal.ron\""));
    assert!(!written("without.snapshot.ron", false).contains("our proposal"));
    let mut again = window_of(&[elsewhere.file("with.snapshot.ron")]);
    settle(&mut again);
    assert!(says(&again, "Your proposal: Shared administration"));
}

#[test]
fn an_own_proposal_that_is_saved_beside_the_positions_is_exported_once() {
    let folder = super::harbour_with_proposal();
    let mut window = window_of(&[folder.path().to_owned()]);
    press(&mut window, Modifiers::NONE, Key::F4);
    let mut outcomes = window.get_all_by_label_contains("Shared administration. ");
    outcomes.next().expect("it can be picked").click();
    drop(outcomes);
    settle(&mut window);
    enter(&mut window, "Title", "Mine");
    press(&mut window, Modifiers::COMMAND, Key::S);
    let path = folder.file("mine.ron").display().to_string();
    enter(&mut window, "File", &path);
    press(&mut window, Modifiers::NONE, Key::F5);
    let elsewhere = Folder::with::<&str>(&[]);
    let heads = |window: &mut Window, name: &str| {
        press(window, Modifiers::COMMAND, Key::E);
        let path = elsewhere.file(name).display().to_string();
        enter(window, "File", &path);
        let text = std::fs::read_to_string(path).expect("it was written");
        text.matches("## Proposal: Mine").count()
    };
    assert_eq!(heads(&mut window, "draft.md"), 1, "not shown as a file");
    window
        .get_by_role_and_label(egui::Role::CheckBox, "Mine")
        .click();
    settle(&mut window);
    assert_eq!(heads(&mut window, "both.md"), 1);
}

/// What is shown of the first two parties.
fn answer_of_two(loaded: &Loaded) -> Arc<Answer> {
    let question = Question {
        parties: vec![0, 1],
        ..Question::default()
    };
    let asked = Asked {
        question,
        ..Asked::default()
    };
    Arc::new(Answer::work_out(loaded, asked, None))
}

/// Clicks on what has exactly this name.
fn click_on(window: &mut Window, name: &str) {
    window.get_by_label(name).click();
    settle(window);
}

/// Presses a key and gives what is on the clipboard afterwards.
fn copied(window: &mut Window, modifiers: Modifiers, key: Key) -> String {
    let input = window.input_mut();
    input.events.push(Event::ModifiersChanged(modifiers));
    input.events.push(Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    });
    // Frame by frame, since each has an output of its own; a table takes a few.
    let copied = (0..1_000).find_map(|_| {
        window.step();
        let commands = &window.output().platform_output.commands;
        let copied = commands.iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
        let cannot = says(window, "Select a row that is shown to copy it.");
        std::thread::sleep(std::time::Duration::from_millis(5));
        copied.or_else(|| cannot.then(String::new))
    });
    let released = Event::ModifiersChanged(Modifiers::NONE);
    window.input_mut().events.push(released);
    settle(window);
    copied.unwrap_or_default()
}

#[test]
fn a_row_and_the_table_are_copied_as_text_and_as_markdown() {
    let mut window = window_of(&[harbour()]);
    assert_eq!(copied(&mut window, Modifiers::COMMAND, Key::R), "");
    assert!(says(&window, "Select a row that is shown to copy it."));
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    let both = Modifiers::COMMAND.plus(Modifiers::SHIFT);
    let row = copied(&mut window, Modifiers::COMMAND, Key::R);
    let row_as_markdown = copied(&mut window, both, Key::R);
    insta::assert_snapshot!("copied_row", format!("{row}----\n{row_as_markdown}"));
    let table = copied(&mut window, Modifiers::COMMAND, Key::T);
    let table_as_markdown = copied(&mut window, both, Key::T);
    assert!(
        table.starts_with("Harbour talks") && table.contains(&row.lines().next().unwrap()[..8])
    );
    assert!(table_as_markdown.starts_with("# Harbour talks"));
    assert!(table_as_markdown.contains(row_as_markdown.lines().nth(2).unwrap()));
}

#[test]
fn what_is_given_up_in_time_is_not_written() {
    let folder = Folder::with::<&str>(&[]);
    let path = folder.file("talks.pdf");
    let loaded = Arc::new(common_ground::files::load_bundled());
    let answer = answer_of_two(&loaded);
    let mut jobs = Jobs::new(egui::Context::default());
    let job = ExportJob {
        loaded,
        answer,
        is_draft_unsaved: false,
        choice: ExportChoice::of(Format::Pdf),
        path: path.clone(),
    };
    jobs.export(job.clone());
    assert!(jobs.export_stage().is_some());
    // Typesetting takes longer than this, but if it should not, the file is simply there.
    let is_given_up = jobs.stop_export();
    assert_eq!(jobs.export_stage().is_none(), is_given_up);
    let done = wait_for_export(&mut jobs);
    assert_eq!(matches!(done, Done::GivenUp), is_given_up);
    assert_eq!(path.is_file(), !is_given_up);
    jobs.export(job);
    assert!(matches!(
        wait_for_export(&mut jobs),
        Done::Exported(_, Ok(None))
    ));
    assert!(path.is_file() && !jobs.stop_export());
}

#[test]
fn what_the_pages_cannot_draw_is_said_after_an_export() {
    let folder = super::harbour_with_proposal();
    let agenda = std::fs::read_to_string(folder.file("agenda.ron")).expect("it is there");
    folder.write("agenda.ron", agenda.replace("Harbour talks", "港"));
    let loaded = Arc::new(folder.load());
    let answer = answer_of_two(&loaded);
    let said = |format: Format| {
        let mut jobs = Jobs::new(egui::Context::default());
        jobs.export(ExportJob {
            loaded: Arc::clone(&loaded),
            answer: Arc::clone(&answer),
            is_draft_unsaved: false,
            choice: ExportChoice::of(format),
            path: folder.file("talks").with_extension(format.extension()),
        });
        match wait_for_export(&mut jobs) {
            Done::Exported(_, Ok(words)) => words,
            other => panic!("{other:?}"),
        }
    };
    let words = said(Format::Pdf).expect("one letter is missing");
    assert!(words.contains("U+6E2F"), "{words}");
    assert_eq!(said(Format::Html), None);
}

/// Waits for the thread that writes a file.
fn wait_for_export(jobs: &mut Jobs) -> Done {
    loop {
        let mut finished = jobs.finished().into_iter();
        let done = finished.find(|done| matches!(done, Done::GivenUp | Done::Exported(..)));
        if let Some(done) = done {
            return done;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}
