//! Days as places from left to right.

use egui::Rangef;
use jiff::civil::Date;
use jiff::{ToSpan as _, Unit};

/// Days as places from left to right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    first: Date,
    n_days: i32,
    range: Rangef,
}

impl Scale {
    /// All days from the first to the last, across a range.
    pub(super) fn new(first: Date, last: Date, range: Rangef) -> Self {
        Self {
            first,
            n_days: days_between(first, last).max(1),
            range,
        }
    }

    /// Where a day is.
    pub(super) fn x(&self, day: Date) -> f32 {
        let share = days_between(self.first, day) as f32 / self.n_days as f32;
        self.range.min + share * self.range.span()
    }

    /// The day at a place; before the first and after the last, these.
    pub(super) fn day(&self, x: f32) -> Date {
        let share = ((x - self.range.min) / self.range.span()).clamp(0.0, 1.0);
        let days = whole(share * self.n_days as f32).min(self.n_days);
        self.first.checked_add(days.days()).unwrap_or(self.first)
    }

    /// Days that divide the scale well, with their words: years, or months where there is room.
    pub(super) fn ticks(&self) -> Vec<(Date, String)> {
        let points_a_month = self.range.span() / self.n_days as f32 * 30.4;
        let months = [1, 3, 6, 12]
            .into_iter()
            .find(|months| points_a_month * *months as f32 >= 64.0)
            .unwrap_or(12);
        let Ok(mut day) = Date::new(self.first.year(), 1, 1) else {
            return Vec::new();
        };
        let last = self.day(self.range.max);
        let mut ticks = Vec::new();
        while day <= last {
            if day >= self.first {
                let words = if day.month() == 1 {
                    day.year().to_string()
                } else {
                    format!("{}-{:02}", day.year(), day.month())
                };
                ticks.push((day, words));
            }
            match day.checked_add(months.months()) {
                Ok(next) => day = next,
                Err(_) => break,
            }
        }
        ticks
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until((Unit::Day, to))
        .map_or(0, |span| span.get_days())
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "days are counted from a share of a number of days that fits"
)]
fn whole(days: f32) -> i32 {
    days.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_found_where_it_is_put() {
        let scale = Scale::new(
            date(2022, 2, 24),
            date(2025, 9, 2),
            Rangef::new(10.0, 2010.0),
        );
        for day in [date(2022, 2, 24), date(2024, 2, 29), date(2025, 9, 2)] {
            assert_eq!(scale.day(scale.x(day)), day);
        }
        assert_eq!(scale.day(-5.0), date(2022, 2, 24));
        assert_eq!(scale.day(9000.0), date(2025, 9, 2));
        let ticks = scale.ticks();
        assert!(ticks.iter().any(|(_, words)| words == "2024"));
    }
}
