//! Notes that the work of a run goes on.

use helhed_domain::evaluation_run::EvaluationStep;
use helhed_domain::ids::EvaluationRunId;
use helhed_store::{StoreError, evaluation_run};
use jiff::Timestamp;

use crate::Casework;

/// Notes how far the work has come. False where the run has ended meanwhile: then the work is nobody's any more. Not recorded in the
/// audit log: nothing is read and nobody acts.
pub async fn note_step(
    house: &Casework,
    id: EvaluationRunId,
    step: EvaluationStep,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let mut ctx = house.begin_as_house(now).await?;
    let goes_on = evaluation_run::beat(&mut ctx.link, id, step, now).await?;
    ctx.commit().await?;
    Ok(goes_on)
}
