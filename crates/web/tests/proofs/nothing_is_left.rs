//! Of a family with one of everything nothing is left when it has been deleted, in no table and no column, and nothing of another's is gone.

use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::retention::{CaseType, Tombstone};
use helhed_casework::keeping::purge_again;
use helhed_casework::testing::{House, tables_on_postgres};
use jiff::civil::date;

use crate::world::{OTHER, OWN, Whose, World};

async fn deleted(house: House) {
    let world = World::of(house).await;
    let house = &world.site.house;
    let family = |whose| {
        let address = world.address("/families/{id}", whose);
        let id = address.rsplit('/').next().and_then(FamilyId::parse);
        id.expect("a family")
    };
    let (own, other) = (family(Whose::Own), family(Whose::Another));
    let ids = house.everything_of(own).await;
    let before = house.everything_of(other).await;
    assert!(ids.len() > 30, "one of everything: {}", ids.len());
    assert!(!house.traces_of(&ids, &[OWN]).await.is_empty());
    let now = house.now();
    let gone = Tombstone {
        family: own,
        kind: CaseType::Course,
        opened_on: date(2020, 1, 1),
        closed_on: date(2020, 1, 2),
        approved_by: [house.lone.account, house.dpo.account],
        archive: "ab".repeat(32),
        purged_at: now,
    };
    let done = purge_again(house, &[gone], now).await;
    assert_eq!(done.expect("deleted"), 1);
    let left = house.traces_of(&ids, &[OWN]).await;
    assert_eq!(left, Vec::<String>::new());
    assert_eq!(house.everything_of(other).await, before);
    assert!(!house.traces_of(&before, &[OTHER]).await.is_empty());
    let (_, findings) = house.verify_audit(&[]).await.expect("walked");
    assert_eq!(findings, []);
}

#[tokio::test]
async fn on_sqlite() {
    deleted(House::new().await).await;
}

#[tokio::test]
async fn on_postgres() {
    deleted(House::at(&tables_on_postgres().await).await).await;
}
