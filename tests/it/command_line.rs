//! The program as it is run from a shell: what it prints, where, and with which exit status.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::{Folder, in_repository};

const AGENDA: &str = r#"Agenda(
    title: "Talks on a bridge",
    issues: [
        Issue(id: "bridge", title: "Bridge", theme: "Access", outcomes: Options([
            (id: "keep", label: "Keep"), (id: "rebuild", label: "Rebuild"), (id: "remove", label: "Remove"),
        ])),
        Issue(id: "toll", title: "Toll", theme: "Money", question: "What is the highest toll?",
              outcomes: Quantity(unit: "crowns", min: 0)),
    ],
)"#;

const EAST: &str = r#"Position(
    party: (id: "east", name: "East"),
    sources: [Source(id: "speech", title: "Speech")],
    stances: [
        Stance(issue: "bridge", date: "2025-01-10", asks: Only("keep"), rejects: Rest, cites: ["speech"]),
        Stance(issue: "toll", date: "2025-01-10", asks: AtMost(10), cites: ["speech"]),
        Stance(issue: "toll", date: "2025-03-01", asks: AtMost(30), cites: ["speech"]),
    ],
)"#;

const WEST: &str = r#"Position(
    party: (id: "west", name: "West"),
    sources: [Source(id: "letter", title: "Letter")],
    stances: [
        Stance(issue: "bridge", date: "2025-01-20", asks: Only("remove"), cites: ["letter"]),
        Stance(issue: "toll", date: "2025-01-20", asks: AtLeast(20), cites: ["letter"]),
    ],
)"#;

/// The letter that is not there makes an error at the place of the cite.
const WRONG: &str = r#"Position(
    party: (id: "north", name: "North"),
    stances: [
        Stance(issue: "bridge", date: "2025-01-20", asks: Only("rebuild"), cites: ["leter"]),
        Stance(issue: "bridge", date: "2025-01-20", asks: Only("rebiuld")),
    ],
)"#;

pub(crate) fn talks() -> Folder {
    Folder::with(&[
        ("agenda.ron", AGENDA),
        ("east.ron", EAST),
        ("west.ron", WEST),
    ])
}

/// What a run of the program gave.
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) errors: String,
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_common-ground"));
    command.current_dir(folder).stdin(Stdio::null());
    for variable in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(variable);
    }
    command
}

/// Runs the program with these words, split at spaces.
pub(crate) fn run(folder: &Path, words: &str) -> Run {
    let output = program(folder)
        .args(words.split_whitespace())
        .output()
        .unwrap();
    Run {
        status: output.status.code().expect("it was killed"),
        out: String::from_utf8(output.stdout).unwrap(),
        errors: String::from_utf8(output.stderr).unwrap(),
    }
}

/// What should be found in what a run gives.
#[derive(Default)]
struct Expect {
    status: i32,
    out: &'static [&'static str],
    errors: &'static [&'static str],
}

/// Runs the program and checks what it gives. A stream for which nothing is expected must be empty.
fn check(folder: &Path, words: &str, expect: &Expect) {
    let run = run(folder, words);
    let all = format!("{words}\n--- out\n{}\n--- errors\n{}", run.out, run.errors);
    assert_eq!(run.status, expect.status, "{all}");
    for (stream, wanted) in [(&run.out, expect.out), (&run.errors, expect.errors)] {
        assert_eq!(stream.is_empty(), wanted.is_empty(), "{all}");
        for text in wanted {
            assert!(stream.contains(text), "“{text}” is not in {all}");
        }
    }
    assert!(!run.errors.contains("panicked"), "{all}");
}

/// Checks that a command line is refused with status 2, in these words, and that nothing is printed.
fn check_refused(words: &str, errors: &'static [&'static str]) {
    let expect = Expect {
        status: 2,
        out: &[],
        errors,
    };
    check(talks().path(), words, &expect);
}

#[test]
fn compare_prints_text() {
    let expect = Expect {
        out: &[
            "Talks on a bridge",
            "Bridge  [OPPOSED]",
            "Toll  [ALIGNED]",
            "East: asks Keep",
            "→",
        ],
        ..Expect::default()
    };
    check(talks().path(), "compare .", &expect);
    check(talks().path(), "compare east.ron west.ron", &expect);
    check(
        talks().path(),
        "compare agenda.ron east.ron west.ron --format text",
        &expect,
    );
}

#[test]
fn compare_prints_markdown() {
    let expect = Expect {
        out: &["# Talks on a bridge", "| "],
        ..Expect::default()
    };
    check(talks().path(), "compare . --format markdown", &expect);
}

#[test]
fn compare_prints_json() {
    let json = |words: &str| -> Value {
        let run = run(talks().path(), words);
        assert_eq!((run.status, run.errors.as_str()), (0, ""), "{words}");
        serde_json::from_str(&run.out).unwrap()
    };
    let whole = json("compare . --format json");
    assert_eq!(whole["as_of"], Value::Null);
    assert_eq!(whole["issues"][1]["verdict"], "aligned");
    assert_eq!(whole["issues"][1]["zone"], serde_json::json!([[20, 30]]));
    let early = json("compare . --format json --as-of 2025-02-01 --from 2025-01-15");
    assert_eq!(early["as_of"], "2025-02-01");
    assert_eq!(early["from"], "2025-01-15");
    assert_eq!(early["issues"][1]["verdict"], "one-sided");
    let reversed = json("compare . --format json --parties west,east");
    assert_eq!(reversed["parties"], whole["parties"]);
    let filtered = json("compare . --format json --verdict opposed");
    assert_eq!(filtered["issues"].as_array().unwrap().len(), 1);
    assert_eq!(filtered["totals"], whole["totals"]);
    let themed = json("compare . --format json --theme Money");
    assert_eq!(themed["issues"][0]["id"], "toll");
}

#[test]
fn with_no_path_the_bundled_talks_are_compared() {
    let folder = talks();
    let expect = Expect {
        out: &["Russia–Ukraine talks", "as of 23 July 2025"],
        ..Expect::default()
    };
    check(folder.path(), "compare", &expect);
    let later = Expect {
        out: &["as of 1 May 2022"],
        ..Expect::default()
    };
    check(folder.path(), "compare --as-of 2022-05-01", &later);
}

#[test]
fn the_view_of_an_agenda_does_not_hold_for_files() {
    let folder = talks();
    let view = AGENDA.replace(
        "    issues: [",
        "    view: View(as_of: \"2025-01-15\", parties: [\"east\"]),\n    issues: [",
    );
    folder.write("agenda.ron", view);
    let run = run(folder.path(), "compare . --format json");
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["as_of"], Value::Null);
    assert_eq!(json["parties"].as_array().unwrap().len(), 2);
}

#[test]
fn check_says_nothing_of_good_files() {
    check(talks().path(), "check .", &Expect::default());
    let bundled = in_repository("positions/ukraine-russia");
    check(&bundled, "check .", &Expect::default());
}

#[test]
fn check_reads_several_folders_each_by_itself() {
    let positions = in_repository("positions");
    let mut folders: Vec<String> = fs::read_dir(&positions)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    folders.sort();
    assert!(folders.len() > 1);
    check(
        &positions,
        &format!("check {}", folders.join(" ")),
        &Expect::default(),
    );
}

#[test]
fn check_prints_problems_with_their_place() {
    let folder = talks();
    folder.write("north.ron", WRONG);
    let expect = Expect {
        status: 1,
        errors: &[
            "./north.ron:4:84: error: there is no source “leter”",
            "./north.ron:5:64: error: there is no outcome “rebiuld” (did you mean “rebuild”?)",
            "2 errors, 1 warning. 2 stances were not read",
        ],
        ..Expect::default()
    };
    check(folder.path(), "check .", &expect);
}

#[test]
fn warnings_alone_are_no_failure() {
    let folder = talks();
    folder.write("west.ron", WEST.replace(", cites: [\"letter\"]", ""));
    let expect = Expect {
        errors: &[
            "./west.ron:5:9: warning: this stance names no source",
            "west.ron:6:9: warning",
        ],
        ..Expect::default()
    };
    check(folder.path(), "check .", &expect);
}

#[test]
fn with_errors_compare_prints_what_it_could_and_fails() {
    let folder = talks();
    folder.write("north.ron", WRONG);
    let expect = Expect {
        status: 1,
        out: &[
            "Talks on a bridge",
            "2 stances were not read",
            "Bridge  [OPPOSED]",
            "North",
        ],
        errors: &["./north.ron:4:84: error: "],
    };
    check(folder.path(), "compare .", &expect);
    let run = run(folder.path(), "compare . --format json");
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(run.status, 1);
    assert_eq!(json["problems"][0]["severity"], "error");
    assert_eq!(json["problems"][0]["line"], 4);
    assert_eq!(json["problems"][0]["column"], 84);
}

#[test]
fn one_party_is_not_enough() {
    for (words, errors) in [
        ("compare east.ron", &["there is only one party"]),
        ("compare . --parties east", &["there is only one party"]),
        ("compare agenda.ron", &["there is no position to compare"]),
        ("export east.ron -o x.pdf", &["there is only one party"]),
    ] {
        let expect = Expect {
            status: 1,
            out: &[],
            errors,
        };
        check(talks().path(), words, &expect);
    }
}

#[test]
fn a_wrong_command_line_is_refused() {
    check_refused(
        "compare . --parties east,north",
        &["there is no party “north”; there are east, west"],
    );
    check_refused("compare nowhere", &["there is no file or folder nowhere"]);
    check_refused(
        "check nowhere.ron",
        &["there is no file or folder nowhere.ron"],
    );
    check_refused("nowhere.ron", &["there is no file or folder nowhere.ron"]);
    check_refused(
        "compare . --from 2025-03-02 --as-of 2025-03-01",
        &["--from 2025-03-02 is after --as-of 2025-03-01"],
    );
    check_refused(
        "compare . --since 2025-03-01 --as-of 2025-03-01",
        &["--since 2025-03-01 is not before --as-of 2025-03-01"],
    );
    check_refused(
        "compare . --since 2025-02-01 --from 2025-03-01",
        &["--since 2025-02-01 is before --from 2025-03-01"],
    );
    check_refused("compare . --as-of yesterday", &["yesterday", "2025-06-02"]);
    check_refused("compare . --as-of 2025-02-30", &["there is no such day"]);
    check_refused("compare . --as-of 2025-02", &["write the whole date"]);
    check_refused(
        "compare . --theme Weather",
        &["there is no theme “Weather”"],
    );
    check_refused(
        "compare . --verdict bad",
        &["aligned, overlap, gap, opposed"],
    );
    check_refused("compare . --format docx", &["docx", "json"]);
    check_refused("compare . --colour", &["--colour"]);
    check_refused("export .", &["--output"]);
    check_refused(
        "export . -o talks.doc",
        &["“doc” is no format", ".pdf", ".md"],
    );
    check_refused("export . -o talks", &["is no format"]);
    check_refused("check", &["PATHS"]);
}

#[test]
fn since_tells_what_has_changed() {
    let run = run(
        talks().path(),
        "compare . --format json --since 2025-02-01 --as-of 2025-03-02",
    );
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["since"], "2025-02-01");
    let toll = &json["issues"][1];
    assert_eq!(
        (&toll["was"], &toll["verdict"], &toll["trend"]),
        (&"gap".into(), &"aligned".into(), &"closer".into())
    );
    assert_eq!(
        toll["movement"],
        serde_json::json!({"east": "softened", "west": "unchanged"})
    );
}

#[test]
fn days_that_are_typed_come_before_those_of_a_snapshot() {
    let folder = talks();
    let kept = run(
        folder.path(),
        "export . -o kept.ron --since 2025-02-01 --as-of 2025-03-02",
    );
    assert_eq!(kept.status, 0, "{}", kept.errors);
    let check = |options: &str, expect: [Option<&str>; 2]| {
        let line = format!("compare kept.ron --format json {options}");
        let run = run(folder.path(), &line);
        assert_eq!(run.status, 0, "{options}: {}", run.errors);
        let json: Value = serde_json::from_str(&run.out).unwrap();
        let days = [json["as_of"].as_str(), json["since"].as_str()];
        assert_eq!(days, expect, "{options}");
    };
    check("", [Some("2025-03-02"), Some("2025-02-01")]);
    check(
        "--as-of 2025-03-01",
        [Some("2025-03-01"), Some("2025-02-01")],
    );
    check(
        "--since 2025-01-15",
        [Some("2025-03-02"), Some("2025-01-15")],
    );
    // Nothing can have moved since a day after that.
    check("--as-of 2025-01-20", [Some("2025-01-20"), None]);
    check("--since 2025-04-01", [None, Some("2025-04-01")]);
}

const DRAFT: &str = r#"Proposal(
    id: "draft",
    title: "First draft",
    terms: [Term(issue: "bridge", is: Only("keep")), Term(issue: "toll", is: Between(25, 40))],
)"#;

#[test]
fn a_proposal_that_stands_alone_is_held_against_the_bundled_talks() {
    let proposal = "Proposal(id: \"mine\", title: \"Mine\", terms: [Term(issue: \"neutrality\", is: Only(\"no-bid\"))])";
    // What belongs to another program is no talks to hold it against.
    let folder = Folder::with(&[("mine.ron", proposal), ("settings.ron", "(volume: 11)")]);
    for line in ["assess mine.ron", "assess ./mine.ron"] {
        let run = run(folder.path(), line);
        assert_eq!(run.status, 0, "{}", run.errors);
        assert!(run.out.contains("Neutrality and NATO"), "{}", run.out);
        assert!(
            run.errors.contains("the talks that come with the program"),
            "{}",
            run.errors
        );
    }
    let run = run(folder.path(), "check mine.ron");
    assert_eq!(run.status, 0, "{}", run.errors);
    assert!(
        run.errors.contains("the talks that come with the program"),
        "{}",
        run.errors
    );
}

#[test]
fn a_lone_proposal_is_checked_with_the_talks_beside_it() {
    let folder = talks();
    folder.write("draft.ron", DRAFT);
    for line in ["check draft.ron", "assess draft.ron", "assess draft ."] {
        let good = run(folder.path(), line);
        assert_eq!(good.status, 0, "{line}: {}", good.errors);
    }
    folder.write("wrong.ron", DRAFT.replace("bridge", "tunnel"));
    let wrong = run(folder.path(), "check wrong.ron");
    assert_eq!(wrong.status, 1);
    assert!(wrong.errors.contains("tunnel"), "{}", wrong.errors);
    assert!(!wrong.errors.contains("come with"), "{}", wrong.errors);
}

#[test]
fn positions_that_cannot_be_read_are_told_and_not_replaced_by_the_bundled_ones() {
    let folder = talks();
    folder.write("draft.ron", DRAFT);
    for name in ["east.ron", "west.ron"] {
        folder.write(name, "Position(party: (id: \"east\"");
    }
    let expect = Expect {
        status: 1,
        out: &["First draft"],
        errors: &["east.ron:1:", "west.ron:1:"],
    };
    check(folder.path(), "assess draft.ron", &expect);
}

#[test]
fn a_proposal_of_which_nothing_can_be_read_is_not_assessed() {
    let proposal = "Proposal(id: \"mine\", title: \"Mine\", terms: [Term(issue: \"nowhere\", is: Only(\"x\"))])";
    let folder = Folder::with(&[("mine.ron", proposal)]);
    let run = run(folder.path(), "assess mine.ron");
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(
        run.errors.contains("no term of “Mine” could be read"),
        "{}",
        run.errors
    );
}

#[test]
fn assess_tells_what_the_parties_say_of_a_proposal() {
    let folder = talks();
    folder.write("draft.ron", DRAFT);
    let expect = Expect {
        out: &["First draft", "Asked for: Bridge", "Not stated: Toll"],
        ..Expect::default()
    };
    check(folder.path(), "assess draft.ron .", &expect);
    check(folder.path(), "assess draft .", &expect);
    let run = run(folder.path(), "assess draft.ron . --format json");
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["proposal"], "draft");
    let responses = |at: usize| json["terms"][at]["responses"].clone();
    assert_eq!(
        responses(0),
        serde_json::json!({"east": "asked", "west": "not-stated"})
    );
    assert_eq!(
        responses(1),
        serde_json::json!({"east": "not-stated", "west": "asked"})
    );
    let unknown = Expect {
        status: 2,
        out: &[],
        errors: &["there is no proposal “nowhere”"],
    };
    check(folder.path(), "assess nowhere .", &unknown);
}

#[test]
fn new_writes_talks_without_a_mistake() {
    let folder = Folder::with::<&str>(&[]);
    assert_eq!(run(folder.path(), "new talks").status, 0);
    check(folder.path(), "check talks", &Expect::default());
    let again = run(folder.path(), "new talks");
    assert_ne!(again.status, 0, "what is there was written over");
    let compared = run(folder.path(), "compare talks");
    assert_eq!(compared.status, 0);
}

#[test]
fn from_and_as_of_may_be_the_same_day() {
    let expect = Expect {
        out: &["Talks on a bridge"],
        ..Expect::default()
    };
    check(
        talks().path(),
        "compare . --from 2025-01-20 --as-of 2025-01-20",
        &expect,
    );
}

#[test]
fn export_gives_the_same_bytes_twice() {
    let folder = talks();
    for name in ["a.pdf", "b.pdf", "a.md", "b.md"] {
        check(
            folder.path(),
            &format!("export . -o {name}"),
            &Expect::default(),
        );
    }
    let bytes = |name: &str| fs::read(folder.file(name)).unwrap();
    assert!(bytes("a.pdf").starts_with(b"%PDF-"));
    assert!(bytes("a.pdf") == bytes("b.pdf"));
    assert!(bytes("a.md") == bytes("b.md"));
    let text = String::from_utf8(bytes("a.md")).unwrap();
    assert!(text.contains("# Talks on a bridge"), "{text}");
    let leftovers = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(leftovers, 7, "something else was left in the folder");
}

#[test]
fn export_says_which_letters_the_pages_cannot_draw() {
    let folder = talks();
    folder.write("agenda.ron", AGENDA.replace("Talks on a bridge", "橋"));
    let pages = run(folder.path(), "export . -o talks.svg");
    assert_eq!(pages.status, 0, "{}", pages.errors);
    let words = "These pages cannot draw 1 letter of Han (U+6A4B)";
    assert!(pages.errors.contains(words), "{}", pages.errors);
    let text = run(folder.path(), "export . -o talks.md");
    assert!(!text.errors.contains("cannot draw"), "{}", text.errors);
}

#[test]
fn export_takes_a_format_whatever_the_extension() {
    let folder = talks();
    check(
        folder.path(),
        "export . -o snapshot.txt --format md",
        &Expect::default(),
    );
    let text = fs::read_to_string(folder.file("snapshot.txt")).unwrap();
    assert!(text.starts_with("# Talks on a bridge"), "{text}");
}

#[test]
fn export_takes_a_paper_a_language_of_dates_and_what_to_leave_out() {
    let folder = talks();
    let words = "export . --parties east,west -o out.md --paper LETTER --dates fr --without sources,details";
    let quiet = Expect::default();
    check(folder.path(), words, &quiet);
    let written = fs::read_to_string(folder.path().join("out.md")).unwrap();
    assert!(
        written.contains("10 janvier 2025") && !written.contains("January"),
        "{written}"
    );
    assert!(
        !written.contains("## Sources") && !written.contains("What is the highest toll?"),
        "{written}"
    );
    assert!(written.contains("Left out of this file:"), "{written}");
    check_refused("export . -o out.pdf --paper a7", &["fitting, a4, a3"]);
    check_refused("export . -o out.pdf --dates xx", &["en, iso, fr"]);
    check_refused(
        "export . -o out.pdf --without reasons",
        &["details, sources"],
    );
}

#[test]
fn export_refuses_input_with_errors_unless_told() {
    let folder = talks();
    folder.write("north.ron", WRONG);
    folder.write("old.md", "as it was");
    let expect = Expect {
        status: 1,
        out: &[],
        errors: &["nothing was exported", "--with-errors"],
    };
    check(folder.path(), "export . -o old.md", &expect);
    assert_eq!(
        fs::read_to_string(folder.file("old.md")).unwrap(),
        "as it was"
    );
    let told = Expect {
        status: 1,
        out: &[],
        errors: &["north.ron:4:84: error"],
    };
    check(folder.path(), "export . -o old.md --with-errors", &told);
    let text = fs::read_to_string(folder.file("old.md")).unwrap();
    assert!(text.contains("2 stances were not read"), "{text}");
}

#[test]
fn export_to_a_place_that_is_not_there_says_so() {
    let expect = Expect {
        status: 1,
        out: &[],
        errors: &["There is no folder to save in"],
    };
    check(talks().path(), "export . -o nowhere/a.md", &expect);
}

#[test]
fn the_bare_command_without_a_display_prints_the_comparison() {
    let expect = Expect {
        out: &["Russia–Ukraine talks", "Neutrality and NATO  [OPPOSED"],
        errors: &["no window can be opened", "DISPLAY", "common-ground export"],
        ..Expect::default()
    };
    let folder = talks();
    check(folder.path(), "", &expect);
    let own = Expect {
        out: &["Talks on a bridge", "as of 2 March 2025"],
        errors: &["no window can be opened", "DISPLAY"],
        ..Expect::default()
    };
    check(folder.path(), ". --as-of 2025-03-02", &own);
}

#[test]
fn help_and_version_are_printed() {
    let folder = talks();
    let help = Expect {
        out: &["compare", "export", "check", "--as-of"],
        ..Expect::default()
    };
    check(folder.path(), "--help", &help);
    let version = Expect {
        out: &[concat!("common-ground ", env!("CARGO_PKG_VERSION"))],
        ..Expect::default()
    };
    check(folder.path(), "--version", &version);
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let folder = talks();
    for words in [
        "compare",
        "compare --format json",
        "compare --format markdown",
    ] {
        let mut child = program(folder.path())
            .args(words.split_whitespace())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Closed before anything is read: whatever is written has no reader.
        drop(child.stdout.take());
        let mut errors = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut errors)
            .unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{words}: {errors}");
        assert_eq!(errors, "", "{words}");
    }
}
