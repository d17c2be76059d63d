//! Letters that the bundled fonts lack.
//!
//! A page is set in the bundled fonts alone, so that it is the same on every machine. They know Latin, Greek and
//! Cyrillic. Any other letter shows as the replacement character, and the page says which ones these are.

use std::collections::BTreeSet;

use typst::text::{Font, is_default_ignorable};
use unicode_script::{Script, UnicodeScript as _};

use crate::sheet::counted;

/// How many letters the page names by their code before it only counts them.
const NAMED: usize = 12;

/// The letters of the text that none of these fonts has.
pub(super) fn missing_letters(text: &str, fonts: &[Font]) -> BTreeSet<char> {
    let letters: BTreeSet<char> = text.chars().filter(|letter| !letter.is_ascii()).collect();
    letters
        .into_iter()
        .filter(|letter| {
            !letter.is_whitespace() && !letter.is_control() && !is_default_ignorable(*letter)
        })
        .filter(|letter| !fonts.iter().any(|font| has(font, *letter)))
        .collect()
}

fn has(font: &Font, letter: char) -> bool {
    font.info().coverage.contains(u32::from(letter))
}

/// The text with the replacement character in the place of each of these letters.
pub(super) fn without(letters: &BTreeSet<char>, text: &str) -> String {
    text.chars()
        .map(|letter| {
            if letters.contains(&letter) {
                char::REPLACEMENT_CHARACTER
            } else {
                letter
            }
        })
        .collect()
}

/// Which letters cannot be drawn, in a sentence or two; `None` if all can.
pub(super) fn in_words(letters: &BTreeSet<char>) -> Option<String> {
    if letters.is_empty() {
        return None;
    }
    let mut codes: Vec<String> = letters
        .iter()
        .take(NAMED)
        .map(|letter| format!("U+{:04X}", u32::from(*letter)))
        .collect();
    if letters.len() > NAMED {
        codes.push(format!("and {} more", letters.len() - NAMED));
    }
    let scripts = scripts(letters);
    let of_scripts = if scripts.is_empty() {
        String::new()
    } else {
        format!(" of {}", scripts.join(", "))
    };
    Some(format!(
        "These pages cannot draw {}{of_scripts} ({}) and show {} in the place of each. Markdown, HTML, Word and Excel carry them.",
        counted(letters.len(), "letter", "letters"),
        codes.join(", "),
        char::REPLACEMENT_CHARACTER,
    ))
}

/// The names of the scripts that the letters belong to, in alphabetical order.
fn scripts(letters: &BTreeSet<char>) -> Vec<&'static str> {
    let scripts: BTreeSet<&'static str> = letters
        .iter()
        .map(|letter| match letter.script() {
            Script::Common | Script::Inherited => "signs of many scripts",
            Script::Unknown => "no known script",
            script => script.full_name(),
        })
        .collect();
    scripts.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_drawn_is_named_by_script_and_code() {
        let letters = "北שب".chars().collect();
        assert_eq!(
            in_words(&letters).as_deref(),
            Some(
                "These pages cannot draw 3 letters of Arabic, Han, Hebrew (U+05E9, U+0628, U+5317) and show \u{FFFD} \
                 in the place of each. Markdown, HTML, Word and Excel carry them."
            )
        );
        assert_eq!(without(&letters, "a北b"), "a\u{FFFD}b");
        assert_eq!(in_words(&BTreeSet::new()), None);
    }
}
