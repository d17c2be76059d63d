//! What a frame of the window costs while the table scrolls, with many rows and with few, in the same run: update and
//! tessellation, without painting. And that nothing is drawn while nobody does anything.
//!
//! `cargo bench --bench frame` prints one line for each, with ratios. `COMMON_GROUND_ROWS` and
//! `COMMON_GROUND_PARTIES` set the size of the large talks.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a benchmark that cannot go on should stop, and prints its figures"
)]

mod talks;

use std::thread;
use std::time::{Duration, Instant};

use common_ground::app::{App, Opening};
use egui::{Event, Key, Modifiers, MouseWheelUnit, TouchPhase, Vec2};
use egui_kittest::Harness;
use egui_table::{CellInfo, Column, HeaderCellInfo, HeaderRow, Table, TableDelegate};
use talks::Size;

/// How often the windows that are held against each other are timed in turn, so that what else the machine does falls on
/// all of them.
const ROUNDS: usize = 6;

/// How many frames the table scrolls down in a round, and how many up again: few rows would come to their end, and standing
/// still costs less.
const FRAMES_ONE_WAY: usize = 30;

/// After that time nothing is made ready in the background any more.
const READY_AFTER: Duration = Duration::from_secs(5);

/// On how many rows the proposal says something.
const ROWS_PICKED: usize = 20;

/// As large as the window is at first.
const WINDOW: Vec2 = Vec2::new(1280.0, 800.0);

/// A table of plain text, to see what the table itself costs.
struct PlainTable {
    rows: u64,
    columns: usize,
}

impl TableDelegate for PlainTable {
    fn header_cell_ui(&mut self, ui: &mut egui::Ui, cell: &HeaderCellInfo) {
        ui.label(format!("Column {}", cell.group_index));
    }

    fn cell_ui(&mut self, ui: &mut egui::Ui, cell: &CellInfo) {
        ui.label(format!("Row {}, column {}", cell.row_nr, cell.col_nr));
    }
}

impl PlainTable {
    fn show(&mut self, ui: &mut egui::Ui) {
        let columns = vec![Column::new(180.0); self.columns];
        Table::new()
            .num_rows(self.rows)
            .columns(columns)
            .headers([HeaderRow::new(24.0)])
            .show(ui, self);
    }
}

/// The frames of a window that were timed.
#[derive(Default)]
struct Frames {
    times: Vec<Duration>,
    core: Option<Duration>,
}

/// The time of a frame: the median by the clock, and the mean by how long the thread keeps its core busy, which says more on
/// a machine that has other work to do.
#[derive(Clone, Copy)]
struct FrameTime {
    clock: Duration,
    core: Option<Duration>,
}

impl FrameTime {
    /// In milliseconds, and as so many times another.
    fn beside(self, other: Self) -> String {
        let clock = self.clock.as_secs_f64();
        let ratio = clock / other.clock.as_secs_f64();
        let words = format!("{:7.2} ms   {ratio:.2}", clock * 1e3);
        let cores = self.core.zip(other.core);
        cores.map_or(words.clone(), |(core, other)| {
            let (core, other) = (core.as_secs_f64(), other.as_secs_f64());
            let ratio = core / other;
            format!(
                "{words}   on its core {:7.2} ms on average   {ratio:.2}",
                core * 1e3
            )
        })
    }
}

/// How long this thread has kept a core busy, in nanoseconds the first number that the system has of it. It is up to
/// date every few milliseconds, so it serves for many frames together.
fn on_core() -> Option<Duration> {
    let status = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = status.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

impl Frames {
    /// Times frames of a round in which the table scrolls: update, and tessellation of what it shows.
    fn time_round<State>(&mut self, window: &mut Harness<'_, State>) {
        window.hover_at(egui::pos2(700.0, 500.0));
        window.step();
        let before = on_core();
        for delta in [-40.0, 40.0] {
            for _ in 0..FRAMES_ONE_WAY {
                self.times.push(scrolled(window, delta));
            }
        }
        let busy = on_core().zip(before);
        let busy = busy.map(|(now, before)| now.saturating_sub(before));
        self.core = busy.map(|busy| self.core.unwrap_or_default() + busy);
    }

    fn time(mut self) -> FrameTime {
        self.times.sort();
        let count = u32::try_from(self.times.len()).unwrap_or(u32::MAX);
        let middle = self.times.get(self.times.len() / 2);
        FrameTime {
            clock: middle.copied().expect("there are frames"),
            core: self.core.map(|busy| busy / count),
        }
    }
}

/// How long a frame takes in which the table scrolls so far.
fn scrolled<State>(window: &mut Harness<'_, State>, delta: f32) -> Duration {
    window.event(Event::MouseWheel {
        source: egui::MouseWheelSource::Wheel,
        unit: MouseWheelUnit::Point,
        delta: Vec2::new(0.0, delta),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
    let begun = Instant::now();
    window.step();
    let updated = begun.elapsed();
    let shapes = window.output().shapes.clone();
    let begun = Instant::now();
    let drawn = window.ctx.tessellate(shapes, 1.0);
    let tessellated = begun.elapsed();
    assert!(!drawn.is_empty(), "nothing is shown");
    updated + tessellated
}

/// The time of a frame in each of the windows.
fn in_turn<One, Other>(
    one: &mut Harness<'_, One>,
    other: &mut Harness<'_, Other>,
) -> (FrameTime, FrameTime) {
    let (mut of_one, mut of_other) = (Frames::default(), Frames::default());
    for _ in 0..ROUNDS {
        of_one.time_round(one);
        of_other.time_round(other);
    }
    (of_one.time(), of_other.time())
}

/// A window with talks of this size; how long it took to show them.
fn window_with(size: Size) -> (Harness<'static, App>, Duration) {
    let folder = tempfile::tempdir().expect("there is room for files");
    for (name, text) in talks::files(size) {
        std::fs::write(folder.path().join(name), text).expect("it can be written");
    }
    let opening = Opening {
        paths: vec![folder.path().to_owned()],
        ..Opening::default()
    };
    let begun = Instant::now();
    let mut window = Harness::builder()
        .with_size(WINDOW)
        .with_max_steps(40)
        .build_eframe(|creation| App::new(creation, opening).expect("the theme is valid"));
    window.step();
    while !window.state().is_idle() {
        thread::sleep(Duration::from_millis(5));
        window.step();
    }
    let shown = begun.elapsed();
    window.run();
    (window, shown)
}

/// Opens the pane in which a proposal is put together, and picks an outcome on each of the first rows.
fn put_proposal_together(window: &mut Harness<'_, App>) {
    window.key_press(Key::F4);
    settle(window);
    for _ in 0..ROWS_PICKED {
        for key in [Key::T, Key::Space, Key::Escape, Key::ArrowDown] {
            window.key_press(key);
            window.step();
        }
    }
    settle(window);
}

/// Draws until all that is asked is answered and nothing moves any more.
fn settle(window: &mut Harness<'_, App>) {
    window.step();
    while !window.state().is_idle() {
        thread::sleep(Duration::from_millis(5));
        window.step();
    }
    window.run();
}

fn from_environment(name: &str, usual: usize) -> usize {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual)
}

fn main() {
    let parties = from_environment("COMMON_GROUND_PARTIES", 200);
    let many = from_environment("COMMON_GROUND_ROWS", 6_200);
    let size = |rows| Size {
        parties,
        rows,
        percent_spoken: 70,
        is_dated: false,
    };
    let (mut few_window, _) = window_with(size(50));
    let (mut many_window, shown) = window_with(size(many));
    let mut at_once = Frames::default();
    at_once.time_round(&mut many_window);
    // What a text is looked for in is made ready in the background, which takes a while.
    thread::sleep(READY_AFTER);
    let (few, large) = in_turn(&mut few_window, &mut many_window);
    let mut plain = PlainTable {
        rows: u64::try_from(many).unwrap_or(u64::MAX),
        columns: parties + 2,
    };
    let mut plain_window = Harness::builder()
        .with_size(WINDOW)
        .build_ui(move |ui| plain.show(ui));
    let (few_beside_table, table) = in_turn(&mut few_window, &mut plain_window);
    // The scrolling comes to its end first.
    many_window.run();
    let is_idle = !many_window.ctx.has_requested_repaint();
    put_proposal_together(&mut few_window);
    put_proposal_together(&mut many_window);
    let (few_drafting, large_drafting) = in_turn(&mut few_window, &mut many_window);
    println!(
        "{parties} parties; {many} rows were shown after {:.1} s",
        shown.as_secs_f64()
    );
    println!("a frame, 50 rows          {}", few.beside(few));
    println!("a frame, {many:5} rows       {}", large.beside(few));
    println!("right after the start     {}", at_once.time().beside(few));
    println!(
        "with a proposal, 50 rows  {}",
        few_drafting.beside(few_drafting)
    );
    println!(
        "with a proposal, {many:5}    {}",
        large_drafting.beside(few_drafting)
    );
    println!(
        "a bare table of the same  {}",
        table.beside(few_beside_table)
    );
    println!("asks to be drawn again while idle: {}", !is_idle);
}
