//! Minutes are read aloud and closed, everybody who came says whether it was like that, and what was agreed is followed until it is done.

use jiff::civil::date;

use helhed_casework::access::Actor;
use helhed_casework::agreed::{agreed_page, decision_times_page};
use helhed_casework::domain::approval::{ApprovalStance, MinutesState};
use helhed_casework::domain::ids::{MeetingId, MinutesLineId, MinutesSectionId, ParticipantId};
use helhed_casework::domain::minutes::{Edit, RemarkKind};
use helhed_casework::domain::text::Passage;
use helhed_casework::minutes::{
    AddToMinutes, ApprovalPage, AskApproval, BeginMinutes, CloseMinutes, CloseMinutesError,
    SayError, SayToMinutes, SpeakUp, WriteError, WriteLines, add_to_minutes, approval_page,
    approve_by_link, ask_approval, begin_minutes, close_minutes, read_minutes_by_link,
    say_to_minutes, speak_up, write_lines,
};
use helhed_casework::one_time_link::{LinkPurpose, open_link};
use helhed_casework::task::{FinishTask, finish_task};
use helhed_casework::testing::{AFamily, line, prose};
use helhed_casework::{Stop, Visible};
use uuid::Uuid;

use crate::place::Place;

async fn page(
    place: &Place,
    who: &Actor,
    at: (&AFamily<'_>, MeetingId),
) -> Result<ApprovalPage, Stop> {
    let mut reading = place.other.reading(who, place.house.now());
    let page = approval_page(&mut reading, at.0.id, at.1).await;
    page.map(Visible::into_inner)
}

/// Writes a line at the end of a section, as the page of whoever holds the pen does.
async fn writes(
    place: &Place,
    at: (&AFamily<'_>, MeetingId),
    section: MinutesSectionId,
    words: &str,
) -> Result<(), WriteError> {
    let house = &place.house;
    let mut ctx = place.change_there(&house.karen).await;
    let edit = Edit {
        id: house.casework.new_id::<MinutesLineId>(house.now()),
        section,
        after: None,
        body: Some(Some(Passage::parse(words).expect("words"))),
        base: 0,
        settled: true,
    };
    let command = WriteLines {
        family: at.0.id,
        meeting: at.1,
        hand: Uuid::from_u128(1),
        edits: vec![edit],
    };
    write_lines(&mut ctx, command).await?;
    ctx.commit().await.expect("committed");
    Ok(())
}

async fn begun(place: &Place, holm: &AFamily<'_>) -> MeetingId {
    let house = &place.house;
    let meeting = holm
        .meeting("2026-11-24T08:00:00Z", "2026-11-24T10:00:00Z")
        .await;
    let mut ctx = house.change(&house.karen).await;
    let command = BeginMinutes {
        family: holm.id,
        meeting,
        general: line("Andet"),
    };
    begin_minutes(&mut ctx, command).await.expect("begun");
    ctx.commit().await.expect("committed");
    meeting
}

fn voice(page: &ApprovalPage, name: &str) -> ParticipantId {
    let mut all = page.voices.iter();
    let found = all.find(|it| it.participant.name.as_str().starts_with(name));
    found.expect("a voice").participant.participant.id
}

async fn closes(
    place: &Place,
    holm: &AFamily<'_>,
    meeting: MeetingId,
    seq: i64,
) -> Result<(), CloseMinutesError> {
    let mut ctx = place.house.change(&place.house.karen).await;
    let command = CloseMinutes {
        family: holm.id,
        meeting,
        seq,
    };
    close_minutes(&mut ctx, command).await?;
    ctx.commit().await.expect("committed");
    Ok(())
}

pub(crate) async fn closed_minutes_stay_and_everybody_says_whether_it_was_like_that(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let holm = holm.with_custody().await;
    let sofie = house.member(holm.mother);
    let meeting = begun(place, &holm).await;
    let at = (&holm, meeting);
    let open = page(place, &house.karen, at).await.expect("a page");
    assert_eq!(open.state, MinutesState::Open);
    let followed = open.page.begun.as_ref().expect("begun");
    let general = followed
        .sections
        .iter()
        .find(|it| it.facts.category == "general");
    let general = general.expect("a section").id;
    let health = followed
        .sections
        .iter()
        .find(|it| it.facts.category == "health");
    let health = health.expect("a section").id;
    writes(place, at, general, "Alle er glade for den nye skole.")
        .await
        .expect("written");
    writes(place, at, health, "Sofie sover bedre.")
        .await
        .expect("written");

    // What somebody has said to the minutes keeps them open, and so does a word that was written since they were read.
    let mut ctx = place.change_there(&sofie).await;
    let said = SpeakUp {
        family: holm.id,
        meeting,
        section: general,
        line: None,
        kind: RemarkKind::Add,
        body: Passage::parse("Ikke helt alle.").ok(),
    };
    speak_up(&mut ctx, said).await.expect("said");
    ctx.commit().await.expect("committed");
    let seq = |page: &ApprovalPage| page.page.begun.as_ref().expect("begun").minutes.seq;
    let now = page(place, &house.karen, at).await.expect("a page");
    assert!(matches!(
        closes(place, &holm, meeting, seq(&open)).await,
        Err(CloseMinutesError::Changed)
    ));
    assert!(matches!(
        closes(place, &holm, meeting, seq(&now)).await,
        Err(CloseMinutesError::Remarks(1))
    ));
    let remark = now.page.begun.as_ref().expect("begun").remarks[0].remark.id;
    let mut ctx = house.change(&house.karen).await;
    let settle = helhed_casework::minutes::SettleRemark {
        family: holm.id,
        meeting,
        remark,
        takes_in: true,
    };
    helhed_casework::minutes::settle_remark(&mut ctx, settle)
        .await
        .expect("settled");
    ctx.commit().await.expect("committed");
    // Nobody approves what is still being written.
    let mother = voice(&now, "Sofie");
    let say = |participant, stance, word: Option<&str>| SayToMinutes {
        family: holm.id,
        meeting,
        participant,
        stance,
        word: word.map(line),
    };
    let mut ctx = place.change_there(&sofie).await;
    let early = say_to_minutes(&mut ctx, say(mother, ApprovalStance::Approves, None)).await;
    assert!(matches!(early, Err(SayError::Wrong(_))));
    drop(ctx);
    let now = page(place, &house.karen, at).await.expect("a page");
    closes(place, &holm, meeting, seq(&now))
        .await
        .expect("closed");
    assert!(matches!(
        closes(place, &holm, meeting, seq(&now)).await,
        Err(CloseMinutesError::Closed)
    ));
    assert!(
        writes(place, at, general, "Efter lukketid.").await.is_err(),
        "closed minutes stay"
    );

    let after = |minutes| house.now() + jiff::SignedDuration::from_mins(minutes);
    // The mother objects, with a word; without one she is asked for it. She says nothing for Karen.
    let karen = voice(&now, "Karen");
    let mut ctx = place.change_there(&sofie).await;
    let wordless = say_to_minutes(&mut ctx, say(mother, ApprovalStance::Objects, None)).await;
    assert!(matches!(wordless, Err(SayError::Wrong(_))));
    let for_karen = say_to_minutes(&mut ctx, say(karen, ApprovalStance::Approves, None)).await;
    assert!(matches!(
        for_karen,
        Err(SayError::Stopped(Stop::NotAllowed))
    ));
    let objects = say(mother, ApprovalStance::Objects, Some("Jeg sagde torsdag"));
    say_to_minutes(&mut ctx, objects).await.expect("said");
    ctx.commit().await.expect("committed");
    let objected = page(place, &house.karen, at).await.expect("a page");
    assert_eq!(objected.state, MinutesState::Objected);

    // Karen adds what was missing; the mother reads it and takes her objection back; the others are heard or asked by a link.
    let mut ctx = house.change(&house.karen).await;
    let addition = AddToMinutes {
        family: holm.id,
        meeting,
        section: general,
        body: prose("Det var torsdag."),
    };
    add_to_minutes(&mut ctx, addition).await.expect("added");
    for participant in objected
        .voices
        .iter()
        .map(|it| it.participant.participant.id)
    {
        if participant != mother {
            let heard = say(participant, ApprovalStance::Approves, None);
            say_to_minutes(&mut ctx, heard).await.expect("heard");
        }
    }
    ctx.commit().await.expect("committed");
    let seen = page(place, &sofie, at).await.expect("a page");
    assert_eq!(seen.addenda.len(), 1);
    assert_eq!(seen.own, Some(mother));
    let mut ctx = place.other.begin(&sofie, after(2)).await.expect("begun");
    say_to_minutes(&mut ctx, say(mother, ApprovalStance::Approves, None))
        .await
        .expect("said");
    ctx.commit().await.expect("committed");
    let approved = page(place, &house.karen, at).await.expect("a page");
    assert_eq!(approved.state, MinutesState::Approved);
    let kept = approved
        .voices
        .iter()
        .find(|it| it.participant.participant.id == mother);
    assert_eq!(
        kept.expect("a voice").said.len(),
        2,
        "what she said before is kept"
    );

    // Sanne of the school reads by a link what her school may see: nothing of anybody's health.
    let school = voice(&approved, "Sanne");
    let mut ctx = house.change(&house.karen).await;
    let ask = AskApproval {
        family: holm.id,
        meeting,
        participant: school,
    };
    let link = ask_approval(&mut ctx, ask).await.expect("a link");
    ctx.commit().await.expect("committed");
    let opens = async || {
        let (token, code) = (link.token.secret(), &link.code);
        let purpose = LinkPurpose::Approve;
        open_link(&place.other, purpose, token, code, "192.0.2.1", after(3)).await
    };
    let shown = read_minutes_by_link(opens().await.expect("opened"))
        .await
        .expect("shown");
    assert!(shown.lines.iter().all(|it| it.line.section != health));
    assert!(shown.unseen > 0, "what is not for her is told as a number");
    let answered = approve_by_link(
        opens().await.expect("opened"),
        ApprovalStance::Objects,
        Some(line("Vi var to")),
    );
    answered.await.expect("said");
    assert!(opens().await.is_err(), "it is used once");
    let objected = page(place, &house.karen, at).await.expect("a page");
    assert_eq!(
        objected.state,
        MinutesState::Objected,
        "the last word counts"
    );
}

pub(crate) async fn what_was_agreed_is_followed_until_it_is_done(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let meeting = begun(place, &holm).await;
    let at = (&holm, meeting);
    let open = page(place, &house.karen, at).await.expect("a page");
    let sections = &open.page.begun.as_ref().expect("begun").sections;
    let (first, other) = (sections[0].id, sections[1].id);
    writes(place, at, first, "> Karen ringer til skolen fredag")
        .await
        .expect("written");
    writes(place, at, other, "> Karen skriver til lægen fredag")
        .await
        .expect("written");
    let agreed = async |who: &Actor, days: i64| {
        let mut reading = place.other.reading(
            who,
            house.now() + jiff::SignedDuration::from_hours(24 * days),
        );
        agreed_page(&mut reading, holm.id)
            .await
            .map(Visible::into_inner)
    };
    let page = agreed(&house.karen, 0).await.expect("a page");
    assert_eq!(
        (page.times.decided, page.times.done, page.times.median_days),
        (2, 0, None)
    );
    assert!(
        page.lines
            .iter()
            .all(|it| it.due == Some(date(2026, 11, 27)))
    );

    let later = house.now() + jiff::SignedDuration::from_hours(24 * 3);
    let mut ctx = house.begin(&house.karen, later).await.expect("begun");
    let done = FinishTask {
        family: holm.id,
        task: page.lines[0].task,
        version: 1,
        done: true,
        word: None,
    };
    finish_task(&mut ctx, done).await.expect("done");
    ctx.commit().await.expect("committed");
    let page = agreed(&house.karen, 4).await.expect("a page");
    assert_eq!(
        (page.times.done, page.times.median_days),
        (1, Some(3)),
        "half of two"
    );

    // Over all families it is told from five on.
    let mut reading = place.other.reading(&house.lone, later);
    let times = decision_times_page(&mut reading)
        .await
        .expect("a page")
        .into_inner();
    assert_eq!((times.families, times.all), (1, None));
    assert!(times.halves.iter().all(|it| it.times.is_none()));
    let mut reading = place.other.reading(&house.karen, later);
    assert!(
        decision_times_page(&mut reading).await.is_err(),
        "a coordinator reads no aggregates"
    );
}
