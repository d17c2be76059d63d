//! The lines of a sheet as a page shows them: parts with the same answers share a row, and the rows on which nobody
//! has stated anything are named at the end of their theme instead of taking a row each.

use serde::Serialize;

use crate::compare::Verdict;
use crate::sheet::{Cell, CellState, Line, ParentLine, RowLine, Sheet, ThemeLine, unstated_by_all};

/// One line of the table on a page.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum PageLine<'a> {
    /// The head of a group of issues.
    Theme(&'a ThemeLine),
    /// An issue that is decided part by part.
    Parent(&'a ParentLine),
    /// An issue, or parts of one that have the same answers.
    Row(PageRow<'a>),
    /// Issues of which nobody has stated anything.
    Unspoken(Unspoken<'a>),
}

/// An issue, or parts of one that have the same answers.
#[derive(Serialize)]
pub(super) struct PageRow<'a> {
    /// The issue, or the first of the parts.
    #[serde(flatten)]
    pub(super) row: &'a RowLine,
    /// The other parts with the same answers.
    #[serde(skip)]
    pub(super) others: Vec<&'a RowLine>,
    /// The title of the issue, or of all these parts.
    pub(super) heading: String,
}

/// Issues of which nobody has stated anything.
#[derive(Serialize)]
pub(super) struct Unspoken<'a> {
    /// What they are, in words.
    pub(super) words: &'static str,
    /// The issues.
    pub(super) issues: Vec<UnspokenIssue<'a>>,
}

/// An issue of which nobody has stated anything, or parts of one.
#[derive(Serialize)]
pub(super) struct UnspokenIssue<'a> {
    /// Its title.
    pub(super) title: &'a str,
    /// The titles of its parts, if it has any.
    pub(super) parts: Vec<&'a str>,
    /// Its rows.
    #[serde(skip)]
    pub(super) rows: Vec<&'a RowLine>,
}

impl<'a> PageRow<'a> {
    /// A row alone.
    pub(super) fn new(row: &'a RowLine) -> Self {
        Self {
            row,
            others: Vec::new(),
            heading: row.title.clone(),
        }
    }

    /// The rows that stand here as one.
    pub(super) fn rows(&self) -> impl Iterator<Item = &'a RowLine> {
        std::iter::once(self.row).chain(self.others.iter().copied())
    }

    fn take_in(&mut self, row: &'a RowLine) {
        self.heading = format!("{}; {}", self.heading, row.title);
        self.others.push(row);
    }
}

/// The lines as a page shows them.
pub(super) fn page_lines(sheet: &Sheet) -> Vec<PageLine<'_>> {
    let mut pages = Lines::default();
    for line in &sheet.lines {
        match line {
            Line::Theme(theme) => {
                pages.end_theme(sheet);
                pages.all.push(PageLine::Theme(theme));
            }
            Line::Parent(parent) => {
                pages.parent = Some(parent);
                pages.is_parent_shown = false;
            }
            Line::Row(row) => pages.row(row),
        }
    }
    pages.end_theme(sheet);
    pages.all
}

/// The lines so far.
#[derive(Default)]
struct Lines<'a> {
    all: Vec<PageLine<'a>>,
    /// What nobody has spoken on in the theme so far.
    unspoken: Vec<UnspokenIssue<'a>>,
    parent: Option<&'a ParentLine>,
    is_parent_shown: bool,
}

impl<'a> Lines<'a> {
    fn row(&mut self, row: &'a RowLine) {
        if !row.is_part {
            self.parent = None;
        }
        if is_unspoken(row) {
            self.set_aside(row);
            return;
        }
        if let Some(parent) = self.parent.filter(|_| !self.is_parent_shown) {
            self.all.push(PageLine::Parent(parent));
            self.is_parent_shown = true;
        }
        match self.all.last_mut() {
            Some(PageLine::Row(known)) if row.is_part && says_the_same(known.row, row) => {
                known.take_in(row);
            }
            _ => self.all.push(PageLine::Row(PageRow::new(row))),
        }
    }

    fn set_aside(&mut self, row: &'a RowLine) {
        let Some(parent) = self.parent else {
            self.unspoken.push(UnspokenIssue {
                title: &row.title,
                parts: Vec::new(),
                rows: vec![row],
            });
            return;
        };
        match self.unspoken.last_mut() {
            Some(issue) if !issue.parts.is_empty() && issue.title == parent.title => {
                issue.parts.push(&row.title);
                issue.rows.push(row);
            }
            _ => self.unspoken.push(UnspokenIssue {
                title: &parent.title,
                parts: vec![&row.title],
                rows: vec![row],
            }),
        }
    }

    fn end_theme(&mut self, sheet: &Sheet) {
        self.parent = None;
        let issues = std::mem::take(&mut self.unspoken);
        if !issues.is_empty() {
            self.all.push(PageLine::Unspoken(Unspoken {
                words: unstated_by_all(sheet.parties.len()),
                issues,
            }));
        }
    }
}

/// Whether nobody has stated anything, and nothing else is to be said either.
fn is_unspoken(row: &RowLine) -> bool {
    let is_silent = |cell: &Cell| {
        cell.state == CellState::NotStated
            && cell.phrases.is_empty()
            && cell.step.is_none()
            && cell.summary.is_none()
    };
    row.verdict == Verdict::Unstated && row.remarks.is_empty() && row.cells.iter().all(is_silent)
}

/// Whether two parts of one issue differ in no more than their names.
fn says_the_same(one: &RowLine, other: &RowLine) -> bool {
    let is_same = |(one, other): (&Cell, &Cell)| {
        one.state == other.state
            && one.short == other.short
            && one.phrases == other.phrases
            && one.summary == other.summary
            && one.date == other.date
            && one.movement == other.movement
            && one.notes == other.notes
    };
    one.is_part
        && one.question == other.question
        && one.verdict == other.verdict
        && one.verdict_detail == other.verdict_detail
        && one.lane == other.lane
        && one.reason == other.reason
        && one.remarks == other.remarks
        && one.movement == other.movement
        && one.cells.iter().zip(&other.cells).all(is_same)
}
