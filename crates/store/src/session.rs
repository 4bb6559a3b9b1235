//! Sessions and attempts to sign in. Tokens are stored hashed.

use jiff::Timestamp;

use helhed_domain::account::Account;
use helhed_domain::ids::AccountId;

use crate::{Link, StoreError, account, args};

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

/// Starts a session.
pub async fn insert(
    link: &mut Link,
    token_hash: &[u8],
    account: AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO session (token_hash, account_id, created_at, seen_at) VALUES ($1, $2, $3, $3)";
    link.run(sql, args![token_hash, account, now])
        .await
        .map(drop)
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
