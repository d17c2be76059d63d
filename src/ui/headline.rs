//! The band above the table: what is compared and what came out of it.

use std::path::Path;

use egui::{Align, Layout, RichText, ScrollArea, Ui};

use super::theme::Palette;
use super::{Window, text};
use crate::app::Subject;
use crate::app::command::{Action, Command};
use crate::app::state::{Origin, State};
use crate::app::view::{View, ViewMode};
use crate::sheet::{ChangeFilter, Extreme, Filters, Outline, TallyPiece, filter_meaning};

/// The share of a low window that the band has: over the table, and over what needs more room than it.
const LOW_SHARES: (f32, f32) = (0.3, 0.16);

/// Shows the band.
pub(super) fn headline_ui(
    ui: &mut Ui,
    window: &Window<'_>,
    view: &View,
    actions: &mut Vec<Action>,
) {
    ui.spacing_mut().item_spacing.y = 4.0;
    let Some(state) = window.state else {
        ui.label(RichText::new("Common Ground").heading());
        return;
    };
    if window.room.is_low {
        low_ui(ui, window, (state, view), actions);
    } else {
        title_ui(ui, state, actions);
        if state.is_comparable() {
            tally_ui(ui, state.sheet(), actions);
            extremes_ui(ui, state, window.palette, actions);
        }
        hint_ui(ui, state, window.palette, actions);
    }
    warnings_ui(ui, window, state, view, actions);
}

/// The band where there is little room: where the parties are closest and farthest apart comes first, and what has no
/// room is scrolled to.
fn low_ui(
    ui: &mut Ui,
    window: &Window<'_>,
    (state, view): (&State, &View),
    actions: &mut Vec<Action>,
) {
    if !state.is_comparable() {
        return;
    }
    let (over_table, over_others) = LOW_SHARES;
    let has_details = view.panes.shows_details && state.selected.is_some();
    let is_table = view.mode == ViewMode::Table && !has_details && !view.shows_draft;
    let share = if is_table { over_table } else { over_others };
    let most = ui.ctx().content_rect().height() * share;
    ScrollArea::vertical()
        .id_salt("headline")
        .max_height(most)
        .show(ui, |ui| {
            extremes_ui(ui, state, window.palette, actions);
            tally_ui(ui, state.sheet(), actions);
        });
}

fn title_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button("What these words mean").clicked() {
                actions.push(Action::Do(Command::Legend));
            }
            if !state.sheet().findings.is_empty() && ui.button("Findings").clicked() {
                actions.push(Action::Do(Command::Findings));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title =
                    egui::Label::new(RichText::new(&state.sheet().title).heading()).truncate();
                let response = ui.add(title);
                if let Some(summary) = &state.sheet().summary {
                    response.on_hover_text(summary);
                }
            });
        });
    });
}

/// What came out of the comparison. The rows that came closer or moved apart are one click away.
fn tally_ui(ui: &mut Ui, sheet: &Outline, actions: &mut Vec<Action>) {
    ui.scope(|ui| {
        // The pieces are one text, and its lines as close as those of a label.
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal_wrapped(|ui| {
            // Words that lead nowhere are one label, which a screen reader says in one.
            for run in sheet
                .tally
                .chunk_by(|a, b| a.shows.is_none() && b.shows.is_none())
            {
                match run {
                    [
                        TallyPiece {
                            text,
                            shows: Some(filter),
                        },
                    ] => change_link_ui(ui, text, *filter, actions),
                    words => {
                        let words = words.iter().map(|piece| piece.text.as_str());
                        ui.label(words.collect::<String>());
                    }
                }
            }
        });
    });
}

fn change_link_ui(ui: &mut Ui, text: &str, filter: ChangeFilter, actions: &mut Vec<Action>) {
    let meaning = filter_meaning(filter);
    let what = format!("{meaning}\nA click shows these rows alone.");
    if ui.link(text).on_hover_text(what).clicked() {
        let filters = Filters {
            changes: Some(filter),
            ..Filters::default()
        };
        actions.push(Action::SetFilters(filters));
        actions.push(Action::Do(Command::ShowTable));
    }
}

/// Where the parties are closest and farthest apart: each name leads to its row.
fn extremes_ui(ui: &mut Ui, state: &State, palette: &Palette, actions: &mut Vec<Action>) {
    ui.scope(|ui| {
        // Links are as high as the words between them, or the lines would stand far apart.
        ui.spacing_mut().interact_size.y = 0.0;
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 2.0);
        for extreme in &state.sheet().extremes {
            ui.horizontal_wrapped(|ui| extreme_ui(ui, extreme, palette, actions));
        }
    });
}

fn extreme_ui(ui: &mut Ui, extreme: &Extreme, palette: &Palette, actions: &mut Vec<Action>) {
    ui.label(text::strong(format!("{}:", extreme.head)));
    let last = extreme.places.len().saturating_sub(1);
    for (index, place) in extreme.places.iter().enumerate() {
        let name = text::strong(&place.title);
        if ui.link(name).on_hover_text("Go to the row").clicked() {
            actions.push(Action::Show(place.row));
        }
        let is_last = index == last && extreme.more.is_none();
        let end = if is_last { "" } else { "," };
        ui.label(text::small(format!("{}{end}", place.detail), palette));
    }
    if let Some(more) = &extreme.more {
        let link = ui.link(RichText::new(more).small());
        if link.on_hover_text("Show all of them alone").clicked() {
            actions.push(Action::SetFilters(Filters {
                verdicts: Some(extreme.verdicts.clone()),
                ..Filters::default()
            }));
            actions.push(Action::Do(Command::ShowTable));
        }
    }
}

/// How to open one's own files, while the bundled talks are shown.
fn hint_ui(ui: &mut Ui, state: &State, palette: &Palette, actions: &mut Vec<Action>) {
    if !matches!(state.origin, Origin::Bundled(..)) {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(text::small(
            "These talks come with the program. Click a row for the reason, the quotes and the sources. To compare positions of your own:",
            palette,
        ));
        for (words, command) in [("Open files…", Command::OpenFiles), ("Open folder…", Command::OpenFolder)] {
            if ui.link(RichText::new(words).small()).clicked() {
                actions.push(Action::Do(command));
            }
        }
    });
}

/// Ways to open a file that was written.
fn written_ui(ui: &mut Ui, file: &Path, actions: &mut Vec<Action>) {
    if ui.link("Open the file").clicked() {
        actions.push(Action::OpenWritten(file.to_owned()));
    }
    if let Some(folder) = file.parent()
        && ui.link("Open its folder").clicked()
    {
        actions.push(Action::OpenWritten(folder.to_owned()));
    }
}

/// Which rows are hidden, above the page and not above the panel in which they are chosen, so that nothing there moves
/// from under the pointer.
pub(super) fn filters_ui(ui: &mut Ui, filters: &str, palette: &Palette, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        ui.label(text::small(filters, palette));
        if ui.link(RichText::new("Show all rows").small()).clicked() {
            actions.push(Action::Do(Command::ClearFilters));
        }
    });
}

/// What was left out and what went wrong.
fn warnings_ui(
    ui: &mut Ui,
    window: &Window<'_>,
    state: &State,
    view: &View,
    actions: &mut Vec<Action>,
) {
    let palette = window.palette;
    let left_out = state.sheet().left_out.as_deref();
    for warning in window.outdated.into_iter().chain(left_out) {
        ui.horizontal_wrapped(|ui| {
            ui.label(text::strong(warning).color(palette.error));
            if !view.panes.shows_problems && ui.link("Show the problems").clicked() {
                actions.push(Action::Do(Command::ToggleProblems));
            }
        });
    }
    for error in [&view.as_of.error, &view.from.error, &view.since.error]
        .into_iter()
        .flatten()
    {
        ui.label(RichText::new(error).color(palette.error));
    }
    if let Some(notice) = window.notice {
        ui.horizontal_wrapped(|ui| {
            let colour = if notice.is_error {
                palette.error
            } else {
                palette.aligned
            };
            ui.label(text::strong(&notice.text).color(colour));
            if let Subject::Written(file) = &notice.subject {
                written_ui(ui, file, actions);
            }
            if ui.link("Dismiss").clicked() {
                actions.push(Action::DismissNotice);
            }
        });
    }
}
