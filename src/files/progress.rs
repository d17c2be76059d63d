//! How far the reading of files has come, told to whoever waits for it on another thread.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Each file is taken from the disk, and then read.
const STEPS: usize = 2;

/// How far the reading of files has come, and whether it is still wanted.
#[derive(Debug, Default)]
pub struct Progress {
    files: AtomicUsize,
    done: AtomicUsize,
    is_stopped: AtomicBool,
}

impl Progress {
    /// How many files there are, as far as is known, and in hundredths how much of the work is done.
    pub fn counts(&self) -> (usize, usize) {
        let files = self.files.load(Ordering::Relaxed);
        // Each is taken from the disk and then read; one that is read a second time, as written, counts once.
        let steps = STEPS * files;
        let done = self.done.load(Ordering::Relaxed).min(steps);
        (files, done * 100 / steps.max(1))
    }

    /// Says that nobody wants the rest: what has not begun does not begin any more.
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    /// Whether the rest is still wanted.
    pub fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }

    pub(super) fn announce(&self, files: usize) {
        self.files.fetch_add(files, Ordering::Relaxed);
    }

    pub(super) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}
