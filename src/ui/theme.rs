//! The colours of the window, and how egui's own widgets use them. The only place with colours.

use egui::{Color32, CornerRadius, Stroke, Visuals};
use serde::Deserialize;

use crate::compare::Verdict;

/// A colour, written `#rrggbb` or `#rrggbbaa` in the theme file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Colour(Color32);

/// The colours for light and for dark.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Dark ink on light ground.
    pub light: Palette,
    /// Light ink on dark ground.
    pub dark: Palette,
    /// Dark ink on light ground, as far apart as can be.
    pub light_high_contrast: Palette,
    /// Light ink on dark ground, as far apart as can be.
    pub dark_high_contrast: Palette,
}

/// The colours of one theme, by what they are for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Palette {
    /// Ground of the table.
    pub page: Colour,
    /// Ground of everything around the table.
    pub panel: Colour,
    /// Ground of theme lines and table heads.
    pub band: Colour,
    /// Ground of the row under the pointer.
    pub hover: Colour,
    /// Ground of the selected row.
    pub selected: Colour,
    /// Ground of a text that is looked for.
    pub found: Colour,
    /// Ground of text fields.
    pub field: Colour,
    /// Ground of buttons.
    pub control: Colour,
    /// Ground of the button under the pointer.
    pub control_hover: Colour,
    /// Handles of scroll bars, and grounds of radio buttons.
    pub handle: Colour,
    /// Text to be read.
    pub text: Colour,
    /// Text beside it.
    pub muted: Colour,
    /// Links.
    pub link: Colour,
    /// Hairlines between rows and panels.
    pub line: Colour,
    /// Edges of text fields and checkboxes.
    pub edge: Colour,
    /// What has the focus or is ticked.
    pub accent: Colour,
    /// Warnings.
    pub warning: Colour,
    /// Errors.
    pub error: Colour,
    /// The verdict "aligned".
    pub aligned: Colour,
    /// The verdict "overlap".
    pub overlap: Colour,
    /// The verdict "gap".
    pub gap: Colour,
    /// The verdict "opposed".
    pub opposed: Colour,
    /// The other verdicts.
    pub other: Colour,
    /// Outcomes asked for.
    pub asked: Colour,
    /// Outcomes that would be taken.
    pub acceptable: Colour,
    /// Outcomes refused.
    pub refused: Colour,
    /// Outcomes that nothing was said of.
    pub not_stated: Colour,
    /// Shadows of menus and dialogs.
    pub shadow: Colour,
}

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Color32::from_hex(&text)
            .map(Self)
            .map_err(|_| format!("“{text}” is no colour: write #rrggbb or #rrggbbaa"))
    }
}

impl From<Colour> for Color32 {
    fn from(colour: Colour) -> Self {
        colour.0
    }
}

impl Theme {
    /// Reads the theme that comes with the program.
    ///
    /// # Errors
    /// If the theme file has a mistake, which a test rules out.
    pub fn bundled() -> Result<Self, ron::error::SpannedError> {
        ron::from_str(include_str!("../../assets/theme.ron"))
    }

    /// The colours for light or for dark, usual or as far apart as can be.
    pub fn palette(&self, theme: egui::Theme, is_high_contrast: bool) -> &Palette {
        match (theme, is_high_contrast) {
            (egui::Theme::Light, false) => &self.light,
            (egui::Theme::Dark, false) => &self.dark,
            (egui::Theme::Light, true) => &self.light_high_contrast,
            (egui::Theme::Dark, true) => &self.dark_high_contrast,
        }
    }

    /// Makes egui's own widgets look the part, light and dark.
    pub fn apply(&self, context: &egui::Context, is_high_contrast: bool) {
        for theme in [egui::Theme::Light, egui::Theme::Dark] {
            let palette = self.palette(theme, is_high_contrast);
            context.style_mut_of(theme, |style| {
                palette.paint_visuals(&mut style.visuals);
                super::fonts::set_text_styles(style);
                set_spacing(style);
            });
        }
    }
}

impl Palette {
    /// The colour of a verdict's word and shape.
    pub fn verdict(&self, verdict: Verdict) -> Color32 {
        let colour = match verdict {
            Verdict::Aligned => self.aligned,
            Verdict::Overlap => self.overlap,
            Verdict::Gap => self.gap,
            Verdict::Opposed => self.opposed,
            Verdict::OneSided | Verdict::Unstated | Verdict::Text => self.other,
        };
        colour.into()
    }

    fn paint_visuals(&self, visuals: &mut Visuals) {
        visuals.panel_fill = self.panel.into();
        visuals.window_fill = self.panel.into();
        visuals.window_stroke = Stroke::new(1.0, self.line);
        visuals.faint_bg_color = self.band.into();
        visuals.extreme_bg_color = self.field.into();
        visuals.text_edit_bg_color = Some(self.field.into());
        visuals.code_bg_color = self.band.into();
        visuals.hyperlink_color = self.link.into();
        visuals.warn_fg_color = self.warning.into();
        visuals.error_fg_color = self.error.into();
        visuals.weak_text_color = Some(self.muted.into());
        visuals.selection.bg_fill = Color32::from(self.accent).gamma_multiply(0.35);
        visuals.selection.stroke = Stroke::new(1.0, self.text);
        visuals.popup_shadow.color = self.shadow.into();
        visuals.window_shadow.color = self.shadow.into();
        visuals.window_corner_radius = CornerRadius::same(8);
        visuals.menu_corner_radius = CornerRadius::same(6);
        self.paint_widgets(visuals);
    }

    fn paint_widgets(&self, visuals: &mut Visuals) {
        let widgets = &mut visuals.widgets;
        for widget in [
            &mut widgets.noninteractive,
            &mut widgets.inactive,
            &mut widgets.hovered,
            &mut widgets.active,
            &mut widgets.open,
        ] {
            widget.corner_radius = CornerRadius::same(4);
            widget.expansion = 0.0;
            widget.fg_stroke = Stroke::new(1.0, self.text);
            widget.bg_stroke = Stroke::new(1.0, self.edge);
            widget.bg_fill = self.control.into();
            widget.weak_bg_fill = self.control.into();
        }
        widgets.noninteractive.bg_stroke = Stroke::new(1.0, self.line);
        widgets.noninteractive.bg_fill = self.panel.into();
        widgets.inactive.bg_fill = self.handle.into();
        widgets.inactive.fg_stroke = Stroke::new(1.5, self.text);
        widgets.hovered.weak_bg_fill = self.control_hover.into();
        widgets.hovered.bg_fill = self.edge.into();
        widgets.hovered.fg_stroke = Stroke::new(1.5, self.text);
        widgets.active.weak_bg_fill = self.control_hover.into();
        widgets.active.bg_stroke = Stroke::new(1.5, self.accent);
        widgets.active.fg_stroke = Stroke::new(1.5, self.text);
        widgets.open.weak_bg_fill = self.control_hover.into();
    }
}

fn set_spacing(style: &mut egui::Style) {
    style.spacing.item_spacing = egui::vec2(8.0, 6.0);
    style.spacing.button_padding = egui::vec2(8.0, 3.0);
    style.spacing.interact_size.y = 24.0;
    style.spacing.icon_width = 16.0;
    style.spacing.icon_width_inner = 9.0;
    style.spacing.icon_spacing = 8.0;
    style.spacing.tooltip_width = 460.0;
    style.spacing.scroll = egui::style::ScrollStyle::solid();
    style.spacing.scroll.bar_width = 9.0;
    style.interaction.tooltip_delay = 0.35;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contrast of two colours, from 1 to 21, as the Web Content Accessibility Guidelines define it.
    fn contrast(one: Color32, other: Color32) -> f32 {
        let luminance = |colour: Color32| {
            let [red, green, blue] = [colour.r(), colour.g(), colour.b()].map(|channel| {
                let channel = f32::from(channel) / 255.0;
                if channel <= 0.04045 {
                    channel / 12.92
                } else {
                    ((channel + 0.055) / 1.055).powf(2.4)
                }
            });
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    impl Theme {
        fn all(&self) -> [&Palette; 4] {
            [
                &self.light,
                &self.dark,
                &self.light_high_contrast,
                &self.dark_high_contrast,
            ]
        }
    }

    /// What a colour becomes for eyes without one of the three kinds of cones, after Machado, Oliveira and Fernandes
    /// (2009), in linear light.
    const WITHOUT: [(&str, [[f32; 3]; 3]); 3] = [
        (
            "red",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "green",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
        (
            "blue",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
    ];

    fn linear(colour: Color32) -> [f32; 3] {
        [colour.r(), colour.g(), colour.b()].map(|channel| {
            let channel = f32::from(channel) / 255.0;
            if channel <= 0.04045 {
                channel / 12.92
            } else {
                ((channel + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    /// Lightness and the two opponent axes of the CIE.
    fn lab([red, green, blue]: [f32; 3]) -> [f32; 3] {
        let x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505;
        let y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        let z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089;
        let [x, y, z] = [x, y, z].map(|part| {
            if part > 0.008_856 {
                part.cbrt()
            } else {
                7.787 * part + 16.0 / 116.0
            }
        });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn seen(colour: Color32, rows: &[[f32; 3]; 3]) -> [f32; 3] {
        let [red, green, blue] = linear(colour);
        lab(rows.map(|[r, g, b]| (r * red + g * green + b * blue).clamp(0.0, 1.0)))
    }

    /// How far apart the two verdicts are that come closest for eyes without one kind of cones, with their names.
    fn least_distance(palette: &Palette) -> (f32, String) {
        let verdicts = [
            ("aligned", palette.aligned),
            ("overlap", palette.overlap),
            ("gap", palette.gap),
            ("opposed", palette.opposed),
        ];
        let mut least = (f32::INFINITY, String::new());
        for (missing, rows) in &WITHOUT {
            for (place, (name, one)) in verdicts.iter().enumerate() {
                for (other_name, other) in verdicts.iter().skip(place + 1) {
                    let (one, other) = (seen((*one).into(), rows), seen((*other).into(), rows));
                    let squares = one
                        .iter()
                        .zip(other)
                        .map(|(one, other)| (one - other).powi(2));
                    let distance = squares.sum::<f32>().sqrt();
                    if distance < least.0 {
                        least = (
                            distance,
                            format!("{name} and {other_name} without {missing}"),
                        );
                    }
                }
            }
        }
        least
    }

    /// A difference of 2.3 can just be seen; the shapes tell verdicts apart as well.
    const FAR_ENOUGH: f32 = 9.0;

    #[test]
    fn verdicts_stay_apart_for_eyes_without_one_kind_of_cones()
    -> Result<(), ron::error::SpannedError> {
        let theme = Theme::bundled()?;
        for palette in theme.all() {
            let (distance, which) = least_distance(palette);
            assert!(distance >= FAR_ENOUGH, "{which}: {distance:.1}");
        }
        Ok(())
    }

    #[test]
    fn verdicts_that_look_alike_would_be_found() -> Result<(), ron::error::SpannedError> {
        let theme = Theme::bundled()?;
        // A red and a green that only an eye with all cones tells apart, as in many traffic lights.
        let confusing = Palette {
            aligned: Colour(Color32::from_rgb(0x9a, 0x8c, 0x00)),
            opposed: Colour(Color32::from_rgb(0xc8, 0x78, 0x00)),
            ..theme.light.clone()
        };
        let (distance, which) = least_distance(&confusing);
        assert!(distance < FAR_ENOUGH, "{which}: {distance:.1}");
        Ok(())
    }

    #[test]
    fn answers_stay_apart_in_greyscale() -> Result<(), ron::error::SpannedError> {
        let theme = Theme::bundled()?;
        for palette in theme.all() {
            // Contrast is that of the greys. Refusals are hatched, and what is not stated is empty.
            let steps = [
                (palette.asked, palette.acceptable, 2.5),
                (palette.acceptable, palette.page, 1.3),
            ];
            for (one, other, least) in steps {
                let contrast = contrast(one.into(), other.into());
                assert!(contrast >= least, "{one:?} and {other:?}: {contrast:.2}");
            }
        }
        Ok(())
    }

    #[test]
    fn high_contrast_is_high() -> Result<(), ron::error::SpannedError> {
        let theme = Theme::bundled()?;
        for palette in [&theme.light_high_contrast, &theme.dark_high_contrast] {
            let words = [
                palette.text,
                palette.muted,
                palette.link,
                palette.aligned,
                palette.overlap,
                palette.gap,
                palette.opposed,
                palette.edge,
            ];
            for word in words {
                let contrast = contrast(word.into(), palette.page.into());
                assert!(contrast >= 7.0, "{word:?}: {contrast:.2}");
            }
        }
        Ok(())
    }

    #[test]
    fn words_stand_out_from_every_ground() -> Result<(), ron::error::SpannedError> {
        let theme = Theme::bundled()?;
        for palette in theme.all() {
            let grounds = [
                palette.page,
                palette.panel,
                palette.band,
                palette.hover,
                palette.selected,
                palette.found,
            ];
            let words = [
                palette.text,
                palette.muted,
                palette.link,
                palette.warning,
                palette.error,
                palette.aligned,
                palette.overlap,
                palette.gap,
                palette.opposed,
                palette.other,
            ];
            for ground in grounds {
                for word in words {
                    let contrast = contrast(word.into(), ground.into());
                    assert!(contrast >= 4.5, "{word:?} on {ground:?}: {contrast:.2}");
                }
            }
        }
        Ok(())
    }

    #[test]
    fn marks_stand_out_from_the_table() -> Result<(), ron::error::SpannedError> {
        let theme = Theme::bundled()?;
        for palette in theme.all() {
            for mark in [palette.asked, palette.refused] {
                let contrast = contrast(mark.into(), palette.page.into());
                assert!(contrast >= 3.0, "{mark:?}: {contrast:.2}");
            }
            let asked_from_acceptable = contrast(palette.asked.into(), palette.acceptable.into());
            assert!(asked_from_acceptable >= 2.5, "{asked_from_acceptable:.2}");
        }
        Ok(())
    }
}
