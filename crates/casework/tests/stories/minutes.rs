//! Minutes while they are written: one writes, each follows by their lens, the pen changes hands, anybody speaks up, and what is decided is
//! real at once.

use helhed_casework::access::Actor;
use helhed_casework::appointment::appointments_page;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::ids::{MeetingId, MinutesLineId, MinutesSectionId};
use helhed_casework::domain::minutes::{Edit, LineKind, RemarkKind, heard};
use helhed_casework::domain::owner::Owner;
use helhed_casework::first::needs_page;
use helhed_casework::minutes::{
    Became, BeginMinutes, BeginMinutesError, DecideLine, DecideLineError, Followed, KeepUnwritten,
    OfferPen, PenStop, SettleRemark, SpeakUp, SpeakUpError, TakePen, Told, WriteError, WriteLines,
    WriteSection, begin_minutes, changed_minutes, decide_line, follow, keep_unwritten, minutes_of,
    offer_pen, projector, settle_remark, speak_up, take_pen, write_lines, write_section,
};
use helhed_casework::plan::plan_page;
use helhed_casework::sharing::{WithdrawConsent, withdraw_consent};
use helhed_casework::task::tasks_page;
use helhed_casework::testing::{AFamily, House, line};
use helhed_casework::{Casework, Ctx, Stop, Visible};
use jiff::civil::date;
use jiff::{SignedDuration, ToSpan};
use uuid::Uuid;

use crate::place::Place;

const HAND: Uuid = Uuid::from_u128(71);

async fn begun(house: &House, holm: &AFamily<'_>) -> MeetingId {
    let meeting = holm
        .meeting("2026-11-24T08:30:00Z", "2026-11-24T10:30:00Z")
        .await;
    let mut ctx = house.change(&house.karen).await;
    let command = BeginMinutes {
        family: holm.id,
        meeting,
        general: line("Andet"),
    };
    begin_minutes(&mut ctx, command.clone())
        .await
        .expect("begun");
    let again = begin_minutes(&mut ctx, command).await;
    assert!(matches!(again, Err(BeginMinutesError::AlreadyBegun)));
    ctx.commit().await.expect("committed");
    meeting
}

async fn seen(
    house: &Casework,
    who: &Actor,
    (holm, meeting): (&AFamily<'_>, MeetingId),
    after: i64,
) -> Result<Followed, Stop> {
    let now = holm.house.now() + 1.second();
    let mut reading = house.reading(who, now);
    let page = match after {
        0 => minutes_of(&mut reading, holm.id, meeting).await,
        _ => changed_minutes(&mut reading, holm.id, meeting, after).await,
    };
    Ok(page.map(Visible::into_inner)?.begun.expect("begun"))
}

fn words(followed: &Followed) -> Vec<String> {
    let body = |it: &helhed_casework::minutes::LineRow| {
        it.line
            .body
            .as_ref()
            .map_or(String::new(), |it| it.as_str().to_owned())
    };
    followed.lines.iter().map(body).collect()
}

fn titles(followed: &Followed) -> Vec<&str> {
    let sections = followed.sections.iter();
    sections.map(|it| it.facts.title.as_str()).collect()
}

fn edit(n: u128, section: MinutesSectionId, after: Option<u128>, text: &str) -> Edit {
    Edit {
        id: MinutesLineId::from(Uuid::from_u128(n)),
        section,
        after: after.map(|it| MinutesLineId::from(Uuid::from_u128(it))),
        body: heard(text).into_iter().next(),
        base: 0,
        settled: true,
    }
}

async fn write(
    ctx: &mut Ctx,
    (holm, meeting): (&AFamily<'_>, MeetingId),
    hand: Uuid,
    edits: Vec<Edit>,
) -> Result<i64, WriteError> {
    let command = WriteLines {
        family: holm.id,
        meeting,
        hand,
        edits,
    };
    write_lines(ctx, command).await.map(|it| it.seq)
}

async fn writes(
    house: &Casework,
    who: &Actor,
    at: (&AFamily<'_>, MeetingId),
    edits: Vec<Edit>,
) -> Result<i64, WriteError> {
    let mut ctx = house.begin(who, at.0.house.now()).await.expect("begun");
    let seq = write(&mut ctx, at, HAND, edits).await?;
    ctx.commit().await.expect("committed");
    Ok(seq)
}

/// Each sees the sections that are theirs; a withdrawal takes one away, and the screen shows what everyone present may see.
pub(crate) async fn each_follows_by_their_lens(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let holm = holm.with_custody().await;
    let meeting = begun(house, &holm).await;
    let at = (&holm, meeting);
    let sofie = house.member(holm.mother);
    let school = Party::Unit(house.school);
    // The jobcentre was not called: it learns nothing, not that there are minutes. The school was: it follows what is practical.
    let stranger = seen(&place.other, &house.jens, at, 0).await;
    assert!(matches!(stranger, Err(Stop::Absent)));
    let called = seen(&place.other, &house.sanne, at, 0).await.expect("seen");
    assert_eq!(titles(&called), ["Siden sidst", "Andet"]);
    let consent = holm.shares(holm.mother, &["health"], school).await;

    let own = seen(&house.casework, &house.karen, at, 0)
        .await
        .expect("seen");
    assert_eq!(
        titles(&own),
        ["Siden sidst", "Sofies helbred", "Emils trivsel", "Andet"]
    );
    let [first, health, child, _] = &own.sections[..] else {
        panic!("four sections")
    };
    let all = vec![
        edit(1, first.id, None, "Vi er glade for at se hinanden."),
        edit(2, health.id, None, "Sofie sover bedre."),
        edit(3, child.id, None, "Emil leger igen."),
    ];
    let seq = writes(&house.casework, &house.karen, at, all)
        .await
        .expect("written");

    let family = seen(&place.other, &sofie, at, 0).await.expect("seen");
    assert_eq!(family.lines.len(), 3);
    let partner = seen(&place.other, &house.sanne, at, 0).await.expect("seen");
    assert_eq!(titles(&partner), ["Siden sidst", "Sofies helbred", "Andet"]);
    assert_eq!(
        words(&partner).last().map(String::as_str),
        Some("Sofie sover bedre.")
    );
    assert_eq!(partner.unseen, 1);
    let screen = async || {
        let mut reading = place.other.reading(&house.karen, house.now());
        let page = projector(&mut reading, holm.id, meeting, 0).await;
        page.map(Visible::into_inner)
            .expect("a screen")
            .begun
            .expect("begun")
    };
    // The school is in the room: what is practical and the health that it may hear of are on the screen.
    let shown = ["Siden sidst", "Sofies helbred", "Andet"];
    assert_eq!(titles(&screen().await), shown);
    let mut reading = place.other.reading(&sofie, house.now());
    let refused = projector(&mut reading, holm.id, meeting, 0).await;
    assert!(matches!(refused, Err(Stop::NotAllowed)));

    // The consent is taken back in the middle: whoever follows hears of it, and sees the section no more.
    let mut reading = house.reading(&house.sanne, house.now());
    let (_, mut heard_of) = follow(&mut reading, holm.id, meeting)
        .await
        .expect("followed");
    let mut ctx = house.change(&house.karen).await;
    let command = WithdrawConsent {
        family: holm.id,
        consent,
        category: None,
        party: None,
        by: holm.mother,
    };
    withdraw_consent(&mut ctx, command)
        .await
        .expect("withdrawn");
    ctx.commit().await.expect("committed");
    let told = tokio::time::timeout(std::time::Duration::from_secs(20), heard_of.changed());
    assert!(told.await.expect("in time"));
    let left = seen(&place.other, &house.sanne, at, seq)
        .await
        .expect("seen");
    assert_eq!(titles(&left), ["Siden sidst", "Andet"]);
    assert_eq!(left.lines.len(), 0);
    assert_eq!(titles(&screen().await), ["Siden sidst", "Andet"]);

    // Whoever follows is recorded as reading, once a minute.
    for _ in 0..5 {
        seen(&house.casework, &sofie, at, seq).await.expect("seen");
    }
    let recorded = house
        .rows_of("audit_entry WHERE act = 'follow_minutes'")
        .await;
    assert_eq!(recorded, 2, "the mother's, and the school's");
}

/// Only what came after a count travels, in order, what was taken out too; a batch that is sent again counts once.
pub(crate) async fn what_came_after_is_told_and_nothing_twice(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let meeting = begun(house, &holm).await;
    let at = (&holm, meeting);
    let own = seen(&house.casework, &house.karen, at, 0)
        .await
        .expect("seen");
    let section = own.sections[0].id;
    let first = vec![
        edit(1, section, None, "Et"),
        edit(2, section, Some(1), "To"),
        edit(3, section, Some(2), "Tre"),
    ];
    let seq = writes(&house.casework, &house.karen, at, first.clone())
        .await
        .expect("written");
    // The answer was lost: the same again, from the same page.
    let again = writes(&place.other, &house.karen, at, first)
        .await
        .expect("written");
    assert_eq!(again, seq);
    let between = vec![
        edit(4, section, Some(1), "Halvanden"),
        edit(5, section, Some(4), "Næsten to"),
    ];
    writes(&place.other, &house.karen, at, between)
        .await
        .expect("written");
    let mut gone = edit(2, section, None, "");
    gone.body = None;
    let last = writes(&house.casework, &house.karen, at, vec![gone])
        .await
        .expect("written");
    let all = seen(&place.other, &house.karen, at, 0).await.expect("seen");
    assert_eq!(words(&all), ["Et", "Halvanden", "Næsten to", "Tre"]);
    let news = seen(&place.other, &house.karen, at, seq)
        .await
        .expect("seen");
    assert_eq!(words(&news), ["Halvanden", "Næsten to", "To"]);
    assert!(news.lines[2].line.removed_at.is_some());
    let nothing = seen(&place.other, &house.karen, at, last)
        .await
        .expect("seen");
    assert_eq!(nothing.lines.len(), 0);

    // A section that is sent whole, as without scripts: what changed, and no more.
    let mut ctx = place.change_there(&house.karen).await;
    let command = WriteSection {
        family: holm.id,
        meeting,
        section,
        base: last,
        lines: heard("Et\nHalvanden, lidt over\nTre\nFire\n"),
    };
    write_section(&mut ctx, command).await.expect("written");
    ctx.commit().await.expect("committed");
    let all = seen(&house.casework, &house.karen, at, 0)
        .await
        .expect("seen");
    assert_eq!(words(&all), ["Et", "Halvanden, lidt over", "Tre", "Fire"]);
    assert_eq!(
        all.lines[1].line.id,
        MinutesLineId::from(Uuid::from_u128(4))
    );

    // A thousand lines are pasted, in the middle.
    let many: Vec<Edit> = (0..1_000_u128)
        .map(|n| {
            edit(
                1_000 + n,
                section,
                Some(if n == 0 { 1 } else { 999 + n }),
                &format!("Linje {n}"),
            )
        })
        .collect();
    writes(&house.casework, &house.karen, at, many)
        .await
        .expect("written");
    let all = seen(&place.other, &house.karen, at, 0).await.expect("seen");
    assert_eq!(all.lines.len(), 1_004);
    assert_eq!(words(&all)[1], "Linje 0");
    assert_eq!(words(&all)[1_000], "Linje 999");
}

/// Of two writers one has the pen; the other is told, and what they wrote is not lost. The pen is offered, taken, and taken from whoever is gone.
pub(crate) async fn the_pen_is_one_and_nothing_is_lost(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    holm.shares(holm.mother, &["health"], Party::Unit(house.school))
        .await;
    let meeting = begun(house, &holm).await;
    let at = (&holm, meeting);
    let own = seen(&house.casework, &house.karen, at, 0)
        .await
        .expect("seen");
    let health = own.sections[1].id;
    writes(
        &house.casework,
        &house.karen,
        at,
        vec![edit(1, health, None, "Sofie er træt")],
    )
    .await
    .expect("written");
    let without = writes(
        &place.other,
        &house.lone,
        at,
        vec![edit(2, health, None, "Hun sover")],
    )
    .await;
    assert!(
        matches!(without, Err(WriteError::NoPen(name)) if name.as_str() == "Karen Koordinator")
    );
    let take = TakePen {
        family: holm.id,
        meeting,
    };
    let mut ctx = place.change_there(&house.lone).await;
    assert!(matches!(
        take_pen(&mut ctx, take).await,
        Err(PenStop::Held(_))
    ));
    let kept = KeepUnwritten {
        family: holm.id,
        meeting,
        edits: vec![
            edit(2, health, None, "Hun sover"),
            edit(1, health, None, "Sofie er træt"),
        ],
    };
    assert_eq!(keep_unwritten(&mut ctx, kept).await.expect("kept"), 1);
    ctx.commit().await.expect("committed");

    // Offered to the school, which writes where it sees.
    let mut ctx = house.change(&house.karen).await;
    let offer = OfferPen {
        family: holm.id,
        meeting,
        to: Some(house.sanne.account),
    };
    offer_pen(&mut ctx, offer).await.expect("offered");
    ctx.commit().await.expect("committed");
    let mut ctx = place.change_there(&house.sanne).await;
    take_pen(&mut ctx, take).await.expect("taken");
    let elsewhere = write(
        &mut ctx,
        at,
        HAND,
        vec![edit(9, own.sections[2].id, None, "Emil")],
    )
    .await;
    assert!(matches!(elsewhere, Err(WriteError::Stopped(Stop::Absent))));
    // A task that a partner writes is the team's to make real.
    write(
        &mut ctx,
        at,
        HAND,
        vec![edit(10, health, Some(1), "> Karen ringer fredag")],
    )
    .await
    .expect("written");
    ctx.commit().await.expect("committed");
    let now = seen(&house.casework, &house.karen, at, 0)
        .await
        .expect("seen");
    assert_eq!(now.pen_name.as_str(), "Sanne Skoleleder");
    assert!(now.lines[1].became.is_none() && now.lines[1].line.kind == LineKind::Task);
    let mut ctx = place.change_there(&house.karen).await;
    let decide = DecideLine {
        family: holm.id,
        meeting,
        line: now.lines[1].line.id,
        told: Told::default(),
    };
    decide_line(&mut ctx, decide.clone())
        .await
        .expect("decided");
    assert!(matches!(
        decide_line(&mut ctx, decide).await,
        Err(DecideLineError::Already)
    ));
    ctx.commit().await.expect("committed");

    // Sanne's page is not heard of for a minute: the team takes the pen.
    let later = house.now() + SignedDuration::from_secs(61);
    let mut ctx = house.begin(&house.karen, later).await.expect("begun");
    take_pen(&mut ctx, take).await.expect("taken");
    // Another page had changed the line: both wordings stand.
    let mine = edit(1, health, None, "Sofie er meget træt");
    write(&mut ctx, at, Uuid::from_u128(72), vec![mine])
        .await
        .expect("written");
    ctx.commit().await.expect("committed");
    let now = seen(&place.other, &house.karen, at, 0).await.expect("seen");
    assert_eq!(words(&now)[..2], ["Sofie er træt", "Sofie er meget træt"]);

    // What was kept is taken in, once.
    let remark = now.remarks[0].remark.id;
    let settle = SettleRemark {
        family: holm.id,
        meeting,
        remark,
        takes_in: true,
    };
    for _ in 0..2 {
        let mut ctx = place.change_there(&house.karen).await;
        settle_remark(&mut ctx, settle).await.expect("settled");
        ctx.commit().await.expect("committed");
    }
    let now = seen(&place.other, &house.karen, at, 0).await.expect("seen");
    assert_eq!(now.remarks.len(), 0);
    assert_eq!(
        words(&now).iter().filter(|it| *it == "Hun sover").count(),
        1
    );
}

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
