//! Lifts a restriction, after the person was told (GDPR art. 18(3)).

use jiff::civil::Date;

use helhed_access::doing;
use helhed_domain::ids::{FamilyId, RestrictionId};
use helhed_domain::text::Line;
use helhed_store::restriction as stored;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// What is lifted.
#[derive(Debug, Clone)]
pub struct LiftRestriction {
    /// The family.
    pub family: FamilyId,
    /// The restriction.
    pub restriction: RestrictionId,
    /// The day the person was told that it will be lifted.
    pub told_on: Date,
    /// How they were told.
    pub told_how: Line,
    /// Why it is lifted.
    pub reason: Line,
}

/// Why it stays.
#[derive(Debug, thiserror::Error)]
pub enum LiftRestrictionError {
    /// The person is to be told on a day to come: first they are told.
    #[error("not told yet")]
    NotTold,
    /// It does not stand.
    #[error("lifted already")]
    Already,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(LiftRestrictionError);

/// Lifts it.
pub async fn lift_restriction(
    ctx: &mut Ctx,
    command: LiftRestriction,
) -> Result<(), LiftRestrictionError> {
    let permit = ctx.requests_permit::<doing::Annul>(command.family).await?;
    let standing = stored::standing(&mut ctx.link, &permit).await?;
    let found = standing.iter().find(|it| it.id == command.restriction);
    let found = found.ok_or(LiftRestrictionError::Already)?;
    let set_on = helhed_domain::day::day_of(found.at);
    if command.told_on > ctx.today() || command.told_on < set_on {
        return Err(LiftRestrictionError::NotTold);
    }
    let told = (command.told_on, &command.told_how);
    stored::tell(&mut ctx.link, &permit, command.restriction, told).await?;
    let by = (ctx.actor()?.account, ctx.now());
    let reason = &command.reason;
    if !stored::lift(&mut ctx.link, &permit, command.restriction, reason, by).await? {
        return Err(LiftRestrictionError::Already);
    }
    ctx.record("lift_restriction", &permit, command.restriction.uuid());
    ctx.notice(command.family);
    Ok(())
}
