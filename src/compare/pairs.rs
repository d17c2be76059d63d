//! How every two of many parties stand to each other: verdicts counted over all rows, by bit masks.
//!
//! It gives the same counts as comparing each two on their own, and goes over the answers once. Many parties say few
//! different things, so each two of these are related once a row, and the pairs of parties look up how.

use std::ops::Range;

use rayon::prelude::*;

use super::masks::{Mask, Masks, OfferMask, RowMasks, Speaker, Words, space_of};
use super::record::Record;
use super::rows::Rows;
use super::said::Said;
use super::{Counts, Pair, Question, Verdict};
use crate::model::Talks;

/// How two who have spoken on a row relate: a verdict, or an overlap that only different terms keep from being
/// aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Of(Verdict),
    Qualified,
}

impl Relation {
    /// Its place in a [`Tally`].
    fn place(self) -> usize {
        match self {
            Self::Of(verdict) => verdict as usize,
            Self::Qualified => Verdict::ALL.len(),
        }
    }
}

/// On how many rows on which both have spoken a pair is related how.
type Tally = [u32; Verdict::ALL.len() + 1];

/// Counts the verdicts of every two compared parties.
pub(super) fn pairs(talks: &Talks, question: &Question, said: &Said) -> Vec<Pair> {
    let parties = question.parties.len();
    let rows = Rows::of(&talks.agenda);
    let record = Record::of(talks, question);
    let judged = rows.all().iter().map(|&row| record.assessed(row));
    let on_words: Vec<Verdict> = judged
        .map(|judged| judged.map_or(Verdict::Text, |(_, verdict)| verdict))
        .collect();
    let field = Field {
        masks: &Masks::new(talks, question.as_of, said, &rows),
        on_words: &on_words,
        parties,
    };
    let tallies = field.tally_on_all_cores();
    let mut spoken = vec![0; parties];
    for row in &said.rows {
        for (count, uttered) in spoken.iter_mut().zip(row) {
            *count += usize::from(uttered.answer().is_some());
        }
    }
    let both =
        (0..parties).flat_map(|first| (first + 1..parties).map(move |second| (first, second)));
    both.zip(tallies)
        .map(|(pair, tally)| finish(pair, tally, &spoken, rows.all().len()))
        .collect()
}

/// Adds the rows on which not both have spoken.
fn finish(pair: (usize, usize), tally: Tally, spoken: &[usize], rows: usize) -> Pair {
    let of = |place: usize| spoken.get(place).copied().unwrap_or(0);
    let [verdicts @ .., qualified] = tally.map(|count| count as usize);
    let both: usize = verdicts.iter().sum::<usize>() + qualified;
    let either = of(pair.0) + of(pair.1) - both;
    let mut verdicts = verdicts;
    let mut put = |verdict: Verdict, count: usize| {
        if let Some(place) = verdicts.get_mut(verdict as usize) {
            *place += count;
        }
    };
    put(Verdict::Overlap, qualified);
    put(Verdict::OneSided, either - both);
    put(Verdict::Unstated, rows - either);
    Pair {
        parties: pair,
        counts: Counts::new(verdicts, qualified),
    }
}

/// All rows, with what is needed to compare any two parties on them.
struct Field<'a> {
    masks: &'a Masks<'a>,
    on_words: &'a [Verdict],
    parties: usize,
}

impl Field<'_> {
    fn no_tallies(&self) -> Vec<Tally> {
        vec![Tally::default(); self.parties * self.parties.saturating_sub(1) / 2]
    }

    fn tally_on_all_cores(&self) -> Vec<Tally> {
        // Each share has counters of its own, of which there are many: so there are few shares.
        let share = self.on_words.len();
        let share = share.div_ceil(2 * rayon::current_num_threads()).max(1);
        let starts: Vec<usize> = (0..self.on_words.len()).step_by(share).collect();
        let shares = starts.into_par_iter();
        shares
            .map(|start| self.tally(start..(start + share).min(self.on_words.len())))
            .reduce(
                || self.no_tallies(),
                |mut total, part| {
                    let counts = total.iter_mut().flatten();
                    let more = part.iter().flatten();
                    counts.zip(more).for_each(|(sum, part)| *sum += part);
                    total
                },
            )
    }

    fn tally(&self, rows: Range<usize>) -> Vec<Tally> {
        let mut tallies = self.no_tallies();
        for at in rows {
            let row = self.masks.row(at);
            let words = self.on_words.get(at).copied().unwrap_or(Verdict::Text);
            let known = Known::of(&row, words);
            // Whoever names an outcome added later has other outcomes than the others have.
            let has_later = row.speakers.iter().any(Speaker::names_later);
            for (nth, first) in row.speakers.iter().enumerate() {
                // Where the pairs of the first party begin in the list of all pairs, less its own place.
                let base = first.place * self.parties - first.place * (first.place + 1) / 2;
                let of_first = known.with(first.words);
                for second in row.speakers.iter().skip(nth + 1) {
                    let is_plain = !has_later && first.apart.is_none() && second.apart.is_none();
                    let relation = if is_plain || row.is_text {
                        of_first.get(second.words).copied()
                    } else {
                        self.relate_apart(&row, first, second)
                    };
                    let tally = tallies.get_mut(base + second.place - first.place - 1);
                    let count = relation
                        .zip(tally)
                        .and_then(|(relation, tally)| tally.get_mut(relation.place()));
                    if let Some(count) = count {
                        *count += 1;
                    }
                }
            }
        }
        tallies
    }

    /// How two relate of whom one names outcomes added later, or offers something that hangs on other rows.
    fn relate_apart(
        &self,
        row: &RowMasks<'_>,
        first: &Speaker<'_>,
        second: &Speaker<'_>,
    ) -> Option<Relation> {
        let (of_first, of_second) = (row.words.get(first.words)?, row.words.get(second.words)?);
        let space = space_of(&row.space, first.later(), second.later());
        let (first_takes, second_takes) = (
            self.takes(&of_first.takes, first, second.place, &space),
            self.takes(&of_second.takes, second, first.place, &space),
        );
        let mut seen = Seen::default();
        for (at, &space) in space.iter().enumerate() {
            let word = |mask: &[u64]| mask.get(at).copied().unwrap_or(0) & space;
            seen.add(
                word(&of_first.asks) & word(&of_second.asks),
                (word(&first_takes), word(&of_first.rejects)),
                (word(&second_takes), word(&of_second.rejects)),
            );
        }
        Some(seen.relation(of_first.terms == of_second.terms))
    }

    /// All that a party would take as far as the other does not refuse the conditions of its offers.
    fn takes(&self, plain: &Mask, party: &Speaker<'_>, other: usize, space: &[u64]) -> Mask {
        let mut takes = plain.clone();
        for offer in party.offers() {
            // An offer of nothing in the space hangs on nothing.
            let counts = offer
                .outcomes
                .iter()
                .zip(space)
                .any(|(outcomes, space)| outcomes & space != 0);
            if counts && !self.is_refused(offer, party.place, other) {
                takes
                    .iter_mut()
                    .zip(&offer.outcomes)
                    .for_each(|(takes, outcomes)| *takes |= outcomes);
            }
        }
        takes
    }

    fn is_refused(&self, offer: &OfferMask<'_>, party: usize, other: usize) -> bool {
        let mut conditions = offer.conditions.iter();
        conditions.any(|condition| self.masks.is_refused(condition, party, other))
    }
}

impl Speaker<'_> {
    fn names_later(&self) -> bool {
        self.later().iter().any(|word| *word != 0)
    }

    fn later(&self) -> &[u64] {
        self.apart.as_deref().map_or(&[], |apart| &apart.later)
    }

    fn offers(&self) -> &[OfferMask<'_>] {
        self.apart.as_deref().map_or(&[], |apart| &apart.offers)
    }
}

/// How each two things that are said on a row relate.
struct Known {
    relations: Vec<Relation>,
    count: usize,
}

impl Known {
    /// `differing` is the verdict on words that differ, on a row of words.
    fn of(row: &RowMasks<'_>, differing: Verdict) -> Self {
        let relate = |first: &Words, second: &Words| match row.is_text {
            true if first.terms == second.terms => Relation::Of(Verdict::Aligned),
            true => Relation::Of(differing),
            false => relate(first, second, &row.space),
        };
        let count = row.words.len();
        let mut relations = vec![Relation::Of(Verdict::Aligned); count * count];
        for (at, first) in row.words.iter().enumerate() {
            for (other, second) in row.words.iter().enumerate().skip(at) {
                // Two relate to each other as they do the other way round.
                let relation = relate(first, second);
                for place in [at * count + other, other * count + at] {
                    if let Some(known) = relations.get_mut(place) {
                        *known = relation;
                    }
                }
            }
        }
        Self { relations, count }
    }

    /// How the words in this place relate to all, by their places.
    fn with(&self, place: usize) -> &[Relation] {
        let start = place * self.count;
        let line = self.relations.get(start..start + self.count);
        line.unwrap_or_default()
    }
}

/// How two relate whose answers hang on nothing else.
fn relate(first: &Words, second: &Words, space: &Mask) -> Relation {
    let of_first = first.asks.iter().zip(&first.takes).zip(&first.rejects);
    let of_second = second.asks.iter().zip(&second.takes).zip(&second.rejects);
    let mut seen = Seen::default();
    for ((of_first, of_second), &space) in of_first.zip(of_second).zip(space) {
        let ((first_asks, first_takes), first_rejects) = of_first;
        let ((second_asks, second_takes), second_rejects) = of_second;
        seen.add(
            first_asks & second_asks & space,
            (first_takes & space, *first_rejects),
            (second_takes & space, *second_rejects),
        );
    }
    seen.relation(first.terms == second.terms)
}

/// What has been seen of two answers, word by word.
#[derive(Default)]
struct Seen {
    both_ask: u64,
    both_take: u64,
    first_takes: u64,
    second_takes: u64,
    first_left: u64,
    second_left: u64,
}

impl Seen {
    fn add(&mut self, both_ask: u64, first: (u64, u64), second: (u64, u64)) {
        let ((first_takes, first_rejects), (second_takes, second_rejects)) = (first, second);
        self.both_ask |= both_ask;
        self.both_take |= first_takes & second_takes;
        self.first_takes |= first_takes;
        self.second_takes |= second_takes;
        self.first_left |= first_takes & !second_rejects;
        self.second_left |= second_takes & !first_rejects;
    }

    fn relation(&self, is_on_same_terms: bool) -> Relation {
        let is_refused = (self.first_takes != 0 && self.first_left == 0)
            || (self.second_takes != 0 && self.second_left == 0);
        if self.both_ask != 0 {
            if is_on_same_terms {
                Relation::Of(Verdict::Aligned)
            } else {
                Relation::Qualified
            }
        } else if self.both_take != 0 {
            Relation::Of(Verdict::Overlap)
        } else if is_refused {
            Relation::Of(Verdict::Opposed)
        } else {
            Relation::Of(Verdict::Gap)
        }
    }
}
