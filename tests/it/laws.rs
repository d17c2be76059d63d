//! What holds of every comparison, tried on random talks; and the comparison itself against a reference that
//! works it out the long way.

mod cases;
mod reference;
mod verdicts;

use std::collections::BTreeSet;

use common_ground::compare::{
    Answer, Comparison, ConditionStatus, Move, Question, RowComparison, Standing, Trend, Verdict,
    compare, compare_again, pairs, phases,
};
use common_ground::files::Loaded;
use common_ground::model::{
    Condition as ModelCondition, OutcomeSet, Says as ModelSays, Space, day_number,
};
use proptest::prelude::*;

use crate::support::{Folder, compare_all, day};
use cases::{BEYOND, Case, Condition, DAYS, Issue, Kind, Says, case};
use reference::{Asked, Party, Points};

/// How many cases each law is tried on. More can be asked for with the variable `PROPTEST_CASES`.
fn config() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|count| count.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(200),
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..ProptestConfig::default()
    }
}

/// Loads a case from its files, in which nothing may be wrong.
fn load(case: &Case) -> Loaded {
    let folder = Folder::with(&[("agenda.ron", case.agenda_text())]);
    for party in 0..case.parties.len() {
        folder.write(&format!("q{party}.ron"), case.position_text(party));
    }
    let loaded = folder.load();
    assert!(
        !loaded.has_errors(),
        "{}\n{}",
        folder.problems(&loaded).join("\n"),
        text(case)
    );
    loaded
}

/// Loads a case with all that a comparison shows and no verdict between numbers hangs on: sources, wishes for an order,
/// agreements and judgements of words, and rows between its own on which nobody speaks.
fn load_furnished(case: &Case) -> Loaded {
    let folder = Folder::with(&[("agenda.ron", furnished_agenda(case))]);
    for party in 0..case.parties.len() {
        let text = case.position_text(party);
        let stances = text.lines().enumerate();
        let stances = stances.map(|(at, line)| furnished_stance(line, at, at + party));
        let stances: Vec<String> = stances.collect();
        folder.write(&format!("q{party}.ron"), stances.join("\n"));
    }
    let loaded = folder.load();
    assert!(!loaded.has_errors(), "{:?}", folder.problems(&loaded));
    loaded
}

fn furnished_agenda(case: &Case) -> String {
    /// How many rows on which nobody speaks stand before each issue.
    const BETWEEN: usize = 9;
    let sources = [0, 1, 2].map(|at| format!("Source(id: \"s{at}\", title: \"S{at}\"), "));
    let issues = || case.issues.iter().enumerate();
    let days = || DAYS.iter().cycle();
    let agreed = issues().zip(days().skip(1)).map(|((at, _), day)| {
        format!("Agreed(issue: \"i{at}\", date: \"{day}\", note: \"Agreed\"), ")
    });
    let words = issues().filter(|(_, issue)| matches!(issue.kind, Kind::Text));
    let judged = words
        .zip(days().skip(3))
        .map(|((at, _), day)| format!("(issue: \"i{at}\", verdict: Gap, date: \"{day}\"), "));
    let before = format!(
        "Agenda(sources: [{}], agreements: [{}], assessments: [{}],",
        sources.concat(),
        agreed.collect::<String>(),
        judged.collect::<String>()
    );
    let mut silent = 0..;
    let agenda = case.agenda_text().replacen("Agenda(", &before, 1);
    let lines = agenda.lines().map(|line| {
        let is_issue = line.trim_start().starts_with("Issue(");
        let before = silent.by_ref().take(if is_issue { BETWEEN } else { 0 });
        let before = before.map(|at| {
            format!("Issue(id: \"n{at}\", title: \"N\", question: \"?\", outcomes: Text), ")
        });
        before.collect::<String>() + line
    });
    let lines: Vec<String> = lines.collect();
    lines.join("\n")
}

/// The line of a stance with two sources, or one, and now and then a wish.
fn furnished_stance(line: &str, at: usize, other: usize) -> String {
    let is_silent = line.contains("after:") || line.contains("withdrawn:");
    let wish = if at.is_multiple_of(3) && !is_silent {
        "after: [\"step\"], "
    } else {
        ""
    };
    let cites = format!(
        "{wish}cites: [\"s{}\", \"s{}\"], confidence",
        at % 3,
        other % 2
    );
    line.replacen("confidence", &cites, 1)
}

/// The files of a case, to read when it fails.
fn text(case: &Case) -> String {
    let positions = (0..case.parties.len()).map(|party| case.position_text(party));
    case.agenda_text() + &positions.collect::<String>()
}

fn question(asked: &Asked) -> Question {
    Question {
        as_of: asked.as_of.map(day),
        from: asked.from.map(day),
        parties: asked.parties.clone(),
        ..Question::default()
    }
}

fn everyone(case: &Case) -> Asked {
    Asked {
        parties: (0..case.parties.len()).collect(),
        as_of: None,
        from: None,
    }
}

fn run(loaded: &Loaded, asked: &Asked) -> Comparison {
    compare(&loaded.talks, &question(asked))
}

/// The outcomes of a set, one by one, as the reference counts them.
fn points(issue: &Issue, set: &OutcomeSet) -> Points {
    let (numbers, first) = match &issue.kind {
        Kind::Dates { .. } => (-20..=30, day_number(day("2025-06-01"))),
        _ => (-20..=30, 0),
    };
    let mut points: Points = numbers
        .filter(|&point| set.contains(first + point))
        .collect();
    if set.has_beyond() {
        points.insert(BEYOND);
    }
    points
}

/// The same of a row as the reference gives.
fn outcomes(case: &Case, row: &RowComparison) -> reference::Outcomes {
    let issue = &case.issues[row.row.issue];
    let set = |set: &OutcomeSet| points(issue, set);
    let party = |standing: &Standing| match standing {
        Standing::Silent => Party::Silent,
        Standing::Withdrawn => Party::Withdrawn,
        Standing::Spoken(answer) => {
            let status = |status: ConditionStatus| match status {
                ConditionStatus::Met => "met",
                ConditionStatus::Open => "open",
                ConditionStatus::Refused => "refused",
            };
            let offers = answer.offers.iter().map(|offer| {
                let statuses = offer.provided.iter().map(|judged| status(judged.status));
                (set(&offer.outcomes), statuses.collect())
            });
            Party::Spoken(Box::new(reference::Spoken {
                asks: set(&answer.asks),
                accepts: set(&answer.accepts),
                rejects: set(&answer.rejects),
                contradicted: set(answer.contradicted()),
                offers: offers.collect(),
                qualifier: ["in peacetime", "for a year"]
                    .into_iter()
                    .find(|known| answer.qualifier() == Some(*known)),
                date: cases::DATES
                    .into_iter()
                    .find(|known| answer.date.is_some_and(|date| date.to_string() == **known)),
            }))
        }
    };
    reference::Outcomes {
        verdict: row.verdict.name(),
        zone: set(&row.zone),
        room: set(&row.room),
        distance: row
            .distance
            .map(|distance| (distance.steps, distance.between)),
        is_qualified: row.is_qualified,
        is_conditional: row.is_conditional,
        basis: row.basis.map(|basis| 2 - basis as usize),
        parties: row.standings.iter().map(party).collect(),
    }
}

/// A day to compare as of, or none, and sometimes one to count from.
fn days() -> impl Strategy<Value = (Option<&'static str>, Option<&'static str>)> {
    let one = || prop::sample::select(DAYS.to_vec());
    (
        proptest::option::weighted(0.7, one()),
        proptest::option::weighted(0.2, one()),
    )
}

/// What of a comparison does not depend on the order of its columns.
fn unordered(row: &RowComparison) -> impl PartialEq + std::fmt::Debug + use<> {
    let distance = row.distance.map(|distance| distance.steps);
    let flags = (row.is_qualified, row.is_conditional, row.basis);
    (
        row.verdict,
        row.zone.clone(),
        row.room.clone(),
        distance,
        flags,
    )
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_row_comes_out_as_the_method_says(case in case(4), (as_of, from) in days()) {
        let asked = Asked { as_of, from, ..everyone(&case) };
        let comparison = run(&load(&case), &asked);
        let expected = reference::compare(&case, &asked);
        prop_assert_eq!(comparison.rows.len(), expected.len());
        for (row, expected) in comparison.rows.iter().zip(expected) {
            prop_assert_eq!(outcomes(&case, row), expected, "row {:?} as of {:?} from {:?}\n{}", row.row, as_of, from, text(&case));
        }
    }

    #[test]
    fn what_has_changed_comes_out_as_the_method_says(case in case(3), days in prop::sample::subsequence(DAYS.to_vec(), 2)) {
        let asked = Asked { as_of: Some(days[1]), ..everyone(&case) };
        let question = Question { since: Some(day(days[0])), ..question(&asked) };
        let comparison = compare(&load(&case).talks, &question);
        let expected = reference::changes(&case, &asked, days[0]);
        for (row, expected) in comparison.rows.iter().zip(expected) {
            let movement = row.movement.as_ref().unwrap();
            let moves = movement.moves.iter().map(|one| one.map(Move::name)).collect();
            let found = (moves, movement.was.name(), movement.trend.map(Trend::name));
            prop_assert_eq!(found, expected, "row {:?} from {} to {}\n{}", row.row, days[0], days[1], text(&case));
        }
    }

    #[test]
    fn a_comparison_after_another_is_as_one_on_its_own(
        case in case(4),
        asked in prop::collection::vec((days(), proptest::option::weighted(0.5, prop::sample::select(DAYS.to_vec())), prop::bool::weighted(0.2)), 2..6),
    ) {
        let loaded = load_furnished(&case);
        let mut before: Option<Comparison> = None;
        for ((as_of, from), since, is_reversed) in asked {
            let mut question = Question {
                since: since.map(day),
                ..question(&Asked { as_of, from, ..everyone(&case) })
            };
            if is_reversed {
                question.parties.reverse();
            }
            let alone = compare(&loaded.talks, &question);
            before = Some(match &before {
                None => alone,
                Some(before) => {
                    let after = compare_again(&loaded.talks, &question, before);
                    prop_assert_eq!(&after, &alone, "{:?} after {:?}\n{}", question, before.question, text(&case));
                    after
                }
            });
        }
    }

    #[test]
    fn an_answer_holds_from_the_day_of_its_phase(case in case(2), asked in prop::sample::select(DAYS.to_vec())) {
        let loaded = load(&case);
        let comparison = run(&loaded, &Asked { as_of: Some(asked), ..everyone(&case) });
        let told = |standing: &Standing| {
            let answer = standing.answer();
            let said = |answer: &Answer| (answer.stances.clone(), answer.date, answer.is_back);
            (std::mem::discriminant(standing), answer.map(said))
        };
        for row in &comparison.rows {
            for (place, standing) in row.standings.iter().enumerate() {
                let position = comparison.question.position(&loaded.talks, place).unwrap();
                let phases = phases(position, comparison.stances(place, row.row.issue), row.row);
                let begun = phases.iter().rfind(|phase| phase.from.is_none_or(|from| from.first_day() <= day(asked)));
                let phase = begun.map_or(&Standing::Silent, |phase| &phase.standing);
                prop_assert_eq!(told(phase), told(standing), "row {:?} as of {}\n{}", row.row, asked, text(&case));
            }
        }
    }

    #[test]
    fn the_counts_are_those_of_the_rows(case in case(4), (as_of, from) in days()) {
        let asked = Asked { as_of, from, ..everyone(&case) };
        let loaded = load(&case);
        let comparison = run(&loaded, &asked);
        for verdict in Verdict::ALL {
            let rows = comparison.rows.iter().filter(|row| row.verdict == verdict);
            prop_assert_eq!(comparison.counts.get(verdict), rows.count());
        }
        for pair in pairs(&loaded.talks, &comparison.question) {
            let two = Asked { parties: vec![asked.parties[pair.parties.0], asked.parties[pair.parties.1]], ..asked.clone() };
            prop_assert_eq!(pair.counts, run(&loaded, &two).counts);
        }
        for (place, missing) in comparison.not_spoken().enumerate() {
            let is_missing = |row: &&std::sync::Arc<RowComparison>| !row.standings[place].has_spoken() && row.spoken().count() > 0;
            prop_assert_eq!(missing, comparison.rows.iter().filter(is_missing).count());
        }
    }

    #[test]
    fn the_order_of_the_parties_changes_no_verdict(case in case(4), (as_of, from) in days()) {
        let asked = Asked { as_of, from, ..everyone(&case) };
        let loaded = load(&case);
        let reversed = Asked { parties: asked.parties.iter().rev().copied().collect(), ..asked.clone() };
        let (one, other) = (run(&loaded, &asked), run(&loaded, &reversed));
        prop_assert_eq!(one.counts, other.counts);
        for (row, same) in one.rows.iter().zip(&other.rows) {
            prop_assert_eq!(unordered(row), unordered(same), "{:?}\n{}", row.row, text(&case));
            let mut standings = same.standings.clone();
            standings.reverse();
            prop_assert_eq!(&row.standings, &standings);
        }
    }

    #[test]
    fn a_party_agrees_with_itself(case in case(2), (as_of, from) in days()) {
        let mut loaded = load(&case);
        let copy = loaded.talks.positions[0].clone();
        loaded.talks.positions[1] = copy;
        let asked = Asked { as_of, from, ..everyone(&case) };
        for row in run(&loaded, &asked).rows {
            prop_assert!(row.verdict != Verdict::Opposed && row.verdict != Verdict::OneSided && row.verdict != Verdict::Text);
            let asks = row.standings[0].answer().is_some_and(|answer| !answer.asks.is_empty());
            let takes = row.standings[0].answer().is_some_and(|answer| !answer.takes().is_empty());
            prop_assert!(!asks || row.verdict == Verdict::Aligned, "{:?}\n{}", row.row, text(&case));
            prop_assert!(!takes || row.verdict != Verdict::Gap, "{:?}\n{}", row.row, text(&case));
        }
    }

    #[test]
    fn an_issue_added_elsewhere_changes_no_other_row(case in case(4), (as_of, from) in days()) {
        // The last issue is the added one: nobody makes anything else depend on it.
        let last = case.issues.len() - 1;
        let mut with = case.clone();
        for stance in with.parties.iter_mut().flatten() {
            if let Says::Sets(sets) = &mut stance.says {
                for condition in sets.offers.iter_mut().flat_map(|offer| &mut offer.provided) {
                    if matches!(condition, Condition::On { issue, .. } if *issue == last) {
                        *condition = Condition::Words;
                    }
                }
            }
        }
        let mut without = with.clone();
        without.issues.pop();
        for stances in &mut without.parties {
            stances.retain(|stance| stance.issue != last);
        }
        let asked = Asked { as_of, from, ..everyone(&case) };
        let (long, short) = (run(&load(&with), &asked), run(&load(&without), &asked));
        for (row, same) in short.rows.iter().zip(&long.rows) {
            // Stances are known by their place in the file, which differs.
            prop_assert_eq!(outcomes(&with, row), outcomes(&with, same), "{}", text(&with));
        }
    }

    #[test]
    fn a_day_after_everything_is_as_good_as_none(case in case(4)) {
        // With no day, a stance that ends has ended; so it has long after its end.
        let loaded = load(&case);
        let (asked, late) = (everyone(&case), Asked { as_of: Some("2100-01-01"), ..everyone(&case) });
        prop_assert_eq!(run(&loaded, &asked).rows, run(&loaded, &late).rows, "{}", text(&case));
    }

    #[test]
    fn counting_from_before_everything_leaves_out_what_has_no_date(case in case(4)) {
        let mut dated = case.clone();
        for stances in &mut dated.parties {
            stances.retain(|stance| stance.date.is_some());
        }
        let (whole, part) = (load(&case), load(&dated));
        let early = Asked { from: Some("2000-01-01"), ..everyone(&case) };
        let (one, other) = (run(&whole, &early), run(&part, &everyone(&case)));
        for (row, same) in one.rows.iter().zip(&other.rows) {
            prop_assert_eq!(outcomes(&case, row), outcomes(&case, same), "{}", text(&case));
        }
    }

    #[test]
    fn between_a_day_and_itself_nothing_moves(case in case(4), (as_of, from) in days()) {
        let on = day(as_of.unwrap_or("2025-06-01"));
        let asked = Asked { from, ..everyone(&case) };
        let question = Question { as_of: Some(on), since: Some(on), ..question(&asked) };
        for row in compare(&load(&case).talks, &question).rows {
            let movement = row.movement.as_ref().expect("movement is asked for");
            prop_assert!(movement.moves.iter().flatten().all(|step| *step == Move::Unchanged), "{}", text(&case));
            prop_assert_eq!(movement.was, row.verdict);
            prop_assert!(matches!(movement.trend, None | Some(Trend::Same)), "{}", text(&case));
        }
    }

    #[test]
    fn nothing_is_compared_that_was_not_said(case in case(4), (as_of, from) in days()) {
        let asked = Asked { as_of, from, ..everyone(&case) };
        for row in run(&load(&case), &asked).rows {
            for (place, answer) in row.spoken() {
                let all = answer.takes().union(&answer.rejects).union(answer.contradicted()).union(&answer.blocked());
                prop_assert!(all.is_subset(&row.space));
                prop_assert!(!answer.takes().intersects(&answer.rejects), "{place} {:?}\n{}", row.row, text(&case));
                prop_assert!(!answer.contradicted().intersects(&answer.takes().union(&answer.rejects)));
                prop_assert!(row.zone.is_subset(&answer.takes()));
                prop_assert!(!row.room.intersects(&answer.rejects));
            }
            let is_apart = matches!(row.verdict, Verdict::Gap | Verdict::Opposed);
            prop_assert!(is_apart || (row.room.is_empty() && row.distance.is_none()));
            prop_assert!(!is_apart || row.zone.is_empty());
        }
    }
}

/// The random talks hold what there is to try: otherwise the laws would hold of nothing.
#[test]
fn the_cases_are_not_all_alike() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeSet<&'static str> = BTreeSet::new();
    for _ in 0..300 {
        let case = case(4).new_tree(&mut runner).unwrap().current();
        let loaded = load(&case);
        for stance in loaded
            .talks
            .positions
            .iter()
            .flat_map(|position| &position.stances)
        {
            let on = |condition: &ModelCondition| matches!(condition, ModelCondition::On { .. });
            seen.extend(stance.until.is_some().then_some("until"));
            seen.extend(stance.adds.then_some("adds"));
            seen.extend((stance.says == ModelSays::Wishes).then_some("wishes"));
            if let ModelSays::Sets(sets) = &stance.says {
                seen.extend(sets.rest.is_some().then_some("rest"));
                seen.extend(
                    sets.offers
                        .iter()
                        .flat_map(|offer| &offer.provided)
                        .any(on)
                        .then_some("condition"),
                );
            }
        }
        for row in run(&loaded, &everyone(&case)).rows {
            let space = &loaded.talks.agenda.issues[row.row.issue].space;
            seen.insert(row.verdict.name());
            seen.extend(row.is_conditional.then_some("conditional"));
            seen.extend(row.is_qualified.then_some("qualified"));
            seen.extend(row.distance.map(|_| "distance"));
            seen.extend(row.row.part.map(|_| "part"));
            seen.insert(match space {
                Space::Options(_) => "options",
                Space::Scale(_) => "scale",
                Space::Quantity(_) => "quantity",
                Space::Dates(_) => "dates",
                Space::Text => "words",
            });
            for (_, answer) in row.spoken() {
                seen.extend((!answer.contradicted().is_empty()).then_some("contradicted"));
                seen.extend((!answer.blocked().is_empty()).then_some("blocked"));
                let met = answer
                    .offers
                    .iter()
                    .any(common_ground::compare::OfferInForce::is_firm);
                seen.extend(met.then_some("firm"));
            }
            let is_withdrawn = row.standings.contains(&Standing::Withdrawn);
            seen.extend(is_withdrawn.then_some("withdrawn"));
        }
    }
    let wanted = [
        "adds",
        "aligned",
        "blocked",
        "condition",
        "conditional",
        "contradicted",
        "dates",
        "distance",
        "firm",
        "gap",
        "one-sided",
        "opposed",
        "options",
        "overlap",
        "part",
        "qualified",
        "quantity",
        "rest",
        "scale",
        "text",
        "unstated",
        "until",
        "wishes",
        "withdrawn",
        "words",
    ];
    let missing: Vec<&str> = wanted
        .into_iter()
        .filter(|wanted| !seen.contains(wanted))
        .collect();
    assert!(missing.is_empty(), "no case has any of {missing:?}");
}

#[test]
fn an_outcome_named_before_it_was_added_stays_where_only_a_condition_changes() {
    let agenda = r#"Agenda(title: "Talks", issues: [
        Issue(id: "gate", title: "Gate", outcomes: Options([(id: "open", label: "Open"), (id: "half", label: "Half open", added: "2025-06-01")])),
        Issue(id: "toll", title: "Toll", question: "How much?", outcomes: Quantity(unit: "crowns")),
    ])"#;
    let a = r#"Position(party: (id: "a", name: "A"), stances: [
        Stance(issue: "gate", date: "2024-01-01", offers: [Offer(outcomes: Only("open"), provided: [On("toll", Only(3))])]),
    ])"#;
    let b = r#"Position(party: (id: "b", name: "B"), stances: [
        Stance(issue: "gate", date: "2024-01-01", asks: Only("half")),
        Stance(issue: "toll", date: "2025-01-01", rejects: Only(3)),
    ])"#;
    let folder = Folder::with(&[("agenda.ron", agenda), ("a.ron", a), ("b.ron", b)]);
    let loaded = folder.load();
    let before = compare_all(&loaded, Some("2024-12-31"));
    let after = compare_all(&loaded, Some("2025-01-01"));
    assert_ne!(before.rows[0], after.rows[0]);
    let again = compare_again(&loaded.talks, &after.question, &before);
    assert_eq!(again, after);
}
