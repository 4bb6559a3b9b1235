//! The family says yes or no on its own page.

use axum::http::StatusCode;
use helhed_casework::domain::goal::Horizon;

use super::mothers_account;
use crate::support::Site;

#[tokio::test]
async fn a_mother_reads_the_plan_and_answers_it() {
    let site = Site::new().await;
    let holm = site.house.a_family("Holm").await;
    let holm = holm.taken_in_by(&site.house.karen).await;
    mothers_account(&holm).await;
    holm.goal("Ro om aftenen", Horizon::Short, None).await;
    let (karen, sofie) = (site.signed_in("karen").await, site.signed_in("sofie").await);
    let answering = format!("/our/plan/{}/answer", holm.id);
    assert!(!sofie.get("/our/plan").await.body.contains(&answering));
    assert_eq!(sofie.get(&answering).await.status, StatusCode::NOT_FOUND);
    let versions = format!("/families/{}/plan/versions", holm.id);
    karen.post(&versions, &[("why", "Aftalt")]).await;

    let ours = sofie.get("/our/plan").await;
    assert_eq!(
        ours.attributes("#answer-1 ~ p a", "href"),
        [answering.as_str()]
    );
    let form = sofie.get(&answering).await;
    assert!(form.texts("#version ~ ul li")[0].contains("Ro om aftenen"));
    let version = form.attributes("[name=version]", "value").remove(0);
    let version = ("version", version.as_str());
    let without = sofie
        .post(&answering, &[version, ("stance", "declines")])
        .await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(without.texts("#word-error").len(), 1);
    let no = [version, ("stance", "declines"), ("word", "For mange møder")];
    let sent = sofie.post(&answering, &no).await;
    let told = sofie.get(sent.location()).await;
    assert_eq!(told.texts("[role=status] .alert-text").len(), 1);
    assert!(told.texts("#answer-1 ~ p")[0].contains("For mange møder"));
    assert!(karen.get(&versions).await.body.contains("For mange møder"));

    // A newer version while she read is told, and shown.
    karen.post(&versions, &[]).await;
    let late = sofie
        .post(&answering, &[version, ("stance", "agrees")])
        .await;
    assert_eq!(late.texts("#stance-error").len(), 1);
    let newest = late.attributes("[name=version]", "value").remove(0);
    assert_ne!(newest, version.1);
    assert!(!late.body.contains('⟦'));
    assert_eq!(karen.get(&answering).await.status, StatusCode::NOT_FOUND);
}
