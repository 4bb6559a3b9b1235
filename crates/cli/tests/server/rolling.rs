//! A new version beside the old one: tables that the new one has added to are worked on by both, and an old server starts again on them.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use helhed_casework::storage::Store;
use helhed_casework::testing::House;

use crate::client::Client;
use crate::kill::{Until, block_on};
use crate::place::{Place, failed, succeeded};

/// What the next version could bring: columns, a table and an index, on tables that are written to meanwhile.
const NEXT: [&str; 6] = [
    "ALTER TABLE referral ADD COLUMN later TEXT",
    "ALTER TABLE person ADD COLUMN later INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE session ADD COLUMN later TEXT",
    "ALTER TABLE audit_entry ADD COLUMN later TEXT",
    "CREATE TABLE later (id INTEGER PRIMARY KEY, word TEXT NOT NULL)",
    "CREATE INDEX referral_later ON referral (later)",
];

async fn run(store: &Store, statements: &[&str]) {
    let mut link = store.write().await.expect("begun");
    for statement in statements {
        link.run(statement, []).await.expect("done");
    }
    link.commit().await.expect("committed");
}

/// A migration that this binary does not know, run by a server of the next version.
fn upgraded(place: &Place) {
    block_on(async {
        let store = Store::open(&place.address())
            .await
            .expect("the database opens");
        run(&store, &NEXT).await;
        let known = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                     SELECT 9000, 'later', success, checksum, 1 FROM _sqlx_migrations WHERE version = 1";
        run(&store, &[known]).await;
        store.close().await;
    });
}

fn refer(client: &Client, number: usize) -> u16 {
    let body = format!(
        "form-id=00000000-0000-7000-8000-{number:012}&household=Holm+{number}&given-1=Sofie&role-1=mother&reasons=Der+er+mange"
    );
    client.post("/refer", &body).expect("an answer").status
}

fn old_and_new_side_by_side(place: &Place) {
    place.make();
    let old = place.serve();
    let client = Client::sign_in(old.port, "jens", House::PHRASE);
    let (is_over, count) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                let number = count.load(Ordering::Relaxed);
                assert_eq!(refer(&client, number), 303);
                count.fetch_add(1, Ordering::Relaxed);
            }
        });
        let wait = |more: usize| {
            let until = count.load(Ordering::Relaxed) + more;
            while count.load(Ordering::Relaxed) < until && !writer.is_finished() {
                std::thread::sleep(Duration::from_millis(5));
            }
        };
        let until = Until(&is_over);
        wait(20);
        upgraded(place);
        wait(20);
        drop(until);
        writer.join().expect("each was taken");
    });
    // One that was stopped in the middle of it starts again, with everybody signed in.
    old.kill();
    let again = place.serve();
    let client = Client {
        port: again.port,
        ..client
    };
    assert_eq!(client.get("/referrals").expect("an answer").status, 200);
    assert_eq!(refer(&client, 500_000), 303);
    again.stop();
    succeeded(&place.run(&["verify-audit"]));

    // A version later something is taken away, and says which servers it leaves behind: those are told, and write nothing.
    block_on(async {
        let store = Store::open(&place.address())
            .await
            .expect("the database opens");
        run(&store, &["INSERT INTO schema_floor (oldest) VALUES (9000)"]).await;
        store.close().await;
    });
    for command in ["migrate", "verify-audit"] {
        failed(&place.run(&[command]), 3, "a newer Helhed");
    }
}

#[test]
fn on_sqlite() {
    old_and_new_side_by_side(&Place::on_sqlite());
}

#[test]
fn on_postgres() {
    old_and_new_side_by_side(&Place::on_postgres());
}
