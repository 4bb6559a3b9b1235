//! Writes how close two people on the genogram are.

use helhed_access::{doing, what};
use helhed_domain::genogram::{BondError, Closeness, in_order};
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_store::genogram;

use super::genogram_page::on_it;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// How close two people are.
#[derive(Debug, Clone, Copy)]
pub struct SetCloseness {
    /// The family.
    pub family: FamilyId,
    /// The one.
    pub one: PersonId,
    /// The other.
    pub other: PersonId,
    /// How close; nothing says no more of it.
    pub closeness: Option<Closeness>,
}

/// Why it was not written.
#[derive(Debug, thiserror::Error)]
pub enum SetClosenessError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] BondError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(SetClosenessError);

/// Writes how close two people on the genogram are: what is written last counts.
pub async fn set_closeness(ctx: &mut Ctx, command: SetCloseness) -> Result<(), SetClosenessError> {
    let permit = ctx
        .permit::<what::People, doing::Change>(command.family)
        .await?;
    let (actor, now) = (ctx.actor()?.account, ctx.now());
    let both = in_order(command.one, command.other)?;
    for person in [both.0, both.1] {
        on_it(ctx, &permit, person).await?;
    }
    let said = command.closeness;
    genogram::set_closeness(&mut ctx.link, &permit, both, said, (actor, now)).await?;
    ctx.record("set_closeness", &permit, both.0.uuid());
    Ok(())
}
