//! The table: what each party answers, issue by issue.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::lane::{drawn, verdict_shape};
use super::words::{escaped, note_id, slug, with_pieces};
use crate::export::page_lines::{PageLine, PageRow, Unspoken, page_lines};
use crate::export::rows::said;
use crate::sheet::{Cell, ProposalSection, RowLine, Sheet, TermCell};

/// Up to this many parties the marks of all stand together in the column of the verdict.
const PARTIES_TOGETHER: usize = 4;

/// The table of the sheet.
pub(super) fn render(sheet: &Sheet) -> String {
    let many = if sheet.parties.len() > 2 { " many" } else { "" };
    let mut html = format!("<div class=\"wide\">\n<table class=\"comparison{many}\">\n");
    head(&mut html, sheet);
    let mut table = Table {
        html,
        column_count: sheet.parties.len() + 2,
        known_notes: sheet.notes.iter().map(|note| note.number).collect(),
        ids: BTreeMap::new(),
        is_open: false,
        parent_question: None,
    };
    for line in &page_lines(sheet) {
        table.line(line);
    }
    table.close_group();
    table.html.push_str("</table>\n</div>\n");
    table.html
}

fn head(html: &mut String, sheet: &Sheet) {
    html.push_str("<thead><tr><th scope=\"col\" class=\"issue\">Issue</th>");
    let names: Vec<String> = sheet
        .parties
        .iter()
        .map(|party| escaped(&party.name))
        .collect();
    let order = if names.len() <= PARTIES_TOGETHER {
        format!("<small>marks, from above: {}</small>", names.join(", "))
    } else {
        String::new()
    };
    let verdict = format!("<th scope=\"col\" class=\"verdict-head\">Verdict{order}</th>");
    let parties = sheet.parties.iter().map(|party| {
        let rows = if party.spoken == 1 { "row" } else { "rows" };
        format!(
            "<th scope=\"col\">{}<small>has spoken on {} {rows}</small></th>",
            escaped(&party.name),
            party.spoken
        )
    });
    html.push_str(&in_columns(parties.collect(), verdict));
    html.push_str("</tr></thead>\n");
}

/// The cells in the order of the columns: of two parties, the verdict stands between.
fn in_columns(mut cells: Vec<String>, verdict: String) -> String {
    let place = usize::from(cells.len() == 2);
    cells.insert(place, verdict);
    cells.concat()
}

/// The terms of a proposal, with each party's response.
pub(super) fn terms(sheet: &Sheet, proposal: &ProposalSection) -> String {
    let mut html = String::from("<div class=\"wide\">\n<table class=\"terms\">\n<thead><tr>");
    let names = sheet.parties.iter().map(|party| party.name.as_str());
    for name in ["Issue", "What it says"].into_iter().chain(names) {
        let _ = write!(html, "<th scope=\"col\">{}</th>", escaped(name));
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for term in &proposal.terms {
        html.push_str(&term_row(term));
    }
    html.push_str("</tbody>\n</table>\n</div>\n");
    html
}

fn term_row(term: &TermCell) -> String {
    let responses = term.responses.iter().map(|known| {
        let why = known.why.as_deref();
        let why = why.map_or(String::new(), |why| {
            format!("<p class=\"summary\">{}</p>", escaped(why))
        });
        format!("<td><b>{}</b>{why}</td>", escaped(known.word))
    });
    format!(
        "<tr class=\"row\"><th scope=\"row\">{}</th><td>{}</td>{}</tr>\n",
        escaped(&term.title),
        escaped(&term.text),
        responses.collect::<String>(),
    )
}

/// The table so far.
struct Table<'a> {
    html: String,
    column_count: usize,
    known_notes: Vec<usize>,
    /// How often the name of a row was used.
    ids: BTreeMap<String, usize>,
    /// Whether a group of rows is open.
    is_open: bool,
    parent_question: Option<&'a str>,
}

impl<'a> Table<'a> {
    fn close_group(&mut self) {
        if self.is_open {
            self.html.push_str("</tbody>\n");
        }
        self.is_open = false;
    }

    fn open_group(&mut self) {
        self.close_group();
        self.html.push_str("<tbody>\n");
        self.is_open = true;
    }

    fn line(&mut self, line: &PageLine<'a>) {
        match line {
            PageLine::Theme(theme) => {
                self.open_group();
                self.parent_question = None;
                self.across("theme", &theme.title, &theme.counts, None);
            }
            PageLine::Parent(parent) => {
                self.open_group();
                self.parent_question = parent.question.as_deref();
                self.across(
                    "parent",
                    &parent.title,
                    &parent.counts,
                    self.parent_question,
                );
            }
            PageLine::Row(row) => {
                if !self.is_open || (self.parent_question.is_some() && !row.row.is_part) {
                    self.open_group();
                    self.parent_question = None;
                }
                self.row(row);
            }
            PageLine::Unspoken(unspoken) => {
                self.open_group();
                self.parent_question = None;
                self.unspoken(unspoken);
            }
        }
    }

    fn across(&mut self, class: &str, title: &str, counts: &str, question: Option<&str>) {
        let question = question.map_or(String::new(), |question| {
            format!("<p class=\"summary\">{}</p>", escaped(question))
        });
        let _ = writeln!(
            self.html,
            "<tr class=\"{class}\"><th scope=\"rowgroup\" colspan=\"{}\">{} <span>{}</span>{question}</th></tr>",
            self.column_count,
            escaped(title),
            escaped(counts),
        );
    }

    /// Issues of which nobody has stated anything, in one line across the table.
    fn unspoken(&mut self, unspoken: &Unspoken<'a>) {
        let mut items = String::new();
        for issue in &unspoken.issues {
            let is_of_parts = !issue.parts.is_empty();
            let named: Vec<String> = issue
                .rows
                .iter()
                .map(|row| self.named(row, "span"))
                .collect();
            let named = named.join("; ");
            let item = if is_of_parts {
                format!("{}: {named}", escaped(issue.title))
            } else {
                named
            };
            let _ = write!(items, "<li>{item}</li>");
        }
        let _ = writeln!(
            self.html,
            "<tr class=\"unspoken\"><td colspan=\"{}\"><p>{}</p><ul>{items}</ul></td></tr>",
            self.column_count,
            escaped(unspoken.words),
        );
    }

    /// The title of a row as a link to itself, so that its place can be passed on.
    fn named(&mut self, row: &RowLine, element: &str) -> String {
        let (id, title) = (self.id(row), escaped(&row.title));
        format!("<{element} id=\"{id}\"><a href=\"#{id}\">{title}</a></{element}>")
    }

    fn row(&mut self, page_row: &PageRow<'a>) {
        let row = page_row.row;
        let id = self.id(row);
        let mut title = format!("<a href=\"#{id}\">{}</a>", escaped(&row.title));
        for other in &page_row.others {
            let _ = write!(title, "; {}", self.named(other, "span"));
        }
        let is_together = self.column_count <= PARTIES_TOGETHER + 2;
        let lane = if is_together {
            drawn(&row.lane, &row.lane.lines)
        } else {
            String::new()
        };
        let detail = row
            .verdict_detail
            .as_deref()
            .map_or(String::new(), |detail| {
                format!("<p>{}</p>", escaped(detail))
            });
        let verdict = format!(
            "<td class=\"verdict\">{}<b>{}</b>{detail}{lane}</td>",
            verdict_shape(row.verdict),
            escaped(row.verdict_word)
        );
        let cells = row.cells.iter().enumerate().map(|(place, cell)| {
            let strip = row.lane.lines.get(place).filter(|_| !is_together);
            let strip = strip.map_or(String::new(), |marks| {
                drawn(&row.lane, std::slice::from_ref(marks))
            });
            format!("<td>{strip}{}</td>", self.answer(cell))
        });
        let cells = in_columns(cells.collect(), verdict);
        let part = if row.is_part { " part" } else { "" };
        // The question of a part is left out where the line of its parent has just asked it.
        let question = row.question.as_deref();
        let question = question.filter(|_| !(row.is_part && question == self.parent_question));
        let question = question.map_or(String::new(), |question| {
            format!("<p>{}</p>", escaped(question))
        });
        let _ = writeln!(
            self.html,
            "<tr class=\"row{part}\" id=\"{id}\"><th scope=\"row\" rowspan=\"2\">{title}{question}</th>{cells}</tr>\n\
             <tr class=\"why\"><td colspan=\"{}\">{}</td></tr>",
            self.column_count - 1,
            why(row),
        );
    }

    fn id(&mut self, row: &RowLine) -> String {
        let id = slug(&row.full_title);
        let used = self.ids.entry(id.clone()).or_insert(0);
        *used += 1;
        if *used == 1 {
            id
        } else {
            // No title makes two hyphens in a row.
            format!("{id}--{used}")
        }
    }

    /// One party's answer, phrase by phrase.
    fn answer(&self, cell: &Cell) -> String {
        let mut html = String::new();
        for (place, said) in said(cell).iter().enumerate() {
            let class = if place == 0 && !cell.has_said() {
                "said unsaid"
            } else {
                "said"
            };
            let word = match said.word {
                "" => String::new(),
                word => format!("<b>{}{}</b> ", escaped(word), said.colon()),
            };
            let text = with_pieces(said.text, said.pieces);
            let _ = write!(html, "<p class=\"{class}\">{word}{text}</p>");
        }
        if let Some(summary) = &cell.summary {
            let _ = write!(html, "<p class=\"summary\">{}</p>", escaped(summary));
        }
        let mut when = Vec::new();
        when.extend(cell.date.as_deref().map(escaped));
        when.extend(self.note_marks(cell));
        when.extend(
            cell.movement
                .map(|movement| format!("<span class=\"tag\">{}</span>", escaped(movement))),
        );
        if !when.is_empty() {
            let _ = write!(html, "<p class=\"when\">{}</p>", when.join(" "));
        }
        html
    }

    fn note_marks(&self, cell: &Cell) -> Option<String> {
        let marks: Vec<String> = cell
            .notes
            .iter()
            .map(|number| {
                if self.known_notes.contains(number) {
                    format!("<a href=\"#{}\">{number}</a>", note_id(*number))
                } else {
                    number.to_string()
                }
            })
            .collect();
        (!marks.is_empty()).then(|| format!("<sup>{}</sup>", marks.join(", ")))
    }
}

fn why(row: &RowLine) -> String {
    let mut html = format!("<p><b>Reason:</b> {}</p>", escaped(&row.reason));
    let mut also = |word: &str, text: &str| {
        let _ = write!(html, "<p><b>{word}:</b> {}</p>", escaped(text));
    };
    if let Some(movement) = &row.movement {
        also("Movement", movement);
    }
    for remark in &row.remarks {
        also("Note", remark);
    }
    if !row.lane.slots.is_empty() {
        also("Outcomes, left to right", &outcomes(row));
    }
    html
}

fn outcomes(row: &RowLine) -> String {
    const NAMED: usize = 16;
    let slots = &row.lane.slots;
    match (slots.first(), slots.last()) {
        (Some(first), Some(last)) if slots.len() > NAMED => {
            format!(
                "{}, from “{}” to “{}”",
                slots.len(),
                first.label,
                last.label
            )
        }
        _ => {
            let labels: Vec<&str> = slots.iter().map(|slot| slot.label.as_str()).collect();
            labels.join(" · ")
        }
    }
}
