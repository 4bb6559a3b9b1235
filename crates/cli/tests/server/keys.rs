//! The keys of encrypted columns are changed while people write: nobody waits, nothing is lost, and the old key opens nothing more.

use std::sync::atomic::{AtomicBool, Ordering};

use helhed_casework::domain::cpr::CprNumber;
use helhed_casework::storage::{Keys, Store};
use helhed_casework::testing::House;

use crate::client::Client;
use crate::kill::{Until, block_on};
use crate::place::{Place, failed, succeeded};

const WRITERS: u32 = 2;

/// Refers people with numbers until it is over; how many were acknowledged.
fn refer(client: &Client, writer: u32, is_over: &AtomicBool) -> u32 {
    let mut number = 0;
    while !is_over.load(Ordering::Relaxed) {
        let serial = writer * 6_000 + number;
        let (day, month) = (61 + serial % 28, 1 + serial / 28 % 12);
        let cpr = format!(
            "{day}{month:02}{}{:04}",
            60 + serial / 28 / 12,
            serial % 4_000
        );
        let body = format!(
            "form-id=00000000-0000-7000-8000-{serial:012}&household=Holm+{serial}&given-1=Sofie&role-1=mother\
             &cpr-1={cpr}&reasons=Der+er+mange+om+bordet"
        );
        let answer = client.post("/refer", &body).expect("an answer");
        assert_eq!(answer.status, 303, "{}", answer.body);
        number += 1;
    }
    number
}

fn changed_under_load(place: &Place) {
    place.make();
    let server = place.serve();
    let client = Client::sign_in(server.port, "jens", House::PHRASE);
    let is_over = AtomicBool::new(false);
    let acknowledged: u32 = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (client, is_over) = (&client, &is_over);
                scope.spawn(move || refer(client, writer, is_over))
            })
            .collect();
        let until = Until(&is_over);
        succeeded(&place.run(&["keys", "add"]));
        failed(&place.run(&["keys", "drop", "1"]), 1, "under key 1");
        server.signal("-HUP");
        succeeded(&place.run(&["keys", "use", "2"]));
        server.signal("-HUP");
        // What the server sealed under the old key before it had read the new one is sealed again by the next run.
        let mut tries = 0;
        loop {
            succeeded(&place.run(&["keys", "seal"]));
            let dropped = place.run(&["keys", "drop", "1"]);
            if dropped.status.success() {
                break;
            }
            failed(&dropped, 1, "under key 1");
            tries += 1;
            assert!(tries < 30, "the server has read the new key");
        }
        server.signal("-HUP");
        drop(until);
        let written = writers.into_iter().map(|it| it.join().expect("no panic"));
        written.sum()
    });
    assert!(acknowledged > 0);
    let listed = succeeded(&place.run(&["keys", "list"]));
    assert!(
        listed.contains("key 2 encrypts") && !listed.contains("key 1"),
        "{listed}"
    );
    assert_eq!(client.get("/referrals").expect("an answer").status, 200);
    server.stop();

    let keys = std::fs::read_to_string(place.at("keys")).expect("the keys");
    let keys = Keys::parse(&keys).expect("keys");
    assert_eq!(keys.numbers(), [2]);
    let sealed = block_on(async {
        let store = Store::open(&place.address())
            .await
            .expect("the database opens");
        let sql = "SELECT cpr FROM person WHERE cpr IS NOT NULL";
        let rows = store.read().rows(sql, []).await.expect("read");
        store.close().await;
        rows
    });
    assert_eq!(sealed.len(), acknowledged as usize);
    for mut row in sealed {
        let value: Vec<u8> = row.next().expect("bytes");
        let digits = keys.unseal("cpr", &value).expect("the new key opens it");
        CprNumber::parse(&digits).expect("a number");
    }
}

#[test]
fn on_sqlite() {
    changed_under_load(&Place::on_sqlite());
}

#[test]
fn on_postgres() {
    changed_under_load(&Place::on_postgres());
}

#[test]
fn keys_that_do_not_fit_are_not_taken_over() {
    let place = Place::on_sqlite().with_a_document();
    let server = place.serve();
    let client = Client::sign_in(server.port, "karen", House::PHRASE);
    let body = "form-id=00000000-0000-7000-8000-000000000001&household=Holm&given-1=Sofie&role-1=mother&cpr-1=6101901234&reasons=Mange";
    assert_eq!(client.post("/refer", body).expect("an answer").status, 303);
    let kept = std::fs::read_to_string(place.at("keys")).expect("the keys");
    std::fs::write(place.at("keys"), Keys::fresh_file(&[8; 64])).expect("written");
    server.signal("-HUP");
    failed(&place.run(&["keys", "use", "7"]), 1, "no key 7");
    std::fs::write(place.at("keys"), kept).expect("written");
    // What is sealed from now on is still under the key that the rest is under.
    let body = "form-id=00000000-0000-7000-8000-000000000002&household=Lund&given-1=Ida&role-1=mother&cpr-1=6102901235&reasons=Mange";
    assert_eq!(client.post("/refer", body).expect("an answer").status, 303);
    server.stop();
    let listed = succeeded(&place.run(&["keys", "list"]));
    assert!(listed.contains("key 1 encrypts: "), "{listed}");
    assert_eq!(listed.lines().count(), 1, "{listed}");
}
