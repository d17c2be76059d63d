//! Sources as numbered notes, and cites as lines.

use std::collections::HashMap;

use super::{CiteLine, Dates, DisputedLine, Note};
use crate::compare::RowComparison;
use crate::model::{Cite, Disputed, PartialDate, Source, Talks};

/// The cited sources in the order in which they are first cited.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The first source of each note, as an index into the sources of the talks.
    first: Vec<usize>,
    /// The number of the note for each source of the talks, from 1; 0 for those that are not cited.
    numbers: Vec<usize>,
}

/// What makes a source the same as another: all but its id, which is a matter of the file. Those of several files that
/// are the same share a note.
type Content<'t> = (
    &'t str,
    Option<&'t str>,
    Option<PartialDate>,
    [Option<&'t str>; 3],
);

impl Notes {
    /// Numbers the sources that these rows cite, in their order.
    pub(super) fn of<'c>(talks: &Talks, rows: impl Iterator<Item = &'c RowComparison>) -> Self {
        let mut numbers = vec![0; talks.sources.len()];
        let mut first = Vec::new();
        let mut by_content: HashMap<Content<'_>, usize> = HashMap::new();
        for &cited in rows.flat_map(|row| &row.cited) {
            let (Some(number @ 0), Some(source)) =
                (numbers.get_mut(cited), talks.sources.get(cited))
            else {
                continue;
            };
            let next = first.len() + 1;
            *number = *by_content.entry(content(source)).or_insert(next);
            if *number == next {
                first.push(cited);
            }
        }
        Self { first, numbers }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.first.len()
    }

    /// The numbers of the notes for these cites, each once, in ascending order.
    pub(super) fn numbers<'a>(&self, cites: impl Iterator<Item = &'a Cite>) -> Vec<usize> {
        let number = |cite: &Cite| self.numbers.get(cite.source).copied();
        let mut numbers: Vec<usize> = cites.filter_map(number).filter(|&one| one > 0).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The notes themselves.
    pub(super) fn list(&self, talks: &Talks, dates: Dates) -> Vec<Note> {
        let sources = self
            .first
            .iter()
            .filter_map(|&index| talks.sources.get(index));
        sources
            .enumerate()
            .map(|(place, source)| Note {
                number: place + 1,
                text: in_one_line(source, dates),
                url: source.url.clone(),
            })
            .collect()
    }
}

fn content(source: &Source) -> Content<'_> {
    (
        &source.title,
        source.publisher.as_deref(),
        source.date,
        [&source.url, &source.grade, &source.note].map(Option::as_deref),
    )
}

fn in_one_line(source: &Source, dates: Dates) -> String {
    let mut line = source.title.clone();
    let from = origin(source, dates);
    if !from.is_empty() {
        line = format!("{}. {from}", line.trim_end_matches('.'));
    }
    if let Some(grade) = &source.grade {
        line = format!("{line} [{grade}]");
    }
    if let Some(note) = &source.note {
        line = format!("{line}. {note}");
    }
    // An address may follow.
    let end = if line.ends_with(['.', '!', '?', '…']) {
        ""
    } else {
        "."
    };
    format!("{line}{end}")
}

fn origin(source: &Source, dates: Dates) -> String {
    let parts = [
        source.publisher.clone(),
        source.date.map(|date| dates.words(date)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Cites as lines for the details pane.
pub(super) fn cite_lines(cites: &[Cite], talks: &Talks) -> Vec<CiteLine> {
    let line = |cite: &Cite| {
        let source = talks.sources.get(cite.source)?;
        let title = match cite.at() {
            Some(at) => format!("{}, {at}", source.title),
            None => source.title.clone(),
        };
        Some(CiteLine {
            title,
            from: origin(source, Dates::default()),
            url: source.url.clone(),
            speaker: cite.speaker().map(str::to_owned),
            quote: cite.quote().map(str::to_owned),
            grade: source.grade.as_deref().map(grade_in_words),
        })
    };
    cites.iter().filter_map(line).collect()
}

/// What other sources say, as lines for the details pane.
pub(super) fn disputed_lines(disputed: &[Disputed], talks: &Talks) -> Vec<DisputedLine> {
    let line = |one: &Disputed| DisputedLine {
        summary: one.summary.clone(),
        cites: cite_lines(&one.cites, talks),
    };
    disputed.iter().map(line).collect()
}

/// An Admiralty code with what it means.
fn grade_in_words(grade: &str) -> String {
    let mut letters = grade.chars();
    let reliability = match letters.next() {
        Some('A') => "reliable source",
        Some('B') => "usually reliable source",
        Some('C') => "fairly reliable source",
        Some('D') => "not usually reliable source",
        Some('E') => "unreliable source",
        _ => "reliability of the source unknown",
    };
    let credibility = match letters.next() {
        Some('1') => "confirmed by others",
        Some('2') => "probably true",
        Some('3') => "possibly true",
        Some('4') => "doubtful",
        Some('5') => "improbable",
        _ => "truth cannot be judged",
    };
    format!("{grade}: {reliability}, {credibility}")
}
