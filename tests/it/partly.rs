//! Why a response is less than a yes or a no, in one sentence form for every party.

use common_ground::compare::{Question, assess};
use common_ground::sheet::{Dates, proposal_column};

use crate::support::Folder;

/// What is told of the response of B, who says this, to a proposal that says that.
fn check(issue: &str, says: &str, is: &str, expect: &str) {
    let agenda = r#"Agenda(title: "Talks", issues: [
        Issue(id: "forces", title: "Ceiling", question: "How many?", outcomes: Quantity(unit: "troops", step: 1_000, min: 0, beyond: (id: "none", label: "No ceiling"))),
        Issue(id: "status", title: "Status", outcomes: Options([(id: "a", label: "One"), (id: "b", label: "Two"), (id: "c", label: "Three"), (id: "d", label: "Four")])),
    ])"#;
    let position = |id: &str, stances: &str| {
        let name = id.to_uppercase();
        format!("Position(party: (id: \"{id}\", name: \"{name}\"), stances: [{stances}])")
    };
    let stance = format!("Stance(issue: \"{issue}\", {says})");
    let folder = Folder::with(&[
        ("agenda.ron", agenda.to_owned()),
        (
            "a.ron",
            position("a", "Stance(issue: \"forces\", rejects: Only(\"none\"))"),
        ),
        ("b.ron", position("b", &stance)),
        (
            "p.ron",
            format!(
                "Proposal(id: \"p\", title: \"P\", terms: [Term(issue: \"{issue}\", is: {is})])"
            ),
        ),
    ]);
    let loaded = folder.load();
    assert!(!loaded.has_errors(), "{:?}", folder.problems(&loaded));
    let question = Question {
        parties: vec![0, 1],
        ..Question::default()
    };
    let proposal = &loaded.talks.proposals[0];
    let assessed = assess(&loaded.talks, &question, proposal);
    let column = proposal_column(&loaded.talks, proposal, &assessed, Dates::default());
    let told = &column.terms[0].responses[1];
    let why = told.why.as_deref().unwrap_or("nothing more");
    assert_eq!(format!("{}: {why}", told.word), expect, "{says} on {is}");
    assert_eq!(
        column.terms[0].spoken.contains(why),
        told.why.is_some(),
        "a screen reader says it, too"
    );
}

#[test]
fn a_range_that_is_wider_than_what_was_said() {
    let forces = |says: &str, is: &str, expect: &str| check("forces", says, is, expect);
    forces(
        "asks: AtMost(85_000)",
        "AtMost(100_000)",
        "Not stated: B asks for at most 85,000 troops; the proposal also allows 86,000 to 100,000 troops, to which it has said neither yes nor no.",
    );
    forces(
        "asks: AtMost(85_000), rejects: AtLeast(95_000)",
        "AtMost(100_000)",
        "Partly refused: B asks for at most 85,000 troops and refuses 95,000 to 100,000 troops; the proposal also allows 86,000 to 94,000 troops, to which it has said neither yes nor no.",
    );
    forces(
        "asks: AtMost(85_000), rejects: Rest",
        "AtMost(100_000)",
        "Partly refused: B asks for at most 85,000 troops and would take nothing else; the proposal also allows 86,000 to 100,000 troops.",
    );
    forces(
        "asks: AtLeast(250_000)",
        "AtMost(100_000)",
        "Not stated: B asks for at least 250,000 troops or “No ceiling”; the proposal allows at most 100,000 troops, to which it has said neither yes nor no.",
    );
    forces(
        "asks: AtMost(85_000)",
        "AtMost(60_000)",
        "Asked for: nothing more",
    );
    forces(
        "asks: AtMost(85_000)",
        "Anything",
        "Not stated: B asks for at most 85,000 troops; the proposal also allows at least 86,000 troops or “No ceiling”, to which it has said neither yes nor no.",
    );
}

#[test]
fn outcomes_that_go_beyond_what_was_said() {
    let status = |says: &str, is: &str, expect: &str| check("status", says, is, expect);
    status(
        "asks: Only(\"a\"), accepts: Only(\"b\")",
        "OneOf([\"a\", \"c\"])",
        "Not stated: B asks for “One” and would also take “Two”; the proposal also allows “Three”, to which it has said neither yes nor no.",
    );
    status(
        "rejects: Only(\"d\")",
        "Only(\"a\")",
        "Not stated: B refuses “Four”; the proposal allows “One”, to which it has said neither yes nor no.",
    );
    status(
        "rejects: OneOf([\"c\", \"d\"])",
        "OneOf([\"a\", \"c\"])",
        "Partly refused: B refuses “Three”; the proposal also allows “One”, to which it has said neither yes nor no.",
    );
    status(
        "asks: Only(\"b\"), offers: [Offer(outcomes: Only(\"a\"), provided: [On(\"forces\", Only(\"none\"))])]",
        "OneOf([\"a\", \"c\"])",
        "Not stated: B asks for “Two” and offers “One” provided “Ceiling” ends in “No ceiling” (refused); the proposal allows “One”, for which its condition is refused, and “Three”, to which it has said neither yes nor no.",
    );
    // What is offered beside what is proposed is not lost.
    status(
        "offers: [Offer(outcomes: Only(\"a\"), provided: [On(\"forces\", Only(\"none\"))])]",
        "Only(\"b\")",
        "Not stated: B offers “One” provided “Ceiling” ends in “No ceiling” (refused); the proposal allows “Two”, to which it has said neither yes nor no.",
    );
    status(
        "asks: Only(\"a\"), rejects: OneOf([\"b\", \"c\", \"d\"])",
        "Only(\"b\")",
        "Refused: nothing more",
    );
}
