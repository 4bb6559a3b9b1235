//! Annuls a measure of a family that was noted by mistake.

use helhed_access::doing;
use helhed_domain::ids::{CostId, FamilyId};
use helhed_domain::text::Line;
use helhed_store::family_cost;

use super::add_cost::{CostError, standing};
use crate::Ctx;

/// A mistake, and why it is one.
#[derive(Debug, Clone)]
pub struct AnnulCost {
    /// The family.
    pub family: FamilyId,
    /// Which.
    pub cost: CostId,
    /// The version that was read.
    pub version: i64,
    /// Why.
    pub reason: Line,
}

/// Annuls a measure: it stays readable with the reason, and counts no more.
pub async fn annul_cost(ctx: &mut Ctx, command: AnnulCost) -> Result<(), CostError> {
    let id = command.cost;
    let (permit, _) = standing::<doing::Annul>(ctx, command.family, id).await?;
    let (seen, now) = ((id, command.version), ctx.now());
    if !family_cost::annul(&mut ctx.link, &permit, seen, &command.reason, now).await? {
        return Err(CostError::Changed);
    }
    ctx.record("annul_cost", &permit, id.uuid());
    Ok(())
}
