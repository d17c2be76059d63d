//! The outcomes that an issue may have: its outcome space.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Id, OutcomeSet, PartialDate, Range, day_number, day_of_number, is_about};

/// The kind of answer that an issue wants, with its outcomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Space {
    /// Outcomes without an order.
    Options(Vec<Outcome>),
    /// Outcomes in order from one end to the other.
    Scale(Vec<Outcome>),
    /// Numbers in equal steps.
    Quantity(Quantity),
    /// Days.
    Dates(DateBounds),
    /// Words, which are shown and not computed.
    Text,
}

/// One outcome of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Its name in the files.
    pub id: Id,
    /// What it is, in a few words.
    pub label: String,
    /// When it was first heard of; before that it is no outcome, unless somebody names it.
    pub added: Option<PartialDate>,
    /// The parts of the issue that it is an outcome for, as indices in ascending order; `None` for all of them.
    pub parts: Option<Vec<usize>>,
}

/// Numbers: whole multiples of a step, between bounds or not, with or without an outcome beyond them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// What is counted: `troops`, `%`.
    pub unit: String,
    /// The distance from one number to the next; above zero.
    pub step: Decimal,
    /// The lowest number, in steps.
    pub min: Option<i64>,
    /// The highest number, in steps.
    pub max: Option<i64>,
    /// The outcome above every number, as "no ceiling".
    pub beyond: Option<Outcome>,
}

/// The first and the last day that can be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DateBounds {
    /// The first day, if there is one.
    pub min: Option<Date>,
    /// The last day, if there is one.
    pub max: Option<Date>,
}

/// One outcome as a file names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// A place in the list, a number of steps, or a day.
    At(i64),
    /// The outcome beyond every number.
    Beyond,
}

impl Quantity {
    /// The number at this index: so many steps. `None` if it is too large to be written exactly.
    pub fn value(&self, index: i64) -> Option<Decimal> {
        Decimal::from(index)
            .checked_mul(self.step)
            .map(|value| value.normalize())
    }

    /// The index of this number, if it is a whole multiple of the step.
    pub fn index(&self, value: Decimal) -> Option<i64> {
        let steps = value.checked_div(self.step)?;
        let is_exact = steps.fract().is_zero() && steps.checked_mul(self.step)? == value;
        let index = i64::try_from(steps.trunc().mantissa()).ok()?;
        (is_exact && index.unsigned_abs() < Range::LIMIT.unsigned_abs()).then_some(index)
    }
}

impl Space {
    /// The listed outcomes of `Options` and `Scale`; none for the other kinds.
    pub fn outcomes(&self) -> &[Outcome] {
        match self {
            Self::Options(outcomes) | Self::Scale(outcomes) => outcomes,
            Self::Quantity(_) | Self::Dates(_) | Self::Text => &[],
        }
    }

    /// The outcome beyond every number, if there is one.
    pub fn beyond(&self) -> Option<&Outcome> {
        match self {
            Self::Quantity(quantity) => quantity.beyond.as_ref(),
            _ => None,
        }
    }

    /// Whether outcomes are near to each other or far: on a list in order, on numbers and on days.
    pub fn is_ordered(&self) -> bool {
        !matches!(self, Self::Options(_) | Self::Text)
    }

    /// Whether a range begins and ends with numbers or days that there are: nothing lies before the first or after the
    /// last day that can be written, or beyond the last number.
    pub fn can_write(&self, range: Range) -> bool {
        let has_value = |index: i64| match self {
            Self::Quantity(quantity) => quantity.value(index).is_some(),
            Self::Dates(_) => day_of_number(index).is_some(),
            Self::Options(_) | Self::Scale(_) | Self::Text => true,
        };
        range.low().is_none_or(has_value) && range.high().is_none_or(has_value)
    }

    /// Every outcome that the issue can have, for any part and on any date.
    pub fn all(&self) -> OutcomeSet {
        match self {
            Self::Options(outcomes) | Self::Scale(outcomes) => {
                let last = i64::try_from(outcomes.len()).unwrap_or(i64::MAX) - 1;
                OutcomeSet::range(Some(0), Some(last))
            }
            Self::Quantity(quantity) => {
                let numbers = OutcomeSet::range(quantity.min, quantity.max);
                if quantity.beyond.is_some() {
                    numbers.union(&OutcomeSet::only_beyond())
                } else {
                    numbers
                }
            }
            Self::Dates(bounds) => {
                OutcomeSet::range(bounds.min.map(day_number), bounds.max.map(day_number))
            }
            Self::Text => OutcomeSet::EMPTY,
        }
    }

    /// The outcomes of one row: of one part of the issue (or of the undivided issue), as of a day.
    ///
    /// Outcomes of other parts are left out, and outcomes added after the day, unless they are `named` by a
    /// stance in force. With no day nothing counts as added later.
    pub fn of_row(
        &self,
        part: Option<usize>,
        as_of: Option<Date>,
        named: &OutcomeSet,
    ) -> OutcomeSet {
        let is_outside = |outcome: &Outcome, is_named: bool| {
            let of_other_part = !is_about(outcome.parts.as_deref(), part);
            let later = match (outcome.added, as_of) {
                (Some(added), Some(day)) => added.first_day() > day,
                _ => false,
            };
            of_other_part || (later && !is_named)
        };
        let mut outside: OutcomeSet = (0_i64..)
            .zip(self.outcomes())
            .filter(|&(index, outcome)| is_outside(outcome, named.contains(index)))
            .map(|(index, _)| index)
            .collect();
        if self
            .beyond()
            .is_some_and(|beyond| is_outside(beyond, named.has_beyond()))
        {
            outside = outside.union(&OutcomeSet::only_beyond());
        }
        self.all().difference(&outside)
    }

    /// The same outcomes in another space, found there by their ids, as numbers in the same steps of the same unit, or as
    /// days; `None` if one of them is not there.
    pub fn carry_over(&self, set: &OutcomeSet, to: &Self) -> Option<OutcomeSet> {
        let carried = match (self, to) {
            (Self::Options(_) | Self::Scale(_), Self::Options(_) | Self::Scale(_)) => {
                let place = |index: i64| {
                    let outcome = self.outcomes().get(usize::try_from(index).ok()?)?;
                    let mut there = (0_i64..).zip(to.outcomes());
                    there.find(|(_, known)| known.id == outcome.id)
                };
                let places = set.indices().map(|index| Some(place(index)?.0));
                places.collect::<Option<OutcomeSet>>()?
            }
            (Self::Quantity(one), Self::Quantity(other)) => {
                let is_same = one.unit == other.unit && one.step == other.step;
                let beyond = |of: &Quantity| of.beyond.as_ref().map(|beyond| beyond.id.clone());
                let knows_beyond = !set.has_beyond() || beyond(one) == beyond(other);
                (is_same && knows_beyond).then(|| set.clone())?
            }
            (Self::Dates(_), Self::Dates(_)) => set.clone(),
            _ => return None,
        };
        carried.is_subset(&to.all()).then_some(carried)
    }

    /// The outcomes with an `added` date for which this holds.
    pub fn added_where(&self, mut holds: impl FnMut(PartialDate) -> bool) -> OutcomeSet {
        let added: OutcomeSet = (0_i64..)
            .zip(self.outcomes())
            .filter(|(_, outcome)| outcome.added.is_some_and(&mut holds))
            .map(|(index, _)| index)
            .collect();
        if self
            .beyond()
            .and_then(|beyond| beyond.added)
            .is_some_and(holds)
        {
            added.union(&OutcomeSet::only_beyond())
        } else {
            added
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(ids: &[&str]) -> Result<Space, super::super::IdError> {
        let outcome = |id: &&str| {
            Ok(Outcome {
                id: Id::new(id)?,
                label: format!("{id} of {}", ids.len()),
                added: None,
                parts: None,
            })
        };
        Ok(Space::Scale(
            ids.iter().map(outcome).collect::<Result<_, _>>()?,
        ))
    }

    fn numbers(unit: &str, max: Option<i64>) -> Space {
        Space::Quantity(Quantity {
            unit: unit.to_owned(),
            step: Decimal::ONE,
            min: None,
            max,
            beyond: None,
        })
    }

    #[test]
    fn outcomes_are_found_in_another_space_by_what_they_are() -> Result<(), super::super::IdError> {
        let check = |from: &Space, set: OutcomeSet, to: &Space, expect: Option<OutcomeSet>| {
            assert_eq!(from.carry_over(&set, to), expect, "{set:?}");
        };
        let (three, other) = (scale(&["a", "b", "c"])?, scale(&["x", "c", "a"])?);
        let set = |indices: &[i64]| indices.iter().copied().collect::<OutcomeSet>();
        check(&three, set(&[0, 2]), &other, Some(set(&[1, 2])));
        check(&three, set(&[0, 1]), &other, None);
        let (few, many) = (numbers("troops", Some(10)), numbers("troops", None));
        let (low, high) = (
            OutcomeSet::range(Some(2), Some(7)),
            OutcomeSet::range(Some(12), None),
        );
        check(&few, low.clone(), &many, Some(low.clone()));
        check(&many, high, &few, None);
        check(&few, low.clone(), &numbers("ships", None), None);
        check(&few, low, &three, None);
        Ok(())
    }
}
