//! Says which other plans a goal stands for.

use helhed_access::{doing, what};
use helhed_domain::covered_plan::{Cover, CoveredPlan};
use helhed_domain::ids::{FamilyId, GoalId, PersonId};
use helhed_store::{cover as stored, goal, household};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// The plans that a goal stands for, instead of those it stood for.
#[derive(Debug, Clone)]
pub struct CoverPlans {
    /// The family.
    pub family: FamilyId,
    /// The goal.
    pub goal: GoalId,
    /// The code of each plan, and whose it is.
    pub plans: Vec<(String, PersonId)>,
}

/// Why that was not written down.
#[derive(Debug, thiserror::Error)]
pub enum CoverPlansError {
    /// There is no such plan today.
    #[error("no such plan")]
    NoSuchPlan,
    /// Whose plan it is does not belong to the family.
    #[error("not of the family")]
    NotOfFamily,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(CoverPlansError);

/// Says which plans a goal stands for.
pub async fn cover_plans(ctx: &mut Ctx, command: CoverPlans) -> Result<(), CoverPlansError> {
    let permit = ctx
        .permit::<what::Plan, doing::Change>(command.family)
        .await?;
    if !goal::is_of_family(&mut ctx.link, &permit, command.goal).await? {
        return Err(Stop::Absent.into());
    }
    let today = ctx.today();
    let people: Vec<PersonId> = command.plans.iter().map(|(_, person)| *person).collect();
    if !household::all_belong(&mut ctx.link, &permit, &people).await? {
        return Err(CoverPlansError::NotOfFamily);
    }
    let stood = stored::of_family(&mut ctx.link, &permit).await?;
    let mut covers = Vec::new();
    for (plan, person) in command.plans {
        let goal = command.goal;
        let cover = Cover { goal, plan, person };
        // One that stood there stands, also when its law has been replaced.
        let may = CoveredPlan::on(today).any(|it| it.code == cover.plan);
        if !may && !stood.contains(&cover) {
            return Err(CoverPlansError::NoSuchPlan);
        }
        covers.push(cover);
    }
    let who = (ctx.actor()?.account, ctx.now());
    stored::set(&mut ctx.link, &permit, command.goal, &covers, who).await?;
    ctx.record("cover_plans", &permit, command.goal.uuid());
    Ok(())
}
