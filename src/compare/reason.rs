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
    Refused(Box<[Refusal]>),
    /// Nothing that all would take, and nobody refuses all that another would take.
    NothingInCommon,
}

/// All that each of some parties would take is refused by each of some others. In a verdict every such group of refusers
/// comes once, with all whom just these refuse, and the groups are in the order of the first who is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Those whose outcomes are refused, in column order.
    pub of: Box<[usize]>,
    /// Those who refuse them, in column order.
    pub by: Box<[usize]>,
}
