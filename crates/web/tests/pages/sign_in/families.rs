//! Families at a provider of their own: invited by their coordinator, or found by the number that the provider tells.

use axum::http::StatusCode;
use helhed_casework::account::invite_member;
use helhed_casework::domain::cpr::CprNumber;
use helhed_casework::domain::person::Birth;
use helhed_casework::testing::House;

use super::{away, pair, providers, set_cookies, told};
use crate::provider::{TestProvider, Visitor};
use crate::support::Site;

#[tokio::test(flavor = "multi_thread")]
async fn somebody_of_a_family_is_invited_signs_in_and_sees_their_own() {
    let there = TestProvider::start();
    there.control(r#"{"account": "mitid-1", "acr": "substantial", "claims": {}}"#);
    let house = House::new().await;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let (family, mother) = (holm.id, holm.mother);
    let site = Site::with_providers(house, providers(&there)).await;
    // Before anybody invited them they are told whom to ask.
    let (stranger, back) = away(&site, "/sign-in/with/familier").await;
    let (status, text) = told(&stranger, &back).await;
    assert!(
        status == 403 && text.contains("inviteres") || text.contains("invitation"),
        "{text}"
    );
    let karen = site.signed_in("karen").await;
    let path = format!("/families/{family}/people/{mother}/invite");
    let people = karen.get(&format!("/families/{family}/people")).await;
    assert!(people.attributes("a", "href").contains(&path));
    let form = karen
        .get(&path)
        .await
        .attributes("input[name=form-id]", "value");
    let made = karen.post(&path, &[("form-id", &form[0])]).await;
    let mut shown = made.texts(".hh-phrase");
    let (code, address) = (shown.remove(1), shown.remove(0));
    let at = address.rsplit_once("/join/").expect("a link").1;
    let at = format!("/join/{at}");
    let lone = site.signed_in("lone").await;
    assert_eq!(lone.get(&path).await.status, StatusCode::NOT_FOUND);
    // The code, then the provider, then in.
    let mut nobody = site.nobody();
    let wrong = nobody.post(&at, &[("code", "000 000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let on = nobody.post(&at, &[("code", &code)]).await;
    assert_eq!(on.status, StatusCode::OK, "{}", on.body);
    nobody.cookie = set_cookies(&on).first().map(|it| pair(it));
    let to = on.attributes("a.button-primary", "href").remove(0);
    let back = Visitor::default().signs_in(&to);
    let back = back.strip_prefix("http://127.0.0.1:1").expect("back to us");
    let answer = nobody.get(back).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    nobody.cookie = set_cookies(&answer).first().map(|it| pair(it));
    let own = nobody.get("/our").await;
    assert_eq!(own.status, StatusCode::OK);
    assert_eq!(
        site.nobody().get(&at).await.texts("h1").len(),
        1,
        "used up, and said so"
    );
    // From now on the sign-in alone.
    let (client, back) = away(&site, "/sign-in/with/familier").await;
    assert_eq!(client.get(&back).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_number_that_a_provider_tells_finds_an_account_that_is_there() {
    let there = TestProvider::start();
    there.control(r#"{"account": "mitid-2", "acr": "high", "claims": {"cpr": "6101904321"}}"#);
    let house = House::new().await;
    let mut referral = house.referral_of("Holm");
    referral.people[0].cpr = CprNumber::parse("610190-4321").ok();
    referral.people[0].birth = Birth::Unknown;
    let holm = house.referred_by(&house.jens, referral).await;
    let holm = holm.taken_in_by(&house.karen).await;
    let (family, mother) = (holm.id, holm.mother);
    let site = Site::with_providers(house, providers(&there)).await;
    let (stranger, back) = away(&site, "/sign-in/with/familier").await;
    assert_eq!(
        told(&stranger, &back).await.0,
        403,
        "a number is no account"
    );
    // Her account is there since she was invited; she need not open the link.
    let house = &site.house;
    let mut ctx = house.change(&house.karen).await;
    invite_member(&mut ctx, family, mother)
        .await
        .expect("invited");
    ctx.commit().await.expect("committed");
    let (client, back) = away(&site, "/sign-in/with/familier").await;
    assert_eq!(client.get(&back).await.status, StatusCode::SEE_OTHER);
    // Somebody else's number finds nothing.
    there.control(r#"{"account": "mitid-3", "claims": {"cpr": "6102904321"}}"#);
    let (stranger, back) = away(&site, "/sign-in/with/familier").await;
    assert_eq!(told(&stranger, &back).await.0, 403);
}
