//! Long readings at a replica: as fresh as at the database, and at the database where the replica lags or is gone.

use helhed_casework::audit::{AuditFilter, audit_page};
use helhed_casework::storage::{Address, Keys, Store};
use helhed_casework::testing::House;
use helhed_casework::{Casework, Hashing, Opening, Seeded};
use helhed_pgtest::Pair;

/// A house on the database that reads what is long at the replica.
async fn beside(pair: &Pair) -> Casework {
    let store = Store::open(&Address::Postgres(pair.database())).await;
    let store = store.expect("the database opens");
    let replica = Address::Postgres(pair.replica());
    let opening = Opening {
        store: store.with_replica(&replica).expect("both are PostgreSQL"),
        keys: Keys::parse(&Keys::fresh_file(&[7; 64])).expect("keys"),
        chance: Box::new(Seeded::new(2)),
        hashing: Hashing::weak(),
        synthetic: true,
    };
    Casework::open(opening).await.expect("the house opens")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_is_as_fresh_as_the_database_and_passed_over_when_it_lags() {
    let pair = Pair::start();
    let house = House::at(&Address::Postgres(pair.database())).await;
    let other = beside(&pair).await;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let written_and_read = async |text: &str| {
        holm.note(text).await;
        let last = house.audit_head().await.expect("a head").seq;
        let mut reading = other.reading_long(&house.dpo, house.now()).await;
        let page = audit_page(&mut reading, AuditFilter::default()).await;
        let page = page.expect("a page");
        assert_eq!(page.lines[0].number, last, "{text}");
    };
    // What a connection did last: something else than asking how far the replica is.
    let read_there =
        "SELECT COUNT(*) > 0 FROM pg_stat_activity WHERE backend_type = 'client backend'
         AND pid <> pg_backend_pid() AND query NOT LIKE '%pg_last_wal_replay_lsn%'";
    for number in 0..40 {
        written_and_read(&format!("Note {number}.")).await;
    }
    assert_eq!(pair.ask_replica(read_there).trim(), "t");

    pair.lag(true);
    written_and_read("While it lags.").await;
    pair.lag(false);
    written_and_read("Caught up.").await;
    pair.lose_replica();
    written_and_read("It is gone.").await;
    written_and_read("Still.").await;
    other.close().await;
}
