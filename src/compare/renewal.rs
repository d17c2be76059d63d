//! Makes the rows of a comparison anew, but for those of an earlier one that nothing between the two days has touched.

use std::sync::Arc;

use rayon::prelude::*;

use super::conditions::{Bench, Stood};
use super::holds::Holds;
use super::record::Record;
use super::rows::Rows;
use super::said::Speeches;
use super::sequence::{Wish, wishes_on};
use super::verdict::Scene;
use super::{Question, RowComparison, Standing};
use crate::model::{Condition, Talks};

/// What it takes to know whether a row is the same as of another day, and what all rows together are looked through for.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Upkeep {
    /// The days as of which the same was said on the row itself.
    own: Holds,
    /// The days as of which the whole row is the same, with the conditions that its offers hang on.
    holds: Holds,
    /// The places of the parties that offer something on conditions.
    pub(super) offering: Box<[usize]>,
    /// What parties want settled before what.
    pub(super) wishes: Box<[Wish]>,
}

/// Makes the rows, and takes over those of `known` that are the same. These must be rows of a comparison of the same
/// parties that counts from the same day.
pub(super) fn rows(
    talks: &Talks,
    question: &Question,
    speeches: &Speeches,
    known: &[Arc<RowComparison>],
) -> Vec<Arc<RowComparison>> {
    let rows = Rows::of(&talks.agenda);
    let record = Record::of(talks, question);
    let is_known = |at: usize| {
        let known = known.get(at).filter(|known| {
            rows.all().get(at) == Some(&known.row) && known.upkeep.holds.contains(question.as_of)
        });
        known.is_some()
    };
    let said = speeches.on_rows(talks, question, (rows.all(), known), |at| !is_known(at));
    let stood = rows.all().par_iter().zip(said).enumerate();
    let stood = stood.map(|(at, (row, said))| {
        let said = said?;
        let wishes = wishes_on(talks, question, &said.uttered);
        let known = known.get(at).map(Arc::as_ref);
        let mut stood = said.standings(talks, *row, question.as_of, known);
        stood.holds = stood.holds.and(record.holds(row.issue));
        Some((stood, wishes))
    });
    let (mut stood, wishes): (Vec<Option<Stood>>, Vec<Box<[Wish]>>) = stood
        .map(Option::unzip)
        .map(|(stood, wishes)| (stood, wishes.unwrap_or_default()))
        .unzip();
    Bench::new(&rows, known, |_| None).judge(&mut stood);
    let owns = stood.iter().enumerate().map(|(at, stood)| {
        let known = known.get(at).map(|known| known.upkeep.own);
        let own = stood.as_ref().map(|stood| stood.holds);
        own.or(known).unwrap_or_default()
    });
    let owns: Vec<Holds> = owns.collect();
    let made = rows.all().par_iter().zip(stood).zip(wishes).enumerate();
    let made = made.filter_map(|(at, ((row, stood), wishes))| {
        let Some(stood) = stood else {
            return known.get(at).map(Arc::clone);
        };
        let upkeep = Upkeep {
            wishes,
            ..Upkeep::of((&rows, &owns), at, &stood)
        };
        let scene = Scene {
            talks,
            question,
            record: &record,
            issue: talks.agenda.issues.get(row.issue)?,
            row: *row,
            stood,
        };
        Some(Arc::new(scene.compare(upkeep)))
    });
    made.collect()
}

impl Upkeep {
    /// Of the row in this place, given the days as of which the same was said on each row itself.
    fn of((rows, owns): (&Rows, &[Holds]), at: usize, stood: &Stood) -> Self {
        let own = owns.get(at).copied().unwrap_or_default();
        let mut holds = own;
        let mut offering = Vec::new();
        for &place in &stood.offering {
            let answer = stood.standings.get(place).and_then(Standing::answer);
            let offers = answer.map_or(&[][..], |answer| &answer.offers);
            if offers.is_empty() {
                continue;
            }
            offering.push(place);
            for judged in offers.iter().flat_map(|offer| &offer.provided) {
                if let Condition::On { issue, parts, .. } = &judged.condition {
                    let others = rows.of_issue(*issue, parts.as_deref());
                    let others = others.filter_map(|(at, _)| owns.get(at));
                    holds = others.fold(holds, |all, other| all.and(*other));
                }
            }
        }
        Self {
            own,
            holds,
            offering: offering.into_boxed_slice(),
            wishes: Box::default(),
        }
    }
}
