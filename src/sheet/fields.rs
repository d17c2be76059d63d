//! The words for what a format with a field for each thing puts where a reader would else find nothing.

use super::{Cell, CellState, PartyHead, ProposalSection, RowLine};
use crate::compare::Verdict;
use crate::model::Row;

/// What stands for the term of a proposal on a row that it leaves out.
pub const LEFT_OUT: &str = "Left out";

impl Cell {
    /// Whether the party has said something, apart from what it contradicted or withdrew.
    pub fn has_said(&self) -> bool {
        matches!(self.state, CellState::Stated | CellState::Open)
    }

    /// When the answer was given; never empty.
    pub fn date_or_why_not(&self) -> &str {
        match &self.date {
            Some(date) => date,
            None if self.is_answer() => "Undated",
            None => self.why_nothing(),
        }
    }

    /// What stands where an answer has no source.
    pub fn without_sources(&self) -> &'static str {
        if self.is_answer() {
            "None named"
        } else {
            self.why_nothing()
        }
    }

    fn why_nothing(&self) -> &'static str {
        match self.state {
            CellState::Withdrawn => "Withdrawn",
            _ => "Not stated",
        }
    }

    fn is_answer(&self) -> bool {
        self.has_said() || !self.phrases.is_empty()
    }
}

impl RowLine {
    /// The outcomes that are outlined in the picture of the row, after a word on what they are; never empty.
    pub fn outlined(&self) -> String {
        let slots = self.lane.slots.iter().filter(|slot| slot.outlined);
        let labels: Vec<&str> = slots.map(|slot| slot.label.as_str()).collect();
        if labels.is_empty() {
            return match self.verdict {
                Verdict::Gap | Verdict::Opposed if !self.lane.slots.is_empty() => {
                    "Every listed outcome is refused by somebody"
                }
                _ => "None outlined",
            }
            .to_owned();
        }
        let word = if self.lane.is_room {
            "Not refused so far"
        } else {
            "Zone"
        };
        format!("{word}: {}", labels.join("; "))
    }
}

impl ProposalSection {
    /// The heads of its fields: what it says, and each party's response.
    pub fn field_heads(&self, parties: &[PartyHead]) -> Vec<String> {
        let head = format!("Proposal “{}”", self.title);
        let responses = parties.iter();
        let responses = responses.map(|party| format!("{head}: {}", party.name));
        std::iter::once(head.clone()).chain(responses).collect()
    }

    /// What stands in these fields on a row; never empty.
    pub fn fields(&self, row: Row, party_count: usize) -> Vec<String> {
        let Some(term) = self.term(row) else {
            return vec![LEFT_OUT.to_owned(); party_count + 1];
        };
        let responses = term.responses.iter();
        let responses = responses.map(|known| match &known.why {
            Some(why) => format!("{}. {why}", known.word),
            None => known.word.to_owned(),
        });
        std::iter::once(term.text.clone())
            .chain(responses)
            .collect()
    }
}
