//! Somebody who follows minutes over a socket, as a browser does: hears that something has changed, and fetches what.

#![allow(unreachable_pub, reason = "a benchmark is a crate of its own")]

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

/// When every word was seen by whom, in microseconds from when it was sent.
#[derive(Debug)]
pub struct Heard {
    began: Instant,
    waits: Mutex<Vec<u64>>,
    here: AtomicU64,
}

impl Heard {
    pub fn since(began: Instant) -> Self {
        Self {
            began,
            waits: Mutex::new(Vec::new()),
            here: AtomicU64::new(0),
        }
    }

    fn saw(&self, stamp: u64) {
        let now = self.began.elapsed().as_micros() as u64;
        self.waits
            .lock()
            .expect("unpoisoned")
            .push(now.saturating_sub(stamp));
    }

    /// How many have read the minutes once.
    pub fn here(&self) -> u64 {
        self.here.load(Ordering::Relaxed)
    }

    pub fn count(&self) -> u64 {
        self.waits.lock().expect("unpoisoned").len() as u64
    }

    /// The median, what 99 of 100 keep, and the last: in milliseconds.
    pub fn shares(&self) -> (f64, f64, f64) {
        let mut waits = self.waits.lock().expect("unpoisoned").clone();
        waits.sort_unstable();
        let at = |share: f64| {
            let place = (waits.len().saturating_sub(1) as f64 * share) as usize;
            waits
                .get(place)
                .map_or(0.0, |it| (*it as f64 / 100.0).round() / 10.0)
        };
        (at(0.5), at(0.99), at(1.0))
    }
}

/// A connection that is kept.
pub struct Line {
    socket: TcpStream,
    cookie: String,
    hand: Uuid,
}

impl Line {
    pub async fn open(door: SocketAddr, cookie: &str) -> Self {
        let socket = TcpStream::connect(door).await.expect("connected");
        socket.set_nodelay(true).expect("no delay");
        Self {
            socket,
            cookie: cookie.to_owned(),
            hand: Uuid::from_u128(1),
        }
    }

    async fn send(&mut self, request: String) {
        self.socket
            .write_all(request.as_bytes())
            .await
            .expect("sent");
    }

    /// Asks for a page and reads all of it.
    async fn get(&mut self, path: &str) -> String {
        let cookie = &self.cookie;
        self.send(format!(
            "GET {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n\r\n"
        ))
        .await;
        self.answer().await
    }

    async fn answer(&mut self) -> String {
        let mut read = Vec::new();
        let mut bytes = [0; 16 * 1024];
        loop {
            let count = self.socket.read(&mut bytes).await.expect("read");
            assert!(count > 0, "the server hung up");
            read.extend_from_slice(&bytes[..count]);
            let text = String::from_utf8_lossy(&read);
            let Some((head, _)) = text.split_once("\r\n\r\n") else {
                continue;
            };
            assert!(head.starts_with("HTTP/1.1 200"), "{head}");
            let length = head
                .lines()
                .find_map(|it| it.strip_prefix("content-length: "));
            let length: usize = length.and_then(|it| it.parse().ok()).expect("a length");
            if read.len() >= head.len() + 4 + length {
                return text.into_owned();
            }
        }
    }

    /// Writes a line that says when it was written.
    pub async fn write(&mut self, at: &str, section: &str, stamp: u128) {
        let body = batch(self.hand, section, stamp);
        let cookie = &self.cookie;
        let head = format!(
            "POST {at}/lines HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.send(head).await;
        let answer = self.answer().await;
        assert!(answer.contains("saved"), "{answer}");
    }
}

/// A batch with one line.
fn batch(hand: Uuid, section: &str, stamp: u128) -> String {
    let own = Uuid::try_parse(section).expect("an id");
    let (hand, id) = (
        hand.to_string(),
        Uuid::from_u128(own.as_u128() ^ stamp).to_string(),
    );
    let words = format!("Der blev sagt noget, som alle kan se: t{stamp}t");
    let fields = [
        ("hand", hand.as_str()),
        ("id", &id),
        ("section", section),
        ("after", ""),
        ("base", "0"),
        ("state", "settled"),
        ("body", &words),
    ];
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(fields);
    body.finish()
}

/// Somebody who follows.
pub struct Follower {
    events: TcpStream,
    line: Line,
    at: String,
    seq: u64,
    is_here: bool,
}

impl Follower {
    pub async fn open(door: SocketAddr, at: &str, cookie: &str) -> Self {
        let mut events = Line::open(door, cookie).await;
        events
            .send(format!(
                "GET {at}/live HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n\r\n"
            ))
            .await;
        let line = Line::open(door, cookie).await;
        Self {
            events: events.socket,
            line,
            at: at.to_owned(),
            seq: 1,
            is_here: false,
        }
    }

    /// Follows until the server hangs up.
    pub async fn follow(&mut self, heard: &Heard) {
        let mut bytes = [0; 4_096];
        loop {
            match self.events.read(&mut bytes).await {
                Ok(count) if count > 0 => {
                    if bytes[..count].windows(7).any(|it| it == b"changed") {
                        self.fetch(heard).await;
                    }
                }
                _ => return,
            }
        }
    }

    async fn fetch(&mut self, heard: &Heard) {
        let page = self
            .line
            .get(&format!("{}/changes?after={}", self.at, self.seq))
            .await;
        let seq = page
            .split_once("data-seq=\"")
            .and_then(|(_, rest)| rest.split('"').next());
        let seq: u64 = seq.and_then(|it| it.parse().ok()).expect("a count");
        if !std::mem::replace(&mut self.is_here, true) {
            heard.here.fetch_add(1, Ordering::Relaxed);
        }
        if seq > self.seq {
            let stamps = page.split("kan se: t").skip(1);
            let stamps = stamps.filter_map(|it| it.split('t').next()?.parse().ok());
            // A page says a line more than once.
            for stamp in stamps.collect::<BTreeSet<u64>>() {
                heard.saw(stamp);
            }
            self.seq = seq;
        }
    }
}
