//! What a text is looked for in, row by row.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;

use super::Material;
use super::build::{full_title, question_of};
use super::cells::{answer_phrases, stances, summary};
use super::clause::{is_open, tells_sets_alone};
use super::folded::{SEPARATOR, fold_into, folded};
use super::lane::{names, run_labels};
use super::reason::Speech;
use super::sieve::Sieve;
use super::wanted::Wanted;
use super::words::{Style, capitalised, may_be_cut};
use crate::compare::{Answer, Comparison};
use crate::model::{Cite, Issue, OutcomeSet, Position, Stance};

/// What a text is looked for in, one for each row of a comparison, in lower case and without quotation marks. Each is
/// made when it is first wanted, and kept, since with many parties it takes far longer to make than to search.
#[derive(Debug, Clone, Default)]
pub struct RowTexts(Vec<Arc<RowText>>);

/// What a text is looked for in on one row, what is soonest made first.
#[derive(Debug, Default)]
struct RowText {
    /// Its title and question, and the names of its outcomes.
    head: OnceLock<Box<str>>,
    /// The reason for its verdict.
    reason: OnceLock<Box<str>>,
    /// What stands in its cells or with its statements, and nowhere else.
    cells: OnceLock<Box<str>>,
    /// The runs of numbers or days between what parties have named. There are many, and they are seldom what is looked for.
    runs: OnceLock<Box<str>>,
}

/// What the reason of one row after the other is written to.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    reason: String,
    folded: String,
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
        text.head(&speech);
        text.reason.get_or_init(|| {
            let mut scratch = Scratch::default();
            scratch.fold_reason(&speech, None);
            scratch.folded.into_boxed_str()
        });
        text.cells(&speech);
        text.runs(&speech);
        true
    }

    /// Whether the row in this place says what is looked for.
    pub(super) fn hold(
        &self,
        material: Material<'_>,
        place: usize,
        (wanted, sieve): (&Wanted, Option<&Sieve>),
        scratch: &mut Scratch,
    ) -> bool {
        let Some((text, speech)) = self.of_row(material, place) else {
            return false;
        };
        wanted.is_in(text.head(&speech))
            || text.reason_holds(&speech, (wanted, sieve), scratch)
            || wanted.is_in(text.cells(&speech))
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
    fn head(&self, speech: &Speech<'_>) -> &str {
        self.head.get_or_init(|| head_of(speech))
    }

    fn cells(&self, speech: &Speech<'_>) -> &str {
        self.cells
            .get_or_init(|| folded_pieces(beside_sentences(speech)))
    }

    fn runs(&self, speech: &Speech<'_>) -> &str {
        self.runs.get_or_init(|| runs_of(speech))
    }

    /// Whether this is found in the reason, which is long where many have spoken, and is not made to its end for what is
    /// found before, nor where it cannot be.
    fn reason_holds(
        &self,
        speech: &Speech<'_>,
        (wanted, sieve): (&Wanted, Option<&Sieve>),
        scratch: &mut Scratch,
    ) -> bool {
        if let Some(reason) = self.reason.get() {
            return wanted.is_in(reason);
        }
        let sieve = sieve.filter(|sieve| sieve.rules_out(&speech.issue.space));
        if let Some(sieve) = sieve {
            return sieve.finds(speech, wanted, scratch);
        }
        if scratch.fold_reason(speech, Some(wanted)) {
            return true;
        }
        self.reason.get_or_init(|| scratch.folded.as_str().into());
        false
    }
}

impl Scratch {
    /// Whether this is found in what is written.
    pub(super) fn holds(&mut self, wanted: &Wanted, write: impl FnOnce(&mut String)) -> bool {
        let Self { reason, folded } = self;
        reason.clear();
        folded.clear();
        write(reason);
        fold_into(folded, reason);
        wanted.is_in(folded)
    }

    /// Writes the reason as it is looked through, to where this is found. Says whether it is.
    fn fold_reason(&mut self, speech: &Speech<'_>, wanted: Option<&Wanted>) -> bool {
        let Self { reason, folded } = self;
        reason.clear();
        folded.clear();
        let mut n_folded = 0;
        let style = Style::unquoted(speech.material.dates);
        let found = speech.tell(style, reason, &mut |so_far| {
            let n_before = folded.len();
            fold_into(folded, so_far.get(n_folded..).unwrap_or_default());
            n_folded = so_far.len();
            if wanted.is_some_and(|wanted| wanted.is_in_end(folded, n_before)) {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        found.is_break()
    }
}

fn head_of(speech: &Speech<'_>) -> Box<str> {
    let (row, issue) = (speech.row, speech.issue);
    let pieces = std::iter::once(full_title(row.row, issue))
        .chain(question_of(row.row, issue))
        .chain(names(row, issue));
    folded_pieces(pieces)
}

fn folded_pieces(pieces: impl IntoIterator<Item = String>) -> Box<str> {
    let mut text = String::new();
    for piece in pieces {
        text.push(SEPARATOR);
        fold_into(&mut text, &piece);
    }
    text.into_boxed_str()
}

fn runs_of(speech: &Speech<'_>) -> Box<str> {
    folded_pieces(run_labels(speech.row, speech.issue, speech.material.dates))
}

/// What stands in the cells of a row or with the statements behind them, and not in the reason.
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
        pieces.extend(answer.interest().map(str::to_owned));
        if let Some(position) = question.position(speech.material.talks, place) {
            pieces.extend(summary(position, answer));
            pieces.extend(passages(position, answer));
        }
    }
    pieces
}

/// By whom and in which words an answer was given, and what others say instead.
fn passages<'a>(position: &'a Position, answer: &'a Answer) -> impl Iterator<Item = String> + 'a {
    let stances = answer.has_passages.then(|| stances(position, answer));
    stances.into_iter().flatten().flat_map(passages_of)
}

fn passages_of(stance: &Stance) -> impl Iterator<Item = String> {
    let disputed = stance.disputed.iter();
    let accounts = disputed.clone().map(|other| other.summary.as_str());
    let cites = stance.cites.iter();
    let cites = cites.chain(disputed.flat_map(|other| &other.cites));
    let of_cite = |cite| [Cite::speaker, Cite::quote].map(|part| part(cite));
    let passages = cites.flat_map(of_cite).flatten();
    accounts.chain(passages).map(str::to_owned)
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
