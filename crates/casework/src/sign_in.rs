//! Signing in and out, and whose session a token is.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use helhed_access::{Actor, Basis, Resource, Verb};
use helhed_domain::account::{Account, PassPhrase, Role, Username};
use helhed_domain::day::day_of;
use helhed_domain::ids::AccountId;
use helhed_store::{Link, StoreError, account, session};

use crate::{Casework, Ctx};

/// Wrong pass phrases for one sign-in name before it must wait.
const TRIES_PER_NAME: i64 = 10;
/// Wrong pass phrases from one address before it must wait.
const TRIES_PER_ADDRESS: i64 = 50;
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

/// Signs somebody in; `address` is where the request came from.
pub async fn sign_in(
    house: &Casework,
    username: &str,
    phrase: &PassPhrase,
    address: &str,
    now: Timestamp,
) -> Result<(Account, Token), SignInError> {
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
            let token = begin_session(&mut ctx, &account).await?;
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

/// Starts a session for an account that has shown who it is.
async fn begin_session(ctx: &mut Ctx, account: &Account) -> Result<Token, StoreError> {
    let random = ctx.house().random::<32>();
    let token = Token(random.iter().map(|byte| format!("{byte:02x}")).collect());
    let now = ctx.now();
    session::insert(&mut ctx.link, &hash_of(token.secret()), account.id, now).await?;
    ctx.record_in_house(
        "sign_in",
        (Verb::Add, Resource::Accounts, Basis::Operation),
        None,
        account.id.uuid(),
    );
    Ok(token)
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
    let token = begin_session(&mut ctx, &account).await?;
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
/// ago ([`SessionsSeen`](crate::sessions_seen::SessionsSeen)).
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

/// Signs out.
pub async fn sign_out(house: &Casework, token: &str, now: Timestamp) -> Result<(), StoreError> {
    let mut ctx = house.begin_as_house(now).await?;
    session::end(&mut ctx.link, &hash_of(token), now).await?;
    ctx.commit().await?;
    house.sessions_seen().forget();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn a_session_lives_times_out_and_ends() {
        let house = House::new().await;
        let phrase = PassPhrase::typed(House::PHRASE);
        let (account, token) = sign_in(&house, "karen", &phrase, "127.0.0.1", house.now())
            .await
            .expect("signed in");
        assert_eq!(
            session(&house, token.secret(), house.now())
                .await
                .expect("a state"),
            SessionState::Live(account.clone())
        );
        let later = house.now() + SignedDuration::from_mins(61);
        assert_eq!(
            session(&house, token.secret(), later)
                .await
                .expect("a state"),
            SessionState::TimedOut(account.id)
        );
        sign_out(&house, token.secret(), house.now())
            .await
            .expect("signed out");
        assert_eq!(
            session(&house, token.secret(), house.now())
                .await
                .expect("a state"),
            SessionState::None
        );
        assert_eq!(
            session(&house, "forged", house.now())
                .await
                .expect("a state"),
            SessionState::None
        );
    }

    #[tokio::test]
    async fn after_ten_wrong_tries_even_the_right_phrase_waits_a_quarter_of_an_hour() {
        let house = House::new().await;
        let (right, wrong) = (
            PassPhrase::typed(House::PHRASE),
            PassPhrase::typed("forkert"),
        );
        for _ in 0..TRIES_PER_NAME {
            assert!(matches!(
                sign_in(&house, "karen", &wrong, "a", house.now()).await,
                Err(SignInError::Wrong)
            ));
        }
        assert!(matches!(
            sign_in(&house, "karen", &right, "a", house.now()).await,
            Err(SignInError::TooMany)
        ));
        let later = house.now() + REMEMBERED + SignedDuration::from_secs(1);
        assert!(sign_in(&house, "karen", &right, "a", later).await.is_ok());
    }

    #[tokio::test]
    async fn nobody_by_that_name_gets_the_same_answer() {
        let house = House::new().await;
        for name in ["nobody", "", "x'; --", "🙂"] {
            let answer = sign_in(&house, name, &PassPhrase::typed("x"), name, house.now()).await;
            assert!(matches!(answer, Err(SignInError::Wrong)), "{name}");
        }
    }
}
