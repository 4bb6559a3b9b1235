//! Sessions and attempts to sign in. Tokens are stored hashed.

use jiff::Timestamp;

use helhed_domain::account::Account;
use helhed_domain::ids::AccountId;
use helhed_domain::means::Means;

use crate::{Link, Row, StoreError, account, args};

/// A session that was found by its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Whose, as the account is now.
    pub account: Account,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// When it was ended by signing out or by shutting the account out.
    pub ended_at: Option<Timestamp>,
}

/// How a session is begun.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beginning {
    /// By what somebody showed who they are.
    pub means: Option<Means>,
    /// The provider at which they did.
    pub provider: Option<String>,
    /// What tells that provider which session ends, sealed.
    pub logout_hint: Option<Vec<u8>>,
    /// Their browser, in a few words.
    pub browser: String,
}

/// Starts a session.
pub async fn insert(
    link: &mut Link,
    token_hash: &[u8],
    account: AccountId,
    beginning: &Beginning,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO session (token_hash, account_id, created_at, seen_at, means, provider, logout_hint, browser)
               VALUES ($1, $2, $3, $3, $4, $5, $6, $7)";
    let values = args![
        token_hash,
        account,
        now,
        beginning.means.unwrap_or(Means::Phrase).code(),
        beginning.provider.clone(),
        beginning.logout_hint.clone(),
        beginning.browser.as_str(),
    ];
    link.run(sql, values).await.map(drop)
}

/// A session, for the list that its owner reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSession {
    /// The hash of its token: names it, and opens nothing.
    pub token_hash: Vec<u8>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// By what it was begun.
    pub means: Means,
    /// The browser, in a few words.
    pub browser: String,
}

/// The sessions of an account that were used since an instant and not ended, the last used first.
pub async fn of_account(
    link: &mut Link,
    account: AccountId,
    since: Timestamp,
) -> Result<Vec<OwnSession>, StoreError> {
    let sql = "SELECT token_hash, created_at, seen_at, means, browser FROM session
               WHERE account_id = $1 AND ended_at IS NULL AND seen_at > $2 ORDER BY seen_at DESC, token_hash";
    let rows = link.rows(sql, args![account, since]).await?;
    let read = |mut row: Row| {
        Ok(OwnSession {
            token_hash: row.next()?,
            created_at: row.next()?,
            seen_at: row.next()?,
            means: row.parsed("means of a session", Means::from_code)?,
            browser: row.next()?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Ends one session of an account. False where it has no such session.
pub async fn end_own(
    link: &mut Link,
    account: AccountId,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE session SET ended_at = $3 WHERE token_hash = $2 AND account_id = $1 AND ended_at IS NULL";
    Ok(link.run(sql, args![account, token_hash, now]).await? == 1)
}

/// At which provider a session was begun, and what tells it which session ends (sealed).
pub async fn provider_of(
    link: &mut Link,
    token_hash: &[u8],
) -> Result<Option<(String, Option<Vec<u8>>)>, StoreError> {
    let sql =
        "SELECT provider, logout_hint FROM session WHERE token_hash = $1 AND provider IS NOT NULL";
    let Some(mut row) = link.row(sql, args![token_hash]).await? else {
        return Ok(None);
    };
    Ok(Some((row.next()?, row.next_optional()?)))
}

/// Finds a session and whose it is: one query before every page.
pub async fn find(link: &mut Link, token_hash: &[u8]) -> Result<Option<Session>, StoreError> {
    let sql = format!(
        "SELECT {}, s.created_at, s.seen_at, s.ended_at FROM session s JOIN account a ON a.id = s.account_id
         WHERE s.token_hash = $1",
        account::COLUMNS
    );
    let Some(mut row) = link.row(&sql, args![token_hash]).await? else {
        return Ok(None);
    };
    Ok(Some(Session {
        account: account::read(&mut row)?,
        created_at: row.next()?,
        seen_at: row.next()?,
        ended_at: row.next_optional()?,
    }))
}

/// Notes that a session was used.
pub async fn touch(link: &mut Link, token_hash: &[u8], now: Timestamp) -> Result<(), StoreError> {
    link.run(
        "UPDATE session SET seen_at = $2 WHERE token_hash = $1",
        args![token_hash, now],
    )
    .await
    .map(drop)
}

/// Ends one session.
pub async fn end(link: &mut Link, token_hash: &[u8], now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE session SET ended_at = $2 WHERE token_hash = $1 AND ended_at IS NULL";
    link.run(sql, args![token_hash, now]).await.map(drop)
}

/// Ends every session of an account.
pub async fn end_all(
    link: &mut Link,
    account: AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE session SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL";
    link.run(sql, args![account, now]).await.map(drop)
}

/// Ends every session of an account but one: the one in which its pass phrase was changed.
pub async fn end_others(
    link: &mut Link,
    account: AccountId,
    kept_token_hash: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE session SET ended_at = $3 WHERE account_id = $1 AND token_hash <> $2 AND ended_at IS NULL";
    link.run(sql, args![account, kept_token_hash, now])
        .await
        .map(drop)
}

/// Notes a failed attempt to sign in, by a keyed hash of the name or of the address it came from.
pub async fn note_attempt(
    link: &mut Link,
    subject: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    link.run(
        "INSERT INTO sign_in_attempt (subject, at) VALUES ($1, $2)",
        args![subject, now],
    )
    .await
    .map(drop)
}

/// How many attempts there were since an instant.
pub async fn attempts_since(
    link: &mut Link,
    subject: &[u8],
    since: Timestamp,
) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM sign_in_attempt WHERE subject = $1 AND at > $2";
    match link.row(sql, args![subject, since]).await? {
        Some(mut row) => row.next(),
        None => Ok(0),
    }
}

/// Forgets attempts and sessions that no longer matter.
pub async fn forget_before(
    link: &mut Link,
    attempts: Timestamp,
    sessions: Timestamp,
) -> Result<(), StoreError> {
    link.run("DELETE FROM sign_in_attempt WHERE at < $1", args![attempts])
        .await?;
    link.run("DELETE FROM session WHERE seen_at < $1", args![sessions])
        .await
        .map(drop)
}
