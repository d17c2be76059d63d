//! Outcomes, numbers and dates in words.

use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::Dates;
use crate::model::{DateBounds, OutcomeSet, Quantity, Range, Space, day_number, day_of_number};

/// How many outcomes a sentence names before it only counts the others.
const IN_A_SENTENCE: usize = 6;

/// How many a cell names.
const IN_A_CELL: usize = 8;

/// How outcomes stand among the words around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    is_quoted: bool,
    /// How many outcomes are named before the others are only counted.
    limit: usize,
    dates: Dates,
}

impl Style {
    /// In a cell, where the label stands alone.
    pub(super) fn plain(dates: Dates) -> Self {
        Self {
            is_quoted: false,
            limit: IN_A_CELL,
            dates,
        }
    }

    /// Inside a sentence, where the label needs quotation marks.
    pub(super) fn quoted(dates: Dates) -> Self {
        Self {
            is_quoted: true,
            limit: IN_A_SENTENCE,
            dates,
        }
    }

    /// Inside a sentence in which a text is looked for, quotation marks aside.
    pub(super) fn unquoted(dates: Dates) -> Self {
        Self {
            is_quoted: false,
            ..Self::quoted(dates)
        }
    }
}

/// "1 row", "3 rows".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// "a", "a and b", "a, b and c".
pub(super) fn list<T: fmt::Display>(items: &[T], joiner: &'static str) -> String {
    Listed(items, joiner).to_string()
}

/// The same, written right where it is wanted.
pub(super) struct Listed<'a, T>(pub(super) &'a [T], pub(super) &'static str);

impl<T: fmt::Display> fmt::Display for Listed<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(items, joiner) = self;
        let Some((last, before)) = items.split_last() else {
            return Ok(());
        };
        for (nth, item) in before.iter().enumerate() {
            formatter.write_str(if nth == 0 { "" } else { ", " })?;
            item.fmt(formatter)?;
        }
        if !before.is_empty() {
            write!(formatter, " {joiner} ")?;
        }
        last.fmt(formatter)
    }
}

/// The outcomes of a set, as alternatives: "“Neutral” or “Member”", "at most 85,000 troops".
pub(super) fn outcomes(set: &OutcomeSet, space: &Space, style: Style) -> String {
    Listed(&pieces(set, space, style), "or").to_string()
}

/// The outcomes of a set one by one, or run by run.
pub(super) fn each(set: &OutcomeSet, space: &Space, style: Style) -> Vec<String> {
    let pieces = pieces(set, space, style).into_iter();
    pieces.map(|piece| piece.to_string()).collect()
}

/// The outcomes of a set with a limit to their number: "A, B and 12 more".
pub(super) fn some_of<'a>(
    set: &'a OutcomeSet,
    space: &'a Space,
    style: Style,
    joiner: &'static str,
) -> SomeOf<'a> {
    SomeOf {
        set,
        space,
        style,
        joiner,
        is_asked: false,
    }
}

/// Whether a cell may name more of these outcomes than a sentence.
pub(super) fn may_be_cut(set: &OutcomeSet, space: &Space) -> bool {
    let most = match space {
        Space::Options(_) | Space::Scale(_) => set.count(),
        // All ranges, and the outcome beyond.
        _ => u64::try_from(set.ranges().len() + 1).ok(),
    };
    most.is_none_or(|most| most > IN_A_SENTENCE as u64)
}

/// Outcomes that a party asks for. Every number, and nothing beyond, does not mean that it wants them all: it has named no
/// figure or, where there is a highest number, no more than that.
pub(super) fn asked<'a>(set: &'a OutcomeSet, space: &'a Space, style: Style) -> SomeOf<'a> {
    SomeOf {
        is_asked: true,
        ..some_of(set, space, style, "or")
    }
}

/// Outcomes with a limit to how many of them are named. Large talks have a million of these, so they are written right
/// where they are wanted.
pub(super) struct SomeOf<'a> {
    set: &'a OutcomeSet,
    space: &'a Space,
    style: Style,
    joiner: &'static str,
    is_asked: bool,
}

impl SomeOf<'_> {
    /// The quantity of which every number is asked for, and not what lies beyond them.
    fn all_but_beyond(&self) -> Option<&Quantity> {
        let Space::Quantity(quantity) = self.space else {
            return None;
        };
        let is_every_number = || *self.set == OutcomeSet::range(quantity.min, quantity.max);
        let is_all = self.is_asked && quantity.beyond.is_some() && is_every_number();
        is_all.then_some(quantity)
    }
}

impl fmt::Display for SomeOf<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(quantity) = self.all_but_beyond() {
            let unit = quantity.unit.as_str();
            return match quantity.max.and_then(|max| quantity.value(max)) {
                // What lies beyond is more than that.
                Some(max) => write!(formatter, "at most {}", Number(max, unit)),
                None if unit.is_empty() => formatter.write_str("a number (no figure given)"),
                None => write!(formatter, "a number of {unit} (no figure given)"),
            };
        }
        let pieces = pieces(self.set, self.space, self.style);
        let more = pieces.len().saturating_sub(self.style.limit);
        if more == 0 {
            return Listed(&pieces, self.joiner).fmt(formatter);
        }
        for (nth, piece) in pieces.iter().take(self.style.limit).enumerate() {
            formatter.write_str(if nth == 0 { "" } else { ", " })?;
            piece.fmt(formatter)?;
        }
        write!(formatter, " and {more} more")
    }
}

/// What a set is told as.
type Pieces<'a> = SmallVec<[Piece<'a>; 4]>;

/// One outcome of a set, or a run of numbers or days.
enum Piece<'a> {
    Label(&'a str, Style),
    Numbers(Run<Decimal>, &'a str),
    Days(Run<Date>, Dates),
}

/// Numbers or days without a gap.
enum Run<T> {
    One(T),
    /// From the one to the other; no end is named that is the bound of the issue, since nothing is beyond it.
    Many(Option<T>, Option<T>),
}

impl<T: Copy> Run<T> {
    /// One of each form, with this at its ends.
    fn each_with(end: T) -> [Self; 5] {
        [
            Self::One(end),
            Self::Many(Some(end), None),
            Self::Many(None, Some(end)),
            Self::Many(Some(end), Some(end)),
            Self::Many(None, None),
        ]
    }

    /// Nothing if it has an end that cannot be written.
    fn new(
        range: Range,
        bounds: [Option<i64>; 2],
        value: impl Fn(i64) -> Option<T>,
    ) -> Option<Self> {
        let [low, high] = [range.low(), range.high()];
        let written = |end: Option<i64>| end.map_or(Some(None), |end| value(end).map(Some));
        let (first, last) = (written(low)?, written(high)?);
        Some(match first {
            Some(one) if low == high => Self::One(one),
            _ => {
                let [min, max] = bounds;
                Self::Many(first.filter(|_| low != min), last.filter(|_| high != max))
            }
        })
    }
}

fn pieces<'a>(set: &OutcomeSet, space: &'a Space, style: Style) -> Pieces<'a> {
    let ranges = set.ranges();
    let mut pieces: Pieces<'a> = match space {
        Space::Options(known) | Space::Scale(known) => {
            let at = |index: i64| known.get(usize::try_from(index).ok()?);
            let outcomes = set.indices().filter_map(at);
            let labels = outcomes.map(|outcome| Piece::Label(&outcome.label, style));
            labels.collect()
        }
        Space::Quantity(quantity) => {
            let numbers = |range: &Range| numbers(*range, quantity);
            ranges.iter().filter_map(numbers).collect()
        }
        Space::Dates(bounds) => {
            let days = |range: &Range| days(*range, bounds, style.dates);
            ranges.iter().filter_map(days).collect()
        }
        Space::Text => Pieces::new(),
    };
    let beyond = space.beyond().filter(|_| set.has_beyond());
    pieces.extend(beyond.map(|beyond| Piece::Label(&beyond.label, style)));
    pieces
}

fn numbers(range: Range, quantity: &Quantity) -> Option<Piece<'_>> {
    let bounds = [quantity.min, quantity.max];
    let run = Run::new(range, bounds, |index| quantity.value(index))?;
    Some(Piece::Numbers(run, &quantity.unit))
}

fn days<'a>(range: Range, bounds: &DateBounds, dates: Dates) -> Option<Piece<'a>> {
    let bounds = [bounds.min, bounds.max].map(|bound| bound.map(day_number));
    let run = Run::new(range, bounds, day_of_number)?;
    Some(Piece::Days(run, dates))
}

impl fmt::Display for Piece<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Label(label, style) if style.is_quoted => write!(formatter, "“{label}”"),
            Self::Label(label, _) => formatter.write_str(label),
            Self::Numbers(run, unit) => match run {
                Run::One(one) => Number(*one, unit).fmt(formatter),
                Run::Many(None, None) if unit.is_empty() => formatter.write_str("any number"),
                Run::Many(None, None) => write!(formatter, "any number of {unit}"),
                Run::Many(Some(low), None) => write!(formatter, "at least {}", Number(*low, unit)),
                Run::Many(None, Some(high)) => write!(formatter, "at most {}", Number(*high, unit)),
                Run::Many(Some(low), Some(high)) => {
                    write!(formatter, "{} to {}", Grouped(*low), Number(*high, unit))
                }
            },
            Self::Days(run, dates) => match run {
                Run::One(one) => dates.day(*one).fmt(formatter),
                Run::Many(None, None) => formatter.write_str("any day"),
                Run::Many(Some(low), None) => write!(formatter, "{} or later", dates.day(*low)),
                Run::Many(None, Some(high)) => write!(formatter, "{} or earlier", dates.day(*high)),
                Run::Many(Some(low), Some(high)) => {
                    write!(formatter, "{} to {}", dates.day(*low), dates.day(*high))
                }
            },
        }
    }
}

/// Runs in words, such that all that ever stands around the figures of one stands in them: a number has a sign, thousands
/// and a fraction, and there is a day of each month.
pub(super) fn sample_runs(space: &Space, dates: Dates) -> Vec<String> {
    match space {
        Space::Quantity(quantity) => {
            let runs = Run::each_with(Decimal::new(-10_005, 1)).into_iter();
            runs.map(|run| Piece::Numbers(run, &quantity.unit).to_string())
                .collect()
        }
        Space::Dates(_) => {
            // In some languages the first of a month is written in another way than the other days.
            let days =
                (1..=12).flat_map(|month| [1, 2].map(|day| jiff::civil::date(2025, month, day)));
            let runs = days.flat_map(Run::each_with);
            runs.map(|run| Piece::Days(run, dates).to_string())
                .collect()
        }
        Space::Options(_) | Space::Scale(_) | Space::Text => Vec::new(),
    }
}

/// A number with its unit: "85,000 troops", "2.5%".
pub(super) fn number(value: Decimal, unit: &str) -> String {
    Number(value, unit).to_string()
}

struct Number<'a>(Decimal, &'a str);

impl fmt::Display for Number<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = Grouped(self.0);
        match self.1 {
            "" => number.fmt(formatter),
            "%" => write!(formatter, "{number}%"),
            unit => write!(formatter, "{number} {unit}"),
        }
    }
}

/// A number with its thousands set apart.
struct Grouped(Decimal);

impl fmt::Display for Grouped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.0.normalize();
        if value.is_sign_negative() && !value.is_zero() {
            formatter.write_str("−")?;
        }
        write_grouped(value.trunc().mantissa().unsigned_abs(), formatter)?;
        if value.scale() == 0 {
            return Ok(());
        }
        let fraction = value.fract().abs().to_string();
        formatter.write_str(fraction.strip_prefix('0').unwrap_or(&fraction))
    }
}

fn write_grouped(number: u128, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    // Nearly all numbers are small, which is far faster than to reckon with large ones.
    match u64::try_from(number) {
        Ok(small @ 0..1_000) => write!(formatter, "{small}"),
        Ok(small @ 1_000..1_000_000) => write!(formatter, "{},{:03}", small / 1_000, small % 1_000),
        _ => {
            write_grouped(number / 1_000, formatter)?;
            write!(formatter, ",{:03}", number % 1_000)
        }
    }
}

/// A sentence begins with a capital letter.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let mut capitalised = String::with_capacity(text.len());
    capitalised.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    capitalised.push_str(letters.as_str());
    capitalised
}
