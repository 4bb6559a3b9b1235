//! The plan of one family.

use jiff::civil::Date;

use helhed_access::{doing, what};
use helhed_domain::ids::{AccountId, FamilyId};
use helhed_domain::review::ReviewDue;
use helhed_domain::text::Name;
use helhed_store::goal::{self, GoalLine};
use helhed_store::household::{self, Kin};
use helhed_store::review::{self, ReviewLine};
use helhed_store::task::{self, TaskLine};

use crate::{Reading, Stop, Visible};

/// How many ended tasks are looked through for those that lead to a goal.
const ENDED: i64 = 200;

/// The plan of a family.
#[derive(Debug)]
pub struct PlanPage {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub family_name: Name,
    /// When the running intervention started.
    pub started: Option<Date>,
    /// When the next review is due, while an intervention runs.
    pub review_due: Option<ReviewDue>,
    /// Every goal, nearest first.
    pub goals: Vec<GoalLine>,
    /// Tasks that lead to a goal, open ones first.
    pub tasks: Vec<TaskLine>,
    /// Reviews, latest first.
    pub reviews: Vec<ReviewLine>,
    /// The family's people, to own goals.
    pub kin: Vec<Kin>,
    /// Professionals, to own goals.
    pub professionals: Vec<(AccountId, Name)>,
    /// Whether the viewer may set goals and hold reviews.
    pub may_change: bool,
}

/// Goals, the tasks that lead to them, reviews, and when the next one is due.
pub async fn plan_page(reading: &mut Reading, family: FamilyId) -> Result<Visible<PlanPage>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(face), Some(people), Some(tasks), Some(plan)) = (
        lens.permit(),
        lens.permit(),
        lens.permit::<what::Tasks, doing::Read>(),
        lens.permit::<what::Plan, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let months = reading.rules().plan_review_months;
    let link = &mut reading.link;
    let started = review::course_started(link, &plan).await?;
    let reviews = review::of_family(link, &plan).await?;
    let last = reviews.first().map(|line| line.review.held);
    let (mut leading, ended) = task::of_family(link, &tasks, ENDED).await?;
    leading.extend(ended);
    leading.retain(|line| line.task.facts.goal.is_some());
    let page = PlanPage {
        family,
        family_name: household::family_name(link, &face).await?,
        started,
        review_due: started.map(|started| ReviewDue::of(started, last, months)),
        goals: goal::lines_of_family(link, &plan).await?,
        tasks: leading,
        reviews,
        kin: household::kin(link, &people).await?,
        professionals: household::professionals(link).await?,
        may_change: lens.may::<what::Plan, doing::Change>(),
    };
    reading
        .show::<what::Plan, _>("plan_page", &lens, page)
        .await
}
