//! What was said and what happened when, as it is shown on the timeline.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::words::list;
use crate::model::{EventKind, Milestone, PartialDate, Round, Talks};

/// What was said and what happened when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The first day on which something was said or happened.
    pub first: Date,
    /// The last one.
    pub last: Date,
    /// Rounds, deadlines and events, by date.
    pub milestones: Vec<MilestoneMark>,
    /// What each compared party said, in column order.
    pub lanes: Vec<TimelineLane>,
}

/// A round, a deadline or an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneMark {
    /// When it was, or began.
    pub day: Date,
    /// Its last day, if it had several.
    pub until: Option<Date>,
    /// What it is.
    pub kind: MilestoneKind,
    /// The word for what it is: "Round".
    pub word: &'static str,
    /// When, in words.
    pub date: String,
    /// What it is called, and where it was.
    pub title: String,
    /// What came of it, and what else is known, if anything.
    pub more: Option<String>,
}

/// What a milestone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MilestoneKind {
    /// A meeting of the parties.
    Round,
    /// A day by which something is demanded.
    Deadline,
    /// A deadline that was given up.
    DroppedDeadline,
    /// Anything else that happened.
    Event,
}

/// What one party said when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineLane {
    /// The party's name.
    pub party: String,
    /// The days on which it said something.
    pub days: Vec<LaneDay>,
}

/// What one party said on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaneDay {
    /// The day.
    pub day: Date,
    /// What it spoke of, as indices into the agenda's issues, each once and in order.
    pub issues: Vec<usize>,
}

/// Makes the timeline of these parties; `None` if nothing has a date.
pub fn timeline(talks: &Talks, parties: &[usize]) -> Option<Timeline> {
    let positions = parties
        .iter()
        .filter_map(|&party| talks.positions.get(party));
    let lanes: Vec<TimelineLane> = positions
        .map(|position| {
            let mut days: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
            for stance in &position.stances {
                if let Some(date) = stance.date {
                    days.entry(date.first_day()).or_default().push(stance.issue);
                }
            }
            let days = days.into_iter().map(|(day, mut issues)| {
                issues.sort_unstable();
                issues.dedup();
                LaneDay { day, issues }
            });
            TimelineLane {
                party: position.party.name.clone(),
                days: days.collect(),
            }
        })
        .collect();
    let milestones: Vec<MilestoneMark> = talks
        .agenda
        .milestones
        .iter()
        .map(|milestone| mark(talks, milestone))
        .collect();
    let said = lanes
        .iter()
        .flat_map(|lane| [lane.days.first(), lane.days.last()])
        .flatten()
        .map(|day| day.day);
    let happened = milestones
        .iter()
        .flat_map(|mark| [Some(mark.day), mark.until])
        .flatten();
    let days: Vec<Date> = said.chain(happened).collect();
    Some(Timeline {
        first: *days.iter().min()?,
        last: *days.iter().max()?,
        milestones,
        lanes,
    })
}

fn mark(talks: &Talks, milestone: &Milestone) -> MilestoneMark {
    let mut title = milestone.title.clone();
    let (mut until, mut more) = (None, Vec::new());
    let (kind, word) = match &milestone.kind {
        EventKind::Round(round) => {
            until = round.until.map(PartialDate::first_day);
            if let Some(place) = &round.place {
                title = format!("{title}, {place}");
            }
            more.extend(delegations(talks, round));
            more.extend(round.outcome.clone());
            (MilestoneKind::Round, "Round")
        }
        EventKind::Deadline(deadline) => {
            if let Some(by) = &deadline.by {
                more.push(format!("Set by {}.", talks.name_of(by)));
            }
            if let Some(set) = deadline.set {
                more.push(format!("Set on {}.", set.in_words()));
            }
            match deadline.dropped {
                Some(dropped) => {
                    more.push(format!("Given up on {}.", dropped.in_words()));
                    (MilestoneKind::DroppedDeadline, "Deadline, given up")
                }
                None => (MilestoneKind::Deadline, "Deadline"),
            }
        }
        EventKind::Event => (MilestoneKind::Event, "Event"),
    };
    MilestoneMark {
        day: milestone.date.first_day(),
        until,
        kind,
        word,
        date: milestone.date.in_words(),
        title,
        more: (!more.is_empty()).then(|| more.join(" ")),
    }
}

fn delegations(talks: &Talks, round: &Round) -> Option<String> {
    let heads: Vec<String> = round
        .delegations
        .iter()
        .map(|delegation| {
            let party = talks.name_of(&delegation.party);
            match &delegation.head {
                Some(head) => format!("{party} ({head})"),
                None => party.to_owned(),
            }
        })
        .collect();
    (!heads.is_empty()).then(|| format!("{}.", list(&heads, "and")))
}
