//! How high each line is, and where it begins.

use crate::sheet::{Line, RowHead};

/// Height of the line of a theme, or of an issue with parts.
const GROUP_HEIGHT: f32 = 32.0;
/// Height of a row with one line of text.
const COMPACT_HEIGHT: f32 = 34.0;
/// Height of a row with an answer, another and a date.
const ROOMY_HEIGHT: f32 = 72.0;

/// How many whole rows stand in such a height, less one that stays in sight when a page is turned.
pub(super) fn rows_on_page(height: f32, is_compact: bool) -> usize {
    let row = if is_compact {
        COMPACT_HEIGHT
    } else {
        ROOMY_HEIGHT
    };
    let rows = (1..).take_while(|&count: &u16| f32::from(count) * row <= height);
    rows.count().saturating_sub(1)
}

/// Where each visible line begins, and where the last one ends.
#[derive(Debug)]
pub(super) struct Tops(Vec<f32>);

impl Tops {
    /// Adds up the heights of the visible lines.
    pub(super) fn of(lines: &[Line<RowHead>], visible: &[usize], is_compact: bool) -> Self {
        let mut tops = Vec::with_capacity(visible.len() + 1);
        let mut top = 0.0;
        for index in visible {
            tops.push(top);
            top += match lines.get(*index) {
                Some(Line::Row(_)) if is_compact => COMPACT_HEIGHT,
                Some(Line::Row(_)) => ROOMY_HEIGHT,
                _ => GROUP_HEIGHT,
            };
        }
        tops.push(top);
        Self(tops)
    }

    /// Where a line begins; beyond the last, where that one ends.
    pub(super) fn top(&self, line: u64) -> f32 {
        let place = usize::try_from(line).unwrap_or(usize::MAX);
        self.0.get(place).or(self.0.last()).copied().unwrap_or(0.0)
    }
}
