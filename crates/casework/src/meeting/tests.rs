//! Meetings, as different people find them.

use helhed_domain::appointment::AppointmentError;

use super::*;
use crate::Stop;
use crate::appointment::{
    AnnulAppointment, ChangeAppointment, ChangeAppointmentError, SetAppointmentError,
    annul_appointment, appointments_page, change_appointment,
};
use crate::testing::{House, a_call_to, a_meeting, line};

const AT: (&str, &str) = ("2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z");

#[tokio::test]
async fn it_stands_on_an_appointment_that_is_left_to_it() {
    let house = House::new().await;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let meeting = holm.meeting(AT.0, AT.1).await;
    assert_eq!(
        holm.last_act().await,
        ("call_meeting".into(), "coordinator".into())
    );
    let mut reading = house.reading(&house.karen, house.now());
    let page = appointments_page(&mut reading, holm.id)
        .await
        .expect("a page");
    let line_of = &page.coming[0];
    assert_eq!(line_of.meeting, Some(meeting));
    let mut ctx = house.change(&house.karen).await;
    let appointment = line_of.appointment.id;
    let change = ChangeAppointment {
        family: holm.id,
        appointment,
        version: 1,
        facts: a_meeting(AT.0, AT.1),
    };
    assert!(matches!(
        change_appointment(&mut ctx, change).await,
        Err(ChangeAppointmentError::OfMeeting)
    ));
    let annul = AnnulAppointment {
        family: holm.id,
        appointment,
        version: 1,
        reason: line("Nej"),
    };
    assert!(matches!(
        annul_appointment(&mut ctx, annul).await,
        Err(ChangeAppointmentError::OfMeeting)
    ));
}

#[tokio::test]
async fn what_cannot_be_is_not_called() {
    let house = House::new().await;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
    let mut ctx = house.change(&house.karen).await;
    let call = a_call_to(&holm, AT.1, AT.0);
    assert!(matches!(
        call_meeting(&mut ctx, call).await,
        Err(CallMeetingError::Appointment(SetAppointmentError::Wrong(
            AppointmentError::EndsBeforeStart
        )))
    ));
    let mut call = a_call_to(&holm, AT.0, AT.1);
    call.topics[1].person = Some(berg.mother);
    assert!(matches!(
        call_meeting(&mut ctx, call).await,
        Err(CallMeetingError::NoSuchTopic)
    ));
    let mut call = a_call_to(&holm, AT.0, AT.1);
    call.facts.chair = house.it_admin.account;
    assert!(matches!(
        call_meeting(&mut ctx, call).await,
        Err(CallMeetingError::NoSuchChair)
    ));
    let mut call = a_call_to(&holm, AT.0, AT.1);
    call.participants.push(call.participants[0].clone());
    assert!(matches!(
        call_meeting(&mut ctx, call).await,
        Err(CallMeetingError::NoSuchParticipant)
    ));
    drop(ctx);
    let mut ctx = house.change(&house.sanne).await;
    let call = a_call_to(&holm, AT.0, AT.1);
    assert!(matches!(
        call_meeting(&mut ctx, call).await,
        Err(CallMeetingError::Stopped(Stop::Absent))
    ));
    drop(ctx);
    assert_eq!(house.rows_of("meeting").await, 0);
}

#[tokio::test]
async fn who_is_called_finds_it_with_what_they_may_know_and_nobody_else_does() {
    let house = House::new().await;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let meeting = holm.meeting(AT.0, AT.1).await;
    let mut reading = house.reading(&house.karen, house.now());
    let page = meeting_page(&mut reading, holm.id, meeting)
        .await
        .expect("a page");
    assert_eq!((page.participants.len(), page.topics.len()), (3, 3));
    assert!(page.is_team && page.may_change);
    let mut reading = house.reading(&house.sanne, house.now());
    let page = meeting_page(&mut reading, holm.id, meeting)
        .await
        .expect("a page");
    assert_eq!(page.topics.len(), 1, "what is practical, and nothing else");
    assert!(!page.is_team && page.family_name.is_none() && page.own.is_some());
    assert_eq!(
        holm.last_act().await,
        ("meeting_page".into(), "invited".into())
    );
    for stranger in [house.jens, house.bo, house.it_admin] {
        let mut reading = house.reading(&stranger, house.now());
        let refused = meeting_page(&mut reading, holm.id, meeting).await;
        assert!(matches!(refused, Err(Stop::Absent)), "{stranger:?}");
    }
}
