//! The rows and cells that are drawn. They are made when they come into sight: of thousands, a few are.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::Row;
use crate::sheet::{Cell, RowLine};

/// As many rows are kept that were drawn of late, and as many that were drawn before; more than are ever in sight.
const MOST: usize = 100;
/// The same of cells.
const MOST_CELLS: usize = 20 * MOST;

/// What was drawn last.
#[derive(Debug, Default)]
pub struct RowLines {
    rows: RefCell<Kept<Row, RowLine>>,
    cells: RefCell<Kept<(Row, usize), Cell>>,
}

#[derive(Debug)]
struct Kept<Key, Drawn> {
    of_late: BTreeMap<Key, Arc<Drawn>>,
    before: BTreeMap<Key, Arc<Drawn>>,
}

impl<Key, Drawn> Default for Kept<Key, Drawn> {
    fn default() -> Self {
        Self {
            of_late: BTreeMap::new(),
            before: BTreeMap::new(),
        }
    }
}

impl<Key: Ord, Drawn> Kept<Key, Drawn> {
    fn get(
        &mut self,
        key: Key,
        most: usize,
        make: impl FnOnce() -> Option<Drawn>,
    ) -> Option<Arc<Drawn>> {
        if let Some(known) = self.of_late.get(&key) {
            return Some(Arc::clone(known));
        }
        let drawn = match self.before.remove(&key) {
            Some(known) => known,
            None => Arc::new(make()?),
        };
        if self.of_late.len() >= most {
            self.before = std::mem::take(&mut self.of_late);
        }
        self.of_late.insert(key, Arc::clone(&drawn));
        Some(drawn)
    }
}

impl RowLines {
    /// The row, made now unless it is kept.
    pub fn row(&self, row: Row, make: impl FnOnce() -> Option<RowLine>) -> Option<Arc<RowLine>> {
        self.rows.borrow_mut().get(row, MOST, make)
    }

    /// The cell of a row for the party in this place, made now unless it is kept.
    pub fn cell(
        &self,
        row: Row,
        place: usize,
        make: impl FnOnce() -> Option<Cell>,
    ) -> Option<Arc<Cell>> {
        self.cells.borrow_mut().get((row, place), MOST_CELLS, make)
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
            let drawn = lines.row(Row { issue, part: None }, || {
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
        let kept = lines.rows.borrow();
        assert!(kept.of_late.len() + kept.before.len() <= 2 * MOST);
        drop(kept);
        let n_before = draw(&lines, 10 * MOST);
        lines.clear();
        assert_eq!(draw(&lines, 10 * MOST), n_before + 1);
        assert!(
            lines
                .row(
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
