//! What several tests of the window share.

pub mod cpu_renderer;
