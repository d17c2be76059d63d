//! What comes out of all rows together, in sentences.

use super::headline::in_words;
use super::words::{counted, list};
use super::{Finding, Material};
use crate::compare::{MatchedOffers, SequenceConflict, Verdict, Wish, pairs as pairs_of};

/// Beyond this many parties, pairs are for a table of their own and not for sentences.
const PARTIES_IN_PAIRS: usize = 8;

/// All findings that there are.
pub(super) fn findings(material: Material<'_>) -> Vec<Finding> {
    let comparison = material.comparison;
    let all = [
        (
            "What is to come first",
            comparison
                .sequence_conflicts
                .iter()
                .map(|one| conflict(material, one))
                .collect(),
        ),
        (
            "Offers that match",
            comparison
                .matched_offers
                .iter()
                .map(|one| matched(material, *one))
                .collect(),
        ),
        ("Not spoken", not_spoken(material)),
        ("Every two parties", pairs(material)),
    ];
    let all = all
        .into_iter()
        .map(|(title, sentences): (&str, Vec<String>)| Finding {
            title: title.to_owned(),
            sentences,
        });
    all.filter(|finding| !finding.sentences.is_empty())
        .collect()
}

fn name(material: Material<'_>, place: usize) -> &str {
    let party = material.comparison.question.parties.get(place);
    let position = party.and_then(|&party| material.talks.positions.get(party));
    position.map_or("", |position| &position.party.name)
}

/// "Circle: … Russia wants “Withdrawal” before “Ceasefire”; Ukraine wants “Ceasefire” before “Withdrawal”."
fn conflict(material: Material<'_>, conflict: &SequenceConflict) -> String {
    let agenda = &material.talks.agenda;
    let wish = |wish: &Wish| {
        let (first, then) = (agenda.title_of(wish.first), agenda.title_of(wish.then));
        format!(
            "{} wants “{first}” before “{then}”",
            name(material, wish.party)
        )
    };
    let wishes: Vec<String> = conflict.wishes.iter().map(wish).collect();
    format!("The wishes run in a circle: {}.", wishes.join("; "))
}

fn matched(material: Material<'_>, offers: MatchedOffers) -> String {
    let title = |issue: usize| {
        material
            .talks
            .agenda
            .issues
            .get(issue)
            .map_or("", |issue| &issue.title)
    };
    format!(
        "{} offers something on “{}” if “{}” goes its way, and {} the other way round.",
        name(material, offers.parties.0),
        title(offers.issues.0),
        title(offers.issues.1),
        name(material, offers.parties.1),
    )
}

fn not_spoken(material: Material<'_>) -> Vec<String> {
    let missing = material
        .comparison
        .not_spoken()
        .enumerate()
        .filter(|(_, count)| *count > 0);
    let parts: Vec<String> = missing
        .map(|(place, count)| {
            format!(
                "{} on {}",
                name(material, place),
                counted(count, "row", "rows")
            )
        })
        .collect();
    if parts.is_empty() {
        return Vec::new();
    }
    vec![format!(
        "Rows on which another party has spoken and this one has not: {}.",
        list(&parts, "and")
    )]
}

fn pairs(material: Material<'_>) -> Vec<String> {
    let comparison = material.comparison;
    let parties = comparison.question.parties.len();
    if !(3..=PARTIES_IN_PAIRS).contains(&parties) {
        return Vec::new();
    }
    let pair = |pair: &crate::compare::Pair| {
        let (first, second) = (
            name(material, pair.parties.0),
            name(material, pair.parties.1),
        );
        let counts = in_words(&pair.counts, Verdict::is_compared);
        match pair.counts.common() {
            Some(share) => format!(
                "{first} and {second}: {counts}; {} of {} in common.",
                share.of, share.out_of
            ),
            None => match pair.counts.get(Verdict::Text) {
                0 => format!("{first} and {second} have not both spoken on any row."),
                rows => format!(
                    "{first} and {second} have both spoken only of wording, on {}, and nothing is computed from words.",
                    counted(rows, "row", "rows")
                ),
            },
        }
    };
    pairs_of(material.talks, &comparison.question)
        .iter()
        .map(pair)
        .collect()
}
