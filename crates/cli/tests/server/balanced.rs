//! Two servers on one PostgreSQL behind a load balancer, with the file of `deploy/`: one is killed under load, then one is stopped and another
//! started. No acknowledged write is lost, no write counts twice, nobody is signed out.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use helhed_casework::storage::{Address, Store};
use helhed_casework::testing::House;

use crate::client::{Client, encoded};
use crate::kill::{block_on, keys};
use crate::process::Server;

const WRITERS: usize = 4;
/// Acknowledged writes before and after each thing that happens to a server.
const EACH: usize = 30;

/// A load balancer; gone with its test.
struct Balancer(Child);

impl Drop for Balancer {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A port that nobody has now.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

fn balancer(front: u16, servers: [u16; 2]) -> Balancer {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/haproxy.cfg");
    let at = |port: u16| format!("127.0.0.1:{port}");
    let path = std::env::var("PATH").unwrap_or_default();
    let child = Command::new("haproxy")
        .arg("-f")
        .arg(file)
        .arg("-db")
        // Distributions keep it where only administrators look.
        .env("PATH", format!("{path}:/usr/sbin"))
        .env("HELHED_FRONT", at(front))
        .env("HELHED_ONE", at(servers[0]))
        .env("HELHED_TWO", at(servers[1]))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    Balancer(child.expect("haproxy is installed: scripts/prepare.sh test"))
}

/// One who refers families until told to stop; a write that was not acknowledged is sent again, the same form. What was acknowledged.
fn write(client: &Client, writer: usize, count: &AtomicUsize, is_over: &AtomicBool) -> Vec<String> {
    let mut written = Vec::new();
    for number in 0.. {
        if is_over.load(Ordering::Relaxed) {
            break;
        }
        let text = format!("Skriver {writer}, nummer {number}.");
        let form = format!(
            "00000000-0000-7000-8000-{:012}",
            writer * 1_000_000 + number
        );
        let household = encoded(&text);
        let body = format!(
            "form-id={form}&household={household}&given-1=Sofie&role-1=mother&reasons=Der+er+mange+om+bordet"
        );
        let mut tries = 0;
        loop {
            match client.post("/refer", &body) {
                Ok(answer) if answer.status == 303 => {
                    assert!(
                        !answer.location.starts_with("/sign-in"),
                        "nobody is signed out: {}",
                        answer.location
                    );
                    break;
                }
                // The server went with the answer, or the load balancer has not heard of it yet.
                Ok(answer) => assert!([502, 503].contains(&answer.status), "{}", answer.status),
                Err(_) => {}
            }
            tries += 1;
            assert!(tries < 200, "somebody answers");
            std::thread::sleep(Duration::from_millis(50));
        }
        written.push(text);
        count.fetch_add(1, Ordering::Relaxed);
    }
    written
}

fn wait_for(count: &AtomicUsize, more: usize) {
    let goal = count.load(Ordering::Relaxed) + more;
    for _ in 0..2_400 {
        if count.load(Ordering::Relaxed) >= goal {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("it is written");
}

#[test]
fn one_of_two_servers_is_killed_and_nobody_loses_anything() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(at("keys"), keys()).expect("written");
    let url = helhed_pgtest::database();
    let address = Address::Postgres(url.clone());
    block_on(async { House::at(&address).await.casework.close().await });
    let ports = [free_port(), free_port()];
    let config = |port: u16| {
        let text = format!(
            "database = \"{url}\"\nkeys = \"{}\"\naudit_anchor = \"{}\"\nlisten = \"127.0.0.1:{port}\"\n\
             municipality = \"Prøvekøbing\"\nsynthetic = true\ndrain_seconds = 2\n",
            at("keys"),
            at(&format!("audit-anchor-{port}"))
        );
        let file = at(&format!("helhed-{port}.toml"));
        std::fs::write(&file, text).expect("written");
        file
    };
    let start = |port: u16| Server::start(&["serve", "--config", &config(port)]);
    let (one, two) = (start(ports[0]), start(ports[1]));
    let front = free_port();
    let _balancer = balancer(front, ports);
    // It has looked at its servers before it is asked.
    let front_client = Client {
        port: front,
        cookie: String::new(),
    };
    let answers = || front_client.get("/health").is_ok_and(|it| it.status == 200);
    for _ in 0..200 {
        if answers() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let client = Client::sign_in(front, "jens", House::PHRASE);

    let (count, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let written = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (client, count, is_over) = (&client, &count, &is_over);
                scope.spawn(move || write(client, writer, count, is_over))
            })
            .collect();
        wait_for(&count, EACH);
        one.kill();
        wait_for(&count, EACH);
        let again = start(ports[0]);
        wait_for(&count, EACH);
        two.stop();
        wait_for(&count, EACH);
        is_over.store(true, Ordering::Relaxed);
        let written = writers.into_iter().map(|it| it.join().expect("no panic"));
        let written: Vec<String> = written.flatten().collect();
        drop(again);
        written
    });
    let referred = block_on(async {
        let store = Store::open(&address).await.expect("the database opens");
        let sql = "SELECT household FROM referral ORDER BY household";
        let mut all: Vec<String> = Vec::new();
        for mut row in store.read().rows(sql, []).await.expect("read") {
            all.push(row.next().expect("a text"));
        }
        store.close().await;
        all
    });
    let mut expected = written;
    expected.sort();
    let mut found = referred;
    found.sort();
    assert!(expected.len() >= 4 * EACH);
    assert_eq!(found, expected, "each once, none missing");
}
