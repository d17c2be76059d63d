//! What a proposal says on a row, with each party's response as a shape and, where there is room, a word.

use egui::{Pos2, Rect, Response, Ui, vec2};

use super::cells::cell_response;
use super::{Options, PADDING};
use crate::model::Row;
use crate::sheet::{LEFT_OUT, PartyResponse, ProposalColumn, TermCell};
use crate::ui::marks;
use crate::ui::text::{self, Run};
use crate::ui::theme::Palette;

/// Size of the shape of a response.
const MARK: egui::Vec2 = vec2(18.0, 10.0);
/// Height of a response with its words.
const RESPONSE_HEIGHT: f32 = 18.0;
/// With more parties than this, responses are shapes without words.
const MOST_WORDS: usize = 2;

/// Shows the cell.
pub(super) fn proposal_ui(
    ui: &mut Ui,
    column: &ProposalColumn,
    row: Row,
    options: Options<'_>,
) -> Response {
    let palette = options.palette;
    let inner = ui.max_rect().shrink2(PADDING);
    let Some(term) = column.term(row) else {
        let words = [Run::absent(LEFT_OUT, palette)];
        if options.is_compact {
            text::paint_line_centred(ui, inner, &words);
        } else {
            text::paint_line(ui, inner, &words);
        }
        return cell_response(ui, &format!("{} leaves this row out.", column.title));
    };
    if options.is_compact {
        let shown = term.responses.len().min(4) as f32;
        let marks = inner.with_min_x(inner.right() - shown * (MARK.x + 4.0));
        paint_marks(ui, marks, term, palette);
        let line = inner.with_max_x(marks.left() - 6.0);
        text::paint_line_centred(ui, line, &[Run::body(&term.text, palette)]);
    } else {
        paint_roomy(ui, inner, term, palette);
    }
    let name = format!("{}: {}", column.title, term.spoken);
    cell_response(ui, &name).on_hover_ui(|ui| {
        ui.label(text::strong(&column.title));
        ui.label(term.text.as_str());
        for known in &term.responses {
            response_ui(ui, known, palette);
        }
    })
}

/// Shows a response as its shape with the party and the word beside it.
pub(in crate::ui) fn response_ui(ui: &mut Ui, known: &PartyResponse, palette: &Palette) {
    ui.horizontal(|ui| {
        marks::response_ui(ui, known.response, palette);
        ui.label(format!("{}: {}", known.party, known.word.to_lowercase()));
    });
    if let Some(why) = &known.why {
        ui.label(text::small(why, palette));
    }
}

/// The term above the responses: of two parties each on a line of its own, of more as shapes beside each other.
fn paint_roomy(ui: &Ui, inner: Rect, term: &TermCell, palette: &Palette) {
    let has_words = term.responses.len() <= MOST_WORDS;
    let rows = if has_words { 1 } else { 2 };
    text::paint_lines(ui, inner, &[Run::body(&term.text, palette)], rows);
    if !has_words {
        paint_marks(ui, inner.with_min_y(inner.bottom() - 16.0), term, palette);
        return;
    }
    for (place, known) in term.responses.iter().enumerate() {
        let top = inner.top() + 22.0 + RESPONSE_HEIGHT * place as f32;
        let line = Rect::from_min_size(
            Pos2::new(inner.left(), top),
            vec2(inner.width(), RESPONSE_HEIGHT),
        );
        let mark =
            Rect::from_min_size(Pos2::new(line.left(), line.center().y - MARK.y / 2.0), MARK);
        marks::paint_response(ui.painter(), mark, known.response, palette);
        let words = format!("{} {}", known.party, known.word.to_lowercase());
        let line = line.with_min_x(mark.right() + 6.0);
        text::paint_line_centred(ui, line, &[Run::small(&words, palette)]);
    }
}

fn paint_marks(ui: &Ui, line: Rect, term: &TermCell, palette: &Palette) {
    let mut left = line.left();
    for known in &term.responses {
        if left + MARK.x > line.right() + 0.5 {
            break;
        }
        let place = Rect::from_min_size(Pos2::new(left, line.center().y - MARK.y / 2.0), MARK);
        marks::paint_response(ui.painter(), place, known.response, palette);
        left = place.right() + 4.0;
    }
}
