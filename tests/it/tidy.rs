//! The rules of the house that no compiler checks: files and functions of a size to be read, no loose ends, and
//! modules that know only those below them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::in_repository;

/// No file is longer than this.
const FILE_LINES: usize = 800;

/// No function of the program is longer than this.
const FUNCTION_LINES: usize = 70;

/// Which modules each module of `src/` must not know: dependencies point down only.
const ABOVE: [(&str, &[&str]); 7] = [
    (
        "model",
        &[
            "files", "compare", "sheet", "export", "app", "ui", "egui", "eframe",
        ],
    ),
    (
        "files",
        &["compare", "sheet", "export", "app", "ui", "egui", "eframe"],
    ),
    (
        "compare",
        &["files", "sheet", "export", "app", "ui", "egui", "eframe"],
    ),
    ("sheet", &["export", "app", "ui", "egui", "eframe"]),
    ("export", &["app", "ui", "egui", "eframe"]),
    // What is pure asks neither the disk nor the clock.
    (
        "model",
        &[
            "std::fs",
            "std::env",
            "std::time",
            "std::net",
            "jiff::Zoned",
            "jiff::Timestamp",
        ],
    ),
    (
        "compare",
        &[
            "std::fs",
            "std::env",
            "std::time",
            "std::net",
            "jiff::Zoned",
            "jiff::Timestamp",
        ],
    ),
];

/// A source file with its text.
pub(crate) struct Source {
    path: PathBuf,
    pub(crate) text: String,
}

/// The Rust files of a folder and of those in it.
pub(crate) fn sources(folder: &str) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![in_repository(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push(Source { path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty());
    found
}

fn name(path: &Path) -> String {
    let short = path.strip_prefix(in_repository("")).unwrap_or(path);
    short.display().to_string()
}

/// The code of a line, without a comment and without what stands in quotation marks.
fn code(line: &str) -> String {
    let mut code = String::new();
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '/' if letters.peek() == Some(&'/') => break,
            '"' => {
                while let Some(inside) = letters.next() {
                    match inside {
                        '\\' => drop(letters.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            other => code.push(other),
        }
    }
    code
}

/// The functions of a text, as formatted: where each begins, its first line, and how many lines it has.
fn functions(text: &str) -> Vec<(usize, String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let code = code(line);
        let is_function = code.split_whitespace().any(|word| word == "fn") && code.contains('(');
        if !is_function || code.trim_end().ends_with(['}', ';']) {
            continue;
        }
        // Formatted code closes a function at the indent at which it begins.
        let indent = line.len() - line.trim_start().len();
        let close = format!("{}}}", " ".repeat(indent));
        let length = lines.iter().skip(at).position(|line| *line == close);
        if let Some(length) = length {
            found.push((at + 1, line.trim().to_owned(), length + 1));
        }
    }
    found
}

#[test]
fn no_file_is_too_long_to_be_read() {
    for source in sources("src").into_iter().chain(sources("tests")) {
        let lines = source.text.lines().count();
        assert!(
            lines <= FILE_LINES,
            "{} has {lines} lines",
            name(&source.path)
        );
    }
}

#[test]
fn no_function_is_too_long_to_be_read() {
    let mut count = 0;
    for source in sources("src") {
        for (line, head, length) in functions(&source.text) {
            count += 1;
            let place = format!("{}:{line}: {head}", name(&source.path));
            assert!(length <= FUNCTION_LINES, "{place} has {length} lines");
        }
    }
    // The scanner knows no more than how code is formatted, so it must at least find plenty.
    assert!(count > 300, "{count} functions found");
}

#[test]
fn a_long_function_would_be_found() {
    let body = "    let _ = 1;\n".repeat(80);
    let text = format!(
        "impl X {{\n    pub fn short() {{\n    }}\n\n    fn long(\n        a: u8,\n    ) {{\n{body}    }}\n}}\n"
    );
    let lengths: Vec<usize> = functions(&text)
        .into_iter()
        .map(|(_, _, length)| length)
        .collect();
    assert_eq!(lengths, [2, 84]);
}

#[test]
fn nothing_is_left_to_be_done() {
    // Put together here, so that this file does not find itself.
    let marks = [
        "to".to_owned() + "do!(",
        "unimple".to_owned() + "mented!(",
        "TO".to_owned() + "DO",
        "FIX".to_owned() + "ME",
        "XX".to_owned() + "X",
    ];
    for source in sources("src").into_iter().chain(sources("tests")) {
        for (number, line) in (1..).zip(source.text.lines()) {
            let found = marks.iter().find(|mark| line.contains(mark.as_str()));
            assert!(found.is_none(), "{}:{number}: {line}", name(&source.path));
        }
    }
}

#[test]
fn modules_know_only_those_below_them() {
    for (module, above) in ABOVE {
        for source in sources(&format!("src/{module}")) {
            for (number, line) in (1..).zip(source.text.lines()) {
                let code = code(line);
                let knows = |other: &&&str| is_named(&code, other);
                let found = above.iter().find(knows);
                assert!(
                    found.is_none(),
                    "{}:{number} must not know {found:?}: {line}",
                    name(&source.path)
                );
            }
        }
    }
}

/// Whether a line of code names a module of the crate, or a path of another.
fn is_named(code: &str, other: &str) -> bool {
    let is_path = other.contains("::");
    let is_outside = matches!(other, "egui" | "eframe");
    if is_path {
        code.contains(other)
    } else if is_outside {
        code.contains(&format!("{other}::")) || code.contains(&format!("use {other}"))
    } else {
        ["crate::", "common_ground::"].iter().any(|root| {
            code.match_indices(root).any(|(at, root)| {
                let rest = &code[at + root.len()..];
                rest.starts_with(other)
                    && !rest[other.len()..]
                        .starts_with(|next: char| next.is_alphanumeric() || next == '_')
            })
        })
    }
}

#[test]
fn a_module_above_would_be_found() {
    assert!(is_named("use crate::ui::theme;", "ui"));
    assert!(is_named("let x = crate::app::App::new();", "app"));
    assert!(is_named("use egui::Color32;", "egui"));
    assert!(!is_named("use crate::model::Id;", "ui"));
    assert!(!is_named("use crate::uis::Id;", "ui"));
}

#[test]
fn text_files_are_tidy() {
    for source in sources("src").into_iter().chain(sources("tests")) {
        let name = name(&source.path);
        assert!(
            source.text.ends_with('\n'),
            "{name} does not end with a line end"
        );
        assert!(!source.text.contains('\t'), "{name} has a tab");
        assert!(!source.text.contains('\r'), "{name} has a carriage return");
    }
}
