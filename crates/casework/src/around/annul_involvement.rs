//! Annuls somebody around a family who was written down by mistake.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, InvolvementId};
use helhed_domain::text::Line;
use helhed_store::involvement;

use super::add_involvement::AroundError;
use crate::{Ctx, Stop};

/// A mistake, and why it is one.
#[derive(Debug, Clone)]
pub struct AnnulInvolvement {
    /// The family.
    pub family: FamilyId,
    /// Which.
    pub involvement: InvolvementId,
    /// The version that was read.
    pub version: i64,
    /// Why.
    pub reason: Line,
}

/// Annuls one: it stays readable with the reason, and counts no more.
pub async fn annul_involvement(
    ctx: &mut Ctx,
    command: AnnulInvolvement,
) -> Result<(), AroundError> {
    let lens = ctx.lens(command.family).await?;
    let permit = lens
        .permit::<what::Around, doing::Annul>()
        .ok_or(Stop::NotAllowed)?;
    let read = lens
        .permit::<what::Around, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    let id = command.involvement;
    involvement::find(&mut ctx.link, &read, id)
        .await?
        .ok_or(Stop::Absent)?;
    let (seen, now) = ((id, command.version), ctx.now());
    if !involvement::annul(&mut ctx.link, &permit, seen, &command.reason, now).await? {
        return Err(AroundError::Changed);
    }
    ctx.record("annul_involvement", &permit, id.uuid());
    Ok(())
}
