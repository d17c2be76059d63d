//! Sets of outcomes as written, made into exact sets.

use std::collections::BTreeSet;

use super::entries::is_new;
use super::fault::Fault;
use super::form::{Understand, Written};
use super::reading::{LeftOut, Raw, Reading, trimmed, without_blanks};
use super::schema::SetText;
use rust_decimal::Decimal;

use crate::model::{
    DateError, Issue, NumberError, OutcomeSet, PartialDate, Point, Quantity, Space, day_number,
    day_of_number, parse_decimal,
};

/// A set as read: the outcomes, or "nothing else", which only the whole stance can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ReadSet {
    Outcomes {
        /// The outcomes in the set.
        set: OutcomeSet,
        /// Those that it names by id.
        named: OutcomeSet,
    },
    Rest,
}

/// Reads a set of outcomes of this issue.
pub(super) fn read_set<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    set: F::Set,
    issue: &Issue,
) -> Result<ReadSet, LeftOut> {
    let at = F::set_place(&set);
    if issue.space == Space::Text {
        return Err(reading.error(at, &Fault::SetsOnText));
    }
    let mut named = OutcomeSet::EMPTY;
    let set = match F::set(reading, set)? {
        SetText::Rest => return Ok(ReadSet::Rest),
        SetText::Anything => issue.space.all(),
        SetText::AnyNumber => match &issue.space {
            Space::Quantity(quantity) => OutcomeSet::range(quantity.min, quantity.max),
            _ => return Err(reading.error(at, &Fault::AnyNumberOffQuantity)),
        },
        SetText::Only(value) => point_set(read_point::<F>(reading, &value, issue, &mut named)?),
        SetText::OneOf(values) => read_points::<F>(reading, &values, issue, &mut named)?,
        SetText::AtLeast(value) => {
            let low = read_end::<F>(reading, &value, issue, &mut named)?;
            let beyond = if issue.space.beyond().is_some() {
                OutcomeSet::only_beyond()
            } else {
                OutcomeSet::EMPTY
            };
            OutcomeSet::range(Some(low), None)
                .intersection(&issue.space.all())
                .union(&beyond)
        }
        SetText::AtMost(value) => {
            let high = read_end::<F>(reading, &value, issue, &mut named)?;
            OutcomeSet::range(None, Some(high)).intersection(&issue.space.all())
        }
        SetText::Between(low, high) => {
            let (low, end) = (
                read_end::<F>(reading, &low, issue, &mut named),
                read_end::<F>(reading, &high, issue, &mut named),
            );
            let (low, end) = (low?, end?);
            if end < low {
                return Err(reading.error(at, &Fault::Backward));
            }
            OutcomeSet::range(Some(low), Some(end))
        }
    };
    if set.is_empty() {
        return Err(reading.error(at, &Fault::EmptySet));
    }
    Ok(ReadSet::Outcomes { set, named })
}

/// Reads a set where "nothing else" means nothing: in conditions, linkages and agreements.
pub(super) fn read_plain_set<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    issue: &Issue,
) -> Result<OutcomeSet, LeftOut> {
    read_set_without_rest::<Written<'a>>(reading, raw, issue)
}

/// The same, in either form.
pub(super) fn read_set_without_rest<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    set: F::Set,
    issue: &Issue,
) -> Result<OutcomeSet, LeftOut> {
    let at = F::set_place(&set);
    match read_set::<F>(reading, set, issue)? {
        ReadSet::Outcomes { set, .. } => Ok(set),
        ReadSet::Rest => Err(reading.error(at, &Fault::RestOutsideStance)),
    }
}

/// Reads the outcomes of a list, in whatever order.
fn read_points<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    values: &[F::Value],
    issue: &Issue,
    named: &mut OutcomeSet,
) -> Result<OutcomeSet, LeftOut> {
    let points: Vec<Result<Point, LeftOut>> = values
        .iter()
        .map(|value| read_point::<F>(reading, value, issue, named))
        .collect();
    let points: Vec<Point> = points.into_iter().collect::<Result<_, _>>()?;
    warn_of_repeats::<F>(reading, values, &points);
    let index = |point: &Point| match point {
        Point::At(index) => Some(*index),
        Point::Beyond => None,
    };
    let listed: OutcomeSet = points.iter().filter_map(index).collect();
    if points.contains(&Point::Beyond) {
        Ok(listed.union(&OutcomeSet::only_beyond()))
    } else {
        Ok(listed)
    }
}

fn warn_of_repeats<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    values: &[F::Value],
    points: &[Point],
) {
    let mut seen = BTreeSet::new();
    for (value, point) in values.iter().zip(points) {
        let at = F::value_place(value);
        let name = without_blanks(at).trim_matches('"');
        is_new(reading, at, ("outcome", name), *point, &mut seen);
    }
}

fn point_set(point: Point) -> OutcomeSet {
    match point {
        Point::At(index) => OutcomeSet::one(index),
        Point::Beyond => OutcomeSet::only_beyond(),
    }
}

/// Reads one end of a range.
fn read_end<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    value: &F::Value,
    issue: &Issue,
    named: &mut OutcomeSet,
) -> Result<i64, LeftOut> {
    if matches!(issue.space, Space::Options(_)) {
        return Err(reading.error(F::value_place(value), &Fault::RangeOnOptions));
    }
    match read_point::<F>(reading, value, issue, named)? {
        Point::At(index) => Ok(index),
        Point::Beyond => {
            let id = issue
                .space
                .beyond()
                .map_or(String::new(), |beyond| beyond.id.to_string());
            Err(reading.error(F::value_place(value), &Fault::RangeEndsInBeyond(id)))
        }
    }
}

fn read_point<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    value: &F::Value,
    issue: &Issue,
    named: &mut OutcomeSet,
) -> Result<Point, LeftOut> {
    let at = F::value_place(value);
    let point = match &issue.space {
        Space::Options(outcomes) | Space::Scale(outcomes) => {
            let id = F::id(reading, value, &Fault::IdWanted)?;
            let place = outcomes
                .iter()
                .position(|outcome| outcome.id.as_str() == id);
            let Some(place) = place else {
                let what = ("outcome", id.into_owned());
                return Err(reading.unknown(at, what, outcomes.len(), || {
                    outcomes.iter().map(|outcome| &outcome.id).collect()
                }));
            };
            Point::At(i64::try_from(place).unwrap_or(i64::MAX))
        }
        Space::Quantity(quantity) => {
            if let Some(number) = F::number(value) {
                return read_number(reading, at, number, quantity).map(Point::At);
            }
            let id = F::id(reading, value, &Fault::NumberWanted)?;
            match &quantity.beyond {
                _ if is_number(&id) => {
                    return Err(reading.error(at, &Fault::NumberWanted));
                }
                Some(beyond) if beyond.id.as_str() == id => Point::Beyond,
                Some(beyond) => {
                    let what = ("outcome", id.into_owned());
                    return Err(reading.unknown(at, what, 1, || vec![&beyond.id]));
                }
                None => return Err(reading.error(at, &Fault::NumberWanted)),
            }
        }
        Space::Dates(_) => return read_day::<F>(reading, value, issue).map(Point::At),
        Space::Text => return Err(reading.error(at, &Fault::SetsOnText)),
    };
    *named = named.union(&point_set(point));
    Ok(point)
}

/// Whether this is meant as a number; `inf` and `NaN` are, too, and are refused as such.
pub(super) fn is_number(token: &str) -> bool {
    let unsigned = token.trim_start_matches(['+', '-']);
    let is_special = matches!(unsigned, "inf" | "NaN" | "nan" | "infinity");
    is_special || unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.')
}

/// Reads a number as so many steps of the quantity, inside its bounds.
fn read_number<'a>(
    reading: &mut Reading<'a>,
    at: &'a str,
    number: Result<Decimal, NumberError>,
    quantity: &Quantity,
) -> Result<i64, LeftOut> {
    let index = count_steps(reading, at, number, quantity)?;
    let is_inside =
        quantity.min.is_none_or(|min| index >= min) && quantity.max.is_none_or(|max| index <= max);
    if is_inside {
        return Ok(index);
    }
    let bound = |end: Option<i64>| {
        end.and_then(|end| quantity.value(end))
            .map_or("…".to_owned(), |value| value.to_string())
    };
    let bounds = format!("{} to {}", bound(quantity.min), bound(quantity.max));
    let value = without_blanks(at).to_owned();
    Err(reading.error(at, &Fault::OutOfBounds { value, bounds }))
}

/// Reads a number as so many steps of the quantity.
pub(super) fn read_steps<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    quantity: &Quantity,
) -> Result<i64, LeftOut> {
    count_steps(
        reading,
        raw.get_ron(),
        parse_decimal(trimmed(raw)),
        quantity,
    )
}

/// How many steps of the quantity a number is, which stands there as written.
fn count_steps<'a>(
    reading: &mut Reading<'a>,
    at: &'a str,
    number: Result<Decimal, NumberError>,
    quantity: &Quantity,
) -> Result<i64, LeftOut> {
    let token = without_blanks(at);
    let value =
        number.map_err(|error| reading.error(token, &Fault::BadNumber(token.to_owned(), error)))?;
    quantity.index(value).ok_or_else(|| {
        let is_on_step = value
            .checked_rem(quantity.step)
            .is_some_and(|rest| rest.is_zero());
        if is_on_step {
            return reading.error(
                token,
                &Fault::BadNumber(token.to_owned(), NumberError::TooLarge),
            );
        }
        let step = quantity.step.normalize().to_string();
        reading.error(
            token,
            &Fault::OffStep {
                number: token.to_owned(),
                step,
            },
        )
    })
}

fn read_day<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    value: &F::Value,
    issue: &Issue,
) -> Result<i64, LeftOut> {
    let token = without_blanks(F::value_place(value));
    if F::number(value).is_some() {
        return Err(reading.error(token, &Fault::DateWanted));
    }
    let text = F::value_text(reading, value)?.into_owned();
    let date = match PartialDate::parse(&text) {
        Ok(date) => date,
        Err(DateError::Form) if !text.starts_with(|first: char| first.is_ascii_digit()) => {
            return Err(reading.error(token, &Fault::DateWanted));
        }
        Err(error) => return Err(reading.error(token, &Fault::BadDate(text, error))),
    };
    let Some(day) = date.whole() else {
        return Err(reading.error(token, &Fault::PartialDateInSet(text)));
    };
    let number = day_number(day);
    if issue.space.all().contains(number) {
        return Ok(number);
    }
    let bounds = issue
        .space
        .all()
        .ranges()
        .first()
        .map_or(String::new(), |range| {
            let end = |end: Option<i64>| {
                end.and_then(day_of_number)
                    .map_or("…".to_owned(), |day| day.to_string())
            };
            format!("{} to {}", end(range.low()), end(range.high()))
        });
    Err(reading.error(
        token,
        &Fault::OutOfBounds {
            value: text,
            bounds,
        },
    ))
}
