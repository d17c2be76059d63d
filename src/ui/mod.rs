//! What is on screen, one file for each thing. Views take data and say what the user asks for; they change nothing
//! but how the window looks at it.

mod dates;
mod details;
pub mod dialogs;
mod draft;
mod filters;
pub mod fonts;
mod headline;
pub mod icon;
mod lane;
mod marks;
mod matrix;
mod menu;
mod overview;
mod pane;
mod phrase;
mod problems;
mod side;
mod status;
mod table;
mod text;
pub mod theme;
mod timeline;

use std::path::PathBuf;

use egui::{CentralPanel, Frame, Margin, Panel, RichText, Ui};

use crate::app::Notice;
use crate::app::columns::Columns;
use crate::app::command::{Action, Command};
use crate::app::jobs::{Busy, ExportStage};
use crate::app::order::Sort;
use crate::app::panes::Pane;
use crate::app::settings::Settings;
use crate::app::state::State;
use crate::app::view::{View, ViewMode};
use crate::files::Problem;
use crate::sheet::Sought;
pub use table::row_has_focus;
use text::Marker;
use theme::Palette;

/// However large the panes, so much is left of the table.
const LEAST_TABLE_HEIGHT: f32 = 190.0;
/// No pane below the table is lower.
const LEAST_PANE_HEIGHT: f32 = 120.0;

/// In a window that is not as wide, what is beside the table makes way for it.
const NARROW: f32 = 760.0;
/// In a window that is not as wide, there is no room for every day beside the menus.
const ROOM_FOR_DAYS: f32 = 920.0;
/// In a window that is not as high, what is above and below the table makes way for it.
const LOW: f32 = 430.0;

/// How much room there is, measured in the size of the text: large text makes a small window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Whether the window is not wide.
    pub is_narrow: bool,
    /// Whether the window is not high.
    pub is_low: bool,
    /// Whether every day stands at the top; else all but one stand above the filters.
    pub has_all_days: bool,
}

impl Room {
    /// The room in a window.
    pub fn of(context: &egui::Context) -> Self {
        let size = context.content_rect().size();
        Self {
            is_narrow: size.x < NARROW,
            is_low: size.y < LOW,
            has_all_days: size.x >= ROOM_FOR_DAYS,
        }
    }
}

/// Everything that the window shows.
pub struct Window<'a> {
    /// What is open; nothing before the first files are read.
    pub state: Option<&'a State>,
    /// What the window remembers.
    pub settings: &'a Settings,
    /// What was opened of late, the latest first.
    pub recent: &'a [Vec<PathBuf>],
    /// Which columns are shown.
    pub columns: &'a Columns,
    /// The colours of the theme in force.
    pub palette: &'a Palette,
    /// What the user should know.
    pub notice: Option<&'a Notice>,
    /// How far the writing of a file has come.
    pub export_stage: Option<ExportStage>,
    /// What the talks are called that the user may open in place of what is open.
    pub waiting: Option<&'a str>,
    /// The problems of files that could not be opened, while others stay on screen.
    pub failed: &'a [Problem],
    /// That what is shown is from before its files changed, for as long as they cannot be read.
    pub outdated: Option<&'a str>,
    /// How much room there is.
    pub room: Room,
    /// What is under way.
    pub busy: Busy,
    /// Whether a dialog stands over everything.
    pub has_dialog: bool,
}

/// Shows the whole window but its dialogs.
pub fn window_ui(ui: &mut Ui, window: &Window<'_>, view: &mut View, actions: &mut Vec<Action>) {
    let palette = window.palette;
    if window.has_dialog {
        // Else the tooltip of what is under the pointer would stand over the dialog. The dialog dims it all anyway.
        ui.visuals_mut().disabled_alpha = 1.0;
        ui.disable();
    }
    take_dropped_files(ui, actions);
    view.shown_panes.clear();
    let bar = panel_frame(palette, Margin::symmetric(10, 4));
    Panel::top("menu").frame(bar).show(ui, |ui| {
        let right = ui.max_rect().right();
        let menus = ui.horizontal(|ui| menu::menu_ui(ui, window, view, actions));
        if let Some(state) = window.state {
            let line = menus.response.rect.with_max_x(right);
            dates::dates_ui(ui, line, state, window.room, view, actions);
        }
    });
    let band = panel_frame(palette, Margin::symmetric(14, 8));
    Panel::top("headline").frame(band).show(ui, |ui| {
        headline::headline_ui(ui, window, view, actions);
    });
    Panel::bottom("status").frame(bar).show(ui, |ui| {
        status::status_ui(ui, window, view, actions);
    });
    if let Some(state) = window.state {
        panes_ui(ui, window, state, view, actions);
    }
    if let Some(filters) = window
        .state
        .and_then(|state| state.sheet().filters.as_ref())
    {
        Panel::top("hidden-rows")
            .frame(panel_frame(palette, Margin::symmetric(12, 4)))
            .show(ui, |ui| headline::filters_ui(ui, filters, palette, actions));
    }
    if let Some(state) = window.state
        && state.is_comparable()
        && view.mode == ViewMode::Table
    {
        Panel::right("overview")
            .frame(Frame::new().fill(palette.panel.into()))
            .resizable(false)
            .exact_size(overview::width(state))
            .show(ui, |ui| overview::overview_ui(ui, state, palette, actions));
    }
    let page = Frame::new().fill(palette.page.into());
    let shown = CentralPanel::default()
        .frame(page)
        .show(ui, |ui| page_ui(ui, window, view, actions));
    view.shown_panes.note(shown.inner, shown.response.rect);
}

/// Opens what was dropped on the window, where the system tells of it.
fn take_dropped_files(ui: &Ui, actions: &mut Vec<Action>) {
    let paths: Vec<PathBuf> = ui.input(|input| {
        let dropped = &input.raw.dropped_files;
        dropped.iter().map(|file| file.path().to_owned()).collect()
    });
    if !paths.is_empty() {
        actions.push(Action::Open(paths));
    }
}

/// The panels around the table.
fn panes_ui(
    ui: &mut Ui,
    window: &Window<'_>,
    state: &State,
    view: &mut View,
    actions: &mut Vec<Action>,
) {
    let palette = window.palette;
    let shows_filters = if window.room.is_narrow {
        view.panes.shows_filters_anyway
    } else {
        window.settings.shows_filters
    };
    if shows_filters && state.is_comparable() {
        let panel = Panel::left("filters")
            .frame(panel_frame(palette, Margin::symmetric(12, 10)))
            .resizable(true)
            .default_size(view.pane_sizes.filters)
            .size_range(170.0..=360.0);
        side::pane_ui(ui, panel, (Pane::Filters, "filters"), view, |ui, view| {
            filters::filters_ui(ui, window, state, view, actions);
        });
    }
    if view.shows_draft && state.draft.is_some() && !window.room.is_narrow {
        let panel = Panel::right("draft")
            .frame(panel_frame(palette, Margin::symmetric(12, 10)))
            .resizable(true)
            .default_size(view.pane_sizes.draft)
            .size_range(250.0..=520.0);
        side::pane_ui(ui, panel, (Pane::Draft, "draft"), view, |ui, view| {
            draft::draft_ui(ui, window, state, view, actions);
        });
    }
    if view.panes.shows_problems {
        let panel = Panel::bottom("problems")
            .frame(panel_frame(palette, Margin::symmetric(14, 10)))
            .resizable(true)
            .default_size(view.pane_sizes.problems)
            .size_range(LEAST_PANE_HEIGHT..=500.0);
        side::pane_ui(ui, panel, (Pane::Problems, "problems"), view, |ui, view| {
            problems::problems_ui(ui, window, state, view);
        });
    }
    if let Some((_, known)) = &state.selected
        && view.panes.shows_details
        && !window.room.is_low
    {
        let most = (ui.available_height() - LEAST_TABLE_HEIGHT).max(LEAST_PANE_HEIGHT);
        let panel = Panel::bottom("details")
            .frame(panel_frame(palette, Margin::symmetric(14, 10)))
            .resizable(true)
            .default_size(view.pane_sizes.details)
            .size_range(LEAST_PANE_HEIGHT..=most);
        side::pane_ui(ui, panel, (Pane::Details, "details"), view, |ui, view| {
            details::details_ui(ui, known, state, palette, view, actions);
        });
    }
}

/// The table, or what takes its place. Says what that is.
fn page_ui(ui: &mut Ui, window: &Window<'_>, view: &mut View, actions: &mut Vec<Action>) -> Pane {
    let palette = window.palette;
    let Some(state) = window.state else {
        if window.busy.is_loading {
            message_ui(ui, "Reading the files…", "");
        } else {
            message_ui(ui, "Nothing is open", "");
            open_buttons_ui(ui, actions);
        }
        return Pane::Page;
    };
    if !state.is_comparable() {
        incomparable_ui(ui, state, actions);
    } else if view.shows_draft && state.draft.is_some() && window.room.is_narrow {
        // There is no room beside the table, so the proposal takes its place until it is closed.
        let frame = panel_frame(palette, Margin::symmetric(12, 10));
        frame.show(ui, |ui| draft::draft_ui(ui, window, state, view, actions));
        return Pane::Draft;
    } else if let Some((_, known)) = &state.selected
        && view.panes.shows_details
        && window.room.is_low
    {
        // There is no room for both, so the details take the place of the table until they are closed.
        let frame = panel_frame(palette, Margin::symmetric(14, 10));
        frame.show(ui, |ui| {
            details::details_ui(ui, known, state, palette, view, actions);
        });
        return Pane::Details;
    } else if view.mode == ViewMode::Timeline {
        timeline::timeline_ui(ui, state, palette, view, actions);
    } else if view.mode == ViewMode::Matrix && state.sheet().parties.len() > 2 {
        // Each has a place to which it is scrolled, under the id of what it stands in.
        ui.push_id("matrix", |ui| {
            matrix::matrix_ui(ui, state, palette, actions);
        });
    } else if state.sheet().lines.is_empty() {
        message_ui(ui, "No row passes the filters", "");
        ui.vertical_centered(|ui| {
            if ui.button("Show all rows").clicked() {
                actions.push(Action::Do(Command::ClearFilters));
            }
        });
    } else {
        let sought = Sought::of(&state.asked.filters);
        let options = table::Options {
            palette,
            marker: Marker::new(sought.as_ref(), palette),
            is_compact: window.settings.is_compact,
            is_flat: state.answer.asked.sort != Sort::Agenda,
            right: ui.max_rect().right(),
        };
        ui.push_id("table", |ui| {
            table::table_ui(ui, state, options, view, actions);
        });
    }
    Pane::Page
}

fn incomparable_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let (head, body) = match state.loaded.talks.positions.len() {
        0 => (
            "No position could be read",
            "The problems below say why. Open other files, or mend these and read them again.",
        ),
        _ => (
            "One position is open",
            "A comparison needs two. Open the files of both parties together, or their folder.",
        ),
    };
    message_ui(ui, head, body);
    open_buttons_ui(ui, actions);
}

fn message_ui(ui: &mut Ui, head: &str, body: &str) {
    ui.add_space(ui.available_height() * 0.3);
    ui.vertical_centered(|ui| {
        ui.label(RichText::new(head).heading());
        ui.label(body);
        ui.add_space(6.0);
    });
}

fn open_buttons_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    ui.vertical_centered(|ui| {
        for (text, command) in [
            ("Open files…", Command::OpenFiles),
            ("Open folder…", Command::OpenFolder),
            ("Open path…", Command::OpenPath),
        ] {
            if ui.button(text).clicked() {
                actions.push(Action::Do(command));
            }
        }
    });
}

fn panel_frame(palette: &Palette, margin: Margin) -> Frame {
    Frame::new().fill(palette.panel.into()).inner_margin(margin)
}
