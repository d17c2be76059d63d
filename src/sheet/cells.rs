//! One party's answer on one row, as a cell.

use super::clause::{condition, is_open};
use super::notes::Notes;
use super::reason::Speech;
use super::words::{Style, asked, capitalised, list, some_of};
use super::{Cell, CellState, Phrase, PhraseKind};
use super::{difference, movement};
use crate::compare::{Answer, Move, Standing};
use crate::model::{OutcomeSet, Position, RestField, Says, Sets, Space, Stance};

/// The cell of the party in this place.
pub(super) fn cell(speech: &Speech<'_>, place: usize, position: &Position, notes: &Notes) -> Cell {
    let name = &position.party.name;
    let step = movement::step(speech.row, place);
    let word = step.map(movement::word);
    let said = match speech.row.standings.get(place) {
        Some(Standing::Spoken(answer)) => spoken(speech, place, position, answer, notes),
        Some(Standing::Withdrawn) => nothing(
            CellState::Withdrawn,
            "Withdrawn",
            format!("{name} has withdrawn its earlier answer."),
        ),
        _ if speech.is_unread(place) => nothing(
            CellState::NotStated,
            "Not read: there is an error in the file",
            format!("What {name} said here could not be read."),
        ),
        _ => nothing(
            CellState::NotStated,
            // What it is now goes without saying beside the word for the change.
            word.filter(|_| step == Some(Move::Withdrawn))
                .unwrap_or("Not stated"),
            format!("{name} has not stated an answer."),
        ),
    };
    match word {
        Some(word) => Cell {
            spoken: format!("{} Since then: {}.", said.spoken, word.to_lowercase()),
            movement: Some(word).filter(|word| *word != said.short),
            step,
            ..said
        },
        None => said,
    }
}

fn nothing(state: CellState, short: &str, spoken: String) -> Cell {
    Cell {
        state,
        short: short.to_owned(),
        phrases: Vec::new(),
        summary: None,
        date: None,
        movement: None,
        step: None,
        notes: Vec::new(),
        spoken,
    }
}

fn spoken(
    speech: &Speech<'_>,
    place: usize,
    position: &Position,
    answer: &Answer,
    notes: &Notes,
) -> Cell {
    let phrases = answer_phrases(speech, place, answer);
    let state = if is_open(answer, &speech.row.space) {
        CellState::Open
    } else if phrases
        .iter()
        .all(|phrase| phrase.kind == PhraseKind::Contradicted)
        && !phrases.is_empty()
    {
        CellState::Contradicted
    } else {
        CellState::Stated
    };
    Cell {
        state,
        short: short(state, &phrases),
        summary: summary(position, answer),
        date: answer.date.map(|date| speech.material.dates.words(date)),
        movement: None,
        step: None,
        notes: notes.numbers(stances(position, answer).flat_map(|stance| &stance.cites)),
        spoken: format!("{} {}.", position.party.name, speech.clause(place, answer)),
        phrases,
    }
}

/// The stances that make an answer.
pub(super) fn stances<'a>(
    position: &'a Position,
    answer: &'a Answer,
) -> impl Iterator<Item = &'a Stance> {
    let stances = answer.stances.iter();
    stances.filter_map(|&index| position.stances.get(index))
}

/// What a party said, in plain words.
pub(super) fn summary(position: &Position, answer: &Answer) -> Option<String> {
    if !answer.has_summary {
        return None;
    }
    let summaries = stances(position, answer).filter_map(|stance| stance.summary.as_deref());
    let summaries: Vec<&str> = summaries.collect();
    Some(summaries.join(" "))
}

fn short(state: CellState, phrases: &[Phrase]) -> String {
    if state == CellState::Open {
        return "Open: any outcome".to_owned();
    }
    phrases.first().map_or_else(
        || "No listed outcome".to_owned(),
        |phrase| match phrase.kind {
            PhraseKind::Asks | PhraseKind::Text => phrase.text.clone(),
            _ => format!("{}: {}", phrase.word, phrase.text),
        },
    )
}

/// What an answer says, phrase by phrase.
pub(super) fn answer_phrases(speech: &Speech<'_>, place: usize, answer: &Answer) -> Vec<Phrase> {
    let words = |set: &OutcomeSet| in_cell(set, &speech.issue.space, speech.plain());
    let mut phrases = Vec::new();
    if let Some(text) = answer.text() {
        phrases.push(Phrase {
            pieces: difference::pieces(speech.row, place, text),
            ..phrase(PhraseKind::Text, text.to_owned())
        });
    }
    if is_open(answer, &speech.row.space) {
        phrases.push(phrase(PhraseKind::Accepts, "Any outcome".to_owned()));
        phrases.extend(qualifier(answer));
        return phrases;
    }
    let named = speech.named(place, answer);
    if !named.asks.is_empty() {
        phrases.push(phrase(
            PhraseKind::Asks,
            asked_in_cell(&named.asks, &speech.issue.space, speech.plain()),
        ));
    }
    if !named.accepts.is_empty() {
        phrases.push(phrase(PhraseKind::Accepts, words(&named.accepts)));
    }
    for offer in &answer.offers {
        let agenda = &speech.material.talks.agenda;
        let conditions: Vec<String> = offer
            .provided
            .iter()
            .map(|judged| condition(judged, agenda, speech.quoted()))
            .collect();
        let text = format!(
            "{}, provided {}",
            words(&offer.outcomes),
            list(&conditions, "and")
        );
        phrases.push(phrase(PhraseKind::Offers, text));
    }
    if !named.rejects.is_empty() {
        phrases.push(phrase(
            PhraseKind::Rejects,
            refused_in_cell(&named.rejects, &speech.issue.space, speech.plain()),
        ));
    }
    if named.nothing_else {
        phrases.push(nothing_else());
    }
    for (kind, is_said) in [
        (PhraseKind::Asks, named.asks_else),
        (PhraseKind::Accepts, named.accepts_else),
    ] {
        if is_said {
            phrases.push(phrase(kind, "Anything else".to_owned()));
        }
    }
    if !answer.contradicted().is_empty() {
        phrases.push(phrase(
            PhraseKind::Contradicted,
            words(answer.contradicted()),
        ));
    }
    phrases.extend(qualifier(answer));
    phrases
}

fn qualifier(answer: &Answer) -> Option<Phrase> {
    let terms = answer.qualifier()?;
    Some(phrase(PhraseKind::Qualifier, terms.to_owned()))
}

/// What one stance says, phrase by phrase, whatever came of it.
pub(super) fn stance_phrases(speech: &Speech<'_>, stance: &Stance) -> Vec<Phrase> {
    let mut phrases = match &stance.says {
        Says::Sets(sets) => set_phrases(speech, sets),
        Says::Text(text) => vec![phrase(PhraseKind::Text, text.clone())],
        Says::Withdrawn | Says::Wishes => Vec::new(),
    };
    if let Some(qualifier) = &stance.qualifier {
        phrases.push(phrase(PhraseKind::Qualifier, qualifier.to_string()));
    }
    let agenda = &speech.material.talks.agenda;
    for (word, things) in [("Only after", &stance.after), ("Before", &stance.before)] {
        let titles: Vec<String> = things
            .iter()
            .map(|&thing| format!("“{}”", agenda.title_of(thing)))
            .collect();
        if !titles.is_empty() {
            phrases.push(Phrase {
                word,
                ..phrase(PhraseKind::Qualifier, list(&titles, "and"))
            });
        }
    }
    phrases
}

fn set_phrases(speech: &Speech<'_>, sets: &Sets) -> Vec<Phrase> {
    let (space, style) = (&speech.issue.space, speech.plain());
    let mut phrases = Vec::new();
    let fields = [
        (PhraseKind::Asks, &sets.asks, RestField::Asks),
        (PhraseKind::Accepts, &sets.accepts, RestField::Accepts),
    ];
    for (kind, set, field) in fields {
        if sets.rest == Some(field) {
            phrases.push(phrase(kind, "Anything else".to_owned()));
        } else if !set.is_empty() {
            let words = if kind == PhraseKind::Asks {
                asked_in_cell(set, space, style)
            } else {
                in_cell(set, space, style)
            };
            phrases.push(phrase(kind, words));
        }
    }
    for offer in &sets.offers {
        phrases.push(phrase(
            PhraseKind::Offers,
            format!("{}, on a condition", in_cell(&offer.outcomes, space, style)),
        ));
    }
    if sets.rest == Some(RestField::Rejects) {
        phrases.push(nothing_else());
    } else if !sets.rejects.is_empty() {
        phrases.push(phrase(
            PhraseKind::Rejects,
            refused_in_cell(&sets.rejects, space, style),
        ));
    }
    phrases
}

/// A party that said "nothing else" has named no refusal, so none is listed.
fn nothing_else() -> Phrase {
    Phrase {
        kind: PhraseKind::Rejects,
        word: "Would take",
        text: "Nothing else".to_owned(),
        pieces: Vec::new(),
    }
}

fn in_cell(set: &OutcomeSet, space: &Space, style: Style) -> String {
    capitalised(&some_of(set, space, style, "or").to_string())
}

fn refused_in_cell(set: &OutcomeSet, space: &Space, style: Style) -> String {
    capitalised(&some_of(set, space, style, "and").to_string())
}

fn asked_in_cell(set: &OutcomeSet, space: &Space, style: Style) -> String {
    capitalised(&asked(set, space, style).to_string())
}

fn phrase(kind: PhraseKind, text: String) -> Phrase {
    let word = match kind {
        PhraseKind::Asks => "Asks",
        PhraseKind::Accepts => "Would take",
        PhraseKind::Offers => "Offers",
        PhraseKind::Rejects => "Refuses",
        PhraseKind::Contradicted => "Said yes and no to",
        PhraseKind::Qualifier => "Terms",
        PhraseKind::Text => "Words",
    };
    Phrase {
        kind,
        word,
        text,
        pieces: Vec::new(),
    }
}
