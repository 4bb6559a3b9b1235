//! Annuls a measure that should never have been there.

use helhed_access::{doing, what};
use helhed_domain::contact::Annulment;
use helhed_domain::ids::{FamilyId, MeasureId};
use helhed_domain::measure::Measure;
use helhed_domain::text::Line;
use helhed_store::measure as stored;

use super::set_measure::{MeasureRefused, standing};
use crate::{Ctx, collision};

/// A measure to annul.
#[derive(Debug, Clone)]
pub struct AnnulMeasure {
    /// The family.
    pub family: FamilyId,
    /// The measure.
    pub measure: MeasureId,
    /// The version that was read.
    pub version: i64,
    /// Why.
    pub reason: Line,
}

/// Annuls a measure; it stays readable with the reason for whoever reads the whole case.
pub async fn annul_measure(ctx: &mut Ctx, command: AnnulMeasure) -> Result<(), MeasureRefused> {
    let permit = ctx
        .permit::<what::Plan, doing::Annul>(command.family)
        .await?;
    let measure = standing(ctx, &permit, command.measure).await?;
    let annulled = Some(Annulment {
        at: ctx.now(),
        reason: command.reason,
    });
    let measure = Measure {
        annulled,
        ..measure
    };
    if !stored::update(&mut ctx.link, &permit, &measure, command.version).await? {
        return Err(MeasureRefused::Changed);
    }
    ctx.record("annul_measure", &permit, measure.id.uuid());
    collision::recheck(ctx, command.family).await?;
    Ok(())
}
