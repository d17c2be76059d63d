//! A long run of commands and inputs at random, which nothing may break.

use std::path::{Path, PathBuf};

use common_ground::app::Opening;
use common_ground::app::command::{Command, ENTRIES};
use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, Role, Theme, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Window, harbour_with_proposal, window};

/// How many steps are taken, unless the environment says otherwise.
const STEPS: usize = 10_000;

/// Names the number of steps.
const VARIABLE: &str = "COMMON_GROUND_RANDOM_STEPS";

/// Names the seed, to take another way.
const SEED_VARIABLE: &str = "COMMON_GROUND_RANDOM_SEED";

/// After so many steps, the run comes back to its own folder from wherever it is.
const STEPS_ELSEWHERE: usize = 250;

/// Small, so that a frame costs little, and yet with room for all panes.
const SIZE: Vec2 = Vec2::new(900.0, 520.0);

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

    fn one_of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }

    fn place(&mut self) -> Pos2 {
        let share = |number: usize| number as f32 / 1_000.0;
        Pos2::new(
            SIZE.x * share(self.below(1_000)),
            SIZE.y * share(self.below(1_000)),
        )
    }
}

fn number_from(variable: &str) -> Option<usize> {
    std::env::var(variable).ok()?.parse().ok()
}

#[test]
fn no_run_of_commands_and_inputs_breaks_the_window() {
    let n_steps = number_from(VARIABLE).unwrap_or(STEPS);
    let seed = number_from(SEED_VARIABLE).unwrap_or(2_025);
    let folder = harbour_with_proposal();
    let opening = Opening {
        paths: vec![folder.path().to_owned()],
        ..Opening::default()
    };
    let mut run = Run {
        window: window(opening, SIZE),
        dice: Dice(u64::try_from(seed).unwrap_or_default()),
        folder: folder.path().to_owned(),
    };
    for taken in 0..n_steps {
        if taken % STEPS_ELSEWHERE == 0 {
            run.come_back();
        }
        run.step();
    }
}

/// The window with what is done to it.
struct Run {
    window: Window,
    dice: Dice,
    /// The only place where files are written.
    folder: PathBuf,
}

impl Run {
    /// Opens the folder in place of the bundled talks, if a command has led there.
    fn come_back(&mut self) {
        // What is still being opened may end in a question, and that is closed, too.
        super::settle(&mut self.window);
        self.press(Modifiers::NONE, Key::Escape);
        let dropped = std::sync::Arc::new(super::Dropped(self.folder.clone()));
        self.window.input_mut().dropped_files.push(dropped);
        super::settle(&mut self.window);
        let mut buttons = self.window.query_all_by_role(Role::Button);
        let agrees = buttons.find(|button| {
            let name = button.accesskit_node().label().unwrap_or_default();
            name.starts_with("Close “") || name.starts_with("Close what is open")
        });
        if let Some(button) = agrees {
            button.click_accesskit();
        }
        drop(buttons);
        super::settle(&mut self.window);
        // The title may have no room; the foot of the window always has.
        assert!(super::says(&self.window, "on 6 issues"));
    }

    fn step(&mut self) {
        match self.dice.below(10) {
            0..=3 => {
                let entry = self.dice.one_of(ENTRIES);
                match entry.shortcut {
                    // Leaving would end the run.
                    _ if entry.command == Command::Quit => {}
                    Some(shortcut) => self.press(shortcut.modifiers, shortcut.logical_key),
                    None => self.give_by_palette(entry.text),
                }
            }
            4 => {
                let key = self.dice.one_of(&[
                    Key::Escape,
                    Key::Escape,
                    Key::Tab,
                    Key::Enter,
                    Key::Space,
                    Key::Backspace,
                    Key::ArrowDown,
                ]);
                self.press(Modifiers::NONE, *key);
            }
            5 => {
                let texts = ["2025-03-10", "quay", "2025-02-30", "é", "zz", "at most 5"];
                let text = self.dice.one_of(&texts);
                self.give([Event::Text((*text).to_owned())]);
            }
            6 => {
                let theme = self.dice.one_of(&[Theme::Light, Theme::Dark]);
                self.window.ctx.set_theme(*theme);
                self.give([]);
            }
            7 => self.turn_wheel(),
            _ => self.click(),
        }
    }

    /// Gives all these events to one frame; the harness would take a frame for each. Where they could write a file
    /// outside the folder, the dialog is closed instead.
    fn give(&mut self, events: impl IntoIterator<Item = Event>) {
        let is_safe = !self.would_write_outside();
        let given = &mut self.window.input_mut().events;
        if is_safe {
            given.extend(events);
        } else {
            given.extend(key_events(Modifiers::NONE, Key::Escape));
        }
        self.window.step();
    }

    /// Whether a dialog is open that would write to a file elsewhere: one whose path was typed over, or that proposes
    /// the home folder, as it does for the bundled talks.
    fn would_write_outside(&self) -> bool {
        if self.window.query_by_label("Choose…").is_none() {
            return false;
        }
        let mut fields = self
            .window
            .query_all_by_role_and_label(Role::TextInput, "File");
        let path = fields.next().and_then(|field| field.value());
        let is_inside =
            |path: &String| Path::new(path.trim().trim_matches('"')).starts_with(&self.folder);
        !path.as_ref().is_some_and(is_inside)
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.give(key_events(modifiers, key));
    }

    fn turn_wheel(&mut self) {
        let wheel = Event::MouseWheel {
            source: egui::MouseWheelSource::Wheel,
            unit: MouseWheelUnit::Point,
            delta: Vec2::new(0.0, 300.0 - self.dice.below(600) as f32),
            phase: egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
        };
        let place = self.dice.place();
        self.give([Event::PointerMoved(place), wheel]);
    }

    fn click(&mut self) {
        let place = self.dice.place();
        let button = |pressed| Event::PointerButton {
            pos: place,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.give([Event::PointerMoved(place)]);
        self.give([button(true)]);
        self.give([button(false)]);
    }

    fn give_by_palette(&mut self, words: &str) {
        self.press(Modifiers::NONE, Key::Escape);
        self.press(Modifiers::COMMAND, Key::K);
        // The palette is there in the next frame, and has the focus in the one after.
        self.give([]);
        self.give([]);
        self.give([Event::Text(words.to_owned())]);
        self.press(Modifiers::NONE, Key::Enter);
    }
}

fn key_events(modifiers: Modifiers, key: Key) -> [Event; 4] {
    let event = |pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers,
    };
    [
        Event::ModifiersChanged(modifiers),
        event(true),
        event(false),
        Event::ModifiersChanged(Modifiers::NONE),
    ]
}
