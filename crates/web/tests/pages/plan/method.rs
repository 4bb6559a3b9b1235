//! The method on screen: its page, a family's checklist, and the status of a family that is followed.

use axum::http::StatusCode;

use crate::support::Site;

#[tokio::test]
async fn the_method_is_read_and_ticked() {
    let site = Site::new().await;
    let holm = site.house.a_family("Holm").await;
    let holm = holm.taken_in_by(&site.house.karen).await;
    let karen = site.signed_in("karen").await;
    let method = karen.get("/method").await;
    assert_eq!(method.texts(".hh-stack > section > h2").len(), 6);
    assert!(method.texts("#tools ~ ul li").len() > 10);
    assert!(!method.body.contains('⟦'));
    for (who, status) in [("jens", StatusCode::OK), ("ida", StatusCode::NOT_FOUND)] {
        let page = site.signed_in(who).await.get("/method").await;
        assert_eq!(page.status, status, "{who}");
    }
    let checklist = format!("/families/{}/method", holm.id);
    let page = karen.get(&checklist).await;
    assert_eq!(page.texts(".hh-checks .hh-badge--ok").len(), 0);
    let ahead = [("done", "2026-11-25"), ("word", "Ved besøget")];
    let tick = format!("{checklist}/reach");
    let refused = karen.post(&tick, &ahead).await;
    assert_eq!(refused.texts("#done-error").len(), 1);
    let sent = karen
        .post(&tick, &[("done", "2026-11-20"), ("word", "Ved besøget")])
        .await;
    let shown = karen.get(sent.location()).await;
    assert_eq!(shown.texts(".hh-checks .hh-badge--ok").len(), 1);
    assert!(shown.texts("#by-hand ~ ul li")[0].contains("Ved besøget"));
    let annul = shown.attributes("#by-hand ~ ul a", "href").remove(0);
    let version = karen
        .get(&annul)
        .await
        .attributes("[name=version]", "value");
    let why = [
        ("reason", "En anden familie"),
        ("version", version[0].as_str()),
    ];
    let sent = karen.post(&annul, &why).await;
    let shown = karen.get(sent.location()).await;
    assert_eq!(shown.texts(".hh-checks .hh-badge--ok").len(), 0);
    assert_eq!(shown.texts("#by-hand ~ ul del").len(), 1);
    let unknown = karen.get(&format!("{checklist}/moon")).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let leader = site.signed_in("lone").await.get(&checklist).await;
    assert_eq!(leader.status, StatusCode::OK);
    assert_eq!(leader.texts(".hh-checks a").len(), 0, "the leader reads");
}

#[tokio::test]
async fn a_family_is_followed_and_its_status_stands() {
    let site = Site::new().await;
    let holm = site.house.a_family("Holm").await;
    let holm = holm.taken_in_by(&site.house.karen).await;
    let karen = site.signed_in("karen").await;
    let status = format!("/families/{}/status", holm.id);
    let new = format!("{status}/new");
    assert_eq!(karen.get(&new).await.status, StatusCode::NOT_FOUND);
    let sent = karen.post(&status, &[("follow", "yes")]).await;
    let shown = karen.get(sent.location()).await;
    assert_eq!(shown.texts("#followed ~ p .hh-due").len(), 1);
    let empty = karen.post(&new, &[("day", "2026-11-24")]).await;
    assert_eq!(empty.texts("#stands-error").len(), 1);
    let early = [("day", "2026-11-23"), ("stands", "Godt på vej")];
    assert_eq!(karen.post(&new, &early).await.texts("#day-error").len(), 1);
    let right = [("day", "2026-11-24"), ("stands", "Godt på vej")];
    let sent = karen.post(&new, &right).await;
    let shown = karen.get(sent.location()).await;
    assert!(shown.body.contains("Godt på vej"));
    let add = shown.attributes("a[href$='/addendum']", "href").remove(0);
    assert_eq!(karen.post(&add, &[]).await.texts("#body-error").len(), 1);
    let sent = karen.post(&add, &[("body", "Det var i oktober")]).await;
    let shown = karen.get(sent.location()).await;
    assert_eq!(shown.texts(".hh-note--addendum").len(), 1);
    let sent = karen.post(&status, &[("follow", "no")]).await;
    let shown = karen.get(sent.location()).await;
    assert!(shown.body.contains("Godt på vej") && !shown.body.contains('⟦'));
    assert_eq!(
        shown.texts(".hh-page__head a").len(),
        0,
        "nothing more to write"
    );
}
