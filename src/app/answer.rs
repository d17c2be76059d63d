//! What is asked of the open files, and what is shown in answer. Answers are worked out away from the window, since
//! large talks take longer than a frame.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::order::{Sort, order};
use crate::compare::{Comparison, Pair, Question, assess, compare, compare_again, pairs};
use crate::files::Loaded;
use crate::model::{PartialDate, Proposal, Talks};
use crate::sheet::{self, Filters, Line, Material, Outline, ProposalColumn, RowTexts, Timeline};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// What is compared.
    pub question: Question,
    /// Which rows are shown.
    pub filters: Filters,
    /// The proposals that are shown as columns, as indices into [`Talks::proposals`], in order.
    pub proposals: Vec<usize>,
    /// The user's own proposal, which is shown as the last column.
    pub draft: Option<Arc<Proposal>>,
    /// In which order the rows are shown.
    pub sort: Sort,
    /// Whether every two parties are held against each other, too: for many that takes as long as all the rest.
    pub wants_pairs: bool,
}

/// What is shown in answer. What did not change since the answer before is shared with it.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What it answers.
    pub asked: Asked,
    /// The comparison.
    pub comparison: Arc<Comparison>,
    /// The comparison as it is shown, without what only the rows in sight are drawn from.
    pub sheet: Arc<Outline>,
    /// What a text is looked for in.
    pub texts: Arc<RowTexts>,
    /// How many sources the rows cite that are shown.
    pub n_sources: usize,
    /// The proposals that are shown as columns.
    pub proposals: Arc<Vec<ProposalColumn>>,
    /// How every two of the parties stand to each other; empty unless that is asked.
    pub pairs: Arc<Vec<Pair>>,
    /// Every theme, shown or not.
    pub themes: Arc<Vec<String>>,
    /// The days on which a compared party said something.
    pub days: Arc<Vec<Date>>,
    /// What was said and what happened when; nothing if nothing has a date.
    pub timeline: Arc<Option<Timeline>>,
    /// The lines of the sheet that are shown if nothing is folded away, as indices, from top to bottom.
    pub order: Vec<usize>,
    /// Those of them that are rows.
    pub rows: Vec<usize>,
    /// For each of these, whether an answer is told to have changed.
    pub changed: Vec<bool>,
}

impl Answer {
    /// Works out an answer. What an answer before, of the same files, has worked out already is taken from there.
    pub fn work_out(loaded: &Loaded, asked: Asked, before: Option<&Self>) -> Self {
        let talks = &loaded.talks;
        let parties = &asked.question.parties;
        let of_parties = before.filter(|before| before.asked.question.parties == *parties);
        let days = of_parties.map_or_else(
            || Arc::new(days(talks, parties)),
            |before| Arc::clone(&before.days),
        );
        let timeline = of_parties.map_or_else(
            || Arc::new(sheet::timeline(talks, parties)),
            |before| Arc::clone(&before.timeline),
        );
        let themes = before.map_or_else(
            || Arc::new(themes(talks)),
            |before| Arc::clone(&before.themes),
        );
        let comparison = match before {
            Some(before) if before.asked.question == asked.question => {
                Arc::clone(&before.comparison)
            }
            Some(before) => Arc::new(compare_again(talks, &asked.question, &before.comparison)),
            None => Arc::new(compare(talks, &asked.question)),
        };
        let before = before.filter(|before| before.asked.question == asked.question);
        let pairs = match before {
            _ if !asked.wants_pairs => Arc::default(),
            Some(before) if before.asked.wants_pairs => Arc::clone(&before.pairs),
            _ => Arc::new(pairs(talks, &asked.question)),
        };
        let texts = texts(of_parties, &comparison);
        let material = Material::new(loaded, &comparison);
        let (sheet, n_sources) = shown(before, material, &asked.filters, &texts);
        let proposals = before
            .filter(|before| {
                let before = &before.asked;
                before.proposals == asked.proposals && before.draft == asked.draft
            })
            .map_or_else(
                || Arc::new(proposals(talks, &asked)),
                |before| Arc::clone(&before.proposals),
            );
        let order = order(&sheet, &comparison, asked.sort);
        let row = |index: &usize| match sheet.lines.get(*index) {
            Some(Line::Row(row)) => Some((*index, row.has_changed)),
            _ => None,
        };
        let (rows, changed) = order.iter().filter_map(row).unzip();
        Self {
            asked,
            comparison,
            sheet,
            texts,
            n_sources,
            proposals,
            pairs,
            themes,
            days,
            timeline,
            order,
            rows,
            changed,
        }
    }
}

/// What a text is looked for in: what an answer for the same parties has found out of the rows that are the same.
fn texts(known: Option<&Answer>, comparison: &Arc<Comparison>) -> Arc<RowTexts> {
    match known {
        Some(known) if Arc::ptr_eq(&known.comparison, comparison) => Arc::clone(&known.texts),
        Some(known) => Arc::new(known.texts.carried_over(&known.comparison, comparison)),
        None => Arc::new(RowTexts::of(comparison)),
    }
}

/// What is shown, and how many sources it cites. Of an answer to the same question all is kept but the rows.
fn shown(
    before: Option<&Answer>,
    material: Material<'_>,
    filters: &Filters,
    texts: &RowTexts,
) -> (Arc<Outline>, usize) {
    let sheet = match before {
        Some(before) if before.asked.filters == *filters => {
            return (Arc::clone(&before.sheet), before.n_sources);
        }
        Some(before) => Outline::clone(&before.sheet).with_filters(material, filters, texts),
        None => sheet::outline(material, filters, texts),
    };
    let n_sources = sheet.n_sources(material);
    (Arc::new(sheet), n_sources)
}

fn proposals(talks: &Talks, asked: &Asked) -> Vec<ProposalColumn> {
    let shown = asked
        .proposals
        .iter()
        .filter_map(|&index| talks.proposals.get(index));
    shown
        .chain(asked.draft.as_deref())
        .map(|proposal| {
            let assessed = assess(talks, &asked.question, proposal);
            sheet::proposal_column(talks, proposal, &assessed, sheet::Dates::default())
        })
        .collect()
}

/// The themes in the order in which they first come up.
fn themes(talks: &Talks) -> Vec<String> {
    let issues = &talks.agenda.issues;
    if issues.iter().all(|issue| issue.theme.is_none()) {
        return Vec::new();
    }
    let mut themes: Vec<String> = Vec::new();
    for issue in issues {
        let theme = issue.theme.as_deref().unwrap_or(sheet::OTHER_ISSUES);
        if !themes.iter().any(|known| known == theme) {
            themes.push(theme.to_owned());
        }
    }
    themes
}

fn days(talks: &Talks, parties: &[usize]) -> Vec<Date> {
    let days: BTreeSet<Date> = parties
        .iter()
        .filter_map(|party| talks.positions.get(*party))
        .flat_map(|position| &position.stances)
        .filter_map(|stance| stance.date)
        .map(PartialDate::first_day)
        .collect();
    days.into_iter().collect()
}
