//! Names that files use for things: `russia`, `force-ceiling`, `de-facto`.

use std::borrow::Borrow;
use std::fmt;

use ecow::EcoString;

/// The name of a party, issue, part, outcome, source, step or proposal: lower-case letters, digits and
/// single hyphens. Cheap to clone, and a short one is held in place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(EcoString);

/// Why a text is no [`Id`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id is made of lower-case letters, digits and single hyphens")]
pub struct IdError;

impl Id {
    /// Reads an id.
    ///
    /// # Errors
    /// If the text is empty, or holds anything but lower-case ASCII letters, digits and single inner hyphens.
    pub fn new(text: &str) -> Result<Self, IdError> {
        let is_word = |word: &str| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if text.split('-').all(is_word) {
            Ok(Self(text.into()))
        } else {
            Err(IdError)
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// An id has the order of its text, so that it can be looked up by it.
impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, formatter)
    }
}
