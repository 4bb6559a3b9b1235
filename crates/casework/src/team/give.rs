//! What several operations share: a coordinator's room, and giving a family to one.

use helhed_access::{Lens, Permit, doing, what};
use helhed_domain::account::Role;
use helhed_domain::assignment::{Assignment, AssignmentKind, Capacity, Full};
use helhed_domain::ids::AccountId;
use helhed_domain::text::Line;
use helhed_store::{StoreError, account, assignment};

use crate::{Ctx, Stop};

/// Why a family was not given to somebody.
#[derive(Debug, thiserror::Error)]
pub(crate) enum GiveError {
    /// The account is no coordinator who may sign in.
    #[error("no such coordinator")]
    NoSuchCoordinator,
    /// No free place.
    #[error(transparent)]
    Full(#[from] Full),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<StoreError> for GiveError {
    fn from(error: StoreError) -> Self {
        Self::Stopped(error.into())
    }
}

/// Whether an account is a coordinator who may sign in.
pub(crate) async fn is_coordinator(ctx: &mut Ctx, id: AccountId) -> Result<bool, StoreError> {
    let found = account::by_id(&mut ctx.link, id).await?;
    Ok(found.is_some_and(|it| it.role == Role::Coordinator && !it.disabled))
}

/// How many families a coordinator has, and may have.
pub(crate) async fn capacity_of(ctx: &mut Ctx, id: AccountId) -> Result<Capacity, GiveError> {
    if !is_coordinator(ctx, id).await? {
        return Err(GiveError::NoSuchCoordinator);
    }
    Ok(Capacity {
        families: assignment::load(&mut ctx.link, id).await?,
        most: ctx.rules().coordinator_capacity,
    })
}

/// Gives a family to a coordinator, who has room: who had it before has it no longer; who was its deputy is its coordinator.
pub(crate) async fn give(
    ctx: &mut Ctx,
    lens: &Lens,
    permit: &Permit<what::Assignments, doing::Change>,
    to: AccountId,
    word: Option<Line>,
) -> Result<(), Stop> {
    let read = lens.permit().ok_or(Stop::NotAllowed)?;
    let now = ctx.now();
    for (it, _) in assignment::of_family(&mut ctx.link, &read).await? {
        if it.to.is_some() {
            continue;
        }
        match it.kind {
            AssignmentKind::Coordinator if it.account == to => return Ok(()),
            AssignmentKind::Coordinator => {
                assignment::end(&mut ctx.link, permit, it.id, now).await?;
            }
            AssignmentKind::Deputy if it.account == to => {
                assignment::end(&mut ctx.link, permit, it.id, now).await?;
            }
            AssignmentKind::Deputy => {}
        }
    }
    let given = Assignment {
        id: ctx.new_id(),
        family: permit.family(),
        account: to,
        kind: AssignmentKind::Coordinator,
        from: now,
        to: None,
        word,
        set_by: ctx.actor()?.account,
    };
    assignment::insert(&mut ctx.link, permit, &given).await?;
    ctx.record("assign_coordinator", permit, given.id.uuid());
    Ok(())
}
