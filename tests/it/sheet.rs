//! The words and marks that a reader sees, for small talks of two or three parties: snapshots to be judged by a
//! person.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use common_ground::compare::{Comparison, Question, compare};
use common_ground::files::Loaded;
use common_ground::model::Row;
use common_ground::sheet::{
    Cell, Details, Filters, Line, Mark, Material, PartyDetails, RowLine, Sheet, details, sheet,
};

use crate::support::{Folder, day};

const OPTIONS: &str = r#"Options([(id: "open", label: "Open to all"), (id: "guarded", label: "Open under guard"), (id: "closed", label: "Closed")])"#;
const SCALE: &str = r#"Scale([(id: "none", label: "No limit"), (id: "soft", label: "Soft limit"), (id: "firm", label: "Firm limit"), (id: "ban", label: "Ban")])"#;
const QUANTITY: &str = r#"Quantity(unit: "troops", step: 1_000, min: 0, beyond: (id: "no-limit", label: "No ceiling"))"#;
const DATES: &str = "Dates()";

/// One small comparison: what it is about, the outcomes, and what each party says of them.
struct Scene {
    title: &'static str,
    outcomes: &'static str,
    /// The fields of each stance of each party, but for the issue.
    says: &'static [&'static [&'static str]],
}

const fn scene(
    title: &'static str,
    outcomes: &'static str,
    says: &'static [&'static [&'static str]],
) -> Scene {
    Scene {
        title,
        outcomes,
        says,
    }
}

const NAMES: [&str; 4] = ["North", "South", "West", "East"];

/// Loads a scene with these names for its parties, in the order of the columns.
fn load(scene: &Scene, names: &[&str]) -> Loaded {
    let parties: Vec<String> = names
        .iter()
        .map(|name| format!("(id: \"{}\", name: \"{name}\")", name.to_lowercase()))
        .collect();
    let agenda = format!(
        r#"Agenda(title: "Talks", parties: [{}], issues: [
            Issue(id: "corridor", title: "Corridor", question: "How is it?", outcomes: {}),
            Issue(id: "toll", title: "Toll", question: "How much?", outcomes: Quantity(unit: "crowns", min: 0)),
        ], sources: [Source(id: "minutes", title: "Minutes")])"#,
        parties.join(", "),
        scene.outcomes
    );
    let folder = Folder::with(&[("agenda.ron", agenda)]);
    for (name, stances) in names.iter().zip(scene.says) {
        let id = name.to_lowercase();
        let mut text = format!("Position(party: (id: \"{id}\", name: \"{name}\"), stances: [");
        for fields in *stances {
            let issue = if fields.contains("issue:") {
                ""
            } else {
                "issue: \"corridor\", "
            };
            let _ = write!(text, "Stance({issue}{fields}, cites: [\"minutes\"]), ");
        }
        folder.write(&format!("{id}.ron"), text + "])");
    }
    let loaded = folder.load();
    assert!(
        !loaded.has_errors(),
        "{}: {:#?}",
        scene.title,
        folder.problems(&loaded)
    );
    loaded
}

fn comparison(loaded: &Loaded, as_of: &str) -> Comparison {
    let question = Question {
        as_of: Some(day(as_of)),
        parties: (0..loaded.talks.positions.len()).collect(),
        ..Question::default()
    };
    compare(&loaded.talks, &question)
}

fn shown(loaded: &Loaded) -> Sheet {
    sheet(
        Material::new(loaded, &comparison(loaded, "2025-07-01")),
        &Filters::default(),
    )
}

fn first_row(sheet: &Sheet) -> &RowLine {
    let rows = sheet.lines.iter().find_map(|line| match line {
        Line::Row(row) => Some(row),
        _ => None,
    });
    rows.unwrap()
}

/// A row as a person would check it.
fn row_text(row: &RowLine, parties: &[&str]) -> String {
    let mut out = format!("[{}", row.verdict_word);
    if let Some(detail) = &row.verdict_detail {
        let _ = write!(out, ", {detail}");
    }
    out.push_str("]\n");
    let slots: Vec<String> = row.lane.slots.iter().map(slot).collect();
    let _ = writeln!(out, "lane: {}", slots.join(" | "));
    for ((name, cell), marks) in parties.iter().zip(&row.cells).zip(&row.lane.lines) {
        let marks: String = marks.iter().map(|mark| sign(*mark)).collect();
        let _ = writeln!(out, "{name} {marks} {}", cell_text(cell));
    }
    let _ = writeln!(out, "why: {}", row.reason);
    for remark in &row.remarks {
        let _ = writeln!(out, "note: {remark}");
    }
    let _ = writeln!(out, "spoken: {}", row.spoken);
    out
}

fn slot(slot: &common_ground::sheet::Slot) -> String {
    if slot.outlined {
        format!("[{}]", slot.label)
    } else {
        slot.label.clone()
    }
}

fn sign(mark: Mark) -> char {
    match mark {
        Mark::Asked => '█',
        Mark::Acceptable => '▒',
        Mark::Refused => '/',
        Mark::Contradicted => '?',
        Mark::NotStated => '.',
    }
}

fn cell_text(cell: &Cell) -> String {
    let phrases: Vec<String> = cell
        .phrases
        .iter()
        .map(|phrase| format!("{}: {}", phrase.word, phrase.text))
        .collect();
    let date = cell
        .date
        .as_ref()
        .map_or(String::new(), |date| format!(" ({date})"));
    if phrases.is_empty() {
        format!("({}){date}", cell.short)
    } else {
        format!("{} ⇐ {}{date}", cell.short, phrases.join("; "))
    }
}

/// Shows every scene as text.
fn text(scenes: &[Scene]) -> String {
    let mut out = String::new();
    for scene in scenes {
        let names = &NAMES[..scene.says.len()];
        let loaded = load(scene, names);
        let _ = writeln!(
            out,
            "# {}\n{}",
            scene.title,
            row_text(first_row(&shown(&loaded)), names)
        );
    }
    out
}

/// Compares words with those that a person has judged.
fn check(name: &str, words: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, words));
}

const VERDICTS: [Scene; 14] = [
    scene(
        "both ask for one outcome",
        OPTIONS,
        &[
            &[r#"date: "2025-06-02", asks: Only("open"), rejects: Only("closed")"#],
            &[r#"date: "2025-06-03", asks: OneOf(["open", "guarded"])"#],
        ],
    ),
    scene(
        "each would take the other's",
        OPTIONS,
        &[
            &[r#"date: "2025-06-02", asks: Only("open"), accepts: Only("guarded")"#],
            &[r#"date: "2025-06-03", asks: Only("guarded")"#],
        ],
    ),
    scene(
        "the same on other terms",
        OPTIONS,
        &[
            &[r#"date: "2025-06-02", asks: Only("open"), qualifier: "in peacetime""#],
            &[r#"date: "2025-06-03", asks: Only("open")"#],
        ],
    ),
    scene(
        "a gap with room",
        OPTIONS,
        &[
            &[r#"date: "2025-06-02", asks: Only("open")"#],
            &[r#"date: "2025-06-03", asks: Only("closed"), rejects: Only("guarded")"#],
        ],
    ),
    scene(
        "each refuses the other's",
        OPTIONS,
        &[
            &[r#"date: "2025-06-02", asks: Only("open"), rejects: Only("closed")"#],
            &[r#"date: "2025-06-03", asks: Only("closed"), rejects: Only("open")"#],
        ],
    ),
    scene(
        "one refuses, and nothing is left",
        OPTIONS,
        &[
            &[r#"date: "2025-06-02", asks: Only("open"), rejects: Rest"#],
            &[r#"date: "2025-06-03", asks: Only("closed"), rejects: Only("open")"#],
        ],
    ),
    scene(
        "one refuses the other's, and not the other way round",
        OPTIONS,
        &[
            &[
                r#"date: "2025-06-02", asks: Only("open"), rejects: Only("closed"), qualifier: "by day""#,
            ],
            &[r#"date: "2025-06-03", asks: Only("closed"), rejects: Only("guarded")"#],
        ],
    ),
    scene(
        "each has said nothing else",
        OPTIONS,
        &[
            &[r#"date: "2025-06-02", asks: Only("open"), rejects: Rest"#],
            &[r#"date: "2025-06-03", asks: Only("closed"), rejects: Rest"#],
        ],
    ),
    scene(
        "anything else, and terms of one that only refuses",
        OPTIONS,
        &[
            &[r#"date: "2025-06-02", accepts: Rest, rejects: Only("closed")"#],
            &[r#"date: "2025-06-03", rejects: Only("open"), qualifier: "in winter""#],
        ],
    ),
    scene(
        "anything else is asked for",
        OPTIONS,
        &[
            &[r#"date: "2025-06-02", asks: Rest, accepts: Only("closed")"#],
            &[r#"date: "2025-06-03", accepts: Anything, qualifier: "for now""#],
        ],
    ),
    scene(
        "only one has spoken",
        OPTIONS,
        &[&[r#"date: "2025-06-02", rejects: Only("open")"#], &[]],
    ),
    scene("nobody has spoken", OPTIONS, &[&[], &[]]),
    scene(
        "nothing is taken, and something refused by each",
        OPTIONS,
        &[
            &[r#"date: "2025-06-02", rejects: Only("open")"#],
            &[r#"date: "2025-06-03", rejects: Only("closed")"#],
        ],
    ),
    scene(
        "the same on other terms, and more that both would take",
        OPTIONS,
        &[
            &[
                r#"date: "2025-06-02", asks: Only("open"), accepts: Only("guarded"), qualifier: "in peacetime""#,
            ],
            &[r#"date: "2025-06-03", asks: Only("open"), accepts: Only("guarded")"#],
        ],
    ),
];

#[test]
fn every_verdict_in_words() {
    check("verdicts", &text(&VERDICTS));
}

#[test]
fn every_kind_of_outcome_in_words() {
    check(
        "outcomes",
        &text(&[
            scene(
                "a scale, two steps apart",
                SCALE,
                &[
                    &[r#"date: "2025-06-02", asks: Only("none")"#],
                    &[r#"date: "2025-06-03", asks: AtLeast("firm"), rejects: AtMost("none")"#],
                ],
            ),
            scene(
                "a ceiling, far apart",
                QUANTITY,
                &[
                    &[r#"date: "2025-06-02", asks: AtMost(85_000)"#],
                    &[r#"date: "2025-06-03", asks: AtLeast(250_000)"#],
                ],
            ),
            scene(
                "a ceiling, and none",
                QUANTITY,
                &[
                    &[r#"date: "2025-06-02", asks: AnyNumber"#],
                    &[r#"date: "2025-06-03", asks: Only("no-limit"), rejects: AnyNumber"#],
                ],
            ),
            scene(
                "numbers that meet",
                QUANTITY,
                &[
                    &[r#"date: "2025-06-02", asks: Between(50_000, 100_000)"#],
                    &[r#"date: "2025-06-03", asks: Only(85_000), accepts: AtLeast(90_000)"#],
                ],
            ),
            scene(
                "days apart",
                DATES,
                &[
                    &[r#"date: "2025-06-02", asks: AtMost("2025-07-31")"#],
                    &[r#"date: "2025-06-03", asks: AtLeast("2025-09-01")"#],
                ],
            ),
            scene(
                "days that have passed",
                DATES,
                &[
                    &[r#"date: "2025-01-02", asks: Only("2025-02-01")"#],
                    &[r#"date: "2025-01-03", asks: Between("2025-02-01", "2025-03-01")"#],
                ],
            ),
            scene(
                "words",
                "Text",
                &[
                    &[r#"date: "2025-06-02", text: "The parties shall respect the corridor.""#],
                    &[r#"date: "2025-06-03", text: "The parties respect  the corridor.""#],
                ],
            ),
            scene(
                "the same words",
                "Text",
                &[
                    &[r#"date: "2025-06-02", text: "The parties agree.""#],
                    &[r#"date: "2025-06-03", text: "The  parties agree. ""#],
                ],
            ),
        ]),
    );
}

#[test]
fn ways_to_say_nothing_stay_apart() {
    check(
        "nothing",
        &text(&[
            scene(
                "stated as open",
                OPTIONS,
                &[
                    &[r#"date: "2025-06-02", accepts: Anything"#],
                    &[r#"date: "2025-06-03", asks: Only("open")"#],
                ],
            ),
            scene(
                "withdrawn",
                OPTIONS,
                &[
                    &[
                        r#"date: "2025-05-02", asks: Only("open")"#,
                        r#"date: "2025-06-02", withdrawn: true"#,
                    ],
                    &[r#"date: "2025-06-03", asks: Only("open")"#],
                ],
            ),
            scene(
                "contradicted",
                OPTIONS,
                &[
                    &[
                        r#"date: "2025-06-02", asks: Only("open")"#,
                        r#"date: "2025-06-02", rejects: Only("open")"#,
                    ],
                    &[r#"date: "2025-06-03", asks: Only("open")"#],
                ],
            ),
            scene(
                "not yet said",
                OPTIONS,
                &[
                    &[r#"date: "2025-08-02", asks: Only("open")"#],
                    &[r#"date: "2025-06-03", asks: Only("open")"#],
                ],
            ),
            scene(
                "ended, so that an older answer holds again",
                OPTIONS,
                &[
                    &[
                        r#"date: "2025-01-02", asks: Only("closed")"#,
                        r#"date: "2025-02-02", until: "2025-06", asks: Only("open")"#,
                    ],
                    &[r#"date: "2025-06-03", asks: Only("open")"#],
                ],
            ),
            scene(
                "not dated",
                OPTIONS,
                &[
                    &[r#"asks: Only("open")"#],
                    &[r#"date: "2025", asks: Only("open")"#],
                ],
            ),
            scene(
                "said long ago",
                OPTIONS,
                &[
                    &[r#"date: "2021-06-02", asks: Only("open")"#],
                    &[r#"date: "2023-06", asks: Only("open")"#],
                ],
            ),
        ]),
    );
}

#[test]
fn conditions_in_words() {
    check(
        "conditions",
        &text(&[
            scene(
                "open",
                OPTIONS,
                &[
                    &[
                        r#"date: "2025-06-02", offers: [Offer(outcomes: Only("open"), provided: [On("toll", AtMost(5))])]"#,
                    ],
                    &[r#"date: "2025-06-03", asks: Only("open")"#],
                ],
            ),
            scene(
                "met",
                OPTIONS,
                &[
                    &[
                        r#"date: "2025-06-02", offers: [Offer(outcomes: Only("open"), provided: [On("toll", AtMost(5))])]"#,
                    ],
                    &[
                        r#"date: "2025-06-03", asks: Only("open")"#,
                        r#"issue: "toll", date: "2025-06-01", asks: Only(5)"#,
                    ],
                ],
            ),
            scene(
                "refused",
                OPTIONS,
                &[
                    &[
                        r#"date: "2025-06-02", asks: Only("closed"), offers: [Offer(outcomes: Only("open"), provided: [On("toll", AtMost(5))])]"#,
                    ],
                    &[
                        r#"date: "2025-06-03", asks: Only("open")"#,
                        r#"issue: "toll", date: "2025-06-01", rejects: AtMost(10)"#,
                    ],
                ],
            ),
            scene(
                "in words, and two of them",
                OPTIONS,
                &[
                    &[
                        r#"date: "2025-06-02", offers: [Offer(outcomes: OneOf(["open", "guarded"]), provided: [Words("observers are let in"), On("toll", Between(1, 5))])]"#,
                    ],
                    &[r#"date: "2025-06-03", asks: Only("guarded")"#],
                ],
            ),
        ]),
    );
}

#[test]
fn three_parties_in_words() {
    check(
        "three-parties",
        &text(&[
            scene(
                "all would take one",
                SCALE,
                &[
                    &[r#"date: "2025-06-02", asks: Only("soft")"#],
                    &[r#"date: "2025-06-03", accepts: OneOf(["soft", "firm"])"#],
                    &[r#"date: "2025-06-03", asks: AtMost("soft")"#],
                ],
            ),
            scene(
                "any two meet, all three do not",
                OPTIONS,
                &[
                    &[r#"accepts: OneOf(["open", "guarded"])"#],
                    &[r#"accepts: OneOf(["guarded", "closed"])"#],
                    &[r#"accepts: OneOf(["closed", "open"])"#],
                ],
            ),
            scene(
                "the farthest apart",
                QUANTITY,
                &[
                    &["asks: Only(10_000)"],
                    &["asks: AtMost(40_000), rejects: AtLeast(90_000)"],
                    &["asks: AtLeast(90_000)"],
                ],
            ),
            scene(
                "one of them is silent, one has withdrawn",
                OPTIONS,
                &[
                    &[r#"asks: Only("open")"#],
                    &[],
                    &[
                        r#"date: "2025-01", asks: Only("open")"#,
                        r#"date: "2025-02", withdrawn: true"#,
                    ],
                    &[r#"asks: Only("open")"#],
                ],
            ),
        ]),
    );
}

/// The reason's clauses, with the names of the two parties exchanged if wanted.
fn clauses(row: &RowLine, is_exchanged: bool) -> BTreeSet<String> {
    let reason = if is_exchanged {
        row.reason
            .replace("North", "\u{1}")
            .replace("South", "North")
            .replace('\u{1}', "South")
    } else {
        row.reason.clone()
    };
    reason
        .split(['.', ';', ',', ':'])
        .map(|clause| clause.trim().to_lowercase())
        .collect()
}

/// No party is worded as the one who refuses: put in the other's place, it is spoken of in the same way.
#[test]
fn the_wording_is_even_handed() {
    for scene in &VERDICTS {
        let names = ["North", "South"];
        let loaded = load(scene, &names);
        let [first, second] = scene.says else {
            panic!("two parties")
        };
        let exchanged: &[&[&str]] = &[second, first];
        let exchanged = Scene {
            says: Box::leak(exchanged.to_vec().into_boxed_slice()),
            ..*scene
        };
        let swapped = load(&exchanged, &names);
        let (sheet, other) = (shown(&loaded), shown(&swapped));
        assert_eq!(
            clauses(first_row(&sheet), false),
            clauses(first_row(&other), true),
            "{}",
            scene.title
        );
        assert_eq!(first_row(&sheet).verdict, first_row(&other).verdict);
    }
}

fn party_text(party: &PartyDetails) -> String {
    let mut out = format!("{}: {}\n", party.name, cell_text(&party.cell));
    let lines = [
        party
            .interest
            .clone()
            .map(|text| format!("interest: {text}")),
        party.priority.map(str::to_owned),
    ];
    for line in lines
        .into_iter()
        .flatten()
        .chain(party.conditions.iter().cloned())
    {
        let _ = writeln!(out, "  {line}");
    }
    for statement in &party.statements {
        let mark = if statement.in_force { "•" } else { "◦" };
        let _ = writeln!(
            out,
            "  {mark} {} {} {:?}",
            statement.date, statement.standing, statement.confidence
        );
        for phrase in &statement.phrases {
            let _ = writeln!(out, "      {}: {}", phrase.word, phrase.text);
        }
        for cite in &statement.cites {
            let _ = writeln!(
                out,
                "      [{} | {} | {:?} | {:?} | {:?}]",
                cite.title, cite.from, cite.speaker, cite.quote, cite.grade
            );
        }
        for disputed in &statement.disputed {
            let _ = writeln!(
                out,
                "      disputed: {} ({})",
                disputed.summary,
                disputed.cites.len()
            );
        }
    }
    out
}

fn details_text(details: &Details) -> String {
    let mut out = format!(
        "{} — {} {:?}\n",
        details.title, details.verdict_word, details.verdict_detail
    );
    let _ = writeln!(out, "{:?}\nwhy: {}", details.question, details.reason);
    for line in &details.outcomes {
        let marks: String = line.answers.iter().map(|mark| sign(*mark)).collect();
        let outline = if line.outlined { "outlined" } else { "" };
        let _ = writeln!(out, "  {marks} {} {outline}", line.label);
    }
    for party in &details.parties {
        out.push_str(&party_text(party));
    }
    for line in details.linkages.iter().chain(&details.remarks) {
        let _ = writeln!(out, "note: {line}");
    }
    out
}

#[test]
fn the_details_of_a_row() {
    let agenda = r#"Agenda(title: "Talks", issues: [
        Issue(id: "corridor", title: "Corridor", question: "How is it?", outcomes: Options([(id: "open", label: "Open"), (id: "closed", label: "Closed")]), decided_by: ["north"]),
        Issue(id: "toll", title: "Toll", question: "How much?", outcomes: Quantity(unit: "crowns", min: 0)),
    ], linkages: [Linkage(when: ("corridor", Only("open")), then: ("toll", AtMost(5)), by: "north", note: "An open corridor costs less.")],
    sources: [Source(id: "minutes", title: "Minutes", publisher: "The chair", date: "2025-06-02", url: "https://example.org", grade: "B2")])"#;
    let north = r#"Position(party: (id: "north", name: "North"), stances: [
        Stance(issue: "corridor", date: "2024-01", asks: Only("closed"), summary: "Wants it closed.", cites: ["minutes"]),
        Stance(issue: "corridor", date: "2025-06-02", asks: Only("open"), offers: [Offer(outcomes: Only("closed"), provided: [On("toll", Only(5)), Words("observers are let in")])],
            summary: "Wants it open.", interest: "Trade.", priority: High, confidence: Reported,
            cites: [Cite(source: "minutes", at: "p. 3", speaker: "The minister", quote: "open it")],
            disputed: [Disputed(summary: "The minister denies it.", cites: ["minutes"])]),
        Stance(issue: "corridor", date: "2025-08-01", asks: Only("closed"), cites: ["minutes"]),
    ])"#;
    let south = r#"Position(party: (id: "south", name: "South"), stances: [
        Stance(issue: "corridor", date: "2025-02-01", until: "2025-03", asks: Only("open"), cites: ["minutes"]),
        Stance(issue: "toll", asks: Only(7), rejects: AtMost(6), cites: ["minutes"]),
    ])"#;
    let folder = Folder::with(&[
        ("agenda.ron", agenda),
        ("north.ron", north),
        ("south.ron", south),
    ]);
    let loaded = folder.load();
    assert_eq!(folder.problems(&loaded), Vec::<String>::new());
    let comparison = comparison(&loaded, "2025-07-01");
    let row = Row {
        issue: 0,
        part: None,
    };
    let details = details(Material::new(&loaded, &comparison), row).unwrap();
    check("details", &details_text(&details));
}

#[test]
fn the_headline_says_what_is_on_screen() {
    let loaded = load(&VERDICTS[3], &["North", "South"]);
    let sheet = shown(&loaded);
    let totals: Vec<String> = sheet
        .totals
        .iter()
        .map(|one| format!("{} {}", one.count, one.word))
        .collect();
    check(
        "headline",
        &format!("{}\n{}\n{}", sheet.title, sheet.headline, totals.join(", ")),
    );
}

#[test]
fn outcomes_heard_of_later_are_named_and_not_drawn() {
    const SCENE: Scene = scene(
        "Later",
        r#"Scale([(id: "a", label: "One"), (id: "b", label: "Two", added: "2025-12"), (id: "c", label: "Three", added: "2025-12-01"), (id: "d", label: "Four")])"#,
        &[
            &[r#"date: "2025-01-01", asks: Only("a")"#],
            &[r#"date: "2025-01-01", asks: Only("d"), rejects: Only("c")"#],
        ],
    );
    let loaded = load(&SCENE, &NAMES[..2]);
    let check = |as_of: &str, outcomes: &[&str], detail: &str, remarks: &[&str]| {
        let comparison = comparison(&loaded, as_of);
        let row = Row {
            issue: 0,
            part: None,
        };
        let details = details(Material::new(&loaded, &comparison), row).unwrap();
        let labels: Vec<&str> = details
            .outcomes
            .iter()
            .map(|outcome| outcome.label.as_str())
            .collect();
        assert_eq!(labels, outcomes, "{as_of}");
        assert_eq!(details.verdict_detail.as_deref(), Some(detail), "{as_of}");
        assert_eq!(details.remarks, remarks, "{as_of}");
    };
    // Who names an outcome counts it even before others have heard of it.
    check(
        "2025-06-30",
        &["One", "Three", "Four"],
        "2 steps apart",
        &[
            "First heard of after 30 June 2025, so not among the outcomes here: “Two” (December 2025).",
        ],
    );
    check(
        "2025-12-31",
        &["One", "Two", "Three", "Four"],
        "3 steps apart",
        &[],
    );
}

#[test]
fn an_answer_that_is_no_longer_stated_is_said_to_be_so_once() {
    let scene = scene(
        "Ended",
        OPTIONS,
        &[
            &["date: \"2025-01-01\", until: \"2025-03-01\", asks: Only(\"open\")"],
            &["date: \"2025-01-01\", asks: Only(\"closed\")"],
            &[],
        ],
    );
    let loaded = load(&scene, &NAMES[..3]);
    let question = Question {
        as_of: Some(day("2025-04-01")),
        since: Some(day("2025-02-01")),
        parties: vec![0, 1, 2],
        ..Question::default()
    };
    let comparison = compare(&loaded.talks, &question);
    let sheet = sheet(Material::new(&loaded, &comparison), &Filters::default());
    let row = first_row(&sheet);
    let shown = |cell: &Cell| format!("{} / {}", cell.short, cell.movement.unwrap_or("–"));
    assert_eq!(shown(&row.cells[0]), "No longer stated / –");
    assert_eq!(shown(&row.cells[2]), "Not stated / –");
    // As a field of its own the word stays, and a screen reader says both.
    assert_eq!(row.cells[0].movement_word(), "No longer stated");
    assert_eq!(row.cells[2].movement_word(), "");
    assert_eq!(
        row.cells[0].spoken,
        "North has not stated an answer. Since then: no longer stated."
    );
}
