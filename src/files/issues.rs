//! The issues of an agenda, with their outcomes.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::entries::{NamedParties, PlacesById, by_id, check_new, read_parts, read_party_ids};
use super::fault::Fault;
use super::form::Written;
use super::reading::{LeftOut, Raw, Reading, trimmed};
use super::schema::{IssueText, OutcomeText, OutcomesText, PartText};
use super::sets::read_steps;
use crate::model::{DateBounds, Id, Issue, Outcome, Part, Quantity, Space, parse_decimal};

/// How many outcomes a list may have.
pub(super) const OUTCOMES: usize = 4_096;

/// Reads an issue.
pub(super) fn read_issue<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    seen: &mut BTreeSet<Id>,
    named: &mut NamedParties,
) -> Result<Issue, LeftOut> {
    let text: IssueText<'a> = reading.read(raw.get_ron())?;
    let id = reading.id(text.id)?;
    check_new(reading, text.id, "issue", &id, seen)?;
    read_checked(reading, raw, text, id, named)
}

fn read_checked<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    text: IssueText<'a>,
    id: Id,
    named: &mut NamedParties,
) -> Result<Issue, LeftOut> {
    let at = raw.get_ron();
    let title = reading.label(at, "title", text.title);
    let theme = text
        .theme
        .map(|theme| reading.label(at, "theme", theme))
        .transpose();
    let parts = read_part_list(reading, &text.parts);
    let decided_by = read_party_ids(reading, &text.decided_by, named);
    let parts = parts?;
    let space = read_space(
        reading,
        text.outcomes,
        &by_id(parts.iter().map(|part| &part.id)),
    )?;
    let question = reading.prose(at, text.question);
    if question.is_none() && matches!(space, Space::Quantity(_) | Space::Dates(_)) {
        reading.warn(at, &Fault::NoQuestion);
    }
    Ok(Issue {
        id,
        title: title?,
        theme: theme?,
        question,
        parts,
        space,
        decided_by: decided_by?,
    })
}

fn read_part_list<'a>(reading: &mut Reading<'a>, raws: &[Raw<'a>]) -> Result<Vec<Part>, LeftOut> {
    let mut seen = BTreeSet::new();
    let mut read = |raw: &Raw<'a>| {
        let text: PartText<'a> = reading.read(raw.get_ron())?;
        let id = reading.id(text.id)?;
        check_new(reading, text.id, "part", &id, &mut seen)?;
        let label = reading.label(raw.get_ron(), "label", text.label)?;
        Ok(Part { id, label })
    };
    let parts: Vec<Result<Part, LeftOut>> = raws.iter().map(&mut read).collect();
    parts.into_iter().collect()
}

fn read_space<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    parts: &PlacesById,
) -> Result<Space, LeftOut> {
    match reading.read(raw.get_ron())? {
        OutcomesText::Options(list) => read_list(reading, raw, &list, parts).map(Space::Options),
        OutcomesText::Scale(list) => read_list(reading, raw, &list, parts).map(Space::Scale),
        OutcomesText::Quantity {
            unit,
            step,
            min,
            max,
            beyond,
        } => {
            let unit = reading.label(raw.get_ron(), "unit", unit);
            let step = step.map(|raw| read_step(reading, raw)).transpose();
            let beyond = beyond
                .map(|raw| read_outcome(reading, raw, parts, &mut BTreeSet::new()))
                .transpose();
            let mut quantity = Quantity {
                unit: unit?,
                step: step?.unwrap_or(Decimal::ONE),
                min: None,
                max: None,
                beyond: None,
            };
            let low = min
                .map(|raw| read_steps(reading, raw, &quantity))
                .transpose();
            let high = max
                .map(|raw| read_steps(reading, raw, &quantity))
                .transpose();
            (quantity.beyond, quantity.min, quantity.max) = (beyond?, low?, high?);
            if let (Some(low), Some(high), Some(at)) = (quantity.min, quantity.max, min)
                && high < low
            {
                return Err(reading.error(at.get_ron(), &Fault::MinAboveMax));
            }
            Ok(Space::Quantity(quantity))
        }
        OutcomesText::Dates { min, max } => read_bounds(reading, min, max).map(Space::Dates),
        OutcomesText::Text => Ok(Space::Text),
    }
}

fn read_bounds<'a>(
    reading: &mut Reading<'a>,
    min: Option<Raw<'a>>,
    max: Option<Raw<'a>>,
) -> Result<DateBounds, LeftOut> {
    let mut whole = |raw: Option<Raw<'a>>| match raw {
        None => Ok(None),
        Some(raw) => {
            let date = reading.date(raw)?;
            match date.whole() {
                Some(day) => Ok(Some(day)),
                None => {
                    Err(reading.error(raw.get_ron(), &Fault::PartialDateInSet(date.to_string())))
                }
            }
        }
    };
    let (low, high) = (whole(min), whole(max));
    let bounds = DateBounds {
        min: low?,
        max: high?,
    };
    match (bounds.min, bounds.max, min) {
        (Some(low), Some(high), Some(at)) if high < low => {
            Err(reading.error(at.get_ron(), &Fault::MinAboveMax))
        }
        _ => Ok(bounds),
    }
}

fn read_step<'a>(reading: &mut Reading<'a>, raw: Raw<'a>) -> Result<Decimal, LeftOut> {
    let token = trimmed(raw);
    let step = parse_decimal(token)
        .map_err(|error| reading.error(token, &Fault::BadNumber(token.to_owned(), error)))?;
    if step <= Decimal::ZERO {
        return Err(reading.error(token, &Fault::NoUnitStep));
    }
    Ok(step.normalize())
}

fn read_list<'a>(
    reading: &mut Reading<'a>,
    at: Raw<'a>,
    raws: &[Raw<'a>],
    parts: &PlacesById,
) -> Result<Vec<Outcome>, LeftOut> {
    if raws.is_empty() {
        return Err(reading.error(at.get_ron(), &Fault::NoOutcomes));
    }
    if raws.len() > OUTCOMES {
        return Err(reading.error(
            at.get_ron(),
            &Fault::TooMany {
                what: "outcomes in one list",
                limit: OUTCOMES,
            },
        ));
    }
    let mut seen = BTreeSet::new();
    let outcomes: Vec<Result<Outcome, LeftOut>> = raws
        .iter()
        .map(|raw| read_outcome(reading, raw, parts, &mut seen))
        .collect();
    outcomes.into_iter().collect()
}

fn read_outcome<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    parts: &PlacesById,
    seen: &mut BTreeSet<Id>,
) -> Result<Outcome, LeftOut> {
    let text: OutcomeText<'a> = reading.read(raw.get_ron())?;
    let id = reading.id(text.id)?;
    check_new(reading, text.id, "outcome", &id, seen)?;
    let label = reading.label(raw.get_ron(), "label", text.label)?;
    let added = reading.optional_date(text.added)?;
    let for_parts =
        read_parts::<Written<'a>>(reading, text.parts.as_deref(), parts, raw.get_ron())?;
    Ok(Outcome {
        id,
        label,
        added,
        parts: for_parts,
    })
}
