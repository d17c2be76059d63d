//! Writes a snapshot: the texts of the files with what is asked of them, as RON that the program opens again.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::reading::has_hidden_characters;
use super::schema::VerdictText;
use super::{Frozen, Problem, SourceText};

/// The snapshot of these files as RON. `reads` is the comparison in words, for those who have this file alone.
///
/// # Errors
/// Never for texts; the RON writer's error otherwise.
pub fn snapshot_text(
    program: &str,
    frozen: &Frozen,
    texts: &[SourceText],
    lost: &[Problem],
    reads: &str,
) -> Result<String, ron::Error> {
    let mut ron = String::from(
        "// A comparison with all that it takes to make it again. Open this file with Common Ground, or save each\n\
         // text below under its name. Each SHA-256 is of the file as it was read.\n\
         Snapshot(\n    format: 1,\n",
    );
    field(&mut ron, 1, "program", &ron::to_string(program)?);
    for (name, day) in [
        ("as_of", frozen.as_of),
        ("from", frozen.from),
        ("since", frozen.since),
    ] {
        if let Some(day) = day {
            field(&mut ron, 1, name, &quoted_day(day));
        }
    }
    field(&mut ron, 1, "parties", &list(&frozen.parties)?);
    if !frozen.proposals.is_empty() {
        field(&mut ron, 1, "proposals", &list(&frozen.proposals)?);
    }
    if let Some(shown) = shown(frozen)? {
        field(&mut ron, 1, "shown", &shown);
    }
    ron.push_str("    files: [\n");
    for text in texts {
        file(&mut ron, text)?;
    }
    ron.push_str("    ],\n");
    if !lost.is_empty() {
        ron.push_str("    unread: [\n");
        for problem in lost {
            let _ = writeln!(ron, "        {},", unread(problem)?);
        }
        ron.push_str("    ],\n");
    }
    ron.push_str(
        "    // The comparison as it reads; it is made anew from the files when this is opened.\n",
    );
    field(&mut ron, 1, "reads", &text(reads)?);
    ron.push_str(")\n");
    Ok(ron)
}

fn field(ron: &mut String, depth: usize, name: &str, value: &str) {
    let indent = "    ".repeat(depth);
    // A string cannot refuse to be written to.
    let _ = writeln!(ron, "{indent}{name}: {value},");
}

fn quoted_day(day: Date) -> String {
    format!("\"{day}\"")
}

fn list(items: &[String]) -> Result<String, ron::Error> {
    let items: Result<Vec<String>, ron::Error> = items.iter().map(ron::to_string).collect();
    Ok(format!("[{}]", items?.join(", ")))
}

/// Which rows are shown; nothing if all are.
fn shown(frozen: &Frozen) -> Result<Option<String>, ron::Error> {
    let mut fields = Vec::new();
    if let Some(verdicts) = &frozen.verdicts {
        let words: Result<Vec<String>, ron::Error> = VerdictText::NAMES
            .iter()
            .filter(|(_, name)| verdicts.iter().any(|shown| shown == name))
            .map(|(verdict, _)| ron::to_string(verdict))
            .collect();
        fields.push(format!("verdicts: [{}]", words?.join(", ")));
    }
    if let Some(themes) = &frozen.themes {
        fields.push(format!("themes: {}", list(themes)?));
    }
    if !frozen.text.is_empty() {
        fields.push(format!("text: {}", ron::to_string(&frozen.text)?));
    }
    if let Some(changes) = frozen.changes {
        fields.push(format!("changes: {}", ron::to_string(&changes)?));
    }
    Ok((!fields.is_empty()).then(|| format!("Shown({})", fields.join(", "))))
}

fn file(ron: &mut String, file: &SourceText) -> Result<(), ron::Error> {
    ron.push_str("        File(\n");
    field(ron, 3, "path", &ron::to_string(&file.path)?);
    if !file.other_paths.is_empty() {
        field(ron, 3, "also", &list(&file.other_paths)?);
    }
    field(ron, 3, "sha256", &ron::to_string(&file.sha256)?);
    if !file.is_opened {
        field(ron, 3, "opened", "false");
    }
    if file.has_mark {
        field(ron, 3, "byte_order_mark", "true");
    }
    field(ron, 3, "text", &text(&file.text)?);
    ron.push_str("        ),\n");
    Ok(())
}

/// The text as it is where a reader and an editor leave it so, else with escapes.
fn text(text: &str) -> Result<String, ron::Error> {
    let is_plain = !has_hidden_characters(&text.replace(['\n', '\t'], ""));
    if !is_plain {
        return ron::to_string(text);
    }
    let mut longest = 0;
    for after in text.split('"').skip(1) {
        let hashes = after.bytes().take_while(|&byte| byte == b'#').count();
        longest = longest.max(hashes + 1);
    }
    let hashes = "#".repeat(longest.max(1));
    Ok(format!("r{hashes}\"{text}\"{hashes}"))
}

fn unread(problem: &Problem) -> Result<String, ron::Error> {
    let problem = problem.without_folder();
    let hint = match &problem.hint {
        Some(hint) => format!(", hint: {}", ron::to_string(hint)?),
        None => String::new(),
    };
    Ok(format!(
        "Unread(path: {}, line: {}, column: {}, message: {}{hint})",
        ron::to_string(&problem.file)?,
        problem.line,
        problem.column,
        ron::to_string(&problem.message)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_can_be_read_back() {
        let texts = [
            "",
            "plain\n\ttext",
            "\"",
            "\"#",
            "\"##\"#",
            "#\"",
            "\\",
            "a\r\nb",
            "\u{202e}x",
            "\u{1}",
            "e\u{301}",
            "r#\"x\"#",
            "\"\"\"###",
        ];
        for expect in texts {
            let written = text(expect).unwrap_or_default();
            assert_eq!(
                ron::from_str::<String>(&written).as_deref(),
                Ok(expect),
                "{written}"
            );
        }
    }
}
