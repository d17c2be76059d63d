//! Sheets made by hand, for looking at and for testing what a page does with them.

use common_ground::compare::Verdict;
use common_ground::files::Input;
use common_ground::model::Row;
use common_ground::sheet::{
    Cell, CellState, Includes, Lane, Legend, LegendMark, LegendVerdict, Line, Mark, Note,
    ParentLine, PartyHead, Phrase, PhraseKind, RowLine, Sheet, Slot, ThemeLine, VerdictCount,
};

const VERDICTS: [(Verdict, &str, &str); 7] = [
    (
        Verdict::Aligned,
        "Aligned",
        "All who have spoken ask for some outcome, on the same terms.",
    ),
    (
        Verdict::Overlap,
        "Overlap",
        "All who have spoken would take some outcome, though not all ask for it.",
    ),
    (
        Verdict::Gap,
        "Gap",
        "There is nothing that all would take, and nobody refuses all that another would take.",
    ),
    (
        Verdict::Opposed,
        "Opposed",
        "One refuses all that another would take.",
    ),
    (Verdict::OneSided, "One-sided", "Only one party has spoken."),
    (Verdict::Unstated, "Unstated", "No party has spoken."),
    (
        Verdict::Text,
        "Text",
        "The answers are words and are not computed.",
    ),
];

const MARKS: [(Mark, &str, &str); 5] = [
    (Mark::Asked, "Asked", "The party asks for this outcome."),
    (
        Mark::Acceptable,
        "Acceptable",
        "The party would take it, perhaps on conditions.",
    ),
    (
        Mark::NotStated,
        "Not stated",
        "The party has said nothing of it. This is neither a yes nor a no.",
    ),
    (Mark::Refused, "Refused", "The party refuses it."),
    (
        Mark::Contradicted,
        "Contradicted",
        "The party said and denied it on the same day.",
    ),
];

/// One issue in a few words. Each mark line is one party: `A` asked, `a` acceptable, `R` refused, `C` contradicted,
/// `.` not stated; an empty line is a party that has not spoken. A slot that starts with `*` is outlined.
struct Issue {
    parent: Option<&'static str>,
    title: &'static str,
    question: &'static str,
    verdict: Verdict,
    detail: Option<&'static str>,
    slots: &'static [&'static str],
    marks: &'static [&'static str],
    summaries: &'static [&'static str],
    reason: &'static str,
}

/// Talks like the bundled ones, with `party_count` parties.
pub(super) fn realistic(party_count: usize) -> Sheet {
    let names = [
        "Russia",
        "Ukraine",
        "United States",
        "European Union",
        "Türkiye (mediator’s draft)",
        "China",
        "Brazil",
    ];
    let mut lines = Vec::new();
    for (theme, issues) in themes() {
        let count = issues.len();
        lines.push(Line::Theme(ThemeLine {
            title: theme.to_owned(),
            counts: format!(
                "{count} rows: 1 overlap · 2 gap · {} opposed",
                count.saturating_sub(3)
            ),
        }));
        let mut parent = None;
        for issue in issues {
            if issue.parent != parent {
                parent = issue.parent;
                if let Some(title) = parent {
                    lines.push(Line::Parent(ParentLine {
                        issue: 0,
                        title: title.to_owned(),
                        question: Some("Whose territory is each of them to be in law?".to_owned()),
                        counts: "4 opposed · 1 gap".to_owned(),
                        totals: vec![count_of(Verdict::Opposed, 4), count_of(Verdict::Gap, 1)],
                    }));
                }
            }
            lines.push(Line::Row(row(issue, party_count)));
        }
    }
    Sheet {
        includes: Includes::default(),
since: None,
findings: Vec::new(),
proposals: Vec::new(),
        title: "Russia–Ukraine talks".to_owned(),
        summary: Some("Talks to end the war that began with Russia’s full-scale invasion of Ukraine on 24 February 2022: in Belarus and Istanbul in 2022, and again in Istanbul in 2025.".to_owned()),
        headline: "Russia and Ukraine as of 23 July 2025. Both have spoken on 27 of 38 rows: 2 aligned, 4 overlap, 9 gap, 12 opposed. On 11 rows at least one of them has said nothing.".to_owned(),
        tally: Vec::new(),
        changes: Vec::new(),
        extremes: Vec::new(),
        left_out: Some("1 stance could not be read and is missing here; see “What could not be read”.".to_owned()),
        as_of: Some("23 July 2025".to_owned()),
        from: None,
        parties: names.iter().cycle().take(party_count).enumerate().map(|(index, name)| PartyHead {
            id: format!("party-{index}"), name: (*name).to_owned(), spoken: 33_usize.saturating_sub(5 * index),
        }).collect(),
        totals: VERDICTS.iter().zip([2, 4, 9, 12, 7, 1, 3]).map(|((verdict, word, _), count)| VerdictCount { verdict: *verdict, word, count }).collect(),
        filters: Some("Shown are the themes Security and Territory; 3 rows are hidden.".to_owned()),
        lines,
        legend: legend(),
        method: vec![
            "A party accepts an outcome if it asks for it, says that it would take it, or offers it on a condition. It refuses an outcome if it says so, or if it says that nothing but other outcomes will do. What a party has not spoken of is not stated, and is never counted as a yes or a no.".to_owned(),
            "Two answers are aligned if both ask for the same outcome on the same terms, overlap if there is an outcome that both would take, are opposed if one refuses all that the other would take, and leave a gap otherwise.".to_owned(),
            "The latest stance holds. What a party said earlier holds where the later stance does not speak of the same outcomes.".to_owned(),
        ],
        notes: (1..=24).map(|number| Note {
            number,
            text: format!("Draft treaty on permanent neutrality and security guarantees of Ukraine, article {number}. The New York Times, 15 June 2024."),
            url: (!number.is_multiple_of(3)).then(|| format!("https://static01.nyt.com/newsgraphics/documenttools/a456d6dd8e27e830/e279a252-full-{number}.pdf")),
        }).collect(),
        inputs: ["agenda.ron", "russia.ron", "ukraine.ron", "sources.ron"].iter().map(|name| Input {
            name: (*name).to_owned(), sha256: "3f1c0de9".repeat(8),
        }).collect(),
        program: "Common Ground 0.1.0".to_owned(),
        problems: vec!["ukraine.ron:112:9: error: this issue has no outcome called “neutrl”; did you mean “neutral”?".to_owned()],
    }
}

/// A sheet in which every text tries to be something else.
pub(super) fn hostile() -> Sheet {
    let mut sheet = realistic(2);
    sheet.lines.truncate(3);
    sheet.title = "#import \"/x\": * | <script>alert(1)</script> *bold* _it_ $x$ \\ `code`".into();
    sheet.headline = HOSTILE.into();
    sheet.summary = Some(
        "Київ, Санкт-Петербург, Αθήνα, Đà Nẵng\u{202E}gnihton\u{202C}\u{0}\u{1b}[31m".to_owned(),
    );
    sheet.method = vec![
        "1. not a list".to_owned(),
        "# not a heading".to_owned(),
        "- not an item\n> nor a quote".to_owned(),
    ];
    sheet.notes = vec![
        Note {
            number: 1,
            text: HOSTILE.to_owned(),
            url: Some("javascript:alert(1)".to_owned()),
        },
        Note {
            number: 2,
            text: "[a](b)".to_owned(),
            url: Some("https://example.org/a_b_(c)?d=*&e=|f#g".to_owned()),
        },
    ];
    sheet.inputs = vec![Input {
        name: "a|b`c\nd.ron".to_owned(),
        sha256: "0".repeat(64),
    }];
    sheet.problems = vec!["<b>x</b> | *y*".to_owned()];
    for line in &mut sheet.lines {
        match line {
            Line::Theme(theme) => theme.title = "= Theme #lorem(5) | <i>".into(),
            Line::Parent(parent) => parent.title = "@ref <label> // comment".into(),
            Line::Row(row) => make_hostile(row),
        }
    }
    sheet
}

/// A sheet with a word of 500 letters and a cell of 10,000.
pub(super) fn oversized() -> Sheet {
    let mut sheet = realistic(2);
    let mut rows = sheet.lines.iter_mut().filter_map(|line| match line {
        Line::Row(row) => Some(row),
        Line::Theme(_) | Line::Parent(_) => None,
    });
    if let Some(row) = rows.next() {
        row.title = "Schadensersatz".repeat(36);
        row.cells[0].phrases[0].text = "W".repeat(500);
        row.cells[1].summary = Some("Непротивоконституционность".repeat(20));
        row.reason = "щ".repeat(700);
    }
    if let Some(row) = rows.next() {
        row.cells[0].phrases[0].text = "A long statement of the party. ".repeat(330);
        row.cells[1].phrases[0].text = "x".repeat(10_000);
    }
    drop(rows);
    sheet.title = "A title that goes on ".repeat(30);
    sheet
}

/// A sheet with more parties than fit side by side, and more outcomes than can be told apart.
pub(super) fn crowded() -> Sheet {
    let mut sheet = realistic(30);
    sheet.lines.truncate(4);
    if let Some(Line::Row(row)) = sheet.lines.last_mut() {
        row.lane.slots = row.lane.slots.iter().cycle().take(4096).cloned().collect();
        for marks in &mut row.lane.lines {
            *marks = marks
                .iter()
                .flat_map(|mark| vec![*mark; 820])
                .take(4096)
                .collect();
        }
    }
    sheet
}

/// A sheet of as many lines.
pub(super) fn long(line_count: usize) -> Sheet {
    let mut sheet = realistic(2);
    sheet.lines = sheet
        .lines
        .iter()
        .cycle()
        .take(line_count)
        .cloned()
        .collect();
    sheet
}

/// A sheet in scripts that the bundled fonts know, and in others.
pub(super) fn of_many_scripts() -> Sheet {
    let mut sheet = realistic(2);
    sheet.lines.truncate(2);
    sheet.summary = Some(
        "Türkiye, Київ, Αθήνα, Đà Nẵng; ירושלים, القدس, 北京, 서울, თბილისი, Երևան, \u{10FFFD}"
            .to_owned(),
    );
    sheet
}

/// A sheet without rows, notes or anything else that can be missing.
pub(super) fn empty() -> Sheet {
    Sheet {
        since: None,
        proposals: Vec::new(),
        findings: Vec::new(),
        summary: None,
        left_out: None,
        as_of: None,
        filters: None,
        lines: Vec::new(),
        method: Vec::new(),
        notes: Vec::new(),
        inputs: Vec::new(),
        problems: Vec::new(),
        ..realistic(2)
    }
}

/// Markup of every kind that a page could take for its own.
pub(super) const HOSTILE: &str = "#import \"x\"; #eval(\"1\") *star* _under_ $math$ <script>alert(1)</script> <!-- --> [link](http://e.org) ![i](x) | pipe \\ back `tick` ~~x~~ &amp; http://e.org www.e.org @ref // c /* d */ -- --- ' \" = x";

fn make_hostile(row: &mut RowLine) {
    row.title = HOSTILE.into();
    row.question = Some("- a\n- b".to_owned());
    row.reason = "First | line\n| second | line |\n|---|---|".into();
    row.remarks = vec![
        "# one".to_owned(),
        "<img src=x onerror=alert(1)>".to_owned(),
    ];
    for cell in &mut row.cells {
        cell.summary = Some(HOSTILE.to_owned());
        for phrase in &mut cell.phrases {
            phrase.text = "a\n\n# b | c\u{7}".into();
        }
    }
    for slot in &mut row.lane.slots {
        slot.label = "#panic() | x".into();
    }
}

fn count_of(verdict: Verdict, count: usize) -> VerdictCount {
    let word = VERDICTS
        .iter()
        .find(|(other, _, _)| *other == verdict)
        .map_or("", |(_, word, _)| word);
    VerdictCount {
        verdict,
        word,
        count,
    }
}

fn legend() -> Legend {
    Legend {
        verdicts: VERDICTS.iter().map(|(verdict, word, meaning)| LegendVerdict { verdict: *verdict, word, meaning }).collect(),
        marks: MARKS.iter().map(|(mark, word, meaning)| LegendMark { mark: *mark, word, meaning }).collect(),
        outline: "An outline goes round the zone, which all would take, or else the room, which nobody has refused.".to_owned(), words: Vec::new(),
    }
}

fn row(issue: &Issue, party_count: usize) -> RowLine {
    let slots: Vec<Slot> = issue
        .slots
        .iter()
        .map(|label| Slot {
            label: label.trim_start_matches('*').to_owned(),
            outlined: label.starts_with('*'),
        })
        .collect();
    let marks: Vec<Vec<Mark>> = (0..party_count)
        .map(|party| {
            let marks = issue
                .marks
                .get(party % issue.marks.len())
                .copied()
                .unwrap_or("");
            slots
                .iter()
                .enumerate()
                .map(|(index, _)| mark_of(marks.chars().nth(index)))
                .collect()
        })
        .collect();
    let cells = marks
        .iter()
        .enumerate()
        .map(|(party, marks)| cell(issue, party, marks))
        .collect();
    RowLine {
        movement: None,
        trend: None,
        unread: None,
        age: None,
        row: Row {
            issue: 0,
            part: None,
        },
        title: issue.title.to_owned(),
        full_title: issue.parent.map_or_else(
            || issue.title.to_owned(),
            |parent| format!("{parent}: {}", issue.title),
        ),
        is_part: issue.parent.is_some(),
        question: (!issue.question.is_empty()).then(|| issue.question.to_owned()),
        verdict: issue.verdict,
        verdict_word: count_of(issue.verdict, 0).word,
        verdict_detail: issue.detail.map(str::to_owned),
        lane: Lane {
            slots,
            lines: marks,
            is_ordered: issue.detail.is_some(),
            is_room: false,
        },
        cells,
        reason: issue.reason.to_owned(),
        remarks: if issue.title.len().is_multiple_of(4) {
            vec!["The answers are 3 years apart.".to_owned()]
        } else {
            Vec::new()
        },
        spoken: String::new(),
    }
}

fn mark_of(character: Option<char>) -> Mark {
    match character {
        Some('A') => Mark::Asked,
        Some('a') => Mark::Acceptable,
        Some('R') => Mark::Refused,
        Some('C') => Mark::Contradicted,
        _ => Mark::NotStated,
    }
}

fn cell(issue: &Issue, party: usize, marks: &[Mark]) -> Cell {
    let kinds = [
        (Mark::Asked, PhraseKind::Asks, "Asks"),
        (Mark::Acceptable, PhraseKind::Accepts, "Would accept"),
        (Mark::Refused, PhraseKind::Rejects, "Refuses"),
        (
            Mark::Contradicted,
            PhraseKind::Contradicted,
            "Said and denied",
        ),
    ];
    let mut phrases: Vec<Phrase> = kinds
        .iter()
        .filter_map(|(mark, kind, word)| {
            let labels: Vec<&str> = marks
                .iter()
                .zip(issue.slots)
                .filter(|(other, _)| *other == mark)
                .map(|(_, label)| label.trim_start_matches('*'))
                .collect();
            (!labels.is_empty()).then(|| Phrase {
                pieces: Vec::new(),
                kind: *kind,
                word,
                text: labels.join("; "),
            })
        })
        .collect();
    if issue.verdict == Verdict::Text && party == 0 {
        phrases.push(Phrase {
            pieces: Vec::new(),
            kind: PhraseKind::Text,
            word: "Says",
            text: "The preamble should name the causes of the conflict.".to_owned(),
        });
    }
    if phrases.is_empty() {
        return Cell {
            movement: None,
            step: None,
            state: CellState::NotStated,
            short: "Not stated".to_owned(),
            phrases,
            summary: None,
            date: None,
            notes: Vec::new(),
            spoken: String::new(),
        };
    }
    let state = if marks.contains(&Mark::Contradicted) {
        CellState::Contradicted
    } else {
        CellState::Stated
    };
    Cell {
        movement: None,
        step: None,
        state,
        short: phrases
            .first()
            .map(|phrase| phrase.text.clone())
            .unwrap_or_default(),
        phrases,
        summary: issue
            .summaries
            .get(party)
            .filter(|summary| !summary.is_empty())
            .map(|summary| (*summary).to_owned()),
        date: Some(
            ["2 June 2025", "23 July 2025"]
                .get(party % 2)
                .map_or("", |date| date)
                .to_owned(),
        ),
        notes: [vec![1, 4], vec![7], vec![12, 13, 21]]
            .get((party + issue.title.len()) % 3)
            .cloned()
            .unwrap_or_default(),
        spoken: String::new(),
    }
}

fn themes() -> Vec<(&'static str, &'static [Issue])> {
    vec![
        ("Security", SECURITY),
        ("Territory", TERRITORY),
        ("Humanitarian questions", HUMANITARIAN),
        ("Settlement", SETTLEMENT),
    ]
}

const fn issue(
    title: &'static str,
    verdict: Verdict,
    detail: Option<&'static str>,
    slots: &'static [&'static str],
    marks: &'static [&'static str],
    reason: &'static str,
) -> Issue {
    Issue {
        parent: None,
        title,
        question: "",
        verdict,
        detail,
        slots,
        marks,
        summaries: &[],
        reason,
    }
}

const fn oblast(title: &'static str, marks: &'static [&'static str]) -> Issue {
    Issue {
        parent: Some("Recognition of the annexed territories"),
        ..issue(
            title,
            Verdict::Opposed,
            Some("4 steps apart"),
            &[
                "Russian in law",
                "Russian in fact, not in law",
                "Left open",
                "International administration",
                "Ukrainian in law",
            ],
            marks,
            "Russia asks for recognition in law and refuses all else; Ukraine refuses recognition in law or in fact.",
        )
    }
}

const SECURITY: &[Issue] = &[
    Issue {
        parent: None,
        question: "May Ukraine join a military alliance, and which obligations would it take on if it may not?",
        summaries: &[
            "Ukraine shall be a permanently neutral state that joins no bloc and hosts no foreign bases, as in the draft treaty of 15 April 2022.",
            "Ukraine alone decides whom to ally itself with. Neutrality cannot be imposed on it; membership depends on consensus in the alliance.",
        ],
        ..issue(
            "Neutrality and NATO",
            Verdict::Opposed,
            Some("2 steps apart"),
            &[
                "Permanent neutrality by treaty",
                "Neutrality, EU membership allowed",
                "No bid for membership",
                "Membership when allies agree",
                "Membership now",
            ],
            &["AaaRR", "RR.AA"],
            "Russia refuses membership in NATO, now or later, which is all that Ukraine would take; Ukraine refuses neutrality.",
        )
    },
    Issue {
        parent: None,
        question: "How many soldiers may Ukraine keep under arms in peacetime?",
        summaries: &[
            "",
            "“There can be no restrictions on the number and deployment of the Defence Forces of Ukraine.”",
        ],
        ..issue(
            "Size of the armed forces",
            Verdict::Gap,
            Some("165,000 troops apart"),
            &[
                "0–85,000",
                "*85,001–249,999",
                "250,000–1,000,000",
                "no ceiling",
            ],
            &["A..R", "R.AA"],
            "Russia asks for at most 85,000 and Ukraine for at least 250,000; nobody has refused the numbers between.",
        )
    },
    issue(
        "Security guarantees",
        Verdict::Overlap,
        Some("on conditions"),
        &[
            "None",
            "Political assurances",
            "*Treaty with a Russian veto",
            "*Treaty without a veto",
            "Troops on the ground",
        ],
        &[".aAaR", "R.aA."],
        "Both would accept a treaty of guarantees; Russia asks for one with a veto and Ukraine for one without.",
    ),
    issue(
        "Foreign troops and bases",
        Verdict::Opposed,
        None,
        &["None", "Training missions", "A reassurance force"],
        &["A.R", "RaA"],
        "Russia refuses what Ukraine asks for.",
    ),
    issue(
        "Foreign arms and intelligence",
        Verdict::Opposed,
        None,
        &["All supplies end", "Supplies go on"],
        &["AR", "RA"],
        "Russia refuses what Ukraine asks for, and the other way round.",
    ),
    issue(
        "Nuclear status",
        Verdict::Aligned,
        None,
        &["*No nuclear weapons", "Weapons allowed"],
        &["AR", "AR"],
        "Both ask that Ukraine has no nuclear weapons.",
    ),
    issue(
        "Range of missiles",
        Verdict::OneSided,
        None,
        &["At most 40 km", "More"],
        &["AR", ""],
        "Only Russia has spoken.",
    ),
    issue(
        "Zaporizhzhia nuclear power plant",
        Verdict::Unstated,
        None,
        &["Russian operator", "Joint", "Ukrainian operator"],
        &["", ""],
        "No party has spoken.",
    ),
];

const TERRITORY: &[Issue] = &[
    oblast("Crimea", &["ARRRR", "RR..A"]),
    oblast("Donetsk oblast", &["ARRRR", "RRa.A"]),
    oblast("Luhansk oblast", &["ARRRR", "RRa.A"]),
    oblast("Zaporizhzhia oblast", &["A.RRR", "RRa.A"]),
    oblast("Kherson oblast", &["A.CRR", "RRa.A"]),
    issue(
        "Withdrawal of troops",
        Verdict::Opposed,
        Some("3 steps apart"),
        &[
            "Ukraine leaves the four oblasts",
            "Each stays where it is",
            "Russia returns to the line of 23 February 2022",
            "Russia leaves all of Ukraine",
        ],
        &["AaRR", "R.aA"],
        "Russia refuses any withdrawal of its own; Ukraine refuses to leave what it holds.",
    ),
    issue(
        "Line of contact during a ceasefire",
        Verdict::Overlap,
        None,
        &["*Where the armies stand", "Behind a buffer zone"],
        &["aA", "A."],
        "Both would accept the line where the armies stand.",
    ),
    issue(
        "Pace of the withdrawal",
        Verdict::Gap,
        Some("60 days apart"),
        &[
            "0–29 days",
            "30 days",
            "*31–89 days",
            "90 days",
            "more than 90 days",
        ],
        &["aA...", "...Aa"],
        "Russia asks for 30 days and Ukraine for 90.",
    ),
];

const HUMANITARIAN: &[Issue] = &[
    issue(
        "Exchange of prisoners",
        Verdict::Aligned,
        None,
        &["*All for all", "By category", "Number for number"],
        &["AaA", "AAa"],
        "Both ask for all for all.",
    ),
    issue(
        "Return of the dead",
        Verdict::Overlap,
        None,
        &["*6,000 for 6,000", "All that are identified"],
        &["A.", "aA"],
        "Both would accept 6,000 for 6,000.",
    ),
    issue(
        "Return of deported children",
        Verdict::Gap,
        None,
        &["Case by case", "*By a list of 339", "All at once"],
        &["A..", "R.A"],
        "Russia asks for case by case, which Ukraine refuses.",
    ),
    issue(
        "Civilians in captivity",
        Verdict::OneSided,
        None,
        &["Released at once", "Released at the end"],
        &["", "A."],
        "Only Ukraine has spoken.",
    ),
    issue(
        "Language and church",
        Verdict::Opposed,
        None,
        &[
            "Russian as an official language",
            "Protection as of a minority",
            "As Ukrainian law says",
        ],
        &["A.R", "R.A"],
        "Each refuses what the other asks for.",
    ),
    issue(
        "Safe return of those who fled",
        Verdict::Gap,
        None,
        &[
            "To where they live now",
            "*Free choice",
            "To where they lived in 2014",
        ],
        &["A..", "..A"],
        "Nothing that both would take has been named.",
    ),
];

const SETTLEMENT: &[Issue] = &[
    issue(
        "Sanctions",
        Verdict::Opposed,
        None,
        &[
            "All lifted at signature",
            "Lifted step by step",
            "Kept until reparations are paid",
        ],
        &["AaR", "RaA"],
        "Russia asks for what Ukraine refuses.",
    ),
    issue(
        "Frozen assets",
        Verdict::Gap,
        None,
        &["Returned", "*Shared fund", "Paid to Ukraine"],
        &["A.R", "R.A"],
        "Nobody has refused a shared fund, and nobody has said that it would take one.",
    ),
    issue(
        "Elections in Ukraine",
        Verdict::Opposed,
        Some("100 days apart"),
        &[
            "Before signature",
            "Within 100 days",
            "After martial law ends",
        ],
        &["AaR", "RRA"],
        "Russia refuses a treaty with a government that it calls unelected.",
    ),
    issue(
        "Duration of the ceasefire",
        Verdict::Overlap,
        None,
        &["*30 days", "60 days", "Until a treaty"],
        &["a.A", "AaA"],
        "Both would accept 30 days.",
    ),
    issue(
        "Monitoring of the ceasefire",
        Verdict::Gap,
        None,
        &["Joint commission", "*United Nations", "United States"],
        &["A..", "..A"],
        "Different monitors are asked for; none is refused.",
    ),
    issue(
        "Preamble",
        Verdict::Text,
        None,
        &[],
        &["", ""],
        "The answers are words and are not computed.",
    ),
    issue(
        "Court for war crimes",
        Verdict::Opposed,
        None,
        &[
            "None, mutual waiver",
            "National courts",
            "International tribunal",
        ],
        &["A.R", "R.A"],
        "Each refuses what the other asks for.",
    ),
];
