//! What each party has said on each row, before it is read within the row's outcomes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::answer::{Answer, Standing};
use super::conditions::Stood;
use super::holds::Holds;
use super::in_force::{Hearing, utter};
use super::{Question, RowComparison};
use crate::model::{OutcomeSet, Position, Row, Talks};

/// How many rows are gone over in one go, so that all cores have work and each goes on where it was.
pub(super) const ROWS_AT_A_TIME: usize = 64;

/// What each compared party has said on each row, before it is read within the row's outcomes.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// In the order of the agenda's rows; inside, one a compared party.
    pub(super) rows: Vec<Vec<Uttered>>,
}

/// What one party has said on one row.
#[derive(Debug, Clone)]
pub(super) struct Uttered {
    standing: Standing,
    aside: Option<Arc<Aside>>,
}

/// What only few parties have said on few rows.
#[derive(Debug, Default)]
struct Aside {
    /// The outcomes added later that its stances in force name by id.
    late: OutcomeSet,
    /// Every stance in force that wishes for an order, as indices.
    wishing: Vec<usize>,
}

impl Said {
    pub(super) fn collect(talks: &Talks, question: &Question) -> Self {
        let rows: Vec<Row> = talks.agenda.rows().collect();
        let speeches = Speeches::of(talks, question);
        let said = speeches.on_rows(talks, question, (&rows, &[]), |_| true);
        Self {
            rows: said
                .into_iter()
                .flatten()
                .map(|said| said.uttered)
                .collect(),
        }
    }
}

/// What all have said on one row.
pub(super) struct SaidOnRow {
    /// One a compared party.
    pub(super) uttered: Vec<Uttered>,
    /// The places of the parties that offer something on conditions.
    offering: Vec<usize>,
    /// The sources that they cite, as indices, each once, in the order in which they come up.
    cited: Vec<usize>,
    /// The same, to be found fast: one row may cite as many as a file holds.
    known: BTreeSet<usize>,
    /// The days as of which that is the same.
    holds: Holds,
}

impl SaidOnRow {
    /// Takes in what the next party has said.
    fn add(&mut self, position: &Position, uttered: Uttered, holds: Holds) {
        if let Some(answer) = uttered.raw().answer() {
            let stances = answer.stances.iter();
            let stances = stances.filter_map(|&index| position.stances.get(index));
            for cite in stances.flat_map(|stance| &stance.cites) {
                if self.known.insert(cite.source) {
                    self.cited.push(cite.source);
                }
            }
            if !answer.offers.is_empty() {
                self.offering.push(self.uttered.len());
            }
        }
        self.holds = self.holds.and(holds);
        self.uttered.push(uttered);
    }

    /// The outcomes of the row, with where each party stands within them. The row as `known` of another day saves a look at
    /// the answers that are shared with it.
    pub(super) fn standings(
        self,
        talks: &Talks,
        row: Row,
        as_of: Option<Date>,
        known: Option<&RowComparison>,
    ) -> Stood {
        let late = OutcomeSet::union_of(self.uttered.iter().filter_map(Uttered::late));
        let mut holds = self.holds;
        let issue = talks.agenda.issues.get(row.issue);
        let space = issue.map(|issue| {
            let space = issue.space.of_row(row.part, as_of, &late);
            let outcomes = issue.space.outcomes().iter().chain(issue.space.beyond());
            for added in outcomes.filter_map(|outcome| outcome.added) {
                holds.note(added.first_day(), as_of);
            }
            space
        });
        let space = space.unwrap_or_default();
        let known = known.filter(|known| known.row == row && known.space == space);
        let known = known.map_or(&[][..], |known| &known.standings);
        let within = |(place, one): (usize, Uttered)| match known.get(place) {
            Some(known) if one.standing.is_shared_with(known) => one.standing,
            _ => one.within(&space),
        };
        let uttered = self.uttered.into_iter().enumerate();
        let standings: Vec<Standing> = uttered.map(within).collect();
        Stood {
            space,
            standings,
            offering: self.offering.into_boxed_slice(),
            cited: self.cited.into_boxed_slice(),
            holds,
        }
    }
}

/// All that each compared party has said, issue by issue.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Speeches(Vec<Speech>);

impl Speeches {
    pub(super) fn of(talks: &Talks, question: &Question) -> Self {
        let positions = question.parties.par_iter();
        let speeches = positions
            .filter_map(|&party| talks.positions.get(party))
            .map(|position| Speech::of(position, talks.agenda.issues.len()));
        Self(speeches.collect())
    }

    /// What was said on the rows whose places are wanted. Answers that are the same on a `known` row, of the same parties
    /// and counted from the same day, are shared with it.
    pub(super) fn on_rows(
        &self,
        talks: &Talks,
        question: &Question,
        (rows, known): (&[Row], &[Arc<RowComparison>]),
        is_wanted: impl Fn(usize) -> bool + Sync,
    ) -> Vec<Option<SaidOnRow>> {
        let chunks = rows.par_chunks(ROWS_AT_A_TIME).enumerate();
        let chunks: Vec<Vec<Option<SaidOnRow>>> = chunks
            .map(|(nth, rows)| {
                let places = nth * ROWS_AT_A_TIME..;
                let is_wanted: Vec<bool> = places
                    .clone()
                    .zip(rows)
                    .map(|(at, _)| is_wanted(at))
                    .collect();
                let wanted = rows.iter().zip(places).zip(&is_wanted);
                let wanted = wanted.filter(|(_, wanted)| **wanted);
                let wanted = wanted.map(|((row, at), _)| {
                    let known = known.get(at).filter(|known| known.row == *row);
                    ToHear::new(talks, *row, known.map(Arc::as_ref))
                });
                let wanted: Vec<ToHear<'_>> = wanted.collect();
                let mut said = self.hear(talks, question, &wanted).into_iter();
                let said = is_wanted
                    .into_iter()
                    .map(|is_wanted| if is_wanted { said.next() } else { None });
                said.collect()
            })
            .collect();
        chunks.into_iter().flatten().collect()
    }

    /// What was said on these rows. It goes from party to party, since the stances of one on neighbouring issues lie beside
    /// each other.
    fn hear(&self, talks: &Talks, question: &Question, rows: &[ToHear<'_>]) -> Vec<SaidOnRow> {
        let nothing = || SaidOnRow {
            uttered: Vec::with_capacity(self.0.len()),
            offering: Vec::new(),
            cited: Vec::new(),
            known: BTreeSet::new(),
            holds: Holds::default(),
        };
        let mut said: Vec<SaidOnRow> = rows.iter().map(|_| nothing()).collect();
        let parties = question.parties.iter();
        let positions = parties.filter_map(|&party| talks.positions.get(party));
        for (place, (speech, position)) in self.0.iter().zip(positions).enumerate() {
            let mut shared: Shared<'_> = None;
            for (row, said) in rows.iter().zip(&mut said) {
                let (uttered, holds) = speech.on(position, (row, place), question, &mut shared);
                said.add(position, uttered, holds);
            }
        }
        said
    }

    /// The stances of the party in this place on an issue, as indices in file order.
    pub(super) fn stances(&self, place: usize, issue: usize) -> &[usize] {
        let speech = self.0.get(place);
        speech.map_or(&[][..], |speech| speech.on_issue(issue))
    }

    /// What was said on one row.
    pub(super) fn on_row(&self, talks: &Talks, question: &Question, row: Row) -> Vec<Uttered> {
        let row = ToHear::new(talks, row, None);
        let said = self.hear(talks, question, &[row]).into_iter();
        said.flat_map(|said| said.uttered).collect()
    }
}

impl Uttered {
    /// That nothing has been said.
    const NOTHING: Self = Self {
        standing: Standing::Silent,
        aside: None,
    };

    pub(super) fn new(standing: Standing, late: OutcomeSet, wishing: Vec<usize>) -> Self {
        let is_plain = late.is_empty() && wishing.is_empty();
        Self {
            standing,
            aside: (!is_plain).then(|| Arc::new(Aside { late, wishing })),
        }
    }

    /// Where the party stands, whatever the outcomes of the row.
    pub(super) fn raw(&self) -> &Standing {
        &self.standing
    }

    /// The outcomes added later that its stances in force name by id, if there are any.
    pub(super) fn late(&self) -> Option<&OutcomeSet> {
        let late = self.aside.as_ref().map(|aside| &aside.late);
        late.filter(|late| !late.is_empty())
    }

    /// Every stance in force that wishes for an order, as indices.
    pub(super) fn wishing(&self) -> &[usize] {
        self.aside.as_ref().map_or(&[], |aside| &aside.wishing)
    }

    /// Where the party stands, read within these outcomes.
    pub(super) fn within(self, space: &OutcomeSet) -> Standing {
        match self.standing {
            Standing::Spoken(answer) if !answer.is_within(space) => {
                Standing::Spoken(Arc::new(answer.as_ref().clone().within(space)))
            }
            // Most answers lie within the outcomes of their row, and are shared instead of copied.
            other => other,
        }
    }
}

/// A row on which it is to be found out what was said.
struct ToHear<'a> {
    row: Row,
    /// Its outcomes that were added later.
    added: OutcomeSet,
    /// The same row as of another day.
    known: Option<&'a RowComparison>,
}

impl<'a> ToHear<'a> {
    fn new(talks: &Talks, row: Row, known: Option<&'a RowComparison>) -> Self {
        let issue = talks.agenda.issues.get(row.issue);
        Self {
            row,
            added: issue.map_or(OutcomeSet::EMPTY, |issue| issue.space.added_where(|_| true)),
            known,
        }
    }

    /// What the party in this place said as of the other day.
    fn known(&self, place: usize) -> Option<&'a Arc<Answer>> {
        match self.known?.standings.get(place)? {
            Standing::Spoken(answer) => Some(answer),
            Standing::Silent | Standing::Withdrawn => None,
        }
    }
}

/// What a party has said on the last part of this issue, and the stances that name the part: the same is said on all
/// parts that just these name.
type Shared<'a> = Option<(usize, &'a [usize], (Uttered, Holds))>;

/// All that one party has said, issue by issue.
#[derive(Debug, Clone, PartialEq)]
struct Speech {
    /// Its stances as indices, by issue; on one issue in file order.
    stances: Vec<usize>,
    /// Where the stances on each issue begin, and where those on the last one end.
    starts: Vec<usize>,
    /// The issues on which some stance names parts.
    divided: BTreeMap<usize, Divided>,
}

/// The stances on an issue by the parts that they name, as indices in file order.
#[derive(Debug, Clone, PartialEq, Default)]
struct Divided {
    /// Those that name none, and so speak of all parts.
    of_all: Vec<usize>,
    /// Those that name parts, part by part.
    of_parts: BTreeMap<usize, Vec<usize>>,
}

impl Speech {
    fn of(position: &Position, issues: usize) -> Self {
        let mut counts = vec![0; issues + 1];
        for stance in &position.stances {
            if let Some(count) = counts.get_mut(stance.issue) {
                *count += 1;
            }
        }
        let mut next = 0;
        let starts = counts.iter().map(|count| {
            let start = next;
            next += count;
            start
        });
        let starts = starts.collect();
        let mut stances: Vec<usize> = (0..position.stances.len()).collect();
        // The sort is stable, and does next to nothing where a file follows its agenda.
        stances.sort_by_key(|&index| position.stances.get(index).map(|stance| stance.issue));
        Self {
            divided: divided(position),
            stances,
            starts,
        }
    }

    fn on_issue(&self, issue: usize) -> &[usize] {
        let ends = self.starts.get(issue).zip(self.starts.get(issue + 1));
        ends.and_then(|(&start, &end)| self.stances.get(start..end))
            .unwrap_or_default()
    }

    /// What it, the party in this place, has said on a row.
    fn on<'a>(
        &'a self,
        position: &Position,
        (to_hear, place): (&ToHear<'_>, usize),
        question: &Question,
        shared: &mut Shared<'a>,
    ) -> (Uttered, Holds) {
        let row = to_hear.row;
        let stances = self.on_issue(row.issue);
        if stances.is_empty() {
            return (Uttered::NOTHING, Holds::default());
        }
        let hearing = Hearing {
            row,
            added: &to_hear.added,
            known: to_hear.known(place),
        };
        let Some(part) = row.part else {
            return utter(position, stances, hearing, question);
        };
        let divided = self.divided.get(&row.issue);
        let naming = divided.map_or(&[][..], |divided| divided.naming(part));
        if let Some((issue, known, uttered)) = &*shared
            && (*issue, *known) == (row.issue, naming)
        {
            return uttered.clone();
        }
        let on_part = divided.map(|divided| divided.on(part));
        let stances = on_part.as_deref().unwrap_or(stances);
        let uttered = utter(position, stances, hearing, question);
        *shared = Some((row.issue, naming, uttered.clone()));
        uttered
    }
}

impl Divided {
    /// The stances that name a part.
    fn naming(&self, part: usize) -> &[usize] {
        self.of_parts.get(&part).map_or(&[], Vec::as_slice)
    }

    /// The stances that speak of a part.
    fn on(&self, part: usize) -> Vec<usize> {
        let mut all = [self.of_all.as_slice(), self.naming(part)].concat();
        all.sort_unstable();
        all
    }
}

/// The stances of a party on the issues on which some stance names parts.
fn divided(position: &Position) -> BTreeMap<usize, Divided> {
    let mut divided: BTreeMap<usize, Divided> = BTreeMap::new();
    let stances = || position.stances.iter().enumerate();
    for (index, stance) in stances() {
        for part in stance.parts.iter().flatten() {
            let of_issue = divided.entry(stance.issue).or_default();
            of_issue.of_parts.entry(*part).or_default().push(index);
        }
    }
    for (index, stance) in stances().filter(|(_, stance)| stance.parts.is_none()) {
        if let Some(of_issue) = divided.get_mut(&stance.issue) {
            of_issue.of_all.push(index);
        }
    }
    divided
}
