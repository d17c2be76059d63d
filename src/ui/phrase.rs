//! What a party said of the outcomes: a word for it, and the outcomes or words.

use egui::Ui;

use super::text::{self, Marker, Run};
use super::theme::Palette;
use crate::sheet::Phrase;

/// The word and what follows it; words that another party does not have are underlined.
pub(super) fn runs<'a>(
    phrase: &'a Phrase,
    palette: &Palette,
    marker: Option<Marker<'a>>,
) -> Vec<Run<'a>> {
    let mut runs = vec![Run::label(phrase.word, palette), Run::body(" ", palette)];
    if phrase.pieces.is_empty() {
        runs.push(Run::body(&phrase.text, palette).marked(marker));
    }
    runs.extend(phrase.pieces.iter().map(|piece| Run {
        is_underlined: piece.differs,
        ..Run::body(&piece.text, palette).marked(marker)
    }));
    runs
}

/// Shows a phrase that wraps as one text.
pub(super) fn phrase_ui(
    ui: &mut Ui,
    phrase: &Phrase,
    palette: &Palette,
    marker: Option<Marker<'_>>,
) {
    ui.label(text::job(&runs(phrase, palette, marker)));
}
