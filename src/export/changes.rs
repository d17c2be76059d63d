//! What changed from one comparison to another, as Markdown, CSV and JSON.

use csv::{Terminator, WriterBuilder};
use serde::Serialize;

use super::ExportError;
use super::markdown::{Page, inline, paragraph};
use super::rows::without_formula;
use crate::sheet::{Changes, RowChange};

/// The changes as Markdown.
pub fn markdown(changes: &Changes) -> Vec<u8> {
    let mut page = Page::default();
    page.heading(
        1,
        &inline(&format!("{}: what changed", changes.after.title)),
    );
    for (when, side) in [("Before", &changes.before), ("After", &changes.after)] {
        page.paragraph(&format!(
            "**{when}** {}: {}",
            inline(&side.name),
            inline(&side.headline)
        ));
    }
    page.paragraph(&format!("**{}**", inline(&changes.headline)));
    for remark in &changes.remarks {
        page.paragraph(&paragraph(remark));
    }
    if !changes.rows.is_empty() {
        let columns = ["Issue", "Verdict", "Answers", "Reason now"].map(str::to_owned);
        page.table_head(&columns);
        for row in &changes.rows {
            page.table_row(&markdown_row(row));
        }
    }
    if !changes.files.is_empty() {
        page.heading(2, "Files that are not the same");
        page.line("");
        for file in &changes.files {
            page.line(&format!("- {}", paragraph(&file.in_words())));
        }
    }
    page.text.into_bytes()
}

fn markdown_row(row: &RowChange) -> Vec<String> {
    let mut answers: Vec<String> = row
        .answers
        .iter()
        .map(|answer| {
            let also = answer
                .also
                .map_or_else(String::new, |also| format!(" *({})*", inline(also)));
            let is = inline(&answer.is);
            let words = if answer.was == answer.is {
                is
            } else {
                format!("{} → {is}", inline(&answer.was))
            };
            format!("**{}** {words}{also}", inline(&answer.name))
        })
        .collect();
    answers.extend(row.remarks.iter().map(|remark| inline(remark)));
    vec![
        format!("**{}**", inline(&row.title)),
        inline(&row.verdicts()),
        answers.join("<br>"),
        inline(row.reason.as_deref().unwrap_or_default()),
    ]
}

/// The changes as CSV: one record for each answer that changed, or one for a row without such.
///
/// # Errors
/// The CSV writer's error, which texts do not cause.
pub fn csv(changes: &Changes) -> Result<Vec<u8>, ExportError> {
    let refused = |error: csv::Error| ExportError::Format(error.to_string());
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    let head = [
        "Theme",
        "Issue",
        "Change",
        "Verdict before",
        "Verdict after",
        "Trend",
        "Party",
        "Answer before",
        "Answer after",
        "Also",
        "Reason after",
    ];
    writer.write_record(head).map_err(refused)?;
    for row in &changes.rows {
        for record in csv_records(row) {
            let record = record.iter().map(|field| without_formula(field));
            writer.write_record(record).map_err(refused)?;
        }
    }
    writer
        .into_inner()
        .map_err(|error| ExportError::Format(error.to_string()))
}

fn csv_records(row: &RowChange) -> Vec<[String; 11]> {
    let words = |then: &Option<crate::sheet::VerdictThen>| {
        then.as_ref()
            .map_or_else(|| "No such row".to_owned(), |then| then.words.clone())
    };
    let record = |answer: [&str; 4]| {
        let [party, was, is, also] = answer.map(str::to_owned);
        let also = if also.is_empty() {
            row.remarks.join(" ")
        } else {
            also
        };
        [
            row.theme.clone(),
            row.title.clone(),
            row.kind.word().to_owned(),
            words(&row.was),
            words(&row.is),
            row.trend.unwrap_or_default().to_owned(),
            party,
            was,
            is,
            also,
            row.reason.clone().unwrap_or_default(),
        ]
    };
    if row.answers.is_empty() {
        return vec![record(["", "", "", ""])];
    }
    let answers = row.answers.iter();
    answers
        .map(|answer| {
            record([
                &answer.name,
                &answer.was,
                &answer.is,
                answer.also.unwrap_or_default(),
            ])
        })
        .collect()
}

/// The changes as JSON, ending in a line break.
///
/// # Errors
/// The JSON writer's error, which texts do not cause.
pub fn json(changes: &Changes) -> Result<Vec<u8>, ExportError> {
    #[derive(Serialize)]
    struct Document<'a> {
        format: u32,
        #[serde(flatten)]
        changes: &'a Changes,
    }
    let document = Document { format: 1, changes };
    super::json::pretty(&document).map_err(|error| ExportError::Format(error.to_string()))
}
