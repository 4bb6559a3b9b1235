//! How soon a word that is written in a meeting is on every screen: 100 meetings at once with 20 who follow each, over real sockets, on
//! SQLite, on PostgreSQL, and with two servers on one PostgreSQL. Figures, not a test: `cargo bench -p helhed-web --bench meetings`.
//!
//! Server and those who follow share the machine. HELHED_BENCH_MEETINGS, _WATCHERS, _SECONDS and _PAUSE_MS (between two batches of one
//! writer) change the load.

#![expect(clippy::disallowed_methods, reason = "a benchmark measures")]

#[path = "../tests/pages/support/mod.rs"]
mod support;

mod follow;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use helhed_casework::meeting::call_meeting;
use helhed_casework::minutes::{BeginMinutes, begin_minutes, minutes_of};
use helhed_casework::storage::{Address, Keys, Store};
use helhed_casework::testing::{House, a_call_to, line};
use helhed_casework::{Casework, Hashing, Opening, Seeded};
use helhed_web::{App, Clock, Settings, router};
use jiff::Timestamp;
use tokio::net::TcpListener;

use follow::{Follower, Heard, Line};
use support::Site;

fn number(name: &str, default: u64) -> u64 {
    let written = std::env::var(format!("HELHED_BENCH_{name}"));
    written
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(default)
}

/// It is always the same hour, as in the house.
struct Fixed(Timestamp);

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// A meeting whose minutes are begun.
struct Room {
    /// Where its minutes are.
    at: String,
    /// Its general section.
    section: String,
    writer: String,
    mother: String,
}

/// So many families with a meeting each, ten to a coordinator.
async fn rooms(site: &Site, count: u64) -> Vec<Room> {
    let house = &site.house;
    let mut rooms = Vec::new();
    let mut coordinator = house.karen;
    let mut cookie = String::new();
    for n in 0..count {
        if n % 10 == 0 {
            let name = format!("koordinator{n}");
            coordinator = house.another_coordinator(&name).await;
            cookie = site.signed_in(&name).await.cookie.expect("signed in");
        }
        let household = format!("Holm {n}");
        let family = house
            .a_family(&household)
            .await
            .taken_in_by(&coordinator)
            .await;
        let username = format!("mor{n}");
        family.mothers_account(&username, "Sofie").await;
        let mut ctx = house.change(&coordinator).await;
        let mut call = a_call_to(&family, "2026-11-24T08:00:00Z", "2026-11-24T12:00:00Z");
        call.facts.chair = coordinator.account;
        let meeting = call_meeting(&mut ctx, call).await.expect("called");
        let begin = BeginMinutes {
            family: family.id,
            meeting,
            general: line("Andet"),
        };
        begin_minutes(&mut ctx, begin).await.expect("begun");
        ctx.commit().await.expect("committed");
        let mut reading = house.reading(&coordinator, house.now());
        let page = minutes_of(&mut reading, family.id, meeting)
            .await
            .expect("read");
        let sections = &page.begun.as_ref().expect("begun").sections;
        let general = sections.iter().find(|it| it.facts.category == "general");
        rooms.push(Room {
            at: format!("/families/{}/meetings/{meeting}/minutes", family.id),
            section: general.expect("a section").id.to_string(),
            writer: cookie.clone(),
            mother: site.signed_in(&username).await.cookie.expect("signed in"),
        });
    }
    rooms
}

/// The server behind a port.
async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

/// A second server on the same database.
async fn another(address: &Address, now: Timestamp) -> Router {
    let opening = Opening {
        store: Store::open(address).await.expect("the database opens"),
        keys: Keys::parse(&Keys::fresh_file(&[7; 64])).expect("keys"),
        chance: Box::new(Seeded::new(2)),
        hashing: Hashing::weak(),
        synthetic: true,
    };
    let casework = Casework::open(opening).await.expect("the house opens");
    router(App {
        metrics: helhed_web::Metrics::default(),
        stopping: helhed_web::Stopping::default(),
        casework,
        clock: Arc::new(Fixed(now)),
        settings: Arc::new(Settings {
            https: false,
            municipality: "Prøvekøbing".to_owned(),
            accessibility_statement: None,
            letters_from: None,
            letters_sender: None,
            texts: false,
            extracts: None,
            providers: Arc::default(),
            development_sign_in: false,
        }),
    })
}

fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|it| it.starts_with("VmRSS"));
    let kilobytes = line.and_then(|it| it.split_whitespace().nth(1));
    kilobytes.and_then(|it| it.parse().ok()).unwrap_or(0) / 1024
}

async fn measure(what: &str, address: Address, servers: usize) {
    let (meetings, watchers) = (number("MEETINGS", 100), number("WATCHERS", 20));
    let (seconds, pause) = (number("SECONDS", 20), number("PAUSE_MS", 1_000));
    let site = Site::of(House::at(&address).await).await;
    let rooms = rooms(&site, meetings).await;
    let lone = site.signed_in("lone").await.cookie.expect("signed in");
    let mut doors = vec![serve(site.router.clone()).await];
    if servers == 2 {
        doors.push(serve(another(&address, site.house.now()).await).await);
    }
    let began = Instant::now();
    let heard = Arc::new(Heard::since(began));
    let mut followers = Vec::new();
    for (n, room) in rooms.iter().enumerate() {
        for watcher in 0..watchers {
            let cookie = if watcher % 2 == 0 {
                &room.mother
            } else {
                &lone
            };
            let door = doors[(n + watcher as usize) % doors.len()];
            let mut follower = Follower::open(door, &room.at, cookie).await;
            let heard = heard.clone();
            followers.push(tokio::spawn(async move { follower.follow(&heard).await }));
        }
    }
    // Two thousand do not open the door in the same moment: they are here before the first word.
    let everybody = meetings * watchers;
    while heard.here() < everybody {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let before = resident();
    let written = Arc::new(AtomicU64::new(0));
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut writers = Vec::new();
    for (n, room) in rooms.into_iter().enumerate() {
        let (written, door) = (written.clone(), doors[0]);
        writers.push(tokio::spawn(async move {
            let mut line = Line::open(door, &room.writer).await;
            let offset = pause * n as u64 / meetings;
            tokio::time::sleep(Duration::from_millis(offset)).await;
            let mut slowest = Duration::ZERO;
            while Instant::now() < end {
                let next = Instant::now() + Duration::from_millis(pause);
                let stamp = began.elapsed().as_micros();
                let sent = Instant::now();
                line.write(&room.at, &room.section, stamp).await;
                slowest = slowest.max(sent.elapsed());
                written.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep_until(next.into()).await;
            }
            slowest
        }));
    }
    let mut slowest = Duration::ZERO;
    for writer in writers {
        slowest = slowest.max(writer.await.expect("wrote"));
    }
    // What was written last must arrive, too.
    let expected = written.load(Ordering::Relaxed) * watchers;
    let patience = Instant::now() + Duration::from_secs(10);
    while heard.count() < expected && Instant::now() < patience {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let after = resident();
    for follower in &followers {
        follower.abort();
    }
    let (middle, late, last) = heard.shares();
    println!(
        "{what}: {meetings} meetings x {watchers}, a batch every {pause} ms for {seconds} s: {} words seen {} of {expected} times, \
         median {middle} ms, 99 % {late} ms, last {last} ms; a batch was saved within {} ms; {before} -> {after} MB",
        written.load(Ordering::Relaxed),
        heard.count(),
        slowest.as_millis(),
    );
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    measure(
        "SQLite",
        Address::SqliteFile(folder.path().join("helhed.db")),
        1,
    )
    .await;
    let postgres = || Address::Postgres(helhed_pgtest::database());
    measure("PostgreSQL", postgres(), 1).await;
    measure("two servers on one PostgreSQL", postgres(), 2).await;
}
