//! Why a party's response to a term is less than a yes or a no: what it has said there, and what of the term lies
//! outside of that.

use super::Dates;
use super::clause::condition;
use super::words::{Style, asked, list, some_of};
use crate::compare::{Answer, AssessedTerm, Divided};
use crate::model::{Agenda, Issue, OutcomeSet, Position, RestField, Says};

/// The same sentence form for every party: "Ukraine asks for at most 85,000 troops; the proposal also allows 86,000 to
/// 100,000 troops, to which it has said neither yes nor no." Nothing where the word for the response says it all.
pub(super) fn why(
    term: &AssessedTerm,
    place: usize,
    position: &Position,
    (agenda, issue): (&Agenda, &Issue),
    dates: Dates,
) -> Option<String> {
    let divided = term.divided.get(place)?.as_deref()?;
    let partly = Partly {
        agenda,
        issue,
        divided,
        dates,
        rest: rest(position, &divided.answer),
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
    agenda: &'a Agenda,
    issue: &'a Issue,
    divided: &'a Divided,
    dates: Dates,
    /// What the party refuses in the words "nothing else".
    rest: OutcomeSet,
}

impl Partly<'_> {
    fn words(&self, set: &OutcomeSet, joiner: &'static str) -> String {
        some_of(set, &self.issue.space, Style::quoted(self.dates), joiner).to_string()
    }

    fn sentence(&self, party: &str) -> Option<String> {
        let Divided {
            taken,
            refused,
            blocked,
            contradicted,
            unsaid,
            ..
        } = self.divided;
        let also = if taken.is_empty() && refused.is_empty() {
            ""
        } else {
            "also "
        };
        let nothing_else = refused.intersection(&self.rest);
        let beside = [
            (&nothing_else, String::new()),
            (blocked, ", for which its condition is refused".to_owned()),
            (
                contradicted,
                format!(", to which {party} has said both yes and no on one day"),
            ),
            (
                unsaid,
                ", to which it has said neither yes nor no".to_owned(),
            ),
        ];
        let beside = beside.iter().filter(|(set, _)| !set.is_empty());
        let beside: Vec<String> = beside
            .map(|(set, words)| format!("{}{words}", self.words(set, "or")))
            .collect();
        let says = self.says();
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
    fn says(&self) -> Vec<String> {
        let Divided {
            answer, refused, ..
        } = self.divided;
        let (asks, space) = (&answer.asks, &self.issue.space);
        let mut says = Vec::new();
        if !asks.is_empty() {
            let words = asked(asks, space, Style::quoted(self.dates));
            says.push(format!("asks for {words}"));
        }
        let taken = answer.takes().difference(asks);
        if !taken.is_empty() {
            let also = if asks.is_empty() { "" } else { "also " };
            says.push(format!("would {also}take {}", self.words(&taken, "or")));
        }
        for offer in answer.offers.iter().filter(|offer| offer.is_refused()) {
            let style = Style::quoted(self.dates);
            let conditions = offer.provided.iter();
            let conditions: Vec<String> = conditions
                .map(|judged| condition(judged, self.agenda, style))
                .collect();
            let (outcomes, conditions) =
                (self.words(&offer.outcomes, "or"), list(&conditions, "and"));
            says.push(format!("offers {outcomes} provided {conditions}"));
        }
        let named = answer.rejects.difference(&self.rest);
        let refused_by_name = refused.intersection(&named);
        // Who has spoken of nothing but refusals of something else is told to have done so.
        let told = if says.is_empty() && refused_by_name.is_empty() {
            named
        } else {
            refused_by_name
        };
        if !told.is_empty() {
            says.push(format!("refuses {}", self.words(&told, "and")));
        }
        if refused.intersects(&self.rest) {
            says.push("would take nothing else".to_owned());
        }
        says
    }
}
