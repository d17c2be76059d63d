//! A sheet becomes a file: one small module a format, and writing that never leaves half a file.

pub mod fonts;
