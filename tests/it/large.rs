//! Talks so large that nothing may go over all of them for each of their rows: these tests would not end.

use std::ops::Range;
use std::sync::Arc;

use common_ground::compare::{Comparison, Question, Standing, compare_again, pairs, phases};
use common_ground::model::Row;

use crate::support::{Folder, compare_all};

/// How many parts the issues have, each of which is a row.
const PARTS: usize = 3_000;

/// Loads two positions, of which the stances are given, and compares them.
fn compared(issues: &str, a: &str, b: &str) -> (Folder, Comparison) {
    let folder = Folder::with(&[(
        "agenda.ron",
        format!("Agenda(title: \"Talks\", issues: [{issues}])"),
    )]);
    for (id, stances) in [("a", a), ("b", b)] {
        let party = format!("party: (id: \"{id}\", name: \"{id}\")");
        folder.write(
            &format!("{id}.ron"),
            format!("Position({party}, stances: [{stances}])"),
        );
    }
    let loaded = folder.load();
    assert!(!loaded.has_errors(), "{:?}", folder.problems(&loaded));
    let comparison = compare_all(&loaded, None);
    (folder, comparison)
}

/// An issue with so many parts, and one outcome.
fn divided_issue(id: &str, parts: usize) -> String {
    let parts = list(parts, |part| format!("(id: \"p{part}\", label: \"P\")"));
    format!(
        "Issue(id: \"{id}\", title: \"{id}\", parts: [{parts}], \
         outcomes: Options([(id: \"yes\", label: \"Yes\")])), "
    )
}

/// A list of so many, separated by commas.
fn list(count: usize, one: impl Fn(usize) -> String) -> String {
    let all: Vec<String> = (0..count).map(one).collect();
    all.join(", ")
}

/// The ids of so many parts or issues.
fn ids(count: usize) -> String {
    list(count, |at| format!("\"p{at}\""))
}

#[test]
fn a_wish_on_many_parts_is_one_wish() {
    let others = list(PARTS, |at| {
        format!("Issue(id: \"p{at}\", title: \"P\", outcomes: Text)")
    });
    let (_, comparison) = compared(
        &(divided_issue("land", PARTS) + &others),
        &format!(
            "Stance(issue: \"land\", asks: Only(\"yes\"), after: [{}])",
            ids(PARTS)
        ),
        "Stance(issue: \"p0\", after: [\"land\"])",
    );
    let conflicts = &comparison.sequence_conflicts;
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].wishes.len(), 2);
}

#[test]
fn what_is_said_on_many_parts_is_found_part_by_part() {
    let parts = |range: Range<usize>| {
        let ids: Vec<String> = range.map(|part| format!("\"p{part}\"")).collect();
        ids.join(", ")
    };
    let all = list(70, |part| format!("(id: \"p{part}\", label: \"P\")"));
    let issue = format!(
        "Issue(id: \"land\", title: \"Land\", parts: [{all}], \
         outcomes: Options([(id: \"yes\", label: \"Yes\"), (id: \"no\", label: \"No\")])), \
         Issue(id: \"sea\", title: \"Sea\", outcomes: Options([(id: \"no\", label: \"No\")])),"
    );
    let (_, comparison) = compared(
        &issue,
        &format!(
            "Stance(issue: \"land\", parts: [{}], asks: Only(\"yes\")), \
             Stance(issue: \"land\", parts: [{}], asks: Only(\"no\"))",
            parts(0..40),
            parts(40..69)
        ),
        &format!(
            "Stance(issue: \"land\", asks: Only(\"yes\")), \
             Stance(issue: \"land\", parts: [{}], asks: Only(\"no\")), \
             Stance(issue: \"sea\", asks: Only(\"no\"))",
            parts(55..60)
        ),
    );
    let says = |party: usize| -> String {
        let answers = comparison
            .rows
            .iter()
            .map(|row| row.standings[party].answer());
        let asks = answers.map(|answer| answer.map(|answer| answer.asks.contains(0)));
        asks.map(|asks| match asks {
            Some(true) => 'y',
            Some(false) => 'n',
            None => '-',
        })
        .collect()
    };
    assert_eq!(says(0), "y".repeat(40) + &"n".repeat(29) + "--");
    assert_eq!(says(1), "y".repeat(55) + &"n".repeat(5) + &"y".repeat(11),);
}

#[test]
fn an_offer_on_many_parts_may_hang_on_as_many() {
    let offer = |on: &str, parts: &str, of: &str, of_parts: &str| {
        format!(
            "Stance(issue: \"{on}\"{parts}, offers: [Offer(outcomes: Only(\"yes\"), \
             provided: [On(\"{of}\", Only(\"yes\"){of_parts})])])"
        )
    };
    let named = ids(PARTS);
    let (folder, comparison) = compared(
        &(divided_issue("land", PARTS) + &divided_issue("sea", PARTS)),
        &offer("land", "", "sea", ""),
        &offer(
            "sea",
            &format!(", parts: [{named}]"),
            "land",
            &format!(", [{named}]"),
        ),
    );
    assert_eq!(comparison.matched_offers.len(), 1);
    let question = Question {
        parties: vec![0, 1],
        ..Question::default()
    };
    let pairs = pairs(&folder.load().talks, &question);
    assert_eq!(pairs[0].counts, comparison.counts);
}

#[test]
fn each_of_many_parts_may_have_a_stance_of_its_own() {
    let parts = 2 * PARTS;
    let stances = list(parts, |at| {
        format!("Stance(issue: \"land\", parts: [\"p{at}\"], asks: Only(\"yes\"))")
    });
    let (_, comparison) = compared(
        &divided_issue("land", parts),
        &stances,
        "Stance(issue: \"land\", asks: Only(\"yes\"))",
    );
    assert_eq!(comparison.spoken, [parts, parts]);
}

#[test]
fn of_many_parts_only_those_that_change_are_made_anew() {
    // Day after day another part, with offers that hang on the parts of another issue.
    let stances = |adds: &str| {
        list(PARTS, |at| {
            let day = format!("2024-{:02}-{:02}", 1 + at / 28 % 12, 1 + at % 28);
            format!("Stance(issue: \"land\", date: \"{day}\", parts: [\"p{at}\"], {adds})")
        })
    };
    let offer = "Stance(issue: \"sea\", offers: [Offer(outcomes: Only(\"yes\"), \
                 provided: [On(\"land\", Only(\"yes\"))])])";
    let (folder, _) = compared(
        &(divided_issue("land", PARTS) + &divided_issue("sea", 3)),
        &stances("asks: Only(\"yes\")"),
        &format!("{}, {offer}", stances("rejects: Only(\"yes\")")),
    );
    let loaded = folder.load();
    let mut before = compare_all(&loaded, Some("2024-01-31"));
    for day in ["2024-02-01", "2024-03-01", "2023-12-31"] {
        let alone = compare_all(&loaded, Some(day));
        let after = compare_again(&loaded.talks, &alone.question, &before);
        assert!(after == alone, "as of {day}");
        let rows = after.rows.iter().zip(&before.rows);
        let shared = rows.filter(|(now, then)| Arc::ptr_eq(now, then)).count();
        assert!(PARTS / 2 < shared, "{shared} rows are kept on {day}");
        before = after;
    }
}

#[test]
fn an_answer_may_grow_from_day_to_day() {
    const DAYS: usize = 700;
    let stances = list(DAYS, |at| {
        let day = format!(
            "{}-{:02}-{:02}",
            2000 + at / 336,
            1 + at / 28 % 12,
            1 + at % 28
        );
        format!(
            "Stance(issue: \"force\", date: \"{day}\", adds: true, rejects: Only(-1), \
                 offers: [Offer(outcomes: Only({at}), provided: [Words(\"all agree\")])])"
        )
    });
    let (folder, comparison) = compared(
        "Issue(id: \"force\", title: \"Force\", question: \"How many?\", outcomes: Quantity(unit: \"troops\"))",
        &stances,
        "Stance(issue: \"force\", asks: Only(5))",
    );
    let row = Row {
        issue: 0,
        part: None,
    };
    let talks = folder.load().talks;
    let phases = phases(&talks.positions[0], comparison.stances(0, 0), row);
    assert_eq!(phases.len(), DAYS);
    let last = phases.last().map(|phase| &phase.standing);
    assert_eq!(last, Some(&comparison.rows[0].standings[0]));
    let offers = last
        .and_then(Standing::answer)
        .map(|answer| answer.offers.len());
    assert_eq!(offers, Some(DAYS));
}
