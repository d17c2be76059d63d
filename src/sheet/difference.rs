//! Words of several parties, with what each has that another has not.

use similar::{ChangeTag, TextDiff};

use super::Piece;
use crate::compare::RowComparison;

/// More words than this are not compared word by word: the time grows with their square.
const WORDS: usize = 2_000;

/// The words of the party in this place, with what the first other party that has spoken does not have marked.
/// Empty if no other has spoken.
pub(super) fn pieces(row: &RowComparison, place: usize, text: &str) -> Vec<Piece> {
    let mut others = row.spoken().filter(|(other, _)| *other != place);
    let Some(other) = others.find_map(|(_, answer)| answer.text()) else {
        return Vec::new();
    };
    if text
        .split_whitespace()
        .count()
        .max(other.split_whitespace().count())
        > WORDS
    {
        return Vec::new();
    }
    // White space aside, as in the verdict: every run of it is one space.
    let (own, other) = (spaced(text), spaced(other));
    let difference = TextDiff::from_words(&other, &own);
    let mut pieces: Vec<Piece> = Vec::new();
    for change in difference.iter_all_changes() {
        let differs = match change.tag() {
            ChangeTag::Equal => false,
            ChangeTag::Insert => true,
            ChangeTag::Delete => continue,
        };
        pieces.push(Piece {
            text: change.value().to_owned(),
            differs,
        });
    }
    joined(pieces)
}

/// Runs of other words with nothing but a space between them are one run.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    while let Some(mut piece) = pieces.next() {
        let is_between = piece.text.trim().is_empty()
            && joined.last().is_some_and(|last| last.differs)
            && pieces.peek().is_some_and(|next| next.differs);
        piece.differs |= is_between;
        match joined.last_mut() {
            Some(last) if last.differs == piece.differs => last.text.push_str(&piece.text),
            _ => joined.push(piece),
        }
    }
    joined
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
