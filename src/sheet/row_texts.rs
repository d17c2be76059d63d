//! What a text is looked for in, row by row.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;

use super::Material;
use super::build::{full_title, question_of};
use super::cells::{answer_phrases, summary};
use super::clause::{is_open, tells_sets_alone};
use super::folded::{SEPARATOR, fold_into, folded};
use super::lane::{names, run_labels};
use super::reason::Speech;
use super::wanted::Wanted;
use super::words::{Style, capitalised, may_be_cut};
use crate::compare::{Answer, Comparison};
use crate::model::{Issue, OutcomeSet};

/// What a text is looked for in, one for each row of a comparison, in lower case and without quotation marks. Each is
/// made when it is first wanted, and kept, since with many parties it takes far longer to make than to search.
#[derive(Debug, Clone, Default)]
pub struct RowTexts(Vec<Arc<RowText>>);

/// What a text is looked for in on one row.
#[derive(Debug, Default)]
struct RowText {
    words: OnceLock<Box<str>>,
    /// The runs of numbers or days between what parties have named. There are many, and they are seldom what is looked for.
    runs: OnceLock<Box<str>>,
}

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
        let Some((text, speech)) = self.of_row(material, place) else {
            return false;
        };
        text.words(&speech);
        text.runs(&speech);
        true
    }

    /// Whether the row in this place says what is looked for.
    pub(super) fn hold(&self, material: Material<'_>, place: usize, wanted: &Wanted) -> bool {
        let Some((text, speech)) = self.of_row(material, place) else {
            return false;
        };
        wanted.is_in(text.words(&speech))
            || wanted.may_name_run(&speech.issue.space) && wanted.is_in(text.runs(&speech))
    }

    fn of_row<'a>(&self, material: Material<'a>, place: usize) -> Option<(&RowText, Speech<'a>)> {
        let row = material.comparison.rows.get(place)?;
        let issue = material.talks.agenda.issues.get(row.row.issue)?;
        let speech = Speech {
            material,
            row,
            issue,
        };
        Some((self.0.get(place)?, speech))
    }
}

impl RowText {
    fn words(&self, speech: &Speech<'_>) -> &str {
        self.words.get_or_init(|| words_of(speech))
    }

    fn runs(&self, speech: &Speech<'_>) -> &str {
        self.runs.get_or_init(|| runs_of(speech))
    }
}

/// All that a row says and that a text can be found in, but for runs. Much of it is said by several parties in the same
/// words, of which one is enough.
fn words_of(speech: &Speech<'_>) -> Box<str> {
    let (row, issue) = (speech.row, speech.issue);
    let sentences = speech.sentences(Style::unquoted(speech.material.dates));
    let mut text = String::with_capacity(sentences.iter().map(String::len).sum());
    for sentence in &sentences {
        text.push(' ');
        fold_into(&mut text, sentence);
    }
    let pieces = std::iter::once(full_title(row.row, issue))
        .chain(question_of(row.row, issue))
        .chain(names(row, issue))
        .chain(beside_sentences(speech));
    for piece in pieces {
        text.push(SEPARATOR);
        fold_into(&mut text, &piece);
    }
    text.into_boxed_str()
}

fn runs_of(speech: &Speech<'_>) -> Box<str> {
    let mut text = String::new();
    for label in run_labels(speech.row, speech.issue, speech.material.dates) {
        text.push(SEPARATOR);
        fold_into(&mut text, &label);
    }
    text.into_boxed_str()
}

/// What stands in the cells of a row and not in the reason.
fn beside_sentences(speech: &Speech<'_>) -> BTreeSet<String> {
    let question = &speech.material.comparison.question;
    let are_capitalised_alike = are_capitalised_alike(speech.issue);
    // Many parties say few different things.
    let mut told: FxHashSet<[&OutcomeSet; 3]> = FxHashSet::default();
    let mut pieces = BTreeSet::new();
    for (place, answer) in speech.row.spoken() {
        let says_other = !are_capitalised_alike || says_other_in_cell(speech, answer);
        let sets = [&answer.asks, &answer.accepts, &answer.rejects];
        if says_other && (!tells_sets_alone(answer) || told.insert(sets)) {
            let phrases = answer_phrases(speech, place, answer);
            pieces.extend(phrases.into_iter().map(|phrase| phrase.text));
        }
        let position = question.position(speech.material.talks, place);
        pieces.extend(position.and_then(|position| summary(position, answer)));
    }
    pieces
}

/// Whether an answer is told in a cell in other words than in a sentence, quotation marks and capital letters aside.
fn says_other_in_cell(speech: &Speech<'_>, answer: &Answer) -> bool {
    let mut sets = [&answer.asks, &answer.accepts, &answer.rejects].into_iter();
    !tells_sets_alone(answer)
        || is_open(answer, &speech.row.space)
        || sets.any(|set| may_be_cut(set, &speech.issue.space))
}

/// Whether each outcome is found by its name with a capital letter, as it begins a cell. A Turkish "ı" is not: its
/// capital is that of another letter.
fn are_capitalised_alike(issue: &Issue) -> bool {
    let mut outcomes = issue.space.outcomes().iter().chain(issue.space.beyond());
    outcomes.all(|outcome| {
        let label = outcome.label.as_str();
        let is_plain = label.starts_with(|first: char| first.is_ascii());
        is_plain || folded(&capitalised(label)) == folded(label)
    })
}
