//! Which sources the answers on a row cite.

use fixedbitset::FixedBitSet;

use super::Question;
use super::answer::Standing;
use super::said::Speeches;
use crate::model::Talks;

/// Finds the sources that answers cite. One row may cite as many as a file holds.
pub(super) struct Citing<'a> {
    speeches: &'a Speeches,
    question: &'a Question,
    talks: &'a Talks,
    /// The sources that are found on a row.
    found: FixedBitSet,
}

impl<'a> Citing<'a> {
    pub(super) fn new(talks: &'a Talks, question: &'a Question, speeches: &'a Speeches) -> Self {
        Self {
            speeches,
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
            let (Some(answer), Some(speech)) = (standing.answer(), self.speeches.of_party(place))
            else {
                continue;
            };
            for &stance in &answer.stances {
                if let Some(source) = speech.sole_source(stance) {
                    self.find(source, &mut cited);
                    continue;
                }
                let position = self.question.position(self.talks, place);
                let stance = position.and_then(|position| position.stances.get(stance));
                for cite in stance.into_iter().flat_map(|stance| &stance.cites) {
                    self.find(cite.source, &mut cited);
                }
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
