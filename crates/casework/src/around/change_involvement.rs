//! Changes what is known of somebody around a family.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, InvolvementId};
use helhed_domain::involvement::InvolvementFacts;
use helhed_store::involvement;

use super::add_involvement::{AroundError, check};
use crate::{Ctx, Stop};

/// Somebody around a family as they are to be.
#[derive(Debug, Clone)]
pub struct ChangeInvolvement {
    /// The family.
    pub family: FamilyId,
    /// Which.
    pub involvement: InvolvementId,
    /// The version that was read.
    pub version: i64,
    /// Who, as what, where, since when.
    pub facts: InvolvementFacts,
}

/// Changes what is known of somebody around a family; what is annulled stays as it is.
pub async fn change_involvement(
    ctx: &mut Ctx,
    command: ChangeInvolvement,
) -> Result<(), AroundError> {
    let lens = ctx.lens(command.family).await?;
    let permit = lens
        .permit::<what::Around, doing::Change>()
        .ok_or(Stop::NotAllowed)?;
    let read = lens
        .permit::<what::Around, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    let id = command.involvement;
    let before = involvement::find(&mut ctx.link, &read, id)
        .await?
        .filter(|before| before.annulled.is_none())
        .ok_or(Stop::Absent)?;
    check(ctx, command.family, &command.facts, Some(&before.facts)).await?;
    let seen = (id, command.version);
    if !involvement::update(&mut ctx.link, &permit, seen, &command.facts).await? {
        return Err(AroundError::Changed);
    }
    ctx.record("change_involvement", &permit, id.uuid());
    Ok(())
}
