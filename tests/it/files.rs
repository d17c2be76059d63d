//! Files with mistakes: each problem is found, told with its place, and costs no more than it must.
//!
//! `tests/bad` holds the files. Beside each stands what the program says of it: the file with every message under
//! the place that it is about, and then what was loaded all the same.

mod damaged;
mod hostile;
mod mutated;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use common_ground::files::{Loaded, Problem, Progress, Severity, load, load_with_progress};

use crate::support::{Folder, in_repository};

/// The position that agendas with mistakes are loaded with, since an agenda alone is not read.
const SPEAKER: &str = "Position(party: (id: \"east\", name: \"East\"), stances: [])";

/// A text with each problem under the place that it is about.
fn annotated(text: &str, problems: &[&Problem]) -> String {
    let mut out = String::new();
    // An empty file has no line to show, and what is wrong with it stands there all the same.
    let lines = text.lines().chain(text.is_empty().then_some(""));
    for (number, line) in (1..).zip(lines) {
        let _ = writeln!(out, "{line}");
        for problem in problems.iter().filter(|problem| problem.line == number) {
            let before: String = line.chars().take(problem.column - 1).collect();
            // Signs of double width would shift the mark, so the text before it is repeated as blanks.
            let blank: String = before.chars().map(blank).collect();
            let _ = writeln!(out, "{blank}^ {}", in_short(problem));
        }
    }
    let count = text.lines().count().max(1);
    for problem in problems.iter().filter(|problem| problem.line > count) {
        let _ = writeln!(out, "line {}: {}", problem.line, in_short(problem));
    }
    out
}

fn blank(letter: char) -> char {
    if letter.is_ascii() { ' ' } else { '·' }
}

fn in_short(problem: &Problem) -> String {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    match &problem.hint {
        Some(hint) => format!("{severity}: {} ({hint})", problem.message),
        None => format!("{severity}: {}", problem.message),
    }
}

/// What was loaded, in short.
fn contents(loaded: &Loaded) -> String {
    let mut out = String::new();
    let agenda = &loaded.talks.agenda;
    let issues: Vec<String> = agenda
        .issues
        .iter()
        .map(|issue| issue.id.to_string())
        .collect();
    let made_up = if agenda.made_up { ", made up" } else { "" };
    let _ = writeln!(out, "agenda: {}{made_up}", issues.join(" "));
    let terms = loaded
        .talks
        .proposals
        .iter()
        .map(|proposal| proposal.terms.len())
        .sum();
    let others = [
        ("parties", agenda.parties.len()),
        ("terms", terms),
        ("steps", agenda.steps.len()),
        ("linkages", agenda.linkages.len()),
        ("agreements", agenda.agreements.len()),
        ("events", agenda.milestones.len()),
        ("assessments", agenda.assessments.len()),
    ];
    for (what, count) in others.into_iter().filter(|(_, count)| *count > 0) {
        let _ = writeln!(out, "{what}: {count}");
    }
    for position in &loaded.talks.positions {
        let stances: Vec<String> = position
            .stances
            .iter()
            .map(|stance| agenda.issues[stance.issue].id.to_string())
            .collect();
        let _ = writeln!(out, "{}: {}", position.party.id, stances.join(" "));
    }
    let left_out = loaded.left_out;
    let _ = writeln!(
        out,
        "left out: {} files, {} stances, {} answers, {} terms, {} entries",
        left_out.files, left_out.stances, left_out.answers, left_out.terms, left_out.entries
    );
    out
}

/// Whether a problem is no more than that the folder's agenda has issues which a fixture does not need.
fn is_aside(problem: &Problem, shown: &Path) -> bool {
    problem.message.starts_with("no party speaks on") && Path::new(&problem.file) != shown
}

/// Compares what is said of a file with what stands beside it.
fn check(path: &Path, name: &str, loaded: &Loaded) {
    let text = fs::read_to_string(path).unwrap();
    let (here, elsewhere): (Vec<&Problem>, Vec<&Problem>) = loaded
        .problems
        .iter()
        .filter(|problem| !is_aside(problem, path))
        .partition(|problem| Path::new(&problem.file) == path);
    let mut said = annotated(&text, &here);
    said.push_str("----\n");
    for problem in elsewhere {
        let file = Path::new(&problem.file)
            .file_name()
            .unwrap()
            .to_string_lossy();
        let _ = writeln!(said, "{file}: {}", in_short(problem));
    }
    said.push_str(&contents(loaded));
    settings(path.parent().unwrap()).bind(|| insta::assert_snapshot!(name, said));
}

/// Snapshots stand beside the files that they are about.
fn settings(folder: &Path) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// The files of a folder of `tests/bad`, without the agenda that they share.
fn files_in(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(in_repository("tests/bad").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
        .filter(|path| !path.ends_with("agenda.ron"))
        .collect();
    files.sort();
    files
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

#[test]
fn a_position_with_mistakes() {
    for path in files_in("positions") {
        let loaded = load(std::slice::from_ref(&path));
        check(&path, &stem(&path), &loaded);
    }
}

#[test]
fn a_snapshot_with_mistakes() {
    for path in files_in("frozen") {
        let loaded = load(std::slice::from_ref(&path));
        check(&path, &stem(&path), &loaded);
    }
}

#[test]
fn an_agenda_with_mistakes() {
    for path in files_in("agendas") {
        let text = fs::read_to_string(&path).unwrap();
        let folder = Folder::with(&[("agenda.ron", text.as_str()), ("east.ron", SPEAKER)]);
        let mut loaded = folder.load();
        // The file is shown where it stands, not where it was put to be loaded.
        for problem in &mut loaded.problems {
            if Path::new(&problem.file) == folder.file("agenda.ron") {
                problem.file = path.display().to_string();
            }
        }
        loaded
            .problems
            .retain(|problem| !problem.message.starts_with("no party speaks on"));
        check(&path, &stem(&path), &loaded);
    }
}

#[test]
fn files_that_do_not_go_together() {
    let folders = in_repository("tests/bad/folders");
    for entry in fs::read_dir(&folders).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_dir() {
            continue;
        }
        let loaded = load(std::slice::from_ref(&path));
        let prefix = format!("{}/", path.display());
        let mut said = String::new();
        for problem in &loaded.problems {
            let _ = writeln!(said, "{}", problem.to_string().replace(&prefix, ""));
        }
        said.push_str("----\n");
        said.push_str(&contents(&loaded));
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        settings(&folders).bind(|| insta::assert_snapshot!(name, said));
    }
}

#[test]
fn a_byte_order_mark_and_other_line_ends_change_nothing() {
    let agenda = fs::read_to_string(in_repository("tests/bad/positions/agenda.ron")).unwrap();
    for path in files_in("positions") {
        let text = fs::read_to_string(&path).unwrap();
        let folder = Folder::with(&[("agenda.ron", agenda.as_str()), ("east.ron", text.as_str())]);
        let plain = folder.load();
        for changed in [format!("\u{feff}{text}"), text.replace('\n', "\r\n")] {
            folder.write("east.ron", changed);
            let loaded = folder.load();
            assert_eq!(loaded.problems, plain.problems, "{}", path.display());
            assert_eq!(loaded.talks, plain.talks, "{}", path.display());
        }
    }
}

#[test]
fn an_extension_at_the_top_changes_nothing() {
    const HEAD: &str = "#![enable(implicit_some)]\n";
    let draft = "Proposal(id: \"draft\", title: \"Draft\", terms: [])";
    let agenda = fs::read_to_string(in_repository("tests/bad/positions/agenda.ron")).unwrap();
    for (name, text) in [("east.ron", SPEAKER), ("draft.ron", draft)] {
        let with_head = format!("{HEAD}{text}");
        for (agenda, text) in [
            (&agenda, &with_head),
            (&format!("{HEAD}{agenda}"), &text.to_owned()),
            (&format!("{HEAD}{agenda}"), &with_head),
        ] {
            let folder = Folder::with(&[("agenda.ron", agenda), (name, text)]);
            let loaded = load(&[folder.file(name)]);
            assert!(!loaded.has_errors(), "{:?}", folder.problems(&loaded));
            assert_eq!(loaded.talks.agenda.title, "Talks on a bridge");
        }
    }
}

#[test]
fn what_is_repeated_is_kept_once() {
    let loaded = load(&[in_repository("tests/bad/folders/repeats")]);
    let east = &loaded.talks.positions[0].stances;
    assert_eq!(east[0].parts.as_deref(), Some([0, 1].as_slice()));
    assert_eq!(east[0].cites.len(), 3);
    assert_eq!(east[1].after.len(), 1);
}

#[test]
fn every_message_is_one_sentence_with_a_place() {
    let mut paths = files_in("positions");
    paths.extend(files_in("agendas"));
    for path in paths {
        for problem in load(&[path]).problems {
            let text = problem.to_string();
            assert!(problem.line >= 1 && problem.column >= 1, "{text}");
            assert!(!problem.message.is_empty(), "{text}");
            assert!(!problem.message.ends_with('.'), "{text}");
            assert!(!problem.message.contains(['\n', '\r']), "{text}");
            assert!(
                !problem.message.starts_with(char::is_uppercase) || is_name(&problem.message),
                "{text}"
            );
        }
    }
}

/// Whether a message begins with a name of the files' own, which keeps its capital.
fn is_name(message: &str) -> bool {
    ["Rest", "AnyNumber"]
        .iter()
        .any(|name| message.starts_with(name))
}

#[test]
fn whoever_waits_is_told_how_far_it_has_come_and_may_stop_it() {
    let paths = [in_repository("tests/it/talks/harbour")];
    let progress = Progress::default();
    assert_eq!(progress.counts(), (0, 0));
    let loaded = load_with_progress(&paths, &progress).unwrap();
    assert_eq!(loaded, load(&paths));
    assert_eq!(progress.counts(), (loaded.inputs.len(), 100));
    let progress = Progress::default();
    progress.stop();
    assert_eq!(load_with_progress(&paths, &progress), None);
    assert_eq!(progress.counts().1, 0);
}
