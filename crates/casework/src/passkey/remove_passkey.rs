//! Takes one of one's own passkeys away.

use helhed_access::{Actor, Verb};
use helhed_domain::account::PassPhrase;
use helhed_domain::ids::PasskeyId;
use helhed_store::{StoreError, account as stored, passkey, second_factor};
use jiff::Timestamp;

use super::{Phrase, phrase_of};
use crate::Casework;
use crate::second_factor::codes_are_on;
use crate::sign_in::record_account;

/// Why it stays.
#[derive(Debug, thiserror::Error)]
pub enum RemovePasskeyError {
    /// The pass phrase is wrong.
    #[error("the pass phrase is wrong")]
    Wrong,
    /// Too many wrong tries: wait a quarter of an hour.
    #[error("too many tries")]
    TooMany,
    /// The role must have a second factor, and this is the last.
    #[error("a second factor is required")]
    Required,
    /// There is no such passkey of the actor's.
    #[error("not found")]
    Absent,
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// Takes a passkey of the actor's own account away, for its pass phrase.
pub async fn remove_passkey(
    house: &Casework,
    actor: &Actor,
    id: PasskeyId,
    phrase: &PassPhrase,
    now: Timestamp,
) -> Result<(), RemovePasskeyError> {
    let account = stored::by_id(&mut house.link(), actor.account).await?;
    let account = account.ok_or(RemovePasskeyError::Absent)?;
    match phrase_of(house, &account, phrase, now).await? {
        Phrase::Right => {}
        Phrase::Wrong => return Err(RemovePasskeyError::Wrong),
        Phrase::TooMany => return Err(RemovePasskeyError::TooMany),
    }
    let mut ctx = house.begin(actor, now).await?;
    if !passkey::remove(&mut ctx.link, account.id, id).await? {
        return Err(RemovePasskeyError::Absent);
    }
    let last = passkey::count(&mut ctx.link, account.id).await? == 0;
    if last && !codes_are_on(&mut ctx, account.id).await? {
        if house.asks_second_factor_of(account.role) {
            return Err(RemovePasskeyError::Required);
        }
        // With nothing that they stand in for, recovery codes open nothing.
        second_factor::remove(&mut ctx.link, account.id).await?;
    }
    record_account(&mut ctx, "remove_passkey", Verb::Annul, account.id);
    ctx.commit().await?;
    Ok(())
}
