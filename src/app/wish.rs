//! What to ask of files that are about to be read.

use jiff::civil::Date;

use super::answer::Asked;
use super::order::Sort;
use super::state::{LEAST_PARTIES, State};
use crate::compare::Question;
use crate::files::Frozen;
use crate::model::{ComparedDays, Talks};
use crate::sheet::Filters;

/// What to ask of files that are about to be read; what is left open is asked as the agenda proposes. Parties and
/// proposals go by their ids, since their places may change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// As of which day.
    pub as_of: Option<Date>,
    /// Counting from which day.
    pub from: Option<Date>,
    /// Since which day to tell what has changed.
    pub since: Option<Date>,
    /// Which parties, by id.
    pub parties: Option<Vec<String>>,
    /// Whether no date means none, whatever the agenda proposes.
    pub keeps_dates: bool,
    /// Which rows to show.
    pub filters: Filters,
    /// Which proposals to show, by id.
    pub proposals: Vec<String>,
    /// In which order to show the rows.
    pub sort: Sort,
    /// Whether to hold every two parties against each other, too.
    pub wants_pairs: bool,
}

impl Wish {
    /// To ask once more what is asked now.
    pub fn again(state: &State) -> Self {
        let (talks, asked) = (&state.loaded.talks, &state.asked);
        let parties = asked.question.parties.iter();
        let parties = parties.filter_map(|&party| talks.positions.get(party));
        let proposals = asked.proposals.iter();
        let proposals = proposals.filter_map(|&proposal| talks.proposals.get(proposal));
        Self {
            as_of: asked.question.as_of,
            from: asked.question.from,
            since: asked.question.since,
            parties: Some(
                parties
                    .map(|position| position.party.id.to_string())
                    .collect(),
            ),
            keeps_dates: true,
            filters: asked.filters.clone(),
            proposals: proposals.map(|proposal| proposal.id.to_string()).collect(),
            sort: asked.sort,
            wants_pairs: asked.wants_pairs,
        }
    }

    /// What a snapshot asks, for what this leaves open.
    #[must_use]
    pub fn or_as_frozen(self, frozen: &Frozen) -> Self {
        let days = self.days().or(frozen.days());
        let filters = if self.filters.is_off() {
            Filters::of_snapshot(frozen, days.since)
        } else {
            self.filters
        };
        let proposals = if self.proposals.is_empty() {
            frozen.proposals.clone()
        } else {
            self.proposals
        };
        Self {
            proposals,
            as_of: days.as_of,
            from: days.from,
            since: days.since,
            parties: self.parties.or_else(|| Some(frozen.parties.clone())),
            // What the agenda proposes was decided on when the snapshot was made.
            keeps_dates: true,
            filters,
            ..self
        }
    }

    /// The days that are wished for.
    fn days(&self) -> ComparedDays {
        ComparedDays {
            as_of: self.as_of,
            from: self.from,
            since: self.since,
        }
    }

    /// To compare these parties, too.
    pub fn add_parties(&mut self, talks: &Talks) {
        let wished = self.parties.get_or_insert_default();
        for position in &talks.positions {
            let id = position.party.id.to_string();
            if !wished.contains(&id) {
                wished.push(id);
            }
        }
    }

    /// What that means for the talks that were read, with sentences on what could not be met.
    pub fn asked_of(&self, talks: &Talks) -> (Asked, Vec<String>) {
        let (parties, complaints) = chosen_parties(talks, self);
        let view = &talks.agenda.view;
        let days = if self.keeps_dates {
            self.days()
        } else {
            self.days().or(view.days())
        };
        let question = Question {
            parties,
            ..Question::default()
        };
        let question = question.with_days(days);
        let proposals = talks.proposals.iter().enumerate();
        let proposals = proposals
            .filter(|(_, known)| self.proposals.iter().any(|id| id == known.id.as_str()))
            .map(|(index, _)| index)
            .collect();
        let asked = Asked {
            question,
            filters: self.filters.clone(),
            proposals,
            draft: None,
            sort: self.sort,
            wants_pairs: self.wants_pairs,
        };
        (asked, complaints)
    }
}

/// The parties that are wished for, else those that the agenda proposes, else all.
fn chosen_parties(talks: &Talks, wish: &Wish) -> (Vec<usize>, Vec<String>) {
    let mut complaints = Vec::new();
    let proposed = || {
        let ids = talks.agenda.view.parties.as_ref()?;
        Some(
            ids.iter()
                .filter_map(|id| talks.party_index(id.as_str()))
                .collect::<Vec<_>>(),
        )
    };
    let wished = wish.parties.as_ref().map(|ids| {
        let mut parties = Vec::new();
        for id in ids {
            match talks.party_index(id) {
                Some(party) => parties.push(party),
                None => complaints.push(format!("No position of the party “{id}” is open.")),
            }
        }
        parties
    });
    let mut parties = wished.or_else(proposed).unwrap_or_default();
    parties.sort_unstable();
    parties.dedup();
    if parties.len() < LEAST_PARTIES {
        parties = (0..talks.positions.len()).collect();
    }
    (parties, complaints)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::files::load_bundled;

    #[test]
    fn a_day_that_is_wished_for_comes_before_one_that_the_agenda_proposes() {
        let talks = load_bundled().talks;
        let proposed = talks.agenda.view.as_of;
        let check = |since: Date, as_of: Option<Date>| {
            let wish = Wish {
                since: Some(since),
                ..Wish::default()
            };
            let (asked, _) = wish.asked_of(&talks);
            let days = [asked.question.since, asked.question.as_of];
            assert_eq!(days, [Some(since), as_of]);
        };
        assert!(proposed.is_some());
        check(date(2024, 1, 1), proposed);
        // By the day that is proposed, that day would not have come yet.
        check(date(2026, 1, 1), None);
    }
}
