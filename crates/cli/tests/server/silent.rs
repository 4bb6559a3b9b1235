//! Ten thousand connections that send nothing, and ones that send half a request: who does want something is answered meanwhile.

#![expect(
    clippy::disallowed_methods,
    reason = "how long it takes is what is looked at"
)]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use helhed_casework::storage::Address;
use helhed_casework::testing::House;

use crate::client::Client;
use crate::kill::{block_on, keys};
use crate::process::Server;

const SILENT: usize = 10_000;

/// A server on a house in a folder.
fn serving(folder: &tempfile::TempDir) -> Server {
    std::fs::write(folder.path().join("keys"), keys()).expect("written");
    let address = Address::SqliteFile(folder.path().join("helhed.db"));
    block_on(async { House::at(&address).await.casework.close().await });
    let data = folder.path().to_str().expect("a path");
    Server::start(&["serve", "--data", data, "--port", "0"])
}

#[test]
fn who_says_nothing_shuts_nobody_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = serving(&folder);
    let open = || TcpStream::connect(("127.0.0.1", server.port));
    // A machine that allows this process fewer open files is asked with as many as it allows.
    let mut silent: Vec<TcpStream> = (0..SILENT).map_while(|_| open().ok()).collect();
    silent.truncate(silent.len().saturating_sub(64));
    assert!(silent.len() > 500, "{} connections", silent.len());
    let half = b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nCook";
    for stream in silent.iter_mut().step_by(2) {
        // One that was shown out already is as silent as can be.
        let _ = stream.write_all(half);
    }
    let nobody = Client {
        port: server.port,
        cookie: String::new(),
    };
    let began = Instant::now();
    assert_eq!(nobody.get("/ready").expect("an answer").status, 200);
    let jens = Client::sign_in(server.port, "jens", House::PHRASE);
    assert_eq!(jens.get("/referrals").expect("an answer").status, 200);
    // Room for all of them, or ten seconds until the first of them are shown out.
    assert!(
        began.elapsed() < Duration::from_secs(25),
        "{:?}",
        began.elapsed()
    );
    // They are shown out: the first answers with the end of the line.
    let first = silent.first_mut().expect("one");
    let patience = Some(Duration::from_secs(30));
    first.set_read_timeout(patience).expect("set");
    let mut said = Vec::new();
    let ended = first.read_to_end(&mut said);
    assert!(ended.is_ok(), "{ended:?}");
    drop(silent);
}

#[test]
fn half_a_form_that_goes_silent_is_shown_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = serving(&folder);
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).expect("connected");
    let patience = Some(Duration::from_secs(60));
    stream.set_read_timeout(patience).expect("set");
    let half = "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nusername=ka";
    stream.write_all(half.as_bytes()).expect("sent");
    let mut said = String::new();
    // Told or cut off: an end before the patience of this test is.
    let ended = stream.read_to_string(&mut said);
    assert!(ended.is_ok(), "{ended:?}");
    assert!(
        !said.starts_with("HTTP/1.1 2") && !said.starts_with("HTTP/1.1 5"),
        "{said}"
    );
}

#[test]
fn a_request_that_can_be_read_in_two_ways_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = serving(&folder);
    let hidden = "GET /sign-in HTTP/1.1\r\nHost: x\r\n\r\n";
    for lines in [
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5, 6",
        "Content-Length: +5",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked",
        " Content-Length: 5",
    ] {
        let mut stream = TcpStream::connect(("127.0.0.1", server.port)).expect("connected");
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("set");
        let request =
            format!("POST /sign-in HTTP/1.1\r\nHost: x\r\n{lines}\r\n\r\n0\r\n\r\n{hidden}");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        // A line that was cut hard is an end, too.
        let _ = stream.read_to_string(&mut answer);
        assert!(
            answer.matches("HTTP/1.1 ").count() <= 1,
            "{lines}: {answer}"
        );
        assert!(!answer.starts_with("HTTP/1.1 200"), "{lines}: {answer}");
    }
}
