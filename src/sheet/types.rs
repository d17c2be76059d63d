//! What is shown: plain data for the window, the command line and the page formats.

use serde::Serialize;

use super::movement::{trend_meaning, word};
use super::words::capitalised;
use super::{Dates, HeldProposal, Includes, ProposalSection, move_meaning};
use crate::compare::{Comparison, Move, Trend, Verdict};
pub use crate::files::ChangeFilter;
use crate::files::{Input, LeftOutCounts, Loaded, Problem, SourceText};
use crate::model::{Row, Talks};

/// A comparison as it is shown. What its rows are made of is up to who shows it: pages have them whole, and the window,
/// which has few of them in sight, makes do with an [`Outline`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sheet<R = RowLine> {
    /// What the talks are called.
    pub title: String,
    /// What they are about, for someone who has never heard of them.
    pub summary: Option<String>,
    /// What is compared, what came out of it, and where the parties are closest and farthest apart.
    pub headline: String,
    /// The same without the last, for where it stands by itself, piece by piece.
    #[serde(skip)]
    pub tally: Vec<TallyPiece>,
    /// Where the parties are closest and where they are farthest apart.
    pub extremes: Vec<Extreme>,
    /// What could not be read and is missing, if anything.
    pub left_out: Option<String>,
    /// As of which day, in words.
    pub as_of: Option<String>,
    /// Counting from which day, in words.
    pub from: Option<String>,
    /// Since which day movement is told, in words.
    pub since: Option<String>,
    /// The compared parties in the order of their columns.
    pub parties: Vec<PartyHead>,
    /// Rows by verdict, over all rows, shown or not.
    pub totals: Vec<VerdictCount>,
    /// Rows by what has changed on them, over all rows; empty unless changes are told.
    pub changes: Vec<ChangeCount>,
    /// Which filters are in force and how many rows they hide, if any.
    pub filters: Option<String>,
    /// The rows under their themes and parents.
    pub lines: Vec<Line<R>>,
    /// What comes out of all rows together.
    pub findings: Vec<Finding>,
    /// The proposals that stand beside the comparison.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub proposals: Vec<ProposalSection>,
    /// What the words and marks mean.
    pub legend: Legend,
    /// How the comparison is made, a paragraph each.
    pub method: Vec<String>,
    /// What of it is to be on a page.
    #[serde(skip)]
    pub includes: Includes,
    /// The sources that are cited, numbered from 1 in this order; none in an [`Outline`].
    pub notes: Vec<Note>,
    /// The files that were read.
    pub inputs: Vec<Input>,
    /// The program and its version.
    pub program: String,
    /// Every problem of the files, a line each.
    pub problems: Vec<String>,
}

/// Something that comes out of all rows together: circles in what is to come first, offers that match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is about.
    pub title: String,
    /// What was found, a sentence each.
    pub sentences: Vec<String>,
}

/// Where the parties are closest, or where they are farthest apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Extreme {
    /// "Closest" or "Farthest apart".
    pub head: &'static str,
    /// The whole as a sentence.
    pub words: String,
    /// The issues that are named.
    pub places: Vec<ExtremePlace>,
    /// The verdicts that they and those not named have.
    pub verdicts: Vec<Verdict>,
    /// How many are not named: "3 more issues".
    pub more: Option<String>,
}

/// An issue at one end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExtremePlace {
    /// The title of the issue.
    pub title: String,
    /// Its verdict, with how many of its parts share it.
    pub detail: String,
    /// Its row, or the first of its parts with the verdict.
    #[serde(skip)]
    pub row: Row,
}

/// A compared party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartyHead {
    /// Its name in the files.
    pub id: String,
    /// Its name for readers.
    pub name: String,
    /// On how many rows it has spoken.
    pub spoken: usize,
}

/// How many rows have a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerdictCount {
    /// The verdict.
    pub verdict: Verdict,
    /// Its word.
    pub word: &'static str,
    /// How many rows have it.
    pub count: usize,
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(
    clippy::large_enum_variant,
    reason = "nearly all lines are rows, so boxing them would only add a pointer to each"
)]
pub enum Line<R = RowLine> {
    /// The head of a group of issues.
    Theme(ThemeLine),
    /// An issue that is decided part by part; its parts follow as rows.
    Parent(ParentLine),
    /// An issue, or a part of one.
    Row(R),
}

/// A sheet that says which rows are shown, and of each no more than is needed of all of them.
pub type Outline = Sheet<RowHead>;

/// What the window needs of every row, in sight or not: there may be thousands, with an answer of hundreds of parties
/// each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowHead {
    /// Which row of the comparison it is.
    pub row: Row,
    /// Its place among the rows of the comparison.
    pub place: usize,
    /// How the answers relate.
    pub verdict: Verdict,
    /// Whether a party's answer is told to have changed.
    pub has_changed: bool,
}

/// The head of a group of issues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThemeLine {
    /// The theme.
    pub title: String,
    /// How many rows it has, by verdict, in words.
    pub counts: String,
}

/// An issue that is decided part by part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParentLine {
    /// The issue, as an index into the agenda's issues.
    pub issue: usize,
    /// Its title.
    pub title: String,
    /// Its question.
    pub question: Option<String>,
    /// The verdicts of its parts, in words: "5 opposed".
    pub counts: String,
    /// The same as numbers, those above zero alone.
    pub totals: Vec<VerdictCount>,
}

/// An issue, or a part of one, with each party's answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowLine {
    /// Which row of the comparison it is.
    #[serde(skip)]
    pub row: Row,
    /// The title of the issue, or of the part when its parent stands above.
    pub title: String,
    /// "Issue: Part", or the title of the issue.
    pub full_title: String,
    /// Whether it stands under a [`ParentLine`].
    pub is_part: bool,
    /// The question that the answers answer.
    pub question: Option<String>,
    /// How the answers relate.
    pub verdict: Verdict,
    /// The word for it: "Opposed".
    pub verdict_word: &'static str,
    /// What the word leaves out, in a few words: "165,000 troops apart", "on conditions".
    pub verdict_detail: Option<String>,
    /// A small picture of the outcomes with each party's answer.
    pub lane: Lane,
    /// The answers, one a compared party; none where they are made one by one as they come into sight.
    pub cells: Vec<Cell>,
    /// Why the verdict is what it is.
    pub reason: String,
    /// What else a reader should know: old answers, answers far apart in time, dates that have passed.
    pub remarks: Vec<String>,
    /// Those of the remarks that say how old the answers are, for a mark beside the title.
    pub age: Option<String>,
    /// That of the remarks that says that a statement could not be read, for a mark beside the title, too.
    pub unread: Option<String>,
    /// What the verdict was since the day from which movement is told, and whether the answers came closer.
    pub movement: Option<String>,
    /// The same for the cell of the verdict, where something has changed: "closer", "was gap".
    pub trend: Option<TrendWords>,
    /// The whole row as one sentence, for a screen reader.
    pub spoken: String,
}

/// Whether the answers on a row came closer, and what the verdict was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrendWords {
    /// Whether they came closer, or moved apart; neither if only the verdict's reasons changed.
    #[serde(skip)]
    pub trend: Trend,
    /// The word for it: "closer", "farther apart"; empty for neither.
    pub word: &'static str,
    /// The verdict then, if it was another: "was gap".
    pub was: Option<String>,
    /// What that one means.
    #[serde(skip)]
    pub was_meaning: Option<&'static str>,
}

impl TrendWords {
    /// What its words mean, a sentence each: "Closer: …", "Was gap: …".
    pub fn meanings(&self) -> Vec<String> {
        let trend = trend_meaning(self.trend).map(|meaning| (self.word, meaning));
        let was = self.was.as_deref().zip(self.was_meaning);
        let known = trend.into_iter().chain(was);
        known
            .map(|(word, meaning)| format!("{}: {meaning}", capitalised(word)))
            .collect()
    }
}

/// How many rows a [`ChangeFilter`] would show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeCount {
    /// The filter.
    #[serde(skip)]
    pub filter: ChangeFilter,
    /// Its words.
    pub word: &'static str,
    /// How many rows pass it.
    pub count: usize,
}

/// A run of words of [`Sheet::tally`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyPiece {
    /// The words.
    pub text: String,
    /// The filter that shows the rows that they tell of, if there are any.
    pub shows: Option<ChangeFilter>,
}

impl TallyPiece {
    /// Words that tell of no rows which a filter shows.
    pub fn words(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            shows: None,
        }
    }
}

impl<R> Line<R> {
    /// The row, if it is one.
    pub fn row(&self) -> Option<&R> {
        match self {
            Self::Row(row) => Some(row),
            Self::Theme(_) | Self::Parent(_) => None,
        }
    }
}

/// One party's answer on one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Which kind of answer it is.
    pub state: CellState,
    /// The answer in one line: "Permanent neutrality by treaty", "Not stated".
    pub short: String,
    /// The answer phrase by phrase; empty unless something was said.
    pub phrases: Vec<Phrase>,
    /// The party's words in plain words.
    pub summary: Option<String>,
    /// When it was said, in words.
    pub date: Option<String>,
    /// How it has changed since the day from which movement is told: "Softened". Nothing where the answer says no more.
    pub movement: Option<&'static str>,
    /// The same as data.
    #[serde(skip)]
    pub step: Option<Move>,
    /// The sources, as numbers of [`Sheet::notes`].
    pub notes: Vec<usize>,
    /// The answer as a sentence, for a screen reader.
    pub spoken: String,
}

impl Cell {
    /// What the word for the change means: "Softened: …".
    pub fn movement_meaning(&self) -> Option<String> {
        let step = self.step?;
        Some(format!("{}: {}", word(step), move_meaning(step)))
    }

    /// The word for the change, also where it stands for the answer itself; empty where no change is told.
    pub fn movement_word(&self) -> &'static str {
        let of_step = || self.step.map_or("", word);
        self.movement.unwrap_or_else(of_step)
    }
}

/// What kind of answer a party gave. The ways to have said nothing stay apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CellState {
    /// It has said something.
    Stated,
    /// It has said that it would take anything.
    Open,
    /// It has said nothing.
    NotStated,
    /// It took back what it had said.
    Withdrawn,
    /// All that it said, it also denied on the same day.
    Contradicted,
}

/// One thing that a party said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phrase {
    /// What it said of the outcomes.
    pub kind: PhraseKind,
    /// The word for it: "Asks", "Would accept".
    pub word: &'static str,
    /// The outcomes, or words, as a reader reads them.
    pub text: String,
    /// Words that are compared with another party's, piece by piece; empty for outcomes. The pieces together are
    /// the text.
    pub pieces: Vec<Piece>,
}

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether the other party does not have them.
    pub differs: bool,
}

/// What a party may say of outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhraseKind {
    /// It demands them.
    Asks,
    /// It would also take them.
    Accepts,
    /// It would take them on conditions.
    Offers,
    /// It refuses them.
    Rejects,
    /// It said and denied them on one day.
    Contradicted,
    /// Terms that the outcomes do not carry.
    Qualifier,
    /// Words, on an issue that is not computed.
    Text,
}

/// The outcome space of a row as a picture: slots from left to right, one line of marks a party.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Lane {
    /// The outcomes, or runs of numbers or days in which no party's answer changes.
    pub slots: Vec<Slot>,
    /// One line a compared party, with one mark a slot.
    pub lines: Vec<Vec<Mark>>,
    /// Whether near and far mean something from left to right.
    pub is_ordered: bool,
    /// Whether what is outlined is the room and not the zone; its outline is dashed.
    pub is_room: bool,
}

/// One outcome, or one run of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slot {
    /// What it is.
    pub label: String,
    /// Whether it belongs to the zone or the room, and is outlined.
    pub outlined: bool,
}

/// What one party said of one outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// It asks for it: solid.
    Asked,
    /// It would take it: light.
    Acceptable,
    /// It refuses it: hatched.
    Refused,
    /// It said and denied it.
    Contradicted,
    /// It has said nothing of it: empty.
    NotStated,
}

/// What the words and marks mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Legend {
    /// The verdicts.
    pub verdicts: Vec<LegendVerdict>,
    /// The marks of the lanes.
    pub marks: Vec<LegendMark>,
    /// What the outline of the lanes means.
    pub outline: String,
    /// Words that only some sheets have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<LegendWord>,
}

/// What a word means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LegendWord {
    /// The word.
    pub word: String,
    /// What it means.
    pub meaning: &'static str,
}

/// What a verdict means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LegendVerdict {
    /// The verdict.
    pub verdict: Verdict,
    /// Its word.
    pub word: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// What a mark means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LegendMark {
    /// The mark.
    pub mark: Mark,
    /// Its word.
    pub word: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// A cited source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Its number, from 1.
    pub number: usize,
    /// Title, publisher and date in one line.
    pub text: String,
    /// Its address.
    pub url: Option<String>,
}

/// All that is known of one row, for the details pane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Details {
    /// "Issue: Part", or the title of the issue.
    pub title: String,
    /// The question that the answers answer.
    pub question: Option<String>,
    /// How the answers relate.
    pub verdict: Verdict,
    /// The word for it.
    pub verdict_word: &'static str,
    /// What the word leaves out.
    pub verdict_detail: Option<String>,
    /// Why the verdict is what it is.
    pub reason: String,
    /// What else a reader should know.
    pub remarks: Vec<String>,
    /// Each outcome, or run of numbers or days, with each party's answer.
    pub outcomes: Vec<OutcomeLine>,
    /// Each compared party with all that it has said.
    pub parties: Vec<PartyDetails>,
    /// What follows from outcomes of this issue, or leads to them, as sentences.
    pub linkages: Vec<String>,
    /// Who decides the issue, if the agenda says so.
    pub decided_by: Option<String>,
    /// What the verdict was since the day from which movement is told, and whether the answers came closer.
    pub movement: Option<String>,
    /// The same in a few words, where something has changed.
    #[serde(skip)]
    pub trend: Option<TrendWords>,
}

/// One outcome with each party's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutcomeLine {
    /// The outcome.
    pub label: String,
    /// Each party's answer, in the order of the columns.
    pub answers: Vec<Mark>,
    /// Whether it belongs to the zone or the room.
    pub outlined: bool,
}

/// One party's answer with its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartyDetails {
    /// The party's name.
    pub name: String,
    /// Its answer in force.
    pub cell: Cell,
    /// Why it wants this, if it has said so.
    pub interest: Option<String>,
    /// How much it matters to the party, in the coder's judgement: "High priority".
    pub priority: Option<&'static str>,
    /// Its conditions with their status, as sentences.
    pub conditions: Vec<String>,
    /// What it has said, the latest first.
    pub statements: Vec<Statement>,
}

/// One stance, as said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// When it was said, in words; "Undated" if unknown.
    pub date: String,
    /// Whether it is part of the answer in force.
    pub in_force: bool,
    /// What became of it, where that needs a word: "ended on 1 May 2022", "replaced", "not yet said".
    pub standing: String,
    /// The party's words in plain words.
    pub summary: Option<String>,
    /// What it says of the outcomes.
    pub phrases: Vec<Phrase>,
    /// How sure it is that this was said, unless the party said it itself.
    pub confidence: Option<&'static str>,
    /// Where it was said.
    pub cites: Vec<CiteLine>,
    /// What other sources say instead.
    pub disputed: Vec<DisputedLine>,
}

/// A cited place in a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CiteLine {
    /// Title of the source, with the place in it.
    pub title: String,
    /// Publisher and date in one line.
    pub from: String,
    /// Its address.
    pub url: Option<String>,
    /// Who said it.
    pub speaker: Option<String>,
    /// A short phrase, word for word.
    pub quote: Option<String>,
    /// The source's grade in the Admiralty code, and what the code means.
    pub grade: Option<String>,
}

/// What another source says instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DisputedLine {
    /// The other account.
    pub summary: String,
    /// Where it stands.
    pub cites: Vec<CiteLine>,
}

/// Which rows are shown. The default shows all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters {
    /// The verdicts to show; `None` for all.
    pub verdicts: Option<Vec<Verdict>>,
    /// The themes to show; `None` for all.
    pub themes: Option<Vec<String>>,
    /// Only rows with this text somewhere in them, whatever the case; empty for all.
    pub text: String,
    /// Which rows to show by what has changed on them; `None` for all, and nothing where no changes are told.
    pub changes: Option<ChangeFilter>,
}

/// What a sheet is made from.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// What was loaded.
    pub talks: &'a Talks,
    /// The comparison of it.
    pub comparison: &'a Comparison,
    /// The problems found on loading.
    pub problems: &'a [Problem],
    /// The files that were read.
    pub inputs: &'a [Input],
    /// What errors left out.
    pub left_out: LeftOutCounts,
    /// The texts of the files that were read.
    pub texts: &'a [SourceText],
    /// The problems of files that could not even be taken.
    pub lost: &'a [Problem],
    /// The proposals that stand beside the comparison.
    pub proposals: &'a [HeldProposal<'a>],
    /// How dates are written.
    pub dates: Dates,
}

impl<'a> Material<'a> {
    /// What was loaded, with the comparison of it.
    pub fn new(loaded: &'a Loaded, comparison: &'a Comparison) -> Self {
        Self {
            talks: &loaded.talks,
            comparison,
            problems: &loaded.problems,
            inputs: &loaded.inputs,
            left_out: loaded.left_out,
            texts: &loaded.texts,
            lost: &loaded.lost,
            proposals: &[],
            dates: Dates::default(),
        }
    }
}
