//! Outcomes, numbers and dates in words.

use rust_decimal::Decimal;

use super::Dates;
use crate::model::{DateBounds, OutcomeSet, Quantity, Range, Space, day_number, day_of_number};

/// How outcomes are set off from the words around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    is_quoted: bool,
    dates: Dates,
}

impl Style {
    /// In a cell, where the label stands alone.
    pub(super) fn plain(dates: Dates) -> Self {
        Self {
            is_quoted: false,
            dates,
        }
    }

    /// Inside a sentence, where the label needs quotation marks.
    pub(super) fn quoted(dates: Dates) -> Self {
        Self {
            is_quoted: true,
            dates,
        }
    }
}

/// Outcomes that a party asks for. Every number, and nothing beyond, means that it has named no figure and not that
/// it wants them all.
pub(super) fn asked(set: &OutcomeSet, space: &Space, style: Style, limit: usize) -> String {
    match space {
        Space::Quantity(quantity)
            if *set == OutcomeSet::range(quantity.min, quantity.max)
                && quantity.beyond.is_some() =>
        {
            match quantity.unit.as_str() {
                "" => "a number (no figure given)".to_owned(),
                unit => format!("a number of {unit} (no figure given)"),
            }
        }
        _ => some_of(set, space, style, limit, "or"),
    }
}

/// "1 row", "3 rows".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// "a", "a and b", "a, b and c".
pub(super) fn list(items: &[String], joiner: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} {joiner} {last}", head.join(", ")),
    }
}

/// The outcomes of a set, as alternatives: "“Neutral” or “Member”", "at most 85,000 troops".
pub(super) fn outcomes(set: &OutcomeSet, space: &Space, style: Style) -> String {
    list(&each(set, space, style), "or")
}

/// The outcomes of a set one by one, or run by run.
pub(super) fn each(set: &OutcomeSet, space: &Space, style: Style) -> Vec<String> {
    let quoted = |label: &str| {
        if style.is_quoted {
            format!("“{label}”")
        } else {
            label.to_owned()
        }
    };
    let mut words: Vec<String> = match space {
        Space::Options(known) | Space::Scale(known) => {
            let at = |index: i64| {
                usize::try_from(index)
                    .ok()
                    .and_then(|place| known.get(place))
            };
            set.indices()
                .filter_map(at)
                .map(|outcome| quoted(&outcome.label))
                .collect()
        }
        Space::Quantity(quantity) => set
            .ranges()
            .iter()
            .filter(|range| space.can_write(**range))
            .map(|&range| numbers(range, quantity))
            .collect(),
        Space::Dates(bounds) => set
            .ranges()
            .iter()
            .filter(|range| space.can_write(**range))
            .map(|&range| days(range, bounds, style.dates))
            .collect(),
        Space::Text => Vec::new(),
    };
    if let (true, Some(beyond)) = (set.has_beyond(), space.beyond()) {
        words.push(quoted(&beyond.label));
    }
    words
}

/// The outcomes of a set with a limit to their number: "A, B and 12 more".
pub(super) fn some_of(
    set: &OutcomeSet,
    space: &Space,
    style: Style,
    limit: usize,
    joiner: &str,
) -> String {
    let all = each(set, space, style);
    if all.len() <= limit {
        return list(&all, joiner);
    }
    let shown = all
        .iter()
        .take(limit)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    format!("{shown} and {} more", all.len() - limit)
}

fn numbers(range: Range, quantity: &Quantity) -> String {
    let value = |index: i64| {
        quantity
            .value(index)
            .map_or_else(|| index.to_string(), |value| number(value, &quantity.unit))
    };
    // An end at the bound of the issue is no end: nothing is beyond it.
    let low = range.low().filter(|&low| quantity.min != Some(low));
    let high = range.high().filter(|&high| quantity.max != Some(high));
    match (range.low(), range.high()) {
        (Some(low), Some(high)) if low == high => return value(low),
        _ => {}
    }
    match (low, high) {
        (None, None) => match quantity.unit.as_str() {
            "" => "any number".to_owned(),
            unit => format!("any number of {unit}"),
        },
        (Some(low), None) => format!("at least {}", value(low)),
        (None, Some(high)) => format!("at most {}", value(high)),
        (Some(low), Some(high)) => {
            let bare = quantity.value(low).map_or_else(|| low.to_string(), grouped);
            format!("{bare} to {}", value(high))
        }
    }
}

/// A number with its unit: "85,000 troops", "2.5%".
pub(super) fn number(value: Decimal, unit: &str) -> String {
    match unit {
        "" => grouped(value),
        "%" => format!("{}%", grouped(value)),
        unit => format!("{} {unit}", grouped(value)),
    }
}

/// A number with its thousands set apart.
pub(super) fn grouped(value: Decimal) -> String {
    let text = value.normalize().abs().to_string();
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text.as_str(), None), |(whole, fraction)| {
            (whole, Some(fraction))
        });
    let mut digits = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            digits.push(',');
        }
        digits.push(digit);
    }
    let sign = if value.is_sign_negative() && !value.is_zero() {
        "−"
    } else {
        ""
    };
    match fraction {
        Some(fraction) => format!("{sign}{digits}.{fraction}"),
        None => format!("{sign}{digits}"),
    }
}

fn days(range: Range, bounds: &DateBounds, dates: Dates) -> String {
    let day =
        |index: i64| day_of_number(index).map_or_else(|| index.to_string(), |day| dates.day(day));
    let low = range
        .low()
        .filter(|&low| bounds.min.map(day_number) != Some(low));
    let high = range
        .high()
        .filter(|&high| bounds.max.map(day_number) != Some(high));
    match (range.low(), range.high()) {
        (Some(low), Some(high)) if low == high => return day(low),
        _ => {}
    }
    match (low, high) {
        (None, None) => "any day".to_owned(),
        (Some(low), None) => format!("{} or later", day(low)),
        (None, Some(high)) => format!("{} or earlier", day(high)),
        (Some(low), Some(high)) => format!("{} to {}", day(low), day(high)),
    }
}

/// A sentence begins with a capital letter.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
