//! The two forms in which the values of an issue or a stance can be held between reading the text and understanding it.
//!
//! [`Written`] keeps each value as written, so that whatever is wrong with it is told with its place; the text of a
//! value is read again for each bracket around it. [`Plain`] holds what the values say and no places, and is read in
//! one go; it takes only what [`Written`] takes, and the same is understood of it. A file is read in the plain form
//! first, and in the written one if anything at all is wrong with it.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use super::fault::Fault;
use super::reading::{LeftOut, Raw, Reading, options, trimmed};
use super::schema::{
    CiteText, ConditionText, OfferText, OutcomeText, OutcomesText, PartText, SetText,
};
use super::sets::is_number;
use crate::model::{Id, NumberError, PartialDate, parse_decimal};

/// How the values of an issue or a stance are held.
pub(super) trait Form {
    /// A text in quotation marks: an id or a date.
    type Word;
    /// One outcome: an id, a number or a date.
    type Value;
    /// A set of outcomes.
    type Set;
    /// An offer.
    type Offer;
    /// A condition of an offer.
    type Condition;
    /// A cite.
    type Cite;
    /// A part of an issue.
    type Part;
    /// The outcomes of an issue.
    type Outcomes;
    /// One outcome of an issue.
    type Outcome;
    /// What is seldom there, and is held as written in either form.
    type Kept;
}

/// How values of a form are understood. Each consumes what the text held at most once.
pub(super) trait Understand<'a>: Form<Kept = Raw<'a>> + Sized {
    /// Where a word stands.
    fn word_place(word: &Self::Word) -> &'a str;
    /// Where a value stands.
    fn value_place(value: &Self::Value) -> &'a str;
    /// Where a set stands.
    fn set_place(set: &Self::Set) -> &'a str;
    /// Where an offer stands.
    fn offer_place(offer: &Self::Offer) -> &'a str;
    /// Where a condition stands.
    fn condition_place(condition: &Self::Condition) -> &'a str;
    /// Where a cite stands.
    fn cite_place(cite: &Self::Cite) -> &'a str;

    /// Where a part stands.
    fn part_place(part: &Self::Part) -> &'a str;
    /// Where the outcomes of an issue stand.
    fn outcomes_place(outcomes: &Self::Outcomes) -> &'a str;
    /// Where an outcome stands.
    fn outcome_place(outcome: &Self::Outcome) -> &'a str;

    /// The name that a word is.
    fn name(reading: &mut Reading<'a>, word: &Self::Word) -> Result<Id, LeftOut>;
    /// The text of a word.
    fn text(reading: &mut Reading<'a>, word: &Self::Word) -> Result<Cow<'a, str>, LeftOut>;
    /// The date that a word says, whole or not.
    fn date(reading: &mut Reading<'a>, word: &Self::Word) -> Result<PartialDate, LeftOut>;
    /// The number that a value is; `None` if it is not meant as one.
    fn number(value: &Self::Value) -> Option<Result<Decimal, NumberError>>;
    /// The id that a value is; `wanted` says what should have stood there.
    fn id(
        reading: &mut Reading<'a>,
        value: &Self::Value,
        wanted: &Fault,
    ) -> Result<Cow<'a, str>, LeftOut>;
    /// The text of a value.
    fn value_text(reading: &mut Reading<'a>, value: &Self::Value) -> Result<Cow<'a, str>, LeftOut>;
    /// The values of a set.
    fn set(reading: &mut Reading<'a>, set: Self::Set) -> Result<SetText<Self>, LeftOut>;
    /// The values of an offer.
    fn offer(reading: &mut Reading<'a>, offer: Self::Offer) -> Result<OfferText<Self>, LeftOut>;
    /// The values of a condition.
    fn condition(
        reading: &mut Reading<'a>,
        condition: Self::Condition,
    ) -> Result<ConditionText<Self>, LeftOut>;
    /// The values of a cite.
    fn cite(reading: &mut Reading<'a>, cite: Self::Cite) -> Result<CiteText<Self>, LeftOut>;
    /// The values of a part.
    fn part(reading: &mut Reading<'a>, part: Self::Part) -> Result<PartText<Self>, LeftOut>;
    /// The values of the outcomes of an issue.
    fn outcomes(
        reading: &mut Reading<'a>,
        outcomes: Self::Outcomes,
    ) -> Result<OutcomesText<Self>, LeftOut>;
    /// The values of an outcome.
    fn outcome(
        reading: &mut Reading<'a>,
        outcome: Self::Outcome,
    ) -> Result<OutcomeText<Self>, LeftOut>;
}

/// Every value as written.
pub(super) struct Written<'a>(PhantomData<&'a ()>);

impl<'a> Form for Written<'a> {
    type Word = Raw<'a>;
    type Value = Raw<'a>;
    type Set = Raw<'a>;
    type Offer = Raw<'a>;
    type Condition = Raw<'a>;
    type Cite = Raw<'a>;
    type Part = Raw<'a>;
    type Outcomes = Raw<'a>;
    type Outcome = Raw<'a>;
    type Kept = Raw<'a>;
}

impl<'a> Understand<'a> for Written<'a> {
    fn word_place(word: &Raw<'a>) -> &'a str {
        word.get_ron()
    }

    fn value_place(value: &Raw<'a>) -> &'a str {
        value.get_ron()
    }

    fn set_place(set: &Raw<'a>) -> &'a str {
        set.get_ron()
    }

    fn offer_place(offer: &Raw<'a>) -> &'a str {
        offer.get_ron()
    }

    fn condition_place(condition: &Raw<'a>) -> &'a str {
        condition.get_ron()
    }

    fn cite_place(cite: &Raw<'a>) -> &'a str {
        cite.get_ron()
    }

    fn part_place(part: &Raw<'a>) -> &'a str {
        part.get_ron()
    }

    fn outcomes_place(outcomes: &Raw<'a>) -> &'a str {
        outcomes.get_ron()
    }

    fn outcome_place(outcome: &Raw<'a>) -> &'a str {
        outcome.get_ron()
    }

    fn part(reading: &mut Reading<'a>, part: Raw<'a>) -> Result<PartText<Self>, LeftOut> {
        reading.read(part.get_ron())
    }

    fn outcomes(
        reading: &mut Reading<'a>,
        outcomes: Raw<'a>,
    ) -> Result<OutcomesText<Self>, LeftOut> {
        reading.read(outcomes.get_ron())
    }

    fn outcome(reading: &mut Reading<'a>, outcome: Raw<'a>) -> Result<OutcomeText<Self>, LeftOut> {
        reading.read(outcome.get_ron())
    }

    fn name(reading: &mut Reading<'a>, word: &Raw<'a>) -> Result<Id, LeftOut> {
        reading.id(word)
    }

    fn text(reading: &mut Reading<'a>, word: &Raw<'a>) -> Result<Cow<'a, str>, LeftOut> {
        reading.string(word).map(Cow::Owned)
    }

    fn date(reading: &mut Reading<'a>, word: &Raw<'a>) -> Result<PartialDate, LeftOut> {
        reading.date(word)
    }

    fn number(value: &Raw<'a>) -> Option<Result<Decimal, NumberError>> {
        is_number(trimmed(value)).then(|| parse_decimal(trimmed(value)))
    }

    fn id(
        reading: &mut Reading<'a>,
        value: &Raw<'a>,
        wanted: &Fault,
    ) -> Result<Cow<'a, str>, LeftOut> {
        let token = trimmed(value);
        if is_number(token) || token.starts_with(['(', '[', '{', '\'']) {
            return Err(reading.error(token, wanted));
        }
        reading.string(value).map(Cow::Owned)
    }

    fn value_text(reading: &mut Reading<'a>, value: &Raw<'a>) -> Result<Cow<'a, str>, LeftOut> {
        reading.string(value).map(Cow::Owned)
    }

    fn set(reading: &mut Reading<'a>, set: Raw<'a>) -> Result<SetText<Self>, LeftOut> {
        // The commonest slip: an outcome, a number or a list of them, and no word that says how it is meant.
        if trimmed(set).starts_with(|first: char| !first.is_alphabetic()) {
            return Err(reading.error(set.get_ron(), &Fault::SetWanted));
        }
        reading.read(set.get_ron())
    }

    fn offer(reading: &mut Reading<'a>, offer: Raw<'a>) -> Result<OfferText<Self>, LeftOut> {
        reading.read(offer.get_ron())
    }

    fn condition(
        reading: &mut Reading<'a>,
        condition: Raw<'a>,
    ) -> Result<ConditionText<Self>, LeftOut> {
        reading.read(condition.get_ron())
    }

    fn cite(reading: &mut Reading<'a>, cite: Raw<'a>) -> Result<CiteText<Self>, LeftOut> {
        let token = trimmed(cite);
        if token.contains('(') && !token.starts_with(['"', 'r']) {
            return reading.read(cite.get_ron());
        }
        Ok(CiteText::of(cite))
    }
}

/// What the values say, without their places.
pub(super) struct Plain<'a>(PhantomData<&'a ()>);

impl<'a> Form for Plain<'a> {
    type Word = Word<'a>;
    type Value = Scalar<'a>;
    type Set = SetText<Self>;
    type Offer = OfferText<Self>;
    type Condition = ConditionText<Self>;
    type Cite = PlainCite<'a>;
    type Part = PartText<Self>;
    type Outcomes = OutcomesText<Self>;
    type Outcome = OutcomeText<Self>;
    type Kept = Raw<'a>;
}

/// Problems in this form have no place, since they are never shown.
pub(super) const NOWHERE: &str = "";

impl<'a> Understand<'a> for Plain<'a> {
    fn word_place(_: &Word<'a>) -> &'a str {
        NOWHERE
    }

    fn value_place(_: &Scalar<'a>) -> &'a str {
        NOWHERE
    }

    fn set_place(_: &SetText<Self>) -> &'a str {
        NOWHERE
    }

    fn offer_place(_: &OfferText<Self>) -> &'a str {
        NOWHERE
    }

    fn condition_place(_: &ConditionText<Self>) -> &'a str {
        NOWHERE
    }

    fn cite_place(_: &PlainCite<'a>) -> &'a str {
        NOWHERE
    }

    fn part_place(_: &PartText<Self>) -> &'a str {
        NOWHERE
    }

    fn outcomes_place(_: &OutcomesText<Self>) -> &'a str {
        NOWHERE
    }

    fn outcome_place(_: &OutcomeText<Self>) -> &'a str {
        NOWHERE
    }

    fn part(_: &mut Reading<'a>, part: PartText<Self>) -> Result<PartText<Self>, LeftOut> {
        Ok(part)
    }

    fn outcomes(
        _: &mut Reading<'a>,
        outcomes: OutcomesText<Self>,
    ) -> Result<OutcomesText<Self>, LeftOut> {
        Ok(outcomes)
    }

    fn outcome(
        _: &mut Reading<'a>,
        outcome: OutcomeText<Self>,
    ) -> Result<OutcomeText<Self>, LeftOut> {
        Ok(outcome)
    }

    fn name(reading: &mut Reading<'a>, word: &Word<'a>) -> Result<Id, LeftOut> {
        Id::new(word.0).map_err(|_| reading.error(NOWHERE, &Fault::BadId(word.0.to_owned())))
    }

    fn text(_: &mut Reading<'a>, word: &Word<'a>) -> Result<Cow<'a, str>, LeftOut> {
        Ok(Cow::Borrowed(word.0))
    }

    fn date(reading: &mut Reading<'a>, word: &Word<'a>) -> Result<PartialDate, LeftOut> {
        PartialDate::parse(word.0)
            .map_err(|error| reading.error(NOWHERE, &Fault::BadDate(word.0.to_owned(), error)))
    }

    fn number(value: &Scalar<'a>) -> Option<Result<Decimal, NumberError>> {
        match value {
            Scalar::Number(number) => Some(Ok(*number)),
            Scalar::Text(_) => None,
        }
    }

    fn id(
        reading: &mut Reading<'a>,
        value: &Scalar<'a>,
        wanted: &Fault,
    ) -> Result<Cow<'a, str>, LeftOut> {
        match value {
            Scalar::Text(text) => Ok(Cow::Borrowed(text)),
            Scalar::Number(_) => Err(reading.error(NOWHERE, wanted)),
        }
    }

    fn value_text(reading: &mut Reading<'a>, value: &Scalar<'a>) -> Result<Cow<'a, str>, LeftOut> {
        Self::id(reading, value, &Fault::DateWanted)
    }

    fn set(_: &mut Reading<'a>, set: SetText<Self>) -> Result<SetText<Self>, LeftOut> {
        Ok(set)
    }

    fn offer(_: &mut Reading<'a>, offer: OfferText<Self>) -> Result<OfferText<Self>, LeftOut> {
        Ok(offer)
    }

    fn condition(
        _: &mut Reading<'a>,
        condition: ConditionText<Self>,
    ) -> Result<ConditionText<Self>, LeftOut> {
        Ok(condition)
    }

    fn cite(_: &mut Reading<'a>, cite: PlainCite<'a>) -> Result<CiteText<Self>, LeftOut> {
        Ok(cite.0)
    }
}

/// A text in quotation marks that stands in the file as it is, without escapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'a>(&'a str);

/// An outcome: an id or a date, or a whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scalar<'a> {
    Text(&'a str),
    Number(Decimal),
}

/// A cite: the id of a source, or more.
pub(super) struct PlainCite<'a>(CiteText<Plain<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for PlainCite<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Only as written does it keep its name, which tells it from other brackets with the same in them.
        let written = Raw::deserialize(deserializer)?.get_ron();
        let cite = match bare_word(written) {
            Some(source) => CiteText::of(source),
            None => options().from_str(written).map_err(Error::custom)?,
        };
        Ok(Self(cite))
    }
}

/// The text that stands in quotation marks, if there is nothing else and it is without escapes.
fn bare_word(written: &str) -> Option<Word<'_>> {
    let text = written.strip_prefix('"')?.strip_suffix('"')?;
    (!text.contains(['"', '\\'])).then_some(Word(text))
}

impl<'de: 'a, 'a> Deserialize<'de> for Word<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordVisitor;

        impl<'de> Visitor<'de> for WordVisitor {
            type Value = Word<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a text without escapes")
            }

            // Nothing but this: a word without quotation marks is visited as a text that is not borrowed.
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Word(text))
            }
        }

        deserializer.deserialize_str(WordVisitor)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Scalar<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ScalarVisitor;

        impl<'de> Visitor<'de> for ScalarVisitor {
            type Value = Scalar<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a text without escapes, or a whole number")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Scalar::Text(text))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
                Ok(Scalar::Number(Decimal::from(number)))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
                Ok(Scalar::Number(Decimal::from(number)))
            }
        }

        deserializer.deserialize_any(ScalarVisitor)
    }
}

/// Whether a text may hold numbers in a notation that the RON reader knows and positions do not, such as
/// hexadecimal ones, or numbers with the name of their type. Says so of some texts that hold none.
pub(super) fn may_have_odd_numbers(text: &str) -> bool {
    holds_unit_or_prefix(text.as_bytes()) && is_odd_number_in(text)
}

/// Whether a letter that only odd numbers hold follows what may be a number. Most texts hold no such pair, and all of a
/// piece are looked at without a branch, which takes a tenth of the time that the exact look takes.
fn holds_unit_or_prefix(text: &[u8]) -> bool {
    const PIECE: usize = 256;
    let is_odd = |before: u8, byte: u8| {
        let may_be_number = matches!(before, b'0'..=b'9' | b'_' | b'.');
        let is_letter = matches!(byte, b'b' | b'f' | b'i' | b'o' | b'u' | b'x');
        (may_be_number && is_letter) || (before == b'b' && byte == b'\'')
    };
    let after = text.get(1..).unwrap_or_default();
    let mut pieces = text.chunks(PIECE).zip(after.chunks(PIECE));
    pieces.any(|(before, after)| {
        let pairs = before.iter().zip(after);
        pairs.fold(false, |found, (&before, &byte)| {
            found | is_odd(before, byte)
        })
    })
}

fn is_odd_number_in(text: &str) -> bool {
    let (mut before, mut is_in_number) = (b' ', false);
    text.bytes().any(|byte| {
        let starts = byte.is_ascii_digit() && may_stand_before_number(before);
        let is_odd = match byte {
            b'b' | b'f' | b'i' | b'o' | b'u' | b'x' => is_in_number,
            b'\'' => before == b'b',
            _ => false,
        };
        is_in_number =
            starts || is_in_number && (byte.is_ascii_digit() || matches!(byte, b'_' | b'.'));
        before = byte;
        is_odd
    })
}

/// Whether a byte ends what may stand before a number: a blank, some of which take several bytes, a bracket, a comment.
fn may_stand_before_number(byte: u8) -> bool {
    let is_blank = byte.is_ascii_whitespace() || byte == b'\x0B' || !byte.is_ascii();
    is_blank || matches!(byte, b'(' | b'[' | b',' | b':' | b'+' | b'-' | b'/')
}
