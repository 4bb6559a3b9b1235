//! Says yes to the deletion of a case: two different people do, and neither proposed it.

use helhed_access::{doing, what};
use helhed_domain::ids::FamilyId;
use helhed_domain::retention::ApprovalRefusal;
use helhed_store::retention;

use super::hold_case::one;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// Why an approval does not count.
#[derive(Debug, thiserror::Error)]
pub enum ApprovePurgeError {
    /// By whose it is.
    #[error(transparent)]
    Refused(#[from] ApprovalRefusal),
    /// The case is on hold.
    #[error("on hold")]
    Held,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(ApprovePurgeError);

/// Approves the deletion that is proposed of a family.
pub async fn approve_purge(ctx: &mut Ctx, family: FamilyId) -> Result<(), ApprovePurgeError> {
    let permit = ctx.house_permit::<what::Keeping, doing::Change>()?;
    let case = one(ctx, family).await?;
    let proposal = case.proposal.ok_or(Stop::Absent)?;
    if case.hold.is_some() {
        return Err(ApprovePurgeError::Held);
    }
    let who = ctx.actor()?.account;
    proposal.may_approve(who)?;
    let now = ctx.now();
    if !retention::approve(&mut ctx.link, &permit, proposal.id, who, now).await? {
        return Err(ApprovalRefusal::Twice.into());
    }
    let what = (
        helhed_access::Verb::Change,
        helhed_access::Resource::Keeping,
        permit.basis(),
    );
    ctx.record_in_house("approve_purge", what, Some(family), proposal.id.uuid());
    Ok(())
}
