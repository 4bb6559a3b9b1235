//! Whether a code that was typed is one: from the app, or a recovery code. Each is used once, and wrong ones are counted.

use helhed_domain::ids::AccountId;
use helhed_store::{StoreError, passkey, second_factor};

use super::{CodeSecret, hash_of_recovery, subject_of};
use crate::Ctx;
use crate::sign_in::{note_tries, tries_left};

/// Wrong codes for one account before it must wait.
const TRIES: i64 = 6;

/// Why a code was not taken.
#[derive(Debug, thiserror::Error)]
pub enum CodeError {
    /// It is none, or was used before.
    #[error("the code is wrong or was used before")]
    Wrong,
    /// Too many wrong codes: wait a quarter of an hour.
    #[error("too many wrong codes")]
    TooMany,
    /// There is nothing to confirm, or the second step took too long.
    #[error("begin again")]
    Over,
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// Takes a code of an account that has a second factor. What it finds out, it notes; whoever calls it commits, whatever the answer is.
pub(crate) async fn check_code(ctx: &mut Ctx, id: AccountId, typed: &str) -> Result<(), CodeError> {
    let (house, now) = (ctx.house().clone(), ctx.now());
    let subject = subject_of(&house, id);
    if tries_left(&mut ctx.link, &subject, TRIES, now).await? == 0 {
        return Err(CodeError::TooMany);
    }
    let held = second_factor::find(&mut ctx.link, house.keys(), id).await?;
    let held = held.filter(|it| it.confirmed);
    // Whoever has passkeys and no codes has recovery codes alone.
    if held.is_none() && passkey::count(&mut ctx.link, id).await? == 0 {
        return Err(CodeError::Over);
    }
    let secret = held.and_then(|it| CodeSecret::from_hex(&it.secret));
    let step = secret.and_then(|it| it.step_of(typed, now));
    let is_one = match step {
        Some(step) => second_factor::use_step(&mut ctx.link, id, step).await?,
        None => {
            let hash = hash_of_recovery(&house, id, typed);
            second_factor::use_recovery_code(&mut ctx.link, id, &hash, now).await?
        }
    };
    if is_one {
        return Ok(());
    }
    note_tries(&mut ctx.link, &[subject], now).await?;
    Err(CodeError::Wrong)
}

/// Takes the first code of a secret that is to be confirmed, and turns codes on.
pub(crate) async fn first_code(ctx: &mut Ctx, id: AccountId, typed: &str) -> Result<(), CodeError> {
    let (house, now) = (ctx.house().clone(), ctx.now());
    let subject = subject_of(&house, id);
    if tries_left(&mut ctx.link, &subject, TRIES, now).await? == 0 {
        return Err(CodeError::TooMany);
    }
    let held = second_factor::find(&mut ctx.link, house.keys(), id).await?;
    let held = held.filter(|it| !it.confirmed).ok_or(CodeError::Over)?;
    let step = CodeSecret::from_hex(&held.secret).and_then(|it| it.step_of(typed, now));
    let Some(step) = step else {
        note_tries(&mut ctx.link, &[subject], now).await?;
        return Err(CodeError::Wrong);
    };
    second_factor::use_step(&mut ctx.link, id, step).await?;
    second_factor::confirm(&mut ctx.link, id, now).await?;
    Ok(())
}
