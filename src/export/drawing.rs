//! Makes a drawing of the typesetter smaller without changing what it shows.
//!
//! Each letter on the page is a use of an outline, which the typesetter names by 32 digits, and repeats what is so
//! anyway. Short names and no repetition halve the file.

use std::collections::HashMap;

/// How many digits the name of an outline has.
const DIGITS: usize = 32;

/// How the names of outlines stand in the drawing: where they are given, and where they are used. Nothing else in
/// it can look so, since every quotation mark inside a text is written as an entity.
const PLACES: [(&str, &str); 2] = [(" id=\"", "g"), ("href=\"", "#g")];

/// What an outline is filled by unless another rule is given.
const USUAL_RULE: &str = " fill-rule=\"nonzero\"";

/// The drawing, smaller.
pub(super) fn smaller(svg: &str) -> String {
    let mut names: HashMap<&str, usize> = HashMap::new();
    let mut out = String::with_capacity(svg.len() / 2);
    let mut rest = svg;
    while let Some((before, digits)) = next_name(rest) {
        push_without_rule(&mut out, before);
        let count = names.len();
        let (name, behind) = digits.split_at(DIGITS);
        // Names are given in the order in which they come up, so that the same page gives the same bytes.
        let number = *names.entry(name).or_insert(count);
        out.push_str(&number.to_string());
        rest = behind;
    }
    push_without_rule(&mut out, rest);
    out
}

/// What stands before the digits of the next name of an outline, and what begins with them.
fn next_name(text: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    // One search that both places begin with: a search for each would go through all that is left every time.
    while let Some(at) = text.get(from..)?.find("=\"") {
        let value = from + at + 2;
        from = value;
        let before = text.get(..value)?;
        let prefix = PLACES
            .iter()
            .find(|(attribute, _)| before.ends_with(attribute))
            .map_or("", |(_, prefix)| prefix);
        let after = text.get(value..)?;
        if let Some(digits) = after.strip_prefix(prefix).filter(|_| !prefix.is_empty())
            && is_name(digits)
        {
            return Some((text.get(..value + prefix.len())?, digits));
        }
    }
    None
}

fn is_name(digits: &str) -> bool {
    let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'A'..=b'F');
    let count = digits.bytes().take_while(|byte| is_digit(byte)).count();
    count == DIGITS && digits.as_bytes().get(DIGITS) == Some(&b'"')
}

fn push_without_rule(out: &mut String, text: &str) {
    for part in text.split(USUAL_RULE) {
        out.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_are_named_shortly_and_alike() {
        let (one, two) = ("0123456789ABCDEF".repeat(2), "F".repeat(32));
        let svg = format!(
            "<path id=\"g{one}\" d=\"\"/><use href=\"#g{two}\" fill-rule=\"nonzero\"/><use xlink:href=\"#g{one}\"/><a href=\"#gone\"/>"
        );
        assert_eq!(
            smaller(&svg),
            "<path id=\"g0\" d=\"\"/><use href=\"#g1\"/><use xlink:href=\"#g0\"/><a href=\"#gone\"/>"
        );
        assert_eq!(smaller(""), "");
        assert_eq!(smaller(" id=\"g"), " id=\"g");
    }
}
