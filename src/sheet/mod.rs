//! The one display model: what is shown, not how.
//!
//! A [`Sheet`] is made from a comparison and feeds the table of the window, the text of the command line and
//! every page format, so that they cannot disagree. Every phrase that a reader sees has its home in this
//! module.

mod answer_lanes;
mod build;
mod cells;
mod changes;
mod changes_text;
mod choices;
mod clause;
mod dates;
mod details;
mod difference;
mod extremes;
mod fields;
mod filters;
mod findings;
mod folded;
mod headline;
mod includes;
mod lane;
mod legend;
mod matrix;
mod movement;
mod notes;
mod outline;
mod partly;
mod proposal_section;
mod proposals;
mod reason;
mod remarks;
mod responses;
mod row_texts;
mod sieve;
mod sought;
mod stated;
mod text;
mod timeline;
mod types;
mod verdicts;
mod wanted;
mod words;

pub use answer_lanes::{AnswerLane, LaneAnswer, answer_lanes};
pub use build::{row_alone, row_cell, row_line, row_title, sheet, whole};
pub use changes::{
    AnswerChange, Changes, ChangesSide, Compared, FileChange, RowChange, RowChangeKind,
    VerdictThen, changes,
};
pub use changes_text::changes_as_text;
pub use choices::{Choice, ChoiceAnswer, Choices, choices};
pub use dates::Dates;
pub use details::details;
pub use fields::LEFT_OUT;
pub use filters::OTHER_ISSUES;
pub use headline::{left_out, unstated_by_all};
pub use includes::Includes;
pub use legend::legend;
pub use matrix::{PairCell, pair_cell};
pub use movement::{filter_meaning, move_meaning, movement_legend};
pub use outline::outline;
pub use proposal_section::{HeldProposal, ProposalSection};
pub use proposals::{
    LeftOutRow, PartyCounts, PartyResponse, ProposalColumn, TermCell, proposal_column,
};
pub use reason::reason;
pub use responses::{response_word, responses_as_text};
pub use row_texts::RowTexts;
pub use sought::Sought;
pub use text::{as_text, row_as_text};
pub use timeline::{LaneDay, MilestoneKind, MilestoneMark, Timeline, TimelineLane, timeline};
pub use types::*;
pub use verdicts::{verdict_meaning, verdict_word};
pub use words::counted;
