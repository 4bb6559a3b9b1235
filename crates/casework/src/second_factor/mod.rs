//! A second factor for accounts that sign in here: one-time codes from an app, and recovery codes for the day the telephone is gone.
//!
//! Turned on in two steps: [`begin_codes()`] makes the secret, [`confirm_codes()`] asks for a code of it. From then on a pass phrase alone
//! opens nothing: [`crate::sign_in::finish_step`] asks for a code. A code is used once; wrong ones are counted.

mod begin_codes;
mod check_code;
mod confirm_codes;
mod reset_second_factor;
mod stop_codes;
mod totp;

pub use begin_codes::{BeginCodesError, begin_codes};
pub use check_code::CodeError;
pub(crate) use check_code::{check_code, first_code};
pub(crate) use confirm_codes::fresh_recovery_codes;
pub use confirm_codes::{confirm_codes, new_recovery_codes};
pub use reset_second_factor::reset_second_factor;
pub use stop_codes::{StopCodesError, stop_codes};
pub use totp::CodeSecret;

use helhed_domain::ids::AccountId;
use helhed_store::StoreError;

use crate::Casework;

/// How the second factor of an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactorState {
    /// Codes are asked for.
    pub on: bool,
    /// Recovery codes that are left.
    pub recovery_left: i64,
    /// The role must have a second factor here, and there is no other than the codes.
    pub required: bool,
}

/// How the second factor of one's own account stands.
pub async fn factor_state(
    house: &Casework,
    account: &helhed_domain::account::Account,
) -> Result<FactorState, StoreError> {
    let mut link = house.link();
    let found = helhed_store::second_factor::find(&mut link, house.keys(), account.id).await?;
    let left = helhed_store::second_factor::recovery_codes_left(&mut link, account.id).await?;
    let passkeys = helhed_store::passkey::count(&mut link, account.id).await?;
    Ok(FactorState {
        on: found.is_some_and(|it| it.confirmed),
        recovery_left: left,
        required: house.asks_second_factor_of(account.role) && passkeys == 0,
    })
}

/// Whether an account is asked for one-time codes.
pub(crate) async fn codes_are_on(ctx: &mut crate::Ctx, id: AccountId) -> Result<bool, StoreError> {
    let house = ctx.house().clone();
    let held = helhed_store::second_factor::find(&mut ctx.link, house.keys(), id).await?;
    Ok(held.is_some_and(|it| it.confirmed))
}

/// Under what wrong codes of an account are counted.
fn subject_of(house: &Casework, id: AccountId) -> Vec<u8> {
    house.keys().lookup("second factor", &id.to_string())
}

/// The keyed hash of a recovery code, bound to its account.
fn hash_of_recovery(house: &Casework, id: AccountId, typed: &str) -> Vec<u8> {
    let plain: String = typed
        .chars()
        .filter(|it| it.is_ascii_alphanumeric())
        .map(|it| it.to_ascii_lowercase())
        .take(40)
        .collect();
    house
        .keys()
        .lookup("recovery code", &format!("{id} {plain}"))
}

/// The secret that is to be confirmed: the one that was made and was not, or a new one; none where codes are on.
pub(crate) async fn secret_to_confirm(
    ctx: &mut crate::Ctx,
    id: AccountId,
) -> Result<Option<CodeSecret>, StoreError> {
    let (house, nonce) = (ctx.house().clone(), ctx.house().random());
    let held = helhed_store::second_factor::find(&mut ctx.link, house.keys(), id).await?;
    match held {
        Some(held) if held.confirmed => Ok(None),
        Some(held) => Ok(CodeSecret::from_hex(&held.secret)),
        None => {
            let secret = CodeSecret::of(house.random());
            let keys = (house.keys(), nonce);
            helhed_store::second_factor::put(&mut ctx.link, keys, id, &secret.hex()).await?;
            Ok(Some(secret))
        }
    }
}

#[cfg(test)]
mod tests;
