//! The database is gone for a minute: who asks is told, nothing is lost, and all goes on by itself when it is back.

#![expect(clippy::disallowed_methods, reason = "a minute is told by the clock")]

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use helhed_casework::testing::House;

use crate::client::Client;
use crate::kill::block_on;
use crate::place::{Place, succeeded};
use crate::rows::rows;

const GONE: Duration = Duration::from_secs(60);

/// The line to the database, which can be cut.
struct Wire {
    port: u16,
    is_cut: Arc<AtomicBool>,
    open: Arc<Mutex<Vec<TcpStream>>>,
}

impl Wire {
    fn to(database: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (is_cut, open) = (
            Arc::new(AtomicBool::new(false)),
            Arc::<Mutex<Vec<_>>>::default(),
        );
        let wire = Self {
            port,
            is_cut: is_cut.clone(),
            open: open.clone(),
        };
        std::thread::spawn(move || {
            for here in listener.incoming().flatten() {
                if is_cut.load(Ordering::SeqCst) {
                    continue;
                }
                let there = TcpStream::connect(("127.0.0.1", database)).expect("it is there");
                for (from, to) in [(&here, &there), (&there, &here)] {
                    let (from, to) = (from.try_clone().expect("one"), to.try_clone().expect("one"));
                    std::thread::spawn(move || carry(from, to));
                }
                open.lock().expect("free").extend([here, there]);
            }
        });
        wire
    }

    fn cut(&self) {
        self.is_cut.store(true, Ordering::SeqCst);
        for stream in self.open.lock().expect("free").drain(..) {
            // One that was closed already is as cut as can be.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    fn mend(&self) {
        self.is_cut.store(false, Ordering::SeqCst);
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut bytes) {
        if to.write_all(&bytes[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}

fn refer(client: &Client, number: usize) -> u16 {
    let body = format!(
        "form-id=00000000-0000-7000-8000-{number:012}&household=Zq{number:06}x&given-1=Sofie&role-1=mother&reasons=Der+er+mange"
    );
    client.post("/refer", &body).expect("an answer").status
}

#[test]
fn a_minute_without_the_database_loses_nothing() {
    let place = Place::on_postgres();
    place.make();
    let database = place.database.clone();
    let (host, name) = database.rsplit_once('/').expect("an address");
    let (who, port) = host.rsplit_once(':').expect("a port");
    let wire = Wire::to(port.parse().expect("a port"));
    let behind = Place {
        database: format!("{who}:{}/{name}", wire.port),
        ..place
    };
    behind.configure(&behind.at("backups"));
    let server = behind.serve();
    let client = Client::sign_in(server.port, "jens", House::PHRASE);
    assert_eq!(refer(&client, 1), 303);

    wire.cut();
    let begun = Instant::now();
    let mut number = 2;
    let mut refused = Vec::new();
    while begun.elapsed() < GONE {
        // Told, within the time that somebody waits for a page, and not that it was kept.
        let asked = Instant::now();
        assert_eq!(refer(&client, number), 503);
        assert_eq!(client.get("/referrals").expect("an answer").status, 503);
        assert!(
            asked.elapsed() < Duration::from_secs(40),
            "{:?}",
            asked.elapsed()
        );
        assert_eq!(client.get("/health").expect("an answer").status, 200);
        assert_eq!(client.get("/ready").expect("an answer").status, 503);
        refused.push(number);
        number += 1;
        std::thread::sleep(Duration::from_millis(500));
    }

    wire.mend();
    let back = Instant::now();
    while client.get("/ready").expect("an answer").status != 200 {
        assert!(
            back.elapsed() < Duration::from_secs(30),
            "it comes back by itself"
        );
        std::thread::sleep(Duration::from_millis(100));
    }
    // Still signed in, and what was refused is taken now, once.
    for number in &refused {
        assert_eq!(
            (refer(&client, *number), refer(&client, *number)),
            (303, 303)
        );
    }
    server.stop();
    let all = block_on(rows(&database.parse().expect("an address")));
    for number in 1..number {
        let word = format!("Zq{number:06}x");
        let referrals = all
            .iter()
            .filter(|row| row.starts_with("referral ") && row.contains(&word));
        assert_eq!(referrals.count(), 1, "{word}");
    }
    let told = succeeded(&behind.run(&["verify-audit"]));
    assert!(told.contains("is whole"), "{told}");
}
