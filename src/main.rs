//! The program: arguments in, exit status out.

mod command_line;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser as _;
use command_line::{Asked, Cli, Command, DONE, INPUT_HAS_ERRORS, PrintFormat, Shown, Stop};
use command_line::{
    check_order, need_paths, print, print_changes, report, report_problems, respond, save,
    write_out,
};
use common_ground::files;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
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
        }) => respond(&proposal, paths, format, &asked),
        Some(Command::New { folder }) => write_starter(&folder),
        Some(Command::Check { paths }) => check(&paths),
    };
    match done {
        Ok(status) => ExitCode::from(status),
        Err(Stop { status, message }) => {
            report(&format!("error: {message}"));
            ExitCode::from(status)
        }
    }
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
    let loaded = files::load(paths);
    report_problems(&loaded);
    Ok(if loaded.has_errors() {
        INPUT_HAS_ERRORS
    } else {
        DONE
    })
}
