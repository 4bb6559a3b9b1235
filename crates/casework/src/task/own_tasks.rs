//! The tasks that somebody of the reader's unit has taken on in a family, and ending one.

use helhed_access::{Actor, Doing, Lens, Permit, doing, permit_when_asked, what};
use helhed_domain::ids::FamilyId;
use helhed_domain::task::Task;
use helhed_store::{Link, shared, task as stored};
use jiff::Timestamp;

use super::finish_task::end;
use super::{FinishTask, FinishTaskError};
use crate::{Ctx, Reading, Stop, Visible};

/// Shows the tasks of a family that are the reader's unit's own and that they see, ended ones too.
pub async fn own_tasks(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<Vec<Task>>, Stop> {
    let lens = reading.lens(family).await?;
    let (actor, now) = (*reading.actor(), reading.now());
    let link = &mut reading.link;
    let (tasks, _) = seen_own::<doing::Read>(link, &actor, &lens, now).await?;
    reading
        .show::<what::Shared, _>("own_tasks", &lens, tasks)
        .await
}

/// Ends a task that is the actor's unit's own and that they see, as done or missed.
pub async fn finish_own_task(ctx: &mut Ctx, command: FinishTask) -> Result<(), FinishTaskError> {
    let (family, task) = (command.family, command.task);
    let lens = ctx.lens(family).await?;
    let (actor, now) = (ctx.actor()?, ctx.now());
    let (own, permit) = seen_own::<doing::Change>(&mut ctx.link, &actor, &lens, now).await?;
    if !own.iter().any(|it| it.id == task) {
        return Err(Stop::Absent.into());
    }
    end(ctx, &permit, command, "finish_own_task").await?;
    ctx.notice(family);
    Ok(())
}

/// The unit's own tasks that the lens lets through, with the leave to them.
async fn seen_own<V: Doing>(
    link: &mut Link,
    actor: &Actor,
    lens: &Lens,
    now: Timestamp,
) -> Result<(Vec<Task>, Permit<what::Tasks, V>), Stop> {
    let family = lens.family();
    let permit = permit_when_asked::<what::Tasks, V>(actor, family, actor.unit);
    let shared = lens.permit::<what::Shared, doing::Read>();
    let (Some(permit), Some(shared), Some(unit)) = (permit, shared, actor.unit) else {
        return Err(Stop::NotAllowed);
    };
    let mut tasks = stored::of_unit(link, &permit, unit).await?;
    let items = shared::standing(link, &shared, now).await?;
    tasks.retain(|task| {
        let mut items = items.iter();
        items.any(|it| it.id == task.id.uuid() && lens.sees(&it.mark()).is_some())
    });
    Ok((tasks, permit))
}
