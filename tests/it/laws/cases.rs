//! Random small talks, as plain data and as the text of files.
//!
//! A case is drawn from a tape of bytes: each choice takes the next one, and past the end all choices are the
//! simplest. So a failing case shrinks as the tape gets shorter and its bytes smaller.

use std::fmt::Write as _;

use proptest::prelude::*;

/// The outcome beyond every number; above all others, as it should be.
pub(super) const BEYOND: i64 = 99;

/// When things are said. Some of these count as the same day.
pub(super) const DATES: [&str; 8] = [
    "2024-01-15",
    "2024-06",
    "2024-06-01",
    "2024-06-02",
    "2024-12-31",
    "2025",
    "2025-01-02",
    "2025-03",
];

/// Days to compare on: before, between, on and after these dates.
pub(super) const DAYS: [&str; 7] = [
    "2023-12-31",
    "2024-06-01",
    "2024-11-30",
    "2025-01-01",
    "2025-01-31",
    "2025-03-01",
    "2026-01-01",
];

/// Talks, as the parts that decide a comparison.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Case {
    pub(super) issues: Vec<Issue>,
    /// The stances of each party.
    pub(super) parties: Vec<Vec<Stance>>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Issue {
    pub(super) kind: Kind,
    /// How many parts it has; 0 for an undivided one.
    pub(super) parts: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    List {
        is_ordered: bool,
        outcomes: Vec<Outcome>,
    },
    /// Numbers from 0 to 10 if bounded; each is so many steps.
    Quantity {
        step: &'static str,
        is_bounded: bool,
        beyond: Option<Outcome>,
    },
    /// Days from 1 June 2025 on, to 11 June if bounded.
    Dates {
        is_bounded: bool,
    },
    Text,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Outcome {
    pub(super) added: Option<&'static str>,
    pub(super) parts: Option<Vec<usize>>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stance {
    pub(super) issue: usize,
    pub(super) parts: Option<Vec<usize>>,
    pub(super) date: Option<&'static str>,
    pub(super) until: Option<&'static str>,
    pub(super) adds: bool,
    pub(super) says: Says,
    pub(super) qualifier: Option<&'static str>,
    /// 0 for stated, 1 for reported, 2 for inferred: the weaker is the greater.
    pub(super) confidence: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Says {
    Sets(Sets),
    Text(&'static str),
    Withdrawn,
    Wishes,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Sets {
    pub(super) asks: Option<Set>,
    pub(super) accepts: Option<Set>,
    pub(super) offers: Vec<Offer>,
    pub(super) rejects: Option<Set>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Offer {
    pub(super) outcomes: Set,
    pub(super) provided: Vec<Condition>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Condition {
    On {
        issue: usize,
        set: Set,
        parts: Option<Vec<usize>>,
    },
    Words,
}

/// A set as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Set {
    List(Vec<i64>),
    AtLeast(i64),
    AtMost(i64),
    Between(i64, i64),
    AnyNumber,
    Anything,
    Rest,
}

impl Issue {
    pub(super) fn is_text(&self) -> bool {
        self.kind == Kind::Text
    }

    fn outcomes(&self) -> &[Outcome] {
        match &self.kind {
            Kind::List { outcomes, .. } => outcomes,
            _ => &[],
        }
    }

    /// A point as a file writes it.
    fn point(&self, point: i64) -> String {
        match &self.kind {
            _ if point == BEYOND => "\"beyond\"".into(),
            Kind::List { .. } | Kind::Text => format!("\"o{point}\""),
            Kind::Quantity { step: "1000", .. } if point != 0 => format!("{point}_000"),
            Kind::Quantity { step: "0.5", .. } => format!("{}.{}", point / 2, 5 * (point % 2)),
            Kind::Quantity { .. } => point.to_string(),
            Kind::Dates { .. } => format!("\"2025-06-{:02}\"", point + 1),
        }
    }
}

/// A set as a file writes it.
fn set_text(issue: &Issue, set: &Set) -> String {
    let point = |&at: &i64| issue.point(at);
    match set {
        Set::List(points) if points.len() == 1 => format!("Only({})", point(&points[0])),
        Set::List(points) => {
            let points: Vec<String> = points.iter().map(point).collect();
            format!("OneOf([{}])", points.join(", "))
        }
        Set::AtLeast(low) => format!("AtLeast({})", point(low)),
        Set::AtMost(high) => format!("AtMost({})", point(high)),
        Set::Between(low, high) => format!("Between({}, {})", point(low), point(high)),
        Set::AnyNumber => "AnyNumber".into(),
        Set::Anything => "Anything".into(),
        Set::Rest => "Rest".into(),
    }
}

fn parts_text(parts: &[usize]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| format!("\"p{part}\"")).collect();
    format!("[{}]", parts.join(", "))
}

fn outcome_text(id: &str, outcome: &Outcome) -> String {
    let mut text = format!("(id: \"{id}\", label: \"{id}\"");
    if let Some(added) = outcome.added {
        let _ = write!(text, ", added: \"{added}\"");
    }
    if let Some(parts) = &outcome.parts {
        let _ = write!(text, ", parts: {}", parts_text(parts));
    }
    text + ")"
}

fn kind_text(kind: &Kind) -> String {
    match kind {
        Kind::List {
            is_ordered,
            outcomes,
        } => {
            let outcomes: Vec<String> = outcomes
                .iter()
                .enumerate()
                .map(|(at, outcome)| outcome_text(&format!("o{at}"), outcome))
                .collect();
            let name = if *is_ordered { "Scale" } else { "Options" };
            format!("{name}([{}])", outcomes.join(", "))
        }
        Kind::Quantity {
            step,
            is_bounded,
            beyond,
        } => {
            let max = match *step {
                "1000" => "10_000",
                "0.5" => "5",
                _ => "10",
            };
            let bounds = if *is_bounded {
                format!(", min: 0, max: {max}")
            } else {
                String::new()
            };
            let beyond = beyond.as_ref().map_or(String::new(), |outcome| {
                format!(", beyond: {}", outcome_text("beyond", outcome))
            });
            format!("Quantity(unit: \"u\", step: {step}{bounds}{beyond})")
        }
        Kind::Dates { is_bounded: true } => {
            "Dates(min: \"2025-06-01\", max: \"2025-06-11\")".into()
        }
        Kind::Dates { is_bounded: false } => "Dates()".into(),
        Kind::Text => "Text".into(),
    }
}

impl Case {
    pub(super) fn agenda_text(&self) -> String {
        let mut text = String::from("Agenda(\n    title: \"Case\",\n    issues: [\n");
        for (at, issue) in self.issues.iter().enumerate() {
            let parts: Vec<String> = (0..issue.parts)
                .map(|part| format!("(id: \"p{part}\", label: \"p{part}\")"))
                .collect();
            let kind = kind_text(&issue.kind);
            let _ = writeln!(
                text,
                "        Issue(id: \"i{at}\", title: \"i{at}\", question: \"?\", parts: [{}], outcomes: {kind}),",
                parts.join(", ")
            );
        }
        // A step, so that a stance may wish for no more than an order.
        text + "    ],\n    steps: [(id: \"step\", title: \"Step\")],\n)\n"
    }

    pub(super) fn position_text(&self, party: usize) -> String {
        let mut text = format!(
            "Position(\n    party: (id: \"q{party}\", name: \"q{party}\"),\n    stances: [\n"
        );
        for stance in &self.parties[party] {
            let _ = writeln!(text, "        {},", self.stance_text(stance));
        }
        text + "    ],\n)\n"
    }

    fn stance_text(&self, stance: &Stance) -> String {
        let issue = &self.issues[stance.issue];
        let mut fields = vec![format!("issue: \"i{}\"", stance.issue)];
        let quoted = [
            ("date", stance.date),
            ("until", stance.until),
            ("qualifier", stance.qualifier),
        ];
        for (name, value) in quoted {
            fields.extend(value.map(|value| format!("{name}: \"{value}\"")));
        }
        fields.extend(
            stance
                .parts
                .as_ref()
                .map(|parts| format!("parts: {}", parts_text(parts))),
        );
        if stance.adds {
            fields.push("adds: true".into());
        }
        fields.push(format!(
            "confidence: {}",
            ["Stated", "Reported", "Inferred"][stance.confidence]
        ));
        match &stance.says {
            Says::Text(words) => fields.push(format!("text: \"{words}\"")),
            Says::Withdrawn => fields.push("withdrawn: true".into()),
            Says::Wishes => fields.push("after: [\"step\"]".into()),
            Says::Sets(sets) => {
                let named = [
                    ("asks", &sets.asks),
                    ("accepts", &sets.accepts),
                    ("rejects", &sets.rejects),
                ];
                for (name, set) in named {
                    let text = set.as_ref().map(|set| set_text(issue, set));
                    fields.extend(text.map(|text| format!("{name}: {text}")));
                }
                let offers: Vec<String> = sets
                    .offers
                    .iter()
                    .map(|offer| self.offer_text(issue, offer))
                    .collect();
                if !offers.is_empty() {
                    fields.push(format!("offers: [{}]", offers.join(", ")));
                }
            }
        }
        format!("Stance({})", fields.join(", "))
    }

    fn offer_text(&self, issue: &Issue, offer: &Offer) -> String {
        let condition = |condition: &Condition| match condition {
            Condition::Words => "Words(\"all agree\")".to_owned(),
            Condition::On { issue, set, parts } => {
                let set = set_text(&self.issues[*issue], set);
                let parts = parts
                    .as_ref()
                    .map_or(String::new(), |parts| format!(", {}", parts_text(parts)));
                format!("On(\"i{issue}\", {set}{parts})")
            }
        };
        let provided: Vec<String> = offer.provided.iter().map(condition).collect();
        format!(
            "Offer(outcomes: {}, provided: [{}])",
            set_text(issue, &offer.outcomes),
            provided.join(", ")
        )
    }
}

/// Cases of so many parties at most.
pub(super) fn case(parties: usize) -> impl Strategy<Value = Case> {
    proptest::collection::vec(any::<u8>(), 50..700)
        .prop_map(move |bytes| Tape { bytes, at: 0 }.case(parties))
}

/// Bytes that choices are made by.
struct Tape {
    bytes: Vec<u8>,
    at: usize,
}

impl Tape {
    fn pick(&mut self, count: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(byte) % count
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.pick(count) == count - 1
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.pick(choices.len())]
    }

    fn number(&mut self) -> i64 {
        i64::try_from(self.pick(11)).unwrap_or(0)
    }

    fn case(mut self, most: usize) -> Case {
        let issues: Vec<Issue> = (0..=self.pick(4)).map(|_| self.issue()).collect();
        let count = 2 + self.pick(most - 1);
        let mut parties = vec![Vec::new(); count];
        // Round after round, so that no party takes the whole tape.
        for _ in 0..5 {
            for stances in &mut parties {
                if stances.is_empty() || !self.one_in(3) {
                    let stance = self.stance(&issues);
                    stances.push(stance);
                }
            }
        }
        Case { issues, parties }
    }

    fn issue(&mut self) -> Issue {
        let parts = if self.one_in(3) { 2 } else { 0 };
        let kind = match self.pick(6) {
            0 | 1 => Kind::List {
                is_ordered: self.one_in(2),
                outcomes: (0..2 + self.pick(3)).map(|_| self.outcome(parts)).collect(),
            },
            2 | 3 => Kind::Quantity {
                step: self.of(&["1", "0.5", "1000"]),
                is_bounded: self.one_in(2),
                beyond: self.one_in(2).then(|| Outcome {
                    parts: None,
                    ..self.outcome(0)
                }),
            },
            4 => Kind::Dates {
                is_bounded: self.one_in(2),
            },
            _ => Kind::Text,
        };
        Issue { kind, parts }
    }

    fn outcome(&mut self, parts: usize) -> Outcome {
        Outcome {
            added: self.one_in(3).then(|| self.of(&DATES)),
            parts: (parts > 0 && self.one_in(3)).then(|| vec![self.pick(parts)]),
        }
    }

    fn parts(&mut self, issue: &Issue, odds: usize) -> Option<Vec<usize>> {
        (issue.parts > 0 && self.one_in(odds)).then(|| vec![self.pick(issue.parts)])
    }

    fn stance(&mut self, issues: &[Issue]) -> Stance {
        let at = self.pick(issues.len());
        let issue = &issues[at];
        let date = (!self.one_in(6)).then(|| self.of(&DATES));
        let until = self.one_in(6).then(|| self.of(&DATES));
        let says = match self.pick(12) {
            10 => Says::Wishes,
            11 => Says::Withdrawn,
            _ if issue.is_text() => {
                Says::Text(self.of(&["the words", "other  words", "other words "]))
            }
            _ => Says::Sets(self.sets(issues, at)),
        };
        let is_after =
            |until: &&'static str| date.is_none_or(|date| first_day(date) < first_day(until));
        let mut stance = Stance {
            issue: at,
            parts: self.parts(issue, 2),
            date,
            until: until.filter(is_after),
            adds: self.one_in(3),
            qualifier: self.of(&[None, None, Some("in peacetime"), Some("for a year")]),
            confidence: self.of(&[0, 0, 1, 2]),
            says,
        };
        if names_what_is_elsewhere(issue, &stance) {
            stance.parts = None;
        }
        stance
    }

    fn sets(&mut self, issues: &[Issue], at: usize) -> Sets {
        let issue = &issues[at];
        let mut sets = Sets {
            asks: (!self.one_in(3)).then(|| self.set(issue)),
            accepts: self.one_in(3).then(|| self.set(issue)),
            offers: (0..self.pick(6).saturating_sub(3))
                .map(|_| self.offer(issues, at))
                .collect(),
            rejects: self.one_in(2).then(|| self.set(issue)),
        };
        match self.pick(8) {
            7 => sets.rejects = Some(Set::Rest),
            6 => sets.accepts = Some(Set::Rest),
            5 => {
                if let Some(offer) = sets.offers.first_mut() {
                    offer.outcomes = Set::Rest;
                }
            }
            _ => {}
        }
        mend(issue, &mut sets);
        sets
    }

    fn set(&mut self, issue: &Issue) -> Set {
        let (a, b) = (self.number(), self.number());
        let (low, high) = (a.min(b), a.max(b));
        let last = i64::try_from(issue.outcomes().len()).unwrap_or(0) - 1;
        match &issue.kind {
            Kind::List { is_ordered, .. } => match self.pick(8) {
                4 if *is_ordered => Set::AtLeast(low.min(last)),
                5 if *is_ordered => Set::AtMost(low.min(last)),
                6 if *is_ordered => Set::Between(low.min(last), high.min(last)),
                7 => Set::Anything,
                _ => list(vec![low.min(last), high.min(last)]),
            },
            Kind::Quantity { beyond, .. } => match self.pick(8) {
                0 | 1 => list(vec![
                    low,
                    if beyond.is_some() && high > 8 {
                        BEYOND
                    } else {
                        high
                    },
                ]),
                2 => Set::AtLeast(low),
                3 => Set::AtMost(high),
                4 | 5 => Set::Between(low, high),
                6 => Set::AnyNumber,
                _ => Set::Anything,
            },
            Kind::Dates { .. } => match self.pick(6) {
                0 | 1 => list(vec![low, high]),
                2 => Set::AtLeast(low),
                3 => Set::AtMost(high),
                4 => Set::Between(low, high),
                _ => Set::Anything,
            },
            Kind::Text => Set::Anything,
        }
    }

    fn offer(&mut self, issues: &[Issue], at: usize) -> Offer {
        let outcomes = self.set(&issues[at]);
        let provided = (0..=self.pick(2))
            .map(|_| self.condition(issues, at))
            .collect();
        Offer { outcomes, provided }
    }

    fn condition(&mut self, issues: &[Issue], at: usize) -> Condition {
        let other = self.pick(issues.len());
        if other == at || issues[other].is_text() {
            return Condition::Words;
        }
        Condition::On {
            issue: other,
            set: self.set(&issues[other]),
            parts: self.parts(&issues[other], 2),
        }
    }
}

fn list(mut points: Vec<i64>) -> Set {
    points.sort_unstable();
    points.dedup();
    Set::List(points)
}

/// The day that a date counts as.
pub(super) fn first_day(date: &str) -> String {
    format!("{date}{}", &"0000-01-01"[date.len()..])
}

/// A stance never takes and rejects one outcome, has Rest at most once and says something.
fn mend(issue: &Issue, sets: &mut Sets) {
    let rest_is_taken = sets.accepts == Some(Set::Rest)
        || sets.offers.iter().any(|offer| offer.outcomes == Set::Rest);
    if rest_is_taken && sets.rejects == Some(Set::Rest) {
        sets.rejects = None;
    }
    let points = |set: &Option<Set>| {
        set.iter()
            .flat_map(|set| super::reference::points(issue, set))
            .collect::<Vec<i64>>()
    };
    let mut taken = points(&sets.asks);
    taken.extend(points(&sets.accepts));
    for offer in &sets.offers {
        taken.extend(super::reference::points(issue, &offer.outcomes));
    }
    if points(&sets.rejects)
        .iter()
        .any(|point| taken.contains(point))
    {
        sets.rejects = None;
    }
    if sets.asks.is_none()
        && sets.accepts.is_none()
        && sets.offers.is_empty()
        && sets.rejects.is_none()
    {
        sets.asks = Some(Set::Anything);
    }
}

/// Whether a stance on some parts names an outcome that is none of these parts'.
fn names_what_is_elsewhere(issue: &Issue, stance: &Stance) -> bool {
    let (Some(parts), Says::Sets(sets)) = (&stance.parts, &stance.says) else {
        return false;
    };
    let fields = [&sets.asks, &sets.accepts, &sets.rejects];
    let all = fields
        .into_iter()
        .flatten()
        .chain(sets.offers.iter().map(|offer| &offer.outcomes));
    let named = all.flat_map(super::reference::named);
    let is_elsewhere = |point: i64| {
        let outcome = usize::try_from(point)
            .ok()
            .and_then(|at| issue.outcomes().get(at));
        let of = outcome.and_then(|outcome| outcome.parts.as_ref());
        of.is_some_and(|of| !of.iter().any(|part| parts.contains(part)))
    };
    named.into_iter().any(is_elsewhere)
}
