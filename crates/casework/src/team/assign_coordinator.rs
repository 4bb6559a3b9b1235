//! Gives one family to a coordinator.

use helhed_access::{doing, what};
use helhed_domain::assignment::{AssignmentKind, Full};
use helhed_domain::course::CourseState;
use helhed_domain::ids::{AccountId, FamilyId};
use helhed_domain::text::Line;
use helhed_store::{StoreError, assignment, course};

use crate::{Ctx, Stop};

use super::give::{GiveError, capacity_of, give};

/// Who is to coordinate a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignCoordinator {
    /// The family.
    pub family: FamilyId,
    /// Who will coordinate.
    pub to: AccountId,
    /// Why, in a few words.
    pub word: Option<Line>,
}

/// Why the family was not given.
#[derive(Debug, thiserror::Error)]
pub enum AssignError {
    /// The account is no coordinator who may sign in.
    #[error("no such coordinator")]
    NoSuchCoordinator,
    /// The coordinator has the family already.
    #[error("has the family already")]
    HasItAlready,
    /// The coordinator has no free place.
    #[error(transparent)]
    Full(#[from] Full),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<GiveError> for AssignError {
    fn from(error: GiveError) -> Self {
        match error {
            GiveError::NoSuchCoordinator => Self::NoSuchCoordinator,
            GiveError::Full(full) => Self::Full(full),
            GiveError::Stopped(stop) => Self::Stopped(stop),
        }
    }
}

impl From<StoreError> for AssignError {
    fn from(error: StoreError) -> Self {
        Self::Stopped(error.into())
    }
}

/// Gives one family to a coordinator. A family whose course has ended takes no place.
pub async fn assign_coordinator(
    ctx: &mut Ctx,
    command: AssignCoordinator,
) -> Result<(), AssignError> {
    let lens = ctx.lens(command.family).await?;
    // Adding an assignment is the leader's; a coordinator changes deputies and authority only.
    lens.permit::<what::Assignments, doing::Add>()
        .ok_or(Stop::NotAllowed)?;
    let permit = lens.permit().ok_or(Stop::NotAllowed)?;
    let read = lens.permit().ok_or(Stop::NotAllowed)?;
    let has_it = assignment::of_family(&mut ctx.link, &read)
        .await?
        .iter()
        .any(|(it, _)| {
            it.to.is_none() && it.kind == AssignmentKind::Coordinator && it.account == command.to
        });
    if has_it {
        return Err(AssignError::HasItAlready);
    }
    let courses = lens.permit().ok_or(Stop::NotAllowed)?;
    let runs = course::of_family(&mut ctx.link, &courses)
        .await?
        .iter()
        .any(|it| it.state == CourseState::Running);
    capacity_of(ctx, command.to).await?.take(i64::from(runs))?;
    give(ctx, &lens, &permit, command.to, command.word).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn the_leader_gives_a_family_to_another_and_nobody_else_does() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let to_bo = || AssignCoordinator {
            family: holm.id,
            to: house.bo.account,
            word: Line::parse("Karen går på barsel").ok(),
        };
        for actor in [&house.karen, &house.bo, &house.jens, &house.dpo] {
            let mut ctx = house.begin(actor, house.now()).await.expect("begun");
            assert!(
                matches!(
                    assign_coordinator(&mut ctx, to_bo()).await,
                    Err(AssignError::Stopped(_))
                ),
                "{:?}",
                actor.role
            );
        }
        let mut ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        assign_coordinator(&mut ctx, to_bo()).await.expect("given");
        assert!(matches!(
            assign_coordinator(&mut ctx, to_bo()).await,
            Err(AssignError::HasItAlready)
        ));
        ctx.commit().await.expect("committed");
        let mut ctx = house.begin(&house.karen, house.now()).await.expect("begun");
        assert!(matches!(ctx.lens(holm.id).await, Err(Stop::Absent)));
        drop(ctx);
        let mut ctx = house.begin(&house.bo, house.now()).await.expect("begun");
        assert!(ctx.lens(holm.id).await.is_ok());
    }

    #[tokio::test]
    async fn only_a_coordinator_is_given_a_family() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        for to in [house.jens.account, house.lone.account] {
            let command = AssignCoordinator {
                family: holm.id,
                to,
                word: None,
            };
            assert!(matches!(
                assign_coordinator(&mut ctx, command).await,
                Err(AssignError::NoSuchCoordinator)
            ));
        }
    }
}
