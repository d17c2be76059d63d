//! Files whose texts try to be something else, written in every format and read back.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use common_ground::export::Format;
use roxmltree::{Document, ParsingOptions};

use crate::command_line::run;
use crate::support::Folder;

/// Texts that some format could take for more than text.
const TEXTS: [&str; 16] = [
    "<script>alert(1)</script> &amp; <img src=x onerror=alert(1)>",
    "]]> <!-- x --> <?php x ?> <!DOCTYPE x [<!ENTITY y 'z'>]> &y;",
    "=HYPERLINK(\"http://e.org\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "=1+1, \"quoted\"; 'single'",
    "#import \"x\": *; #panic() $x$ *bold* _it_ `raw` <label> @ref // c /* d */ \\",
    "# heading | cell | **bold** [link](http://e.org) ![i](x) ~~s~~ <b>",
    "1. list",
    "{\"json\": [\"\\u0000\"]} // ), text: r#\"",
    "\"##, \"# )",
    "Київ, Αθήνα, Đà Nẵng, Łódź",
    "ירושלים, القدس, 北京, ไทย",
    "%PDF-1.7 %%EOF \\(x\\)",
    "{{template}} ${x} %s %n \\x00",
];

/// A word that is longer than any column.
fn long_word() -> String {
    "Donaudampfschifffahrt".repeat(24)
}

/// A text that is longer than any page.
fn long_text() -> String {
    "Nothing is agreed until all is agreed. "
        .repeat(257)
        .trim_end()
        .to_owned()
}

fn quoted(text: &str) -> String {
    ron::to_string(text).unwrap()
}

/// Talks in which every text of the files is hostile; each row has another.
fn hostile_talks() -> Folder {
    let mut all: Vec<String> = TEXTS.map(str::to_owned).to_vec();
    all.extend([long_word(), long_text()]);
    let mut issues = String::new();
    let mut stances = String::new();
    for (number, text) in all.iter().enumerate() {
        let text = quoted(text);
        let _ = writeln!(
            issues,
            "Issue(id: \"i{number}\", title: {text}, theme: {text}, question: {text}, outcomes: Options([(id: \"a\", label: {text}), (id: \"b\", label: \"B\")])),"
        );
        // A tab begins no formula, and what cannot be seen is shown.
        let hidden = quoted(&format!("\t=1+{number} \u{202e}turned\u{202c} \u{1b}[31m"));
        let _ = writeln!(
            stances,
            "Stance(issue: \"i{number}\", date: \"2025-01-02\", asks: Only(\"a\"), summary: {text}, qualifier: {hidden}, cites: [\"s\"]),"
        );
    }
    let agenda = format!(
        "Agenda(title: {}, summary: {}, issues: [\n{issues}])",
        quoted(TEXTS[0]),
        quoted(TEXTS[7])
    );
    let position = |id: &str, name: &str| {
        format!(
            "Position(party: (id: \"{id}\", name: {}), sources: [Source(id: \"s\", title: {}, url: \"https://e.org/?a=1&b=(2)|'3'\")], stances: [\n{stances}])",
            quoted(name),
            quoted(TEXTS[1])
        )
    };
    Folder::with(&[
        ("agenda.ron", agenda.as_str()),
        ("east.ron", &position("east", TEXTS[2])),
        ("west.ron", &position("west", TEXTS[5])),
    ])
}

/// Every format of the hostile talks.
fn exported() -> (Folder, BTreeMap<&'static str, Vec<u8>>) {
    let folder = hostile_talks();
    let mut files = BTreeMap::new();
    for format in Format::all() {
        let name = format!("out.{}", format.file_ending());
        let output = run(
            folder.path(),
            &format!("export agenda.ron east.ron west.ron -o {name} --scale 0.5"),
        );
        assert_eq!(output.status, 0, "{}: {}", format.name(), output.errors);
        files.insert(format.extension(), fs::read(folder.file(&name)).unwrap());
    }
    (folder, files)
}

/// The text of the elements of an XML text; those that break a line break it here, too.
fn words_of(xml: &str) -> String {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    let page = Document::parse_with_options(xml, options).unwrap();
    let texts = page.descendants().filter(roxmltree::Node::is_text);
    texts.filter_map(|node| node.text()).collect()
}

/// The text of a part of a packed file.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let part = archive.by_name(name).unwrap();
    std::io::read_to_string(part).unwrap()
}

/// The text without white space, which each format lays out in its own way.
fn closed_up(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .collect()
}

#[test]
fn every_format_says_all_of_a_hostile_text_and_nothing_becomes_more_than_text() {
    let (_folder, files) = exported();
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    let csv: Vec<String> = csv::Reader::from_reader(files["csv"].as_slice())
        .records()
        .flat_map(|record| {
            record
                .unwrap()
                .iter()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    for field in &csv {
        assert!(
            !field.trim_start().starts_with(['=', '+', '-', '@']),
            "{field}"
        );
    }
    let json: serde_json::Value = serde_json::from_slice(&files["json"]).unwrap();
    let strings = part(&files["xlsx"], "xl/sharedStrings.xml");
    let rows = part(&files["xlsx"], "xl/worksheets/sheet1.xml");
    assert!(!rows.contains("<f>") && !rows.contains("<f "), "a formula");
    let document = part(&files["docx"], "word/document.xml");
    let html = text("html");
    for unwanted in ["<script", "<img", "onerror=\"", "javascript:"] {
        assert!(!html.contains(unwanted), "{unwanted}");
    }
    let read = [
        ("csv", csv.concat()),
        (
            "json",
            json["issues"].to_string() + &json["snapshot"].to_string(),
        ),
        ("xlsx", words_of(&strings)),
        ("docx", words_of(&document)),
        ("html", words_of(&html)),
    ];
    for (format, words) in read {
        let words = closed_up(&words);
        for wanted in TEXTS
            .map(str::to_owned)
            .into_iter()
            .chain([long_word(), long_text()])
        {
            let wanted = match format {
                "json" => closed_up(serde_json::to_string(&wanted).unwrap().trim_matches('"')),
                _ => closed_up(&wanted),
            };
            assert!(words.contains(&wanted), "{format}: {wanted}");
        }
        assert!(
            words.contains("=1+3") && words.contains("{202e}turned"),
            "{format}"
        );
        assert!(
            !words.contains('\u{202e}') && !words.contains('\u{1b}'),
            "{format}"
        );
    }
}

#[test]
fn pages_and_texts_of_hostile_files_are_well_formed() {
    let (folder, files) = exported();
    assert!(files["pdf"].starts_with(b"%PDF-1.7"));
    assert!(super::contains(
        &files["pdf"],
        "<pdfuaid:part>1</pdfuaid:part>"
    ));
    assert!(image::load_from_memory(&files["png"]).is_ok());
    let svg = String::from_utf8(files["svg"].clone()).unwrap();
    assert!(Document::parse(&svg).is_ok());
    let markdown = String::from_utf8(files["md"].clone()).unwrap();
    for line in markdown.lines().filter(|line| line.starts_with('|')) {
        let bars = line
            .replace("\\\\", "")
            .replace("\\|", "")
            .matches('|')
            .count();
        assert!([6, 4, 3].contains(&bars), "{line}");
    }
    let opened = run(folder.path(), "compare out.snapshot.ron --format json");
    let files = run(
        folder.path(),
        "compare agenda.ron east.ron west.ron --format json",
    );
    assert_eq!(opened.out.replace("out.snapshot.ron/", ""), files.out);
}
