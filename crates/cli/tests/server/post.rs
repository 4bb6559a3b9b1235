//! A letter that was put in the outbox by one process is carried by the next, to a mail server on this machine.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use helhed_casework::domain::episode::Instrument;
use helhed_casework::post::{EmailAddress, Letter, post_link};
use helhed_casework::rating::{Invite, invite};
use helhed_casework::storage::Address;
use helhed_casework::testing::{House, line};
use helhed_web::{Clock, SystemClock};
use jiff::civil::date;

use crate::client::Client;
use crate::kill::{block_on, keys};
use crate::process::Server;

/// One conversation in SMTP with a server that takes everything; what it was told.
pub(crate) fn taken(mut stream: TcpStream) -> String {
    let lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
    let mut say = move |text: &str| write!(stream, "{text}\r\n").expect("said");
    let (mut heard, mut in_letter) = (String::new(), false);
    say("220 here");
    for line in lines.map_while(Result::ok) {
        heard.push_str(&line);
        heard.push('\n');
        match line.split(' ').next().unwrap_or_default() {
            "." => {
                in_letter = false;
                say("250 taken");
            }
            _ if in_letter => {}
            "DATA" => {
                in_letter = true;
                say("354 go on");
            }
            "QUIT" => {
                say("221 bye");
                break;
            }
            _ => say("250 well"),
        }
    }
    heard
}

#[test]
fn a_letter_outlives_the_process_that_took_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::fs::write(at("keys"), keys()).expect("written");
    let config = format!(
        "database = \"sqlite:{}\"\nkeys = \"{}\"\naudit_anchor = \"{}\"\nlisten = \"127.0.0.1:0\"\nmunicipality = \"Prøvekøbing\"\n\
         synthetic = true\n[post]\naddress = \"https://helhed.example.dk/\"\nserver = \"127.0.0.1\"\nport = {port}\nencryption = \"none\"\n\
         from = \"Helhed <helhed@example.dk>\"\n",
        at("helhed.db"),
        at("keys"),
        at("audit-anchor")
    );
    std::fs::write(at("helhed.toml"), config).expect("written");
    let address = Address::SqliteFile(folder.path().join("helhed.db"));
    let family = block_on(async {
        let house = House::at(&address).await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        holm.rates_since(date(2026, 11, 2), &[holm.child]).await;
        let tove = holm.has_teacher(holm.child, "Tove Larsen").await;
        // The server that follows goes by the machine's clock, and so does the link.
        let now = SystemClock.now();
        let ctx = house.casework.begin(&house.karen, now).await;
        let mut ctx = ctx.expect("begun");
        let command = Invite {
            family: holm.id,
            person: holm.child,
            rater: tove,
            instrument: Instrument::Outcome,
        };
        let link = invite(&mut ctx, command).await.expect("made");
        let letter = Letter {
            to: EmailAddress::parse("tove@skolen.example").expect("an address"),
            subject: line("Fire korte spørgsmål"),
            text: format!("https://helhed.example.dk/rate/{}", link.token.secret()),
            calendar: None,
        };
        post_link(&mut ctx, holm.id, &link, &letter)
            .await
            .expect("posted");
        ctx.commit().await.expect("committed");
        // The process that took the letter ends without having sent it.
        house.casework.close().await;
        holm.id
    });

    let sink = std::thread::spawn(move || taken(listener.accept().expect("a connection").0));
    let serve = ["serve", "--config", &at("helhed.toml")];
    let server = Server::start(&serve);
    let heard = sink.join().expect("no panic");
    assert!(heard.contains("RCPT TO:<tove@skolen.example>"), "{heard}");
    let whole = heard.replace("=\n", "").replace("=3D", "=");
    assert!(whole.contains("https://helhed.example.dk/rate/"), "{whole}");
    let karen = Client::sign_in(server.port, "karen", House::PHRASE);
    let root = format!("/families/{family}/ratings");
    for _ in 0..100 {
        let page = karen.get(&root).expect("an answer");
        if page.body.contains("e-mail sendt") {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("the page tells that the letter went");
}
