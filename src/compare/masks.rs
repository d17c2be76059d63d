//! Answers as bit masks: one bit an outcome, so that two parties are compared in a few machine words.
//!
//! The outcomes of a row are cut into atoms: the outcomes of a list, or runs of numbers or days inside which no
//! set that matters begins or ends. A set is then a mask of its atoms, and union, intersection and inclusion of
//! sets are those of their masks.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;
use smallvec::SmallVec;

use super::answer::Answer;
use super::conditions::Judged;
use super::rows::Rows;
use super::said::{Kept, ROWS_AT_A_TIME, Said};
use crate::model::{Agenda, Condition, OutcomeSet, Row, Space, Talks};

/// The bits of a set of outcomes.
/// Hardly any row has more than 128 atoms, so that most masks need no room of their own.
pub(super) type Mask = SmallVec<[u64; 2]>;

/// Makes the masks of a row when they are wanted.
pub(super) struct Masks<'t> {
    talks: &'t Talks,
    as_of: Option<Date>,
    said: &'t Said,
    rows: &'t Rows,
    /// The rows that some condition speaks of.
    wanted: BTreeMap<usize, Wanted>,
    /// The conditions that offers hang on, each different one once.
    conditions: BTreeMap<On<'t>, ConditionMask>,
}

/// The issue, the parts and the outcomes that a condition speaks of.
type On<'t> = (usize, Option<&'t [usize]>, &'t OutcomeSet);

/// A row that some condition speaks of.
struct Wanted {
    atoms: Atoms,
    refusals: Refusals,
}

/// What each party refuses on a row.
#[derive(Debug, Default)]
struct Refusals {
    /// The outcomes of the row for parties that name none added later.
    space: Mask,
    /// One a compared party, with nothing for those that have not spoken.
    of: Vec<Option<Refused>>,
}

/// What one party refuses.
#[derive(Debug, Clone, Default)]
struct Refused {
    rejects: Mask,
    /// The outcomes added later that it names.
    later: Mask,
}

/// A condition on other rows.
#[derive(Debug)]
pub(super) struct ConditionMask {
    /// The rows that it speaks of, with the outcomes that fulfil it there.
    on: Vec<(usize, Mask)>,
    /// The compared parties that name outcomes on these rows that were added later, one bit a party.
    names_later: Mask,
    /// Those that refuse all that fulfils the condition on one of these rows, if the party that offers something names
    /// none added later there.
    refuses: Mask,
}

/// The answers on one row.
#[derive(Debug, Default)]
pub(super) struct RowMasks<'m> {
    /// The outcomes of the row for parties that name none added later.
    pub(super) space: Mask,
    /// Those who have spoken, in column order.
    pub(super) speakers: Vec<Speaker<'m>>,
    /// What they say. Several may say the same.
    pub(super) words: Vec<Words>,
    /// Whether the row is words.
    pub(super) is_text: bool,
}

/// A party that has spoken on a row.
#[derive(Debug)]
pub(super) struct Speaker<'m> {
    /// Its place among the compared parties.
    pub(super) place: usize,
    /// What it says, by its place in [`RowMasks::words`].
    pub(super) words: usize,
    /// What else there is to it, which is seldom anything.
    pub(super) apart: Option<Box<Apart<'m>>>,
}

/// What a party says on a row that hangs on no other row.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// What it asks for.
    pub(super) asks: Mask,
    /// What it would take whatever others say of other issues.
    pub(super) takes: Mask,
    /// What it refuses.
    pub(super) rejects: Mask,
    /// Its qualifier, or its words on a row of words; equal texts have equal numbers.
    pub(super) terms: u32,
}

/// What makes each pair with a party a case of its own.
#[derive(Debug)]
pub(super) struct Apart<'m> {
    /// The outcomes added later that it names.
    pub(super) later: Mask,
    /// What it would take if others do not refuse something elsewhere.
    pub(super) offers: Vec<OfferMask<'m>>,
}

/// An offer that hangs on other rows.
#[derive(Debug)]
pub(super) struct OfferMask<'m> {
    pub(super) outcomes: Mask,
    /// What it hangs on there.
    pub(super) conditions: Vec<&'m ConditionMask>,
}

impl<'t> Masks<'t> {
    pub(super) fn new(
        talks: &'t Talks,
        as_of: Option<Date>,
        said: &'t Said,
        rows: &'t Rows,
    ) -> Self {
        let mut masks = Self {
            talks,
            as_of,
            said,
            rows,
            wanted: BTreeMap::new(),
            conditions: BTreeMap::new(),
        };
        let conditions = masks.different_conditions();
        let wanted: Vec<_> = masks.wanted_by(&conditions).into_iter().collect();
        masks.wanted = wanted
            .into_par_iter()
            .filter_map(|(at, outcomes)| {
                let row = *masks.rows.all().get(at)?;
                let atoms = masks.atoms(at, row, &outcomes);
                let refusals = masks.refusals(at, row, &atoms);
                Some((at, Wanted { atoms, refusals }))
            })
            .collect();
        let conditions = conditions.into_par_iter();
        masks.conditions = conditions.map(|on| (on, masks.condition(on))).collect();
        masks
    }

    /// Whether a condition of an offer of a party is refused by another.
    pub(super) fn is_refused(&self, condition: &ConditionMask, party: usize, other: usize) -> bool {
        if !has(&condition.names_later, party) {
            return has(&condition.refuses, other);
        }
        // What the party names is in those rows only between the two.
        let mut on = condition.on.iter();
        on.any(|(at, wanted)| {
            let row = self.wanted.get(at).map(|wanted| &wanted.refusals);
            row.is_some_and(|row| row.is_refused(wanted, Some(party), other))
        })
    }

    fn condition(&self, (issue, parts, outcomes): On<'_>) -> ConditionMask {
        let mut on = Vec::new();
        let parties = self.said.rows.first().map_or(0, Vec::len);
        let none = Mask::from_elem(0, parties.div_ceil(64));
        let (mut names_later, mut refuses) = (none.clone(), none);
        for (at, _) in self.rows.of_issue(issue, parts) {
            let Some(Wanted { atoms, refusals }) = self.wanted.get(&at) else {
                continue;
            };
            let wanted = atoms.mask(outcomes);
            for party in 0..parties {
                if refusals.later_of(party).iter().any(|word| *word != 0) {
                    put(&mut names_later, party..party + 1);
                }
                if refusals.is_refused(&wanted, None, party) {
                    put(&mut refuses, party..party + 1);
                }
            }
            on.push((at, wanted));
        }
        ConditionMask {
            on,
            names_later,
            refuses,
        }
    }

    /// The conditions that offers hang on. Many rows may hang on the same one, which may speak of as many.
    fn different_conditions(&self) -> BTreeSet<On<'t>> {
        let chunks = self.said.rows.par_chunks(ROWS_AT_A_TIME);
        chunks
            .map(conditions_on)
            .reduce(BTreeSet::new, |mut all, more| {
                all.extend(more);
                all
            })
    }

    /// The sets that conditions speak of on each row.
    fn wanted_by(&self, conditions: &BTreeSet<On<'t>>) -> BTreeMap<usize, Vec<&'t OutcomeSet>> {
        let mut wanted: BTreeMap<usize, Vec<&OutcomeSet>> = BTreeMap::new();
        for &(issue, parts, outcomes) in conditions {
            for (at, _) in self.rows.of_issue(issue, parts) {
                wanted.entry(at).or_default().push(outcomes);
            }
        }
        wanted
    }

    fn uttered(&self, at: usize) -> impl Iterator<Item = &'t Kept> {
        self.said.rows.get(at).into_iter().flatten()
    }

    fn atoms(&self, at: usize, row: Row, wanted: &[&OutcomeSet]) -> Atoms {
        let answers = self.uttered(at).filter_map(|uttered| uttered.answer());
        Atoms::of_row(&self.talks.agenda, row, answers, wanted)
    }

    fn refusals(&self, at: usize, row: Row, atoms: &Atoms) -> Refusals {
        let Some(outcomes) = Outcomes::of(self.talks, row, self.as_of) else {
            return Refusals::default();
        };
        let refused = |uttered: &Kept| {
            let answer = uttered.answer()?;
            Some(Refused {
                rejects: atoms.mask(&answer.rejects.intersection(&outcomes.reach)),
                later: atoms.mask(&outcomes.named_of_hidden(uttered)),
            })
        };
        Refusals {
            space: atoms.mask(&outcomes.space),
            of: self.uttered(at).map(refused).collect(),
        }
    }

    /// The masks of the row in this place.
    pub(super) fn row(&self, at: usize) -> RowMasks<'_> {
        let Some(&row) = self.rows.all().get(at) else {
            return RowMasks::default();
        };
        let (Some(issue), Some(outcomes)) = (
            self.talks.agenda.issues.get(row.issue),
            Outcomes::of(self.talks, row, self.as_of),
        ) else {
            return RowMasks::default();
        };
        let made;
        let atoms = match self.wanted.get(&at) {
            Some(wanted) => &wanted.atoms,
            None => {
                made = self.atoms(at, row, &[]);
                &made
            }
        };
        let mut masks = RowMasks {
            space: atoms.mask(&outcomes.space),
            is_text: issue.space == Space::Text,
            ..RowMasks::default()
        };
        let mut terms = Terms::default();
        for (place, uttered) in self.uttered(at).enumerate() {
            let Some(answer) = uttered.answer() else {
                continue;
            };
            let within = |set: &OutcomeSet| atoms.mask(&set.intersection(&outcomes.reach));
            let words = Words {
                asks: within(&answer.asks),
                takes: within(&unconditional(answer)),
                rejects: within(&answer.rejects),
                terms: terms.of(answer, masks.is_text),
            };
            let later = outcomes.named_of_hidden(uttered);
            let offers = self.offers(answer, within);
            let is_plain = later.is_empty() && offers.is_empty();
            let words = masks.place_of(words);
            masks.speakers.push(Speaker {
                place,
                words,
                apart: (!is_plain).then(|| {
                    Box::new(Apart {
                        later: atoms.mask(&later),
                        offers,
                    })
                }),
            });
        }
        masks
    }

    fn offers(
        &self,
        answer: &'t Answer,
        within: impl Fn(&OutcomeSet) -> Mask,
    ) -> Vec<OfferMask<'_>> {
        let mut masks = Vec::new();
        for offer in &answer.offers {
            let on = offer.provided.iter().filter_map(elsewhere);
            let conditions: Vec<&ConditionMask> =
                on.filter_map(|on| self.conditions.get(&on)).collect();
            if !conditions.is_empty() {
                masks.push(OfferMask {
                    outcomes: within(&offer.outcomes),
                    conditions,
                });
            }
        }
        masks
    }
}

impl Refusals {
    /// The outcomes added later that a party names.
    fn later_of(&self, place: usize) -> &[u64] {
        let of = self.of.get(place).and_then(Option::as_ref);
        of.map_or(&[], |of| &of.later)
    }

    /// Whether a party refuses all of these, as another party offers something for them that names outcomes added later,
    /// or one that names none.
    fn is_refused(&self, wanted: &Mask, party: Option<usize>, refuser: usize) -> bool {
        let Some(refused) = self.of.get(refuser).and_then(Option::as_ref) else {
            return false;
        };
        let own = party.map_or(&[][..], |party| self.later_of(party));
        let space = space_of(&self.space, &refused.later, own);
        let wanted = || {
            wanted
                .iter()
                .zip(&space)
                .map(|(wanted, space)| wanted & space)
        };
        wanted().any(|word| word != 0)
            && wanted()
                .zip(&refused.rejects)
                .all(|(word, rejects)| word & !rejects == 0)
    }
}

/// The conditions that offers on some rows hang on, each once.
fn conditions_on(rows: &[Vec<Kept>]) -> BTreeSet<On<'_>> {
    let mut conditions = BTreeSet::new();
    // An answer on several parts is one answer, and is looked through once.
    let mut last: BTreeMap<usize, &Answer> = BTreeMap::new();
    for (place, uttered) in rows.iter().flat_map(|row| row.iter().enumerate()) {
        let answer = uttered.answer();
        let Some(answer) = answer.filter(|answer| !answer.offers.is_empty()) else {
            continue;
        };
        let known = last.insert(place, answer);
        if known.is_some_and(|known| std::ptr::eq(known, answer)) {
            continue;
        }
        let provided = answer.offers.iter().flat_map(|offer| &offer.provided);
        conditions.extend(provided.filter_map(elsewhere));
    }
    conditions
}

/// What a condition speaks of, if it is on another issue.
fn elsewhere(judged: &Judged) -> Option<On<'_>> {
    match &judged.condition {
        Condition::On {
            issue,
            outcomes,
            parts,
        } => Some((*issue, parts.as_deref(), outcomes)),
        Condition::Words(_) => None,
    }
}

/// The outcomes of a row for two parties: those that either names count even before they were added.
pub(super) fn space_of(space: &Mask, first: &[u64], second: &[u64]) -> Mask {
    let mut space = space.clone();
    for later in [first, second] {
        space
            .iter_mut()
            .zip(later)
            .for_each(|(space, later)| *space |= later);
    }
    space
}

impl RowMasks<'_> {
    /// Where these words stand in the list, to which they are added if nobody has said them yet.
    fn place_of(&mut self, words: Words) -> usize {
        /// Where few different things are said, many say the same. Where many are, it is not worth the search.
        const SEARCHED: usize = 32;
        let known = self.words.iter().take(SEARCHED);
        let place = known.clone().position(|known| *known == words);
        place.unwrap_or_else(|| {
            self.words.push(words);
            self.words.len() - 1
        })
    }
}

/// The outcomes of a row as far as they hang on the day.
struct Outcomes {
    /// All but those of other parts, which are not in the row even if somebody names them.
    reach: OutcomeSet,
    /// Those that are in it for parties that name none added later.
    space: OutcomeSet,
    /// Those that are in it only for parties that name them.
    hidden: OutcomeSet,
}

impl Outcomes {
    fn of(talks: &Talks, row: Row, as_of: Option<Date>) -> Option<Self> {
        let space = &talks.agenda.issues.get(row.issue)?.space;
        let reach = space.of_row(row.part, None, &OutcomeSet::EMPTY);
        let space = space.of_row(row.part, as_of, &OutcomeSet::EMPTY);
        Some(Self {
            hidden: reach.difference(&space),
            reach,
            space,
        })
    }

    /// The hidden outcomes that a party names.
    fn named_of_hidden(&self, uttered: &Kept) -> OutcomeSet {
        let late = uttered.late();
        late.map_or(OutcomeSet::EMPTY, |late| late.intersection(&self.hidden))
    }
}

/// How the outcomes of a row are cut into atoms.
struct Atoms {
    /// The first outcome of each atom but the one beyond; below the first of them there may be one more.
    starts: Vec<i64>,
    has_beyond: bool,
}

impl Atoms {
    fn of_row<'s>(
        agenda: &Agenda,
        row: Row,
        answers: impl Iterator<Item = &'s Answer>,
        wanted: &[&OutcomeSet],
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
            for range in set.ranges().iter() {
                starts.extend(range.low());
                starts.extend(range.high().map(|high| high + 1));
            }
        };
        cut(&issue.space.all());
        for set in wanted {
            cut(set);
        }
        for answer in answers {
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
        for range in set.ranges().iter() {
            let low = range.low().unwrap_or(i64::MIN);
            let high = range.high().unwrap_or(i64::MAX);
            let first = self.starts.partition_point(|&start| start < low);
            let last = self.starts.partition_point(|&start| start <= high);
            put(&mut mask, first..last);
        }
        if self.has_beyond && set.has_beyond() {
            put(&mut mask, self.starts.len()..self.starts.len() + 1);
        }
        mask
    }
}

/// Whether this bit is set.
fn has(mask: &Mask, bit: usize) -> bool {
    mask.get(bit / 64)
        .is_some_and(|word| word & (1 << (bit % 64)) != 0)
}

/// Sets these bits.
fn put(mask: &mut Mask, bits: std::ops::Range<usize>) {
    let touched = bits.start / 64..bits.end.div_ceil(64);
    let words = mask.iter_mut().enumerate();
    for (at, word) in words.take(touched.end).skip(touched.start) {
        let inside = |bit: usize| bit.saturating_sub(64 * at).min(64);
        let (first, last) = (inside(bits.start), inside(bits.end));
        if first < last {
            *word |= (u64::MAX >> (64 - (last - first))) << first;
        }
    }
}

/// Numbers for texts, so that equal texts are found by their numbers.
#[derive(Default)]
struct Terms {
    numbers: BTreeMap<String, u32>,
}

impl Terms {
    /// The number of the words of an answer, or of its qualifier.
    fn of(&mut self, answer: &Answer, is_text: bool) -> u32 {
        let text = if is_text {
            answer.words()
        } else {
            match answer.qualifier() {
                Some(qualifier) => qualifier.to_owned(),
                None => return 0,
            }
        };
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX - 1) + 1;
        *self.numbers.entry(text).or_insert(next)
    }
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
