//! The tasks and agreements of one family.

use helhed_access::{doing, what};
use helhed_domain::ids::{AccountId, FamilyId};
use helhed_domain::text::Name;
use helhed_store::goal::{self, GoalLine};
use helhed_store::household::{self, Kin};
use helhed_store::task::{self as stored, TaskLine};

use crate::{Reading, Stop, Visible};

/// How many ended tasks are shown.
const ENDED: i64 = 50;

/// The tasks of a family.
#[derive(Debug)]
pub struct TasksPage {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub family_name: Name,
    /// Open tasks, soonest due first.
    pub open: Vec<TaskLine>,
    /// The last that have ended.
    pub ended: Vec<TaskLine>,
    /// The family's people, to own them.
    pub kin: Vec<Kin>,
    /// Professionals, to own them.
    pub professionals: Vec<(AccountId, Name)>,
    /// Goals that they lead to.
    pub goals: Vec<GoalLine>,
    /// Whether the viewer may set and change them.
    pub may_change: bool,
}

/// The tasks and agreements of a family, and who may own one.
pub async fn tasks_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<TasksPage>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(face), Some(people), Some(plan), Some(tasks)) = (
        lens.permit(),
        lens.permit(),
        lens.permit(),
        lens.permit::<what::Tasks, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let link = &mut reading.link;
    let (open, ended) = stored::of_family(link, &tasks, ENDED).await?;
    let page = TasksPage {
        family,
        family_name: household::family_name(link, &face).await?,
        open,
        ended,
        kin: household::kin(link, &people).await?,
        professionals: household::professionals(link).await?,
        goals: goal::lines_of_family(link, &plan).await?,
        may_change: lens.may::<what::Tasks, doing::Change>(),
    };
    reading
        .show::<what::Tasks, _>("tasks_page", &lens, page)
        .await
}
