//! Asks for a passkey: a new one, or that one is shown.

use helhed_access::Actor;
use helhed_domain::account::{Account, PassPhrase};
use helhed_passkey::{Challenge, Question, QuestionKind};
use helhed_store::{StoreError, account as stored, passkey};
use jiff::Timestamp;

use super::{MOST, MOST_WAITING, Phrase, Purpose, WAITS, phrase_of};
use crate::sign_in::{account_of_step, hash_of};
use crate::{Casework, Ctx};

/// Why nothing is asked.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// There are no passkeys at this installation.
    #[error("no passkeys here")]
    NotHere,
    /// The pass phrase is wrong.
    #[error("the pass phrase is wrong")]
    Wrong,
    /// Too many tries, or too many questions that wait for an answer.
    #[error("too many tries")]
    TooMany,
    /// There is no such step, or it took too long.
    #[error("begin again")]
    Over,
    /// The account has as many passkeys as it may.
    #[error("no more passkeys")]
    Full,
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// Asks for any passkey that is kept for this place: whose it is, its answer tells.
pub async fn ask_to_sign_in(
    house: &Casework,
    address: &str,
    now: Timestamp,
) -> Result<Question, AskError> {
    house.passkeys_at().ok_or(AskError::NotHere)?;
    let mut ctx = house.begin_as_house(now).await?;
    let kind = QuestionKind::Show { among: Vec::new() };
    let question = put(&mut ctx, (Purpose::SignIn, None), address, kind).await?;
    ctx.commit().await?;
    Ok(question)
}

/// Asks whoever has typed their pass phrase for one of their passkeys; for a new one, where their role must have a second factor and they have
/// none.
pub async fn ask_at_step(
    house: &Casework,
    token: &str,
    address: &str,
    now: Timestamp,
) -> Result<Question, AskError> {
    house.passkeys_at().ok_or(AskError::NotHere)?;
    let mut ctx = house.begin_as_house(now).await?;
    let account = account_of_step(&mut ctx, token).await?;
    let account = account.ok_or(AskError::Over)?;
    let among = credentials(&mut ctx, &account).await?;
    let (purpose, kind) = match among.is_empty() {
        false => (Purpose::Step, QuestionKind::Show { among }),
        // Whoever has codes shows one before anything is added.
        true if crate::second_factor::codes_are_on(&mut ctx, account.id).await? => {
            return Err(AskError::Over);
        }
        true => (Purpose::Add, new_for(&account, among)),
    };
    let question = put(&mut ctx, (purpose, Some(&account)), address, kind).await?;
    ctx.commit().await?;
    Ok(question)
}

/// Asks for a new passkey of the actor's own account, for its pass phrase: an open screen that was left alone is no way in for later.
pub async fn ask_to_add(
    house: &Casework,
    actor: &Actor,
    phrase: &PassPhrase,
    address: &str,
    now: Timestamp,
) -> Result<Question, AskError> {
    house.passkeys_at().ok_or(AskError::NotHere)?;
    let account = stored::by_id(&mut house.link(), actor.account).await?;
    let account = account.ok_or(AskError::Wrong)?;
    match phrase_of(house, &account, phrase, now).await? {
        Phrase::Right => {}
        Phrase::Wrong => return Err(AskError::Wrong),
        Phrase::TooMany => return Err(AskError::TooMany),
    }
    let mut ctx = house.begin(actor, now).await?;
    let has = credentials(&mut ctx, &account).await?;
    if has.len() as i64 >= MOST {
        return Err(AskError::Full);
    }
    let kind = new_for(&account, has);
    let question = put(&mut ctx, (Purpose::Add, Some(&account)), address, kind).await?;
    ctx.commit().await?;
    Ok(question)
}

fn new_for(account: &Account, has: Vec<Vec<u8>>) -> QuestionKind {
    QuestionKind::Add {
        user: account.id.uuid().as_bytes().to_vec(),
        username: account.username.as_str().to_owned(),
        has,
    }
}

async fn credentials(ctx: &mut Ctx, account: &Account) -> Result<Vec<Vec<u8>>, StoreError> {
    let held = passkey::of_account(&mut ctx.link, account.id).await?;
    Ok(held.into_iter().map(|it| it.credential).collect())
}

async fn put(
    ctx: &mut Ctx,
    (purpose, account): (Purpose, Option<&Account>),
    address: &str,
    kind: QuestionKind,
) -> Result<Question, AskError> {
    let (house, now) = (ctx.house().clone(), ctx.now());
    let challenge = Challenge::of(house.random());
    let asked = passkey::Asked {
        challenge: hash_of(&challenge.text()),
        purpose: purpose.code(),
        account: account.map(|it| it.id),
        from: house.keys().lookup("passkey question", address),
    };
    match passkey::ask(&mut ctx.link, &asked, MOST_WAITING, (now, now - WAITS)).await? {
        true => Ok(Question { challenge, kind }),
        false => Err(AskError::TooMany),
    }
}
