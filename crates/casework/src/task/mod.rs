//! Tasks and agreements: what somebody has taken on to do by a day.

mod annul_task;
mod change_task;
mod finish_task;
mod own_tasks;
mod set_task;
mod tasks_page;

pub use annul_task::{AnnulTask, annul_task};
pub use change_task::{ChangeTask, ChangeTaskError, change_task};
pub use finish_task::{FinishTask, FinishTaskError, finish_task};
pub use helhed_store::task::TaskLine;
pub use own_tasks::{finish_own_task, own_tasks};
pub use set_task::{SetTask, SetTaskError, set_task};
pub use tasks_page::{TasksPage, tasks_page};

use helhed_access::{Doing, Permit, what};
use helhed_domain::task::TaskFacts;
use helhed_store::{Link, StoreError, goal, household};

/// What a task points to that is not of its family.
pub(crate) enum Astray {
    Owner,
    Goal,
}

/// Looks whether owner and goal are of the permit's family.
pub(crate) async fn astray<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Tasks, V>,
    facts: &TaskFacts,
) -> Result<Option<Astray>, StoreError> {
    if !household::may_own(link, permit, &facts.owner).await? {
        return Ok(Some(Astray::Owner));
    }
    if let Some(id) = facts.goal
        && !goal::is_of_family(link, permit, id).await?
    {
        return Ok(Some(Astray::Goal));
    }
    Ok(None)
}
