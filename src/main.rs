//! The program: arguments in, exit status out.

mod command_line;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser as _;
use command_line::{Asked, Cli, Command, DONE, INPUT_HAS_ERRORS, PrintFormat, Shown, Stop};
use command_line::{
    check_order, completions, console, load_with_talks, manual, need_paths, print, print_changes,
    report, report_problems, respond, save, write_out,
};
use common_ground::app::Opening;
use common_ground::app::starting::{Renderer, Way, WindowError};
use common_ground::files;

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
            saved,
            asked,
            shown,
        }) => save(&paths, &saved, &asked, &shown),
        Some(Command::Assess {
            proposal,
            paths,
            format,
            asked,
        }) => respond(&proposal, &paths, format, &asked),
        Some(Command::New { folder }) => write_starter(&folder),
        Some(Command::Check { paths }) => check(&paths),
        Some(Command::Completions { shell }) => write_out(&completions(shell)).map(|()| DONE),
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
    let page = manual().map_err(|error| Stop::input(error.to_string()))?;
    write_out(&page).map(|()| DONE)
}

fn open_window(paths: &[PathBuf], asked: &Asked) -> Result<u8, Stop> {
    need_paths(paths)?;
    check_order(&asked.question())?;
    if console::leave() {
        return Ok(DONE);
    }
    let opening = Opening {
        paths: paths.to_vec(),
        as_of: asked.as_of,
        from: asked.from,
        since: asked.since,
        parties: asked.parties.clone(),
        folder: common_ground::app::keeping::folder(),
        ..Opening::default()
    };
    let Some(error) = draw(&opening) else {
        return Ok(DONE);
    };
    if let Some(way) = Way::next(&error) {
        report(way.in_words());
        start_again(way)?;
    }
    let why = error.missing();
    let file = "“common-ground export -o comparison.pdf” makes a file.";
    console::say(&format!("{why} Without a window, {file}"));
    report(&format!(
        "{why} Here is the comparison as text instead; {file}"
    ));
    let shown = Shown {
        themes: None,
        verdicts: None,
    };
    print(paths, PrintFormat::Text, asked, &shown)
}

/// Opens the window with the first renderer that can draw it. If none can, tells why, and gives the last reason.
fn draw(opening: &Opening) -> Option<WindowError> {
    let mut last = None;
    for renderer in Renderer::to_try() {
        if last.is_some() {
            report(&format!("trying {} instead", renderer.name()));
        }
        let error = common_ground::app::run(opening.clone(), *renderer).err()?;
        report(&error.to_string());
        let has_screen = error.has_screen();
        last = Some(error);
        if !has_screen {
            break;
        }
    }
    last
}

/// Starts the program anew in another way, which takes the place of this one: a process goes to one screen only.
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
#[expect(
    clippy::unnecessary_wraps,
    reason = "where there is another way, it may not be found"
)]
fn start_again(_: Way) -> Result<(), Stop> {
    Ok(())
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
        let (loaded, _) = load_with_talks(&together);
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
