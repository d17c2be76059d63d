//! Everything that can be wrong with a file, and the one sentence for each.

use std::fmt::Write as _;

use super::reading::DEEPEST;
use crate::model::{DateError, NumberError};

/// What stands without quotation marks in a file, as a reader would call it.
pub(super) const A_WORD: &str = "a word without quotation marks";
/// What stands in them.
pub(super) const A_TEXT: &str = "a text in quotation marks";

/// One thing that is wrong, with the one sentence for it. What to do about it is its [`Fault::hint`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    // The file as a whole.
    #[error("cannot be read: {0}")]
    CannotRead(String),
    #[error("is neither a file nor a folder")]
    NotAFile,
    #[error("is a link that leads round in a circle and to no file")]
    LinkLoop,
    #[error("is larger than 64 MiB, which is the limit for one file")]
    TooLarge,
    #[error("is not text in UTF-8")]
    NotUtf8,
    #[error("the folder holds no .ron file")]
    EmptyFolder,
    #[error(
        "{0} more files of this folder were not read, since there are more parties in it than can be compared"
    )]
    FolderNotReadWhole(usize),
    #[error("more than {0} things are wrong with this file, and the others are not told")]
    MoreProblems(usize),
    #[error("is not well-formed RON: {what}")]
    NotRon { what: String, hint: &'static str },
    #[error("cannot be read: {what}")]
    Malformed { what: String, hint: &'static str },
    #[error("is nested more than {} brackets deep", DEEPEST)]
    TooDeep,
    #[error("a file starts with what it is, and {}", not_a_start(.0.as_deref()))]
    WrongTop(Option<String>),
    #[error("is in format {0}, and this version of the program knows format 1")]
    NewerFormat(u32),
    #[error(
        "is a snapshot, which is a comparison of its own and cannot be put together with other files"
    )]
    SnapshotNotAlone,
    #[error("is a snapshot among other files, and was left aside")]
    SnapshotLeftAside,
    #[error("“{0}” is no name that a file inside a snapshot can have")]
    BadInnerPath(String),
    #[error("this text is not the one that the snapshot was made from: its SHA-256 is another")]
    TextChanged,
    #[error("movement is told since this day, which is not before the day of the comparison")]
    SinceNotBefore,
    #[error("movement is told since this day, which is before counting begins")]
    SinceBeforeFrom,
    #[error("counting begins on this day, which is after the day of the comparison")]
    FromAfter,
    #[error("names the agenda “{0}”, and there is no such file")]
    AgendaMissing(String),
    #[error("names the agenda “{0}”, which is not inside this file's own folder")]
    AgendaOutside(String),
    #[error("names the agenda “{0}”, which is no agenda that can be read")]
    AgendaIsNot(String),
    #[error("stands beside agenda.ron, which is no agenda that can be read")]
    AgendaBesideIsNot,
    #[error("two agendas cannot be compared: “{0}” and “{1}”")]
    TwoAgendas(String, String),
    #[error("no position that was opened uses this agenda")]
    AgendaUnused,
    // The shape of an entry.
    #[error("there is no field “{name}”{}", inside(.of.as_deref()))]
    UnknownField {
        name: String,
        of: Option<String>,
        known: Vec<String>,
    },
    #[error("“{name}” is none of the words that may stand here")]
    UnknownVariant { name: String, known: Vec<String> },
    #[error("the field “{name}” is missing{}", inside(.of.as_deref()))]
    MissingField { name: String, of: Option<String> },
    #[error("the field “{name}” stands here twice")]
    FieldTwice { name: String },
    #[error("“{expected}” was expected here, and “{found}” stands here")]
    WrongName { expected: String, found: String },
    #[error("{expected} was expected here, and this is {found}")]
    WrongKind { expected: String, found: String },
    #[error("“{0}” stands without quotation marks")]
    Unquoted(String),
    // Names.
    #[error("“{0}” is no id")]
    BadId(String),
    #[error("there is no {what} “{name}”")]
    Unknown {
        what: &'static str,
        name: String,
        /// What it may have been meant for.
        hint: Option<String>,
    },
    #[error("the {what} “{name}” stands here twice")]
    Twice { what: &'static str, name: String },
    #[error("the {what} holds control or direction characters, which a reader cannot see")]
    HiddenCharacters { what: &'static str },
    #[error("a text holds control or direction characters; they are shown as escapes")]
    HiddenCharactersShown,
    #[error("“{0}” is no http or https address")]
    BadUrl(String),
    #[error("“{0}” is no grade of the Admiralty code")]
    BadGrade(String),
    // Outcomes.
    #[error("outcomes stand in a word that says how they are meant, and here there is none")]
    SetWanted,
    #[error("this issue wants a number")]
    NumberWanted,
    #[error("this issue wants the id of an outcome")]
    IdWanted,
    #[error("this issue wants a date")]
    DateWanted,
    #[error("“{0}” is no number that can be read: {1}")]
    BadNumber(String, NumberError),
    #[error("{number} is not a whole multiple of the step, {step}")]
    OffStep { number: String, step: String },
    #[error("{value} is outside the issue's bounds, {bounds}")]
    OutOfBounds { value: String, bounds: String },
    #[error("“{0}” is no date: {1}")]
    BadDate(String, DateError),
    #[error("“{0}” is not a whole date, and only a whole one can stand here")]
    PartialDateInSet(String),
    #[error("there is no outcome in this set")]
    EmptySet,
    #[error("this range runs backward")]
    Backward,
    #[error("the outcomes of this issue have no order, so a range of them means nothing")]
    RangeOnOptions,
    #[error("AnyNumber is for quantities, and this issue is none")]
    AnyNumberOffQuantity,
    #[error(
        "the issue “{0}” has numbers and several ids for outcomes, and beside numbers there can be one, beyond them all"
    )]
    IdsBesideNumbers(String),
    #[error("a range ends in numbers, and “{0}” is beyond them")]
    RangeEndsInBeyond(String),
    #[error("Rest means all that a stance does not name, so it can stand only in a stance")]
    RestOutsideStance,
    #[error("Rest stands in this stance twice")]
    RestTwice,
    #[error("Rest is empty here: this stance names every outcome")]
    RestIsEmpty,
    #[error("“{outcome}” is an outcome for {parts} only, and this stance speaks of other parts")]
    OutcomeOfOtherPart { outcome: String, parts: String },
    #[error("this issue has no outcomes")]
    NoOutcomes,
    #[error("a step is a number above zero")]
    NoUnitStep,
    #[error("min is above max")]
    MinAboveMax,
    #[error(
        "this issue is words only, so nothing can be asked, accepted, offered or rejected on it"
    )]
    SetsOnText,
    #[error("this issue has outcomes, so a stance on it cannot be words")]
    TextOnSets,
    #[error("this issue is words only, so it can have no {0}")]
    OnText(&'static str),
    #[error("this issue is computed, and assessments are for issues of words only")]
    AssessedIsComputed,
    // Stances.
    #[error("this stance both takes and rejects “{0}”")]
    TakenAndRejected(String),
    #[error("this stance says nothing")]
    SaysNothing,
    #[error("a stance that is withdrawn cannot say anything else")]
    WithdrawnAndMore,
    #[error("this offer has no condition")]
    OfferWithoutCondition,
    #[error("an offer cannot hang on the row that it is made on")]
    ConditionOnOwnRow,
    #[error("an issue cannot come before or after itself")]
    WishOnItself,
    #[error("this issue has no parts")]
    NoParts,
    #[error("this list names no part")]
    NoPartNamed,
    #[error("this stance ends before it begins")]
    UntilBeforeDate,
    #[error("this stance names no source")]
    NoCite,
    #[error("this stance replaces an earlier one and no longer rejects “{0}”")]
    RefusalDropped(String),
    #[error("two stances of this party and day contradict each other on “{0}”")]
    ContradictsItself(String),
    // The talks as a whole.
    #[error("an issue of numbers or dates has no question")]
    NoQuestion,
    #[error("no party speaks on the issue “{0}”")]
    NobodySpeaks(String),
    #[error("the party “{0}” is neither among the agenda's parties nor opened")]
    PartyNotKnown(String),
    #[error("this answers the proposal “{0}”, which is not opened")]
    AnswerToUnknownProposal(String),
    #[error("there are more than {limit} {what}, which is the limit")]
    TooMany { what: &'static str, limit: usize },
    #[error("this party is called “{found}” here and “{known}” in another file")]
    OtherName { known: String, found: String },
}

/// Why a file does not start as one should, at the end of a sentence.
fn not_a_start(found: Option<&str>) -> String {
    found.map_or_else(
        || "this one does not".to_owned(),
        |found| format!("“{found}” is nothing the program knows"),
    )
}

/// Where a field is, at the end of a sentence.
fn inside(of: Option<&str>) -> String {
    of.map_or_else(String::new, |of| format!(" in {of}"))
}

impl Fault {
    /// What to do about it, if there is something to say.
    pub(super) fn hint(&self) -> Option<String> {
        self.hint_with_names()
            .or_else(|| self.plain_hint().map(str::to_owned))
    }

    fn hint_with_names(&self) -> Option<String> {
        match self {
            Self::UnknownField { name, known, .. } => {
                home_of(name, known).or_else(|| suggestion(name, known))
            }
            Self::UnknownVariant { name, known } => suggestion(name, known),
            Self::Unknown { hint, .. } => hint.clone(),
            Self::WrongTop(Some(found)) => {
                let known = ["Agenda", "Position", "Proposal", "Snapshot"].map(str::to_owned);
                suggestion(found, &known)
            }
            Self::Unquoted(name) => Some(format!("write \"{name}\"")),
            Self::BadId(name) => {
                let better = as_id(name);
                let rule = "lower-case letters, digits and single hyphens";
                Some(if better.is_empty() {
                    rule.into()
                } else {
                    format!("{rule}, as in “{better}”")
                })
            }
            Self::OffStep { step, .. } => Some(format!(
                "write a multiple of {step}, or give the issue a smaller step"
            )),
            _ => None,
        }
    }

    fn plain_hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotRon { hint, .. } | Self::Malformed { hint, .. } => hint,
            Self::WrongTop(None) => "begin it with Position( … ) or Agenda( … )",
            Self::NewerFormat(_) => "a newer version of the program may read it",
            Self::LinkLoop => "make it point to a file, or delete it",
            Self::NotUtf8 => "save it as UTF-8",
            Self::EmptyFolder => "choose a folder with position files in it",
            Self::AgendaOutside(_) => {
                "put the agenda beside the position, and name it without its folder"
            }
            Self::AgendaMissing(_) => "leave the field out to use agenda.ron beside the file",
            Self::TwoAgendas(..) => "open the positions of one agenda at a time",
            Self::SnapshotNotAlone => {
                "open it alone, or see what has changed with “compare SNAPSHOT --against OTHER”"
            }
            Self::SnapshotLeftAside => "open it alone to see it",
            Self::BadInnerPath(_) => {
                "write a name, or folders and a name with / between, as in “agenda.ron”"
            }
            Self::TextChanged => "take what it says as changed by hand since then",
            Self::BadGrade(_) => {
                "a letter from A to F for the source and a number from 1 to 6 for the statement, as in \"B2\""
            }
            Self::BadUrl(_) => "begin it with https://",
            Self::BadDate(_, DateError::Form) => "write it in quotation marks, the year first",
            Self::PartialDateInSet(_) => "write the day as well, as in \"2025-06-02\"",
            Self::EmptySet => "name an outcome, or leave the field out",
            Self::Backward => "write the lower end first",
            Self::RangeOnOptions => "name the outcomes with OneOf, or make the issue a Scale",
            Self::RangeEndsInBeyond(_) => "name it with Only or OneOf; AtLeast holds it already",
            Self::RestOutsideStance => "name the outcomes",
            Self::RestTwice => "keep it where the party said “nothing else”",
            Self::SaysNothing => {
                "give it asks, accepts, offers, rejects, text, withdrawn, after or before"
            }
            Self::WithdrawnAndMore => "put what is said now into a stance of its own",
            Self::NoPartNamed => "leave the field out if all parts are meant",
            Self::OfferWithoutCondition => "name one in `provided`, or use `accepts`",
            Self::TakenAndRejected(_) => "take it out of one of the two",
            Self::OtherName { .. } => {
                "give each party an id of its own, or the same name in all of its files"
            }
            Self::NoCite => "add cites: [\"…\"] with the id of a source",
            Self::RefusalDropped(_) => {
                "repeat the refusal if it still holds, or write adds: true if this is a remark beside it"
            }
            Self::NoQuestion => {
                "give it a `question`, so that a reader knows what the number or the day is"
            }
            Self::PartyNotKnown(_) => "add it to the agenda's `parties`",
            Self::SetWanted => {
                "write Only(…), OneOf([…]), AtLeast(…), AtMost(…), Between(…, …), AnyNumber, Anything or Rest"
            }
            Self::IdsBesideNumbers(_) => "write an agenda that says what the outcomes are",
            Self::AnyNumberOffQuantity => "write Anything for every outcome",
            Self::NumberWanted => "write it without quotation marks, as in Only(85_000)",
            Self::IdWanted => "write the id in quotation marks, as in Only(\"neutral\")",
            Self::DateWanted => "write it in quotation marks, as in Only(\"2025-06-02\")",
            Self::WrongKind { expected, found } if expected == A_WORD && found == A_TEXT => {
                "take the quotation marks off; a condition in words is Words(\"…\")"
            }
            Self::MoreProblems(_) => "mend those that are told, and open it again",
            Self::FolderNotReadWhole(_) => "open the files that you want to compare",
            Self::TooDeep => "no position needs that; look for brackets that are never closed",
            _ => return None,
        })
    }
}

/// Where a field of a stance belongs that was written one bracket too far out.
fn home_of(field: &str, known: &[String]) -> Option<String> {
    let home = match field {
        "speaker" | "quote" | "at" => "Cite",
        "provided" | "outcomes" => "Offer",
        _ => return None,
    };
    let is_stance = known.iter().any(|known| known == "asks");
    is_stance.then(|| format!("write it inside {home}( … )"))
}

/// The longest name, in bytes, that is compared with others or listed among them. Nobody meant a longer one by a slip,
/// and comparing two takes the product of their lengths.
const LONGEST_NAME: usize = 64;

/// How many names are listed.
const LISTED: usize = 12;

/// "did you mean …" with the nearest known name, if one is near; or else all of them if they are few.
pub(super) fn suggestion<S: AsRef<str>>(name: &str, known: &[S]) -> Option<String> {
    let is_short = |name: &str| name.len() <= LONGEST_NAME;
    let closeness = |candidate: &&str| {
        // An integer, since floats have no order: similarity in thousandths.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is between 0 and 1000"
        )]
        let thousandths = (strsim::jaro_winkler(name, candidate) * 1000.0) as u32;
        thousandths
    };
    let short = || {
        let names = known.iter().map(AsRef::as_ref);
        names.filter(|name: &&str| is_short(name))
    };
    if is_short(name)
        && let Some(nearest) = short().max_by_key(closeness)
        && closeness(&nearest) >= 800
    {
        return Some(format!("did you mean “{nearest}”?"));
    }
    let listed: Vec<String> = short()
        .take(LISTED)
        .map(|name| format!("“{name}”"))
        .collect();
    if listed.is_empty() {
        return None;
    }
    let mut list = format!("it can be {}", listed.join(", "));
    if listed.len() < known.len() {
        let _ = write!(list, " and {} more", known.len() - listed.len());
    }
    Some(list)
}

/// The nearest id to a text that is none.
fn as_id(name: &str) -> String {
    let words: Vec<String> = name
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    words.join("-")
}
