//! What is said and decided in minutes: anybody speaks up, and what is decided is real at once.

use helhed_casework::Stop;
use helhed_casework::appointment::appointments_page;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::ids::MinutesLineId;
use helhed_casework::domain::minutes::{RemarkKind, heard};
use helhed_casework::domain::owner::Owner;
use helhed_casework::first::needs_page;
use helhed_casework::minutes::{
    Became, DecideLine, DecideLineError, SpeakUp, SpeakUpError, Told, decide_line, speak_up,
};
use helhed_casework::plan::plan_page;
use helhed_casework::task::tasks_page;
use jiff::civil::date;
use uuid::Uuid;

use crate::minutes::{begun, edit, seen, writes};
use crate::place::Place;

/// The mother on her telephone says that something is not like that; the school says nothing to what it does not see.
pub(crate) async fn anybody_speaks_up(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let holm = holm.with_custody().await;
    holm.shares(holm.mother, &["health"], Party::Unit(house.school))
        .await;
    let meeting = begun(house, &holm).await;
    let at = (&holm, meeting);
    let sofie = house.member(holm.mother);
    let own = seen(&house.casework, &house.karen, at, 0)
        .await
        .expect("seen");
    let (health, child) = (own.sections[1].id, own.sections[2].id);
    let seq = writes(
        &house.casework,
        &house.karen,
        at,
        vec![edit(1, child, None, "Emil slår")],
    )
    .await
    .expect("written");
    let said = MinutesLineId::from(Uuid::from_u128(1));
    let speak = |section, line, kind, body: Option<&str>| SpeakUp {
        family: holm.id,
        meeting,
        section,
        line,
        kind,
        body: body.and_then(|it| heard(it).into_iter().next().flatten()),
    };
    let mut ctx = place.change_there(&sofie).await;
    speak_up(
        &mut ctx,
        speak(child, Some(said), RemarkKind::NotLikeThat, None),
    )
    .await
    .expect("said");
    let nothing = speak_up(&mut ctx, speak(child, None, RemarkKind::Add, None)).await;
    assert!(matches!(nothing, Err(SpeakUpError::Nothing)));
    let elsewhere = speak(health, Some(said), RemarkKind::NotLikeThat, None);
    assert!(matches!(
        speak_up(&mut ctx, elsewhere).await,
        Err(SpeakUpError::Stopped(Stop::Absent))
    ));
    ctx.commit().await.expect("committed");
    let mut ctx = place.change_there(&house.sanne).await;
    let hidden = speak(child, None, RemarkKind::Add, Some("Jeg gætter"));
    assert!(matches!(
        speak_up(&mut ctx, hidden).await,
        Err(SpeakUpError::Stopped(Stop::Absent))
    ));
    speak_up(
        &mut ctx,
        speak(health, None, RemarkKind::Add, Some("Hun var på skolen")),
    )
    .await
    .expect("said");
    ctx.commit().await.expect("committed");
    let news = seen(&house.casework, &house.karen, at, seq)
        .await
        .expect("seen");
    assert_eq!(news.remarks.len(), 2);
    let theirs = seen(&place.other, &house.sanne, at, seq)
        .await
        .expect("seen");
    assert_eq!(
        theirs.remarks.len(),
        1,
        "what was said to another section is not theirs"
    );
}

/// What is decided becomes tasks, goals, appointments and needs at once; what is wanting is asked.
pub(crate) async fn what_is_decided_is_real_at_once(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let meeting = begun(house, &holm).await;
    let at = (&holm, meeting);
    let own = seen(&house.casework, &house.karen, at, 0)
        .await
        .expect("seen");
    let (first, health) = (own.sections[0].id, own.sections[1].id);
    let all = vec![
        edit(1, first, None, "> Sanne skriver til Sofie på fredag"),
        edit(2, first, Some(1), "+ Sofie ringer til banken"),
        edit(3, first, Some(2), "* Egen bolig inden 1. juni"),
        edit(4, first, Some(3), "@ Hjemme hos Sofie 1/12 kl. 10"),
        edit(5, first, Some(4), "! Vi mødes igen"),
        edit(6, health, None, "# Ro om natten"),
        edit(
            7,
            health,
            Some(6),
            "> Karen ringer til lægen i går og i morgen",
        ),
    ];
    let seq = writes(&house.casework, &house.karen, at, all)
        .await
        .expect("written");
    let now = seen(&place.other, &house.karen, at, 0).await.expect("seen");
    let became = |n: u128| {
        let found = now
            .lines
            .iter()
            .find(|it| it.line.id == MinutesLineId::from(Uuid::from_u128(n)));
        found.expect("a line").became.clone()
    };
    let Some(Became::Task { owner, due, .. }) = became(1) else {
        panic!("a task")
    };
    assert_eq!(
        (owner.as_str(), due),
        ("Sanne Skoleleder", Some(date(2026, 11, 27)))
    );
    assert!(became(2).is_none(), "no day was said");
    assert!(
        matches!(became(3), Some(Became::Goal { target, .. }) if target == Some(date(2027, 6, 1)))
    );
    let ten = "2026-12-01T09:00:00Z".parse().expect("an instant");
    assert!(matches!(became(4), Some(Became::Appointment { starts, .. }) if starts == ten));
    assert!(became(5).is_none());
    assert!(matches!(became(6), Some(Became::Need { .. })));

    // Asked beside the line: the agreement gets its owner and no day.
    let mut ctx = place.change_there(&house.karen).await;
    let mut decide = DecideLine {
        family: holm.id,
        meeting,
        line: MinutesLineId::from(Uuid::from_u128(2)),
        told: Told::default(),
    };
    let wanting = decide_line(&mut ctx, decide.clone()).await;
    assert!(matches!(wanting, Err(DecideLineError::Wanting(_))));
    decide.told = Told {
        owner: Some(Owner::Person(holm.mother)),
        no_day: true,
        ..Told::default()
    };
    decide_line(&mut ctx, decide).await.expect("decided");
    ctx.commit().await.expect("committed");
    let news = seen(&house.casework, &house.karen, at, seq)
        .await
        .expect("seen");
    assert!(matches!(
        news.lines[0].became,
        Some(Became::Task { due: None, .. })
    ));

    // The line is mended, and the task with it; the same owner where none is named.
    let mended = edit(1, first, None, "> Sanne skriver til Sofie og Emil mandag");
    writes(&house.casework, &house.karen, at, vec![mended])
        .await
        .expect("written");
    let mut reading = place.other.reading(&house.karen, house.now());
    let tasks = tasks_page(&mut reading, holm.id).await.expect("tasks");
    let titles: Vec<&str> = tasks
        .open
        .iter()
        .map(|it| it.task.facts.title.as_str())
        .collect();
    assert!(
        titles.contains(&"Sanne skriver til Sofie og Emil mandag"),
        "{titles:?}"
    );
    assert!(titles.contains(&"Sofie ringer til banken"));
    assert_eq!(tasks.open.len(), 3, "{titles:?}");
    let mut reading = place.other.reading(&house.karen, house.now());
    let plan = plan_page(&mut reading, holm.id).await.expect("a plan");
    assert_eq!(plan.goals.len(), 1);
    let mut reading = place.other.reading(&house.karen, house.now());
    let coming = appointments_page(&mut reading, holm.id)
        .await
        .expect("appointments");
    assert_eq!(coming.coming.len(), 2);
    let mut reading = place.other.reading(&house.karen, house.now());
    let needs = needs_page(&mut reading, holm.id).await.expect("needs");
    assert_eq!(needs.open[0].need.facts.domain, "health");
}
