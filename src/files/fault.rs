//! Everything that can be wrong with a file, and the one sentence for each.

use std::fmt::Write as _;

use super::reading::DEEPEST;
use crate::model::{DateError, NumberError};

/// What stands without quotation marks in a file, as a reader would call it.
pub(super) const A_WORD: &str = "a word without quotation marks";
/// What stands in them.
pub(super) const A_TEXT: &str = "a text in quotation marks";

/// One thing that is wrong. Its sentence is [`Fault::message`], what to do about it [`Fault::hint`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    // The file as a whole.
    CannotRead(String),
    NotAFile,
    LinkLoop,
    TooLarge,
    NotUtf8,
    EmptyFolder,
    NotRon {
        what: String,
        hint: &'static str,
    },
    Malformed {
        what: String,
        hint: &'static str,
    },
    TooDeep,
    WrongTop(Option<String>),
    NewerFormat(u32),
    SnapshotNotAlone,
    SnapshotLeftAside,
    BadInnerPath(String),
    TextChanged,
    SinceNotBefore,
    FromAfter,
    AgendaMissing(String),
    AgendaOutside(String),
    AgendaIsNot(String),
    AgendaBesideIsNot,
    TwoAgendas(String, String),
    AgendaUnused,
    // The shape of an entry.
    UnknownField {
        name: String,
        of: Option<String>,
        known: Vec<String>,
    },
    UnknownVariant {
        name: String,
        known: Vec<String>,
    },
    MissingField {
        name: String,
        of: Option<String>,
    },
    FieldTwice {
        name: String,
    },
    WrongName {
        expected: String,
        found: String,
    },
    WrongKind {
        expected: String,
        found: String,
    },
    Unquoted(String),
    // Names.
    BadId(String),
    Unknown {
        what: &'static str,
        name: String,
        /// What it may have been meant for.
        hint: Option<String>,
    },
    Twice {
        what: &'static str,
        name: String,
    },
    HiddenCharacters {
        what: &'static str,
    },
    HiddenCharactersShown,
    BadUrl(String),
    BadGrade(String),
    // Outcomes.
    SetWanted,
    NumberWanted,
    IdWanted,
    DateWanted,
    BadNumber(String, NumberError),
    OffStep {
        number: String,
        step: String,
    },
    OutOfBounds {
        value: String,
        bounds: String,
    },
    BadDate(String, DateError),
    PartialDateInSet(String),
    EmptySet,
    Backward,
    RangeOnOptions,
    AnyNumberOffQuantity,
    IdsBesideNumbers(String),
    RangeEndsInBeyond(String),
    RestOutsideStance,
    RestTwice,
    RestIsEmpty,
    OutcomeOfOtherPart {
        outcome: String,
        parts: String,
    },
    NoOutcomes,
    NoUnitStep,
    MinAboveMax,
    SetsOnText,
    TextOnSets,
    OnText(&'static str),
    AssessedIsComputed,
    // Stances.
    TakenAndRejected(String),
    SaysNothing,
    WithdrawnAndMore,
    OfferWithoutCondition,
    ConditionOnOwnRow,
    WishOnItself,
    NoParts,
    NoPartNamed,
    UntilBeforeDate,
    NoCite,
    RefusalDropped(String),
    ContradictsItself(String),
    // The talks as a whole.
    NoQuestion,
    NobodySpeaks(String),
    PartyNotKnown(String),
    AnswerToUnknownProposal(String),
    TooMany {
        what: &'static str,
        limit: usize,
    },
    OtherName {
        known: String,
        found: String,
    },
}

impl Fault {
    /// What is wrong, in one sentence.
    pub(super) fn message(&self) -> String {
        self.about_files()
            .or_else(|| self.about_shape())
            .or_else(|| self.about_outcomes())
            .unwrap_or_else(|| self.about_stances())
    }

    fn about_files(&self) -> Option<String> {
        Some(match self {
            Self::CannotRead(why) => format!("cannot be read: {why}"),
            Self::NotAFile => "is neither a file nor a folder".into(),
            Self::LinkLoop => "is a link that leads round in a circle and to no file".into(),
            Self::TooLarge => "is larger than 64 MiB, which is the limit for one file".into(),
            Self::NotUtf8 => "is not text in UTF-8".into(),
            Self::EmptyFolder => "the folder holds no .ron file".into(),
            Self::NotRon { what, .. } => format!("is not well-formed RON: {what}"),
            Self::Malformed { what, .. } => format!("cannot be read: {what}"),
            Self::TooDeep => format!("is nested more than {DEEPEST} brackets deep"),
            Self::WrongTop(Some(found)) => {
                format!("a file starts with what it is, and “{found}” is nothing the program knows")
            }
            Self::WrongTop(None) => "a file starts with what it is, and this one does not".into(),
            Self::NewerFormat(format) => {
                format!("is in format {format}, and this version of the program knows format 1")
            }
            Self::SnapshotNotAlone => {
                "is a snapshot, which is a comparison of its own and cannot be put together with other files".into()
            }
            Self::SnapshotLeftAside => "is a snapshot among other files, and was left aside".into(),
            Self::BadInnerPath(path) => {
                format!("“{path}” is no name that a file inside a snapshot can have")
            }
            Self::TextChanged => {
                "this text is not the one that the snapshot was made from: its SHA-256 is another".into()
            }
            Self::SinceNotBefore => {
                "movement is told since this day, which is not before the day of the comparison".into()
            }
            Self::FromAfter => "counting begins on this day, which is after the day of the comparison".into(),
            Self::AgendaMissing(name) => {
                format!("names the agenda “{name}”, and there is no such file")
            }
            Self::AgendaOutside(name) => {
                format!("names the agenda “{name}”, which is not inside this file's own folder")
            }
            Self::AgendaIsNot(name) => {
                format!("names the agenda “{name}”, which is no agenda that can be read")
            }
            Self::AgendaBesideIsNot => {
                "stands beside agenda.ron, which is no agenda that can be read".into()
            }
            Self::TwoAgendas(first, second) => {
                format!("two agendas cannot be compared: “{first}” and “{second}”")
            }
            Self::AgendaUnused => "no position that was opened uses this agenda".into(),
            _ => return None,
        })
    }

    fn about_shape(&self) -> Option<String> {
        let of = |of: &Option<String>| of.as_ref().map_or(String::new(), |of| format!(" in {of}"));
        Some(match self {
            Self::UnknownField {
                name, of: outer, ..
            } => format!("there is no field “{name}”{}", of(outer)),
            Self::UnknownVariant { name, .. } => {
                format!("“{name}” is none of the words that may stand here")
            }
            Self::MissingField { name, of: outer } => {
                format!("the field “{name}” is missing{}", of(outer))
            }
            Self::FieldTwice { name } => format!("the field “{name}” stands here twice"),
            Self::WrongName { expected, found } => {
                format!("“{expected}” was expected here, and “{found}” stands here")
            }
            Self::WrongKind { expected, found } if found.is_empty() => {
                format!("{expected} was expected here")
            }
            Self::WrongKind { expected, found } => {
                format!("{expected} was expected here, and this is {found}")
            }
            Self::Unquoted(name) => format!("“{name}” stands without quotation marks"),
            Self::BadId(name) => format!("“{name}” is no id"),
            Self::Unknown { what, name, .. } => format!("there is no {what} “{name}”"),
            Self::Twice { what, name } => format!("the {what} “{name}” stands here twice"),
            Self::HiddenCharacters { what } => format!(
                "the {what} holds control or direction characters, which a reader cannot see"
            ),
            Self::HiddenCharactersShown => {
                "a text holds control or direction characters; they are shown as escapes".into()
            }
            Self::BadUrl(url) => format!("“{url}” is no http or https address"),
            Self::BadGrade(grade) => format!("“{grade}” is no grade of the Admiralty code"),
            _ => return None,
        })
    }

    fn about_outcomes(&self) -> Option<String> {
        Some(match self {
            Self::SetWanted => "outcomes stand in a word that says how they are meant, and here there is none".into(),
            Self::NumberWanted => "this issue wants a number".into(),
            Self::IdWanted => "this issue wants the id of an outcome".into(),
            Self::DateWanted => "this issue wants a date".into(),
            Self::BadNumber(text, error) => format!("“{text}” is no number that can be read: {error}"),
            Self::OffStep { number, step } => format!("{number} is not a whole multiple of the step, {step}"),
            Self::OutOfBounds { value, bounds } => format!("{value} is outside the issue's bounds, {bounds}"),
            Self::BadDate(text, error) => format!("“{text}” is no date: {error}"),
            Self::PartialDateInSet(text) => format!("“{text}” is not a whole date, and only a whole one can stand here"),
            Self::EmptySet => "there is no outcome in this set".into(),
            Self::Backward => "this range runs backward".into(),
            Self::RangeOnOptions => "the outcomes of this issue have no order, so a range of them means nothing".into(),
            Self::AnyNumberOffQuantity => "AnyNumber is for quantities, and this issue is none".into(),
            Self::IdsBesideNumbers(issue) => format!("the issue “{issue}” has numbers and several ids for outcomes, and beside numbers there can be one, beyond them all"),
            Self::RangeEndsInBeyond(id) => format!("a range ends in numbers, and “{id}” is beyond them"),
            Self::RestOutsideStance => "Rest means all that a stance does not name, so it can stand only in a stance".into(),
            Self::RestTwice => "Rest stands in this stance twice".into(),
            Self::RestIsEmpty => "Rest is empty here: this stance names every outcome".into(),
            Self::OutcomeOfOtherPart { outcome, parts } => format!("“{outcome}” is an outcome for {parts} only, and this stance speaks of other parts"),
            Self::NoOutcomes => "this issue has no outcomes".into(),
            Self::NoUnitStep => "a step is a number above zero".into(),
            Self::MinAboveMax => "min is above max".into(),
            Self::SetsOnText => "this issue is words only, so nothing can be asked, accepted, offered or rejected on it".into(),
            Self::TextOnSets => "this issue has outcomes, so a stance on it cannot be words".into(),
            Self::OnText(what) => format!("this issue is words only, so it can have no {what}"),
            Self::AssessedIsComputed => "this issue is computed, and assessments are for issues of words only".into(),
            _ => return None,
        })
    }

    fn about_stances(&self) -> String {
        match self {
            Self::TakenAndRejected(outcome) => {
                format!("this stance both takes and rejects “{outcome}”")
            }
            Self::SaysNothing => "this stance says nothing".into(),
            Self::WithdrawnAndMore => "a stance that is withdrawn cannot say anything else".into(),
            Self::OfferWithoutCondition => "this offer has no condition".into(),
            Self::ConditionOnOwnRow => "an offer cannot hang on the row that it is made on".into(),
            Self::WishOnItself => "an issue cannot come before or after itself".into(),
            Self::NoParts => "this issue has no parts".into(),
            Self::NoPartNamed => "this list names no part".into(),
            Self::UntilBeforeDate => "this stance ends before it begins".into(),
            Self::NoCite => "this stance names no source".into(),
            Self::RefusalDropped(outcome) => {
                format!("this stance replaces an earlier one and no longer rejects “{outcome}”")
            }
            Self::ContradictsItself(outcome) => {
                format!("two stances of this party and day contradict each other on “{outcome}”")
            }
            Self::NoQuestion => "an issue of numbers or dates has no question".into(),
            Self::NobodySpeaks(issue) => format!("no party speaks on the issue “{issue}”"),
            Self::PartyNotKnown(party) => {
                format!("the party “{party}” is neither among the agenda's parties nor opened")
            }
            Self::AnswerToUnknownProposal(proposal) => {
                format!("this answers the proposal “{proposal}”, which is not opened")
            }
            Self::TooMany { what, limit } => {
                format!("there are more than {limit} {what}, which is the limit")
            }
            Self::OtherName { known, found } => {
                format!("this party is called “{found}” here and “{known}” in another file")
            }
            // Every other fault has its sentence in one of the functions above.
            _ => String::new(),
        }
    }

    /// What to do about it, if there is something to say.
    pub(super) fn hint(&self) -> Option<String> {
        self.hint_with_names()
            .or_else(|| self.plain_hint().map(str::to_owned))
    }

    fn hint_with_names(&self) -> Option<String> {
        match self {
            Self::UnknownField { name, known, .. } => {
                home_of(name, known).or_else(|| suggestion(name, known, true))
            }
            Self::UnknownVariant { name, known } => suggestion(name, known, true),
            Self::Unknown { hint, .. } => hint.clone(),
            Self::WrongTop(Some(found)) => {
                let known = ["Agenda", "Position", "Proposal", "Snapshot"].map(str::to_owned);
                suggestion(found, &known, true)
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

/// "did you mean …" with the nearest known name, if it is to be looked for and one is near; or else all of them if they
/// are few.
pub(super) fn suggestion<S: AsRef<str>>(
    name: &str,
    known: &[S],
    with_nearest: bool,
) -> Option<String> {
    let closeness = |candidate: &&S| {
        // An integer, since floats have no order: similarity in thousandths.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is between 0 and 1000"
        )]
        let thousandths = (strsim::jaro_winkler(name, candidate.as_ref()) * 1000.0) as u32;
        thousandths
    };
    if with_nearest
        && let Some(nearest) = known.iter().max_by_key(closeness)
        && closeness(&nearest) >= 800
    {
        return Some(format!("did you mean “{}”?", nearest.as_ref()));
    }
    if known.is_empty() {
        return None;
    }
    let mut list = String::from("it can be ");
    for (at, candidate) in known.iter().take(12).enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        let _ = write!(list, "{comma}“{}”", candidate.as_ref());
    }
    if known.len() > 12 {
        let _ = write!(list, " and {} more", known.len() - 12);
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
