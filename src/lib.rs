//! Common Ground compares negotiating positions.
//!
//! It loads what each party to a negotiation demands, would accept and refuses, one RON file a party; lays the
//! parties side by side, issue by issue; works out where they overlap and where and how they fail to meet; and
//! exports that comparison as a snapshot that others can read, print and check.
//!
//! # Bird's-eye view
//!
//! ```text
//! RON files ──files──▶ Talks ──compare──▶ Comparison ──sheet──▶ Sheet ──ui──────▶ window
//!             │                                        │        └─────export──▶ PDF, HTML, Markdown, XLSX, DOCX, …
//!             └──▶ problems, each with its place       └──export──▶ JSON
//! ```
//!
//! Everything flows one way. A change of date, of parties or of filters is a new [`compare::Question`] or new
//! [`sheet::Filters`], and what is shown is made anew from it.
//!
//! # Code map
//!
//! In reading order; each module uses only those above it.
//!
//! | module | what it does |
//! |---|---|
//! | [`model`] | parties, issues, outcome spaces and exact sets of outcomes, stances, dates |
//! | [`files`] | RON text to model, with every problem and its place; the only module that knows the schemas |
//! | [`compare`] | model to answers in force, verdicts, zones, distances and reasons, as data |
//! | [`sheet`] | a comparison to what is shown; the home of every phrase that a reader sees |
//! | [`export`] | a sheet to the bytes of a file, one small module a format, and atomic writing |
//! | [`app`] | what is open in the window, commands, background work, dialogs, settings |
//! | [`ui`] | one file for each thing on screen: takes data, gives back what the user asked for |
//!
//! `threads` lets pure work run on all cores, or on one where there are no others.
//!
//! `main.rs` and `command_line/` turn arguments into calls and results into an exit status.
//!
//! # Invariants
//!
//! - [`model`] and [`compare`] do no input or output, know no clock, and cannot fail.
//! - Nothing decides a verdict by comparing floating-point numbers: an outcome is a place in a list, a whole
//!   number of steps or a day, and a set of outcomes is a union of ranges ([`model::OutcomeSet`]).
//! - What is not stated never becomes yes, no or a number. Not stated, stated as open, withdrawn and
//!   contradicted stay apart from the file to the page.
//! - Loading gives a value *and* its problems ([`files::Loaded`]), never one or the other.
//! - A page writer sees a [`sheet::Sheet`], never a comparison; the window draws the same sheet, of which it makes whole
//!   the rows in sight alone ([`sheet::Outline`]).
//! - Nothing below [`app`] knows egui, and only `ui::theme` knows colours.
//! - Order is always defined, by the agenda or the files, never by a hash map; the same input gives the same bytes.
//!
//! # What fails, and how it is told
//!
//! A fault in a file becomes a [`files::Problem`] with file, line, column, sentence and hint; all of them are
//! collected, and the rest of the file loads. A failed export is an [`export::ExportError`] and leaves the old file
//! whole. A window that no renderer can draw is an [`app::starting::WindowError`], after which the program prints the
//! comparison as text. Nothing that a file may hold makes the program panic.

// In reading order; the empty lines keep rustfmt from sorting them.

mod threads;

pub mod model;

pub mod files;

pub mod compare;

pub mod sheet;

pub mod export;

pub mod app;

pub mod ui;
