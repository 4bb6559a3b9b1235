//! Adds a passkey: to one's own account, or on the way in, where a role must have a second factor.

use helhed_access::{Actor, Verb};
use helhed_domain::account::Account;
use helhed_domain::text::Line;
use helhed_passkey::Registration;
use helhed_store::{StoreError, passkey, second_factor};
use jiff::Timestamp;

use super::{Purpose, question_of};
use crate::second_factor::fresh_recovery_codes;
use crate::sign_in::{Means, Stepped, account_of_step, record_account, step_taken};
use crate::{Casework, Ctx};

/// A passkey to keep.
#[derive(Debug, Clone)]
pub struct AddPasskey {
    /// What its owner calls it.
    pub name: Line,
    /// What the authenticator answered.
    pub answer: Registration,
}

/// Why it is not kept.
#[derive(Debug, thiserror::Error)]
pub enum AddPasskeyError {
    /// It answers no question of ours, or not as it must.
    #[error("no passkey of ours")]
    Refused,
    /// It is kept already.
    #[error("kept already")]
    Already,
    /// There is no such step, or it took too long.
    #[error("begin again")]
    Over,
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// Adds a passkey to the actor's own account; gives recovery codes to show once, where it had none left.
pub async fn add_passkey(
    house: &Casework,
    actor: &Actor,
    command: AddPasskey,
    now: Timestamp,
) -> Result<Option<Vec<String>>, AddPasskeyError> {
    let mut ctx = house.begin(actor, now).await?;
    let account = helhed_store::account::by_id(&mut ctx.link, actor.account).await?;
    let account = account.ok_or(AddPasskeyError::Refused)?;
    let added = add(&mut ctx, &account, command).await;
    // The question is used up, whatever the answer was.
    ctx.commit().await?;
    added
}

/// Adds a passkey on the way in, after the pass phrase, where a second factor must be and is not; signs in with it.
pub async fn add_passkey_at_step(
    house: &Casework,
    token: &str,
    command: AddPasskey,
    browser: &str,
    now: Timestamp,
) -> Result<Stepped, AddPasskeyError> {
    let mut ctx = house.begin_as_house(now).await?;
    let account = account_of_step(&mut ctx, token).await?;
    let account = account.ok_or(AddPasskeyError::Over)?;
    // Whoever has a second factor already shows it; nothing is added beside it here.
    let has = passkey::count(&mut ctx.link, account.id).await? > 0;
    if has || crate::second_factor::codes_are_on(&mut ctx, account.id).await? {
        return Err(AddPasskeyError::Over);
    }
    let recovery = match add(&mut ctx, &account, command).await {
        Ok(recovery) => recovery,
        Err(error) => {
            ctx.commit().await?;
            return Err(error);
        }
    };
    Ok(step_taken(ctx, (token, browser), account, Means::Passkey, recovery).await?)
}

async fn add(
    ctx: &mut Ctx,
    account: &Account,
    command: AddPasskey,
) -> Result<Option<Vec<String>>, AddPasskeyError> {
    let party = ctx.house().passkeys_at().cloned();
    let party = party.ok_or(AddPasskeyError::Refused)?;
    let asked = question_of(ctx, &command.answer.client_data, Purpose::Add).await?;
    let (challenge, of) = asked.ok_or(AddPasskeyError::Refused)?;
    if of != Some(account.id) {
        return Err(AddPasskeyError::Refused);
    }
    let made = command
        .answer
        .checked(&challenge, &party)
        .map_err(|fault| {
            tracing::warn!(%fault, "a passkey was not taken");
            AddPasskeyError::Refused
        })?;
    let kept = passkey::Passkey {
        id: ctx.new_id(),
        credential: made.credential,
        public_key: made.public_key,
        count: made.count,
        name: command.name,
        added_at: ctx.now(),
        used_at: None,
    };
    if !passkey::insert(&mut ctx.link, account.id, &kept).await? {
        return Err(AddPasskeyError::Already);
    }
    record_account(ctx, "add_passkey", Verb::Add, account.id);
    let left = second_factor::recovery_codes_left(&mut ctx.link, account.id).await?;
    match left {
        0 => Ok(Some(fresh_recovery_codes(ctx, account.id).await?)),
        _ => Ok(None),
    }
}
