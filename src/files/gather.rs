//! Puts files together into talks: what each of them is, and which agenda they share.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::agenda::{ReadAgenda, read_agenda};
use super::checks::{check_agenda, check_position, check_spoken_on};
use super::fault::Fault;
use super::made_up::make_up;
use super::positions::{PositionText, ReadPosition, merge, read_position};
use super::problem::{Lines, Place, Problem, Severity, name_of};
use super::proposals::read_proposal;
use super::reading::{LeftOut, Raw, Reading};
use super::schema::FileText;
use super::shelf::{Disk, Shelf, TakeError, TextFile, files_of};
use super::snapshot::{is_snapshot, open_snapshot, texts};
use super::{Input, LeftOutCounts, Loaded};
use crate::model::Talks;

/// The newest format that the program knows.
const FORMAT: u32 = 1;

/// Files that are being put together.
#[derive(Default)]
pub(super) struct Loading {
    files: Vec<TextFile>,
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
    key: &'a Path,
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
            Err(fault) => self.report(&path.display().to_string(), Place::START, &fault),
        }
    }

    /// Adds one file, unless it is there already.
    pub(super) fn add_file(&mut self, shelf: &dyn Shelf, path: &Path, name: &str) {
        match shelf.take(path, name.to_owned()) {
            Ok(file) if self.files.iter().any(|known| known.key == file.key) => {}
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

    fn report(&mut self, name: &str, place: Place, fault: &Fault) {
        self.problems
            .push(Problem::new(Severity::Error, name, place, fault));
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
        self.problems.extend(self.lost.iter().cloned());
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
        left_out.terms = self.read_proposals(&mut parsed, &agenda, &mut talks);
        let positions = self.read_positions(&mut parsed, &agenda, &mut talks);
        for read in &positions {
            left_out.stances += read.left_out;
            check_position(read, &agenda.agenda, &mut self.problems);
        }
        if let Some(file) = agenda_at {
            let problems = &mut self.problems;
            check_agenda(&agenda, &file, &positions, problems);
            // Whoever was not read may speak on them.
            if self.unread == 0 && left_out.stances == 0 {
                check_spoken_on(&agenda, &file, &positions, problems);
            }
        }
        left_out.files = self.unread;
        talks.agenda = agenda.agenda;
        talks.positions = positions.into_iter().map(|read| read.position).collect();
        for one in parsed {
            self.problems.extend(one.reading.problems);
        }
        sort_problems(&mut self.problems, &files);
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
        let mut wanted: BTreeMap<PathBuf, String> = BTreeMap::new();
        for file in &self.files {
            let Some(name) = agenda_named_by(file) else {
                continue;
            };
            let path = beside(&file.key, &name);
            let known = |path: &PathBuf| self.files.iter().any(|file| file.key == *path);
            if let Some(key) = path
                .and_then(|path| shelf.resolve(&path))
                .filter(|key| !known(key))
            {
                let shown = Path::new(&file.name)
                    .parent()
                    .map_or_else(PathBuf::new, Path::to_owned)
                    .join(&name);
                wanted
                    .entry(key)
                    .or_insert_with(|| shown.display().to_string());
            }
        }
        for (path, name) in wanted {
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
                key: &file.key,
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
        let keys: Vec<(PathBuf, bool, String)> = parsed
            .iter()
            .map(|one| {
                let is_agenda = matches!(one.content, Content::Agenda(_));
                (one.key.to_owned(), is_agenda, one.reading.name.to_owned())
            })
            .collect();
        let find = |path: &Path| {
            keys.iter()
                .position(|(key, is_agenda, _)| *is_agenda && key == path)
        };
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
                    let name = |place: usize| {
                        keys.get(place)
                            .map_or(String::new(), |(_, _, name)| name.clone())
                    };
                    let (first, second) = apart(&name(known), &name(place));
                    let fault = Fault::TwoAgendas(first, second);
                    one.reading.error(one.reading.text, &fault);
                    self.leave_out(one);
                }
                _ => shared = Some(place),
            }
        }
        for (one, used) in parsed.iter_mut().zip(used) {
            let is_agenda = matches!(one.content, Content::Agenda(_));
            // What was not read may use it.
            if is_agenda && one.is_opened && !used && self.unread == 0 {
                one.reading.warn(one.reading.text, &Fault::AgendaUnused);
            }
        }
        shared
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
            return (ReadAgenda::made_up(make_up(stances)), None);
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
                    self.proposal_files.push(one.key.to_owned());
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
        let proposals: Vec<String> = talks
            .proposals
            .iter()
            .map(|one| one.id.to_string())
            .collect();
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
            let key = beside(self.key, "agenda.ron").and_then(|path| shelf.resolve(&path));
            let Some(key) = key else { return Ok(None) };
            let place = find(&key);
            return place.map(Some).ok_or_else(|| {
                self.reading
                    .error(self.reading.text, &Fault::AgendaBesideIsNot)
            });
        };
        let name = self.reading.string(raw)?;
        let at = raw.get_ron();
        let Some(path) = beside(self.key, &name) else {
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
    let start = super::reading::skip_blank(reading.text);
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
    const USUAL: &str = "agenda.ron";
    let is_plain_position = super::reading::skip_blank(&file.text).starts_with("Position");
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

/// By file in the order of opening, and by place in it.
fn sort_problems(problems: &mut [Problem], files: &[TextFile]) {
    let order: BTreeMap<&str, usize> = files
        .iter()
        .enumerate()
        .map(|(place, file)| (file.name.as_str(), place))
        .collect();
    problems.sort_by_key(|problem| {
        let file = order.get(problem.file.as_str()).copied().unwrap_or(0);
        (file, problem.line, problem.column, problem.severity)
    });
}
