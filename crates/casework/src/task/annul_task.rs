//! Annuls a task that should never have been there.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, TaskId};
use helhed_domain::task::TaskOutcome;
use helhed_domain::text::Line;
use helhed_store::task as stored;

use crate::task::FinishTaskError;
use crate::{Ctx, Stop, collision};

/// A task to annul.
#[derive(Debug, Clone)]
pub struct AnnulTask {
    /// The family.
    pub family: FamilyId,
    /// The task.
    pub task: TaskId,
    /// The version that was read.
    pub version: i64,
    /// Why.
    pub reason: Line,
}

/// Annuls an open task: it stays to be read, with the reason.
pub async fn annul_task(ctx: &mut Ctx, command: AnnulTask) -> Result<(), FinishTaskError> {
    let permit = ctx
        .permit::<what::Tasks, doing::Annul>(command.family)
        .await?;
    let task = stored::find(&mut ctx.link, &permit, command.task)
        .await?
        .ok_or(Stop::Absent)?
        .ended(TaskOutcome::Annulled, Some(command.reason), ctx.now())?;
    if !stored::update(&mut ctx.link, &permit, &task, command.version).await? {
        return Err(FinishTaskError::Changed);
    }
    ctx.record("annul_task", &permit, task.id.uuid());
    collision::recheck(ctx, command.family).await?;
    Ok(())
}
