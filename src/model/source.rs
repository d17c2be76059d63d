//! Where a statement comes from.

use super::{Id, PartialDate};

/// A document, article or broadcast that stances cite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name in the files.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published.
    pub date: Option<PartialDate>,
    /// Its address, `http` or `https` only.
    pub url: Option<String>,
    /// How far it can be trusted: reliability A to F and credibility 1 to 6 (the Admiralty code of NATO's
    /// intelligence doctrine, AJP-2.1).
    pub grade: Option<String>,
    /// Anything else that a reader should know of it.
    pub note: Option<String>,
}

/// A reference to a [`Source`], with the place in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cite {
    /// The source, as an index into [`super::Talks::sources`].
    pub source: usize,
    /// Where in the source: a point, page or minute.
    pub at: Option<String>,
    /// Who said it.
    pub speaker: Option<String>,
    /// A short phrase, word for word.
    pub quote: Option<String>,
}
