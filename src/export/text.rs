//! Text out of files, made fit for a page.

use crate::sheet::{Line, Sheet};

/// Whether words of one party are marked because another does not have them.
pub(super) fn has_differing_words(sheet: &Sheet) -> bool {
    let rows = sheet.lines.iter().filter_map(|line| match line {
        Line::Row(row) => Some(row),
        Line::Theme(_) | Line::Parent(_) => None,
    });
    let phrases = rows
        .flat_map(|row| &row.cells)
        .flat_map(|cell| &cell.phrases);
    phrases
        .flat_map(|phrase| &phrase.pieces)
        .any(|piece| piece.differs)
}

/// The text without what a reader cannot see and a page may trip over.
///
/// Control characters become the replacement character, so that their place stays visible. Characters that turn
/// the direction of writing around are left out: they can make a sentence read as another than it is.
pub(super) fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    printable.push('\n');
                }
            }
            '\n' | '\u{2028}' | '\u{2029}' => printable.push('\n'),
            '\t' => printable.push(' '),
            '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            _ if character.is_control() || is_noncharacter(character) => {
                printable.push(char::REPLACEMENT_CHARACTER);
            }
            _ => printable.push(character),
        }
    }
    printable
}

/// Text in which no character means anything to XML or HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in printable(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Whether Unicode promises never to give this code a meaning.
fn is_noncharacter(character: char) -> bool {
    let code = u32::from(character);
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

/// Whether the address is one that a page may link to.
pub(super) fn is_web_address(url: &str) -> bool {
    const LONGEST: usize = 2000;
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    url.len() < LONGEST
        && rest.is_some_and(|rest| !rest.is_empty())
        // What no page may hold must not come in by a link, either.
        && printable(url) == url
        && url.chars().all(|character| {
            !character.is_whitespace() && !character.is_control() && !"<>\"`\\".contains(character)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_stay_visible_and_lines_stay_lines() {
        assert_eq!(
            printable("a\u{0}b\u{1b}[2J\r\nc\rd\te"),
            "a\u{FFFD}b\u{FFFD}[2J\nc\nd e"
        );
    }

    #[test]
    fn direction_cannot_be_turned_around() {
        assert_eq!(
            printable("no\u{202E}war\u{202C}\u{2067}x\u{FEFF}"),
            "nowarx"
        );
    }

    #[test]
    fn only_web_addresses_are_linked() {
        assert!(is_web_address("https://example.org/a?b=c#d"));
        for url in [
            "",
            "https://",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://a b",
            "http://a>b",
            "https://a.org/\u{ffff}",
            "https://a.org/\u{202e}b",
        ] {
            assert!(!is_web_address(url), "{url}");
        }
    }
}
