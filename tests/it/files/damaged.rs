//! Damaged files
