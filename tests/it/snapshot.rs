//! A comparison written down as RON opens again to the same comparison, wherever it is opened.

use std::fs;
use std::path::{Path, PathBuf};

use common_ground::compare::{Question, Verdict, compare};
use common_ground::export::{Format, Options, Snapshot, render_snapshot};
use common_ground::files::{Loaded, bundled_talks, load, load_bundled_talks};
use common_ground::sheet::{ChangeFilter, Filters, Material, sheet};
use proptest::prelude::*;

use crate::command_line::{run, talks};
use crate::support::{Folder, in_repository};

/// The files as a snapshot, with everything asked that can be.
fn frozen(loaded: &Loaded, question: &Question, filters: &Filters) -> Vec<u8> {
    rendered(loaded, question, filters, Format::Ron)
}

fn rendered(loaded: &Loaded, question: &Question, filters: &Filters, format: Format) -> Vec<u8> {
    let comparison = compare(&loaded.talks, question);
    let material = Material::new(loaded, &comparison);
    let snapshot = Snapshot {
        material,
        filters,
        sheet: &sheet(material, filters),
    };
    render_snapshot(snapshot, format, Options::default()).unwrap()
}

fn question_of(loaded: &Loaded) -> Question {
    let frozen = loaded.frozen.as_ref().expect("it is a snapshot");
    let parties = frozen.parties.iter();
    Question {
        as_of: frozen.as_of,
        from: frozen.from,
        since: frozen.since,
        parties: parties
            .map(|id| loaded.talks.party_index(id).expect("it is there"))
            .collect(),
    }
}

/// Opens the bytes as a file and checks that everything is as it was.
fn check_reopened(loaded: &Loaded, question: &Question, filters: &Filters) {
    let bytes = frozen(loaded, question, filters);
    let folder = Folder::with(&[("kept.snapshot.ron", &bytes)]);
    let again = load(&[folder.file("kept.snapshot.ron")]);
    assert_eq!(again.talks, loaded.talks);
    assert_eq!(again.inputs, loaded.inputs);
    assert_eq!(again.left_out, loaded.left_out);
    assert_eq!(&question_of(&again), question);
    let frozen_filters = Filters::of_snapshot(
        again.frozen.as_ref().unwrap(),
        again.frozen.as_ref().unwrap().since,
    );
    assert_eq!(&frozen_filters, filters);
    for format in [Format::Ron, Format::Json, Format::Markdown, Format::Html] {
        assert!(
            rendered(&again, question, filters, format)
                == rendered(loaded, question, filters, format),
            "{}",
            format.name()
        );
    }
}

fn all_of(loaded: &Loaded) -> Question {
    Question {
        parties: (0..loaded.talks.positions.len()).collect(),
        ..Question::default()
    }
}

#[test]
fn all_bundled_talks_open_again_to_the_same_comparison() {
    for talks in bundled_talks() {
        let bundled = load_bundled_talks(&talks.folder);
        check_reopened(&bundled, &all_of(&bundled), &Filters::default());
        let on_disk = load(&[in_repository("positions").join(&talks.folder)]);
        let filters = Filters {
            verdicts: Some(vec![Verdict::Gap, Verdict::OneSided]),
            themes: Some(vec!["Security".to_owned(), "\"#x".to_owned()]),
            text: "“a\\b”".to_owned(),
            changes: Some(ChangeFilter::Farther),
        };
        let question = Question {
            as_of: Some(jiff::civil::date(2025, 7, 23)),
            from: Some(jiff::civil::date(2022, 1, 1)),
            since: Some(jiff::civil::date(2022, 4, 15)),
            parties: vec![0, 1],
        };
        check_reopened(&on_disk, &question, &filters);
    }
}

#[test]
fn files_with_mistakes_open_again_with_the_same_mistakes() {
    for folder in fs::read_dir(in_repository("tests/bad/folders")).unwrap() {
        let path = folder.unwrap().path();
        if path.is_dir() && !path.ends_with("snapshot-among-others") {
            let loaded = load(&[path]);
            check_reopened(&loaded, &all_of(&loaded), &Filters::default());
        }
    }
    let loaded = load(&[in_repository("tests/bad/positions")]);
    check_reopened(&loaded, &all_of(&loaded), &Filters::default());
}

const EAST: &str = "Position(party: (id: \"east\", name: \"East\"), stances: [Stance(issue: \"bridge\", asks: Only(\"keep\"))])";

#[test]
fn texts_of_any_shape_come_back_byte_by_byte() {
    let marked = format!("\u{feff}{EAST}");
    let old_lines = EAST.replace(", stances", ",\r\n\tstances");
    let with_quotes = format!("{EAST} /* \"#\"## */");
    let hidden = format!("{EAST} // \u{202e}e\u{301} \"###");
    let cases: [(&str, &[u8]); 6] = [
        ("a.ron", marked.as_bytes()),
        ("b.ron", old_lines.as_bytes()),
        ("c.ron", with_quotes.as_bytes()),
        ("d.ron", hidden.as_bytes()),
        ("e.ron", b"\xff\xfe"),
        ("with: colon \\ and “quotes”.ron", EAST.as_bytes()),
    ];
    let folder = Folder::with(&cases);
    let loaded = folder.load();
    check_reopened(&loaded, &all_of(&loaded), &Filters::default());
    let kept = Folder::with(&[(
        "x.ron",
        frozen(&loaded, &all_of(&loaded), &Filters::default()),
    )]);
    let again = kept.load();
    for (text, (name, bytes)) in again.texts.iter().zip(&cases[..4]) {
        let mark = if text.has_mark { "\u{feff}" } else { "" };
        assert_eq!(&text.path, name);
        assert_eq!(format!("{mark}{}", text.text).as_bytes(), *bytes, "{name}");
    }
    assert_eq!(again.left_out.files, 1, "{:?}", again.problems);
}

#[test]
fn a_named_agenda_and_files_of_two_folders_find_each_other_again() {
    let position = |party: &str| {
        format!(
            "Position(party: (id: \"{party}\", name: \"{party}\"), agenda: \"shared/a.ron\", stances: [Stance(issue: \"bridge\", asks: Only(\"keep\"))])"
        )
    };
    let agenda = "Agenda(title: \"T\", issues: [Issue(id: \"bridge\", title: \"B\", outcomes: Options([(id: \"keep\", label: \"K\")]))])";
    let folder = Folder::with(&[
        ("one/east.ron", position("east").as_str()),
        ("one/west.ron", &position("west")),
        ("one/shared/a.ron", agenda),
        ("two/bare.ron", EAST),
    ]);
    let loaded = load(&[folder.file("one")]);
    assert_eq!(loaded.texts[2].path, "shared/a.ron");
    assert!(!loaded.texts[2].is_opened);
    check_reopened(&loaded, &all_of(&loaded), &Filters::default());
    let both = load(&[folder.file("one/east.ron"), folder.file("two/bare.ron")]);
    let paths: Vec<&str> = both.texts.iter().map(|text| text.path.as_str()).collect();
    assert_eq!(paths, ["1/east.ron", "2/bare.ron", "1/shared/a.ron"]);
    check_reopened(&both, &all_of(&both), &Filters::default());
}

/// One agenda that positions name by several paths is one in a snapshot, too, and by all of these.
#[cfg(unix)]
#[test]
fn an_agenda_of_several_names_is_found_by_each_of_them_again() {
    use std::os::unix::fs::symlink;

    let position = |party: &str, agenda: &str| {
        format!(
            "Position(party: (id: \"{party}\", name: \"{party}\"), agenda: \"{agenda}\", stances: [Stance(issue: \"bridge\", asks: Only(\"keep\"))])"
        )
    };
    let agenda = "Agenda(title: \"T\", issues: [Issue(id: \"bridge\", title: \"B\", outcomes: Options([(id: \"keep\", label: \"K\")]))])";
    let folder = Folder::with(&[
        ("a/p1.ron", position("p1", "agenda.ron").as_str()),
        ("a/p2.ron", &position("p2", "./other.ron")),
        ("b/p3.ron", &position("p3", "agenda.ron")),
        ("b/p4.ron", &position("p4", "shared/agenda.ron")),
        ("a/agenda.ron", agenda),
    ]);
    symlink(folder.file("a/agenda.ron"), folder.file("a/other.ron")).unwrap();
    symlink(folder.file("a/agenda.ron"), folder.file("b/agenda.ron")).unwrap();
    symlink(folder.file("a"), folder.file("b/shared")).unwrap();
    let positions = ["a/p1.ron", "a/p2.ron", "b/p3.ron", "b/p4.ron"].map(|name| folder.file(name));
    let loaded = load(&positions);
    assert_eq!(loaded.talks.positions.len(), 4, "{:?}", loaded.problems);
    check_reopened(&loaded, &all_of(&loaded), &Filters::default());
    let loaded = load(&[folder.file("a"), folder.file("b")]);
    assert_eq!(loaded.talks.positions.len(), 4, "{:?}", loaded.problems);
    check_reopened(&loaded, &all_of(&loaded), &Filters::default());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A snapshot that was cut, or in which bytes were changed, is read with problems and without a panic.
    #[test]
    fn a_damaged_snapshot_is_told_and_never_a_panic(cut in 0..9_000_usize, at in 0..9_000_usize, byte in any::<u8>()) {
        let talks = talks();
        let loaded = talks.load();
        let mut bytes = frozen(&loaded, &all_of(&loaded), &Filters::default());
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(length.saturating_sub(cut % 40));
        let folder = Folder::with(&[("x.ron", &bytes)]);
        let again = load(&[folder.file("x.ron")]);
        for problem in &again.problems {
            prop_assert!(!problem.message.is_empty());
            prop_assert!(problem.line >= 1 && problem.column >= 1);
        }
    }
}

fn snapshot_of(folder: &Folder, options: &str, name: &str) {
    let export = run(
        folder.path(),
        &format!("export . --parties east,west {options} -o {name}"),
    );
    assert_eq!(export.status, 0, "{}", export.errors);
}

#[test]
fn every_command_takes_a_snapshot_for_its_files() {
    let folder = talks();
    folder.write("draft.ron", "Proposal(id: \"draft\", title: \"Draft\", terms: [Term(issue: \"bridge\", is: Only(\"keep\"))])");
    let options = "--as-of 2025-02-01 --verdict gap,opposed";
    snapshot_of(&folder, options, "kept.snapshot.ron");
    let elsewhere = Folder::with(&[("a.ron", fs::read(folder.file("kept.snapshot.ron")).unwrap())]);
    fs::remove_file(folder.file("kept.snapshot.ron")).unwrap();
    for command in ["compare", "compare --format json", "compare --format csv"] {
        let files = run(folder.path(), &format!("{command} . {options}"));
        let kept = run(elsewhere.path(), &format!("{command} a.ron"));
        assert_eq!(kept.out, files.out.replace("./", "a.ron/"), "{command}");
        assert_eq!(kept.status, 0, "{}", kept.errors);
    }
    let typed = run(
        elsewhere.path(),
        "compare a.ron --as-of 2025-03-01 --verdict gap,opposed,overlap",
    );
    assert!(typed.out.contains("1 March 2025"), "{}", typed.out);
    let files = run(folder.path(), "assess draft . --as-of 2025-02-01");
    let kept = run(elsewhere.path(), "assess draft a.ron");
    assert_eq!(kept.out, files.out);
    assert_eq!(run(elsewhere.path(), "check a.ron").status, 0);
    assert_eq!(run(elsewhere.path(), "export a.ron -o b.ron").status, 0);
    assert!(
        fs::read(elsewhere.file("a.ron")).unwrap() == fs::read(elsewhere.file("b.ron")).unwrap()
    );
}

#[test]
fn a_snapshot_stands_alone_and_does_not_spoil_its_folder() {
    let folder = talks();
    snapshot_of(&folder, "", "talks.snapshot.ron");
    let whole = run(folder.path(), "compare .");
    assert_eq!(whole.status, 0);
    assert!(whole.errors.contains("was left aside"), "{}", whole.errors);
    let both = run(folder.path(), "compare talks.snapshot.ron east.ron");
    assert_eq!(both.status, 1);
    assert!(
        both.errors
            .contains("cannot be put together with other files"),
        "{}",
        both.errors
    );
}

#[test]
fn no_export_replaces_a_file_that_is_compared() {
    let folder = talks();
    let before = fs::read(folder.file("east.ron")).unwrap();
    let refused = run(folder.path(), "export . --parties east,west -o east.ron");
    assert_eq!(refused.status, 2);
    assert!(
        refused
            .errors
            .contains("This is one of the files that are compared"),
        "{}",
        refused.errors
    );
    assert!(fs::read(folder.file("east.ron")).unwrap() == before);
}

#[test]
fn against_tells_what_changed_row_by_row() {
    let folder = talks();
    snapshot_of(&folder, "--as-of 2025-02-01", "early.snapshot.ron");
    snapshot_of(&folder, "--as-of 2025-03-01", "late.snapshot.ron");
    let text = run(
        folder.path(),
        "compare early.snapshot.ron --against late.snapshot.ron",
    );
    assert_eq!(text.status, 0, "{}", text.errors);
    insta::assert_snapshot!("changes", text.out);
    for format in ["markdown", "csv", "json"] {
        let printed = run(
            folder.path(),
            &format!("compare early.snapshot.ron --against late.snapshot.ron --format {format}"),
        );
        assert_eq!(printed.status, 0, "{}", printed.errors);
        insta::assert_snapshot!(format!("changes_{format}"), printed.out);
    }
    let same = run(
        folder.path(),
        "compare late.snapshot.ron --against late.snapshot.ron",
    );
    assert!(
        same.out.contains("None of 2 rows in both has changed."),
        "{}",
        same.out
    );
}

#[test]
fn a_snapshot_is_compared_with_the_files_as_they_are_now() {
    let folder = talks();
    snapshot_of(&folder, "", "kept.snapshot.ron");
    let agenda = fs::read_to_string(folder.file("agenda.ron")).unwrap();
    let new_issue = "Issue(id: \"lights\", title: \"Lights\", outcomes: Options([(id: \"on\", label: \"On\")])),\n";
    folder.write(
        "agenda.ron",
        agenda.replace(
            "        Issue(id: \"toll\", title: \"Toll\"",
            &format!("        {new_issue}        Issue(id: \"toll\", title: \"Fee\""),
        ),
    );
    let west = fs::read_to_string(folder.file("west.ron")).unwrap();
    folder.write(
        "west.ron",
        west.replace("Only(\"remove\")", "Only(\"keep\")"),
    );
    let changed = run(
        folder.path(),
        "compare kept.snapshot.ron --against agenda.ron east.ron west.ron",
    );
    insta::assert_snapshot!("changes_of_files", changed.out);
    let theme = run(
        folder.path(),
        "compare kept.snapshot.ron --against . --theme access",
    );
    // The headlines speak of the whole comparisons.
    let (_, rows) = theme.out.split_once("\n\n").unwrap();
    assert!(rows.contains("Bridge") && !rows.contains("Fee"), "{rows}");
    let refused = run(
        folder.path(),
        "compare kept.snapshot.ron --against . --since 2025-01-01",
    );
    assert_eq!(refused.status, 2);
    // One of two files after the option would be what came after, and the bundled talks what was before.
    let refused = run(folder.path(), "compare --against kept.snapshot.ron .");
    assert_eq!(refused.status, 2);
    let one_by_one = run(
        folder.path(),
        "compare --against agenda.ron --against east.ron --against west.ron -- kept.snapshot.ron",
    );
    assert_eq!(one_by_one.out, changed.out);
}

/// Every format of the same files, exported in a folder of its own.
fn exported(format: Format) -> Vec<Vec<u8>> {
    let options = "--since 2025-01-15 --as-of 2025-03-02";
    let mut all = Vec::new();
    for inside in ["talks", "another/place/talks"] {
        let place = Folder::with::<&str>(&[]);
        let from = talks();
        for file in ["agenda.ron", "east.ron", "west.ron"] {
            place.write(
                &format!("{inside}/{file}"),
                fs::read(from.file(file)).unwrap(),
            );
        }
        let there = place.file(inside);
        let out = format!("out.{}", format.extension());
        for (folder, paths) in [
            (place.path(), there.clone()),
            (there.as_path(), PathBuf::from(".")),
        ] {
            let words = format!("export {} {options} -o {out}", paths.display());
            let export = run(folder, &words);
            assert_eq!(export.status, 0, "{words}: {}", export.errors);
            all.push(fs::read(folder.join(&out)).unwrap());
            fs::remove_file(folder.join(&out)).unwrap();
        }
    }
    all
}

#[test]
fn every_format_is_the_same_in_every_run_and_working_folder() {
    for format in Format::all() {
        let all = exported(*format);
        for other in &all[1..] {
            assert!(*other == all[0], "{}", format.name());
        }
        let place = std::env::temp_dir().display().to_string();
        let said = String::from_utf8_lossy(&all[0]).into_owned();
        assert!(!said.contains(&place), "{}", format.name());
    }
}

#[test]
fn a_snapshot_names_no_folder_of_the_machine() {
    let folder = in_repository("positions/ukraine-russia");
    let loaded = load(&[folder]);
    let bytes = frozen(&loaded, &all_of(&loaded), &Filters::default());
    let text = String::from_utf8(bytes).unwrap();
    assert!(!text.contains(&Path::new(env!("CARGO_MANIFEST_DIR")).display().to_string()));
}

/// What is only heard of later brings nobody closer and moves nobody apart, by `--against` as by `--since`.
#[test]
fn an_outcome_that_is_added_is_no_movement() {
    let agenda = r#"Agenda(title: "Talks", issues: [Issue(id: "i", title: "I", outcomes: Scale([
        (id: "a", label: "A"), (id: "m", label: "M", added: "2025-03-01"), (id: "d", label: "D"),
    ]))])"#;
    let position = |id: &str, asks: &str| {
        format!(
            "Position(party: (id: \"{id}\", name: \"{id}\"), stances: [Stance(issue: \"i\", date: \"2025-01-01\", asks: Only(\"{asks}\"))])"
        )
    };
    let folder = Folder::with(&[
        ("agenda.ron", agenda.to_owned()),
        ("x.ron", position("x", "a")),
        ("y.ron", position("y", "d")),
    ]);
    for (day, name) in [("2025-02-01", "early"), ("2025-04-01", "late")] {
        let line = format!("export agenda.ron x.ron y.ron --as-of {day} -o {name}.snapshot.ron");
        assert_eq!(run(folder.path(), &line).status, 0);
    }
    let changes = run(
        folder.path(),
        "compare early.snapshot.ron --against late.snapshot.ron",
    );
    assert!(
        changes.out.contains("0 closer, 0 farther apart"),
        "{}",
        changes.out
    );
}
