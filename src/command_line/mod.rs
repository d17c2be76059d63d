//! What can be typed, and how it is done.

mod arguments;
pub(crate) mod console;
mod manual;
mod printing;
mod saving;
mod work;

use std::io::{ErrorKind, IsTerminal as _, Write as _};

pub(crate) use arguments::{Asked, Cli, Command, PrintFormat, Shown};
pub(crate) use manual::{completions, manual};
pub(crate) use printing::{print, print_changes, respond};
pub(crate) use saving::save;
pub(crate) use work::{check_order, load_with_talks, need_paths, report_problems};

/// The exit statuses: done, the input has errors, the command line is wrong.
pub(crate) const DONE: u8 = 0;
pub(crate) const INPUT_HAS_ERRORS: u8 = 1;
const COMMAND_IS_WRONG: u8 = 2;

/// How wide text is where nobody says how wide the terminal is.
const WIDTH: usize = 100;

/// Why the program stops, with its exit status.
pub(crate) struct Stop {
    pub(crate) status: u8,
    pub(crate) message: String,
}

impl Stop {
    pub(crate) fn command(message: impl Into<String>) -> Self {
        Self {
            status: COMMAND_IS_WRONG,
            message: message.into(),
        }
    }

    pub(crate) fn input(message: impl Into<String>) -> Self {
        Self {
            status: INPUT_HAS_ERRORS,
            message: message.into(),
        }
    }
}

/// Writes a line to standard error. Where even that cannot be done there is nobody to tell.
pub(crate) fn report(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

pub(crate) fn write_out(bytes: &[u8]) -> Result<(), Stop> {
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
