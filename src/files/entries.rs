//! Entries that both agendas and positions hold: sources, cites, parts, names of issues.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use super::fault::Fault;
use super::form::{Understand, Written};
use super::problem::Place;
use super::reading::{LeftOut, Raw, Reading, options, trimmed};
use super::schema::{IdText, PartyText, SourceText};
use crate::model::{Agenda, Cite, Cites, Id, Issue, IssueOrStep, Party, Passage, Source};

/// The sources that a file may cite, by id, as indices into all sources.
#[derive(Debug, Clone, Default)]
pub(super) struct SourceBook {
    known: HashMap<String, usize>,
    /// The ids of sources that had an error; what cites them is left out without another word.
    left_out: BTreeSet<String>,
}

/// Sources in the order of reading, numbered from `first` on.
#[derive(Debug, Default)]
pub(super) struct Sources {
    pub(super) first: usize,
    pub(super) list: Vec<Source>,
}

impl Sources {
    /// The number of the next one.
    pub(super) fn next(&self) -> usize {
        self.first + self.list.len()
    }
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
    pub(super) issues: PlacesById,
    pub(super) steps: PlacesById,
    /// The parts of each issue.
    pub(super) parts: Vec<PlacesById>,
}

/// How many issues are looked at before one is looked up by its name.
const LOOKED_AHEAD: usize = 4;

/// Where things stand in their list, by id.
pub(super) type PlacesById = HashMap<Id, usize>;

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
pub(super) fn by_id<'i>(ids: impl Iterator<Item = &'i Id>) -> PlacesById {
    ids.enumerate()
        .map(|(place, id)| (id.clone(), place))
        .collect()
}

/// Gives an id back that is new in its list, and notes one that is not.
pub(super) fn check_new(
    reading: &mut Reading<'_>,
    at: &str,
    what: &'static str,
    id: Id,
    seen: &mut BTreeSet<Id>,
) -> Result<Id, LeftOut> {
    if seen.insert(id.clone()) {
        return Ok(id);
    }
    let name = id.to_string();
    Err(reading.error(at, &Fault::Twice { what, name }))
}

/// Warns of what stands in its list already, which changes nothing, and says whether it is new there.
pub(super) fn is_new<T: Ord>(
    reading: &mut Reading<'_>,
    at: &str,
    (what, name): (&'static str, &str),
    thing: T,
    seen: &mut BTreeSet<T>,
) -> bool {
    let is_new = seen.insert(thing);
    if !is_new {
        let name = name.to_owned();
        reading.warn(at, &Fault::Twice { what, name });
    }
    is_new
}

/// Parties that an entry names, with the place of the name.
pub(super) type NamedParties = Vec<(Place, Id)>;

/// Reads the ids of parties, and notes which were named and where.
pub(super) fn read_party_ids<'a>(
    reading: &mut Reading<'a>,
    raws: &[Raw<'a>],
    named: &mut NamedParties,
) -> Result<Vec<Id>, LeftOut> {
    let (mut ids, mut seen) = (Ok(Vec::with_capacity(raws.len())), BTreeSet::new());
    for raw in raws {
        match read_party_id(reading, raw, named) {
            Ok(id) => {
                let name = ("party", id.as_str());
                if is_new(reading, raw.get_ron(), name, id.clone(), &mut seen)
                    && let Ok(ids) = &mut ids
                {
                    ids.push(id);
                }
            }
            Err(LeftOut) => ids = Err(LeftOut),
        }
    }
    ids
}

/// The same of one.
pub(super) fn read_party_id<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    named: &mut NamedParties,
) -> Result<Id, LeftOut> {
    let id = reading.id(raw)?;
    named.push((reading.place(raw.get_ron()), id.clone()));
    Ok(id)
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
    let id = reading.id(text.id);
    let name = reading.label(raw.get_ron(), "name", text.name)?;
    Ok(Party { id: id?, name })
}

/// Reads the sources of a file into the list of all sources.
pub(super) fn read_sources<'a>(
    reading: &mut Reading<'a>,
    raws: &[Raw<'a>],
    outer: &SourceBook,
    all: &mut Sources,
) -> SourceBook {
    let mut book = outer.clone();
    let mut seen = BTreeSet::new();
    for raw in raws {
        if let Ok(source) = read_source(reading, raw, &mut seen) {
            book.known.insert(source.id.to_string(), all.next());
            all.list.push(source);
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
    let id = reading
        .id(text.id)
        .and_then(|id| check_new(reading, text.id.get_ron(), "source", id, seen));
    let title = reading.label(raw.get_ron(), "title", text.title);
    let date = reading.optional_date(text.date);
    let url = text.url.map(|raw| read_url(reading, raw)).transpose();
    let grade = text.grade.map(|raw| read_grade(reading, raw)).transpose();
    Ok(Source {
        id: id?,
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
pub(super) fn read_cites<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    cites: impl IntoIterator<Item = F::Cite, IntoIter: ExactSizeIterator>,
    book: &SourceBook,
) -> Result<Cites, LeftOut> {
    let cites = cites.into_iter();
    let is_single = cites.len() == 1;
    let (mut read, mut seen) = (Ok(Cites::with_capacity(cites.len())), BTreeSet::new());
    for cite in cites {
        let at = F::cite_place(&cite);
        match (read_cite::<F>(reading, cite, book), &mut read) {
            (Ok((cite, name)), Ok(read)) => {
                let name = ("source", name.as_ref());
                // Another place in the same source is another cite.
                if is_single || is_new(reading, at, name, cite.clone(), &mut seen) {
                    read.push(cite);
                }
            }
            (Ok(_), Err(LeftOut)) => {}
            (Err(LeftOut), _) => read = Err(LeftOut),
        }
    }
    read
}

fn read_cite<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    cite: F::Cite,
    book: &SourceBook,
) -> Result<(Cite, Cow<'a, str>), LeftOut> {
    let at = F::cite_place(&cite);
    let text = F::cite(reading, cite)?;
    let name = F::text(reading, &text.source)?;
    let Some(&source) = book.known.get(name.as_ref()) else {
        if book.left_out.contains(name.as_ref()) {
            return Err(LeftOut);
        }
        let at = F::word_place(&text.source);
        let what = ("source", name.into_owned());
        return Err(reading.unknown(at, what, book.known.len(), || {
            let mut known: Vec<&String> = book.known.keys().collect();
            known.sort_unstable();
            known
        }));
    };
    let passage = Passage {
        at: reading.prose(at, text.at),
        speaker: reading.prose(at, text.speaker),
        quote: reading.prose(at, text.quote),
    };
    let is_whole = passage == Passage::default();
    let cite = Cite {
        source,
        passage: (!is_whole).then(|| Box::new(passage)),
    };
    Ok((cite, name))
}

impl Known<'_> {
    /// Reads the id of an issue.
    pub(super) fn issue<'a>(
        self,
        reading: &mut Reading<'a>,
        raw: Raw<'a>,
    ) -> Result<usize, LeftOut> {
        self.issue_of_word::<Written<'a>>(reading, &raw)
    }

    /// Reads the id of an issue, in either form.
    pub(super) fn issue_of_word<'a, F: Understand<'a>>(
        self,
        reading: &mut Reading<'a>,
        word: &F::Word,
    ) -> Result<usize, LeftOut> {
        let name = F::text(reading, word)?;
        // Files mostly go along their agenda, so the issue is looked for a little further on first.
        let issues = self.agenda.issues.iter().enumerate();
        let mut ahead = issues.skip(reading.next_issue).take(LOOKED_AHEAD);
        let ahead = ahead.find(|(_, issue)| issue.id.as_str() == name);
        let known = || self.places.issues.get(name.as_ref()).copied();
        if let Some(index) = ahead.map(|(index, _)| index).or_else(known) {
            reading.next_issue = index + 1;
            return Ok(index);
        }
        if self.left_out.contains(name.as_ref()) {
            return Err(LeftOut);
        }
        let (at, what) = (F::word_place(word), ("issue", name.into_owned()));
        let issues = &self.agenda.issues;
        Err(reading.unknown(at, what, issues.len(), || {
            issues.iter().map(|issue| &issue.id).collect()
        }))
    }

    /// The issue with this index, which [`Known::issue`] gave.
    pub(super) fn get(&self, index: usize) -> Result<&Issue, LeftOut> {
        self.agenda.issues.get(index).ok_or(LeftOut)
    }

    /// The places of the parts of this issue, by id.
    pub(super) fn parts_of(&self, index: usize) -> Result<&PlacesById, LeftOut> {
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
        let (issues, steps) = (&self.agenda.issues, &self.agenda.steps);
        let (what, n_known) = (("issue or step", name), issues.len() + steps.len());
        Err(reading.unknown(raw.get_ron(), what, n_known, || {
            let issues = issues.iter().map(|issue| &issue.id);
            issues.chain(steps.iter().map(|step| &step.id)).collect()
        }))
    }
}

/// Reads the ids of parts, in whatever order, as places in ascending order; `None` for all of them. `at` is where the
/// entry stands that names them.
pub(super) fn read_parts<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    words: Option<&[F::Word]>,
    known: &PlacesById,
    at: &str,
) -> Result<Option<Vec<usize>>, LeftOut> {
    let Some(words) = words else { return Ok(None) };
    let Some(first) = words.first() else {
        return Err(reading.error(at, &Fault::NoPartNamed));
    };
    if known.is_empty() {
        return Err(reading.error(F::word_place(first), &Fault::NoParts));
    }
    let mut parts = BTreeSet::new();
    let mut result = Ok(());
    for word in words {
        match read_part::<F>(reading, word, known) {
            Ok((part, name)) => {
                let at = F::word_place(word);
                is_new(reading, at, ("part", name.as_ref()), part, &mut parts);
            }
            Err(LeftOut) => result = Err(LeftOut),
        }
    }
    result.map(|()| Some(parts.into_iter().collect()))
}

fn read_part<'a, F: Understand<'a>>(
    reading: &mut Reading<'a>,
    word: &F::Word,
    known: &PlacesById,
) -> Result<(usize, Cow<'a, str>), LeftOut> {
    let name = F::text(reading, word)?;
    if let Some(&place) = known.get(name.as_ref()) {
        return Ok((place, name));
    }
    let (at, what) = (F::word_place(word), ("part", name.into_owned()));
    Err(reading.unknown(at, what, known.len(), || {
        let mut places: Vec<(&Id, &usize)> = known.iter().collect();
        places.sort_unstable_by_key(|(_, place)| **place);
        places.into_iter().map(|(id, _)| id).collect()
    }))
}
