//! Whoever calls a meeting presses *Send*: the invitation leaves by the mail server, for who has no e-mail by the gateway, and the page says so.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;

use helhed_casework::storage::Address;
use helhed_casework::testing::House;
use helhed_web::{Clock, SystemClock};
use jiff::ToSpan;

use crate::client::{Client, encoded};
use crate::kill::{block_on, keys};
use crate::post::taken;
use crate::process::Server;

/// What a gateway is told by one message, which it takes.
fn texted(listener: &TcpListener) -> String {
    let (mut stream, _) = listener.accept().expect("a connection");
    let mut heard = Vec::new();
    let mut bytes = [0; 4_096];
    // The body is the end of it, and ends with its brace.
    while !heard.ends_with(b"}") {
        let read = stream.read(&mut bytes).expect("read");
        assert!(read > 0, "it says all of it");
        heard.extend_from_slice(&bytes[..read]);
    }
    let answer = "HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n";
    stream.write_all(answer.as_bytes()).expect("answered");
    String::from_utf8_lossy(&heard).into_owned()
}

/// The value of a hidden field after a text on a page.
fn field_after(page: &str, text: &str, name: &str) -> String {
    let (_, rest) = page.split_once(text).expect("the text stands on the page");
    let start = format!("name=\"{name}\" value=\"");
    let (_, rest) = rest.split_once(start.as_str()).expect("the field follows");
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn an_invitation_leaves_by_the_way_that_each_is_reached() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    let mail = TcpListener::bind("127.0.0.1:0").expect("a port");
    let gateway = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = |it: &TcpListener| it.local_addr().expect("an address").port();
    std::fs::write(at("keys"), keys()).expect("written");
    let config = format!(
        "database = \"sqlite:{}\"\nkeys = \"{}\"\naudit_anchor = \"{}\"\nlisten = \"127.0.0.1:0\"\nmunicipality = \"Prøvekøbing\"\n\
         synthetic = true\n[post]\naddress = \"https://helhed.example.dk\"\nserver = \"127.0.0.1\"\nport = {}\nencryption = \"none\"\n\
         from = \"Helhed <helhed@example.dk>\"\n[texts]\ngateway = \"http://127.0.0.1:{}/send\"\n",
        at("helhed.db"),
        at("keys"),
        at("audit-anchor"),
        port(&mail),
        port(&gateway)
    );
    std::fs::write(at("helhed.toml"), config).expect("written");
    let address = Address::SqliteFile(folder.path().join("helhed.db"));
    let root = block_on(async {
        let house = House::at(&address).await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        // The server that follows goes by the machine's clock.
        let starts = SystemClock.now().max(house.now()) + 72.hours();
        let ends = starts + 1.hour();
        let meeting = holm.meeting(&starts.to_string(), &ends.to_string()).await;
        house.casework.close().await;
        format!("/families/{}/meetings/{meeting}/invite", holm.id)
    });

    let sink = std::thread::spawn(move || taken(mail.accept().expect("a connection").0));
    let texts = std::thread::spawn(move || texted(&gateway));
    let server = Server::start(&["serve", "--config", &at("helhed.toml")]);
    let karen = Client::sign_in(server.port, "karen", House::PHRASE);
    let page = || karen.get(&root).expect("an answer").body;
    let does = |body: &str| karen.post(&root, body).expect("an answer").status;
    let sanne = field_after(&page(), "Sanne", "participant");
    let email = encoded("sanne@skolen.example");
    assert_eq!(
        does(&format!("do=email&participant={sanne}&email={email}")),
        303
    );
    let number = encoded("12 34 56 78");
    assert_eq!(
        does(&format!("do=add&colleague=&guest=Lis&email={number}")),
        303
    );
    assert_eq!(
        does("do=add&colleague=&guest=Per&email=112"),
        422,
        "no number"
    );
    assert_eq!(does("do=send"), 303);

    let letter = sink.join().expect("no panic");
    for part in ["RCPT TO:<sanne@skolen.example>", "method=REQUEST"] {
        assert!(letter.contains(part), "{part} in {letter}");
    }
    let text = texts.join().expect("no panic");
    for part in ["POST /send HTTP/1.1", "+4512345678", "Prøvekøbing"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    for name in ["Holm", "Sofie", "Emil"] {
        assert!(!text.contains(name) && !letter.contains(name), "{name}");
    }
    for _ in 0..100 {
        let seen = page();
        if seen.contains("e-mail sendt") && seen.contains("sms sendt") {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("the page tells that both went");
}
