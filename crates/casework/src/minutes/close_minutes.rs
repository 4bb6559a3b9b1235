//! Closes the minutes: from then on nothing in them is changed. What was wrong is said beside them.

use helhed_domain::ids::{FamilyId, MeetingId};
use helhed_store::{minutes_approval as stored, minutes_remark};

use super::hold::{Hold, channel};
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// Minutes to close.
#[derive(Debug, Clone, Copy)]
pub struct CloseMinutes {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// How far they had come when they were read aloud.
    pub seq: i64,
}

/// Why minutes were not closed.
#[derive(Debug, thiserror::Error)]
pub enum CloseMinutesError {
    /// Somebody else holds the pen.
    #[error("somebody else holds the pen")]
    NoPen,
    /// They are closed already.
    #[error("they are closed already")]
    Closed,
    /// Something was written since they were read.
    #[error("something was written since they were read")]
    Changed,
    /// So many remarks are not settled.
    #[error("{0} remarks are not settled")]
    Remarks(usize),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(CloseMinutesError);

/// Closes minutes, for whoever holds the pen, as they were read: a word written meanwhile is read first.
pub async fn close_minutes(ctx: &mut Ctx, command: CloseMinutes) -> Result<(), CloseMinutesError> {
    let (family, meeting) = (command.family, command.meeting);
    let hold = Hold::of(ctx, family, meeting).await?;
    let writing = hold.writing()?;
    match () {
        () if hold.is_closed() => return Err(CloseMinutesError::Closed),
        () if !hold.has_pen() => return Err(CloseMinutesError::NoPen),
        () if hold.begun.minutes.seq != command.seq => return Err(CloseMinutesError::Changed),
        () => {}
    }
    let remarks = minutes_remark::changed_since(&mut ctx.link, &hold.permit, meeting, 0).await?;
    let open = remarks.iter().filter(|it| it.remark.settled_at.is_none());
    match open.count() {
        0 => {}
        open => return Err(CloseMinutesError::Remarks(open)),
    }
    let by = (hold.me, ctx.now());
    stored::close(&mut ctx.link, &writing, meeting, by).await?;
    ctx.record("close_minutes", &writing, meeting.uuid());
    ctx.notice(channel(meeting));
    ctx.notice(family);
    Ok(())
}
