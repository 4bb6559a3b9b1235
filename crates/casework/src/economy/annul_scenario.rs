//! Annuls a scenario that misleads: it is shown no more, with the reason kept.

use helhed_access::{doing, what};
use helhed_domain::ids::ScenarioId;
use helhed_domain::text::Line;
use helhed_store::economy;

use super::save_scenario::ScenarioError;
use crate::Ctx;

/// A scenario that is to go, and why.
#[derive(Debug, Clone)]
pub struct AnnulScenario {
    /// Which.
    pub scenario: ScenarioId,
    /// The version that was read.
    pub version: i64,
    /// Why.
    pub reason: Line,
}

/// Annuls a scenario.
pub async fn annul_scenario(ctx: &mut Ctx, command: AnnulScenario) -> Result<(), ScenarioError> {
    let permit = ctx.house_permit::<what::Economy, doing::Annul>()?;
    let (seen, now) = ((command.scenario, command.version), ctx.now());
    if !economy::annul(&mut ctx.link, &permit, seen, &command.reason, now).await? {
        return Err(ScenarioError::Changed);
    }
    ctx.record_on::<what::Economy, doing::Annul>("annul_scenario", command.scenario.uuid())?;
    Ok(())
}
