//! Notes that somebody who had received the data was told of what was decided (GDPR art. 19).

use helhed_access::doing;
use helhed_domain::consent::Party;
use helhed_domain::ids::{DataRequestId, FamilyId};
use helhed_store::data_request as stored;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// Whom was told.
#[derive(Debug, Clone)]
pub struct TellRecipient {
    /// The family.
    pub family: FamilyId,
    /// The request.
    pub request: DataRequestId,
    /// Who was told.
    pub party: Party,
}

/// Why nothing was noted.
#[derive(Debug, thiserror::Error)]
pub enum TellRecipientError {
    /// Nothing is decided yet.
    #[error("not decided")]
    Undecided,
    /// They have received nothing, or were told already.
    #[error("nobody to tell")]
    NobodyToTell,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(TellRecipientError);

/// Notes it, once for each.
pub async fn tell_recipient(
    ctx: &mut Ctx,
    command: TellRecipient,
) -> Result<(), TellRecipientError> {
    let permit = ctx.requests_permit::<doing::Change>(command.family).await?;
    let found = stored::find(&mut ctx.link, &permit, command.request).await?;
    let request = found.ok_or(Stop::Absent)?.request;
    if request.decision.is_none() {
        return Err(TellRecipientError::Undecided);
    }
    let (now, of) = (ctx.now(), (request.person, request.id));
    let recipients = stored::recipients(&mut ctx.link, &permit, of, now).await?;
    let mut waiting = recipients.iter().filter(|it| it.told.is_none());
    if !waiting.any(|it| it.party == command.party) {
        return Err(TellRecipientError::NobodyToTell);
    }
    let by = (ctx.actor()?.account, now);
    stored::tell(&mut ctx.link, &permit, request.id, command.party, by).await?;
    ctx.record("tell_recipient", &permit, request.id.uuid());
    Ok(())
}
