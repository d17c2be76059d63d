//! One tall page, as a drawing and as pixels.

use common_ground::export::{ExportError, Format, Options, render, render_with};

use roxmltree::Document;

use super::sheets;

#[test]
fn a_picture_has_as_many_pixels_as_asked_for() {
    let sheet = sheets::realistic(2);
    let size = |scale| {
        let bytes = render_with(
            &sheet,
            Format::Png,
            Options {
                scale,
                ..Options::default()
            },
        )
        .unwrap();
        let picture = image::load_from_memory(&bytes).unwrap();
        (picture.width(), picture.height())
    };
    let ((width, height), (wide, tall)) = (size(0.5), size(1.0));
    assert!(height > width);
    assert!((width * 2).abs_diff(wide) <= 2 && (height * 2).abs_diff(tall) <= 2);
}

#[test]
fn a_picture_that_is_too_large_is_refused_in_a_sentence() {
    for scale in [1000.0, 0.0, -1.0, f32::NAN] {
        let error = render_with(
            &sheets::realistic(2),
            Format::Png,
            Options {
                scale,
                ..Options::default()
            },
        )
        .unwrap_err();
        assert!(
            matches!(error, ExportError::PictureSize { .. }),
            "{scale}: {error}"
        );
    }
}

#[test]
fn a_drawing_has_neither_script_nor_anything_from_elsewhere() {
    for (_, sheet) in super::every_sheet() {
        let text = String::from_utf8(render(&sheet, Format::Svg).unwrap()).unwrap();
        assert!(
            Document::parse(&text)
                .unwrap()
                .root_element()
                .tag_name()
                .name()
                == "svg"
        );
        for unwanted in ["<script", "<image", "javascript:", "onerror"] {
            assert!(!text.contains(unwanted), "{unwanted}");
        }
    }
}
