//! Files that are archives of XML, unpacked and read part by part.

use std::io::{Cursor, Read as _};
use std::path::Path;

use common_ground::export::{Format, render};
use common_ground::sheet::Sheet;
use roxmltree::Document;

/// The parts of the file by name; each is well-formed.
pub(super) fn parts(sheet: &Sheet, format: Format) -> Vec<(String, String)> {
    let bytes = render(sheet, format).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).unwrap();
        let name = part.name().unwrap().into_owned();
        if Path::new(&name)
            .extension()
            .is_some_and(|extension| extension == "png")
        {
            let mut picture = Vec::new();
            part.read_to_end(&mut picture).unwrap();
            assert!(image::load_from_memory(&picture).is_ok(), "{name}");
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        assert!(Document::parse(&text).is_ok(), "{name}");
        parts.push((name, text));
    }
    parts
}

/// The words of each element of this name in the part.
pub(super) fn words_in(parts: &[(String, String)], part: &str, element: &str) -> Vec<String> {
    let (_, text) = parts.iter().find(|(name, _)| name == part).unwrap();
    let page = Document::parse(text).unwrap();
    let elements = page
        .descendants()
        .filter(|node| node.is_element() && node.tag_name().name() == element);
    elements
        .map(|node| {
            let texts = node.descendants().filter(roxmltree::Node::is_text);
            texts.filter_map(|node| node.text()).collect()
        })
        .collect()
}
