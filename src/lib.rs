//! Common Ground
pub mod app;
pub mod compare;
pub mod export;
pub mod files;
pub mod model;
pub mod sheet;
pub mod ui;
