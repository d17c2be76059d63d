//! Why a verdict is what it is, as sentences of the same form for every party.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::{ControlFlow, Range};

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::Material;
use super::clause::tells_sets_alone;
use super::verdicts;
use super::words::{Style, asked, capitalised, counted, list, some_of};
use crate::compare::{Answer, Reason, Refusal, RowComparison, Standing, Verdict};
use crate::model::{Issue, OutcomeSet, Position, RestField};

/// So many bytes of a long reason are written before it is looked at.
const AT_A_TIME: usize = 512;

/// The reason for the verdict of a row: what each party says, and what follows.
pub fn reason(material: Material<'_>, row: &RowComparison) -> String {
    let Some(issue) = material.talks.agenda.issues.get(row.row.issue) else {
        return String::new();
    };
    let speech = Speech {
        material,
        row,
        issue,
    };
    let mut reason = String::new();
    let _ = speech.tell(speech.quoted(), &mut reason, &mut |_| {
        ControlFlow::Continue(())
    });
    reason
}

/// Looks at what is written of a reason so far, and says whether more of it is wanted.
type SoFar<'s> = dyn FnMut(&str) -> ControlFlow<()> + 's;

/// What is spoken about.
pub(super) struct Speech<'a> {
    pub(super) material: Material<'a>,
    pub(super) row: &'a RowComparison,
    pub(super) issue: &'a Issue,
}

impl Speech<'_> {
    fn name(&self, place: usize) -> &str {
        let question = &self.material.comparison.question;
        question.party_name(self.material.talks, place)
    }

    pub(super) fn position(&self, place: usize) -> Option<&Position> {
        let question = &self.material.comparison.question;
        question.position(self.material.talks, place)
    }

    /// Whether a statement of this party on the issue had an error and was left out.
    pub(super) fn is_unread(&self, place: usize) -> bool {
        self.position(place)
            .is_some_and(|position| position.unread.contains(&self.row.row.issue))
    }

    fn as_of(&self) -> Option<Date> {
        self.material.comparison.question.as_of
    }

    fn names(&self, places: impl Iterator<Item = usize>) -> String {
        let names: Vec<&str> = places.map(|place| self.name(place)).collect();
        list(&names, "and")
    }

    /// How outcomes stand in a sentence.
    pub(super) fn quoted(&self) -> Style {
        Style::quoted(self.material.dates)
    }

    /// How outcomes stand in a cell.
    pub(super) fn plain(&self) -> Style {
        Style::plain(self.material.dates)
    }

    fn words(&self, set: &OutcomeSet) -> String {
        some_of(set, &self.issue.space, self.quoted(), "or").to_string()
    }

    fn asked(&self, set: &OutcomeSet) -> String {
        asked(set, &self.issue.space, self.quoted()).to_string()
    }

    /// Writes the reason to an empty text, until no more of it is wanted. What parties say of nothing but outcomes has
    /// these in this style.
    pub(super) fn tell(
        &self,
        style: Style,
        reason: &mut String,
        so_far: &mut SoFar<'_>,
    ) -> ControlFlow<()> {
        self.tell_clauses(style, reason, so_far)?;
        self.tell_others(reason, so_far)
    }

    /// Adds what is told after what each party says.
    fn tell_others(&self, reason: &mut String, so_far: &mut SoFar<'_>) -> ControlFlow<()> {
        let others: [fn(&Self) -> Vec<String>; 4] = [
            |speech| vec![speech.conclusion()],
            |speech| speech.room().into_iter().collect(),
            Self::conditions,
            Self::missing,
        ];
        for sentences in others {
            for sentence in sentences(self).iter().filter(|one| !one.is_empty()) {
                reason.push_str(if reason.is_empty() { "" } else { " " });
                reason.push_str(sentence);
            }
            so_far(reason)?;
        }
        ControlFlow::Continue(())
    }

    /// Adds what one party says, with its name.
    pub(super) fn tell_one(&self, place: usize, answer: &Answer, reason: &mut String) {
        let _ = write!(
            reason,
            "{} {}",
            self.name(place),
            self.clause(place, answer)
        );
    }

    /// Adds the end of the reason, beginning with what the last party says.
    pub(super) fn tell_end(&self, reason: &mut String) {
        if let Some((place, answer)) = self.row.spoken().last() {
            self.tell_one(place, answer, reason);
            reason.push_str(full_stop_after(reason));
        }
        let _ = self.tell_others(reason, &mut |_| ControlFlow::Continue(()));
    }

    /// What each party says: "Russia asks for … and refuses …; Ukraine asks for …."
    fn tell_clauses(
        &self,
        style: Style,
        clauses: &mut String,
        so_far: &mut SoFar<'_>,
    ) -> ControlFlow<()> {
        // Many parties say few different things, and the words for these are found once.
        let mut known: FxHashMap<[&OutcomeSet; 3], Range<usize>> = FxHashMap::default();
        known.reserve(self.row.standings.len());
        let mut next_look = AT_A_TIME;
        for (place, answer) in self.row.spoken() {
            if !clauses.is_empty() {
                clauses.push_str("; ");
            }
            if clauses.len() >= next_look {
                so_far(clauses)?;
                next_look = clauses.len() + AT_A_TIME;
            }
            clauses.push_str(self.name(place));
            clauses.push(' ');
            let sets = [&answer.asks, &answer.accepts, &answer.rejects];
            let tells_sets_alone = tells_sets_alone(answer);
            // Terms are set in brackets by what the quoted words end in.
            let style = if tells_sets_alone {
                style
            } else {
                self.quoted()
            };
            if let (true, Some(known)) = (tells_sets_alone, known.get(&sets)) {
                clauses.extend_from_within(known.clone());
                continue;
            }
            let start = clauses.len();
            let _ = write!(clauses, "{}", self.clause_in(style, place, answer));
            if tells_sets_alone {
                known.insert(sets, start..clauses.len());
            }
        }
        if let Some((place, answer)) = self.row.spoken().last() {
            let last = self.clause(place, answer).to_string();
            clauses.push_str(full_stop_after(&last));
        }
        so_far(clauses)
    }

    /// What follows from what the parties say.
    fn conclusion(&self) -> String {
        let all = self.all();
        match &self.row.reason {
            Reason::NobodySpoke => format!("{} spoken.", self.nobody("has", "have")),
            Reason::OnlyOneSpoke(place) => format!("Only {} has spoken.", self.name(*place)),
            Reason::SameWords => format!("{all} propose the same words."),
            Reason::OtherWords => "The words differ; nothing is computed from them.".to_owned(),
            Reason::Assessed(index) => self.assessed(*index),
            Reason::SameDemand => format!("{all} ask for {}.", self.asked(&self.row.zone)),
            Reason::SameDemandOnOtherTerms => self.on_other_terms(&all),
            Reason::AllWouldTake => self.would_take(&format!("{all} would take"), &self.row.zone),
            Reason::Refused(refusals) => self.refusals(refusals),
            Reason::NothingInCommon => self.apart(),
        }
    }

    /// What all ask for on terms that are not the same, and what else all would take.
    fn on_other_terms(&self, all: &str) -> String {
        let zone = self.row.zone.clone();
        let asked = self
            .row
            .spoken()
            .fold(zone, |asked, (_, answer)| asked.intersection(&answer.asks));
        let also = self.row.zone.difference(&asked);
        let also = if also.is_empty() {
            String::new()
        } else {
            self.would_take(&format!(" {all} would also take"), &also)
        };
        let asked = self.asked(&asked);
        format!("{all} ask for the same outcome, on different terms: {asked}.{also}")
    }

    /// That all would take these, with what hangs on conditions apart.
    fn would_take(&self, all_would_take: &str, outcomes: &OutcomeSet) -> String {
        let firm = self
            .row
            .spoken()
            .fold(outcomes.clone(), |firm, (_, answer)| {
                firm.intersection(&answer.takes_firmly())
            });
        let hanging = outcomes.difference(&firm);
        match (firm.is_empty(), hanging.is_empty()) {
            (_, true) => format!("{all_would_take} {}.", self.words(&firm)),
            (true, _) => format!(
                "{all_would_take} {}, on conditions that are not met so far.",
                self.words(&hanging)
            ),
            (false, false) => format!(
                "{all_would_take} {}, and on conditions also {}.",
                self.words(&firm),
                self.words(&hanging)
            ),
        }
    }

    fn all(&self) -> String {
        match self.row.spoken().count() {
            2 => "Both".to_owned(),
            count if count == self.row.standings.len() => "All".to_owned(),
            count => format!("All {count} who have spoken"),
        }
    }

    fn nobody(&self, one: &str, many: &str) -> String {
        match self.row.standings.len() {
            2 => format!("Neither party {one}"),
            _ => format!("None of the parties {many}"),
        }
    }

    fn assessed(&self, index: usize) -> String {
        let Some(assessment) = self.material.talks.agenda.assessments.get(index) else {
            return String::new();
        };
        let by = assessment
            .by
            .as_ref()
            .map_or_else(|| "somebody".to_owned(), Clone::clone);
        let word = verdicts::verdict_word(self.row.verdict).to_lowercase();
        let note = assessment
            .note
            .as_ref()
            .map_or(String::new(), |note| format!(": {note}"));
        let end = if note.ends_with(['.', '!', '?']) {
            ""
        } else {
            "."
        };
        format!("The words differ; {by} judges them {word}{note}{end}")
    }

    fn refusals(&self, refusals: &[Refusal]) -> String {
        let (named, closed) = self.named_and_closed(refusals);
        let pairs = refusals.iter().map(|one| one.of.len() * one.by.len());
        let is_mutual = self.row.spoken().count() == 2 && pairs.sum::<usize>() == 2;
        let each = match (is_mutual, closed.is_empty(), named.is_empty()) {
            (true, true, _) => Some("Each refuses all that the other would take"),
            (true, _, true) => {
                Some("Each has said “nothing else” to all that the other would take")
            }
            _ => None,
        };
        if let Some(each) = each {
            return format!("{each}{}.", self.how_far());
        }
        let refused = named.into_iter().map(|(of, by)| {
            let refuse = if by.len() == 1 { "refuses" } else { "refuse" };
            format!(
                "all that {} would take is among what {} {refuse}",
                self.names_or(of.into_iter()),
                self.names(by.into_iter())
            )
        });
        let left = closed.into_iter().map(|(of, by)| {
            let have = if by.len() == 1 { "has" } else { "have" };
            format!(
                "to all that {} would take, {} {have} said “nothing else”",
                self.names_or(of.into_iter()),
                self.names(by.into_iter())
            )
        });
        let sentences: Vec<String> = refused.chain(left).collect();
        format!("{}{}.", capitalised(&sentences.join("; ")), self.how_far())
    }

    /// Who is refused by whom, those together who are refused by the same: by parties that name all that they refuse, and
    /// by those that have said "nothing else" to some of it.
    fn named_and_closed(&self, refusals: &[Refusal]) -> (Groups, Groups) {
        let (mut named, mut closed) = (Grouped::default(), Grouped::default());
        let rests: Vec<Vec<OutcomeSet>> = refusals.iter().map(|one| self.rests(one)).collect();
        let refused = refusals.iter().zip(&rests);
        let mut refused: Vec<(usize, &Refusal, &[OutcomeSet])> = refused
            .flat_map(|(one, rests)| one.of.iter().map(move |&of| (of, one, rests.as_slice())))
            .collect();
        refused.sort_unstable_by_key(|(of, ..)| *of);
        for (of, one, rests) in refused {
            if rests.iter().all(OutcomeSet::is_empty) {
                named.add(of, &one.by);
                continue;
            }
            let standing = self.row.standings.get(of);
            let takes = standing.and_then(Standing::answer).map(Answer::takes);
            let takes = takes.unwrap_or_default();
            let is_by_rest = |rest: &OutcomeSet| rest.intersects(&takes);
            let (by_rest, by_name): (Vec<_>, Vec<_>) = one
                .by
                .iter()
                .copied()
                .zip(rests)
                .partition(|(_, rest)| is_by_rest(rest));
            for (groups, by) in [(&mut closed, by_rest), (&mut named, by_name)] {
                let by: Vec<usize> = by.into_iter().map(|(by, _)| by).collect();
                groups.add(of, &by);
            }
        }
        (named.groups, closed.groups)
    }

    /// What each of the refusers covers with "nothing else".
    fn rests(&self, refusal: &Refusal) -> Vec<OutcomeSet> {
        let rest = |&place: &usize| {
            let standing = self.row.standings.get(place);
            let answer = standing.and_then(Standing::answer)?;
            Some(self.rest_of(place, answer, RestField::Rejects))
        };
        let rests = refusal.by.iter();
        rests.map(|place| rest(place).unwrap_or_default()).collect()
    }

    fn names_or(&self, places: impl Iterator<Item = usize>) -> String {
        let names: Vec<&str> = places.map(|place| self.name(place)).collect();
        list(&names, "or")
    }

    fn apart(&self) -> String {
        match self.row.distance.map(|distance| distance.steps) {
            Some(0) => {
                "Any two of them could meet somewhere, but there is no outcome that all would take."
                    .to_owned()
            }
            _ if self
                .row
                .spoken()
                .all(|(_, answer)| answer.takes().is_empty()) =>
            {
                "No outcome has been asked for or accepted.".to_owned()
            }
            _ => format!(
                "No outcome is taken by {}{}.",
                self.all().to_lowercase(),
                self.how_far()
            ),
        }
    }

    fn how_far(&self) -> String {
        match (self.row.distance, verdicts::distance(self.row, self.issue)) {
            (Some(distance), Some(words)) if distance.steps > 0 => {
                if self.row.spoken().count() == 2 {
                    format!("; they are {words}")
                } else {
                    let names = self.names([distance.between.0, distance.between.1].into_iter());
                    format!("; {names}, the farthest apart, are {words}")
                }
            }
            _ => String::new(),
        }
    }

    /// "Not refused so far: … (asked by Ukraine), … (asked by neither)."
    fn room(&self) -> Option<String> {
        let is_apart = matches!(
            self.row.reason,
            Reason::Refused(_) | Reason::NothingInCommon
        );
        if !is_apart {
            return None;
        }
        if let (true, Some(day)) = (self.row.space.is_empty(), self.as_of()) {
            let day = self.material.dates.day(day);
            return Some(format!("No outcome is listed as of {day}."));
        }
        if self.row.room.is_empty() {
            return Some("Every listed outcome is refused by somebody.".to_owned());
        }
        let parts: Vec<String> = self
            .room_by_asker()
            .iter()
            .map(|(outcomes, askers)| self.in_room(outcomes, askers))
            .collect();
        Some(format!("Not refused so far: {}.", parts.join(", ")))
    }

    /// The room in pieces, each with all who ask for it; what nobody asks for comes last.
    fn room_by_asker(&self) -> Vec<(OutcomeSet, Vec<usize>)> {
        let mut pieces = self.by_party(&self.row.room, |answer| answer.asks.clone());
        pieces.sort_by_key(|(_, askers)| (askers.is_empty(), askers.first().copied()));
        pieces
    }

    /// A set cut into pieces, each with all parties that have it in this set of theirs.
    fn by_party(
        &self,
        whole: &OutcomeSet,
        of: impl Fn(&Answer) -> OutcomeSet,
    ) -> Vec<(OutcomeSet, Vec<usize>)> {
        let mut pieces: Vec<(OutcomeSet, Vec<usize>)> = vec![(whole.clone(), Vec::new())];
        for (place, answer) in self.row.spoken() {
            let theirs = of(answer);
            let mut at = 0;
            while let Some((outcomes, parties)) = pieces.get_mut(at) {
                at += 1;
                let inside = outcomes.intersection(&theirs);
                if inside.is_empty() {
                    continue;
                }
                let outside = outcomes.difference(&theirs);
                let others = (!outside.is_empty()).then(|| parties.clone());
                parties.push(place);
                if let Some(others) = others {
                    *outcomes = inside;
                    pieces.insert(at, (outside, others));
                    at += 1;
                }
            }
        }
        pieces
    }

    /// A piece of the room with who asks for it, or else who would take it.
    fn in_room(&self, outcomes: &OutcomeSet, askers: &[usize]) -> String {
        let words =
            |set: &OutcomeSet| some_of(set, &self.issue.space, self.quoted(), "and").to_string();
        if !askers.is_empty() {
            let names = self.names(askers.iter().copied());
            return format!("{} (asked by {names})", words(outcomes));
        }
        let is_one_of_two = self.row.spoken().count() == 2;
        let nobody = if is_one_of_two { "neither" } else { "nobody" };
        let pieces = self.by_party(outcomes, Answer::takes);
        let parts: Vec<String> = pieces
            .into_iter()
            .map(|(outcomes, takers)| {
                let takers = self.names(takers.into_iter());
                let also = if takers.is_empty() {
                    takers
                } else {
                    format!("; {takers} would take it")
                };
                format!("{} (asked by {nobody}{also})", words(&outcomes))
            })
            .collect();
        parts.join(", ")
    }

    /// What an overlap hangs on, and which offers are blocked.
    fn conditions(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        let is_said = self.row.reason == Reason::AllWouldTake;
        if self.row.is_conditional && !is_said {
            sentences.push("This holds only on conditions that are not met so far.".to_owned());
        }
        for (place, answer) in self.row.spoken() {
            let blocked = answer.blocked();
            if !blocked.is_empty() {
                sentences.push(format!(
                    "What {} offers, {}, does not count, as its condition is refused.",
                    self.name(place),
                    self.words(&blocked)
                ));
            }
            if answer.is_back {
                sentences.push(format!(
                    "What {} said before holds again, since a later statement has ended.",
                    self.name(place)
                ));
            }
        }
        sentences
    }

    /// Who has not spoken, and who took back what it had said.
    fn missing(&self) -> Vec<String> {
        let mut standings = self.row.standings.iter();
        if self.row.verdict == Verdict::Unstated && standings.all(|one| *one == Standing::Silent) {
            return Vec::new();
        }
        let [mut silent, mut unread, mut withdrawn] = [const { Vec::new() }; 3];
        for (place, standing) in self.row.standings.iter().enumerate() {
            match standing {
                Standing::Silent if self.is_unread(place) => unread.push(place),
                Standing::Silent => silent.push(place),
                Standing::Withdrawn => withdrawn.push(place),
                Standing::Spoken(_) => {}
            }
        }
        let have = |places: &[usize]| if places.len() == 1 { "has" } else { "have" };
        let mut sentences = Vec::new();
        if !unread.is_empty() {
            sentences.push(format!(
                "What {} said here could not be read.",
                self.names(unread.into_iter())
            ));
        }
        match silent.len() {
            0 => {}
            1..=4 => sentences.push(format!(
                "{} {} not stated an answer.",
                self.names(silent.iter().copied()),
                have(&silent)
            )),
            count => sentences.push(format!(
                "{} have not stated an answer.",
                counted(count, "party", "parties")
            )),
        }
        if !withdrawn.is_empty() {
            sentences.push(format!(
                "{} {} withdrawn an earlier answer.",
                self.names(withdrawn.iter().copied()),
                have(&withdrawn)
            ));
        }
        sentences
    }
}

/// The full stop after clauses. Quoted words may bring one of their own.
fn full_stop_after(clauses: &str) -> &'static str {
    if clauses.ends_with(".”") { "" } else { "." }
}

/// Who is refused by whom, those together who are refused by the same.
type Groups = Vec<(Vec<usize>, Vec<usize>)>;

/// Groups that are being made, with the place of each by those who refuse.
#[derive(Default)]
struct Grouped {
    groups: Groups,
    places: BTreeMap<Vec<usize>, usize>,
}

impl Grouped {
    /// Takes in that one is refused by these, if there are any.
    fn add(&mut self, of: usize, by: &[usize]) {
        if by.is_empty() {
            return;
        }
        let known = self.places.get(by).copied();
        match known.and_then(|place| self.groups.get_mut(place)) {
            Some((group, _)) => group.push(of),
            None => {
                self.places.insert(by.to_vec(), self.groups.len());
                self.groups.push((vec![of], by.to_vec()));
            }
        }
    }
}
