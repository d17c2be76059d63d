//! Agendas: text to model.

use std::collections::BTreeSet;

use super::entries::{
    Known, NamedParties, Places, SourceBook, Sources, check_new, id_of_broken, is_new, read_cites,
    read_parts, read_party, read_party_id, read_party_ids, read_sources,
};
use super::fault::Fault;
use super::form::{NOWHERE, Plain, Written};
use super::issues::read_issue;
use super::reading::{LeftOut, Raw, Reading};
use super::schema::{
    AgreedText, AssessedText, AssessmentText, DelegationText, EventText, FileText, IssueText,
    LinkageText, StepText, ViewText,
};
use super::sets::read_plain_set;
use crate::model::{
    Agenda, Agreement, AssessedVerdict, Assessment, Deadline, Delegation, EventKind, Id, Issue,
    Linkage, Milestone, OutcomeSet, Party, Round, Space, Step, View,
};

/// How many rows a comparison may have.
pub(super) const ROWS: usize = 50_000;

/// An agenda as read, with what positions need to be read by it.
#[derive(Debug, Clone, Default)]
pub(super) struct ReadAgenda {
    pub(super) agenda: Agenda,
    /// The ids of issues and steps with an error.
    pub(super) left_out: BTreeSet<String>,
    /// How many entries had an error.
    pub(super) entries_left_out: usize,
    /// Its sources, which positions may cite.
    pub(super) sources: SourceBook,
    /// Where its entries stand, by id.
    places: Places,
    /// Which entries of the file its issues are, counted from 0.
    pub(super) issue_entries: Vec<usize>,
    /// The parties that its view and delegations name, with the place of the name.
    pub(super) named_parties: NamedParties,
    /// The same of the parties that decide an issue, claim a linkage or set a deadline.
    pub(super) other_parties: NamedParties,
}

/// An issue between reading the text and understanding it.
pub(super) trait IssueEntry<'a> {
    /// The issue as written, where it is held so.
    fn written(&self) -> Option<Raw<'a>>;
    /// Reads it.
    fn read(
        self,
        reading: &mut Reading<'a>,
        seen: &mut BTreeSet<Id>,
        named: &mut NamedParties,
    ) -> Result<Issue, LeftOut>;
}

impl<'a> IssueEntry<'a> for Raw<'a> {
    fn written(&self) -> Option<Raw<'a>> {
        Some(self)
    }

    fn read(
        self,
        reading: &mut Reading<'a>,
        seen: &mut BTreeSet<Id>,
        named: &mut NamedParties,
    ) -> Result<Issue, LeftOut> {
        let at = self.get_ron();
        let text: IssueText<Written<'a>> = reading.read(at)?;
        read_issue(reading, at, text, seen, named)
    }
}

impl<'a> IssueEntry<'a> for IssueText<Plain<'a>> {
    fn written(&self) -> Option<Raw<'a>> {
        None
    }

    fn read(
        self,
        reading: &mut Reading<'a>,
        seen: &mut BTreeSet<Id>,
        named: &mut NamedParties,
    ) -> Result<Issue, LeftOut> {
        read_issue(reading, NOWHERE, self, seen, named)
    }
}

/// Reads an agenda. Entries with an error are left out.
pub(super) fn read_agenda<'a, I: IntoIterator<Item: IssueEntry<'a>>, S>(
    reading: &mut Reading<'a>,
    text: FileText<'a, I, S>,
    sources: &mut Sources,
) -> ReadAgenda {
    let FileText::Agenda {
        format: _,
        title,
        summary,
        parties,
        view,
        issues,
        steps,
        linkages,
        agreements,
        events,
        assessments,
        sources: source_list,
    } = text
    else {
        return ReadAgenda::default();
    };
    let whole = reading.text;
    let mut read = ReadAgenda::default();
    read.agenda.title = reading.label(whole, "title", title).unwrap_or_default();
    read.agenda.summary = reading.prose(whole, summary);
    read.sources = read_sources(reading, &source_list, &SourceBook::default(), sources);

    read.read_parties(reading, parties);
    if let Some(raw) = view {
        match read_view(reading, raw, &mut read.named_parties) {
            Ok(view) => read.agenda.view = view,
            Err(LeftOut) => read.entries_left_out += 1,
        }
    }
    read.read_issues_and_steps(reading, issues, steps);
    for raw in linkages {
        let linkage = read_linkage(reading, raw, &mut read);
        read.keep(linkage, |agenda| &mut agenda.linkages);
    }
    for raw in agreements {
        let agreement = read_agreement(reading, raw, &read);
        read.keep(agreement, |agenda| &mut agenda.agreements);
    }
    for raw in events {
        let milestone = read_milestone(reading, raw, &mut read);
        read.keep(milestone, |agenda| &mut agenda.milestones);
    }
    // The sort is stable: what has the same date stays in file order.
    read.agenda
        .milestones
        .sort_by_key(|milestone| milestone.date.first_day());
    for raw in assessments {
        let assessment = read_assessment(reading, raw, &read);
        read.keep(assessment, |agenda| &mut agenda.assessments);
    }
    read
}

impl ReadAgenda {
    fn read_parties<'a>(&mut self, reading: &mut Reading<'a>, parties: Vec<Raw<'a>>) {
        let mut seen = BTreeSet::new();
        for raw in parties {
            let party = read_party(reading, raw).and_then(|party| {
                let id = check_new(reading, raw.get_ron(), "party", party.id, &mut seen)?;
                Ok(Party { id, ..party })
            });
            self.keep(party, |agenda| &mut agenda.parties);
        }
    }

    /// Wishes name issues and steps alike, so the two share their ids and are read together.
    fn read_issues_and_steps<'a>(
        &mut self,
        reading: &mut Reading<'a>,
        issues: impl IntoIterator<Item = impl IssueEntry<'a>>,
        steps: Vec<Raw<'a>>,
    ) {
        let mut seen = BTreeSet::new();
        for (nth, entry) in issues.into_iter().enumerate() {
            let raw = entry.written();
            let issue = entry.read(reading, &mut seen, &mut self.other_parties);
            if issue.is_ok() {
                self.issue_entries.push(nth);
            } else {
                self.left_out.extend(raw.and_then(id_of_broken));
            }
            self.keep(issue, |agenda| &mut agenda.issues);
        }
        for issue in beyond_limit(reading, &mut self.agenda) {
            self.left_out.extend([issue.id.to_string()]);
            self.entries_left_out += 1;
        }
        for raw in steps {
            let step = read_step(reading, raw, &mut seen);
            if step.is_err() {
                self.left_out.extend(id_of_broken(raw));
            }
            self.keep(step, |agenda| &mut agenda.steps);
        }
        self.places = Places::of(&self.agenda);
    }

    fn keep<T>(
        &mut self,
        entry: Result<T, LeftOut>,
        list: impl FnOnce(&mut Agenda) -> &mut Vec<T>,
    ) {
        match entry {
            Ok(entry) => list(&mut self.agenda).push(entry),
            Err(LeftOut) => self.entries_left_out += 1,
        }
    }

    pub(super) fn known(&self) -> Known<'_> {
        Known {
            agenda: &self.agenda,
            places: &self.places,
            left_out: &self.left_out,
        }
    }

    /// An agenda that no file gave.
    pub(super) fn made_up(agenda: Agenda, left_out: BTreeSet<String>) -> Self {
        let places = Places::of(&agenda);
        Self {
            agenda,
            left_out,
            places,
            ..Self::default()
        }
    }
}

/// Takes out the issues that make more rows than a comparison may have.
fn beyond_limit(reading: &mut Reading<'_>, agenda: &mut Agenda) -> Vec<Issue> {
    let mut rows = 0;
    let within = agenda.issues.iter().take_while(|issue| {
        rows += issue.parts.len().max(1);
        rows <= ROWS
    });
    let count = within.count();
    if count < agenda.issues.len() {
        reading.error(
            reading.text,
            &Fault::TooMany {
                what: "issue rows",
                limit: ROWS,
            },
        );
    }
    agenda.issues.split_off(count)
}

fn read_view<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    named: &mut NamedParties,
) -> Result<View, LeftOut> {
    let text: ViewText<'a> = reading.read(raw.get_ron())?;
    let mut day = |raw: Option<Raw<'a>>| match raw {
        None => Ok(None),
        Some(raw) => {
            let date = reading.date(raw)?;
            let whole = date.whole();
            whole.map(Some).ok_or_else(|| {
                reading.error(raw.get_ron(), &Fault::PartialDateInSet(date.to_string()))
            })
        }
    };
    let (as_of, from) = (day(text.as_of), day(text.from));
    let parties = text
        .parties
        .map(|raws| read_party_ids(reading, &raws, named))
        .transpose();
    let mut view = View {
        as_of: as_of?,
        from: from?,
        parties: parties?,
    };
    if let (Err(_), Some(raw)) = (view.days().check(), text.from) {
        reading.error(raw.get_ron(), &Fault::FromAfter);
        view.from = None;
    }
    Ok(view)
}

fn read_step<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    seen: &mut BTreeSet<Id>,
) -> Result<Step, LeftOut> {
    let text: StepText<'a> = reading.read(raw.get_ron())?;
    let id = reading
        .id(text.id)
        .and_then(|id| check_new(reading, text.id.get_ron(), "step", id, seen));
    let title = reading.label(raw.get_ron(), "title", text.title)?;
    Ok(Step { id: id?, title })
}

fn read_linkage<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    read: &mut ReadAgenda,
) -> Result<Linkage, LeftOut> {
    let text: LinkageText<'a> = reading.read(raw.get_ron())?;
    let when = read_side(reading, text.when, read);
    let then = read_side(reading, text.then, read);
    let at = raw.get_ron();
    let issue = when.as_ref().map(|(issue, _)| *issue).map_err(|left| *left);
    let parts = parts_of(reading, read.known(), issue, text.parts.as_deref(), at);
    let others = &mut read.other_parties;
    let by = text.by.map(|raw| read_party_id(reading, raw, others));
    let by = by.transpose();
    let date = reading.optional_date(text.date);
    let cites = read_cites::<Written<'a>>(reading, text.cites, &read.sources);
    Ok(Linkage {
        when: when?,
        then: then?,
        parts: parts?,
        by: by?,
        date: date?,
        note: reading.prose(at, text.note),
        cites: cites?,
    })
}

/// The parts that an entry on an issue names. Of an unknown issue nothing more can be said.
fn parts_of<'a>(
    reading: &mut Reading<'a>,
    known: Known<'_>,
    issue: Result<usize, LeftOut>,
    parts: Option<&[Raw<'a>]>,
    at: &str,
) -> Result<Option<Vec<usize>>, LeftOut> {
    read_parts::<Written<'a>>(reading, parts, known.parts_of(issue?)?, at)
}

fn read_side<'a>(
    reading: &mut Reading<'a>,
    (issue, set): (Raw<'a>, Raw<'a>),
    read: &ReadAgenda,
) -> Result<(usize, OutcomeSet), LeftOut> {
    let known = read.known();
    let index = known.issue(reading, issue)?;
    let named = known.get(index)?;
    if named.space == Space::Text {
        return Err(reading.error(issue.get_ron(), &Fault::OnText("linkage")));
    }
    Ok((index, read_plain_set(reading, set, named)?))
}

fn read_agreement<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    read: &ReadAgenda,
) -> Result<Agreement, LeftOut> {
    let text: AgreedText<'a> = reading.read(raw.get_ron())?;
    let known = read.known();
    let at = raw.get_ron();
    let issue = known.issue(reading, text.issue);
    let parts = parts_of(reading, known, issue, text.parts.as_deref(), at);
    let is = text
        .is
        .map(|set| read_plain_set(reading, set, known.get(issue?)?))
        .transpose();
    let date = reading.date(text.date);
    let cites = read_cites::<Written<'a>>(reading, text.cites, &read.sources);
    Ok(Agreement {
        issue: issue?,
        parts: parts?,
        is: is?,
        date: date?,
        note: reading.prose(at, text.note),
        cites: cites?,
    })
}

fn read_milestone<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    read: &mut ReadAgenda,
) -> Result<Milestone, LeftOut> {
    let at = raw.get_ron();
    let text: EventText<'a> = reading.read(at)?;
    // All that is wrong is told before the entry is left out.
    let (date, title, cites, kind) = match text {
        EventText::Round {
            date,
            until,
            title,
            place,
            delegations,
            outcome,
            cites,
        } => {
            let until = reading.optional_date(until);
            let delegations = read_delegations(reading, &delegations, &mut read.named_parties);
            let place = reading.prose(at, place);
            let outcome = reading.prose(at, outcome);
            let round = until.and_then(|until| {
                Ok(EventKind::Round(Round {
                    until,
                    place,
                    delegations: delegations?,
                    outcome,
                }))
            });
            (date, title, cites, round)
        }
        EventText::Deadline {
            date,
            title,
            set,
            dropped,
            by,
            cites,
        } => {
            let set = reading.optional_date(set);
            let dropped = reading.optional_date(dropped);
            let others = &mut read.other_parties;
            let by = by.map(|raw| read_party_id(reading, raw, others));
            let by = by.transpose();
            let deadline = set.and_then(|set| {
                Ok(EventKind::Deadline(Deadline {
                    set,
                    dropped: dropped?,
                    by: by?,
                }))
            });
            (date, title, cites, deadline)
        }
        EventText::Event { date, title, cites } => (date, title, cites, Ok(EventKind::Event)),
    };
    let cites = read_cites::<Written<'a>>(reading, cites, &read.sources);
    let date = reading.date(date);
    let title = reading.label(at, "title", title);
    Ok(Milestone {
        date: date?,
        title: title?,
        kind: kind?,
        cites: cites?,
    })
}

fn read_delegations<'a>(
    reading: &mut Reading<'a>,
    raws: &[Raw<'a>],
    named: &mut NamedParties,
) -> Result<Vec<Delegation>, LeftOut> {
    let mut seen = BTreeSet::new();
    let read = |raw: &Raw<'a>| {
        let text: DelegationText<'a> = reading.read(raw.get_ron())?;
        let party = read_party_id(reading, text.party, named);
        let head = reading.prose(raw.get_ron(), text.head);
        let party = party?;
        let name = ("party", party.as_str());
        is_new(reading, raw.get_ron(), name, party.clone(), &mut seen);
        Ok(Delegation { party, head })
    };
    let delegations: Vec<Result<Delegation, LeftOut>> = raws.iter().map(read).collect();
    delegations.into_iter().collect()
}

fn read_assessment<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    read: &ReadAgenda,
) -> Result<Assessment, LeftOut> {
    let text: AssessmentText<'a> = reading.read(raw.get_ron())?;
    let known = read.known();
    let issue = known.issue(reading, text.issue).and_then(|issue| {
        if known.get(issue)?.space == Space::Text {
            return Ok(issue);
        }
        Err(reading.error(text.issue.get_ron(), &Fault::AssessedIsComputed))
    });
    let verdict = match text.verdict {
        AssessedText::Aligned => AssessedVerdict::Aligned,
        AssessedText::Overlap => AssessedVerdict::Overlap,
        AssessedText::Gap => AssessedVerdict::Gap,
        AssessedText::Opposed => AssessedVerdict::Opposed,
    };
    let date = reading.optional_date(text.date);
    let (note, by) = (
        reading.prose(raw.get_ron(), text.note),
        reading.prose(raw.get_ron(), text.by),
    );
    Ok(Assessment {
        issue: issue?,
        verdict,
        note,
        by,
        date: date?,
    })
}
