//! Answers a request: followed, followed in part, or refused, and why.

use helhed_access::doing;
use helhed_domain::data_request::{DataDecision, DataOutcome};
use helhed_domain::ids::{DataRequestId, FamilyId};
use helhed_domain::text::{Line, Prose};
use helhed_store::data_request as stored;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// An answer.
#[derive(Debug, Clone)]
pub struct DecideDataRequest {
    /// The family.
    pub family: FamilyId,
    /// The request.
    pub request: DataRequestId,
    /// What is decided.
    pub outcome: DataOutcome,
    /// What was changed, and what was not and why: the person reads it.
    pub answer: Prose,
    /// Why it comes after the deadline, where it does.
    pub delay: Option<Line>,
}

/// Why it was not answered.
#[derive(Debug, thiserror::Error)]
pub enum DecideDataRequestError {
    /// The deadline has passed, and no reason is given.
    #[error("late without a reason")]
    LateWithoutReason,
    /// It was answered already.
    #[error("answered already")]
    Already,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(DecideDataRequestError);

/// Answers a request, once.
pub async fn decide_data_request(
    ctx: &mut Ctx,
    command: DecideDataRequest,
) -> Result<(), DecideDataRequestError> {
    let permit = ctx.requests_permit::<doing::Change>(command.family).await?;
    let found = stored::find(&mut ctx.link, &permit, command.request).await?;
    let line = found.ok_or(Stop::Absent)?;
    if line.request.decision.is_some() {
        return Err(DecideDataRequestError::Already);
    }
    let late = line.request.due < ctx.today();
    if late && command.delay.is_none() {
        return Err(DecideDataRequestError::LateWithoutReason);
    }
    let decision = DataDecision {
        outcome: command.outcome,
        answer: command.answer,
        delay: command.delay.filter(|_| late),
        by: ctx.actor()?.account,
        at: ctx.now(),
    };
    if !stored::decide(&mut ctx.link, &permit, command.request, &decision).await? {
        return Err(DecideDataRequestError::Already);
    }
    ctx.record("decide_data_request", &permit, command.request.uuid());
    ctx.notice(command.family);
    Ok(())
}
