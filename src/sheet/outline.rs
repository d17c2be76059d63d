//! Which rows are shown, under which themes and parents, and what is said of all of them together.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::extremes::extremes;
use super::findings::findings;
use super::headline::{in_words, left_out, party_names, spoken_by, tally, totals};
use super::legend::{legend_of, method};
use super::movement;
use super::notes::Notes;
use super::proposal_section::sections;
use super::row_texts::{RowTexts, Scratch};
use super::sieve::Sieve;
use super::wanted::Wanted;
use super::{
    ChangeFilter, Extreme, Filters, Includes, Line, Material, Outline, ParentLine, PartyHead,
    RowHead, TallyPiece, ThemeLine,
};
use crate::compare::{Comparison, Counts, RowComparison};
use crate::model::Issue;
use crate::threads::on_all_cores;

/// Makes the outline of a comparison. A text is looked for in these texts of its rows.
pub fn outline(material: Material<'_>, filters: &Filters, texts: &RowTexts) -> Outline {
    let agenda = &material.talks.agenda;
    let question = &material.comparison.question;
    let heads = question
        .parties
        .iter()
        .enumerate()
        .filter_map(|(place, &party)| {
            let party = &material.talks.positions.get(party)?.party;
            Some(PartyHead {
                id: party.id.to_string(),
                name: party.name.clone(),
                spoken: spoken_by(material, place),
            })
        });
    let title = if agenda.title.is_empty() {
        party_names(material).join(" – ")
    } else {
        agenda.title.clone()
    };
    let changes = movement::counts(material);
    let (tally, extremes) = (tally(material, &changes), extremes(material));
    let all = Outline {
        title,
        summary: agenda.summary.clone(),
        headline: in_short(&tally, &extremes),
        tally,
        extremes,
        left_out: left_out(material.left_out),
        as_of: question
            .as_of
            .map(|day| material.dates.day(day).to_string()),
        from: question.from.map(|day| material.dates.day(day).to_string()),
        since: question
            .since
            .map(|day| material.dates.day(day).to_string()),
        parties: heads.collect(),
        totals: totals(&material.comparison.counts),
        changes,
        filters: None,
        proposals: Vec::new(),
        lines: Vec::new(),
        findings: findings(material),
        legend: legend_of(material),
        method: method(question, material.dates),
        includes: Includes::default(),
        notes: Vec::new(),
        inputs: material.inputs.to_vec(),
        program: concat!("Common Ground ", env!("CARGO_PKG_VERSION")).to_owned(),
        problems: material
            .problems
            .iter()
            .map(|problem| problem.without_folder().to_string())
            .collect(),
    };
    all.with_filters(material, filters, texts)
}

impl Outline {
    /// The same with other filters: what is said of all rows together does not hang on them.
    #[must_use]
    pub fn with_filters(self, material: Material<'_>, filters: &Filters, texts: &RowTexts) -> Self {
        let (lines, hidden) = lines(material, &shown(material, filters, texts));
        Self {
            filters: filters.in_words(hidden),
            proposals: sections(material, &lines),
            lines,
            ..self
        }
    }

    /// How many sources the rows cite that are shown.
    pub fn n_sources(&self, material: Material<'_>) -> usize {
        self.numbered(material).count()
    }

    /// The sources that the rows cite that are shown, numbered.
    pub(super) fn numbered(&self, material: Material<'_>) -> Notes {
        let rows = &material.comparison.rows;
        let heads = self.lines.iter().filter_map(Line::row);
        let shown = heads.filter_map(|head| rows.get(head.place));
        Notes::of(material.talks, shown.map(AsRef::as_ref))
    }
}

impl RowHead {
    /// Of the row in this place.
    fn of(row: &RowComparison, place: usize) -> Self {
        Self {
            row: row.row,
            place,
            verdict: row.verdict,
            has_changed: movement::passes(row, ChangeFilter::Changed),
        }
    }

    /// Whether it stands under a [`ParentLine`].
    pub fn is_part(&self) -> bool {
        self.row.part.is_some()
    }

    /// What the comparison says of it.
    pub fn compared<'c>(&self, comparison: &'c Comparison) -> Option<&'c RowComparison> {
        comparison.rows.get(self.place).map(AsRef::as_ref)
    }
}

/// The tally with where the parties are closest and farthest apart.
fn in_short(tally: &[TallyPiece], extremes: &[Extreme]) -> String {
    let tally: String = tally.iter().map(|piece| piece.text.as_str()).collect();
    let sentences = extremes.iter().map(|extreme| extreme.words.as_str());
    let all: Vec<&str> = std::iter::once(tally.as_str()).chain(sentences).collect();
    all.join(" ")
}

/// For each row of the comparison, whether it is shown.
pub(super) fn shown(material: Material<'_>, filters: &Filters, texts: &RowTexts) -> Vec<bool> {
    let rows = &material.comparison.rows;
    if filters.is_off() {
        return vec![true; rows.len()];
    }
    let wanted = filters.wanted();
    let wanted = wanted.map(|text| Wanted::new(text, material.dates));
    let wanted = wanted.as_ref();
    let sieve = wanted.and_then(|wanted| Sieve::new(wanted, material));
    let says = |wanted, place, scratch: &mut Scratch| {
        texts.hold(material, place, (wanted, sieve.as_ref()), scratch)
    };
    let issues = &material.talks.agenda.issues;
    let is_shown = |scratch: &mut Scratch, (place, row): (usize, &Arc<RowComparison>)| {
        let issue = issues.get(row.row.issue);
        let theme = issue.and_then(|issue| issue.theme.as_deref());
        filters.shows(row, theme) && wanted.is_none_or(|wanted| says(wanted, place, scratch))
    };
    let rows = rows.par_iter().enumerate();
    on_all_cores(|| rows.map_init(Scratch::default, is_shown).collect())
}

/// The rows that are shown, under their themes and parents, and how many are hidden.
fn lines(material: Material<'_>, shown: &[bool]) -> (Vec<Line<RowHead>>, usize) {
    let mut lines = Vec::new();
    let mut hidden = 0;
    let groups = groups(material);
    let has_themes = groups.iter().any(|(theme, _)| theme.is_some());
    for (theme, issues) in groups {
        let head = lines.len();
        let hidden_here = issues
            .iter()
            .map(|issue| issue_lines(issue, shown, &mut lines))
            .sum();
        if has_themes && head < lines.len() {
            lines.insert(head, Line::Theme(theme_line(theme, &issues, hidden_here)));
        }
        hidden += hidden_here;
    }
    (lines, hidden)
}

/// An issue with its rows, and the place of the first of them among all rows.
struct IssueRows<'a> {
    issue: &'a Issue,
    rows: &'a [Arc<RowComparison>],
    place: usize,
}

/// The issues by theme, in the order in which the themes first come up.
fn groups(material: Material<'_>) -> Vec<(Option<&str>, Vec<IssueRows<'_>>)> {
    let mut groups: Vec<(Option<&str>, Vec<IssueRows<'_>>)> = Vec::new();
    let mut places: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    let mut next = 0;
    let rows = &material.comparison.rows;
    for rows in rows.chunk_by(|a, b| a.row.issue == b.row.issue) {
        let place = next;
        next += rows.len();
        let first = rows.first().map_or(0, |row| row.row.issue);
        let Some(issue) = material.talks.agenda.issues.get(first) else {
            continue;
        };
        let rows = IssueRows { issue, rows, place };
        let theme = issue.theme.as_deref();
        let group = *places.entry(theme).or_insert(groups.len());
        match groups.get_mut(group) {
            Some((_, issues)) => issues.push(rows),
            None => groups.push((theme, vec![rows])),
        }
    }
    groups
}

/// Adds the rows of an issue that are shown, and says how many are not.
fn issue_lines(of: &IssueRows<'_>, shown: &[bool], lines: &mut Vec<Line<RowHead>>) -> usize {
    let heads = of.rows.iter().zip(of.place..);
    let heads: Vec<RowHead> = heads
        .filter(|(_, place)| shown.get(*place) == Some(&true))
        .map(|(row, place)| RowHead::of(row, place))
        .collect();
    let hidden = of.rows.len() - heads.len();
    if !heads.is_empty() && !of.issue.parts.is_empty() {
        lines.push(Line::Parent(parent_line(of, hidden)));
    }
    lines.extend(heads.into_iter().map(Line::Row));
    hidden
}

fn theme_line(theme: Option<&str>, issues: &[IssueRows<'_>], hidden: usize) -> ThemeLine {
    let counts = Counts::of(issues.iter().flat_map(|of| of.rows));
    ThemeLine {
        title: theme.unwrap_or(super::OTHER_ISSUES).to_owned(),
        counts: with_shown(&counts, hidden),
    }
}

/// How many rows have which verdict and, where the filters hide some of them, how many are shown.
fn with_shown(counts: &Counts, hidden: usize) -> String {
    let words = in_words(counts, |_| true);
    if hidden == 0 {
        return words;
    }
    let total = counts.all();
    format!(
        "{words} · {} of {total} shown",
        total.saturating_sub(hidden)
    )
}

fn parent_line(of: &IssueRows<'_>, hidden: usize) -> ParentLine {
    let counts = Counts::of(of.rows);
    let mut all = totals(&counts);
    all.retain(|count| count.count > 0);
    ParentLine {
        issue: of.rows.first().map_or(0, |row| row.row.issue),
        title: of.issue.title.clone(),
        question: of.issue.question.clone(),
        counts: with_shown(&counts, hidden),
        totals: all,
    }
}
