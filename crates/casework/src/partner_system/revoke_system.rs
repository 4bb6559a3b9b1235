//! Takes the token of a partner's system back.

use helhed_access::{Resource, Verb, doing, what};
use helhed_domain::ids::SystemId;
use helhed_store::{account, partner_system as stored};

use crate::{Ctx, Stop};

/// Takes a token back: it opens nothing from this moment, and the account it acted as is shut out. A second time only says so again.
pub async fn revoke_system(ctx: &mut Ctx, system: SystemId) -> Result<(), Stop> {
    let permit = ctx.house_permit::<what::Systems, doing::Change>()?;
    let (by, now) = (ctx.actor()?.account, ctx.now());
    let acted_as = stored::revoke(&mut ctx.link, &permit, system, by, now).await?;
    let acted_as = acted_as.ok_or(Stop::Absent)?;
    account::set_disabled(&mut ctx.link, acted_as, Some(now)).await?;
    let what = (Verb::Change, Resource::Systems, permit.basis());
    ctx.record_in_house("revoke_system", what, None, system.uuid());
    Ok(())
}
