//! What a text is looked for in, row by row.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::Material;
use super::build::{full_title, question_of};
use super::cells::{answer_phrases, summary};
use super::lane::labels;
use super::reason::{Speech, reason};
use crate::compare::{Comparison, RowComparison};
use crate::model::OutcomeSet;

/// Stands between two things that a row says, so that no text is found half in the one and half in the other. No file
/// can hold it.
const SEPARATOR: char = '\0';

/// What a text is looked for in, one for each row of a comparison, in lower case. Each is made when it is first wanted,
/// and kept, since with many parties it takes far longer to make than to search.
#[derive(Debug, Clone, Default)]
pub struct RowTexts(Vec<Arc<OnceLock<Box<str>>>>);

impl RowTexts {
    /// Those of a comparison, not made yet.
    pub fn of(comparison: &Comparison) -> Self {
        Self(comparison.rows.iter().map(|_| Arc::default()).collect())
    }

    /// Those of another comparison of the same parties: where a row is the same, what it says is, too.
    #[must_use]
    pub fn carried_over(&self, from: &Comparison, to: &Comparison) -> Self {
        let before = from.rows.iter().zip(&self.0);
        let texts = to.rows.iter().zip(before).map(|(row, (known, text))| {
            if Arc::ptr_eq(row, known) {
                Arc::clone(text)
            } else {
                Arc::default()
            }
        });
        let mut texts: Vec<_> = texts.collect();
        texts.resize_with(to.rows.len(), Arc::default);
        Self(texts)
    }

    /// Makes that of the row in this place ready, and says whether there is such a row.
    pub fn prepare(&self, material: Material<'_>, place: usize) -> bool {
        self.text(material, place).is_some()
    }

    /// Whether the row in this place says what is looked for, in lower case.
    pub(super) fn hold(&self, material: Material<'_>, place: usize, wanted: &str) -> bool {
        !wanted.contains(SEPARATOR)
            && self
                .text(material, place)
                .is_some_and(|text| text.contains(wanted))
    }

    fn text(&self, material: Material<'_>, place: usize) -> Option<&str> {
        let row = material.comparison.rows.get(place)?;
        let text = self.0.get(place)?;
        Some(text.get_or_init(|| text_of(material, row)))
    }
}

/// All that a row says and that a text can be found in. Much of it is said by several parties in the same words, of
/// which one is enough.
fn text_of(material: Material<'_>, row: &RowComparison) -> Box<str> {
    let Some(issue) = material.talks.agenda.issues.get(row.row.issue) else {
        return Box::default();
    };
    let speech = Speech {
        material,
        row,
        issue,
    };
    let mut pieces: BTreeSet<String> = BTreeSet::new();
    let mut told: BTreeSet<[&OutcomeSet; 3]> = BTreeSet::new();
    for (place, answer) in row.spoken() {
        let sets = [&answer.asks, &answer.accepts, &answer.rejects];
        if !speech.tells_sets_alone(place, answer) || told.insert(sets) {
            let phrases = answer_phrases(&speech, place, answer);
            pieces.extend(phrases.into_iter().map(|phrase| phrase.text));
        }
        let question = &material.comparison.question;
        let position = question.position(material.talks, place);
        pieces.extend(position.and_then(|position| summary(position, answer)));
    }
    pieces.extend(labels(row, issue, material.dates));
    pieces.extend(question_of(row.row, issue));
    pieces.insert(full_title(row.row, issue));
    let mut text = reason(material, row).to_lowercase();
    for piece in pieces {
        text.push(SEPARATOR);
        text.push_str(&piece.to_lowercase());
    }
    text.into_boxed_str()
}
