//! A change counts once, the second of two editors is told, a token asks no more often than it may, and what is shared no more is gone.

use helhed_casework::Stop;
use helhed_casework::access::Actor;
use helhed_casework::domain::partner_system::SystemScope;
use helhed_casework::domain::text::Name;
use helhed_casework::partner_system::{AddSystem, AddSystemError, add_system, systems_page};
use helhed_casework::testing::House;

use super::place::{Call, Place, body_of};

const KEY: &str = "01936000-0000-7000-8000-0000000000ff";

#[tokio::test]
async fn a_change_counts_once_and_its_key_is_good_for_nothing_else() {
    let place = Place::of(House::new().await).await;
    let token = place.token().await;
    let contacts = format!("/api/v1/families/{}/contacts", place.own.family);
    let body = body_of("reportContact", &place.own).to_string();
    let call = Call {
        method: "POST",
        path: &contacts,
        token: Some(&token),
        body: Some(&body),
        key: Some(KEY),
        ..Call::default()
    };
    let before = place.site.house.rows_of("contact").await;
    let first = place.ask(call).await;
    let again = place.ask(call).await;
    assert_eq!(
        (first.status, again.status),
        (201.try_into().expect("a status"), first.status)
    );
    assert_eq!(
        (&first.body, first.location()),
        (&again.body, again.location())
    );
    assert_eq!(place.site.house.rows_of("contact").await, before + 1);
    let other = body.replace("20", "25");
    let other = place
        .ask(Call {
            body: Some(&other),
            ..call
        })
        .await;
    assert_eq!(other.status, 409);
    let elsewhere = format!("/api/v1/families/{}/contacts", place.other.family);
    let elsewhere = place
        .ask(Call {
            path: &elsewhere,
            ..call
        })
        .await;
    assert_eq!(elsewhere.status, 409, "the key is used, whatever is asked");
    for bad in ["", "1", "KEY"] {
        let answer = place
            .ask(Call {
                key: Some(bad),
                ..call
            })
            .await;
        assert_eq!(answer.status, 400, "{bad}");
    }
    assert_eq!(place.site.house.rows_of("contact").await, before + 1);
}

#[tokio::test]
async fn the_second_of_two_editors_is_told() {
    let place = Place::of(House::new().await).await;
    let token = place.token().await;
    let end = format!(
        "/api/v1/families/{}/tasks/{}/end",
        place.own.family, place.own.task
    );
    let call = Call {
        method: "POST",
        path: &end,
        token: Some(&token),
        body: Some("{\"outcome\":\"done\"}"),
        ..Call::default()
    };
    assert_eq!(place.ask(call).await.status, 428, "no version is told");
    for stale in ["\"v9\"", "*", "1", "\"v1"] {
        let headers = &[("if-match", stale)];
        assert_eq!(
            place.ask(Call { headers, ..call }).await.status,
            412,
            "{stale}"
        );
    }
    let headers = &[("if-match", "\"v1\"")];
    let missed = Call {
        headers,
        body: Some("{\"outcome\":\"missed\"}"),
        ..call
    };
    let missed = place.ask(missed).await;
    assert_eq!(missed.status, 422, "what was missed needs a word why");
    assert!(missed.body.contains("/word"));
    assert_eq!(place.ask(Call { headers, ..call }).await.status, 200);
    assert_eq!(
        place.ask(Call { headers, ..call }).await.status,
        409,
        "it has ended"
    );
}

#[tokio::test]
async fn a_token_asks_no_more_often_than_it_may() {
    let place = Place::of(House::new().await).await;
    let house = &place.site.house;
    let mut ctx = house.change(&house.lone).await;
    let system = |scopes: &[SystemScope], days, per_minute| AddSystem {
        name: Name::parse("Fagsystemet").expect("a name"),
        unit: house.jobcentre,
        scopes: scopes.to_vec(),
        days,
        per_minute,
    };
    let all = SystemScope::ALL;
    for (wrong, why) in [
        (system(&[], 30, 60), "no scope"),
        (system(all, 0, 60), "not 1 to 730"),
        (system(all, 731, 60), "not 1 to 730"),
        (system(all, 30, 0), "not 1 to 6000"),
    ] {
        let told = add_system(&mut ctx, wrong).await.err().expect("refused");
        assert!(told.to_string().contains(why), "{told}");
    }
    let added = add_system(&mut ctx, system(all, 30, 3))
        .await
        .expect("added");
    ctx.commit().await.expect("committed");
    let call = Call {
        method: "GET",
        path: "/api/v1/families",
        token: Some(&added.token),
        ..Call::default()
    };
    for _ in 0..3 {
        assert_eq!(place.ask(call).await.status, 200);
    }
    let refused = place.ask(call).await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.headers["retry-after"], "60");
    place.site.later(jiff::SignedDuration::from_secs(60));
    assert_eq!(place.ask(call).await.status, 200);
    let mut reading = house.reading(&house.it_admin, house.now());
    let page = systems_page(&mut reading).await.expect("shown");
    assert!(page.systems[0].system.last_used_at.is_some());
}

#[tokio::test]
async fn only_it_and_the_leader_make_tokens_and_a_token_is_kept_as_a_hash() {
    let place = Place::of(House::new().await).await;
    let house = &place.site.house;
    let refused: [Actor; 4] = [house.karen, house.jens, house.dpo, house.bo];
    for actor in refused {
        let mut ctx = house.change(&actor).await;
        let command = AddSystem {
            name: Name::parse("Fagsystemet").expect("a name"),
            unit: house.jobcentre,
            scopes: vec![SystemScope::FamiliesRead],
            days: 30,
            per_minute: 60,
        };
        let told = add_system(&mut ctx, command).await;
        assert!(matches!(
            told,
            Err(AddSystemError::Stopped(Stop::NotAllowed))
        ));
    }
    let it = place.site.signed_in("ida").await;
    let unit = house.jobcentre.to_string();
    let fields = [
        ("name", "Fagsystemet"),
        ("unit", &unit),
        ("scopes", "families_read"),
        ("days", "90"),
        ("per-minute", "60"),
        ("form-id", "01936000-0000-7000-8000-000000000001"),
    ];
    let wrong = it.post("/systems/new", &fields[..2]).await;
    assert_eq!(wrong.status, 422);
    let shown = it.post("/systems/new", &fields).await;
    assert_eq!(shown.status, 200);
    let token = shown.texts("code.hh-phrase").remove(0);
    assert!(token.starts_with("helhed_") && token.len() > 60);
    // Sent again it is not shown again.
    let again = it.post("/systems/new", &fields).await;
    assert_eq!(again.status, 303);
    assert!(!it.get("/systems").await.body.contains(&token));
    let call = Call {
        method: "GET",
        path: "/api/v1/families",
        token: Some(&token),
        ..Call::default()
    };
    let read = place.ask(call).await;
    assert!(read.body.contains("Hjortshøj") && !read.body.contains("Bækgaard"));
    let close = it
        .get("/systems")
        .await
        .attributes("form[action$='/revoke']", "action");
    assert_eq!(it.post(&close[0], &[]).await.status, 303);
    assert_eq!(place.ask(call).await.status, 401);
    // Nobody signs in as a system.
    let users = it.get("/users?state=disabled").await;
    let name = users
        .texts("td")
        .into_iter()
        .find(|it| it.starts_with("system-"));
    assert!(
        place
            .site
            .try_sign_in(&name.expect("its account"))
            .await
            .is_none()
    );
}
