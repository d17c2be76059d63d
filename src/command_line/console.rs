//! The console that Windows opens for a program that prints. Started from the Explorer it would stand beside the window,
//! and closing it would close the window with all that is not saved.

/// Tells a process that it is the one without a console.
#[cfg(windows)]
const HAS_LEFT: &str = "COMMON_GROUND_HAS_LEFT_THE_CONSOLE";

/// Has a second process without a console open the window, as this one was asked to. Whether there is one.
#[cfg(windows)]
pub(crate) fn leave() -> bool {
    use std::os::windows::process::CommandExt as _;
    use std::process::{Command, Stdio};

    /// `DETACHED_PROCESS` of the Windows API.
    const WITHOUT_CONSOLE: u32 = 0x0000_0008;
    if std::env::var_os(HAS_LEFT).is_some() {
        return false;
    }
    let Ok(program) = std::env::current_exe() else {
        return false;
    };
    let mut again = Command::new(program);
    again
        .args(std::env::args_os().skip(1))
        .env(HAS_LEFT, "1")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .creation_flags(WITHOUT_CONSOLE);
    again.spawn().is_ok()
}

/// Elsewhere no console opens.
#[cfg(not(windows))]
pub(crate) fn leave() -> bool {
    false
}

/// Says why there is no window where there is no console to say it.
#[cfg(windows)]
pub(crate) fn say(why: &str) {
    if std::env::var_os(HAS_LEFT).is_some() {
        let message = rfd::MessageDialog::new();
        let message = message.set_level(rfd::MessageLevel::Error);
        message
            .set_title("Common Ground")
            .set_description(why)
            .show();
    }
}

/// Elsewhere what is reported is enough.
#[cfg(not(windows))]
pub(crate) fn say(_: &str) {}
