//! Work on several threads at a time, where there are several.

use std::error::Error as _;
use std::sync::LazyLock;

use rayon::ThreadPoolBuilder;

/// Whether the threads could be started that parallel work goes to. Without this look at it, the first such work would
/// end the program where they cannot.
static HAS_THREADS: LazyLock<bool> =
    LazyLock::new(|| match ThreadPoolBuilder::new().build_global() {
        Ok(()) => true,
        // They are there already, or the system gives none.
        Err(error) => error.source().is_none(),
    });

/// Does work that splits itself over all cores; on this thread alone where no other can be started.
pub(crate) fn on_all_cores<R>(work: impl FnOnce() -> R) -> R {
    if *HAS_THREADS { work() } else { alone(work) }
}

/// Does work that splits itself, and all of it on this thread.
fn alone<R>(work: impl FnOnce() -> R) -> R {
    // The thread stays in a pool of one that it makes up itself. If it is in one already, that one serves.
    let pool = ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build();
    drop(pool);
    work()
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::{alone, on_all_cores};

    #[test]
    fn work_is_done_on_one_thread_as_on_many() {
        let work = || {
            (0..1_000_u64)
                .into_par_iter()
                .map(|at| at * at)
                .sum::<u64>()
        };
        let expect = (0..1_000).map(|at| at * at).sum();
        assert_eq!(on_all_cores(work), expect);
        let on_its_own = std::thread::spawn(move || {
            let here = std::thread::current().id();
            let threads: Vec<_> = alone(|| {
                let rows = (0..100).into_par_iter();
                rows.map(|_| std::thread::current().id()).collect()
            });
            assert!(threads.iter().all(|&thread| thread == here));
            // A second time it is in that pool already.
            (alone(work), alone(work))
        });
        assert_eq!(on_its_own.join().ok(), Some((expect, expect)));
    }
}
