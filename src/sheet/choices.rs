//! What a proposal can say on one row: the outcomes to pick from, with each party's answer on them.

use super::Dates;
use super::build::full_title;
use super::lane::mark;
use super::legend::legend;
use super::words::{Style, counted, each};
use super::{Mark, Material};
use crate::compare::{Answer, RowComparison};
use crate::model::{Issue, OutcomeSet, PartialDate, Row, Space};

/// With more parties than this, the answers on an outcome are counted.
const MOST_NAMES: usize = 6;

/// What a proposal can say on one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// The row.
    pub row: Row,
    /// "Issue: Part", or the title of the issue.
    pub title: String,
    /// The question that the issue asks.
    pub question: Option<String>,
    /// The outcomes to pick from: all of a list, and the one beyond every number.
    pub outcomes: Vec<Choice>,
    /// What is to be typed, for numbers and days; nothing else has it.
    pub typed: Option<&'static str>,
    /// Why there is nothing to pick.
    pub refusal: Option<&'static str>,
}

/// An outcome to pick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The outcome.
    pub outcome: OutcomeSet,
    /// What it is.
    pub label: String,
    /// How the parties have answered on it, each kind of answer once, with a word and who gave it.
    pub answers: Vec<ChoiceAnswer>,
    /// The outcome with the answers as one sentence, for a screen reader.
    pub spoken: String,
}

/// Who has answered so on an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceAnswer {
    /// The answer.
    pub mark: Mark,
    /// "Refused: Russia and Ukraine", "Refused: 12 parties".
    pub words: String,
}

/// What a proposal can say on this row; nothing if the comparison has no such row.
pub fn choices(material: Material<'_>, row: Row) -> Option<Choices> {
    let compared = material.comparison.row(row)?;
    let issue = material.talks.agenda.issues.get(row.issue)?;
    let space = issue.space.of_row(row.part, None, &OutcomeSet::EMPTY);
    let names: Vec<String> = material
        .comparison
        .question
        .parties
        .iter()
        .filter_map(|&party| material.talks.positions.get(party))
        .map(|position| position.party.name.clone())
        .collect();
    let mut outcomes: Vec<OutcomeSet> = match issue.space {
        Space::Options(_) | Space::Scale(_) => space.indices().map(OutcomeSet::one).collect(),
        Space::Quantity(_) | Space::Dates(_) | Space::Text => Vec::new(),
    };
    outcomes.extend(space.has_beyond().then(OutcomeSet::only_beyond));
    let choice = |outcome| choice(outcome, compared, issue, &names);
    Some(Choices {
        row,
        title: full_title(compared.row, issue),
        question: issue.question.clone(),
        outcomes: outcomes.into_iter().map(choice).collect(),
        typed: match issue.space {
            Space::Quantity(_) => Some("Number, or a range of them"),
            Space::Dates(_) => Some("Day, or a range of them"),
            Space::Options(_) | Space::Scale(_) | Space::Text => None,
        },
        refusal: matches!(issue.space, Space::Text)
            .then_some("This issue is about words, so a proposal has no outcome to pick here."),
    })
}

fn choice(outcome: OutcomeSet, row: &RowComparison, issue: &Issue, names: &[String]) -> Choice {
    let marks: Vec<Mark> = row
        .standings
        .iter()
        .map(|standing| {
            let answer = standing.answer();
            mark(
                answer,
                &answer.map(Answer::takes).unwrap_or_default(),
                &outcome,
            )
        })
        .collect();
    let who = |wanted: Mark| -> Vec<&str> {
        let given = marks.iter().zip(names);
        given
            .filter(|(mark, _)| **mark == wanted)
            .map(|(_, name)| name.as_str())
            .collect()
    };
    let answers = legend().marks.into_iter().filter_map(|known| {
        let who = who(known.mark);
        let words = match who.as_slice() {
            [] => return None,
            few if names.len() <= MOST_NAMES => few.join(", "),
            many => counted(many.len(), "party", "parties"),
        };
        Some(ChoiceAnswer {
            mark: known.mark,
            words: format!("{}: {words}", known.word),
        })
    });
    let answers: Vec<ChoiceAnswer> = answers.collect();
    let mut label = each(&outcome, &issue.space, Style::plain(Dates::default())).join(" or ");
    if let Some(added) = heard_of_later(&outcome, row, issue) {
        label = format!("{label} (heard of later: {})", added.in_words());
    }
    let said: Vec<&str> = answers.iter().map(|known| known.words.as_str()).collect();
    Choice {
        spoken: format!("{label}. {}.", said.join("; ")),
        outcome,
        label,
        answers,
    }
}

/// When an outcome was first heard of, if that was after the day of the comparison.
fn heard_of_later(outcome: &OutcomeSet, row: &RowComparison, issue: &Issue) -> Option<PartialDate> {
    if outcome.is_subset(&row.space) {
        return None;
    }
    let listed = outcome.indices().next();
    let listed = listed.and_then(|index| usize::try_from(index).ok());
    let listed = listed.and_then(|place| issue.space.outcomes().get(place));
    listed
        .or_else(|| issue.space.beyond())
        .and_then(|outcome| outcome.added)
}
