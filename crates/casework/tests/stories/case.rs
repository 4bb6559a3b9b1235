//! One family, the whole way.

use jiff::ToSpan;
use jiff::civil::date;

use helhed_casework::appointment::{ChangeAppointment, appointments_page, change_appointment};
use helhed_casework::contact::{AnnulContact, LogContact, annul_contact, log_contact};
use helhed_casework::course::{ReopenCourse, after_closing, family_history, reopen_course};
use helhed_casework::domain::authority::Authority;
use helhed_casework::domain::contact::{ContactFacts, ContactKind, Minutes};
use helhed_casework::domain::goal::{GoalOutcome, Horizon};
use helhed_casework::domain::note::GENERAL;
use helhed_casework::domain::owner::Owner;
use helhed_casework::domain::referral::Standing;
use helhed_casework::domain::task::TaskOutcome;
use helhed_casework::intake::my_referrals;
use helhed_casework::journal::{
    AddAddendum, Filter, What, WriteNote, add_addendum, journal_page, write_note,
};
use helhed_casework::plan::{EndGoal, HoldReview, end_goal, hold_review, plan_page};
use helhed_casework::task::{FinishTask, finish_task, tasks_page};
use helhed_casework::team::{SetAuthority, SetDeputy, set_authority, set_deputy};
use helhed_casework::testing::{a_meeting, a_task, line, prose};
use helhed_casework::today::today_page;
use helhed_casework::{Stop, Visible};

use crate::place::Place;

/// Everything is written in one house and read in the other.
pub(crate) async fn from_referral_to_closing_and_again(place: &Place) {
    let (house, now, today) = (&place.house, place.house.now(), date(2026, 11, 24));
    let karen = &house.karen;
    let holm = house.a_family("Holm").await.taken_in_by(karen).await;
    let own = my_referrals(&mut place.other.reading(&house.jens, now))
        .await
        .map(Visible::into_inner)
        .expect("shown");
    assert_eq!(
        (own[0].standing, own[0].family),
        (Standing::TakenIn, Some(holm.id))
    );

    let mut ctx = house.change(karen).await;
    let authority = SetAuthority {
        family: holm.id,
        authority: Authority::Sole,
        from: today,
    };
    set_authority(&mut ctx, authority).await.expect("set");
    let deputy = SetDeputy {
        family: holm.id,
        deputy: house.bo.account,
        word: Some(line("Ferie")),
    };
    set_deputy(&mut ctx, deputy).await.expect("set");
    ctx.commit().await.expect("committed");

    // Bo stands in and writes; Karen corrects.
    let mut ctx = place.change_there(&house.bo).await;
    let visit = LogContact {
        family: holm.id,
        facts: ContactFacts {
            kind: ContactKind::HomeVisit,
            at: now - 2.hours(),
            minutes: Minutes::new(90).ok(),
            people: vec![holm.mother, holm.child, holm.mother],
            others: Some(line("Sundhedsplejersken")),
            summary: Some(line("Kaffe og papirer")),
        },
    };
    let visit = log_contact(&mut ctx, visit).await.expect("logged");
    let note = WriteNote {
        family: holm.id,
        category: "health".into(),
        person: Some(holm.child),
        about: today,
        body: prose("Emil sover igennem.\n\nSofie er lettet. 🙂 مرحبا"),
    };
    let note = write_note(&mut ctx, note).await.expect("written");
    ctx.commit().await.expect("committed");
    let mistaken = holm.rung(now - 1.hour()).await;
    let mut ctx = house.change(karen).await;
    let addendum = AddAddendum {
        family: holm.id,
        note,
        body: prose("Det var tre nætter af fem."),
    };
    add_addendum(&mut ctx, addendum).await.expect("added");
    let annul = AnnulContact {
        family: holm.id,
        contact: mistaken,
        reason: line("Det var familien Berg"),
    };
    annul_contact(&mut ctx, annul).await.expect("annulled");
    ctx.commit().await.expect("committed");
    let mut there = place.other.reading(karen, now);
    let journal = journal_page(&mut there, holm.id, &Filter::All, None)
        .await
        .expect("a page");
    let told: Vec<String> = journal
        .entries
        .iter()
        .map(|entry| match &entry.what {
            What::Note { body, addenda, .. } => {
                format!(
                    "note of {} lines, {} added",
                    body.as_str().lines().count(),
                    addenda.len()
                )
            }
            What::Contact { people, .. } => format!("contact with {}", people.len()),
        })
        .collect();
    assert_eq!(
        told,
        [
            "note of 3 lines, 1 added",
            "contact with 0",
            "contact with 2"
        ]
    );
    assert!(journal.entries.iter().all(|entry| entry.at <= now));
    assert_ne!(visit.uuid(), mistaken.uuid());

    // A plan: a wish, a step, a task that leads to it, a meeting that is moved, a review.
    let long = holm.goal("Sofie er i gang", Horizon::Long, None).await;
    let step = holm.goal("Praktik", Horizon::Short, Some(long)).await;
    let mut facts = a_task(
        "Ring til virksomheden",
        Owner::Person(holm.mother),
        Some(today),
    );
    facts.goal = Some(step);
    let task = holm.set(facts).await;
    let meeting = holm
        .meets(a_meeting("2026-11-26T09:00:00Z", "2026-11-26T10:00:00Z"))
        .await;
    let mut ctx = place.change_there(karen).await;
    let mut moved = a_meeting("2026-11-27T09:00:00Z", "2026-11-27T10:00:00Z");
    moved.people = vec![holm.mother, holm.child];
    let moved = ChangeAppointment {
        family: holm.id,
        appointment: meeting,
        version: 1,
        facts: moved,
    };
    change_appointment(&mut ctx, moved).await.expect("moved");
    let finish = FinishTask {
        family: holm.id,
        task,
        version: 1,
        done: true,
        word: None,
    };
    finish_task(&mut ctx, finish).await.expect("done");
    let reached = EndGoal {
        family: holm.id,
        goal: step,
        version: 1,
        outcome: GoalOutcome::Reached,
        word: None,
    };
    end_goal(&mut ctx, reached).await.expect("reached");
    let review = HoldReview {
        family: holm.id,
        held: today,
        moved: prose("Praktikken er på plads."),
        stuck: None,
        next: prose("Vi ses om tre måneder."),
        said: Vec::new(),
    };
    hold_review(&mut ctx, review).await.expect("held");
    ctx.commit().await.expect("committed");
    let mut here = house.reading(karen, now);
    let plan = plan_page(&mut here, holm.id).await.expect("a page");
    assert_eq!(
        (plan.goals.len(), plan.tasks.len(), plan.reviews.len()),
        (2, 1, 1)
    );
    assert_eq!(
        plan.review_due.map(|due| due.day()),
        Some(date(2027, 2, 24))
    );
    let tasks = tasks_page(&mut here, holm.id).await.expect("a page");
    assert!(tasks.open.is_empty());
    let outcome = tasks.ended[0].task.ended.as_ref().map(|it| it.outcome);
    assert_eq!(outcome, Some(TaskOutcome::Done));
    let coming = appointments_page(&mut here, holm.id).await.expect("a page");
    assert_eq!(coming.coming[0].people.len(), 2);
    let asked = today_page(&mut here).await.expect("a page");
    assert_eq!((asked.families.len(), asked.next.len()), (1, 1));
    let glance = &asked.families[0].facts;
    // What was struck out counts no more.
    assert_eq!(glance.last_contact, Some(now - 2.hours()));
    assert_eq!(glance.last_review, Some(today));

    // Closed, seen no more by the deputy, and taken up again by who had it.
    let holm = holm.closed().await;
    let told = after_closing(&mut place.other.reading(&house.lone, now), holm.id)
        .await
        .expect("told");
    assert_eq!((told.room.free, told.offer.is_none()), (20, true));
    let gone = family_history(&mut place.other.reading(&house.bo, now), holm.id).await;
    assert!(matches!(gone, Err(Stop::Absent)));
    let mut ctx = place.change_there(karen).await;
    let again = ReopenCourse {
        family: holm.id,
        on: today,
        coordinator: None,
    };
    reopen_course(&mut ctx, again).await.expect("reopened");
    ctx.commit().await.expect("committed");
    let history = family_history(&mut house.reading(karen, now), holm.id)
        .await
        .expect("told");
    // Referred, decided, started, given to Karen and Bo, authority, Bo left, ended, started again.
    assert_eq!(history.happenings.len(), 9);
    assert_eq!(holm.last_act().await.0, "family_history");
    // The journal is whole, and goes on.
    let mut ctx = house.change(karen).await;
    let more = WriteNote {
        family: holm.id,
        category: GENERAL.into(),
        person: None,
        about: today,
        body: prose("Vi er i gang igen."),
    };
    write_note(&mut ctx, more).await.expect("written");
    ctx.commit().await.expect("committed");
    let journal = journal_page(&mut there, holm.id, &Filter::Notes, None)
        .await
        .expect("a page");
    assert_eq!(journal.entries.len(), 2);
}
