//! Keeps a goal from a party, whatever is shared with them; and keeps it no more.

use helhed_access::{doing, what};
use helhed_domain::consent::Party;
use helhed_domain::ids::{FamilyId, GoalId, KeptId};
use helhed_domain::text::Line;
use helhed_store::{account, goal, household, kept as stored};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A goal to keep from a party.
#[derive(Debug, Clone)]
pub struct KeepGoal {
    /// The family.
    pub family: FamilyId,
    /// The goal.
    pub goal: GoalId,
    /// From whom.
    pub from: Party,
    /// Why.
    pub reason: Line,
}

/// Why a goal was not kept from somebody.
#[derive(Debug, thiserror::Error)]
pub enum KeepGoalError {
    /// There is no such unit, and nobody of that name in the family.
    #[error("no such party")]
    NoSuchParty,
    /// It is kept from them already.
    #[error("it is kept from them already")]
    KeptAlready,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(KeepGoalError);

/// Keeps a goal from a party from now on. Open pages of theirs are told to read anew.
pub async fn keep_goal(ctx: &mut Ctx, command: KeepGoal) -> Result<KeptId, KeepGoalError> {
    let permit = ctx
        .permit::<what::Plan, doing::Change>(command.family)
        .await?;
    if !goal::is_of_family(&mut ctx.link, &permit, command.goal).await? {
        return Err(Stop::Absent.into());
    }
    let is_there = match command.from {
        Party::Unit(unit) => account::unit(&mut ctx.link, unit).await?.is_some(),
        Party::Person(person) => household::all_belong(&mut ctx.link, &permit, &[person]).await?,
    };
    if !is_there {
        return Err(KeepGoalError::NoSuchParty);
    }
    let now_kept = stored::of_family(&mut ctx.link, &permit).await?;
    if now_kept.contains(&(command.goal, command.from)) {
        return Err(KeepGoalError::KeptAlready);
    }
    let id: KeptId = ctx.new_id();
    let who = (ctx.actor()?.account, ctx.now());
    let what = (id, command.goal, command.from);
    stored::insert(&mut ctx.link, &permit, what, &command.reason, who).await?;
    ctx.record("keep_goal", &permit, command.goal.uuid());
    ctx.notice(command.family);
    Ok(id)
}

/// Keeps a goal from a party no more: they see what the lens lets through.
pub async fn lift_keeping(ctx: &mut Ctx, family: FamilyId, id: KeptId) -> Result<(), Stop> {
    let permit = ctx.permit::<what::Plan, doing::Change>(family).await?;
    let who = (ctx.actor()?.account, ctx.now());
    if !stored::lift(&mut ctx.link, &permit, id, who).await? {
        return Err(Stop::Absent);
    }
    ctx.record("lift_keeping", &permit, id.uuid());
    ctx.notice(family);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sharing::shared_page_as;
    use crate::testing::{House, line};
    use crate::today::our_page;
    use helhed_access::Actor;
    use helhed_domain::account::Role;
    use helhed_domain::goal::Horizon;

    #[tokio::test]
    async fn what_is_kept_from_the_mother_is_on_no_page_of_hers() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let goal = holm.goal("Ro om aftenen", Horizon::Long, None).await;
        let sofie = Actor {
            role: Role::FamilyMember,
            unit: None,
            person: Some(holm.mother),
            ..house.karen
        };
        let party = Party::Person(holm.mother);
        let sees = async || {
            let mut own = house.reading(&sofie, house.now());
            let page = our_page(&mut own).await.expect("a page");
            let mut team = house.reading(&house.karen, house.now());
            let preview = shared_page_as(&mut team, holm.id, party, None).await;
            let preview = preview.expect("a page");
            let shown = preview.standing.iter().any(|it| it.item.id == goal.uuid());
            (!page.goals.is_empty(), shown)
        };
        assert_eq!(sees().await, (true, true));
        let keep = |from| KeepGoal {
            family: holm.id,
            goal,
            from,
            reason: line("Hun har bedt om det"),
        };
        let mut ctx = house.change(&house.karen).await;
        let stranger = keep_goal(&mut ctx, keep(Party::Person(berg.mother))).await;
        assert!(matches!(stranger, Err(KeepGoalError::NoSuchParty)));
        let kept = keep_goal(&mut ctx, keep(party)).await.expect("kept");
        let twice = keep_goal(&mut ctx, keep(party)).await;
        assert!(matches!(twice, Err(KeepGoalError::KeptAlready)));
        ctx.commit().await.expect("committed");
        assert_eq!(sees().await, (false, false));
        let mut ctx = house.change(&house.karen).await;
        lift_keeping(&mut ctx, holm.id, kept).await.expect("lifted");
        let again = lift_keeping(&mut ctx, holm.id, kept).await;
        assert!(matches!(again, Err(Stop::Absent)));
        ctx.commit().await.expect("committed");
        assert_eq!(sees().await, (true, true));
    }
}
