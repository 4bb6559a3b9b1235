//! Makes a task of a next step.

use helhed_access::{doing, what};
use helhed_domain::account::Role;
use helhed_domain::ids::{FamilyId, MapCardId, MapId, TaskId};
use helhed_domain::map::MapPart;
use helhed_domain::owner::Owner;
use helhed_domain::task::{TaskFacts, TaskKind};
use helhed_store::map as stored;

use super::leave::leave;
use crate::stop::stops_on_storage;
use crate::task::{SetTask, SetTaskError, set_task};
use crate::{Ctx, Stop};

/// A next step that becomes a task.
#[derive(Debug, Clone, Copy)]
pub struct StepToTask {
    /// The family.
    pub family: FamilyId,
    /// The map.
    pub map: MapId,
    /// The card.
    pub card: MapCardId,
}

/// Why no task was made.
#[derive(Debug, thiserror::Error)]
pub enum StepToTaskError {
    /// It is no next step, or it was taken off.
    #[error("no next step")]
    NoStep,
    /// It became a task before.
    #[error("it is a task already")]
    AlreadyTask,
    /// The task could not be set.
    #[error(transparent)]
    Task(SetTaskError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(StepToTaskError);

/// Makes an agreement of a next step, for whoever does it now: who it is for and by when is changed on the task. For the team, which sets
/// tasks.
pub async fn step_to_task(ctx: &mut Ctx, command: StepToTask) -> Result<TaskId, StepToTaskError> {
    let lens = ctx.lens(command.family).await?;
    let permit = leave::<doing::Change>(&lens)?;
    if !lens.may::<what::Tasks, doing::Add>() {
        return Err(Stop::NotAllowed.into());
    }
    let cards = stored::cards(&mut ctx.link, &permit, command.map).await?;
    let card = cards.iter().find(|it| it.card.id == command.card);
    let card = &card.ok_or(Stop::Absent)?.card;
    let stands = card.replaced_at.is_none() && card.part == MapPart::Next;
    let Some(title) = card.body.clone().filter(|_| stands) else {
        return Err(StepToTaskError::NoStep);
    };
    if card.task.is_some() {
        return Err(StepToTaskError::AlreadyTask);
    }
    let actor = ctx.actor()?;
    let owner = match (actor.role, actor.person) {
        (Role::FamilyMember, Some(me)) => Owner::Person(me),
        _ => Owner::Account(actor.account),
    };
    let facts = TaskFacts {
        kind: TaskKind::Agreement,
        title,
        owner,
        due: None,
        goal: None,
    };
    let family = command.family;
    let task = set_task(ctx, SetTask { family, facts }).await;
    let task = task.map_err(|error| match error {
        SetTaskError::Stopped(stop) => StepToTaskError::Stopped(stop),
        other => StepToTaskError::Task(other),
    })?;
    if !stored::set_task(&mut ctx.link, &permit, command.card, task).await? {
        return Err(StepToTaskError::AlreadyTask);
    }
    ctx.notice(command.family);
    ctx.record("step_to_task", &permit, command.card.uuid());
    Ok(task)
}
