//! What the window shows beside the table: proposals, what they can say, the matrix, the timeline and its lanes.
//! Snapshots to be judged by a person.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use common_ground::compare::{
    Comparison, Phase, Question, Standing, assess, compare, pairs, phases,
};
use common_ground::files::{Loaded, load_bundled};
use common_ground::model::Row;
use common_ground::sheet::{
    Dates, Filters, Material, ProposalColumn, answer_lanes, choices, pair_cell, proposal_column,
    sheet, timeline,
};

use jiff::civil::Date;

use crate::support::day;
use crate::window::harbour_with_proposal;

fn harbour() -> (Loaded, Comparison) {
    let loaded = harbour_with_proposal().load();
    let question = Question {
        as_of: Some(day("2025-06-30")),
        parties: (0..loaded.talks.positions.len()).collect(),
        ..Question::default()
    };
    let comparison = compare(&loaded.talks, &question);
    (loaded, comparison)
}

fn column_text(column: &ProposalColumn) -> String {
    let mut text = format!("{} ({})\n", column.title, column.from);
    for known in &column.counts {
        let counts: Vec<&str> = known
            .counts
            .iter()
            .map(|(_, words)| words.as_str())
            .collect();
        let _ = writeln!(text, "{}: {}", known.party, counts.join(" · "));
    }
    for term in &column.terms {
        let _ = writeln!(text, "\n{}: {}", term.title, term.text);
        for known in &term.responses {
            let _ = writeln!(text, "    {}: {}", known.party, known.word);
        }
        let _ = writeln!(text, "    spoken: {}", term.spoken);
    }
    for sentence in column.answers.iter().chain(&column.linkages) {
        let _ = writeln!(text, "\n{sentence}");
    }
    let left_out: Vec<&str> = column
        .left_out
        .iter()
        .map(|row| row.title.as_str())
        .collect();
    let _ = writeln!(text, "\nLeft out: {}", left_out.join("; "));
    text
}

#[test]
fn a_proposal_as_a_column() {
    let (loaded, comparison) = harbour();
    let proposal = &loaded.talks.proposals[0];
    let assessed = assess(&loaded.talks, &comparison.question, proposal);
    let column = proposal_column(&loaded.talks, proposal, &assessed, Dates::default());
    insta::assert_snapshot!("proposal_column", column_text(&column));
}

#[test]
fn what_a_proposal_can_say_on_each_row() {
    let (loaded, comparison) = harbour();
    let material = Material::new(&loaded, &comparison);
    let mut text = String::new();
    for row in loaded.talks.agenda.rows() {
        let known = choices(material, row).unwrap();
        let question = known.question.as_deref().unwrap_or("no question");
        let _ = writeln!(text, "{} ({question})", known.title);
        for words in [known.typed, known.refusal].into_iter().flatten() {
            let _ = writeln!(text, "    {words}");
        }
        for choice in &known.outcomes {
            let _ = writeln!(text, "    {}", choice.spoken);
        }
    }
    insta::assert_snapshot!("choices", text);
}

#[test]
fn answers_on_an_outcome_are_counted_where_there_are_many_parties() {
    let (mut loaded, _) = harbour();
    let north = loaded.talks.positions[0].clone();
    while loaded.talks.positions.len() < 8 {
        loaded.talks.positions.push(north.clone());
    }
    let question = Question {
        parties: (0..8).collect(),
        ..Question::default()
    };
    let comparison = compare(&loaded.talks, &question);
    let row = Row {
        issue: 0,
        part: None,
    };
    let known = choices(Material::new(&loaded, &comparison), row).unwrap();
    insta::assert_snapshot!("choices_of_many", known.outcomes[0].spoken);
}

#[test]
fn every_two_parties_in_the_matrix() {
    let (loaded, comparison) = harbour();
    let material = Material::new(&loaded, &comparison);
    let parties = sheet(material, &Filters::default()).parties;
    let mut text = String::new();
    let pairs = pairs(&loaded.talks, &comparison.question);
    for (first, second) in [(0, 1), (0, 2), (2, 1)] {
        let cell = pair_cell(&pairs, &parties, first, second).unwrap();
        let _ = writeln!(text, "{}: {}\n    {}", cell.names, cell.common, cell.spoken);
    }
    assert_eq!(pair_cell(&pairs, &parties, 1, 1), None);
    insta::assert_snapshot!("matrix", text);
}

#[test]
fn the_timeline_with_its_lanes() {
    let (loaded, comparison) = harbour();
    let known = timeline(&loaded.talks, &comparison.question.parties).unwrap();
    let mut text = format!("{} to {}\n", known.first, known.last);
    for mark in &known.milestones {
        let more = mark.more.as_deref().unwrap_or("nothing more");
        let _ = writeln!(
            text,
            "{} {:?} {} · {}: {} ({more})",
            mark.day, mark.kind, mark.date, mark.word, mark.title
        );
    }
    for lane in &known.lanes {
        let days: Vec<String> = lane
            .days
            .iter()
            .map(|day| format!("{} on {:?}", day.day, day.issues))
            .collect();
        let _ = writeln!(text, "{}: {}", lane.party, days.join(", "));
    }
    insta::assert_snapshot!("timeline", text);
}

#[test]
fn answers_from_day_to_day() {
    let (loaded, comparison) = harbour();
    let material = Material::new(&loaded, &comparison);
    let mut text = String::new();
    for row in loaded.talks.agenda.rows() {
        let lanes = answer_lanes(material, row);
        for answer in lanes.iter().flat_map(|lane| &lane.answers) {
            let mark = if answer.is_withdrawal {
                " [withdrawn]"
            } else {
                ""
            };
            let _ = writeln!(text, "{row:?} {}{mark}", answer.spoken);
        }
    }
    insta::assert_snapshot!("answer_lanes", text);
}

#[test]
fn an_answer_ends_when_all_of_it_does() {
    let folder = crate::support::Folder::with(&[
        ("agenda.ron", r#"Agenda(title: "Talks", issues: [Issue(id: "toll", title: "Toll", outcomes: Options([(id: "yes", label: "Yes"), (id: "no", label: "No")]))])"#.to_owned()),
        ("a.ron", r#"Position(party: (id: "a", name: "A"), stances: [
            Stance(issue: "toll", asks: Only("yes")),
            Stance(issue: "toll", date: "2025-02-01", until: "2025-03-01", asks: Only("no")),
            Stance(issue: "toll", date: "2025-04-01", until: "2025-08-01", asks: Only("yes")),
            Stance(issue: "toll", date: "2025-05-01", adds: true, rejects: Only("no")),
            Stance(issue: "toll", date: "2025-06-01", withdrawn: true),
        ])"#.to_owned()),
        ("b.ron", r#"Position(party: (id: "b", name: "B"), stances: [Stance(issue: "toll", date: "2025", asks: Only("no"))])"#.to_owned()),
    ]);
    let loaded = folder.load();
    let comparison = crate::support::compare_all(&loaded, None);
    let row = Row {
        issue: 0,
        part: None,
    };
    let lanes = answer_lanes(Material::new(&loaded, &comparison), row);
    let spoken: Vec<&str> = lanes
        .iter()
        .flat_map(|lane| &lane.answers)
        .map(|answer| answer.spoken.as_str())
        .collect();
    insta::assert_snapshot!("answers_that_end", spoken.join("\n"));
}

/// On every day on which something was said, the band of that day stands for what the comparison counts.
#[test]
fn the_bands_are_what_is_compared() {
    let loaded = load_bundled();
    let positions = &loaded.talks.positions;
    let stances = positions.iter().flat_map(|position| &position.stances);
    let days: BTreeSet<Date> = stances
        .filter_map(|stance| Some(stance.date?.first_day()))
        .collect();
    assert!(days.len() > 20);
    let all = crate::support::compare_all(&loaded, None);
    let phases_of =
        |party: usize, row: Row| phases(&positions[party], all.stances(party, row.issue), row);
    let by_row: BTreeMap<(usize, Row), Vec<Phase>> = (0..positions.len())
        .flat_map(|party| loaded.talks.agenda.rows().map(move |row| (party, row)))
        .map(|(party, row)| ((party, row), phases_of(party, row)))
        .collect();
    for day in days {
        let question = Question {
            as_of: Some(day),
            parties: (0..positions.len()).collect(),
            ..Question::default()
        };
        let comparison = compare(&loaded.talks, &question);
        for compared in &comparison.rows {
            for (party, standing) in compared.standings.iter().enumerate() {
                let known = by_row[&(party, compared.row)]
                    .iter()
                    .rfind(|phase| phase.from.is_none_or(|from| from.first_day() <= day));
                let known = known.map(|phase| &phase.standing);
                let counted = |standing: Option<&Standing>| {
                    let answer = standing.and_then(Standing::answer);
                    answer.map(|answer| answer.stances.clone())
                };
                assert_eq!(
                    counted(known),
                    counted(Some(standing)),
                    "{day} {party} {:?}",
                    compared.row
                );
                assert_eq!(
                    known == Some(&Standing::Withdrawn),
                    *standing == Standing::Withdrawn
                );
            }
        }
    }
}
