//! Why a party's response to a term is less than a yes or a no: what it has said there, and what of the term lies
//! outside of that.

use super::Dates;
use super::reason::NAMED;
use super::words::{Style, asked, list, some_of};
use crate::compare::{Answer, AssessedTerm, Response};
use crate::model::{Issue, OutcomeSet, Position, RestField, Says};

/// The same sentence form for every party: "Ukraine asks for at most 85,000 troops; the proposal also allows 86,000 to
/// 100,000 troops, on which it has said nothing." Nothing where the word for the response says it all.
pub(super) fn why(
    term: &AssessedTerm,
    place: usize,
    position: &Position,
    issue: &Issue,
    dates: Dates,
) -> Option<String> {
    let response = term.responses.get(place)?;
    if !matches!(response, Response::NotStated | Response::PartlyRefused) {
        return None;
    }
    let answer = term.answers.get(place)?.as_deref()?;
    let space = issue.space.of_row(term.row.part, None, &OutcomeSet::EMPTY);
    let partly = Partly {
        issue,
        answer,
        dates,
        is: term.is.intersection(&space),
        rest: rest(position, answer),
    };
    partly.sentence(&position.party.name)
}

/// What the party refuses in the words "nothing else".
fn rest(position: &Position, answer: &Answer) -> OutcomeSet {
    let stances = answer.stances.iter();
    let stances = stances.filter_map(|&stance| position.stances.get(stance));
    let rest = stances.filter_map(|stance| match &stance.says {
        Says::Sets(sets) if sets.rest == Some(RestField::Rejects) => Some(&sets.rejects),
        _ => None,
    });
    OutcomeSet::union_of(rest).intersection(&answer.rejects)
}

struct Partly<'a> {
    issue: &'a Issue,
    answer: &'a Answer,
    dates: Dates,
    /// What the term says on the row.
    is: OutcomeSet,
    /// What the party refuses in the words "nothing else".
    rest: OutcomeSet,
}

impl Partly<'_> {
    fn words(&self, set: &OutcomeSet, joiner: &str) -> String {
        some_of(
            set,
            &self.issue.space,
            Style::quoted(self.dates),
            NAMED,
            joiner,
        )
    }

    fn sentence(&self, party: &str) -> Option<String> {
        let takes = self.answer.takes();
        let (blocked, contradicted) = (self.answer.blocked(), &self.answer.contradicted);
        let refused = self.is.intersection(&self.answer.rejects);
        let spoken = [&takes, &self.answer.rejects, &blocked, contradicted];
        let unsaid = self.is.difference(&OutcomeSet::union_of(spoken));
        let also = if self.is.intersects(&takes) || self.is.intersects(&self.answer.rejects) {
            "also "
        } else {
            ""
        };
        let beside = [
            (self.is.intersection(&self.rest), String::new()),
            (
                self.is.intersection(&blocked).difference(&refused),
                format!(", which {party} offers on a condition that is refused"),
            ),
            (
                self.is.intersection(contradicted),
                format!(", to which {party} has said both yes and no on one day"),
            ),
            (unsaid, ", on which it has said nothing".to_owned()),
        ];
        let beside = beside.iter().filter(|(set, _)| !set.is_empty());
        let beside: Vec<String> = beside
            .map(|(set, words)| format!("{}{words}", self.words(set, "or")))
            .collect();
        let says = self.says(&takes);
        let mut clauses = Vec::new();
        if !says.is_empty() {
            clauses.push(format!("{party} {}", list(&says, "and")));
        }
        if !beside.is_empty() {
            clauses.push(format!(
                "the proposal {also}allows {}",
                beside.join(", and ")
            ));
        }
        (!clauses.is_empty())
            .then(|| super::words::capitalised(&format!("{}.", clauses.join("; "))))
    }

    /// What the party has said there, as far as it matters to the term.
    fn says(&self, takes: &OutcomeSet) -> Vec<String> {
        let (asks, space) = (&self.answer.asks, &self.issue.space);
        let mut says = Vec::new();
        if !asks.is_empty() {
            let words = asked(asks, space, Style::quoted(self.dates), NAMED);
            says.push(format!("asks for {words}"));
        }
        let taken = takes.difference(asks);
        if !taken.is_empty() {
            let also = if asks.is_empty() { "" } else { "also " };
            says.push(format!("would {also}take {}", self.words(&taken, "or")));
        }
        let named = self.answer.rejects.difference(&self.rest);
        let refused = self.is.intersection(&named);
        // Who has spoken of nothing but refusals of something else is told to have done so.
        let refused = if says.is_empty() && refused.is_empty() {
            named
        } else {
            refused
        };
        if !refused.is_empty() {
            says.push(format!("refuses {}", self.words(&refused, "and")));
        }
        if self.is.intersects(&self.rest) {
            says.push("would take nothing else".to_owned());
        }
        says
    }
}
