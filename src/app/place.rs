//! Where the window stands, so that it comes back there.

use std::time::Duration;

use eframe::CreationContext;
use egui::{Context, Pos2, Rect, Vec2, ViewportBuilder, ViewportCommand, pos2, vec2};
use serde::{Deserialize, Serialize};

/// Smaller than this, the table has no room.
const LEAST_SIZE: Vec2 = vec2(840.0, 480.0);
/// The size at the first start.
const FIRST_SIZE: Vec2 = vec2(1280.0, 800.0);
/// No screen is larger, or begins farther away.
const MOST: f32 = 32_000.0;
/// How far down from its upper edge a window can be taken hold of.
const HANDLE: f32 = 40.0;
/// So much of that is in sight at least, or the window is moved.
const LEAST_HANDLE: Vec2 = vec2(120.0, 16.0);
/// So long nothing has moved before it counts, in seconds: on the way to fill the screen, a window is for a moment
/// neither as it was nor as it will be.
const REST: f64 = 0.4;

/// Where the window stands and how large it is while it does not fill the screen, and whether it does. All in the points
/// of the system, whatever the size of the text.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The width and height of what is inside its frame.
    pub size: (f32, f32),
    /// The upper left corner of its frame, where the system tells.
    pub position: Option<(f32, f32)>,
    /// Whether it fills what the desktop leaves of the screen.
    pub is_maximized: bool,
    /// Whether it fills the whole screen.
    pub is_fullscreen: bool,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            size: FIRST_SIZE.into(),
            position: None,
            is_maximized: false,
            is_fullscreen: false,
        }
    }
}

impl Place {
    /// As stored, without what no window can be.
    pub(super) fn within_bounds(self) -> Self {
        let is_near = |x: f32| x.abs() <= MOST;
        let Self { size, position, .. } = self;
        let has_size = is_near(size.0) && is_near(size.1);
        let size = if has_size { size.into() } else { FIRST_SIZE };
        Self {
            size: size.max(LEAST_SIZE).into(),
            position: position.filter(|(x, y)| is_near(*x) && is_near(*y)),
            ..self
        }
    }

    /// A window that opens here. A system may do as it likes with this, and does so with one that fills the screen.
    pub(super) fn viewport(self) -> ViewportBuilder {
        let viewport = ViewportBuilder::default()
            .with_inner_size(Vec2::from(self.size))
            .with_min_inner_size(LEAST_SIZE)
            .with_maximized(self.is_maximized)
            .with_fullscreen(self.is_fullscreen);
        match self.position {
            Some(position) => viewport.with_position(Pos2::from(position)),
            None => viewport,
        }
    }

    /// Where the window is now. Its own size and position are those from before while it fills the screen.
    fn now(self, context: &Context) -> Self {
        let zoom = context.zoom_factor();
        let seen = context.input(|input| {
            let viewport = input.viewport();
            // On macOS only the start is told of, and a window that fills the desktop has a size like any other.
            let can_tell = !cfg!(target_os = "macos");
            Seen {
                size: input.viewport_rect().size() * zoom,
                position: viewport.outer_rect.map(|rect| rect.min * zoom),
                is_minimized: viewport.minimized == Some(true),
                is_maximized: can_tell && viewport.maximized == Some(true),
                is_fullscreen: viewport.fullscreen == Some(true),
            }
        });
        self.after(seen)
    }

    /// Where to move it, if too little of it can be seen to take hold of.
    fn moved_into_sight(self, screens: &[Rect]) -> Option<Pos2> {
        if self.is_maximized || self.is_fullscreen {
            // To move it would make it small.
            return None;
        }
        let position = Pos2::from(self.position?);
        let handle = Rect::from_min_size(position, vec2(self.size.0, HANDLE));
        let is_on = |screen: &Rect| {
            let seen = screen.intersect(handle).size();
            seen.x >= LEAST_HANDLE.x && seen.y >= LEAST_HANDLE.y
        };
        if screens.iter().any(is_on) {
            return None;
        }
        let distance = |screen: &&Rect| screen.distance_sq_to_pos(position);
        let nearest = screens
            .iter()
            .min_by(|one, other| distance(one).total_cmp(&distance(other)))?;
        let last = (nearest.max - Vec2::from(self.size)).max(nearest.min);
        Some(position.clamp(nearest.min, last))
    }

    /// Asks once more to fill the screen, since some systems pass over what is asked of a window that is not yet shown.
    fn fill(self, context: &Context) {
        let (is_maximized, is_fullscreen) = context.input(|input| {
            let viewport = input.viewport();
            (viewport.maximized, viewport.fullscreen)
        });
        if self.is_fullscreen && is_fullscreen != Some(true) {
            context.send_viewport_cmd(ViewportCommand::Fullscreen(true));
        } else if self.is_maximized && is_maximized != Some(true) {
            context.send_viewport_cmd(ViewportCommand::Maximized(true));
        }
    }

    fn after(self, seen: Seen) -> Self {
        let hundredths = |x: f32| (x * 100.0).round() / 100.0;
        if seen.is_minimized || !(seen.size.x >= 1.0 && seen.size.y >= 1.0) {
            return self;
        }
        let fills = Self {
            is_maximized: seen.is_maximized,
            is_fullscreen: seen.is_fullscreen,
            ..self
        };
        if seen.is_maximized || seen.is_fullscreen {
            return fills;
        }
        let position = seen.position.map(|at| (hundredths(at.x), hundredths(at.y)));
        Self {
            size: (hundredths(seen.size.x), hundredths(seen.size.y)),
            position: position.or(self.position),
            ..fills
        }
    }
}

/// What a frame tells of the window.
#[derive(Debug, Clone, Copy)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "systems tell each of the three by itself"
)]
struct Seen {
    size: Vec2,
    position: Option<Pos2>,
    is_minimized: bool,
    is_maximized: bool,
    is_fullscreen: bool,
}

/// Follows a window from where it was to open.
#[derive(Debug)]
pub(super) struct Follower {
    /// Where it was to open, until it has.
    opens: Option<Place>,
    /// Where it was in the last frame, and since when, in seconds.
    seen: (Place, f64),
}

impl Follower {
    /// Begins with a window that was to open here, and moves it where it can be seen: the screen that it was on may be
    /// gone.
    pub(super) fn new(creation: &CreationContext<'_>, place: Place, text_size: f32) -> Self {
        if place.position.is_some()
            && let Some(position) = place.moved_into_sight(&screens(creation))
        {
            let position = ViewportCommand::OuterPosition(position / text_size);
            creation.egui_ctx.send_viewport_cmd(position);
        }
        Self {
            opens: Some(place),
            seen: (place, 0.0),
        }
    }

    /// Called in every frame. Changes what is known once the window is at rest somewhere else.
    pub(super) fn follow(&mut self, context: &Context, known: &mut Place) {
        if let Some(place) = self.opens {
            let fills = place.is_maximized || place.is_fullscreen;
            if fills && context.cumulative_frame_nr() == 0 {
                // It is shown after the first frame.
                context.request_repaint();
                return;
            }
            self.opens = None;
            place.fill(context);
        }
        let now = context.input(|input| input.time);
        let place = known.now(context);
        if place == *known {
            self.seen = (place, now);
        } else if place != self.seen.0 {
            self.seen = (place, now);
            context.request_repaint_after(Duration::from_secs_f64(REST));
        } else if now - self.seen.1 >= REST {
            *known = place;
        } else {
            context.request_repaint_after(Duration::from_secs_f64(REST));
        }
    }

    /// Where the window was in the last frame, for when there is no other.
    pub(super) fn last(&self) -> Place {
        self.seen.0
    }
}

/// The screens that there are.
#[allow(
    clippy::cast_possible_truncation,
    reason = "scales are small, and pixels are whole numbers below 16 million"
)]
fn screens(creation: &CreationContext<'_>) -> Vec<Rect> {
    let Some(window) = creation.winit_window() else {
        return Vec::new();
    };
    let monitors = window.available_monitors().map(|monitor| {
        // On macOS the points are those of each screen, elsewhere those of the window.
        let scale = if cfg!(target_os = "macos") {
            monitor.scale_factor()
        } else {
            window.scale_factor()
        };
        let (at, size) = (monitor.position(), monitor.size());
        let at = pos2(at.x as f32, at.y as f32);
        let size = vec2(size.width as f32, size.height as f32);
        Rect::from_min_size(at, size) / scale as f32
    });
    monitors.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORED: Place = Place {
        size: (1000.0, 700.0),
        position: Some((300.0, 200.0)),
        is_maximized: false,
        is_fullscreen: false,
    };

    fn sized(width: f32, height: f32) -> Place {
        let size = (width, height);
        Place { size, ..STORED }
    }

    fn at(x: f32, y: f32) -> Place {
        let position = Some((x, y));
        Place { position, ..STORED }
    }

    #[test]
    fn what_no_window_can_be_is_put_right() {
        let check = |stored: Place, expect: Place| {
            assert_eq!(stored.within_bounds(), expect);
            // and what is right stays so
            assert_eq!(expect.within_bounds(), expect);
        };
        let (width, height) = FIRST_SIZE.into();
        check(STORED, STORED);
        check(sized(0.0, 700.0), sized(840.0, 700.0));
        check(sized(-5.0, 20.0), sized(840.0, 480.0));
        check(sized(f32::NAN, 700.0), sized(width, height));
        check(sized(1e9, 700.0), sized(width, height));
        check(sized(1000.0, f32::INFINITY), sized(width, height));
        let nowhere = Place {
            position: None,
            ..STORED
        };
        check(at(f32::NAN, 0.0), nowhere);
        check(at(0.0, -1e9), nowhere);
        check(at(-1800.0, -40.0), at(-1800.0, -40.0));
    }

    const SEEN: Seen = Seen {
        size: vec2(1920.0, 1055.0),
        position: Some(pos2(0.0, 25.0)),
        is_minimized: false,
        is_maximized: false,
        is_fullscreen: false,
    };

    #[test]
    fn a_window_that_fills_the_screen_keeps_its_own_place_and_size() {
        let check = |seen: Seen, expect: Place| assert_eq!(STORED.after(seen), expect);
        let moved = Place {
            size: (1920.0, 1055.0),
            position: Some((0.0, 25.0)),
            ..STORED
        };
        check(SEEN, moved);
        let is_maximized = true;
        check(
            Seen {
                is_maximized,
                ..SEEN
            },
            Place {
                is_maximized,
                ..STORED
            },
        );
        let is_fullscreen = true;
        check(
            Seen {
                is_fullscreen,
                ..SEEN
            },
            Place {
                is_fullscreen,
                ..STORED
            },
        );
        let is_minimized = true;
        check(
            Seen {
                is_minimized,
                ..SEEN
            },
            STORED,
        );
        check(
            Seen {
                size: Vec2::ZERO,
                ..SEEN
            },
            STORED,
        );
        check(
            Seen {
                size: Vec2::NAN,
                ..SEEN
            },
            STORED,
        );
        // Wayland does not tell where a window is
        check(
            Seen {
                position: None,
                ..SEEN
            },
            Place {
                position: STORED.position,
                ..moved
            },
        );
    }

    #[test]
    fn a_window_opens_as_it_was() {
        let viewport = STORED.viewport();
        assert_eq!(viewport.inner_size, Some(vec2(1000.0, 700.0)));
        assert_eq!(viewport.position, Some(pos2(300.0, 200.0)));
        assert_eq!(viewport.maximized, Some(false));
        assert_eq!(Place::default().viewport().position, None);
    }

    #[test]
    fn a_window_on_a_screen_that_is_gone_is_moved_into_sight() {
        let screens = [
            Rect::from_min_size(Pos2::ZERO, vec2(1920.0, 1080.0)),
            Rect::from_min_size(pos2(1920.0, -200.0), vec2(900.0, 600.0)),
        ];
        let check = |place: Place, expect: Option<(f32, f32)>| {
            let moved = place.moved_into_sight(&screens);
            assert_eq!(moved.map(Into::into), expect, "{place:?}");
            assert_eq!(place.moved_into_sight(&[]), None);
        };
        check(STORED, None);
        check(at(-7.0, 0.0), None);
        check(at(0.0, -20.0), None);
        check(at(2000.0, 0.0), None);
        check(at(1850.0, 500.0), Some((920.0, 380.0)));
        check(at(-3000.0, 100.0), Some((0.0, 100.0)));
        check(at(300.0, 5000.0), Some((300.0, 380.0)));
        // larger than the screen: from its corner
        check(at(2790.0, -900.0), Some((1920.0, -200.0)));
        let maximized = Place {
            is_maximized: true,
            ..at(-3000.0, 100.0)
        };
        check(maximized, None);
    }
}
