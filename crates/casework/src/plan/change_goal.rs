//! Changes a goal that is open.

use helhed_access::{doing, what};
use helhed_domain::goal::{GoalError, GoalFacts};
use helhed_domain::ids::{FamilyId, GoalId};
use helhed_store::{goal as stored, household};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A goal as it is to be.
#[derive(Debug, Clone)]
pub struct ChangeGoal {
    /// The family.
    pub family: FamilyId,
    /// The goal.
    pub goal: GoalId,
    /// The version that was read.
    pub version: i64,
    /// The wish, the goal, how far ahead, whose.
    pub facts: GoalFacts,
}

/// Why a goal was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeGoalError {
    /// Somebody else has changed it since.
    #[error("somebody else has changed it since")]
    Changed,
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
stops_on_storage!(ChangeGoalError);

/// Changes a goal that is open.
pub async fn change_goal(ctx: &mut Ctx, command: ChangeGoal) -> Result<(), ChangeGoalError> {
    let permit = ctx
        .permit::<what::Plan, doing::Change>(command.family)
        .await?;
    let all = stored::of_family(&mut ctx.link, &permit).await?;
    let goal = all
        .iter()
        .find(|goal| goal.id == command.goal)
        .cloned()
        .ok_or(Stop::Absent)?;
    if goal.version != command.version {
        return Err(ChangeGoalError::Changed);
    }
    let goal = goal.changed(command.facts, &all, ctx.today())?;
    if let Some(owner) = &goal.facts.owner
        && !household::may_own(&mut ctx.link, &permit, owner).await?
    {
        return Err(ChangeGoalError::NoSuchOwner);
    }
    if !stored::update(&mut ctx.link, &permit, &goal, command.version).await? {
        return Err(ChangeGoalError::Changed);
    }
    ctx.record("change_goal", &permit, goal.id.uuid());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{EndGoal, EndGoalError, SetGoal, SetGoalError, end_goal, set_goal};
    use crate::testing::{House, a_goal};
    use helhed_domain::goal::{GoalOutcome, Horizon};
    use helhed_domain::owner::Owner;

    #[tokio::test]
    async fn a_goal_leads_to_a_long_one_of_its_own_family() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let foreign = berg.goal("Egen bolig", Horizon::Long, None).await;
        let long = holm.goal("Sofie i uddannelse", Horizon::Long, None).await;
        let short = holm.goal("Møde hver dag", Horizon::Short, Some(long)).await;
        let mut ctx = house.change(&house.karen).await;
        let set = SetGoal {
            family: holm.id,
            facts: a_goal("Flytte", Horizon::Short, Some(foreign)),
        };
        assert!(matches!(
            set_goal(&mut ctx, set).await,
            Err(SetGoalError::Wrong(GoalError::NoSuchParent))
        ));
        let mut facts = a_goal("Flytte", Horizon::Long, None);
        facts.owner = Some(Owner::Person(berg.mother));
        let set = SetGoal {
            family: holm.id,
            facts,
        };
        assert!(matches!(
            set_goal(&mut ctx, set).await,
            Err(SetGoalError::NoSuchOwner)
        ));
        let change = |goal, version, horizon, parent| ChangeGoal {
            family: holm.id,
            goal,
            version,
            facts: a_goal("Møde fire dage", horizon, parent),
        };
        assert!(matches!(
            change_goal(&mut ctx, change(short, 1, Horizon::Short, Some(short))).await,
            Err(ChangeGoalError::Wrong(GoalError::OwnParent))
        ));
        assert!(matches!(
            change_goal(&mut ctx, change(long, 1, Horizon::Short, None)).await,
            Err(ChangeGoalError::Wrong(GoalError::HasSteps))
        ));
        change_goal(&mut ctx, change(short, 1, Horizon::Short, Some(long)))
            .await
            .expect("changed");
        assert!(matches!(
            change_goal(&mut ctx, change(short, 1, Horizon::Short, None)).await,
            Err(ChangeGoalError::Changed)
        ));
        let end = |version, outcome| EndGoal {
            family: holm.id,
            goal: short,
            version,
            outcome,
            word: None,
        };
        assert!(matches!(
            end_goal(&mut ctx, end(2, GoalOutcome::Dropped)).await,
            Err(EndGoalError::Wrong(GoalError::WordMissing))
        ));
        assert!(matches!(
            end_goal(&mut ctx, end(1, GoalOutcome::Reached)).await,
            Err(EndGoalError::Changed)
        ));
        end_goal(&mut ctx, end(2, GoalOutcome::Reached))
            .await
            .expect("reached");
    }
}
