//! A sheet as comma-separated values (RFC 4180).
//!
//! Every line is a record of one kind, which its first field names. Those of the kind `Row` come first and are the
//! table, a row of the comparison each. What else a snapshot says of itself follows as records of other kinds, with
//! a name in the column `Issue` and its words in the column `Reason`: whoever wants the table alone keeps the rows.

use csv::{Terminator, Writer, WriterBuilder};

use super::ExportError;
use super::rows::{PlacedRow, in_plain_words, rows, said_in_one, without_formula};
use crate::sheet::{Cell, Sheet, counted};

/// The kind of the records that are rows of the comparison.
const ROW: &str = "Row";

/// The column that is only there with the details.
const QUESTION: &str = "Question";

/// The columns before those of the parties.
const FIRST_COLUMNS: [&str; 7] = [
    "Record", "Theme", "Issue", "Part", QUESTION, "Verdict", "Detail",
];

/// The sheet as CSV.
pub(super) fn render(sheet: &Sheet) -> Result<Vec<u8>, ExportError> {
    write(sheet).map_err(|error| ExportError::Format(error.to_string()))
}

fn write(sheet: &Sheet) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    let head = head(sheet);
    writer.write_record(head.iter().map(|field| without_formula(field)))?;
    for row in rows(sheet) {
        writer.write_record(record(sheet, &row))?;
    }
    let place = |name: &str| head.iter().rposition(|column| column == name);
    let mut about = About {
        writer,
        width: head.len(),
        reason: place("Reason").unwrap_or_default(),
    };
    about.all(sheet)?;
    Ok(about.writer.into_inner()?)
}

fn head(sheet: &Sheet) -> Vec<String> {
    let first = FIRST_COLUMNS.into_iter();
    let first = first.filter(|name| sheet.includes.has_details || *name != QUESTION);
    let mut head: Vec<String> = first.map(str::to_owned).collect();
    for party in &sheet.parties {
        let name = &party.name;
        head.push(name.clone());
        let columns = [
            (sheet.includes.has_details, "in plain words"),
            (true, "date"),
            (sheet.includes.has_sources, "sources"),
            (sheet.since.is_some(), "movement"),
        ];
        let columns = columns.into_iter().filter(|(is_there, _)| *is_there);
        head.extend(columns.map(|(_, column)| format!("{name}: {column}")));
    }
    let proposals = sheet.proposals.iter();
    head.extend(proposals.flat_map(|proposal| proposal.field_heads(&sheet.parties)));
    head.push("Reason".to_owned());
    if sheet.since.is_some() {
        head.push("Movement".to_owned());
    }
    head.push("Remarks".to_owned());
    head
}

fn record(sheet: &Sheet, placed: &PlacedRow<'_>) -> Vec<String> {
    let row = placed.row;
    let mut fields = vec![
        ROW.to_owned(),
        placed.theme.to_owned(),
        placed.issue().to_owned(),
        placed.part().to_owned(),
    ];
    if sheet.includes.has_details {
        fields.push(placed.question().to_owned());
    }
    fields.push(row.verdict_word.to_owned());
    fields.push(row.verdict_detail.clone().unwrap_or_default());
    for cell in &row.cells {
        fields.push(said_in_one(cell, "; "));
        if sheet.includes.has_details {
            fields.push(in_plain_words(cell).to_owned());
        }
        fields.push(cell.date_or_why_not().to_owned());
        if sheet.includes.has_sources {
            fields.push(sources(sheet, cell));
        }
        if sheet.since.is_some() {
            fields.push(cell.movement_word().to_owned());
        }
    }
    for proposal in &sheet.proposals {
        fields.extend(proposal.fields(row.row, sheet.parties.len()));
    }
    fields.push(row.reason.clone());
    if sheet.since.is_some() {
        fields.push(row.movement.clone().unwrap_or_default());
    }
    fields.push(row.remarks.join(" "));
    fields.iter().map(|field| without_formula(field)).collect()
}

/// The sources of an answer with their numbers and addresses, so that a row can be passed on alone.
fn sources(sheet: &Sheet, cell: &Cell) -> String {
    let cited = sheet
        .notes
        .iter()
        .filter(|note| cell.notes.contains(&note.number));
    let sources: Vec<String> = cited
        .map(|note| match &note.url {
            Some(url) => format!("[{}] {} {url}", note.number, note.text),
            None => format!("[{}] {}", note.number, note.text),
        })
        .collect();
    if sources.is_empty() {
        return cell.without_sources().to_owned();
    }
    sources.join("; ")
}

/// What a snapshot says of itself, in records beside the rows.
struct About {
    writer: Writer<Vec<u8>>,
    width: usize,
    /// The place of the column of the words.
    reason: usize,
}

impl About {
    fn all(&mut self, sheet: &Sheet) -> Result<(), csv::Error> {
        let head = [
            ("Title", Some(&sheet.title)),
            ("Summary", sheet.summary.as_ref()),
            ("Headline", Some(&sheet.headline)),
            ("As of", sheet.as_of.as_ref()),
            ("Counting from", sheet.from.as_ref()),
            ("Movement since", sheet.since.as_ref()),
            ("Filters", sheet.filters.as_ref()),
            ("Left out", sheet.left_out.as_ref()),
            ("Made with", Some(&sheet.program)),
        ];
        for (name, words) in head {
            if let Some(words) = words {
                self.record("About", name, words)?;
            }
        }
        for party in &sheet.parties {
            let rows = counted(party.spoken, "row", "rows");
            self.record("Party", &party.name, &format!("has spoken on {rows}"))?;
        }
        for total in &sheet.totals {
            let rows = counted(total.count, "row", "rows");
            self.record("Total", total.word, &rows)?;
        }
        for proposal in &sheet.proposals {
            for words in &proposal.about {
                self.record("Proposal", &proposal.title, words)?;
            }
        }
        for finding in &sheet.findings {
            for sentence in &finding.sentences {
                self.record("Finding", &finding.title, sentence)?;
            }
        }
        for entry in &sheet.legend.verdicts {
            self.record("Legend", entry.word, entry.meaning)?;
        }
        for entry in &sheet.legend.marks {
            self.record("Legend", entry.word, entry.meaning)?;
        }
        for entry in &sheet.legend.words {
            self.record("Legend", &entry.word, entry.meaning)?;
        }
        for paragraph in &sheet.method {
            self.record("Method", "", paragraph)?;
        }
        for note in &sheet.notes {
            let url = note.url.as_deref().unwrap_or_default();
            let words = format!("{} {url}", note.text);
            self.record("Source", &note.number.to_string(), words.trim_end())?;
        }
        for input in &sheet.inputs {
            self.record("File", &input.name, &format!("SHA-256 {}", input.sha256))?;
        }
        for problem in &sheet.problems {
            self.record("Problem", "", problem)?;
        }
        Ok(())
    }

    fn record(&mut self, kind: &str, name: &str, words: &str) -> Result<(), csv::Error> {
        let mut fields = vec![String::new(); self.width];
        let issue = FIRST_COLUMNS.iter().position(|column| *column == "Issue");
        for (place, text) in [(Some(0), kind), (issue, name), (Some(self.reason), words)] {
            if let Some(field) = place.and_then(|place| fields.get_mut(place)) {
                *field = without_formula(text);
            }
        }
        self.writer.write_record(&fields)
    }
}
