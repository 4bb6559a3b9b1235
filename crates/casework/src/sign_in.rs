//! Signing in and out, and whose session a token is.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use helhed_access::{Actor, Basis, Resource, Verb};
use helhed_domain::account::{Account, PassPhrase, Role, Username};
use helhed_domain::day::day_of;
use helhed_domain::ids::AccountId;
use helhed_store::session::Beginning;
use helhed_store::{Link, StoreError, account, session};

use crate::{Casework, Ctx};

mod by_provider;
mod own_sessions;
mod second_step;
mod visit;

pub use by_provider::{
    AWAY_AT_MOST, ByProvider, ByProviderError, Employee, Who, sign_in_by_provider,
};
pub use helhed_domain::means::Means;
pub use helhed_store::session::OwnSession;
pub use own_sessions::{end_other_sessions, end_own_session, is_session, own_sessions};
pub use second_step::{StepAsks, Stepped, finish_step, look_at_step};
pub(crate) use second_step::{account_of_step, step_taken};
pub use visit::Visit;

/// Wrong pass phrases for one sign-in name before it must wait.
pub(crate) const TRIES_PER_NAME: i64 = 10;
/// Wrong pass phrases from one address before it must wait.
pub(crate) const TRIES_PER_ADDRESS: i64 = 50;
/// How long tries are remembered.
const REMEMBERED: SignedDuration = SignedDuration::from_mins(15);
/// A session is noted as used at most this often.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// Why nobody was signed in. Whether the name exists is never told.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The name or the pass phrase is wrong, or the account is shut out.
    #[error("wrong name or pass phrase")]
    Wrong,
    /// Too many wrong tries: wait a quarter of an hour.
    #[error("too many tries")]
    TooMany,
    /// The pass phrase is right, and a second factor is still to come: the secret of this step, for its cookie.
    #[error("a second factor is asked for")]
    SecondFactor(Token),
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// A session's secret, for the cookie. Stored only as a hash.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// The text of the cookie.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

/// Redacted.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

/// Whose session a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionState {
    /// Signed in.
    Live(Account),
    /// Was signed in and timed out: may keep a draft, see nothing.
    TimedOut(AccountId),
    /// No session.
    None,
}

/// The actor of an account.
pub fn actor_of(account: &Account) -> Actor {
    Actor {
        account: account.id,
        role: account.role,
        unit: account.unit,
        person: account.person,
    }
}

pub(crate) fn hash_of(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Under what the wrong tries for a sign-in name are counted.
pub(crate) fn subject_of(house: &Casework, username: &str) -> Vec<u8> {
    house.keys().lookup("sign-in name", username)
}

/// Whether there were too many wrong tries for a sign-in name.
pub(crate) async fn must_wait(
    link: &mut Link,
    subject: &[u8],
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(tries_left(link, subject, TRIES_PER_NAME, now).await? == 0)
}

/// How many wrong tries a subject has left of `most`, before it must wait.
pub(crate) async fn tries_left(
    link: &mut Link,
    subject: &[u8],
    most: i64,
    now: Timestamp,
) -> Result<i64, StoreError> {
    let tries = session::attempts_since(link, subject, now - REMEMBERED).await?;
    Ok((most - tries).max(0))
}

/// Notes a wrong try for each subject, and forgets what no longer matters.
pub(crate) async fn note_tries(
    link: &mut Link,
    subjects: &[Vec<u8>],
    now: Timestamp,
) -> Result<(), StoreError> {
    for subject in subjects {
        session::note_attempt(link, subject, now).await?;
    }
    let a_week_ago = now - SignedDuration::from_hours(24 * 7);
    session::forget_before(link, now - REMEMBERED, a_week_ago).await
}

/// Where a request comes from.
#[derive(Debug, Clone, Copy)]
pub struct Caller<'a> {
    /// Its address.
    pub address: &'a str,
    /// Its browser, in a few words.
    pub browser: &'a str,
}

/// Signs somebody in; `address` is where the request came from.
pub async fn sign_in(
    house: &Casework,
    username: &str,
    phrase: &PassPhrase,
    address: &str,
    now: Timestamp,
) -> Result<(Account, Token), SignInError> {
    let from = Caller {
        address,
        browser: "",
    };
    sign_in_from(house, username, phrase, from, now).await
}

/// Signs somebody in, and notes their browser for the list of their own sessions.
pub async fn sign_in_from(
    house: &Casework,
    username: &str,
    phrase: &PassPhrase,
    from: Caller<'_>,
    now: Timestamp,
) -> Result<(Account, Token), SignInError> {
    let address = from.address;
    // A name counts as it is looked up, however it is typed.
    let parsed = Username::parse(username).ok();
    let name = parsed.as_ref().map_or(username, Username::as_str);
    let subjects = [
        (subject_of(house, name), TRIES_PER_NAME),
        (house.keys().lookup("address", address), TRIES_PER_ADDRESS),
    ];
    let mut link = house.link();
    for (subject, most) in &subjects {
        if tries_left(&mut link, subject, *most, now).await? == 0 {
            return Err(SignInError::TooMany);
        }
    }
    let found = match &parsed {
        Some(username) => account::by_username(&mut link, username).await?,
        None => None,
    };
    let (account, stored) = found.map_or((None, None), |(account, stored)| {
        (Some(account), Some(stored))
    });
    let fits = house.hashing().verify(phrase, stored).await;
    let mut ctx = house.begin_as_house(now).await?;
    // Asked again where only one writes at a time: tries side by side count as tries one after another.
    for (subject, most) in &subjects {
        if tries_left(&mut ctx.link, subject, *most, now).await? == 0 {
            return Err(SignInError::TooMany);
        }
    }
    match account.filter(|account| fits && !account.disabled) {
        Some(account) => {
            if let Some(step) = second_step::begin(&mut ctx, &account).await? {
                ctx.commit().await?;
                return Err(SignInError::SecondFactor(step));
            }
            let beginning = Beginning {
                browser: from.browser.to_owned(),
                ..Beginning::default()
            };
            let token = begin_session(&mut ctx, &account, &beginning).await?;
            ctx.commit().await?;
            Ok((account, token))
        }
        None => {
            note_tries(&mut ctx.link, &subjects.map(|(subject, _)| subject), now).await?;
            ctx.commit().await?;
            Err(SignInError::Wrong)
        }
    }
}

/// A fresh secret for a cookie.
pub(crate) fn fresh_token(house: &Casework) -> Token {
    let random = house.random::<32>();
    Token(random.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Starts a session for an account that has shown who it is. Its secret is new: whatever a browser brought along opens nothing.
pub(crate) async fn begin_session(
    ctx: &mut Ctx,
    account: &Account,
    beginning: &Beginning,
) -> Result<Token, StoreError> {
    let token = fresh_token(ctx.house());
    let (now, hash) = (ctx.now(), hash_of(token.secret()));
    session::insert(&mut ctx.link, &hash, account.id, beginning, now).await?;
    record_account(ctx, "sign_in", Verb::Add, account.id);
    Ok(token)
}

/// Tells the audit log what was done to an account by the house or by its owner.
pub(crate) fn record_account(ctx: &mut Ctx, act: &'static str, verb: Verb, id: AccountId) {
    let basis = match ctx.actor() {
        Ok(_) => Basis::Employment,
        Err(_) => Basis::Operation,
    };
    ctx.record_in_house(act, (verb, Resource::Accounts, basis), None, id.uuid());
}

/// The accounts of a demo that somebody may try: the first of each role, none where people are real.
pub async fn accounts_to_try(house: &Casework) -> Result<Vec<Account>, StoreError> {
    let mut first = Vec::new();
    if house.is_synthetic() {
        for role in Role::ALL {
            first.extend(
                account::with_role(&mut house.link(), *role)
                    .await?
                    .into_iter()
                    .next(),
            );
        }
    }
    Ok(first)
}

/// Signs an account of a demo in without its pass phrase. Refused wherever people are real.
pub async fn try_account(
    house: &Casework,
    username: &str,
    now: Timestamp,
) -> Result<(Account, Token), SignInError> {
    let parsed = Username::parse(username).map_err(|_| SignInError::Wrong)?;
    let found = account::by_username(&mut house.link(), &parsed).await?;
    let (account, _) = found
        .filter(|(account, _)| house.is_synthetic() && !account.disabled)
        .ok_or(SignInError::Wrong)?;
    let mut ctx = house.begin_as_house(now).await?;
    let token = begin_session(&mut ctx, &account, &Beginning::default()).await?;
    ctx.commit().await?;
    Ok((account, token))
}

/// Whose session a token is now. An account that was shut out has none, from the next request on.
pub async fn session(
    house: &Casework,
    token: &str,
    now: Timestamp,
) -> Result<SessionState, StoreError> {
    let (state, is_to_note) = look(house, token, now).await?;
    if is_to_note {
        let mut ctx = house.begin_as_house(now).await?;
        session::touch(&mut ctx.link, &hash_of(token), now).await?;
        ctx.commit().await?;
    }
    Ok(state)
}

/// Whose session a token is, for whoever follows something while it is written and asks many times a second: as it was at most two seconds
/// ago (`sessions_seen.rs`).
pub async fn session_of_follower(
    house: &Casework,
    token: &str,
    now: Timestamp,
) -> Result<SessionState, StoreError> {
    let hash = hash_of(token);
    if let Some(account) = house.sessions_seen().lately(&hash, now) {
        return Ok(SessionState::Live(account));
    }
    let state = session(house, token, now).await?;
    if let SessionState::Live(account) = &state {
        house.sessions_seen().note(hash, account, now);
    }
    Ok(state)
}

/// Whether a token's session is still there. An open page that only listens does not keep it alive.
pub async fn still_signed_in(
    house: &Casework,
    token: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (state, _) = look(house, token, now).await?;
    Ok(matches!(state, SessionState::Live(_)))
}

/// What a token's session is, and whether it is time to note that it was used.
async fn look(
    house: &Casework,
    token: &str,
    now: Timestamp,
) -> Result<(SessionState, bool), StoreError> {
    let mut link = house.link();
    let Some(found) = session::find(&mut link, &hash_of(token)).await? else {
        return Ok((SessionState::None, false));
    };
    let account = found.account;
    if account.disabled || found.ended_at.is_some() {
        return Ok((SessionState::None, false));
    }
    let rules = house.lists().rules(day_of(now));
    let idle = SignedDuration::from_mins(rules.session_idle_minutes);
    let longest = SignedDuration::from_mins(rules.session_longest_minutes);
    if now.duration_since(found.seen_at) > idle || now.duration_since(found.created_at) > longest {
        return Ok((SessionState::TimedOut(account.id), false));
    }
    let is_to_note = now.duration_since(found.seen_at) >= NOTED_EVERY;
    Ok((SessionState::Live(account), is_to_note))
}

/// At which provider somebody who signed out is signed in still, and what tells it which session ends.
pub type ProviderSession = (String, Option<String>);

/// Signs out; told is the provider at which the session was begun.
pub async fn sign_out(
    house: &Casework,
    token: &str,
    now: Timestamp,
) -> Result<Option<ProviderSession>, StoreError> {
    let mut ctx = house.begin_as_house(now).await?;
    let hash = hash_of(token);
    let at = session::provider_of(&mut ctx.link, &hash).await?;
    session::end(&mut ctx.link, &hash, now).await?;
    ctx.commit().await?;
    house.sessions_seen().forget();
    // A hint that can no longer be read is left out: signing out here never fails for the sake of a provider.
    Ok(at.map(|(provider, hint)| {
        let unsealed = hint.map(|it| house.keys().unseal("session.logout_hint", &it));
        (provider, unsealed.and_then(Result::ok))
    }))
}

#[cfg(test)]
mod tests;
