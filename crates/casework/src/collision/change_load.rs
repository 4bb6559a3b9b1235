//! Changes what was agreed that somebody can carry, or says which day is its last.

use helhed_access::{doing, what};
use helhed_domain::collision::{Load, LoadFacts};
use helhed_domain::ids::{FamilyId, LoadId};
use helhed_store::load as stored;

use super::{LoadRefused, recheck};
use crate::{Ctx, Stop};

/// What was agreed, as it should have been written.
#[derive(Debug, Clone)]
pub struct ChangeLoad {
    /// The family.
    pub family: FamilyId,
    /// Which.
    pub load: LoadId,
    /// The version that was read.
    pub version: i64,
    /// How much and how long; whose it is stays.
    pub facts: LoadFacts,
}

/// Changes an agreed load of the family; whose it is stays.
pub async fn change_load(ctx: &mut Ctx, command: ChangeLoad) -> Result<(), LoadRefused> {
    let permit = ctx
        .permit::<what::Plan, doing::Change>(command.family)
        .await?;
    let all = stored::of_family(&mut ctx.link, &permit).await?;
    let found = all.into_iter().find(|it| it.id == command.load);
    let person = found.ok_or(Stop::Absent)?.facts.person;
    let load = Load {
        id: command.load,
        facts: LoadFacts {
            person,
            ..command.facts.checked(ctx.today())?
        },
        version: command.version,
    };
    if !stored::update(&mut ctx.link, &permit, &load).await? {
        return Err(LoadRefused::Changed);
    }
    ctx.record("change_load", &permit, load.id.uuid());
    recheck(ctx, command.family).await?;
    Ok(())
}
