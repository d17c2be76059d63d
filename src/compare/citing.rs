//! Which sources the answers on a row cite.

use fixedbitset::FixedBitSet;

use super::Question;
use super::answer::Standing;
use crate::model::{Stance, Talks};

/// The source that all stances of an answer cite, if each cites just this one: so nearly every answer names its source
/// without its stances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SoleSource(u32);

impl SoleSource {
    /// That stances cite no source or several.
    const NONE: Self = Self(u32::MAX);

    /// That of the answer that these stances make.
    pub(super) fn of<'s>(stances: impl IntoIterator<Item = &'s Stance>) -> Self {
        let mut sources = stances
            .into_iter()
            .map(|stance| match stance.cites.as_slice() {
                [cite] => u32::try_from(cite.source).map_or(Self::NONE, Self),
                _ => Self::NONE,
            });
        let first = sources.next().unwrap_or(Self::NONE);
        if sources.all(|other| other == first) {
            first
        } else {
            Self::NONE
        }
    }

    /// The source as an index into [`Talks::sources`].
    fn index(self) -> Option<usize> {
        if self == Self::NONE {
            return None;
        }
        usize::try_from(self.0).ok()
    }
}

/// Finds the sources that answers cite. One row may cite as many as a file holds.
pub(super) struct Citing<'a> {
    question: &'a Question,
    talks: &'a Talks,
    /// The sources that are found on a row.
    found: FixedBitSet,
}

impl<'a> Citing<'a> {
    pub(super) fn new(talks: &'a Talks, question: &'a Question) -> Self {
        Self {
            question,
            talks,
            found: FixedBitSet::with_capacity(talks.sources.len()),
        }
    }

    /// The sources that the answers on a row cite, as indices, each once, in the order in which they come up. Given are the
    /// parties' places and where they stand.
    pub(super) fn cited<'s>(
        &mut self,
        standings: impl Iterator<Item = (usize, &'s Standing)>,
    ) -> Box<[usize]> {
        let mut cited = Vec::new();
        for (place, standing) in standings {
            let Some(answer) = standing.answer() else {
                continue;
            };
            if let Some(source) = answer.source.index() {
                self.find(source, &mut cited);
                continue;
            }
            let Some(position) = self.question.position(self.talks, place) else {
                continue;
            };
            let stances = answer.stances.iter();
            let stances = stances.filter_map(|stance| position.stances.get(*stance));
            for cite in stances.flat_map(|stance| &stance.cites) {
                self.find(cite.source, &mut cited);
            }
        }
        for source in &cited {
            self.found.remove(*source);
        }
        cited.into_boxed_slice()
    }

    fn find(&mut self, source: usize, cited: &mut Vec<usize>) {
        if !self.found.contains(source) {
            self.found.grow_and_insert(source);
            cited.push(source);
        }
    }
}
