//! The user's own proposal, while it is put together.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::files::without_hidden;
use crate::model::{Agenda, Cites, Id, OutcomeSet, PartialDate, Proposal, Row, Talks, Term};

/// What it is called at first.
pub const FIRST_TITLE: &str = "Your proposal";

/// How many steps can be taken back.
const STEPS: usize = 500;

/// What it says on one row.
#[derive(Debug, Clone, PartialEq, Eq)]
struct DraftTerm {
    is: OutcomeSet,
    /// Terms that the outcomes do not carry.
    qualifier: Option<String>,
}

/// What it says, row by row.
type Terms = BTreeMap<Row, DraftTerm>;

/// All that a file of it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Content {
    title: String,
    by: Vec<Id>,
    date: Option<PartialDate>,
    terms: Terms,
}

impl Default for Content {
    fn default() -> Self {
        Self {
            title: FIRST_TITLE.to_owned(),
            by: Vec::new(),
            date: None,
            terms: Terms::new(),
        }
    }
}

impl Content {
    /// Whether it says no more than at first.
    fn is_as_begun(&self) -> bool {
        let title = match self.title.trim() {
            "" => FIRST_TITLE,
            title => title,
        };
        let begun = Self::default();
        title == begun.title
            && (&self.by, self.date, &self.terms) == (&begun.by, begun.date, &begun.terms)
    }
}

/// The user's own proposal, with what was done and undone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    content: Content,
    before: Vec<Terms>,
    after: Vec<Terms>,
    /// What was last written.
    saved: Option<Content>,
    /// To which file, and the text of that file.
    saved_to: Option<(PathBuf, Arc<str>)>,
}

impl Draft {
    /// What it is called.
    pub fn title(&self) -> &str {
        &self.content.title
    }

    /// Calls it something else. What no title may hold is left out.
    pub fn set_title(&mut self, title: &str) {
        self.content.title = without_hidden(title);
    }

    /// Who puts it forward.
    pub fn by(&self) -> &[Id] {
        &self.content.by
    }

    /// Says who puts it forward.
    pub fn set_by(&mut self, by: Vec<Id>) {
        self.content.by = by;
    }

    /// When it is put forward.
    pub fn date(&self) -> Option<PartialDate> {
        self.content.date
    }

    /// Says when it is put forward.
    pub fn set_date(&mut self, date: Option<PartialDate>) {
        self.content.date = date;
    }

    /// What it says on a row.
    pub fn term(&self, row: Row) -> Option<&OutcomeSet> {
        self.content.terms.get(&row).map(|term| &term.is)
    }

    /// On which terms it says so, beyond the outcomes.
    pub fn qualifier(&self, row: Row) -> Option<&str> {
        self.content.terms.get(&row)?.qualifier.as_deref()
    }

    /// How many rows it settles.
    pub fn len(&self) -> usize {
        self.content.terms.len()
    }

    /// Whether it settles nothing.
    pub fn is_empty(&self) -> bool {
        self.content.terms.is_empty()
    }

    /// Says this on a row; nothing takes the row out. The terms beyond the outcomes stay.
    pub fn set_term(&mut self, row: Row, is: Option<OutcomeSet>) {
        let is = is.filter(|is| !is.is_empty());
        if self.term(row) == is.as_ref() {
            return;
        }
        let before = self.content.terms.clone();
        let known = self.content.terms.remove(&row);
        if let Some(is) = is {
            let qualifier = known.and_then(|term| term.qualifier);
            let term = DraftTerm { is, qualifier };
            self.content.terms.insert(row, term);
        }
        self.remember(before);
    }

    /// Says on which terms it says what it says on a row, beyond the outcomes; an empty text says none.
    pub fn set_qualifier(&mut self, row: Row, text: &str) {
        let text = without_hidden(text);
        let words: Vec<&str> = text.split_whitespace().collect();
        let qualifier = (!words.is_empty()).then(|| words.join(" "));
        let before = self.content.terms.clone();
        if let Some(term) = self.content.terms.get_mut(&row)
            && term.qualifier != qualifier
        {
            term.qualifier = qualifier;
            self.remember(before);
        }
    }

    /// Picks an outcome alone, or takes it back if it stands alone.
    pub fn pick(&mut self, row: Row, outcome: &OutcomeSet) {
        let is_picked = self.term(row) == Some(outcome);
        self.set_term(row, (!is_picked).then(|| outcome.clone()));
    }

    /// Adds an outcome to the others, any of which would do, or takes it from them.
    pub fn pick_also(&mut self, row: Row, outcome: &OutcomeSet) {
        let picked = self.term(row).cloned().unwrap_or_default();
        let picked = if outcome.is_subset(&picked) {
            picked.difference(outcome)
        } else {
            picked.union(outcome)
        };
        self.set_term(row, Some(picked));
    }

    /// Says what another proposal says, wherever that says something.
    pub fn take_over(&mut self, agenda: &Agenda, other: &Proposal) {
        let before = self.content.terms.clone();
        let terms = other.by_row();
        for row in agenda.rows() {
            if let Some(term) = terms.on(row) {
                let term = DraftTerm {
                    is: term.is.clone(),
                    qualifier: term.qualifier.clone(),
                };
                self.content.terms.insert(row, term);
            }
        }
        if self.content.terms != before {
            self.remember(before);
        }
    }

    fn remember(&mut self, before: Terms) {
        self.before.push(before);
        if self.before.len() > STEPS {
            self.before.remove(0);
        }
        self.after.clear();
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    /// Whether there is something to do again.
    pub fn can_redo(&self) -> bool {
        !self.after.is_empty()
    }

    /// Takes the last change of the terms back.
    pub fn undo(&mut self) {
        if let Some(terms) = self.before.pop() {
            self.after
                .push(std::mem::replace(&mut self.content.terms, terms));
        }
    }

    /// Does again what was taken back.
    pub fn redo(&mut self) {
        if let Some(terms) = self.after.pop() {
            self.before
                .push(std::mem::replace(&mut self.content.terms, terms));
        }
    }

    /// Whether closing it would lose something.
    pub fn is_unsaved(&self) -> bool {
        match &self.saved {
            Some(saved) => *saved != self.content,
            None => !self.content.is_as_begun(),
        }
    }

    /// Where it was last written.
    pub fn saved_to(&self) -> Option<&Path> {
        self.saved_to.as_ref().map(|(path, _)| path.as_path())
    }

    /// What was last written to this file, if it was the last.
    pub fn text_in(&self, file: &Path) -> Option<Arc<str>> {
        let saved = self.saved_to.as_ref().filter(|(path, _)| path == file);
        saved.map(|(_, text)| Arc::clone(text))
    }

    /// Its title when it was last written.
    pub fn saved_title(&self) -> Option<&str> {
        self.saved.as_ref().map(|saved| saved.title.as_str())
    }

    /// Notes that this was written.
    pub fn take_saved(&mut self, written: &Written) {
        self.saved = Some(written.content.clone());
        self.saved_to = Some((written.path.clone(), Arc::clone(&written.text)));
    }

    /// What is about to be written.
    pub fn to_write(&self, path: PathBuf, text: String) -> Written {
        Written {
            content: self.content.clone(),
            path,
            text: text.into(),
        }
    }

    /// The proposal with an id. Parts of an issue on which it says the same are one term.
    pub fn proposal(&self, id: Id) -> Proposal {
        let mut terms: Vec<Term> = Vec::new();
        for (row, known) in &self.content.terms {
            let same = terms.iter_mut().find(|term| {
                term.issue == row.issue
                    && term.parts.is_some()
                    && row.part.is_some()
                    && term.is == known.is
                    && term.qualifier == known.qualifier
            });
            match (same.and_then(|term| term.parts.as_mut()), row.part) {
                (Some(parts), Some(part)) => parts.push(part),
                _ => terms.push(Term {
                    issue: row.issue,
                    parts: row.part.map(|part| vec![part]),
                    is: known.is.clone(),
                    qualifier: known.qualifier.clone(),
                    cites: Cites::new(),
                }),
            }
        }
        let title = match self.content.title.trim() {
            "" => FIRST_TITLE,
            title => title,
        };
        Proposal {
            id,
            title: title.to_owned(),
            by: self.content.by.clone(),
            date: self.content.date,
            terms,
        }
    }

    /// The proposal as it is shown: under an id that no other one of these talks has.
    pub fn shown(&self, talks: &Talks) -> Option<Arc<Proposal>> {
        Some(Arc::new(self.proposal(free_id(FIRST_TITLE, talks)?)))
    }

    /// The same for an agenda that has changed, and the rows of the old one on which it said something that has no place in
    /// the new one, since the issue or an outcome that it names is gone.
    #[must_use]
    pub fn moved(&self, from: &Agenda, to: &Agenda) -> (Self, Vec<Row>) {
        if from.issues == to.issues {
            return (self.clone(), Vec::new());
        }
        let moved = |terms: &Terms| -> Terms {
            let terms = terms.iter();
            terms
                .filter_map(|(row, term)| moved_term(*row, term, from, to))
                .collect()
        };
        let terms = moved(&self.content.terms);
        let known = self.content.terms.iter();
        let lost = known.filter(|(row, term)| moved_term(**row, term, from, to).is_none());
        let lost = lost.map(|(row, _)| *row).collect();
        let saved = self.saved.as_ref().map(|saved| Content {
            terms: moved(&saved.terms),
            ..saved.clone()
        });
        // What was written names something that is gone.
        let n_saved = self.saved.as_ref().map(|saved| saved.terms.len());
        let saved = saved.filter(|saved| Some(saved.terms.len()) == n_saved);
        let draft = Self {
            content: Content {
                terms,
                ..self.content.clone()
            },
            before: self.before.iter().map(moved).collect(),
            after: self.after.iter().map(moved).collect(),
            saved,
            saved_to: self.saved_to.clone(),
        };
        (draft, lost)
    }
}

/// What is being written to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    content: Content,
    /// To which file.
    pub path: PathBuf,
    /// The text of the file.
    pub text: Arc<str>,
}

/// A term in another agenda; nothing if its issue, its part or one of its outcomes is not there.
fn moved_term(row: Row, term: &DraftTerm, from: &Agenda, to: &Agenda) -> Option<(Row, DraftTerm)> {
    let old = from.issues.get(row.issue)?;
    let issue = to.issue_index(old.id.as_str())?;
    let new = to.issues.get(issue)?;
    let part = match old.part(row.part) {
        Some(wanted) => Some(new.parts.iter().position(|part| part.id == wanted.id)?),
        None if new.parts.is_empty() => None,
        None => return None,
    };
    let is = old.space.carry_over(&term.is, &new.space)?;
    let qualifier = term.qualifier.clone();
    let of_row = new.space.of_row(part, None, &OutcomeSet::EMPTY);
    is.is_subset(&of_row)
        .then_some((Row { issue, part }, DraftTerm { is, qualifier }))
}

/// An id made from a title that no proposal of these talks has.
pub fn free_id(title: &str, talks: &Talks) -> Option<Id> {
    let words: String = title
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter.to_ascii_lowercase()
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    let base = match words.as_slice() {
        [] => "proposal".to_owned(),
        words => words.join("-"),
    };
    let is_taken = |id: &Id| talks.proposals.iter().any(|known| known.id == *id);
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    std::iter::once(base.clone())
        .chain(numbered)
        .map(|text| Id::new(&text).ok())
        .find(|id| id.as_ref().is_none_or(|id| !is_taken(id)))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: Row = Row {
        issue: 0,
        part: None,
    };

    #[test]
    fn what_was_done_is_undone_and_done_again() {
        let mut draft = Draft::default();
        let (first, second) = (OutcomeSet::one(0), OutcomeSet::one(1));
        draft.pick(ROW, &first);
        draft.pick_also(ROW, &second);
        assert_eq!(draft.term(ROW), Some(&first.union(&second)));
        draft.undo();
        assert_eq!(draft.term(ROW), Some(&first));
        draft.redo();
        draft.pick_also(ROW, &first);
        assert_eq!(draft.term(ROW), Some(&second));
        draft.pick(ROW, &second);
        assert!(draft.is_empty());
        assert!(!draft.can_redo());
        while draft.can_undo() {
            draft.undo();
        }
        assert!(draft.is_empty());
    }

    #[test]
    fn it_is_unsaved_from_the_first_change_after_saving() {
        let mut draft = Draft::default();
        assert!(!draft.is_unsaved());
        draft.pick(ROW, &OutcomeSet::one(0));
        assert!(draft.is_unsaved());
        let written = draft.to_write(PathBuf::from("draft.ron"), String::new());
        draft.set_title("Another\u{202e}\ntitle");
        draft.take_saved(&written);
        assert!(
            draft.is_unsaved(),
            "the title was changed while it was written"
        );
        assert_eq!(draft.title(), "Another title");
        draft.set_title(FIRST_TITLE);
        assert!(!draft.is_unsaved());
    }

    #[test]
    fn the_terms_beyond_the_outcomes_stay_with_their_row_and_are_undone() {
        let mut draft = Draft::default();
        draft.set_qualifier(ROW, "in peacetime");
        assert_eq!(draft.qualifier(ROW), None, "there is no term to qualify");
        draft.pick(ROW, &OutcomeSet::one(0));
        draft.set_qualifier(ROW, "  in\u{202e} peace\ttime ");
        assert_eq!(draft.qualifier(ROW), Some("in peace time"));
        draft.pick_also(ROW, &OutcomeSet::one(1));
        assert_eq!(draft.qualifier(ROW), Some("in peace time"));
        draft.undo();
        draft.undo();
        assert_eq!(draft.qualifier(ROW), None);
        draft.redo();
        draft.set_term(ROW, None);
        draft.pick(ROW, &OutcomeSet::one(1));
        assert_eq!(
            draft.qualifier(ROW),
            None,
            "a term that was taken out is forgotten"
        );
    }

    #[test]
    fn who_puts_it_forward_and_when_is_unsaved_until_written() {
        let mut draft = Draft::default();
        draft.pick(ROW, &OutcomeSet::one(0));
        draft.take_saved(&draft.to_write(PathBuf::from("draft.ron"), String::new()));
        assert!(!draft.is_unsaved());
        draft.set_date(PartialDate::parse("2025-07").ok());
        assert!(draft.is_unsaved());
        draft.take_saved(&draft.to_write(PathBuf::from("draft.ron"), String::new()));
        draft.set_by(Id::new("north").into_iter().collect());
        assert!(draft.is_unsaved());
    }

    #[test]
    fn parts_with_the_same_outcomes_are_one_term() {
        let mut draft = Draft::default();
        for (part, outcome) in [(0, 1), (1, 2), (2, 1)] {
            let row = Row {
                issue: 3,
                part: Some(part),
            };
            draft.pick(row, &OutcomeSet::one(outcome));
        }
        let id = free_id("Übung 1!", &Talks::default());
        assert_eq!(id.as_ref().map(Id::as_str), Some("bung-1"));
        let parts: Vec<_> = id
            .map(|id| draft.proposal(id).terms)
            .unwrap_or_default()
            .into_iter()
            .map(|term| term.parts)
            .collect();
        assert_eq!(parts, [Some(vec![0, 2]), Some(vec![1])]);
    }
}
