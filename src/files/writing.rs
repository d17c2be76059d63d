//! Proposals: model to text.

use super::reading::is_hidden;
use crate::model::{
    Agenda, Id, Issue, OutcomeSet, Proposal, Quantity, Range, Space, Term, day_of_number,
};

/// How many outcomes a list may name, where no range says the same.
const LONGEST_LIST: u64 = 1_000;

/// Why a proposal cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("What the proposal says on “{0}” cannot be written in one term.")]
pub struct Unwritable(String);

/// The text of a file that reads back as this proposal, without a problem. What it cites is left out.
///
/// # Errors
/// If a set of outcomes cannot be written, as no set is that was read from a file, typed or picked.
pub fn proposal_text(agenda: &Agenda, proposal: &Proposal) -> Result<String, Unwritable> {
    let mut lines = vec![
        "Proposal(".to_owned(),
        format!("    id: {},", quoted(proposal.id.as_str())),
        format!("    title: {},", quoted(&without_hidden(&proposal.title))),
    ];
    if !proposal.by.is_empty() {
        let by = list(proposal.by.iter().map(Id::as_str));
        lines.push(format!("    by: {by},"));
    }
    if let Some(date) = proposal.date {
        lines.push(format!("    date: {},", quoted(&date.to_string())));
    }
    lines.push("    terms: [".to_owned());
    for term in &proposal.terms {
        lines.push(format!("        {},", term_text(agenda, term)?));
    }
    lines.extend(["    ],", ")", ""].map(str::to_owned));
    Ok(lines.join("\n"))
}

/// A text in quotation marks, with everything escaped that would end it or mean something in it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted += "\\n",
            '\r' => quoted += "\\r",
            '\t' => quoted += "\\t",
            letter if is_hidden(letter) => {
                quoted.extend(letter.escape_unicode());
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// A title without the characters that no title may have.
pub fn without_hidden(title: &str) -> String {
    let spaced = |letter: char| if letter.is_whitespace() { ' ' } else { letter };
    let shown = title.chars().map(spaced);
    shown.filter(|letter| !is_hidden(*letter)).collect()
}

fn list<'t>(items: impl Iterator<Item = &'t str>) -> String {
    let items: Vec<String> = items.map(quoted).collect();
    format!("[{}]", items.join(", "))
}

fn term_text(agenda: &Agenda, term: &Term) -> Result<String, Unwritable> {
    let unknown = || Unwritable(String::new());
    let issue = agenda.issues.get(term.issue).ok_or_else(unknown)?;
    let mut fields = vec![format!("issue: {}", quoted(issue.id.as_str()))];
    if let Some(parts) = &term.parts {
        let parts = parts.iter().filter_map(|&part| issue.parts.get(part));
        fields.push(format!(
            "parts: {}",
            list(parts.map(|part| part.id.as_str()))
        ));
    }
    let is = set_text(&term.is, issue).ok_or_else(|| Unwritable(issue.title.clone()))?;
    fields.push(format!("is: {is}"));
    if let Some(terms) = &term.qualifier {
        fields.push(format!("qualifier: {}", quoted(&without_hidden(terms))));
    }
    Ok(format!("Term({})", fields.join(", ")))
}

/// A set of outcomes as it is written; nothing if that takes more than one set.
fn set_text(set: &OutcomeSet, issue: &Issue) -> Option<String> {
    if set.is_empty() {
        return None;
    }
    match &issue.space {
        Space::Options(known) | Space::Scale(known) => {
            let ids = set.indices().map(|index| {
                let place = usize::try_from(index).ok()?;
                Some(quoted(known.get(place)?.id.as_str()))
            });
            points(&ids.collect::<Option<Vec<_>>>()?)
        }
        Space::Quantity(quantity) => numbers(set, quantity, issue),
        Space::Dates(_) => {
            let written = |index: i64| Some(quoted(&day_of_number(index)?.to_string()));
            range(set, issue, written).or_else(|| points(&each(set, written)?))
        }
        Space::Text => None,
    }
}

fn numbers(set: &OutcomeSet, quantity: &Quantity, issue: &Issue) -> Option<String> {
    let written = |index: i64| Some(quantity.value(index)?.to_string());
    let beyond = quantity.beyond.as_ref();
    let beyond = beyond
        .filter(|_| set.has_beyond())
        .map(|beyond| quoted(beyond.id.as_str()));
    if !set.has_numbers() {
        return points(&[beyond?]);
    }
    if *set == OutcomeSet::range(quantity.min, quantity.max) {
        return Some("AnyNumber".to_owned());
    }
    range(set, issue, written).or_else(|| {
        let mut values = each(set, written)?;
        values.extend(beyond);
        points(&values)
    })
}

/// One range in the words for ranges; nothing if these would mean another set.
fn range(
    set: &OutcomeSet,
    issue: &Issue,
    written: impl Fn(i64) -> Option<String>,
) -> Option<String> {
    let [only] = *set.ranges() else {
        return None;
    };
    let all = issue.space.all();
    if *set == all {
        return Some("Anything".to_owned());
    }
    let bounds = all.ranges().first().copied();
    let is_lowest = only.low() == bounds.and_then(Range::low);
    let is_highest = only.high() == bounds.and_then(Range::high);
    let reaches_beyond = issue.space.beyond().is_none() || set.has_beyond();
    match (only.low(), only.high()) {
        (Some(low), _) if is_highest && reaches_beyond => {
            Some(format!("AtLeast({})", written(low)?))
        }
        _ if set.has_beyond() => None,
        (Some(low), Some(high)) if low == high => Some(format!("Only({})", written(low)?)),
        (_, Some(high)) if is_lowest => Some(format!("AtMost({})", written(high)?)),
        (Some(low), Some(high)) => Some(format!("Between({}, {})", written(low)?, written(high)?)),
        _ => None,
    }
}

fn each(set: &OutcomeSet, written: impl Fn(i64) -> Option<String>) -> Option<Vec<String>> {
    set.count().filter(|count| *count <= LONGEST_LIST)?;
    set.indices().map(written).collect()
}

fn points(values: &[String]) -> Option<String> {
    match values {
        [] => None,
        [only] => Some(format!("Only({only})")),
        several => Some(format!("OneOf([{}])", several.join(", "))),
    }
}
