//! Follows a family closely, with a status twice a year; and follows it no longer.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, FollowingId};
use helhed_domain::status::Following;
use helhed_store::status as stored;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// Why it is not followed.
#[derive(Debug, thiserror::Error)]
pub enum FollowFamilyError {
    /// It is already.
    #[error("followed already")]
    FollowedAlready,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(FollowFamilyError);

/// Follows a family from today.
pub async fn follow_family(
    ctx: &mut Ctx,
    family: FamilyId,
) -> Result<FollowingId, FollowFamilyError> {
    let permit = ctx.permit::<what::Method, doing::Change>(family).await?;
    if stored::following(&mut ctx.link, &permit).await?.is_some() {
        return Err(FollowFamilyError::FollowedAlready);
    }
    let following = Following {
        id: ctx.new_id(),
        family,
        from: ctx.today(),
        until: None,
    };
    let who = (ctx.actor()?.account, ctx.now());
    stored::follow(&mut ctx.link, &permit, &following, who).await?;
    ctx.record("follow_family", &permit, following.id.uuid());
    Ok(following.id)
}

/// Follows a family no longer; what was written stays. One that is not followed stays so.
pub async fn stop_following(ctx: &mut Ctx, family: FamilyId) -> Result<(), Stop> {
    let permit = ctx.permit::<what::Method, doing::Change>(family).await?;
    let Some(following) = stored::following(&mut ctx.link, &permit).await? else {
        return Ok(());
    };
    let today = ctx.today();
    if stored::unfollow(&mut ctx.link, &permit, following.id, today).await? {
        ctx.record("stop_following", &permit, following.id.uuid());
    }
    Ok(())
}
