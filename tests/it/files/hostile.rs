//! Files that are no files as one should be: too large, too deep, not text, not there.

use std::fs::File;
use std::path::PathBuf;

use common_ground::files::{Severity, load};

use crate::support::Folder;

const AGENDA: &str = r#"Agenda(
    title: "Talks",
    issues: [Issue(id: "bridge", title: "Bridge", outcomes: Options([(id: "keep", label: "Keep"), (id: "remove", label: "Remove")]))],
    sources: [Source(id: "minutes", title: "Minutes")],
)"#;

fn position(party: &str) -> String {
    format!(
        "Position(\n    party: (id: \"{party}\", name: \"{party}\"),\n    stances: [Stance(issue: \"bridge\", asks: Only(\"keep\"), cites: [\"minutes\"])],\n)\n"
    )
}

/// Checks that a file beside good ones is left out in these words, and that the good ones load.
fn check(bytes: impl AsRef<[u8]>, expect: &str) {
    let folder = Folder::with(&[
        ("agenda.ron", AGENDA.to_owned()),
        ("east.ron", position("east")),
        ("west.ron", position("west")),
    ]);
    folder.write("north.ron", bytes);
    check_in(&folder, expect);
}

fn check_in(folder: &Folder, expect: &str) {
    let loaded = folder.load();
    assert_eq!(folder.problems(&loaded), [expect]);
    let parties: Vec<String> = loaded
        .talks
        .positions
        .iter()
        .map(|position| position.party.id.to_string())
        .collect();
    assert_eq!(parties, ["east", "west"]);
    assert!(
        loaded
            .talks
            .positions
            .iter()
            .all(|position| position.stances.len() == 1)
    );
    assert_eq!(loaded.left_out.files, 1);
}

#[test]
fn what_is_not_text_is_left_out() {
    check(
        [],
        "north.ron:1:1: error: a file starts with what it is, and this one does not (begin it with Position( … ) or Agenda( … ))",
    );
    check(
        b"Position(\n  \xff)",
        "north.ron:2:3: error: is not text in UTF-8 (save it as UTF-8)",
    );
    check(
        b"\xef\xbb\xbfab\xff",
        "north.ron:1:3: error: is not text in UTF-8 (save it as UTF-8)",
    );
    check(
        [0x50, 0x4b, 3, 4, 0, 0xff, 0xfe],
        "north.ron:1:5: error: is not text in UTF-8 (save it as UTF-8)",
    );
    check(
        "\u{feff}",
        "north.ron:1:1: error: a file starts with what it is, and this one does not (begin it with Position( … ) or Agenda( … ))",
    );
    let wide: Vec<u8> = "Position()"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    check(
        wide,
        "north.ron:1:2: error: is not text in UTF-8 (save it as UTF-8)",
    );
}

#[test]
fn what_is_nested_too_deep_is_left_out() {
    let deep = |open: &str, close: &str| {
        format!(
            "Position(party: (id: \"north\", name: \"North\"), stances: {}{})",
            open.repeat(100_000),
            close.repeat(100_000)
        )
    };
    for (open, close) in [("[", "]"), ("(", ")"), ("Some(", ")"), ("{a:", "}")] {
        let folder = Folder::with(&[
            ("agenda.ron", AGENDA.to_owned()),
            ("north.ron", deep(open, close)),
        ]);
        let loaded = folder.load();
        assert!(loaded.has_errors(), "{open}");
        assert!(loaded.talks.positions.is_empty(), "{open}");
    }
    let stances = format!(
        "Position(party: (id: \"north\", name: \"North\"), stances: [{}{}])",
        "[".repeat(130),
        "]".repeat(130)
    );
    check(
        stances,
        "north.ron:1:183: error: is nested more than 128 brackets deep (no position needs that; look for brackets that are never closed)",
    );
}

#[test]
fn what_is_nested_128_brackets_deep_is_read() {
    const FAULT: &str = "is nested more than 128 brackets deep";
    // Two brackets stand around the first stance.
    for (open, close) in [("[", "]"), ("(", ")"), ("A(a: ", ")"), ("{a:", "}")] {
        for (depth, is_too_deep) in [(128, false), (129, true)] {
            let text = format!(
                "Position(party: (id: \"north\", name: \"North\"), stances: [{}1{}])",
                open.repeat(depth - 2),
                close.repeat(depth - 2)
            );
            let folder = Folder::with(&[("agenda.ron", AGENDA.to_owned()), ("north.ron", text)]);
            let problems = folder.problems(&folder.load());
            let is_told = problems.iter().any(|problem| problem.contains(FAULT));
            assert_eq!(is_told, is_too_deep, "{open} {depth}: {problems:?}");
        }
    }
}

#[test]
fn comments_may_be_nested_deep() {
    let folder = Folder::with(&[("agenda.ron", AGENDA.to_owned())]);
    folder.write(
        "east.ron",
        format!(
            "{}{}{}",
            "/*".repeat(50_000),
            "*/".repeat(50_000),
            position("east")
        ),
    );
    let loaded = folder.load();
    assert!(loaded.has_errors() || loaded.talks.positions.len() == 1);
}

#[test]
fn comments_may_be_opened_often_and_closed_once() {
    check(
        format!("{}*/ Position()", "/* ".repeat(350_000)),
        "north.ron:1:1050004: error: is not well-formed RON: unclosed block comment (close the comment with */)",
    );
}

/// A position of the north, with these sources and stances.
fn northern(sources: &str, stances: &str) -> String {
    format!(
        "Position(party: (id: \"north\", name: \"North\"), sources: [{sources}], stances: [{stances}])"
    )
}

/// The problems of such a position, which must not be many nor long.
fn problems_of(north: &str) -> Vec<String> {
    let folder = Folder::with(&[("agenda.ron", AGENDA), ("north.ron", north)]);
    let problems = folder.problems(&folder.load());
    assert!(problems.len() <= 1_001, "{}", problems.len());
    assert!(problems.iter().all(|problem| problem.len() < 2_000));
    problems
}

#[test]
fn long_names_are_not_held_against_each_other() {
    let source = format!("Source(id: \"{}\", title: \"S\")", "a".repeat(100_000));
    let cites = |length: usize| {
        let cite = "b".repeat(length);
        format!("Stance(issue: \"bridge\", asks: Only(\"keep\"), cites: [\"{cite}\"])")
    };
    let problems = problems_of(&northern(&source, &cites(100_000)));
    assert!(
        problems
            .iter()
            .any(|problem| problem.contains("there is no source “bbb"))
    );
    // Nor is a long name listed for each of many.
    let many = vec![cites(1); 2_000].join(", ");
    problems_of(&northern(&source, &many));
}

#[test]
fn many_names_are_not_held_against_as_many() {
    let sources: Vec<String> = (0..3_000)
        .map(|at| format!("Source(id: \"s-{at}\", title: \"S\")"))
        .collect();
    let cites: Vec<String> = (0..5_000).map(|at| format!("\"c-{at}\"")).collect();
    let stance = format!(
        "Stance(issue: \"bridge\", asks: Only(\"keep\"), cites: [{}])",
        cites.join(", ")
    );
    let problems = problems_of(&northern(&sources.join(", "), &stance));
    assert_eq!(
        problems.first().map(String::as_str),
        Some(
            "north.ron:1:1: error: more than 1000 things are wrong with this file, and the others are not told (mend those that are told, and open it again)"
        )
    );
}

#[test]
fn more_warnings_than_can_be_told_are_warnings_still() {
    let repeats = vec!["\"keep\""; 30_000].join(",");
    let stance =
        |asks: &str| format!("Stance(issue: \"bridge\", asks: {asks}, cites: [\"minutes\"])");
    let repeated = stance(&format!("OneOf([{repeats}])"));
    let problems = problems_of(&northern("", &repeated));
    assert!(
        problems[0].starts_with("north.ron:1:1: warning: more than 1000"),
        "{}",
        problems[0]
    );
    let mistaken = format!("{repeated}, {}", stance("Only(\"kept\")"));
    let problems = problems_of(&northern("", &mistaken));
    assert!(
        problems[0].starts_with("north.ron:1:1: error: more than 1000"),
        "{}",
        problems[0]
    );
}

#[test]
fn stances_on_many_parts_and_on_none_are_heard_in_time() {
    let parts: Vec<usize> = (0..20_000).collect();
    let listed =
        |write: fn(&usize) -> String| parts.iter().map(write).collect::<Vec<_>>().join(", ");
    let agenda = format!(
        "Agenda(title: \"Parts\", issues: [Issue(id: \"bridge\", title: \"Bridge\", parts: [{}], outcomes: Options([(id: \"keep\", label: \"Keep\"), (id: \"remove\", label: \"Remove\")]))])",
        listed(|part| format!("(id: \"p-{part}\", label: \"P\")"))
    );
    let named = listed(|part| format!("\"p-{part}\""));
    let mut stances = vec![format!(
        "Stance(issue: \"bridge\", parts: [{named}], date: \"2020-01-01\", rejects: Only(\"remove\"), cites: [\"s\"])"
    )];
    stances.extend((0..10_000).map(|_| {
        "Stance(issue: \"bridge\", date: \"2021-01-01\", asks: Only(\"keep\"), cites: [\"s\"])"
            .to_owned()
    }));
    let folder = Folder::with(&[
        ("agenda.ron", agenda),
        (
            "north.ron",
            northern("Source(id: \"s\", title: \"S\")", &stances.join(", ")),
        ),
    ]);
    let problems = folder.problems(&folder.load());
    let is_told = |problem: &String| problem.contains("no longer rejects “remove”");
    assert_eq!(
        problems.iter().filter(|problem| is_told(problem)).count(),
        1
    );
}

#[test]
fn a_file_of_65_mib_is_left_out() {
    let folder = Folder::with(&[
        ("agenda.ron", AGENDA.to_owned()),
        ("east.ron", position("east")),
        ("west.ron", position("west")),
    ]);
    // A file of that length with nothing written in it takes no room on the disk.
    File::create(folder.file("north.ron"))
        .unwrap()
        .set_len(65 * 1024 * 1024)
        .unwrap();
    check_in(
        &folder,
        "north.ron:1:1: error: is larger than 64 MiB, which is the limit for one file",
    );
}

#[test]
fn huge_texts_load() {
    let long = "word ".repeat(400_000);
    let folder = Folder::with(&[
        ("agenda.ron", AGENDA.to_owned()),
        ("east.ron", position("east")),
    ]);
    folder.write(
        "west.ron",
        position("west").replace("asks:", &format!("summary: \"{long}\", asks:")),
    );
    let loaded = folder.load();
    assert_eq!(folder.problems(&loaded), Vec::<String>::new());
    let summary = loaded.talks.positions[1].stances[0].summary.as_ref();
    assert_eq!(summary.map(|summary| summary.len()), Some(long.len()));
    folder.write(
        "west.ron",
        position("west").replace("west", &"w".repeat(1_000_000)),
    );
    assert_eq!(folder.load().talks.positions.len(), 2);
}

#[test]
fn what_cannot_be_opened_is_told() {
    let folder = Folder::with(&[("agenda.ron", AGENDA.to_owned())]);
    let cases: [(PathBuf, &str); 3] = [
        (
            folder.file("nowhere.ron"),
            "nowhere.ron:1:1: error: cannot be read: there is no such file or folder",
        ),
        (
            folder.file("empty"),
            "empty:1:1: error: the folder holds no .ron file (choose a folder with position files in it)",
        ),
        (
            PathBuf::from("/dev/null"),
            "/dev/null:1:1: error: is neither a file nor a folder",
        ),
    ];
    std::fs::create_dir(folder.file("empty")).unwrap();
    for (path, expect) in cases {
        if path.starts_with("/dev") && !path.exists() {
            continue;
        }
        let loaded = load(&[path]);
        assert_eq!(folder.problems(&loaded), [expect]);
        assert!(loaded.talks.positions.is_empty());
    }
}

#[test]
fn a_file_opened_twice_is_read_once() {
    let folder = Folder::with(&[
        ("agenda.ron", AGENDA.to_owned()),
        ("east.ron", position("east")),
    ]);
    let loaded = load(&[
        folder.file("east.ron"),
        folder.path().to_owned(),
        folder.path().join("./east.ron"),
    ]);
    assert_eq!(folder.problems(&loaded), Vec::<String>::new());
    assert_eq!(loaded.talks.positions.len(), 1);
    assert_eq!(loaded.talks.positions[0].stances.len(), 1);
    assert_eq!(loaded.inputs.len(), 2);
}

#[test]
fn only_ron_files_of_a_folder_are_read() {
    let folder = Folder::with(&[
        ("agenda.ron", AGENDA.to_owned()),
        ("east.ron", position("east")),
    ]);
    folder.write("notes.txt", "not for the program");
    folder.write("deeper/west.ron", position("west"));
    std::fs::create_dir(folder.file("odd.ron")).unwrap();
    let loaded = folder.load();
    assert_eq!(folder.problems(&loaded), Vec::<String>::new());
    assert_eq!(loaded.talks.positions.len(), 1);
}

/// Ten files that are broken in ten ways, each with what is said of it.
const BROKEN: [(&str, &str, &str); 10] = [
    (
        "b0.ron",
        "Position(party: (id: \"b\", name: \"B\"), stances: [",
        "b0.ron:1:48: error: is not well-formed RON: unexpected end of RON (look just",
    ),
    (
        "b1.ron",
        "Positions(party: (id: \"b\", name: \"B\"), stances: [])",
        "b1.ron:1:1: error: a file starts with what it is, and “Positions” is nothing the program knows (did you mean “Position”?)",
    ),
    (
        "b2.ron",
        "{\"party\": \"b\"}",
        "b2.ron:1:1: error: a file starts with what it is",
    ),
    (
        "b3.ron",
        "Position(stances: [])",
        "b3.ron:1:1: error: the field “party” is missing in Position",
    ),
    (
        "b4.ron",
        "Position(\n  party: (id: \"b\", name: \"B\"),\n  stances: [],\n  extra: 1,\n)",
        "b4.ron:4:3: error: there is no field “extra” in Position (it can be “format”",
    ),
    (
        "b5.ron",
        "Position(party: (id: b, name: \"B\"), stances: [])",
        "b5.ron:1:22: error: “b” stands without quotation marks (write \"b\")",
    ),
    (
        "b6.ron",
        "Position(party: (id: \"b\" name: \"B\"), stances: [])",
        "b6.ron:1:26: error: is not well-formed RON: expected comma (look just",
    ),
    (
        "b7.ron",
        "Position(format: 7, party: (id: \"b\", name: \"B\"), stances: [])",
        "b7.ron:1:18: error: is in format 7, and this version of the program knows format 1 (a newer",
    ),
    (
        "b8.ron",
        "Position(party: (id: \"b\", name: \"B), stances: [])",
        "b8.ron:1:33: error: is not well-formed RON: expected end of string (the text that begins here has no closing quotation mark)",
    ),
    (
        "b9.ron",
        "Position(party: (id: \"b\", name: \"B\"), stances: []))",
        "b9.ron:1:51: error: is not well-formed RON: non-whitespace trailing characters (a bracket",
    ),
];

#[test]
fn ten_broken_files_do_not_hide_the_good_ones() {
    let folder = Folder::with(&[
        ("agenda.ron", AGENDA.to_owned()),
        ("east.ron", position("east")),
        ("west.ron", position("west")),
    ]);
    for (name, text, _) in BROKEN {
        folder.write(name, text);
    }
    let loaded = folder.load();
    let problems = folder.problems(&loaded);
    assert_eq!(problems.len(), BROKEN.len(), "{problems:#?}");
    for (problem, (_, _, expect)) in problems.iter().zip(BROKEN) {
        assert!(problem.starts_with(expect), "{problem}\n{expect}");
    }
    assert!(
        loaded
            .problems
            .iter()
            .all(|problem| problem.severity == Severity::Error)
    );
    assert_eq!(loaded.talks.positions.len(), 2);
    assert_eq!(loaded.left_out.files, BROKEN.len());
}

/// An agenda of so many issues, each with so many outcomes.
fn large_agenda(issues: usize, outcomes: usize) -> String {
    let outcomes: Vec<String> = (0..outcomes)
        .map(|at| format!("(id: \"o{at}\", label: \"O\")"))
        .collect();
    let outcomes = outcomes.join(", ");
    let issues: Vec<String> = (0..issues)
        .map(|at| format!("Issue(id: \"i{at}\", title: \"I\", outcomes: Options([{outcomes}]))"))
        .collect();
    format!(
        "Agenda(title: \"Large\", issues: [\n{}])",
        issues.join(",\n")
    )
}

#[test]
fn limits_are_told() {
    const SPEAKER: &str = "Position(party: (id: \"east\", name: \"East\"), stances: [])";
    let cases = [
        (large_agenda(1, 4_096), None, 1),
        (
            large_agenda(1, 4_097),
            Some(
                "agenda.ron:2:39: error: there are more than 4096 outcomes in one list, which is the limit",
            ),
            0,
        ),
        (large_agenda(50_000, 1), None, 50_000),
        (
            large_agenda(50_001, 1),
            Some("agenda.ron:1:1: error: there are more than 50000 issue rows, which is the limit"),
            50_000,
        ),
    ];
    for (agenda, expect, issues) in cases {
        let folder = Folder::with(&[("agenda.ron", agenda.as_str()), ("east.ron", SPEAKER)]);
        let loaded = folder.load();
        let problems = folder.problems(&loaded);
        let errors: Vec<&str> = problems
            .iter()
            .map(String::as_str)
            .filter(|problem| problem.contains(": error: "))
            .collect();
        assert_eq!(errors, expect.into_iter().collect::<Vec<&str>>());
        assert_eq!(loaded.talks.agenda.issues.len(), issues);
    }
}

#[test]
fn there_are_512_parties_at_most() {
    let folder = Folder::with(&[("agenda.ron", AGENDA.to_owned())]);
    for at in 0..513 {
        folder.write(&format!("p{at:03}.ron"), position(&format!("p{at:03}")));
    }
    let loaded = folder.load();
    assert_eq!(
        folder.problems(&loaded),
        ["p512.ron:2:12: error: there are more than 512 parties, which is the limit"]
    );
    assert_eq!(loaded.talks.positions.len(), 512);
}

#[cfg(unix)]
#[test]
fn a_linked_position_finds_the_agenda_beside_the_link() {
    use std::os::unix::fs::symlink;

    let folder = Folder::with(&[
        ("kept/east.ron", position("east")),
        (
            "kept/agenda.ron",
            "Agenda(title: \"Others\", issues: [])".to_owned(),
        ),
        ("talks/agenda.ron", AGENDA.to_owned()),
        ("talks/west.ron", position("west")),
    ]);
    symlink(folder.file("kept/east.ron"), folder.file("talks/east.ron")).unwrap();
    let loaded = load(&[folder.file("talks")]);
    assert_eq!(folder.problems(&loaded), Vec::<String>::new());
    assert_eq!(loaded.talks.agenda.title, "Talks");
    assert_eq!(loaded.talks.positions.len(), 2);
    // A snapshot keeps the files where they were opened, so that they find each other in it, too.
    let paths: Vec<&str> = loaded.texts.iter().map(|text| text.path.as_str()).collect();
    assert_eq!(paths, ["agenda.ron", "east.ron", "west.ron"]);
}

#[test]
fn what_cannot_be_read_at_all_stands_before_the_problems_of_other_files() {
    let folder = Folder::with(&[
        ("1.ron", "Position(party: 1, stances: [])".as_bytes()),
        ("2.ron", b"\xff\xfe"),
        ("3.ron", b"Position(party: 3, stances: [])"),
    ]);
    let loaded = folder.load();
    let files: Vec<String> = folder
        .problems(&loaded)
        .iter()
        .map(|problem| problem.split(':').next().unwrap().to_owned())
        .collect();
    assert_eq!(files, ["2.ron", "1.ron", "3.ron"]);
}
