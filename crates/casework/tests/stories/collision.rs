//! What collides: found after each change, set aside, come back when it becomes more; pick-ups and loads that change and end.

use jiff::ToSpan;
use jiff::civil::date;

use helhed_casework::appointment::{ChangeAppointment, change_appointment};
use helhed_casework::collision::{
    AddPickUp, AgreeOnLoad, ChangeLoad, ChangePickUp, CollisionsPage, LoadRefused, PickUpRefused,
    SetCollisionAside, add_pick_up, agree_on_load, change_load, change_pick_up, collisions_page,
    set_collision_aside, take_collision_up,
};
use helhed_casework::domain::collision::{CollisionKind, LoadFacts, PickUpFacts};
use helhed_casework::testing::{AFamily, a_meeting, line};
use helhed_casework::today::today_page;
use helhed_casework::{Stop, Visible};

use crate::place::Place;

async fn page(place: &Place, holm: &AFamily<'_>) -> CollisionsPage {
    let who = &place.house.karen;
    let mut reading = place.other.reading(who, place.house.now() + 1.second());
    let page = collisions_page(&mut reading, holm.id).await;
    page.map(Visible::into_inner).expect("a page")
}

/// How many collisions of her families Today tells Karen of.
async fn told(place: &Place) -> i64 {
    let who = &place.house.karen;
    let mut reading = place.other.reading(who, place.house.now() + 1.second());
    let page = today_page(&mut reading).await.expect("a page");
    page.colliding().first().map_or(0, |it| it.facts.collisions)
}

/// Set aside it is told no more, and counted; changed, it comes back.
pub(crate) async fn what_is_set_aside_comes_back_when_it_changes(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let family = holm.id;
    let mut meeting = a_meeting("2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z");
    meeting.people = vec![holm.mother];
    let first = holm.meets(meeting.clone()).await;
    holm.meets(meeting.clone()).await;
    assert_eq!(told(place).await, 1);
    let mark = page(place, &holm).await.found[0].collision.mark();
    let aside = |mark: &str| SetCollisionAside {
        family,
        mark: mark.to_owned(),
        word: line("Faren tager det ene"),
    };
    let mut ctx = place.change_there(&house.karen).await;
    let forged = set_collision_aside(&mut ctx, aside("same_time|2026-11-25|x")).await;
    assert!(matches!(forged, Err(Stop::Absent)));
    set_collision_aside(&mut ctx, aside(&mark))
        .await
        .expect("set aside");
    ctx.commit().await.expect("committed");
    assert_eq!(told(place).await, 0);
    let shown = page(place, &holm).await;
    let why = shown.found[0].aside.as_ref().expect("set aside");
    assert_eq!(
        (why.word.as_str(), why.by_name.as_str()),
        ("Faren tager det ene", "Karen Koordinator")
    );
    let months = shown.months[0];
    assert_eq!((months.found, months.aside, months.gone), (1, 1, 0));

    // Another change of the calendar leaves it where it is.
    holm.task("Ring til skolen", None).await;
    assert_eq!(told(place).await, 0);
    // Taken up and set aside again.
    let mut ctx = house.change(&house.karen).await;
    take_collision_up(&mut ctx, family, &mark)
        .await
        .expect("taken up");
    ctx.commit().await.expect("committed");
    assert_eq!(told(place).await, 1);
    let mut ctx = house.change(&house.karen).await;
    set_collision_aside(&mut ctx, aside(&mark))
        .await
        .expect("set aside");
    ctx.commit().await.expect("committed");

    // What it is made of changes: half an hour later is another collision on the same day.
    let later = house.now() + 5.minutes();
    let mut ctx = place.other.begin(&house.karen, later).await.expect("begun");
    meeting.starts += 30.minutes();
    meeting.ends += 30.minutes();
    let change = ChangeAppointment {
        family,
        appointment: first,
        version: 1,
        facts: meeting,
    };
    change_appointment(&mut ctx, change).await.expect("changed");
    ctx.commit().await.expect("committed");
    assert_eq!(told(place).await, 1);
    let shown = page(place, &holm).await;
    assert!(shown.found[0].aside.is_none());
    let months = shown.months[0];
    assert_eq!((months.found, months.aside, months.gone), (2, 1, 1));

    // Who may not change the plan sets nothing aside.
    let mut ctx = house.change(&house.lone).await;
    let leader = set_collision_aside(&mut ctx, aside(&mark)).await;
    assert!(matches!(leader, Err(Stop::NotAllowed)));
    drop(ctx);
    let mut ctx = house.change(&house.bo).await;
    let stranger = set_collision_aside(&mut ctx, aside(&mark)).await;
    assert!(matches!(stranger, Err(Stop::Absent)));
}

/// A pick-up is moved and ended; of two who change it, one is told.
pub(crate) async fn pick_ups_and_loads_change_and_end(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let family = holm.id;
    let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
    let mut meeting = a_meeting("2026-11-25T14:00:00Z", "2026-11-25T15:00:00Z");
    meeting.people = vec![holm.mother];
    holm.meets(meeting).await;
    let mut facts = PickUpFacts {
        child: holm.child,
        by: holm.mother,
        weekday: 3,
        minute: 15 * 60 + 30,
        from: date(2026, 8, 1),
        until: None,
    };
    let mut ctx = place.change_there(&house.karen).await;
    let add = AddPickUp {
        family,
        facts: facts.clone(),
    };
    let pick_up = add_pick_up(&mut ctx, add).await.expect("noted");
    ctx.commit().await.expect("committed");
    let kinds = async || -> Vec<CollisionKind> {
        let found = page(place, &holm).await.found;
        found.iter().map(|it| it.collision.kind).collect()
    };
    assert_eq!(kinds().await, [CollisionKind::PickUp]);

    let change = |version, facts: &PickUpFacts| ChangePickUp {
        family,
        pick_up,
        version,
        facts: facts.clone(),
    };
    facts.until = Some(date(2026, 11, 24));
    let mut ctx = house.change(&house.karen).await;
    change_pick_up(&mut ctx, change(1, &facts))
        .await
        .expect("ended");
    let stale = change_pick_up(&mut ctx, change(1, &facts)).await;
    assert!(matches!(stale, Err(PickUpRefused::Changed)));
    facts.until = Some(date(2026, 7, 1));
    let wrong = change_pick_up(&mut ctx, change(2, &facts)).await;
    assert!(matches!(wrong, Err(PickUpRefused::Wrong(_))));
    (facts.until, facts.by) = (None, berg.mother);
    let stranger = change_pick_up(&mut ctx, change(2, &facts)).await;
    assert!(matches!(stranger, Err(PickUpRefused::NotOfFamily)));
    ctx.commit().await.expect("committed");
    assert_eq!(kinds().await, []);
    assert!(page(place, &holm).await.pick_ups[0].facts.until.is_some());

    // None a week was agreed: one meeting is too much, until it is agreed otherwise or holds no more.
    let mut load = LoadFacts {
        person: Some(holm.mother),
        per_week: 0,
        agreed: date(2026, 11, 2),
        until: None,
    };
    let mut ctx = place.change_there(&house.karen).await;
    let agree = AgreeOnLoad {
        family,
        facts: load.clone(),
    };
    let id = agree_on_load(&mut ctx, agree).await.expect("noted");
    ctx.commit().await.expect("committed");
    assert_eq!(kinds().await, [CollisionKind::TooMuch]);
    load.per_week = 3;
    let change = |version, facts: &LoadFacts| ChangeLoad {
        family,
        load: id,
        version,
        facts: facts.clone(),
    };
    let mut ctx = house.change(&house.karen).await;
    change_load(&mut ctx, change(1, &load))
        .await
        .expect("changed");
    let stale = change_load(&mut ctx, change(1, &load)).await;
    assert!(matches!(stale, Err(LoadRefused::Changed)));
    load.until = Some(date(2026, 11, 1));
    let wrong = change_load(&mut ctx, change(2, &load)).await;
    assert!(matches!(wrong, Err(LoadRefused::Wrong(_))));
    ctx.commit().await.expect("committed");
    assert_eq!(kinds().await, []);
    let stands = &page(place, &holm).await.loads[0];
    assert_eq!((stands.facts.per_week, stands.version), (3, 2));
    assert_eq!(stands.facts.person, Some(holm.mother));
}
