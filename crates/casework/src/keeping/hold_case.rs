//! Keeps a case whatever its age, and lets it go again.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, HoldId};
use helhed_domain::retention::Hold;
use helhed_domain::text::Line;
use helhed_store::retention;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// Why a hold was not set or lifted.
#[derive(Debug, thiserror::Error)]
pub enum HoldCaseError {
    /// One stands.
    #[error("held already")]
    HeldAlready,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(HoldCaseError);

/// Holds a case: nothing of it is deleted until the hold is lifted. What was proposed and approved is taken back.
pub async fn hold_case(
    ctx: &mut Ctx,
    family: FamilyId,
    reason: Line,
) -> Result<HoldId, HoldCaseError> {
    let permit = ctx.house_permit::<what::Keeping, doing::Add>()?;
    let case = one(ctx, family).await?;
    let hold = Hold {
        id: ctx.new_id(),
        family,
        reason,
        by: ctx.actor()?.account,
        at: ctx.now(),
    };
    if !retention::hold_case(&mut ctx.link, &permit, &hold).await? {
        return Err(HoldCaseError::HeldAlready);
    }
    if let Some(proposal) = case.proposal {
        retention::withdraw(&mut ctx.link, proposal.id).await?;
    }
    let what = (
        helhed_access::Verb::Add,
        helhed_access::Resource::Keeping,
        permit.basis(),
    );
    ctx.record_in_house("hold_case", what, Some(family), hold.id.uuid());
    Ok(hold.id)
}

/// Lifts the hold of a case, with the reason.
pub async fn lift_hold(ctx: &mut Ctx, family: FamilyId, reason: Line) -> Result<(), Stop> {
    let permit = ctx.house_permit::<what::Keeping, doing::Add>()?;
    let case = one(ctx, family).await?;
    let by = (ctx.actor()?.account, ctx.now());
    let hold = case.hold.ok_or(Stop::Absent)?;
    if !retention::lift_hold(&mut ctx.link, &permit, family, &reason, by).await? {
        return Err(Stop::Absent);
    }
    let what = (
        helhed_access::Verb::Add,
        helhed_access::Resource::Keeping,
        permit.basis(),
    );
    ctx.record_in_house("lift_hold", what, Some(family), hold.id.uuid());
    Ok(())
}

/// One case, if it is here.
pub(super) async fn one(ctx: &mut Ctx, family: FamilyId) -> Result<retention::CaseLine, Stop> {
    let cases = retention::cases(&mut ctx.link, Some(family)).await?;
    cases.into_iter().next().ok_or(Stop::Absent)
}
