//! Numbers and days as people type them, made into sets of outcomes, and back.

use jiff::civil::Date;
use ron::value::RawValue;

use super::reading::Reading;
use super::sets::{is_number, read_plain_set};
use super::writing::quoted;
use crate::model::{
    DateError, Id, Issue, OutcomeSet, PartialDate, Party, Range, Space, Talks, day_of_number,
};

/// Words before a number or a day that make it the lowest, or the highest.
const LOWEST: [&str; 5] = ["at least ", ">=", "≥", "from ", "not before "];
const HIGHEST: [&str; 6] = ["at most ", "<=", "≤", "up to ", "by ", "not after "];
/// The same, written after it.
const OR_HIGHER: [&str; 3] = [" or more", " or later", " or higher"];
const OR_LOWER: [&str; 4] = [" or less", " or fewer", " or earlier", " or lower"];
/// Words between two ends.
const BETWEEN: [&str; 5] = [" to ", "–", "..", "…", " and "];

/// Why what was typed was not taken, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TypedError {
    /// It is no number.
    #[error(
        "“{0}” is no number. Numbers are typed as 85000, as “at most 85000” or as “80000 to 90000”."
    )]
    NoNumber(String),
    /// It is no day.
    #[error(
        "“{0}” is no day. Days are typed as 2025-06-02 or 2 June 2025, as “by 2025-06-02” or as “2025-06-02 to 2025-07-01”."
    )]
    NoDay(String),
    /// It is one that the issue does not have.
    #[error("“{typed}” was not taken: {why}.")]
    Refused {
        /// What was typed.
        typed: String,
        /// What is wrong with it.
        why: String,
    },
    /// It is no date.
    #[error("“{0}” is no date. Dates are typed as 2025-07-23, 23 July 2025, 2025-07 or 2025.")]
    NoDate(String),
    /// It is a date that the calendar does not have.
    #[error("“{0}” is no date: there is no such day in the calendar.")]
    NoSuchDay(String),
    /// It is a date, and a whole one is wanted.
    #[error("“{0}” names no single day. Days are typed as 2025-07-23 or 23 July 2025.")]
    NotWhole(String),
    /// It is none of the parties, and no id can be made of it.
    #[error(
        "“{0}” is none of the parties. Names of others are typed in Latin letters, with commas between them."
    )]
    NoParty(String),
}

/// Reads what was typed for an issue of numbers or days: “85,000”, “at most 85,000”, “2025-06-02 to 2025-07-01”.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn typed_set(text: &str, issue: &Issue) -> Result<OutcomeSet, TypedError> {
    let typed = text.trim();
    let refused = |why: String| TypedError::Refused {
        typed: typed.to_owned(),
        why,
    };
    let ron = as_ron(typed, issue)?;
    let raw = RawValue::from_ron(&ron).map_err(|error| refused(error.to_string()))?;
    let mut reading = Reading::new("", &ron);
    read_plain_set(&mut reading, raw, issue).map_err(|_| {
        let problem = reading.problems.into_iter().next();
        refused(problem.map_or_else(String::new, |problem| problem.message))
    })
}

/// Reads a date that was typed; nothing was typed, nothing is read.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn typed_date(text: &str) -> Result<Option<PartialDate>, TypedError> {
    let typed = text.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    match PartialDate::parse(typed) {
        Ok(date) => Ok(Some(date)),
        Err(DateError::NoSuchDay) => Err(TypedError::NoSuchDay(typed.to_owned())),
        Err(DateError::Form) => match day_in_words(typed) {
            Some(day) => Ok(Some(PartialDate::from(day))),
            None => Err(TypedError::NoDate(typed.to_owned())),
        },
    }
}

/// A day as the program itself writes it: "23 July 2025". Files know the years from 1 on.
fn day_in_words(words: &str) -> Option<Date> {
    let day = Date::strptime("%d %B %Y", words).ok();
    day.filter(|day| day.year() > 0)
}

/// Reads a whole day that was typed; nothing was typed, nothing is read.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn typed_day(text: &str) -> Result<Option<Date>, TypedError> {
    let date = typed_date(text)?;
    let whole = |date: PartialDate| {
        date.whole()
            .ok_or_else(|| TypedError::NotWhole(text.trim().to_owned()))
    };
    date.map(whole).transpose()
}

/// Reads the names of those who put a proposal forward: “United States, Ukraine”. Parties are known by name and by id;
/// of other names, ids are made.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn typed_parties(text: &str, talks: &Talks) -> Result<Vec<Id>, TypedError> {
    let mut known: Vec<&Party> = parties(talks).collect();
    // A name may hold a comma, and begin as another does.
    known.sort_by_key(|party| std::cmp::Reverse(party.name.len()));
    let mut ids: Vec<Id> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let named = known.iter().find_map(|party| {
            let mut words = [party.name.as_str(), party.id.as_str()].into_iter();
            let after = words.find_map(|word| after_name(rest, word))?;
            Some((party.id.clone(), after))
        });
        let (id, after) = match named {
            Some(named) => named,
            None => other_name(rest)?,
        };
        if !ids.contains(&id) {
            ids.push(id);
        }
        rest = after.trim_start_matches(|letter: char| letter.is_whitespace() || is_comma(letter));
    }
    Ok(ids)
}

/// How these names are typed.
pub fn parties_as_typed(ids: &[Id], talks: &Talks) -> String {
    let names: Vec<&str> = ids.iter().map(|id| talks.name_of(id)).collect();
    names.join(", ")
}

fn parties(talks: &Talks) -> impl Iterator<Item = &Party> {
    let opened = talks.positions.iter().map(|position| &position.party);
    opened.chain(&talks.agenda.parties)
}

fn is_comma(letter: char) -> bool {
    matches!(letter, ',' | ';')
}

/// What follows a name, if the text begins with it, whatever the case.
fn after_name<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let after = text.get(name.len()..)?.trim_start();
    let is_same = text.get(..name.len())?.to_lowercase() == name.to_lowercase();
    (is_same && (after.is_empty() || after.starts_with(is_comma))).then_some(after)
}

/// A name that no party has, as an id, and what follows it.
fn other_name(text: &str) -> Result<(Id, &str), TypedError> {
    let (name, after) = text.split_once(is_comma).unwrap_or((text, ""));
    let words: Vec<String> = name
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let is_latin = name.is_ascii();
    match Id::new(&words.join("-")) {
        Ok(id) if is_latin => Ok((id, after)),
        _ => Err(TypedError::NoParty(name.trim().to_owned())),
    }
}

/// How these numbers or days are typed; nothing for sets that take more words than that.
pub fn as_typed(set: &OutcomeSet, space: &Space) -> Option<String> {
    let all = space.all();
    let range = match &*set.ranges() {
        [] if set.has_beyond() => return space.beyond().map(|beyond| beyond.label.clone()),
        [range] => *range,
        _ => return None,
    };
    let bounds = all.ranges().first().copied();
    let low = range
        .low()
        .filter(|low| bounds.and_then(Range::low) != Some(*low));
    let high = range
        .high()
        .filter(|high| bounds.and_then(Range::high) != Some(*high));
    let is_single = range.low().is_some() && range.low() == range.high();
    if set.has_beyond() && (high.is_some() || is_single) {
        return None;
    }
    let words = |index: i64| match space {
        Space::Quantity(quantity) => quantity.value(index).map(|value| value.to_string()),
        Space::Dates(_) => day_of_number(index).map(|day| day.to_string()),
        Space::Options(_) | Space::Scale(_) | Space::Text => None,
    };
    let words = |index: Option<i64>| index.map(words);
    let is_days = matches!(space, Space::Dates(_));
    Some(match (words(low), words(high)) {
        _ if is_single => words(range.low())??,
        (Some(low), Some(high)) => format!("{} to {}", low?, high?),
        (Some(low), None) if space.beyond().is_some() && !set.has_beyond() => match range.high() {
            Some(high) => format!("{} to {}", low?, words(Some(high))??),
            None => return None,
        },
        (Some(low), None) if is_days => format!("{} or later", low?),
        (None, Some(high)) if is_days => format!("{} or earlier", high?),
        (Some(low), None) => format!("at least {}", low?),
        (None, Some(high)) => format!("at most {}", high?),
        (None, None) if set.has_beyond() => "anything".to_owned(),
        (None, None) => "any".to_owned(),
    })
}

/// What was typed, as it would be written in a file.
fn as_ron(text: &str, issue: &Issue) -> Result<String, TypedError> {
    let value = |words: &str| value(words, issue);
    let lower = text.to_lowercase();
    let is_quantity = matches!(issue.space, Space::Quantity(_));
    match lower.as_str() {
        "any" | "any number" if is_quantity => return Ok("AnyNumber".to_owned()),
        "anything" | "any" | "any day" => return Ok("Anything".to_owned()),
        _ => {}
    }
    if let Some(beyond) = issue.space.beyond()
        && (lower == beyond.label.to_lowercase() || lower == beyond.id.as_str())
    {
        return Ok(format!("Only({})", quoted(beyond.id.as_str())));
    }
    let before = |words: &[&str]| words.iter().find_map(|word| lower.strip_prefix(word));
    let after = |words: &[&str]| {
        let bare = without_unit(&lower, issue);
        words
            .iter()
            .find_map(|word| lower.strip_suffix(word).or_else(|| bare.strip_suffix(word)))
            .map(str::to_owned)
    };
    let ends = |words: &str| {
        let words_between = || BETWEEN.iter().find_map(|word| words.split_once(word));
        let hyphen_between = || split_at_hyphen(words).filter(|_| is_quantity);
        let (low, high) = words_between().or_else(hyphen_between)?;
        Some((value(low), value(high)))
    };
    if let Some((Ok(low), Ok(high))) = lower.strip_prefix("from ").and_then(ends) {
        return Ok(format!("Between({low}, {high})"));
    }
    if let Some(rest) = before(&LOWEST) {
        return Ok(format!("AtLeast({})", value(rest)?));
    }
    if let Some(rest) = before(&HIGHEST) {
        return Ok(format!("AtMost({})", value(rest)?));
    }
    if let Some(rest) = after(&OR_HIGHER) {
        return Ok(format!("AtLeast({})", value(&rest)?));
    }
    if let Some(rest) = after(&OR_LOWER) {
        return Ok(format!("AtMost({})", value(&rest)?));
    }
    let both = lower.strip_prefix("between ").unwrap_or(&lower);
    Ok(match ends(both) {
        Some((low, high)) => format!("Between({}, {})", low?, high?),
        None => format!("Only({})", value(&lower)?),
    })
}

/// What stands on both sides of a hyphen after a figure: before one, it is the sign of a number.
fn split_at_hyphen(words: &str) -> Option<(&str, &str)> {
    let mut hyphens = words.match_indices('-');
    let parts = hyphens.find_map(|(at, _)| {
        let (low, high) = words.split_at_checked(at)?;
        let follows_figure = low.ends_with(|letter: char| letter.is_ascii_digit());
        follows_figure.then_some((low, high))
    });
    parts.and_then(|(low, high)| Some((low, high.strip_prefix('-')?)))
}

/// One number or day, as it would be written in a file.
fn value(words: &str, issue: &Issue) -> Result<String, TypedError> {
    let words = words.trim();
    if !matches!(issue.space, Space::Quantity(_)) {
        if let Some(day) = day_in_words(words) {
            return Ok(quoted(&day.to_string()));
        }
        let is_day = |letter: char| letter.is_ascii_digit() || letter == '-';
        return if words.starts_with(|first: char| first.is_ascii_digit())
            && words.chars().all(is_day)
        {
            Ok(quoted(words))
        } else {
            Err(TypedError::NoDay(words.to_owned()))
        };
    }
    number(without_unit(words, issue)).ok_or_else(|| TypedError::NoNumber(words.to_owned()))
}

/// A number without what stands between its thousands. Anywhere else, a comma or a space may mean something different:
/// to many people “0,5” is a half.
fn number(words: &str) -> Option<String> {
    let words = words.replace('−', "-");
    let unsigned = words.strip_prefix(['-', '+']).unwrap_or(&words).trim();
    let sign = if words.starts_with('-') { "-" } else { "" };
    let (whole, point, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, ".", fraction),
        None => (unsigned, "", ""),
    };
    let is_separator = |letter: char| matches!(letter, ',' | '_') || letter.is_whitespace();
    let is_grouped = whole.contains(is_separator);
    let mut groups = whole.split(is_separator);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let is_fine =
        !is_grouped || (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    let digits = format!("{first}{}{point}{fraction}", rest.concat());
    let is_number = is_number(&digits)
        && digits
            .chars()
            .all(|letter| letter.is_ascii_digit() || letter == '.');
    (is_fine && is_number).then(|| format!("{sign}{digits}"))
}

fn without_unit<'w>(words: &'w str, issue: &Issue) -> &'w str {
    let unit = match &issue.space {
        Space::Quantity(quantity) => quantity.unit.to_lowercase(),
        _ => String::new(),
    };
    let words = words.trim();
    words.strip_suffix(unit.as_str()).unwrap_or(words).trim()
}
