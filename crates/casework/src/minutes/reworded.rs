//! A line that became a task has other words: so has the task, as long as it is open.

use helhed_access::{doing, what};
use helhed_domain::ids::TaskId;
use helhed_domain::minutes::{SectionFacts, Stored};
use helhed_domain::task::TaskFacts;
use helhed_store::task;

use super::hold::Hold;
use super::nameable::owners_in;
use super::read_line::{Told, read_line};
use crate::task::{ChangeTask, ChangeTaskError, change_task};
use crate::{Ctx, Stop};

/// Gives a task the words of its line, and the owner and the day that they name. A misunderstanding is mended where it was written.
pub(super) async fn reword(
    ctx: &mut Ctx,
    hold: &Hold,
    (line, section): (&Stored, &SectionFacts),
    task: TaskId,
) -> Result<(), Stop> {
    let Some(permit) = hold.lens()?.permit::<what::Tasks, doing::Change>() else {
        return Ok(());
    };
    let Some(body) = line.body.as_ref() else {
        return Ok(());
    };
    let owners = owners_in(ctx, hold.lens()?, hold.meeting).await?;
    let read = read_line(
        body.as_str(),
        section,
        Told::default(),
        &owners,
        ctx.today(),
    );
    let found = task::find(&mut ctx.link, &permit, task).await?;
    let (Some(found), Some(title)) = (found, read.title) else {
        return Ok(());
    };
    let facts = TaskFacts {
        owner: read.owner.unwrap_or(found.facts.owner.clone()),
        due: read.day.or(found.facts.due),
        title,
        ..found.facts.clone()
    };
    if facts == found.facts || found.ended.is_some() {
        return Ok(());
    }
    let command = ChangeTask {
        family: hold.family,
        task,
        version: found.version,
        facts,
    };
    match change_task(ctx, command).await {
        Ok(()) => {
            ctx.notice(hold.family);
            Ok(())
        }
        Err(ChangeTaskError::Stopped(stop)) => Err(stop),
        // A day that has passed, an owner who has left: the task stays as it was, and the minutes say what they say.
        Err(_) => Ok(()),
    }
}
