//! Text messages to a gateway on this machine: one that takes them, ones that will not.

use std::sync::{Arc, Mutex};

use helhed_domain::text_message::{PhoneNumber, TextMessage};
use helhed_outward::TargetFault;
use helhed_post::{Gateway, GatewaySettings, NotSent, SettingsFault};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

fn message() -> TextMessage {
    let to = PhoneNumber::parse("12345678").expect("a number");
    TextMessage::new(to, "Møde i morgen kl. 9 på \"Rådhuset\"")
}

fn settings(address: &str) -> GatewaySettings {
    GatewaySettings {
        address: address.to_owned(),
        token: Some("s3cret".to_owned()),
        as_key: false,
        body: None,
        authority: None,
    }
}

/// Reads one question whole.
async fn question(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    let is_whole = |read: &[u8]| {
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

/// A gateway that answers everything with one status, and what it was told.
async fn gateway(status: &'static str) -> (String, Arc<Mutex<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let heard = Arc::new(Mutex::new(String::new()));
    let told = heard.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let text = question(&mut stream).await;
            told.lock().expect("heard").push_str(&text);
            let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.ok();
        }
    });
    (format!("http://{address}/send"), heard)
}

#[tokio::test]
async fn a_message_arrives_in_the_shape_that_the_gateway_wants() {
    let (address, heard) = gateway("201 Created").await;
    let id = Uuid::from_u128(7);
    let usual = Gateway::new(&settings(&address)).expect("settings");
    usual.send(&message(), id).await.expect("sent");
    let shaped = GatewaySettings {
        body: Some(
            r#"{"sender": "Helhed", "message": "{text}", "recipients": [{"msisdn": "{to}"}]}"#
                .to_owned(),
        ),
        as_key: true,
        ..settings(&address)
    };
    let shaped = Gateway::new(&shaped).expect("settings");
    shaped.send(&message(), id).await.expect("sent");
    let heard = heard.lock().expect("heard").clone();
    for part in [
        "POST /send HTTP/1.1",
        "authorization: Bearer s3cret",
        r#""id":"00000000-0000-0000-0000-000000000007""#,
        r#""text":"Møde i morgen kl. 9 på \"Rådhuset\"""#,
        r#""to":"+4512345678""#,
        "x-api-key: s3cret",
        r#""recipients":[{"msisdn":"+4512345678"}]"#,
    ] {
        assert!(heard.contains(part), "{part} in {heard}");
    }
    assert!(!format!("{usual:?} {shaped:?}").contains("s3cret"));
}

#[tokio::test]
async fn what_is_refused_for_good_is_told_from_what_may_go_later() {
    for (status, refused) in [
        ("422 Unprocessable Content", true),
        ("404 Not Found", true),
        ("302 Found", false),
        ("401 Unauthorized", false),
        ("429 Too Many Requests", false),
        ("503 Service Unavailable", false),
    ] {
        let (address, _) = gateway(status).await;
        let gateway = Gateway::new(&settings(&address)).expect("settings");
        let sent = gateway.send(&message(), Uuid::nil()).await;
        let seen = matches!(sent, Err(NotSent::Refused { .. }));
        assert!(sent.is_err() && seen == refused, "{status}: {sent:?}");
    }
    let gone = Gateway::new(&settings("http://127.0.0.1:1/")).expect("settings");
    let sent = gone.send(&message(), Uuid::nil()).await;
    assert_eq!(sent, Err(NotSent::NotNow { code: None }));
}

#[test]
fn what_would_go_in_the_clear_or_say_nothing_is_refused() {
    let fault = |it: GatewaySettings| Gateway::new(&it).expect_err("refused");
    let plain = fault(settings("http://sms.example.dk/send"));
    assert_eq!(plain, SettingsFault::Gateway(TargetFault::PlainOverNetwork));
    for body in ["{", "[]", r#"{"to": "{to}"}"#, r#"{"text": "{text}"}"#] {
        let shaped = GatewaySettings {
            body: Some(body.to_owned()),
            ..settings("https://sms.example.dk/send")
        };
        assert_eq!(fault(shaped), SettingsFault::Shape, "{body}");
    }
}
