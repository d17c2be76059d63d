//! What a negotiation is made of: parties, issues, the outcomes that each issue may have, and what each
//! party has said of them, on which date and according to which source.
//!
//! Everything here is plain data with exact arithmetic. Nothing reads a file, a clock or a window.

mod agenda;
mod compared_days;
mod date;
mod id;
mod number;
mod outcome_set;
mod position;
mod proposal;
mod source;
mod space;

pub use agenda::{
    Agenda, Agreement, AssessedVerdict, Assessment, Deadline, Delegation, EventKind, Issue,
    Linkage, Milestone, Part, Party, Round, Row, Step, View, is_about,
};
pub use compared_days::{ComparedDays, DaysApart};
pub use date::{DateError, PartialDate, day_number, day_of_number};
pub use id::{Id, IdError};
pub use number::{NumberError, parse_decimal, step_that_fits};
pub use outcome_set::{OutcomeSet, Range, Ranges};
pub use position::{
    Condition, Confidence, Disputed, IssueOrStep, Offer, Position, Priority, ProposalAnswer,
    ProposalResponse, RestField, Says, Sets, Stance, Talks,
};
pub use proposal::{Proposal, Term, TermsByRow};
pub use source::{Cite, Cites, Passage, Source};
pub use space::{DateBounds, Outcome, Point, Quantity, Space};
