//! Moves a family on the waiting list.

use helhed_access::{Resource, Verb, doing, what};
use helhed_domain::ids::ReferralId;
use helhed_domain::waiting::{MoveError, WaitingMove, moved};
use helhed_store::{StoreError, referral, waiting};

use crate::{Ctx, Stop};

/// Why nobody was moved.
#[derive(Debug, thiserror::Error)]
pub enum ReorderError {
    /// Not on the list, or at that end of it.
    #[error(transparent)]
    Move(#[from] MoveError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<StoreError> for ReorderError {
    fn from(error: StoreError) -> Self {
        Self::Stopped(error.into())
    }
}

/// Moves the family of a referral one place sooner or later, or to the front.
pub async fn reorder_waiting(
    ctx: &mut Ctx,
    referral: ReferralId,
    how: WaitingMove,
) -> Result<(), ReorderError> {
    let permit = ctx.house_permit::<what::Intake, doing::Change>()?;
    let places = waiting::places(&mut ctx.link).await?;
    for change in moved(&places, referral, how)? {
        waiting::set_place(&mut ctx.link, &permit, change).await?;
    }
    let family = referral::family_of(&mut ctx.link, referral).await?;
    ctx.record_in_house(
        "reorder_waiting",
        (Verb::Change, Resource::Intake, permit.basis()),
        family,
        referral.uuid(),
    );
    Ok(())
}
