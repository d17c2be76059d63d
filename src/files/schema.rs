//! The shapes of the files, as RON structs. Values whose place matters are kept as written (`Raw`).

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::form::{Form, Plain};
use super::in_pieces::InPieces;
use super::reading::Raw;

/// What a file is; its issues and stances as written, if nothing else is said. The variants are structs, since RON reads the name of the
/// top-level struct as theirs.
#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    bound(deserialize = "I: Deserialize<'de>, S: Deserialize<'de>")
)]
pub(super) enum FileText<'a, I = Vec<Raw<'a>>, S = Vec<Raw<'a>>> {
    Agenda {
        #[serde(borrow, default)]
        format: Option<Raw<'a>>,
        title: String,
        #[serde(default)]
        summary: Option<String>,
        #[serde(borrow, default)]
        parties: Vec<Raw<'a>>,
        #[serde(borrow, default)]
        view: Option<Raw<'a>>,
        issues: I,
        #[serde(borrow, default)]
        steps: Vec<Raw<'a>>,
        #[serde(borrow, default)]
        linkages: Vec<Raw<'a>>,
        #[serde(borrow, default)]
        agreements: Vec<Raw<'a>>,
        #[serde(borrow, default)]
        events: Vec<Raw<'a>>,
        #[serde(borrow, default)]
        assessments: Vec<Raw<'a>>,
        #[serde(borrow, default)]
        sources: Vec<Raw<'a>>,
    },
    Position {
        #[serde(borrow, default)]
        format: Option<Raw<'a>>,
        #[serde(borrow)]
        party: Raw<'a>,
        #[serde(borrow, default)]
        agenda: Option<Raw<'a>>,
        #[serde(borrow, default)]
        sources: Vec<Raw<'a>>,
        stances: S,
        #[serde(borrow, default)]
        answers: Vec<Raw<'a>>,
    },
    Proposal {
        #[serde(borrow, default)]
        format: Option<Raw<'a>>,
        #[serde(borrow)]
        id: Raw<'a>,
        title: String,
        #[serde(borrow, default)]
        by: Vec<Raw<'a>>,
        #[serde(borrow, default)]
        date: Option<Raw<'a>>,
        #[serde(borrow)]
        terms: Vec<Raw<'a>>,
        #[serde(borrow, default)]
        sources: Vec<Raw<'a>>,
    },
    Snapshot {
        #[serde(borrow, default)]
        format: Option<Raw<'a>>,
        /// Which program made it; told to readers only.
        #[serde(borrow, default, rename = "program")]
        _program: Option<Raw<'a>>,
        /// The comparison as it read; made anew when it is opened.
        #[serde(borrow, default, rename = "reads")]
        _reads: Option<Raw<'a>>,
        #[serde(borrow, default)]
        as_of: Option<Raw<'a>>,
        #[serde(borrow, default)]
        from: Option<Raw<'a>>,
        #[serde(borrow, default)]
        since: Option<Raw<'a>>,
        #[serde(borrow)]
        parties: Vec<Raw<'a>>,
        #[serde(borrow, default)]
        proposals: Vec<Raw<'a>>,
        #[serde(borrow, default)]
        shown: Option<Raw<'a>>,
        #[serde(borrow)]
        files: Vec<Raw<'a>>,
        #[serde(borrow, default)]
        unread: Vec<Raw<'a>>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Shown")]
pub(super) struct ShownText<'a> {
    #[serde(borrow, default)]
    pub(super) verdicts: Option<Vec<Raw<'a>>>,
    #[serde(default)]
    pub(super) themes: Option<Vec<String>>,
    #[serde(default)]
    pub(super) text: String,
    #[serde(borrow, default)]
    pub(super) changes: Option<Raw<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "File")]
pub(super) struct InnerFileText<'a> {
    #[serde(borrow)]
    pub(super) path: Raw<'a>,
    /// Other paths that led to it, by which files may name it.
    #[serde(borrow, default)]
    pub(super) also: Vec<Raw<'a>>,
    pub(super) sha256: String,
    /// Whether it was opened itself; if not, another file names it as its agenda.
    #[serde(default = "yes")]
    pub(super) opened: bool,
    /// Whether the file begins with a byte-order mark, which the text is without.
    #[serde(default)]
    pub(super) byte_order_mark: bool,
    #[serde(borrow)]
    pub(super) text: Raw<'a>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Unread")]
pub(super) struct UnreadText<'a> {
    #[serde(borrow)]
    pub(super) path: Raw<'a>,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) message: String,
    #[serde(default)]
    pub(super) hint: Option<String>,
}

#[derive(Deserialize, Serialize, Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum VerdictText {
    Aligned,
    Overlap,
    Gap,
    Opposed,
    OneSided,
    Unstated,
    Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Term")]
pub(super) struct TermText<'a> {
    #[serde(borrow)]
    pub(super) issue: Raw<'a>,
    #[serde(borrow, default)]
    pub(super) parts: Option<Vec<Raw<'a>>>,
    #[serde(borrow)]
    pub(super) is: Raw<'a>,
    #[serde(default)]
    pub(super) qualifier: Option<String>,
    #[serde(borrow, default)]
    pub(super) cites: Vec<Raw<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Party")]
pub(super) struct PartyText<'a> {
    #[serde(borrow)]
    pub(super) id: Raw<'a>,
    pub(super) name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "View")]
pub(super) struct ViewText<'a> {
    #[serde(borrow, default)]
    pub(super) as_of: Option<Raw<'a>>,
    #[serde(borrow, default)]
    pub(super) from: Option<Raw<'a>>,
    #[serde(borrow, default)]
    pub(super) parties: Option<Vec<Raw<'a>>>,
}

#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    rename = "Issue",
    bound(
        deserialize = "F::Word: Deserialize<'de>, F::Part: Deserialize<'de>, F::Outcomes: Deserialize<'de>, \
                       F::Kept: Deserialize<'de>"
    )
)]
pub(super) struct IssueText<F: Form> {
    pub(super) id: F::Word,
    pub(super) title: String,
    #[serde(default)]
    pub(super) theme: Option<String>,
    #[serde(default)]
    pub(super) question: Option<String>,
    #[serde(default)]
    pub(super) parts: Vec<F::Part>,
    pub(super) outcomes: F::Outcomes,
    #[serde(default)]
    pub(super) decided_by: Vec<F::Kept>,
}

/// No more than the id of an entry that has an error somewhere else.
#[derive(Deserialize)]
pub(super) struct IdText<'a> {
    #[serde(borrow)]
    pub(super) id: Raw<'a>,
}

#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    rename = "Part",
    bound(deserialize = "F::Word: Deserialize<'de>")
)]
pub(super) struct PartText<F: Form> {
    pub(super) id: F::Word,
    pub(super) label: String,
}

#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    bound(deserialize = "F::Outcome: Deserialize<'de>, F::Kept: Deserialize<'de>")
)]
pub(super) enum OutcomesText<F: Form> {
    Options(Vec<F::Outcome>),
    Scale(Vec<F::Outcome>),
    Quantity {
        unit: String,
        #[serde(default)]
        step: Option<F::Kept>,
        #[serde(default)]
        min: Option<F::Kept>,
        #[serde(default)]
        max: Option<F::Kept>,
        #[serde(default)]
        beyond: Option<F::Outcome>,
    },
    Dates {
        #[serde(default)]
        min: Option<F::Kept>,
        #[serde(default)]
        max: Option<F::Kept>,
    },
    Text,
}

#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    rename = "Outcome",
    bound(deserialize = "F::Word: Deserialize<'de>")
)]
pub(super) struct OutcomeText<F: Form> {
    pub(super) id: F::Word,
    pub(super) label: String,
    #[serde(default)]
    pub(super) added: Option<F::Word>,
    #[serde(default)]
    pub(super) parts: Option<Vec<F::Word>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Step")]
pub(super) struct StepText<'a> {
    #[serde(borrow)]
    pub(super) id: Raw<'a>,
    pub(super) title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Linkage")]
pub(super) struct LinkageText<'a> {
    #[serde(borrow)]
    pub(super) when: (Raw<'a>, Raw<'a>),
    #[serde(borrow)]
    pub(super) then: (Raw<'a>, Raw<'a>),
    #[serde(borrow, default)]
    pub(super) parts: Option<Vec<Raw<'a>>>,
    #[serde(borrow, default)]
    pub(super) by: Option<Raw<'a>>,
    #[serde(borrow, default)]
    pub(super) date: Option<Raw<'a>>,
    #[serde(default)]
    pub(super) note: Option<String>,
    #[serde(borrow, default)]
    pub(super) cites: Vec<Raw<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Agreed")]
pub(super) struct AgreedText<'a> {
    #[serde(borrow)]
    pub(super) issue: Raw<'a>,
    #[serde(borrow, default)]
    pub(super) parts: Option<Vec<Raw<'a>>>,
    #[serde(borrow, default)]
    pub(super) is: Option<Raw<'a>>,
    #[serde(borrow)]
    pub(super) date: Raw<'a>,
    #[serde(default)]
    pub(super) note: Option<String>,
    #[serde(borrow, default)]
    pub(super) cites: Vec<Raw<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum EventText<'a> {
    Round {
        #[serde(borrow)]
        date: Raw<'a>,
        #[serde(borrow, default)]
        until: Option<Raw<'a>>,
        title: String,
        #[serde(default)]
        place: Option<String>,
        #[serde(borrow, default)]
        delegations: Vec<Raw<'a>>,
        #[serde(default)]
        outcome: Option<String>,
        #[serde(borrow, default)]
        cites: Vec<Raw<'a>>,
    },
    Deadline {
        #[serde(borrow)]
        date: Raw<'a>,
        title: String,
        #[serde(borrow, default)]
        set: Option<Raw<'a>>,
        #[serde(borrow, default)]
        dropped: Option<Raw<'a>>,
        #[serde(borrow, default)]
        by: Option<Raw<'a>>,
        #[serde(borrow, default)]
        cites: Vec<Raw<'a>>,
    },
    Event {
        #[serde(borrow)]
        date: Raw<'a>,
        title: String,
        #[serde(borrow, default)]
        cites: Vec<Raw<'a>>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Delegation")]
pub(super) struct DelegationText<'a> {
    #[serde(borrow)]
    pub(super) party: Raw<'a>,
    #[serde(default)]
    pub(super) head: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Assessment")]
pub(super) struct AssessmentText<'a> {
    #[serde(borrow)]
    pub(super) issue: Raw<'a>,
    pub(super) verdict: AssessedText,
    #[serde(default)]
    pub(super) note: Option<String>,
    #[serde(default)]
    pub(super) by: Option<String>,
    #[serde(borrow, default)]
    pub(super) date: Option<Raw<'a>>,
}

#[derive(Deserialize, Clone, Copy)]
pub(super) enum AssessedText {
    Aligned,
    Overlap,
    Gap,
    Opposed,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Source")]
pub(super) struct SourceText<'a> {
    #[serde(borrow)]
    pub(super) id: Raw<'a>,
    pub(super) title: String,
    #[serde(default)]
    pub(super) publisher: Option<String>,
    #[serde(borrow, default)]
    pub(super) date: Option<Raw<'a>>,
    #[serde(borrow, default)]
    pub(super) url: Option<Raw<'a>>,
    #[serde(borrow, default)]
    pub(super) grade: Option<Raw<'a>>,
    #[serde(default)]
    pub(super) note: Option<String>,
}

#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    rename = "Cite",
    bound(deserialize = "F::Word: Deserialize<'de>")
)]
pub(super) struct CiteText<F: Form> {
    pub(super) source: F::Word,
    #[serde(default)]
    pub(super) at: Option<String>,
    #[serde(default)]
    pub(super) speaker: Option<String>,
    #[serde(default)]
    pub(super) quote: Option<String>,
}

impl<F: Form> CiteText<F> {
    /// A source as a whole.
    pub(super) fn of(source: F::Word) -> Self {
        Self {
            source,
            at: None,
            speaker: None,
            quote: None,
        }
    }
}

#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    rename = "Stance",
    bound(
        deserialize = "F::Word: Deserialize<'de>, F::Set: Deserialize<'de>, F::Offer: Deserialize<'de>, \
                       F::Cite: Deserialize<'de>, F::Kept: Deserialize<'de>"
    )
)]
pub(super) struct StanceText<F: Form> {
    pub(super) issue: F::Word,
    #[serde(default)]
    pub(super) parts: Option<Vec<F::Word>>,
    #[serde(default)]
    pub(super) date: Option<F::Word>,
    #[serde(default)]
    pub(super) until: Option<F::Word>,
    #[serde(default)]
    pub(super) adds: bool,
    #[serde(default)]
    pub(super) withdrawn: bool,
    #[serde(default)]
    pub(super) summary: Option<String>,
    #[serde(default)]
    pub(super) asks: Option<F::Set>,
    #[serde(default)]
    pub(super) accepts: Option<F::Set>,
    #[serde(default)]
    pub(super) offers: Vec<F::Offer>,
    #[serde(default)]
    pub(super) rejects: Option<F::Set>,
    #[serde(default)]
    pub(super) text: Option<String>,
    #[serde(default)]
    pub(super) qualifier: Option<String>,
    #[serde(default)]
    pub(super) priority: Option<PriorityText>,
    #[serde(default)]
    pub(super) interest: Option<String>,
    #[serde(default)]
    pub(super) after: Vec<F::Kept>,
    #[serde(default)]
    pub(super) before: Vec<F::Kept>,
    #[serde(default)]
    pub(super) confidence: Option<ConfidenceText>,
    #[serde(default)]
    pub(super) cites: FewCites<F>,
    #[serde(default)]
    pub(super) disputed: Vec<F::Kept>,
}

/// The cites of a stance, nearly always one.
pub(super) type FewCites<F> = SmallVec<[<F as Form>::Cite; 1]>;

/// The one field of a stance that says where something is missing when the rest cannot be read.
#[derive(Deserialize)]
#[serde(rename = "Stance")]
pub(super) struct OnlyIssue<'a> {
    #[serde(borrow)]
    pub(super) issue: Raw<'a>,
}

#[derive(Deserialize, Clone, Copy)]
pub(super) enum PriorityText {
    Low,
    Medium,
    High,
}

#[derive(Deserialize, Clone, Copy)]
pub(super) enum ConfidenceText {
    Stated,
    Reported,
    Inferred,
}

#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    rename = "Offer",
    bound(deserialize = "F::Set: Deserialize<'de>, F::Condition: Deserialize<'de>")
)]
pub(super) struct OfferText<F: Form> {
    pub(super) outcomes: F::Set,
    pub(super) provided: Vec<F::Condition>,
}

/// A condition; `On` has two or three values, and the third is the list of parts.
#[derive(Deserialize)]
#[serde(bound(deserialize = "F::Word: Deserialize<'de>, F::Set: Deserialize<'de>"))]
pub(super) enum ConditionText<F: Form> {
    On(F::Word, F::Set, #[serde(default)] Option<Vec<F::Word>>),
    Words(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Disputed")]
pub(super) struct DisputedText<'a> {
    pub(super) summary: String,
    #[serde(borrow, default)]
    pub(super) cites: Vec<Raw<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Answer")]
pub(super) struct AnswerText<'a> {
    #[serde(borrow)]
    pub(super) proposal: Raw<'a>,
    pub(super) says: SaysText,
    #[serde(borrow, default)]
    pub(super) date: Option<Raw<'a>>,
    #[serde(borrow, default)]
    pub(super) issues: Option<Vec<Raw<'a>>>,
    #[serde(default)]
    pub(super) summary: Option<String>,
    #[serde(borrow, default)]
    pub(super) cites: Vec<Raw<'a>>,
}

#[derive(Deserialize, Clone, Copy)]
pub(super) enum SaysText {
    Accepts,
    Amends,
    Refuses,
}

/// A set of outcomes.
#[derive(Deserialize)]
#[serde(bound(deserialize = "F::Value: Deserialize<'de>"))]
pub(super) enum SetText<F: Form> {
    Only(F::Value),
    OneOf(Vec<F::Value>),
    AtLeast(F::Value),
    AtMost(F::Value),
    Between(F::Value, F::Value),
    AnyNumber,
    Anything,
    Rest,
}

/// What a file is, with its issues and stances read in one go.
pub(super) type PlainFileText<'a> =
    FileText<'a, InPieces<IssueText<Plain<'a>>>, InPieces<StanceText<Plain<'a>>>>;

/// What of a position says whose it is.
#[derive(Deserialize)]
pub(super) enum PositionParty {
    Position { party: PartyId },
}

/// What of a party tells it from others.
#[derive(Deserialize)]
pub(super) struct PartyId {
    pub(super) id: String,
}

/// What of a position says how it is to be read.
#[derive(Deserialize)]
pub(super) enum PositionHead<'a> {
    Position {
        #[serde(borrow, default)]
        agenda: Option<Raw<'a>>,
    },
}
