//! Sets a task, or writes down an agreement.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, TaskId};
use helhed_domain::task::{Task, TaskError, TaskFacts};
use helhed_store::task as stored;

use crate::stop::stops_on_storage;
use crate::task::{Astray, astray};
use crate::{Ctx, Stop, collision};

/// A task to set.
#[derive(Debug, Clone)]
pub struct SetTask {
    /// The family.
    pub family: FamilyId,
    /// What is to be done, by whom and when.
    pub facts: TaskFacts,
}

/// Why a task was not set.
#[derive(Debug, thiserror::Error)]
pub enum SetTaskError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] TaskError),
    /// The owner is neither of the family nor a professional who may sign in.
    #[error("the owner is not of the family")]
    NoSuchOwner,
    /// The goal is not of the family.
    #[error("the goal is not of the family")]
    NoSuchGoal,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(SetTaskError);

impl From<Astray> for SetTaskError {
    fn from(astray: Astray) -> Self {
        match astray {
            Astray::Owner => Self::NoSuchOwner,
            Astray::Goal => Self::NoSuchGoal,
        }
    }
}

/// Sets a task or an agreement.
pub async fn set_task(ctx: &mut Ctx, command: SetTask) -> Result<TaskId, SetTaskError> {
    let permit = ctx
        .permit::<what::Tasks, doing::Add>(command.family)
        .await?;
    let facts = command.facts.checked(ctx.today(), None)?;
    if let Some(astray) = astray(&mut ctx.link, &permit, &facts).await? {
        return Err(astray.into());
    }
    let task = Task {
        id: ctx.new_id(),
        family: command.family,
        facts,
        by: ctx.actor()?.account,
        set_at: ctx.now(),
        ended: None,
        version: 1,
    };
    stored::insert(&mut ctx.link, &permit, &task).await?;
    ctx.record("set_task", &permit, task.id.uuid());
    collision::recheck(ctx, command.family).await?;
    Ok(task.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{House, a_task};
    use helhed_domain::goal::Horizon;
    use helhed_domain::owner::Owner;
    use helhed_domain::text::Name;
    use jiff::civil::date;

    #[tokio::test]
    async fn owner_goal_and_day_must_fit_the_family() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let foreign = berg.goal("Egen bolig", Horizon::Long, None).await;
        let mut ctx = house.change(&house.karen).await;
        let family = holm.id;
        let yesterday = Some(date(2026, 11, 23));
        let late = a_task("Ring", Owner::Person(holm.mother), yesterday);
        assert!(matches!(
            set_task(
                &mut ctx,
                SetTask {
                    family,
                    facts: late
                }
            )
            .await,
            Err(SetTaskError::Wrong(TaskError::DueBefore))
        ));
        for stranger in [
            Owner::Person(berg.mother),
            Owner::Account(house.dpo.account),
        ] {
            let facts = a_task("Ring", stranger, None);
            assert!(matches!(
                set_task(&mut ctx, SetTask { family, facts }).await,
                Err(SetTaskError::NoSuchOwner)
            ));
        }
        let mut facts = a_task("Ring", Owner::Person(holm.mother), None);
        facts.goal = Some(foreign);
        assert!(matches!(
            set_task(&mut ctx, SetTask { family, facts }).await,
            Err(SetTaskError::NoSuchGoal)
        ));
        for owner in [
            Owner::Person(holm.mother),
            Owner::Account(house.jens.account),
            Owner::Named(Name::parse("Læge Lis Lund").expect("a name")),
        ] {
            let facts = a_task("Ring", owner, Some(date(2026, 11, 24)));
            set_task(&mut ctx, SetTask { family, facts })
                .await
                .expect("set");
        }
        ctx.commit().await.expect("committed");
        assert_eq!(holm.last_act().await.0, "set_task");
    }
}
