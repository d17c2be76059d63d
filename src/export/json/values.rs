//! What both kinds of JSON are made of.

use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};
use serde_json::value::RawValue;

use crate::model::{OutcomeSet, Range, Space, day_of_number};

/// An ordered map with any values, as JSON writes objects.
pub(super) struct Object<'a, T>(pub(super) Vec<(&'a str, T)>);

impl<T: Serialize> Serialize for Object<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// A set of outcomes: ids in the order, or pairs of ends with the id of the outcome beyond them.
pub(super) struct SetJson<'a> {
    pub(super) set: OutcomeSet,
    pub(super) space: &'a Space,
}

impl Serialize for SetJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        match self.space {
            Space::Options(known) | Space::Scale(known) => {
                let at = |index: i64| {
                    usize::try_from(index)
                        .ok()
                        .and_then(|place| known.get(place))
                };
                for outcome in self.set.indices().filter_map(at) {
                    list.serialize_element(outcome.id.as_str())?;
                }
            }
            Space::Quantity(_) => {
                for range in self
                    .set
                    .ranges()
                    .iter()
                    .filter(|range| self.space.can_write(**range))
                {
                    list.serialize_element(&ends(*range, |index| number(index, self.space)))?;
                }
            }
            Space::Dates(_) => {
                for range in self
                    .set
                    .ranges()
                    .iter()
                    .filter(|range| self.space.can_write(**range))
                {
                    list.serialize_element(&ends(*range, |index| {
                        day_of_number(index).map(|day| day.to_string())
                    }))?;
                }
            }
            Space::Text => {}
        }
        if let (true, Some(beyond)) = (self.set.has_beyond(), self.space.beyond()) {
            list.serialize_element(beyond.id.as_str())?;
        }
        list.end()
    }
}

fn ends<T>(range: Range, value: impl Fn(i64) -> Option<T>) -> [Option<T>; 2] {
    [range.low().and_then(&value), range.high().and_then(&value)]
}

/// The number at an index in its shortest decimal form, exact however long.
pub(super) fn number(index: i64, space: &Space) -> Option<Box<RawValue>> {
    match space {
        Space::Quantity(quantity) => RawValue::from_string(quantity.value(index)?.to_string()).ok(),
        _ => RawValue::from_string(index.to_string()).ok(),
    }
}
