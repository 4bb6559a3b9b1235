//! Changes a pick-up, or says which day is its last.

use helhed_access::{doing, what};
use helhed_domain::collision::{PickUp, PickUpFacts};
use helhed_domain::ids::{FamilyId, PickUpId};
use helhed_store::{household, pick_up as stored};

use super::{PickUpRefused, recheck};
use crate::{Ctx, Stop};

/// A pick-up as it is from now on.
#[derive(Debug, Clone)]
pub struct ChangePickUp {
    /// The family.
    pub family: FamilyId,
    /// Which.
    pub pick_up: PickUpId,
    /// The version that was read.
    pub version: i64,
    /// Who, when and how long.
    pub facts: PickUpFacts,
}

/// Changes a pick-up of the family. Whoever has left since may stay named in it; nobody from outside comes into it.
pub async fn change_pick_up(ctx: &mut Ctx, command: ChangePickUp) -> Result<(), PickUpRefused> {
    let permit = ctx
        .permit::<what::Plan, doing::Change>(command.family)
        .await?;
    let facts = command.facts.checked()?;
    let all = stored::of_family(&mut ctx.link, &permit).await?;
    let found = all.into_iter().find(|it| it.id == command.pick_up);
    let before = found.ok_or(Stop::Absent)?.facts;
    let mut people = vec![facts.child, facts.by];
    people.retain(|person| ![before.child, before.by].contains(person));
    if !household::all_belong(&mut ctx.link, &permit, &people).await? {
        return Err(PickUpRefused::NotOfFamily);
    }
    let pick_up = PickUp {
        id: command.pick_up,
        family: command.family,
        facts,
        version: command.version,
    };
    if !stored::update(&mut ctx.link, &permit, &pick_up).await? {
        return Err(PickUpRefused::Changed);
    }
    ctx.record("change_pick_up", &permit, pick_up.id.uuid());
    recheck(ctx, command.family).await?;
    Ok(())
}
