//! One case from first contact to review on PostgreSQL: every statement of the case, with the answers that SQLite gives.

use helhed_domain::goal::{GoalOutcome, Horizon};
use helhed_domain::owner::Owner;
use jiff::civil::date;

use crate::access::Actor;
use crate::appointment::{
    AnnulAppointment, ChangeAppointment, annul_appointment, appointments_page, change_appointment,
};
use crate::choices::choices;
use crate::contact::{AnnulContact, annul_contact};
use crate::domain::account::Role;
use crate::journal::{AddAddendum, Filter, add_addendum, journal_page};
use crate::plan::{
    ChangeGoal, EndGoal, HoldReview, change_goal, end_goal, hold_review, overdue_reviews, plan_page,
};
use crate::task::{ChangeTask, FinishTask, change_task, finish_task, tasks_page};
use crate::testing::{House, a_goal, a_meeting, a_task, instant, line, prose, tables_on_postgres};
use crate::today::{our_page, today_page};

#[tokio::test]
async fn the_same_case_on_postgres() {
    let house = House::at(&tables_on_postgres().await).await;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let family = holm.id;
    let contact = holm.rung(house.now()).await;
    let note = holm.note("Alt vel.").await;
    let long = holm.goal("Egen bolig", Horizon::Long, None).await;
    let short = holm.goal("Skrive sig op", Horizon::Short, Some(long)).await;
    let mut facts = a_task("Ring", Owner::Person(holm.mother), Some(date(2026, 11, 24)));
    facts.goal = Some(short);
    let task = holm.set(facts.clone()).await;
    let mut meeting = a_meeting("2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z");
    meeting.people = vec![holm.mother];
    let appointment = holm.meets(meeting.clone()).await;
    let called_off = holm.meets(meeting.clone()).await;

    let mut ctx = house.change(&house.karen).await;
    let addendum = AddAddendum {
        family,
        note,
        body: prose("Næsten."),
    };
    add_addendum(&mut ctx, addendum).await.expect("added");
    let strike = AnnulContact {
        family,
        contact,
        reason: line("Forkert familie"),
    };
    annul_contact(&mut ctx, strike).await.expect("struck out");
    facts.title = line("Ring i dag");
    let change = ChangeTask {
        family,
        task,
        version: 1,
        facts,
    };
    change_task(&mut ctx, change).await.expect("changed");
    let moved = ChangeAppointment {
        family,
        appointment,
        version: 1,
        facts: meeting,
    };
    change_appointment(&mut ctx, moved).await.expect("moved");
    let annul = AnnulAppointment {
        family,
        appointment: called_off,
        version: 1,
        reason: line("To gange"),
    };
    annul_appointment(&mut ctx, annul)
        .await
        .expect("called off");
    let renamed = ChangeGoal {
        family,
        goal: short,
        version: 1,
        facts: a_goal("Skrive os op", Horizon::Short, Some(long)),
    };
    change_goal(&mut ctx, renamed).await.expect("changed");
    let reached = EndGoal {
        family,
        goal: short,
        version: 2,
        outcome: GoalOutcome::Reached,
        word: None,
    };
    end_goal(&mut ctx, reached).await.expect("reached");
    ctx.commit().await.expect("committed");

    let mut reading = house.reading(&house.karen, house.now());
    for (filter, count) in [
        (Filter::All, 2),
        (Filter::Contacts, 1),
        (Filter::Notes, 1),
        (Filter::Category("health".into()), 0),
    ] {
        let page = journal_page(&mut reading, family, &filter, None).await;
        assert_eq!(page.expect("a page").entries.len(), count, "{filter:?}");
    }
    let page = tasks_page(&mut reading, family).await.expect("a page");
    assert_eq!(page.open[0].goal_title, Some(line("Skrive os op")));
    let page = appointments_page(&mut reading, family)
        .await
        .expect("a page");
    assert_eq!((page.coming.len(), page.coming[0].people.len()), (2, 1));
    let found = choices(&mut reading, family).await.expect("choices");
    assert_eq!(found.goals.len(), 1, "what is reached is no choice");
    let page = today_page(&mut reading).await.expect("a page");
    assert_eq!((page.promised.len(), page.next.len()), (1, 1));
    assert_eq!(
        page.families[0].facts.last_contact, None,
        "it is struck out"
    );

    let sofie = Actor {
        role: Role::FamilyMember,
        unit: None,
        person: Some(holm.mother),
        ..house.karen
    };
    let mut own = house.reading(&sofie, house.now());
    let page = our_page(&mut own).await.expect("a page");
    assert_eq!((page.mine.len(), page.goals.len()), (1, 2));

    let later = instant("2027-03-01T09:00:00Z");
    let mut leader = house.reading(&house.lone, later);
    assert_eq!(overdue_reviews(&mut leader).await.expect("a list").len(), 1);
    let mut ctx = house.begin(&house.karen, later).await.expect("begun");
    let review = HoldReview {
        family,
        held: date(2027, 3, 1),
        moved: prose("Alt"),
        stuck: None,
        next: prose("Mere"),
        said: Vec::new(),
    };
    hold_review(&mut ctx, review).await.expect("held");
    let done = FinishTask {
        family,
        task,
        version: 2,
        done: true,
        word: None,
    };
    finish_task(&mut ctx, done).await.expect("done");
    ctx.commit().await.expect("committed");
    assert!(
        overdue_reviews(&mut leader)
            .await
            .expect("a list")
            .is_empty()
    );
    let page = plan_page(&mut leader, family).await.expect("a page");
    assert_eq!((page.goals.len(), page.reviews.len()), (2, 1));
}
