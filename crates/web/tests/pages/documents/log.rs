//! The family's log, and a party's access to their own case, over HTTP.

use axum::http::StatusCode;
use helhed_casework::account::{AddAccount, add_account};
use helhed_casework::domain::account::{Language, PassPhrase, Role, Username};
use helhed_casework::domain::text::Name;
use helhed_casework::testing::{AFamily, House};
use jiff::SignedDuration;

use crate::support::Site;

async fn account_of_mother(holm: &AFamily<'_>) {
    let house = holm.house;
    let mut ctx = house.change(&house.it_admin).await;
    let command = AddAccount {
        username: Username::parse("sofie").expect("a name"),
        display_name: Name::parse("Sofie Holm").expect("a name"),
        role: Role::FamilyMember,
        unit: None,
        person: Some(holm.mother),
        language: Language::Danish,
        phrase: PassPhrase::choose(House::PHRASE).expect("long enough"),
    };
    add_account(&mut ctx, command).await.expect("an account");
    ctx.commit().await.expect("committed");
}

#[tokio::test]
async fn a_mother_reads_in_plain_words_who_has_read_about_her() {
    let site = Site::new().await;
    let holm = site
        .house
        .a_family("Holm")
        .await
        .taken_in_by(&site.house.karen)
        .await;
    account_of_mother(&holm).await;
    let berg = site
        .house
        .a_family("Berg")
        .await
        .taken_in_by(&site.house.bo)
        .await;
    let karen = site.signed_in("karen").await;
    for _ in 0..2 {
        assert_eq!(
            karen
                .get(&format!("/families/{}/journal", holm.id))
                .await
                .status,
            StatusCode::OK
        );
    }
    let sofie = site.signed_in("sofie").await;
    let led = sofie.get("/our/log").await;
    let log = format!("/families/{}/log", holm.id);
    assert_eq!(
        (led.status, led.location()),
        (StatusCode::SEE_OTHER, log.as_str())
    );
    let page = sofie.get(&log).await;
    assert_eq!(page.texts("h1"), ["Hvem har set noget om os?"]);
    let told = page.texts(".hh-entry").join(" | ");
    assert!(told.contains("Karen Koordinator (Familiekoordinator, Familieteamet) så kontakter og journal (2 gange)"), "{told}");
    assert!(
        told.contains("Fordi: er familiens koordinator") && told.contains("henviste en familie"),
        "{told}"
    );
    assert!(!page.body.contains("⟦"));
    assert_eq!(
        sofie
            .get(&format!("/families/{}/log", berg.id))
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    let again = sofie.get(&log).await;
    assert!(
        again
            .texts(".hh-entry strong")
            .contains(&"Dig selv".to_owned())
    );
    let karens = karen.get(&log).await;
    assert!(
        karens
            .texts(".hh-entry strong")
            .contains(&"Sofie Holm".to_owned())
    );
    for username in ["jens", "sanne", "dan", "ida"] {
        let client = site.signed_in(username).await;
        assert_eq!(
            client.get(&log).await.status,
            StatusCode::NOT_FOUND,
            "{username}"
        );
    }
}

#[tokio::test]
async fn a_mother_is_given_her_case_on_paper_without_what_is_not_hers() {
    let site = Site::new().await;
    let house = &site.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    holm.note_about(
        Some(holm.mother),
        "health",
        "Sofie fortæller om naboen Kim. 🙂",
    )
    .await;
    let child = holm
        .note_about(Some(holm.child), "health", "Emil har en hemmelighed.")
        .await;
    let karen = site.signed_in("karen").await;
    let requests = format!("/families/{}/access", holm.id);
    let bare = karen.post(&requests, &[]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mother = holm.mother.to_string();
    let ask = [
        ("party", mother.as_str()),
        ("asked-by", "Sofie selv"),
        ("received", "2026-11-24"),
    ];
    let asked = karen.post(&requests, &ask).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    let package = asked
        .location()
        .split('?')
        .next()
        .expect("a path")
        .to_owned();
    let list = karen.get(&requests).await;
    assert!(
        list.texts(".hh-due").join(" ").contains("3. dec"),
        "{:?}",
        list.texts(".hh-due")
    );
    let page = karen.get(&package).await;
    assert!(
        page.texts(".hh-badge--warn")
            .contains(&"1 punkt er ikke afgjort".to_owned())
    );
    let early = karen
        .post(&format!("{package}/hand-over"), &[("to", "Sofie")])
        .await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);

    let item = format!("{package}/items/{child}");
    let without_reason = karen.post(&item, &[("handling", "exempt")]).await;
    assert_eq!(without_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = karen
        .post(&item, &[("handling", "exempt"), ("exemption", "others")])
        .await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let forged = format!("{package}/items/{}", holm.mother);
    let forged = karen.post(&forged, &[("handling", "include")]).await;
    assert_eq!(forged.status, StatusCode::NOT_FOUND);
    let page = karen.get(&package).await;
    assert!(
        page.texts(".hh-badge--ok")
            .contains(&"Alt er afgjort".to_owned())
    );
    assert!(
        page.body
            .contains("§ 15 b: afgørende hensyn til andre privatpersoner")
    );

    let paper = karen.get(&format!("{package}/paper")).await;
    assert_eq!(paper.status, StatusCode::OK);
    assert_eq!(paper.headers["content-type"], "application/pdf");
    let given = karen
        .post(
            &format!("{package}/hand-over"),
            &[("to", "Sofie, på papir")],
        )
        .await;
    assert_eq!(
        given.location(),
        format!("{package}?done=package-handed"),
        "{:?}",
        given.texts(".form-error-message")
    );
    let page = karen.get(given.location()).await;
    assert!(page.body.contains("til Sofie, på papir"));
    let documents = karen.get(&format!("/families/{}/documents", holm.id)).await;
    assert_eq!(
        documents.texts("tbody a span[dir]"),
        ["Aktindsigt Sofie 2026-11-24.pdf"]
    );
    let address = &documents.attributes("tbody a[download]", "href")[0];
    assert_eq!(karen.get(address).await.status, StatusCode::OK);

    for (username, status) in [
        ("lone", StatusCode::OK),
        ("bo", StatusCode::NOT_FOUND),
        ("jens", StatusCode::NOT_FOUND),
    ] {
        let client = site.signed_in(username).await;
        assert_eq!(client.get(&package).await.status, status, "{username}");
        let paper = client.get(&format!("{package}/paper")).await;
        assert_eq!(paper.status, StatusCode::NOT_FOUND, "{username}");
    }
    // The next request is late, and says why.
    let asked = karen.post(&requests, &ask).await;
    let package = asked
        .location()
        .split('?')
        .next()
        .expect("a path")
        .to_owned();
    site.later(SignedDuration::from_hours(24 * 20));
    let karen = site.signed_in("karen").await;
    let accept = [("exemption", "not_a_party")];
    assert_eq!(
        karen.post(&package, &accept).await.status,
        StatusCode::SEE_OTHER
    );
    let late = karen
        .post(&format!("{package}/hand-over"), &[("to", "Sofie")])
        .await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    let late = [("to", "Sofie"), ("delay", "Sygdom i teamet")];
    let given = karen.post(&format!("{package}/hand-over"), &late).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER);
}
