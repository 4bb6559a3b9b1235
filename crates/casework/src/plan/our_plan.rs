//! The plan as the family itself sees it: what their lens lets through, of each family they belong to.

use std::collections::BTreeSet;

use helhed_access::{Basis, Resource, doing, what};
use helhed_domain::account::Role;
use helhed_domain::goal::GoalState;
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_domain::owner::Owner;
use helhed_domain::task::TaskKind;
use helhed_store::goal::{self, GoalLine};
use helhed_store::goal_word::{self, GoalWordLine};
use helhed_store::overview::{self, Pick};
use helhed_store::task::{self, TaskLine};
use uuid::Uuid;

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
        plans.push(OurPlan {
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
