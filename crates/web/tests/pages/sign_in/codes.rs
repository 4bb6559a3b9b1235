//! One-time codes, on the pages and without a script.

use axum::http::{StatusCode, header};
use helhed_casework::domain::account::Role;
use helhed_casework::second_factor::begin_codes;
use helhed_casework::testing::House;
use jiff::SignedDuration;

use super::{pair, set_cookies};
use crate::support::{Client, Site};

async fn types_phrase<'s>(site: &'s Site, username: &str) -> (Client<'s>, String) {
    let mut client = site.nobody();
    let fields = [
        ("username", username),
        ("phrase", House::PHRASE),
        ("next", "/families"),
    ];
    let answer = client.post("/sign-in", &fields).await;
    client.cookie = set_cookies(&answer).first().map(|it| pair(it));
    (client, answer.location().to_owned())
}

#[tokio::test]
async fn codes_are_turned_on_asked_for_and_taken_away_by_it() {
    let site = Site::new().await;
    let karen = site.signed_in("karen").await;
    let own = karen.get("/account/sign-in").await;
    assert_eq!(
        own.attributes("a[href='/account/sign-in/codes']", "href")
            .len(),
        1
    );
    let page = karen.get("/account/sign-in/codes").await;
    assert_eq!(
        page.texts("svg.hh-qr title"),
        ["Billede, som din app læser"]
    );
    let secret = begin_codes(&site.house, &site.house.karen, site.house.now()).await;
    let secret = secret.expect("the same that is shown");
    assert_eq!(page.texts(".hh-phrase"), [secret.typed()]);
    let wrong = karen
        .post(
            "/account/sign-in/codes",
            &[("act", "confirm"), ("code", "1")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        wrong.texts(".form-error-message").len(),
        1,
        "{}",
        wrong.body
    );
    let code = secret.shown_at(site.house.now());
    let on = karen
        .post(
            "/account/sign-in/codes",
            &[("act", "confirm"), ("code", &code)],
        )
        .await;
    let recovery = on.texts(".hh-phrase");
    assert_eq!(recovery.len(), 10);
    assert!(
        !karen
            .get("/account/sign-in/codes")
            .await
            .body
            .contains(&secret.typed())
    );
    // The pass phrase leads to the second step, and opens nothing else.
    let (mut client, next) = types_phrase(&site, "karen").await;
    assert_eq!(next, "/sign-in/code?next=%2Ffamilies");
    assert_eq!(client.get("/families").await.status, StatusCode::SEE_OTHER);
    let step = client.get(&next).await;
    assert_eq!(step.attributes("input[name=next]", "value"), ["/families"]);
    let fields = [("next", "/families"), ("code", code.as_str())];
    let used = client.post("/sign-in/code", &fields).await;
    assert_eq!(
        used.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a code is good once"
    );
    let fields = [("next", "/families"), ("code", recovery[3].as_str())];
    let done = client.post("/sign-in/code", &fields).await;
    assert_eq!(done.location(), "/families");
    client.cookie = set_cookies(&done).first().map(|it| pair(it));
    assert_eq!(client.get("/families").await.status, StatusCode::OK);
    // IT takes it away: out everywhere, and a pass phrase is enough again.
    let ida = site.signed_in("ida").await;
    let path = format!("/users/{}/second-factor", site.house.karen.account);
    let reset = ida.post(&path, &[]).await;
    assert_eq!(reset.status, StatusCode::SEE_OTHER);
    assert_eq!(client.get("/families").await.status, StatusCode::SEE_OTHER);
    assert_eq!(types_phrase(&site, "karen").await.1, "/families");
    assert_eq!(
        site.signed_in("lone").await.post(&path, &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn whose_role_must_have_one_sets_it_up_on_the_way_in() {
    let site = Site::new().await;
    site.house.set_second_factor_for(vec![Role::ItAdmin]);
    let (mut ida, next) = types_phrase(&site, "ida").await;
    let page = ida.get(&next).await;
    assert_eq!(page.texts("h1"), ["Sæt engangskoder op"]);
    let secret = begin_codes(&site.house, &site.house.it_admin, site.house.now()).await;
    let code = secret.expect("the same").shown_at(site.house.now());
    let done = ida
        .post("/sign-in/code", &[("next", "/users"), ("code", &code)])
        .await;
    assert_eq!(done.texts(".hh-phrase").len(), 10);
    assert_eq!(done.attributes("a.button-primary", "href"), ["/users"]);
    ida.cookie = set_cookies(&done).first().map(|it| pair(it));
    assert_eq!(ida.get("/users").await.status, StatusCode::OK);
    // A step that is over leads back to the front door.
    let (late, next) = types_phrase(&site, "ida").await;
    site.later(SignedDuration::from_mins(11));
    assert_eq!(late.get(&next).await.location(), "/sign-in");
    let over = late.post("/sign-in/code", &[("code", "123456")]).await;
    assert_eq!(over.location(), "/sign-in?done=step-over");
    assert!(!over.headers.contains_key(header::SET_COOKIE));
}
