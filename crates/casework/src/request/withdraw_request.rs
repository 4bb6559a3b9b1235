//! Takes a request back: it is not to be answered any more, and its links stop.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, RequestId};
use helhed_domain::request::{RequestError, RequestOutcome};
use helhed_domain::text::Line;
use helhed_store::{one_time_link, request as stored};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A request to take back.
#[derive(Debug, Clone)]
pub struct WithdrawRequest {
    /// The family.
    pub family: FamilyId,
    /// The request.
    pub request: RequestId,
    /// Why.
    pub reason: Line,
}

/// Why it was not taken back.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawRequestError {
    /// It has ended already.
    #[error(transparent)]
    Wrong(#[from] RequestError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(WithdrawRequestError);

/// Takes a request back with a reason.
pub async fn withdraw_request(
    ctx: &mut Ctx,
    command: WithdrawRequest,
) -> Result<(), WithdrawRequestError> {
    let permit = ctx
        .permit::<what::Requests, doing::Change>(command.family)
        .await?;
    let (by, now) = (ctx.actor()?.account, ctx.now());
    let request = stored::find(&mut ctx.link, &permit, command.request)
        .await?
        .ok_or(Stop::Absent)?
        .ended(
            RequestOutcome::Withdrawn,
            Some(command.reason),
            now,
            Some(by),
        )?;
    if !stored::end(&mut ctx.link, &permit, &request).await? {
        return Err(RequestError::AlreadyEnded.into());
    }
    let subject = request.id.uuid();
    one_time_link::end_all(&mut ctx.link, &permit, subject, now).await?;
    ctx.notice(permit.family());
    ctx.record("withdraw_request", &permit, subject);
    Ok(())
}
