//! Which columns the table shows, and in which order.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// A column by what it shows, whatever its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ColumnKey {
    /// How the answers relate.
    Verdict,
    /// The answers of the party with this id.
    Party(String),
    /// The proposal with this id.
    Proposal(String),
}

/// Which columns the table shows, and in which order. The issue always comes first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Columns {
    /// Those that are not shown.
    pub hidden: BTreeSet<ColumnKey>,
    /// Those that were moved, with all their neighbours, from left to right; others follow.
    order: Vec<ColumnKey>,
}

impl Columns {
    /// Puts columns into the user's order; those that were never moved keep theirs.
    pub fn sort<T>(&self, columns: &mut [T], key: impl Fn(&T) -> ColumnKey) {
        if !self.order.is_empty() {
            columns.sort_by_key(|column| {
                let key = key(column);
                let place = self.order.iter().position(|known| *known == key);
                place.unwrap_or(usize::MAX)
            });
        }
    }

    /// Moves a column one place to the left or to the right among these, which are in the order shown.
    pub fn shift(&mut self, shown: Vec<ColumnKey>, moved: &ColumnKey, forwards: bool) {
        self.order = shown;
        let place = self.order.iter().position(|known| known == moved);
        let other = place.and_then(|place| {
            if forwards {
                Some(place + 1)
            } else {
                place.checked_sub(1)
            }
        });
        if let (Some(place), Some(other)) = (place, other)
            && other < self.order.len()
        {
            self.order.swap(place, other);
        }
    }

    /// Shows a column, or hides it.
    pub fn set(&mut self, key: ColumnKey, is_shown: bool) {
        if is_shown {
            self.hidden.remove(&key);
        } else {
            self.hidden.insert(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_move_past_their_neighbours_and_no_farther() {
        let key = |id: &str| ColumnKey::Party(id.to_owned());
        let mut shown = vec![ColumnKey::Verdict, key("a"), key("b")];
        let mut columns = Columns::default();
        columns.shift(shown.clone(), &key("b"), false);
        columns.sort(&mut shown, Clone::clone);
        assert_eq!(shown, [ColumnKey::Verdict, key("b"), key("a")]);
        columns.shift(shown.clone(), &key("a"), true);
        columns.sort(&mut shown, Clone::clone);
        assert_eq!(shown, [ColumnKey::Verdict, key("b"), key("a")]);
    }
}
