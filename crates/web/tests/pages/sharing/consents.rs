//! Consents: given, wrong, renewed, and another family's.

use axum::http::StatusCode;

use super::{NOTE, consent_of, given, holm, post, with};
use crate::support::Site;

#[tokio::test]
async fn a_consent_opens_it_says_why_and_taken_back_it_is_as_if_never() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let shared = format!("/families/{}/shared", family.id);
    let jens = site.signed_in("jens").await;
    let absent = "/families/01936000-0000-7000-8000-00000000abcd/shared";
    let nothing = jens.get(absent).await;
    // The jobcentre referred the family: it knows that it is here, and no more.
    let before = jens.get(&shared).await;
    assert!(!before.body.contains(NOTE) && !before.body.contains("Det er delt"));
    let sanne = site.signed_in("sanne").await;
    let hidden = sanne.get(&shared).await;
    let gone = sanne.get(absent).await;
    assert_eq!(
        (hidden.status, gone.status),
        (gone.status, StatusCode::NOT_FOUND)
    );
    let id = family.id.to_string();
    let absent_id = "01936000-0000-7000-8000-00000000abcd";
    assert_eq!(
        hidden.body.replace(&id, "ID"),
        gone.body.replace(absent_id, "ID")
    );
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);

    let consent = given(&site, &family).await;
    let page = jens.get(&shared).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.texts("h1"), ["Holm"]);
    assert_eq!(page.texts("#told ~ ul .hh-note__text"), [NOTE]);
    let why = page.texts("#told ~ ul .hh-why");
    assert!(
        why[0].ends_with("Delt med jer: Samtykke til at give oplysninger videre (forvaltningsloven § 28), til 24. november 2027"),
        "{why:?}"
    );
    assert_eq!(
        page.texts("#open ~ ul li"),
        ["Sofie: helbred, til 24. november 2027"]
    );
    let list = jens.get("/shared").await;
    assert_eq!(list.texts("main .hh-cards h2"), ["Holm"]);
    assert_eq!(
        list.texts("main .hh-cards .hh-why"),
        ["Sofie: helbred, til 24. november 2027"]
    );
    assert!(
        sanne
            .get("/shared")
            .await
            .texts("main .hh-cards")
            .is_empty()
    );

    let karen = site.signed_in("karen").await;
    let matrix = karen.get(&format!("/families/{}/sharing", family.id)).await;
    assert_eq!(matrix.texts(".hh-matrix th[scope=row]"), ["Helbred"]);
    assert_eq!(matrix.texts(".hh-matrix td .hh-badge"), ["Må se"]);
    assert_eq!(
        matrix.texts("#consents ~ ul .hh-badge"),
        ["gælder"],
        "{}",
        matrix.body
    );
    let mother = family.mother.to_string();
    let back = [("act", "withdraw"), ("by", mother.as_str())];
    let answer = karen.post(&consent, &back).await;
    assert_eq!(
        answer.location(),
        format!("{consent}?done=consent-withdrawn")
    );
    let after = jens.get(&shared).await;
    assert!(!after.body.contains(NOTE));
    assert_eq!(after.texts("main"), before.texts("main"));
    assert!(jens.get("/shared").await.texts("main .hh-cards").is_empty());
    let one = karen.get(&consent).await;
    assert_eq!(one.texts(".hh-page__head .hh-badge"), ["trukket tilbage"]);
    assert_eq!(one.attributes("button[value=withdraw]", "value"), [""; 0]);
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field_and_nothing_is_shared() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let karen = site.signed_in("karen").await;
    let new = format!("/families/{}/sharing/consents/new", family.id);
    let own = format!("person-{}", family.mother);
    let child = family.child.to_string();
    let wrong = [
        ("category", "", "consent-categories", "sæt mindst ét kryds"),
        ("to", "", "consent-to", "vælg mindst én"),
        (
            "to",
            &own,
            "consent-to",
            "det handler om samme person, som skulle se det",
        ),
        ("purpose", "", "consent-purpose", "skriv noget her"),
        ("form", "oral", "consent-word", "skriv, hvad der blev sagt"),
        (
            "form",
            "paper",
            "consent-scan",
            "vælg det underskrevne papir; det skal ligge under Dokumenter",
        ),
        (
            "given",
            "2026-11-25",
            "consent-given",
            "det kan ikke ligge i fremtiden",
        ),
        (
            "given",
            "2026-09-01",
            "consent-given",
            "det er for længe siden; giv samtykket igen",
        ),
        (
            "until",
            "2026-11-23",
            "consent-until",
            "den dag er gået; vælg en dag, der kommer",
        ),
        (
            "until",
            "2036-11-23",
            "consent-until",
            "så længe kan det ikke gælde; vælg en tidligere dag",
        ),
        (
            "giver",
            "",
            "consent-giver",
            "sæt kryds ved den, der siger det",
        ),
        (
            "giver",
            &child,
            "consent-giver",
            "det er ikke deres at bestemme",
        ),
        (
            "about",
            &child,
            "consent-giver",
            "ingen kan sige det, før forældremyndigheden er skrevet ned",
        ),
        ("basis", "notification_2", "consent-basis", "vælg én"),
        ("words", "nothing-xx", "consent-words", "vælg én"),
        ("category", "gossip", "consent-categories", "vælg én"),
        (
            "scan",
            "01936000-0000-7000-8000-00000000abcd",
            "consent-scan",
            "vælg én",
        ),
    ];
    for (name, value, _, told) in wrong {
        let answer = post(&karen, &new, &with(consent_of(&family), name, value)).await;
        let at = format!("{name}={value}");
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{at}");
        let summary = answer.texts("#error-summary li").join(" ");
        assert!(summary.contains(told), "{at}: {summary}");
        let targets = answer.attributes("#error-summary a", "href");
        for target in targets {
            let found = answer.attributes(&format!("[id='{}']", &target[1..]), "id");
            assert_eq!(found.len(), 1, "{at}: {target}");
        }
        if name != "purpose" {
            let kept = answer.attributes("#purpose", "value");
            assert_eq!(kept, ["Én plan for arbejdet"], "{at}");
        }
    }
    assert_eq!(site.house.rows_of("consent").await, 0);
    assert_eq!(site.house.rows_of("share").await, 0);
}

#[tokio::test]
async fn anothers_consent_under_ones_own_family_is_absent() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let house = &site.house;
    let other = house.a_family("Lund").await.taken_in_by(&house.bo).await;
    let consent = given(&site, &family).await;
    let id = consent.rsplit('/').next().expect("an id").to_owned();
    let bo = site.signed_in("bo").await;
    let mother = family.mother.to_string();
    let back = [("act", "withdraw"), ("by", mother.as_str())];
    let absent = "01936000-0000-7000-8000-00000000abcd";
    for at in [&id, absent] {
        let path = format!("/families/{}/sharing/consents/{at}", other.id);
        assert_eq!(bo.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(bo.post(&path, &back).await.status, StatusCode::NOT_FOUND);
        let path = format!("/families/{}/sharing/disclosures/{at}/end", other.id);
        assert_eq!(bo.post(&path, &[]).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(bo.post(&consent, &back).await.status, StatusCode::NOT_FOUND);
    // Somebody of another family as receiver, and an item of another family to mark.
    let new = format!("/families/{}/sharing/consents/new", other.id);
    let stranger = format!("person-{}", family.mother);
    let fields = with(consent_of(&other), "to", &stranger);
    assert_eq!(
        post(&bo, &new, &fields).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let note = family.note("Andres").await.to_string();
    let items = format!("/families/{}/sharing/items", other.id);
    let mark = [("item", note.as_str()), ("category", "health")];
    assert_eq!(bo.post(&items, &mark).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        house.rows_of("withdrawal").await + house.rows_of("mark").await,
        0
    );
}

#[tokio::test]
async fn a_consent_that_ends_soon_is_told_today_and_renewed() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let karen = site.signed_in("karen").await;
    let new = format!("/families/{}/sharing/consents/new", family.id);
    let soon = with(consent_of(&family), "until", "2026-12-10");
    let answer = post(&karen, &new, &soon).await;
    let consent = answer
        .location()
        .split('?')
        .next()
        .expect("a path")
        .to_owned();
    let id = consent.rsplit('/').next().expect("an id");
    let today = karen.get("/today").await;
    let alerts = today.texts("#alerts ~ ul li").join(" ");
    assert!(
        alerts.contains("Sofie: et samtykke udløber om 2 uger"),
        "{alerts}"
    );
    let page = karen.get(&format!("{new}?renew={id}")).await;
    assert_eq!(
        page.attributes("#purpose", "value"),
        ["Én plan for arbejdet"]
    );
    assert_eq!(
        page.attributes("input[name=category][checked]", "value"),
        ["health"]
    );
    assert_eq!(page.attributes("#until", "value"), ["2027-11-24"]);
    let answer = post(&karen, &new, &consent_of(&family)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let today = karen.get("/today").await;
    let alerts = today.texts("#alerts ~ ul li").join(" ");
    assert!(!alerts.contains("samtykke"), "renewed: {alerts}");
}
