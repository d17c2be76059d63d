//! Where a text that is looked for stands in another.

use std::ops::Range;

use super::Filters;
use super::folded::fold_into;

/// A text that rows are filtered by, to be shown where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought(String);

impl Sought {
    /// The text of these filters, if they have one.
    pub fn of(filters: &Filters) -> Option<Self> {
        filters.wanted().map(Self)
    }

    /// Where it stands in a text, in bytes, from left to right, as it is looked for there: whatever the case of the letters
    /// and with or without quotation marks.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let mut folded = String::with_capacity(text.len());
        // For each byte of the folded text, the letter that it comes from.
        let mut letters: Vec<Range<usize>> = Vec::with_capacity(text.len());
        for (start, letter) in text.char_indices() {
            let end = start + letter.len_utf8();
            fold_into(&mut folded, letter.encode_utf8(&mut [0; 4]));
            letters.resize(folded.len(), start..end);
        }
        let found = folded.match_indices(&self.0);
        let places = found.filter_map(|(start, found)| {
            let last = start + found.len().checked_sub(1)?;
            Some(letters.get(start)?.start..letters.get(last)?.end)
        });
        places.collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::folded::folded;
    use super::*;

    fn sought(text: &str) -> Option<Sought> {
        Sought::of(&Filters {
            text: text.to_owned(),
            ..Filters::default()
        })
    }

    #[test]
    fn it_is_shown_where_it_is_found() {
        let check = |wanted: &str, text: &str, expect: &[&str]| {
            let places = sought(wanted).map_or(Vec::new(), |sought| sought.places(text));
            let shown: Vec<&str> = places.into_iter().map(|place| &text[place]).collect();
            assert_eq!(shown, expect, "{wanted} in {text}");
        };
        check(
            "neutral",
            "Neutral, not neutralised",
            &["Neutral", "neutral"],
        );
        check(" NEUTRAL ", "asks for “Neutral”", &["Neutral"]);
        check(
            "for neutral or",
            "asks for “Neutral” or",
            &["for “Neutral” or"],
        );
        check("\"neutral\"", "Neutral", &["Neutral"]);
        check("росія", "Чого РОСІЯ вимагає", &["РОСІЯ"]);
        check("i", "İzmir", &["İ", "i"]);
        check("ukraine's", "Ukraine’s", &["Ukraine’s"]);
        check("aa", "aaa", &["aa"]);
        check("x", "", &[]);
        check("", "x", &[]);
        check("“", "“x”", &[]);
    }

    proptest! {
        #[test]
        fn whatever_is_found_is_shown(text in "\\PC{0,20}", start in 0_usize..20, length in 1_usize..20) {
            let wanted: String = text.chars().skip(start).take(length).collect();
            let Some(sought) = sought(&wanted) else { return Ok(()) };
            let places = sought.places(&text);
            prop_assert!(!places.is_empty());
            for place in places {
                prop_assert!(folded(&text[place]).contains(&sought.0));
            }
        }
    }
}
