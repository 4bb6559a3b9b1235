//! Notes what somebody, or the family, can carry a week, as agreed with them.

use helhed_access::{doing, what};
use helhed_domain::collision::{Load, LoadError, LoadFacts};
use helhed_domain::ids::{FamilyId, LoadId, PersonId};
use helhed_store::{household, load as stored};

use super::recheck;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// What was agreed.
#[derive(Debug, Clone)]
pub struct AgreeOnLoad {
    /// The family.
    pub family: FamilyId,
    /// Who, and how much.
    pub facts: LoadFacts,
}

/// Why it was not noted.
#[derive(Debug, thiserror::Error)]
pub enum LoadRefused {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] LoadError),
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
stops_on_storage!(LoadRefused);

/// Notes what was agreed; what was agreed last counts.
pub async fn agree_on_load(ctx: &mut Ctx, command: AgreeOnLoad) -> Result<LoadId, LoadRefused> {
    let permit = ctx
        .permit::<what::Plan, doing::Change>(command.family)
        .await?;
    let facts = command.facts.checked(ctx.today())?;
    let people: Vec<PersonId> = facts.person.into_iter().collect();
    if !household::all_belong(&mut ctx.link, &permit, &people).await? {
        return Err(LoadRefused::NotOfFamily);
    }
    let load = Load {
        id: ctx.new_id(),
        facts,
        version: 1,
    };
    let who = (ctx.actor()?.account, ctx.now());
    stored::insert(&mut ctx.link, &permit, &load, who).await?;
    ctx.record("agree_on_load", &permit, load.id.uuid());
    recheck(ctx, command.family).await?;
    Ok(load.id)
}
