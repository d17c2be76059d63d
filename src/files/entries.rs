//! Entries that both agendas and positions hold: sources, cites, parts, names of issues.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::Fault;
use super::reading::{LeftOut, Raw, Reading, options, trimmed};
use super::schema::{CiteText, IdText, PartyText, SourceText};
use crate::model::{Agenda, Cite, Id, Issue, IssueOrStep, Party, Source};

/// The sources that a file may cite, by id, as indices into all sources.
#[derive(Debug, Clone, Default)]
pub(super) struct SourceBook {
    known: BTreeMap<String, usize>,
    /// The ids of sources that had an error; what cites them is left out without another word.
    left_out: BTreeSet<String>,
}

/// The agenda, with the issues that were left out of it.
#[derive(Clone, Copy)]
pub(super) struct Known<'k> {
    pub(super) agenda: &'k Agenda,
    /// Where its entries stand, by id.
    pub(super) places: &'k Places,
    /// The ids of issues and steps that had an error; what names them is left out without another word.
    pub(super) left_out: &'k BTreeSet<String>,
}

/// Where the entries of an agenda stand, by id: large agendas are looked up a million times.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    pub(super) issues: BTreeMap<Id, usize>,
    pub(super) steps: BTreeMap<Id, usize>,
    /// The parts of each issue.
    pub(super) parts: Vec<BTreeMap<Id, usize>>,
}

impl Places {
    pub(super) fn of(agenda: &Agenda) -> Self {
        let parts = |issue: &Issue| by_id(issue.parts.iter().map(|part| &part.id));
        Self {
            issues: by_id(agenda.issues.iter().map(|issue| &issue.id)),
            steps: by_id(agenda.steps.iter().map(|step| &step.id)),
            parts: agenda.issues.iter().map(parts).collect(),
        }
    }
}

/// Where these ids stand in their list.
pub(super) fn by_id<'i>(ids: impl Iterator<Item = &'i Id>) -> BTreeMap<Id, usize> {
    ids.enumerate()
        .map(|(place, id)| (id.clone(), place))
        .collect()
}

/// Notes an id, and says if it stands in its list already.
pub(super) fn check_new<'a>(
    reading: &mut Reading<'a>,
    at: Raw<'a>,
    what: &'static str,
    id: &Id,
    seen: &mut BTreeSet<Id>,
) -> Result<(), LeftOut> {
    if !seen.insert(id.clone()) {
        return Err(reading.error(
            at.get_ron(),
            &Fault::Twice {
                what,
                name: id.to_string(),
            },
        ));
    }
    Ok(())
}

/// The id of an entry that could not be read, if that much of it can be.
pub(super) fn id_of_broken(raw: Raw<'_>) -> Option<String> {
    // Without its name, an entry of any kind is a struct with an id.
    let unnamed =
        trimmed(raw).trim_start_matches(|letter: char| letter.is_alphanumeric() || letter == '_');
    let text: IdText<'_> = options().from_str(unnamed).ok()?;
    options().from_str(text.id.get_ron()).ok()
}

/// Reads a party.
pub(super) fn read_party<'a>(reading: &mut Reading<'a>, raw: Raw<'a>) -> Result<Party, LeftOut> {
    let text: PartyText<'a> = reading.read(raw.get_ron())?;
    let id = reading.id(text.id)?;
    let name = reading.label(raw.get_ron(), "name", text.name)?;
    Ok(Party { id, name })
}

/// Reads the sources of a file into the list of all sources.
pub(super) fn read_sources<'a>(
    reading: &mut Reading<'a>,
    raws: &[Raw<'a>],
    outer: &SourceBook,
    all: &mut Vec<Source>,
) -> SourceBook {
    let mut book = outer.clone();
    let mut seen = BTreeSet::new();
    for raw in raws {
        if let Ok(source) = read_source(reading, raw, &mut seen) {
            book.known.insert(source.id.to_string(), all.len());
            all.push(source);
        } else {
            book.left_out.extend(id_of_broken(raw));
        }
    }
    book
}

fn read_source<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    seen: &mut BTreeSet<Id>,
) -> Result<Source, LeftOut> {
    let text: SourceText<'a> = reading.read(raw.get_ron())?;
    let id = reading.id(text.id)?;
    check_new(reading, text.id, "source", &id, seen)?;
    let title = reading.label(raw.get_ron(), "title", text.title);
    let date = reading.optional_date(text.date);
    let url = text.url.map(|raw| read_url(reading, raw)).transpose();
    let grade = text.grade.map(|raw| read_grade(reading, raw)).transpose();
    Ok(Source {
        id,
        title: title?,
        publisher: reading.prose(raw.get_ron(), text.publisher),
        date: date?,
        url: url?,
        grade: grade?,
        note: reading.prose(raw.get_ron(), text.note),
    })
}

fn read_url<'a>(reading: &mut Reading<'a>, raw: Raw<'a>) -> Result<String, LeftOut> {
    let url = reading.string(raw)?;
    let lower = url.to_ascii_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    let is_fine = rest.is_some_and(|rest| !rest.is_empty())
        && !url.contains(|letter: char| letter.is_whitespace() || letter.is_control());
    if is_fine {
        Ok(url)
    } else {
        Err(reading.error(trimmed(raw), &Fault::BadUrl(url)))
    }
}

fn read_grade<'a>(reading: &mut Reading<'a>, raw: Raw<'a>) -> Result<String, LeftOut> {
    let grade = reading.string(raw)?;
    let is_possible = matches!(grade.as_bytes(), [b'A'..=b'F', b'1'..=b'6']);
    if is_possible {
        Ok(grade)
    } else {
        Err(reading.error(trimmed(raw), &Fault::BadGrade(grade)))
    }
}

/// Reads cites: ids of sources, or `Cite(…)`.
pub(super) fn read_cites<'a>(
    reading: &mut Reading<'a>,
    raws: &[Raw<'a>],
    book: &SourceBook,
) -> Result<Vec<Cite>, LeftOut> {
    let cites: Vec<Result<Cite, LeftOut>> = raws
        .iter()
        .map(|raw| read_cite(reading, raw, book))
        .collect();
    cites.into_iter().collect()
}

fn read_cite<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    book: &SourceBook,
) -> Result<Cite, LeftOut> {
    let is_struct = trimmed(raw).contains('(') && !trimmed(raw).starts_with(['"', 'r']);
    let text = if is_struct {
        reading.read(raw.get_ron())?
    } else {
        CiteText {
            source: raw,
            at: None,
            speaker: None,
            quote: None,
        }
    };
    let name = reading.string(text.source)?;
    let Some(&source) = book.known.get(&name) else {
        if book.left_out.contains(&name) {
            return Err(LeftOut);
        }
        let known: Vec<&String> = book.known.keys().collect();
        return Err(reading.unknown(text.source, "source", name, &known));
    };
    Ok(Cite {
        source,
        at: reading.prose(raw.get_ron(), text.at),
        speaker: reading.prose(raw.get_ron(), text.speaker),
        quote: reading.prose(raw.get_ron(), text.quote),
    })
}

impl Known<'_> {
    /// Reads the id of an issue.
    pub(super) fn issue<'a>(
        self,
        reading: &mut Reading<'a>,
        raw: Raw<'a>,
    ) -> Result<usize, LeftOut> {
        let name = reading.string(raw)?;
        if let Some(&index) = self.places.issues.get(name.as_str()) {
            return Ok(index);
        }
        if self.left_out.contains(&name) {
            return Err(LeftOut);
        }
        let known: Vec<&Id> = self.agenda.issues.iter().map(|issue| &issue.id).collect();
        Err(reading.unknown(raw, "issue", name, &known))
    }

    /// The issue with this index, which [`Known::issue`] gave.
    pub(super) fn get(&self, index: usize) -> Result<&Issue, LeftOut> {
        self.agenda.issues.get(index).ok_or(LeftOut)
    }

    /// The places of the parts of this issue, by id.
    pub(super) fn parts_of(&self, index: usize) -> Result<&BTreeMap<Id, usize>, LeftOut> {
        self.places.parts.get(index).ok_or(LeftOut)
    }

    /// Reads the id of an issue or a step.
    pub(super) fn issue_or_step<'a>(
        self,
        reading: &mut Reading<'a>,
        raw: Raw<'a>,
    ) -> Result<IssueOrStep, LeftOut> {
        let name = reading.string(raw)?;
        if let Some(&index) = self.places.issues.get(name.as_str()) {
            return Ok(IssueOrStep::Issue(index));
        }
        if let Some(&index) = self.places.steps.get(name.as_str()) {
            return Ok(IssueOrStep::Step(index));
        }
        if self.left_out.contains(&name) {
            return Err(LeftOut);
        }
        let issues = self.agenda.issues.iter().map(|issue| &issue.id);
        let steps = self.agenda.steps.iter().map(|step| &step.id);
        let known: Vec<&Id> = issues.chain(steps).collect();
        Err(reading.unknown(raw, "issue or step", name, &known))
    }
}

/// Reads the ids of parts, in whatever order, as places in ascending order; `None` for all of them.
pub(super) fn read_parts<'a>(
    reading: &mut Reading<'a>,
    raws: Option<&[Raw<'a>]>,
    known: &BTreeMap<Id, usize>,
    at: &str,
) -> Result<Option<Vec<usize>>, LeftOut> {
    let Some(raws) = raws else { return Ok(None) };
    let Some(first) = raws.first() else {
        return Err(reading.error(at, &Fault::NoPartNamed));
    };
    if known.is_empty() {
        return Err(reading.error(first.get_ron(), &Fault::NoParts));
    }
    let mut parts = BTreeSet::new();
    let mut result = Ok(());
    for raw in raws {
        match read_part(reading, raw, known) {
            Ok(part) => {
                parts.insert(part);
            }
            Err(LeftOut) => result = Err(LeftOut),
        }
    }
    result.map(|()| Some(parts.into_iter().collect()))
}

fn read_part<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    known: &BTreeMap<Id, usize>,
) -> Result<usize, LeftOut> {
    let name = reading.string(raw)?;
    if let Some(&place) = known.get(name.as_str()) {
        return Ok(place);
    }
    let mut places: Vec<(&Id, &usize)> = known.iter().collect();
    places.sort_unstable_by_key(|(_, place)| **place);
    let names: Vec<&Id> = places.into_iter().map(|(id, _)| id).collect();
    Err(reading.unknown(raw, "part", name, &names))
}
