//! Sets of outcomes as written, made into exact sets.

use super::fault::Fault;
use super::reading::{LeftOut, Raw, Reading, trimmed};
use super::schema::SetText;
use crate::model::{
    DateError, Id, Issue, NumberError, OutcomeSet, PartialDate, Point, Quantity, Space, day_number,
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
pub(super) fn read_set<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    issue: &Issue,
) -> Result<ReadSet, LeftOut> {
    if issue.space == Space::Text {
        return Err(reading.error(raw.get_ron(), &Fault::SetsOnText));
    }
    // The commonest slip: an outcome, a number or a list of them, and no word that says how it is meant.
    if trimmed(raw).starts_with(|first: char| !first.is_alphabetic()) {
        return Err(reading.error(raw.get_ron(), &Fault::SetWanted));
    }
    let text: SetText<'a> = reading.read(raw.get_ron())?;
    let mut named = OutcomeSet::EMPTY;
    let set = match text {
        SetText::Rest => return Ok(ReadSet::Rest),
        // An issue that was made up of this word alone has no outcome yet, and is open all the same.
        SetText::Anything if issue.space.all().is_empty() => {
            return Ok(ReadSet::Outcomes {
                set: OutcomeSet::EMPTY,
                named,
            });
        }
        SetText::Anything => issue.space.all(),
        SetText::AnyNumber => match &issue.space {
            Space::Quantity(quantity) => OutcomeSet::range(quantity.min, quantity.max),
            _ => return Err(reading.error(raw.get_ron(), &Fault::AnyNumberOffQuantity)),
        },
        SetText::Only(value) => point_set(read_point(reading, value, issue, &mut named)?),
        SetText::OneOf(values) => read_points(reading, values, issue, &mut named)?,
        SetText::AtLeast(value) => {
            let low = read_end(reading, value, issue, &mut named)?;
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
            let high = read_end(reading, value, issue, &mut named)?;
            OutcomeSet::range(None, Some(high)).intersection(&issue.space.all())
        }
        SetText::Between(low, high) => {
            let (low, end) = (
                read_end(reading, low, issue, &mut named),
                read_end(reading, high, issue, &mut named),
            );
            let (low, end) = (low?, end?);
            if end < low {
                return Err(reading.error(raw.get_ron(), &Fault::Backward));
            }
            OutcomeSet::range(Some(low), Some(end))
        }
    };
    if set.is_empty() {
        return Err(reading.error(raw.get_ron(), &Fault::EmptySet));
    }
    Ok(ReadSet::Outcomes { set, named })
}

/// Reads a set where "nothing else" means nothing: in conditions, linkages and agreements.
pub(super) fn read_plain_set<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    issue: &Issue,
) -> Result<OutcomeSet, LeftOut> {
    match read_set(reading, raw, issue)? {
        ReadSet::Outcomes { set, .. } => Ok(set),
        ReadSet::Rest => Err(reading.error(raw.get_ron(), &Fault::RestOutsideStance)),
    }
}

/// Reads the outcomes of a list, in whatever order.
fn read_points<'a>(
    reading: &mut Reading<'a>,
    values: Vec<Raw<'a>>,
    issue: &Issue,
    named: &mut OutcomeSet,
) -> Result<OutcomeSet, LeftOut> {
    let points: Vec<Result<Point, LeftOut>> = values
        .into_iter()
        .map(|value| read_point(reading, value, issue, named))
        .collect();
    let points: Vec<Point> = points.into_iter().collect::<Result<_, _>>()?;
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

fn point_set(point: Point) -> OutcomeSet {
    match point {
        Point::At(index) => OutcomeSet::one(index),
        Point::Beyond => OutcomeSet::only_beyond(),
    }
}

/// Reads one end of a range.
fn read_end<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    issue: &Issue,
    named: &mut OutcomeSet,
) -> Result<i64, LeftOut> {
    if matches!(issue.space, Space::Options(_)) {
        return Err(reading.error(raw.get_ron(), &Fault::RangeOnOptions));
    }
    match read_point(reading, raw, issue, named)? {
        Point::At(index) => Ok(index),
        Point::Beyond => {
            let id = issue
                .space
                .beyond()
                .map_or(String::new(), |beyond| beyond.id.to_string());
            Err(reading.error(raw.get_ron(), &Fault::RangeEndsInBeyond(id)))
        }
    }
}

fn read_point<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    issue: &Issue,
    named: &mut OutcomeSet,
) -> Result<Point, LeftOut> {
    let point = match &issue.space {
        Space::Options(outcomes) | Space::Scale(outcomes) => {
            let id = outcome_id(reading, raw, &Fault::IdWanted)?;
            match outcomes
                .iter()
                .position(|outcome| outcome.id.as_str() == id)
            {
                Some(place) => Point::At(i64::try_from(place).unwrap_or(i64::MAX)),
                None => {
                    let known: Vec<&Id> = outcomes.iter().map(|outcome| &outcome.id).collect();
                    return Err(reading.unknown(raw, "outcome", id, &known));
                }
            }
        }
        Space::Quantity(quantity) if is_number(trimmed(raw)) => {
            return read_number(reading, raw, quantity).map(Point::At);
        }
        Space::Quantity(quantity) => {
            let id = outcome_id(reading, raw, &Fault::NumberWanted)?;
            match &quantity.beyond {
                _ if is_number(&id) => {
                    return Err(reading.error(raw.get_ron(), &Fault::NumberWanted));
                }
                Some(beyond) if beyond.id.as_str() == id => Point::Beyond,
                Some(beyond) => {
                    return Err(reading.unknown(raw, "outcome", id, &[&beyond.id]));
                }
                None => return Err(reading.error(raw.get_ron(), &Fault::NumberWanted)),
            }
        }
        Space::Dates(_) => return read_day(reading, raw, issue).map(Point::At),
        Space::Text => return Err(reading.error(raw.get_ron(), &Fault::SetsOnText)),
    };
    *named = named.union(&point_set(point));
    Ok(point)
}

fn outcome_id<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    wanted: &Fault,
) -> Result<String, LeftOut> {
    let token = trimmed(raw);
    if is_number(token) || token.starts_with(['(', '[', '{', '\'']) {
        return Err(reading.error(token, wanted));
    }
    reading.string(raw)
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
    raw: Raw<'a>,
    quantity: &Quantity,
) -> Result<i64, LeftOut> {
    let index = read_steps(reading, raw, quantity)?;
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
    let value = trimmed(raw).to_owned();
    Err(reading.error(raw.get_ron(), &Fault::OutOfBounds { value, bounds }))
}

/// Reads a number as so many steps of the quantity.
pub(super) fn read_steps<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    quantity: &Quantity,
) -> Result<i64, LeftOut> {
    let token = trimmed(raw);
    let value = parse_decimal(token)
        .map_err(|error| reading.error(token, &Fault::BadNumber(token.to_owned(), error)))?;
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

fn read_day<'a>(reading: &mut Reading<'a>, raw: Raw<'a>, issue: &Issue) -> Result<i64, LeftOut> {
    let token = trimmed(raw);
    if is_number(token) {
        return Err(reading.error(token, &Fault::DateWanted));
    }
    let text = reading.string(raw)?;
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
