//! Takes what somebody who was called to a meeting says to its closed minutes: it was like that, or it was not.

use helhed_access::{doing, what};
use helhed_domain::approval::{Approval, ApprovalError, ApprovalStance, SaidBy};
use helhed_domain::ids::{ApprovalId, FamilyId, MeetingId, ParticipantId};
use helhed_domain::text::Line;
use helhed_store::{meeting_participant, minutes_approval as stored};

use super::hold::channel;
use crate::meeting::leave;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// What somebody says.
#[derive(Debug, Clone)]
pub struct SayToMinutes {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// Who says it: the actor themselves, or whom the team heard say it.
    pub participant: ParticipantId,
    /// What.
    pub stance: ApprovalStance,
    /// A word with it; who objects gives one.
    pub word: Option<Line>,
}

/// Why it was not taken.
#[derive(Debug, thiserror::Error)]
pub enum SayError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] ApprovalError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(SayError);

/// Takes what somebody says, for themselves; the team notes down what others said in the room. Their last word counts.
pub async fn say_to_minutes(ctx: &mut Ctx, command: SayToMinutes) -> Result<ApprovalId, SayError> {
    let SayToMinutes {
        family,
        meeting,
        participant,
        ..
    } = command;
    let (actor, now) = (ctx.actor()?, ctx.now());
    let leave = leave(&mut ctx.link, &actor, (family, meeting), now).await?;
    let permit = leave.permit::<what::Meetings, doing::Add>();
    let permit = permit.ok_or(Stop::NotAllowed)?;
    if leave.own != Some(participant) && !leave.is_team() {
        return Err(Stop::NotAllowed.into());
    }
    let called = meeting_participant::of_meeting(&mut ctx.link, &permit, meeting).await?;
    if !called.iter().any(|it| it.participant.id == participant) {
        return Err(Stop::Absent.into());
    }
    if stored::closed_at(&mut ctx.link, &permit, meeting)
        .await?
        .is_none()
    {
        return Err(ApprovalError::StillOpen.into());
    }
    command.stance.check(command.word.as_ref())?;
    let approval = Approval {
        id: ctx.new_id(),
        meeting,
        participant,
        stance: command.stance,
        word: command.word,
        by: SaidBy::Account(actor.account),
        at: now,
    };
    stored::insert(&mut ctx.link, &permit, &approval).await?;
    ctx.record("say_to_minutes", &permit, approval.id.uuid());
    ctx.notice(channel(meeting));
    Ok(approval.id)
}
