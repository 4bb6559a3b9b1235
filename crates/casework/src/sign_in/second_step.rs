//! The second step of signing in: a one-time code or a passkey, after the pass phrase was right.

use jiff::{SignedDuration, Timestamp};

use helhed_domain::account::Account;
use helhed_domain::means::Means;
use helhed_store::session::Beginning;
use helhed_store::{StoreError, passkey, second_factor};

use super::{Token, begin_session, fresh_token, hash_of};
use crate::second_factor::{
    CodeError, CodeSecret, check_code, codes_are_on, first_code, fresh_recovery_codes,
    secret_to_confirm,
};
use crate::{Casework, Ctx};

/// How long the second step may take.
const TAKES: SignedDuration = SignedDuration::from_mins(10);

/// Begins the second step, where the account has a second factor or its role must have one.
pub(super) async fn begin(ctx: &mut Ctx, account: &Account) -> Result<Option<Token>, StoreError> {
    let (house, now) = (ctx.house().clone(), ctx.now());
    let is_on = has_factor(ctx, account).await?;
    if !is_on && !house.asks_second_factor_of(account.role) {
        return Ok(None);
    }
    let token = fresh_token(&house);
    let times = (now, now - TAKES);
    second_factor::begin_step(&mut ctx.link, &hash_of(token.secret()), account.id, times).await?;
    Ok(Some(token))
}

/// Whether an account has a second factor: codes or a passkey.
async fn has_factor(ctx: &mut Ctx, account: &Account) -> Result<bool, StoreError> {
    let passkeys = passkey::count(&mut ctx.link, account.id).await?;
    Ok(passkeys > 0 || codes_are_on(ctx, account.id).await?)
}

/// Whose step a token is, if it began not long ago.
pub(crate) async fn account_of_step(
    ctx: &mut Ctx,
    token: &str,
) -> Result<Option<Account>, StoreError> {
    let since = ctx.now() - TAKES;
    let account = second_factor::step(&mut ctx.link, &hash_of(token), since).await?;
    Ok(account.filter(|it| !it.disabled))
}

/// A step was taken, by these means: it ends, and the session begins.
pub(crate) async fn step_taken(
    mut ctx: Ctx,
    (step, browser): (&str, &str),
    account: Account,
    means: Means,
    recovery: Option<Vec<String>>,
) -> Result<Stepped, StoreError> {
    second_factor::end_step(&mut ctx.link, &hash_of(step)).await?;
    let beginning = Beginning {
        means: Some(means),
        browser: browser.to_owned(),
        ..Beginning::default()
    };
    let token = begin_session(&mut ctx, &account, &beginning).await?;
    ctx.commit().await?;
    Ok(Stepped {
        account,
        token,
        recovery,
    })
}

/// What the second step asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepAsks {
    /// A code, from the app or a recovery code; or a passkey, where there is one.
    Shown {
        /// Whether there is a passkey.
        passkey: bool,
    },
    /// The role must have a second factor, and the account has none yet: a first code of this secret, for this sign-in name.
    FirstCode(CodeSecret, String),
    /// It took too long, or there is no such step.
    Over,
}

/// What a step asks for. A step that asks for a first code makes the secret when it is looked at.
pub async fn look_at_step(
    house: &Casework,
    token: &str,
    now: Timestamp,
) -> Result<StepAsks, StoreError> {
    let mut ctx = house.begin_as_house(now).await?;
    let Some(account) = account_of_step(&mut ctx, token).await? else {
        return Ok(StepAsks::Over);
    };
    if has_factor(&mut ctx, &account).await? {
        let count = passkey::count(&mut ctx.link, account.id).await?;
        let passkey = count > 0 && house.passkeys_at().is_some();
        return Ok(StepAsks::Shown { passkey });
    }
    let secret = secret_to_confirm(&mut ctx, account.id).await?;
    ctx.commit().await?;
    Ok(match secret {
        Some(secret) => StepAsks::FirstCode(secret, account.username.as_str().to_owned()),
        None => StepAsks::Over,
    })
}

/// Somebody who is signed in, after both steps.
#[derive(Debug, Clone)]
pub struct Stepped {
    /// Who.
    pub account: Account,
    /// Their session.
    pub token: Token,
    /// Recovery codes to be shown once, where codes were turned on by this step.
    pub recovery: Option<Vec<String>>,
}

/// Takes the code of a step. A wrong one counts, and the step goes on.
pub async fn finish_step(
    house: &Casework,
    token: &str,
    typed: &str,
    browser: &str,
    now: Timestamp,
) -> Result<Stepped, CodeError> {
    let mut ctx = house.begin_as_house(now).await?;
    let account = account_of_step(&mut ctx, token).await?;
    let account = account.ok_or(CodeError::Over)?;
    let is_on = has_factor(&mut ctx, &account).await?;
    let checked = match is_on {
        true => check_code(&mut ctx, account.id, typed).await,
        false => first_code(&mut ctx, account.id, typed).await,
    };
    if let Err(error) = checked {
        ctx.commit().await?;
        return Err(error);
    }
    let recovery = match is_on {
        true => None,
        false => {
            super::record_account(
                &mut ctx,
                "confirm_codes",
                helhed_access::Verb::Change,
                account.id,
            );
            Some(fresh_recovery_codes(&mut ctx, account.id).await?)
        }
    };
    Ok(step_taken(ctx, (token, browser), account, Means::Code, recovery).await?)
}
