//! Passkeys for accounts that sign in here: a key that never leaves its telephone, computer or stick, and that opens only after this has made
//! sure of its user. So one is both factors at once: alone it signs somebody in, and after a pass phrase it is the second step.

mod add_passkey;
mod ask;
mod own_passkeys;
mod remove_passkey;
mod show;

pub use add_passkey::{AddPasskey, AddPasskeyError, add_passkey, add_passkey_at_step};
pub use ask::{AskError, ask_at_step, ask_to_add, ask_to_sign_in};
pub use helhed_passkey::{Assertion, Question, QuestionKind, Registration, RelyingParty};
pub use helhed_store::passkey::Passkey;
pub use own_passkeys::{OwnPasskeys, own_passkeys};
pub use remove_passkey::{RemovePasskeyError, remove_passkey};
pub use show::{ShowError, finish_step_with_passkey, sign_in_with_passkey};

use helhed_domain::account::{Account, PassPhrase};
use helhed_domain::ids::AccountId;
use helhed_store::{StoreError, account as stored, passkey};
use jiff::{SignedDuration, Timestamp};

use crate::sign_in::{hash_of, must_wait, note_tries, subject_of};
use crate::{Casework, Ctx};

/// How long a question waits for its answer.
const WAITS: SignedDuration = SignedDuration::from_mins(5);
/// How many questions of one address may wait: a whole town hall comes from one.
const MOST_WAITING: i64 = 1_000;
/// How many passkeys an account has at most.
const MOST: i64 = 20;

/// What a question is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Add,
    SignIn,
    Step,
}

impl Purpose {
    fn code(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::SignIn => "sign_in",
            Self::Step => "step",
        }
    }
}

/// Uses the question up that an answer says it is to: its challenge, and for whom it was asked.
async fn question_of(
    ctx: &mut Ctx,
    client_data: &[u8],
    purpose: Purpose,
) -> Result<Option<(String, Option<AccountId>)>, StoreError> {
    let Some(challenge) = helhed_passkey::challenge_in(client_data) else {
        return Ok(None);
    };
    let (hash, since) = (hash_of(&challenge), ctx.now() - WAITS);
    let asked = passkey::answered(&mut ctx.link, &hash, purpose.code(), since).await?;
    Ok(asked.map(|account| (challenge, account)))
}

/// Whether a pass phrase is the account's own.
enum Phrase {
    Right,
    Wrong,
    TooMany,
}

/// Holds a typed pass phrase against an account's, before a change that an open screen alone must not make. Wrong tries count as at the front
/// door. Hashing is slow and holds up no writer: this comes before the change begins.
async fn phrase_of(
    house: &Casework,
    account: &Account,
    typed: &PassPhrase,
    now: Timestamp,
) -> Result<Phrase, StoreError> {
    let subject = subject_of(house, account.username.as_str());
    let mut link = house.link();
    if must_wait(&mut link, &subject, now).await? {
        return Ok(Phrase::TooMany);
    }
    let held = stored::password_hash(&mut link, account.id).await?;
    drop(link);
    if house.hashing().verify(typed, held).await {
        return Ok(Phrase::Right);
    }
    let mut ctx = house.begin_as_house(now).await?;
    // Asked again where only one writes at a time: tries side by side count as tries one after another.
    let wait = must_wait(&mut ctx.link, &subject, now).await?;
    note_tries(&mut ctx.link, &[subject], now).await?;
    ctx.commit().await?;
    Ok(if wait { Phrase::TooMany } else { Phrase::Wrong })
}

#[cfg(test)]
mod tests;
