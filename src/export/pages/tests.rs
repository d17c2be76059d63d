//! What stands where on the pages, read from the finished layout.

use typst::layout::{Abs, Frame, FrameItem, Point};

use super::*;
use crate::compare::Verdict;
use crate::model::Row;
use crate::sheet::{
    Cell, CellState, Includes, Lane, Legend, Line, Mark, Note, ParentLine, PartyHead, Phrase,
    PhraseKind, RowLine, Slot, ThemeLine,
};

/// A sheet in which every text of the files is this one.
fn sheet_of(text: &str, party_count: usize) -> Sheet {
    let text = text.to_owned();
    let theme = ThemeLine {
        title: text.clone(),
        counts: text.clone(),
    };
    let parent = ParentLine {
        issue: 0,
        title: text.clone(),
        question: Some(text.clone()),
        counts: text.clone(),
        totals: Vec::new(),
    };
    Sheet {
        since: None,
        includes: Includes::default(),
        proposals: Vec::new(),
        findings: Vec::new(),
        title: text.clone(),
        summary: Some(text.clone()),
        headline: text.clone(),
        tally: Vec::new(),
        changes: Vec::new(),
        extremes: Vec::new(),
        left_out: None,
        as_of: Some(text.clone()),
        from: None,
        parties: vec![
            PartyHead {
                id: String::new(),
                name: text.clone(),
                spoken: 1
            };
            party_count
        ],
        totals: Vec::new(),
        filters: None,
        lines: vec![
            Line::Theme(theme),
            Line::Parent(parent),
            Line::Row(row_of(&text, party_count)),
        ],
        legend: Legend {
            verdicts: Vec::new(),
            marks: Vec::new(),
            outline: String::new(),
            words: Vec::new(),
        },
        method: vec![text.clone()],
        notes: vec![Note {
            number: 1,
            text: text.clone(),
            url: Some(text.clone()),
        }],
        inputs: Vec::new(),
        program: "Common Ground".to_owned(),
        problems: vec![text],
    }
}

fn row_of(text: &str, party_count: usize) -> RowLine {
    let text = text.to_owned();
    let cell = Cell {
        movement: None,
        step: None,
        state: CellState::Stated,
        short: text.clone(),
        phrases: vec![Phrase {
            pieces: Vec::new(),
            kind: PhraseKind::Asks,
            word: "Asks",
            text: text.clone(),
        }],
        summary: Some(text.clone()),
        date: Some(text.clone()),
        notes: vec![1, 2],
        spoken: String::new(),
    };
    RowLine {
        movement: None,
        trend: None,
        unread: None,
        age: None,
        row: Row {
            issue: 0,
            part: None,
        },
        title: text.clone(),
        full_title: text.clone(),
        is_part: true,
        question: Some(text.clone()),
        verdict: Verdict::Overlap,
        verdict_word: "Overlap",
        verdict_detail: Some(text.clone()),
        lane: Lane {
            slots: vec![
                Slot {
                    label: text.clone(),
                    outlined: true
                };
                3
            ],
            lines: vec![vec![Mark::Asked, Mark::Refused, Mark::Contradicted]; party_count],
            is_ordered: false,
            is_room: false,
        },
        cells: vec![cell; party_count],
        reason: text.clone(),
        remarks: vec![text],
        spoken: String::new(),
    }
}

/// A run of letters on a page, and how far it reaches to the right and down.
struct Run {
    text: String,
    right: Abs,
    bottom: Abs,
}

fn runs_of(frame: &Frame, offset: Point, runs: &mut Vec<Run>) {
    for (position, item) in frame.items() {
        let position = offset + *position;
        match item {
            FrameItem::Group(group) => runs_of(&group.frame, position, runs),
            FrameItem::Text(text) => runs.push(Run {
                text: text.text.to_string(),
                right: position.x + text.width(),
                bottom: position.y,
            }),
            _ => {}
        }
    }
}

/// Lays the sheet out and checks that every letter is on the page, left of its right margin.
#[track_caller]
fn letters_on_the_pages_of(sheet: &Sheet) -> String {
    let document = Pages::of(sheet, Paper::Fitting, Cut::Sheets)
        .unwrap()
        .document;
    let mut letters = String::new();
    for page in document.pages() {
        let mut runs = Vec::new();
        runs_of(&page.frame, Point::zero(), &mut runs);
        for run in runs {
            assert!(
                run.right <= page.frame.width() - Abs::mm(12.0),
                "{} reaches {:?}",
                run.text,
                run.right
            );
            assert!(
                run.bottom <= page.frame.height() - Abs::mm(5.0),
                "{} stands at {:?}",
                run.text,
                run.bottom
            );
            letters.extend(run.text.chars().filter(|letter| !letter.is_whitespace()));
        }
    }
    letters
}

#[test]
fn words_of_500_letters_are_broken_and_not_lost() {
    for (word, party_count) in [
        ("Schadensersatz".repeat(36), 2),
        ("Щ".repeat(500), 4),
        ("W".repeat(500), 6),
    ] {
        let letters = letters_on_the_pages_of(&sheet_of(&word, party_count));
        // In the title, the summary, the headline and the notes at least, in one piece but for the ends of lines.
        assert!(
            letters.matches(&word).count() > 10,
            "{}",
            letters.matches(&word).count()
        );
    }
}

#[test]
fn addresses_without_a_place_to_break_stay_on_the_page() {
    letters_on_the_pages_of(&sheet_of(
        &format!("https://example.org/{}", "a1b2".repeat(120)),
        3,
    ));
}

#[test]
fn cells_of_10_000_letters_go_on_overleaf() {
    let mut sheet = sheet_of("short", 2);
    let text = "Nothing is agreed until all is agreed. ".repeat(260);
    for line in &mut sheet.lines {
        if let Line::Row(row) = line {
            row.reason.clone_from(&text);
            for cell in &mut row.cells {
                cell.summary = Some(text.clone());
            }
        }
    }
    let letters = letters_on_the_pages_of(&sheet);
    assert_eq!(letters.matches("Nothing").count(), 3 * 260);
}

#[test]
fn markup_of_the_typesetter_is_text() {
    let markup = "#import\"x\";#panic()*a*_b_$c$`d`<e>@f=g//h/*i*/\\j[k]--~\"l\"'m'";
    let letters = letters_on_the_pages_of(&sheet_of(markup, 2));
    assert!(letters.matches(markup).count() > 10);
}

#[test]
fn every_page_says_which_it_is() {
    let mut sheet = sheet_of("short", 2);
    let lines = sheet.lines.iter().cycle().take(36).cloned().collect();
    sheet.lines = lines;
    let document = Pages::of(&sheet, Paper::Fitting, Cut::Sheets)
        .unwrap()
        .document;
    let count = document.pages().len();
    assert!(count > 2);
    for (page, number) in document.pages().iter().zip(1..) {
        let mut runs = Vec::new();
        runs_of(&page.frame, Point::zero(), &mut runs);
        let said = format!("{number} of {count}");
        assert!(runs.iter().any(|run| run.text == said), "{said}");
    }
}

#[test]
fn letters_without_a_font_are_replaced_and_named() {
    let letters = letters_on_the_pages_of(&sheet_of("aあb", 2));
    assert!(letters.contains("a\u{FFFD}b"));
    assert!(letters.contains("cannotdraw1letterofHiragana(U+3042)"));
    let letters = letters_on_the_pages_of(&sheet_of("Київ, Αθήνα, Đà Nẵng", 2));
    assert!(!letters.contains('\u{FFFD}') && !letters.contains("cannotdraw"));
}

#[test]
fn movement_findings_and_differing_words_are_on_the_pages() {
    let mut sheet = sheet_of("short", 2);
    sheet.findings = vec![crate::sheet::Finding {
        title: "Offers that match".to_owned(),
        sentences: vec!["One offers.".to_owned()],
    }];
    for line in &mut sheet.lines {
        if let Line::Row(row) = line {
            row.movement = Some("Was gap; closer now.".to_owned());
            for cell in &mut row.cells {
                cell.movement = Some("Softened");
                for phrase in &mut cell.phrases {
                    phrase.pieces = ["shall ", "may"].map(piece).to_vec();
                }
            }
        }
    }
    let letters = letters_on_the_pages_of(&sheet);
    for said in [
        "Offersthatmatch",
        "Oneoffers.",
        "Wasgap;closernow.",
        "Softened",
        "shallmay",
        "Underlined",
    ] {
        assert!(letters.contains(said), "{said}");
    }
}

fn piece(text: &str) -> crate::sheet::Piece {
    crate::sheet::Piece {
        text: text.to_owned(),
        differs: text == "may",
    }
}

#[test]
fn pages_are_as_large_as_the_chosen_paper_and_hold_every_party() {
    let sheet = sheet_of("short", 9);
    let size = |paper| {
        let document = Pages::of(&sheet, paper, Cut::Sheets).unwrap().document;
        let page = document.pages().first().unwrap();
        let side = |side: Abs| (side.to_mm() * 10.0).round() / 10.0;
        (side(page.frame.width()), side(page.frame.height()))
    };
    assert_eq!(size(Paper::Fitting), (594.0, 420.0));
    assert_eq!(size(Paper::A4), (297.0, 210.0));
    assert_eq!(size(Paper::A3), (420.0, 297.0));
    assert_eq!(size(Paper::Letter), (279.4, 215.9));
    assert_eq!(columns(9, Paper::A4), 3);
    assert_eq!(columns(9, Paper::A3), 5);
    assert_eq!(columns(9, Paper::Fitting), 9);
    assert_eq!(columns(1, Paper::Letter), 1);
}
