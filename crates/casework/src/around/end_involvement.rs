//! Notes the last day of somebody around a family.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, InvolvementId};
use helhed_store::involvement;
use jiff::civil::Date;

use super::add_involvement::{AroundError, check};
use crate::{Ctx, Stop};

/// That somebody around a family has stopped, or will.
#[derive(Debug, Clone)]
pub struct EndInvolvement {
    /// The family.
    pub family: FamilyId,
    /// Which.
    pub involvement: InvolvementId,
    /// The version that was read.
    pub version: i64,
    /// The last day.
    pub until: Date,
}

/// Notes the last day of somebody around a family.
pub async fn end_involvement(ctx: &mut Ctx, command: EndInvolvement) -> Result<(), AroundError> {
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
    let mut facts = before.facts.clone();
    facts.until = Some(command.until);
    check(ctx, command.family, &facts, Some(&before.facts)).await?;
    let seen = (id, command.version);
    if !involvement::update(&mut ctx.link, &permit, seen, &facts).await? {
        return Err(AroundError::Changed);
    }
    ctx.record("end_involvement", &permit, id.uuid());
    Ok(())
}
