//! What is looked for on a row.

use super::Dates;
use super::folded::{SEPARATOR, folded};
use super::words::sample_runs;
use crate::model::{DateBounds, Space};

/// A text that is looked for, as [`folded`].
pub(super) struct Wanted {
    text: String,
    dates: Dates,
    may_name_days: bool,
}

impl Wanted {
    /// Of a folded text, where dates are written so.
    pub(super) fn new(text: String, dates: Dates) -> Self {
        let days = Space::Dates(DateBounds::default());
        let may_name_days = may_stand_in(&text, &sample_runs(&days, dates));
        Self {
            text,
            dates,
            may_name_days,
        }
    }

    /// The text itself.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it stands in a folded text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        !self.text.contains(SEPARATOR) && text.contains(&self.text)
    }

    /// Whether it stands in a folded text and ends after this many bytes of it.
    pub(super) fn is_in_end(&self, text: &str, before: usize) -> bool {
        let start = before.saturating_sub(self.text.len());
        let end = text.get(text.floor_char_boundary(start)..);
        end.is_some_and(|end| self.is_in(end))
    }

    /// Whether it may stand in what a run of numbers or days is called: "party" never does, and runs need not be looked at.
    pub(super) fn may_name_run(&self, space: &Space) -> bool {
        match space {
            Space::Dates(_) => self.may_name_days,
            Space::Quantity(_) => may_stand_in(&self.text, &sample_runs(space, self.dates)),
            Space::Options(_) | Space::Scale(_) | Space::Text => false,
        }
    }
}

/// Whether what stands around the figures of a text also stands around those of one of these.
fn may_stand_in(text: &str, samples: &[String]) -> bool {
    let samples: Vec<String> = samples.iter().map(|sample| folded(sample)).collect();
    let mut around = text.split(|letter: char| letter.is_ascii_digit());
    around.all(|words| samples.iter().any(|sample| sample.contains(words)))
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::super::words::{Style, each};
    use super::*;
    use crate::model::{OutcomeSet, Quantity};

    fn numbers(unit: &str, step: Decimal) -> Space {
        Space::Quantity(Quantity {
            unit: unit.to_owned(),
            step,
            min: None,
            max: None,
            beyond: None,
        })
    }

    /// Runs of small and large numbers, or of days in each month.
    fn runs() -> Vec<OutcomeSet> {
        let ends = (-2..14).map(|month| month * 31).chain([1_234_567]);
        let runs = ends.flat_map(|end| {
            let one = OutcomeSet::one(end);
            let low = OutcomeSet::range(Some(end), None);
            let high = OutcomeSet::range(None, Some(end));
            [
                one,
                low,
                high,
                OutcomeSet::range(Some(end), Some(1_300_000)),
            ]
        });
        runs.chain([OutcomeSet::range(None, None)]).collect()
    }

    fn check_labels(space: &Space, dates: Dates) {
        for run in runs() {
            for label in each(&run, space, Style::plain(dates)) {
                let label = folded(&label);
                for (start, _) in label.char_indices() {
                    let wanted = Wanted::new(label[start..].to_owned(), dates);
                    assert!(wanted.may_name_run(space), "{label} from {start}");
                }
            }
        }
    }

    #[test]
    fn whatever_stands_in_a_run_may_be_looked_for_there() {
        check_labels(&numbers("km2 (net)", Decimal::new(25, 2)), Dates::English);
        check_labels(&numbers("%", Decimal::ONE), Dates::English);
        check_labels(&numbers("", Decimal::ONE), Dates::English);
        for dates in Dates::ALL {
            check_labels(&Space::Dates(DateBounds::default()), dates);
        }
    }

    #[test]
    fn other_words_are_looked_for_in_no_run() {
        let check = |text: &str, expect: [bool; 3]| {
            let wanted = Wanted::new(text.to_owned(), Dates::English);
            let spaces = [
                numbers("troops", Decimal::ONE),
                Space::Dates(DateBounds::default()),
                Space::Options(Vec::new()),
            ];
            assert_eq!(
                spaces.map(|space| wanted.may_name_run(&space)),
                expect,
                "{text}"
            );
        };
        check("party 17 asks", [false, false, false]);
        check("85,000 troops", [true, false, false]);
        check("3 june", [false, true, false]);
        check("at most 5", [true, false, false]);
        check("12", [true, true, false]);
    }
}
