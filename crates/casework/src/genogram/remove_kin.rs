//! Takes somebody outside the family off its genogram.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_store::genogram;

use crate::{Ctx, Stop};

/// Kin to take off.
#[derive(Debug, Clone, Copy)]
pub struct RemoveKin {
    /// The family.
    pub family: FamilyId,
    /// Who.
    pub person: PersonId,
}

/// Takes somebody outside the family off its genogram, with what they are to others: it is kept, and shown no longer.
pub async fn remove_kin(ctx: &mut Ctx, command: RemoveKin) -> Result<(), Stop> {
    let permit = ctx
        .permit::<what::People, doing::Change>(command.family)
        .await?;
    let now = ctx.now();
    if !genogram::remove_kin(&mut ctx.link, &permit, command.person, now).await? {
        return Err(Stop::Absent);
    }
    ctx.record("remove_kin", &permit, command.person.uuid());
    Ok(())
}
