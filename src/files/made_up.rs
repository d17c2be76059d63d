//! An agenda made up from positions that have none.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::agenda::ROWS;
use super::fault::Fault;
use super::form::Written;
use super::issues::OUTCOMES;
use super::reading::{Raw, Reading, trimmed};
use super::schema::{ConditionText, OfferText, SetText, StanceText};
use super::sets::is_number;
use crate::model::{
    Agenda, DateBounds, Id, Issue, Outcome, Part, PartialDate, Quantity, Space, Step,
    parse_decimal, step_that_fits,
};

/// What positions have mentioned of an issue, in order of first mention.
#[allow(
    clippy::struct_excessive_bools,
    reason = "any of the four may be mentioned beside any other"
)]
struct Mentioned<'a> {
    /// The file that mentions it first, by its place among the positions, and where.
    first: (usize, &'a str),
    ids: Listed,
    parts: Listed,
    numbers: Vec<Decimal>,
    has_dates: bool,
    has_any_number: bool,
    has_anything: bool,
    is_text: bool,
}

/// All that was mentioned.
#[derive(Default)]
struct Mentions<'a> {
    /// Which of the files is being read.
    file: usize,
    order: Listed,
    issues: BTreeMap<Id, Mentioned<'a>>,
    wished: Listed,
}

/// Ids in order of first mention, each once.
#[derive(Default)]
struct Listed {
    order: Vec<Id>,
    known: BTreeSet<Id>,
}

impl Listed {
    fn add(&mut self, id: Id) {
        if self.known.insert(id.clone()) {
            self.order.push(id);
        }
    }
}

/// An agenda that was made up, with what could not be taken into it.
pub(super) struct MadeUp<'a> {
    pub(super) agenda: Agenda,
    /// The issues that could not.
    pub(super) left_out: BTreeSet<String>,
    /// Why, at the first mention: the file by its place among the positions, and the text there.
    pub(super) faults: Vec<(usize, &'a str, Fault)>,
}

/// Makes an agenda of everything that these lists of stances mention, each with the text that it stands in.
pub(super) fn make_up<'a, 'r>(files: impl Iterator<Item = (&'a str, &'r [Raw<'a>])>) -> MadeUp<'a>
where
    'a: 'r,
{
    let mut mentions = Mentions::default();
    for (file, (text, stances)) in files.enumerate() {
        mentions.file = file;
        // Whatever is wrong here is reported when the stances are read by the finished agenda.
        let mut scratch = Reading::trial("", text);
        for raw in stances {
            mentions.stance(&mut scratch, raw);
        }
    }
    let Mentions {
        order,
        mut issues,
        wished,
        ..
    } = mentions;
    let mut made = MadeUp {
        agenda: Agenda::default(),
        left_out: BTreeSet::new(),
        faults: Vec::new(),
    };
    let mut found = Vec::new();
    let mut rows = 0;
    for id in &order.order {
        let Some(mentioned) = issues.remove(id) else {
            continue;
        };
        let first = mentioned.first;
        let was_within = rows <= ROWS;
        rows += mentioned.parts.order.len().max(1);
        let fault = match mentioned.fault(id) {
            Some(fault) => Some(fault),
            None if rows <= ROWS => {
                found.push(mentioned.into_issue(id.clone()));
                continue;
            }
            // Said once, for all issues from here on.
            None => was_within.then_some(Fault::TooMany {
                what: "issue rows",
                limit: ROWS,
            }),
        };
        made.left_out.insert(id.to_string());
        made.faults
            .extend(fault.map(|fault| (first.0, first.1, fault)));
    }
    let wished = wished.order.into_iter();
    let steps = wished.filter(|id| !order.known.contains(id));
    made.agenda = Agenda {
        title: "Positions without an agenda".into(),
        steps: steps
            .map(|id| Step {
                title: in_words(&id),
                id,
            })
            .collect(),
        issues: found,
        made_up: true,
        ..Agenda::default()
    };
    made
}

impl<'a> Mentions<'a> {
    fn issue(&mut self, scratch: &mut Reading<'a>, raw: Raw<'a>) -> Option<&mut Mentioned<'a>> {
        let id = scratch.id(raw).ok()?;
        self.order.add(id.clone());
        let first = (self.file, raw.get_ron());
        Some(
            self.issues
                .entry(id)
                .or_insert_with(|| Mentioned::at(first)),
        )
    }

    fn stance(&mut self, scratch: &mut Reading<'a>, raw: Raw<'a>) {
        let Ok(text) = scratch.read::<StanceText<Written<'a>>>(raw.get_ron()) else {
            return;
        };
        for wish in text.after.iter().chain(&text.before) {
            if let Ok(id) = scratch.id(wish) {
                self.wished.add(id);
            }
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

    fn offer(&mut self, scratch: &mut Reading<'a>, issue: Raw<'a>, raw: Raw<'a>) {
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

impl<'a> Mentioned<'a> {
    fn at(first: (usize, &'a str)) -> Self {
        Self {
            first,
            ids: Listed::default(),
            parts: Listed::default(),
            numbers: Vec::new(),
            has_dates: false,
            has_any_number: false,
            has_anything: false,
            is_text: false,
        }
    }

    fn parts(&mut self, scratch: &mut Reading<'a>, parts: Option<&[Raw<'a>]>) {
        for raw in parts.unwrap_or_default() {
            if let Ok(id) = scratch.id(raw) {
                self.parts.add(id);
            }
        }
    }

    fn set(&mut self, scratch: &mut Reading<'a>, raw: Raw<'a>) {
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
            SetText::Anything => {
                self.has_anything = true;
                Vec::new()
            }
            SetText::Rest => Vec::new(),
        };
        for value in values {
            self.value(scratch, value);
        }
    }

    fn value(&mut self, scratch: &mut Reading<'a>, raw: Raw<'a>) {
        if is_number(trimmed(raw)) {
            self.numbers.extend(parse_decimal(trimmed(raw)).ok());
            return;
        }
        let Ok(text) = scratch.string(raw) else {
            return;
        };
        if PartialDate::parse(&text).is_ok_and(|date| date.whole().is_some()) {
            self.has_dates = true;
        } else if let Ok(id) = Id::new(&text) {
            self.ids.add(id);
        }
    }

    fn is_number(&self) -> bool {
        !self.numbers.is_empty() || self.has_any_number
    }

    /// Why no issue can be made of what was mentioned.
    fn fault(&self, id: &Id) -> Option<Fault> {
        if self.is_text {
            None
        } else if self.is_number() && self.ids.order.len() > 1 {
            Some(Fault::IdsBesideNumbers(id.to_string()))
        } else if self.ids.order.len() > OUTCOMES {
            Some(Fault::TooMany {
                what: "outcomes in one list",
                limit: OUTCOMES,
            })
        } else {
            None
        }
    }

    fn into_issue(self, id: Id) -> Issue {
        let outcome = |id: Id| Outcome {
            label: in_words(&id),
            id,
            added: None,
            parts: None,
        };
        let is_number = self.is_number();
        let space = if self.is_text {
            Space::Text
        } else if is_number {
            Space::Quantity(Quantity {
                unit: String::new(),
                step: step_that_fits(&self.numbers).unwrap_or(Decimal::ONE),
                min: None,
                max: None,
                beyond: self.ids.order.into_iter().next().map(outcome),
            })
        } else if self.has_dates {
            Space::Dates(DateBounds::default())
        } else if self.has_anything && self.ids.order.is_empty() {
            Space::Options(any_outcome().into_iter().collect())
        } else {
            Space::Options(self.ids.order.into_iter().map(outcome).collect())
        };
        Issue {
            title: in_words(&id),
            id,
            theme: None,
            question: None,
            parts: self
                .parts
                .order
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

/// The one outcome of an issue on which nobody has named any: who is open to anything there would take it.
fn any_outcome() -> Option<Outcome> {
    let id = Id::new("any").ok()?;
    Some(Outcome {
        id,
        label: "Any outcome".to_owned(),
        added: None,
        parts: None,
    })
}

/// An id as a reader would write it: `no-bid` is "No bid".
fn in_words(id: &Id) -> String {
    let words = id.as_str().replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
