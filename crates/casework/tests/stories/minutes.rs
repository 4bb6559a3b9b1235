//! Minutes while they are written: one writes, each follows by their lens, and the pen changes hands.

use helhed_casework::access::Actor;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::ids::{MeetingId, MinutesLineId, MinutesSectionId};
use helhed_casework::domain::minutes::{Edit, LineKind, heard};
use helhed_casework::minutes::{
    BeginMinutes, BeginMinutesError, DecideLine, DecideLineError, Followed, KeepUnwritten,
    OfferPen, PenStop, SettleRemark, TakePen, Told, WriteError, WriteLines, begin_minutes,
    changed_minutes, decide_line, follow, keep_unwritten, minutes_of, offer_pen, projector,
    settle_remark, take_pen, write_lines,
};
use helhed_casework::testing::{AFamily, House, line};
use helhed_casework::{Casework, Ctx, Stop, Visible};
use jiff::{SignedDuration, ToSpan};
use uuid::Uuid;

use crate::place::Place;

const HAND: Uuid = Uuid::from_u128(71);

pub(crate) async fn begun(house: &House, holm: &AFamily<'_>) -> MeetingId {
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

pub(crate) async fn seen(
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

pub(crate) fn words(followed: &Followed) -> Vec<String> {
    let body = |it: &helhed_casework::minutes::LineRow| {
        it.line
            .body
            .as_ref()
            .map_or(String::new(), |it| it.as_str().to_owned())
    };
    followed.lines.iter().map(body).collect()
}

pub(crate) fn titles(followed: &Followed) -> Vec<&str> {
    let sections = followed.sections.iter();
    sections.map(|it| it.facts.title.as_str()).collect()
}

pub(crate) fn edit(n: u128, section: MinutesSectionId, after: Option<u128>, text: &str) -> Edit {
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

pub(crate) async fn writes(
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
    let ctx = house.change(&house.karen).await;
    holm.takes_back(ctx, consent).await;
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
    let nobody = OfferPen {
        to: Some(Uuid::from_u128(9).into()),
        ..offer
    };
    let nobody = offer_pen(&mut ctx, nobody).await;
    assert!(matches!(nobody, Err(PenStop::NobodyThere)));
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
