//! Opens what may only be kept, on a ground that the law knows: for an hour, for whoever answers for the case, told to the family's log.

use jiff::SignedDuration;

use helhed_access::doing;
use helhed_domain::data_request::OpeningGround;
use helhed_domain::ids::FamilyId;
use helhed_domain::text::Line;
use helhed_store::restriction as stored;

use crate::lens::is_of_team;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// What is opened, and why.
#[derive(Debug, Clone)]
pub struct OpenRestricted {
    /// The family.
    pub family: FamilyId,
    /// On which ground.
    pub ground: OpeningGround,
    /// In their words.
    pub reason: Line,
}

/// Why nothing was opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenRestrictedError {
    /// Nothing is restricted here.
    #[error("nothing is restricted")]
    NothingRestricted,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(OpenRestrictedError);

/// Opens it for as long as the rules say.
pub async fn open_restricted(
    ctx: &mut Ctx,
    command: OpenRestricted,
) -> Result<(), OpenRestrictedError> {
    let permit = ctx.requests_permit::<doing::Change>(command.family).await?;
    let actor = ctx.actor()?;
    if !is_of_team(&actor) {
        return Err(Stop::NotAllowed.into());
    }
    if stored::standing(&mut ctx.link, &permit).await?.is_empty() {
        return Err(OpenRestrictedError::NothingRestricted);
    }
    let now = ctx.now();
    let opening = stored::Opening {
        id: ctx.new_id(),
        by: actor.account,
        ground: command.ground,
        reason: command.reason,
        at: now,
        until: now + SignedDuration::from_mins(ctx.rules().restriction_minutes),
    };
    stored::open(&mut ctx.link, &permit, &opening).await?;
    ctx.record("open_restricted", &permit, opening.id.uuid());
    Ok(())
}
