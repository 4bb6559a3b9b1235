//! People: known once, and what they are to each other.

use jiff::civil::{Date, date};

use helhed_casework::domain::cpr::CprNumber;
use helhed_casework::domain::custody::{CustodyKind, Holders};
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::person::{Birth, PersonChange, PersonFacts, SecretChange, Sex};
use helhed_casework::domain::text::Name;
use helhed_casework::family::{
    AddMember, AddMemberError, ChangePerson, ChangePersonError, EndMembership, EnterPersonError,
    Newcomer, Secret, SetCustody, SetRelation, SetRelationError, add_member, change_person,
    end_membership, people_page, set_custody, set_relation, show_secret,
};
use helhed_casework::testing::line;
use helhed_casework::{Stop, Visible};

use crate::place::Place;

const TODAY: Date = date(2026, 11, 24);

fn cpr(text: &str) -> CprNumber {
    CprNumber::parse(text).expect("a number")
}

pub(crate) fn ole(number: &str) -> PersonFacts {
    PersonFacts {
        given_name: Name::parse("Ole").expect("a name"),
        family_name: Name::parse("Åkjær").expect("a name"),
        sex: Sex::Male,
        birth: Birth::Unknown,
        cpr: Some(cpr(number)),
        protected_address: true,
        address: Some(line("Hemmelig Vej 1, 1. tv.")),
        phone: Some(line("20 30 40 50")),
        email: None,
        language: Some(line("færøsk")),
        interpreter: false,
    }
}

fn add(family: FamilyId, who: Newcomer, role: MemberRole) -> AddMember {
    AddMember {
        family,
        who,
        role,
        from: TODAY,
    }
}

pub(crate) async fn a_number_belongs_to_one_person(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let lund = house.a_family("Lund").await.taken_in_by(&house.bo).await;
    let mut ctx = house.change(&house.karen).await;
    let father = add(
        holm.id,
        Newcomer::New(ole("610180-1234")),
        MemberRole::Father,
    );
    let father = add_member(&mut ctx, father).await.expect("added");
    ctx.commit().await.expect("committed");
    // Entered again in another family: told, and nothing is written; taken as known: one person, two households.
    let mut ctx = place.change_there(&house.bo).await;
    let again = add(
        lund.id,
        Newcomer::New(ole("6101801234")),
        MemberRole::OtherAdult,
    );
    let again = add_member(&mut ctx, again).await;
    assert!(matches!(
        again,
        Err(AddMemberError::Person(EnterPersonError::AlreadyKnown(known))) if known == father
    ));
    let known = add(
        lund.id,
        Newcomer::Known(cpr("610180-1234")),
        MemberRole::OtherAdult,
    );
    assert_eq!(add_member(&mut ctx, known).await.expect("added"), father);
    // Nor can anybody else get the number.
    let change = ChangePerson {
        family: lund.id,
        person: lund.mother,
        version: 1,
        role: MemberRole::Mother,
        change: PersonChange {
            given_name: Name::parse("Sofie").expect("a name"),
            family_name: Name::parse("Lund").expect("a name"),
            sex: Sex::Female,
            birth: Birth::Unknown,
            cpr: SecretChange::Set(Some(cpr("610180-1234"))),
            protected_address: false,
            address: SecretChange::Keep,
            phone: None,
            email: None,
            language: None,
            interpreter: false,
        },
    };
    assert!(matches!(
        change_person(&mut ctx, change).await,
        Err(ChangePersonError::NumberTaken)
    ));
    ctx.commit().await.expect("committed");
    // The number and the address are shown to who works with the family, one at a time.
    let mut here = house.reading(&house.karen, house.now());
    for (secret, text) in [
        (Secret::Cpr, "610180-1234"),
        (Secret::Address, "Hemmelig Vej 1, 1. tv."),
    ] {
        let shown = show_secret(&mut here, holm.id, father, secret)
            .await
            .expect("shown");
        assert_eq!(shown.text.as_deref(), Some(text));
    }
    let mut leader = place.other.reading(&house.lone, house.now());
    let refused = show_secret(&mut leader, holm.id, father, Secret::Cpr).await;
    assert!(matches!(refused, Err(Stop::NotAllowed)));
    // Gone from the family, he is remembered without where he is.
    let page = people_page(&mut here, holm.id)
        .await
        .map(Visible::into_inner)
        .expect("a page");
    let his = page
        .members
        .iter()
        .find(|it| it.person.id == father)
        .expect("in it");
    let mut ctx = place.change_there(&house.karen).await;
    let leaves = EndMembership {
        family: holm.id,
        membership: his.membership.id,
        last_day: TODAY,
    };
    end_membership(&mut ctx, leaves).await.expect("left");
    ctx.commit().await.expect("committed");
    let page = people_page(&mut here, holm.id)
        .await
        .map(Visible::into_inner)
        .expect("a page");
    let last = page.members.last().expect("three");
    assert_eq!((last.person.id, last.person.phone.clone()), (father, None));
}

pub(crate) async fn two_who_enter_a_number_at_once_enter_one_person(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let lund = house.a_family("Lund").await.taken_in_by(&house.bo).await;
    let entering = [
        (&house.casework, house.karen, holm.id),
        (&place.other, house.bo, lund.id),
    ]
    .map(|(casework, actor, family)| {
        let (casework, now) = (casework.clone(), house.now());
        let command = add(
            family,
            Newcomer::New(ole("610180-1234")),
            MemberRole::Father,
        );
        tokio::spawn(async move {
            let mut ctx = casework.begin(&actor, now).await.expect("begun");
            let person = add_member(&mut ctx, command).await?;
            ctx.commit().await.expect("committed");
            Ok::<_, AddMemberError>(person)
        })
    });
    let (mut entered, mut known) = (Vec::new(), Vec::new());
    for it in entering {
        match it.await.expect("no panic") {
            Ok(person) => entered.push(person),
            Err(AddMemberError::Person(EnterPersonError::AlreadyKnown(it))) => known.push(it),
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(entered.len(), 1);
    assert_eq!(entered, known);
}

pub(crate) async fn relations_and_custody(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let mut ctx = house.change(&house.karen).await;
    let father = add(
        holm.id,
        Newcomer::New(ole("610188-1234")),
        MemberRole::Father,
    );
    let father = add_member(&mut ctx, father).await.expect("added");
    let relation = |person, kind: &str, other| SetRelation {
        family: holm.id,
        person,
        kind: kind.into(),
        other,
    };
    for (person, kind, other) in [
        (holm.mother, "parent", holm.child),
        (father, "parent", holm.child),
        (holm.mother, "former_partner", father),
    ] {
        set_relation(&mut ctx, relation(person, kind, other))
            .await
            .expect("set");
    }
    for (person, kind, other) in [
        (father, "former_partner", holm.mother),
        (holm.child, "parent", holm.mother),
        (holm.mother, "parent", holm.mother),
    ] {
        let refused = set_relation(&mut ctx, relation(person, kind, other)).await;
        assert!(matches!(refused, Err(SetRelationError::Wrong(_))));
    }
    let joint = SetCustody {
        family: holm.id,
        child: holm.child,
        holders: Holders::Joint(holm.mother, father),
        from: date(2024, 1, 1),
        seen: Vec::new(),
    };
    set_custody(&mut ctx, joint.clone()).await.expect("set");
    ctx.commit().await.expect("committed");
    let mut there = place.other.reading(&house.karen, house.now());
    let page = people_page(&mut there, holm.id).await.expect("a page");
    assert_eq!((page.relations.len(), page.custody.len()), (3, 2));
    let sole = SetCustody {
        holders: Holders::Sole(holm.mother),
        from: TODAY,
        seen: page.custody.iter().map(|it| it.id).collect(),
        ..joint
    };
    let mut ctx = place.change_there(&house.karen).await;
    set_custody(&mut ctx, sole).await.expect("set");
    ctx.commit().await.expect("committed");
    let mut here = house.reading(&house.karen, house.now());
    let page = people_page(&mut here, holm.id).await.expect("a page");
    let now: Vec<_> = page
        .custody
        .iter()
        .filter(|it| it.holds_on(TODAY))
        .map(|it| (it.holder, it.kind))
        .collect();
    assert_eq!(now, [(holm.mother, CustodyKind::Sole)]);
    assert_eq!(page.custody.len(), 3);
}
