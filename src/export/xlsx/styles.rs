//! How cells look.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::compare::Verdict;
use crate::export::Paper;

/// The looks of all cells.
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) head: Format,
    pub(super) text: Format,
    /// Text under a picture.
    pub(super) under: Format,
    pub(super) strong: Format,
    pub(super) unsaid: Format,
    pub(super) link: Format,
    /// The number by which a workbook knows the paper.
    pub(super) paper: u8,
    verdicts: Vec<(Verdict, Format)>,
}

impl Styles {
    pub(super) fn new(paper: Paper) -> Self {
        let text = Format::new()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_align(FormatAlign::Left);
        let strong = text.clone().set_bold();
        let verdict = |verdict| {
            let format = strong.clone().set_background_color(fill(verdict));
            (verdict, format)
        };
        Self {
            title: Format::new().set_bold().set_font_size(16),
            head: strong
                .clone()
                .set_background_color(0x00E8_ECF0)
                .set_border_bottom(FormatBorder::Medium),
            under: text.clone().set_align(FormatAlign::Bottom),
            unsaid: text.clone().set_italic().set_font_color(0x0066_717D),
            link: text.clone().set_font_color(0x000B_5CAD),
            verdicts: Verdict::ALL.into_iter().map(verdict).collect(),
            strong,
            text,
            paper: match paper {
                // A table of so many columns can be read on no smaller paper.
                Paper::Fitting | Paper::A3 => 8,
                Paper::A4 => 9,
                Paper::A2 => 66,
                Paper::Letter => 1,
                Paper::Legal => 5,
                Paper::Tabloid => 3,
            },
        }
    }

    pub(super) fn verdict(&self, verdict: Verdict) -> &Format {
        let known = self.verdicts.iter().find(|(known, _)| *known == verdict);
        known.map_or(&self.strong, |(_, format)| format)
    }
}

/// Light forms of the colours of the verdicts, on which black letters can be read.
fn fill(verdict: Verdict) -> u32 {
    match verdict {
        Verdict::Aligned => 0x00B5_E3D5,
        Verdict::Overlap => 0x00CC_E7F8,
        Verdict::Gap => 0x00FA_E3B3,
        Verdict::Opposed => 0x00F7_CFB3,
        Verdict::OneSided | Verdict::Unstated | Verdict::Text => 0x00E3_E6E9,
    }
}
