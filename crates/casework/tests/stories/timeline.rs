//! The timeline: what lasts and what happened, seen by each through the lens.

use helhed_casework::Stop;
use helhed_casework::access::Actor;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::ids::PersonId;
use helhed_casework::domain::measure::MeasureKind;
use helhed_casework::domain::timeline::{EventKind, TimeWindow, Zoom};
use helhed_casework::journal::{WriteNote, write_note};
use helhed_casework::sharing::{MarkItem, MarkItemError, mark_item};
use helhed_casework::testing::{AFamily, a_measure, a_meeting, prose};
use helhed_casework::timeline::{TimelinePage, timeline_page};
use jiff::ToSpan;
use jiff::civil::date;

use crate::place::Place;

async fn seen(place: &Place, who: &Actor, holm: &AFamily<'_>, window: TimeWindow) -> TimelinePage {
    let mut reading = place.other.reading(who, place.house.now() + 1.second());
    let page = timeline_page(&mut reading, holm.id, window).await;
    page.expect("a page").into_inner()
}

fn kinds(page: &TimelinePage) -> Vec<EventKind> {
    let mut kinds: Vec<_> = page.events.iter().map(|it| it.kind).collect();
    kinds.sort();
    kinds
}

/// The team sees the mother's treatment, the child's day care and the meeting; the jobcentre sees of it what is open about her, and
/// names nobody else; she herself sees what is hers, her child's and the family's.
pub(crate) async fn each_sees_a_timeline_of_their_own(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let holm = holm.with_custody().await;
    let set = async |kind, title: &str, of: Option<PersonId>, until| {
        let mut facts = a_measure(kind, title, date(2026, 3, 2));
        (facts.concerns, facts.until) = (of, until);
        holm.measure(facts).await
    };
    set(MeasureKind::Treatment, "Samtaler", Some(holm.mother), None).await;
    set(
        MeasureKind::Activation,
        "Praktik",
        Some(holm.mother),
        Some(date(2026, 5, 1)),
    )
    .await;
    set(MeasureKind::DayCare, "Børnehave", Some(holm.child), None).await;
    let mut meeting = a_meeting("2026-11-26T09:00:00Z", "2026-11-26T10:00:00Z");
    meeting.people = vec![holm.mother, holm.child];
    holm.meets(meeting).await;
    holm.rung(house.now()).await;
    let year = TimeWindow::around(Zoom::Year, date(2026, 11, 24));

    let all = seen(place, &house.karen, &holm, year).await;
    use EventKind::*;
    let team = [
        Course,
        Activation,
        DayCare,
        Treatment,
        Contact,
        Appointment,
        Referral,
    ];
    let mut expected = team.to_vec();
    expected.sort();
    assert_eq!(kinds(&all), expected);
    assert_eq!(
        holm.last_act().await,
        ("timeline_page".into(), "coordinator".into())
    );
    let week = TimeWindow::around(Zoom::Week, date(2026, 11, 24));
    let now = seen(place, &house.karen, &holm, week).await;
    assert!(!kinds(&now).contains(&Activation), "it ended in May");
    assert!(kinds(&now).contains(&DayCare), "it goes on");

    holm.shares(holm.mother, &["work"], Party::Unit(house.jobcentre))
        .await;
    let theirs = seen(place, &house.jens, &holm, year).await;
    assert_eq!(kinds(&theirs), [Activation]);
    let named: Vec<_> = theirs.people.iter().map(|it| it.id).collect();
    assert_eq!(named, [holm.mother]);

    let sofie = house.member(holm.mother);
    let hers = seen(place, &sofie, &holm, year).await;
    let own = [Course, Activation, DayCare, Treatment, Contact, Appointment];
    let mut expected = own.to_vec();
    expected.sort();
    assert_eq!(kinds(&hers), expected, "not how the case came here");
    assert_eq!(
        holm.last_act().await,
        ("timeline_page".into(), "own_case".into())
    );
}

/// A contact and a note that tell of a crisis are crises on the timeline and nothing else, for whoever may see them; a mark that is taken
/// off again takes the sign off, and nobody but the coordinator marks.
pub(crate) async fn a_crisis_has_a_sign_of_its_own(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let holm = holm.with_custody().await;
    let call = holm.rung(house.now()).await;
    let mut ctx = place.change_there(&house.karen).await;
    let write = WriteNote {
        family: holm.id,
        category: "mental_health".to_owned(),
        person: Some(holm.mother),
        about: date(2026, 11, 20),
        body: prose("Sofie måtte på skadestuen i nat."),
    };
    let note = write_note(&mut ctx, write).await.expect("written");
    ctx.commit().await.expect("committed");
    let mark = |item, category: &str, (restricted, crisis)| MarkItem {
        family: holm.id,
        item,
        category: category.to_owned(),
        restricted,
        crisis,
    };
    let set = async |command: MarkItem| {
        let mut ctx = place.change_there(&house.karen).await;
        mark_item(&mut ctx, command).await.expect("marked");
        ctx.commit().await.expect("committed");
    };
    let mut ctx = place.change_there(&house.jens).await;
    let refused = mark_item(&mut ctx, mark(call.uuid(), "general", (false, true))).await;
    assert!(matches!(
        refused,
        Err(MarkItemError::Stopped(Stop::Absent | Stop::NotAllowed))
    ));
    drop(ctx);
    let year = TimeWindow::around(Zoom::Year, date(2026, 11, 24));
    let of = async |who: &Actor| kinds(&seen(place, who, &holm, year).await);
    assert!(!of(&house.karen).await.contains(&EventKind::Crisis));

    set(mark(call.uuid(), "general", (false, true))).await;
    set(mark(note.uuid(), "mental_health", (false, true))).await;
    let team = of(&house.karen).await;
    let crises = |kinds: &[EventKind]| kinds.iter().filter(|it| **it == EventKind::Crisis).count();
    assert_eq!(crises(&team), 2);
    assert!(!team.contains(&EventKind::Contact), "told once");
    let page = seen(place, &house.karen, &holm, year).await;
    let told = page.events.iter().find(|it| it.id == note.uuid());
    let told = told.expect("the note");
    assert_eq!(told.from, date(2026, 11, 20), "the day it tells of");
    assert_eq!(told.about, [holm.mother]);

    // The jobcentre with consent for mental health sees that one; the mother sees both until one is for the team only.
    holm.shares(
        holm.mother,
        &["mental_health"],
        Party::Unit(house.jobcentre),
    )
    .await;
    assert_eq!(crises(&of(&house.jens).await), 1);
    let sofie = house.member(holm.mother);
    assert_eq!(crises(&of(&sofie).await), 2);
    set(mark(note.uuid(), "mental_health", (true, true))).await;
    assert_eq!(crises(&of(&house.jens).await), 0);
    assert_eq!(crises(&of(&sofie).await), 1);

    set(mark(call.uuid(), "general", (false, false))).await;
    let team = of(&house.karen).await;
    assert_eq!(crises(&team), 1);
    assert!(team.contains(&EventKind::Contact), "a contact again");
}
