//! The program: arguments in, exit status out.

mod arguments;
mod manual;

use std::collections::BTreeSet;
use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use arguments::{Asked, Cli, Command, PrintFormat, ResponseFormat, Shown};
use clap::Parser as _;
use common_ground::app::starting::Way;
use common_ground::compare::{Comparison, Question, assess, compare};
use common_ground::export::{self, Format, Options, Snapshot};
use common_ground::files::{self, Loaded, Severity};
use common_ground::sheet::{self, Filters, Material};

/// The exit statuses: done, the input has errors, the command line is wrong.
const DONE: u8 = 0;
const INPUT_HAS_ERRORS: u8 = 1;
const COMMAND_IS_WRONG: u8 = 2;

/// How wide text is where nobody says how wide the terminal is.
const WIDTH: usize = 100;

/// Why the program stops, with its exit status.
struct Stop {
    status: u8,
    message: String,
}

impl Stop {
    fn command(message: impl Into<String>) -> Self {
        Self {
            status: COMMAND_IS_WRONG,
            message: message.into(),
        }
    }

    fn input(message: impl Into<String>) -> Self {
        Self {
            status: INPUT_HAS_ERRORS,
            message: message.into(),
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        None if cli.version => print_version(cli.verbose),
        None => open_window(&cli.paths, &cli.asked),
        Some(Command::Compare {
            paths,
            format,
            against,
            asked,
            shown,
        }) if against.is_empty() => print(&paths, format, &asked, &shown),
        Some(Command::Compare {
            paths,
            format,
            against,
            asked,
            shown,
        }) => print_changes(&paths, &against, format, &asked, &shown),
        Some(Command::Export {
            paths,
            output,
            format,
            with_errors,
            scale,
            asked,
            shown,
        }) => save(
            &paths,
            &output,
            format.as_deref(),
            with_errors,
            Options { scale },
            &asked,
            &shown,
        ),
        Some(Command::Assess {
            proposal,
            paths,
            format,
            asked,
        }) => respond(&proposal, paths, format, &asked),
        Some(Command::New { folder }) => write_starter(&folder),
        Some(Command::Check { paths }) => check(&paths),
        Some(Command::Completions { shell }) => {
            write_out(&manual::completions(shell)).map(|()| DONE)
        }
        Some(Command::Manual) => print_manual(),
    };
    match done {
        Ok(status) => ExitCode::from(status),
        Err(Stop { status, message }) => {
            report(&format!("error: {message}"));
            ExitCode::from(status)
        }
    }
}

fn print_version(verbose: bool) -> Result<u8, Stop> {
    let more = if verbose {
        common_ground::app::health::health_as_text()
    } else {
        String::new()
    };
    let version = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"), "\n");
    write_out(format!("{version}{more}").as_bytes()).map(|()| DONE)
}

fn print_manual() -> Result<u8, Stop> {
    let page = manual::manual().map_err(|error| Stop::input(error.to_string()))?;
    write_out(&page).map(|()| DONE)
}

fn open_window(paths: &[PathBuf], asked: &Asked) -> Result<u8, Stop> {
    need_paths(paths)?;
    check_order(&asked.question())?;
    let opening = common_ground::app::Opening {
        paths: paths.to_vec(),
        as_of: asked.as_of,
        from: asked.from,
        since: asked.since,
        parties: asked.parties.clone(),
    };
    let Err(error) = common_ground::app::run(opening) else {
        return Ok(DONE);
    };
    if let Some(way) = Way::next() {
        report(&format!("{error}\n{}", way.in_words()));
        start_again(way)?;
    }
    report(&format!(
        "{error}\nA window needs a screen (on Linux an X11 or Wayland display, named by DISPLAY or WAYLAND_DISPLAY) \
         and OpenGL. Here is the comparison as text instead; “common-ground export -o comparison.pdf” makes a file."
    ));
    let shown = Shown {
        themes: None,
        verdicts: None,
    };
    print(paths, PrintFormat::Text, asked, &shown)
}

/// Starts the program anew in another way of drawing, which takes the place of this one: a process has one try only.
#[cfg(unix)]
fn start_again(way: Way) -> Result<(), Stop> {
    use std::os::unix::process::CommandExt as _;
    let program = std::env::current_exe().map_err(|error| Stop::input(error.to_string()))?;
    let mut again = std::process::Command::new(program);
    again.args(std::env::args_os().skip(1));
    for (name, value) in way.environment() {
        match value {
            Some(value) => again.env(name, value),
            None => again.env_remove(name),
        };
    }
    Err(Stop::input(again.exec().to_string()))
}

#[cfg(not(unix))]
fn start_again(_: Way) -> Result<(), Stop> {
    Ok(())
}

fn print(paths: &[PathBuf], format: PrintFormat, asked: &Asked, shown: &Shown) -> Result<u8, Stop> {
    let work = Work::load(paths, asked)?;
    let status = work.status();
    let (comparison, filters) = (work.compare()?, work.filters(shown)?);
    let material = Material::new(&work.loaded, &comparison);
    let sheet = sheet::sheet(material, &filters);
    let bytes = match format {
        PrintFormat::Text => sheet::as_text(&sheet, width()).into_bytes(),
        PrintFormat::Markdown => render(&sheet, Format::Markdown)?,
        PrintFormat::Csv => render(&sheet, Format::Csv)?,
        PrintFormat::Json => {
            let filtered = export::json::only_shown(&comparison, &sheet.lines);
            let material = Material {
                comparison: &filtered,
                ..material
            };
            export::json::render(material).map_err(|error| Stop::input(error.to_string()))?
        }
    };
    write_out(&bytes)?;
    Ok(status)
}

/// Prints what changed from one comparison to another. Where nothing is typed, a snapshot is compared as it was made,
/// and files with all their dates and, beside a snapshot, its parties.
fn print_changes(
    before: &[PathBuf],
    after: &[PathBuf],
    format: PrintFormat,
    asked: &Asked,
    shown: &Shown,
) -> Result<u8, Stop> {
    if asked.since.is_some() {
        return Err(Stop::command(
            "--since tells what changed between two days, and --against what changed between two comparisons; give one of them",
        ));
    }
    let mut was = Work::load(before, asked)?;
    let mut is = Work::load(after, asked)?;
    if asked.parties.is_none() {
        let (frozen_was, frozen_is) = (was.loaded.frozen.clone(), is.loaded.frozen.clone());
        match (frozen_was, frozen_is) {
            (Some(frozen), None) => is.ask_for(&frozen.parties),
            (None, Some(frozen)) => was.ask_for(&frozen.parties),
            _ => {}
        }
    }
    (was.question.since, is.question.since) = (None, None);
    let (earlier, later) = (was.compare()?, is.compare()?);
    let filters = is.typed_filters(shown)?;
    let changes = sheet::changes(
        sheet::Compared {
            name: &name_of(before),
            material: Material::new(&was.loaded, &earlier),
        },
        sheet::Compared {
            name: &name_of(after),
            material: Material::new(&is.loaded, &later),
        },
        &filters,
    );
    let bytes = match format {
        PrintFormat::Text => sheet::changes_as_text(&changes, width()).into_bytes(),
        PrintFormat::Markdown => export::changes::markdown(&changes),
        PrintFormat::Csv => written(export::changes::csv(&changes))?,
        PrintFormat::Json => written(export::changes::json(&changes))?,
    };
    write_out(&bytes)?;
    Ok(was.status().max(is.status()))
}

fn written(bytes: Result<Vec<u8>, export::ExportError>) -> Result<Vec<u8>, Stop> {
    bytes.map_err(|error| Stop::input(error.to_string()))
}

/// What was opened, by its name and without its folders.
fn name_of(paths: &[PathBuf]) -> String {
    let name = |path: &PathBuf| {
        let name = std::fs::canonicalize(path).ok();
        let name = name.as_ref().unwrap_or(path).file_name();
        name.unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned()
    };
    match paths {
        [] => "the bundled talks".to_owned(),
        paths => paths.iter().map(name).collect::<Vec<_>>().join(", "),
    }
}

fn save(
    paths: &[PathBuf],
    output: &Path,
    format: Option<&str>,
    with_errors: bool,
    options: Options,
    asked: &Asked,
    shown: &Shown,
) -> Result<u8, Stop> {
    let extension = output
        .extension()
        .map(|extension| extension.to_string_lossy().into_owned());
    let wanted = format.map(str::to_owned).or(extension).unwrap_or_default();
    let Some(format) = Format::from_extension(&wanted) else {
        let known: Vec<String> = Format::all()
            .iter()
            .map(|format| format!(".{}", format.extension()))
            .collect();
        return Err(Stop::command(format!(
            "“{wanted}” is no format that can be exported; it can be {}",
            known.join(" or ")
        )));
    };
    let work = Work::load(paths, asked)?;
    if let Ok(target) = std::fs::canonicalize(output)
        && work.loaded.read_from.contains(&target)
    {
        return Err(Stop::command(format!(
            "{} is one of the files that are compared; save the comparison under another name",
            output.display()
        )));
    }
    if work.loaded.has_errors() && !with_errors {
        return Err(Stop::input(
            "nothing was exported, since the input has errors; mend them, or export with --with-errors",
        ));
    }
    let (comparison, filters) = (work.compare()?, work.filters(shown)?);
    let material = Material::new(&work.loaded, &comparison);
    let snapshot = Snapshot {
        material,
        filters: &filters,
        sheet: &sheet::sheet(material, &filters),
    };
    let bytes = export::render_snapshot(snapshot, format, options)
        .map_err(|error| Stop::input(error.to_string()))?;
    export::write_atomically(output, &bytes).map_err(|error| Stop::input(error.to_string()))?;
    Ok(work.status())
}

fn render(sheet: &sheet::Sheet, format: Format) -> Result<Vec<u8>, Stop> {
    export::render(sheet, format).map_err(|error| Stop::input(error.to_string()))
}

fn respond(
    wanted: &str,
    mut paths: Vec<PathBuf>,
    format: ResponseFormat,
    asked: &Asked,
) -> Result<u8, Stop> {
    let file = Path::new(wanted);
    let is_file = file.is_file();
    if is_file && paths.is_empty() {
        paths.extend(
            file.parent()
                .filter(|folder| folder.is_dir())
                .map(Path::to_owned),
        );
    }
    if is_file {
        paths.push(file.to_owned());
    }
    let work = Work::load(&paths, asked)?;
    let talks = &work.loaded.talks;
    let proposal = if is_file {
        work.loaded.proposal_in(file)
    } else {
        talks.proposal(wanted)
    };
    let Some(proposal) = proposal else {
        let known: Vec<String> = talks
            .proposals
            .iter()
            .map(|proposal| proposal.id.to_string())
            .collect();
        let known = if known.is_empty() {
            "there are none".to_owned()
        } else {
            format!("there are {}", known.join(", "))
        };
        return Err(Stop::command(format!(
            "there is no proposal “{wanted}”; {known}"
        )));
    };
    let assessed = assess(talks, &work.question, proposal);
    let bytes = match format {
        ResponseFormat::Text => {
            sheet::responses_as_text(talks, proposal, &assessed, width()).into_bytes()
        }
        ResponseFormat::Json => export::json::render_assessed(talks, proposal, &assessed)
            .map_err(|error| Stop::input(error.to_string()))?,
    };
    write_out(&bytes)?;
    Ok(work.status())
}

fn write_starter(folder: &Path) -> Result<u8, Stop> {
    let written = files::write_starter(folder).map_err(|error| Stop::input(error.to_string()))?;
    let names: Vec<String> = written
        .iter()
        .map(|path| format!("{}\n", path.display()))
        .collect();
    write_out(names.concat().as_bytes())?;
    Ok(DONE)
}

fn check(paths: &[PathBuf]) -> Result<u8, Stop> {
    need_paths(paths)?;
    let mut status = DONE;
    for together in read_together(paths) {
        let loaded = files::load(&together);
        report_problems(&loaded);
        if loaded.has_errors() {
            status = INPUT_HAS_ERRORS;
        }
    }
    Ok(status)
}

/// Which paths are checked as one: of several folders each by itself, since each may hold talks of its own.
fn read_together(paths: &[PathBuf]) -> Vec<Vec<PathBuf>> {
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.iter().cloned().partition(|path| path.is_dir());
    if folders.len() < 2 {
        return vec![paths.to_vec()];
    }
    let files = Some(files).filter(|files| !files.is_empty());
    folders
        .into_iter()
        .map(|folder| vec![folder])
        .chain(files)
        .collect()
}

/// What was loaded, and what is asked of it.
struct Work {
    loaded: Loaded,
    question: Question,
}

impl Work {
    fn load(paths: &[PathBuf], asked: &Asked) -> Result<Self, Stop> {
        need_paths(paths)?;
        let is_bundled = paths.is_empty();
        let loaded = if is_bundled {
            files::load_bundled()
        } else {
            files::load(paths)
        };
        report_problems(&loaded);
        let proposed = proposed(&loaded, is_bundled);
        let parties = asked.parties.as_deref();
        let question = Question {
            as_of: asked.as_of.or(proposed.as_of),
            from: asked.from.or(proposed.from),
            since: asked.since.or(proposed.since),
            parties: match parties {
                Some(ids) => chosen(&loaded, ids)?,
                None => proposed.parties,
            },
        };
        check_order(&question)?;
        Ok(Self { loaded, question })
    }

    fn status(&self) -> u8 {
        if self.loaded.has_errors() {
            INPUT_HAS_ERRORS
        } else {
            DONE
        }
    }

    fn compare(&self) -> Result<Comparison, Stop> {
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

    /// Compares those of these parties that are there, if they are enough.
    fn ask_for(&mut self, ids: &[String]) {
        let places = ids
            .iter()
            .filter_map(|id| self.loaded.talks.party_index(id));
        let places: BTreeSet<usize> = places.collect();
        if places.len() > 1 {
            self.question.parties = places.into_iter().collect();
        }
    }

    /// The filters that are typed, else those of the snapshot.
    fn filters(&self, shown: &Shown) -> Result<Filters, Stop> {
        let typed = self.typed_filters(shown)?;
        let frozen = self.loaded.frozen.as_ref();
        let proposed = frozen.map(Filters::of_snapshot).unwrap_or_default();
        Ok(Filters {
            verdicts: typed.verdicts.or(proposed.verdicts),
            themes: typed.themes.or(proposed.themes),
            text: proposed.text,
        })
    }

    fn typed_filters(&self, shown: &Shown) -> Result<Filters, Stop> {
        let themes: Option<Result<Vec<String>, Stop>> = shown
            .themes
            .as_ref()
            .map(|wanted| wanted.iter().map(|name| self.theme(name)).collect());
        Ok(Filters {
            verdicts: shown.verdicts.clone(),
            themes: themes.transpose()?,
            text: String::new(),
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

fn need_paths(paths: &[PathBuf]) -> Result<(), Stop> {
    match paths.iter().find(|path| !path.exists()) {
        Some(missing) => Err(Stop::command(format!(
            "there is no file or folder {}",
            missing.display()
        ))),
        None => Ok(()),
    }
}

fn check_order(asked: &Question) -> Result<(), Stop> {
    if let (Some(from), Some(as_of)) = (asked.from, asked.as_of)
        && as_of < from
    {
        return Err(Stop::command(format!(
            "--from {from} is after --as-of {as_of}, so no statement counts"
        )));
    }
    match (asked.since, asked.as_of) {
        (Some(since), Some(as_of)) if as_of <= since => Err(Stop::command(format!(
            "--since {since} is not before --as-of {as_of}, so there is no time between them"
        ))),
        _ => Ok(()),
    }
}

fn report_problems(loaded: &Loaded) {
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

/// Writes a line to standard error. Where even that cannot be done there is nobody to tell.
fn report(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn write_out(bytes: &[u8]) -> Result<(), Stop> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        // Whoever was reading has read enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Stop::input(format!(
            "the comparison could not be printed: {error}"
        ))),
        Ok(()) => Ok(()),
    }
}

fn width() -> usize {
    let is_terminal = std::io::stdout().is_terminal();
    if is_terminal {
        textwrap::termwidth().clamp(40, 140)
    } else {
        WIDTH
    }
}
