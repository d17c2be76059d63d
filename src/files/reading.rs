//! One text being read: where its values stand, and what was found wrong with it.

use std::cell::OnceCell;

use ron::Options;
use ron::error::{Error as RonError, SpannedError};
use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::Deserialize;

use super::fault::{A_TEXT, A_WORD, Fault, suggestion};
use super::problem::{Lines, Place, Problem, Severity};
use crate::model::{Id, PartialDate};

/// A value as written, borrowed from the text that it stands in.
pub(super) type Raw<'a> = &'a RawValue;

/// How many known names are held against unknown ones in one file, to find the nearest. It is far more than a person
/// will mend at a time, and keeps a file in which nothing fits from taking minutes.
const HELD_AGAINST: usize = 500_000;

/// How many problems of one file are told. It is far more than a person will read at a time, and keeps a file in which
/// everything is wrong from filling the memory with sentences about it.
pub(super) const MOST_PROBLEMS: usize = 1_000;

/// How deep brackets may be nested.
pub(super) const DEEPEST: usize = 128;

/// The same as the reader counts it: a bracket is one, what is in it another, and a value in the innermost one more.
const COUNTED_DEPTH: usize = 2 * DEEPEST + 1;

/// A text with its name, and the problems found in it so far.
pub(super) struct Reading<'a> {
    /// The file, as it was named on opening.
    pub(super) name: &'a str,
    /// The whole text, without a byte-order mark.
    pub(super) text: &'a str,
    /// What was found wrong.
    pub(super) problems: Vec<Problem>,
    /// How many problems are noted before the others are only said to be there.
    most_problems: usize,
    /// Looked up only when something is wrong.
    lines: OnceCell<Lines<'a>>,
    /// How many known names have been held against unknown ones.
    held_against: usize,
    /// The issue after the one that was named last, which is often the next to be named.
    pub(super) next_issue: usize,
}

/// Marks that an entry is left out; the problem has been noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LeftOut;

impl<'a> Reading<'a> {
    pub(super) fn new(name: &'a str, text: &'a str) -> Self {
        Self {
            name,
            text,
            problems: Vec::new(),
            most_problems: MOST_PROBLEMS,
            lines: OnceCell::new(),
            held_against: 0,
            next_issue: 0,
        }
    }

    /// A reading of which nobody will see what is wrong, only whether anything is.
    pub(super) fn trial(name: &'a str, text: &'a str) -> Self {
        Self {
            most_problems: 0,
            ..Self::new(name, text)
        }
    }

    /// Notes an error at a value, and says that the entry is left out.
    pub(super) fn error(&mut self, at: &str, fault: &Fault) -> LeftOut {
        self.note(Severity::Error, at, fault);
        LeftOut
    }

    /// Notes that a name is none of so many that may stand there, which are put in order only if they are shown.
    pub(super) fn unknown<S: AsRef<str>>(
        &mut self,
        at: &str,
        (what, name): (&'static str, String),
        n_known: usize,
        known: impl FnOnce() -> Vec<S>,
    ) -> LeftOut {
        self.held_against = self.held_against.saturating_add(n_known);
        let is_shown = self.held_against <= HELD_AGAINST && !self.is_full();
        let hint = is_shown.then(|| suggestion(&name, &known())).flatten();
        self.error(at, &Fault::Unknown { what, name, hint })
    }

    /// Notes a warning at a value.
    pub(super) fn warn(&mut self, at: &str, fault: &Fault) {
        self.note(Severity::Warning, at, fault);
    }

    fn note(&mut self, severity: Severity, at: &str, fault: &Fault) {
        // Where nothing more is told, no place needs to be looked up.
        let place = if self.is_full() {
            Place::START
        } else {
            self.place(at)
        };
        self.note_at(severity, place, fault);
    }

    /// Notes a problem at a place; of more than can be told, no more than that there are such.
    pub(super) fn note_at(&mut self, severity: Severity, place: Place, fault: &Fault) {
        if !self.is_full() {
            let problem = Problem::new(severity, self.name, place, fault);
            self.problems.push(problem);
        } else if self.problems.len() == self.most_problems {
            let fault = Fault::MoreProblems(self.most_problems);
            let problem = Problem::new(severity, self.name, Place::START, &fault);
            self.problems.push(problem);
        } else if let Some(last) = self.problems.last_mut() {
            // One error among those that are not told makes it one.
            last.severity = last.severity.min(severity);
        }
    }

    /// Whether nothing more is told.
    fn is_full(&self) -> bool {
        self.most_problems <= self.problems.len()
    }

    /// Where a value stands that was borrowed from the text.
    pub(super) fn place(&self, value: &str) -> Place {
        self.place_of_byte(self.offset(value))
    }

    /// Where a byte of the text stands.
    pub(super) fn place_of_byte(&self, offset: usize) -> Place {
        let lines = self.lines.get_or_init(|| Lines::new(self.text));
        lines.place(offset)
    }

    /// How many bytes of the text come before a value that was borrowed from it.
    pub(super) fn offset(&self, value: &str) -> usize {
        let value = skip_blank(value);
        // The value is a slice of the text, so the distance between the two is its offset.
        (value.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    /// Reads a value, noting what is wrong with it at its place.
    pub(super) fn read<T: Deserialize<'a>>(&mut self, value: &'a str) -> Result<T, LeftOut> {
        options().from_str::<T>(value).map_err(|error| {
            let at = text_at(value, &error);
            let fault = fault_of(&error.code, at, value.len() == self.text.len());
            let place = match fault {
                // What is missing stands nowhere; the reader has come to the end of the entry by then.
                Fault::MissingField { .. } => self.place(value),
                _ => self.place(at),
            };
            self.note_at(Severity::Error, place, &fault);
            LeftOut
        })
    }

    /// Reads a text in quotation marks.
    pub(super) fn string(&mut self, raw: Raw<'a>) -> Result<String, LeftOut> {
        let written = raw.get_ron();
        // Nearly every text is in quotation marks, and where it ends need not be looked for.
        if !skip_blank(written).starts_with('"') {
            let token = trimmed(raw);
            if is_word(token) {
                return Err(self.error(token, &Fault::Unquoted(token.to_owned())));
            }
        }
        self.read(written)
    }

    /// Reads an id.
    pub(super) fn id(&mut self, raw: Raw<'a>) -> Result<Id, LeftOut> {
        let text = self.string(raw)?;
        if has_hidden_characters(&text) {
            return Err(self.error(raw.get_ron(), &Fault::HiddenCharacters { what: "id" }));
        }
        Id::new(&text).map_err(|_| self.error(raw.get_ron(), &Fault::BadId(text)))
    }

    /// Reads a date, whole or not.
    pub(super) fn date(&mut self, raw: Raw<'a>) -> Result<PartialDate, LeftOut> {
        let token = trimmed(raw);
        if token.starts_with(|first: char| first.is_ascii_digit()) {
            let fault = match PartialDate::parse(token) {
                Ok(_) => Fault::Unquoted(token.to_owned()),
                Err(error) => Fault::BadDate(token.to_owned(), error),
            };
            return Err(self.error(token, &fault));
        }
        let text = self.string(raw)?;
        PartialDate::parse(&text).map_err(|error| self.error(token, &Fault::BadDate(text, error)))
    }

    /// Reads a date, if there is one.
    pub(super) fn optional_date(
        &mut self,
        raw: Option<Raw<'a>>,
    ) -> Result<Option<PartialDate>, LeftOut> {
        raw.map(|raw| self.date(raw)).transpose()
    }

    /// A name, title or label, which must hold nothing that cannot be seen.
    pub(super) fn label(
        &mut self,
        at: &str,
        what: &'static str,
        text: String,
    ) -> Result<String, LeftOut> {
        if has_hidden_characters(&text) {
            return Err(self.error(at, &Fault::HiddenCharacters { what }));
        }
        Ok(text)
    }

    /// A longer text, with what cannot be seen written as visible escapes. Lines end in one way whatever system the
    /// file is from: a carriage return alone would let a terminal write over the words before it.
    pub(super) fn prose(&mut self, at: &str, text: Option<String>) -> Option<String> {
        let text = text?;
        if !text.contains(is_hidden) {
            return Some(text);
        }
        let text = text.replace("\r\n", "\n");
        let text = text.replace('\r', "\n").replace('\t', " ");
        if !text.contains(is_hidden_in_prose) {
            return Some(text);
        }
        self.warn(at, &Fault::HiddenCharactersShown);
        let shown = text.chars().map(|letter| match letter {
            letter if is_hidden_in_prose(letter) => letter.escape_unicode().to_string(),
            letter => letter.to_string(),
        });
        Some(shown.collect())
    }
}

/// The dialect of RON that files are written in.
pub(super) fn options() -> Options {
    Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .with_recursion_limit(COUNTED_DEPTH)
}

/// The value as written, without white space and comments around it.
pub(super) fn trimmed(raw: Raw<'_>) -> &str {
    without_blanks(raw.get_ron())
}

/// The one value that stands in a text, without white space and comments around it.
pub(super) fn without_blanks(text: &str) -> &str {
    let value = skip_blank(text);
    // What looks like a comment may stand in the value; only the reader knows where that ends.
    if value.contains('/')
        && let Ok(raw) = RawValue::from_ron(value)
    {
        return raw.trim().get_ron();
    }
    value.trim_end()
}

/// What is left after white space and comments.
pub(super) fn skip_blank(text: &str) -> &str {
    after_blank(text).unwrap_or_else(|| end_of(text))
}

/// The same; `None` if a comment is never closed.
pub(super) fn after_blank(mut text: &str) -> Option<&str> {
    loop {
        text = text.trim_start_matches(is_blank);
        if let Some(comment) = text.strip_prefix("//") {
            let below = comment.split_once('\n').map(|(_, below)| below);
            text = below.unwrap_or_else(|| end_of(comment));
        } else if let Some(comment) = text.strip_prefix("/*") {
            text = after_block(comment)?;
        } else {
            return Some(text);
        }
    }
}

/// The end of a text as a piece of it, so that its place can be told.
fn end_of(text: &str) -> &str {
    text.get(text.len()..).unwrap_or(text)
}

/// Whether the RON reader skips it: two marks of direction are blanks there, too.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200e}' | '\u{200f}')
}

/// What is left after a block comment, which may hold others; `None` if it is never closed.
fn after_block(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (1, 0);
    while depth > 0 {
        at += match bytes.get(at..at + 2)? {
            b"/*" => {
                depth += 1;
                2
            }
            b"*/" => {
                depth -= 1;
                2
            }
            _ => 1,
        };
    }
    text.get(at..)
}

/// What is left after the attributes, such as `#![enable(implicit_some)]`, that a file may begin with.
pub(super) fn skip_attributes(text: &str) -> &str {
    let mut text = skip_blank(text);
    while text.starts_with("#!") {
        let after = text.split_once(']').map(|(_, after)| after);
        text = skip_blank(after.unwrap_or_else(|| end_of(text)));
    }
    text
}

/// Whether this is a bare word: what an id looks like without its quotation marks.
fn is_word(token: &str) -> bool {
    let is_raw_string = token.starts_with("r\"") || token.starts_with("r#");
    let starts_well = token.starts_with(|first: char| first.is_alphabetic() || first == '_');
    starts_well
        && !is_raw_string
        && token
            .chars()
            .all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '-')
}

/// Control characters, and those that change the direction of a text or cannot be seen.
pub(super) fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{061c}' | '\u{feff}')
}

fn is_hidden_in_prose(letter: char) -> bool {
    is_hidden(letter) && letter != '\n'
}

pub(super) fn has_hidden_characters(text: &str) -> bool {
    text.contains(is_hidden)
}

/// The text from the place of an error on.
fn text_at<'v>(value: &'v str, error: &SpannedError) -> &'v str {
    let at = error.span.start;
    let mut rest = value;
    for _ in 1..at.line {
        let Some((_, below)) = rest.split_once('\n') else {
            break;
        };
        rest = below;
    }
    let line_end = rest.find('\n').unwrap_or(rest.len());
    let offset = rest
        .char_indices()
        .nth(at.col.saturating_sub(1))
        .map_or(line_end, |(offset, _)| offset.min(line_end));
    rest.get(offset..).unwrap_or_default()
}

/// The bare word, or the date without quotation marks, that a text begins with.
fn unquoted(text: &str) -> Option<&str> {
    let text = skip_blank(text);
    let end =
        text.find(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == '-'));
    let token = text.get(..end.unwrap_or(text.len()))?;
    let is_date = token.contains('-') && PartialDate::parse(token).is_ok();
    (is_word(token) || is_date).then_some(token)
}

/// What a text begins with, in words.
fn kind_of(text: &str) -> String {
    let text = skip_blank(text);
    let kind = match text.chars().next() {
        None => "the end",
        Some('"') => A_TEXT,
        Some('[') => "a list in square brackets",
        Some('{') => "something in curly brackets",
        Some('(') => "something in round brackets",
        Some(',' | ')' | ']' | '}') => "nothing",
        Some('\'') => "a sign in single quotation marks",
        Some(first) if super::sets::is_number(text) || first == '+' || first == '-' => "a number",
        Some(_) => match unquoted(text) {
            Some(word) => return format!("the word “{word}”"),
            None => "something else",
        },
    };
    kind.to_owned()
}

/// What an error of the RON reader means for somebody who writes position files. `at` is the text from its
/// place on.
fn fault_of(error: &RonError, at: &str, is_whole_file: bool) -> Fault {
    let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    match error {
        RonError::NoSuchStructField {
            expected,
            found,
            outer,
        } => Fault::UnknownField {
            name: found.clone(),
            of: outer.clone(),
            known: owned(expected),
        },
        RonError::NoSuchEnumVariant {
            expected, found, ..
        } => Fault::UnknownVariant {
            name: found.clone(),
            known: owned(expected),
        },
        RonError::MissingStructField { field, outer } => Fault::MissingField {
            name: (*field).to_owned(),
            of: outer.clone(),
        },
        RonError::DuplicateStructField { field, .. } => Fault::FieldTwice {
            name: (*field).to_owned(),
        },
        RonError::ExpectedDifferentStructName { expected, found } => Fault::WrongName {
            expected: (*expected).to_owned(),
            found: found.clone(),
        },
        RonError::ExceededRecursionLimit => Fault::TooDeep,
        other => wrong_kind(other, at).unwrap_or_else(|| {
            let (what, hint) = (lower_first(&other.to_string()), hint_of(other));
            if is_whole_file {
                Fault::NotRon { what, hint }
            } else {
                Fault::Malformed { what, hint }
            }
        }),
    }
}

/// What is wrong where a value of one kind stands in the place of another.
fn wrong_kind(error: &RonError, at: &str) -> Option<Fault> {
    let token = unquoted(at);
    let expected = match error {
        RonError::ExpectedString | RonError::InvalidValueForType { .. } if token.is_some() => {
            return token.map(|token| Fault::Unquoted(token.to_owned()));
        }
        // A date without quotation marks begins as a number would, and goes on as none can.
        RonError::ExpectedFloat | RonError::ExpectedInteger | RonError::ExpectedComma
            if token.is_some_and(|token| PartialDate::parse(token).is_ok()) =>
        {
            return token.map(|token| Fault::Unquoted(token.to_owned()));
        }
        RonError::InvalidValueForType { expected, .. } => expected.clone(),
        RonError::ExpectedString => A_TEXT.into(),
        RonError::ExpectedArray => "a list in square brackets".into(),
        RonError::ExpectedBoolean => "true or false".into(),
        RonError::ExpectedInteger => "a whole number".into(),
        RonError::ExpectedIdentifier if !skip_blank(at).starts_with([')', ']', '}', ',']) => {
            A_WORD.into()
        }
        RonError::ExpectedNamedStructLike(name) if !name.is_empty() => {
            format!("an entry in round brackets, {name}( … ),")
        }
        _ => return None,
    };
    Some(Fault::WrongKind {
        expected,
        found: kind_of(at),
    })
}

/// Where to look for what makes a text no RON.
fn hint_of(error: &RonError) -> &'static str {
    match error {
        RonError::ExpectedStringEnd => "the text that begins here has no closing quotation mark",
        RonError::TrailingCharacters => "a bracket is closed too early, or one is too many",
        RonError::UnclosedBlockComment => "close the comment with */",
        RonError::NoSuchExtension(_) => "no extension needs to be named; take the line out",
        RonError::InvalidEscape(_) => "write \\\\ for a backslash",
        _ => "look just before this place for a missing comma, bracket or quotation mark",
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_lowercase().chain(letters).collect()
    })
}
