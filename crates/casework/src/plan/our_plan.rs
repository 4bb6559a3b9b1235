//! The plan as the family itself sees it: what their lens lets through, of each family they belong to.

use std::collections::BTreeSet;

use helhed_access::{Basis, Lens, Resource, doing, what};
use helhed_domain::account::Role;
use helhed_domain::agreement::Agreement;
use helhed_domain::consent::Party;
use helhed_domain::goal::GoalState;
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_domain::owner::Owner;
use helhed_domain::plan_version::{PlanPart, PlanVersion, PlanVersionItem};
use helhed_domain::task::TaskKind;
use helhed_store::Link;
use helhed_store::agreement;
use helhed_store::goal::{self, GoalLine};
use helhed_store::goal_word::{self, GoalWordLine};
use helhed_store::overview::{self, Pick};
use helhed_store::plan_version;
use helhed_store::task::{self, TaskLine};
use jiff::civil::Date;
use uuid::Uuid;

use super::answer_plan::decides;
use crate::sharing::standing_seen;
use crate::{Reading, Stop, Visible};

/// The plan of one family as one of its people sees it.
#[derive(Debug)]
pub struct OurPlan {
    /// Who looks.
    pub person: PersonId,
    /// The family.
    pub family: FamilyId,
    /// Goals that were not dropped, nearest first.
    pub goals: Vec<GoalLine>,
    /// Open tasks that lead to one of them: the viewer's own, and agreements of others.
    pub tasks: Vec<TaskLine>,
    /// Words on these goals, the latest first.
    pub words: Vec<GoalWordLine>,
    /// The newest version that was kept, if there is one.
    pub version: Option<OurVersion>,
}

/// The newest version of the plan, as one of the family is asked about it.
#[derive(Debug)]
pub struct OurVersion {
    /// The version.
    pub version: PlanVersion,
    /// What it holds of the goals above, as they stood then.
    pub goals: Vec<PlanVersionItem>,
    /// What the viewer said to it last.
    pub said: Option<Agreement>,
    /// Whether the viewer decides for themselves, and may say yes or no.
    pub may_answer: bool,
}

/// The newest version with what the viewer sees of it and has said to it: three queries.
async fn version(
    link: &mut Link,
    lens: &Lens,
    (person, seen, today): (PersonId, &BTreeSet<Uuid>, Date),
) -> Result<Option<OurVersion>, Stop> {
    let Some(permit) = lens.permit::<what::Agreements, doing::Read>() else {
        return Ok(None);
    };
    let versions = plan_version::of_family(link, &permit).await?;
    let Some(line) = versions.into_iter().next() else {
        return Ok(None);
    };
    let mut goals = plan_version::items(link, &permit, line.version.id).await?;
    goals.retain(|it| it.part == PlanPart::Goal && seen.contains(&it.id.uuid()));
    let said = agreement::of_family(link, &permit).await?;
    let mut own = said
        .into_iter()
        .map(|line| line.agreement)
        .filter(|it| it.version == line.version.id && it.party == Party::Person(person));
    Ok(Some(OurVersion {
        goals,
        said: own.next_back(),
        may_answer: lens.may::<what::Agreements, doing::Add>()
            && decides(link, lens, person, today).await?,
        version: line.version,
    }))
}

/// The plan of each family that a family member belongs to.
pub async fn our_plan(reading: &mut Reading) -> Result<Visible<Vec<OurPlan>>, Stop> {
    let viewer = *reading.actor();
    let (Role::FamilyMember, Some(person)) = (viewer.role, viewer.person) else {
        return Err(Stop::NotAllowed);
    };
    let (scope, today) = (reading.scope(), reading.today());
    let (families, _) = overview::page(&mut reading.link, &scope, Pick::All, 0).await?;
    let open = task::open_in(&mut reading.link, &scope).await?;
    let mut plans = Vec::new();
    for family in families {
        let seen: BTreeSet<Uuid> = standing_seen(reading, family).await?.into_iter().collect();
        let lens = reading.lens(family).await?;
        let Some(permit) = lens.permit::<what::Shared, doing::Read>() else {
            continue;
        };
        let link = &mut reading.link;
        let mut goals = goal::lines_to_choose(link, &permit).await?;
        goals.retain(|line| {
            seen.contains(&line.goal.id.uuid()) && line.goal.state(today) != GoalState::Dropped
        });
        let mut words = goal_word::of_family(link, &permit).await?;
        let there: BTreeSet<_> = goals.iter().map(|line| line.goal.id).collect();
        words.retain(|line| there.contains(&line.word.goal));
        let is_shown = |line: &&TaskLine| {
            let facts = &line.task.facts;
            line.task.family == family
                && seen.contains(&line.task.id.uuid())
                && facts.goal.is_some_and(|goal| there.contains(&goal))
                && (facts.owner == Owner::Person(person) || facts.kind == TaskKind::Agreement)
        };
        let version = version(link, &lens, (person, &seen, today)).await?;
        plans.push(OurPlan {
            version,
            person,
            family,
            tasks: open.iter().filter(is_shown).cloned().collect(),
            goals,
            words,
        });
    }
    reading
        .show_list("our_plan", Resource::Plan, Basis::OwnCase, plans)
        .await
}
