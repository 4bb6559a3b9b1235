//! A case from years ago on the page of deletion, as its two approvers use it.

use axum::http::StatusCode;
use helhed_casework::domain::referral::DeclineReason;
use helhed_casework::intake::{Decline, decline, write_referral};
use helhed_casework::keeping::{propose_due, purge_approved, tombstones};
use helhed_casework::testing::instant;

use crate::support::Site;

/// A family that was declined in 2020; the installation has proposed to delete it.
async fn site() -> (Site, String) {
    let site = Site::new().await;
    let house = &site.house;
    let then = instant("2020-03-02T09:00:00Z");
    let mut ctx = house.begin(&house.jens, then).await.expect("begun");
    let command = house.referral_of("Dahlgaard");
    let written = write_referral(&mut ctx, command).await.expect("referred");
    ctx.commit().await.expect("committed");
    let mut ctx = house.begin(&house.lone, then).await.expect("begun");
    let command = Decline {
        referral: written.referral,
        reason: DeclineReason::new("no_room"),
        word: None,
    };
    decline(&mut ctx, command).await.expect("declined");
    ctx.commit().await.expect("committed");
    propose_due(house, house.now()).await.expect("looked");
    (site, written.family.to_string())
}

#[tokio::test]
async fn two_say_yes_the_archive_is_fetched_and_the_case_is_gone() {
    let (site, family) = site().await;
    let (lone, dan) = (site.signed_in("lone").await, site.signed_in("dan").await);
    let at = |part: &str| format!("/retention/{family}/{part}");
    let shown = |body: &str| body.contains("Dahlgaard");
    assert!(shown(&lone.get("/retention").await.body));
    assert!(!shown(&dan.get("/retention").await.body), "no names");
    for (client, done) in [
        (&lone, "retention-approved"),
        (&lone, "retention-approved-before"),
        (&dan, "retention-approved"),
    ] {
        let answer = client.post(&at("approve"), &[]).await;
        assert_eq!(answer.location(), format!("/retention?done={done}"));
    }
    let now = site.house.now();
    assert_eq!(purge_approved(&site.house, now).await.expect("looked"), []);
    assert_eq!(
        dan.post(&at("archive/xml"), &[]).await.status,
        StatusCode::NOT_FOUND
    );
    let xml = lone.post(&at("archive/xml"), &[]).await;
    assert_eq!(xml.headers["content-type"], "application/xml");
    assert!(xml.body.contains("urn:helhed:archive:1") && shown(&xml.body));
    let pdf = lone.post(&at("archive/pdf"), &[]).await;
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    let saved = pdf.headers["content-disposition"].to_str();
    assert!(
        saved
            .expect("a name")
            .contains(&format!("helhed-{family}.pdf"))
    );
    let gone = purge_approved(&site.house, now).await.expect("deleted");
    assert_eq!(gone.len(), 1);
    for client in [&lone, &dan] {
        let page = client.get("/retention").await;
        let stone = &tombstones(&site.house).await.expect("read")[0];
        assert!(page.body.contains(&stone.archive) && !shown(&page.body));
    }
    let address = format!("/families/{family}");
    assert_eq!(lone.get(&address).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_hold_is_set_with_a_reason_and_lifted_with_one() {
    let (site, family) = site().await;
    let lone = site.signed_in("lone").await;
    let hold = format!("/retention/{family}/hold");
    let empty = lone.post(&hold, &[("reason", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let set = lone.post(&hold, &[("reason", "En klage")]).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER);
    let twice = lone.post(&hold, &[("reason", "En til")]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lone.get("/retention").await.body.contains("En klage"));
    let approve = format!("/retention/{family}/approve");
    assert_eq!(lone.post(&approve, &[]).await.status, StatusCode::NOT_FOUND);
    let lifted = lone
        .post(&hold, &[("reason", "Afgjort"), ("lift", "yes")])
        .await;
    assert_eq!(lifted.status, StatusCode::SEE_OTHER);
    assert!(!lone.get("/retention").await.body.contains("En klage"));
}
