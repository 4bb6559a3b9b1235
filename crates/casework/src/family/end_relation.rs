//! Ends a relation between two people of the family.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, RelationId};
use helhed_store::relation;
use jiff::civil::Date;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A relation that has ended.
#[derive(Debug, Clone)]
pub struct EndRelation {
    /// The family.
    pub family: FamilyId,
    /// The relation.
    pub relation: RelationId,
    /// The day.
    pub on: Date,
}

/// Why no relation was ended.
#[derive(Debug, thiserror::Error)]
pub enum EndRelationError {
    /// On a day to come.
    #[error("on a day to come")]
    InTheFuture,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(EndRelationError);

/// Ends a relation between two people of the family.
pub async fn end_relation(ctx: &mut Ctx, command: EndRelation) -> Result<(), EndRelationError> {
    let permit = ctx
        .permit::<what::People, doing::Change>(command.family)
        .await?;
    if command.on > ctx.today() {
        return Err(EndRelationError::InTheFuture);
    }
    if !relation::end(&mut ctx.link, &permit, command.relation, command.on).await? {
        return Err(Stop::Absent.into());
    }
    ctx.record("end_relation", &permit, command.relation.uuid());
    Ok(())
}
