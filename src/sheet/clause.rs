//! What one party says on a row, as a part of a sentence.

use std::borrow::Cow;
use std::fmt;

use smallvec::SmallVec;

use super::reason::Speech;
use super::words::{Listed, SomeOf, Style, asked, list, outcomes, some_of};
use crate::compare::{Answer, ConditionStatus, Judged};
use crate::model::{Agenda, Condition, Issue, OutcomeSet, RestField, Says};

/// How many words of a proposed text a sentence quotes.
const QUOTED_WORDS: usize = 12;

/// Every word of a clause that tells of nothing but outcomes, apart from what these are called, as it is looked for.
pub(super) const WORDS: &str = "asks for, would take, would also take, refuses, and, or, more, states it as open and would take any listed outcome, has spoken of no outcome that is still listed, a number of, no figure given, any number of, any day, at least, at most, to, later, earlier";

/// What a party has named in each field of its answer, and in which it has said "anything else" or "nothing else" beside.
pub(super) struct Named {
    pub(super) asks: OutcomeSet,
    /// What it would take and does not ask for.
    pub(super) accepts: OutcomeSet,
    pub(super) rejects: OutcomeSet,
    pub(super) asks_else: bool,
    pub(super) accepts_else: bool,
    pub(super) nothing_else: bool,
}

/// What one party says, without its name: "asks for … and refuses …". It is put into words where it is wanted.
pub(super) struct Clause<'a> {
    speech: &'a Speech<'a>,
    place: usize,
    answer: &'a Answer,
    style: Style,
}

/// One of the things that a party says.
enum Part<'a> {
    /// A verb, with outcomes.
    Outcomes(&'static str, SomeOf<'a>),
    Words(Cow<'static, str>),
}

impl Part<'_> {
    /// The same with the terms that outcomes do not carry.
    fn on_terms<'q>(&self, qualifier: &str) -> Part<'q> {
        let words = self.to_string();
        let words = match words.strip_suffix(')') {
            Some(open) => format!("{open}; {qualifier})"),
            None => format!("{words} ({qualifier})"),
        };
        Part::Words(words.into())
    }
}

impl fmt::Display for Part<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outcomes(verb, outcomes) => write!(formatter, "{verb} {outcomes}"),
            Self::Words(words) => formatter.write_str(words),
        }
    }
}

impl fmt::Display for Clause<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = self.speech.named(self.place, self.answer);
        Listed(&self.parts(&named), "and").fmt(formatter)
    }
}

impl Clause<'_> {
    fn parts<'n>(&'n self, named: &'n Named) -> SmallVec<[Part<'n>; 4]> {
        let mut parts = SmallVec::new();
        let (answer, speech) = (self.answer, self.speech);
        if let Some(text) = answer.text() {
            parts.push(Part::Words(proposal(text).into()));
            return parts;
        }
        if is_open(answer, &speech.row.space) {
            let words = "states it as open and would take any listed outcome";
            parts.push(Part::Words(words.into()));
        } else {
            self.add_named(named, &mut parts);
            add_rest(named, &mut parts);
        }
        if let (Some(qualifier), Some(first)) = (answer.qualifier(), parts.first_mut()) {
            *first = first.on_terms(qualifier);
        }
        if !answer.contradicted().is_empty() {
            let words = self.outcomes(answer.contradicted(), "or");
            let words = format!("says both yes and no to {words} on one day");
            parts.push(Part::Words(words.into()));
        }
        if parts.is_empty() {
            let words = "has spoken of no outcome that is still listed";
            parts.push(Part::Words(words.into()));
        }
        parts
    }

    fn outcomes<'n>(&'n self, set: &'n OutcomeSet, joiner: &'static str) -> SomeOf<'n> {
        some_of(set, &self.speech.issue.space, self.style, joiner)
    }

    fn add_named<'n>(&'n self, named: &'n Named, parts: &mut SmallVec<[Part<'n>; 4]>) {
        if !named.asks.is_empty() {
            let asked = asked(&named.asks, &self.speech.issue.space, self.style);
            parts.push(Part::Outcomes("asks for", asked));
        }
        if !named.accepts.is_empty() {
            let would_take = if parts.is_empty() {
                "would take"
            } else {
                "would also take"
            };
            let accepted = self.outcomes(&named.accepts, "or");
            parts.push(Part::Outcomes(would_take, accepted));
        }
        for offer in &self.answer.offers {
            let agenda = &self.speech.material.talks.agenda;
            let conditions = offer.provided.iter();
            let conditions: Vec<String> = conditions
                .map(|judged| condition(judged, agenda, self.style))
                .collect();
            let conditions = Listed(&conditions, "and");
            let outcomes = self.outcomes(&offer.outcomes, "or");
            let words = format!("offers {outcomes} provided {conditions}");
            parts.push(Part::Words(words.into()));
        }
        if !named.rejects.is_empty() {
            let refused = self.outcomes(&named.rejects, "and");
            parts.push(Part::Outcomes("refuses", refused));
        }
    }
}

/// What is said in the words "nothing else" or "anything else" comes after all that is named.
fn add_rest(named: &Named, parts: &mut SmallVec<[Part<'_>; 4]>) {
    let rest = [
        (named.nothing_else, "would take nothing else"),
        (named.asks_else, "asks for anything else"),
        (named.accepts_else, "would take anything else"),
    ];
    let rest = rest.into_iter().filter(|(is_said, _)| *is_said);
    parts.extend(rest.map(|(_, words)| Part::Words(words.into())));
}

impl Speech<'_> {
    /// What one party says.
    pub(super) fn clause<'s>(&'s self, place: usize, answer: &'s Answer) -> Clause<'s> {
        self.clause_in(self.quoted(), place, answer)
    }

    /// The same, with its outcomes in this style.
    pub(super) fn clause_in<'s>(
        &'s self,
        style: Style,
        place: usize,
        answer: &'s Answer,
    ) -> Clause<'s> {
        Clause {
            speech: self,
            place,
            answer,
            style,
        }
    }

    /// What a party has named in its answer, field by field.
    pub(super) fn named(&self, place: usize, answer: &Answer) -> Named {
        let named = Named {
            asks: answer.asks.clone(),
            accepts: answer.accepts.difference(&answer.asks),
            rejects: answer.rejects.clone(),
            asks_else: false,
            accepts_else: false,
            nothing_else: false,
        };
        if !answer.names_rest {
            return named;
        }
        let rest = |field| self.rest_of(place, answer, field);
        let (asks, asks_else) = self.without_rest(named.asks, &rest(RestField::Asks));
        let (accepts, accepts_else) = self.without_rest(named.accepts, &rest(RestField::Accepts));
        let refused_rest = rest(RestField::Rejects).intersection(&named.rejects);
        Named {
            asks,
            accepts,
            rejects: named.rejects.difference(&refused_rest),
            asks_else,
            accepts_else,
            nothing_else: !refused_rest.is_empty(),
        }
    }

    /// What is named beside "anything else", and whether that is said.
    fn without_rest(&self, said: OutcomeSet, rest: &OutcomeSet) -> (OutcomeSet, bool) {
        let rest = rest.intersection(&self.row.space);
        // Where a later word has taken some of it back, it is no longer "anything", and is told one by one.
        if rest.is_empty() || !rest.is_subset(&said) {
            return (said, false);
        }
        (said.difference(&rest), true)
    }

    /// The outcomes that the stances in force cover with "nothing else" or "anything else" in this field.
    pub(super) fn rest_of(&self, place: usize, answer: &Answer, field: RestField) -> OutcomeSet {
        let position = self.position(place).filter(|_| answer.names_rest);
        let Some(position) = position else {
            return OutcomeSet::EMPTY;
        };
        let stances = answer
            .stances
            .iter()
            .filter_map(|&index| position.stances.get(index));
        let rest = stances.filter_map(|stance| match &stance.says {
            Says::Sets(sets) if sets.rest == Some(field) => Some(match field {
                RestField::Rejects => &sets.rejects,
                RestField::Accepts => &sets.accepts,
                RestField::Asks => &sets.asks,
                RestField::Offers => return None,
            }),
            _ => None,
        });
        rest.fold(OutcomeSet::EMPTY, |all, set| all.union(set))
    }
}

/// Whether what is said of an answer hangs on nothing but what it asks for, accepts and rejects.
pub(super) fn tells_sets_alone(answer: &Answer) -> bool {
    answer.text().is_none()
        && answer.qualifier().is_none()
        && answer.offers.is_empty()
        && answer.contradicted().is_empty()
        && !answer.names_rest
}

/// That a party proposes a text, with its first words.
fn proposal(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(QUOTED_WORDS).collect();
    let is_cut = text.split_whitespace().nth(QUOTED_WORDS).is_some();
    format!(
        "proposes the words “{}{}”",
        words.join(" "),
        if is_cut { " …" } else { "" }
    )
}

/// Whether a party has said no more than that it would take anything.
pub(super) fn is_open(answer: &Answer, space: &OutcomeSet) -> bool {
    answer.text().is_none()
        && answer.asks.is_empty()
        && answer.rejects.is_empty()
        && !space.is_empty()
        && answer.accepts == *space
}

/// A condition with its status: "“Full withdrawal” on withdrawal (refused so far)".
pub(super) fn condition(judged: &Judged, agenda: &Agenda, style: Style) -> String {
    let status = match judged.status {
        ConditionStatus::Met => "met",
        ConditionStatus::Open => "open",
        ConditionStatus::Refused => "refused",
    };
    match &judged.condition {
        Condition::Words(words) => format!("that {} ({status})", words.trim_end_matches('.')),
        Condition::On {
            issue,
            outcomes: set,
            parts,
        } => {
            let Some(issue) = agenda.issues.get(*issue) else {
                return String::new();
            };
            let of = of_parts(issue, parts.as_deref().unwrap_or_default());
            let outcomes = outcomes(set, &issue.space, style);
            format!("“{}”{of} ends in {outcomes} ({status})", issue.title)
        }
    }
}

/// Of which parts of an issue something is said: " for Crimea and Kherson"; empty if none is named.
pub(super) fn of_parts(issue: &Issue, parts: &[usize]) -> String {
    let labels = parts.iter().filter_map(|&part| issue.parts.get(part));
    let labels: Vec<&str> = labels.map(|part| part.label.as_str()).collect();
    if labels.is_empty() {
        String::new()
    } else {
        format!(" for {}", list(&labels, "and"))
    }
}
