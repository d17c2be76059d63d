//! How every two of many parties stand to each other: verdicts counted over all rows, by bit masks.
//!
//! It gives the same counts as comparing each two on their own, and goes over the answers once.

use rayon::prelude::*;

use super::answer::Said;
use super::masks::{Mask, OfferMask, RowMasks, Speaker, masks};
use super::record::Record;
use super::rows::Rows;
use super::{Counts, Pair, Question, Verdict};
use crate::model::Talks;

/// What is counted of a pair: the verdicts of rows on which both have spoken, and the qualified among them.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    verdicts: [u32; Verdict::ALL.len()],
    qualified: u32,
}

/// Counts the verdicts of every two compared parties.
pub(super) fn pairs(talks: &Talks, question: &Question, said: &Said) -> Vec<Pair> {
    let parties = question.parties.len();
    let rows = Rows::of(&talks.agenda);
    let masks = masks(talks, question.as_of, said, &rows);
    let record = Record::of(talks, question);
    let judged = rows.all().iter().map(|&row| record.assessed(row));
    let on_words: Vec<Verdict> = judged
        .map(|judged| judged.map_or(Verdict::Text, |(_, verdict)| verdict))
        .collect();
    let field = Field {
        masks: &masks,
        on_words: &on_words,
        parties,
    };
    let tallies = field.tally_on_all_cores();
    let mut spoken = vec![0; parties];
    for speaker in masks.iter().flat_map(|row| &row.spoken) {
        if let Some(count) = spoken.get_mut(speaker.place) {
            *count += 1;
        }
    }
    let both =
        (0..parties).flat_map(|first| (first + 1..parties).map(move |second| (first, second)));
    both.zip(tallies)
        .map(|(pair, tally)| finish(pair, &tally, &spoken, rows.all().len()))
        .collect()
}

/// Adds the rows on which not both have spoken.
fn finish(pair: (usize, usize), tally: &Tally, spoken: &[usize], rows: usize) -> Pair {
    let of = |place: usize| spoken.get(place).copied().unwrap_or(0);
    let both: usize = tally.verdicts.iter().map(|&count| count as usize).sum();
    let either = of(pair.0) + of(pair.1) - both;
    let mut verdicts = tally.verdicts.map(|count| count as usize);
    let mut put = |verdict: Verdict, count: usize| {
        if let Some(place) = verdicts.get_mut(verdict as usize) {
            *place = count;
        }
    };
    put(Verdict::OneSided, either - both);
    put(Verdict::Unstated, rows - either);
    Pair {
        parties: pair,
        counts: Counts::new(verdicts, tally.qualified as usize),
    }
}

/// All rows as masks, with what is needed to compare any two parties on them.
struct Field<'a> {
    masks: &'a [RowMasks],
    on_words: &'a [Verdict],
    parties: usize,
}

impl Field<'_> {
    fn tally_on_all_cores(&self) -> Vec<Tally> {
        let share = self
            .masks
            .len()
            .div_ceil(rayon::current_num_threads())
            .max(1);
        let starts: Vec<usize> = (0..self.masks.len()).step_by(share).collect();
        starts
            .into_par_iter()
            .map(|start| self.tally(start..(start + share).min(self.masks.len())))
            .reduce(
                || vec![Tally::default(); self.parties * self.parties.saturating_sub(1) / 2],
                |mut total, part| {
                    for (sum, part) in total.iter_mut().zip(part) {
                        for (sum, part) in sum.verdicts.iter_mut().zip(part.verdicts) {
                            *sum += part;
                        }
                        sum.qualified += part.qualified;
                    }
                    total
                },
            )
    }

    fn tally(&self, rows: std::ops::Range<usize>) -> Vec<Tally> {
        let mut tallies = vec![Tally::default(); self.parties * self.parties.saturating_sub(1) / 2];
        for (row, words) in self
            .masks
            .iter()
            .zip(self.on_words)
            .skip(rows.start)
            .take(rows.len())
        {
            for (at, first) in row.spoken.iter().enumerate() {
                // Where the pairs of the first party begin in the list of all pairs, less its own place.
                let base = first.place * self.parties - first.place * (first.place + 1) / 2;
                for second in row.spoken.iter().skip(at + 1) {
                    let (verdict, is_qualified) = self.relate(row, *words, first, second);
                    if let Some(tally) = tallies.get_mut(base + second.place - first.place - 1) {
                        if let Some(count) = tally.verdicts.get_mut(verdict as usize) {
                            *count += 1;
                        }
                        tally.qualified += u32::from(is_qualified);
                    }
                }
            }
        }
        tallies
    }

    /// The verdict of two who have spoken on a row, and whether it is a qualified overlap.
    fn relate(
        &self,
        row: &RowMasks,
        words: Verdict,
        first: &Speaker,
        second: &Speaker,
    ) -> (Verdict, bool) {
        if row.is_text {
            return (
                if first.terms == second.terms {
                    Verdict::Aligned
                } else {
                    words
                },
                false,
            );
        }
        let is_plain = !row.has_later && first.offers.is_empty() && second.offers.is_empty();
        if is_plain {
            return relate_words(first, second, row);
        }
        let space = space_of(row, first, second);
        let (of_first, of_second) = (
            self.takes(first, second, &space),
            self.takes(second, first, &space),
        );
        let mut seen = Seen::default();
        for (at, &space) in space.iter().enumerate() {
            let word = |mask: &[u64]| mask.get(at).copied().unwrap_or(0) & space;
            seen.add(
                word(&first.asks) & word(&second.asks),
                (word(&of_first), word(&first.rejects)),
                (word(&of_second), word(&second.rejects)),
            );
        }
        seen.verdict(first.terms == second.terms)
    }

    /// All that a party would take as far as the other does not refuse the conditions of its offers.
    fn takes(&self, party: &Speaker, other: &Speaker, space: &[u64]) -> Mask {
        let mut takes = party.takes.clone();
        for offer in &party.offers {
            // An offer of nothing in the space hangs on nothing.
            let counts = offer
                .outcomes
                .iter()
                .zip(space)
                .any(|(outcomes, space)| outcomes & space != 0);
            if counts && !self.is_refused(offer, party.place, other.place) {
                takes
                    .iter_mut()
                    .zip(&offer.outcomes)
                    .for_each(|(takes, outcomes)| *takes |= outcomes);
            }
        }
        takes
    }

    fn is_refused(&self, offer: &OfferMask, party: usize, other: usize) -> bool {
        offer.conditions.iter().any(|(at, wanted)| {
            let Some(row) = self.masks.get(*at) else {
                return false;
            };
            let speaker = |place: usize| {
                row.speaker_at
                    .get(place)
                    .copied()
                    .flatten()
                    .and_then(|at| row.spoken.get(at))
            };
            let Some(refuser) = speaker(other) else {
                return false;
            };
            let nobody = Speaker::default();
            let space = space_of(row, refuser, speaker(party).unwrap_or(&nobody));
            let wanted = || {
                wanted
                    .iter()
                    .zip(&space)
                    .map(|(wanted, space)| wanted & space)
            };
            wanted().any(|word| word != 0)
                && wanted()
                    .zip(&refuser.rejects)
                    .all(|(word, rejects)| word & !rejects == 0)
        })
    }
}

/// The outcomes of a row for two parties: those that either names count even before they were added.
fn space_of(row: &RowMasks, first: &Speaker, second: &Speaker) -> Mask {
    let mut space = row.space.clone();
    for later in [&first.later, &second.later] {
        space
            .iter_mut()
            .zip(later)
            .for_each(|(space, later)| *space |= later);
    }
    space
}

/// The common case, in which nothing is set aside in memory: no offers on other rows, and one space for all.
fn relate_words(first: &Speaker, second: &Speaker, row: &RowMasks) -> (Verdict, bool) {
    let of_first = first.asks.iter().zip(&first.takes).zip(&first.rejects);
    let of_second = second.asks.iter().zip(&second.takes).zip(&second.rejects);
    let mut seen = Seen::default();
    for ((first, second), &space) in of_first.zip(of_second).zip(&row.space) {
        let ((first_asks, first_takes), first_rejects) = first;
        let ((second_asks, second_takes), second_rejects) = second;
        seen.add(
            first_asks & second_asks & space,
            (first_takes & space, *first_rejects),
            (second_takes & space, *second_rejects),
        );
    }
    seen.verdict(first.terms == second.terms)
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

    fn verdict(&self, is_on_same_terms: bool) -> (Verdict, bool) {
        let is_refused = (self.first_takes != 0 && self.first_left == 0)
            || (self.second_takes != 0 && self.second_left == 0);
        if self.both_ask != 0 && is_on_same_terms {
            (Verdict::Aligned, false)
        } else if self.both_take != 0 {
            (Verdict::Overlap, self.both_ask != 0)
        } else if is_refused {
            (Verdict::Opposed, false)
        } else {
            (Verdict::Gap, false)
        }
    }
}
