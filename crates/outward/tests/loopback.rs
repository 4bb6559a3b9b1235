//! Servers on this machine: one that answers, one that redirects, one that talks for ever, one that hangs up, one that stays silent.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use helhed_outward::{Ask, AuthorityFault, Line, NoAnswer, Target};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Reads one question whole; of one that is encrypted, as much as comes.
async fn question(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    let is_whole = |read: &[u8]| {
        if read.first() == Some(&22) {
            return Some(());
        }
        let text = String::from_utf8_lossy(read).into_owned();
        let (head, body) = text.split_once("\r\n\r\n")?;
        let length = head
            .lines()
            .find_map(|it| it.strip_prefix("content-length: "));
        (body.len() >= length.map_or(0, |it| it.parse().unwrap_or(0))).then_some(())
    };
    while is_whole(&read).is_none() && stream.read_buf(&mut read).await.unwrap_or(0) > 0 {}
    String::from_utf8_lossy(&read).into_owned()
}

/// A server that answers everybody with the same bytes, what it was asked, and where it is.
async fn server(answer: Vec<u8>) -> (SocketAddr, Arc<Mutex<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let heard = Arc::new(Mutex::new(String::new()));
    let told = heard.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let text = question(&mut stream).await;
            told.lock().expect("heard").push_str(&text);
            // Whoever has heard enough hangs up: no fault of the server's.
            stream.write_all(&answer).await.ok();
        }
    });
    (address, heard)
}

fn at(address: SocketAddr) -> Target {
    Target::parse(&format!("http://{address}/way?to=it")).expect("an address")
}

fn line() -> Line {
    Line::new(None)
        .expect("a line")
        .waiting(Duration::from_secs(5))
}

fn posted() -> Ask {
    Ask {
        body: Some(b"{}".to_vec()),
        headers: vec![("authorization", "Bearer s3cret".to_owned())],
    }
}

#[tokio::test]
async fn what_is_asked_arrives_and_the_answer_comes_back() {
    let answer =
        b"HTTP/1.1 202 Accepted\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok";
    let (address, heard) = server(answer.to_vec()).await;
    let answer = line().ask(&at(address), posted()).await.expect("an answer");
    assert_eq!((answer.status, answer.body.as_slice()), (202, &b"ok"[..]));
    assert_eq!(answer.headers["content-type"], "text/plain");
    let heard = heard.lock().expect("heard").clone();
    assert!(heard.starts_with("POST /way?to=it HTTP/1.1\r\n"), "{heard}");
    assert!(
        heard.contains("authorization: Bearer s3cret\r\n"),
        "{heard}"
    );
    assert!(heard.ends_with("\r\n\r\n{}"), "{heard}");
    let told = format!("{:?} {answer:?}", posted());
    assert!(!told.contains("s3cret") && !told.contains("ok"), "{told}");
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_nothing_is_asked_elsewhere() {
    let (elsewhere, heard) = server(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".to_vec()).await;
    let answer =
        format!("HTTP/1.1 302 Found\r\nlocation: http://{elsewhere}/\r\ncontent-length: 0\r\n\r\n");
    let (address, _) = server(answer.into_bytes()).await;
    let answer = line()
        .ask(&at(address), Ask::default())
        .await
        .expect("an answer");
    assert_eq!(answer.status, 302);
    assert!(heard.lock().expect("heard").is_empty());
}

#[tokio::test]
async fn who_talks_for_ever_hangs_up_or_speaks_no_http_is_not_listened_to() {
    let mut much = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    much.resize(3 << 20, b'x');
    let half = b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nhalf".to_vec();
    for answer in [much, half, b"220 mail.example.dk\r\n".to_vec(), Vec::new()] {
        let (address, _) = server(answer).await;
        let answer = line().ask(&at(address), Ask::default()).await;
        assert_eq!(answer.expect_err("no answer"), NoAnswer::BrokenOff);
    }
}

#[tokio::test]
async fn who_stays_silent_is_waited_for_no_longer_than_said() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let line = line().waiting(Duration::from_millis(50));
    let answer = line.ask(&at(address), Ask::default()).await;
    assert_eq!(answer.expect_err("no answer"), NoAnswer::TooLong);
    drop(listener);
    let answer = self::line().ask(&at(address), Ask::default()).await;
    assert_eq!(answer.expect_err("no answer"), NoAnswer::Connection);
}

#[tokio::test]
async fn what_cannot_stand_in_a_header_is_not_sent() {
    let (address, heard) = server(Vec::new()).await;
    let ask = Ask {
        body: None,
        headers: vec![("authorization", "a\r\nx: y".to_owned())],
    };
    let answer = line().ask(&at(address), ask).await;
    assert_eq!(answer.expect_err("no answer"), NoAnswer::Question);
    assert!(heard.lock().expect("heard").is_empty());
}

#[tokio::test]
async fn encryption_is_not_given_up_where_the_other_speaks_none() {
    let (address, _) = server(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".to_vec()).await;
    let target = Target::parse(&format!("https://{address}/")).expect("an address");
    let answer = line().ask(&target, Ask::default()).await;
    assert_eq!(answer.expect_err("no answer"), NoAnswer::Connection);
}

#[test]
fn an_authority_that_is_none_is_refused() {
    for none in [
        &b""[..],
        b"not a certificate",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ] {
        assert_eq!(Line::new(Some(none)).expect_err("refused"), AuthorityFault);
    }
}
