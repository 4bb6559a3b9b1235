//! Changes a measure of a family.

use helhed_access::{doing, what};
use helhed_domain::economy::CostFacts;
use helhed_domain::ids::{CostId, FamilyId};
use helhed_store::family_cost;

use super::add_cost::{CostError, check};
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
    let lens = ctx.lens(command.family).await?;
    let permit = lens
        .permit::<what::Costs, doing::Change>()
        .ok_or(Stop::NotAllowed)?;
    let read = lens
        .permit::<what::Costs, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    let id = command.cost;
    family_cost::find(&mut ctx.link, &read, id)
        .await?
        .filter(|before| before.annulled.is_none())
        .ok_or(Stop::Absent)?;
    check(ctx, command.family, &command.facts).await?;
    let seen = (id, command.version);
    if !family_cost::update(&mut ctx.link, &permit, seen, &command.facts).await? {
        return Err(CostError::Changed);
    }
    ctx.record("change_cost", &permit, id.uuid());
    Ok(())
}
