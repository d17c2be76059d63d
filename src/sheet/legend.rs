//! What the words and marks mean, and how the comparison is made.

use super::includes::NOTES_NAME_SOURCES;
use super::movement::movement_legend;
use super::responses::response_word;
use super::verdicts::{verdict_meaning, verdict_word};
use super::{Dates, Legend, LegendMark, LegendVerdict, LegendWord, Mark, Material};
use crate::compare::{Question, Response, Verdict};

/// The legend.
pub fn legend() -> Legend {
    let verdict = |verdict| LegendVerdict {
        verdict,
        word: verdict_word(verdict),
        meaning: verdict_meaning(verdict),
    };
    let mark = |mark, word, meaning| LegendMark {
        mark,
        word,
        meaning,
    };
    Legend {
        verdicts: Verdict::ALL.into_iter().map(verdict).collect(),
        marks: vec![
            mark(Mark::Asked, "Asked for", "The party demands this outcome."),
            mark(Mark::Acceptable, "Would take", "The party would also take it, if need be on a condition that nobody refuses."),
            mark(Mark::NotStated, "Not stated", "The party has said nothing of it; that is neither yes nor no."),
            mark(Mark::Refused, "Refused", "The party has ruled it out, by name or by saying “nothing else”."),
            mark(Mark::Contradicted, "Contradicted", "The party has said yes and no to it on one day."),
        ],
        outline: "A solid outline goes round the zone: what all have asked for, or else what all would take. Where \
                  there is none, a dashed outline goes round the room: what nobody has refused so far."
            .to_owned(),
        words: Vec::new(),
    }
}

/// The legend with the words that only some sheets have: those for changes, and those for responses to proposals.
pub(super) fn legend_of(material: Material<'_>) -> Legend {
    let mut words = Vec::new();
    if material.comparison.question.since.is_some() {
        words.push(LegendWord {
            word: "Then".to_owned(),
            meaning: "In the words for changes: the day since which they are told.",
        });
        let changes = movement_legend().into_iter();
        words.extend(changes.map(|(word, meaning)| LegendWord { word, meaning }));
    }
    if !material.proposals.is_empty() {
        let response = |response, meaning| LegendWord {
            word: response_word(response).to_owned(),
            meaning,
        };
        words.extend([
            response(
                Response::PartlyRefused,
                "The party refuses some of what a proposal says on the issue, and not all of it.",
            ),
            response(
                Response::Silent,
                "The party has said nothing on an issue of which a proposal speaks.",
            ),
        ]);
    }
    Legend { words, ..legend() }
}

/// How the comparison is made, a paragraph each.
pub(super) fn method(question: &Question, dates: Dates) -> Vec<String> {
    let mut paragraphs = vec![
        "Each row is one issue, or one part of an issue that is decided place by place. For each party the row takes \
         what its statements add up to on the day of the comparison: a later statement replaces an earlier one unless \
         it adds to it, and one that has ended or was withdrawn no longer counts."
            .to_owned(),
        "A party asks for outcomes, would also take some, offers some on conditions, and refuses some. What it has not \
         spoken of is not stated, and is never counted as yes, as no or as a number."
            .to_owned(),
        "The verdict says how the answers of those who have spoken relate. An offer counts unless another party refuses \
         its condition. Parties that have not spoken are named and never change a verdict. The distance is that of the \
         two parties farthest apart, between the outcomes where they come closest."
            .to_owned(),
        "The comparison counts rows and gives no scores. Statements are paraphrased.".to_owned(),
        NOTES_NAME_SOURCES.to_owned(),
    ];
    if let Some(from) = question.from {
        paragraphs.push(format!(
            "Only statements from {} on are counted.",
            dates.day(from)
        ));
    }
    paragraphs
}
