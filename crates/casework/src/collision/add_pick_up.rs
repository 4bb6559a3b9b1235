//! Notes that somebody picks a child up on a weekday.

use helhed_access::{doing, what};
use helhed_domain::collision::{PickUp, PickUpError};
use helhed_domain::ids::{FamilyId, PersonId, PickUpId};
use helhed_store::{collision as stored, household};
use jiff::civil::Date;

use super::recheck;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A pick-up.
#[derive(Debug, Clone)]
pub struct AddPickUp {
    /// The family.
    pub family: FamilyId,
    /// The child.
    pub child: PersonId,
    /// Who picks it up.
    pub by: PersonId,
    /// The weekday, 1 to 7 from Monday.
    pub weekday: i8,
    /// When: minutes after midnight.
    pub minute: i16,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Option<Date>,
}

/// Why it was not noted.
#[derive(Debug, thiserror::Error)]
pub enum AddPickUpError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] PickUpError),
    /// Not of the family.
    #[error("not of the family")]
    NotOfFamily,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AddPickUpError);

/// Notes a pick-up.
pub async fn add_pick_up(ctx: &mut Ctx, command: AddPickUp) -> Result<PickUpId, AddPickUpError> {
    let permit = ctx
        .permit::<what::Plan, doing::Change>(command.family)
        .await?;
    if !household::all_belong(&mut ctx.link, &permit, &[command.child, command.by]).await? {
        return Err(AddPickUpError::NotOfFamily);
    }
    let pick_up = PickUp {
        id: ctx.new_id(),
        family: command.family,
        child: command.child,
        by: command.by,
        weekday: command.weekday,
        minute: command.minute,
        from: command.from,
        until: command.until,
    }
    .checked()?;
    let who = (ctx.actor()?.account, ctx.now());
    stored::insert_pick_up(&mut ctx.link, &permit, &pick_up, who).await?;
    ctx.record("add_pick_up", &permit, pick_up.id.uuid());
    recheck(ctx, command.family).await?;
    Ok(pick_up.id)
}
