//! Sentences that must not say more than is true, in places where they once did.

use crate::command_line::run;
use crate::support::Folder;

const QUANTITY: &str = r#"Issue(id: "forces", title: "Ceiling", outcomes: Quantity(unit: "troops", step: 1, min: 0, beyond: (id: "none", label: "No ceiling")))"#;
const CAPPED: &str = r#"Issue(id: "forces", title: "Ceiling", outcomes: Quantity(unit: "troops", step: 1, min: 0, max: 100, beyond: (id: "none", label: "No ceiling")))"#;
const OPTIONS: &str = r#"Issue(id: "status", title: "Status", outcomes: Options([(id: "x", label: "One"), (id: "y", label: "Two")]))"#;
const PARTS: &str = r#"Issue(id: "lands", title: "Lands", parts: [(id: "n", label: "North"), (id: "s", label: "South")], outcomes: Options([(id: "x", label: "One"), (id: "y", label: "Two")]))"#;
const WORDS: &str = r#"Issue(id: "preamble", title: "Preamble", outcomes: Text)"#;

/// Talks of Aland, Bland and whoever else says something.
struct Talks<'a> {
    issues: &'a [&'a str],
    more: &'a str,
    says: &'a [&'a str],
}

impl Talks<'_> {
    fn folder(&self) -> Folder {
        let issues = self.issues.join(", ");
        let agenda = format!(
            "Agenda(title: \"Talks\", issues: [{issues}], {})",
            self.more
        );
        let folder = Folder::with(&[("agenda.ron", agenda)]);
        for (id, says) in ["a", "b", "c"].iter().zip(self.says) {
            let name = format!("{}land", id.to_uppercase());
            let position = format!("Position(party: (id: \"{id}\", name: \"{name}\"), {says})");
            folder.write(&format!("{id}.ron"), position);
        }
        folder
    }
}

/// Without the breaks of lines.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the program gives on these talks, which holds all of these and none of those.
fn check(talks: &Talks<'_>, line: &str, expect: &[&str], never: &[&str]) {
    let folder = talks.folder();
    let run = run(folder.path(), line);
    let words = flat(&run.out);
    for expect in expect {
        assert!(
            words.contains(expect),
            "{expect}\n{}{}",
            run.out,
            run.errors
        );
    }
    for never in never {
        assert!(!words.contains(never), "{never}\n{}", run.out);
    }
}

#[test]
fn an_answer_to_some_issues_of_a_proposal_is_none_to_the_others() {
    let talks = Talks {
        issues: &[OPTIONS, WORDS],
        more: "",
        says: &[
            r#"stances: [Stance(issue: "status", asks: Only("x"))], answers: [
                Answer(proposal: "p", says: Refuses, issues: ["status"]),
                Answer(proposal: "p", says: Amends, issues: ["preamble", "status"], date: "2025-05"),
            ]"#,
            r#"stances: [Stance(issue: "status", asks: Only("y"))]"#,
        ],
    };
    let folder = talks.folder();
    let proposal =
        r#"Proposal(id: "p", title: "P", terms: [Term(issue: "status", is: Only("y"))])"#;
    folder.write("p.ron", proposal);
    let out = run(folder.path(), "assess p.ron").out;
    for expect in [
        "Its own answer: refuses it on “Status”\n",
        "asks for changes to it on “Preamble” and “Status” (May 2025)\n",
    ] {
        assert!(out.contains(expect), "{out}");
    }
}

#[test]
fn who_has_spoken_on_wording_alone_has_spoken() {
    let talks = Talks {
        issues: &[OPTIONS, WORDS],
        more: "",
        says: &[
            r#"stances: [Stance(issue: "preamble", text: "One.")]"#,
            r#"stances: [Stance(issue: "preamble", text: "Two.")]"#,
            r#"stances: [Stance(issue: "status", asks: Only("x"))]"#,
        ],
    };
    check(
        &talks,
        "compare .",
        &[
            "Aland and Bland have both spoken only of wording, on 1 row,",
            "Aland and Cland have not both spoken on any row.",
        ],
        &["Aland and Bland have not both"],
    );
}

#[test]
fn sources_that_are_not_trusted_alike_are_two() {
    let says = |grade: &str| {
        format!(
            r#"sources: [Source(id: "s", title: "Talk", date: "2024", grade: "{grade}")], stances: [Stance(issue: "status", asks: Only("x"), cites: ["s"])]"#
        )
    };
    let talks = Talks {
        issues: &[OPTIONS],
        more: "",
        says: &[&says("A1"), &says("F6")],
    };
    check(
        &talks,
        "compare . --format markdown",
        &[r"\[A1\]", r"\[F6\]"],
        &[],
    );
}

#[test]
fn where_sources_are_left_out_none_is_said_to_be_missing() {
    let says = r#"sources: [Source(id: "s", title: "Talk")], stances: [Stance(issue: "status", asks: Only("x"), summary: "It asks.", cites: ["s"])]"#;
    let talks = Talks {
        issues: &[OPTIONS],
        more: "",
        says: &[says, says],
    };
    let folder = talks.folder();
    let check = |options: &str, expect: [bool; 2]| {
        run(folder.path(), &format!("export . -o out.csv {options}"));
        let text = std::fs::read_to_string(folder.file("out.csv")).unwrap();
        let (details, sources) = (["Question", "Aland: in plain words"], ["Aland: sources"]);
        let found = [details.as_slice(), &sources].map(|heads| {
            let found = heads.iter().filter(|head| text.contains(**head)).count();
            assert!([0, heads.len()].contains(&found), "{options}: {text}");
            found > 0
        });
        assert_eq!(found, expect, "{options}");
        assert!(!text.contains("None named"), "{text}");
    };
    check("", [true, true]);
    check("--without sources", [true, false]);
    check("--without details", [false, true]);
    check("--without sources,details", [false, false]);
}

#[test]
fn a_ceiling_without_a_figure_is_not_any_number() {
    let says = |set: &str| format!(r#"stances: [Stance(issue: "forces", asks: {set})]"#);
    let check = |issue: &str, set: &str, expect: &str| {
        let says = says(set);
        let talks = Talks {
            issues: &[issue],
            more: "",
            says: &[&says, &says],
        };
        check(&talks, "compare .", &[expect], &["any number"]);
    };
    check(
        QUANTITY,
        "AnyNumber",
        "Both ask for a number of troops (no figure given).",
    );
    check(QUANTITY, "AtMost(100)", "Both ask for at most 100 troops.");
    check(CAPPED, "AtMost(100)", "Both ask for at most 100 troops.");
}

#[test]
fn terms_stand_with_an_answer_that_takes_anything() {
    let talks = Talks {
        issues: &[OPTIONS],
        more: "",
        says: &[
            r#"stances: [Stance(issue: "status", accepts: Anything, qualifier: "if all do")]"#,
            r#"stances: [Stance(issue: "status", asks: Only("x"))]"#,
        ],
    };
    check(
        &talks,
        "compare . --format csv",
        &["Any outcome; Terms: if all do"],
        &[],
    );
}

#[test]
fn nobody_refuses_what_was_not_listed_yet() {
    let issue = r#"Issue(id: "late", title: "Late", outcomes: Options([(id: "x", label: "One", added: "2025-06-01")]))"#;
    let says = r#"stances: [Stance(issue: "late", date: "2024", accepts: Anything)]"#;
    let talks = Talks {
        issues: &[issue],
        more: "",
        says: &[says, says],
    };
    for format in ["text", "csv"] {
        check(
            &talks,
            &format!("compare . --as-of 2024-12-01 --format {format}"),
            &["No outcome is listed as of 1 December 2024."],
            &["refused by somebody"],
        );
    }
}

#[test]
fn what_was_taken_back_is_not_merely_not_stated() {
    let talks = Talks {
        issues: &[OPTIONS],
        more: "",
        says: &[
            r#"stances: [Stance(issue: "status", withdrawn: true)]"#,
            r#"stances: [Stance(issue: "status", asks: Only("x"))]"#,
        ],
    };
    check(
        &talks,
        "compare . --format csv",
        &["Withdrawn,Withdrawn,Withdrawn,Withdrawn"],
        &[],
    );
}

#[test]
fn an_agreement_is_a_change() {
    let says = r#"stances: [Stance(issue: "status", asks: Only("x"))]"#;
    let folder = |more: &str| {
        let talks = Talks {
            issues: &[OPTIONS],
            more,
            says: &[says, says],
        };
        talks.folder()
    };
    let agreed = r#"agreements: [Agreed(issue: "status", is: Only("x"), date: "2024-06-01", note: "Signed")]"#;
    let check = |before: &str, after: &str, expect: &str| {
        let (before, after) = (folder(before), folder(after));
        let line = format!("compare . --against {}", after.path().display());
        let run = run(before.path(), &line);
        assert!(flat(&run.out).contains(expect), "{}{}", run.out, run.errors);
    };
    check("", "", "None of 1 row in both has changed.");
    check("", agreed, "Said to be agreed, 1 June 2024: Signed.");
    check(agreed, "", "No longer said to be agreed.");
    check(agreed, agreed, "None of 1 row in both has changed.");
}

#[test]
fn words_are_judged_anew_only_if_they_are() {
    let folder = |note: &str, text: &str| {
        let judged = format!(
            r#"assessments: [Assessment(issue: "preamble", verdict: Opposed, by: "Me", note: "{note}")]"#
        );
        let says = format!(r#"stances: [Stance(issue: "preamble", text: "{text}")]"#);
        let talks = Talks {
            issues: &[WORDS],
            more: &judged,
            says: &[
                r#"stances: [Stance(issue: "preamble", text: "One.")]"#,
                &says,
            ],
        };
        talks.folder()
    };
    let check = |after: &Folder, expect: bool| {
        let before = folder("They clash", "Two.");
        let line = format!("compare . --against {}", after.path().display());
        let run = run(before.path(), &line);
        let words = flat(&run.out);
        assert_eq!(words.contains("judged anew"), expect, "{words}");
    };
    check(&folder("They clash", "Two."), false);
    check(&folder("They clash", "Three."), false);
    check(&folder("They do not meet", "Two."), true);
}

#[test]
fn a_linkage_says_of_which_parts_it_holds() {
    let linkage = r#"linkages: [Linkage(when: ("lands", Only("x")), then: ("status", Only("y")), parts: ["n"])]"#;
    let talks = Talks {
        issues: &[PARTS, OPTIONS],
        more: linkage,
        says: &[
            r#"stances: [Stance(issue: "status", asks: Only("x"))]"#,
            r#"stances: [Stance(issue: "status", asks: Only("y"))]"#,
        ],
    };
    let loaded = talks.folder().load();
    assert!(!loaded.has_errors(), "{:#?}", loaded.problems);
    let question = common_ground::compare::Question {
        parties: vec![0, 1],
        ..Default::default()
    };
    let comparison = common_ground::compare::compare(&loaded.talks, &question);
    let material = common_ground::sheet::Material::new(&loaded, &comparison);
    let status = loaded.talks.agenda.rows().last().unwrap();
    let details = common_ground::sheet::details(material, status).unwrap();
    assert_eq!(
        details.linkages,
        ["If “Lands” for North ends in “One”, then “Status” ends in “Two”."]
    );
}
