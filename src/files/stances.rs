//! Stances: text to model.

use std::collections::BTreeSet;

use super::entries::{Known, SourceBook, is_new, read_cites, read_parts};
use super::fault::Fault;
use super::form::{Form, Understand, Written};
use super::reading::{LeftOut, Raw, Reading, without_blanks};
use super::schema::{
    ConditionText, ConfidenceText, DisputedText, OfferText, PriorityText, StanceText,
};
use super::sets::{ReadSet, read_set, read_set_without_rest};
use crate::model::{
    Condition, Confidence, Disputed, Issue, IssueOrStep, Offer, Outcome, OutcomeSet, PartialDate,
    Priority, RestField, Says, Sets, Space, Stance,
};

/// What one stance is read with.
struct Frame<'k> {
    known: Known<'k>,
    issue_index: usize,
    issue: &'k Issue,
    /// The parts that it names, `None` for all of them; an error where that cannot be told.
    parts: Result<Option<Box<[usize]>>, LeftOut>,
    date: Option<PartialDate>,
}

/// Reads a stance. All that is wrong with it is noted, and then it is left out. `at` is where it stands.
pub(super) fn read_stance<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    at: &'a str,
    text: StanceText<F>,
    known: Known<'_>,
    book: &SourceBook,
) -> Result<Stance, LeftOut> {
    let issue_index = known.issue_of_word::<F>(reading, &text.issue);
    // No issue has this index, so a wish names the own issue only where that is known.
    let own = issue_index.unwrap_or(usize::MAX);
    let (date, until) = read_days::<F>(reading, text.date.as_ref(), text.until.as_ref());
    let cites = read_cites::<F>(reading, text.cites, book);
    let disputed = read_disputed(reading, &text.disputed, book);
    let after = read_wishes(reading, &text.after, known, own);
    let before = read_wishes(reading, &text.before, known, own);
    let summary = reading.prose(at, text.summary).map(String::into);
    let qualifier = reading.prose(at, text.qualifier);
    let interest = reading.prose(at, text.interest).map(String::into);
    // Of an unknown issue nothing more can be said.
    let issue = known.get(issue_index?)?;
    let parts = read_parts::<F>(reading, text.parts.as_deref(), known.parts_of(own)?, at);
    let frame = Frame {
        known,
        issue_index: own,
        issue,
        parts: parts.map(|parts| parts.map(Vec::into_boxed_slice)),
        // The date decides no more than what Rest leaves out, so the sets are checked without it too.
        date: date.unwrap_or_default(),
    };
    let said = Said::<F> {
        asks: text.asks,
        accepts: text.accepts,
        offers: text.offers,
        rejects: text.rejects,
        text: text.text,
        is_withdrawn: text.withdrawn,
        has_wishes: !text.after.is_empty() || !text.before.is_empty(),
    };
    let says = read_says(reading, at, said, &frame);
    Ok(Stance {
        issue: frame.issue_index,
        parts: frame.parts?,
        date: date?,
        until: until?,
        // Taking everything back replaces, whatever is written.
        adds: text.adds && !text.withdrawn,
        says: says?,
        summary,
        qualifier: qualifier.and_then(|terms| spaced(&terms)).map(String::into),
        priority: text.priority.map(priority),
        interest,
        after: after?,
        before: before?,
        confidence: text.confidence.map_or(Confidence::Stated, confidence),
        cites: cites?,
        disputed: disputed?,
    })
}

/// A day, if there is one.
type Day = Result<Option<PartialDate>, LeftOut>;

/// The days on which a stance begins and ends.
fn read_days<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    date: Option<&F::Word>,
    until: Option<&F::Word>,
) -> (Day, Day) {
    let mut day = |word: Option<&F::Word>| word.map(|word| F::date(reading, word)).transpose();
    let (date, end) = (day(date), day(until));
    if let (Ok(Some(date)), Ok(Some(end)), Some(at)) = (date, end, until)
        && end.first_day() <= date.first_day()
    {
        let at = F::word_place(at);
        return (
            Ok(Some(date)),
            Err(reading.error(at, &Fault::UntilBeforeDate)),
        );
    }
    (date, end)
}

fn priority(text: PriorityText) -> Priority {
    match text {
        PriorityText::Low => Priority::Low,
        PriorityText::Medium => Priority::Medium,
        PriorityText::High => Priority::High,
    }
}

fn confidence(text: ConfidenceText) -> Confidence {
    match text {
        ConfidenceText::Stated => Confidence::Stated,
        ConfidenceText::Reported => Confidence::Reported,
        ConfidenceText::Inferred => Confidence::Inferred,
    }
}

fn read_disputed<'a>(
    reading: &mut Reading<'a>,
    raws: &[Raw<'a>],
    book: &SourceBook,
) -> Result<Box<[Disputed]>, LeftOut> {
    if raws.is_empty() {
        return Ok(Box::default());
    }
    let mut read = |raw: &Raw<'a>| {
        let text: DisputedText<'a> = reading.read(raw.get_ron())?;
        let cites = read_cites::<Written<'a>>(reading, text.cites, book)?;
        let summary = reading
            .prose(raw.get_ron(), Some(text.summary))
            .unwrap_or_default();
        Ok(Disputed { summary, cites })
    };
    let disputed: Vec<Result<Disputed, LeftOut>> = raws.iter().map(&mut read).collect();
    disputed.into_iter().collect()
}

fn read_wishes<'a>(
    reading: &mut Reading<'a>,
    raws: &[Raw<'a>],
    known: Known<'_>,
    own: usize,
) -> Result<Box<[IssueOrStep]>, LeftOut> {
    if raws.is_empty() {
        return Ok(Box::default());
    }
    let (mut wishes, mut seen) = (Ok(Vec::with_capacity(raws.len())), BTreeSet::new());
    for raw in raws {
        let at = raw.get_ron();
        let thing = match known.issue_or_step(reading, raw) {
            Ok(IssueOrStep::Issue(issue)) if issue == own => {
                Err(reading.error(at, &Fault::WishOnItself))
            }
            thing => thing,
        };
        let name = ("issue or step", without_blanks(at).trim_matches('"'));
        match thing {
            Ok(thing) => {
                if is_new(reading, at, name, thing, &mut seen)
                    && let Ok(wishes) = &mut wishes
                {
                    wishes.push(thing);
                }
            }
            Err(LeftOut) => wishes = Err(LeftOut),
        }
    }
    wishes.map(Vec::into_boxed_slice)
}

/// What a stance says, as held.
struct Said<F: Form> {
    asks: Option<F::Set>,
    accepts: Option<F::Set>,
    offers: Vec<F::Offer>,
    rejects: Option<F::Set>,
    text: Option<String>,
    is_withdrawn: bool,
    has_wishes: bool,
}

impl<'a, F: Understand<'a>> Said<F> {
    /// Where the first of its sets stands.
    fn first_set(&self) -> Option<&'a str> {
        let set = self.asks.as_ref().or(self.accepts.as_ref());
        set.map(F::set_place)
            .or_else(|| self.offers.first().map(F::offer_place))
            .or_else(|| self.rejects.as_ref().map(F::set_place))
    }
}

fn read_says<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    at: &'a str,
    said: Said<F>,
    frame: &Frame<'_>,
) -> Result<Says, LeftOut> {
    let (first_set, has_wishes) = (said.first_set(), said.has_wishes);
    if said.is_withdrawn {
        return if first_set.is_some() || said.text.is_some() || has_wishes {
            Err(reading.error(at, &Fault::WithdrawnAndMore))
        } else {
            Ok(Says::Withdrawn)
        };
    }
    let is_words = frame.issue.space == Space::Text;
    match (first_set, &said.text) {
        (Some(set), _) if is_words => Err(reading.error(set, &Fault::SetsOnText)),
        (_, Some(_)) if !is_words => Err(reading.error(at, &Fault::TextOnSets)),
        (Some(_), _) => read_sets(reading, at, said, frame).map(Says::Sets),
        (None, Some(_)) => Ok(Says::Text(reading.prose(at, said.text).unwrap_or_default())),
        (None, None) if has_wishes => Ok(Says::Wishes),
        (None, None) => Err(reading.error(at, &Fault::SaysNothing)),
    }
}

/// The sets of a stance while it is being read.
#[derive(Default)]
struct Gathering {
    named: OutcomeSet,
    rest: Option<(RestField, Option<usize>)>,
}

fn read_sets<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    at: &'a str,
    said: Said<F>,
    frame: &Frame<'_>,
) -> Result<Sets, LeftOut> {
    let mut gathering = Gathering::default();
    let asks = gathering.field::<F>(reading, said.asks, frame, RestField::Asks, None);
    let accepts = gathering.field::<F>(reading, said.accepts, frame, RestField::Accepts, None);
    let offers = read_offers::<F>(reading, said.offers, frame, &mut gathering);
    let rejects = gathering.field::<F>(reading, said.rejects, frame, RestField::Rejects, None);
    let mut sets = Sets {
        asks: asks?,
        accepts: accepts?,
        offers: offers?,
        rejects: rejects?,
        rest: gathering.rest.map(|(field, _)| field),
        named: gathering.named,
    };
    if let Some((field, offer)) = gathering.rest {
        fill_rest(reading, at, frame, &mut sets, field, offer);
    }
    if sets.all_taken().any(|set| set.intersects(&sets.rejects)) {
        let both = sets.taken().intersection(&sets.rejects);
        let outcome = name_of_first(&both, &frame.issue.space);
        return Err(reading.error(at, &Fault::TakenAndRejected(outcome)));
    }
    Ok(sets)
}

impl Gathering {
    /// Reads one set of the stance; `Rest` is noted and filled in when all others are known.
    fn field<'a, F: Understand<'a>>(
        &mut self,
        reading: &mut Reading<'a>,
        set: Option<F::Set>,
        frame: &Frame<'_>,
        field: RestField,
        offer: Option<usize>,
    ) -> Result<OutcomeSet, LeftOut> {
        let Some(set) = set else {
            return Ok(OutcomeSet::EMPTY);
        };
        let at = F::set_place(&set);
        match read_set::<F>(reading, set, frame.issue)? {
            ReadSet::Outcomes { set, named } => {
                check_parts(reading, at, frame, &named)?;
                self.named = self.named.union(&named);
                Ok(set)
            }
            ReadSet::Rest if self.rest.is_some() => Err(reading.error(at, &Fault::RestTwice)),
            ReadSet::Rest => {
                self.rest = Some((field, offer));
                Ok(OutcomeSet::EMPTY)
            }
        }
    }
}

fn fill_rest<'a>(
    reading: &mut Reading<'a>,
    at: &'a str,
    frame: &Frame<'_>,
    sets: &mut Sets,
    field: RestField,
    offer: Option<usize>,
) {
    // An outcome that was heard of after the stance was made cannot be part of its "nothing else".
    let later = frame.issue.space.added_where(|added| {
        frame
            .date
            .is_none_or(|date| added.first_day() > date.first_day())
    });
    let others = sets.taken().union(&sets.rejects).union(&later);
    let rest = frame.issue.space.all().difference(&others);
    if rest.is_empty() {
        reading.warn(at, &Fault::RestIsEmpty);
    }
    match (field, offer) {
        (RestField::Asks, _) => sets.asks = rest,
        (RestField::Accepts, _) => sets.accepts = rest,
        (RestField::Rejects, _) => sets.rejects = rest,
        (RestField::Offers, Some(place)) => {
            if let Some(offer) = sets.offers.get_mut(place) {
                offer.outcomes = rest;
            }
        }
        (RestField::Offers, None) => {}
    }
}

/// An outcome for some parts only cannot be named by a stance that names none of them.
fn check_parts<'a>(
    reading: &mut Reading<'a>,
    at: &'a str,
    frame: &Frame<'_>,
    named: &OutcomeSet,
) -> Result<(), LeftOut> {
    let Ok(Some(parts)) = &frame.parts else {
        return Ok(());
    };
    let is_elsewhere = |outcome: &Outcome| {
        outcome
            .parts
            .as_ref()
            .is_some_and(|of| !of.iter().any(|part| parts.contains(part)))
    };
    let listed = frame.issue.space.outcomes();
    let wrong = (0_i64..)
        .zip(listed)
        .find(|&(index, outcome)| named.contains(index) && is_elsewhere(outcome))
        .map(|(_, outcome)| outcome);
    let beyond = frame.issue.space.beyond().filter(|_| named.has_beyond());
    let wrong = wrong.or(beyond.filter(|outcome| is_elsewhere(outcome)));
    let Some(outcome) = wrong else { return Ok(()) };
    let of = outcome
        .parts
        .iter()
        .flatten()
        .filter_map(|&part| frame.issue.parts.get(part));
    let labels: Vec<&str> = of.map(|part| part.label.as_str()).collect();
    let (outcome, parts) = (outcome.id.to_string(), labels.join(" and "));
    Err(reading.error(at, &Fault::OutcomeOfOtherPart { outcome, parts }))
}

fn read_offers<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    texts: Vec<F::Offer>,
    frame: &Frame<'_>,
    gathering: &mut Gathering,
) -> Result<Vec<Offer>, LeftOut> {
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    let mut offers = Vec::with_capacity(texts.len());
    for (place, text) in texts.into_iter().enumerate() {
        offers.push(read_offer::<F>(reading, text, frame, gathering, place));
    }
    offers.into_iter().collect()
}

fn read_offer<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    offer: F::Offer,
    frame: &Frame<'_>,
    gathering: &mut Gathering,
    place: usize,
) -> Result<Offer, LeftOut> {
    let at = F::offer_place(&offer);
    let OfferText { outcomes, provided } = F::offer(reading, offer)?;
    let outcomes = gathering.field::<F>(
        reading,
        Some(outcomes),
        frame,
        RestField::Offers,
        Some(place),
    );
    if provided.is_empty() {
        return Err(reading.error(at, &Fault::OfferWithoutCondition));
    }
    let provided: Vec<Result<Condition, LeftOut>> = provided
        .into_iter()
        .map(|condition| read_condition::<F>(reading, condition, frame))
        .collect();
    Ok(Offer {
        outcomes: outcomes?,
        provided: provided.into_iter().collect::<Result<_, _>>()?,
    })
}

fn read_condition<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    condition: F::Condition,
    frame: &Frame<'_>,
) -> Result<Condition, LeftOut> {
    let at = F::condition_place(&condition);
    let (issue, set, parts) = match F::condition(reading, condition)? {
        ConditionText::Words(words) => {
            return Ok(Condition::Words(
                reading.prose(at, Some(words)).unwrap_or_default(),
            ));
        }
        ConditionText::On(issue, set, parts) => (issue, set, parts),
    };
    let index = frame.known.issue_of_word::<F>(reading, &issue)?;
    let on = frame.known.get(index)?;
    if on.space == Space::Text {
        return Err(reading.error(F::word_place(&issue), &Fault::OnText("condition")));
    }
    let parts = read_parts::<F>(reading, parts.as_deref(), frame.known.parts_of(index)?, at);
    let outcomes = read_set_without_rest::<F>(reading, set, on)?;
    let parts = parts?;
    if index == frame.issue_index
        && let Ok(own) = &frame.parts
        && share_a_part(parts.as_deref(), own.as_deref())
    {
        return Err(reading.error(at, &Fault::ConditionOnOwnRow));
    }
    Ok(Condition::On {
        issue: index,
        outcomes,
        parts,
    })
}

/// Whether two lists of parts, where none means all, have one in common.
fn share_a_part(first: Option<&[usize]>, second: Option<&[usize]>) -> bool {
    match (first, second) {
        (Some(first), Some(second)) => first.iter().any(|part| second.binary_search(part).is_ok()),
        _ => true,
    }
}

/// The first outcome of a set as a file names it.
pub(super) fn name_of_first(set: &OutcomeSet, space: &Space) -> String {
    let first = set
        .ranges()
        .first()
        .and_then(|range| range.low().or(range.high()));
    let Some(index) = first else {
        let beyond = space.beyond().filter(|_| set.has_beyond());
        return beyond.map_or_else(
            || "every number".to_owned(),
            |outcome| outcome.id.to_string(),
        );
    };
    match space {
        Space::Options(outcomes) | Space::Scale(outcomes) => {
            let place = usize::try_from(index).unwrap_or(usize::MAX);
            outcomes
                .get(place)
                .map_or(String::new(), |outcome| outcome.id.to_string())
        }
        Space::Quantity(quantity) => quantity
            .value(index)
            .map_or(String::new(), |value| value.to_string()),
        Space::Dates(_) => {
            crate::model::day_of_number(index).map_or(String::new(), |day| day.to_string())
        }
        Space::Text => String::new(),
    }
}

/// A text with every run of white space as one space; `None` if there is nothing else in it.
fn spaced(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}
