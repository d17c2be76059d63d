//! Texts as they are looked for.

/// Stands between two things that a row says, so that no text is found half in the one and half in the other. No file
/// can hold it.
pub(super) const SEPARATOR: char = '\0';

/// A text as it is looked for and looked for in: in lower case, and without quotation marks, which the one who looks for
/// it may have left out.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(&mut folded, text);
    folded
}

/// Adds what a text is when it is [`folded`].
pub(super) fn fold_into(folded: &mut String, text: &str) {
    let needs_a_look = |byte: u8| !byte.is_ascii() || byte == b'"';
    // Most texts are plain to their end, which is seen many bytes at a time.
    if text.is_ascii() && !text.contains('"') {
        push_plain(folded, text);
        return;
    }
    let mut left = text;
    while !left.is_empty() {
        // Nearly all letters of a long text are quickly done.
        let quick = left.bytes().position(needs_a_look).unwrap_or(left.len());
        let (quick, others) = left.split_at_checked(quick).unwrap_or((left, ""));
        push_plain(folded, quick);
        let mut letters = others.chars();
        let letter = letters
            .next()
            .filter(|letter| !matches!(letter, '"' | '“' | '”'));
        let letter = letter.into_iter().flat_map(char::to_lowercase);
        folded.extend(letter.map(as_typed));
        left = letters.as_str();
    }
}

fn push_plain(folded: &mut String, text: &str) {
    let start = folded.len();
    folded.push_str(text);
    if let Some(added) = folded.get_mut(start..) {
        added.make_ascii_lowercase();
    }
}

/// The letter that stands for another that is typed in the same way.
fn as_typed(letter: char) -> char {
    match letter {
        '‘' | '’' => '\'',
        // At the end of a Greek word.
        'ς' => 'σ',
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_in_another_way_is_the_same() {
        let check = |text: &str, expect: &str| assert_eq!(folded(text), expect, "{text}");
        check("", "");
        check("NATO", "nato");
        check("asks for “Neutral”", "asks for neutral");
        check("\"Neutral\"", "neutral");
        check("Ukraine’s", "ukraine's");
        check("Росія ВИМАГАЄ", "росія вимагає");
        check("ΟΔΟΣ", "οδοσ");
        check("οδός", "οδόσ");
        check("“É” à", "é à");
        check("”", "");
    }
}
