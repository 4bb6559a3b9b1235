//! Gives a family a deputy, who stands in for its coordinator.

use helhed_domain::assignment::{Assignment, AssignmentKind};
use helhed_domain::ids::{AccountId, AssignmentId, FamilyId};
use helhed_domain::text::Line;
use helhed_store::{StoreError, assignment};

use crate::{Ctx, Stop};

use super::give::is_coordinator;

/// Who is to stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetDeputy {
    /// For which family.
    pub family: FamilyId,
    /// Who.
    pub deputy: AccountId,
    /// Why, in a few words.
    pub word: Option<Line>,
}

/// Why there is no deputy.
#[derive(Debug, thiserror::Error)]
pub enum SetDeputyError {
    /// The account is no coordinator who may sign in.
    #[error("no such coordinator")]
    NoSuchCoordinator,
    /// Coordinates the family, or stands in already.
    #[error("has the family already")]
    HasItAlready,
    /// Nobody coordinates the family: there is nobody to stand in for.
    #[error("nobody to stand in for")]
    NobodyToStandInFor,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<StoreError> for SetDeputyError {
    fn from(error: StoreError) -> Self {
        Self::Stopped(error.into())
    }
}

/// Gives a family a deputy: its coordinator does, or the leader. A deputy takes none of the ten places.
pub async fn set_deputy(ctx: &mut Ctx, command: SetDeputy) -> Result<AssignmentId, SetDeputyError> {
    let lens = ctx.lens(command.family).await?;
    let permit = lens.permit().ok_or(Stop::NotAllowed)?;
    let read = lens.permit().ok_or(Stop::NotAllowed)?;
    if !is_coordinator(ctx, command.deputy).await? {
        return Err(SetDeputyError::NoSuchCoordinator);
    }
    let all = assignment::of_family(&mut ctx.link, &read).await?;
    let open: Vec<&Assignment> = all
        .iter()
        .map(|(it, _)| it)
        .filter(|it| it.to.is_none())
        .collect();
    if open.iter().any(|it| it.account == command.deputy) {
        return Err(SetDeputyError::HasItAlready);
    }
    if !open.iter().any(|it| it.kind == AssignmentKind::Coordinator) {
        return Err(SetDeputyError::NobodyToStandInFor);
    }
    let it = Assignment {
        id: ctx.new_id(),
        family: command.family,
        account: command.deputy,
        kind: AssignmentKind::Deputy,
        from: ctx.now(),
        to: None,
        word: command.word,
        set_by: ctx.actor()?.account,
    };
    assignment::insert(&mut ctx.link, &permit, &it).await?;
    ctx.record("set_deputy", &permit, it.id.uuid());
    Ok(it.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::team::{EndDeputyError, end_deputy};
    use crate::testing::House;

    #[tokio::test]
    async fn a_deputy_sees_the_family_until_it_ends_and_takes_no_place() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let command = SetDeputy {
            family: holm.id,
            deputy: house.bo.account,
            word: None,
        };
        let mut ctx = house.begin(&house.karen, house.now()).await.expect("begun");
        let id = set_deputy(&mut ctx, command.clone()).await.expect("set");
        assert!(matches!(
            set_deputy(&mut ctx, command.clone()).await,
            Err(SetDeputyError::HasItAlready)
        ));
        let herself = SetDeputy {
            deputy: house.karen.account,
            ..command.clone()
        };
        assert!(matches!(
            set_deputy(&mut ctx, herself).await,
            Err(SetDeputyError::HasItAlready)
        ));
        let partner = SetDeputy {
            deputy: house.jens.account,
            ..command
        };
        assert!(matches!(
            set_deputy(&mut ctx, partner).await,
            Err(SetDeputyError::NoSuchCoordinator)
        ));
        assert_eq!(
            assignment::load(&mut ctx.link, house.bo.account)
                .await
                .expect("a number"),
            0
        );
        ctx.commit().await.expect("committed");
        let mut ctx = house.begin(&house.bo, house.now()).await.expect("begun");
        assert!(ctx.lens(holm.id).await.is_ok());
        end_deputy(&mut ctx, holm.id, id).await.expect("ended");
        ctx.commit().await.expect("committed");
        let mut ctx = house.begin(&house.bo, house.now()).await.expect("begun");
        assert!(matches!(ctx.lens(holm.id).await, Err(Stop::Absent)));
        drop(ctx);
        let mut ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        assert!(matches!(
            end_deputy(&mut ctx, holm.id, id).await,
            Err(EndDeputyError::NoSuchDeputy)
        ));
    }

    #[tokio::test]
    async fn a_family_without_coordinator_has_no_deputy_and_strangers_set_none() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await;
        let command = SetDeputy {
            family: holm.id,
            deputy: house.bo.account,
            word: None,
        };
        let mut ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        assert!(matches!(
            set_deputy(&mut ctx, command.clone()).await,
            Err(SetDeputyError::NobodyToStandInFor)
        ));
        drop(ctx);
        for actor in [&house.bo, &house.jens, &house.it_admin] {
            let mut ctx = house.begin(actor, house.now()).await.expect("begun");
            assert!(matches!(
                set_deputy(&mut ctx, command.clone()).await,
                Err(SetDeputyError::Stopped(_))
            ));
        }
    }
}
