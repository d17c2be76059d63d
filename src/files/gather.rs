//! Finds the files that are opened, and those that these name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::assembly::{NotPlain, assemble, beside};
use super::contents::{USUAL_AGENDA, Way, agenda_named_by, is_proposal, party_of};
use super::fault::Fault;
use super::positions::PARTIES;
use super::problem::{Lines, Place, Problem, Severity, name_of};
use super::progress::Progress;
use super::shelf::{Disk, Shelf, TakeError, TextFile, files_of};
use super::snapshot::{is_snapshot, open_snapshot, texts};
use super::{Input, Loaded};
use crate::threads::on_all_cores;

/// So many files of a folder are taken before it is asked whether there are too many parties already.
const BATCH: usize = 1_024;

/// A file, or why it could not be taken.
type Taken = Result<TextFile, TakeError>;

/// Files that are being put together.
pub(super) struct Loading<'p> {
    progress: &'p Progress,
    /// How the files are read at first.
    way: Way,
    files: Vec<TextFile>,
    problems: Vec<Problem>,
    unread: usize,
    /// What is wrong with files that could not even be taken.
    lost: Vec<Problem>,
    /// The files that are there already, by their one path.
    known: BTreeSet<PathBuf>,
}

impl<'p> Loading<'p> {
    /// Starts with no file.
    pub(super) fn new(progress: &'p Progress) -> Self {
        Self {
            progress,
            way: Way::Plain,
            files: Vec::new(),
            problems: Vec::new(),
            unread: 0,
            lost: Vec::new(),
            known: BTreeSet::new(),
        }
    }

    /// Reads all files as written from the start.
    pub(super) fn reading_as_written(self) -> Self {
        let way = Way::Written;
        Self { way, ..self }
    }

    /// Loads these files and folders of the disk.
    pub(super) fn load(mut self, paths: &[PathBuf]) -> Loaded {
        for path in paths {
            self.add_path(path);
        }
        self.finish(&Disk)
    }

    /// Adds the file, or the files of the folder, at this path on the disk.
    pub(super) fn add_path(&mut self, path: &Path) {
        match files_of(path) {
            Ok(files) => {
                let is_among_others = files.len() > 1;
                self.progress.announce(files.len());
                let mut parties = BTreeSet::new();
                let mut rest = files.as_slice();
                // Of a folder with far more parties than can be compared, not all files are read only to be left out.
                while !rest.is_empty() && parties.len() <= PARTIES {
                    let (batch, after) = rest.split_at(rest.len().min(BATCH));
                    let first = self.files.len();
                    for (name, taken) in self.take_all(batch.to_vec()) {
                        let known = self.files.len();
                        self.add_taken(&name, taken);
                        if is_among_others && known < self.files.len() {
                            self.leave_snapshot_aside();
                        }
                    }
                    rest = after;
                    if !rest.is_empty() {
                        parties.extend(self.parties_from(first));
                    }
                }
                if !rest.is_empty() {
                    self.unread += rest.len();
                    let fault = Fault::FolderNotReadWhole(rest.len());
                    self.report(&path.display().to_string(), Place::START, &fault);
                }
            }
            Err(fault) => self.report(&path.display().to_string(), Place::START, &fault),
        }
    }

    /// Whose the positions are from this file on, as far as that can be told before they are read.
    fn parties_from(&self, first: usize) -> Vec<String> {
        let files = self.files.get(first..).unwrap_or_default();
        on_all_cores(|| files.par_iter().filter_map(party_of).collect())
    }

    /// Takes files from the disk, or as many as are taken before that is stopped.
    fn take_all(&self, files: Vec<PathBuf>) -> Vec<(String, Taken)> {
        let take = |file: PathBuf| {
            if self.progress.is_stopped() {
                return None;
            }
            let name = file.display().to_string();
            let taken = Disk.take(&file, name.clone());
            self.progress.step();
            Some((name, taken))
        };
        let taken: Vec<_> = on_all_cores(|| files.into_par_iter().map(take).collect());
        taken.into_iter().map_while(|taken| taken).collect()
    }

    /// Adds one file, unless it is there already.
    pub(super) fn add_file(&mut self, shelf: &dyn Shelf, path: &Path, name: &str) {
        self.add_taken(name, shelf.take(path, name.to_owned()));
    }

    fn add_taken(&mut self, name: &str, taken: Taken) {
        match taken {
            Ok(file) if !self.known.insert(file.key.clone()) => {}
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
            self.known.remove(&file.key);
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
        let files = self.files;
        let assembled = assemble(&files, opened, (shelf, self.progress), self.way)
            .or_else(|NotPlain| assemble(&files, opened, (shelf, self.progress), Way::Written))
            .unwrap_or_default();
        let mut problems = self.problems;
        problems.extend(self.lost.iter().cloned());
        problems.extend(assembled.problems);
        sort_problems(&mut problems, &files);
        let mut left_out = assembled.left_out;
        left_out.files += self.unread;
        Loaded {
            talks: assembled.talks,
            problems,
            inputs,
            left_out,
            read_from: files.iter().map(|file| file.key.clone()).collect(),
            proposal_files: assembled.proposal_files,
            texts: texts(files, opened),
            lost: self.lost,
            frozen: None,
        }
    }

    /// Takes the agendas that positions name, or that stand beside them, and that were not opened themselves.
    fn add_named_agendas(&mut self, shelf: &dyn Shelf) {
        let mut wanted: BTreeMap<PathBuf, (PathBuf, String)> = BTreeMap::new();
        let mut named: Vec<Option<String>> = self.files.iter().map(agenda_named_by).collect();
        if named.iter().all(Option::is_none) {
            // With no position at all, a proposal finds its agenda as a position would.
            let beside = |file: &TextFile| is_proposal(&file.text).then(|| USUAL_AGENDA.to_owned());
            named = self.files.iter().map(beside).collect();
        }
        // Files may name one agenda by several paths, all of which a snapshot must know.
        let mut paths: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
        for (file, name) in self.files.iter().zip(named) {
            let Some(name) = name else { continue };
            let Some(path) = beside(&file.path, &name) else {
                continue;
            };
            let Some(key) = shelf.resolve(&path) else {
                continue;
            };
            let plain = path.components().collect();
            paths.entry(key.clone()).or_default().insert(plain);
            if !self.known.contains(&key) {
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
        for file in &mut self.files {
            let mut others = paths.remove(&file.key).unwrap_or_default();
            others.remove(&file.path);
            file.other_paths = others;
        }
    }
}

fn input(file: &TextFile) -> Input {
    Input {
        name: name_of(&file.name),
        sha256: file.sha256.clone(),
    }
}

/// What could not be read at all first, then by file in the order of opening, and by place in it.
fn sort_problems(problems: &mut [Problem], files: &[TextFile]) {
    let names = files.iter().map(|file| file.name.as_str());
    let order: BTreeMap<&str, usize> = names.zip(0..).collect();
    problems.sort_by_cached_key(|problem| {
        let file = order.get(problem.file.as_str()).copied();
        (file, problem.line, problem.column, problem.severity)
    });
}
