//! Finding families.

use helhed_casework::access::Actor;
use helhed_casework::audit::{AuditFilter, audit_page};
use helhed_casework::domain::cpr::CprNumber;
use helhed_casework::domain::family::FamilyState;
use helhed_casework::domain::person::Birth;
use helhed_casework::search::{FamilyList, families, search};

use crate::place::Place;

async fn found(place: &Place, actor: &Actor, text: &str) -> Vec<String> {
    let mut reading = place.other.reading(actor, place.house.now());
    let results = search(&mut reading, text).await.expect("shown");
    let mut names: Vec<String> = results
        .found
        .iter()
        .map(|it| it.family.name.as_str().to_owned())
        .collect();
    names.sort();
    names
}

pub(crate) async fn a_search_finds_the_same_in_both_houses(place: &Place) {
    let house = &place.house;
    let mut referral = house.referral_of("Ærø-Lund");
    referral.people[0].cpr = Some(CprNumber::parse("610190-1234").expect("a number"));
    referral.people[0].birth = Birth::Unknown;
    let aeroe = house.referred_by(&house.jens, referral).await;
    aeroe.taken_in_by(&house.karen).await;
    house.a_family("Lundgren").await.put_on_list().await;
    house.a_family("O'Brien 100%").await.declined().await;
    house.a_family("نور").await;
    for (text, expected) in [
        ("lund", &["Lundgren", "Ærø-Lund"][..]),
        ("EMIL ærø", &["Ærø-Lund"]),
        ("610190-1234", &["Ærø-Lund"]),
        ("o'brien", &["O'Brien 100%"]),
        ("نور", &["نور"]),
        ("%", &[]),
        ("_", &[]),
        ("' OR '1'='1", &[]),
        ("lund\0", &["Lundgren", "Ærø-Lund"]),
        ("", &[]),
    ] {
        assert_eq!(found(place, &house.lone, text).await, expected, "{text:?}");
    }
    assert_eq!(found(place, &house.karen, "sofie").await, ["Ærø-Lund"]);
    assert!(found(place, &house.bo, "610190-1234").await.is_empty());
    assert!(found(place, &house.dpo, "sofie").await.is_empty());
    assert_eq!(found(place, &house.jens, "sofie").await.len(), 4);

    for (state, number) in [
        (None, 4),
        (Some(FamilyState::Active), 1),
        (Some(FamilyState::Waiting), 1),
        (Some(FamilyState::Declined), 1),
        (Some(FamilyState::Referred), 1),
        (Some(FamilyState::Ended), 0),
    ] {
        let mut reading = place.other.reading(&house.lone, house.now());
        let list = families(&mut reading, state, 0).await.expect("shown");
        let FamilyList::All { families, .. } = list.into_inner() else {
            panic!("a leader sees all");
        };
        assert_eq!(families.len(), number, "{state:?}");
    }
    let mut reading = place.other.reading(&house.dpo, house.now());
    let filter = AuditFilter {
        person: Some(house.lone.account),
        day: Some(reading.today()),
        before: None,
    };
    let log = audit_page(&mut reading, filter).await.expect("shown");
    assert!(log.lines.iter().any(|it| it.act == "search"));
    assert!(log.lines.iter().all(|it| it.who.is_some()));
}
