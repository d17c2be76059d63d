//! What each party has said on each row, before it is read within the row's outcomes.

use std::sync::Arc;

use rayon::prelude::*;

use super::Question;
use super::answer::{Answer, Standing};
use super::citing::Citing;
use super::conditions::{Stage, Stood};
use super::hearing::{Known, ToHear};
use super::roll_call::hear;
use super::rows::Rows;
use super::speech::Speech;
use crate::model::{OutcomeSet, Row, Talks};

/// How many rows are gone over in one go, so that all cores have work and each goes on where it was.
pub(super) const ROWS_AT_A_TIME: usize = 64;

/// What each compared party has said on each row, before it is read within the row's outcomes.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// In the order of the agenda's rows; inside, one a compared party.
    pub(super) rows: Vec<Vec<Kept>>,
}

/// What one party has said on one row, to be kept.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    standing: Standing,
    aside: Option<Arc<Aside>>,
}

/// What one party has said on one row, as it is heard.
#[derive(Debug, Clone)]
pub(super) struct Uttered {
    voiced: Voiced,
    aside: Option<Arc<Aside>>,
}

/// Where a party is heard to stand. An answer is held in place at first: parties are heard one after the other, and when
/// their answers are then put away row by row, those on one row, which are looked at together, lie beside each other.
#[derive(Debug, Clone)]
pub(super) enum Voiced {
    /// Nowhere.
    Nothing,
    /// Nowhere any more.
    Withdrawal,
    /// At an answer on one row.
    Held(Answer),
    /// At an answer that may be that on several parts.
    Shared(Arc<Answer>),
}

/// What a party has said, with its place among the compared ones.
pub(super) type Heard = (usize, Uttered);

/// What only few parties have said on few rows.
#[derive(Debug, Default)]
struct Aside {
    /// The outcomes added later that its stances in force name by id.
    late: OutcomeSet,
    /// Every stance in force that wishes for an order, as indices.
    wishing: Vec<usize>,
}

impl Aside {
    fn late(aside: Option<&Arc<Self>>) -> Option<&OutcomeSet> {
        let late = aside.map(|aside| &aside.late);
        late.filter(|late| !late.is_empty())
    }
}

impl Said {
    pub(super) fn collect(talks: &Talks, question: &Question) -> Self {
        let rows: Vec<(usize, Row)> = talks.agenda.rows().enumerate().collect();
        let speeches = Speeches::of(talks, question);
        let chunks = rows.par_chunks(ROWS_AT_A_TIME).map(|rows| {
            let rows = rows.iter().map(|row| ToHear::new(talks, *row));
            let rows: Vec<ToHear<'_>> = rows.collect();
            let said = hear(talks, question, &speeches.0, &rows).into_iter();
            let of_all = said.map(|heard| heard.into_iter().map(|(_, one)| one.kept()).collect());
            of_all.collect::<Vec<Vec<Kept>>>()
        });
        Self {
            rows: chunks.flatten().collect(),
        }
    }
}

/// All that each compared party has said, issue by issue.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Speeches(Vec<Speech>);

impl Speeches {
    pub(super) fn of(talks: &Talks, question: &Question) -> Self {
        let parties = question.parties.par_iter();
        let speeches = parties.map(|&party| {
            let position = talks.positions.get(party);
            position.map_or_else(Speech::default, |position| {
                Speech::of(position, talks.agenda.issues.len())
            })
        });
        Self(speeches.collect())
    }

    /// Where the parties stand on the rows, conditions aside, and what is made of that at once. Rows that are the same as
    /// `known` are left out.
    pub(super) fn stand(
        &self,
        talks: &Talks,
        question: &Question,
        rows: &Rows,
        known: Option<&Known<'_>>,
        make: impl Fn(Row, Stood) -> Stage + Sync,
    ) -> Vec<Stage> {
        let citing = || Citing::new(talks, question);
        let pieces = rows.pieces().into_par_iter();
        let pieces = pieces.map_init(citing, |citing, (start, piece)| {
            let places = (start..).zip(piece);
            let to_hear = places.clone().filter_map(|(at, row)| match known {
                Some(known) if known.is_same(at) => None,
                Some(known) => Some(ToHear::again(talks, *row, (at, known))),
                None => Some(ToHear::new(talks, (at, *row))),
            });
            let to_hear: Vec<ToHear<'_>> = to_hear.collect();
            let heard = hear(talks, question, &self.0, &to_hear);
            let mut heard = to_hear.iter().zip(heard).peekable();
            let stages = places.map(|(at, row)| {
                let heard = heard.next_if(|(row, _)| row.at == at);
                let stood = heard.and_then(|(row, heard)| row.stand(question, heard, citing));
                stood.map_or(Stage::Known, |stood| make(*row, stood))
            });
            stages.collect::<Vec<Stage>>()
        });
        pieces.flatten().collect()
    }

    /// The stances of the party in this place on an issue, as indices in file order.
    pub(super) fn stances(&self, place: usize, issue: usize) -> &[usize] {
        let speech = self.of_party(place);
        speech.map_or(&[][..], |speech| speech.on_issue(issue))
    }

    /// All that the party in this place has said.
    pub(super) fn of_party(&self, place: usize) -> Option<&Speech> {
        self.0.get(place)
    }

    /// What was said on one row.
    pub(super) fn on_row(&self, talks: &Talks, question: &Question, row: Row) -> Vec<Uttered> {
        let said = hear(talks, question, &self.0, &[ToHear::new(talks, (0, row))]);
        said.into_iter().flatten().map(|(_, one)| one).collect()
    }
}

impl Voiced {
    fn standing(self) -> Standing {
        match self {
            Self::Nothing => Standing::Silent,
            Self::Withdrawal => Standing::Withdrawn,
            Self::Held(answer) => Standing::Spoken(Arc::new(answer)),
            Self::Shared(answer) => Standing::Spoken(answer),
        }
    }
}

impl Kept {
    /// The answer, whatever the outcomes of the row.
    pub(super) fn answer(&self) -> Option<&Answer> {
        self.standing.answer()
    }

    /// The outcomes added later that its stances in force name by id, if there are any.
    pub(super) fn late(&self) -> Option<&OutcomeSet> {
        Aside::late(self.aside.as_ref())
    }
}

impl Uttered {
    /// That nothing has been said.
    pub(super) const NOTHING: Self = Self {
        voiced: Voiced::Nothing,
        aside: None,
    };

    /// Where the party stands, with the outcomes added later that it names, and the stances in force that wish for an order.
    pub(super) fn new(voiced: Voiced, late: OutcomeSet, wishing: Vec<usize>) -> Self {
        let is_plain = late.is_empty() && wishing.is_empty();
        Self {
            voiced,
            aside: (!is_plain).then(|| Arc::new(Aside { late, wishing })),
        }
    }

    /// The same, with an answer that copies of it share.
    pub(super) fn shared(self) -> Self {
        let voiced = match self.voiced {
            Voiced::Held(answer) => Voiced::Shared(Arc::new(answer)),
            other => other,
        };
        Self { voiced, ..self }
    }

    /// The same, to be kept.
    fn kept(self) -> Kept {
        Kept {
            standing: self.voiced.standing(),
            aside: self.aside,
        }
    }

    /// The outcomes added later that its stances in force name by id, if there are any.
    pub(super) fn late(&self) -> Option<&OutcomeSet> {
        Aside::late(self.aside.as_ref())
    }

    /// Every stance in force that wishes for an order, as indices.
    pub(super) fn wishing(&self) -> &[usize] {
        self.aside.as_ref().map_or(&[], |aside| &aside.wishing)
    }

    /// Where the party stands, whatever the outcomes of the row.
    pub(super) fn standing(self) -> Standing {
        self.voiced.standing()
    }

    /// Where the party stands, read within these outcomes.
    pub(super) fn within(self, space: &OutcomeSet) -> Standing {
        let answer = match self.voiced {
            Voiced::Held(answer) if !answer.is_within(space) => answer,
            Voiced::Shared(answer) if !answer.is_within(space) => Arc::unwrap_or_clone(answer),
            // Most answers lie within the outcomes of their row.
            other => return other.standing(),
        };
        Standing::Spoken(Arc::new(answer.within(space)))
    }
}
