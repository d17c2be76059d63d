//! The outcomes of a row as pixels, for formats that can hold a picture and draw nothing themselves.
//!
//! Everything is painted in whole pixels, so that the picture is the same on every machine.

use png::{BitDepth, ColorType, Encoder};

use crate::sheet::{Lane, Mark, PartyHead};

/// How many pixels a unit has. A unit is the 96th part of an inch.
const SCALE: usize = 3;

/// The sizes of the picture in units.
const WIDTH: usize = 150;
const WIDEST_SLOT: usize = 24;
const HEIGHT: usize = 9;
const BETWEEN_LINES: usize = 3;
const BETWEEN_SLOTS: usize = 2;
/// Room for the outline.
const EDGE: usize = 3;

/// A slot is at least a unit wide.
pub(super) const MOST_SLOTS: usize = 120;
/// From this many slots on, no frame is drawn around each.
const MANY_SLOTS: usize = 40;

/// Shades of grey, from black to white.
const INK: u8 = 0x23;
const GREY: u8 = 0x71;
const LIGHT: u8 = 0xBF;
const PAPER: u8 = 0xFF;

/// A picture with its size and with what it shows in words.
pub(super) struct Picture {
    /// The file.
    pub(super) png: Vec<u8>,
    /// How wide it is shown, in the 96th part of an inch.
    pub(super) width: usize,
    /// How tall it is shown.
    pub(super) height: usize,
    /// What it shows, for those who do not see it.
    pub(super) words: String,
}

/// These lines of the lane, each with the party that it is about; nothing if there is nothing to draw or too much.
pub(super) fn picture(lane: &Lane, lines: &[(&PartyHead, &Vec<Mark>)]) -> Option<Picture> {
    let count = lane.slots.len();
    if count == 0 || count > MOST_SLOTS || lines.is_empty() {
        return None;
    }
    let grid = Grid::of(lane);
    let width = grid.left_of(count - 1) + grid.slot + EDGE;
    let inner = lines.len() * (HEIGHT + BETWEEN_LINES) - BETWEEN_LINES;
    let height = inner + 2 * EDGE;
    let mut canvas = Canvas::new(width * SCALE, height * SCALE);
    for (line, (_, marks)) in lines.iter().enumerate() {
        for (place, mark) in marks.iter().take(count).enumerate() {
            let top = EDGE + line * (HEIGHT + BETWEEN_LINES);
            canvas.mark(*mark, grid.area(place, top), count >= MANY_SLOTS);
        }
    }
    let mut place = 0;
    while place < count {
        let is_outlined = |place: usize| lane.slots.get(place).is_some_and(|slot| slot.outlined);
        let end = (place..count)
            .find(|&next| !is_outlined(next))
            .unwrap_or(count);
        if end > place {
            let left = grid.left_of(place) * SCALE;
            let right = (grid.left_of(end - 1) + grid.slot) * SCALE;
            let reach = 2 * SCALE;
            let area = Area {
                left: left - reach,
                top: EDGE * SCALE - reach,
                width: right - left + 2 * reach,
                height: inner * SCALE + 2 * reach,
            };
            canvas.outline(area, lane.is_room);
        }
        place = end.max(place + 1);
    }
    Some(Picture {
        png: canvas.encoded()?,
        width,
        height,
        words: in_words(lane, lines),
    })
}

/// A mark for the legend.
pub(super) fn key(mark: Mark) -> Option<Picture> {
    let (mut canvas, area) = key_canvas();
    canvas.mark(mark, area, false);
    key_picture(&canvas, word(mark))
}

/// The outline for the legend.
pub(super) fn key_outline() -> Option<Picture> {
    let (mut canvas, area) = key_canvas();
    canvas.frame(area, SCALE + 1, INK);
    key_picture(&canvas, "outlined")
}

fn key_canvas() -> (Canvas, Area) {
    let area = Area {
        left: 0,
        top: 0,
        width: WIDEST_SLOT * SCALE,
        height: HEIGHT * SCALE,
    };
    (Canvas::new(area.width, area.height), area)
}

fn key_picture(canvas: &Canvas, words: &str) -> Option<Picture> {
    Some(Picture {
        png: canvas.encoded()?,
        width: WIDEST_SLOT,
        height: HEIGHT,
        words: words.to_owned(),
    })
}

/// What each party said of each outcome, leaving out what it has not stated.
fn in_words(lane: &Lane, lines: &[(&PartyHead, &Vec<Mark>)]) -> String {
    let sentences: Vec<String> = lines
        .iter()
        .map(|(party, marks)| {
            let said: Vec<String> = lane
                .slots
                .iter()
                .zip(*marks)
                .filter(|(_, mark)| **mark != Mark::NotStated)
                .map(|(slot, mark)| format!("{} {}", slot.label, word(*mark)))
                .collect();
            let said = if said.is_empty() {
                "not stated".to_owned()
            } else {
                said.join("; ")
            };
            format!("{}: {said}.", party.name)
        })
        .collect();
    sentences.join(" ")
}

fn word(mark: Mark) -> &'static str {
    match mark {
        Mark::Asked => "asked for",
        Mark::Acceptable => "acceptable",
        Mark::Refused => "refused",
        Mark::Contradicted => "contradicted",
        Mark::NotStated => "not stated",
    }
}

/// Where the slots stand, in units.
struct Grid {
    slot: usize,
    between: usize,
}

impl Grid {
    fn of(lane: &Lane) -> Self {
        let count = lane.slots.len().max(1);
        let between = if lane.is_ordered || count > 12 {
            0
        } else {
            BETWEEN_SLOTS
        };
        let slot = WIDTH.saturating_sub(between * (count - 1)) / count;
        Self {
            slot: slot.clamp(1, WIDEST_SLOT),
            between,
        }
    }

    fn left_of(&self, place: usize) -> usize {
        EDGE + place * (self.slot + self.between)
    }

    fn area(&self, place: usize, top: usize) -> Area {
        Area {
            left: self.left_of(place) * SCALE,
            top: top * SCALE,
            width: self.slot * SCALE,
            height: HEIGHT * SCALE,
        }
    }
}

/// A part of the picture, in pixels.
#[derive(Clone, Copy)]
struct Area {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
}

/// Pixels in shades of grey.
struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            pixels: vec![PAPER; width * height],
        }
    }

    /// Paints those pixels of an area, by their place in it, that are wanted.
    fn paint(&mut self, area: Area, shade: u8, is_wanted: impl Fn(usize, usize) -> bool) {
        for y in 0..area.height {
            for x in 0..area.width {
                let (left, top) = (area.left + x, area.top + y);
                if left < self.width
                    && is_wanted(x, y)
                    && let Some(pixel) = self.pixels.get_mut(top * self.width + left)
                {
                    *pixel = shade;
                }
            }
        }
    }

    fn frame(&mut self, area: Area, thickness: usize, shade: u8) {
        let is_near = |at: usize, end: usize| at < thickness || end <= at + thickness;
        self.paint(area, shade, |x, y| {
            is_near(x, area.width) || is_near(y, area.height)
        });
    }

    /// Solid around the zone, dashed around the room.
    fn outline(&mut self, area: Area, is_dashed: bool) {
        const THICKNESS: usize = SCALE + 1;
        const DASH: usize = 4 * SCALE;
        const STEP: usize = 6 * SCALE;
        let is_near = |at: usize, end: usize| at < THICKNESS || end <= at + THICKNESS;
        let is_drawn = |along: usize| !is_dashed || along % STEP < DASH;
        self.paint(area, INK, |x, y| {
            is_near(y, area.height) && is_drawn(x) || is_near(x, area.width) && is_drawn(y)
        });
    }

    fn mark(&mut self, mark: Mark, area: Area, is_narrow: bool) {
        match mark {
            Mark::Asked => self.paint(area, INK, |_, _| true),
            Mark::Acceptable => self.paint(area, LIGHT, |_, _| true),
            Mark::Refused => {
                const STEP: usize = 4 * SCALE;
                self.paint(area, INK, |x, y| (area.left + x + y) % STEP <= SCALE);
            }
            Mark::Contradicted => self.paint(area, INK, |x, y| {
                let across = x * area.height / area.width.max(1);
                let is_on = |line: usize| line.abs_diff(y) < SCALE.div_ceil(2);
                is_on(across) || is_on(area.height - across)
            }),
            Mark::NotStated => {}
        }
        if mark != Mark::Asked && !is_narrow {
            self.frame(area, 1, GREY);
        }
    }

    fn encoded(&self) -> Option<Vec<u8>> {
        let mut png = Vec::new();
        let (width, height) = (
            u32::try_from(self.width).ok()?,
            u32::try_from(self.height).ok()?,
        );
        let mut encoder = Encoder::new(&mut png, width, height);
        encoder.set_color(ColorType::Grayscale);
        encoder.set_depth(BitDepth::Eight);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&self.pixels).ok()?;
        writer.finish().ok()?;
        Some(png)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Slot;

    fn lane(count: usize, outlined: &[usize]) -> Lane {
        let slots = (0..count).map(|place| Slot {
            label: format!("Outcome {place}"),
            outlined: outlined.contains(&place),
        });
        Lane {
            slots: slots.collect(),
            lines: Vec::new(),
            is_ordered: false,
            is_room: false,
        }
    }

    fn party(name: &str) -> PartyHead {
        PartyHead {
            id: name.to_lowercase(),
            name: name.to_owned(),
            spoken: 0,
        }
    }

    #[test]
    fn every_mark_is_drawn_and_told() {
        let (east, west) = (party("East"), party("West"));
        let first = vec![
            Mark::Asked,
            Mark::Acceptable,
            Mark::Refused,
            Mark::Contradicted,
            Mark::NotStated,
        ];
        let second = vec![Mark::NotStated; 5];
        let drawn = picture(&lane(5, &[1, 2, 4]), &[(&east, &first), (&west, &second)]);
        let drawn = drawn.map(|picture| (picture.width, picture.height, picture.words));
        let words = "East: Outcome 0 asked for; Outcome 1 acceptable; Outcome 2 refused; Outcome 3 contradicted. West: not stated.";
        assert_eq!(drawn, Some((134, 27, words.to_owned())));
    }

    #[test]
    fn no_picture_is_larger_than_it_should_be() {
        let east = party("East");
        for count in 1..=MOST_SLOTS {
            let marks = vec![Mark::Refused; count];
            let all: Vec<usize> = (0..count).collect();
            let width =
                picture(&lane(count, &all), &[(&east, &marks)]).map(|picture| picture.width);
            assert!(
                width.is_some_and(|width| width <= WIDTH + 2 * EDGE),
                "{count}: {width:?}"
            );
        }
        let marks = vec![Mark::Asked; MOST_SLOTS + 1];
        assert!(picture(&lane(MOST_SLOTS + 1, &[]), &[(&east, &marks)]).is_none());
        assert!(picture(&lane(0, &[]), &[(&east, &Vec::new())]).is_none());
        assert!(picture(&lane(1, &[]), &[]).is_none());
    }
}
