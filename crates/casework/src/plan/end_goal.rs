//! Says that a goal was reached, or dropped and why.

use helhed_access::{doing, what};
use helhed_domain::goal::{GoalError, GoalOutcome};
use helhed_domain::ids::{FamilyId, GoalId};
use helhed_domain::text::Line;
use helhed_store::goal as stored;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// How a goal ended.
#[derive(Debug, Clone)]
pub struct EndGoal {
    /// The family.
    pub family: FamilyId,
    /// The goal.
    pub goal: GoalId,
    /// The version that was read.
    pub version: i64,
    /// Reached or dropped.
    pub outcome: GoalOutcome,
    /// A word why; what is dropped needs one.
    pub word: Option<Line>,
}

/// Why a goal was not ended.
#[derive(Debug, thiserror::Error)]
pub enum EndGoalError {
    /// Somebody else has changed it since.
    #[error("somebody else has changed it since")]
    Changed,
    /// It cannot end so.
    #[error(transparent)]
    Wrong(#[from] GoalError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(EndGoalError);

/// Ends a goal as reached or dropped. Its steps stay as they are.
pub async fn end_goal(ctx: &mut Ctx, command: EndGoal) -> Result<(), EndGoalError> {
    let permit = ctx
        .permit::<what::Plan, doing::Change>(command.family)
        .await?;
    let goal = stored::of_family(&mut ctx.link, &permit)
        .await?
        .into_iter()
        .find(|goal| goal.id == command.goal)
        .ok_or(Stop::Absent)?
        .ended(command.outcome, command.word, ctx.now())?;
    if !stored::update(&mut ctx.link, &permit, &goal, command.version).await? {
        return Err(EndGoalError::Changed);
    }
    ctx.record("end_goal", &permit, goal.id.uuid());
    Ok(())
}
