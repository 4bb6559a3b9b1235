//! Notes what somebody, or the family, can carry a week, as agreed with them.

use helhed_access::{doing, what};
use helhed_domain::collision::{Load, LoadError};
use helhed_domain::ids::{FamilyId, LoadId, PersonId};
use helhed_store::{collision as stored, household};
use jiff::civil::Date;

use super::recheck;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// What was agreed.
#[derive(Debug, Clone)]
pub struct AgreeOnLoad {
    /// The family.
    pub family: FamilyId,
    /// Who; `None` is each in the family.
    pub person: Option<PersonId>,
    /// How many times a week.
    pub per_week: i64,
    /// When it was agreed.
    pub agreed: Date,
}

/// Why it was not noted.
#[derive(Debug, thiserror::Error)]
pub enum AgreeOnLoadError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] LoadError),
    /// Not of the family.
    #[error("not of the family")]
    NotOfFamily,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AgreeOnLoadError);

/// Notes what was agreed; what was agreed last counts.
pub async fn agree_on_load(
    ctx: &mut Ctx,
    command: AgreeOnLoad,
) -> Result<LoadId, AgreeOnLoadError> {
    let permit = ctx
        .permit::<what::Plan, doing::Change>(command.family)
        .await?;
    let people: Vec<PersonId> = command.person.into_iter().collect();
    if !household::all_belong(&mut ctx.link, &permit, &people).await? {
        return Err(AgreeOnLoadError::NotOfFamily);
    }
    let load = Load {
        id: ctx.new_id(),
        person: command.person,
        per_week: command.per_week,
        agreed: command.agreed,
    }
    .checked(ctx.today())?;
    let who = (ctx.actor()?.account, ctx.now());
    stored::insert_load(&mut ctx.link, &permit, &load, who).await?;
    ctx.record("agree_on_load", &permit, load.id.uuid());
    recheck(ctx, command.family).await?;
    Ok(load.id)
}
