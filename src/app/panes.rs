//! The parts of the window that a key leads round: which are shown, and where the focus goes in each.

use egui::{Context, Id, LayerId, Rect};
use serde::{Deserialize, Serialize};

use super::App;
use super::state::State;
use super::view::{RowStep, ViewMode};

/// Around a pane, its edge can be dragged.
const EDGE: f32 = 6.0;
/// No pane is larger.
const LARGEST: f32 = 32_000.0;

/// A part of the window that is gone to by key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// The filters.
    Filters,
    /// The table, the matrix or the timeline.
    Page,
    /// The details of the selected row.
    Details,
    /// The problems of the files.
    Problems,
    /// The user's own proposal.
    Draft,
}

impl Pane {
    /// Every one, in the order in which they are gone through.
    const ALL: [Self; 5] = [
        Self::Filters,
        Self::Page,
        Self::Details,
        Self::Problems,
        Self::Draft,
    ];

    /// Whether it stands beside the page, so that its edge is moved sideways, rather than below.
    pub fn is_beside(self) -> bool {
        matches!(self, Self::Filters | Self::Draft)
    }
}

/// How large the panes are as the user has left them: the width of those beside the table, the height of those below it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaneSizes {
    /// The width of the filters.
    pub filters: f32,
    /// The width of the user's own proposal.
    pub draft: f32,
    /// The height of the problems.
    pub problems: f32,
    /// The height of the details.
    pub details: f32,
}

impl Default for PaneSizes {
    fn default() -> Self {
        Self {
            filters: 216.0,
            draft: 310.0,
            problems: 170.0,
            details: 300.0,
        }
    }
}

impl PaneSizes {
    fn of(&mut self, pane: Pane) -> Option<&mut f32> {
        match pane {
            Pane::Filters => Some(&mut self.filters),
            Pane::Draft => Some(&mut self.draft),
            Pane::Problems => Some(&mut self.problems),
            Pane::Details => Some(&mut self.details),
            Pane::Page => None,
        }
    }

    /// How large a pane is to be; nothing for the page, which takes what is left.
    pub fn get(mut self, pane: Pane) -> Option<f32> {
        self.of(pane).copied()
    }

    /// Takes the size that the user has given to a pane.
    pub fn set(&mut self, pane: Pane, size: f32) {
        if let Some(known) = self.of(pane) {
            *known = size;
        }
    }

    /// As stored, without what no pane can be. How large each may be is up to the window that shows it.
    pub(super) fn within_bounds(self) -> Self {
        let first = Self::default();
        let or = |size: f32, first: f32| {
            if (1.0..=LARGEST).contains(&size) {
                size
            } else {
                first
            }
        };
        Self {
            filters: or(self.filters, first.filters),
            draft: or(self.draft, first.draft),
            problems: or(self.problems, first.problems),
            details: or(self.details, first.details),
        }
    }
}

/// The panes that the frame shows, each with its place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ShownPanes(Vec<(Pane, Rect)>);

impl ShownPanes {
    /// Begins a new frame.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Notes that a pane is shown here.
    pub fn note(&mut self, pane: Pane, place: Rect) {
        self.0.push((pane, place));
    }

    fn place(&self, pane: Pane) -> Option<Rect> {
        let mut shown = self.0.iter();
        let (_, place) = shown.find(|(known, _)| *known == pane)?;
        Some(*place)
    }

    /// The pane after or before the one that something with the focus stands in, around the end. Where nothing has
    /// the focus, the keys are those of the table.
    fn neighbour(&self, focused: Option<Rect>, forwards: bool) -> Option<Pane> {
        let holds = |pane: Pane| {
            let place = self.place(pane);
            focused.is_some_and(|at| place.is_some_and(|place| place.contains(at.center())))
        };
        let shown = Pane::ALL.into_iter();
        let shown: Vec<Pane> = shown.filter(|pane| self.place(*pane).is_some()).collect();
        let is_wanted = |pane: &Pane| holds(*pane);
        let at = shown.iter().position(is_wanted);
        let at = at.or_else(|| shown.iter().position(|pane| *pane == Pane::Page));
        let Some(at) = at else {
            // Another pane has taken the place of the page.
            return shown.first().copied();
        };
        let step = if forwards { 1 } else { shown.len() - 1 };
        shown.get((at + step) % shown.len()).copied()
    }
}

impl App {
    /// Gives the focus to the pane after or before the one that has it.
    pub(super) fn go_to_pane(&mut self, context: &Context, forwards: bool) {
        let focused = context.memory(egui::Memory::focused);
        let focused = focused.and_then(|id| context.read_response(id));
        let shown = &self.view.shown_panes;
        let Some(pane) = shown.neighbour(focused.map(|known| known.rect), forwards) else {
            return;
        };
        match pane {
            Pane::Page if self.shows_rows() => self.go_to_selected(),
            Pane::Draft if self.can_pick() => self.view.focuses_outcomes = true,
            pane => {
                let place = self.view.shown_panes.place(pane);
                let first = place.and_then(|place| first_focusable(context, place));
                if let Some(first) = first {
                    context.memory_mut(|memory| memory.request_focus(first));
                }
            }
        }
    }

    fn shows_rows(&self) -> bool {
        let mut rows = self.state.iter().flat_map(State::rows);
        self.view.mode == ViewMode::Table && rows.next().is_some()
    }

    /// Whether the proposal can say something on the selected row.
    fn can_pick(&self) -> bool {
        let choices = self.state.as_ref().and_then(|state| state.choices.as_ref());
        choices.is_some_and(|choices| choices.typed.is_some() || !choices.outcomes.is_empty())
    }

    /// Gives the focus to the selected row, or to the first one in sight.
    fn go_to_selected(&mut self) {
        let state = self.state.as_ref().filter(|state| !state.hides_selected);
        match state.and_then(|state| state.selected.as_ref()) {
            Some((row, _)) => self.go_to(*row),
            None => self.go_by(RowStep::Next),
        }
    }
}

/// The first thing in a place, as it is drawn, that can have the focus.
fn first_focusable(context: &Context, place: Rect) -> Option<Id> {
    context.viewport(|viewport| {
        let widgets = &viewport.this_pass.widgets;
        let mut widgets = widgets.get_layer(LayerId::background());
        let found = widgets.find(|widget| {
            let is_reachable = widget.enabled && widget.visible && widget.sense.is_focusable();
            // The edges of the panes can be dragged, and so can have the focus, too.
            is_reachable && place.shrink(EDGE).contains(widget.interact_rect.center())
        });
        found.map(|widget| widget.id)
    })
}
