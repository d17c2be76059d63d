//! Tells on which rows a text cannot stand in what the parties say of outcomes, so that this need not be written to be
//! looked through: with many parties it is by far the longest part of a reason.

use super::Material;
use super::clause::{WORDS, tells_sets_alone};
use super::folded::folded;
use super::reason::Speech;
use super::row_texts::Scratch;
use super::wanted::Wanted;
use super::words::sample_runs;
use crate::model::{DateBounds, Space};

/// What is known of a text that is looked for before any row is looked at.
pub(super) struct Sieve {
    /// Its words that no clause has unless an outcome, a unit or a month is called so. There is one at least.
    foreign: Vec<Foreign>,
    /// What it has to do with the name of each compared party.
    names: Vec<InName>,
}

struct Foreign {
    word: String,
    /// Whether it stands in the name of a month.
    is_of_days: bool,
}

/// Where a text may stand if a party has spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum InName {
    /// In its name.
    Whole,
    /// From its name on into what it says.
    Beginning,
    /// Not in its name.
    Nothing,
}

impl Sieve {
    /// Of a text; nothing if it may stand in any clause, or go from one on into the next.
    pub(super) fn new(wanted: &Wanted, material: Material<'_>) -> Option<Self> {
        let text = wanted.text();
        let days = sample_runs(&Space::Dates(DateBounds::default()), material.dates);
        let days: Vec<String> = days.iter().map(|day| folded(day)).collect();
        let words = text.split(|letter: char| !letter.is_alphabetic());
        let foreign = words.filter(|word| !WORDS.contains(word));
        let foreign: Vec<Foreign> = foreign
            .map(|word| Foreign {
                word: word.to_owned(),
                is_of_days: days.iter().any(|day| day.contains(word)),
            })
            .collect();
        if foreign.is_empty() || text.contains(';') {
            return None;
        }
        let question = &material.comparison.question;
        let places = 0..question.parties.len();
        let names =
            places.map(|place| InName::of(question.party_name(material.talks, place), text));
        Some(Self {
            foreign,
            names: names.collect(),
        })
    }

    /// Whether the text cannot stand in a clause that tells of nothing but outcomes of this kind: it has a word that they
    /// do not have.
    pub(super) fn rules_out(&self, space: &Space) -> bool {
        let beyond = space.beyond().into_iter();
        let labels = space.outcomes().iter().chain(beyond);
        let mut vocabulary: Vec<String> = labels.map(|outcome| folded(&outcome.label)).collect();
        if let Space::Quantity(quantity) = space {
            vocabulary.push(folded(&quantity.unit));
        }
        let is_of_days = matches!(space, Space::Dates(_));
        let is_known = |foreign: &Foreign| {
            (is_of_days && foreign.is_of_days)
                || vocabulary.iter().any(|text| text.contains(&foreign.word))
        };
        !self.foreign.iter().all(is_known)
    }

    /// Whether the text stands in the reason of a row on whose outcomes it is ruled out.
    pub(super) fn finds(
        &self,
        speech: &Speech<'_>,
        wanted: &Wanted,
        scratch: &mut Scratch,
    ) -> bool {
        for (place, answer) in speech.row.spoken() {
            match self.names.get(place) {
                Some(InName::Whole) => return true,
                Some(InName::Nothing) if tells_sets_alone(answer) => {}
                _ => {
                    if scratch.holds(wanted, |text| speech.tell_one(place, answer, text)) {
                        return true;
                    }
                }
            }
        }
        scratch.holds(wanted, |text| speech.tell_end(text))
    }
}

impl InName {
    fn of(name: &str, text: &str) -> Self {
        let name = folded(name);
        if name.contains(text) {
            return Self::Whole;
        }
        let before = format!("{name} ");
        let mut begins = text
            .char_indices()
            .skip(1)
            .map(|(at, _)| text.split_at(at).0);
        if begins.any(|begin| before.ends_with(begin)) {
            Self::Beginning
        } else {
            Self::Nothing
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Dates;
    use super::*;
    use crate::compare::{Question, compare};
    use crate::files::{Loaded, load_bundled};
    use crate::model::Talks;

    #[test]
    fn a_text_begins_in_a_name_if_its_beginning_ends_it() {
        let check = |name: &str, text: &str, expect: InName| {
            assert_eq!(InName::of(name, text), expect, "{text} in {name}");
        };
        check("Party 18", "party 18 asks", InName::Beginning);
        check("Party 118", "party 18 asks", InName::Nothing);
        check("Party 118", "18 asks", InName::Beginning);
        check("Party 18", "arty 1", InName::Whole);
        check("Party 18", "asks", InName::Nothing);
        check("The “East”", "east refuses", InName::Beginning);
        check("Ю", "ю вимагає", InName::Beginning);
        check("", "asks", InName::Nothing);
    }

    /// Every clause that tells of nothing but outcomes, with the outcomes that there are.
    fn clauses(loaded: &Loaded, dates: Dates) -> Vec<(String, Space)> {
        let talks: &Talks = &loaded.talks;
        let question = Question {
            parties: (0..talks.positions.len()).collect(),
            ..Question::default()
        };
        let comparison = compare(talks, &question);
        let material = Material {
            dates,
            ..Material::new(loaded, &comparison)
        };
        let mut clauses = Vec::new();
        for row in &comparison.rows {
            let Some(issue) = talks.agenda.issues.get(row.row.issue) else {
                continue;
            };
            let speech = Speech {
                material,
                row,
                issue,
            };
            for (place, answer) in row.spoken().filter(|(_, answer)| tells_sets_alone(answer)) {
                let words = speech.clause(place, answer).to_string();
                clauses.push((words, issue.space.clone()));
            }
        }
        clauses
    }

    #[test]
    fn what_a_clause_says_is_not_ruled_out_there() {
        let loaded = load_bundled();
        let mut count = 0;
        for dates in Dates::ALL {
            for (clause, space) in clauses(&loaded, dates) {
                let days = sample_runs(&Space::Dates(DateBounds::default()), dates);
                let days = folded(&days.join(" "));
                let clause = folded(&clause);
                for word in clause.split(|letter: char| !letter.is_alphabetic()) {
                    let sieve = Sieve {
                        foreign: vec![Foreign {
                            word: word.to_owned(),
                            is_of_days: days.contains(word),
                        }],
                        names: Vec::new(),
                    };
                    let is_ruled_out = !WORDS.contains(word) && sieve.rules_out(&space);
                    assert!(!is_ruled_out, "{word} in {clause}");
                    count += 1;
                }
            }
        }
        assert!(count > 1_000);
    }
}
