//! Puts files together into talks: what each of them is, and which agenda they share.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::agenda::{ReadAgenda, read_agenda};
use super::checks::{check_agenda, check_position};
use super::fault::Fault;
use super::made_up::make_up;
use super::positions::{PositionText, ReadPosition, merge, read_position};
use super::problem::{Lines, Place, Problem, Severity, name_of};
use super::proposals::read_proposal;
use super::reading::{LeftOut, Raw, Reading, skip_blank};
use super::schema::FileText;
use super::shelf::{Disk, Shelf, TakeError, TextFile, files_of};
use super::snapshot::{is_snapshot, open_snapshot, texts};
use super::{Input, LeftOutCounts, Loaded};
use crate::model::{Id, Talks};

/// The newest format that the program knows.
const FORMAT: u32 = 1;

/// The agenda of a file that names none.
const USUAL: &str = "agenda.ron";

/// Files that are being put together.
#[derive(Default)]
pub(super) struct Loading {
    files: Vec<TextFile>,
    /// The one path of each of the files.
    keys: BTreeSet<PathBuf>,
    problems: Vec<Problem>,
    unread: usize,
    /// What is wrong with files that could not even be taken.
    lost: Vec<Problem>,
    proposal_files: Vec<PathBuf>,
}

/// What a file turned out to be.
enum Content<'a> {
    Agenda(FileText<'a>),
    Position {
        text: PositionText<'a>,
        agenda: Option<Raw<'a>>,
    },
    Proposal(FileText<'a>),
    /// Left out, or read already.
    Nothing,
}

/// A file with what it is.
struct Parsed<'a> {
    reading: Reading<'a>,
    file: &'a TextFile,
    /// Whether it was opened itself, and not only named as an agenda by another file.
    is_opened: bool,
    content: Content<'a>,
}

impl Loading {
    /// Adds the file, or the files of the folder, at this path on the disk.
    pub(super) fn add_path(&mut self, path: &Path) {
        match files_of(path) {
            Ok(files) => {
                let is_among_others = files.len() > 1;
                for file in files {
                    let known = self.files.len();
                    self.add_file(&Disk, &file, &file.display().to_string());
                    if is_among_others && known < self.files.len() {
                        self.leave_snapshot_aside();
                    }
                }
            }
            Err(fault) => {
                let name = path.display().to_string();
                let problem = Problem::new(Severity::Error, &name, Place::START, &fault);
                self.problems.push(problem);
            }
        }
    }

    /// Adds one file, unless it is there already.
    pub(super) fn add_file(&mut self, shelf: &dyn Shelf, path: &Path, name: &str) {
        match shelf.take(path, name.to_owned()) {
            Ok(file) if !self.keys.insert(file.key.clone()) => {}
            Ok(file) => self.files.push(file),
            Err(TakeError { fault, readable }) => {
                self.unread += 1;
                let place = Lines::new(&readable).place(readable.len());
                self.lost
                    .push(Problem::new(Severity::Error, name, place, &fault));
            }
        }
    }

    /// Takes back the file added last if it is a snapshot: one that was exported into the folder of its positions
    /// must not keep the folder from being opened.
    fn leave_snapshot_aside(&mut self) {
        if self
            .files
            .last()
            .is_some_and(|file| is_snapshot(&file.text))
            && let Some(file) = self.files.pop()
        {
            self.keys.remove(&file.key);
            let problem = Problem::new(
                Severity::Warning,
                &file.name,
                Place::START,
                &Fault::SnapshotLeftAside,
            );
            self.problems.push(problem);
        }
    }

    /// Adds what could not be taken when a snapshot was made.
    pub(super) fn add_lost(&mut self, lost: Vec<Problem>) {
        self.unread += lost.len();
        self.lost.extend(lost);
    }

    /// Reads everything; of a snapshot, what is in it.
    pub(super) fn finish(self, shelf: &dyn Shelf) -> Loaded {
        match self.files.as_slice() {
            [only] if is_snapshot(&only.text) => {
                let mut loaded = open_snapshot(only);
                loaded.problems.splice(0..0, self.lost);
                loaded.problems.splice(0..0, self.problems);
                loaded.left_out.files += self.unread;
                loaded
            }
            _ => self.put_together(shelf),
        }
    }

    /// Reads everything, in which a snapshot has no place.
    pub(super) fn put_together(mut self, shelf: &dyn Shelf) -> Loaded {
        let opened = self.files.len();
        self.add_named_agendas(shelf);
        let inputs = self.files.iter().map(input).collect();
        let files = std::mem::take(&mut self.files);
        let mut parsed: Vec<Parsed<'_>> = files
            .iter()
            .enumerate()
            .filter_map(|(place, file)| self.parse(file, place < opened))
            .collect();
        let mut talks = Talks::default();
        let mut left_out = LeftOutCounts::default();
        let shared = self.shared_agenda(&mut parsed, shelf);
        let (agenda, agenda_at) = Self::read_shared(&mut parsed, shared, &mut talks, &mut left_out);
        Self::check_unused(&mut parsed);
        left_out.terms = self.read_proposals(&mut parsed, &agenda, &mut talks);
        let positions = self.read_positions(&mut parsed, &agenda, &mut talks);
        for read in &positions {
            left_out.stances += read.left_out;
            left_out.answers += read.answers_left_out;
            check_position(read, &agenda.agenda, &mut self.problems);
        }
        if let Some(file) = agenda_at {
            check_agenda(&agenda, &file, &positions, &mut self.problems);
        }
        left_out.files = self.unread;
        talks.agenda = agenda.agenda;
        talks.positions = positions.into_iter().map(|read| read.position).collect();
        for one in parsed {
            self.problems.extend(one.reading.problems);
        }
        sort_problems(&mut self.problems, &files);
        self.problems.splice(0..0, self.lost.iter().cloned());
        Loaded {
            talks,
            problems: self.problems,
            inputs,
            left_out,
            read_from: files.iter().map(|file| file.key.clone()).collect(),
            proposal_files: self.proposal_files,
            texts: texts(files, opened),
            lost: self.lost,
            frozen: None,
        }
    }

    /// Takes the agendas that positions name, or that stand beside them, and that were not opened themselves.
    fn add_named_agendas(&mut self, shelf: &dyn Shelf) {
        let mut wanted: BTreeMap<PathBuf, (PathBuf, String)> = BTreeMap::new();
        let named = self.files.iter().map(agenda_named_by);
        let mut named: Vec<Option<String>> = named.collect();
        if named.iter().all(Option::is_none) {
            // With no position at all, a proposal finds its agenda as a position would.
            let is_proposal = |file: &TextFile| skip_blank(&file.text).starts_with("Proposal");
            let beside = self
                .files
                .iter()
                .map(|file| is_proposal(file).then(|| USUAL.to_owned()));
            named = beside.collect();
        }
        for (file, name) in self.files.iter().zip(named) {
            let Some(name) = name else { continue };
            let Some(path) = beside(&file.path, &name) else {
                continue;
            };
            if let Some(key) = shelf.resolve(&path).filter(|key| !self.keys.contains(key)) {
                let shown = Path::new(&file.name)
                    .parent()
                    .map_or_else(PathBuf::new, Path::to_owned)
                    .join(&name);
                wanted
                    .entry(key)
                    .or_insert_with(|| (path, shown.display().to_string()));
            }
        }
        for (path, name) in wanted.into_values() {
            self.add_file(shelf, &path, &name);
        }
    }

    /// Finds out what a file is.
    fn parse<'a>(&mut self, file: &'a TextFile, is_opened: bool) -> Option<Parsed<'a>> {
        let mut reading = Reading::new(&file.name, &file.text);
        let content = read_content(&mut reading);
        match content {
            // The file that names it as an agenda is where that is said to be wrong.
            Ok(content) if !is_opened && !matches!(content, Content::Agenda(_)) => None,
            Ok(content) => Some(Parsed {
                reading,
                file,
                is_opened,
                content,
            }),
            Err(LeftOut) => {
                self.unread += 1;
                self.problems.extend(reading.problems);
                None
            }
        }
    }

    /// The place, among the parsed files, of the agenda that the positions share.
    fn shared_agenda(&mut self, parsed: &mut [Parsed<'_>], shelf: &dyn Shelf) -> Option<usize> {
        let agendas: BTreeMap<PathBuf, usize> = parsed
            .iter()
            .enumerate()
            .filter(|(_, one)| matches!(one.content, Content::Agenda(_)))
            .map(|(place, one)| (one.file.key.clone(), place))
            .collect();
        let names: Vec<&str> = parsed.iter().map(|one| one.reading.name).collect();
        let find = |path: &Path| agendas.get(path).copied();
        let mut shared: Option<usize> = None;
        let mut used = vec![false; parsed.len()];
        for one in parsed.iter_mut() {
            let place = match one.agenda_place(shelf, &find) {
                Ok(Some(place)) => place,
                Ok(None) => continue,
                // Read by another agenda than its own, it would mean something else.
                Err(LeftOut) => {
                    self.leave_out(one);
                    continue;
                }
            };
            if let Some(flag) = used.get_mut(place) {
                *flag = true;
            }
            match shared {
                Some(known) if known != place => {
                    let name = |place: usize| names.get(place).map_or("", |name| name);
                    let (first, second) = apart(name(known), name(place));
                    let fault = Fault::TwoAgendas(first, second);
                    one.reading.error(one.reading.text, &fault);
                    self.leave_out(one);
                }
                _ => shared = Some(place),
            }
        }
        for (one, used) in parsed.iter_mut().zip(used) {
            if matches!(one.content, Content::Agenda(_)) && one.is_opened && !used {
                one.reading.warn(one.reading.text, &Fault::AgendaUnused);
            }
        }
        let has_positions = parsed
            .iter()
            .any(|one| matches!(one.content, Content::Position { .. }));
        // With no position at all, proposals are read by the one agenda that there is.
        match (shared, agendas.values().next()) {
            (None, Some(&only)) if agendas.len() == 1 && !has_positions => Some(only),
            _ => shared,
        }
    }

    /// Reads the agendas that no position uses for their problems.
    fn check_unused(parsed: &mut [Parsed<'_>]) {
        for one in parsed.iter_mut() {
            if !matches!(one.content, Content::Agenda(_)) {
                continue;
            }
            if let Content::Agenda(text) = std::mem::replace(&mut one.content, Content::Nothing) {
                read_agenda(&mut one.reading, text, &mut Vec::new());
            }
        }
    }

    fn leave_out(&mut self, one: &mut Parsed<'_>) {
        self.unread += 1;
        one.content = Content::Nothing;
    }

    fn read_shared(
        parsed: &mut [Parsed<'_>],
        shared: Option<usize>,
        talks: &mut Talks,
        left_out: &mut LeftOutCounts,
    ) -> (ReadAgenda, Option<String>) {
        let Some(one) = shared.and_then(|place| parsed.get_mut(place)) else {
            let stances = parsed.iter().filter_map(|one| match &one.content {
                Content::Position { text, .. } => Some((one.reading.text, text.stances.as_slice())),
                _ => None,
            });
            let made = make_up(stances);
            let is_position =
                |one: &&mut Parsed<'_>| matches!(one.content, Content::Position { .. });
            let mut positions: Vec<_> = parsed.iter_mut().filter(is_position).collect();
            for (file, at, fault) in made.faults {
                if let Some(one) = positions.get_mut(file) {
                    one.reading.error(at, &fault);
                }
            }
            return (ReadAgenda::made_up(made.agenda, made.left_out), None);
        };
        let taken = std::mem::replace(&mut one.content, Content::Nothing);
        let Content::Agenda(text) = taken else {
            return (ReadAgenda::default(), None);
        };
        let read = read_agenda(&mut one.reading, text, &mut talks.sources);
        left_out.entries = read.entries_left_out;
        (read, Some(one.reading.name.to_owned()))
    }

    /// Reads the proposals, and says how many of their terms were left out.
    fn read_proposals(
        &mut self,
        parsed: &mut [Parsed<'_>],
        agenda: &ReadAgenda,
        talks: &mut Talks,
    ) -> usize {
        let mut left_out = 0;
        for one in parsed.iter_mut() {
            if !matches!(one.content, Content::Proposal(_)) {
                continue;
            }
            let Content::Proposal(text) = std::mem::replace(&mut one.content, Content::Nothing)
            else {
                continue;
            };
            let (reading, sources) = (&mut one.reading, &mut talks.sources);
            match read_proposal(reading, text, agenda.known(), &agenda.sources, sources) {
                Ok((proposal, terms)) if talks.proposal(proposal.id.as_str()).is_some() => {
                    let name = proposal.id.to_string();
                    reading.error(
                        reading.text,
                        &Fault::Twice {
                            what: "proposal",
                            name,
                        },
                    );
                    left_out += terms + proposal.terms.len();
                }
                Ok((proposal, terms)) => {
                    left_out += terms;
                    talks.proposals.push(proposal);
                    self.proposal_files.push(one.file.key.clone());
                }
                Err(LeftOut) => self.unread += 1,
            }
        }
        left_out
    }

    fn read_positions(
        &mut self,
        parsed: &mut [Parsed<'_>],
        agenda: &ReadAgenda,
        talks: &mut Talks,
    ) -> Vec<ReadPosition> {
        let proposals = talks.proposals.iter().map(|one| one.id.clone());
        let proposals: BTreeSet<Id> = proposals.collect();
        let mut positions = Vec::new();
        for one in parsed.iter_mut() {
            let Content::Position { text, .. } = &one.content else {
                continue;
            };
            let known = agenda.known();
            match read_position(
                &mut one.reading,
                text,
                known,
                &agenda.sources,
                &mut talks.sources,
                &proposals,
            ) {
                Ok(read) => positions.push(read),
                Err(LeftOut) => self.unread += 1,
            }
        }
        let (positions, left_out) = merge(positions, &agenda.agenda, &mut self.problems);
        self.unread += left_out;
        positions
    }
}

impl Parsed<'_> {
    /// The agenda of a position: the one that it names, or the one beside it if there is one.
    fn agenda_place(
        &mut self,
        shelf: &dyn Shelf,
        find: &dyn Fn(&Path) -> Option<usize>,
    ) -> Result<Option<usize>, LeftOut> {
        let Content::Position { agenda, .. } = &self.content else {
            return Ok(None);
        };
        let Some(raw) = *agenda else {
            let key = beside(&self.file.path, USUAL).and_then(|path| shelf.resolve(&path));
            let Some(key) = key else { return Ok(None) };
            let place = find(&key);
            return place.map(Some).ok_or_else(|| {
                self.reading
                    .error(self.reading.text, &Fault::AgendaBesideIsNot)
            });
        };
        let name = self.reading.string(raw)?;
        let at = raw.get_ron();
        let Some(path) = beside(&self.file.path, &name) else {
            return Err(self.reading.error(at, &Fault::AgendaOutside(name)));
        };
        let Some(key) = shelf.resolve(&path) else {
            return Err(self.reading.error(at, &Fault::AgendaMissing(name)));
        };
        let place = find(&key).ok_or_else(|| self.reading.error(at, &Fault::AgendaIsNot(name)))?;
        Ok(Some(place))
    }
}

fn read_content<'a>(reading: &mut Reading<'a>) -> Result<Content<'a>, LeftOut> {
    let whole = reading.text;
    let text: FileText<'a> = match reading.read(whole) {
        Ok(text) => text,
        Err(LeftOut) => {
            explain_top(reading);
            return Err(LeftOut);
        }
    };
    let (FileText::Agenda { format, .. }
    | FileText::Position { format, .. }
    | FileText::Proposal { format, .. }
    | FileText::Snapshot { format, .. }) = &text;
    check_format(reading, *format)?;
    match text {
        FileText::Agenda { .. } => Ok(Content::Agenda(text)),
        FileText::Position {
            party,
            agenda,
            sources,
            stances,
            answers,
            ..
        } => Ok(Content::Position {
            text: PositionText {
                party,
                sources,
                stances,
                answers,
            },
            agenda,
        }),
        FileText::Proposal { .. } => Ok(Content::Proposal(text)),
        FileText::Snapshot { .. } => Err(reading.error(whole, &Fault::SnapshotNotAlone)),
    }
}

/// Refuses a file of a newer format, which may mean what the program does not know.
pub(super) fn check_format<'a>(
    reading: &mut Reading<'a>,
    format: Option<Raw<'a>>,
) -> Result<(), LeftOut> {
    let Some(raw) = format else { return Ok(()) };
    let format: u32 = reading.read(raw.get_ron())?;
    if format > FORMAT {
        return Err(reading.error(raw.get_ron(), &Fault::NewerFormat(format)));
    }
    Ok(())
}

/// Says better what is wrong with a file that does not begin as one should.
pub(super) fn explain_top(reading: &mut Reading<'_>) {
    let start = skip_blank(reading.text);
    let end = start.find(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
    let word = start.get(..end.unwrap_or(start.len())).unwrap_or_default();
    let fault = match word {
        "Agenda" | "Position" | "Proposal" | "Snapshot" => return,
        _ if start.starts_with("#!") => return,
        "" => Fault::WrongTop(None),
        other => Fault::WrongTop(Some(other.to_owned())),
    };
    reading.problems.clear();
    reading.error(start, &fault);
}

/// The name of the agenda of a position; `None` if the file is none.
fn agenda_named_by(file: &TextFile) -> Option<String> {
    let is_plain_position = skip_blank(&file.text).starts_with("Position");
    // Large files that name no agenda need not be read for it.
    if is_plain_position && !file.text.contains("agenda") {
        return Some(USUAL.to_owned());
    }
    let mut reading = Reading::new(&file.name, &file.text);
    match reading.read(&file.text) {
        Ok(FileText::Position { agenda, .. }) => {
            let named = agenda.and_then(|raw| reading.string(raw).ok());
            Some(named.unwrap_or_else(|| USUAL.to_owned()))
        }
        _ => None,
    }
}

/// The path of a file that another names, if it is inside that one's folder.
fn beside(file: &Path, name: &str) -> Option<PathBuf> {
    let named = Path::new(name);
    let is_inside = named
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    is_inside.then(|| {
        file.parent()
            .map_or_else(|| named.to_owned(), |folder| folder.join(named))
    })
}

/// Two paths without the folders that they share.
fn apart(first: &str, second: &str) -> (String, String) {
    let shared = |(a, b): &(Component<'_>, Component<'_>)| a == b;
    let both = Path::new(first)
        .components()
        .zip(Path::new(second).components());
    let count = both.take_while(shared).count();
    let rest = |path: &str| -> PathBuf { Path::new(path).components().skip(count).collect() };
    let shown = |path: &str| rest(path).display().to_string();
    (shown(first), shown(second))
}

fn input(file: &TextFile) -> Input {
    Input {
        name: name_of(&file.name),
        sha256: file.sha256.clone(),
    }
}

/// By file in the order of opening, and by place in it. What could not even be read comes before all of these.
fn sort_problems(problems: &mut [Problem], files: &[TextFile]) {
    let order: BTreeMap<&str, usize> = files
        .iter()
        .enumerate()
        .map(|(place, file)| (file.name.as_str(), place))
        .collect();
    problems.sort_by_cached_key(|problem| {
        let file = order.get(problem.file.as_str()).copied();
        (file, problem.line, problem.column, problem.severity)
    });
}
