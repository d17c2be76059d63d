//! Feeds `drive::snapshot`.

#![no_main]
#![allow(dead_code, unused_imports, reason = "each target uses a part of what they share")]

#[path = "../drive/mod.rs"]
mod drive;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drive::snapshot(bytes));
