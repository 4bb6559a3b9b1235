//! Parts of a note, disclosures under the law, locks, and cases opened in an emergency.

use axum::http::StatusCode;
use jiff::SignedDuration;

use super::{NOTE, given, holm, mother_signs_in};
use crate::support::Site;

#[tokio::test]
async fn parts_of_a_note_are_kept_apart_and_what_is_for_the_team_stays_there() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let karen = site.signed_in("karen").await;
    let new = format!("/families/{}/notes/new", family.id);
    let one = [
        ("body", "Om arbejdet"),
        ("category", "work"),
        ("about", "2026-11-24"),
        ("parts", "1"),
        ("more", "yes"),
    ];
    let page = karen.post(&new, &one).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.texts("#body"), ["Om arbejdet"]);
    assert_eq!(page.attributes("#body-2", "name"), ["body-2"]);
    assert_eq!(
        site.house.rows_of("note").await,
        1,
        "nothing is written yet"
    );
    let mother = family.mother.to_string();
    let both = [
        ("body", "Om arbejdet"),
        ("category", "work"),
        ("body-2", "Hendes helbred igen"),
        ("category-2", "health"),
        ("person-2", &mother),
        ("body-3", "Kun for os"),
        ("category-3", "health"),
        ("person-3", &mother),
        ("restricted-3", "yes"),
        ("about", "2026-11-24"),
        ("parts", "4"),
    ];
    let answer = karen.post(&new, &both).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(site.house.rows_of("note").await, 4);
    given(&site, &family).await;
    let jens = site.signed_in("jens").await;
    let shared = format!("/families/{}/shared", family.id);
    let mut seen = jens.get(&shared).await.texts("#told ~ ul .hh-note__text");
    seen.sort();
    assert_eq!(seen, ["Hendes helbred igen", NOTE]);
    // Marked as another matter, it is gone from the next request on.
    let items = format!("/families/{}/sharing/items", family.id);
    let page = karen.get(&items).await;
    let all = page.texts(".hh-task__what span");
    let at = all.iter().position(|it| it == NOTE).expect("listed");
    let item = page.attributes("input[name=item]", "value").remove(at);
    let mark = [("item", item.as_str()), ("category", "housing")];
    assert_eq!(
        karen.post(&items, &mark).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        jens.get(&shared).await.texts("#told ~ ul .hh-note__text"),
        ["Hendes helbred igen"]
    );
}

#[tokio::test]
async fn a_disclosure_names_its_law_and_the_early_exchange_is_counted() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let karen = site.signed_in("karen").await;
    let new = format!("/families/{}/sharing/disclosures/new", family.id);
    let (mother, school) = (
        family.mother.to_string(),
        format!("unit-{}", site.house.school),
    );
    let fields = [
        ("basis", "early_exchange"),
        ("about", &mother),
        ("category", "health"),
        ("to", &school),
        ("purpose", "Et møde"),
        ("reason", "Der er brug for det"),
        ("until", "2026-12-01"),
    ];
    for left in ["1 møde tilbage", "er brugt"] {
        let answer = karen.post(&new, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let page = karen.get(answer.location()).await;
        assert!(page.texts("#disclosures ~ p")[0].contains(left), "{left}");
    }
    let answer = karen.post(&new, &fields).await;
    let told = answer.texts("#error-summary li").join(" ");
    assert!(
        told.contains("det ene møde og det opfølgende er brugt"),
        "{told}"
    );
    let sanne = site.signed_in("sanne").await;
    let shared = format!("/families/{}/shared", family.id);
    assert_eq!(sanne.get(&shared).await.status, StatusCode::OK);
    let page = karen.get(&format!("/families/{}/sharing", family.id)).await;
    for end in page.attributes("#disclosures ~ ul form", "action") {
        assert_eq!(karen.post(&end, &[]).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(sanne.get(&shared).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_lock_shuts_the_family_out_until_it_is_lifted() {
    let site = Site::new().await;
    let family = holm(&site).await;
    mother_signs_in(&site.house, family.mother).await;
    let (karen, sofie) = (site.signed_in("karen").await, site.signed_in("sofie").await);
    let sharing = format!("/families/{}/sharing", family.id);
    let lock = format!("{sharing}/lock");
    let answer = karen
        .post(&lock, &[("reason", "Risikoen skal vurderes")])
        .await;
    assert_eq!(answer.location(), format!("{sharing}?done=locked"));
    assert_eq!(sofie.get(&sharing).await.status, StatusCode::NOT_FOUND);
    let page = karen.get(&sharing).await;
    assert!(page.texts(".alert-warning")[0].contains("Risikoen skal vurderes"));
    let form = karen.get(&lock).await;
    let id = form.attributes("input[name=lock]", "value").remove(0);
    let lift = [("lock", id.as_str()), ("assessment", "Ingen fare")];
    let answer = karen.post(&lock, &lift).await;
    assert_eq!(answer.location(), format!("{sharing}?done=lock-lifted"));
    assert_eq!(sofie.get(&sharing).await.status, StatusCode::OK);
    assert_eq!(karen.post(&lock, &lift).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_leader_is_told_of_an_emergency() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let (bo, lone) = (site.signed_in("bo").await, site.signed_in("lone").await);
    let page = format!("/families/{}", family.id);
    assert_eq!(bo.get(&page).await.status, StatusCode::NOT_FOUND);
    let nobody = [
        ("given", "Ingen"),
        ("family", "Kendt"),
        ("born", "1990-01-31"),
        ("reason", "Fare"),
    ];
    let answer = bo.post("/emergency", &nobody).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lone.get("/team").await.texts("#emergencies").is_empty());
    let sofie = [
        ("given", "Sofie"),
        ("family", "Holm"),
        ("born", "1990-01-31"),
        ("reason", "Emil er alene hjemme"),
    ];
    let answer = bo.post("/emergency", &sofie).await;
    assert_eq!(answer.location(), format!("{page}?done=emergency"));
    assert_eq!(bo.get(&page).await.status, StatusCode::OK);
    let team = lone.get("/team").await;
    assert_eq!(
        team.texts("#emergencies"),
        ["En sag er åbnet i en nødsituation"]
    );
    assert!(team.texts("#emergencies ~ ul li")[0].contains("Emil er alene hjemme"));
    let list = lone.get("/emergency").await;
    let id = list.attributes("input[name=emergency]", "value").remove(0);
    let seen = [("emergency", id.as_str())];
    let answer = lone.post("/emergency", &seen).await;
    assert_eq!(answer.location(), "/emergency?done=emergency-seen");
    assert!(lone.get("/team").await.texts("#emergencies").is_empty());
    for who in ["jens", "sanne", "ida"] {
        let client = site.signed_in(who).await;
        assert_eq!(
            client.get("/emergency").await.status,
            StatusCode::NOT_FOUND,
            "{who}"
        );
        let forged = client.post("/emergency", &sofie).await;
        assert_eq!(forged.status, StatusCode::NOT_FOUND, "{who}");
        // A flag beside an ordinary address opens nothing.
        let flagged = client
            .get(&format!("{page}?emergency=1&role=coordinator"))
            .await;
        assert_eq!(flagged.status, StatusCode::NOT_FOUND, "{who}");
    }
    site.later(SignedDuration::from_mins(61));
    let bo = site.signed_in("bo").await;
    assert_eq!(bo.get(&page).await.status, StatusCode::NOT_FOUND);
}
