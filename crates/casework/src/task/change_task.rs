//! Changes a task that is open.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, TaskId};
use helhed_domain::task::{TaskError, TaskFacts};
use helhed_store::task as stored;

use crate::stop::stops_on_storage;
use crate::task::{Astray, astray};
use crate::{Ctx, Stop, collision};

/// A task as it is to be.
#[derive(Debug, Clone)]
pub struct ChangeTask {
    /// The family.
    pub family: FamilyId,
    /// The task.
    pub task: TaskId,
    /// The version that was read.
    pub version: i64,
    /// What is to be done, by whom and when.
    pub facts: TaskFacts,
}

/// Why a task was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeTaskError {
    /// Somebody else has changed it since.
    #[error("somebody else has changed it since")]
    Changed,
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
stops_on_storage!(ChangeTaskError);

impl From<Astray> for ChangeTaskError {
    fn from(astray: Astray) -> Self {
        match astray {
            Astray::Owner => Self::NoSuchOwner,
            Astray::Goal => Self::NoSuchGoal,
        }
    }
}

/// Changes a task that is open.
pub async fn change_task(ctx: &mut Ctx, command: ChangeTask) -> Result<(), ChangeTaskError> {
    let permit = ctx
        .permit::<what::Tasks, doing::Change>(command.family)
        .await?;
    let task = stored::find(&mut ctx.link, &permit, command.task)
        .await?
        .ok_or(Stop::Absent)?;
    if task.version != command.version {
        return Err(ChangeTaskError::Changed);
    }
    let task = task.changed(command.facts, ctx.today())?;
    if let Some(astray) = astray(&mut ctx.link, &permit, &task.facts).await? {
        return Err(astray.into());
    }
    if !stored::update(&mut ctx.link, &permit, &task, command.version).await? {
        return Err(ChangeTaskError::Changed);
    }
    ctx.record("change_task", &permit, task.id.uuid());
    collision::recheck(ctx, command.family).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::{FinishTask, finish_task};
    use crate::testing::{House, a_task};
    use helhed_domain::owner::Owner;

    #[tokio::test]
    async fn the_second_of_two_editors_is_told() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let task = holm.task("Ring til skolen", None).await;
        let mut ctx = house.change(&house.karen).await;
        let change = |title: &str, version| ChangeTask {
            family: holm.id,
            task,
            version,
            facts: a_task(title, Owner::Person(holm.mother), None),
        };
        change_task(&mut ctx, change("Skriv til skolen", 1))
            .await
            .expect("changed");
        assert!(matches!(
            change_task(&mut ctx, change("Besøg skolen", 1)).await,
            Err(ChangeTaskError::Changed)
        ));
        let done = FinishTask {
            family: holm.id,
            task,
            version: 2,
            done: true,
            word: None,
        };
        finish_task(&mut ctx, done).await.expect("done");
        assert!(matches!(
            change_task(&mut ctx, change("Besøg skolen", 3)).await,
            Err(ChangeTaskError::Wrong(TaskError::AlreadyEnded))
        ));
    }
}
