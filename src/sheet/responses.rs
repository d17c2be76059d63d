//! What the parties' answers say of a proposal, as plain text.

use std::fmt::Write as _;

use super::Dates;
use super::build::full_title;
use super::partly::why;
use super::stated::stated_words;
use super::words::{Style, capitalised, counted, list, outcomes};
use crate::compare::{Assessed, AssessedTerm, LinkageStatus, Response};
use crate::model::{Proposal, Row, Talks};

/// The responses to a proposal as plain text, no wider than `width` columns: for each party what it has said of
/// the proposal, then the red lines that it crosses, then the rest.
pub fn responses_as_text(
    talks: &Talks,
    proposal: &Proposal,
    assessed: &Assessed,
    width: usize,
) -> String {
    let page = Page {
        talks,
        proposal,
        assessed,
        width,
    };
    let mut text = String::new();
    page.head(&mut text);
    for (place, &party) in assessed.question.parties.iter().enumerate() {
        if let Some(position) = talks.positions.get(party) {
            page.party(&mut text, place, &position.party.name);
        }
    }
    page.linkages(&mut text);
    page.left_out(&mut text);
    text
}

/// The word for a response.
pub fn response_word(response: Response) -> &'static str {
    match response {
        Response::Refused => "Refused",
        Response::PartlyRefused => "Partly refused",
        Response::NotStated => "Not stated",
        Response::Silent => "Silent",
        Response::Acceptable => "Would take",
        Response::Asked => "Asked for",
    }
}

struct Page<'a> {
    talks: &'a Talks,
    proposal: &'a Proposal,
    assessed: &'a Assessed,
    width: usize,
}

impl Page<'_> {
    fn paragraph(&self, text: &mut String, indent: usize, words: &str) {
        let (first, next) = (" ".repeat(indent), " ".repeat(indent + 2));
        let options = textwrap::Options::new(self.width)
            .initial_indent(&first)
            .subsequent_indent(&next);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", textwrap::fill(words, options));
    }

    fn head(&self, text: &mut String) {
        let by: Vec<String> = self
            .proposal
            .by
            .iter()
            .map(|id| self.talks.name_of(id).to_owned())
            .collect();
        let by = if by.is_empty() {
            String::new()
        } else {
            format!(", by {}", list(&by, "and"))
        };
        let when = self
            .proposal
            .date
            .map_or(String::new(), |date| format!(", {}", date.in_words()));
        let as_of = self.assessed.question.as_of.map_or_else(
            || "to date".to_owned(),
            |day| format!("as of {}", Dates::default().day(day)),
        );
        self.paragraph(text, 0, &format!("{}{by}{when}", self.proposal.title));
        let settled = counted(self.assessed.terms.len(), "row", "rows");
        self.paragraph(
            text,
            0,
            &format!("It settles {settled}. What the parties' answers {as_of} say of it:"),
        );
    }

    fn party(&self, text: &mut String, place: usize, name: &str) {
        let of = |response: Response| {
            let terms = self.assessed.terms.iter();
            terms.filter(move |term| term.responses.get(place) == Some(&response))
        };
        let counts: Vec<String> = RED_LINES_FIRST
            .into_iter()
            .filter(|&response| of(response).next().is_some())
            .map(|response| {
                format!(
                    "{} {}",
                    of(response).count(),
                    response_word(response).to_lowercase()
                )
            })
            .collect();
        self.paragraph(text, 0, "");
        self.paragraph(text, 0, &format!("{name}: {}", counts.join(" · ")));
        for stated in self
            .assessed
            .answers
            .iter()
            .filter(|stated| stated.party == place)
        {
            self.stated(text, stated);
        }
        for response in RED_LINES_FIRST {
            for term in of(response) {
                let words = self.term(term);
                self.paragraph(text, 2, &format!("{}: {words}", response_word(response)));
                if let Some(why) = self.why(term, place) {
                    self.paragraph(text, 4, &why);
                }
            }
        }
    }

    fn stated(&self, text: &mut String, stated: &crate::compare::StatedAnswer) {
        let party = self.assessed.question.parties.get(stated.party);
        let position = party.and_then(|&party| self.talks.positions.get(party));
        let Some(answer) = position.and_then(|position| position.answers.get(stated.answer)) else {
            return;
        };
        let words = stated_words(self.talks, answer, Dates::default());
        self.paragraph(text, 2, &format!("Its own answer: {words}"));
    }

    fn term(&self, term: &AssessedTerm) -> String {
        let Some(issue) = self.talks.agenda.issues.get(term.row.issue) else {
            return String::new();
        };
        let is = capitalised(&outcomes(
            &term.is,
            &issue.space,
            Style::plain(Dates::default()),
        ));
        let terms = term
            .qualifier
            .as_ref()
            .map_or(String::new(), |terms| format!(" ({terms})"));
        format!("{} – {is}{terms}", self.title(term.row))
    }

    fn why(&self, term: &AssessedTerm, place: usize) -> Option<String> {
        let issue = self.talks.agenda.issues.get(term.row.issue)?;
        let position = self.assessed.question.position(self.talks, place)?;
        why(
            term,
            place,
            position,
            (&self.talks.agenda, issue),
            Dates::default(),
        )
    }

    fn title(&self, row: Row) -> String {
        let issue = self.talks.agenda.issues.get(row.issue);
        issue.map_or_else(String::new, |issue| full_title(row, issue))
    }

    fn linkages(&self, text: &mut String) {
        if self.assessed.linkages.is_empty() {
            return;
        }
        self.paragraph(text, 0, "");
        self.paragraph(text, 0, "Linkages");
        for touched in &self.assessed.linkages {
            let linkage = self.talks.agenda.linkages.get(touched.linkage);
            let Some(then) =
                linkage.and_then(|linkage| self.talks.agenda.issues.get(linkage.then.0))
            else {
                continue;
            };
            let status = match touched.status {
                LinkageStatus::Kept => "Kept",
                LinkageStatus::Broken => "Broken",
                LinkageStatus::Open => "Left open",
            };
            let note = linkage.and_then(|linkage| linkage.note.as_ref());
            let note = note.map_or(String::new(), |note| format!(" ({note})"));
            let by = linkage.and_then(|linkage| linkage.by.as_ref());
            let by = by.map_or(String::new(), |by| {
                format!(", so {}", self.talks.name_of(by))
            });
            let words = format!(
                "{status}: {} leads to {}{by}{note}",
                self.title(touched.row),
                then.title
            );
            self.paragraph(text, 2, &words);
        }
    }

    fn left_out(&self, text: &mut String) {
        let titles: Vec<String> = self
            .assessed
            .left_out
            .iter()
            .map(|&row| self.title(row))
            .collect();
        if !titles.is_empty() {
            self.paragraph(text, 0, "");
            let rows = counted(titles.len(), "row", "rows");
            self.paragraph(
                text,
                0,
                &format!("It leaves out {rows}: {}.", titles.join("; ")),
            );
        }
    }
}

/// In which order responses are named: the red lines first.
pub(super) const RED_LINES_FIRST: [Response; 6] = [
    Response::Refused,
    Response::PartlyRefused,
    Response::NotStated,
    Response::Silent,
    Response::Acceptable,
    Response::Asked,
];
