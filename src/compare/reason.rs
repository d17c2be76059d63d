//! Why a verdict is what it is, as data. The words for it are in [`crate::sheet`].

/// What decided the verdict of a row. Parties are named by their place among the compared ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Nobody has spoken.
    NobodySpoke,
    /// Only this party has spoken.
    OnlyOneSpoke(usize),
    /// All words are the same, white space aside.
    SameWords,
    /// A person judged the words: an index into the agenda's assessments.
    Assessed(usize),
    /// The words differ, and nobody has judged them.
    OtherWords,
    /// All ask for the zone, on the same terms.
    SameDemand,
    /// All ask for some outcome, on different terms.
    SameDemandOnOtherTerms,
    /// All would take the zone.
    AllWouldTake,
    /// Some refuse all that others would take.
    Refused(Vec<Refusal>),
    /// Nothing that all would take, and nobody refuses all that another would take.
    NothingInCommon,
}

/// All that one would take is refused by the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// The one whose outcomes are refused.
    pub of: usize,
    /// The one who refuses them.
    pub by: usize,
}
