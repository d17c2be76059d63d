//! The talks in `positions/`: they load without a complaint, and come out as a reader of the talks would expect.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use common_ground::compare::{
    Comparison, Move, Question, Response, RowComparison, Verdict, assess, compare, compare_again,
};
use common_ground::files::{Loaded, bundled_talks, load, load_bundled, load_bundled_talks};
use common_ground::model::{EventKind, IssueOrStep, Priority, Row, Says, Space};
use common_ground::sheet::{Filters, Material, sheet};

use crate::support::{compare_all, day, in_repository};

/// The days on which anything in these talks changes, and the days before.
fn days_of(talks: &common_ground::model::Talks) -> BTreeSet<jiff::civil::Date> {
    let stances = talks
        .positions
        .iter()
        .flat_map(|position| &position.stances);
    let stances = stances.flat_map(|stance| [stance.date, stance.until]);
    let agenda = &talks.agenda;
    let outcomes = agenda.issues.iter().flat_map(|issue| {
        let listed = issue.space.outcomes().iter().chain(issue.space.beyond());
        listed.map(|outcome| outcome.added)
    });
    let agreed = agenda.agreements.iter().map(|agreed| Some(agreed.date));
    let judged = agenda.assessments.iter().map(|judged| judged.date);
    let all = stances.chain(outcomes).chain(agreed).chain(judged);
    all.flatten()
        .map(common_ground::model::PartialDate::first_day)
        .flat_map(|day| [day.yesterday().expect("a day comes before"), day])
        .collect()
}

#[test]
fn going_from_day_to_day_gives_what_each_day_gives_alone() {
    for bundled in bundled_talks() {
        let loaded = load_bundled_talks(&bundled.folder);
        let talks = &loaded.talks;
        let days: Vec<_> = days_of(talks).into_iter().collect();
        let since = [
            None,
            days.first().copied(),
            days.get(days.len() / 2).copied(),
        ];
        let mut before: Option<Comparison> = None;
        let (mut kept, mut all) = (0, 0);
        for since in since {
            for as_of in days.iter().copied().map(Some).chain([None]) {
                let question = Question {
                    as_of,
                    since,
                    parties: (0..talks.positions.len()).collect(),
                    ..Question::default()
                };
                let alone = compare(talks, &question);
                let after = before
                    .as_ref()
                    .map(|before| compare_again(talks, &question, before));
                if let (Some(after), Some(before)) = (&after, &before) {
                    assert!(*after == alone, "{}: {question:?}", bundled.folder);
                    let rows = after.rows.iter().zip(&before.rows);
                    let shared = rows.filter(|(now, then)| std::sync::Arc::ptr_eq(now, then));
                    kept += shared.count();
                    all += after.rows.len();
                }
                before = after.or(Some(alone));
            }
        }
        assert!(
            all / 2 < kept,
            "{}: {kept} of {all} rows kept",
            bundled.folder
        );
    }
}

/// What the first talks come out as on a day, between Russia and Ukraine.
struct Talks {
    loaded: Loaded,
    comparison: Comparison,
}

impl Talks {
    fn on(as_of: &str) -> Self {
        Self::between(None, as_of)
    }

    fn between(since: Option<&str>, as_of: &str) -> Self {
        let loaded = load_bundled();
        let party = |id| loaded.talks.party_index(id).expect(id);
        let question = Question {
            as_of: Some(day(as_of)),
            since: since.map(day),
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

/// Checks what became of a row from one day to another: the verdicts, and how Russia and Ukraine moved.
fn check_change(
    (since, as_of): (&str, &str),
    row: &str,
    verdicts: (Verdict, Verdict),
    moves: [Option<Move>; 2],
) {
    let talks = Talks::between(Some(since), as_of);
    let found = talks.row(row);
    let movement = found.movement.as_ref().expect(row);
    let what = format!("{row} from {since} to {as_of}");
    assert_eq!((movement.was, found.verdict), verdicts, "{what}");
    assert_eq!(movement.moves, moves, "{what}");
}

const APRIL_2022: &str = "2022-04-15";
const OCTOBER_2022: &str = "2022-10-15";
const JULY_2025: &str = "2025-07-23";

/// Neutrality comes first in the spring of 2022; Ukraine's offer of it ends with those talks.
#[test]
fn neutrality_was_first_and_the_offer_of_it_ended() {
    let (overlap, opposed) = (Verdict::Overlap, Verdict::Opposed);
    let moved = [Some(Move::Unchanged), Some(Move::Shifted)];
    check_change(
        (APRIL_2022, OCTOBER_2022),
        "neutrality",
        (overlap, opposed),
        moved,
    );
    check_change(
        (APRIL_2022, JULY_2025),
        "neutrality",
        (overlap, opposed),
        moved,
    );
    check_change(
        (OCTOBER_2022, JULY_2025),
        "neutrality",
        (opposed, opposed),
        moved,
    );
    let russia = load_bundled().talks.positions.swap_remove(0);
    let first = |until: &str| -> BTreeSet<usize> {
        let stances = russia.stances.iter();
        stances
            .filter(|stance| stance.priority == Some(Priority::High))
            .filter(|stance| stance.date.unwrap().first_day() <= day(until))
            .map(|stance| stance.issue)
            .collect()
    };
    let talks = Talks::on(JULY_2025);
    let issue = |id: &str| talks.loaded.talks.agenda.issue_index(id).unwrap();
    assert_eq!(first(APRIL_2022), BTreeSet::from([issue("neutrality")]));
    let both = BTreeSet::from([issue("neutrality"), issue("status")]);
    assert_eq!(first(OCTOBER_2022), both);
    assert_eq!(first(JULY_2025), both);
}

/// The four oblasts come after September 2022: before, Russia asked for two republics, and for nothing further south.
#[test]
fn recognition_of_four_oblasts_came_after_september_2022() {
    let one_sided = Verdict::OneSided;
    for oblast in ["donetsk", "luhansk"] {
        let row = format!("status:{oblast}");
        check_change(
            (APRIL_2022, OCTOBER_2022),
            &row,
            (Verdict::Gap, one_sided),
            [Some(Move::Shifted), Some(Move::Withdrawn)],
        );
    }
    for oblast in ["zaporizhzhia", "kherson"] {
        let row = format!("status:{oblast}");
        check_change(
            (APRIL_2022, OCTOBER_2022),
            &row,
            (one_sided, one_sided),
            [Some(Move::Shifted), None],
        );
    }
    for oblast in ["donetsk", "luhansk", "zaporizhzhia", "kherson"] {
        let row = format!("status:{oblast}");
        check_change(
            (OCTOBER_2022, JULY_2025),
            &row,
            (one_sided, Verdict::Opposed),
            [Some(Move::Unchanged), Some(Move::New)],
        );
    }
    check_change(
        (APRIL_2022, JULY_2025),
        "status:crimea",
        (Verdict::Overlap, Verdict::Opposed),
        [Some(Move::NotRepeated), Some(Move::Softened)],
    );
}

#[test]
fn recognition_leads_to_withdrawal_from_the_rest_of_the_oblasts() {
    let talks = load_bundled().talks;
    let issue = |id: &str| talks.agenda.issue_index(id).unwrap();
    let (status, withdrawal) = (issue("status"), issue("withdrawal"));
    let mut linkages = talks.agenda.linkages.iter();
    let linkage = linkages
        .find(|linkage| (linkage.when.0, linkage.then.0) == (status, withdrawal))
        .unwrap();
    assert_eq!(linkage.by.as_ref().unwrap().as_str(), "russia");
    let parts = &talks.agenda.issues[status].parts;
    let named: Vec<&str> = linkage
        .parts
        .as_ref()
        .unwrap()
        .iter()
        .map(|&part| parts[part].id.as_str())
        .collect();
    assert_eq!(named, ["donetsk", "luhansk", "zaporizhzhia", "kherson"]);
}

#[test]
fn the_rounds_have_their_heads_and_the_ultimatum_its_days() {
    let milestones = load_bundled().talks.agenda.milestones;
    let heads = |on: &str| -> Vec<(String, String)> {
        let mut rounds = milestones
            .iter()
            .filter(|one| one.date.first_day() == day(on));
        let round = rounds.find_map(|one| match &one.kind {
            EventKind::Round(round) => Some(round),
            _ => None,
        });
        let head = |party: &common_ground::model::Delegation| {
            (party.party.to_string(), party.head.clone().unwrap())
        };
        round.expect(on).delegations.iter().map(head).collect()
    };
    let medinsky = ("russia".to_owned(), "V. Medinsky".to_owned());
    let umerov = ("ukraine".to_owned(), "R. Umerov".to_owned());
    for on in ["2025-05-16", "2025-06-02", "2025-07-23"] {
        assert_eq!(heads(on), [medinsky.clone(), umerov.clone()], "{on}");
    }
    // the sources of 2022 name no head of Ukraine's team on which they agree
    for on in ["2022-02-28", "2022-03-03", "2022-03-29"] {
        assert_eq!(heads(on), std::slice::from_ref(&medinsky), "{on}");
    }
    let deadlines: Vec<_> = milestones
        .iter()
        .filter_map(|one| match &one.kind {
            EventKind::Deadline(deadline) => {
                let days = [Some(one.date), deadline.set, deadline.dropped];
                Some(days.map(|date| date.map(|date| date.to_string())))
            }
            _ => None,
        })
        .collect();
    let days = |days: [Option<&str>; 3]| days.map(|date| date.map(str::to_owned));
    let expected = [
        days([Some("2025-08-08"), Some("2025-07-31"), None]),
        days([Some("2025-09-02"), Some("2025-07-14"), Some("2025-07-28")]),
        days([Some("2025-11-27"), None, None]),
    ];
    assert_eq!(deadlines, expected);
}

/// A party is not told to refuse what it put forward, nor to have asked for a figure that it never named.
#[test]
fn nobody_refuses_a_draft_of_its_own() {
    let talks = load_bundled().talks;
    let parties: Vec<usize> = (0..talks.positions.len()).collect();
    for proposal in &talks.proposals {
        let question = Question {
            as_of: Some(proposal.date.unwrap().first_day()),
            parties: parties.clone(),
            ..Question::default()
        };
        let assessed = assess(&talks, &question, proposal);
        for term in &assessed.terms {
            for (&party, response) in parties.iter().zip(&term.responses) {
                let id = &talks.positions[party].party.id;
                let issue = &talks.agenda.issues[term.row.issue].id;
                let what = format!("{id} on {issue} of {}", proposal.id);
                if proposal.by.contains(id) {
                    let refuses = [Response::Refused, Response::PartlyRefused];
                    assert!(!refuses.contains(response), "{what}");
                }
                if issue.as_str() == "force-ceiling" && id.as_str() == "russia" {
                    assert_ne!(*response, Response::Asked, "{what}");
                }
            }
        }
    }
}
