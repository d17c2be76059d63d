//! The menu bar, made from the list of commands.

use egui::{Button, MenuBar, Ui};

use super::Window;
use crate::app::command::{Action, Command, ENTRIES, Menu};
use crate::app::settings::ThemeChoice;
use crate::app::view::View;

/// Shows the menus.
pub(super) fn menu_ui(ui: &mut Ui, window: &Window<'_>, view: &View, actions: &mut Vec<Action>) {
    MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            ui.menu_button(menu.text(), |ui| {
                entries_ui(ui, menu, window, view, actions);
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
    }
}

/// Whether a command stands for something that is now the case.
fn is_on(command: Command, window: &Window<'_>, view: &View) -> bool {
    let settings = window.settings;
    match command {
        Command::ToggleFilters => settings.shows_filters,
        Command::ToggleDetails => view.shows_details,
        Command::ToggleProblems => view.shows_problems,
        Command::ToggleCompact => settings.is_compact,
        Command::FollowSystemTheme => settings.theme == ThemeChoice::System,
        Command::UseLight => settings.theme == ThemeChoice::Light,
        Command::UseDark => settings.theme == ThemeChoice::Dark,
        _ => false,
    }
}

fn is_possible(command: Command, window: &Window<'_>) -> bool {
    match command {
        Command::Export => {
            window
                .state
                .is_some_and(crate::app::state::State::is_comparable)
                && !window.is_exporting
        }
        Command::Findings => window
            .state
            .is_some_and(|state| !state.sheet.findings.is_empty()),
        Command::ClearFilters => window
            .state
            .is_some_and(crate::app::state::State::is_filtered),
        Command::EarlierDate => window
            .state
            .is_some_and(|state| state.earlier_day().is_some()),
        Command::LaterDate => window
            .state
            .is_some_and(|state| state.later_day().is_some()),
        Command::LatestDate => window
            .state
            .is_some_and(|state| state.question.as_of.is_some()),
        _ => true,
    }
}
