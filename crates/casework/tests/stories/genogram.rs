//! The genogram: kin outside the family, who is dead, how close people are; and what cannot be.

use helhed_casework::Stop;
use helhed_casework::access::Actor;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::genogram::{Closeness, Death, DeathError, KinFacts};
use helhed_casework::domain::ids::PersonId;
use helhed_casework::domain::person::{Birth, Sex};
use helhed_casework::domain::relation::RelationError;
use helhed_casework::domain::text::Name;
use helhed_casework::family::{SetRelation, SetRelationError, set_relation};
use helhed_casework::genogram::{
    AddKin, AddKinError, ChangeKin, ChangeKinError, GenogramPage, NoteDeath, NoteDeathError,
    RemoveKin, SetCloseness, add_kin, change_kin, genogram_page, note_death, remove_kin,
    set_closeness,
};
use helhed_casework::testing::AFamily;
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::place::Place;

fn kin(given: &str, born: Date, died: Option<Date>) -> KinFacts {
    let name = |text: &str| Name::parse(text).expect("a name");
    KinFacts {
        given_name: name(given),
        family_name: name("Holm"),
        sex: Sex::Female,
        birth: Birth::Born(born),
        death: died.map(|on| Death { on: Some(on) }),
    }
}

async fn seen(place: &Place, who: &Actor, holm: &AFamily<'_>) -> Result<GenogramPage, Stop> {
    let mut reading = place.other.reading(who, place.house.now() + 1.second());
    let page = genogram_page(&mut reading, holm.id).await;
    page.map(helhed_casework::Visible::into_inner)
}

async fn adds(
    place: &Place,
    holm: &AFamily<'_>,
    facts: KinFacts,
    (kind, other): (&str, PersonId),
) -> Result<PersonId, AddKinError> {
    let mut ctx = place.change_there(&place.house.karen).await;
    let command = AddKin {
        family: holm.id,
        facts,
        kind: kind.into(),
        other,
        turned: false,
    };
    let id = add_kin(&mut ctx, command).await?;
    ctx.commit().await.expect("committed");
    Ok(id)
}

/// Karen puts the mother's mother on it, who is dead, and says how close the mother and the child are; what cannot be is refused.
pub(crate) async fn kin_and_closeness(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let holm = holm.with_custody().await;
    let (mother, child) = (holm.mother, holm.child);
    let inger = kin("Inger", date(1955, 4, 1), Some(date(2019, 2, 3)));
    let before = kin("Inger", date(1955, 4, 1), Some(date(1954, 1, 1)));
    let refused = adds(place, &holm, before, ("parent", mother)).await;
    assert!(matches!(
        refused,
        Err(AddKinError::Death(DeathError::BeforeBirth))
    ));
    let young = kin("Inger", date(1999, 4, 1), None);
    let refused = adds(place, &holm, young, ("parent", mother)).await;
    let not_older = SetRelationError::Wrong(RelationError::NotOlder);
    assert!(
        matches!(refused, Err(AddKinError::Relation(error)) if error.to_string() == not_older.to_string())
    );
    assert_eq!(
        seen(place, &house.karen, &holm)
            .await
            .expect("a page")
            .people
            .len(),
        2
    );
    let inger = adds(place, &holm, inger, ("parent", mother))
        .await
        .expect("added");

    // Nobody is their own grandmother, across those outside the family too.
    let mut ctx = house.change(&house.karen).await;
    let relation = |person, other| SetRelation {
        family: holm.id,
        person,
        kind: "parent".into(),
        other,
    };
    set_relation(&mut ctx, relation(mother, child))
        .await
        .expect("set");
    let round = set_relation(&mut ctx, relation(child, inger)).await;
    assert!(matches!(
        round,
        Err(SetRelationError::Wrong(RelationError::TurnsRound))
    ));
    let bond = |closeness| SetCloseness {
        family: holm.id,
        one: child,
        other: mother,
        closeness,
    };
    set_closeness(&mut ctx, bond(Some(Closeness::Distant)))
        .await
        .expect("set");
    set_closeness(&mut ctx, bond(Some(Closeness::VeryClose)))
        .await
        .expect("set");
    let dead = |person, on| NoteDeath {
        family: holm.id,
        person,
        death: Some(Death { on: Some(on) }),
    };
    let early = note_death(&mut ctx, dead(child, date(2020, 1, 1))).await;
    assert!(matches!(
        early,
        Err(NoteDeathError::Wrong(DeathError::BeforeBirth))
    ));
    let stranger = note_death(
        &mut ctx,
        dead(PersonId::from(holm.id.uuid()), date(2020, 1, 1)),
    )
    .await;
    assert!(matches!(
        stranger,
        Err(NoteDeathError::Stopped(Stop::Absent))
    ));
    ctx.commit().await.expect("committed");

    let page = seen(place, &house.karen, &holm).await.expect("a page");
    assert_eq!(page.people.len(), 3);
    let figure = page
        .people
        .iter()
        .find(|it| it.id == inger)
        .expect("she is on it");
    assert!(figure.role.is_none() && figure.death.is_some());
    assert_eq!((page.relations.len(), page.bonds.len()), (2, 1));
    assert_eq!(page.bonds[0].closeness, Closeness::VeryClose);

    // The jobcentre learns nothing of it before the network is shared; the mother sees it all.
    holm.shares(mother, &["work"], Party::Unit(house.jobcentre))
        .await;
    let theirs = seen(place, &house.jens, &holm).await.expect("a page");
    assert_eq!(theirs.people.len(), 1);
    assert!(theirs.relations.is_empty() && theirs.bonds.is_empty());
    assert_eq!(theirs.people[0].birth, Birth::Unknown, "a name, and no age");
    let hers = seen(place, &house.member(mother), &holm)
        .await
        .expect("a page");
    assert_eq!((hers.people.len(), hers.bonds.len()), (3, 1));
    assert!(!hers.may_change);
    let stranger = seen(place, &house.bo, &holm).await;
    assert!(matches!(stranger, Err(Stop::Absent)));

    // Changed by one, then by another who has read what stood before; then taken off.
    let change = |version, born| ChangeKin {
        family: holm.id,
        person: inger,
        version,
        facts: kin("Inger Marie", born, None),
    };
    let mut ctx = house.change(&house.karen).await;
    let young = change_kin(&mut ctx, change(1, date(1991, 1, 1))).await;
    assert!(matches!(young, Err(ChangeKinError::Relation(_))));
    change_kin(&mut ctx, change(1, date(1956, 1, 1)))
        .await
        .expect("changed");
    let late = change_kin(&mut ctx, change(1, date(1957, 1, 1))).await;
    assert!(matches!(late, Err(ChangeKinError::Changed)));
    let gone = RemoveKin {
        family: holm.id,
        person: inger,
    };
    let page = {
        ctx.commit().await.expect("committed");
        seen(place, &house.karen, &holm).await.expect("a page")
    };
    let figure = page
        .people
        .iter()
        .find(|it| it.id == inger)
        .expect("still on it");
    assert!(figure.death.is_none(), "it was taken back");
    let mut ctx = house.change(&house.karen).await;
    remove_kin(&mut ctx, gone).await.expect("taken off");
    assert!(matches!(
        remove_kin(&mut ctx, gone).await,
        Err(Stop::Absent)
    ));
    ctx.commit().await.expect("committed");
    let page = seen(place, &house.karen, &holm).await.expect("a page");
    assert_eq!((page.people.len(), page.relations.len()), (2, 1));
}
