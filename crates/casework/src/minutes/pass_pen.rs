//! Hands over the pen: whoever holds it offers it, somebody takes it.

use helhed_domain::ids::{AccountId, FamilyId, MeetingId};
use helhed_domain::minutes::PenError;
use helhed_domain::owner::Owner;
use helhed_domain::text::Name;
use helhed_store::{household, minutes as stored};

use super::hold::Hold;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// The pen to offer, or an offer to take back.
#[derive(Debug, Clone, Copy)]
pub struct OfferPen {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// To whom; nobody takes the offer back.
    pub to: Option<AccountId>,
}

/// The pen to take.
#[derive(Debug, Clone, Copy)]
pub struct TakePen {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
}

/// Why the pen did not change hands.
#[derive(Debug, thiserror::Error)]
pub enum PenStop {
    /// Somebody else holds it, and is there.
    #[error("somebody else holds the pen")]
    Held(Name),
    /// Only who holds it offers it.
    #[error("not the holder's to offer")]
    NotTheHolder,
    /// Whoever it is offered to is no professional who may sign in.
    #[error("nobody who may write")]
    NobodyThere,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(PenStop);

/// Offers the pen to somebody.
pub async fn offer_pen(ctx: &mut Ctx, command: OfferPen) -> Result<(), PenStop> {
    let mut hold = Hold::of(ctx, command.family, command.meeting).await?;
    hold.writing()?;
    if let Some(to) = command.to
        && !household::may_own(&mut ctx.link, &hold.permit, &Owner::Account(to)).await?
    {
        return Err(PenStop::NobodyThere);
    }
    let pen = hold.begun.minutes.pen.offered(hold.me, command.to);
    let pen = pen.map_err(|_| PenStop::NotTheHolder)?;
    stored::set_pen(&mut ctx.link, &hold.permit, hold.meeting, &pen).await?;
    hold.touch_and_record(ctx, "offer_pen", (false, false))
        .await?;
    Ok(())
}

/// Takes the pen: one's own again, one that was offered, or, for the team, one whose holder has been gone for a minute.
pub async fn take_pen(ctx: &mut Ctx, command: TakePen) -> Result<(), PenStop> {
    let mut hold = Hold::of(ctx, command.family, command.meeting).await?;
    hold.writing()?;
    let pen = hold.begun.minutes.pen;
    let is_team = hold.reach.is_team();
    let taken = pen.taken(hold.me, is_team, ctx.now());
    let taken = taken.map_err(|error| match error {
        PenError::Held => PenStop::Held(hold.begun.pen_name.clone()),
        PenError::NotTheHolder => PenStop::NotTheHolder,
    })?;
    stored::set_pen(&mut ctx.link, &hold.permit, hold.meeting, &taken).await?;
    hold.touch_and_record(ctx, "take_pen", (false, false))
        .await?;
    Ok(())
}
