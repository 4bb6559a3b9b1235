//! Says that a task was done, or that it was missed and why.

use helhed_access::{Permit, doing, what};
use helhed_domain::ids::{FamilyId, TaskId};
use helhed_domain::task::{TaskError, TaskOutcome};
use helhed_domain::text::Line;
use helhed_store::task as stored;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop, collision};

/// How a task ended.
#[derive(Debug, Clone)]
pub struct FinishTask {
    /// The family.
    pub family: FamilyId,
    /// The task.
    pub task: TaskId,
    /// The version that was read.
    pub version: i64,
    /// Whether it was done; otherwise it was missed.
    pub done: bool,
    /// A word why; what was missed needs one.
    pub word: Option<Line>,
}

/// Why a task was not ended.
#[derive(Debug, thiserror::Error)]
pub enum FinishTaskError {
    /// Somebody else has changed it since.
    #[error("somebody else has changed it since")]
    Changed,
    /// It cannot end so.
    #[error(transparent)]
    Wrong(#[from] TaskError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(FinishTaskError);

/// Ends a task as done or missed. One that has ended is told so, whatever version was read.
pub async fn finish_task(ctx: &mut Ctx, command: FinishTask) -> Result<(), FinishTaskError> {
    let permit = ctx
        .permit::<what::Tasks, doing::Change>(command.family)
        .await?;
    let family = command.family;
    end(ctx, &permit, command, "finish_task").await?;
    collision::recheck(ctx, family).await?;
    Ok(())
}

/// Ends it under a leave to change tasks, whoever has it.
pub(super) async fn end(
    ctx: &mut Ctx,
    permit: &Permit<what::Tasks, doing::Change>,
    command: FinishTask,
    act: &'static str,
) -> Result<(), FinishTaskError> {
    let outcome = if command.done {
        TaskOutcome::Done
    } else {
        TaskOutcome::Missed
    };
    let task = stored::find(&mut ctx.link, permit, command.task)
        .await?
        .ok_or(Stop::Absent)?
        .ended(outcome, command.word, ctx.now())?;
    if !stored::update(&mut ctx.link, permit, &task, command.version).await? {
        return Err(FinishTaskError::Changed);
    }
    ctx.record(act, permit, task.id.uuid());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::{AnnulTask, annul_task, tasks_page};
    use crate::testing::{House, line};
    use helhed_domain::task::TaskState;

    #[tokio::test]
    async fn done_or_missed_with_a_word_once() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let (school, doctor, twice) = (
            holm.task("Ring til skolen", None).await,
            holm.task("Ring til lægen", None).await,
            holm.task("Ring til lægen", None).await,
        );
        let mut ctx = house.change(&house.karen).await;
        let finish = |task, version, done, word: Option<&str>| FinishTask {
            family: holm.id,
            task,
            version,
            done,
            word: word.map(line),
        };
        let elsewhere = FinishTask {
            family: berg.id,
            ..finish(school, 1, true, None)
        };
        assert!(matches!(
            finish_task(&mut ctx, elsewhere).await,
            Err(FinishTaskError::Stopped(Stop::Absent))
        ));
        assert!(matches!(
            finish_task(&mut ctx, finish(school, 9, true, None)).await,
            Err(FinishTaskError::Changed)
        ));
        finish_task(&mut ctx, finish(school, 1, true, None))
            .await
            .expect("done");
        assert!(matches!(
            finish_task(&mut ctx, finish(school, 2, true, None)).await,
            Err(FinishTaskError::Wrong(TaskError::AlreadyEnded))
        ));
        assert!(matches!(
            finish_task(&mut ctx, finish(doctor, 1, false, None)).await,
            Err(FinishTaskError::Wrong(TaskError::WordMissing))
        ));
        finish_task(
            &mut ctx,
            finish(doctor, 1, false, Some("Lægen havde ferie")),
        )
        .await
        .expect("missed");
        let annul = AnnulTask {
            family: holm.id,
            task: twice,
            version: 1,
            reason: line("Skrevet to gange"),
        };
        annul_task(&mut ctx, annul).await.expect("annulled");
        ctx.commit().await.expect("committed");
        assert_eq!(holm.last_act().await.0, "annul_task");
        let mut reading = house.reading(&house.karen, house.now());
        let page = tasks_page(&mut reading, holm.id).await.expect("a page");
        assert!(page.open.is_empty());
        let state = |id| {
            let line = page.ended.iter().find(|line| line.task.id == id);
            line.map(|line| line.task.state(reading.today()))
        };
        assert_eq!(state(school), Some(TaskState::Done));
        assert_eq!(state(doctor), Some(TaskState::Missed));
        assert_eq!(state(twice), Some(TaskState::Annulled));
    }
}
