//! Sets a collision aside, with a reason: somebody has looked at it and lets it be, until it becomes more than it is.

use helhed_access::{doing, what};
use helhed_domain::ids::FamilyId;
use helhed_domain::text::Line;
use helhed_store::collision as stored;

use super::recheck::{self, Leave, calendar};
use crate::{Ctx, Stop};

/// A collision to set aside.
#[derive(Debug, Clone)]
pub struct SetCollisionAside {
    /// The family.
    pub family: FamilyId,
    /// Which, by its mark.
    pub mark: String,
    /// Why.
    pub word: Line,
}

/// Sets a collision aside as it is now: it is told no more, and stays counted. One that is there no more is absent.
pub async fn set_collision_aside(ctx: &mut Ctx, command: SetCollisionAside) -> Result<(), Stop> {
    let lens = ctx.lens(command.family).await?;
    let (Some(leave), Some(plan)) = (Leave::of(&lens), lens.permit::<what::Plan, doing::Change>())
    else {
        return Err(Stop::NotAllowed);
    };
    // What has come of itself since the last change is found first.
    recheck::recheck(ctx, command.family).await?;
    let (now, rules) = (ctx.now(), ctx.rules());
    let calendar = calendar(&mut ctx.link, &leave, &plan, now).await?;
    let found = recheck::found(&calendar, now, &rules);
    let found = found.iter().find(|(it, _)| it.mark() == command.mark);
    let (_, made_of) = found.ok_or(Stop::Absent)?;
    let who = (ctx.actor()?.account, now);
    let aside = Some((made_of, &command.word));
    if !stored::set_aside(&mut ctx.link, &plan, &command.mark, aside, who).await? {
        return Err(Stop::Absent);
    }
    ctx.record("set_collision_aside", &plan, command.family.uuid());
    Ok(())
}

/// Takes a collision up again that was set aside.
pub async fn take_collision_up(ctx: &mut Ctx, family: FamilyId, mark: &str) -> Result<(), Stop> {
    let plan = ctx.permit::<what::Plan, doing::Change>(family).await?;
    let who = (ctx.actor()?.account, ctx.now());
    if !stored::set_aside(&mut ctx.link, &plan, mark, None, who).await? {
        return Err(Stop::Absent);
    }
    ctx.record("take_collision_up", &plan, family.uuid());
    Ok(())
}
