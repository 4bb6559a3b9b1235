//! Locks a case against its family, and lifts the lock.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, LockId, PersonId};
use helhed_domain::lock::Lock;
use helhed_domain::text::Line;
use helhed_store::{household, lock};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A lock to set.
#[derive(Debug, Clone)]
pub struct LockCase {
    /// The family.
    pub family: FamilyId,
    /// Why.
    pub reason: Line,
    /// Whom it protects.
    pub protects: Vec<PersonId>,
}

/// Why a lock was not set or lifted.
#[derive(Debug, thiserror::Error)]
pub enum LockCaseError {
    /// The case is locked already.
    #[error("locked already")]
    LockedAlready,
    /// Somebody is not of the family.
    #[error("not of the family")]
    NotOfFamily,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(LockCaseError);

/// Locks the case: from now on nobody of the family sees it but whom the lock protects.
pub async fn lock_case(ctx: &mut Ctx, command: LockCase) -> Result<LockId, LockCaseError> {
    let permit = ctx
        .permit::<what::Sharing, doing::Change>(command.family)
        .await?;
    if !household::all_belong(&mut ctx.link, &permit, &command.protects).await? {
        return Err(LockCaseError::NotOfFamily);
    }
    let it = Lock {
        id: ctx.new_id(),
        family: command.family,
        reason: command.reason,
        protects: command.protects,
        by: ctx.actor()?.account,
        at: ctx.now(),
    };
    if !lock::insert(&mut ctx.link, &permit, &it).await? {
        return Err(LockCaseError::LockedAlready);
    }
    ctx.notice(command.family);
    ctx.record("lock_case", &permit, it.id.uuid());
    Ok(it.id)
}

/// Lifts a lock, once the risk has been assessed.
pub async fn lift_lock(
    ctx: &mut Ctx,
    family: FamilyId,
    id: LockId,
    assessment: Line,
) -> Result<(), Stop> {
    let permit = ctx.permit::<what::Sharing, doing::Change>(family).await?;
    let (by, now) = (ctx.actor()?.account, ctx.now());
    if !lock::lift(&mut ctx.link, &permit, id, &assessment, by, now).await? {
        return Err(Stop::Absent);
    }
    ctx.notice(family);
    ctx.record("lift_lock", &permit, id.uuid());
    Ok(())
}
