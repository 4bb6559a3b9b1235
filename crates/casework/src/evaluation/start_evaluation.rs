//! Begins a run of the evaluation.

use helhed_access::{HousePermit, doing, what};
use helhed_domain::evaluation_run::{EvaluationEnd, EvaluationOrder, EvaluationState};
use helhed_domain::ids::EvaluationRunId;
use helhed_store::evaluation_run as stored;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A run that has begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// Its id.
    pub id: EvaluationRunId,
    /// Runs that were found cut: what their work left lying outside can be cleared away.
    pub cut: Vec<EvaluationRunId>,
}

/// Why no run was begun.
#[derive(Debug, thiserror::Error)]
pub enum StartEvaluationError {
    /// One is under way: one at a time, so that pages stay quick.
    #[error("an evaluation is under way")]
    Running(EvaluationRunId),
    /// See [`Stop`].
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(StartEvaluationError);

/// Notes that a run begins, if none is under way. A run whose work has gone silent is written down as cut. What is read from the
/// families is recorded when it is read.
pub async fn start_evaluation(
    ctx: &mut Ctx,
    order: &EvaluationOrder,
) -> Result<Started, StartEvaluationError> {
    let _: HousePermit<what::Aggregates, doing::Read> = ctx.house_permit()?;
    let permit: HousePermit<what::Extract, doing::Read> = ctx.house_permit()?;
    let mut cut = Vec::new();
    for run in stored::not_ended(&mut ctx.link).await? {
        match run.state(ctx.now()) {
            EvaluationState::Running(_) => return Err(StartEvaluationError::Running(run.id)),
            EvaluationState::Ended(_) => {
                let ended = (run.beat_at, EvaluationEnd::Cut);
                stored::end(&mut ctx.link, run.id, ended, None).await?;
                cut.push(run.id);
            }
        }
    }
    let id: EvaluationRunId = ctx.new_id();
    let begun = (ctx.actor()?.account, ctx.now());
    stored::insert(&mut ctx.link, &permit, id, order, begun).await?;
    ctx.record_on::<what::Extract, doing::Read>("start_evaluation", id.uuid())?;
    Ok(Started { id, cut })
}
