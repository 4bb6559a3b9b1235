//! Keeps the plan as it stands now: a version that nobody changes.

use std::collections::BTreeMap;

use helhed_access::{doing, what};
use helhed_domain::ids::{CaseItemId, FamilyId, GoalId, PlanVersionId, ReviewId};
use helhed_domain::plan_tree::plan_order;
use helhed_domain::plan_version::{PlanPart, PlanVersion, PlanVersionItem};
use helhed_domain::text::Line;
use helhed_store::{goal, goal_word, measure, plan_version as stored, task};

use crate::{Ctx, Stop};

/// How many ended tasks a version holds.
const ENDED: i64 = 200;

/// The plan to keep as it stands.
#[derive(Debug, Clone)]
pub struct KeepVersion {
    /// The family.
    pub family: FamilyId,
    /// Why.
    pub why: Option<Line>,
}

/// Keeps the plan as it stands: every goal that was not dropped, the tasks that lead to one, every measure.
pub async fn keep_version(ctx: &mut Ctx, command: KeepVersion) -> Result<PlanVersionId, Stop> {
    let id = keep(ctx, command.family, command.why, None).await?;
    let permit = ctx.permit::<what::Plan, doing::Add>(command.family).await?;
    ctx.record("keep_version", &permit, id.uuid());
    Ok(id)
}

/// The same, at a review where there is one.
pub(super) async fn keep(
    ctx: &mut Ctx,
    family: FamilyId,
    why: Option<Line>,
    review: Option<ReviewId>,
) -> Result<PlanVersionId, Stop> {
    let lens = ctx.lens(family).await?;
    let (Some(add), Some(plan), Some(tasks)) = (
        lens.permit::<what::Plan, doing::Add>(),
        lens.permit::<what::Plan, doing::Read>(),
        lens.permit::<what::Tasks, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let items = items(ctx, (&plan, &tasks)).await?;
    let link = &mut ctx.link;
    let last = stored::of_family(link, &add).await?;
    let version = PlanVersion {
        id: ctx.new_id(),
        family,
        number: last.first().map_or(0, |it| it.version.number) + 1,
        review,
        why,
        by: ctx.actor()?.account,
        at: ctx.now(),
    };
    stored::insert(&mut ctx.link, &add, &version, &items).await?;
    Ok(version.id)
}

type Permits<'a> = (
    &'a helhed_access::Permit<what::Plan, doing::Read>,
    &'a helhed_access::Permit<what::Tasks, doing::Read>,
);

/// The plan as it stands, in the order in which it is read.
async fn items(ctx: &mut Ctx, (plan, tasks): Permits<'_>) -> Result<Vec<PlanVersionItem>, Stop> {
    let today = ctx.today();
    let link = &mut ctx.link;
    let goals = goal::lines_of_family(link, plan).await?;
    let (open, ended) = task::of_family(link, tasks, ENDED).await?;
    let measures = measure::of_family(link, plan).await?;
    let mut words = BTreeMap::<GoalId, Line>::new();
    for line in goal_word::of_family(link, plan).await? {
        words.entry(line.word.goal).or_insert(line.word.word);
    }
    let bare: Vec<_> = goals.iter().map(|line| line.goal.clone()).collect();
    let id = |id: uuid::Uuid| CaseItemId::from(id);
    let of_goal = |at: usize| {
        let (goal, owner) = (&goals[at].goal, &goals[at].owner_name);
        let said = goal.ended.as_ref().and_then(|ended| ended.word.clone());
        PlanVersionItem {
            part: PlanPart::Goal,
            id: id(goal.id.uuid()),
            parent: goal.facts.parent.map(|it| id(it.uuid())),
            level: goal.facts.horizon.code().to_owned(),
            title: goal.facts.title.clone(),
            owner: owner.clone(),
            day: goal.facts.target,
            state: goal.state(today).code().to_owned(),
            word: said.or_else(|| words.get(&goal.id).cloned()),
        }
    };
    let mut items: Vec<_> = plan_order(&bare)
        .iter()
        .map(|place| of_goal(place.at))
        .collect();
    let leading = open
        .into_iter()
        .chain(ended)
        .filter(|line| line.task.facts.goal.is_some());
    items.extend(leading.map(|line| PlanVersionItem {
        part: PlanPart::Task,
        id: id(line.task.id.uuid()),
        parent: line.task.facts.goal.map(|it| id(it.uuid())),
        level: line.task.facts.kind.code().to_owned(),
        state: line.task.state(today).code().to_owned(),
        word: line.task.ended.and_then(|ended| ended.word),
        title: line.task.facts.title,
        owner: Some(line.owner_name),
        day: line.task.facts.due,
    }));
    let standing = measures.into_iter().filter(|it| it.annulled.is_none());
    items.extend(standing.map(|it| {
        PlanVersionItem {
            part: PlanPart::Measure,
            id: id(it.id.uuid()),
            parent: None,
            level: it.facts.kind.code().to_owned(),
            state: if it.facts.holds_on(today) {
                "holds"
            } else {
                "over"
            }
            .to_owned(),
            title: it.facts.title,
            owner: it.facts.given_by,
            day: it.facts.until,
            word: None,
        }
    }));
    Ok(items)
}
