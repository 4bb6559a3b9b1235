//! A server that is killed in the middle of its work has every write that it acknowledged, and none of them half.

#![expect(
    clippy::disallowed_methods,
    reason = "when to kill is told by the clock"
)]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use helhed_casework::storage::{Address, Keys, Store};
use helhed_casework::testing::House;

use crate::client::{Client, encoded};
use crate::place::Place;

const ROUNDS: usize = 3;
const WRITERS: usize = 4;
/// Acknowledged writes before a round's server is killed.
const BEFORE_KILL: usize = 40;

/// A form as it was sent: sent again it is the same form.
pub(crate) struct Sent {
    pub text: String,
    body: String,
    pub acknowledged: bool,
}

/// Says that it is over when it goes, also by a panic: else whoever writes until then would write for ever.
pub(crate) struct Until<'a>(pub(crate) &'a AtomicBool);

impl Drop for Until<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(work)
}

/// Writes until the server is gone.
pub(crate) fn write(
    client: &Client,
    (round, writer): (usize, usize),
    count: &AtomicUsize,
) -> Vec<Sent> {
    let mut sent = Vec::new();
    for number in 0.. {
        let text = format!("Runde {round}, skriver {writer}, nummer {number}.");
        let form = format!(
            "00000000-0000-7000-8000-{:012}",
            (round * 10 + writer) * 100_000 + number
        );
        let body = format!(
            "form-id={form}&household={}&given-1=Sofie&role-1=mother&reasons=Der+er+mange+om+bordet",
            encoded(&text)
        );
        let answer = client.post("/refer", &body);
        let acknowledged = match &answer {
            Ok(answer) => {
                assert_eq!(answer.status, 303, "{}", answer.body);
                count.fetch_add(1, Ordering::Relaxed);
                true
            }
            Err(_) => false,
        };
        sent.push(Sent {
            text,
            body,
            acknowledged,
        });
        if !acknowledged {
            break;
        }
    }
    sent
}

fn killed_under_load(place: &Place) {
    place.make();
    let address = &place.address();
    let mut all: Vec<Sent> = Vec::new();
    let mut session = None;
    for round in 0..ROUNDS {
        let server = place.serve();
        let client = Client {
            port: server.port,
            ..session
                .take()
                .unwrap_or_else(|| Client::sign_in(server.port, "jens", House::PHRASE))
        };
        // What the killed server left unanswered is sent again, as a browser would.
        for sent in all.iter_mut().filter(|it| !it.acknowledged) {
            let answer = client.post("/refer", &sent.body).expect("an answer");
            assert_eq!(answer.status, 303);
            sent.acknowledged = true;
        }
        let count = AtomicUsize::new(0);
        let written = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..WRITERS)
                .map(|writer| {
                    let (client, count) = (&client, &count);
                    scope.spawn(move || write(client, (round, writer), count))
                })
                .collect();
            let begun = Instant::now();
            while count.load(Ordering::Relaxed) < BEFORE_KILL {
                assert!(begun.elapsed() < Duration::from_secs(120), "it writes");
                std::thread::sleep(Duration::from_millis(5));
            }
            server.kill();
            let written = writers.into_iter().map(|it| it.join().expect("no panic"));
            written.collect::<Vec<_>>()
        });
        all.extend(written.into_iter().flatten());
        session = Some(client);
    }

    // Started once more it answers, to the session it had before.
    let server = place.serve();
    let client = Client {
        port: server.port,
        ..session.expect("a session")
    };
    assert_eq!(client.get("/health").expect("an answer").status, 200);
    let page = client.get("/referrals").expect("an answer");
    assert_eq!(page.status, 200);
    drop(server);

    let mut referred = BTreeMap::<String, usize>::new();
    let entries = block_on(async {
        let store = Store::open(address).await.expect("the database opens");
        let found = store
            .read()
            .rows("SELECT household FROM referral", [])
            .await;
        for mut row in found.expect("read") {
            *referred.entry(row.next().expect("a text")).or_default() += 1;
        }
        let sql = "SELECT COUNT(*) FROM audit_entry WHERE act = 'refer_family'";
        let row = store.read().row(sql, []).await.expect("read");
        let entries: i64 = row.expect("a row").next().expect("a number");
        store.close().await;
        entries
    });
    for sent in all.iter().filter(|it| it.acknowledged) {
        assert_eq!(referred.get(&sent.text), Some(&1), "{}", sent.text);
    }
    let acknowledged = all.iter().filter(|it| it.acknowledged).count();
    assert!(acknowledged >= ROUNDS * BEFORE_KILL);
    assert!(referred.len() <= all.len());
    assert!(referred.values().all(|times| *times == 1));
    assert_eq!(
        entries,
        referred.len() as i64,
        "each referral with its entry"
    );
    let findings = block_on(async {
        let house = open(address).await;
        let head = house.audit_head().await.expect("a head");
        house.verify_audit(&[head]).await.expect("read").1
    });
    assert_eq!(findings, []);
}

async fn open(address: &Address) -> helhed_casework::Casework {
    let opening = helhed_casework::Opening {
        store: Store::open(address).await.expect("the database opens"),
        keys: Keys::parse(&keys()).expect("keys"),
        chance: Box::new(helhed_casework::Seeded::new(3)),
        hashing: helhed_casework::Hashing::weak(),
        synthetic: true,
    };
    helhed_casework::Casework::open(opening)
        .await
        .expect("the house opens")
}

/// The keys of the houses that tests make.
pub(crate) fn keys() -> String {
    Keys::fresh_file(&[7; 64])
}

#[test]
fn on_sqlite() {
    killed_under_load(&Place::on_sqlite());
}

#[test]
fn on_postgres() {
    killed_under_load(&Place::on_postgres());
}
