//! Bytes that a fuzzer found, or that it starts from, through the same functions that it feeds.

use std::fs;

use crate::drive;
use crate::support::in_repository;

/// Feeds every file of a folder of the corpus to what its target does.
fn check(target: &str, drive: impl Fn(&[u8])) {
    let entries = fs::read_dir(in_repository("tests/corpus").join(target)).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        // Said by the test if it fails.
        println!("{}", path.display());
        drive(&fs::read(&path).unwrap());
    }
}

#[test]
fn files_of_every_kind_are_read() {
    check("texts", drive::texts);
}

#[test]
fn snapshots_are_opened() {
    check("snapshot", drive::snapshot);
}

#[test]
fn pages_are_written() {
    check("pages", drive::pages);
}

#[test]
fn pages_are_typeset() {
    check("typeset", drive::typeset);
}
