//! Annuls a measure that should never have been there.

use helhed_access::{doing, what};
use helhed_domain::contact::Annulment;
use helhed_domain::ids::{FamilyId, MeasureId};
use helhed_domain::measure::{Measure, MeasureError};
use helhed_domain::text::Line;
use helhed_store::measure as stored;

use super::set_measure::MeasureRefused;
use crate::{Ctx, Stop, collision};

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
    let measure = stored::of_family(&mut ctx.link, &permit)
        .await?
        .into_iter()
        .find(|it| it.id == command.measure)
        .ok_or(Stop::Absent)?;
    if measure.annulled.is_some() {
        return Err(MeasureError::Annulled.into());
    }
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
