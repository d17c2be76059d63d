//! Two bare position files compare at once: the agenda is made up from what they say.

use std::fmt::Write as _;

use common_ground::compare::Comparison;
use common_ground::files::Loaded;
use common_ground::model::{Issue, OutcomeSet, Space, day_of_number};
use common_ground::sheet::{Material, reason};

use crate::support::{Folder, compare_all};

/// Loads two positions with these stances and without an agenda.
fn load(east: &[&str], west: &[&str]) -> Loaded {
    let position = |name: &str, stances: &[&str]| {
        let stances: Vec<String> = stances
            .iter()
            .map(|fields| format!("Stance({fields}, cites: [\"speech\"])"))
            .collect();
        let stances = stances.join(", ");
        format!(
            "Position(party: (id: \"{name}\", name: \"{name}\"), stances: [{stances}], sources: [Source(id: \"speech\", title: \"Speech\")])"
        )
    };
    let folder = Folder::with(&[
        ("1.ron", position("east", east)),
        ("2.ron", position("west", west)),
    ]);
    let loaded = folder.load();
    assert_eq!(folder.problems(&loaded), Vec::<String>::new());
    assert!(loaded.talks.agenda.made_up);
    loaded
}

/// The issues that were made up, a line each.
fn issues(loaded: &Loaded) -> String {
    let mut out = String::new();
    for issue in &loaded.talks.agenda.issues {
        let parts: Vec<String> = issue
            .parts
            .iter()
            .map(|part| format!("{}={}", part.id, part.label))
            .collect();
        let _ = write!(out, "{} “{}”", issue.id, issue.title);
        if !parts.is_empty() {
            let _ = write!(out, " in parts {}", parts.join(" "));
        }
        let _ = writeln!(out, ": {}", space(&issue.space).trim_end());
    }
    for step in &loaded.talks.agenda.steps {
        let _ = writeln!(out, "step {} “{}”", step.id, step.title);
    }
    out
}

fn space(space: &Space) -> String {
    let list = |outcomes: &[common_ground::model::Outcome]| {
        let outcomes: Vec<String> = outcomes
            .iter()
            .map(|outcome| format!("{}={}", outcome.id, outcome.label))
            .collect();
        outcomes.join(", ")
    };
    match space {
        Space::Options(outcomes) => format!("options {}", list(outcomes)),
        Space::Scale(outcomes) => format!("scale {}", list(outcomes)),
        Space::Quantity(quantity) => {
            let beyond = quantity
                .beyond
                .as_ref()
                .map_or("none".to_owned(), |beyond| beyond.id.to_string());
            format!(
                "quantity in steps of {}, beyond {beyond}, from {:?} to {:?}",
                quantity.step, quantity.min, quantity.max
            )
        }
        Space::Dates(_) => "dates".into(),
        Space::Text => "words".into(),
    }
}

/// The verdicts of all rows, with the zone where there is one.
fn verdicts(loaded: &Loaded, comparison: &Comparison) -> String {
    let mut out = String::new();
    for row in &comparison.rows {
        let issue = &loaded.talks.agenda.issues[row.row.issue];
        let part = issue
            .part(row.row.part)
            .map_or(String::new(), |part| format!(":{}", part.id));
        let _ = writeln!(
            out,
            "{}{part} {} {}",
            issue.id,
            row.verdict.name(),
            zone(issue, &row.zone)
        );
    }
    out
}

fn zone(issue: &Issue, set: &OutcomeSet) -> String {
    let end = |index: Option<i64>| match (index, &issue.space) {
        (None, _) => "…".into(),
        (Some(index), Space::Dates(_)) => day_of_number(index).unwrap().to_string(),
        (Some(index), Space::Quantity(quantity)) => quantity.value(index).unwrap().to_string(),
        (Some(index), _) => issue.space.outcomes()[usize::try_from(index).unwrap()]
            .id
            .to_string(),
    };
    let ranges: Vec<String> = set
        .ranges()
        .iter()
        .map(|range| format!("{}–{}", end(range.low()), end(range.high())))
        .collect();
    let beyond = if set.has_beyond() { " and beyond" } else { "" };
    format!("[{}{beyond}]", ranges.join(" "))
}

/// Compares what is made up of two lists of stances, and how they then compare.
fn check(east: &[&str], west: &[&str], expect: &str) {
    let loaded = load(east, west);
    let comparison = compare_all(&loaded, None);
    let found = issues(&loaded) + &verdicts(&loaded, &comparison);
    let expect: String = expect
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .fold(String::new(), |all, line| all + line + "\n");
    assert_eq!(found, expect);
}

#[test]
fn ids_become_options_in_order_of_first_mention() {
    check(
        &[r#"issue: "alliance", asks: Only("no-bid"), rejects: Only("member")"#],
        &[r#"issue: "alliance", asks: OneOf(["open-door", "no-bid"])"#],
        "alliance “Alliance”: options no-bid=No bid, member=Member, open-door=Open door
         alliance aligned [no-bid–no-bid]",
    );
}

#[test]
fn numbers_become_a_quantity_with_the_greatest_step_that_fits() {
    check(
        &[r#"issue: "force-ceiling", asks: AtMost(85_000)"#],
        &[r#"issue: "force-ceiling", asks: AtLeast(250_000)"#],
        "force-ceiling “Force ceiling”: quantity in steps of 5000, beyond none, from None to None
         force-ceiling gap []",
    );
    check(
        &[r#"issue: "rate", asks: Only(0.5), rejects: AtLeast(2)"#],
        &[r#"issue: "rate", asks: Between(-1.25, 1)"#],
        "rate “Rate”: quantity in steps of 0.25, beyond none, from None to None
         rate aligned [0.5–0.5]",
    );
    check(
        &[r#"issue: "days", asks: Only(0)"#],
        &[r#"issue: "days", asks: AnyNumber"#],
        "days “Days”: quantity in steps of 1, beyond none, from None to None
         days aligned [0–0]",
    );
}

#[test]
fn the_one_id_among_numbers_is_beyond_them() {
    check(
        &[r#"issue: "force-ceiling", asks: Only("no-limit"), rejects: AnyNumber"#],
        &[r#"issue: "force-ceiling", asks: AtLeast(100), accepts: Only(60)"#],
        "force-ceiling “Force ceiling”: quantity in steps of 20, beyond no-limit, from None to None
         force-ceiling aligned [ and beyond]",
    );
}

/// What is said of two positions that no agenda can be made of, and of which stances the rest consists.
fn check_faults(east: &str, west: &str, expect: &[&str]) {
    let text = |name: &str, stances: &str| {
        format!("Position(party: (id: \"{name}\", name: \"{name}\"), stances: [\n{stances}\n])")
    };
    let folder = Folder::with(&[("1.ron", text("east", east)), ("2.ron", text("west", west))]);
    let loaded = folder.load();
    let mut said = folder.problems(&loaded);
    said.retain(|problem| !problem.contains("names no source"));
    let kept = loaded.talks.positions.iter();
    let kept: usize = kept.map(|position| position.stances.len()).sum();
    said.push(format!("{kept} kept, {} left out", loaded.left_out.stances));
    assert_eq!(said, expect);
}

#[test]
fn what_no_issue_can_be_made_of_is_said_where_it_is_first_mentioned() {
    check_faults(
        "Stance(issue: \"tax\", asks: Only(5)), Stance(issue: \"open\", accepts: Anything)",
        "Stance(issue: \"tax\", asks: Only(\"none\")),\n Stance(issue: \"tax\", asks: Only(\"high\"))",
        &[
            "1.ron:2:15: error: the issue “tax” has numbers and several ids for outcomes, and beside numbers there can be one, beyond them all (write an agenda that says what the outcomes are)",
            "1 kept, 3 left out",
        ],
    );
}

#[test]
fn the_limits_hold_without_an_agenda() {
    let many = |prefix: &str, count: usize| {
        let ids: Vec<String> = (0..count).map(|at| format!("\"{prefix}{at}\"")).collect();
        ids.join(",")
    };
    check_faults(
        &format!("Stance(issue: \"a\", asks: OneOf([{}]))", many("o", 4_097)),
        "Stance(issue: \"b\", asks: Only(\"x\"))",
        &[
            "1.ron:2:15: error: there are more than 4096 outcomes in one list, which is the limit",
            "1 kept, 1 left out",
        ],
    );
    let parts = many("p", 25_001);
    check_faults(
        &format!("Stance(issue: \"a\", parts: [{parts}], asks: Only(\"x\"))"),
        &format!(
            "Stance(issue: \"b\", parts: [{parts}], asks: Only(\"x\")), Stance(issue: \"c\", asks: Only(\"x\"))"
        ),
        &[
            "2.ron:2:15: error: there are more than 50000 issue rows, which is the limit",
            "1 kept, 2 left out",
        ],
    );
}

#[test]
fn dates_become_dates() {
    check(
        &[r#"issue: "start", asks: AtMost("2025-07-01")"#],
        &[r#"issue: "start", asks: Between("2025-06-15", "2025-08-01")"#],
        "start “Start”: dates
         start aligned [2025-06-15–2025-07-01]",
    );
}

#[test]
fn parts_become_parts_and_words_become_words() {
    check(
        &[
            r#"issue: "status", parts: ["north"], asks: Only("kept")"#,
            r#"issue: "preamble", text: "The parties agree.""#,
        ],
        &[
            r#"issue: "status", asks: Only("kept")"#,
            r#"issue: "status", parts: ["south-west"], asks: Only("left")"#,
            r#"issue: "preamble", text: "The  parties agree.""#,
        ],
        "status “Status” in parts north=North south-west=South west: options kept=Kept, left=Left
         preamble “Preamble”: words
         status:north aligned [kept–kept]
         status:south-west one-sided []
         preamble aligned []",
    );
}

#[test]
fn conditions_and_wishes_make_issues_and_steps_too() {
    check(
        &[
            r#"issue: "corridor", offers: [Offer(outcomes: Only("open"), provided: [On("toll", AtMost(50), ["east-gate"])])], after: ["text-ready", "toll"]"#,
        ],
        &[r#"issue: "toll", asks: Only(20)"#],
        "corridor “Corridor”: options open=Open
         toll “Toll” in parts east-gate=East gate: quantity in steps of 10, beyond none, from None to None
         step text-ready “Text ready”
         corridor one-sided []
         toll:east-gate one-sided []",
    );
}

#[test]
fn an_issue_that_is_only_withdrawn_or_wished_for_is_there() {
    check(
        &[
            r#"issue: "a", withdrawn: true"#,
            r#"issue: "b", after: ["a"]"#,
        ],
        &[r#"issue: "a", asks: Only("x")"#],
        "a “A”: options x=X
         b “B”: options
         a one-sided []
         b unstated []",
    );
}

#[test]
fn the_program_says_that_the_agenda_is_made_up() {
    let loaded = load(
        &[r#"issue: "a", asks: Only("x")"#],
        &[r#"issue: "a", asks: Only("x")"#],
    );
    let comparison = compare_all(&loaded, None);
    let sheet = common_ground::sheet::sheet(
        common_ground::sheet::Material::new(&loaded, &comparison),
        &common_ground::sheet::Filters::default(),
    );
    let text = common_ground::sheet::as_text(&sheet, 100);
    assert!(text.contains("No agenda was opened"), "{text}");
}

#[test]
fn who_is_open_to_anything_is_said_to_be_so() {
    let position = |id: &str, stance: &str| {
        format!(
            "Position(party: (id: \"{id}\", name: \"{}\"), stances: [{stance}])",
            id.to_uppercase()
        )
    };
    let open = "Stance(issue: \"toll\", accepts: Anything)";
    let shown = |first: &str, second: &str| {
        let folder = Folder::with(&[
            ("a.ron", position("a", first)),
            ("b.ron", position("b", second)),
        ]);
        let loaded = folder.load();
        assert!(!loaded.has_errors(), "{:?}", folder.problems(&loaded));
        let comparison = compare_all(&loaded, None);
        let row = comparison.rows.first().unwrap();
        let words = reason(Material::new(&loaded, &comparison), row);
        format!("{:?}: {words}", row.verdict)
    };
    assert_eq!(
        shown(open, open),
        "Overlap: A states it as open and would take any listed outcome; B states it as open and would take any listed outcome. Both would take “Any outcome”."
    );
    assert_eq!(
        shown(open, "Stance(issue: \"bridge\", asks: Only(\"keep\"))"),
        "OneSided: A states it as open and would take any listed outcome. Only A has spoken. B has not stated an answer."
    );
    assert_eq!(
        shown("Stance(issue: \"toll\", rejects: Anything)", open),
        "Opposed: A refuses “Any outcome”; B states it as open and would take any listed outcome. All that B would take is among what A refuses. Every listed outcome is refused by somebody."
    );
}
