//! What is made of the arguments for others to read: the manual page and the completions of a shell.

use std::io;

use clap::CommandFactory as _;
use clap_complete::{Shell, generate};

use super::Cli;

/// What the manual says of files and exit statuses, in roff.
const MORE: &str = r".SH FILES
The agenda and the positions are text files in RON, whose names end in .ron. With none, the talks that come with the
program are used.
.SH THE WINDOW
It needs X11 or Wayland, and OpenGL or Vulkan. Where one of these cannot start, the other is tried; then X11 beside
Wayland, and then drawing without the graphics card, each being told on standard error. Where there is no way, the
comparison is printed as text.
.SH EXIT STATUS
0 when done, 1 if the input has errors or fewer than two parties, and 2 if the command line is wrong.
";

/// The completions for this shell.
pub(crate) fn completions(shell: Shell) -> Vec<u8> {
    let mut bytes = Vec::new();
    generate(shell, &mut Cli::command(), "common-ground", &mut bytes);
    bytes
}

/// The manual page: the program, then each of its commands.
///
/// # Errors
/// If it cannot be rendered.
pub(crate) fn manual() -> io::Result<Vec<u8>> {
    let mut command = Cli::command().version(env!("CARGO_PKG_VERSION"));
    command.build();
    let mut bytes = Vec::new();
    let page = clap_mangen::Man::new(command.clone());
    page.render_title(&mut bytes)?;
    page.render_name_section(&mut bytes)?;
    page.render_synopsis_section(&mut bytes)?;
    page.render_description_section(&mut bytes)?;
    page.render_options_section(&mut bytes)?;
    for command in command
        .get_subcommands()
        .filter(|one| one.get_name() != "help")
    {
        let man = clap_mangen::Man::new(command.clone());
        let title = format!(".SH \"COMMAND {}\"\n", command.get_name().to_uppercase());
        bytes.extend(title.into_bytes());
        man.render_synopsis_section(&mut bytes)?;
        man.render_description_section(&mut bytes)?;
        man.render_options_section(&mut bytes)?;
    }
    bytes.extend(MORE.bytes());
    Ok(bytes)
}
