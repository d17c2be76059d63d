//! What a party itself has said of a proposal.

use super::Dates;
use super::words::list;
use crate::model::{ProposalAnswer, ProposalResponse, Talks};

/// The answer of a party, without its name: "refuses it on “Status of the regions” (April 2025): …". One that speaks to
/// some issues alone says so.
pub(super) fn stated_words(talks: &Talks, answer: &ProposalAnswer, dates: Dates) -> String {
    let says = match answer.says {
        ProposalResponse::Accepts => "accepts it",
        ProposalResponse::Amends => "asks for changes to it",
        ProposalResponse::Refuses => "refuses it",
    };
    let issues = answer.issues.iter().flatten();
    let titles = issues.filter_map(|&issue| talks.agenda.issues.get(issue));
    let titles: Vec<String> = titles.map(|issue| format!("“{}”", issue.title)).collect();
    let on = if titles.is_empty() {
        String::new()
    } else {
        format!(" on {}", list(&titles, "and"))
    };
    let when = answer
        .date
        .map_or(String::new(), |date| format!(" ({})", dates.words(date)));
    let what = answer
        .summary
        .as_ref()
        .map_or(String::new(), |summary| format!(": {summary}"));
    format!("{says}{on}{when}{what}")
}
