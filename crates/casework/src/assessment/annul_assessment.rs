//! Annuls a view that was written about the wrong person or domain.

use helhed_access::{doing, what};
use helhed_domain::ids::{AssessmentId, FamilyId};
use helhed_domain::statement::Annulled;
use helhed_domain::text::Line;
use helhed_store::assessment as stored;

use crate::{Ctx, Stop};

/// A view to annul.
#[derive(Debug, Clone)]
pub struct AnnulAssessment {
    /// The family.
    pub family: FamilyId,
    /// The view.
    pub assessment: AssessmentId,
    /// Why.
    pub reason: Line,
}

/// Why it was not annulled.
pub type AnnulAssessmentError = Stop;

/// Annuls a view with a reason: nobody sees it from then on, and it is no part of any curve. One that was annulled already is absent.
pub async fn annul_assessment(
    ctx: &mut Ctx,
    command: AnnulAssessment,
) -> Result<(), AnnulAssessmentError> {
    let permit = ctx
        .permit::<what::Assessment, doing::Annul>(command.family)
        .await?;
    let annulled = Annulled {
        at: ctx.now(),
        by: ctx.actor()?.account,
        reason: command.reason,
    };
    if !stored::annul(&mut ctx.link, &permit, command.assessment, &annulled).await? {
        return Err(Stop::Absent);
    }
    ctx.notice(command.family);
    ctx.record("annul_assessment", &permit, command.assessment.uuid());
    Ok(())
}
