//! Files with damage at random places: whatever is in them, they load or are left out, and nothing panics.

use common_ground::compare::Question;
use common_ground::files::Loaded;
use common_ground::sheet::{Filters, Material, as_text, sheet};
use proptest::prelude::*;

use crate::support::{Folder, compare_all};

const AGENDA: &str = include_str!("../../bad/positions/agenda.ron");

const EAST: &str = r#"Position(
    party: (id: "east", name: "East"),
    sources: [Source(id: "speech", title: "Speech", url: "https://example.org", grade: "B2")],
    stances: [
        Stance(issue: "bridge", date: "2025-01-10", asks: Only("keep"), rejects: Rest, cites: ["speech"]),
        Stance(issue: "order", date: "2025-02", asks: Between("low", "middle"), offers: [
            Offer(outcomes: Only("high"), provided: [On("toll", AtMost(10)), On("banks", Only("open"), ["left"]), Words("東京 agrees")]),
        ], after: ["text-ready"], cites: [Cite(source: "speech", at: "I.2")]),
        Stance(issue: "banks", parts: ["left"], withdrawn: true, cites: ["speech"]),
        Stance(issue: "toll", adds: true, asks: OneOf([0.5, 1_000, "no-limit"]), until: "2026", cites: ["speech"]),
        Stance(issue: "start", asks: AtLeast("2025-07-01"), priority: High, cites: ["speech"]),
        Stance(issue: "preamble", text: r"The 'words'.", cites: ["minutes"]), /* a comment */
    ],
)"#;

/// What damage does to one place of a text.
#[derive(Debug, Clone)]
pub(super) enum Damage {
    Delete { at: usize, count: usize },
    Repeat { at: usize, count: usize },
    Put { at: usize, what: Vec<u8> },
}

impl Damage {
    pub(super) fn apply(&self, bytes: &mut Vec<u8>) {
        let clamp = |at: usize, bytes: &[u8]| at % bytes.len().max(1);
        match self {
            Self::Delete { at, count } => {
                let start = clamp(*at, bytes);
                let end = (start + count).min(bytes.len());
                bytes.drain(start..end);
            }
            Self::Repeat { at, count } => {
                let start = clamp(*at, bytes);
                let end = (start + count).min(bytes.len());
                let piece = bytes[start..end].to_vec();
                bytes.splice(start..start, piece);
            }
            Self::Put { at, what } => {
                let start = clamp(*at, bytes);
                let end = (start + what.len()).min(bytes.len());
                bytes.splice(start..end, what.iter().copied());
            }
        }
    }
}

pub(super) fn damage() -> impl Strategy<Value = Damage> {
    let signs = || {
        prop_oneof![
            proptest::collection::vec(any::<u8>(), 1..4),
            prop::sample::select(vec![
                "(", ")", "[", "]", "{", "}", "\"", "'", ",", ":", "/*", "*/", "//", "\\", "#",
                "-", "9e999", "\u{202e}", "\u{feff}", "\u{0}", "r#\"", "Some(", "inf", "Rest",
                "Anything", "東",
            ])
            .prop_map(|text| text.as_bytes().to_vec()),
        ]
    };
    prop_oneof![
        (any::<usize>(), 1..40_usize).prop_map(|(at, count)| Damage::Delete { at, count }),
        (any::<usize>(), 1..200_usize).prop_map(|(at, count)| Damage::Repeat { at, count }),
        (any::<usize>(), signs()).prop_map(|(at, what)| Damage::Put { at, what }),
    ]
}

fn damaged(text: &str, damages: &[Damage]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for damage in damages {
        damage.apply(&mut bytes);
    }
    bytes
}

/// Whatever loads can be compared and shown, and every problem has a place in a file.
fn check(loaded: &Loaded) {
    for problem in &loaded.problems {
        assert!(problem.line >= 1 && problem.column >= 1, "{problem}");
        assert!(!problem.message.is_empty());
    }
    let comparison = compare_all(loaded, None);
    let shown = sheet(Material::new(loaded, &comparison), &Filters::default());
    let text = as_text(&shown, 80);
    let hidden = |letter: char| letter.is_control() && letter != '\n';
    assert!(!text.contains(hidden), "{text:?}");
    let nobody = Question::default();
    let _ = common_ground::compare::compare(&loaded.talks, &nobody);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_position_does_no_harm(damages in proptest::collection::vec(damage(), 1..4)) {
        let folder = Folder::with(&[("agenda.ron", AGENDA.as_bytes().to_vec()), ("east.ron", damaged(EAST, &damages))]);
        check(&folder.load());
    }

    #[test]
    fn a_damaged_agenda_does_no_harm(damages in proptest::collection::vec(damage(), 1..4)) {
        let folder = Folder::with(&[("agenda.ron", damaged(AGENDA, &damages)), ("east.ron", EAST.as_bytes().to_vec())]);
        check(&folder.load());
    }

    #[test]
    fn a_damaged_position_without_an_agenda_does_no_harm(damages in proptest::collection::vec(damage(), 1..4)) {
        let folder = Folder::with(&[("east.ron", damaged(EAST, &damages)), ("west.ron", EAST.replace("east", "west").into_bytes())]);
        check(&folder.load());
    }
}

#[test]
fn the_undamaged_position_is_fine() {
    let folder = Folder::with(&[("agenda.ron", AGENDA), ("east.ron", EAST)]);
    let loaded = folder.load();
    assert_eq!(folder.problems(&loaded), Vec::<String>::new());
    check(&loaded);
}
