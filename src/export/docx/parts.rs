//! The parts of the file around its text.

use std::fmt::Write as _;

use super::words::{Links, Pictures, run};
use crate::export::Paper;
use crate::export::text::escaped;
use crate::sheet::Sheet;

pub(super) const CONTENT_TYPES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Default Extension="png" ContentType="image/png"/>"#,
    r#"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    r#"<Override PartName="/word/footer.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>"#,
    r#"<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#,
    "</Types>"
);

pub(super) const RELATIONS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="document" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#,
    r#"<Relationship Id="properties" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#,
    "</Relationships>"
);

pub(super) const DOCUMENT_START: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" "#,
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">"#
);

/// The margin at either side, in twentieths of a point.
const SIDE: usize = 737;

/// The paper, lying, with narrow margins.
pub(super) fn paper(sheet: &Sheet, paper: Paper) -> String {
    let size = paper.size(sheet.parties.len());
    format!(
        concat!(
            r#"<w:sectPr><w:footerReference w:type="default" r:id="footer"/>"#,
            r#"<w:pgSz w:w="{}" w:h="{}" w:orient="landscape"/>"#,
            r#"<w:pgMar w:top="850" w:right="{side}" w:bottom="850" w:left="{side}" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>"#
        ),
        in_twentieths(size.width),
        in_twentieths(size.height),
        side = SIDE
    )
}

/// How wide the text is, in twentieths of a point.
pub(super) fn text_width(sheet: &Sheet, paper: Paper) -> usize {
    in_twentieths(paper.size(sheet.parties.len()).width) - 2 * SIDE
}

/// Tenths of a millimetre in twentieths of a point, of which an inch has 1,440.
fn in_twentieths(tenths: u32) -> usize {
    usize::try_from((tenths * 1440 + 127) / 254).unwrap_or_default()
}

/// What stands at the foot of each page: what this is, and which page.
pub(super) fn footer(sheet: &Sheet) -> String {
    let as_of = sheet
        .as_of
        .as_ref()
        .map_or(String::new(), |day| format!(" · as of {day}"));
    let number = concat!(
        r#"<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"#,
        r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#
    );
    let words = run(&format!("{}{as_of}", sheet.title), "");
    format!(
        "{FOOTER_START}<w:p><w:pPr><w:pStyle w:val=\"Small\"/></w:pPr>{words}{number}</w:p></w:ftr>"
    )
}

const FOOTER_START: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
);

pub(super) const STYLES: &str = include_str!("../../../assets/snapshot/styles.xml");

/// Title and maker, and no time: the same input gives the same bytes.
pub(super) fn properties(sheet: &Sheet) -> String {
    format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" "#,
            r#"xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>"#,
            "<dc:language>en</dc:language></cp:coreProperties>"
        ),
        escaped(&sheet.title),
        escaped(&sheet.program)
    )
}

/// Where a picture stands, seen from the text.
pub(super) fn picture_target(number: usize) -> String {
    format!("media/picture{number}.png")
}

/// What the text leads to and shows.
pub(super) fn document_relations(links: &Links, pictures: &Pictures) -> String {
    let mut relations = concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
        r#"<Relationship Id="styles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#,
        r#"<Relationship Id="footer" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer.xml"/>"#
    )
    .to_owned();
    for (number, address) in (1..).zip(&links.addresses) {
        let _ = write!(
            relations,
            "<Relationship Id=\"link{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            escaped(address)
        );
    }
    for number in 1..=pictures.files.len() {
        let _ = write!(
            relations,
            "<Relationship Id=\"picture{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" Target=\"{}\"/>",
            picture_target(number)
        );
    }
    relations.push_str("</Relationships>");
    relations
}
