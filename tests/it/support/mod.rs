//! What several tests of the window share.

pub(crate) mod cpu_renderer;
