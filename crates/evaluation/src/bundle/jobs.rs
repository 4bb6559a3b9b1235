//! Files read side by side: each is a job of many pieces, and threads take pieces until none is left.

/// Work that several threads can share.
pub(super) trait Job: Sync {
    /// Does the next piece of it; false when none is left to be taken.
    fn work(&self) -> bool;
}

/// Does all pieces of the jobs, the first job's first. Each thread goes on with the next job as soon as a job has no piece left, so that
/// none waits for the end of a file.
pub(super) fn work_off(jobs: &[&dyn Job], threads: usize) {
    let work = || {
        for job in jobs {
            while job.work() {}
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
}
