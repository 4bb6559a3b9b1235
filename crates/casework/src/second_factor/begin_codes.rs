//! Makes the secret of one-time codes. It asks for nothing before a code of it was shown.

use helhed_access::Actor;
use helhed_store::StoreError;
use jiff::Timestamp;

use super::{CodeSecret, secret_to_confirm};
use crate::Casework;

/// Why there is no secret to show.
#[derive(Debug, thiserror::Error)]
pub enum BeginCodesError {
    /// Codes are on: their secret is shown to nobody again.
    #[error("codes are on already")]
    On,
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// The secret that the actor's own account is to confirm; opened again, the same.
pub async fn begin_codes(
    house: &Casework,
    actor: &Actor,
    now: Timestamp,
) -> Result<CodeSecret, BeginCodesError> {
    let mut ctx = house.begin(actor, now).await?;
    let secret = secret_to_confirm(&mut ctx, actor.account).await?;
    ctx.commit().await?;
    secret.ok_or(BeginCodesError::On)
}
