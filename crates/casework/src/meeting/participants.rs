//! Who is to be at a meeting: put on, taken off, written to, rung, answered for, marked as here.

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::ids::{FamilyId, MeetingId, ParticipantId};
use helhed_domain::meeting::{Invited, MeetingAnswer, ParticipantFacts};
use helhed_domain::post::LetterKind;
use helhed_domain::text_message::Reached;
use helhed_store::meeting::{self as stored, MeetingLine};
use helhed_store::meeting_participant::{self as list, ParticipantLine};
use helhed_store::outbox;

use super::ParticipantError;
use super::leave::leave;
use super::letters::{MeetingWords, call_off, tell};
use super::put_on::{put_on, sealed};
use crate::{Ctx, Stop};

/// A meeting of a family, and somebody who is called to it.
#[derive(Debug, Clone, Copy)]
pub struct At {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// Who.
    pub participant: ParticipantId,
}

async fn one<V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<what::Meetings, V>,
    at: At,
) -> Result<(MeetingLine, ParticipantLine), Stop> {
    let line = stored::find(&mut ctx.link, permit, at.meeting).await?;
    let all = list::of_meeting(&mut ctx.link, permit, at.meeting).await?;
    let one = all
        .into_iter()
        .find(|it| it.participant.id == at.participant);
    line.zip(one).ok_or(Stop::Absent)
}

/// Puts somebody on who is not of the family: who of the family comes stands in the appointment.
pub async fn add_participant(
    ctx: &mut Ctx,
    (family, meeting): (FamilyId, MeetingId),
    facts: ParticipantFacts,
) -> Result<ParticipantId, ParticipantError> {
    let permit = ctx.permit::<what::Meetings, doing::Change>(family).await?;
    stored::find(&mut ctx.link, &permit, meeting)
        .await?
        .ok_or(Stop::Absent)?;
    if matches!(facts.who, Invited::Person(_)) {
        return Err(ParticipantError::Nobody);
    }
    let id = put_on(ctx, &permit, meeting, facts).await?.id;
    ctx.notice(family);
    ctx.record("add_participant", &permit, meeting.uuid());
    Ok(id)
}

/// Takes somebody off, and says so where they were written to. Who of the family comes stands in the appointment.
pub async fn remove_participant(
    ctx: &mut Ctx,
    at: At,
    words: &dyn MeetingWords,
) -> Result<(), ParticipantError> {
    let permit = ctx
        .permit::<what::Meetings, doing::Change>(at.family)
        .await?;
    let (line, gone) = one(ctx, &permit, at).await?;
    if matches!(gone.participant.who, Invited::Person(_)) {
        return Err(ParticipantError::Nobody);
    }
    let now = ctx.now();
    list::remove(&mut ctx.link, &permit, at.participant, now).await?;
    call_off(ctx, &permit, (&line, &[gone]), words).await?;
    ctx.notice(at.family);
    ctx.record("remove_participant", &permit, at.meeting.uuid());
    Ok(())
}

/// Writes down where somebody is written to, beside what is known; none takes both away: they are to be rung.
pub async fn set_participant_address(
    ctx: &mut Ctx,
    at: At,
    reached: Option<Reached>,
) -> Result<(), Stop> {
    let permit = ctx
        .permit::<what::Meetings, doing::Change>(at.family)
        .await?;
    let (_, there) = one(ctx, &permit, at).await?;
    let (email, phone) = match &reached {
        None => (None, None),
        Some(_) => {
            let (email, phone) = sealed(ctx, reached.as_ref());
            (email.or(there.email), phone.or(there.phone))
        }
    };
    let addresses = (email.as_deref(), phone.as_deref());
    list::set_addresses(&mut ctx.link, &permit, at.participant, addresses).await?;
    ctx.record("set_participant_address", &permit, at.meeting.uuid());
    Ok(())
}

/// Writes to everybody who has not been told of the meeting as it stands and has an address. How many letters were put in the outbox.
pub async fn invite_participants(
    ctx: &mut Ctx,
    (family, meeting): (FamilyId, MeetingId),
    words: &dyn MeetingWords,
) -> Result<usize, Stop> {
    let permit = ctx.permit::<what::Meetings, doing::Change>(family).await?;
    let line = stored::find(&mut ctx.link, &permit, meeting)
        .await?
        .filter(|it| it.annulled.is_none() && it.ends > ctx.now())
        .ok_or(Stop::Absent)?;
    let written = outbox::of_meeting(&mut ctx.link, &permit, meeting).await?;
    let mut told = 0;
    for to in list::of_meeting(&mut ctx.link, &permit, meeting).await? {
        let id = to.participant.id;
        if to.participant.invited_at.is_some() {
            continue;
        }
        let again = written.iter().any(|it| it.subject == id.uuid());
        let kind = match again {
            true => LetterKind::Change,
            false => LetterKind::Invitation,
        };
        if tell(ctx, &permit, (&line, &to), kind, words).await? {
            let now = ctx.now();
            list::note_invited(&mut ctx.link, &permit, id, now).await?;
            told += 1;
        }
    }
    ctx.notice(family);
    ctx.record("invite_participants", &permit, meeting.uuid());
    Ok(told)
}

/// Notes that somebody was told by telephone.
pub async fn note_rung(ctx: &mut Ctx, at: At) -> Result<(), Stop> {
    let permit = ctx
        .permit::<what::Meetings, doing::Change>(at.family)
        .await?;
    one(ctx, &permit, at).await?;
    let now = ctx.now();
    list::note_invited(&mut ctx.link, &permit, at.participant, now).await?;
    ctx.record("note_rung", &permit, at.meeting.uuid());
    Ok(())
}

/// Notes what somebody answers: they themselves here, or whoever changes the meeting, as they said.
pub async fn note_answer(ctx: &mut Ctx, at: At, answer: MeetingAnswer) -> Result<(), Stop> {
    let (actor, now) = (ctx.actor()?, ctx.now());
    let place = (at.family, at.meeting);
    let leave = leave(&mut ctx.link, &actor, place, now).await?;
    let as_team = leave.permit::<what::Meetings, doing::Change>();
    match as_team {
        Some(permit) => {
            one(ctx, &permit, at).await?;
            list::note_answer(&mut ctx.link, &permit, at.participant, (answer, now)).await?;
            ctx.record("note_meeting_answer", &permit, at.meeting.uuid());
        }
        None => {
            let own = leave.own == Some(at.participant);
            let permit = leave.permit::<what::Meetings, doing::Add>();
            let permit = permit.filter(|_| own).ok_or(Stop::Absent)?;
            one(ctx, &permit, at).await?;
            list::note_answer(&mut ctx.link, &permit, at.participant, (answer, now)).await?;
            ctx.record("note_meeting_answer", &permit, at.meeting.uuid());
        }
    }
    ctx.notice(at.family);
    Ok(())
}

/// Marks whether somebody is here; none takes the mark back.
pub async fn note_presence(ctx: &mut Ctx, at: At, came: Option<bool>) -> Result<(), Stop> {
    let permit = ctx
        .permit::<what::Meetings, doing::Change>(at.family)
        .await?;
    one(ctx, &permit, at).await?;
    list::note_came(&mut ctx.link, &permit, at.participant, came).await?;
    ctx.notice(at.family);
    ctx.record("note_presence", &permit, at.meeting.uuid());
    Ok(())
}
