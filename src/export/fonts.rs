//! The fonts that come with the program, for the window and for typeset pages alike.
//!
//! IBM Plex Sans covers Latin, Greek, Cyrillic and Vietnamese; its licence stands beside it in
//! `assets/fonts`. A page is set in these fonts alone, so that it looks the same on every machine.

/// The family that the bundled fonts belong to.
pub const FAMILY: &str = "IBM Plex Sans";

/// The bundled fonts: the name of each face and its file.
pub fn bundled() -> &'static [(&'static str, &'static [u8])] {
    &[
        (
            "IBM Plex Sans Regular",
            include_bytes!("../../assets/fonts/IBMPlexSans-Regular.ttf"),
        ),
        (
            "IBM Plex Sans Italic",
            include_bytes!("../../assets/fonts/IBMPlexSans-Italic.ttf"),
        ),
        (
            "IBM Plex Sans SemiBold",
            include_bytes!("../../assets/fonts/IBMPlexSans-SemiBold.ttf"),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use typst::foundations::Bytes;
    use typst::text::Font;

    use super::bundled;
    use crate::export::letters::missing_letters;

    /// The letters of an alphabet, small and capital.
    fn both_cases(letters: &str) -> String {
        let capitals: String = letters.chars().flat_map(char::to_uppercase).collect();
        format!("{letters}{capitals}")
    }

    fn check(alphabet: &str, letters: &str) {
        for (face, data) in bundled() {
            let fonts: Vec<Font> = Font::iter(Bytes::new(*data)).collect();
            let missing = missing_letters(letters, &fonts);
            assert!(
                missing.is_empty(),
                "{face} lacks of {alphabet}: {missing:?}"
            );
            // What is asked of the font is more than nothing.
            assert!(!missing_letters("北", &fonts).is_empty(), "{face}");
        }
    }

    #[test]
    fn each_face_has_every_letter_of_latin_cyrillic_greek_and_vietnamese() {
        let latin_1: String = ('\u{C0}'..='\u{FF}').collect();
        let latin_extended_a: String = ('\u{100}'..='\u{17F}').collect();
        check(
            "Latin",
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
        );
        check("Latin-1", &latin_1);
        check("Latin Extended-A", &latin_extended_a);
        check("Romanian", &both_cases("șț"));
        check("German", "ẞ");
        check("Azerbaijani", &both_cases("əğıiöşüç"));
        check("Russian", &both_cases("абвгдеёжзийклмнопрстуфхцчшщъыьэюя"));
        check(
            "Ukrainian",
            &both_cases("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
        );
        check(
            "Belarusian",
            &both_cases("абвгдеёжзійклмнопрстуўфхцчшыьэюя"),
        );
        check("Bulgarian", &both_cases("абвгдежзийклмнопрстуфхцчшщъьюя"));
        check("Serbian", &both_cases("абвгдђежзијклљмнњопрстћуфхцчџш"));
        check(
            "Macedonian",
            &both_cases("абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ"),
        );
        check(
            "Kazakh",
            &both_cases("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"),
        );
        check("Tajik", &both_cases("абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя"));
        check(
            "Mongolian",
            &both_cases("абвгдеёжзийклмноөпрстуүфхцчшщъыьэюя"),
        );
        check("Greek", &both_cases("αβγδεζηθικλμνξοπρστυφχψωάέήίόύώϊϋ"));
        check("Greek", "ςΐΰ");
        check(
            "Vietnamese",
            &both_cases(
                "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ",
            ),
        );
        check("the signs of the program", "“”„«»‘’–—…·→≤≥−×№€£§°%‰±½");
    }
}
