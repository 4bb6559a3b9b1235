//! What the family sees of its own, and what a preview shows.

use axum::http::StatusCode;

use super::{NOTE, given, holm, mother_signs_in};
use crate::support::Site;

#[tokio::test]
async fn the_family_sees_its_own_and_switches_it_off() {
    let site = Site::new().await;
    let family = holm(&site).await;
    mother_signs_in(&site.house, family.mother).await;
    let consent = given(&site, &family).await;
    let sofie = site.signed_in("sofie").await;
    let our = sofie.get("/our").await;
    let sharing = format!("/families/{}/sharing", family.id);
    assert!(our.attributes("main a", "href").contains(&sharing));
    let page = sofie.get(&sharing).await;
    assert_eq!(page.texts("h1"), ["Hvem ser hvad"]);
    assert_eq!(page.texts(".hh-tabs"), [""; 0], "no pages of the team");
    assert_eq!(page.texts(".hh-matrix td .hh-badge"), ["Må se"]);
    let own = sofie.get(&format!("/families/{}/shared", family.id)).await;
    assert_eq!(own.texts("#told ~ ul .hh-note__text"), [NOTE]);
    // A role and another's name do not count for more than her own.
    let bad = [
        ("act", "withdraw"),
        ("by", &family.child.to_string()),
        ("role", "coordinator"),
    ];
    let answer = sofie.post(&consent, &bad).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sign = [("act", "sign"), ("giver", &family.mother.to_string())];
    assert_eq!(
        sofie.post(&consent, &sign).await.status,
        StatusCode::FORBIDDEN
    );
    let part = [
        ("act", "withdraw"),
        ("category", "health"),
        ("by", &family.mother.to_string()),
    ];
    let answer = sofie.post(&consent, &part).await;
    assert_eq!(
        answer.location(),
        format!("{consent}?done=consent-withdrawn")
    );
    assert!(sofie.get(&sharing).await.texts(".hh-matrix").is_empty());
}

#[tokio::test]
async fn a_preview_shows_what_they_see_and_changes_nothing() {
    let site = Site::new().await;
    let family = holm(&site).await;
    family.note("Kun for os").await;
    let consent = given(&site, &family).await;
    let karen = site.signed_in("karen").await;
    let as_unit = format!(
        "/families/{}/shared/as/unit-{}",
        family.id, site.house.jobcentre
    );
    let page = karen.get(&as_unit).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.texts("title")[0].starts_with("Som "),
        "{:?}",
        page.texts("title")
    );
    assert!(page.texts(".hh-preview")[0].contains("Forhåndsvisning"));
    assert_eq!(page.texts("#told ~ ul .hh-note__text"), [NOTE]);
    assert_eq!(page.attributes("main form", "action"), [""; 0]);
    let jens = site.signed_in("jens").await;
    let theirs = jens.get(&format!("/families/{}/shared", family.id)).await;
    assert_eq!(
        theirs.texts("main .hh-note__text"),
        page.texts("main .hh-note__text")
    );
    // Who sees nothing: the page says so.
    let school = format!(
        "/families/{}/shared/as/unit-{}",
        family.id, site.house.school
    );
    assert_eq!(
        karen.get(&school).await.texts("[data-live-part] .hh-empty"),
        ["De ser intet."]
    );
    for forged in [
        "unit-x",
        "person-1",
        "unit-01936000-0000-7000-8000-00000000abcd",
        "karen",
    ] {
        let path = format!("/families/{}/shared/as/{forged}", family.id);
        assert_eq!(
            karen.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "{forged}"
        );
    }
    // A flag that somebody thinks of does nothing, and a partner looks as nobody.
    assert_eq!(jens.get(&as_unit).await.status, StatusCode::NOT_FOUND);
    let plain = format!("/families/{}/shared", family.id);
    let flagged = jens
        .get(&format!("{plain}?preview=1&role=coordinator&as=team"))
        .await;
    assert_eq!(flagged.texts("main"), jens.get(&plain).await.texts("main"));
    for path in [
        "/sharing",
        "/sharing/items",
        "/sharing/lock",
        "/sharing/consents/new",
    ] {
        let path = format!("/families/{}{path}", family.id);
        assert_eq!(
            jens.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
        assert_eq!(
            jens.post(&path, &[]).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert_eq!(jens.get(&consent).await.status, StatusCode::NOT_FOUND);
    let mother = family.mother.to_string();
    let back = [("act", "withdraw"), ("by", mother.as_str())];
    assert_eq!(
        jens.post(&consent, &back).await.status,
        StatusCode::NOT_FOUND
    );
}
