//! What is compared.

use jiff::civil::Date;

use crate::model::{ComparedDays, Position, Talks};

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question {
    /// As of which day; with none, all dates count.
    pub as_of: Option<Date>,
    /// Counting from which day; with none, from the beginning.
    pub from: Option<Date>,
    /// Since which day movement is told; with none, it is not.
    pub since: Option<Date>,
    /// The compared parties, as indices into [`Talks::positions`], in column order.
    pub parties: Vec<usize>,
}

impl Question {
    /// The position of the compared party in this place.
    pub fn position<'t>(&self, talks: &'t Talks, place: usize) -> Option<&'t Position> {
        let party = self.parties.get(place);
        party.and_then(|&party| talks.positions.get(party))
    }

    /// The name of the compared party in this place.
    pub fn party_name<'t>(&self, talks: &'t Talks, place: usize) -> &'t str {
        self.position(talks, place)
            .map_or("", |position| &position.party.name)
    }

    /// Its days.
    pub fn days(&self) -> ComparedDays {
        ComparedDays {
            as_of: self.as_of,
            from: self.from,
            since: self.since,
        }
    }

    /// The same with these days.
    #[must_use]
    pub fn with_days(self, days: ComparedDays) -> Self {
        Self {
            as_of: days.as_of,
            from: days.from,
            since: days.since,
            ..self
        }
    }
}
