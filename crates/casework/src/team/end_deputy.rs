//! Ends that somebody stands in for a coordinator.

use helhed_domain::assignment::AssignmentKind;
use helhed_domain::ids::{AssignmentId, FamilyId};
use helhed_store::{StoreError, assignment};

use crate::{Ctx, Stop};

/// Why nothing ended.
#[derive(Debug, thiserror::Error)]
pub enum EndDeputyError {
    /// The family has no such deputy now.
    #[error("no such deputy")]
    NoSuchDeputy,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<StoreError> for EndDeputyError {
    fn from(error: StoreError) -> Self {
        Self::Stopped(error.into())
    }
}

/// Ends that somebody stands in; the history keeps it.
pub async fn end_deputy(
    ctx: &mut Ctx,
    family: FamilyId,
    id: AssignmentId,
) -> Result<(), EndDeputyError> {
    let lens = ctx.lens(family).await?;
    let permit = lens.permit().ok_or(Stop::NotAllowed)?;
    let read = lens.permit().ok_or(Stop::NotAllowed)?;
    let stands_in = assignment::of_family(&mut ctx.link, &read)
        .await?
        .iter()
        .any(|(it, _)| it.id == id && it.kind == AssignmentKind::Deputy && it.to.is_none());
    if !stands_in {
        return Err(EndDeputyError::NoSuchDeputy);
    }
    let now = ctx.now();
    assignment::end(&mut ctx.link, &permit, id, now).await?;
    ctx.record("end_deputy", &permit, id.uuid());
    Ok(())
}
