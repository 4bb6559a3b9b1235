//! What a thief or a guesser gets: sessions that cannot be planted, cookies that cannot be read, names that cannot be told apart.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use helhed_casework::testing::House;
use helhed_web::{App, Providers, Settings, SystemClock, router};
use tower::ServiceExt;

use super::{pair, set_cookies};
use crate::support::Site;

#[tokio::test]
async fn a_session_that_was_planted_is_never_the_one_that_begins() {
    let site = Site::new().await;
    let mut planted = site.nobody();
    planted.cookie = Some(format!("helhed={}", "a".repeat(64)));
    let fields = [("username", "karen"), ("phrase", House::PHRASE)];
    let answer = planted.post("/sign-in", &fields).await;
    let cookie = set_cookies(&answer).remove(0);
    assert_ne!(Some(pair(&cookie)), planted.cookie);
    assert_eq!(planted.get("/today").await.status, StatusCode::SEE_OTHER);
    // A second sign-in begins another one; what a browser had before stays what it was and no more.
    let first = site.signed_in("karen").await;
    let mut again = site.nobody();
    again.cookie = first.cookie.clone();
    let answer = again.post("/sign-in", &fields).await;
    assert_ne!(
        set_cookies(&answer).first().map(|it| pair(it)),
        first.cookie
    );
}

#[tokio::test]
async fn a_stolen_session_is_seen_and_ended_and_nobody_ends_somebody_elses() {
    let site = Site::new().await;
    let (karen, thief) = (site.signed_in("karen").await, site.signed_in("karen").await);
    let own = karen.get("/account/sign-in").await;
    let sessions = own.attributes("button[name=session]", "value");
    assert_eq!(sessions.len(), 1, "this one has no button");
    assert_eq!(own.texts(".hh-badge--quiet"), ["her"]);
    let bo = site.signed_in("bo").await;
    for named in [sessions[0].as_str(), "", "zz", &"a".repeat(64)] {
        let told = bo.post("/account/sign-in/end", &[("session", named)]).await;
        assert_eq!(told.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(thief.get("/today").await.status, StatusCode::OK);
    let ended = karen
        .post("/account/sign-in/end", &[("session", &sessions[0])])
        .await;
    assert_eq!(ended.location(), "/account/sign-in?done=session-ended");
    assert_eq!(thief.get("/today").await.status, StatusCode::SEE_OTHER);
    // Everywhere else at once.
    let others = [site.signed_in("karen").await, site.signed_in("karen").await];
    karen.post("/account/sign-in/end-others", &[]).await;
    for other in &others {
        assert_eq!(other.get("/today").await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(karen.get("/today").await.status, StatusCode::OK);
    assert_eq!(bo.get("/today").await.status, StatusCode::OK);
    // A session that was signed out of is over, also for whoever copied its cookie.
    karen.post("/sign-out", &[]).await;
    assert_eq!(karen.get("/today").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_unknown_name_costs_the_work_that_a_known_one_does() {
    let site = Site::new().await;
    let worked = || site.house.hashes_worked();
    let mut costs = Vec::new();
    // Known, unknown, none that could be a name, and one without a pass phrase of its own.
    for username in ["karen", "nobody", "", "x'; --", "family-0123"] {
        let before = worked();
        let fields = [("username", username), ("phrase", "forkert")];
        let answer = site.nobody().post("/sign-in", &fields).await;
        let texts = answer.texts("[role=alert] .alert-text");
        costs.push((worked() - before, answer.status, texts));
    }
    assert_eq!(costs[0].0, 1);
    assert!(costs.iter().all(|it| *it == costs[0]), "{costs:?}");
}

fn over_https(house: &House) -> Router {
    let settings = Settings {
        https: true,
        municipality: "Prøvekøbing".to_owned(),
        accessibility_statement: None,
        letters_from: None,
        letters_sender: None,
        texts: false,
        extracts: None,
        providers: Arc::new(Providers::default()),
        development_sign_in: false,
    };
    router(App {
        metrics: helhed_web::Metrics::default(),
        stopping: helhed_web::Stopping::default(),
        casework: house.casework.clone(),
        clock: Arc::new(SystemClock),
        settings: Arc::new(settings),
    })
}

#[tokio::test]
async fn over_https_cookies_are_for_this_host_alone() {
    let house = House::new().await;
    let server = over_https(&house);
    let post = |path: &str, body: String, cookie: &str| {
        let mut request = Request::post(path)
            .header(header::HOST, "helhed.example.dk")
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("a request");
        let address = std::net::SocketAddr::from(([127, 0, 0, 1], 40_000));
        request.extensions_mut().insert(ConnectInfo(address));
        server.clone().oneshot(request)
    };
    let phrase: String = form_urlencoded::byte_serialize(House::PHRASE.as_bytes()).collect();
    let body = format!("username=karen&phrase={phrase}");
    let answer = post("/sign-in", body, "").await.expect("an answer");
    let cookie = answer.headers()[header::SET_COOKIE]
        .to_str()
        .expect("a cookie");
    assert!(cookie.starts_with("__Host-helhed="), "{cookie}");
    assert!(
        cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"),
        "{cookie}"
    );
    assert!(!cookie.contains("Domain"));
    let answer = post("/sign-out", String::new(), &pair(cookie))
        .await
        .expect("an answer");
    let gone = answer.headers()[header::SET_COOKIE]
        .to_str()
        .expect("a cookie");
    assert!(
        gone.contains("Max-Age=0") && gone.ends_with("; Secure"),
        "{gone}"
    );
}
