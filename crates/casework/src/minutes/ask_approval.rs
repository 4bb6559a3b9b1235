//! Makes a one-time link by which somebody without an account reads what they may see of closed minutes, and says whether it was like that.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, MeetingId, ParticipantId};
use helhed_domain::one_time_link::LinkPurpose;
use helhed_store::minutes_approval as stored;

use crate::one_time_link::{MadeLink, make_link};
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// Whom to ask.
#[derive(Debug, Clone, Copy)]
pub struct AskApproval {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// Who.
    pub participant: ParticipantId,
}

/// Why no link was made.
#[derive(Debug, thiserror::Error)]
pub enum AskApprovalError {
    /// The minutes are still being written.
    #[error("the minutes are open")]
    StillOpen,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AskApprovalError);

/// Makes the link, for the team; an earlier one to the same person ends.
pub async fn ask_approval(
    ctx: &mut Ctx,
    command: AskApproval,
) -> Result<MadeLink, AskApprovalError> {
    let AskApproval {
        family,
        meeting,
        participant,
    } = command;
    let permit = ctx.permit::<what::Minutes, doing::Change>(family).await?;
    let at = stored::meeting_of(&mut ctx.link, &permit, participant).await?;
    if at != Some(meeting) {
        return Err(Stop::Absent.into());
    }
    if stored::closed_at(&mut ctx.link, &permit, meeting)
        .await?
        .is_none()
    {
        return Err(AskApprovalError::StillOpen);
    }
    let link = make_link(ctx, &permit, LinkPurpose::Approve, participant.uuid()).await?;
    ctx.record("ask_approval", &permit, participant.uuid());
    Ok(link)
}
