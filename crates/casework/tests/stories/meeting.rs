//! Meetings: letters that follow them, hours that are free, what each may hear, what is open, calendars.

use helhed_casework::domain::appointment::AppointmentFacts;
use helhed_casework::domain::ids::{MeetingId, ParticipantId};
use helhed_casework::domain::meeting::{
    CalendarMethod, Invited, MeetingAnswer, MeetingFacts, MeetingKind, ParticipantFacts,
};
use helhed_casework::domain::post::{Letter, LetterState};
use helhed_casework::domain::text::Name;
use helhed_casework::meeting::{
    AnnulMeeting, At, ChangeMeeting, FindTime, add_participant, annul_meeting, call_meeting,
    change_meeting, find_time, invite_participants, meeting_page, note_answer, note_rung,
    remove_participant, set_participant_address,
};
use helhed_casework::post::{Delivery, Outgoing, Reached, next_letter, next_text, note_delivery};
use helhed_casework::testing::{AFamily, PlainWords, a_call_to, a_meeting, instant, line};
use helhed_casework::{Casework, Stop};
use jiff::civil::date;
use jiff::{Timestamp, ToSpan};

use crate::place::Place;

const AT: (&str, &str) = ("2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z");

fn reached(text: &str) -> Option<Reached> {
    Some(Reached::parse(text).expect("an address"))
}

/// Sanne of the school as a participant.
async fn sanne(holm: &AFamily<'_>, meeting: MeetingId) -> ParticipantId {
    let mut reading = holm.house.reading(&holm.house.karen, holm.house.now());
    let page = meeting_page(&mut reading, holm.id, meeting)
        .await
        .expect("a page");
    let is_sanne = |who: &Invited| *who == Invited::Account(holm.house.sanne.account);
    let mut all = page.participants.iter();
    let found = all.find(|it| is_sanne(&it.participant.who));
    found.expect("Sanne").participant.id
}

/// Called, with an address for Sanne; not invited yet.
async fn called(holm: &AFamily<'_>) -> (MeetingId, At) {
    let meeting = holm.meeting(AT.0, AT.1).await;
    let at = At {
        family: holm.id,
        meeting,
        participant: sanne(holm, meeting).await,
    };
    let mut ctx = holm.house.change(&holm.house.karen).await;
    set_participant_address(&mut ctx, at, reached("sanne@skolen.example"))
        .await
        .expect("written");
    ctx.commit().await.expect("committed");
    (meeting, at)
}

async fn invite(holm: &AFamily<'_>, meeting: MeetingId) -> usize {
    let mut ctx = holm.house.change(&holm.house.karen).await;
    let told = invite_participants(&mut ctx, (holm.id, meeting), &PlainWords)
        .await
        .expect("invited");
    ctx.commit().await.expect("committed");
    told
}

async fn next(house: &Casework, now: Timestamp) -> Option<Outgoing<Letter>> {
    next_letter(house, now).await.expect("read")
}

async fn sent(house: &Casework, now: Timestamp) -> (String, CalendarMethod, String) {
    let out = next(house, now).await.expect("a letter is due");
    note_delivery(house, out.id, Delivery::Taken, now)
        .await
        .expect("noted");
    let calendar = out.letter.calendar.expect("a calendar");
    let subject = out.letter.subject.as_str().to_owned();
    (subject, calendar.method, calendar.text)
}

/// The meeting two hours later.
async fn moved(holm: &AFamily<'_>, meeting: MeetingId, version: i64) {
    let mut ctx = holm.house.change(&holm.house.karen).await;
    let command = ChangeMeeting {
        family: holm.id,
        meeting,
        version,
        appointment: AppointmentFacts {
            people: vec![holm.mother],
            ..a_meeting("2026-12-01T11:00:00Z", "2026-12-01T12:00:00Z")
        },
        facts: MeetingFacts {
            kind: MeetingKind::Status,
            chair: holm.house.karen.account,
            video: None,
            interpreter: None,
        },
    };
    assert!(
        change_meeting(&mut ctx, command, &PlainWords)
            .await
            .expect("moved")
    );
    ctx.commit().await.expect("committed");
}

pub(crate) async fn letters_follow_the_meeting(place: &Place) {
    let (house, there) = (&place.house, &place.other);
    let now = house.now();
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let (meeting, at) = called(&holm).await;
    assert_eq!(next(there, now).await, None, "nothing is sent by itself");
    assert_eq!(
        invite(&holm, meeting).await,
        1,
        "the mother and Karen have no address"
    );
    assert_eq!(
        sent(there, now).await,
        (
            "invitation".into(),
            CalendarMethod::Request,
            "SEQUENCE:0".into()
        )
    );
    assert_eq!(next(there, now).await, None, "the reminder waits");
    assert_eq!(
        invite(&holm, meeting).await,
        0,
        "who has been told is not told again"
    );
    let mut ctx = house.change(&house.sanne).await;
    note_answer(&mut ctx, at, MeetingAnswer::Accepted)
        .await
        .expect("answered");
    ctx.commit().await.expect("committed");

    moved(&holm, meeting, 1).await;
    let mut reading = there.reading(&house.karen, now);
    let page = meeting_page(&mut reading, holm.id, meeting)
        .await
        .expect("a page");
    assert_eq!(page.line.meeting.sequence, 1);
    let sannes = page
        .participants
        .iter()
        .find(|it| it.participant.id == at.participant);
    let sannes = &sannes.expect("Sanne").participant;
    assert_eq!(
        (sannes.answer, sannes.invited_at),
        (MeetingAnswer::None, None)
    );
    assert_eq!(invite(&holm, meeting).await, 1);
    assert_eq!(
        sent(there, now).await,
        (
            "change".into(),
            CalendarMethod::Request,
            "SEQUENCE:1".into()
        )
    );
    // On the day before: one reminder, of the hour that holds now.
    let before = instant("2026-11-30T08:00:00Z");
    assert_eq!(next(there, before - 1.minute()).await, None);
    let reminder = next(there, before).await.expect("a reminder");
    assert_eq!(reminder.letter.text, "2026-12-01T11:00:00Z");
    note_delivery(there, reminder.id, Delivery::Taken, before)
        .await
        .expect("noted");
    assert_eq!(next(there, before).await, None);

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
    let (subject, method, sequence) = sent(there, now).await;
    assert_eq!(
        (subject.as_str(), method),
        ("cancellation", CalendarMethod::Cancel)
    );
    assert_eq!(sequence, "SEQUENCE:2");
    assert_eq!(next(there, before + 48.hours()).await, None);
    assert_eq!(holm.last_act().await.0, "annul_meeting");
}

pub(crate) async fn the_mail_server_is_down_for_an_hour(place: &Place) {
    let (house, there) = (&place.house, &place.other);
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let (meeting, at) = called(&holm).await;
    invite(&holm, meeting).await;
    let start = house.now();
    let mut tries = 0;
    let mut minute = start;
    while minute < start + 60.minutes() {
        if let Some(out) = next(there, minute).await {
            note_delivery(there, out.id, Delivery::NotNow, minute)
                .await
                .expect("noted");
            tries += 1;
        }
        minute += 1.minute();
    }
    assert!(tries >= 3, "{tries} tries in the hour");
    let mut reading = there.reading(&house.karen, minute);
    let page = meeting_page(&mut reading, holm.id, meeting)
        .await
        .expect("a page");
    let waits = page
        .letters
        .iter()
        .find(|it| it.tries > 0)
        .expect("a letter");
    assert_eq!(
        (waits.state, waits.tries),
        (LetterState::Waiting, tries),
        "it is told"
    );
    // The server is back.
    let mut arrived = None;
    while arrived.is_none() && minute < start + 3.hours() {
        if let Some(out) = next(there, minute).await {
            note_delivery(there, out.id, Delivery::Taken, minute)
                .await
                .expect("noted");
            arrived = Some(out.letter.subject);
        }
        minute += 1.minute();
    }
    assert_eq!(arrived, Some(line("invitation")), "nothing is lost");

    // Who is taken off before a letter has left gets none; who has had one is told.
    let mut ctx = house.change(&house.karen).await;
    let lis = ParticipantFacts {
        who: Invited::Guest(Name::parse("Lis Læge").expect("a name")),
        unit: None,
        reached: reached("lis@laegen.example"),
    };
    let lis = add_participant(&mut ctx, (holm.id, meeting), lis)
        .await
        .expect("put on");
    let guest = At {
        participant: lis,
        ..at
    };
    note_rung(&mut ctx, guest).await.expect("rung");
    remove_participant(&mut ctx, guest, &PlainWords)
        .await
        .expect("taken off");
    remove_participant(&mut ctx, at, &PlainWords)
        .await
        .expect("taken off");
    ctx.commit().await.expect("committed");
    let (subject, _, _) = sent(there, minute).await;
    assert_eq!(subject, "cancellation");
    assert_eq!(next(there, minute + 200.hours()).await, None);
}

pub(crate) async fn who_has_no_email_is_told_by_text_message(place: &Place) {
    let (house, there) = (&place.house, &place.other);
    let now = house.now();
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let (meeting, at) = called(&holm).await;
    // Sanne has both: the invitation is a letter, for her calendar, the reminder goes to her telephone.
    let mut ctx = house.change(&house.karen).await;
    set_participant_address(&mut ctx, at, reached("12 34 56 78"))
        .await
        .expect("written");
    let lis = ParticipantFacts {
        who: Invited::Guest(Name::parse("Lis Læge").expect("a name")),
        unit: None,
        reached: reached("+46 70 123 45 67"),
    };
    let lis = add_participant(&mut ctx, (holm.id, meeting), lis)
        .await
        .expect("put on");
    ctx.commit().await.expect("committed");
    assert_eq!(invite(&holm, meeting).await, 2);
    let texts = async |at: Timestamp| {
        let mut all = Vec::new();
        while let Some(out) = next_text(there, at).await.expect("read") {
            note_delivery(there, out.id, Delivery::Taken, at)
                .await
                .expect("noted");
            all.push((out.letter.to.as_str().to_owned(), out.letter.text));
        }
        all.sort();
        all
    };
    let said = |to: &str, kind: &str| (to.to_owned(), format!("{kind} {}", AT.0));
    assert_eq!(texts(now).await, [said("+46701234567", "invitation")]);
    assert_eq!(sent(there, now).await.0, "invitation", "Sanne's letter");
    let eve = instant("2026-11-30T09:00:00Z");
    let reminders = [
        said("+4512345678", "reminder"),
        said("+46701234567", "reminder"),
    ];
    assert_eq!(texts(eve).await, reminders);
    assert_eq!(next(there, eve).await, None, "nobody is reminded twice");
    // Taken off, Lis is told the way she was called. With no address at all, Sanne is to be rung.
    let mut ctx = house.change(&house.karen).await;
    let guest = At {
        participant: lis,
        ..at
    };
    remove_participant(&mut ctx, guest, &PlainWords)
        .await
        .expect("taken off");
    set_participant_address(&mut ctx, at, None)
        .await
        .expect("forgotten");
    ctx.commit().await.expect("committed");
    assert_eq!(texts(eve).await, [said("+46701234567", "cancellation")]);
    let mut reading = there.reading(&house.karen, now);
    let page = meeting_page(&mut reading, holm.id, meeting)
        .await
        .expect("a page");
    let mut there_is = page.participants.iter().map(|it| (&it.email, &it.phone));
    assert!(there_is.all(|it| it == (&None, &None)));
}

pub(crate) async fn a_time_is_found_that_collides_with_nothing(place: &Place) {
    let (house, there) = (&place.house, &place.other);
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let lund = house.a_family("Lund").await.taken_in_by(&house.karen).await;
    // The mother is at the school from 8 to 10 on Wednesday, Karen with another family from 10 to 12.
    let mut school = a_meeting("2026-11-25T07:00:00Z", "2026-11-25T09:00:00Z");
    school.people = vec![holm.mother];
    school.place = Some(line("Søndre Skole"));
    holm.meets(school).await;
    lund.meets(a_meeting("2026-11-25T09:00:00Z", "2026-11-25T11:00:00Z"))
        .await;
    let find = |accounts| FindTime {
        family: holm.id,
        people: vec![holm.mother],
        accounts,
        from: date(2026, 11, 25),
        minutes: 60,
        place: Some(line("Rådhuset")),
    };
    let first = async |accounts| {
        let mut reading = there.reading(&house.karen, house.now());
        let found = find_time(&mut reading, find(accounts))
            .await
            .expect("found");
        found.first().expect("an hour").starts
    };
    // It takes half an hour to come over from the school.
    assert_eq!(first(vec![]).await, instant("2026-11-25T09:30:00Z"));
    assert_eq!(
        first(vec![house.karen.account]).await,
        instant("2026-11-25T11:00:00Z")
    );
    // Sanne is called elsewhere from 12 to 13: a meeting of a family Karen's colleague knows nothing of.
    lund.meeting("2026-11-25T11:00:00Z", "2026-11-25T12:00:00Z")
        .await;
    let both = vec![house.karen.account, house.sanne.account];
    let starts = first(both).await;
    assert_eq!(starts, instant("2026-11-25T12:00:00Z"));
    let mut ctx = house.change(&house.karen).await;
    let mut call = a_call_to(&holm, "2026-11-25T12:00:00Z", "2026-11-25T13:00:00Z");
    call.appointment.place = Some(line("Rådhuset"));
    call_meeting(&mut ctx, call).await.expect("called");
    assert_eq!(ctx.collided(), [], "what was found collides with nothing");
    drop(ctx);
    let mut reading = there.reading(&house.jens, house.now());
    let refused = find_time(&mut reading, find(vec![])).await;
    assert!(matches!(refused, Err(Stop::NotAllowed | Stop::Absent)));
}
