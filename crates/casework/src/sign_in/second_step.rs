//! The second step of signing in: a one-time code, after the pass phrase was right.

use jiff::{SignedDuration, Timestamp};

use helhed_domain::account::Account;
use helhed_domain::means::Means;
use helhed_store::session::Beginning;
use helhed_store::{StoreError, second_factor};

use super::{Token, begin_session, fresh_token, hash_of};
use crate::second_factor::{
    CodeError, CodeSecret, check_code, first_code, fresh_recovery_codes, secret_to_confirm,
};
use crate::{Casework, Ctx};

/// How long the second step may take.
const TAKES: SignedDuration = SignedDuration::from_mins(10);

/// Begins the second step, where the account has a second factor or its role must have one.
pub(super) async fn begin(ctx: &mut Ctx, account: &Account) -> Result<Option<Token>, StoreError> {
    let (house, now) = (ctx.house().clone(), ctx.now());
    let held = second_factor::find(&mut ctx.link, house.keys(), account.id).await?;
    let is_on = held.is_some_and(|it| it.confirmed);
    if !is_on && !house.asks_second_factor_of(account.role) {
        return Ok(None);
    }
    let token = fresh_token(&house);
    let times = (now, now - TAKES);
    second_factor::begin_step(&mut ctx.link, &hash_of(token.secret()), account.id, times).await?;
    Ok(Some(token))
}

/// What the second step asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepAsks {
    /// A code.
    Code,
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
    let account = second_factor::step(&mut ctx.link, &hash_of(token), now - TAKES).await?;
    let Some(account) = account.filter(|it| !it.disabled) else {
        return Ok(StepAsks::Over);
    };
    let secret = secret_to_confirm(&mut ctx, account.id).await?;
    ctx.commit().await?;
    Ok(match secret {
        Some(secret) => StepAsks::FirstCode(secret, account.username.as_str().to_owned()),
        None => StepAsks::Code,
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
    let hash = hash_of(token);
    let account = second_factor::step(&mut ctx.link, &hash, now - TAKES).await?;
    let account = account.filter(|it| !it.disabled).ok_or(CodeError::Over)?;
    let held = second_factor::find(&mut ctx.link, house.keys(), account.id).await?;
    let is_on = held.is_some_and(|it| it.confirmed);
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
    second_factor::end_step(&mut ctx.link, &hash).await?;
    let beginning = Beginning {
        means: Some(Means::Code),
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
