//! Traces leave for a collector, name nobody, and nobody waits for them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use helhed_casework::testing::House;

use crate::client::Client;
use crate::place::Place;

/// A collector on this machine: what it was handed, one text a request.
fn collector() -> (u16, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (put, take) = channel();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream.try_clone().expect("one"));
            let (mut length, mut line) = (0, String::new());
            while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
                if let Some(number) = line.to_lowercase().strip_prefix("content-length:") {
                    length = number.trim().parse().expect("a number");
                }
                line.clear();
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).expect("all of it");
            let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
            stream.write_all(answer.as_bytes()).expect("answered");
            let body = String::from_utf8(body).expect("JSON");
            if put.send(body).is_err() {
                return;
            }
        }
    });
    (port, take)
}

fn traced_to(port: u16) -> (Place, String) {
    let place = Place::on_sqlite();
    let settings = format!("[traces]\nto = \"http://127.0.0.1:{port}/v1/traces\"\nshare = 1.0\n");
    place.configure_with(&place.at("backups"), &settings);
    let family = place.make_with_a_family();
    (place, family)
}

#[test]
fn a_trace_tells_how_long_and_names_nobody() {
    let (port, handed) = collector();
    let (place, family) = traced_to(port);
    let server = place.serve();
    let client = Client::sign_in(server.port, "karen", House::PHRASE);
    let page = client
        .get(&format!("/families/{family}"))
        .expect("an answer");
    assert!(page.body.contains("Holmegaardsfamilien"));
    assert_eq!(
        client
            .get("/search?q=Holmegaard")
            .expect("an answer")
            .status,
        200
    );
    // What is under way leaves when the server stops.
    server.stop();
    let all: String = handed.try_iter().collect();
    for expected in [
        "\"GET /families/{id}\"",
        "\"POST /sign-in\"",
        "http.response.status_code",
        "db.query.text",
        "COMMIT",
        "\"helhed\"",
    ] {
        assert!(all.contains(expected), "{expected}: {all}");
    }
    let token = client.cookie.split_once('=').expect("a cookie").1;
    for hidden in [
        "Holmegaard",
        "Sofie",
        "Emil",
        "karen",
        &family,
        token,
        House::PHRASE,
        "127.0.0.1",
    ] {
        assert!(!all.contains(hidden), "{hidden}");
    }
}

#[test]
fn nobody_waits_for_a_collector_that_is_not_there() {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    let (place, family) = traced_to(port);
    let server = place.serve();
    let client = Client::sign_in(server.port, "karen", House::PHRASE);
    let page = client
        .get(&format!("/families/{family}"))
        .expect("an answer");
    assert_eq!(page.status, 200);
    server.stop();
}
