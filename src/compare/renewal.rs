//! Makes the rows of a comparison anew, but for those of another one on which nothing between the two days has changed.

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::changed::Changed;
use super::conditions::{Bench, Stage, Stood};
use super::hearing::Known;
use super::record::Record;
use super::rows::Rows;
use super::said::Speeches;
use super::sequence::Wishing;
use super::verdict::Scene;
use super::{Question, RowComparison};
use crate::model::{Row, Talks};

/// What all questions are answered from.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) talks: &'a Talks,
    pub(super) rows: &'a Rows,
    pub(super) speeches: &'a Speeches,
}

/// What of a row all rows together are looked through for.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Upkeep {
    /// The places of the parties that offer something on conditions.
    pub(super) offering: Box<[usize]>,
    /// The stances in force that want something settled before something.
    pub(super) wishing: Box<[Wishing]>,
}

/// Makes the rows, and takes over what is the same as of the day of others that are `known`. These must be rows of a
/// comparison of the same parties that counts from the same day.
pub(super) fn rows(
    ground: &Ground<'_>,
    question: &Question,
    known: Option<(&[Arc<RowComparison>], Option<Date>)>,
) -> Vec<Arc<RowComparison>> {
    let Ground {
        talks,
        rows,
        speeches,
    } = *ground;
    let record = Record::of(talks, question);
    let known = known.map(|(known, as_of)| Known {
        rows: known,
        changed: Changed::since(as_of, talks, question, (rows, speeches)),
    });
    let known = known.as_ref();
    let compare = |row: Row, stood: Stood| {
        let scene = Scene {
            talks,
            question,
            record: &record,
            issue: talks.agenda.issues.get(row.issue)?,
            row,
            stood,
        };
        Some(Arc::new(scene.compare()))
    };
    // What hangs on no other row is compared while it is at hand.
    let mut stages = speeches.stand(talks, question, rows, known, |row, stood| {
        if !stood.offering.is_empty() {
            return Stage::Stood(stood);
        }
        compare(row, stood).map_or(Stage::Known, Stage::Compared)
    });
    let known_rows = known.map_or(&[][..], |known| known.rows);
    Bench::new(rows, known_rows, |_| None).judge(&mut stages);
    let made = rows.all().par_iter().zip(stages).enumerate();
    let made = made.filter_map(|(at, (row, stage))| {
        if let Some(known) = known.and_then(|known| known.row(at, &stage)) {
            return Some(Arc::clone(known));
        }
        match stage {
            Stage::Known => None,
            Stage::Stood(stood) => compare(*row, stood),
            Stage::Compared(row) => Some(row),
        }
    });
    made.collect()
}
