//! Small talks with the JSON that the program must print for them: `tests/conformance` and `tests/assessments`, see
//! the READMEs there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common_ground::model::parse_decimal;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::support::in_repository;

/// Fields that are not compared: their words are free.
const FREE: [&str; 3] = ["title", "reason", "problems"];

/// Lists that may stand in any order.
const UNORDERED: [&str; 4] = ["matched_offers", "sequence_conflicts", "steps", "wishes"];

/// Where an expected file is wrong: the file, the place in it, and what must stand there.
///
/// Party `a` wishes for an order on 1 February without saying more of the prisoners. Wishes alone leave the
/// answer's date alone, so it stays that of 1 January.
const MENDED: [(&str, &str, &str); 1] = [(
    "13-sequence/expected.json",
    "/issues/prisoners/stances/a/date",
    "\"2025-01-01\"",
)];

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    expected: String,
    as_of: Option<String>,
    from: Option<String>,
    since: Option<String>,
    parties: Option<Vec<String>>,
    /// The proposal that is assessed; without one, the positions are compared.
    proposal: Option<String>,
}

#[test]
fn every_run_prints_what_is_expected() {
    check_all("tests/conformance", 33);
}

#[test]
fn every_proposal_is_assessed_as_expected() {
    check_all("tests/assessments", 16);
}

/// Runs all cases of a folder, of which there are so many runs.
fn check_all(folder: &str, expected_runs: usize) {
    let folder = in_repository(folder);
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    let mut differences = Vec::new();
    let mut n_runs = 0;
    for case in &cases {
        let text = fs::read_to_string(case.join("runs.json")).unwrap();
        let runs: Vec<Run> = serde_json::from_str(&text).unwrap();
        assert!(!runs.is_empty(), "{}", case.display());
        for run in &runs {
            check(case, run, &mut differences);
            n_runs += 1;
        }
    }
    assert_eq!(n_runs, expected_runs, "some cases are missing or new");
    assert!(
        differences.is_empty(),
        "expected on the left, printed on the right:\n{}",
        differences.join("\n")
    );
}

/// Runs the program and notes where it prints something else than it should.
fn check(case: &Path, run: &Run, differences: &mut Vec<String>) {
    let name = case.file_name().unwrap().to_string_lossy().into_owned();
    let printed = print(case, run);
    let text = fs::read_to_string(case.join(&run.expected)).unwrap();
    let mut expected = read(&text);
    for (file, place, value) in MENDED {
        if file == format!("{name}/{}", run.expected) {
            mend(&mut expected, place, value);
        }
    }
    let mut found = Vec::new();
    compare("", &expected, &printed, &mut found);
    differences.extend(
        found
            .iter()
            .map(|line| format!("{name}/{}: {line}", run.expected)),
    );
}

fn print(case: &Path, run: &Run) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_common-ground"));
    match &run.proposal {
        Some(proposal) => command.args(["assess", proposal]),
        None => command.arg("compare"),
    };
    command.arg(case).args(["--format", "json"]);
    let options = [
        ("--as-of", run.as_of.clone()),
        ("--from", run.from.clone()),
        ("--since", run.since.clone()),
        (
            "--parties",
            run.parties.as_ref().map(|parties| parties.join(",")),
        ),
    ];
    for (option, value) in options {
        if let Some(value) = value {
            command.arg(option).arg(value);
        }
    }
    let output = command.output().unwrap();
    let problems = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}: {problems}",
        case.display()
    );
    read(std::str::from_utf8(&output.stdout).unwrap())
}

/// What a number begins with where it is held as a text, so that none of its digits is lost.
const NUMBER: &str = "\u{1}number ";

/// Reads JSON with every number as a text.
fn read(json: &str) -> Value {
    let mut out = String::new();
    let mut rest = json;
    while let Some(at) =
        rest.find(|letter: char| letter == '"' || letter == '-' || letter.is_ascii_digit())
    {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let end = if from.starts_with('"') {
            end_of_string(from)
        } else {
            let is_other = |letter: char| !"+-.eE0123456789".contains(letter);
            from.find(is_other).unwrap_or(from.len())
        };
        let (token, after) = from.split_at(end);
        if token.starts_with('"') {
            out.push_str(token);
        } else {
            out.push_str(&serde_json::to_string(&format!("{NUMBER}{token}")).unwrap());
        }
        rest = after;
    }
    out.push_str(rest);
    serde_json::from_str(&out).unwrap()
}

/// Where the string ends that the text begins with.
fn end_of_string(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            '"' if !is_escaped => return at + 1,
            '\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    text.len()
}

/// The exact value of a number that [`read`] holds as a text: 3 is 3.0.
fn number(text: &str) -> Option<Decimal> {
    text.strip_prefix(NUMBER)
        .map(|digits| parse_decimal(digits).unwrap().normalize())
}

#[test]
fn numbers_are_compared_to_the_last_digit() {
    let differs = |left: &str, right: &str| {
        let mut found = Vec::new();
        compare("", &read(left), &read(right), &mut found);
        !found.is_empty()
    };
    assert!(!differs(
        r#"{"a \"1": [3, -0.50]}"#,
        r#"{"a \"1": [3.0, -0.5]}"#
    ));
    assert!(differs("[0.1]", "[0.10000000000000000001]"));
    assert!(differs("[9007199254740993]", "[9007199254740992]"));
    assert!(differs("[1]", "[\"1\"]"));
}

/// Puts a value at a place; rows are named by the id of their issue.
fn mend(expected: &mut Value, place: &str, value: &str) {
    let mut at = expected;
    for step in place.split('/').skip(1) {
        at = match at {
            Value::Array(list) => list
                .iter_mut()
                .find(|item| item["id"] == step)
                .expect("no such row"),
            other => other.get_mut(step).expect("no such field"),
        };
    }
    let value = read(value);
    assert_ne!(*at, value, "{place} is mended already");
    *at = value;
}

fn compare(place: &str, expected: &Value, printed: &Value, found: &mut Vec<String>) {
    match (expected, printed) {
        (Value::Object(left), Value::Object(right)) => {
            for (name, value) in left {
                let place = format!("{place}/{name}");
                match right.get(name) {
                    Some(other) => compare(&place, value, other, found),
                    None => found.push(format!("{place} is missing")),
                }
            }
            let is_new =
                |name: &&String| !left.contains_key(*name) && !FREE.contains(&name.as_str());
            let new = right.keys().filter(is_new);
            found.extend(new.map(|name| format!("{place}/{name} should not be there")));
        }
        (Value::Array(left), Value::Array(right)) => {
            let (left, right) = in_order(place, left, right);
            if left.len() != right.len() {
                found.push(format!("{place}: {expected} ≠ {printed}"));
                return;
            }
            for (at, (one, other)) in left.iter().zip(&right).enumerate() {
                let place = format!("{place}/{}", name_of(one, at));
                compare(&place, one, other, found);
            }
        }
        (Value::String(left), Value::String(right))
            if number(left).is_some() && number(left) == number(right) => {}
        _ if expected == printed => {}
        _ => found.push(format!("{place}: {expected} ≠ {printed}")),
    }
}

/// Both lists as they stand, or sorted where the order is free.
fn in_order(place: &str, left: &[Value], right: &[Value]) -> (Vec<Value>, Vec<Value>) {
    let (mut left, mut right) = (left.to_vec(), right.to_vec());
    let name = place.rsplit('/').next().unwrap_or_default();
    if UNORDERED.contains(&name) {
        for list in [&mut left, &mut right] {
            list.iter_mut().for_each(sort_inside);
            list.sort_by_key(ToString::to_string);
        }
    }
    (left, right)
}

fn sort_inside(value: &mut Value) {
    if let Value::Object(fields) = value {
        for name in UNORDERED {
            if let Some(Value::Array(list)) = fields.get_mut(name) {
                list.sort_by_key(ToString::to_string);
            }
        }
        fields.sort_keys();
    }
}

/// How a reader finds an item of a list: the issue and part of a row, or its place.
fn name_of(item: &Value, at: usize) -> String {
    match (item["id"].as_str(), item["part"].as_str()) {
        (Some(id), Some(part)) => format!("{id}:{part}"),
        (Some(id), None) => id.to_owned(),
        _ => at.to_string(),
    }
}
