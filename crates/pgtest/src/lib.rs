#![doc = include_str!("../README.md")]

mod cluster;
mod mould;
mod pair;
mod programs;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use cluster::Cluster;
pub use pair::Pair;

/// The address (`postgres://postgres@127.0.0.1:PORT/NAME`) of a database that nobody else uses and that holds no table yet.
///
/// Starts or joins the shared server at the first call in a process (1 to 3 seconds for a start), then takes about a tenth of a second.
/// The database goes when this process has ended.
///
/// # Panics
///
/// When PostgreSQL is not installed, saying what to install, or does not start, with what it said.
#[must_use]
pub fn database() -> String {
    fresh("template0")
}

/// The address of a database as [`database`] gives it, but full of what `fill` puts into an empty one whose address it gets.
///
/// Filled once for each build of a test program, and copied for each call: a copy takes a tenth of what making every table takes.
///
/// # Panics
///
/// As [`database`].
pub async fn copy_of_one(fill: impl AsyncFnOnce(String)) -> String {
    let like = mould::filled(cluster(), fill).await;
    fresh(&like)
}

fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(Cluster::join_or_start)
}

fn fresh(like: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    loop {
        // A process before us may have had our process id and its databases may still be there: then the next number is free.
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("t{}_{number}", std::process::id());
        if cluster().create(&name, like) {
            return cluster().address(&name);
        }
    }
}
