//! Somebody shows a passkey: to sign in with it alone, or as the second step after a pass phrase.

use helhed_access::Verb;
use helhed_domain::account::Account;
use helhed_passkey::{Assertion, Fault};
use helhed_store::session::Beginning;
use helhed_store::{StoreError, passkey};
use jiff::Timestamp;

use super::{Purpose, question_of};
use crate::sign_in::{
    Caller, Means, Stepped, TRIES_PER_ADDRESS, TRIES_PER_NAME, Token, account_of_step,
    begin_session, note_tries, record_account, step_taken, subject_of, tries_left,
};
use crate::{Casework, Ctx};

/// Why nobody was signed in. What was wrong is not told.
#[derive(Debug, thiserror::Error)]
pub enum ShowError {
    /// The passkey is not known here, is of another account, or its answer does not hold.
    #[error("the passkey was not taken")]
    Wrong,
    /// Too many wrong tries: wait a quarter of an hour.
    #[error("too many tries")]
    TooMany,
    /// There is no such step, or it took too long.
    #[error("begin again")]
    Over,
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// Signs somebody in by a passkey alone.
pub async fn sign_in_with_passkey(
    house: &Casework,
    answer: &Assertion,
    from: Caller<'_>,
    now: Timestamp,
) -> Result<(Account, Token), ShowError> {
    let mut ctx = house.begin_as_house(now).await?;
    let shown = shown(&mut ctx, answer, (Purpose::SignIn, None), from.address).await;
    let account = match shown {
        Ok(account) => account,
        Err(error) => {
            // The question is used up and the try counts.
            ctx.commit().await?;
            return Err(error);
        }
    };
    let beginning = Beginning {
        means: Some(Means::Passkey),
        browser: from.browser.to_owned(),
        ..Beginning::default()
    };
    let token = begin_session(&mut ctx, &account, &beginning).await?;
    ctx.commit().await?;
    Ok((account, token))
}

/// Finishes the second step with a passkey of the same account.
pub async fn finish_step_with_passkey(
    house: &Casework,
    token: &str,
    answer: &Assertion,
    from: Caller<'_>,
    now: Timestamp,
) -> Result<Stepped, ShowError> {
    let mut ctx = house.begin_as_house(now).await?;
    let account = account_of_step(&mut ctx, token).await?;
    let account = account.ok_or(ShowError::Over)?;
    let purpose = (Purpose::Step, Some(&account));
    if let Err(error) = shown(&mut ctx, answer, purpose, from.address).await {
        ctx.commit().await?;
        return Err(error);
    }
    let step = (token, from.browser);
    Ok(step_taken(ctx, step, account, Means::Passkey, None).await?)
}

/// Whose passkey an answer shows. Wrong tries count as wrong pass phrases do: for the address, and for the account where one was named.
async fn shown(
    ctx: &mut Ctx,
    answer: &Assertion,
    (purpose, of): (Purpose, Option<&Account>),
    address: &str,
) -> Result<Account, ShowError> {
    let (house, now) = (ctx.house().clone(), ctx.now());
    let found = passkey::by_credential(&mut ctx.link, &answer.credential).await?;
    let named = of.or(found.as_ref().map(|(account, _)| account));
    let mut subjects = vec![(house.keys().lookup("address", address), TRIES_PER_ADDRESS)];
    if let Some(account) = named {
        let name = account.username.as_str();
        subjects.push((subject_of(&house, name), TRIES_PER_NAME));
    }
    for (subject, most) in &subjects {
        if tries_left(&mut ctx.link, subject, *most, now).await? == 0 {
            return Err(ShowError::TooMany);
        }
    }
    match held(ctx, answer, (purpose, of), found).await? {
        Some(account) => Ok(account),
        None => {
            let subjects: Vec<_> = subjects.into_iter().map(|(subject, _)| subject).collect();
            note_tries(&mut ctx.link, &subjects, now).await?;
            Err(ShowError::Wrong)
        }
    }
}

async fn held(
    ctx: &mut Ctx,
    answer: &Assertion,
    (purpose, of): (Purpose, Option<&Account>),
    found: Option<(Account, passkey::Passkey)>,
) -> Result<Option<Account>, StoreError> {
    // Used up first: whatever is wrong with an answer, there is no second one to the same question.
    let asked = question_of(ctx, &answer.client_data, purpose).await?;
    let party = ctx.house().passkeys_at().cloned();
    let (Some((challenge, asked_of)), Some(party), Some((account, kept))) = (asked, party, found)
    else {
        return Ok(None);
    };
    let is_theirs = match of {
        Some(of) => of.id == account.id && asked_of == Some(of.id),
        // Alone it must say whose it is, since nobody else did.
        None => asked_of.is_none() && !answer.user.is_empty(),
    };
    let says_whose = answer.user.is_empty() || answer.user == account.id.uuid().as_bytes();
    if account.disabled || !is_theirs || !says_whose {
        return Ok(None);
    }
    match answer.checked(&challenge, &party, (&kept.public_key, kept.count)) {
        Ok(count) => {
            let now = ctx.now();
            passkey::used(&mut ctx.link, kept.id, count, now).await?;
            record_account(ctx, "use_passkey", Verb::Read, account.id);
            Ok(Some(account))
        }
        Err(fault) => {
            tracing::warn!(%fault, "a passkey was not taken");
            if fault == Fault::Counter {
                record_account(ctx, "refuse_passkey", Verb::Annul, account.id);
            }
            Ok(None)
        }
    }
}
