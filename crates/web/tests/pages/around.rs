//! Everyone around a family, as a coordinator meets them.

use crate::support::{Answer, Site};
use axum::http::StatusCode;
use helhed_casework::testing::House;

async fn site() -> (Site, String) {
    let house = House::new().await;
    let id = house
        .a_family("Holm")
        .await
        .taken_in_by(&house.karen)
        .await
        .id;
    (Site::of(house).await, format!("/families/{id}/around"))
}

fn faults(answer: &Answer) -> Vec<String> {
    answer.texts("#error-summary li")
}

fn eva<'f>(other: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let mut fields = vec![
        ("professional", "Eva Bang"),
        ("since", "2025-01-01"),
        ("place", "Skolen"),
    ];
    fields.retain(|(name, _)| other.iter().all(|(set, _)| set != name));
    fields.extend(other);
    fields
}

#[tokio::test]
async fn an_empty_page_says_what_would_be_there() {
    let (site, around) = site().await;
    let karen = site.signed_in("karen").await;
    let page = karen.get(&around).await;
    assert_eq!(page.texts("[data-live-part] .hh-empty p").len(), 1);
    assert!(page.attributes("svg.hh-around", "class").is_empty());
    assert_eq!(page.texts(".hh-points .hh-from-to"), ["0 → 0"]);
}

#[tokio::test]
async fn contact_points_are_counted_drawn_and_listed() {
    let (site, around) = site().await;
    let karen = site.signed_in("karen").await;
    let new = format!("{around}/new");
    for other in [
        &[("case", "Børnesag"), ("basis", "bl_20")][..],
        &[("professional", "eva bang"), ("plan", "Barnets plan")],
        &[("professional", "Per Lund"), ("until", "2026-11-23")],
        &[("professional", "Ib Ny"), ("since", "2026-11-24")],
    ] {
        let answer = karen.post(&new, &eva(other)).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{:?}",
            faults(&answer)
        );
    }
    let page = karen.get(&around).await;
    assert_eq!(page.texts(".hh-points .hh-from-to"), ["2 → 2"]);
    assert_eq!(page.attributes("svg.hh-around", "role"), ["img", "img"]);
    for svg in ["svg.hh-around--wide", "svg.hh-around--narrow"] {
        assert_eq!(page.texts(&format!("{svg} .hh-around__pro")).len(), 3);
        assert_eq!(
            page.texts(&format!("{svg} .hh-around__pro--ended")),
            ["Per Lund"]
        );
        assert!(
            page.texts(&format!("{svg} .hh-around__what"))
                .contains(&"afsluttet 23. november 2026".to_owned())
        );
        // The same professional, however it was written: which writing is shown is by chance, as both came in one instant.
        let told = page.texts(&format!("{svg} desc"))[0].to_lowercase();
        assert!(told.contains("eva bang"));
    }
    assert_eq!(page.texts("tbody tr").len(), 4);
    let rows = page.texts("tbody th");
    assert!(
        rows[3].contains("Per Lund") && rows[3].contains("Afsluttet"),
        "{rows:?}"
    );
}

#[tokio::test]
async fn what_cannot_be_is_told_at_its_field() {
    let (site, around) = site().await;
    let karen = site.signed_in("karen").await;
    let new = format!("{around}/new");
    for (other, told) in [
        (("professional", ""), "skriv noget"),
        (("professional", "Eva\u{7}"), "usynligt"),
        (("since", "2025-13-01"), "findes ikke"),
        (("since", "2029-01-01"), "over et år"),
        (("until", "2024-01-01"), "før det begyndte"),
        (("unit", "0190b6a0-0000-7000-8000-000000000001"), "vælg"),
        (("unit", "skolen"), "vælg"),
        (("basis", "sel_50"), "gjaldt ikke"),
    ] {
        let answer = karen.post(&new, &eva(&[other])).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{other:?}");
        assert!(faults(&answer)[0].contains(told), "{:?}", faults(&answer));
    }
    let stranger = ("concerns", "0190b6a0-0000-7000-8000-000000000001");
    let answer = karen.post(&new, &eva(&[stranger])).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn two_editors_an_end_and_a_mistake() {
    let (site, around) = site().await;
    let karen = site.signed_in("karen").await;
    let added = karen.post(&format!("{around}/new"), &eva(&[])).await;
    assert_eq!(added.location(), format!("{around}?done=around-added"));
    let one = karen.get(&around).await.attributes("tbody th a", "href")[0].clone();
    let change =
        |title: &'static str, version: &'static str| eva(&[("title", title), ("version", version)]);
    assert_eq!(
        karen.post(&one, &change("Lærer", "1")).await.status,
        StatusCode::SEE_OTHER
    );
    let second = karen.post(&one, &change("Pædagog", "1")).await;
    assert!(second.texts(".hh-conflict").join(" ").contains("Lærer"));
    assert_eq!(second.attributes("input[name=title]", "value"), ["Pædagog"]);
    assert_eq!(second.attributes("input[name=version]", "value"), ["2"]);
    let end = format!("{one}/end");
    let early = karen
        .post(&end, &[("until", "2024-01-01"), ("version", "2")])
        .await;
    assert!(faults(&early)[0].contains("før det begyndte"));
    let stale = karen
        .post(&end, &[("until", "2026-11-20"), ("version", "1")])
        .await;
    assert!(faults(&stale)[0].contains("send igen"));
    let ended = karen
        .post(&end, &[("until", "2026-11-20"), ("version", "2")])
        .await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    let annul = format!("{one}/annul");
    let without = karen
        .post(&annul, &[("reason", " "), ("version", "3")])
        .await;
    assert!(faults(&without)[0].contains("skriv noget"));
    let reason = [("reason", "Forkert familie"), ("version", "3")];
    assert_eq!(
        karen.post(&annul, &reason).await.status,
        StatusCode::SEE_OTHER
    );
    let page = karen.get(&around).await;
    assert!(
        page.texts("details .hh-list")
            .join(" ")
            .contains("Forkert familie")
    );
    assert_eq!(page.texts("tbody tr").len(), 0);
    assert_eq!(karen.get(&one).await.status, StatusCode::NOT_FOUND);
    let bo = site.signed_in("bo").await;
    assert_eq!(bo.get(&around).await.status, StatusCode::NOT_FOUND);
}
