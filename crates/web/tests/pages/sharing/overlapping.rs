//! Consents that overlap, and a no that is taken back: the page tells what holds.

use axum::http::StatusCode;
use jiff::SignedDuration;

use super::{NOTE, consent_of, given, holm, post, with};
use crate::support::{Answer, Site};

/// What is told under what a consent says.
fn narrowed(page: &Answer) -> Vec<String> {
    page.texts("section[aria-labelledby=says] .hh-badge--stop")
}

#[tokio::test]
async fn a_shorter_yes_narrows_a_longer_one_and_both_pages_tell_it() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let year = given(&site, &family).await;
    site.later(SignedDuration::from_hours(1));
    let karen = site.signed_in("karen").await;
    let new = format!("/families/{}/sharing/consents/new", family.id);
    let short = with(consent_of(&family), "until", "2026-12-08");
    let answer = post(&karen, &new, &short).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let told = "Kun til og med 8. december 2026, helbred for Jobcentret: der er senere sagt ja for kortere tid, og det snævreste gælder";
    assert_eq!(narrowed(&karen.get(&year).await), [told]);
    let sharing = format!("/families/{}/sharing", family.id);
    let list = karen.get(&sharing).await.texts("#consents ~ ul li");
    assert_eq!(list.iter().filter(|it| it.contains(told)).count(), 1);
    let jens = site.signed_in("jens").await;
    let shared = format!("/families/{}/shared", family.id);
    assert!(jens.get(&shared).await.body.contains(NOTE));
    site.later(SignedDuration::from_hours(24 * 15));
    let (jens, karen) = (site.signed_in("jens").await, site.signed_in("karen").await);
    assert!(!jens.get(&shared).await.body.contains(NOTE));
    let page = karen.get(&year).await;
    assert_eq!(page.texts(".hh-page__head .hh-badge"), ["sat ud af kraft"]);
}

#[tokio::test]
async fn what_is_taken_back_is_shared_by_no_other_consent() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let (first, second) = (given(&site, &family).await, given(&site, &family).await);
    let karen = site.signed_in("karen").await;
    let mother = family.mother.to_string();
    let back = [("act", "withdraw"), ("by", mother.as_str())];
    site.later(SignedDuration::from_hours(1));
    let answer = karen.post(&second, &back).await;
    assert_eq!(
        answer.location(),
        format!("{second}?done=consent-withdrawn")
    );
    let jens = site.signed_in("jens").await;
    let page = jens.get(&format!("/families/{}/shared", family.id)).await;
    assert!(
        !page.body.contains(NOTE),
        "it has stopped, as the page says"
    );
    assert_eq!(
        narrowed(&karen.get(&first).await),
        [
            "Ikke mere helbred for Jobcentret: det blev trukket tilbage 24. november 2026 i et andet samtykke, og det snævreste gælder"
        ]
    );
}

#[tokio::test]
async fn a_no_is_taken_back_in_its_own_words() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let yes = given(&site, &family).await;
    let karen = site.signed_in("karen").await;
    let new = format!("/families/{}/sharing/consents/new", family.id);
    let no = with(consent_of(&family), "stance", "refuses");
    let answer = post(&karen, &new, &no).await;
    let no = answer.location().split('?').next().expect("a path");
    assert_eq!(
        narrowed(&karen.get(&yes).await),
        ["Nej til helbred for Jobcentret: det snævreste gælder"]
    );
    let page = karen.get(no).await;
    assert_eq!(page.texts("#withdraw"), ["Tag nejet tilbage"]);
    assert!(!page.body.contains("Stop deling"));
    let mother = family.mother.to_string();
    let back = [("act", "withdraw"), ("by", mother.as_str())];
    let answer = karen.post(no, &back).await;
    assert_eq!(answer.location(), format!("{no}?done=consent-lifted"));
    let jens = site.signed_in("jens").await;
    let page = jens.get(&format!("/families/{}/shared", family.id)).await;
    assert!(page.body.contains(NOTE), "the yes from before holds again");
}

#[tokio::test]
async fn what_the_law_still_shares_is_told_when_a_consent_is_taken_back() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let consent = given(&site, &family).await;
    let karen = site.signed_in("karen").await;
    let (mother, jobcentre) = (
        family.mother.to_string(),
        format!("unit-{}", site.house.jobcentre),
    );
    let law = [
        ("basis", "early_exchange"),
        ("about", mother.as_str()),
        ("category", "health"),
        ("to", &jobcentre),
        ("purpose", "Et møde"),
        ("reason", "Der er brug for det"),
        ("until", "2026-12-01"),
    ];
    let new = format!("/families/{}/sharing/disclosures/new", family.id);
    assert_eq!(karen.post(&new, &law).await.status, StatusCode::SEE_OTHER);
    let back = [("act", "withdraw"), ("by", mother.as_str())];
    let answer = karen.post(&consent, &back).await;
    assert_eq!(
        answer.location(),
        format!("{consent}?done=consent-withdrawn-law")
    );
}
