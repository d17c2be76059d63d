//! The issues of an agenda, with their outcomes.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::entries::{NamedParties, PlacesById, by_id, check_new, read_parts, read_party_ids};
use super::fault::Fault;
use super::form::Understand;
use super::reading::{LeftOut, Raw, Reading, trimmed};
use super::schema::{IssueText, OutcomesText};
use super::sets::read_steps;
use crate::model::{DateBounds, Id, Issue, Outcome, Part, Quantity, Space, parse_decimal};

/// How many outcomes a list may have.
pub(super) const OUTCOMES: usize = 4_096;

/// Reads an issue that stands there.
pub(super) fn read_issue<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    at: &'a str,
    text: IssueText<F>,
    seen: &mut BTreeSet<Id>,
    named: &mut NamedParties,
) -> Result<Issue, LeftOut> {
    let id = F::name(reading, &text.id)
        .and_then(|id| check_new(reading, F::word_place(&text.id), "issue", id, seen));
    let title = reading.label(at, "title", text.title);
    let theme = text
        .theme
        .map(|theme| reading.label(at, "theme", theme))
        .transpose();
    let parts = read_part_list::<F>(reading, text.parts);
    let decided_by = read_party_ids(reading, &text.decided_by, named);
    let parts = parts?;
    let places = by_id(parts.iter().map(|part| &part.id));
    let space = read_space::<F>(reading, text.outcomes, &places)?;
    let question = reading.prose(at, text.question);
    if question.is_none() && matches!(space, Space::Quantity(_) | Space::Dates(_)) {
        reading.warn(at, &Fault::NoQuestion);
    }
    Ok(Issue {
        id: id?,
        title: title?,
        theme: theme?,
        question,
        parts,
        space,
        decided_by: decided_by?,
    })
}

fn read_part_list<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    texts: Vec<F::Part>,
) -> Result<Vec<Part>, LeftOut> {
    let mut seen = BTreeSet::new();
    let read = |part: F::Part| {
        let at = F::part_place(&part);
        let text = F::part(reading, part)?;
        let id = F::name(reading, &text.id)
            .and_then(|id| check_new(reading, F::word_place(&text.id), "part", id, &mut seen));
        let label = reading.label(at, "label", text.label)?;
        Ok(Part { id: id?, label })
    };
    let parts: Vec<Result<Part, LeftOut>> = texts.into_iter().map(read).collect();
    parts.into_iter().collect()
}

fn read_space<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    outcomes: F::Outcomes,
    parts: &PlacesById,
) -> Result<Space, LeftOut> {
    let at = F::outcomes_place(&outcomes);
    match F::outcomes(reading, outcomes)? {
        OutcomesText::Options(list) => read_list::<F>(reading, at, list, parts).map(Space::Options),
        OutcomesText::Scale(list) => read_list::<F>(reading, at, list, parts).map(Space::Scale),
        OutcomesText::Quantity {
            unit,
            step,
            min,
            max,
            beyond,
        } => {
            let unit = reading.label(at, "unit", unit);
            let step = step.map(|raw| read_step(reading, raw)).transpose();
            let beyond = beyond
                .map(|outcome| read_outcome::<F>(reading, outcome, parts, &mut BTreeSet::new()))
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

fn read_list<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    at: &'a str,
    texts: Vec<F::Outcome>,
    parts: &PlacesById,
) -> Result<Vec<Outcome>, LeftOut> {
    if texts.is_empty() {
        return Err(reading.error(at, &Fault::NoOutcomes));
    }
    if texts.len() > OUTCOMES {
        return Err(reading.error(
            at,
            &Fault::TooMany {
                what: "outcomes in one list",
                limit: OUTCOMES,
            },
        ));
    }
    let mut seen = BTreeSet::new();
    let outcomes: Vec<Result<Outcome, LeftOut>> = texts
        .into_iter()
        .map(|outcome| read_outcome::<F>(reading, outcome, parts, &mut seen))
        .collect();
    outcomes.into_iter().collect()
}

fn read_outcome<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    outcome: F::Outcome,
    parts: &PlacesById,
    seen: &mut BTreeSet<Id>,
) -> Result<Outcome, LeftOut> {
    let at = F::outcome_place(&outcome);
    let text = F::outcome(reading, outcome)?;
    let id = F::name(reading, &text.id)
        .and_then(|id| check_new(reading, F::word_place(&text.id), "outcome", id, seen));
    let label = reading.label(at, "label", text.label);
    let added = text.added.as_ref().map(|added| F::date(reading, added));
    let for_parts = read_parts::<F>(reading, text.parts.as_deref(), parts, at);
    Ok(Outcome {
        id: id?,
        label: label?,
        added: added.transpose()?,
        parts: for_parts?,
    })
}
