//! Text as it stands in a document.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::export::lane_picture::Picture;
use crate::export::text::{escaped, printable};

/// The addresses that the document links to; each has its place as its name.
#[derive(Default)]
pub(super) struct Links {
    pub(super) addresses: Vec<String>,
}

/// The pictures that the document holds, each once; each has its place as its name.
#[derive(Default)]
pub(super) struct Pictures {
    pub(super) files: Vec<Vec<u8>>,
    places: BTreeMap<Vec<u8>, usize>,
    /// How often a picture is shown.
    shown: usize,
}

impl Pictures {
    /// The number of the file, from 1.
    fn number_of(&mut self, png: &[u8]) -> usize {
        if let Some(place) = self.places.get(png) {
            return place + 1;
        }
        self.places.insert(png.to_vec(), self.files.len());
        self.files.push(png.to_vec());
        self.files.len()
    }
}

/// A paragraph with a picture, and with what it shows in words.
pub(super) fn picture(picture: &Picture, pictures: &mut Pictures) -> String {
    paragraph("Cell", &picture_run(picture, pictures))
}

/// A picture among words.
pub(super) fn picture_run(picture: &Picture, pictures: &mut Pictures) -> String {
    /// English metric units, of which an inch has 914,400.
    const UNITS: usize = 914_400 / 96;
    let file = pictures.number_of(&picture.png);
    pictures.shown += 1;
    let number = pictures.shown;
    let words = escaped(&printable(&picture.words).replace('\n', " "));
    let size = format!(
        "cx=\"{}\" cy=\"{}\"",
        picture.width * UNITS,
        picture.height * UNITS
    );
    format!(
        concat!(
            r#"<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>"#,
            r#"<wp:docPr id="{number}" name="Outcomes {number}" descr="{words}"/>"#,
            r#"<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>"#,
            r#"<pic:nvPicPr><pic:cNvPr id="{number}" name="picture{file}.png"/><pic:cNvPicPr/></pic:nvPicPr>"#,
            r#"<pic:blipFill><a:blip r:embed="picture{file}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"#,
            r#"<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>"#,
            r#"</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#
        ),
        size = size,
        number = number,
        words = words,
        file = file,
    )
}

/// Words of one look, which is given as properties of a run.
pub(super) fn run(text: &str, look: &str) -> String {
    let look = if look.is_empty() {
        String::new()
    } else {
        format!("<w:rPr>{look}</w:rPr>")
    };
    let mut run = format!("<w:r>{look}");
    for (place, line) in printable(text).split('\n').enumerate() {
        if place > 0 {
            run.push_str("<w:br/>");
        }
        let _ = write!(run, "<w:t xml:space=\"preserve\">{}</w:t>", escaped(line));
    }
    run.push_str("</w:r>");
    run
}

/// A paragraph of this style, or of the ordinary one.
pub(super) fn paragraph(style: &str, runs: &str) -> String {
    if style.is_empty() {
        return format!("<w:p>{runs}</w:p>");
    }
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

pub(super) fn heading(text: &str) -> String {
    paragraph("Heading1", &run(text, ""))
}

pub(super) fn small(text: &str) -> String {
    paragraph("Small", &run(text, ""))
}

/// Words that a note's number leads to.
pub(super) fn bookmark(note: usize, runs: &str) -> String {
    format!(
        "<w:bookmarkStart w:id=\"{note}\" w:name=\"note_{note}\"/>{runs}<w:bookmarkEnd w:id=\"{note}\"/>"
    )
}

/// A raised number that leads to its note, if there is one.
pub(super) fn note_mark(note: usize, is_known: bool) -> String {
    let number = run(&note.to_string(), "<w:vertAlign w:val=\"superscript\"/>");
    if is_known {
        format!("<w:hyperlink w:anchor=\"note_{note}\">{number}</w:hyperlink>")
    } else {
        number
    }
}

/// An address that leads out of the document.
pub(super) fn link(url: &str, links: &mut Links) -> String {
    links.addresses.push(url.to_owned());
    format!(
        "<w:hyperlink r:id=\"link{}\">{}</w:hyperlink>",
        links.addresses.len(),
        run(url, "<w:color w:val=\"0B5CAD\"/>")
    )
}
