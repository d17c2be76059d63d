//! A list that grows piece by piece, so that nothing in it is moved again as it grows.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

/// How many things there are in a piece.
const PIECE: usize = 64;

/// A list of large things. A plain list of thousands would move each of them a dozen times, and leave as much memory
/// behind again.
pub(super) struct InPieces<T> {
    pieces: Vec<Vec<T>>,
}

impl<T> InPieces<T> {
    pub(super) fn len(&self) -> usize {
        self.pieces.iter().map(Vec::len).sum()
    }

    fn push(&mut self, thing: T) {
        match self.pieces.last_mut() {
            Some(piece) if piece.len() < PIECE => piece.push(thing),
            _ => {
                let mut piece = Vec::with_capacity(PIECE);
                piece.push(thing);
                self.pieces.push(piece);
            }
        }
    }
}

impl<T> IntoIterator for InPieces<T> {
    type Item = T;
    type IntoIter = std::iter::Flatten<std::vec::IntoIter<Vec<T>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.pieces.into_iter().flatten()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for InPieces<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
            type Value = InPieces<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut read = InPieces { pieces: Vec::new() };
                while let Some(thing) = list.next_element()? {
                    read.push(thing);
                }
                Ok(read)
            }
        }

        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_there_in_order_whatever_the_pieces() {
        for count in [0, 1, PIECE, PIECE + 1, 3 * PIECE - 1] {
            let listed: Vec<usize> = (0..count).collect();
            let text = ron::to_string(&listed).unwrap_or_default();
            let read: Result<InPieces<usize>, _> = ron::from_str(&text);
            let read = read.map(|list| (list.len(), list.into_iter().collect::<Vec<_>>()));
            assert_eq!(read, Ok((count, listed)));
        }
    }
}
