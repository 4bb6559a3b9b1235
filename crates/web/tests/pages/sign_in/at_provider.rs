//! Employees at their municipality's provider.

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::SignedDuration;

use super::{METTE, a_site, away, comes_in, pair, set_cookies, told};
use crate::provider::{TestProvider, Visitor, of_address};
use crate::support::Site;

#[tokio::test(flavor = "multi_thread")]
async fn somebody_new_comes_in_goes_where_they_were_going_and_out_again() {
    let there = TestProvider::start();
    there.control(METTE);
    let site = a_site(&there).await;
    let page = site.nobody().get("/sign-in?next=/families%3Fq%3Dx").await;
    let to = page.attributes("a[href^='/sign-in/with/kommunen']", "href");
    assert_eq!(to, ["/sign-in/with/kommunen?next=%2Ffamilies%3Fq%3Dx"]);
    let (mut client, back) = away(&site, &to[0]).await;
    let answer = client.get(&back).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/families?q=x")
    );
    let cookies = set_cookies(&answer);
    assert_eq!(cookies.len(), 1);
    assert!(
        cookies[0].ends_with("; Path=/; HttpOnly; SameSite=Lax"),
        "{}",
        cookies[0]
    );
    client.cookie = Some(pair(&cookies[0]));
    let account = client.get("/account").await;
    assert!(account.body.contains("Mette Møller") && account.body.contains("mette"));
    let own = client.get("/account/sign-in").await;
    assert_eq!(
        own.texts("td").get(1).map(String::as_str),
        Some("Kommunens eller familiernes login")
    );
    // Out: here at once, and on to the provider with its token.
    let out = client.post("/sign-out", &[]).await;
    assert_eq!(out.status, StatusCode::OK);
    let on = out.headers["refresh"].to_str().expect("an address");
    let on = on.strip_prefix("0; url=").expect("at once");
    assert!(on.starts_with(&format!("{}/session/end?", there.issuer)));
    assert!(!of_address(on, "id_token_hint").is_empty());
    assert_eq!(out.attributes("a.button-primary", "href"), [on]);
    assert_eq!(client.get("/account").await.status, StatusCode::SEE_OTHER);
    let (status, _, body) = Visitor::default().send("GET", on, "");
    assert_eq!(status, 200, "{body}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_no_question_of_this_browser_opens_nothing() {
    let there = TestProvider::start();
    there.control(METTE);
    let site = a_site(&there).await;
    const STALE: &str = "Login hos Kommunens login tog for lang tid";
    let (client, back) = away(&site, "/sign-in/with/kommunen").await;
    let state = of_address(&back, "state");
    // Another state, no state, no code; no cookie, somebody else's, one that was changed; another issuer; the other provider's address.
    let (other, _) = away(&site, "/sign-in/with/kommunen").await;
    let mut changed = site.nobody();
    changed.cookie = client.cookie.clone().map(|it| it.replace('a', "b"));
    let nobody = site.nobody();
    let cases = [
        (&client, back.replace(&state, "another")),
        (&client, "/sign-in/from/kommunen".to_owned()),
        (&client, format!("/sign-in/from/kommunen?state={state}")),
        (&nobody, back.clone()),
        (&other, back.clone()),
        (&changed, back.clone()),
        (
            &client,
            format!(
                "{}&iss=https%3A%2F%2Fevil.example",
                back.split("&iss").next().unwrap_or_default()
            ),
        ),
    ];
    for (client, path) in cases {
        let (status, text) = told(client, &path).await;
        assert!(
            status == 400 && text.starts_with(STALE),
            "{path}: {status} {text}"
        );
    }
    let (status, _) = told(&client, &back.replace("kommunen", "familier")).await;
    assert_eq!(status, 400);
    assert_eq!(client.get("/sign-in/from/nowhere?code=x").await.status, 404);
    // What was refused left the right answer as good as it was; it is good once.
    let answer = client.get(&back).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let (status, text) = told(&client, &back).await;
    assert!(status == 400 && text.starts_with(STALE), "{text}");
    // A quarter of an hour later the cookie is none any more.
    let (late, back) = away(&site, "/sign-in/with/kommunen").await;
    site.later(SignedDuration::from_mins(16));
    let (status, _) = told(&late, &back).await;
    assert_eq!(status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_no_rule_names_stays_out_and_a_role_taken_away_is_taken_away() {
    let there = TestProvider::start();
    there.control(METTE);
    let site = a_site(&there).await;
    let mette = comes_in(&site).await;
    assert_eq!(mette.get("/today").await.status, StatusCode::OK);
    // Another role, by the privileges of the profile: the same account.
    let xml = "<p:PrivilegeList xmlns:p=\"http://itst.dk/oiosaml/basic_privilege_profile\"><PrivilegeGroup Scope=\"urn:x\">\
               <Constraint Name=\"urn:dk:kombit:orgenhed\">Jobcentret</Constraint><Privilege>urn:dk:helhed:partner</Privilege>\
               </PrivilegeGroup></p:PrivilegeList>";
    let claims = format!(
        r#"{{"claims": {{"upn": "mette", "privileges_intermediate": "{}"}}}}"#,
        STANDARD.encode(xml)
    );
    there.control(&claims);
    let partner = comes_in(&site).await;
    assert_eq!(partner.get("/shared").await.status, StatusCode::OK);
    assert_eq!(
        mette.get("/today").await.status,
        StatusCode::NOT_FOUND,
        "in the session before, too"
    );
    // A constraint that cannot be read lets nobody in, and changes nothing.
    there.control(r#"{"claims": {"upn": "mette", "groups": ["koordinator"], "privileges_intermediate": "%%"}}"#);
    let (client, back) = away(&site, "/sign-in/with/kommunen").await;
    let (status, text) = told(&client, &back).await;
    assert!(status == 403 && text.contains("ikke kan læse"), "{text}");
    assert_eq!(partner.get("/shared").await.status, StatusCode::OK);
    // The role is gone at the provider: nobody comes in, and whoever was in is out.
    there.control(r#"{"claims": {"upn": "mette", "groups": ["kantine"]}}"#);
    let (client, back) = away(&site, "/sign-in/with/kommunen").await;
    let (status, text) = told(&client, &back).await;
    assert!(
        status == 403 && text.contains("ikke, at du har en rolle"),
        "{text}"
    );
    assert_eq!(partner.get("/shared").await.status, StatusCode::SEE_OTHER);
    // Somebody whom no rule ever named gets no account.
    there.control(r#"{"account": "p2", "claims": {"upn": "peter", "groups": ["kantine"]}}"#);
    let (client, back) = away(&site, "/sign-in/with/kommunen").await;
    assert_eq!(told(&client, &back).await.0, 403);
    let ida = site.signed_in("ida").await;
    assert_eq!(ida.get("/users?q=peter").await.texts("tbody tr").len(), 0);
    // The name of an account that a person keeps takes nothing over.
    there.control(r#"{"account": "p3", "claims": {"upn": "karen", "groups": ["koordinator"]}}"#);
    let (client, back) = away(&site, "/sign-in/with/kommunen").await;
    assert_eq!(told(&client, &back).await.0, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn too_low_a_level_or_a_provider_that_is_down_is_told_and_the_own_sign_in_goes_on() {
    let mut there = TestProvider::start();
    there.control(&METTE.replace("substantial", "low"));
    let site = a_site(&there).await;
    let (client, back) = away(&site, "/sign-in/with/kommunen").await;
    let (status, text) = told(&client, &back).await;
    assert!(status == 403 && text.contains("ikke sikkert nok"), "{text}");
    there.control(METTE);
    let (client, back) = away(&site, "/sign-in/with/kommunen").await;
    there.stop();
    let (status, text) = told(&client, &back).await;
    assert!(status == 503 && text.contains("kan ikke få svar"), "{text}");
    // Nothing is known of the families' one yet: its page says so, and the way in with a password stands beside.
    let fresh = Site::with_providers(
        helhed_casework::testing::House::new().await,
        super::providers(&there),
    )
    .await;
    let (status, text) = told(&fresh.nobody(), "/sign-in/with/familier").await;
    assert!(
        status == 503 && text.contains("Familiernes login"),
        "{text}"
    );
    assert!(fresh.try_sign_in("karen").await.is_some());
    let broken = fresh.nobody().get("/sign-in/with/familier").await;
    assert_eq!(broken.attributes("a[href='/sign-in']", "href").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_when_time_ran_out_is_there_after_the_provider() {
    let there = TestProvider::start();
    there.control(METTE);
    let site = a_site(&there).await;
    let mette = comes_in(&site).await;
    site.later(SignedDuration::from_mins(61));
    let fields = [("household", "Holm"), ("reasons", "En lang begrundelse")];
    let out = mette.post("/refer", &fields).await;
    assert_eq!(out.location(), "/sign-in?next=%2Frefer&done=draft-kept");
    let page = site.nobody().get(out.location()).await;
    let to = page
        .attributes("a[href^='/sign-in/with/kommunen']", "href")
        .remove(0);
    // The house's clock would be an hour ahead of the provider's.
    site.later(SignedDuration::from_mins(-61));
    let (mut client, back) = away(&site, &to).await;
    let answer = client.get(&back).await;
    assert_eq!(answer.location(), "/refer");
    client.cookie = set_cookies(&answer).first().map(|it| pair(it));
    let page = client.get("/refer").await;
    assert!(page.body.contains("En lang begrundelse"), "the draft");
}
