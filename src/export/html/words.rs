//! Text as it stands in HTML.

use crate::export::text;
use crate::sheet::Piece;

/// Text in which no character means anything to HTML.
pub(super) fn escaped(text: &str) -> String {
    text::escaped(text).replace('\n', "<br/>")
}

/// Text for an attribute or an element that can hold no line break.
pub(super) fn in_one_line(text: &str) -> String {
    text::escaped(text).replace('\n', " ")
}

/// Words, those that another party does not have underlined.
pub(super) fn with_pieces(text: &str, pieces: &[Piece]) -> String {
    if pieces.is_empty() {
        return escaped(text);
    }
    let piece = |piece: &Piece| {
        let text = escaped(&piece.text);
        if piece.differs {
            format!("<u>{text}</u>")
        } else {
            text
        }
    };
    pieces.iter().map(piece).collect()
}

/// The name that a link to this note uses.
pub(super) fn note_id(number: usize) -> String {
    format!("note-{number}")
}

/// A name for a link to a row, made of its title: the same whichever rows are shown.
pub(super) fn slug(title: &str) -> String {
    const LONGEST: usize = 60;
    let mut slug = "row".to_owned();
    let mut is_between = true;
    for letter in title.chars().flat_map(char::to_lowercase) {
        if !letter.is_alphanumeric() {
            is_between = true;
            continue;
        }
        if is_between {
            slug.push('-');
            is_between = false;
        }
        slug.push(letter);
        if slug.chars().count() > LONGEST {
            break;
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_shows_as_text() {
        assert_eq!(
            escaped("<script>\"&'\u{0}\r\n"),
            "&lt;script&gt;&quot;&amp;&#39;\u{FFFD}<br/>"
        );
        assert_eq!(in_one_line("a\nb"), "a b");
    }

    #[test]
    fn rows_are_named_by_their_titles() {
        assert_eq!(slug("Neutrality & “NATO”"), "row-neutrality-nato");
        assert_eq!(slug("\"><b>"), "row-b");
        assert_eq!(slug("Київ"), "row-київ");
    }
}
