//! What a text is looked for in, row by row.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::Material;
use super::build::{full_title, question_of};
use super::cells::{answer_phrases, summary};
use super::clause::{is_open, tells_sets_alone};
use super::folded::fold_into;
use super::reason::Speech;
use crate::compare::{Comparison, RowComparison};
use crate::model::{Issue, Outcome};

/// Stands between two things that a row says, so that no text is found half in the one and half in the other. No file
/// can hold it.
const SEPARATOR: char = '\0';

/// What a text is looked for in, one for each row of a comparison, in lower case and without quotation marks. Each is
/// made when it is first wanted, and kept, since with many parties it takes far longer to make than to search.
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

    /// Whether the row in this place says what is looked for, which is folded, too.
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
    // With outcomes as in the cells: without quotation marks the reason says the same.
    let clauses = speech.clauses_in(speech.plain());
    let mut text = String::with_capacity(clauses.capacity());
    fold_into(&mut text, &clauses);
    if !text.is_empty() && !text.ends_with('.') {
        text.push('.');
    }
    for sentence in speech.what_follows() {
        text.push(' ');
        fold_into(&mut text, &sentence);
    }
    let pieces = std::iter::once(full_title(row.row, issue))
        .chain(question_of(row.row, issue))
        .chain(labels(row, issue).map(str::to_owned))
        .chain(beside_clauses(&speech));
    for piece in pieces {
        text.push(SEPARATOR);
        fold_into(&mut text, &piece);
    }
    text.into_boxed_str()
}

/// What the listed outcomes of a row are called.
fn labels<'a>(row: &'a RowComparison, issue: &'a Issue) -> impl Iterator<Item = &'a str> {
    let of_row = |(index, outcome): (i64, &'a Outcome)| {
        row.space.contains(index).then_some(outcome.label.as_str())
    };
    let listed = (0_i64..).zip(issue.space.outcomes()).filter_map(of_row);
    let beyond = issue.space.beyond().filter(|_| row.space.has_beyond());
    listed.chain(beyond.map(|outcome| outcome.label.as_str()))
}

/// What stands in the cells of a row and not in the sentence on what each party says.
fn beside_clauses(speech: &Speech<'_>) -> BTreeSet<String> {
    let question = &speech.material.comparison.question;
    let mut pieces = BTreeSet::new();
    for (place, answer) in speech.row.spoken() {
        if !tells_sets_alone(answer) || is_open(answer, &speech.row.space) {
            let phrases = answer_phrases(speech, place, answer);
            pieces.extend(phrases.into_iter().map(|phrase| phrase.text));
        }
        let position = question.position(speech.material.talks, place);
        pieces.extend(position.and_then(|position| summary(position, answer)));
    }
    pieces
}
