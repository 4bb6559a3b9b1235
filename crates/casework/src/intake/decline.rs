//! Declines a referral, with a reason.

use helhed_domain::ids::ReferralId;
use helhed_domain::referral::{DeclineReason, Outcome};
use helhed_domain::text::Line;
use helhed_store::waiting;

use crate::Ctx;

use super::DecideStop;
use super::decide::OnTable;

/// A referral to decline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decline {
    /// The referral.
    pub referral: ReferralId,
    /// Why: a code of the list `decline_reason`.
    pub reason: DeclineReason,
    /// In the team's own words.
    pub word: Option<Line>,
}

/// Why the referral was not declined.
#[derive(Debug, thiserror::Error)]
pub enum DeclineError {
    /// The reason is not on the list today.
    #[error("no such reason")]
    NoSuchReason,
    /// It cannot be decided so.
    #[error(transparent)]
    Decide(#[from] DecideStop),
}

/// Declines a referral; a family that waited leaves the list.
pub async fn decline(ctx: &mut Ctx, command: Decline) -> Result<(), DeclineError> {
    let table = OnTable::read(ctx, command.referral).await?;
    let today = ctx.today();
    if !ctx
        .lists()
        .holds("decline_reason", command.reason.code(), today)
    {
        return Err(DeclineError::NoSuchReason);
    }
    let outcome = Outcome::Declined {
        reason: command.reason,
        word: command.word,
    };
    table.decide(ctx, "decline", outcome).await?;
    let now = ctx.now();
    waiting::leave(&mut ctx.link, &table.permit, now)
        .await
        .map_err(DecideStop::from)?;
    Ok(())
}
