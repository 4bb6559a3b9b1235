//! Strikes out that something of the method was done: it was written down by mistake.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, MethodActionId};
use helhed_domain::text::Line;
use helhed_store::method as stored;

use crate::{Ctx, Stop};

/// What is struck out.
#[derive(Debug, Clone)]
pub struct AnnulMethodAction {
    /// The family.
    pub family: FamilyId,
    /// Which.
    pub action: MethodActionId,
    /// The version that was read.
    pub version: i64,
    /// Why.
    pub reason: Line,
}

/// Annuls it, with the reason; it stays to be read. What somebody else has annulled before is annulled.
pub async fn annul_method_action(ctx: &mut Ctx, command: AnnulMethodAction) -> Result<(), Stop> {
    let permit = ctx
        .permit::<what::Method, doing::Annul>(command.family)
        .await?;
    let all = stored::of_family(&mut ctx.link, &permit).await?;
    if !all.iter().any(|it| it.action.id == command.action) {
        return Err(Stop::Absent);
    }
    let (which, now) = ((command.action, command.version), ctx.now());
    if stored::annul(&mut ctx.link, &permit, which, (&command.reason, now)).await? {
        ctx.record("annul_method_action", &permit, command.action.uuid());
    }
    Ok(())
}
