//! On which rows who must be heard, and where the parties stand after that.

use std::sync::Arc;

use super::answer::{Answer, Standing};
use super::changed::Changed;
use super::citing::Citing;
use super::conditions::{Stage, Stood};
use super::said::Heard;
use super::sequence::Wishing;
use super::{Question, RowComparison};
use crate::model::{Condition, Issue, OutcomeSet, Row, Talks};

/// The rows of another comparison of the same parties that counts from the same day, and what is another than in it.
pub(super) struct Known<'a> {
    pub(super) rows: &'a [Arc<RowComparison>],
    pub(super) changed: Changed,
}

impl Known<'_> {
    /// Whether the row in this place is the same, with the conditions that its offers hang on.
    pub(super) fn is_same(&self, at: usize) -> bool {
        let known = self.rows.get(at);
        known.is_some_and(|known| !self.changed.row(at) && !self.may_be_judged_anew(known))
    }

    /// The row in this place, if it is the same: nobody stands anywhere else, or nobody was heard.
    pub(super) fn row(&self, at: usize, stage: &Stage) -> Option<&Arc<RowComparison>> {
        let known = self.rows.get(at)?;
        let stood = match stage {
            Stage::Known => return Some(known),
            Stage::Stood(stood) => stood,
            Stage::Compared(_) => return None,
        };
        // Nothing but the status of conditions may be another, and then the answer is.
        let is_same = |(place, answer): (usize, &Arc<Answer>)| match stood.standings.get(place) {
            Some(Standing::Spoken(stands)) => Arc::ptr_eq(stands, answer),
            _ => false,
        };
        (!self.changed.row(at) && known.offering().all(is_same)).then_some(known)
    }

    /// Whether an offer on the row hangs on an issue on which something has changed. Where it hangs on some parts only, all
    /// are looked at: that is quicker than to ask which.
    fn may_be_judged_anew(&self, known: &RowComparison) -> bool {
        let offers = known.offering().flat_map(|(_, answer)| &answer.offers);
        let mut conditions = offers.flat_map(|offer| &offer.provided);
        conditions.any(|judged| match judged.condition {
            Condition::On { issue, .. } => self.changed.issue(issue),
            Condition::Words(_) => false,
        })
    }
}

/// A row on which it is to be found out what was said.
pub(super) struct ToHear<'a> {
    /// Its place.
    pub(super) at: usize,
    pub(super) row: Row,
    /// Its outcomes that were added later.
    pub(super) added: OutcomeSet,
    issue: Option<&'a Issue>,
    /// What it is as of another day, with those who say something else.
    known: Option<(&'a RowComparison, &'a Changed)>,
    /// Whether what everybody says must be found out. Where outcomes are added later, and anything is another, that is so:
    /// known answers were read within the outcomes of another day.
    is_all_heard: bool,
}

impl<'a> ToHear<'a> {
    /// The row in this place, with nothing known of it.
    pub(super) fn new(talks: &'a Talks, (at, row): (usize, Row)) -> Self {
        let issue = talks.agenda.issues.get(row.issue);
        Self {
            at,
            row,
            added: issue.map_or(OutcomeSet::EMPTY, |issue| issue.space.added_where(|_| true)),
            issue,
            known: None,
            is_all_heard: true,
        }
    }

    /// The row in this place, with what is known of it.
    pub(super) fn again(talks: &'a Talks, row: Row, (at, known): (usize, &'a Known<'_>)) -> Self {
        let anew = Self::new(talks, (at, row));
        let row_known = known.rows.get(at).map(Arc::as_ref);
        let may_have_other_outcomes = !anew.added.is_empty() && known.changed.row(at);
        Self {
            known: row_known.map(|row| (row, &known.changed)),
            is_all_heard: row_known.is_none() || may_have_other_outcomes,
            ..anew
        }
    }

    /// Whether what the party in this place says must be found out.
    pub(super) fn is_heard(&self, place: usize) -> bool {
        self.is_all_heard
            || self
                .known
                .is_some_and(|(_, changed)| changed.says(place, self.at))
    }

    /// Of how many parties what they say must be found out.
    pub(super) fn count_heard(&self, parties: usize) -> usize {
        if self.is_all_heard {
            return parties;
        }
        self.known.map_or(0, |(_, changed)| changed.count(self.at))
    }

    /// Where the parties stand, of whom those who must be heard say this.
    pub(super) fn stand(
        &self,
        question: &Question,
        mut heard: Vec<Heard>,
        citing: &mut Citing<'_>,
    ) -> Option<Stood> {
        let space = self.space(&heard, question)?;
        let known = self.known.filter(|(known, _)| known.space == space);
        // Within the same outcomes, the answers of those who say nothing else are shared with what is known.
        let is_kept =
            |place: usize| known.is_some_and(|(_, changed)| !changed.says(place, self.at));
        heard.retain(|(place, _)| !is_kept(*place));
        let known = known.map(|(known, _)| known);
        let upkeep = known.map(|known| &known.upkeep);
        let wishing = upkeep.map_or(&[][..], |upkeep| &upkeep.wishing);
        let wishing = wishing.iter().filter(|(place, _)| is_kept(*place));
        let wishing = wishing_with(wishing.copied().collect(), &heard);
        let offering = upkeep.map_or(&[][..], |upkeep| &upkeep.offering);
        let offering = offering.iter().filter(|place| is_kept(**place));
        let mut offering: Vec<usize> = offering.copied().collect();
        let heard = heard.into_iter();
        let heard: Vec<(usize, Standing)> = heard
            .map(|(place, one)| (place, one.within(&space)))
            .collect();
        let cited = cited(&heard, known, citing);
        let mut standings = match known {
            Some(known) => known.standings.clone(),
            None => vec![Standing::Silent; question.parties.len()],
        };
        for (place, one) in heard {
            if one.answer().is_some_and(|answer| !answer.offers.is_empty()) {
                offering.push(place);
            }
            if let Some(standing) = standings.get_mut(place) {
                *standing = one;
            }
        }
        offering.sort_unstable();
        Some(Stood {
            offering: offering.into_boxed_slice(),
            cited,
            wishing,
            standings,
            space,
        })
    }

    /// The outcomes of the row. They hang on the day and on what is named only where outcomes are added later.
    fn space(&self, heard: &[Heard], question: &Question) -> Option<OutcomeSet> {
        match self.known {
            Some((known, changed)) if self.added.is_empty() || !changed.row(self.at) => {
                Some(known.space.clone())
            }
            _ => {
                let late = heard.iter().filter_map(|(_, one)| one.late());
                let late = OutcomeSet::union_of(late);
                let space = &self.issue?.space;
                Some(space.of_row(self.row.part, question.as_of, &late))
            }
        }
    }
}

/// The stances in force that wish for an order: those that are kept, and those of the parties that are heard.
fn wishing_with(mut all: Vec<Wishing>, heard: &[Heard]) -> Box<[Wishing]> {
    for (place, one) in heard {
        all.extend(one.wishing().iter().map(|stance| (*place, *stance)));
    }
    // The sort is stable: what one party wishes for stays in order.
    all.sort_by_key(|(place, _)| *place);
    all.into_boxed_slice()
}

/// The sources of a row of which some is known and some is heard.
fn cited(
    heard: &[(usize, Standing)],
    known: Option<&RowComparison>,
    citing: &mut Citing<'_>,
) -> Box<[usize]> {
    match known {
        Some(known) if heard.is_empty() => known.cited.clone(),
        Some(known) => citing.cited(laid_over(heard, &known.standings)),
        None => citing.cited(heard.iter().map(|(place, standing)| (*place, standing))),
    }
}

/// Where parties are heard to stand, or else are known to, in order of their places.
fn laid_over<'s>(
    heard: &'s [(usize, Standing)],
    known: &'s [Standing],
) -> impl Iterator<Item = (usize, &'s Standing)> {
    let mut heard = heard.iter().peekable();
    known.iter().enumerate().map(move |(place, known)| {
        let heard = heard.next_if(|(of, _)| *of == place);
        (place, heard.map_or(known, |(_, standing)| standing))
    })
}
