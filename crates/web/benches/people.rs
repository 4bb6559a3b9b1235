//! A municipality at work: so many people signed in at once, each reading, thinking and writing for some minutes, against a server that runs.
//! Figures, not a test; `scripts/bench-people.sh` starts server and database, and says what is measured on what.
//!
//! HELHED_BENCH_DATABASE, _ADDRESS and _PROCESS say where the server is; _PEOPLE, _SECONDS and _THINK (mean seconds between two pages of one
//! person) change the load.

#![expect(clippy::disallowed_methods, reason = "a benchmark measures")]

mod crowd;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use helhed_casework::storage::{Address, Store};

use crowd::{Client, Dice, Person};

fn text(name: &str, default: &str) -> String {
    std::env::var(format!("HELHED_BENCH_{name}")).unwrap_or_else(|_| default.to_owned())
}

fn number(name: &str, default: u64) -> u64 {
    text(name, "").parse().unwrap_or(default)
}

/// Coordinators by their sign-in names.
async fn names(database: &str, count: u64) -> Vec<String> {
    let address: Address = database.parse().expect("an address of a database");
    let store = Store::open(&address).await.expect("the database opens");
    let sql = format!(
        "SELECT username FROM account WHERE role = 'coordinator' AND disabled_at IS NULL ORDER BY username LIMIT {count}"
    );
    let rows = store.read().rows(&sql, []).await.expect("read");
    store.close().await;
    let names = rows.into_iter().map(|mut row| row.next().expect("a name"));
    names.collect()
}

/// What the server's process has in memory now, megabytes.
fn resident(process: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}

/// Milliseconds within which a share of all are.
fn within(sorted: &[u64], share: f64) -> f64 {
    let at = (sorted.len().saturating_sub(1) as f64 * share) as usize;
    sorted.get(at).map_or(0.0, |micros| *micros as f64 / 1000.0)
}

#[tokio::main]
async fn main() {
    let Ok(database) = std::env::var("HELHED_BENCH_DATABASE") else {
        // As one of all benches it has no server to measure.
        eprintln!("people: scripts/bench-people.sh starts a server and runs this");
        return;
    };
    let door: SocketAddr = text("ADDRESS", "127.0.0.1:8080")
        .parse()
        .expect("an address");
    let (people, seconds) = (number("PEOPLE", 500), number("SECONDS", 300));
    let think = Duration::from_secs(number("THINK", 10));
    let (phrase, process) = (
        text("PHRASE", "velkommen-til-helhed"),
        text("PROCESS", "self"),
    );
    let names = names(&database, people).await;
    assert_eq!(names.len() as u64, people, "as many coordinators as people");

    // Signed in one after another: that costs by design, and is not what is measured.
    let mut crowd = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let client = Client::sign_in(door, name, &phrase).await;
        crowd.push(Person::at_work(client, Dice(at as u64)).await);
    }
    let waits: Arc<Mutex<BTreeMap<&'static str, Vec<u64>>>> = Arc::default();
    let errors = Arc::new(Mutex::new(Vec::<String>::new()));
    let (begun, length) = (Instant::now(), Duration::from_secs(seconds));
    let memory_before = resident(&process);
    let at_work: Vec<_> = crowd
        .into_iter()
        .map(|mut person| {
            let (waits, errors) = (waits.clone(), errors.clone());
            tokio::spawn(async move {
                loop {
                    tokio::time::sleep(person.thinks(think)).await;
                    if begun.elapsed() > length {
                        return;
                    }
                    let asked = Instant::now();
                    let (what, done) = person.does_something().await;
                    let took = asked.elapsed().as_micros() as u64;
                    waits
                        .lock()
                        .expect("free")
                        .entry(what)
                        .or_default()
                        .push(took);
                    if let Err(error) = done {
                        errors
                            .lock()
                            .expect("free")
                            .push(format!("{what}: {error}"));
                    }
                }
            })
        })
        .collect();
    let mut halfway = memory_before;
    let mut most = memory_before;
    while begun.elapsed() < length {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let now = resident(&process);
        most = most.max(now);
        if begun.elapsed() < length / 2 {
            halfway = now;
        }
    }
    for person in at_work {
        person.await.expect("no panic");
    }

    let waits = waits.lock().expect("free");
    let mut all: Vec<u64> = waits.values().flatten().copied().collect();
    all.sort_unstable();
    println!("| what | times | median ms | 99 % within ms | slowest ms |");
    println!("|---|---|---|---|---|");
    for (what, times) in waits.iter() {
        let mut times = times.clone();
        times.sort_unstable();
        println!(
            "| {what} | {} | {:.1} | {:.1} | {:.1} |",
            times.len(),
            within(&times, 0.5),
            within(&times, 0.99),
            within(&times, 1.0)
        );
    }
    println!(
        "| **all of {people} people** | {} ({:.0} a second) | {:.1} | **{:.1}** | {:.1} |",
        all.len(),
        all.len() as f64 / seconds as f64,
        within(&all, 0.5),
        within(&all, 0.99),
        within(&all, 1.0)
    );
    let errors = errors.lock().expect("free");
    println!(
        "\nerrors: {}; memory of the server: {memory_before} MB before, {halfway} MB half way, {} MB at the end, {most} MB at most",
        errors.len(),
        resident(&process)
    );
    for error in errors.iter().take(5) {
        println!("  {error}");
    }
}
