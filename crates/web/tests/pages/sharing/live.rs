//! Open pages hear of a withdrawal.

#![expect(
    clippy::disallowed_methods,
    reason = "how soon a page is gone is measured"
)]

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{NOTE, consent_of, holm, post, with};
use crate::support::{Client, Site};

/// Opens a stream over a line of its own, past its head.
async fn listen(address: std::net::SocketAddr, client: &Client<'_>, path: &str) -> TcpStream {
    let mut line = TcpStream::connect(address).await.expect("a line");
    let cookie = client.cookie.as_deref().expect("signed in");
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\nconnection: close\r\n\r\n"
    );
    line.write_all(request.as_bytes()).await.expect("sent");
    let head = hear(&mut line, "\r\n\r\n").await;
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(head.contains("text/event-stream"), "{head}");
    line
}

/// What comes until a text, and not a byte of what follows; nothing more than ten seconds.
async fn hear(line: &mut TcpStream, until: &str) -> String {
    let mut heard = Vec::new();
    let read = async {
        let mut bytes = [0; 1];
        while !String::from_utf8_lossy(&heard).contains(until) {
            match line.read(&mut bytes).await {
                Ok(0) | Err(_) => break,
                Ok(count) => heard.extend_from_slice(&bytes[..count]),
            }
        }
    };
    let _late = tokio::time::timeout(Duration::from_secs(10), read).await;
    String::from_utf8_lossy(&heard).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_open_page_hears_of_a_withdrawal_within_a_second() {
    let site = Site::new().await;
    let family = holm(&site).await;
    // Shared by the family alone: nothing else ties the school to it.
    let school = format!("unit-{}", site.house.school);
    let karen = site.signed_in("karen").await;
    let new = format!("/families/{}/sharing/consents/new", family.id);
    let answer = post(&karen, &new, &with(consent_of(&family), "to", &school)).await;
    let consent = answer
        .location()
        .split('?')
        .next()
        .expect("a path")
        .to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let service = site
        .router
        .clone()
        .into_make_service_with_connect_info::<std::net::SocketAddr>();
    let server = tokio::spawn(async move { axum::serve(listener, service).await });
    let sanne = site.signed_in("sanne").await;
    let shared = format!("/families/{}/shared", family.id);
    let page = sanne.get(&shared).await;
    assert!(page.body.contains(NOTE));
    let live = page.attributes("[data-live]", "data-live").remove(0);
    for other in ["timeline", "first", "assessment", "documents", "genogram"] {
        let page = sanne.get(&format!("/families/{}/{other}", family.id)).await;
        assert_eq!(page.status, StatusCode::OK, "{other}");
        let lines = page.attributes("[data-live]", "data-live");
        assert_eq!(lines.len(), 1, "{other} hears of a withdrawal, too");
        assert_eq!(page.texts("[data-live-part]").len(), 1, "{other}");
    }
    let mut line = listen(address, &sanne, &live).await;
    let mother = family.mother.to_string();
    let back = [("act", "withdraw"), ("by", mother.as_str())];
    let began = Instant::now();
    assert_eq!(
        karen.post(&consent, &back).await.status,
        StatusCode::SEE_OTHER
    );
    let heard = hear(&mut line, "event: changed").await;
    let took = began.elapsed();
    assert!(heard.contains("event: changed"), "{heard}");
    assert!(
        !heard.contains("Sofie") && !heard.contains("helbred"),
        "ids at most: {heard}"
    );
    assert_eq!(sanne.get(&shared).await.status, StatusCode::NOT_FOUND);
    let seen = began.elapsed();
    println!("the withdrawal was heard after {took:?} and the page was gone after {seen:?}");
    assert!(seen < Duration::from_secs(1), "{seen:?}");
    // It may know of the family no more: the stream ends, and does not open again.
    let rest = hear(&mut line, "event: changed").await;
    assert!(!rest.contains("changed"), "{rest}");
    assert_eq!(sanne.get(&live).await.status, StatusCode::NOT_FOUND);

    // Signed out: told once more to look, and no more.
    let live = format!("/families/{}/live?since=forged", family.id);
    let bo = site.signed_in("lone").await;
    let mut line = listen(address, &bo, &live).await;
    assert!(
        hear(&mut line, "event: changed").await.contains("changed"),
        "missed before"
    );
    bo.post("/sign-out", &[]).await;
    family.note("Mere").await;
    post(&karen, &new, &consent_of(&family)).await;
    hear(&mut line, "event: changed").await;
    assert_eq!(
        hear(&mut line, "event: changed")
            .await
            .matches("changed")
            .count(),
        0
    );
    server.abort();
}
