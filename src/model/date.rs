//! Dates as written: a year, a month or a day.

use std::fmt;

use jiff::civil::Date;

/// A date as a file writes it: `2025`, `2025-06` or `2025-06-02`.
///
/// It counts as its first day, and is shown as written. It is always in the Gregorian calendar, in the
/// years 1 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    first_day: Date,
    precision: Precision,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Precision {
    Year,
    Month,
    Day,
}

/// Large talks have hundreds of thousands of dates to show, for which a table of the months is several times as fast as a format.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// It does not look like `2025`, `2025-06` or `2025-06-02`.
    #[error("a date is written 2025, 2025-06 or 2025-06-02")]
    Form,
    /// It looks like a date, and the calendar has no such day.
    #[error("there is no such day in the calendar")]
    NoSuchDay,
}

impl PartialDate {
    /// Reads a date as written in a file.
    ///
    /// # Errors
    /// [`DateError::Form`] if it is not of one of the three forms; [`DateError::NoSuchDay`] if it is and the
    /// calendar has no such date.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let mut fields = text.split('-');
        let year = digits(fields.next(), 4)?;
        let month = fields
            .next()
            .map(|field| digits(Some(field), 2))
            .transpose()?;
        let day = fields
            .next()
            .map(|field| digits(Some(field), 2))
            .transpose()?;
        if fields.next().is_some() {
            return Err(DateError::Form);
        }
        let precision = match (month, day) {
            (None, _) => Precision::Year,
            (Some(_), None) => Precision::Month,
            (Some(_), Some(_)) => Precision::Day,
        };
        let small = |number: Option<i16>| i8::try_from(number.unwrap_or(1)).unwrap_or(0);
        if year < 1 {
            return Err(DateError::NoSuchDay);
        }
        let first_day =
            Date::new(year, small(month), small(day)).map_err(|_| DateError::NoSuchDay)?;
        Ok(Self {
            first_day,
            precision,
        })
    }

    /// The first day of the year or month, or the day itself: the day that it counts as.
    pub fn first_day(self) -> Date {
        self.first_day
    }

    /// The date, if it names a day.
    pub fn whole(self) -> Option<Date> {
        (self.precision == Precision::Day).then_some(self.first_day)
    }

    /// Whether it names a year and no more.
    pub fn is_year(self) -> bool {
        self.precision == Precision::Year
    }

    /// The same date in words for a reader: `2025`, `June 2025` or `2 June 2025`.
    pub fn in_words(self) -> String {
        let mut words = String::new();
        // Writing to a string cannot fail.
        let _ = self.write_in_words(&mut words);
        words
    }

    /// Writes it [`in_words`](Self::in_words).
    ///
    /// # Errors
    /// Where it cannot be written to.
    pub fn write_in_words(self, to: &mut impl fmt::Write) -> fmt::Result {
        let (year, day) = (self.first_day.year(), self.first_day.day());
        let month = usize::from(self.first_day.month().unsigned_abs());
        let month = MONTHS.get(month - 1).copied().unwrap_or_default();
        match self.precision {
            Precision::Year => write!(to, "{year:04}"),
            Precision::Month => write!(to, "{month} {year:04}"),
            Precision::Day => write!(to, "{day} {month} {year:04}"),
        }
    }
}

impl From<Date> for PartialDate {
    fn from(day: Date) -> Self {
        Self {
            first_day: day,
            precision: Precision::Day,
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let format = match self.precision {
            Precision::Year => "%Y",
            Precision::Month => "%Y-%m",
            Precision::Day => "%Y-%m-%d",
        };
        self.first_day.strftime(format).fmt(formatter)
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

fn digits(field: Option<&str>, width: usize) -> Result<i16, DateError> {
    let field = field.ok_or(DateError::Form)?;
    if field.len() != width || !field.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DateError::Form);
    }
    field.parse().map_err(|_| DateError::Form)
}

/// The number of days from 1 January 1970 to this day; the index of a day among the outcomes of `Dates`.
pub fn day_number(day: Date) -> i64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    // Both are within jiff's years -9999 to 9999, so the span in days always exists.
    epoch
        .until(day)
        .map_or(0, |span| i64::from(span.get_days()))
}

/// The day with this [`day_number`], if it is in the years 1 to 9999, which are those that a file can name.
pub fn day_of_number(number: i64) -> Option<Date> {
    let span = jiff::Span::new().try_days(number).ok()?;
    let day = jiff::civil::date(1970, 1, 1).checked_add(span).ok()?;
    (day.year() >= 1).then_some(day)
}
