//! Collisions set aside, pick-ups and agreed loads changed and ended, on screen.

use axum::http::StatusCode;
use helhed_casework::testing::a_meeting;

use crate::support::Site;

#[tokio::test]
async fn a_collision_is_set_aside_and_taken_up() {
    let site = Site::new().await;
    let holm = site.house.a_family("Holm").await;
    let holm = holm.taken_in_by(&site.house.karen).await;
    for _ in 0..2 {
        holm.meets(a_meeting("2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z"))
            .await;
    }
    let karen = site.signed_in("karen").await;
    let collisions = format!("/families/{}/collisions", holm.id);
    let page = karen.get(&collisions).await;
    let aside = page.attributes("a[href$='/aside']", "href").remove(0);
    let wrong = karen.post(&aside, &[("word", " ")]).await;
    assert_eq!(wrong.texts("#word-error").len(), 1);
    let sent = karen.post(&aside, &[("word", "Faren tager det ene")]).await;
    let shown = karen.get(sent.location()).await;
    assert_eq!(shown.attributes("a[href$='/aside']", "href").len(), 0);
    assert!(shown.texts("#aside ~ ul li")[0].contains("Faren tager det ene"));
    assert_eq!(
        shown.texts(".hh-band__marks a[href$='/collisions']").len(),
        0
    );
    assert_eq!(
        shown.texts("#over-time ~ div td.hh-number"),
        ["1", "1", "0"],
        "it stays counted"
    );
    let up = shown.attributes("form[action$='/up']", "action").remove(0);
    let sent = karen.post(&up, &[]).await;
    let shown = karen.get(sent.location()).await;
    assert_eq!(shown.attributes("a[href$='/aside']", "href").len(), 1);
    assert!(!shown.body.contains('⟦'));
    let absent = format!("{collisions}/same_time.2026-11-25.x/aside");
    assert_eq!(karen.get(&absent).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_pick_up_and_a_load_are_changed_and_ended() {
    let site = Site::new().await;
    let holm = site.house.a_family("Holm").await;
    let holm = holm.taken_in_by(&site.house.karen).await;
    let (child, mother) = (holm.child.to_string(), holm.mother.to_string());
    let karen = site.signed_in("karen").await;
    let below = |it: &str| format!("/families/{}/{it}", holm.id);
    let pick_up = [
        ("child", child.as_str()),
        ("by", mother.as_str()),
        ("weekday", "3"),
        ("hour", "15.30"),
        ("from", "2026-08-01"),
    ];
    let sent = karen.post(&below("pick-ups/new"), &pick_up).await;
    let shown = karen.get(sent.location()).await;
    let change = shown.attributes("a[href*='/pick-ups/']", "href").remove(0);
    let form = karen.get(&change).await;
    assert_eq!(form.attributes("#hour", "value"), ["15:30"]);
    assert_eq!(form.attributes("[name=version]", "value"), ["1"]);
    let ended = [&pick_up[..], &[("until", "2026-11-20"), ("version", "1")]].concat();
    let sent = karen.post(&change, &ended).await;
    let shown = karen.get(sent.location()).await;
    assert_eq!(shown.texts("#carry ~ ul .hh-badge").len(), 1, "it is over");
    let stale = karen.post(&change, &ended).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(stale.texts("#conflict-heading").len(), 1);
    assert_eq!(stale.attributes("[name=version]", "value"), ["2"]);

    let load = [("per-week", "3"), ("agreed", "2026-11-02")];
    let sent = karen.post(&below("load/new"), &load).await;
    let shown = karen.get(sent.location()).await;
    let change = shown.attributes("a[href*='/load/']:not(.button)", "href");
    let form = karen.get(&change[0]).await;
    assert_eq!(form.attributes("#per-week", "value"), ["3"]);
    let wrong = [
        ("per-week", "4"),
        ("agreed", "2026-11-02"),
        ("until", "2026-11-01"),
        ("version", "1"),
    ];
    let refused = karen.post(&change[0], &wrong).await;
    assert_eq!(refused.texts("#until-error").len(), 1);
    let right = [
        ("per-week", "4"),
        ("agreed", "2026-11-02"),
        ("version", "1"),
    ];
    let sent = karen.post(&change[0], &right).await;
    let shown = karen.get(sent.location()).await;
    assert!(shown.body.contains("4 gange om ugen") && !shown.body.contains('⟦'));
}

#[tokio::test]
async fn a_collision_is_told_before_anything_is_saved() {
    let site = Site::new().await;
    let holm = site.house.a_family("Holm").await;
    let holm = holm.taken_in_by(&site.house.karen).await;
    holm.meets(a_meeting("2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z"))
        .await;
    let karen = site.signed_in("karen").await;
    let new = format!("/families/{}/appointments/new", holm.id);
    let all = format!("/families/{}/appointments", holm.id);
    let meeting = [
        ("title", "Tandlæge med Emil"),
        ("starts", "2026-11-25T10:30"),
        ("ends", "2026-11-25T11:30"),
        ("restricted", "yes"),
    ];
    let told = karen.post(&new, &meeting).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(told.texts(".hh-ahead .hh-badge--warn").len(), 1);
    assert!(told.texts(".hh-ahead")[0].contains("Tandlæge med Emil"));
    assert!(told.texts(".hh-ahead")[0].contains("Flyt"), "a suggestion");
    assert_eq!(told.attributes("#despite", "checked").len(), 0);
    assert_eq!(told.attributes("#title", "value"), ["Tandlæge med Emil"]);
    assert!(!told.body.contains('⟦'));
    assert!(
        !karen.get(&all).await.body.contains("Tandlæge med Emil"),
        "not saved"
    );

    let later = [
        ("title", "Tandlæge med Emil"),
        ("starts", "2026-11-26T10:30"),
        ("ends", "2026-11-26T11:30"),
    ];
    let moved = karen.post(&new, &later).await;
    assert_eq!(
        moved.status,
        StatusCode::SEE_OTHER,
        "mended: nothing is in the way"
    );
    let despite = [&meeting[..], &[("despite", "yes")]].concat();
    let sent = karen.post(&new, &despite).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let page = karen
        .get(&format!("/families/{}/collisions", holm.id))
        .await;
    assert_eq!(page.attributes("a[href$='/aside']", "href").len(), 1);

    // What collides already and is changed without colliding anew is saved without a word.
    let change = karen.get(&all).await;
    let change = change.attributes("a[href*='/appointments/']", "href");
    let change = change
        .iter()
        .find(|it| !it.ends_with("/new") && !it.ends_with("/annul"));
    let change = change.expect("a link to change one").clone();
    let form = karen.get(&change).await;
    let value = |name: &str| {
        form.attributes(&format!("[name='{name}']"), "value")
            .remove(0)
    };
    let (starts, ends) = (value("starts"), value("ends"));
    let again = [
        ("title", "Et andet navn"),
        ("starts", starts.as_str()),
        ("ends", ends.as_str()),
        ("version", "1"),
    ];
    assert_eq!(
        karen.post(&change, &again).await.status,
        StatusCode::SEE_OTHER
    );

    // Two measures that ask the same are told on the form of the second; a pick-up against a meeting on its own.
    let measure = format!("/families/{}/measures/new", holm.id);
    let mother = holm.mother.to_string();
    let of = |title| {
        vec![
            ("kind", "activation"),
            ("title", title),
            ("concerns", mother.as_str()),
            ("asks", "internship"),
            ("from", "2026-11-02"),
        ]
    };
    assert_eq!(
        karen.post(&measure, &of("Praktik")).await.status,
        StatusCode::SEE_OTHER
    );
    let told = karen.post(&measure, &of("Praktik igen")).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(told.texts(".hh-ahead").len(), 1, "{}", told.body);
}
