#![doc = include_str!("../README.md")]

mod cluster;
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
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    static COUNT: AtomicU32 = AtomicU32::new(0);

    let cluster = CLUSTER.get_or_init(Cluster::join_or_start);
    loop {
        // A process before us may have had our process id and its databases may still be there: then the next number is free.
        let name = format!(
            "t{}_{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        if cluster.create(&name) {
            return format!("postgres://postgres@127.0.0.1:{}/{name}", cluster.port());
        }
    }
}
