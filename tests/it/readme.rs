//! The README's examples are true.

use std::collections::BTreeSet;
use std::process::Command;

use common_ground::compare::{Standing, Verdict};
use common_ground::files::Loaded;
use common_ground::model::{Confidence, OutcomeSet};

use crate::support::{Folder, compare_all, in_repository};

fn readme() -> String {
    std::fs::read_to_string(in_repository("README.md")).unwrap()
}

/// The examples of the README, each with the file name that stands in the line above it.
fn examples() -> Vec<(String, String)> {
    let readme = readme();
    let blocks = readme.split("```ron\n").collect::<Vec<_>>();
    let example = |(above, block): (&&str, &&str)| {
        let name = above.rsplit('`').nth(1).unwrap().to_owned();
        let text = block.split("```").next().unwrap().to_owned();
        (name, text)
    };
    blocks
        .iter()
        .zip(blocks.iter().skip(1))
        .map(example)
        .collect()
}

/// The files of the example: with the position that the guide adds, or before that.
fn load_examples(guided: bool) -> Loaded {
    let examples = examples();
    let files: Vec<(&str, &str)> = examples
        .iter()
        .filter(|(name, _)| guided || name != "harbour.ron")
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    Folder::with(&files).load()
}

#[test]
fn the_position_files_load_without_a_word() {
    let names: Vec<String> = examples().into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        ["agenda.ron", "north.ron", "south.ron", "harbour.ron"]
    );
    for (guided, parties) in [(false, 2), (true, 3)] {
        let loaded = load_examples(guided);
        assert_eq!(loaded.problems, []);
        assert_eq!(loaded.talks.positions.len(), parties);
    }
}

#[test]
fn the_comparison_is_as_the_readme_says() {
    let loaded = load_examples(false);
    let comparison = compare_all(&loaded, None);
    let [border, boats] = comparison.rows.as_slice() else {
        panic!("there are two rows")
    };
    assert_eq!(border.verdict, Verdict::Overlap);
    assert_eq!(border.zone, OutcomeSet::range(Some(1), Some(2)));
    assert!(!border.is_conditional, "permits need no condition");
    assert_eq!(boats.verdict, Verdict::Gap);
    assert_eq!(boats.distance.map(|distance| distance.steps), Some(8));
}

#[test]
fn the_guide_ends_where_it_says() {
    let loaded = load_examples(true);
    let harbour = &loaded.talks.positions[loaded.talks.party_index("harbour").unwrap()];
    let [own_word, _, hearsay] = harbour.stances.as_slice() else {
        panic!("there are three stances")
    };
    assert_eq!(own_word.confidence, Confidence::Stated);
    assert!(hearsay.adds && hearsay.confidence == Confidence::Reported);
    let comparison = compare_all(&loaded, None);
    let [border, boats] = comparison.rows.as_slice() else {
        panic!("there are two rows")
    };
    assert_eq!(border.verdict, Verdict::Overlap);
    assert_eq!(border.zone, OutcomeSet::range(Some(1), Some(2)));
    assert_eq!((boats.verdict, boats.distance), (Verdict::Gap, None));
    // the condition of the offer is open: the town has named no number that the others would take
    let offered = |standing: &Standing| match standing {
        Standing::Spoken(answer) => !answer.offers.is_empty(),
        _ => false,
    };
    assert_eq!(
        border.standings.iter().filter(|one| offered(one)).count(),
        2
    );
    assert!(readme().contains("From a newspaper paragraph to a stance"));
}

#[test]
fn every_subcommand_that_the_readme_names_is_there() {
    let readme = readme();
    let named = readme.lines().filter_map(|line| {
        let rest = line.strip_prefix("common-ground ")?;
        let word = rest.split_whitespace().next()?;
        word.starts_with(char::is_lowercase).then_some(word)
    });
    let named: BTreeSet<&str> = named.collect();
    let help = |arguments: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_common-ground"));
        let output = program.args(arguments).arg("--help").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    // A word that is none would be taken for a path, and the help would be that of the program.
    for command in &named {
        let usage = format!("Usage: common-ground {command}");
        assert!(help(&[command]).contains(&usage), "{command} is missing");
    }
    let all = help(&[]);
    let (_, commands) = all.split_once("Commands:\n").unwrap();
    let listed = commands.lines().take_while(|line| !line.is_empty());
    let words = listed.filter_map(|line| line.split_whitespace().next());
    let there: BTreeSet<&str> = words.filter(|word| *word != "help").collect();
    assert_eq!(named, there);
    assert!(readme.contains("\ncargo run --release\n") && readme.contains("\ncargo test\n"));
}

#[test]
fn the_picture_of_the_window_is_there() {
    assert!(readme().contains("](assets/screenshot.png)"));
    assert!(in_repository("assets/screenshot.png").is_file());
}
