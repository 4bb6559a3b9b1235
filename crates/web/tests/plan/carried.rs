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
