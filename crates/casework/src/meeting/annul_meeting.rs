//! Calls off a meeting.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, MeetingId};
use helhed_domain::text::Line;
use helhed_store::{meeting as stored, meeting_participant};

use super::ChangeMeetingError;
use super::letters::{MeetingWords, call_off};
use crate::appointment::{AnnulAppointment, annul};
use crate::{Ctx, Stop};

/// A meeting to call off.
#[derive(Debug, Clone)]
pub struct AnnulMeeting {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The version that was read.
    pub version: i64,
    /// Why; it stands in no letter.
    pub reason: Line,
}

/// Calls off a meeting with its appointment, and says so to everybody who was written to.
pub async fn annul_meeting(
    ctx: &mut Ctx,
    command: AnnulMeeting,
    words: &dyn MeetingWords,
) -> Result<(), ChangeMeetingError> {
    let family = command.family;
    let permit = ctx.permit::<what::Meetings, doing::Annul>(family).await?;
    let there = stored::find(&mut ctx.link, &permit, command.meeting)
        .await?
        .ok_or(Stop::Absent)?;
    if there.meeting.version != command.version {
        return Err(ChangeMeetingError::Changed);
    }
    let leave = ctx
        .permit::<what::Appointments, doing::Annul>(family)
        .await?;
    let appointment = AnnulAppointment {
        family,
        appointment: there.meeting.appointment,
        version: there.appointment_version,
        reason: command.reason,
    };
    annul(ctx, &leave, appointment).await?;
    let mut meeting = there.meeting;
    meeting.sequence += 1;
    if !stored::update(&mut ctx.link, &permit, &meeting, command.version).await? {
        return Err(ChangeMeetingError::Changed);
    }
    let now_is = stored::find(&mut ctx.link, &permit, meeting.id)
        .await?
        .ok_or(Stop::Absent)?;
    let all = meeting_participant::of_meeting(&mut ctx.link, &permit, meeting.id).await?;
    call_off(ctx, &permit, (&now_is, &all), words).await?;
    ctx.notice(family);
    ctx.record("annul_meeting", &permit, meeting.id.uuid());
    Ok(())
}
