//! Puts what files hold together into talks: which agenda they share, and what they say by it.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use super::LeftOutCounts;
use super::agenda::{ReadAgenda, read_agenda};
use super::checks::{check_agenda, check_listed, check_position, check_spoken_on};
use super::contents::{Content, USUAL_AGENDA, Way, read_content, read_plain};
use super::entries::{NamedParties, Sources};
use super::fault::Fault;
use super::made_up::make_up;
use super::positions::{
    Found, PositionText, ReadFile, ReadPosition, Setting, Spot, StanceTexts, merge, read_position,
};
use super::problem::Problem;
use super::progress::Progress;
use super::proposals::read_proposal;
use super::reading::{LeftOut, Reading};
use super::schema::FileText;
use super::shelf::{Shelf, TextFile};
use crate::model::{Id, Talks};
use crate::threads::on_all_cores;

/// What files were put together into.
#[derive(Default)]
pub(super) struct Assembled {
    pub(super) talks: Talks,
    pub(super) problems: Vec<Problem>,
    pub(super) left_out: LeftOutCounts,
    /// The file of each proposal.
    pub(super) proposal_files: Vec<PathBuf>,
}

/// Marks that files cannot be put together in the plain way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotPlain;

/// A file with what it is.
struct Parsed<'a> {
    reading: Reading<'a>,
    file: &'a TextFile,
    /// Whether it was opened itself, and not only named as an agenda by another file.
    is_opened: bool,
    content: Content<'a>,
}

/// Talks that are being put together.
struct Assembly<'p> {
    way: Way,
    progress: &'p Progress,
    assembled: Assembled,
    sources: Sources,
    /// Who put forward the proposals, by the name of the file.
    proposed_by: Vec<(String, NamedParties)>,
    /// Whether a position was left out before anybody saw what stands in it.
    has_left_out_unread: bool,
}

/// Puts files together, of which the first so many were opened and the others named by these.
///
/// # Errors
/// If a file cannot be read at all and the way was [`Way::Plain`]: which agenda the others share may hang on it.
pub(super) fn assemble(
    files: &[TextFile],
    opened: usize,
    (shelf, progress): (&dyn Shelf, &Progress),
    way: Way,
) -> Result<Assembled, NotPlain> {
    let mut assembly = Assembly {
        way,
        progress,
        assembled: Assembled::default(),
        sources: Sources::default(),
        proposed_by: Vec::new(),
        has_left_out_unread: false,
    };
    let mut parsed: Vec<Parsed<'_>> = Vec::with_capacity(files.len());
    for (place, file) in files.iter().enumerate() {
        parsed.extend(assembly.parse(file, place < opened));
    }
    let shared = assembly.shared_agenda(&mut parsed, shelf);
    // It may be no RON at all, which is to be told first.
    if assembly.has_left_out_unread {
        return Err(NotPlain);
    }
    let (agenda, agenda_at) = assembly.read_shared(&mut parsed, shared)?;
    Assembly::check_unused(&mut parsed);
    assembly.read_proposals(&mut parsed, &agenda);
    let positions = assembly.read_positions(&mut parsed, &agenda)?;
    let Assembly {
        mut assembled,
        sources,
        proposed_by,
        ..
    } = assembly;
    for read in &positions {
        assembled.left_out.stances += read.left_out;
        assembled.left_out.answers += read.answers_left_out;
    }
    if let Some(one) = agenda_at.and_then(|place| parsed.get(place)) {
        let file = one.reading.name;
        check_agenda(&agenda, file, &positions, &mut assembled.problems);
        for (file, named) in &proposed_by {
            check_listed(&agenda, file, named, &positions, &mut assembled.problems);
        }
        // Whoever was not read may speak on them.
        if assembled.left_out.files == 0 && assembled.left_out.stances == 0 {
            let starts = OnceCell::new();
            let place_of = |nth: usize| {
                let starts = starts.get_or_init(|| entry_starts(one.reading.text));
                let start = starts.get(nth).copied();
                one.reading.place(start.unwrap_or(one.reading.text))
            };
            check_spoken_on(&agenda, file, &positions, place_of, &mut assembled.problems);
        }
    }
    assembled.talks.sources = sources.list;
    assembled.talks.agenda = agenda.agenda;
    let positions = positions.into_iter().map(|read| read.position);
    assembled.talks.positions = positions.collect();
    for one in parsed {
        assembled.problems.extend(one.reading.problems);
    }
    Ok(assembled)
}

impl Assembly<'_> {
    /// Finds out what a file is.
    fn parse<'a>(&mut self, file: &'a TextFile, is_opened: bool) -> Option<Parsed<'a>> {
        let mut reading = Reading::new(&file.name, &file.text);
        let content = match read_content(&mut reading, self.way) {
            Ok(content) => content,
            Err(LeftOut) => {
                self.assembled.left_out.files += 1;
                self.assembled.problems.extend(reading.problems);
                return None;
            }
        };
        // The file that names it as an agenda is where that is said to be wrong.
        let is_wanted = is_opened || content.is_agenda();
        is_wanted.then_some(Parsed {
            reading,
            file,
            is_opened,
            content,
        })
    }

    /// The place, among the parsed files, of the agenda that the positions share.
    fn shared_agenda(&mut self, parsed: &mut [Parsed<'_>], shelf: &dyn Shelf) -> Option<usize> {
        let agendas: BTreeMap<PathBuf, usize> = parsed
            .iter()
            .enumerate()
            .filter(|(_, one)| one.content.is_agenda())
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
                    let name = |place: usize| names.get(place).map_or("", |name| name).to_owned();
                    let (first, second) = apart(&name(known), &name(place));
                    let fault = Fault::TwoAgendas(first, second);
                    one.reading.error(one.reading.text, &fault);
                    self.leave_out(one);
                }
                _ => shared = Some(place),
            }
        }
        for (one, used) in parsed.iter_mut().zip(used) {
            let is_agenda = one.content.is_agenda();
            // What was not read may use it.
            if is_agenda && one.is_opened && !used && self.assembled.left_out.files == 0 {
                one.reading.warn(one.reading.text, &Fault::AgendaUnused);
            }
        }
        let has_positions = parsed.iter().any(Parsed::is_position);
        // With no position at all, proposals are read by the one agenda that there is.
        match (shared, agendas.values().next()) {
            (None, Some(&only)) if agendas.len() == 1 && !has_positions => Some(only),
            _ => shared,
        }
    }

    /// Reads the agendas that no position uses for their problems.
    fn check_unused(parsed: &mut [Parsed<'_>]) {
        for one in parsed.iter_mut() {
            if one.content.is_agenda() {
                one.read_agenda(&mut Sources::default());
            }
        }
    }

    fn leave_out(&mut self, one: &mut Parsed<'_>) {
        self.assembled.left_out.files += 1;
        self.has_left_out_unread |= matches!(one.content, Content::UnreadPosition { .. });
        one.content = Content::Nothing;
    }

    fn read_shared(
        &mut self,
        parsed: &mut [Parsed<'_>],
        shared: Option<usize>,
    ) -> Result<(ReadAgenda, Option<usize>), NotPlain> {
        let Some(one) = shared.and_then(|place| parsed.get_mut(place)) else {
            let mut stances = Vec::new();
            for one in parsed.iter() {
                match &one.content {
                    Content::UnreadPosition { .. } => return Err(NotPlain),
                    Content::Position { text, .. } => {
                        if let StanceTexts::Written(raws) = &text.stances {
                            stances.push((one.reading.text, raws.as_slice()));
                        }
                    }
                    Content::Agenda(_)
                    | Content::PlainAgenda(_)
                    | Content::Proposal(_)
                    | Content::Nothing => {}
                }
            }
            let made = make_up(stances.into_iter());
            let is_position = |one: &&mut Parsed<'_>| one.is_position();
            let mut positions: Vec<_> = parsed.iter_mut().filter(is_position).collect();
            for (file, at, fault) in made.faults {
                if let Some(one) = positions.get_mut(file) {
                    one.reading.error(at, &fault);
                }
            }
            return Ok((ReadAgenda::made_up(made.agenda, made.left_out), None));
        };
        let read = one.read_agenda(&mut self.sources);
        self.assembled.left_out.entries = read.entries_left_out;
        Ok((read, shared))
    }

    fn read_proposals(&mut self, parsed: &mut [Parsed<'_>], agenda: &ReadAgenda) {
        let Assembled {
            talks,
            left_out,
            proposal_files,
            ..
        } = &mut self.assembled;
        for one in parsed.iter_mut() {
            if !matches!(one.content, Content::Proposal(_)) {
                continue;
            }
            let Content::Proposal(text) = std::mem::replace(&mut one.content, Content::Nothing)
            else {
                continue;
            };
            let (reading, sources) = (&mut one.reading, &mut self.sources);
            let mut named = NamedParties::default();
            let known = agenda.known();
            let read = read_proposal(reading, text, known, &agenda.sources, sources, &mut named);
            self.proposed_by.push((reading.name.to_owned(), named));
            match read {
                Ok((proposal, terms)) if talks.proposal(proposal.id.as_str()).is_some() => {
                    let name = proposal.id.to_string();
                    reading.error(
                        reading.text,
                        &Fault::Twice {
                            what: "proposal",
                            name,
                        },
                    );
                    left_out.terms += terms + proposal.terms.len();
                }
                Ok((proposal, terms)) => {
                    left_out.terms += terms;
                    talks.proposals.push(proposal);
                    proposal_files.push(one.file.key.clone());
                }
                Err(LeftOut) => left_out.files += 1,
            }
        }
    }

    fn read_positions(
        &mut self,
        parsed: &mut [Parsed<'_>],
        agenda: &ReadAgenda,
    ) -> Result<Vec<ReadPosition>, NotPlain> {
        let proposals = self.assembled.talks.proposals.iter();
        let proposals: BTreeSet<Id> = proposals.map(|one| one.id.clone()).collect();
        let setting = Setting {
            known: agenda.known(),
            agenda_sources: &agenda.sources,
            proposals: &proposals,
            first_source: self.sources.next(),
        };
        let progress = self.progress;
        let files: Vec<Option<Result<ReadFile, Trouble>>> = on_all_cores(|| {
            let files = parsed.par_iter_mut().enumerate();
            files
                .map(|(file, one)| {
                    if progress.is_stopped() {
                        return None;
                    }
                    let read = one.read_position(file, setting);
                    progress.step();
                    read
                })
                .collect()
        });
        let (mut positions, mut found) = (Vec::new(), Vec::new());
        for read in files.into_iter().flatten() {
            match read {
                Ok(mut read) => {
                    let by = self.sources.next() - setting.first_source;
                    read.shift_sources(setting.first_source, by);
                    self.sources.list.append(&mut read.sources);
                    found.append(&mut read.found);
                    positions.push(read.position);
                }
                Err(Trouble::LeftOut) => self.assembled.left_out.files += 1,
                Err(Trouble::NotPlain) => return Err(NotPlain),
            }
        }
        let (positions, left_out) = merge(positions, &agenda.agenda, &mut found);
        self.assembled.left_out.files += left_out;
        let odd: Vec<Vec<Found>> = on_all_cores(|| {
            let positions = positions.par_iter();
            positions
                .map(|read| check_position(read, &agenda.agenda))
                .collect()
        });
        found.extend(odd.into_iter().flatten());
        report(parsed, found);
        Ok(positions)
    }
}

/// Tells what was found, with its place.
fn report(parsed: &mut [Parsed<'_>], found: Vec<Found>) {
    let mut starts: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for Found {
        file,
        spot,
        severity,
        fault,
    } in found
    {
        let Some(one) = parsed.get_mut(file) else {
            continue;
        };
        let reading = &mut one.reading;
        let place = match spot {
            Spot::Byte(offset) => reading.place_of_byte(offset),
            Spot::Stance(nth) => {
                let starts = starts
                    .entry(file)
                    .or_insert_with(|| entry_starts(reading.text));
                reading.place(starts.get(nth).copied().unwrap_or(reading.text))
            }
        };
        reading.note_at(severity, place, &fault);
    }
}

/// Where the stances of a position, or the issues of an agenda, stand.
fn entry_starts(text: &str) -> Vec<&str> {
    let mut reading = Reading::new("", text);
    let raws = match read_content(&mut reading, Way::Written) {
        Ok(Content::Agenda(FileText::Agenda { issues, .. })) => issues,
        Ok(Content::Position {
            text:
                PositionText {
                    stances: StanceTexts::Written(raws),
                    ..
                },
            ..
        }) => raws,
        _ => Vec::new(),
    };
    raws.into_iter()
        .map(ron::value::RawValue::get_ron)
        .collect()
}

/// Why there is no position.
enum Trouble {
    LeftOut,
    NotPlain,
}

impl Parsed<'_> {
    fn is_position(&self) -> bool {
        matches!(
            self.content,
            Content::Position { .. } | Content::UnreadPosition { .. }
        )
    }

    /// Reads the agenda that a file is: as written where anything is wrong with it.
    fn read_agenda(&mut self, sources: &mut Sources) -> ReadAgenda {
        let content = std::mem::replace(&mut self.content, Content::Nothing);
        let text = match content {
            Content::Agenda(text) => Some(text),
            Content::PlainAgenda(text) => {
                let mut trial = Reading::trial(self.reading.name, self.reading.text);
                let mut its_sources = Sources::default();
                let read = read_agenda(&mut trial, text, &mut its_sources);
                if trial.problems.is_empty() {
                    sources.list.append(&mut its_sources.list);
                    return read;
                }
                match read_content(&mut self.reading, Way::Written) {
                    Ok(Content::Agenda(text)) => Some(text),
                    _ => None,
                }
            }
            _ => None,
        };
        text.map(|text| read_agenda(&mut self.reading, text, sources))
            .unwrap_or_default()
    }

    /// Reads the position that a file is.
    fn read_position(
        &mut self,
        file: usize,
        setting: Setting<'_>,
    ) -> Option<Result<ReadFile, Trouble>> {
        let text = match std::mem::replace(&mut self.content, Content::Nothing) {
            Content::Position { text, .. } => text,
            Content::UnreadPosition { .. } => {
                if let Some(read) = self.read_in_one_go(file, setting) {
                    return Some(Ok(read));
                }
                match read_content(&mut self.reading, Way::Written) {
                    Ok(Content::Position { text, .. }) => text,
                    _ => return Some(Err(Trouble::NotPlain)),
                }
            }
            other => {
                self.content = other;
                return None;
            }
        };
        let read = read_position(&mut self.reading, file, text, setting);
        Some(read.map_err(|LeftOut| Trouble::LeftOut))
    }

    /// Reads it in the plain form; nothing if anything is wrong with it.
    fn read_in_one_go(&mut self, file: usize, setting: Setting<'_>) -> Option<ReadFile> {
        let mut trial = Reading::trial(self.reading.name, self.reading.text);
        let text = read_plain(&mut trial)?;
        let read = read_position(&mut trial, file, text, setting).ok()?;
        trial.problems.is_empty().then_some(read)
    }

    /// The agenda of a position: the one that it names, or the one beside it if there is one.
    fn agenda_place(
        &mut self,
        shelf: &dyn Shelf,
        find: &dyn Fn(&Path) -> Option<usize>,
    ) -> Result<Option<usize>, LeftOut> {
        let (Content::Position { agenda, .. } | Content::UnreadPosition { agenda }) = &self.content
        else {
            return Ok(None);
        };
        let Some(raw) = *agenda else {
            let key = beside(&self.file.path, USUAL_AGENDA).and_then(|path| shelf.resolve(&path));
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

/// The path of a file that another names, if it is inside that one's folder.
pub(super) fn beside(file: &Path, name: &str) -> Option<PathBuf> {
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

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Assembled, NotPlain, Progress, Way, assemble};
    use crate::files::bundled::{Bundle, bundled_talks};
    use crate::files::shelf::{Disk, Shelf, TextFile, files_of};

    fn folders(root: &str) -> Vec<PathBuf> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
        let entries = std::fs::read_dir(root).into_iter().flatten().flatten();
        let paths = entries.map(|entry| entry.path());
        let mut folders: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
        folders.sort();
        folders
    }

    fn files(folder: &Path) -> Vec<TextFile> {
        let paths = files_of(folder).unwrap_or_default();
        paths
            .iter()
            .filter_map(|path| Disk.take(path, path.display().to_string()).ok())
            .collect()
    }

    /// The plain way gives what the written one gives, or says that it cannot. Gives whether it could.
    fn check(files: &[TextFile], shelf: &dyn Shelf) -> bool {
        let progress = Progress::default();
        let by = |way| assemble(files, files.len(), (shelf, &progress), way);
        let written = by(Way::Written).unwrap_or_default();
        let plain = match by(Way::Plain) {
            Ok(plain) => plain,
            Err(NotPlain) => return false,
        };
        let sorted = |assembled: &Assembled| {
            let mut problems: Vec<String> =
                assembled.problems.iter().map(ToString::to_string).collect();
            problems.sort();
            problems
        };
        assert_eq!(sorted(&plain), sorted(&written));
        assert_eq!(plain.talks, written.talks);
        assert_eq!(plain.left_out, written.left_out);
        true
    }

    #[test]
    fn both_ways_of_reading_give_the_same() {
        let bundled = bundled_talks().into_iter().map(|talks| talks.folder);
        for folder in bundled {
            let paths = Bundle::paths(&folder);
            let files: Vec<TextFile> = paths
                .iter()
                .filter_map(|path| Bundle.take(path, path.display().to_string()).ok())
                .collect();
            assert!(check(&files, &Bundle), "{folder} is not read in one go");
        }
        let cases = folders("tests/conformance").into_iter();
        let cases = cases
            .chain(folders("tests/it/talks"))
            .chain(folders("tests/bad"));
        let counts: Vec<bool> = cases
            .chain(folders("tests/bad/folders"))
            .map(|folder| check(&files(&folder), &Disk))
            .collect();
        assert!(counts.iter().filter(|&&is_plain| is_plain).count() > 10);
    }

    /// What the reader takes and files do not, and what looks odd and is not.
    #[test]
    fn both_ways_of_reading_take_the_same_cites_and_numbers() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/talks/harbour");
        let whole = files(&folder);
        let cites = [
            "Cite(\"offer\", \"I.2\")",
            "(Cite: (source: \"offer\"))",
            "{\"Cite\": (source: \"offer\")}",
            "Cite(source: \"offer\", at: ())",
            "Cite(source: \"offer\", at: Some(\"I.2\"))",
            "(source: \"offer\")",
            "Offer(source: \"offer\")",
            "Cite",
            "r\"offer\"",
            "\"off\\u{65}r\"",
            "\"offer\" /* \"offer\" */",
        ];
        let numbers = [
            "\r0x10",
            "\u{b}0x10",
            "\u{c}0x10",
            "\u{85}0x10",
            "\u{200e}0b11",
            "\u{2028}1i32",
            "10 /* or so */",
            "1_00 // or so\n",
            "1.00000000000000000000000000001e0",
        ];
        let cites = cites.map(|cite| ("cites: [\"offer\"]", format!("cites: [{cite}]")));
        let numbers = numbers.map(|number| ("AtMost(100)", format!("AtMost({number})")));
        for (from, to) in cites.into_iter().chain(numbers) {
            let mut changed = whole.clone();
            for file in &mut changed {
                file.text = file.text.replace(from, &to).into();
            }
            check(&changed, &Disk);
        }
    }

    /// Whatever is cut out of a file or doubled in it, both ways agree on what is left.
    #[test]
    fn both_ways_of_reading_agree_on_damaged_files() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/talks/harbour");
        let whole = files(&folder);
        for place in 0..whole.len() {
            let text = whole.get(place).map_or("", |file| &file.text);
            let marks: Vec<usize> = text
                .char_indices()
                .filter(|(_, letter)| "(),:\"[]".contains(*letter))
                .map(|(at, _)| at)
                .collect();
            for at in marks {
                for instead in ["", "0x1", "'", "(", "\"a\"", "/*", "b'a'"] {
                    let mut damaged = whole.clone();
                    if let Some(file) = damaged.get_mut(place) {
                        let mut text = file.text.to_string();
                        text.replace_range(at..=at, instead);
                        file.text = text.into();
                    }
                    check(&damaged, &Disk);
                }
            }
        }
    }
}
