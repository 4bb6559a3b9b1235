//! Sets a goal of the family.

use helhed_access::{doing, what};
use helhed_domain::goal::{Goal, GoalError, GoalFacts};
use helhed_domain::ids::{FamilyId, GoalId};
use helhed_store::{goal as stored, household};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A goal to set.
#[derive(Debug, Clone)]
pub struct SetGoal {
    /// The family.
    pub family: FamilyId,
    /// The wish, the goal, how far ahead, whose.
    pub facts: GoalFacts,
}

/// Why a goal was not set.
#[derive(Debug, thiserror::Error)]
pub enum SetGoalError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] GoalError),
    /// The owner is neither of the family nor a professional who may sign in.
    #[error("the owner is not of the family")]
    NoSuchOwner,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(SetGoalError);

/// Sets a goal.
pub async fn set_goal(ctx: &mut Ctx, command: SetGoal) -> Result<GoalId, SetGoalError> {
    let permit = ctx.permit::<what::Plan, doing::Add>(command.family).await?;
    let others = stored::of_family(&mut ctx.link, &permit).await?;
    let facts = command.facts.checked(&others, None, ctx.today(), None)?;
    if let Some(owner) = &facts.owner
        && !household::may_own(&mut ctx.link, &permit, owner).await?
    {
        return Err(SetGoalError::NoSuchOwner);
    }
    let goal = Goal {
        id: ctx.new_id(),
        family: command.family,
        facts,
        by: ctx.actor()?.account,
        set_at: ctx.now(),
        ended: None,
        version: 1,
    };
    stored::insert(&mut ctx.link, &permit, &goal).await?;
    ctx.record("set_goal", &permit, goal.id.uuid());
    Ok(goal.id)
}
