//! Makes the rows of a comparison anew, but for those of an earlier one that nothing between the two days has touched.

use std::sync::Arc;

use rayon::prelude::*;

use super::conditions::{Bench, Stood};
use super::holds::Holds;
use super::record::Record;
use super::rows::Rows;
use super::said::Speeches;
use super::sequence::{Wishing, wishing_on};
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
    /// The stances in force that want something settled before something.
    pub(super) wishing: Box<[Wishing]>,
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
        let wishing = wishing_on(&said.uttered);
        let known = known.get(at).map(Arc::as_ref);
        let mut stood = said.standings(talks, *row, question.as_of, known);
        stood.holds = stood.holds.and(record.holds(row.issue));
        Some((stood, wishing))
    });
    let (mut stood, wishing): (Vec<Option<Stood>>, Vec<Box<[Wishing]>>) = stood
        .map(Option::unzip)
        .map(|(stood, wishing)| (stood, wishing.unwrap_or_default()))
        .unzip();
    Bench::new(&rows, known, |_| None).judge(&mut stood);
    let owns = stood.iter().enumerate().map(|(at, stood)| {
        let known = known.get(at).map(|known| known.upkeep.own);
        let own = stood.as_ref().map(|stood| stood.holds);
        own.or(known).unwrap_or_default()
    });
    let owns: Vec<Holds> = owns.collect();
    let wholes = of_issues(talks, &rows, &owns);
    let made = rows.all().par_iter().zip(stood).zip(wishing).enumerate();
    let made = made.filter_map(|(at, ((row, stood), wishing))| {
        let Some(stood) = stood else {
            return known.get(at).map(Arc::clone);
        };
        let upkeep = Upkeep {
            wishing,
            ..Upkeep::of(owns.get(at), &wholes, &stood)
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

/// The days as of which the same was said on all parts of each issue.
fn of_issues(talks: &Talks, rows: &Rows, owns: &[Holds]) -> Vec<Holds> {
    let issues = 0..talks.agenda.issues.len();
    let of_issue = |issue| {
        let parts = rows.of_issue(issue, None);
        let parts = parts.filter_map(|(at, _)| owns.get(at));
        parts.fold(Holds::default(), |all, part| all.and(*part))
    };
    issues.map(of_issue).collect()
}

impl Upkeep {
    /// Given the days as of which the same was said on the row itself, and on all parts of each issue. An offer that hangs
    /// on some parts of an issue is looked at anew when any of its parts changes: that is quicker than to ask which.
    fn of(own: Option<&Holds>, wholes: &[Holds], stood: &Stood) -> Self {
        let own = own.copied().unwrap_or_default();
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
                if let Condition::On { issue, .. } = &judged.condition {
                    let whole = wholes.get(*issue).copied();
                    holds = holds.and(whole.unwrap_or_default());
                }
            }
        }
        Self {
            own,
            holds,
            offering: offering.into_boxed_slice(),
            wishing: Box::default(),
        }
    }
}
