//! Says that a need is met, or is none any more.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, NeedId};
use helhed_domain::need::{NeedError, NeedOutcome};
use helhed_domain::text::Line;
use helhed_store::need as stored;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// How a need ended.
#[derive(Debug, Clone)]
pub struct EndNeed {
    /// The family.
    pub family: FamilyId,
    /// The need.
    pub need: NeedId,
    /// The version that was read.
    pub version: i64,
    /// Met or gone.
    pub outcome: NeedOutcome,
    /// A word why; what is gone needs one.
    pub word: Option<Line>,
}

/// Why a need was not ended.
#[derive(Debug, thiserror::Error)]
pub enum EndNeedError {
    /// Somebody else has changed it since.
    #[error("somebody else has changed it since")]
    Changed,
    /// It cannot end so.
    #[error(transparent)]
    Wrong(#[from] NeedError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(EndNeedError);

/// Ends a need: it stands in nobody's way any more.
pub async fn end_need(ctx: &mut Ctx, command: EndNeed) -> Result<(), EndNeedError> {
    let permit = ctx
        .permit::<what::Needs, doing::Change>(command.family)
        .await?;
    let all = stored::of_family(&mut ctx.link, &permit).await?;
    let found = all.into_iter().find(|line| line.need.id == command.need);
    let need = found.ok_or(Stop::Absent)?.need;
    let need = need.ended(command.outcome, command.word, ctx.now())?;
    if !stored::update(&mut ctx.link, &permit, &need, command.version).await? {
        return Err(EndNeedError::Changed);
    }
    ctx.notice(command.family);
    ctx.record("end_need", &permit, need.id.uuid());
    Ok(())
}
