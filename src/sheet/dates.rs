//! How dates are written for a reader. The months may be named in a language that the sentences around them are not
//! in, for a reader who takes the table over into a text of their own.

use std::fmt;

use crate::model::PartialDate;

/// How dates are written for a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dates {
    /// "2 June 2025".
    #[default]
    English,
    /// "2025-06-02".
    Numbers,
    /// "2 juin 2025".
    French,
    /// "2. Juni 2025".
    German,
    /// "2 июня 2025".
    Russian,
    /// "2 de junio de 2025".
    Spanish,
    /// "2 Haziran 2025".
    Turkish,
    /// "2 червня 2025".
    Ukrainian,
}

const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// Alone, and after a day.
const RUSSIAN: [(&str, &str); 12] = [
    ("январь", "января"),
    ("февраль", "февраля"),
    ("март", "марта"),
    ("апрель", "апреля"),
    ("май", "мая"),
    ("июнь", "июня"),
    ("июль", "июля"),
    ("август", "августа"),
    ("сентябрь", "сентября"),
    ("октябрь", "октября"),
    ("ноябрь", "ноября"),
    ("декабрь", "декабря"),
];

const SPANISH: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

const TURKISH: [&str; 12] = [
    "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim",
    "Kasım", "Aralık",
];

/// Alone, and after a day.
const UKRAINIAN: [(&str, &str); 12] = [
    ("січень", "січня"),
    ("лютий", "лютого"),
    ("березень", "березня"),
    ("квітень", "квітня"),
    ("травень", "травня"),
    ("червень", "червня"),
    ("липень", "липня"),
    ("серпень", "серпня"),
    ("вересень", "вересня"),
    ("жовтень", "жовтня"),
    ("листопад", "листопада"),
    ("грудень", "грудня"),
];

impl Dates {
    /// Every way.
    pub const ALL: [Self; 8] = [
        Self::English,
        Self::Numbers,
        Self::French,
        Self::German,
        Self::Russian,
        Self::Spanish,
        Self::Turkish,
        Self::Ukrainian,
    ];

    /// Its name on the command line: the code of the language.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Numbers => "iso",
            Self::French => "fr",
            Self::German => "de",
            Self::Russian => "ru",
            Self::Spanish => "es",
            Self::Turkish => "tr",
            Self::Ukrainian => "uk",
        }
    }

    /// Its name for readers.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Numbers => "Numbers",
            Self::French => "French",
            Self::German => "German",
            Self::Russian => "Russian",
            Self::Spanish => "Spanish",
            Self::Turkish => "Turkish",
            Self::Ukrainian => "Ukrainian",
        }
    }

    /// The date in words.
    pub fn words(self, date: PartialDate) -> String {
        Written(self, date).to_string()
    }

    /// A day in words.
    pub(super) fn day(self, day: jiff::civil::Date) -> Written {
        Written(self, PartialDate::from(day))
    }
}

/// A date, written so right where it is wanted.
pub(super) struct Written(Dates, PartialDate);

impl fmt::Display for Written {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let &Self(dates, date) = self;
        let day = date.first_day();
        let (year, month) = (day.year(), usize::from(day.month().unsigned_abs()));
        let of = |names: &[&'static str; 12]| names.get(month - 1).copied().unwrap_or_default();
        let pair = |names: &[(&'static str, &'static str); 12]| {
            names.get(month - 1).copied().unwrap_or_default()
        };
        let number = date.whole().map(jiff::civil::Date::day);
        match (dates, number) {
            (Dates::English, _) => date.write_in_words(formatter),
            (Dates::Numbers, _) => date.fmt(formatter),
            _ if date.is_year() => year.fmt(formatter),
            (Dates::French, Some(1)) => write!(formatter, "1er {} {year}", of(&FRENCH)),
            (Dates::French, Some(day)) => write!(formatter, "{day} {} {year}", of(&FRENCH)),
            (Dates::French, None) => write!(formatter, "{} {year}", of(&FRENCH)),
            (Dates::German, Some(day)) => write!(formatter, "{day}. {} {year}", of(&GERMAN)),
            (Dates::German, None) => write!(formatter, "{} {year}", of(&GERMAN)),
            (Dates::Russian, Some(day)) => write!(formatter, "{day} {} {year}", pair(&RUSSIAN).1),
            (Dates::Russian, None) => write!(formatter, "{} {year}", pair(&RUSSIAN).0),
            (Dates::Spanish, Some(day)) => {
                write!(formatter, "{day} de {} de {year}", of(&SPANISH))
            }
            (Dates::Spanish, None) => write!(formatter, "{} de {year}", of(&SPANISH)),
            (Dates::Turkish, Some(day)) => write!(formatter, "{day} {} {year}", of(&TURKISH)),
            (Dates::Turkish, None) => write!(formatter, "{} {year}", of(&TURKISH)),
            (Dates::Ukrainian, Some(day)) => {
                write!(formatter, "{day} {} {year}", pair(&UKRAINIAN).1)
            }
            (Dates::Ukrainian, None) => write!(formatter, "{} {year}", pair(&UKRAINIAN).0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_its_language_does() {
        let check = |dates: Dates, expect: [&str; 3]| {
            let written = ["2025", "2025-06", "2025-06-01"]
                .map(|text| PartialDate::parse(text).map(|date| dates.words(date)));
            assert_eq!(
                written,
                expect.map(|text| Ok(text.to_owned())),
                "{}",
                dates.name()
            );
        };
        check(Dates::English, ["2025", "June 2025", "1 June 2025"]);
        check(Dates::Numbers, ["2025", "2025-06", "2025-06-01"]);
        check(Dates::French, ["2025", "juin 2025", "1er juin 2025"]);
        check(Dates::German, ["2025", "Juni 2025", "1. Juni 2025"]);
        check(Dates::Russian, ["2025", "июнь 2025", "1 июня 2025"]);
        check(
            Dates::Spanish,
            ["2025", "junio de 2025", "1 de junio de 2025"],
        );
        check(Dates::Turkish, ["2025", "Haziran 2025", "1 Haziran 2025"]);
        check(Dates::Ukrainian, ["2025", "червень 2025", "1 червня 2025"]);
    }
}
