//! Turns one's own one-time codes off.

use helhed_access::{Actor, Verb};
use helhed_store::{StoreError, passkey, second_factor};
use jiff::Timestamp;

use super::{CodeError, check_code};
use crate::Casework;
use crate::sign_in::record_account;

/// Why codes stay on.
#[derive(Debug, thiserror::Error)]
pub enum StopCodesError {
    /// The actor's role must have a second factor here.
    #[error("a second factor is required")]
    Required,
    /// The code was not taken.
    #[error(transparent)]
    Code(#[from] CodeError),
}

impl From<StoreError> for StopCodesError {
    fn from(error: StoreError) -> Self {
        Self::Code(error.into())
    }
}

/// Turns codes off for the actor's own account, for a code: an open screen that was left alone is not enough.
pub async fn stop_codes(
    house: &Casework,
    actor: &Actor,
    typed: &str,
    now: Timestamp,
) -> Result<(), StopCodesError> {
    let mut ctx = house.begin(actor, now).await?;
    let has_passkey = passkey::count(&mut ctx.link, actor.account).await? > 0;
    if house.asks_second_factor_of(actor.role) && !has_passkey {
        return Err(StopCodesError::Required);
    }
    if let Err(error) = check_code(&mut ctx, actor.account, typed).await {
        ctx.commit().await?;
        return Err(error.into());
    }
    match has_passkey {
        // Recovery codes go on standing in for it.
        true => second_factor::remove_secret(&mut ctx.link, actor.account).await?,
        false => second_factor::remove(&mut ctx.link, actor.account).await?,
    }
    record_account(&mut ctx, "stop_codes", Verb::Annul, actor.account);
    ctx.commit().await?;
    Ok(())
}
