//! Every test of the program, in one binary: linking is the slow part of a test build.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop at once"
)]

mod command_line;
mod conformance;
mod dependencies;
#[path = "../fuzz/drive/mod.rs"]
mod drive;
mod even_handed;
mod export;
mod faults;
mod files;
mod fine_print;
mod large;
mod laws;
mod made_up;
mod made_up_bytes;
mod manual;
mod outline;
mod packaging;
mod partly;
mod positions;
mod proposal_text;
mod readme;
mod sets;
mod sheet;
mod snapshot;
mod support;
mod tidy;
mod views;
mod window;
mod wording;
