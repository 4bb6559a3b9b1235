//! What somebody outside the team gets of the documents, and that it ends when the consent does.

use axum::http::StatusCode;
use helhed_casework::document::{AddDocument, add_document};
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::document::DocumentMark;
use helhed_casework::sharing::{WithdrawConsent, withdraw_consent};
use helhed_casework::testing::a_file;

use crate::support::Site;

const ABSENT: &str = "01936000-0000-7000-8000-00000000abcd";

#[tokio::test]
async fn after_a_withdrawal_a_partner_gets_what_an_absent_document_gives() {
    let site = Site::new().await;
    let house = &site.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let mut ctx = house.change(&house.karen).await;
    let command = AddDocument {
        family: holm.id,
        file: a_file("Udtalelse.txt", b"Fra skolen"),
        mark: DocumentMark {
            category: "school_day_care".into(),
            about: vec![holm.mother],
            restricted: false,
        },
    };
    let document = add_document(&mut ctx, command).await.expect("kept");
    ctx.commit().await.expect("committed");
    let hidden = holm.document("Alle.txt", b"Alle").await;
    let school = Party::Unit(house.school);
    let consent = holm.shares(holm.mother, &["school_day_care"], school).await;

    let sanne = site.signed_in("sanne").await;
    let list = format!("/families/{}/documents", holm.id);
    let page = sanne.get(&list).await;
    assert_eq!(page.texts("tbody a span[dir]"), ["Udtalelse.txt"]);
    assert!(page.body.contains("forvaltningsloven § 28"));
    assert!(
        page.body.contains("til og med 24. november 2027"),
        "the last day of it, not the day after"
    );
    // It stands on the page of what is shared with them, where it is found; and in the preview of that page, where it is not fetched.
    let shared = format!("/families/{}/shared", holm.id);
    let files = "#documents ~ ul .hh-entry p";
    let page = sanne.get(&shared).await;
    assert_eq!(page.texts(files)[1], "Udtalelse.txt");
    let address = format!("{list}/{document}");
    assert_eq!(page.attributes("#documents ~ ul a", "href"), [address]);
    let karen = site.signed_in("karen").await;
    let preview = karen
        .get(&format!("{shared}/as/unit-{}", house.school))
        .await;
    assert_eq!(preview.texts(files)[1], "Udtalelse.txt");
    assert!(preview.attributes("#documents ~ ul a", "href").is_empty());
    assert!(!page.body.contains("/annul") && !page.body.contains("/documents/new"));
    let own = format!("{list}/{document}");
    assert_eq!(sanne.get(&own).await.body, "Fra skolen");
    let without = |body: &str| {
        [document.to_string(), hidden.to_string(), ABSENT.to_owned()]
            .iter()
            .fold(body.to_owned(), |body, id| body.replace(id, "ID"))
    };
    let nothing = sanne.get(&format!("{list}/{ABSENT}")).await;
    let not_shared = sanne.get(&format!("{list}/{hidden}")).await;
    assert_eq!(not_shared.status, StatusCode::NOT_FOUND);
    assert_eq!(without(&not_shared.body), without(&nothing.body));

    let mut ctx = house.change(&house.karen).await;
    let back = WithdrawConsent {
        family: holm.id,
        consent,
        category: Some("school_day_care".into()),
        party: Some(school),
        by: holm.mother,
    };
    withdraw_consent(&mut ctx, back).await.expect("taken back");
    ctx.commit().await.expect("committed");
    let after = sanne.get(&own).await;
    let nothing = sanne.get(&format!("{list}/{ABSENT}")).await;
    assert_eq!(
        (after.status, nothing.status),
        (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
    );
    assert_eq!(without(&after.body), without(&nothing.body));
    assert_eq!(sanne.get(&list).await.status, StatusCode::NOT_FOUND);
}
