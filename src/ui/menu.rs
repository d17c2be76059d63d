//! The menu bar, made from the list of commands.

use std::path::PathBuf;
use std::sync::LazyLock;

use egui::{Button, MenuBar, ScrollArea, TextWrapMode, Ui};

use super::Window;
use crate::app::command::{Action, Command, ENTRIES, Menu};
use crate::app::draft::Draft;
use crate::app::drafting::DraftCommand;
use crate::app::order::Sort;
use crate::app::settings::ThemeChoice;
use crate::app::state::State;
use crate::app::view::{View, ViewMode};
use crate::files::{BundledTalks, bundled_talks};

/// The talks that come with the program, found when the menu is first opened.
pub(super) static TALKS: LazyLock<Vec<BundledTalks>> = LazyLock::new(bundled_talks);

/// So much of the window stays free below the longest menu.
const BELOW_MENUS: f32 = 12.0;

/// Shows the menus.
pub(super) fn menu_ui(ui: &mut Ui, window: &Window<'_>, view: &View, actions: &mut Vec<Action>) {
    MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            ui.menu_button(menu.text(), |ui| {
                // What is below the end of a small window is reached by scrolling.
                let room = ui.ctx().content_rect().bottom() - ui.max_rect().top() - BELOW_MENUS;
                ScrollArea::vertical()
                    .max_height(room)
                    .min_scrolled_height(room)
                    .show(ui, |ui| entries_ui(ui, menu, window, view, actions));
            });
        }
    });
}

fn entries_ui(
    ui: &mut Ui,
    menu: Menu,
    window: &Window<'_>,
    view: &View,
    actions: &mut Vec<Action>,
) {
    ui.set_min_width(230.0);
    ui.style_mut().wrap_mode = Some(TextWrapMode::Extend);
    let mut group_above = None;
    for entry in ENTRIES.iter().filter(|entry| entry.menu == menu) {
        if group_above.is_some_and(|group| group != entry.group) {
            ui.separator();
        }
        group_above = Some(entry.group);
        let shortcut = entry
            .shortcut
            .map(|shortcut| ui.ctx().format_shortcut(&shortcut))
            .unwrap_or_default();
        let button = Button::selectable(is_on(entry.command, window, view), entry.text)
            .shortcut_text(shortcut);
        if ui
            .add_enabled(is_possible(entry.command, window), button)
            .clicked()
        {
            actions.push(Action::Do(entry.command));
            ui.close();
        }
        if entry.command == Command::OpenPath {
            recent_ui(ui, window, actions);
        }
        if entry.command == Command::OpenBundled {
            talks_ui(ui, actions);
        }
    }
}

/// What was opened of late.
fn recent_ui(ui: &mut Ui, window: &Window<'_>, actions: &mut Vec<Action>) {
    ui.add_enabled_ui(!window.recent.is_empty(), |ui| {
        ui.menu_button("Open recent", |ui| {
            for paths in window.recent {
                let (words, all) = opening_in_words(paths);
                if ui.button(words).on_hover_text(all).clicked() {
                    actions.push(Action::Open(paths.clone()));
                    ui.close();
                }
            }
        });
    });
}

/// Files and folders that were opened together: the name of the first, and all paths.
pub(super) fn opening_in_words(paths: &[PathBuf]) -> (String, String) {
    let name = paths.first().map_or_else(String::new, |first| {
        let name = first.file_name().unwrap_or(first.as_os_str());
        name.to_string_lossy().into_owned()
    });
    let words = match paths.len() {
        0 | 1 => name,
        count => format!("{name} and {} more", count - 1),
    };
    let all: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    (words, all.join("\n"))
}

/// The talks that come with the program.
fn talks_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    ui.menu_button("Other bundled talks", |ui| {
        for talks in TALKS.iter() {
            if ui.button(&talks.title).clicked() {
                actions.push(Action::OpenTalks(talks.folder.clone()));
                ui.close();
            }
        }
    });
}

/// Whether a command stands for something that is now the case.
fn is_on(command: Command, window: &Window<'_>, view: &View) -> bool {
    let settings = window.settings;
    match command {
        Command::ToggleFilters => settings.shows_filters,
        Command::ToggleDetails => view.panes.shows_details,
        Command::ToggleProblems => view.panes.shows_problems,
        Command::ToggleCompact => settings.is_compact,
        Command::Draft(DraftCommand::Toggle) => view.shows_draft,
        Command::ToggleHighContrast => settings.is_high_contrast,
        Command::ShowTable => view.mode == ViewMode::Table,
        Command::ShowMatrix => view.mode == ViewMode::Matrix,
        Command::ShowTimeline => view.mode == ViewMode::Timeline,
        Command::SortByAgenda => is_sorted(window, Sort::Agenda),
        Command::SortByVerdict => is_sorted(window, Sort::Verdict),
        Command::SortByDate => is_sorted(window, Sort::Date),
        Command::FollowSystemTheme => settings.theme == ThemeChoice::System,
        Command::UseLight => settings.theme == ThemeChoice::Light,
        Command::UseDark => settings.theme == ThemeChoice::Dark,
        _ => false,
    }
}

fn is_sorted(window: &Window<'_>, sort: Sort) -> bool {
    window.state.is_some_and(|state| state.asked.sort == sort)
}

/// Whether a command would do something now.
pub(super) fn is_possible(command: Command, window: &Window<'_>) -> bool {
    let has = |is_so: fn(&State) -> bool| window.state.is_some_and(is_so);
    match command {
        Command::Export => has(State::is_comparable) && !window.busy.is_exporting,
        Command::Stop => window.busy.is_loading || window.busy.is_exporting,
        Command::CopyRow | Command::CopyRowAsMarkdown => has(|state| state.selected.is_some()),
        Command::CopyTable | Command::CopyTableAsMarkdown => window.state.is_some(),
        Command::Findings => has(|state| !state.sheet().findings.is_empty()),
        Command::ClearFilters => has(State::is_filtered),
        Command::ShowMatrix => has(State::has_matrix),
        Command::CompareAll => {
            has(|state| state.asked.question.parties.len() < state.loaded.talks.positions.len())
        }
        Command::EarlierDate => has(|state| state.earlier_day().is_some()),
        Command::LaterDate => has(|state| state.later_day().is_some()),
        Command::Draft(DraftCommand::Toggle | DraftCommand::PickOutcome) => {
            has(State::is_comparable)
        }
        Command::Draft(DraftCommand::RemoveTerm) => has(|state| {
            let row = state.selected.as_ref().map(|(row, _)| *row);
            let draft = state.draft.as_ref();
            draft.is_some_and(|draft| row.is_some_and(|row| draft.term(row).is_some()))
        }),
        Command::Draft(DraftCommand::Undo) => {
            has(|state| state.draft.as_ref().is_some_and(Draft::can_undo))
        }
        Command::Draft(DraftCommand::Redo) => {
            has(|state| state.draft.as_ref().is_some_and(Draft::can_redo))
        }
        Command::Draft(DraftCommand::Save) => {
            has(|state| state.draft.as_ref().is_some_and(|draft| !draft.is_empty()))
        }
        Command::Draft(DraftCommand::Discard) => has(|state| state.draft.is_some()),
        Command::EarlierSince => has(|state| state.earlier_since().is_some()),
        Command::LaterSince => has(|state| state.later_since().is_some()),
        Command::NoChanges => has(|state| state.asked.question.since.is_some()),
        Command::LatestDate => has(|state| state.asked.question.as_of.is_some()),
        _ => true,
    }
}
