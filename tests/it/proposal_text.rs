//! Proposals written to a file, and numbers and days as they are typed.

use common_ground::files::{
    Loaded, as_typed, parties_as_typed, proposal_text, typed_date, typed_day, typed_parties,
    typed_set, without_hidden,
};
use common_ground::model::{Cites, Id, Issue, PartialDate, Proposal, Term};

use crate::support::Folder;

const AGENDA: &str = r#"Agenda(
    title: "Talks",
    issues: [
        Issue(id: "status", title: "Status", outcomes: Options([(id: "a", label: "A"), (id: "b", label: "B"), (id: "c", label: "C")]), parts: [(id: "north", label: "North"), (id: "south", label: "South")]),
        Issue(id: "level", title: "Level", outcomes: Scale([(id: "low", label: "Low"), (id: "high", label: "High")])),
        Issue(id: "forces", title: "Forces", question: "How many at most?", outcomes: Quantity(unit: "troops", step: 500, min: 0, max: 1_000_000, beyond: (id: "no-limit", label: "No ceiling"))),
        Issue(id: "share", title: "Share", question: "How much?", outcomes: Quantity(unit: "%", step: 0.1)),
        Issue(id: "start", title: "Start", question: "When?", outcomes: Dates(min: "2025-06-01", max: "2026-12-31")),
        Issue(id: "end", title: "End", question: "When?", outcomes: Dates()),
        Issue(id: "votes", title: "Votes", question: "How many?", outcomes: Quantity(unit: "votes")),
    ],
)"#;

const POSITION: &str = r#"Position(
    party: (id: "PARTY", name: "PARTY"),
    stances: [Stance(issue: "level", asks: Only("low"))],
)"#;

fn folder() -> Folder {
    Folder::with(&[
        ("agenda.ron", AGENDA.to_owned()),
        ("one.ron", POSITION.replace("PARTY", "one")),
        ("two.ron", POSITION.replace("PARTY", "two")),
    ])
}

fn issue<'a>(loaded: &'a Loaded, id: &str) -> &'a Issue {
    let agenda = &loaded.talks.agenda;
    &agenda.issues[agenda.issue_index(id).unwrap()]
}

fn proposal(title: &str, terms: Vec<Term>) -> Proposal {
    Proposal {
        id: Id::new("draft").unwrap(),
        title: title.to_owned(),
        by: Vec::new(),
        date: None,
        terms,
    }
}

/// Writes the proposal, reads it again beside the others, and expects the same without a problem.
fn reads_back(proposal: &Proposal) -> String {
    let folder = folder();
    let agenda = folder.load().talks.agenda;
    let text = proposal_text(&agenda, proposal).unwrap();
    folder.write("proposal.ron", &text);
    let loaded = folder.load();
    let problems = folder.problems(&loaded);
    let is_of_proposal = |problem: &&String| problem.starts_with("proposal.ron");
    assert_eq!(problems.iter().find(is_of_proposal), None, "{text}");
    assert_eq!(
        loaded.talks.proposals.as_slice(),
        std::slice::from_ref(proposal),
        "{text}"
    );
    text
}

#[test]
fn names_of_those_who_put_a_proposal_forward_are_typed() {
    let talks = common_ground::files::load_bundled().talks;
    let check = |typed: &str, expected: Result<&[&str], &str>, again: &str| {
        let ids = typed_parties(typed, &talks).map_err(|error| error.to_string());
        let words = ids
            .as_ref()
            .map(|ids| ids.iter().map(Id::as_str).collect::<Vec<_>>());
        match expected {
            Ok(expected) => {
                assert_eq!(words, Ok(expected.to_vec()), "{typed}");
                let known = parties_as_typed(&ids.unwrap_or_default(), &talks);
                assert_eq!(known, again);
            }
            Err(part) => {
                let error = words.err().map(String::as_str).unwrap_or_default();
                assert!(error.contains(part), "{typed}: {error}");
            }
        }
    };
    check("", Ok(&[]), "");
    check(
        "united states;  Ukraine ,",
        Ok(&["united-states", "ukraine"]),
        "United States, Ukraine",
    );
    check("ukraine, ukraine", Ok(&["ukraine"]), "Ukraine");
    // A name with a comma in it, and one that no party has.
    check(
        "UK, France and Germany, The OSCE (Vienna)",
        Ok(&["european-three", "the-osce-vienna"]),
        "UK, France and Germany, the-osce-vienna",
    );
    check("Ukrainet", Ok(&["ukrainet"]), "ukrainet");
    check("ОБСЕ", Err("“ОБСЕ” is none of the parties"), "");
    check("Ukraine, !!", Err("“!!” is none of the parties"), "");
    check("İİİ, Ukraine", Err("“İİİ”"), "");
    assert_eq!(typed_date(" "), Ok(None));
    assert_eq!(
        typed_date("2025-07"),
        Ok(PartialDate::parse("2025-07").ok())
    );
}

#[test]
fn a_typed_date_is_read_or_refused_in_words() {
    let day = |text: &str| PartialDate::parse(text).ok();
    let check = |typed: &str, date: Result<Option<PartialDate>, &str>, is_day: bool| {
        let read = typed_date(typed).map_err(|error| error.to_string());
        let says = |words: &str| read.as_ref().is_err_and(|reason| reason.contains(words));
        assert!(date.map_or_else(says, |date| read == Ok(date)), "{read:?}");
        assert_eq!(typed_day(typed).is_ok(), is_day, "{typed}");
    };
    check(" ", Ok(None), true);
    check("2025-07", Ok(day("2025-07")), false);
    check("2025-07-23", Ok(day("2025-07-23")), true);
    check(" 23 July 2025 ", Ok(day("2025-07-23")), true);
    check("1 april 2025", Ok(day("2025-04-01")), true);
    check("1 April -2025", Err("“1 April -2025” is no date"), false);
    check("1 April 0", Err("“1 April 0” is no date"), false);
    check("31 April 2025", Err("“31 April 2025” is no date"), false);
    check("2025-02-30", Err("no such day in the calendar"), false);
    check("23.7.2025", Err("typed as 2025-07-23, 23 July 2025"), false);
    check("July", Err("“July” is no date"), false);
}

#[test]
fn what_is_typed_is_read_and_typed_again() {
    let folder = folder();
    let loaded = folder.load();
    let check = |id: &str, typed: &str, again: &str| {
        let issue = issue(&loaded, id);
        let set = typed_set(typed, issue).unwrap_or_else(|reason| panic!("{typed}: {reason}"));
        assert_eq!(
            as_typed(&set, &issue.space).as_deref(),
            Some(again),
            "{typed}"
        );
        assert_eq!(typed_set(again, issue), Ok(set.clone()), "{again}");
        let issue = loaded.talks.agenda.issue_index(id).unwrap();
        let term = Term {
            issue,
            parts: None,
            is: set,
            qualifier: None,
            cites: Cites::default(),
        };
        reads_back(&proposal("Typed", vec![term]));
    };
    check("forces", "85,000", "85000");
    check("forces", " 85 000 troops ", "85000");
    check("forces", "At most 85,000 troops", "at most 85000");
    check("forces", "85000 or fewer", "at most 85000");
    check("forces", "≤85_000", "at most 85000");
    check("forces", "at least 1000", "at least 1000");
    check("forces", "1000 troops or more", "at least 1000");
    check("forces", "1,000 to 2,000 troops", "1000 to 2000");
    check("forces", "1000–2000", "1000 to 2000");
    check("forces", "1,000-2,000 troops", "1000 to 2000");
    check("share", "-3--1.5", "-3 to -1.5");
    check("forces", "between 1000 and 2000", "1000 to 2000");
    check("forces", "from 1,000 to 2,000 troops", "1000 to 2000");
    check("forces", "1 000,000", "1000000");
    check("forces", "500000 to 1000000", "500000 to 1000000");
    check("forces", "no ceiling", "No ceiling");
    check("forces", "no-limit", "No ceiling");
    check("forces", "any number", "any");
    check("forces", "anything", "anything");
    check("share", "2.5%", "2.5");
    check("share", "−0.5", "-0.5");
    check("share", ">= -3", "at least -3");
    check("share", "anything", "any");
    check("start", "2025-09-02", "2025-09-02");
    check("start", "by 2025-09-02", "2025-09-02 or earlier");
    check("start", "2025-09-02 or later", "2025-09-02 or later");
    check(
        "start",
        "2025-09-02 to 2025-10-01",
        "2025-09-02 to 2025-10-01",
    );
    check("start", "any day", "any");
    check("start", "2 September 2025", "2025-09-02");
    check("start", "by 2 September 2025", "2025-09-02 or earlier");
    check(
        "start",
        "from 2 September 2025 to 1 October 2025",
        "2025-09-02 to 2025-10-01",
    );
    check("end", "from 2025-06-02", "2025-06-02 or later");
    check(
        "end",
        "From 2025-06-02 to 2025-07-01",
        "2025-06-02 to 2025-07-01",
    );
    check("end", "not before 2025-09-02", "2025-09-02 or later");
}

#[test]
fn what_cannot_be_meant_is_refused_in_words() {
    let folder = folder();
    let loaded = folder.load();
    let typed = [
        ("forces", ""),
        ("forces", "many"),
        ("forces", "85,001"),
        ("forces", "2,000,000"),
        ("forces", "2000 to 1000"),
        ("forces", "5), Only(6"),
        ("forces", "1 \" 2"),
        ("forces", "1 2"),
        ("forces", "85,0000"),
        ("share", "0,5"),
        ("share", "1.000,5"),
        ("votes", "-9223372036854775808"),
        ("start", "2025-02-30"),
        ("start", "2024-01-01"),
        ("start", "2025-07"),
        ("start", "tomorrow"),
    ];
    let refused = typed.map(|(id, typed)| {
        let reason = typed_set(typed, issue(&loaded, id));
        format!("{typed}\n    {}\n", reason.expect_err(typed))
    });
    insta::assert_snapshot!("refused_numbers_and_days", refused.concat());
}

#[test]
fn any_title_reads_back_without_a_problem() {
    let titles = [
        "Plain",
        r#"Quotes " and \ backslashes \" \\n \u{41}"#,
        "), terms: [Term(issue: \"x\", is: Rest)] /* \" */ // r#\"raw\"#",
        "line\nbreak\tand\rreturn",
        "\u{202e}reversed\u{2066}\u{feff}\u{0}\u{7}\u{9f}\u{61c}",
        "Українська – 中文 – العربية 🕊",
        "'single' {brace} #![enable(implicit_some)]",
        "\u{2028}\u{2029}\u{ad}\u{200b}",
    ];
    for title in titles {
        let shown = without_hidden(title);
        let text = reads_back(&proposal(&shown, Vec::new()));
        let folder = folder();
        let raw = proposal_text(&folder.load().talks.agenda, &proposal(title, Vec::new()));
        assert_eq!(raw, Ok(text), "what is hidden is left out on writing, too");
    }
}

#[test]
fn a_proposal_is_written_as_people_write_it() {
    let folder = folder();
    let loaded = folder.load();
    let set = |id: &str, typed: &str| typed_set(typed, issue(&loaded, id)).unwrap();
    let term = |issue, parts: Option<Vec<usize>>, is| Term {
        issue,
        parts,
        is,
        qualifier: None,
        cites: Cites::default(),
    };
    let terms = vec![
        term(0, Some(vec![0]), [0].into_iter().collect()),
        term(0, Some(vec![1]), [0, 2].into_iter().collect()),
        Term {
            qualifier: Some("in “peacetime”, \"so far\"".to_owned()),
            ..term(2, None, set("forces", "at most 85000"))
        },
        term(4, None, set("start", "2025-09-02 to 2025-10-01")),
    ];
    let full = Proposal {
        by: vec![Id::new("one").unwrap()],
        date: PartialDate::parse("2025-05").ok(),
        ..proposal("A \"first\" draft", terms)
    };
    insta::assert_snapshot!("proposal_text", reads_back(&full));
}
