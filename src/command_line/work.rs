//! What was loaded, and what is asked of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use common_ground::compare::{Comparison, Question, compare};
use common_ground::files::{self, Loaded, Progress, Severity, TalksPlace, WithTalks};
use common_ground::model::DaysApart;
use common_ground::sheet::{self, Filters, HeldProposal};

use super::arguments::{Asked, Shown};
use super::{DONE, INPUT_HAS_ERRORS, Stop, report};

/// Why the talks that come with the program are loaded although files are named.
const BUNDLED_INSTEAD: &str = "No position stands beside the proposal, so it is held against the talks that come with the program.";

/// What was loaded, and what is asked of it.
pub(crate) struct Work {
    pub(crate) loaded: Loaded,
    pub(crate) question: Question,
}

impl Work {
    pub(crate) fn load(paths: &[PathBuf], asked: &Asked) -> Result<Self, Stop> {
        need_paths(paths)?;
        let is_bundled = paths.is_empty();
        let loaded = if is_bundled {
            files::load_bundled()
        } else {
            files::load(paths)
        };
        Self::of(loaded, is_bundled, asked)
    }

    /// Loads the talks that a proposal is held against, with the file in which it stands. Without a path, these are the
    /// talks beside it.
    pub(crate) fn with_proposal(
        file: &Path,
        paths: &[PathBuf],
        asked: &Asked,
    ) -> Result<Self, Stop> {
        need_paths(paths)?;
        let mut paths = paths.to_vec();
        paths.push(file.to_owned());
        let (loaded, is_bundled) = load_with_talks(&paths);
        Self::of(loaded, is_bundled, asked)
    }

    fn of(loaded: Loaded, is_bundled: bool, asked: &Asked) -> Result<Self, Stop> {
        report_problems(&loaded);
        let proposed = proposed(&loaded, is_bundled);
        let parties = asked.parties.as_deref();
        check_order(&asked.question())?;
        let question = Question {
            parties: match parties {
                Some(ids) => chosen(&loaded, ids)?,
                None => proposed.parties.clone(),
            },
            ..asked.question()
        };
        let days = question.days().or(proposed.days());
        let question = question.with_days(days);
        Ok(Self { loaded, question })
    }

    pub(crate) fn status(&self) -> u8 {
        if self.loaded.has_errors() {
            INPUT_HAS_ERRORS
        } else {
            DONE
        }
    }

    pub(crate) fn compare(&self) -> Result<Comparison, Stop> {
        match self.question.parties.len() {
            0 => Err(Stop::input(
                "there is no position to compare; a comparison needs two",
            )),
            1 => Err(Stop::input(
                "there is only one party; a comparison needs two",
            )),
            _ => Ok(compare(&self.loaded.talks, &self.question)),
        }
    }

    /// The proposals that a snapshot shows beside its comparison.
    pub(crate) fn proposals(&self) -> Vec<HeldProposal<'_>> {
        let talks = &self.loaded.talks;
        let frozen = self.loaded.frozen.iter();
        let ids = frozen.flat_map(|frozen| &frozen.proposals);
        let shown = ids.filter_map(|id| talks.proposal(id));
        shown
            .map(|proposal| HeldProposal::of(talks, &self.question, proposal, false))
            .collect()
    }

    /// Compares those of these parties that are there, if they are enough.
    pub(crate) fn ask_for(&mut self, ids: &[String]) {
        let places = ids
            .iter()
            .filter_map(|id| self.loaded.talks.party_index(id));
        let places: BTreeSet<usize> = places.collect();
        if places.len() > 1 {
            self.question.parties = places.into_iter().collect();
        }
    }

    /// The filters that are typed, else those of the snapshot.
    pub(crate) fn filters(&self, shown: &Shown) -> Result<Filters, Stop> {
        let typed = self.typed_filters(shown)?;
        let frozen = self.loaded.frozen.as_ref();
        let since = self.question.since;
        let proposed = frozen.map(|frozen| Filters::of_snapshot(frozen, since));
        let proposed = proposed.unwrap_or_default();
        Ok(Filters {
            verdicts: typed.verdicts.or(proposed.verdicts),
            themes: typed.themes.or(proposed.themes),
            text: proposed.text,
            changes: proposed.changes,
        })
    }

    pub(crate) fn typed_filters(&self, shown: &Shown) -> Result<Filters, Stop> {
        let themes: Option<Result<Vec<String>, Stop>> = shown
            .themes
            .as_ref()
            .map(|wanted| wanted.iter().map(|name| self.theme(name)).collect());
        Ok(Filters {
            verdicts: shown.verdicts.clone(),
            themes: themes.transpose()?,
            ..Filters::default()
        })
    }

    /// The theme that is called so, whatever the case.
    fn theme(&self, wanted: &str) -> Result<String, Stop> {
        let issues = self.loaded.talks.agenda.issues.iter();
        let mut known: Vec<&str> = Vec::new();
        for theme in issues.map(|issue| issue.theme.as_deref().unwrap_or(sheet::OTHER_ISSUES)) {
            if !known.contains(&theme) {
                known.push(theme);
            }
        }
        let found = known
            .iter()
            .find(|theme| theme.to_lowercase() == wanted.to_lowercase());
        found.map(|theme| (*theme).to_owned()).ok_or_else(|| {
            Stop::command(format!(
                "there is no theme “{wanted}”; there are {}",
                known.join(", ")
            ))
        })
    }
}

/// Loads files, proposals alone with the talks that they are held against; and whether these are the talks that come
/// with the program, which is said.
pub(crate) fn load_with_talks(paths: &[PathBuf]) -> (Loaded, bool) {
    let loaded = files::load(paths);
    match files::with_talks(&loaded, paths, &Progress::default()) {
        None => (loaded, false),
        Some(WithTalks { loaded, talks }) => {
            let is_bundled = matches!(talks, TalksPlace::Bundled(_));
            if is_bundled {
                report(BUNDLED_INSTEAD);
            }
            (loaded, is_bundled)
        }
    }
}

/// What is asked where nothing is typed. What the agenda proposes holds for the bundled talks, what a snapshot asks
/// for the snapshot; for files, only what is typed does.
fn proposed(loaded: &Loaded, is_bundled: bool) -> Question {
    let talks = &loaded.talks;
    let view = &talks.agenda.view;
    let (as_of, from, since, ids) = match &loaded.frozen {
        Some(frozen) => (
            frozen.as_of,
            frozen.from,
            frozen.since,
            Some(frozen.parties.clone()),
        ),
        None if is_bundled => {
            let ids = view.parties.as_ref();
            let ids = ids.map(|ids| ids.iter().map(ToString::to_string).collect());
            (view.as_of, view.from, None, ids)
        }
        None => (None, None, None, None),
    };
    let parties: Option<BTreeSet<usize>> =
        ids.map(|ids| ids.iter().filter_map(|id| talks.party_index(id)).collect());
    Question {
        as_of,
        from,
        since,
        parties: parties.map_or_else(
            || (0..talks.positions.len()).collect(),
            |parties| parties.into_iter().collect(),
        ),
    }
}

/// The parties with these ids, in the order of the columns.
fn chosen(loaded: &Loaded, ids: &[String]) -> Result<Vec<usize>, Stop> {
    let place = |id: &String| {
        let known = loaded
            .talks
            .positions
            .iter()
            .map(|position| position.party.id.to_string());
        let known: Vec<String> = known.collect();
        loaded.talks.party_index(id).ok_or_else(|| {
            Stop::command(format!(
                "there is no party “{id}”; there are {}",
                known.join(", ")
            ))
        })
    };
    let mut parties = ids
        .iter()
        .map(place)
        .collect::<Result<Vec<usize>, Stop>>()?;
    parties.sort_unstable();
    parties.dedup();
    Ok(parties)
}

pub(crate) fn need_paths(paths: &[PathBuf]) -> Result<(), Stop> {
    match paths.iter().find(|path| !path.exists()) {
        Some(missing) => Err(Stop::command(format!(
            "there is no file or folder {}",
            missing.display()
        ))),
        None => Ok(()),
    }
}

pub(crate) fn check_order(asked: &Question) -> Result<(), Stop> {
    let why = |days| match days {
        DaysApart::FromAfterAsOf { from, as_of } => {
            format!("--from {from} is after --as-of {as_of}, so no statement counts")
        }
        DaysApart::SinceNotBeforeAsOf { since, as_of } => format!(
            "--since {since} is not before --as-of {as_of}, so there is no time between them"
        ),
        DaysApart::SinceBeforeFrom { since, from } => format!(
            "--since {since} is before --from {from}, so no statement counts on that day and every answer would seem new"
        ),
    };
    asked
        .days()
        .check()
        .map_err(|days| Stop::command(why(days)))
}

pub(crate) fn report_problems(loaded: &Loaded) {
    for problem in &loaded.problems {
        report(&problem.to_string());
    }
    let count = |severity| {
        loaded
            .problems
            .iter()
            .filter(|problem| problem.severity == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if errors > 0 {
        let left_out = sheet::left_out(loaded.left_out)
            .map_or(String::new(), |left_out| format!(". {left_out}"));
        let errors = sheet::counted(errors, "error", "errors");
        report(&format!(
            "{errors}, {}{left_out}",
            sheet::counted(warnings, "warning", "warnings")
        ));
    }
}
