//! Hands every family of a coordinator over to another.

use helhed_access::{doing, what};
use helhed_domain::assignment::Full;
use helhed_domain::ids::AccountId;
use helhed_domain::text::Line;
use helhed_store::{StoreError, assignment};

use crate::{Ctx, Stop};

use super::give::{GiveError, capacity_of, give};

/// Whose families go to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    /// Who has them.
    pub from: AccountId,
    /// Who gets them.
    pub to: AccountId,
    /// Why, in a few words.
    pub word: Option<Line>,
}

/// Why nothing was handed over.
#[derive(Debug, thiserror::Error)]
pub enum HandOverError {
    /// Who gets them is no coordinator who may sign in.
    #[error("no such coordinator")]
    NoSuchCoordinator,
    /// From somebody to themselves.
    #[error("the same person")]
    SamePerson,
    /// There is nothing to hand over.
    #[error("no family to hand over")]
    Nothing,
    /// There is no room for all of them; none was handed over.
    #[error(transparent)]
    Full(#[from] Full),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<GiveError> for HandOverError {
    fn from(error: GiveError) -> Self {
        match error {
            GiveError::NoSuchCoordinator => Self::NoSuchCoordinator,
            GiveError::Full(full) => Self::Full(full),
            GiveError::Stopped(stop) => Self::Stopped(stop),
        }
    }
}

impl From<StoreError> for HandOverError {
    fn from(error: StoreError) -> Self {
        Self::Stopped(error.into())
    }
}

/// Hands every family with a running course over, or none; tells how many. Also from one who may no longer sign in.
pub async fn hand_over(ctx: &mut Ctx, command: HandOver) -> Result<usize, HandOverError> {
    let intake = ctx.house_permit::<what::Intake, doing::Change>()?;
    if command.from == command.to {
        return Err(HandOverError::SamePerson);
    }
    let families = assignment::running_of(&mut ctx.link, &intake, command.from).await?;
    if families.is_empty() {
        return Err(HandOverError::Nothing);
    }
    capacity_of(ctx, command.to)
        .await?
        .take(families.len() as i64)?;
    for family in &families {
        let lens = ctx.lens(*family).await?;
        lens.permit::<what::Assignments, doing::Add>()
            .ok_or(Stop::NotAllowed)?;
        let permit = lens.permit().ok_or(Stop::NotAllowed)?;
        give(ctx, &lens, &permit, command.to, command.word.clone()).await?;
    }
    Ok(families.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn all_families_go_or_none() {
        let house = House::new().await;
        let command = HandOver {
            from: house.karen.account,
            to: house.bo.account,
            word: None,
        };
        for number in 0..6 {
            let of_karen = house.a_family(&format!("Karens {number}")).await;
            of_karen.taken_in_by(&house.karen).await;
            let of_bo = house.a_family(&format!("Bos {number}")).await;
            of_bo.taken_in_by(&house.bo).await;
        }
        let mut ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        assert!(matches!(
            hand_over(&mut ctx, command.clone()).await,
            Err(HandOverError::Full(Full {
                families: 6,
                most: 10
            }))
        ));
        drop(ctx);
        let ole = house.another_coordinator("ole").await;
        let mut ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        let to_ole = HandOver {
            to: ole.account,
            ..command.clone()
        };
        assert_eq!(
            hand_over(&mut ctx, to_ole.clone())
                .await
                .expect("handed over"),
            6
        );
        assert!(matches!(
            hand_over(&mut ctx, to_ole).await,
            Err(HandOverError::Nothing)
        ));
        let same = HandOver {
            to: house.karen.account,
            ..command.clone()
        };
        assert!(matches!(
            hand_over(&mut ctx, same).await,
            Err(HandOverError::SamePerson)
        ));
        drop(ctx);
        let mut ctx = house.begin(&house.karen, house.now()).await.expect("begun");
        assert!(matches!(
            hand_over(&mut ctx, command).await,
            Err(HandOverError::Stopped(Stop::NotAllowed))
        ));
    }
}
