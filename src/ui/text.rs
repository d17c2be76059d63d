//! Single lines of text that end in … where they do not fit, and other small pieces of type.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, FontId, Galley, Pos2, Rect, Response, RichText, Stroke, Ui};

use super::fonts;
use super::theme::Palette;
use crate::sheet::Sought;

/// A piece of a line in one style.
#[derive(Clone)]
pub(super) struct Run<'a> {
    /// The words.
    pub text: &'a str,
    /// Their font.
    pub font: FontId,
    /// Their colour.
    pub colour: Color32,
    /// Whether they are underlined.
    pub is_underlined: bool,
    /// What is marked in them.
    pub marker: Option<Marker<'a>>,
}

/// Marks a text that is looked for wherever it stands.
#[derive(Clone, Copy)]
pub(super) struct Marker<'a> {
    sought: &'a Sought,
    ground: Color32,
}

impl<'a> Marker<'a> {
    pub(super) fn new(sought: Option<&'a Sought>, palette: &Palette) -> Option<Self> {
        sought.map(|sought| Self {
            sought,
            ground: palette.found.into(),
        })
    }
}

impl<'a> Run<'a> {
    /// The same with what is looked for marked, if anything is.
    pub(super) fn marked(self, marker: Option<Marker<'a>>) -> Self {
        Self { marker, ..self }
    }

    /// Text to be read.
    pub(super) fn body(text: &'a str, palette: &Palette) -> Self {
        Self {
            text,
            font: fonts::regular(fonts::BODY_SIZE),
            colour: palette.text.into(),
            is_underlined: false,
            marker: None,
        }
    }

    /// Small text beside it.
    pub(super) fn small(text: &'a str, palette: &Palette) -> Self {
        Self {
            text,
            font: fonts::regular(fonts::SMALL_SIZE),
            colour: palette.muted.into(),
            is_underlined: false,
            marker: None,
        }
    }

    /// A small label before text.
    pub(super) fn label(text: &'a str, palette: &Palette) -> Self {
        Self {
            text,
            font: fonts::semibold(fonts::LABEL_SIZE),
            colour: palette.muted.into(),
            is_underlined: false,
            marker: None,
        }
    }

    /// Text in place of an answer that was not given.
    pub(super) fn absent(text: &'a str, palette: &Palette) -> Self {
        Self {
            text,
            font: fonts::italic(fonts::BODY_SIZE),
            colour: palette.muted.into(),
            is_underlined: false,
            marker: None,
        }
    }

    /// Strong text.
    pub(super) fn strong(text: &'a str, colour: impl Into<Color32>) -> Self {
        Self {
            text,
            font: fonts::semibold(fonts::BODY_SIZE),
            colour: colour.into(),
            is_underlined: false,
            marker: None,
        }
    }
}

/// Lays runs out in at most so many rows; the last ends in … where it does not fit.
pub(super) fn layout(ui: &Ui, runs: &[Run<'_>], width: f32, rows: usize) -> Arc<Galley> {
    let mut job = job(runs);
    job.break_on_newline = false;
    job.wrap = TextWrapping {
        max_width: width.max(0.0),
        max_rows: rows,
        break_anywhere: rows == 1,
        ..TextWrapping::default()
    };
    ui.painter().layout_job(job)
}

/// Runs as the text of a label, which wraps them as one text.
pub(super) fn job(runs: &[Run<'_>]) -> LayoutJob {
    let mut job = LayoutJob::default();
    for run in runs {
        let format = TextFormat {
            font_id: run.font.clone(),
            color: run.colour,
            underline: if run.is_underlined {
                Stroke::new(1.0, run.colour)
            } else {
                Stroke::NONE
            },
            ..TextFormat::default()
        };
        append(&mut job, run, format);
    }
    job
}

/// Adds a run, with another ground where something in it is marked.
fn append(job: &mut LayoutJob, run: &Run<'_>, format: TextFormat) {
    let mut end = 0;
    if let Some(marker) = run.marker {
        for place in marker.sought.places(run.text) {
            let before = run.text.get(end..place.start).unwrap_or_default();
            end = place.end;
            let marked = TextFormat {
                background: marker.ground,
                ..format.clone()
            };
            job.append(before, 0.0, format.clone());
            job.append(run.text.get(place).unwrap_or_default(), 0.0, marked);
        }
    }
    job.append(run.text.get(end..).unwrap_or_default(), 0.0, format);
}

/// Shows a text that wraps, with what is looked for marked in it.
pub(super) fn marked_ui(ui: &mut Ui, run: Run<'_>, marker: Option<Marker<'_>>) -> Response {
    ui.label(job(&[run.marked(marker)]))
}

/// Paints one line of runs at the top left of a rectangle and gives its height.
pub(super) fn paint_line(ui: &Ui, rect: Rect, runs: &[Run<'_>]) -> f32 {
    paint_lines(ui, rect, runs, 1)
}

/// Paints at most so many lines of runs at the top left of a rectangle and gives their height.
pub(super) fn paint_lines(ui: &Ui, rect: Rect, runs: &[Run<'_>], rows: usize) -> f32 {
    let galley = layout(ui, runs, rect.width(), rows);
    let height = galley.size().y;
    let colour = ui.visuals().text_color();
    ui.painter().galley(rect.min, galley, colour);
    height
}

/// Paints one line of runs in the middle of a rectangle's height.
pub(super) fn paint_line_centred(ui: &Ui, rect: Rect, runs: &[Run<'_>]) {
    let galley = layout(ui, runs, rect.width(), 1);
    let top = rect.center().y - galley.size().y / 2.0;
    let colour = ui.visuals().text_color();
    ui.painter()
        .galley(Pos2::new(rect.left(), top.round()), galley, colour);
}

/// The head of a pane or of a group of controls.
pub(super) fn head(text: impl Into<String>) -> RichText {
    RichText::new(text).font(fonts::semibold(fonts::HEAD_SIZE))
}

/// Strong text.
pub(super) fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).font(fonts::semibold(fonts::BODY_SIZE))
}

/// A small label above or before text.
pub(super) fn label(text: impl Into<String>, palette: &Palette) -> RichText {
    RichText::new(text)
        .font(fonts::semibold(fonts::LABEL_SIZE))
        .color(palette.muted)
}

/// Small text beside other text.
pub(super) fn small(text: impl Into<String>, palette: &Palette) -> RichText {
    RichText::new(text).small().color(palette.muted)
}

/// Slanted text in place of something that is not there.
pub(super) fn absent(text: impl Into<String>, palette: &Palette) -> RichText {
    RichText::new(text)
        .font(fonts::italic(fonts::BODY_SIZE))
        .color(palette.muted)
}

/// Small text in the colour of what it stands in.
pub(super) fn small_plain(text: impl Into<String>) -> RichText {
    RichText::new(text).small()
}

#[cfg(test)]
mod tests {
    use super::super::theme::Theme;
    use super::*;
    use crate::sheet::Filters;

    #[test]
    fn what_is_looked_for_has_another_ground_and_the_words_stay_the_same()
    -> Result<(), ron::error::SpannedError> {
        let theme = Theme::bundled()?;
        let palette = &theme.dark;
        let check = |wanted: &str, words: &str, expect: &[&str]| {
            let sought = Sought::of(&Filters {
                text: wanted.to_owned(),
                ..Filters::default()
            });
            let marker = Marker::new(sought.as_ref(), palette);
            let job = job(&[Run::body(words, palette).marked(marker)]);
            assert_eq!(job.text, words);
            let ground: Color32 = palette.found.into();
            let marked = job
                .sections
                .iter()
                .filter(|section| section.format.background == ground)
                .map(|section| &job.text[section.byte_range.start.0..section.byte_range.end.0]);
            assert_eq!(marked.collect::<Vec<_>>(), expect, "{wanted} in {words}");
        };
        check("", "asks for “Neutral”", &[]);
        check("member", "asks for “Neutral”", &[]);
        check("NEUTRAL", "asks for “Neutral”", &["Neutral"]);
        check("a", "a or “á” or A", &["a", "A"]);
        Ok(())
    }
}
