//! Changes a measure of a family.

use helhed_access::doing;
use helhed_domain::economy::CostFacts;
use helhed_domain::ids::{CostId, FamilyId};
use helhed_store::family_cost;

use super::add_cost::{CostError, check, standing};
use crate::{Ctx, Stop};

/// A measure as it is to be.
#[derive(Debug, Clone)]
pub struct ChangeCost {
    /// The family.
    pub family: FamilyId,
    /// Which.
    pub cost: CostId,
    /// The version that was read.
    pub version: i64,
    /// What it is and what it costs whom.
    pub facts: CostFacts,
}

/// Changes a measure; what is annulled stays as it is.
pub async fn change_cost(ctx: &mut Ctx, command: ChangeCost) -> Result<(), CostError> {
    let id = command.cost;
    let (permit, before) = standing::<doing::Change>(ctx, command.family, id).await?;
    if before.annulled.is_some() {
        return Err(Stop::Absent.into());
    }
    check(ctx, command.family, &command.facts).await?;
    let seen = (id, command.version);
    if !family_cost::update(&mut ctx.link, &permit, seen, &command.facts).await? {
        return Err(CostError::Changed);
    }
    ctx.record("change_cost", &permit, id.uuid());
    Ok(())
}
