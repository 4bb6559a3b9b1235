//! Restricts a family's case, or one note, contact or document of it: it may only be kept (GDPR art. 18).

use helhed_access::doing;
use helhed_domain::data_request::Restriction;
use helhed_domain::ids::{DataRequestId, FamilyId, RestrictionId};
use helhed_domain::text::Line;
use helhed_store::{data_request, restriction as stored};
use uuid::Uuid;

use crate::lens::is_of_team;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A restriction to set.
#[derive(Debug, Clone)]
pub struct Restrict {
    /// The family.
    pub family: FamilyId,
    /// The request that it answers; a whole case is restricted at a request only, for it stays open to who asked.
    pub request: Option<DataRequestId>,
    /// The item; none: the whole case.
    pub item: Option<Uuid>,
    /// Why.
    pub reason: Line,
}

/// Why nothing was restricted.
#[derive(Debug, thiserror::Error)]
pub enum RestrictError {
    /// It is restricted already.
    #[error("restricted already")]
    Already,
    /// A whole case, and nobody's request.
    #[error("a case is restricted at somebody's request")]
    NobodyAsked,
    /// There is no such note, contact or document here.
    #[error("no such item")]
    NoSuchItem,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(RestrictError);

/// Sets it. From the next request on nobody opens it without a ground.
pub async fn restrict(ctx: &mut Ctx, command: Restrict) -> Result<RestrictionId, RestrictError> {
    let permit = ctx.requests_permit::<doing::Change>(command.family).await?;
    let actor = ctx.actor()?;
    if !is_of_team(&actor) {
        return Err(Stop::NotAllowed.into());
    }
    if command.item.is_none() && command.request.is_none() {
        return Err(RestrictError::NobodyAsked);
    }
    if let Some(request) = command.request {
        let found = data_request::find(&mut ctx.link, &permit, request).await?;
        found.ok_or(Stop::Absent)?;
    }
    if let Some(item) = command.item
        && stored::items(&mut ctx.link, &permit, Some(item))
            .await?
            .is_empty()
    {
        return Err(RestrictError::NoSuchItem);
    }
    let it = Restriction {
        id: ctx.new_id(),
        family: command.family,
        request: command.request,
        item: command.item,
        reason: command.reason,
        at: ctx.now(),
        told: None,
    };
    if !stored::insert(&mut ctx.link, &permit, &it, actor.account).await? {
        return Err(RestrictError::Already);
    }
    ctx.record("restrict", &permit, it.id.uuid());
    ctx.notice(command.family);
    Ok(it.id)
}
