//! What each party has said on each row, before it is read within the row's outcomes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::Question;
use super::answer::Standing;
use super::in_force::utter;
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
        let agenda_rows: Vec<Row> = talks.agenda.rows().collect();
        let positions = question.parties.par_iter();
        let speeches: Vec<Speech<'_>> = positions
            .filter_map(|&party| talks.positions.get(party))
            .map(|position| Speech::of(position, talks.agenda.issues.len()))
            .collect();
        let chunks: Vec<Vec<Vec<Uttered>>> = agenda_rows
            .par_chunks(ROWS_AT_A_TIME)
            .map(|rows| said_on(rows, &speeches, talks, question))
            .collect();
        Self {
            rows: chunks.into_iter().flatten().collect(),
        }
    }

    /// The outcomes of each row, with where each party stands within them.
    pub(super) fn standings(
        &self,
        talks: &Talks,
        as_of: Option<Date>,
    ) -> Vec<(OutcomeSet, Vec<Standing>)> {
        let rows: Vec<Row> = talks.agenda.rows().collect();
        rows.par_iter()
            .zip(&self.rows)
            .map(|(row, uttered)| {
                let late = OutcomeSet::union_of(uttered.iter().filter_map(Uttered::late));
                let space = talks
                    .agenda
                    .issues
                    .get(row.issue)
                    .map(|issue| issue.space.of_row(row.part, as_of, &late))
                    .unwrap_or_default();
                let standings = uttered.iter().map(|one| one.within(&space)).collect();
                (space, standings)
            })
            .collect()
    }
}

/// What all have said on some rows that follow each other.
fn said_on(
    rows: &[Row],
    speeches: &[Speech<'_>],
    talks: &Talks,
    question: &Question,
) -> Vec<Vec<Uttered>> {
    let mut shared: Vec<Shared> = speeches.iter().map(|_| None).collect();
    let mut on_row = |&row: &Row| {
        let issue = talks.agenda.issues.get(row.issue);
        let added = issue.map_or(OutcomeSet::EMPTY, |issue| issue.space.added_where(|_| true));
        let all = speeches.iter().zip(&mut shared);
        all.map(|(speech, shared)| speech.on((row, &added), question, shared))
            .collect()
    };
    rows.iter().map(&mut on_row).collect()
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
    pub(super) fn within(&self, space: &OutcomeSet) -> Standing {
        match &self.standing {
            Standing::Spoken(answer) if !answer.is_within(space) => {
                Standing::Spoken(Arc::new(answer.as_ref().clone().within(space)))
            }
            // Most answers lie within the outcomes of their row, and are shared instead of copied.
            other => other.clone(),
        }
    }
}

/// What a party has said on the parts of this issue that no stance names: the same on all of them.
type Shared = Option<(usize, Uttered)>;

/// All that one party has said, issue by issue.
struct Speech<'t> {
    position: &'t Position,
    /// Its stances as indices, by issue; on one issue in file order.
    stances: Vec<usize>,
    /// Where the stances on each issue begin, and where those on the last one end.
    starts: Vec<usize>,
    /// The parts that some stance on an issue names.
    named: BTreeMap<usize, BTreeSet<usize>>,
}

impl<'t> Speech<'t> {
    fn of(position: &'t Position, issues: usize) -> Self {
        let mut named: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let mut counts = vec![0; issues + 1];
        for stance in &position.stances {
            if let Some(count) = counts.get_mut(stance.issue) {
                *count += 1;
            }
            if let Some(parts) = &stance.parts {
                named.entry(stance.issue).or_default().extend(parts.iter());
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
            position,
            stances,
            starts,
            named,
        }
    }

    fn on_issue(&self, issue: usize) -> &[usize] {
        let ends = self.starts.get(issue).zip(self.starts.get(issue + 1));
        ends.and_then(|(&start, &end)| self.stances.get(start..end))
            .unwrap_or_default()
    }

    /// What it has said on a row, of which these outcomes were added later.
    fn on(
        &self,
        (row, added): (Row, &OutcomeSet),
        question: &Question,
        shared: &mut Shared,
    ) -> Uttered {
        let stances = self.on_issue(row.issue);
        if stances.is_empty() {
            return Uttered::NOTHING;
        }
        let is_shared = row.part.is_some_and(|part| {
            let named = self.named.get(&row.issue);
            named.is_none_or(|named| !named.contains(&part))
        });
        if let (true, Some((issue, uttered))) = (is_shared, &*shared)
            && *issue == row.issue
        {
            return uttered.clone();
        }
        let uttered = utter(self.position, stances, (row, added), question);
        if is_shared {
            *shared = Some((row.issue, uttered.clone()));
        }
        uttered
    }
}
