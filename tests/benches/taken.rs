//! How long something takes.

use std::time::{Duration, Instant};

/// How long something took: by the clock, and on all cores together, which says more on a busy machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Taken {
    pub(crate) clock: Duration,
    pub(crate) cores: Option<Duration>,
}

impl Taken {
    /// How long some work takes, with what comes of it. Clearing that away is not part of it: nobody waits for it.
    pub(crate) fn of<T>(work: impl FnOnce() -> T) -> (T, Self) {
        let (start, used) = (Instant::now(), time_on_cores());
        let made = work();
        let clock = start.elapsed();
        let both = time_on_cores().zip(used);
        let taken = Self {
            clock,
            cores: both.map(|(now, before)| now.saturating_sub(before)),
        };
        (made, taken)
    }
}

/// How long the program has kept cores busy so far, where the system says so, in hundredths of a second.
fn time_on_cores() -> Option<Duration> {
    let status = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = status.rsplit_once(')')?.1.split_whitespace().collect();
    let hundredths = |at: usize| fields.get(at)?.parse::<u64>().ok();
    // User and system time are the 14th and 15th fields; the list begins after the second.
    Some(Duration::from_millis(
        10 * (hundredths(11)? + hundredths(12)?),
    ))
}
