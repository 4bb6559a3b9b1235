//! Adds to closed minutes: what was written stays, and what was wrong is said beside it.

use helhed_domain::ids::{FamilyId, MeetingId, MinutesAddendumId, MinutesSectionId};
use helhed_domain::text::Prose;
use helhed_store::minutes_approval as stored;

use super::hold::{Hold, channel};
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// What to add.
#[derive(Debug, Clone)]
pub struct AddToMinutes {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The section it stands beside, and whose readers read it.
    pub section: MinutesSectionId,
    /// The words.
    pub body: Prose,
}

/// Why it was not added.
#[derive(Debug, thiserror::Error)]
pub enum AddToMinutesError {
    /// They are still being written: it is written in them.
    #[error("the minutes are open")]
    StillOpen,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AddToMinutesError);

/// Adds to closed minutes, for the team.
pub async fn add_to_minutes(
    ctx: &mut Ctx,
    command: AddToMinutes,
) -> Result<MinutesAddendumId, AddToMinutesError> {
    let hold = Hold::of(ctx, command.family, command.meeting).await?;
    hold.writing()?;
    if !hold.is_closed() {
        return Err(AddToMinutesError::StillOpen);
    }
    let section = hold.section(command.section)?.id;
    let id: MinutesAddendumId = ctx.new_id();
    let (what, by) = ((id, section, &command.body), (hold.me, ctx.now()));
    stored::insert_addendum(&mut ctx.link, &hold.permit, hold.meeting, what, by).await?;
    ctx.record("add_to_minutes", &hold.permit, id.uuid());
    ctx.notice(channel(hold.meeting));
    Ok(id)
}
