//! The frame: signing in, the guard of every route, time-outs, headers, languages.

use crate::support::Site;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use helhed_web::{Who, all_routes};
use jiff::SignedDuration;

#[tokio::test]
async fn nobody_comes_past_the_sign_in_page() {
    let site = Site::new().await;
    let closed = |who: Who| !matches!(who, Who::Anyone | Who::System(_));
    for route in all_routes().iter().filter(|route| closed(route.who)) {
        let path = route
            .path
            .replace("{id}", "0190b6a0-0000-7000-8000-000000000001")
            .replace("{", "")
            .replace("}", "");
        let nobody = site.nobody();
        let answer = if route.method == "GET" {
            nobody.get(&path).await
        } else {
            nobody.post(&path, &[]).await
        };
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{} {path}",
            route.method
        );
        assert!(
            answer.location().starts_with("/sign-in"),
            "{} {path}",
            route.method
        );
        assert!(answer.body.is_empty());
    }
}

#[tokio::test]
async fn a_wrong_phrase_is_told_and_the_name_stays() {
    let site = Site::new().await;
    let answer = site
        .nobody()
        .post("/sign-in", &[("username", "karen"), ("phrase", "forkert")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.texts("[role=alert] .alert-text"),
        ["Brugernavn eller adgangskode er forkert. Prøv igen."]
    );
    assert_eq!(answer.attributes("#username", "value"), ["karen"]);
    assert!(
        !answer.body.contains("forkert\""),
        "a phrase is never sent back"
    );
}

#[tokio::test]
async fn every_answer_carries_the_policy_and_no_page_is_kept() {
    let site = Site::new().await;
    let karen = site.signed_in("karen").await;
    for answer in [
        karen.get("/guide").await,
        karen.get("/nowhere").await,
        site.nobody().get("/sign-in").await,
    ] {
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .expect("text");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"));
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(answer.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert!(!answer.body.contains("style=\"") && !answer.body.contains("<script>"));
    }
}

#[tokio::test]
async fn another_sites_form_changes_nothing() {
    let site = Site::new().await;
    let karen = site.signed_in("karen").await;
    for header in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
    ] {
        let request = Request::post("/sign-out")
            .header(header.0, header.1)
            .body(Body::empty())
            .expect("a request");
        assert_eq!(karen.send(request).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(
        karen.get("/guide").await.status,
        StatusCode::OK,
        "still signed in"
    );
}

#[tokio::test]
async fn no_such_page_is_a_page_in_the_readers_language() {
    let site = Site::new().await;
    let karen = site.signed_in("karen").await;
    let answer = karen.get("/families/not-an-id").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.texts("h1"), ["Siden findes ikke"]);
    karen
        .post("/language", &[("language", "en"), ("back", "/guide")])
        .await;
    assert_eq!(
        karen.get("/nowhere").await.texts("h1"),
        ["There is no such page"]
    );
    assert_eq!(karen.get("/guide").await.attributes("html", "lang"), ["en"]);
    let forged = karen
        .post(
            "/language",
            &[("language", "en"), ("back", "//evil.example")],
        )
        .await;
    assert_eq!(forged.location(), "/");
}

#[tokio::test]
async fn a_session_that_timed_out_keeps_what_was_sent_for_the_one_who_wrote_it() {
    let site = Site::new().await;
    let karen = site.signed_in("karen").await;
    site.later(SignedDuration::from_hours(2));
    let answer = karen
        .post(
            "/families/0190b6a0-0000-7000-8000-000000000001/journal",
            &[("body", "Sofie har fået job.")],
        )
        .await;
    assert!(
        answer.location().contains("next=%2Ffamilies%2F")
            && answer.location().contains("done=draft-kept")
    );
    let karen = site.signed_in("karen").await;
    let draft = helhed_casework::draft::find_draft(
        &site.house,
        site.house.karen.account,
        "/families/0190b6a0-0000-7000-8000-000000000001/journal",
    );
    assert!(
        draft
            .await
            .expect("found")
            .is_some_and(|draft| draft.body.contains("Sofie"))
    );
    assert_eq!(karen.get("/guide").await.status, StatusCode::OK);
}

#[tokio::test]
async fn signing_out_ends_the_session_itself() {
    let site = Site::new().await;
    let karen = site.signed_in("karen").await;
    let answer = karen.post("/sign-out", &[]).await;
    assert_eq!(answer.location(), "/sign-in?done=signed-out");
    assert_eq!(
        karen.get("/guide").await.status,
        StatusCode::SEE_OTHER,
        "the old cookie is worth nothing"
    );
}

#[tokio::test]
async fn the_overview_shows_the_band_and_what_is_missing() {
    let site = Site::new().await;
    let holm = site
        .house
        .a_family("Holm")
        .await
        .taken_in_by(&site.house.karen)
        .await;
    let path = format!("/families/{}", holm.id);
    let answer = site.signed_in("karen").await.get(&path).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.texts("h1"), ["Overblik"]);
    assert_eq!(answer.texts(".hh-band__name a"), ["Holm"]);
    assert_eq!(answer.texts("[aria-current=page] span"), ["Overblik"]);
    assert!(answer.texts(".hh-facts dd")[0].starts_with("Sofie (36), Emil (3)"));
    assert!(
        answer
            .texts("#missing-heading ~ ul li")
            .contains(&"Skriv det første mål".to_owned())
    );
    for other in ["bo", "jens", "ida"] {
        let hidden = site.signed_in(other).await.get(&path).await;
        let absent = site
            .signed_in(other)
            .await
            .get("/families/0190b6a0-0000-7000-8000-000000000001")
            .await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND, "{other}");
        let without_path = |answer: &crate::support::Answer| {
            answer
                .body
                .replace(&path, "")
                .replace("/families/0190b6a0-0000-7000-8000-000000000001", "")
        };
        assert_eq!(
            without_path(&hidden),
            without_path(&absent),
            "{other}: hidden and absent are the same page"
        );
    }
}

#[tokio::test]
async fn nobody_is_let_in_without_a_phrase_unless_the_installation_is_a_demo() {
    let site = Site::new().await;
    let answer = site.nobody().post("/sign-in", &[("try", "karen")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.texts("#try-heading").is_empty());

    let demo = Site::for_trying().await;
    let page = demo.nobody().get("/sign-in").await;
    let offered = page.attributes("button[name=try]", "value");
    assert!(
        offered.contains(&"karen".to_owned()) || offered.contains(&"bo".to_owned()),
        "{offered:?}"
    );
    let answer = demo.nobody().post("/sign-in", &[("try", "karen")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let answer = demo.nobody().post("/sign-in", &[("try", "nobody")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn every_page_of_a_family_is_two_presses_away() {
    let site = Site::new().await;
    let house = &site.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let karen = site.signed_in("karen").await;
    let root = format!("/families/{}", holm.id);
    let page = karen.get(&root).await;
    assert_eq!(page.attributes(".hh-tabs a", "aria-current"), ["page"]);
    let mut found = Vec::new();
    for tab in page.attributes(".hh-tabs a", "href") {
        let page = karen.get(&tab).await;
        let near = page.attributes(".hh-tabs__near a", "href");
        assert_eq!(
            page.attributes(".hh-tabs [aria-current='page']", "href"),
            [tab.as_str()]
        );
        found.extend(if near.is_empty() { vec![tab] } else { near });
    }
    for address in &found {
        let page = karen.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert_eq!(
            page.attributes(".hh-tabs [aria-current='page']", "href"),
            [address.as_str()]
        );
    }
    let parts = [
        "",
        "/plan",
        "/timeline",
        "/first",
        "/assessment",
        "/map",
        "/tasks",
        "/appointments",
        "/meetings",
        "/collisions",
        "/method",
        "/status",
        "/journal",
        "/documents",
        "/requests",
        "/history",
        "/people",
        "/genogram",
        "/around",
        "/ratings",
        "/sharing",
        "/log",
        "/access",
        "/costs",
    ];
    assert_eq!(found, parts.map(|part| format!("{root}{part}")));
}
