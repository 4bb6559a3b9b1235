//! Minutes as those who follow hear of them: each by their own lens, whatever happens to the meeting.

use helhed_casework::access::Actor;
use helhed_casework::domain::appointment::AppointmentFacts;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::meeting::{MeetingFacts, MeetingKind};
use helhed_casework::meeting::{AnnulMeeting, ChangeMeeting, annul_meeting, change_meeting};
use helhed_casework::minutes::{changed_minutes, follow};
use helhed_casework::testing::{PlainWords, a_meeting, instant, line};
use jiff::ToSpan;

use crate::minutes::{begun, edit, seen, titles, words, writes};
use crate::place::Place;

/// Those who follow the same meeting share what is read, each by their own lens. A server that hears nothing of the others keeps to what it
/// read for a second at most, and shows nothing new to whoever may no longer see it.
pub(crate) async fn followers_share_a_reading(place: &Place) {
    let (house, there) = (&place.house, &place.other);
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let holm = holm.with_custody().await;
    let meeting = begun(house, &holm).await;
    let at = (&holm, meeting);
    let sofie = house.member(holm.mother);
    let consent = holm
        .shares(holm.mother, &["health"], Party::Unit(house.school))
        .await;
    let own = seen(there, &house.karen, at, 0).await.expect("seen");
    let health = own.sections[1].id;
    // Two follow on the other server; what they ask for is the same, what they are shown is not.
    let mut listening = Vec::new();
    for who in [&sofie, &house.sanne] {
        let mut reading = there.reading(who, house.now());
        listening.push(
            follow(&mut reading, holm.id, meeting)
                .await
                .expect("followed"),
        );
    }
    let follows = async |who: &Actor, after: i64, second: i64| {
        let mut reading = there.reading(who, house.now() + second.seconds());
        let page = changed_minutes(&mut reading, holm.id, meeting, after).await;
        page.expect("followed").into_inner().begun.expect("begun")
    };
    let began = own.minutes.seq;
    let text = vec![edit(1, health, None, "Sofie sover bedre.")];
    let first = writes(&house.casework, &house.karen, at, text)
        .await
        .expect("written");
    for (who, sections) in [
        (&sofie, 4),
        (&house.sanne, 3),
        (&sofie, 4),
        (&house.karen, 4),
    ] {
        let seen = follows(who, began, 2).await;
        assert_eq!(words(&seen), ["Sofie sover bedre."]);
        assert_eq!((seen.minutes.seq, seen.sections.len()), (first, sections));
    }
    // The consent is taken back and a word is written, both on the first server.
    let ctx = house.change(&house.karen).await;
    holm.takes_back(ctx, consent).await;
    let text = vec![edit(2, health, Some(1), "Hun drømmer.")];
    let second = writes(&house.casework, &house.karen, at, text)
        .await
        .expect("written");
    assert_eq!(words(&follows(&sofie, first, 4).await), ["Hun drømmer."]);
    let school = follows(&house.sanne, first, 4).await;
    assert_eq!((words(&school).len(), school.minutes.seq), (0, second));
    assert_eq!(titles(&school), ["Siden sidst", "Andet"]);
    // Who is a change behind is shown both.
    let both = follows(&sofie, began, 4).await;
    assert_eq!(words(&both), ["Sofie sover bedre.", "Hun drømmer."]);
    drop(listening);
}

/// A meeting that is moved, then called off, while its minutes are written: whoever follows hears of it and is told the new hour, and nothing
/// that was written is lost.
pub(crate) async fn a_meeting_is_moved_under_the_pen(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let meeting = begun(house, &holm).await;
    let at = (&holm, meeting);
    let own = seen(&place.other, &house.karen, at, 0).await.expect("seen");
    let section = own.sections[0].id;
    let text = vec![edit(1, section, None, "Vi begynder.")];
    let seq = writes(&house.casework, &house.karen, at, text)
        .await
        .expect("written");
    let mut reading = house.reading(&house.sanne, house.now());
    let (_, mut heard_of) = follow(&mut reading, holm.id, meeting)
        .await
        .expect("followed");
    let head = async || {
        let mut reading = place.other.reading(&house.sanne, house.now());
        let page = changed_minutes(&mut reading, holm.id, meeting, seq).await;
        let page = page.expect("followed").into_inner();
        (page.starts, page.is_called_off)
    };
    let before = head().await;
    let mut ctx = house.change(&house.karen).await;
    let later = ChangeMeeting {
        family: holm.id,
        meeting,
        version: 1,
        appointment: AppointmentFacts {
            people: vec![holm.mother],
            ..a_meeting("2026-11-24T12:00:00Z", "2026-11-24T13:00:00Z")
        },
        facts: MeetingFacts {
            kind: MeetingKind::Status,
            chair: house.karen.account,
            video: None,
            interpreter: None,
        },
    };
    change_meeting(&mut ctx, later, &PlainWords)
        .await
        .expect("moved");
    ctx.commit().await.expect("committed");
    let told = tokio::time::timeout(std::time::Duration::from_secs(20), heard_of.changed());
    assert!(told.await.expect("in time"));
    assert_eq!(before, (instant("2026-11-24T08:30:00Z"), false));
    assert_eq!(head().await, (instant("2026-11-24T12:00:00Z"), false));
    let text = vec![edit(2, section, Some(1), "Vi fortsætter klokken ét.")];
    writes(&house.casework, &house.karen, at, text)
        .await
        .expect("written on");
    let mut ctx = house.change(&house.karen).await;
    let off = AnnulMeeting {
        family: holm.id,
        meeting,
        version: 2,
        reason: line("Sofie er syg"),
    };
    annul_meeting(&mut ctx, off, &PlainWords)
        .await
        .expect("called off");
    ctx.commit().await.expect("committed");
    assert!(head().await.1);
    let left = seen(&place.other, &house.karen, at, 0).await.expect("seen");
    assert_eq!(words(&left), ["Vi begynder.", "Vi fortsætter klokken ét."]);
}
