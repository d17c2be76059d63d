//! Where a statement comes from.

use smallvec::SmallVec;

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
    /// The passage that is meant. Most cites name no more than their source, so it is held apart.
    pub passage: Option<Box<Passage>>,
}

/// A passage of a source.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// Where in the source: a point, page or minute.
    pub at: Option<String>,
    /// Who said it.
    pub speaker: Option<String>,
    /// A short phrase, word for word.
    pub quote: Option<String>,
}

impl Cite {
    /// Where in the source.
    pub fn at(&self) -> Option<&str> {
        self.passage.as_ref()?.at.as_deref()
    }

    /// Who said it.
    pub fn speaker(&self) -> Option<&str> {
        self.passage.as_ref()?.speaker.as_deref()
    }

    /// A short phrase, word for word.
    pub fn quote(&self) -> Option<&str> {
        self.passage.as_ref()?.quote.as_deref()
    }
}

/// The cites of a statement, of which nearly every one has one.
pub type Cites = SmallVec<[Cite; 1]>;
