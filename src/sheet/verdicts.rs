//! Verdicts in words.

use super::words::{self, counted};
use crate::compare::{RowComparison, Verdict};
use crate::model::{Issue, Space};
use rust_decimal::Decimal;

/// The word for a verdict.
pub fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Aligned => "Aligned",
        Verdict::Overlap => "Overlap",
        Verdict::Gap => "Gap",
        Verdict::Opposed => "Opposed",
        Verdict::OneSided => "One-sided",
        Verdict::Unstated => "Unstated",
        Verdict::Text => "Wording",
    }
}

/// What a verdict means, in one sentence.
pub fn verdict_meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Aligned => "All who have spoken ask for the same outcome on the same terms.",
        Verdict::Overlap => "There is an outcome that all who have spoken would take.",
        Verdict::Gap => {
            "No outcome that all would take, and nobody refuses all that another would take."
        }
        Verdict::Opposed => "One party refuses everything that another would take.",
        Verdict::OneSided => "Only one party has spoken.",
        Verdict::Unstated => "No party has spoken.",
        Verdict::Text => "Words side by side; nothing is computed.",
    }
}

/// What the word for the verdict leaves out: how far apart, on which terms.
pub(super) fn detail(row: &RowComparison, issue: &Issue) -> Option<String> {
    let mut parts = Vec::new();
    parts.extend(distance(row, issue));
    if row.is_qualified {
        parts.push("different terms".to_owned());
    }
    if row.is_conditional {
        parts.push("on conditions".to_owned());
    }
    if matches!(row.reason, crate::compare::Reason::Assessed(_)) {
        parts.push("a person's judgement".to_owned());
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// How far apart the answers are: "165,000 troops apart".
pub(super) fn distance(row: &RowComparison, issue: &Issue) -> Option<String> {
    let steps = row.distance?.steps;
    if steps == 0 {
        return Some("no outcome for all".to_owned());
    }
    let plain = || usize::try_from(steps).unwrap_or(usize::MAX);
    Some(match &issue.space {
        Space::Quantity(quantity) => {
            let apart = i64::try_from(steps)
                .ok()
                .and_then(|steps| quantity.value(steps));
            // "5% apart" would say that one is 5% larger than the other.
            let unit = match (quantity.unit.as_str(), apart) {
                ("%", Some(one)) if one == Decimal::ONE => "percentage point",
                ("%", _) => "percentage points",
                (unit, _) => unit,
            };
            let words = apart.map_or_else(|| steps.to_string(), |apart| words::number(apart, unit));
            format!("{words} apart")
        }
        Space::Dates(_) => format!("{} apart", counted(plain(), "day", "days")),
        _ => format!("{} apart", counted(plain(), "step", "steps")),
    })
}
