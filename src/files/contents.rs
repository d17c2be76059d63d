//! What each file is, and what of it is read before the agenda is known.

use super::fault::Fault;
use super::form::may_have_odd_numbers;
use super::positions::{PositionText, StanceTexts};
use super::reading::{LeftOut, Raw, Reading, after_blank, options, skip_attributes, skip_blank};
use super::schema::{FileText, PlainFileText, PositionHead, PositionParty};
use super::shelf::TextFile;

/// The newest format that the program knows.
const FORMAT: u32 = 1;

/// The agenda of a file that names none.
pub(super) const USUAL_AGENDA: &str = "agenda.ron";

/// What a file turned out to be.
pub(super) enum Content<'a> {
    Agenda(FileText<'a>),
    /// An agenda whose issues were read in one go.
    PlainAgenda(PlainFileText<'a>),
    Position {
        text: PositionText<'a>,
        agenda: Option<Raw<'a>>,
    },
    /// A position of which no more is known than which agenda it names, if any.
    UnreadPosition {
        agenda: Option<Raw<'a>>,
    },
    Proposal(FileText<'a>),
    /// Left out, or read already.
    Nothing,
}

impl Content<'_> {
    /// Whether it is an agenda.
    pub(super) fn is_agenda(&self) -> bool {
        matches!(self, Self::Agenda(_) | Self::PlainAgenda(_))
    }
}

/// How positions are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Each in one go, when the agenda is known; and as written only those in which something is wrong.
    Plain,
    /// All as written, with the place of every value.
    Written,
}

/// What a file is, in as much of a position as this way of reading wants before the agenda is known.
pub(super) fn read_content<'a>(
    reading: &mut Reading<'a>,
    way: Way,
) -> Result<Content<'a>, LeftOut> {
    if way == Way::Plain
        && is_position(reading.text)
        && let Ok(agenda) = named_agenda(reading.text)
    {
        return Ok(Content::UnreadPosition { agenda });
    }
    if way == Way::Plain
        && is_agenda(reading.text)
        && let Some(text) = read_plain_file(reading)
    {
        return Ok(Content::PlainAgenda(text));
    }
    let whole = reading.text;
    let text: FileText<'a> = match reading.read(whole) {
        Ok(text) => text,
        Err(LeftOut) => {
            explain_top(reading);
            return Err(LeftOut);
        }
    };
    check_format(reading, text.format())?;
    match text {
        FileText::Agenda { .. } => Ok(Content::Agenda(text)),
        FileText::Position {
            party,
            agenda,
            sources,
            stances,
            answers,
            ..
        } => Ok(Content::Position {
            text: PositionText {
                party,
                sources,
                stances: StanceTexts::Written(stances),
                answers,
            },
            agenda,
        }),
        FileText::Proposal { .. } => Ok(Content::Proposal(text)),
        FileText::Snapshot { .. } => Err(reading.error(whole, &Fault::SnapshotNotAlone)),
    }
}

/// A position with its stances in the plain form; nothing if it cannot be read so.
pub(super) fn read_plain<'a>(reading: &mut Reading<'a>) -> Option<PositionText<'a>> {
    if may_have_odd_numbers(reading.text) {
        return None;
    }
    let FileText::Position {
        party,
        sources,
        stances,
        answers,
        ..
    } = read_plain_file(reading)?
    else {
        return None;
    };
    Some(PositionText {
        party,
        sources,
        stances: StanceTexts::Plain(stances),
        answers,
    })
}

/// What a file is, in the plain form; nothing if it cannot be read so.
fn read_plain_file<'a>(reading: &Reading<'a>) -> Option<PlainFileText<'a>> {
    // Attributes change what the reader takes, and values as written are read without them.
    if skip_blank(reading.text).starts_with("#!") {
        return None;
    }
    let text: PlainFileText<'a> = options().from_str(reading.text).ok()?;
    let mut trial = Reading::new(reading.name, reading.text);
    check_format(&mut trial, text.format()).ok()?;
    Some(text)
}

impl<'a, I, S> FileText<'a, I, S> {
    /// The number of its format, as written.
    fn format(&self) -> Option<Raw<'a>> {
        let (Self::Agenda { format, .. }
        | Self::Position { format, .. }
        | Self::Proposal { format, .. }
        | Self::Snapshot { format, .. }) = self;
        *format
    }
}

/// Refuses a file of a newer format, which may mean what the program does not know.
pub(super) fn check_format<'a>(
    reading: &mut Reading<'a>,
    format: Option<Raw<'a>>,
) -> Result<(), LeftOut> {
    let Some(raw) = format else { return Ok(()) };
    let format: u32 = reading.read(raw.get_ron())?;
    if format > FORMAT {
        return Err(reading.error(raw.get_ron(), &Fault::NewerFormat(format)));
    }
    Ok(())
}

/// Says better what is wrong with a file that does not begin as one should.
pub(super) fn explain_top(reading: &mut Reading<'_>) {
    // A comment that is never closed hides what the file is; that has been said.
    let Some(start) = after_blank(reading.text) else {
        return;
    };
    let end = start.find(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
    let word = start.get(..end.unwrap_or(start.len())).unwrap_or_default();
    let fault = match word {
        "Agenda" | "Position" | "Proposal" | "Snapshot" => return,
        _ if start.starts_with("#!") => return,
        "" => Fault::WrongTop(None),
        other => Fault::WrongTop(Some(other.to_owned())),
    };
    reading.problems.clear();
    reading.error(start, &fault);
}

/// The name of the agenda of a position; `None` if the file is none.
pub(super) fn agenda_named_by(file: &TextFile) -> Option<String> {
    if !is_position(&file.text) {
        return None;
    }
    let mut reading = Reading::new(&file.name, &file.text);
    let named = named_agenda(&file.text)
        .ok()?
        .and_then(|raw| reading.string(raw).ok());
    Some(named.unwrap_or_else(|| USUAL_AGENDA.to_owned()))
}

/// The id of the party of a position; `None` if the file is none, or that cannot be read.
pub(super) fn party_of(file: &TextFile) -> Option<String> {
    if !is_position(&file.text) {
        return None;
    }
    let PositionParty::Position { party } = options().from_str(&file.text).ok()?;
    Some(party.id)
}

/// Whether a text begins as a proposal does.
pub(super) fn is_proposal(text: &str) -> bool {
    skip_attributes(text).starts_with("Proposal")
}

/// Whether a text begins as an agenda does.
pub(super) fn is_agenda(text: &str) -> bool {
    skip_attributes(text).starts_with("Agenda")
}

/// Whether a text begins as a position does.
pub(super) fn is_position(text: &str) -> bool {
    skip_attributes(text).starts_with("Position")
}

/// Which agenda a position names, if any.
fn named_agenda(text: &str) -> Result<Option<Raw<'_>>, LeftOut> {
    // Large files that name no agenda need not be read for it.
    if !text.contains("agenda") {
        return Ok(None);
    }
    let PositionHead::Position { agenda } = options().from_str(text).map_err(|_| LeftOut)?;
    Ok(agenda)
}
