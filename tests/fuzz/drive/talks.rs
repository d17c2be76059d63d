//! Made-up bytes as talks: the first of them decide what there is, and the texts after that stand wherever a file may
//! hold a text. Titles are without what no title may have; everything else is as it comes.

use std::fmt::Write as _;

use common_ground::files::without_hidden;

use super::BETWEEN;

/// Bytes to choose by, and texts to fill in.
pub(super) struct Made<'a> {
    choices: std::slice::Iter<'a, u8>,
    texts: Vec<String>,
    next: usize,
}

impl<'a> Made<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        let mut pieces = bytes.split(|&byte| char::from(byte) == BETWEEN);
        let choices = pieces.next().unwrap_or_default();
        let texts = pieces.map(|piece| String::from_utf8_lossy(piece).into_owned());
        Self {
            choices: choices.iter(),
            texts: texts.collect(),
            next: 0,
        }
    }

    /// One of so many.
    pub(super) fn choice(&mut self, count: u8) -> u8 {
        self.choices.next().map_or(0, |byte| byte % count)
    }

    pub(super) fn is(&mut self) -> bool {
        self.choice(2) == 1
    }

    fn raw_text(&mut self) -> String {
        let count = self.texts.len().max(1);
        self.next += 1;
        let text = self.texts.get((self.next - 1) % count);
        text.cloned().unwrap_or_default()
    }

    /// The next text, quoted.
    fn text(&mut self) -> String {
        quoted(&self.raw_text())
    }

    /// The next text, quoted, as a title may be.
    fn title(&mut self) -> String {
        let text = without_hidden(&self.raw_text());
        quoted(if text.trim().is_empty() { "-" } else { &text })
    }

    fn date(&mut self) -> String {
        let month = 1 + self.choice(12);
        match self.choice(3) {
            0 => "\"2025\"".to_owned(),
            1 => format!("\"2025-{month:02}\""),
            _ => format!("\"2025-{month:02}-{:02}\"", 1 + self.choice(28)),
        }
    }

    /// The agenda and the files beside it.
    pub(super) fn files(&mut self) -> Vec<(String, String)> {
        let kinds: Vec<u8> = (0..=self.choice(4)).map(|_| self.choice(5)).collect();
        let mut files = vec![("agenda.ron".to_owned(), self.agenda(&kinds))];
        for party in 0..2 + self.choice(4) {
            files.push((format!("p{party}.ron"), self.position(party, &kinds)));
        }
        if self.is() {
            files.push(("proposal.ron".to_owned(), self.proposal(&kinds)));
        }
        files
    }

    fn agenda(&mut self, kinds: &[u8]) -> String {
        let mut agenda = format!(
            "Agenda(title: {}, summary: {}, issues: [",
            self.title(),
            self.text()
        );
        for (issue, kind) in kinds.iter().enumerate() {
            let _ = write!(
                agenda,
                "Issue(id: \"i{issue}\", title: {}, theme: {}, question: {}, ",
                self.title(),
                self.title(),
                self.text()
            );
            if self.is() {
                let _ = write!(
                    agenda,
                    "parts: [(id: \"x\", label: {}), (id: \"y\", label: {})], ",
                    self.title(),
                    self.title()
                );
            }
            let _ = writeln!(agenda, "outcomes: {}),", self.outcomes(*kind));
        }
        let _ = writeln!(
            agenda,
            "], steps: [(id: \"done\", title: {})], events: [Round(date: {}, title: {}, place: {}, outcome: {}), Event(date: {}, title: {})],
             sources: [Source(id: \"s\", title: {}, publisher: {}, url: {}, note: {}, grade: \"B2\")])",
            self.title(), self.date(), self.title(), self.text(), self.text(), self.date(), self.title(), self.title(), self.text(), self.address(), self.text()
        );
        agenda
    }

    fn address(&mut self) -> String {
        let text = self.raw_text();
        let path: String = text
            .chars()
            .filter(|letter| !letter.is_control() && !letter.is_whitespace())
            .collect();
        quoted(&format!("https://e.org/{path}"))
    }

    fn outcomes(&mut self, kind: u8) -> String {
        match kind {
            0 | 1 => {
                let labels: Vec<String> = (0..4)
                    .map(|at| format!("(id: \"o{at}\", label: {})", self.title()))
                    .collect();
                let kind = if kind == 0 { "Options" } else { "Scale" };
                format!("{kind}([{}])", labels.join(", "))
            }
            2 => format!(
                "Quantity(unit: {}, step: 0.5, min: 0, max: 1_000, beyond: (id: \"none\", label: {}))",
                self.title(),
                self.title()
            ),
            3 => "Dates(min: \"2025-01-01\", max: \"2026-12-31\")".to_owned(),
            _ => "Text".to_owned(),
        }
    }

    fn outcome(&mut self, kind: u8) -> String {
        match kind {
            2 if self.choice(6) == 0 => "\"none\"".to_owned(),
            2 => (u16::from(self.choice(200)) * 5).to_string(),
            3 => format!("\"2025-{:02}-01\"", 1 + self.choice(12)),
            _ => format!("\"o{}\"", self.choice(4)),
        }
    }

    fn set(&mut self, kind: u8) -> String {
        let one = self.outcome(kind);
        match (kind, self.choice(6)) {
            (1..=3, 1) => format!("AtLeast({one})"),
            (1..=3, 2) => format!("AtMost({one})"),
            (_, 3) => format!("OneOf([{one}, {}])", self.outcome(kind)),
            (2, 4) => "AnyNumber".to_owned(),
            (_, 5) => "Anything".to_owned(),
            _ => format!("Only({one})"),
        }
    }

    fn position(&mut self, party: u8, kinds: &[u8]) -> String {
        let mut position = format!(
            "Position(party: (id: \"p{party}\", name: {}), sources: [Source(id: \"own\", title: {}, url: {})], stances: [\n",
            self.title(),
            self.title(),
            self.address()
        );
        for (issue, kind) in kinds.iter().enumerate() {
            for _ in 0..self.choice(3) {
                let stance = self.stance(issue, *kind, kinds);
                let _ = writeln!(position, "{stance},");
            }
        }
        position + "])"
    }

    fn stance(&mut self, issue: usize, kind: u8, kinds: &[u8]) -> String {
        let mut fields = vec![
            format!("issue: \"i{issue}\", date: {}", self.date()),
            format!("summary: {}, qualifier: {}", self.text(), self.text()),
            format!("interest: {}", self.text()),
        ];
        fields.push(format!(
            "cites: [\"own\", Cite(source: \"s\", at: {}, speaker: {}, quote: {})]",
            self.text(),
            self.text(),
            self.text()
        ));
        if kind == 4 {
            fields.push(format!("text: {}", self.text()));
        } else {
            let field = ["asks", "accepts", "rejects"][usize::from(self.choice(3))];
            fields.push(format!("{field}: {}", self.set(kind)));
        }
        let other = (issue + 1) % kinds.len();
        if kind != 4 && self.is() {
            let on = match kinds[other] {
                other_kind if other != issue && other_kind != 4 => {
                    format!("On(\"i{other}\", {}), ", self.set(other_kind))
                }
                _ => String::new(),
            };
            fields.push(format!(
                "offers: [Offer(outcomes: {}, provided: [{on}Words({})])]",
                self.set(kind),
                self.text()
            ));
        }
        if self.is() {
            fields.push(format!(
                "disputed: [Disputed(summary: {}, cites: [\"own\"])], after: [\"done\"]",
                self.text()
            ));
        }
        format!("Stance({})", fields.join(", "))
    }

    fn proposal(&mut self, kinds: &[u8]) -> String {
        let mut proposal = format!("Proposal(id: \"draft\", title: {}, terms: [", self.title());
        for (issue, kind) in kinds.iter().enumerate().filter(|(_, kind)| **kind != 4) {
            let is = self.set(*kind);
            let _ = write!(
                proposal,
                "Term(issue: \"i{issue}\", is: {is}, qualifier: {}),",
                self.text()
            );
        }
        proposal + "])"
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted.extend(letter.escape_unicode()),
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}
