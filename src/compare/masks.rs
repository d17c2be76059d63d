//! Answers as bit masks: one bit an outcome, so that two parties are compared in a few machine words.
//!
//! The outcomes of a row are cut into atoms: the outcomes of a list, or runs of numbers or days inside which no
//! set that matters begins or ends. A set is then a mask of its atoms, and union, intersection and inclusion of
//! sets are those of their masks.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;
use smallvec::SmallVec;

use super::answer::{Answer, Said, Standing};
use super::rows::Rows;
use crate::model::{Agenda, Condition, OutcomeSet, Row, Space, Talks};

/// The bits of a set of outcomes.
/// Hardly any row has more than 128 atoms, so that most masks need no room of their own.
pub(super) type Mask = SmallVec<[u64; 2]>;

/// The answers on one row.
#[derive(Debug, Default)]
pub(super) struct RowMasks {
    /// The outcomes of the row for parties that name none added later.
    pub(super) space: Mask,
    /// Those who have spoken, in column order.
    pub(super) spoken: Vec<Speaker>,
    /// Where each compared party stands in `spoken`.
    pub(super) speaker_at: Vec<Option<usize>>,
    /// Whether some party names an outcome that was added later, so that each pair has outcomes of its own.
    pub(super) has_later: bool,
    /// Whether the row is words, with the verdict on words that differ.
    pub(super) is_text: bool,
}

/// What one party says on a row.
#[derive(Debug, Default)]
pub(super) struct Speaker {
    /// Its place among the compared parties.
    pub(super) place: usize,
    /// What it asks for.
    pub(super) asks: Mask,
    /// What it would take whatever others say of other issues.
    pub(super) takes: Mask,
    /// What it refuses.
    pub(super) rejects: Mask,
    /// The outcomes added later that it names.
    pub(super) later: Mask,
    /// Its qualifier, or its words on a row of words; equal texts have equal numbers.
    pub(super) terms: u32,
    /// What it would take if others do not refuse something elsewhere.
    pub(super) offers: Vec<OfferMask>,
}

/// An offer that hangs on other rows.
#[derive(Debug)]
pub(super) struct OfferMask {
    pub(super) outcomes: Mask,
    /// The rows that its conditions speak of, with the outcomes that fulfil them there.
    pub(super) conditions: Vec<(usize, Mask)>,
}

/// Makes the masks of all rows.
pub(super) fn masks(talks: &Talks, as_of: Option<Date>, said: &Said, rows: &Rows) -> Vec<RowMasks> {
    let wanted = wanted_elsewhere(rows, said);
    let atoms: Vec<Atoms> = rows
        .all()
        .par_iter()
        .enumerate()
        .map(|(at, row)| Atoms::of_row(&talks.agenda, *row, said, at, wanted.get(&at)))
        .collect();
    let sheet = rows.all().par_iter().enumerate();
    sheet
        .map(|(at, &row)| row_masks(talks, as_of, said, (at, row), &atoms, rows))
        .collect()
}

/// The sets that conditions speak of on other rows.
fn wanted_elsewhere<'s>(rows: &Rows, said: &'s Said) -> BTreeMap<usize, Vec<&'s OutcomeSet>> {
    let mut wanted: BTreeMap<usize, Vec<&OutcomeSet>> = BTreeMap::new();
    let answers = said
        .rows
        .iter()
        .flatten()
        .filter_map(|uttered| uttered.raw().answer());
    for judged in answers
        .flat_map(|answer| &answer.offers)
        .flat_map(|offer| &offer.provided)
    {
        if let Condition::On {
            issue,
            outcomes,
            parts,
        } = &judged.condition
        {
            for (at, _) in rows.of_issue(*issue, parts.as_deref()) {
                wanted.entry(at).or_default().push(outcomes);
            }
        }
    }
    wanted
}

/// How the outcomes of a row are cut into atoms.
struct Atoms {
    /// The first outcome of each atom but the one beyond; below the first of them there may be one more.
    starts: Vec<i64>,
    has_beyond: bool,
}

impl Atoms {
    fn of_row(
        agenda: &Agenda,
        row: Row,
        said: &Said,
        at: usize,
        wanted: Option<&Vec<&OutcomeSet>>,
    ) -> Self {
        let Some(issue) = agenda.issues.get(row.issue) else {
            return Self {
                starts: Vec::new(),
                has_beyond: false,
            };
        };
        let has_beyond = issue.space.beyond().is_some();
        if matches!(
            issue.space,
            Space::Options(_) | Space::Scale(_) | Space::Text
        ) {
            return Self {
                starts: issue.space.all().indices().collect(),
                has_beyond,
            };
        }
        // An atom begins where a set begins, and right after where one ends; the lowest reaches down without end.
        let mut starts = vec![i64::MIN];
        let mut cut = |set: &OutcomeSet| {
            for range in set.ranges() {
                starts.extend(range.low());
                starts.extend(range.high().map(|high| high + 1));
            }
        };
        cut(&issue.space.all());
        wanted.into_iter().flatten().for_each(|set| cut(set));
        for answer in said
            .rows
            .get(at)
            .into_iter()
            .flatten()
            .filter_map(|uttered| uttered.raw().answer())
        {
            [&answer.asks, &answer.accepts, &answer.rejects]
                .into_iter()
                .for_each(&mut cut);
            answer.offers.iter().for_each(|offer| cut(&offer.outcomes));
        }
        starts.sort_unstable();
        starts.dedup();
        Self { starts, has_beyond }
    }

    fn words(&self) -> usize {
        (self.starts.len() + usize::from(self.has_beyond))
            .div_ceil(64)
            .max(1)
    }

    fn mask(&self, set: &OutcomeSet) -> Mask {
        let mut mask = Mask::from_elem(0, self.words());
        let mut put = |atom: usize| {
            if let Some(word) = mask.get_mut(atom / 64) {
                *word |= 1 << (atom % 64);
            }
        };
        for range in set.ranges() {
            let low = range.low().unwrap_or(i64::MIN);
            let high = range.high().unwrap_or(i64::MAX);
            let first = self.starts.partition_point(|&start| start < low);
            let last = self.starts.partition_point(|&start| start <= high);
            (first..last).for_each(&mut put);
        }
        if self.has_beyond && set.has_beyond() {
            put(self.starts.len());
        }
        mask
    }
}

/// Numbers for texts, so that equal texts are found by their numbers.
#[derive(Default)]
struct Terms {
    numbers: BTreeMap<String, u32>,
}

impl Terms {
    fn number(&mut self, text: Option<&str>) -> u32 {
        let Some(text) = text else { return 0 };
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX - 1) + 1;
        *self.numbers.entry(text.to_owned()).or_insert(next)
    }
}

fn row_masks(
    talks: &Talks,
    as_of: Option<Date>,
    said: &Said,
    (at, row): (usize, Row),
    atoms: &[Atoms],
    rows: &Rows,
) -> RowMasks {
    let (Some(issue), Some(own)) = (talks.agenda.issues.get(row.issue), atoms.get(at)) else {
        return RowMasks::default();
    };
    let is_text = issue.space == Space::Text;
    // What is not in the space even if somebody names it: the outcomes of other parts.
    let reach = issue.space.of_row(row.part, None, &OutcomeSet::EMPTY);
    let space = issue.space.of_row(row.part, as_of, &OutcomeSet::EMPTY);
    let hidden = reach.difference(&space);
    let mut masks = RowMasks {
        space: own.mask(&space),
        is_text,
        ..RowMasks::default()
    };
    let mut terms = Terms::default();
    for (place, uttered) in said.rows.get(at).into_iter().flatten().enumerate() {
        let Standing::Spoken(answer) = uttered.raw() else {
            masks.speaker_at.push(None);
            continue;
        };
        let later = uttered.named().intersection(&hidden);
        masks.has_later |= !later.is_empty();
        let mut speaker = Speaker {
            place,
            later: own.mask(&later),
            ..Speaker::default()
        };
        let within = |set: &OutcomeSet| own.mask(&set.intersection(&reach));
        speaker.asks = within(&answer.asks);
        speaker.rejects = within(&answer.rejects);
        speaker.takes = within(&unconditional(answer));
        speaker.offers = offers(answer, within, atoms, rows);
        speaker.terms = if is_text {
            let words = answer
                .text
                .as_deref()
                .unwrap_or_default()
                .split_whitespace()
                .collect::<Vec<_>>();
            terms.number(Some(&words.join(" ")))
        } else {
            terms.number(answer.qualifier.as_deref())
        };
        masks.speaker_at.push(Some(masks.spoken.len()));
        masks.spoken.push(speaker);
    }
    masks
}

/// What a party would take that hangs on no other row; words are an open condition, which never blocks.
fn unconditional(answer: &Answer) -> OutcomeSet {
    let free = answer.offers.iter().filter(|offer| {
        offer
            .provided
            .iter()
            .all(|judged| matches!(judged.condition, Condition::Words(_)))
    });
    free.fold(answer.plain(), |all, offer| all.union(&offer.outcomes))
}

fn offers(
    answer: &Answer,
    within: impl Fn(&OutcomeSet) -> Mask,
    atoms: &[Atoms],
    rows: &Rows,
) -> Vec<OfferMask> {
    let mut masks = Vec::new();
    for offer in &answer.offers {
        let mut conditions = Vec::new();
        for judged in &offer.provided {
            if let Condition::On {
                issue,
                outcomes,
                parts,
            } = &judged.condition
            {
                let wanted = rows.of_issue(*issue, parts.as_deref());
                conditions
                    .extend(wanted.filter_map(|(at, _)| Some((at, atoms.get(at)?.mask(outcomes)))));
            }
        }
        if !conditions.is_empty() {
            masks.push(OfferMask {
                outcomes: within(&offer.outcomes),
                conditions,
            });
        }
    }
    masks
}
