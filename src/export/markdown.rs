//! A sheet as GitHub-flavoured Markdown.
use crate::sheet::Sheet;
pub(super) fn render(sheet: &Sheet) -> String { sheet.title.clone() }
