//! The plan of one family.

use jiff::civil::Date;

use helhed_access::{Permit, What, doing, what};
use helhed_domain::agreement::standing;
use helhed_domain::ids::{AccountId, FamilyId, PersonId};
use helhed_domain::plan_gap::{PlanGap, plan_gaps};
use helhed_domain::review::ReviewDue;
use helhed_domain::text::Name;
use helhed_store::agreement::{self, AgreementLine};
use helhed_store::goal::{self, GoalLine};
use helhed_store::goal_word::{self, GoalWordLine};
use helhed_store::household::{self, Kin};
use helhed_store::plan_version::{self, PlanVersionLine};
use helhed_store::review::{self, ReviewLine};
use helhed_store::task::{self, TaskLine};

use crate::{Reading, Stop, Visible};
use helhed_store::{Link, StoreError};

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
    /// Words on how goals go, latest first.
    pub words: Vec<GoalWordLine>,
    /// Reviews, latest first.
    pub reviews: Vec<ReviewLine>,
    /// The latest version, and what was said of it: the last word of each party.
    pub latest: Option<(PlanVersionLine, Vec<AgreementLine>)>,
    /// What the plan lacks.
    pub gaps: Vec<PlanGap>,
    /// The family's people, to own goals.
    pub kin: Vec<Kin>,
    /// Professionals, to own goals.
    pub professionals: Vec<(AccountId, Name)>,
    /// Whether the viewer may set goals and hold reviews.
    pub may_change: bool,
}

/// What the open goals and tasks lack, knowing who has left.
pub(crate) fn gaps(
    goals: &[GoalLine],
    open: &[TaskLine],
    kin: &[Kin],
    today: Date,
) -> Vec<PlanGap> {
    let goals: Vec<_> = goals.iter().map(|line| line.goal.clone()).collect();
    let tasks: Vec<_> = open.iter().map(|line| line.task.clone()).collect();
    // Whoever left and came back has two lines, and belongs.
    let belongs = |id: PersonId| kin.iter().any(|it| it.id == id && it.now);
    let left: Vec<_> = kin
        .iter()
        .map(|it| it.id)
        .filter(|id| !belongs(*id))
        .collect();
    plan_gaps(&goals, &tasks, &left, today)
}

/// The latest version of the plan, with the last word of each party on it.
pub(crate) async fn latest<W: What>(
    link: &mut Link,
    permit: &Permit<W, doing::Read>,
) -> Result<Option<(PlanVersionLine, Vec<AgreementLine>)>, StoreError> {
    let Some(version) = plan_version::of_family(link, permit)
        .await?
        .into_iter()
        .next()
    else {
        return Ok(None);
    };
    let said = agreement::of_family(link, permit).await?;
    Ok(Some(last_words(version, said)))
}

/// Of everything that was said, the last word of each party on one version.
pub(super) fn last_words(
    version: PlanVersionLine,
    mut said: Vec<AgreementLine>,
) -> (PlanVersionLine, Vec<AgreementLine>) {
    said.retain(|line| line.agreement.version == version.version.id);
    let all: Vec<_> = said.iter().map(|line| line.agreement.clone()).collect();
    let last: Vec<_> = standing(&all).iter().map(|it| it.id).collect();
    said.retain(|line| last.contains(&line.agreement.id));
    (version, said)
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
    let (months, today) = (reading.rules().plan_review_months, reading.today());
    let link = &mut reading.link;
    let started = review::course_started(link, &plan).await?;
    let reviews = review::of_family(link, &plan).await?;
    let last = reviews.first().map(|line| line.review.held);
    let (mut leading, ended) = task::of_family(link, &tasks, ENDED).await?;
    let kin = household::kin(link, &people).await?;
    let goals = goal::lines_of_family(link, &plan).await?;
    let gaps = gaps(&goals, &leading, &kin, today);
    leading.extend(ended);
    leading.retain(|line| line.task.facts.goal.is_some());
    let latest = latest(link, &plan).await?;
    let page = PlanPage {
        family,
        family_name: household::family_name(link, &face).await?,
        started,
        review_due: started.map(|started| ReviewDue::of(started, last, months)),
        goals,
        tasks: leading,
        words: goal_word::of_family(link, &plan).await?,
        reviews,
        latest,
        gaps,
        kin,
        professionals: household::professionals(link).await?,
        may_change: lens.may::<what::Plan, doing::Change>(),
    };
    reading
        .show::<what::Plan, _>("plan_page", &lens, page)
        .await
}
