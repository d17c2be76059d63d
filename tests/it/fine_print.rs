//! Rules of the method that few talks touch, each on the smallest talks that do.

use common_ground::compare::{Comparison, Reason, Verdict};
use common_ground::model::{IssueOrStep, day_of_number};

use crate::support::{Folder, compare_all};

const AGENDA: &str = r#"Agenda(title: "Talks", issues: [
    Issue(id: "truce", title: "Truce", outcomes: Options([(id: "yes", label: "Yes"), (id: "no", label: "No")])),
    Issue(id: "exit", title: "Exit", outcomes: Options([(id: "yes", label: "Yes"), (id: "no", label: "No")])),
    Issue(id: "force", title: "Force", question: "How many?", outcomes: Quantity(unit: "troops", beyond: (id: "no-limit", label: "No limit"))),
    Issue(id: "start", title: "Start", question: "When?", outcomes: Dates()),
], sources: [Source(id: "s", title: "Source")])"#;

/// Compares parties a, b, c and d by the fields of their stances.
fn compared(says: &[&[&str]]) -> Comparison {
    let folder = Folder::with(&[("agenda.ron", AGENDA)]);
    for (name, stances) in ["a", "b", "c", "d"].iter().zip(says) {
        let stances: Vec<String> = stances
            .iter()
            .map(|fields| format!("Stance({fields}, cites: [\"s\"])"))
            .collect();
        let stances = stances.join(", ");
        folder.write(
            &format!("{name}.ron"),
            format!("Position(party: (id: \"{name}\", name: \"{name}\"), stances: [{stances}])"),
        );
    }
    let loaded = folder.load();
    assert!(!loaded.has_errors(), "{:?}", folder.problems(&loaded));
    compare_all(&loaded, None)
}

/// How many circles there are between what a says of the exit and what b says of the truce.
fn check_circles(of_a: &[&str], expect: usize) {
    let of_b = r#"issue: "truce", asks: Only("yes"), after: ["exit"]"#;
    let found = compared(&[of_a, &[of_b]]).sequence_conflicts;
    assert_eq!(found.len(), expect, "{of_a:?}");
    for conflict in found {
        assert_eq!(
            conflict.steps,
            [IssueOrStep::Issue(0), IssueOrStep::Issue(1)]
        );
    }
}

#[test]
fn a_wish_ends_with_a_withdrawal_on_its_day_or_later() {
    const WISH: &str = r#"issue: "exit", date: "2025-01-01", after: ["truce"]"#;
    check_circles(&[WISH], 1);
    // Nothing that is said on a day of withdrawal is in force.
    let withdrawn = r#"issue: "exit", date: "2025-01-01", withdrawn: true"#;
    check_circles(&[WISH, withdrawn], 0);
    check_circles(&[withdrawn, WISH], 0);
    check_circles(
        &[
            WISH,
            r#"issue: "exit", date: "2025-01-02", withdrawn: true"#,
        ],
        0,
    );
    // What was withdrawn before does not end it.
    check_circles(
        &[
            r#"issue: "exit", date: "2024-12-31", withdrawn: true"#,
            WISH,
        ],
        1,
    );
    // Neither does a withdrawal of something else.
    check_circles(
        &[
            WISH,
            r#"issue: "truce", date: "2025-01-01", withdrawn: true"#,
        ],
        1,
    );
}

/// What parties say of the force, each of them one thing.
fn compared_on_force(says: &[&str]) -> Comparison {
    let says: Vec<String> = says
        .iter()
        .map(|fields| format!(r#"issue: "force", {fields}"#))
        .collect();
    let each: Vec<[&str; 1]> = says.iter().map(|fields| [fields.as_str()]).collect();
    let each: Vec<&[&str]> = each.iter().map(<[&str; 1]>::as_slice).collect();
    compared(&each)
}

/// What parties say of the force, and how far apart the farthest two are.
fn check_distance(says: &[&str], expect: Option<(u64, (usize, usize))>) {
    let comparison = compared_on_force(says);
    let row = &comparison.rows[2];
    assert_eq!(row.verdict, Verdict::Gap, "{says:?}");
    let distance = row
        .distance
        .map(|distance| (distance.steps, distance.between));
    assert_eq!(distance, expect, "{says:?}");
}

#[test]
fn two_who_meet_beyond_every_number_are_not_apart() {
    check_distance(
        &[r"asks: AtLeast(100)", r"asks: Only(40)"],
        Some((60, (0, 1))),
    );
    // a and b meet beyond every number, though their numbers are 95 apart; c is 30 from b, and 65 from a.
    check_distance(
        &[
            r#"asks: OneOf([100, "no-limit"])"#,
            r#"asks: OneOf([5, "no-limit"])"#,
            r"asks: Only(35)",
        ],
        Some((65, (0, 2))),
    );
    // All three meet two by two, and there is nothing that all would take.
    check_distance(
        &[
            r#"asks: OneOf([1, "no-limit"])"#,
            r#"asks: OneOf([2, "no-limit"])"#,
            r"asks: OneOf([1, 2])",
        ],
        Some((0, (0, 1))),
    );
    // What is no number is no distance from a number.
    check_distance(&[r#"asks: Only("no-limit")"#, r"asks: Only(5)"], None);
    check_distance(
        &[
            r#"asks: Only("no-limit")"#,
            r#"asks: OneOf([5, "no-limit"])"#,
            r"asks: Only(5)",
        ],
        None,
    );
}

/// Who refuses all that whom would take of the force, in groups.
fn check_refusals(says: &[&str], expect: &[(&[usize], &[usize])]) {
    let comparison = compared_on_force(says);
    let Reason::Refused(refusals) = &comparison.rows[2].reason else {
        panic!("{says:?}: {:?}", comparison.rows[2].reason);
    };
    let refusals: Vec<(&[usize], &[usize])> = refusals
        .iter()
        .map(|refusal| (&*refusal.of, &*refusal.by))
        .collect();
    assert_eq!(refusals, expect, "{says:?}");
}

#[test]
fn those_whom_the_same_refuse_stand_together() {
    check_refusals(
        &[
            r"asks: Only(1), rejects: Only(2)",
            r"asks: Only(2), rejects: Only(1)",
        ],
        &[(&[0], &[1]), (&[1], &[0])],
    );
    // c and d refuse in other words, and yet the same two.
    check_refusals(
        &[
            r"asks: Only(1)",
            r"asks: Only(2)",
            r"asks: Only(3), rejects: AtMost(2)",
            r"asks: Only(3), rejects: Between(1, 2)",
        ],
        &[(&[0, 1], &[2, 3])],
    );
    check_refusals(
        &[
            r"asks: Only(2)",
            r"asks: Only(3), rejects: Only(2)",
            r"asks: Only(1)",
            r"asks: Only(3), rejects: AtMost(2)",
        ],
        &[(&[0], &[1, 3]), (&[2], &[3])],
    );
}

/// What is left of the days, with the first and the last day of each range as far as there is such a day.
fn check_days_left(rejects: &str, expect: &[[Option<&str>; 2]]) {
    let comparison = compared(&[
        &[r#"issue: "start", asks: Only("2025-01-01")"#],
        &[&format!(r#"issue: "start", rejects: {rejects}"#)],
    ]);
    let row = &comparison.rows[3];
    assert_eq!(row.verdict, Verdict::Opposed, "{rejects}");
    let day = |index: i64| day_of_number(index).map(|day| day.to_string());
    let left: Vec<[Option<String>; 2]> = row
        .room
        .ranges()
        .iter()
        .map(|range| [range.low().and_then(day), range.high().and_then(day)])
        .collect();
    let expect: Vec<[Option<String>; 2]> = expect
        .iter()
        .map(|ends| ends.map(|end| end.map(str::to_owned)))
        .collect();
    assert_eq!(left, expect, "{rejects}");
}

#[test]
fn a_day_that_no_file_can_name_is_no_day() {
    check_days_left(
        r#"Between("2025-01-01", "2025-12-31")"#,
        &[[None, Some("2024-12-31")], [Some("2026-01-01"), None]],
    );
    check_days_left(
        r#"Between("0001-01-02", "9999-12-30")"#,
        &[[None, Some("0001-01-01")], [Some("9999-12-31"), None]],
    );
    // The days before the year 1 and after the year 9999 have no name.
    check_days_left(
        r#"Between("0001-01-01", "9999-12-31")"#,
        &[[None, None], [None, None]],
    );
}
