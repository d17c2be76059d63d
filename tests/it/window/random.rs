//! A long run of commands and inputs at random, which nothing may break.

use common_ground::app::command::{Command, ENTRIES};
use egui::{Key, Modifiers, Pos2, Theme, Vec2};
use egui_kittest::kittest::Queryable as _;

use super::{Window, harbour_with_proposal, window};
use common_ground::app::Opening;

/// How many steps are taken, unless the environment says otherwise.
const STEPS: usize = 1_000;

/// Names the number of steps.
const VARIABLE: &str = "COMMON_GROUND_RANDOM_STEPS";

/// Numbers without a pattern, the same in every run (Knuth's linear congruential generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    fn place(&mut self, size: Vec2) -> Pos2 {
        let share = |number: usize| number as f32 / 1_000.0;
        Pos2::new(
            size.x * share(self.below(1_000)),
            size.y * share(self.below(1_000)),
        )
    }
}

#[test]
fn no_run_of_commands_and_inputs_breaks_the_window() {
    let n_steps = std::env::var(VARIABLE)
        .ok()
        .and_then(|steps| steps.parse().ok())
        .unwrap_or(STEPS);
    let folder = harbour_with_proposal();
    let size = Vec2::new(1024.0, 640.0);
    let opening = Opening {
        paths: vec![folder.path().to_owned()],
        ..Opening::default()
    };
    let mut window = window(opening, size);
    let mut dice = Dice(2_025);
    for _ in 0..n_steps {
        step(&mut window, &mut dice, size);
        window.step();
    }
}

fn step(window: &mut Window, dice: &mut Dice, size: Vec2) {
    if window.query_by_label("Choose…").is_some() {
        // A dialog of the system is one click away.
        window.key_press(Key::Escape);
        return;
    }
    match dice.below(10) {
        0..=3 => {
            // Dialogs of the system cannot be driven from here, and leaving would end the run.
            let is_possible = |command: Command| {
                !matches!(
                    command,
                    Command::OpenFiles | Command::OpenFolder | Command::Quit | Command::Export
                )
            };
            let entry = ENTRIES.get(dice.below(ENTRIES.len()));
            if let Some(entry) = entry.filter(|entry| is_possible(entry.command)) {
                match entry.shortcut {
                    Some(shortcut) => {
                        window.key_press_modifiers(shortcut.modifiers, shortcut.logical_key);
                    }
                    None => by_palette(window, entry.text),
                }
            }
        }
        4 => {
            let keys = [
                Key::Escape,
                Key::Tab,
                Key::Enter,
                Key::Space,
                Key::Backspace,
                Key::ArrowDown,
            ];
            if let Some(key) = keys.get(dice.below(keys.len())) {
                window.key_press(*key);
            }
        }
        5 => {
            let texts = ["2025-03-10", "quay", "2025-02-30", "é", "zz"];
            if let Some(text) = texts.get(dice.below(texts.len())) {
                window.event(egui::Event::Text((*text).to_owned()));
            }
        }
        6 => {
            let theme = if dice.below(2) == 0 {
                Theme::Light
            } else {
                Theme::Dark
            };
            window.ctx.set_theme(theme);
        }
        7 => {
            window.event(egui::Event::MouseWheel {
                source: egui::MouseWheelSource::Wheel,
                unit: egui::MouseWheelUnit::Point,
                delta: Vec2::new(0.0, 300.0 - dice.below(600) as f32),
                phase: egui::TouchPhase::Move,
                modifiers: Modifiers::NONE,
            });
        }
        _ => {
            let place = dice.place(size);
            // The links and buttons that open dialogs of the system stand in the menus and on the empty page only.
            if place.y > 40.0 {
                window.hover_at(place);
                window.step();
                window.drag_at(place);
                window.step();
                window.drop_at(place);
            }
        }
    }
}

fn by_palette(window: &mut Window, words: &str) {
    window.key_press(Key::Escape);
    window.step();
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.step();
    window.event(egui::Event::Text(words.to_owned()));
    window.step();
    window.key_press(Key::Enter);
}
