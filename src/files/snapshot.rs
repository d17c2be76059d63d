//! Opens a snapshot: the texts in it are read as the files that they were.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Loaded;
use super::contents::{check_format, explain_top};
use super::fault::Fault;
use super::gather::Loading;
use super::problem::{Problem, Severity};
use super::progress::Progress;
use super::reading::{LeftOut, Raw, Reading, has_hidden_characters, skip_attributes, skip_blank};
use super::schema::{FileText, InnerFileText, ShownText, UnreadText, VerdictText};
use super::shelf::{Shelf, TakeError, TextFile, text_file};
use crate::model::{ComparedDays, DaysApart, Id};

/// The text of a file that was read, with what it takes to write it down in a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// Its name, with those folders that other files may need to find it, and `/` between.
    pub path: String,
    /// Other paths of the same kind that led to it, by which files may name it.
    pub other_paths: Vec<String>,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Whether its bytes begin with a byte-order mark, which the text is without.
    pub has_mark: bool,
    /// Whether it was opened itself, and not only named as an agenda by another file.
    pub is_opened: bool,
    /// The text.
    pub text: Arc<str>,
}

impl SourceText {
    /// The text of a proposal that stands in no file, under a name that none of the other files has.
    pub fn of_own_proposal(text: String, others: &[Self]) -> Self {
        let mut names = std::iter::once("your-proposal.ron".to_owned())
            .chain((2..).map(|number| format!("your-proposal-{number}.ron")));
        let is_free = |name: &String| others.iter().all(|other| other.path != *name);
        Self {
            path: names.find(is_free).unwrap_or_default(),
            other_paths: Vec::new(),
            sha256: hex::encode(Sha256::digest(&text)),
            has_mark: false,
            is_opened: true,
            text: text.into(),
        }
    }
}

/// Which rows to show by what has changed on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum ChangeFilter {
    /// Those on which a party's answer has changed.
    Changed,
    /// Those that came closer.
    Closer,
    /// Those that moved farther apart.
    Farther,
}

impl ChangeFilter {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Changed, Self::Closer, Self::Farther];

    /// Its name in the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Closer => "closer",
            Self::Farther => "farther",
        }
    }
}

/// What a snapshot asks of its files. Parties go by their ids, verdicts by their names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frozen {
    /// As of which day.
    pub as_of: Option<Date>,
    /// Counting from which day.
    pub from: Option<Date>,
    /// Since which day movement is told.
    pub since: Option<Date>,
    /// The compared parties.
    pub parties: Vec<String>,
    /// The verdicts of the rows that are shown; nothing for all.
    pub verdicts: Option<Vec<String>>,
    /// The themes of the rows that are shown; nothing for all.
    pub themes: Option<Vec<String>>,
    /// The text that the rows that are shown hold; empty for all.
    pub text: String,
    /// Which rows are shown by what has changed on them; nothing for all.
    pub changes: Option<ChangeFilter>,
    /// The proposals that are shown beside the comparison, by their ids.
    pub proposals: Vec<String>,
}

impl Frozen {
    /// The days of the comparison.
    pub fn days(&self) -> ComparedDays {
        ComparedDays {
            as_of: self.as_of,
            from: self.from,
            since: self.since,
        }
    }
}

impl VerdictText {
    /// Every verdict with its name in the JSON and on the command line.
    pub(super) const NAMES: [(Self, &'static str); 7] = [
        (Self::Aligned, "aligned"),
        (Self::Overlap, "overlap"),
        (Self::Gap, "gap"),
        (Self::Opposed, "opposed"),
        (Self::OneSided, "one-sided"),
        (Self::Unstated, "unstated"),
        (Self::Text, "text"),
    ];

    fn name(self) -> &'static str {
        let mut names = Self::NAMES.iter();
        names
            .find(|(verdict, _)| *verdict == self)
            .map_or("", |(_, name)| name)
    }
}

/// Whether a file says that it is a snapshot.
pub(super) fn is_snapshot(text: &str) -> bool {
    skip_attributes(text)
        .strip_prefix("Snapshot")
        .is_some_and(|rest| skip_blank(rest).starts_with('('))
}

/// Reads the files that stand in a snapshot. What is wrong in them is told by their places there.
pub(super) fn open_snapshot(file: &TextFile) -> Loaded {
    let mut reading = Reading::new(&file.name, &file.text);
    let mut loaded = match Unpacked::read(&mut reading, file) {
        Ok(unpacked) => unpacked.load(&mut reading),
        Err(LeftOut) => {
            let mut loaded = Loaded::default();
            loaded.left_out.files = 1;
            loaded
        }
    };
    loaded.problems.splice(0..0, reading.problems);
    loaded.read_from = vec![file.key.clone()];
    loaded
}

/// What stands in a snapshot.
struct Unpacked<'a> {
    frozen: Frozen,
    /// The parties with their places, to tell where one stands that is not there.
    parties: Vec<(Raw<'a>, String)>,
    /// The same for the proposals.
    proposals: Vec<(Raw<'a>, String)>,
    shelf: Folder,
    /// Files of the snapshot that are wrong themselves.
    n_left_out: usize,
    lost: Vec<Problem>,
}

/// The files in a snapshot, as if they stood in a folder.
#[derive(Default)]
struct Folder {
    /// Each with whether it was opened itself.
    files: Vec<(TextFile, bool)>,
    /// The place of the file that a path leads to.
    places: BTreeMap<PathBuf, usize>,
}

impl Folder {
    fn add(&mut self, file: TextFile, is_opened: bool) {
        let paths = file.other_paths.iter().chain([&file.key]);
        let place = self.files.len();
        self.places.extend(paths.map(|path| (path.clone(), place)));
        self.files.push((file, is_opened));
    }

    fn find(&self, path: &Path) -> Option<&TextFile> {
        let place = self.places.get(path)?;
        self.files.get(*place).map(|(file, _)| file)
    }
}

impl Shelf for Folder {
    fn resolve(&self, path: &Path) -> Option<PathBuf> {
        self.find(path).map(|file| file.key.clone())
    }

    fn take(&self, path: &Path, name: String) -> Result<TextFile, TakeError> {
        let found = self.find(path).cloned();
        found
            .map(|file| TextFile { name, ..file })
            .ok_or_else(|| TakeError {
                fault: Fault::CannotRead("it is not part of the snapshot".into()),
                readable: String::new(),
            })
    }
}

impl<'a> Unpacked<'a> {
    fn read(reading: &mut Reading<'a>, file: &TextFile) -> Result<Self, LeftOut> {
        let whole = reading.text;
        let text: FileText<'a> = reading.read(whole).inspect_err(|_| explain_top(reading))?;
        let FileText::Snapshot {
            format,
            as_of,
            from,
            since,
            parties,
            proposals,
            shown,
            files,
            unread,
            ..
        } = text
        else {
            return Err(reading.error(whole, &Fault::WrongTop(None)));
        };
        check_format(reading, format)?;
        let (parties, proposals) = (ids(reading, parties), ids(reading, proposals));
        let mut frozen = Frozen {
            as_of: day(reading, as_of),
            from: day(reading, from),
            since: day(reading, since),
            parties: parties.iter().map(|(_, id)| id.clone()).collect(),
            proposals: proposals.iter().map(|(_, id)| id.clone()).collect(),
            ..Frozen::default()
        };
        check_days(reading, &mut frozen, from, since);
        if let Some(raw) = shown {
            read_shown(reading, raw, &mut frozen);
        }
        let mut unpacked = Self {
            frozen,
            parties,
            proposals,
            shelf: Folder::default(),
            n_left_out: 0,
            lost: Vec::new(),
        };
        let mut paths = BTreeSet::new();
        for raw in files {
            match inner_file(reading, raw, file, &mut paths) {
                Ok((inner, is_opened)) => unpacked.shelf.add(inner, is_opened),
                Err(LeftOut) => unpacked.n_left_out += 1,
            }
        }
        for raw in unread {
            let lost = lost_file(reading, raw, file);
            unpacked.lost.extend(lost);
        }
        Ok(unpacked)
    }

    fn load(self, reading: &mut Reading<'a>) -> Loaded {
        let progress = Progress::default();
        let mut loading = Loading::new(&progress);
        for (file, is_opened) in &self.shelf.files {
            if *is_opened {
                loading.add_file(&self.shelf, &file.key, &file.name);
            }
        }
        loading.add_lost(self.lost);
        let mut loaded = loading.put_together(&self.shelf);
        loaded.left_out.files += self.n_left_out;
        for (raw, id) in self.parties {
            if loaded.talks.party_index(&id).is_none() {
                let positions = &loaded.talks.positions;
                reading.unknown(raw.get_ron(), ("party", id), positions.len(), || {
                    let known = positions.iter().map(|position| &position.party.id);
                    known.collect::<Vec<&Id>>()
                });
            }
        }
        for (raw, id) in self.proposals {
            if loaded.talks.proposal(&id).is_none() {
                let proposals = &loaded.talks.proposals;
                reading.unknown(raw.get_ron(), ("proposal", id), proposals.len(), || {
                    let known = proposals.iter().map(|proposal| &proposal.id);
                    known.collect::<Vec<&Id>>()
                });
            }
        }
        loaded.frozen = Some(self.frozen);
        loaded
    }
}

/// The ids of a list with their places, to tell where one stands that is not there.
fn ids<'a>(reading: &mut Reading<'a>, list: Vec<Raw<'a>>) -> Vec<(Raw<'a>, String)> {
    let mut ids = Vec::new();
    for raw in list {
        let id = reading.string(raw).ok();
        ids.extend(id.map(|id| (raw, id)));
    }
    ids
}

fn day<'a>(reading: &mut Reading<'a>, raw: Option<Raw<'a>>) -> Option<Date> {
    let raw = raw?;
    let date = reading.date(raw).ok()?;
    if date.whole().is_none() {
        reading.error(raw.get_ron(), &Fault::PartialDateInSet(date.to_string()));
    }
    date.whole()
}

/// Leaves days out that do not go with the others, as the command line would refuse them.
fn check_days<'a>(
    reading: &mut Reading<'a>,
    frozen: &mut Frozen,
    from: Option<Raw<'a>>,
    since: Option<Raw<'a>>,
) {
    while let Err(apart) = frozen.days().check() {
        let (day, raw, fault) = match apart {
            DaysApart::FromAfterAsOf { .. } => (&mut frozen.from, from, Fault::FromAfter),
            DaysApart::SinceNotBeforeAsOf { .. } => {
                (&mut frozen.since, since, Fault::SinceNotBefore)
            }
            DaysApart::SinceBeforeFrom { .. } => (&mut frozen.since, since, Fault::SinceBeforeFrom),
        };
        *day = None;
        if let Some(raw) = raw {
            reading.error(raw.get_ron(), &fault);
        }
    }
}

fn read_shown<'a>(reading: &mut Reading<'a>, raw: Raw<'a>, frozen: &mut Frozen) {
    let Ok(shown) = reading.read::<ShownText<'a>>(raw.get_ron()) else {
        return;
    };
    frozen.verdicts = shown.verdicts.map(|verdicts| {
        let read = verdicts
            .iter()
            .filter_map(|raw| reading.read::<VerdictText>(raw.get_ron()).ok());
        read.map(|verdict| verdict.name().to_owned()).collect()
    });
    frozen.themes = shown.themes;
    frozen.text = shown.text;
    frozen.changes = shown
        .changes
        .and_then(|raw| reading.read::<ChangeFilter>(raw.get_ron()).ok());
}

/// A file in the snapshot, and whether it was opened itself.
fn inner_file<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    snapshot: &TextFile,
    paths: &mut BTreeSet<String>,
) -> Result<(TextFile, bool), LeftOut> {
    let inner: InnerFileText<'a> = reading.read(raw.get_ron())?;
    let mut new_path = |raw: Raw<'a>| {
        let path = inner_path(reading, raw)?;
        if paths.insert(path.clone()) {
            return Ok(path);
        }
        let (what, name) = ("file", path);
        Err(reading.error(raw.get_ron(), &Fault::Twice { what, name }))
    };
    let path = new_path(inner.path)?;
    let others: Vec<String> = inner
        .also
        .into_iter()
        .map(new_path)
        .collect::<Result<_, _>>()?;
    let mut text = reading.string(inner.text)?;
    if inner.byte_order_mark {
        text.insert(0, '\u{feff}');
    }
    let name = format!("{}/{path}", snapshot.name);
    let key = snapshot.key.join(&path);
    let mut file = text_file(name, key.clone(), key, text.into_bytes())
        .map_err(|error| reading.error(inner.text.get_ron(), &error.fault))?;
    if file.sha256 != inner.sha256 {
        reading.warn(inner.text.get_ron(), &Fault::TextChanged);
    }
    let others = others.iter().map(|other| snapshot.key.join(other));
    file.other_paths = others.collect();
    Ok((file, inner.opened))
}

/// A path that stays inside the snapshot.
fn inner_path<'a>(reading: &mut Reading<'a>, raw: Raw<'a>) -> Result<String, LeftOut> {
    let path = reading.string(raw)?;
    let is_name = |name: &str| !matches!(name, "" | "." | "..");
    if path.split('/').all(is_name) && !has_hidden_characters(&path) {
        Ok(path)
    } else {
        let shown = path.escape_debug().to_string();
        Err(reading.error(raw.get_ron(), &Fault::BadInnerPath(shown)))
    }
}

fn lost_file<'a>(reading: &mut Reading<'a>, raw: Raw<'a>, snapshot: &TextFile) -> Option<Problem> {
    let lost: UnreadText<'a> = reading.read(raw.get_ron()).ok()?;
    let path = inner_path(reading, lost.path).ok()?;
    let message = reading.prose(raw.get_ron(), Some(lost.message))?;
    let hint = reading.prose(raw.get_ron(), lost.hint);
    Some(Problem {
        severity: Severity::Error,
        file: format!("{}/{path}", snapshot.name),
        line: lost.line,
        column: lost.column,
        message,
        hint,
    })
}

/// The texts of files that were read, the first `opened` of which were opened themselves.
pub(super) fn texts(files: Vec<TextFile>, opened: usize) -> Vec<SourceText> {
    let all = files.iter().flat_map(|file| {
        let others = file.other_paths.iter();
        std::iter::once(&file.path).chain(others)
    });
    let mut paths = inner_paths(all.map(PathBuf::as_path)).into_iter();
    let with_place = files.into_iter().enumerate();
    with_place
        .map(|(place, file)| SourceText {
            path: paths.next().unwrap_or_default(),
            other_paths: paths.by_ref().take(file.other_paths.len()).collect(),
            sha256: file.sha256,
            has_mark: file.has_mark,
            is_opened: place < opened,
            text: file.text,
        })
        .collect()
}

/// The paths of files inside a snapshot: enough of their folders to find each other, and nothing of where these
/// folders stand. Files of one folder have their names alone; several folders are numbered.
fn inner_paths<'a>(keys: impl Iterator<Item = &'a Path> + Clone) -> Vec<String> {
    let folder_of = |key: &'a Path| key.parent().unwrap_or(Path::new(""));
    let folders: BTreeSet<&Path> = keys.clone().map(folder_of).collect();
    let is_inside_another =
        |folder: &Path| folder.ancestors().skip(1).any(|up| folders.contains(up));
    let roots = folders.iter().filter(|folder| !is_inside_another(folder));
    let roots: BTreeMap<&Path, usize> = roots.copied().zip(1..).collect();
    let digits = roots.len().to_string().len();
    let path = |key: &Path| {
        // No root is inside another, so there is one at most.
        let mut above = key.ancestors().skip(1);
        let found = above.find_map(|up| Some((up, *roots.get(up)?)));
        let (number, inside) = found.map_or((1, key), |(root, number)| {
            (number, key.strip_prefix(root).unwrap_or(key))
        });
        let parts: Vec<String> = inside
            .components()
            .map(|part| visible(&part.as_os_str().to_string_lossy()))
            .collect();
        let inside = parts.join("/");
        if roots.len() > 1 {
            format!("{number:0digits$}/{inside}")
        } else {
            inside
        }
    };
    keys.map(path).collect()
}

/// A name that holds only what a reader can see.
fn visible(name: &str) -> String {
    let mut name = name.to_owned();
    if has_hidden_characters(&name) {
        name = name
            .chars()
            .map(|letter| {
                if has_hidden_characters(letter.encode_utf8(&mut [0; 4])) {
                    char::REPLACEMENT_CHARACTER
                } else {
                    letter
                }
            })
            .collect();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_say_nothing_of_where_a_folder_stands() {
        let check = |keys: &[&str], expect: &[&str]| {
            assert_eq!(inner_paths(keys.iter().map(Path::new)), expect, "{keys:?}");
        };
        check(&["/home/me/a.ron", "/home/me/b.ron"], &["a.ron", "b.ron"]);
        check(
            &["/home/me/a.ron", "/home/me/deep/agenda.ron"],
            &["a.ron", "deep/agenda.ron"],
        );
        check(
            &["/z/a.ron", "/b/c/a.ron", "/b/c/d/x.ron"],
            &["2/a.ron", "1/a.ron", "1/d/x.ron"],
        );
        check(&["talks/a.ron"], &["a.ron"]);
    }

    #[test]
    fn a_snapshot_is_known_by_its_first_word() {
        assert!(is_snapshot(
            "// hello\n#![enable(implicit_some)]\nSnapshot ("
        ));
        assert!(is_snapshot(" Snapshot(files: [])"));
        assert!(!is_snapshot("Snapshots("));
        assert!(!is_snapshot("Position(text: \"Snapshot(\")"));
        assert!(!is_snapshot(""));
    }
}
