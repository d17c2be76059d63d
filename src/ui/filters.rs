//! The panel on the left: which parties are compared and which rows are shown.

use egui::{
    Pos2, Rect, Response, Role, ScrollArea, Sense, Shape, Stroke, StrokeKind, TextEdit, Ui,
    WidgetInfo, vec2,
};

use super::Window;
use super::dates;
use super::marks;
use super::text::{self, Run};
use super::theme::Palette;
use crate::app::command::{Action, Command};
use crate::app::state::{LEAST_PARTIES, State};
use crate::app::view::View;
use crate::compare::Verdict;
use crate::sheet::{Filters, filter_meaning};

/// Height of one line with a checkbox.
const LINE_HEIGHT: f32 = 24.0;
/// Room for a number of rows at the end of a line, and for the word before it that shows these rows alone.
const COUNT_WIDTH: f32 = 28.0;
const ONLY_WIDTH: f32 = 34.0;
/// Side of a checkbox.
const BOX_SIDE: f32 = 15.0;

/// A line with a checkbox.
struct CheckLine<'a> {
    is_ticked: bool,
    is_enabled: bool,
    verdict: Option<Verdict>,
    text: &'a str,
    count: Option<usize>,
}

/// Shows the panel.
pub(super) fn filters_ui(
    ui: &mut Ui,
    window: &Window<'_>,
    state: &State,
    view: &mut View,
    actions: &mut Vec<Action>,
) {
    let palette = window.palette;
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            find_ui(ui, state, palette, view, actions);
            if !window.room.has_all_days {
                // At the top there is no room for them.
                ui.add_space(10.0);
                dates::first_days_ui(ui, state, view, actions);
            }
            parties_ui(ui, state, palette, actions);
            proposals_ui(ui, state, palette, actions);
            verdicts_ui(ui, state, palette, actions);
            changes_ui(ui, state, palette, actions);
            themes_ui(ui, state, palette, actions);
        });
}

fn find_ui(
    ui: &mut Ui,
    state: &State,
    palette: &Palette,
    view: &mut View,
    actions: &mut Vec<Action>,
) {
    let label = ui.label(text::label("Find text", palette));
    let mut wanted = state.asked.filters.text.clone();
    let editor = TextEdit::singleline(&mut wanted)
        .desired_width(f32::INFINITY)
        .hint_text("issue, answer, quote …");
    let response = ui.add(editor).labelled_by(label.id);
    if std::mem::take(&mut view.focuses_find) {
        response.request_focus();
    }
    if response.changed() {
        let filters = Filters {
            text: wanted,
            ..state.asked.filters.clone()
        };
        actions.push(Action::SetFilters(filters));
    }
}

fn parties_ui(ui: &mut Ui, state: &State, palette: &Palette, actions: &mut Vec<Action>) {
    group_head_ui(ui, "Parties", palette);
    let compared = &state.asked.question.parties;
    for (index, position) in state.loaded.talks.positions.iter().enumerate() {
        let is_ticked = compared.contains(&index);
        let line = CheckLine {
            is_ticked,
            is_enabled: !is_ticked || compared.len() > LEAST_PARTIES,
            verdict: None,
            text: &position.party.name,
            count: None,
        };
        let response = check_ui(ui, &line, palette);
        if explained(response, &line).clicked() {
            actions.push(Action::SetParty(index, !is_ticked));
        }
    }
    if compared.len() < state.loaded.talks.positions.len() && ui.link("Compare all").clicked() {
        actions.push(Action::Do(Command::CompareAll));
    }
}

fn proposals_ui(ui: &mut Ui, state: &State, palette: &Palette, actions: &mut Vec<Action>) {
    let proposals = &state.loaded.talks.proposals;
    if proposals.is_empty() {
        return;
    }
    group_head_ui(ui, "Proposals", palette);
    for (index, proposal) in proposals.iter().enumerate() {
        let is_ticked = state.asked.proposals.contains(&index);
        let line = CheckLine {
            is_ticked,
            is_enabled: true,
            verdict: None,
            text: &proposal.title,
            count: None,
        };
        let what = "Show what it says on each row as a column, with each party's response";
        let response =
            check_ui(ui, &line, palette).on_hover_text(format!("{}\n{what}", proposal.title));
        if response.clicked() {
            actions.push(Action::SetProposal(index, !is_ticked));
        }
    }
}

fn explained(response: Response, line: &CheckLine<'_>) -> Response {
    if line.is_enabled {
        response.on_hover_text(line.text)
    } else {
        response.on_hover_text(format!("{}\nTwo parties at least are compared", line.text))
    }
}

fn verdicts_ui(ui: &mut Ui, state: &State, palette: &Palette, actions: &mut Vec<Action>) {
    group_head_ui(ui, "Verdicts", palette);
    let all: Vec<Verdict> = state
        .sheet()
        .totals
        .iter()
        .map(|total| total.verdict)
        .collect();
    let shown = state.asked.filters.verdicts.as_ref().unwrap_or(&all);
    for total in &state.sheet().totals {
        let line = CheckLine {
            is_ticked: shown.contains(&total.verdict),
            is_enabled: true,
            verdict: Some(total.verdict),
            text: total.word,
            count: Some(total.count),
        };
        let meaning = state
            .sheet()
            .legend
            .verdicts
            .iter()
            .find(|known| known.verdict == total.verdict)
            .map_or("", |known| known.meaning);
        let response = check_ui(ui, &line, palette);
        let verdicts = if only_ui(ui, &response, &line, palette) {
            Some(vec![total.verdict])
        } else if response
            .on_hover_text(format!("{}\n{meaning}", total.word))
            .clicked()
        {
            toggled(&all, shown, &total.verdict)
        } else {
            continue;
        };
        actions.push(Action::SetFilters(Filters {
            verdicts,
            ..state.asked.filters.clone()
        }));
    }
}

/// Which rows to show by what has changed on them, while changes are told. One at most is ticked.
fn changes_ui(ui: &mut Ui, state: &State, palette: &Palette, actions: &mut Vec<Action>) {
    if state.sheet().changes.is_empty() {
        return;
    }
    let since = state.sheet().since.as_deref().unwrap_or_default();
    group_head_ui(ui, &format!("Since {since}, only"), palette);
    for known in &state.sheet().changes {
        let is_ticked = state.asked.filters.changes == Some(known.filter);
        let line = CheckLine {
            is_ticked,
            is_enabled: true,
            verdict: None,
            text: known.word,
            count: Some(known.count),
        };
        let explained = format!("{}\n{}", known.word, filter_meaning(known.filter));
        let response = check_ui(ui, &line, palette).on_hover_text(explained);
        if response.clicked() {
            actions.push(Action::SetFilters(Filters {
                changes: (!is_ticked).then_some(known.filter),
                ..state.asked.filters.clone()
            }));
        }
    }
}

fn themes_ui(ui: &mut Ui, state: &State, palette: &Palette, actions: &mut Vec<Action>) {
    if state.answer.themes.len() < 2 {
        return;
    }
    group_head_ui(ui, "Themes", palette);
    let shown = state
        .asked
        .filters
        .themes
        .as_ref()
        .unwrap_or(&state.answer.themes);
    for theme in state.answer.themes.iter() {
        let line = CheckLine {
            is_ticked: shown.contains(theme),
            is_enabled: true,
            verdict: None,
            text: theme,
            count: None,
        };
        let response = check_ui(ui, &line, palette);
        let themes = if only_ui(ui, &response, &line, palette) {
            Some(vec![theme.clone()])
        } else if response.on_hover_text(theme).clicked() {
            toggled(&state.answer.themes, shown, theme)
        } else {
            continue;
        };
        actions.push(Action::SetFilters(Filters {
            themes,
            ..state.asked.filters.clone()
        }));
    }
}

/// The choice with one thing in or out, in the order of all; none stands for all of them.
fn toggled<T: PartialEq + Clone>(all: &[T], shown: &[T], changed: &T) -> Option<Vec<T>> {
    let chosen: Vec<T> = all
        .iter()
        .filter(|item| shown.contains(item) != (*item == changed))
        .cloned()
        .collect();
    (chosen.len() < all.len()).then_some(chosen)
}

fn group_head_ui(ui: &mut Ui, words: &str, palette: &Palette) {
    ui.add_space(14.0);
    ui.label(text::label(words, palette));
    ui.add_space(1.0);
}

/// Shows a line with a checkbox: the whole line can be clicked. A line that is not enabled looks no weaker, since
/// what it says is in force; only its box does.
fn check_ui(ui: &mut Ui, line: &CheckLine<'_>, palette: &Palette) -> Response {
    let size = vec2(ui.available_width(), LINE_HEIGHT);
    let sense = if line.is_enabled {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    response.widget_info(|| {
        let name = match line.count {
            Some(count) => format!("{}, {count}", line.text),
            None => line.text.to_owned(),
        };
        WidgetInfo::selected(Role::CheckBox, line.is_enabled, line.is_ticked, name)
    });
    let ground = rect.expand2(vec2(4.0, 0.0));
    if response.hovered() && line.is_enabled {
        ui.painter().rect_filled(ground, 4.0, palette.control);
    }
    if response.has_focus() {
        let edge = Stroke::new(1.5, palette.accent);
        ui.painter()
            .rect_stroke(ground, 4.0, edge, StrokeKind::Inside);
    }
    paint_check_line(ui, rect, line, palette);
    response
}

/// A word at the end of a line that shows the rows of this line alone. It is painted while the pointer or the focus is
/// on the line, and is always within reach of Tab and of a screen reader.
fn only_ui(ui: &Ui, of: &Response, line: &CheckLine<'_>, palette: &Palette) -> bool {
    let right = of.rect.right() - COUNT_WIDTH;
    let rect = of.rect.with_max_x(right).with_min_x(right - ONLY_WIDTH);
    let response = ui.interact(rect, of.id.with("only"), Sense::click());
    let name = format!("Only {}", line.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let is_near = of.contains_pointer() || of.has_focus();
    if is_near || response.has_focus() || response.hovered() {
        ui.painter().rect_filled(rect, 3.0, palette.control);
        let run = Run {
            is_underlined: response.has_focus() || response.hovered(),
            ..Run::small("only", palette)
        };
        text::paint_line_centred(ui, rect.shrink2(vec2(4.0, 0.0)), &[run]);
    }
    response.on_hover_text(name).clicked()
}

fn paint_check_line(ui: &Ui, rect: Rect, line: &CheckLine<'_>, palette: &Palette) {
    let middle = rect.center().y;
    let square = Rect::from_center_size(
        Pos2::new(rect.left() + BOX_SIDE / 2.0, middle),
        vec2(BOX_SIDE, BOX_SIDE),
    );
    paint_box(ui, square, line, palette);
    let mut left = square.right() + 8.0;
    if let Some(verdict) = line.verdict {
        let place = Rect::from_center_size(
            Pos2::new(left + marks::VERDICT_SIDE / 2.0, middle),
            vec2(marks::VERDICT_SIDE, marks::VERDICT_SIDE),
        );
        marks::paint_verdict(ui.painter(), place, verdict, palette.verdict(verdict));
        left = place.right() + 7.0;
    }
    let mut right = rect.right();
    if let Some(count) = line.count {
        let count = count.to_string();
        let galley = text::layout(ui, &[Run::small(&count, palette)], 60.0, 1);
        right -= galley.size().x;
        let top = middle - galley.size().y / 2.0;
        ui.painter()
            .galley(Pos2::new(right, top), galley, palette.muted.into());
    }
    let place = Rect::from_min_max(
        Pos2::new(left, rect.top()),
        Pos2::new(right - 6.0, rect.bottom()),
    );
    text::paint_line_centred(ui, place, &[Run::body(line.text, palette)]);
}

fn paint_box(ui: &Ui, square: Rect, line: &CheckLine<'_>, palette: &Palette) {
    let painter = ui.painter();
    if line.is_ticked {
        let fill = if line.is_enabled {
            palette.accent
        } else {
            palette.edge
        };
        painter.rect_filled(square, 3.0, fill);
        let at = |x: f32, y: f32| square.min + vec2(x, y) * BOX_SIDE;
        let tick = vec![at(0.22, 0.52), at(0.43, 0.72), at(0.79, 0.3)];
        painter.add(Shape::line(tick, Stroke::new(1.75, palette.page)));
    } else {
        painter.rect(
            square,
            3.0,
            palette.field,
            Stroke::new(1.0, palette.edge),
            StrokeKind::Inside,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::toggled;

    #[test]
    fn all_ticked_is_no_filter() {
        let all = [1, 2, 3];
        assert_eq!(toggled(&all, &all, &2), Some(vec![1, 3]));
        assert_eq!(toggled(&all, &[1, 3], &2), None);
        assert_eq!(toggled(&all, &[2], &2), Some(vec![]));
    }
}
