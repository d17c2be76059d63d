//! Common Ground
pub mod compare;
pub mod export;
pub mod files;
pub mod model;
pub mod sheet;
