//! A sheet as one tall page: as a drawing or as pixels.

use typst::layout::Abs;
use typst::utils::Scalar;
use typst_layout::Page;
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

use super::drawing;
use super::pages::{Cut, Pages};
use super::{ExportError, Options, Paper};
use crate::sheet::Sheet;

/// The longest side that a picture may have, in pixels. Few programs open a longer one.
const LONGEST_SIDE: f64 = 65_000.0;

/// How many pixels a picture may have: as many take up a gigabyte of memory.
const MOST_PIXELS: f64 = 250_000_000.0;

/// The sheet as SVG, with the letters as outlines, so that it looks the same everywhere.
pub(super) fn render_svg(sheet: &Sheet, paper: Paper) -> Result<Vec<u8>, ExportError> {
    let pages = Pages::of(sheet, paper, Cut::OneTallPage)?;
    let options = SvgOptions {
        render_bleed: false,
        pretty: false,
    };
    let svg = typst_svg::svg(only_page(&pages)?, &options);
    Ok(drawing::smaller(&svg).into_bytes())
}

/// The sheet as PNG, with as many pixels to a point as are chosen.
pub(super) fn render_png(sheet: &Sheet, options: Options) -> Result<Vec<u8>, ExportError> {
    let pages = Pages::of(sheet, options.paper, Cut::OneTallPage)?;
    let page = only_page(&pages)?;
    check_size(page, options.scale)?;
    let how = RenderOptions {
        pixel_per_pt: Scalar::new(f64::from(options.scale)),
        render_bleed: false,
    };
    typst_render::render(page, &how)
        .encode_png()
        .map_err(|error| ExportError::Format(error.to_string()))
}

fn only_page(pages: &Pages) -> Result<&Page, ExportError> {
    let page = pages.document.pages().first();
    page.ok_or_else(|| ExportError::Page("there is no page".to_owned()))
}

/// A picture that is too large is refused rather than cut.
fn check_size(page: &Page, scale: f32) -> Result<(), ExportError> {
    let pixels = |side: Abs| side.to_pt() * f64::from(scale);
    let (width, height) = (pixels(page.frame.width()), pixels(page.frame.height()));
    let is_drawable = scale.is_finite() && width >= 1.0 && height >= 1.0;
    if !is_drawable || width.max(height) > LONGEST_SIDE || width * height > MOST_PIXELS {
        return Err(ExportError::PictureSize { width, height });
    }
    Ok(())
}
