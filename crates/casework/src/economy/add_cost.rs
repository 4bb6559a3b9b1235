//! Notes a measure of a family and what it costs.

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::economy::{Cost, CostFacts};
use helhed_domain::ids::{CostId, FamilyId};
use helhed_store::{family, family_cost};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A measure.
#[derive(Debug, Clone)]
pub struct AddCost {
    /// The family.
    pub family: FamilyId,
    /// What it is and what it costs whom.
    pub facts: CostFacts,
}

/// Why nothing was noted, changed or annulled.
#[derive(Debug, thiserror::Error)]
pub enum CostError {
    /// Somebody else has changed it since.
    #[error("somebody else has changed it since")]
    Changed,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(CostError);

/// A measure is for the whole family or for somebody in it.
pub(super) async fn check(
    ctx: &mut Ctx,
    family: FamilyId,
    facts: &CostFacts,
) -> Result<(), CostError> {
    match facts.concerns {
        Some(person) if !family::knows(&mut ctx.link, family, person).await? => {
            Err(Stop::Absent.into())
        }
        _ => Ok(()),
    }
}

/// Leave to do something to a measure that is there, and the measure as it stands.
pub(super) async fn standing<V: Doing>(
    ctx: &mut Ctx,
    family: FamilyId,
    id: CostId,
) -> Result<(Permit<what::Costs, V>, Cost), Stop> {
    let lens = ctx.lens(family).await?;
    let (Some(permit), Some(read)) = (lens.permit(), lens.permit()) else {
        return Err(Stop::NotAllowed);
    };
    let cost = family_cost::find(&mut ctx.link, &read, id).await?;
    cost.map(|cost| (permit, cost)).ok_or(Stop::Absent)
}

/// Notes a measure of a family.
pub async fn add_cost(ctx: &mut Ctx, command: AddCost) -> Result<CostId, CostError> {
    let permit = ctx
        .permit::<what::Costs, doing::Add>(command.family)
        .await?;
    check(ctx, command.family, &command.facts).await?;
    let by = (ctx.actor()?.account, ctx.now());
    let id = ctx.new_id();
    family_cost::insert(&mut ctx.link, &permit, id, &command.facts, by).await?;
    ctx.record("add_cost", &permit, id.uuid());
    Ok(id)
}
