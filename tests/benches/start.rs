//! How long the window takes from the start of the program to its first frame, as a ratio to a window with nothing
//! in it, in the same run; and to the first frame that shows the bundled talks.
//!
//! `cargo bench --bench start` needs a screen. It starts itself once for each measurement, so that every one of them
//! begins with a fresh process. With `COMMON_GROUND_OTHER_RENDERER` set, every window is drawn with the other renderer.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a benchmark that cannot go on should stop, and prints its figures"
)]

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common_ground::app::starting::Renderer;
use common_ground::app::{App, Opening};

/// Tells a process that it is to open a window, and which.
const ROLE: &str = "COMMON_GROUND_START";

/// Has the windows drawn with the other renderer.
const OTHER: &str = "COMMON_GROUND_OTHER_RENDERER";

/// How often each is started.
const RUNS: usize = 15;

/// A window with one line of text.
struct Bare;

impl eframe::App for Bare {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        ui.label("Common Ground");
    }
}

/// What shows that the window is up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    FirstFrame,
    Shown,
}

/// A window that closes as soon as it is up, and says how long that took.
struct Timed<Inner> {
    inner: Inner,
    is_up: fn(&Inner) -> bool,
    start: Instant,
    is_painted: bool,
}

impl<Inner: eframe::App> eframe::App for Timed<Inner> {
    fn logic(&mut self, context: &egui::Context, frame: &mut eframe::Frame) {
        self.inner.logic(context, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        // The frame before this one has been painted.
        if self.is_painted {
            println!("{}", self.start.elapsed().as_micros());
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
            self.is_painted = false;
        }
        let was_up = (self.is_up)(&self.inner);
        self.inner.ui(ui, frame);
        if was_up {
            self.is_painted = true;
        }
        ui.ctx().request_repaint();
    }
}

fn open_window<Inner: eframe::App + 'static>(
    make: impl FnOnce(&eframe::CreationContext<'_>) -> Inner + 'static,
    is_up: fn(&Inner) -> bool,
) {
    let start = Instant::now();
    let renderer = if std::env::var_os(OTHER).is_some() {
        Renderer::System
    } else {
        Renderer::OpenGl
    };
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size([1280.0, 800.0]),
        persist_window: false,
        ..renderer.options()
    };
    eframe::run_native(
        "common-ground-start",
        options,
        Box::new(move |creation| {
            let inner = make(creation);
            Ok(Box::new(Timed {
                inner,
                is_up,
                start,
                is_painted: false,
            }))
        }),
    )
    .unwrap();
}

fn open_app(until: Until) {
    let is_up: fn(&App) -> bool = match until {
        Until::FirstFrame => |_| true,
        Until::Shown => App::is_idle,
    };
    open_window(
        |creation| App::new(creation, Opening::default()).unwrap(),
        is_up,
    );
}

/// How long one start takes.
fn start(role: &str) -> Duration {
    let data = tempfile::tempdir().unwrap();
    let program = std::env::current_exe().unwrap();
    let done = Command::new(program)
        .env(ROLE, role)
        .env("XDG_DATA_HOME", data.path())
        .stderr(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8(done.stdout).unwrap();
    // Nothing is printed where no window came up.
    let line = text.lines().next().unwrap();
    Duration::from_micros(line.parse().unwrap())
}

fn main() {
    match std::env::var(ROLE).as_deref() {
        Ok("bare") => return open_window(|_| Bare, |_| true),
        Ok("first") => return open_app(Until::FirstFrame),
        Ok("shown") => return open_app(Until::Shown),
        _ => {}
    }
    let has_screen = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some());
    if cfg!(target_os = "linux") && !has_screen {
        println!("There is no screen here, so no window can be timed.");
        return;
    }
    let roles = [
        ("a bare window", "bare"),
        ("first frame", "first"),
        ("first frame with the talks", "shown"),
    ];
    let mut times = roles.map(|_| Vec::new());
    // By turns, so that what else the machine does falls on all alike.
    for _ in 0..RUNS {
        for ((_, role), times) in roles.iter().zip(&mut times) {
            times.push(start(role));
        }
    }
    let middles = times.map(|mut times| {
        times.sort();
        times.get(RUNS / 2).map_or(0.0, Duration::as_secs_f64)
    });
    for ((name, _), time) in roles.iter().zip(middles) {
        println!("{name:28} {:6.0} ms   {:.2}", time * 1e3, time / middles[0]);
    }
}
