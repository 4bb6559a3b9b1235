//! Two servers on one PostgreSQL hear of each other's changes, also after the connection between them was lost.

use std::time::Duration;

use tokio::time::timeout;

use helhed_casework::domain::map::MapPart;
use helhed_casework::map::{AddCard, MakeMap, add_card, make_map};
use helhed_casework::sharing::listen;
use helhed_casework::testing::line;

use crate::place::Place;

/// Longer than any machine needs.
const LONG: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_hear_each_other() {
    let place = Place::in_postgres().await;
    let house = &place.house;
    let family = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let family = family.id;
    let mut ctx = house.change(&house.karen).await;
    let make = MakeMap {
        family,
        on: ctx.today(),
        from_last: false,
    };
    let map = make_map(&mut ctx, make).await.expect("a map");
    ctx.commit().await.expect("committed");
    let mut reading = place.other.reading(&house.karen, house.now());
    let mut there = listen(&mut reading, family).await.expect("listening");

    let lay = async |words: &str| {
        let mut ctx = house.change(&house.karen).await;
        let card = AddCard {
            family,
            map,
            part: MapPart::Matters,
            body: line(words),
        };
        add_card(&mut ctx, card).await.expect("laid");
        ctx.commit().await.expect("committed");
    };
    // Until the other server listens, it hears nothing; when it does, it says "look".
    lay("Ro").await;
    assert!(timeout(LONG, there.changed()).await.expect("heard"));
    let quiet = timeout(Duration::from_millis(500), there.changed()).await;
    assert!(quiet.is_err() || quiet == Ok(true));

    for words in ["Skolen", "Søvn"] {
        let before = place.other.notices().count();
        lay(words).await;
        assert!(timeout(LONG, there.changed()).await.expect("heard"));
        assert_ne!(before, place.other.notices().count());
    }

    let cut = "pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' AND pg_terminate_backend(pid)";
    assert_eq!(
        house.rows_of(cut).await,
        2,
        "each server has one connection that listens"
    );
    assert!(timeout(LONG, there.changed()).await.expect("told to look"));
    lay("Penge").await;
    assert!(timeout(LONG, there.changed()).await.expect("heard again"));

    // What is undone is told to nobody.
    let undone = house.change(&house.karen).await;
    drop(undone);
    let quiet = timeout(Duration::from_millis(500), there.changed()).await;
    assert!(quiet.is_err(), "nothing has happened");
}
