//! Notes that somebody picks a child up on a weekday.

use helhed_access::{doing, what};
use helhed_domain::collision::{PickUp, PickUpError, PickUpFacts};
use helhed_domain::ids::{FamilyId, PickUpId};
use helhed_store::{household, pick_up as stored};

use super::recheck;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A pick-up.
#[derive(Debug, Clone)]
pub struct AddPickUp {
    /// The family.
    pub family: FamilyId,
    /// Who, when and how long.
    pub facts: PickUpFacts,
}

/// Why it was not noted.
#[derive(Debug, thiserror::Error)]
pub enum PickUpRefused {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] PickUpError),
    /// Not of the family.
    #[error("not of the family")]
    NotOfFamily,
    /// Somebody else has changed it since.
    #[error("changed by somebody else")]
    Changed,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(PickUpRefused);

/// Notes a pick-up.
pub async fn add_pick_up(ctx: &mut Ctx, command: AddPickUp) -> Result<PickUpId, PickUpRefused> {
    let permit = ctx
        .permit::<what::Plan, doing::Change>(command.family)
        .await?;
    let facts = command.facts.checked()?;
    if !household::all_belong(&mut ctx.link, &permit, &[facts.child, facts.by]).await? {
        return Err(PickUpRefused::NotOfFamily);
    }
    let pick_up = PickUp {
        id: ctx.new_id(),
        family: command.family,
        facts,
        version: 1,
    };
    let who = (ctx.actor()?.account, ctx.now());
    stored::insert(&mut ctx.link, &permit, &pick_up, who).await?;
    ctx.record("add_pick_up", &permit, pick_up.id.uuid());
    recheck(ctx, command.family).await?;
    Ok(pick_up.id)
}
