//! The rows that are drawn, whole. They are made when they come into sight: of thousands, a few are.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::Row;
use crate::sheet::RowLine;

/// As many rows are kept that were drawn of late, and as many that were drawn before; more than are ever in sight.
const MOST: usize = 100;

/// The rows that were drawn last.
#[derive(Debug, Default)]
pub struct RowLines(RefCell<Kept>);

#[derive(Debug, Default)]
struct Kept {
    of_late: BTreeMap<Row, Arc<RowLine>>,
    before: BTreeMap<Row, Arc<RowLine>>,
}

impl RowLines {
    /// The row, made now unless it is kept.
    pub fn get(&self, row: Row, make: impl FnOnce() -> Option<RowLine>) -> Option<Arc<RowLine>> {
        let mut kept = self.0.borrow_mut();
        if let Some(known) = kept.of_late.get(&row) {
            return Some(Arc::clone(known));
        }
        let line = match kept.before.remove(&row) {
            Some(known) => known,
            None => Arc::new(make()?),
        };
        if kept.of_late.len() >= MOST {
            kept.before = std::mem::take(&mut kept.of_late);
        }
        kept.of_late.insert(row, Arc::clone(&line));
        Some(line)
    }

    /// Forgets all of them, since what is shown has changed.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Question, compare};
    use crate::files::load_bundled;
    use crate::sheet::{Filters, Material, sheet};

    #[test]
    fn rows_are_made_once_and_no_more_are_kept_than_are_needed() {
        let loaded = load_bundled();
        let question = Question {
            parties: vec![0, 1],
            ..Question::default()
        };
        let comparison = compare(&loaded.talks, &question);
        let sheet = sheet(Material::new(&loaded, &comparison), &Filters::default());
        let line = sheet.lines.iter().find_map(crate::sheet::Line::row);
        let mut lines = RowLines::default();
        let mut n_made = 0;
        let mut draw = |lines: &RowLines, issue: usize| {
            let drawn = lines.get(Row { issue, part: None }, || {
                n_made += 1;
                line.cloned()
            });
            assert!(drawn.is_some());
            n_made
        };
        assert_eq!(draw(&lines, 0), 1);
        assert_eq!(draw(&lines, 0), 1);
        for issue in 0..=MOST {
            // What is in sight all the time stays.
            draw(&lines, issue);
            draw(&lines, 0);
        }
        assert_eq!(draw(&lines, 0), MOST + 1);
        for issue in 0..10 * MOST {
            draw(&lines, issue);
        }
        let kept = lines.0.borrow();
        assert!(kept.of_late.len() + kept.before.len() <= 2 * MOST);
        drop(kept);
        let n_before = draw(&lines, 10 * MOST);
        lines.clear();
        assert_eq!(draw(&lines, 10 * MOST), n_before + 1);
        assert!(
            lines
                .get(
                    Row {
                        issue: 0,
                        part: None
                    },
                    || None
                )
                .is_none()
        );
    }
}
