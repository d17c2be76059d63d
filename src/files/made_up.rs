//! An agenda made up from positions that have none.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::form::Written;
use super::reading::{Raw, Reading, trimmed};
use super::schema::{ConditionText, OfferText, SetText, StanceText};
use super::sets::is_number;
use crate::model::{
    Agenda, DateBounds, Id, Issue, Outcome, Part, PartialDate, Quantity, Space, Step,
    parse_decimal, step_that_fits,
};

/// What positions have mentioned of an issue, in order of first mention.
#[derive(Default)]
struct Mentioned {
    ids: Vec<Id>,
    parts: Vec<Id>,
    numbers: Vec<Decimal>,
    has_dates: bool,
    has_any_number: bool,
    is_text: bool,
}

/// All that was mentioned.
#[derive(Default)]
struct Mentions {
    order: Vec<Id>,
    issues: BTreeMap<Id, Mentioned>,
    wished: Vec<Id>,
}

/// Makes an agenda of everything that these lists of stances mention, each with the text that it stands in.
pub(super) fn make_up<'a>(files: impl Iterator<Item = (&'a str, &'a [Raw<'a>])>) -> Agenda {
    let mut mentions = Mentions::default();
    for (text, stances) in files {
        // Whatever is wrong here is reported when the stances are read by the finished agenda.
        let mut scratch = Reading::new("", text);
        for raw in stances {
            mentions.stance(&mut scratch, raw);
        }
    }
    let Mentions {
        order,
        mut issues,
        wished,
    } = mentions;
    let steps = wished.into_iter().filter(|id| !order.contains(id));
    Agenda {
        title: "Positions without an agenda".into(),
        steps: steps
            .map(|id| Step {
                title: in_words(&id),
                id,
            })
            .collect(),
        issues: order
            .into_iter()
            .filter_map(|id| issues.remove(&id).map(|mentioned| mentioned.into_issue(id)))
            .collect(),
        made_up: true,
        ..Agenda::default()
    }
}

impl Mentions {
    fn issue<'a>(&mut self, scratch: &mut Reading<'a>, raw: Raw<'a>) -> Option<&mut Mentioned> {
        let id = scratch.id(raw).ok()?;
        if !self.issues.contains_key(&id) {
            self.order.push(id.clone());
        }
        Some(self.issues.entry(id).or_default())
    }

    fn stance<'a>(&mut self, scratch: &mut Reading<'a>, raw: Raw<'a>) {
        let Ok(text) = scratch.read::<StanceText<Written<'a>>>(raw.get_ron()) else {
            return;
        };
        for wish in text.after.iter().chain(&text.before) {
            let id = scratch.id(wish).ok().filter(|id| !self.wished.contains(id));
            self.wished.extend(id);
        }
        let Some(mentioned) = self.issue(scratch, text.issue) else {
            return;
        };
        mentioned.is_text |= text.text.is_some();
        mentioned.parts(scratch, text.parts.as_deref());
        for set in [text.asks, text.accepts, text.rejects]
            .into_iter()
            .flatten()
        {
            mentioned.set(scratch, set);
        }
        for raw in text.offers {
            self.offer(scratch, text.issue, raw);
        }
    }

    fn offer<'a>(&mut self, scratch: &mut Reading<'a>, issue: Raw<'a>, raw: Raw<'a>) {
        let Ok(offer) = scratch.read::<OfferText<Written<'a>>>(raw.get_ron()) else {
            return;
        };
        if let Some(mentioned) = self.issue(scratch, issue) {
            mentioned.set(scratch, offer.outcomes);
        }
        for condition in offer.provided {
            if let Ok(ConditionText::<Written<'a>>::On(issue, set, parts)) =
                scratch.read(condition.get_ron())
                && let Some(mentioned) = self.issue(scratch, issue)
            {
                mentioned.parts(scratch, parts.as_deref());
                mentioned.set(scratch, set);
            }
        }
    }
}

impl Mentioned {
    fn parts<'a>(&mut self, scratch: &mut Reading<'a>, parts: Option<&[Raw<'a>]>) {
        for raw in parts.unwrap_or_default() {
            let id = scratch.id(raw).ok().filter(|id| !self.parts.contains(id));
            self.parts.extend(id);
        }
    }

    fn set<'a>(&mut self, scratch: &mut Reading<'a>, raw: Raw<'a>) {
        let Ok(set) = scratch.read::<SetText<Written<'a>>>(raw.get_ron()) else {
            return;
        };
        let values = match set {
            SetText::Only(value) | SetText::AtLeast(value) | SetText::AtMost(value) => vec![value],
            SetText::OneOf(values) => values,
            SetText::Between(low, high) => vec![low, high],
            SetText::AnyNumber => {
                self.has_any_number = true;
                Vec::new()
            }
            SetText::Anything | SetText::Rest => Vec::new(),
        };
        for value in values {
            self.value(scratch, value);
        }
    }

    fn value<'a>(&mut self, scratch: &mut Reading<'a>, raw: Raw<'a>) {
        if is_number(trimmed(raw)) {
            self.numbers.extend(parse_decimal(trimmed(raw)).ok());
            return;
        }
        let Ok(text) = scratch.string(raw) else {
            return;
        };
        if PartialDate::parse(&text).is_ok_and(|date| date.whole().is_some()) {
            self.has_dates = true;
        } else if let Ok(id) = Id::new(&text)
            && !self.ids.contains(&id)
        {
            self.ids.push(id);
        }
    }

    fn into_issue(self, id: Id) -> Issue {
        let outcome = |id: Id| Outcome {
            label: in_words(&id),
            id,
            added: None,
            parts: None,
        };
        let is_number = !self.numbers.is_empty() || self.has_any_number;
        let space = if self.is_text {
            Space::Text
        } else if is_number {
            Space::Quantity(Quantity {
                unit: String::new(),
                step: step_that_fits(&self.numbers).unwrap_or(Decimal::ONE),
                min: None,
                max: None,
                beyond: self.ids.into_iter().next().map(outcome),
            })
        } else if self.has_dates {
            Space::Dates(DateBounds::default())
        } else {
            Space::Options(self.ids.into_iter().map(outcome).collect())
        };
        Issue {
            title: in_words(&id),
            id,
            theme: None,
            question: None,
            parts: self
                .parts
                .into_iter()
                .map(|id| Part {
                    label: in_words(&id),
                    id,
                })
                .collect(),
            space,
            decided_by: Vec::new(),
        }
    }
}

/// An id as a reader would write it: `no-bid` is "No bid".
fn in_words(id: &Id) -> String {
    let words = id.as_str().replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
