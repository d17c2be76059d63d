//! The talks in `positions/`: they load without a complaint, and come out as a reader of the talks would expect.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use common_ground::compare::{Comparison, Question, RowComparison, Verdict, compare};
use common_ground::files::{Loaded, bundled_talks, load, load_bundled, load_bundled_talks};
use common_ground::model::{IssueOrStep, Row, Says, Space};
use common_ground::sheet::{Filters, Material, sheet};

use crate::support::{compare_all, day, in_repository};

/// What the first talks come out as on a day, between Russia and Ukraine.
struct Talks {
    loaded: Loaded,
    comparison: Comparison,
}

impl Talks {
    fn on(as_of: &str) -> Self {
        let loaded = load_bundled();
        let party = |id| loaded.talks.party_index(id).expect(id);
        let question = Question {
            as_of: Some(day(as_of)),
            parties: vec![party("russia"), party("ukraine")],
            ..Question::default()
        };
        let comparison = compare(&loaded.talks, &question);
        Self { loaded, comparison }
    }

    /// A row, named as "issue" or "issue:part".
    fn row(&self, name: &str) -> &RowComparison {
        let (issue, part) = name
            .split_once(':')
            .map_or((name, None), |(issue, part)| (issue, Some(part)));
        let agenda = &self.loaded.talks.agenda;
        let issue = agenda.issue_index(issue).expect(name);
        let parts = &agenda.issues[issue].parts;
        let place = |id: &str| parts.iter().position(|part| part.id.as_str() == id);
        let part = part.map(|id| place(id).expect(name));
        self.comparison.row(Row { issue, part }).expect(name)
    }

    /// The outcomes of a set of a list, by id.
    fn ids(
        &self,
        row: &RowComparison,
        set: &common_ground::model::OutcomeSet,
    ) -> Vec<(String, String)> {
        let issue = &self.loaded.talks.agenda.issues[row.row.issue];
        let outcomes = (0_i64..).zip(issue.space.outcomes());
        outcomes
            .filter(|&(index, _)| set.contains(index))
            .map(|(_, outcome)| (outcome.id.to_string(), outcome.label.clone()))
            .collect()
    }
}

/// Checks the verdict of a row on a day.
fn check(as_of: &str, row: &str, verdict: Verdict) {
    let talks = Talks::on(as_of);
    assert_eq!(talks.row(row).verdict, verdict, "{row} on {as_of}");
}

fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(in_repository("positions"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

#[test]
fn every_folder_loads_without_a_complaint() {
    assert!(!folders().is_empty());
    for folder in folders() {
        let loaded = load(std::slice::from_ref(&folder));
        let problems: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
        assert!(loaded.talks.positions.len() >= 2, "{}", folder.display());
        assert!(!loaded.talks.agenda.made_up, "{}", folder.display());
        let sheet = sheet(
            Material::new(&loaded, &compare_all(&loaded, None)),
            &Filters::default(),
        );
        assert_eq!(sheet.left_out, None);
    }
}

#[test]
fn every_stance_names_a_source_and_says_what_was_said() {
    for folder in folders() {
        let loaded = load(&[folder]);
        for position in &loaded.talks.positions {
            for stance in &position.stances {
                let issue = &loaded.talks.agenda.issues[stance.issue].id;
                let what = format!("{} on {issue}", position.party.id);
                assert!(!stance.cites.is_empty(), "{what} names no source");
                assert!(
                    stance.summary.is_some() || stance.says == Says::Withdrawn,
                    "{what} has no summary"
                );
            }
        }
    }
}

#[test]
fn every_source_can_be_looked_up() {
    for folder in folders() {
        let loaded = load(&[folder]);
        for source in &loaded.talks.sources {
            assert!(source.url.is_some(), "{:?} has no address", source.title);
        }
    }
}

#[test]
fn numbers_and_days_have_a_question() {
    for folder in folders() {
        for issue in load(&[folder]).talks.agenda.issues {
            let is_number = matches!(issue.space, Space::Quantity(_) | Space::Dates(_));
            assert!(!is_number || issue.question.is_some(), "{}", issue.id);
        }
    }
}

#[test]
fn what_is_bundled_is_what_is_in_the_folder() {
    let names = bundled_talks().into_iter().map(|talks| talks.folder);
    let bundled: BTreeSet<PathBuf> = names
        .map(|name| in_repository("positions").join(name))
        .collect();
    assert_eq!(bundled, folders().into_iter().collect());
    for folder in folders() {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let (built_in, from_disk) = (load_bundled_talks(&name), load(&[folder]));
        assert_eq!(built_in.talks, from_disk.talks, "{name}");
        assert_eq!(built_in.inputs, from_disk.inputs, "{name}");
    }
}

#[test]
fn the_first_view_is_russia_and_ukraine_on_the_day_of_the_third_round() {
    let view = load_bundled().talks.agenda.view;
    assert_eq!(view.as_of, Some(day("2025-07-23")));
    assert_eq!(view.from, None);
    let parties: Vec<String> = view
        .parties
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(parties, ["russia", "ukraine"]);
}

#[test]
fn neutrality_was_a_conditional_overlap_in_april_2022() {
    let talks = Talks::on("2022-04-16");
    let row = talks.row("neutrality");
    assert_eq!(row.verdict, Verdict::Overlap);
    assert!(row.is_conditional);
    assert_eq!(talks.ids(row, &row.zone)[0].0, "neutral");
    assert_eq!(talks.ids(row, &row.zone).len(), 1);
}

#[test]
fn neutrality_is_opposed_in_july_2025_with_no_bid_left() {
    let talks = Talks::on("2025-07-23");
    let row = talks.row("neutrality");
    assert_eq!(row.verdict, Verdict::Opposed);
    let room = talks.ids(row, &row.room);
    let expected = ("no-bid".to_owned(), "No bid, but no ban".to_owned());
    assert_eq!(room, [expected]);
}

#[test]
fn the_force_ceilings_of_april_2022_are_so_far_apart() {
    let cases = [
        ("force-ceiling", 165_000, "1000"),
        ("tanks", 458, "1"),
        ("artillery", 1_381, "1"),
    ];
    for as_of in ["2022-04-15", "2022-04-18", "2022-04-20"] {
        let talks = Talks::on(as_of);
        for (issue, apart, step) in cases {
            let row = talks.row(issue);
            assert_eq!(row.verdict, Verdict::Gap, "{issue} on {as_of}");
            let Space::Quantity(quantity) = &talks.loaded.talks.agenda.issues[row.row.issue].space
            else {
                panic!("{issue} is no quantity");
            };
            assert_eq!(quantity.step.to_string(), step);
            let steps = i64::try_from(row.distance.unwrap().steps).unwrap();
            assert_eq!(
                quantity.value(steps),
                Some(apart.into()),
                "{issue} on {as_of}"
            );
        }
    }
}

#[test]
fn the_status_of_every_region_is_opposed_in_july_2025() {
    for part in ["crimea", "donetsk", "luhansk", "zaporizhzhia", "kherson"] {
        check("2025-07-23", &format!("status:{part}"), Verdict::Opposed);
    }
}

#[test]
fn other_issues_come_out_as_expected() {
    let cases = [
        ("2022-04-16", "eu", Verdict::Overlap),
        ("2022-04-16", "sanctions:mutual", Verdict::Opposed),
        ("2025-07-23", "ceasefire-terms", Verdict::Opposed),
        ("2025-07-23", "leaders-meeting", Verdict::Opposed),
        ("2025-07-23", "prisoners", Verdict::Overlap),
    ];
    for (as_of, row, verdict) in cases {
        check(as_of, row, verdict);
    }
}

#[test]
fn ceasefire_and_withdrawal_are_wanted_in_opposite_order() {
    let talks = Talks::on("2025-07-23");
    let agenda = &talks.loaded.talks.agenda;
    let named = |id: &str| IssueOrStep::Issue(agenda.issue_index(id).unwrap());
    let (ceasefire, withdrawal) = (named("ceasefire-terms"), named("withdrawal"));
    let [conflict] = talks.comparison.sequence_conflicts.as_slice() else {
        panic!("there should be one conflict")
    };
    assert_eq!(conflict.steps, [withdrawal, ceasefire]);
    let wishes: Vec<_> = conflict
        .wishes
        .iter()
        .map(|wish| (wish.party, wish.first, wish.then))
        .collect();
    assert_eq!(
        wishes,
        [(0, withdrawal, ceasefire), (1, ceasefire, withdrawal)]
    );
}

#[test]
fn a_draft_that_fell_through_does_not_live_on() {
    for issue in ["neutrality", "tanks", "artillery", "force-ceiling"] {
        let talks = Talks::on("2025-07-23");
        let row = talks.row(issue);
        assert_ne!(row.verdict, Verdict::Overlap, "{issue}");
        assert_ne!(row.verdict, Verdict::Aligned, "{issue}");
    }
}
