//! One-time codes and recovery codes of accounts, and sign-ins that wait for one.

use jiff::Timestamp;

use helhed_domain::account::Account;
use helhed_domain::ids::AccountId;

use crate::secret::Keys;
use crate::{Link, StoreError, account, args};

const SECRET: &str = "second_factor.secret";

/// The one-time codes of an account.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// The secret, as hexadecimal digits.
    pub secret: String,
    /// Whether the owner has shown a code of it: before that nothing is asked for.
    pub confirmed: bool,
    /// The last time step whose code was used.
    pub last_step: i64,
}

/// Redacted.
impl std::fmt::Debug for SecondFactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SecondFactor(confirmed: {})", self.confirmed)
    }
}

/// The one-time codes of an account.
pub async fn find(
    link: &mut Link,
    keys: &Keys,
    id: AccountId,
) -> Result<Option<SecondFactor>, StoreError> {
    let sql = "SELECT secret, confirmed_at, last_step FROM second_factor WHERE account_id = $1";
    let Some(mut row) = link.row(sql, args![id]).await? else {
        return Ok(None);
    };
    Ok(Some(SecondFactor {
        secret: keys.unseal(SECRET, &row.next::<Vec<u8>>()?)?,
        confirmed: row.next_optional::<Timestamp>()?.is_some(),
        last_step: row.next()?,
    }))
}

/// Puts a new secret in the place of one that was not confirmed.
pub async fn put(
    link: &mut Link,
    (keys, nonce): (&Keys, [u8; 24]),
    id: AccountId,
    secret: &str,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM second_factor WHERE account_id = $1 AND confirmed_at IS NULL";
    link.run(sql, args![id]).await?;
    let sql = "INSERT INTO second_factor (account_id, secret, last_step) VALUES ($1, $2, 0)";
    link.run(sql, args![id, keys.seal(SECRET, secret, nonce)])
        .await
        .map(drop)
}

/// Notes that the owner has shown a code.
pub async fn confirm(link: &mut Link, id: AccountId, now: Timestamp) -> Result<(), StoreError> {
    let sql =
        "UPDATE second_factor SET confirmed_at = $2 WHERE account_id = $1 AND confirmed_at IS NULL";
    link.run(sql, args![id, now]).await.map(drop)
}

/// Notes the time step of a code that was used. False where it, or a later one, had been.
pub async fn use_step(link: &mut Link, id: AccountId, step: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE second_factor SET last_step = $2 WHERE account_id = $1 AND last_step < $2";
    Ok(link.run(sql, args![id, step]).await? == 1)
}

/// Takes codes and recovery codes away.
pub async fn remove(link: &mut Link, id: AccountId) -> Result<(), StoreError> {
    link.run("DELETE FROM recovery_code WHERE account_id = $1", args![id])
        .await?;
    link.run("DELETE FROM sign_in_step WHERE account_id = $1", args![id])
        .await?;
    remove_secret(link, id).await
}

/// Takes codes away; recovery codes stay.
pub async fn remove_secret(link: &mut Link, id: AccountId) -> Result<(), StoreError> {
    let sql = "DELETE FROM second_factor WHERE account_id = $1";
    link.run(sql, args![id]).await.map(drop)
}

/// Puts recovery codes, as keyed hashes, in the place of those before.
pub async fn put_recovery_codes(
    link: &mut Link,
    id: AccountId,
    hashes: &[Vec<u8>],
) -> Result<(), StoreError> {
    link.run("DELETE FROM recovery_code WHERE account_id = $1", args![id])
        .await?;
    for hash in hashes {
        let sql = "INSERT INTO recovery_code (account_id, code_hash) VALUES ($1, $2)";
        link.run(sql, args![id, hash.as_slice()]).await?;
    }
    Ok(())
}

/// Uses a recovery code up. False where there is no such code, or it was used.
pub async fn use_recovery_code(
    link: &mut Link,
    id: AccountId,
    hash: &[u8],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE recovery_code SET used_at = $3 WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL";
    Ok(link.run(sql, args![id, hash, now]).await? == 1)
}

/// How many recovery codes are left.
pub async fn recovery_codes_left(link: &mut Link, id: AccountId) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM recovery_code WHERE account_id = $1 AND used_at IS NULL";
    match link.row(sql, args![id]).await? {
        Some(mut row) => row.next(),
        None => Ok(0),
    }
}

/// Notes that a pass phrase was right and the second step is to come; forgets steps that began before an instant.
pub async fn begin_step(
    link: &mut Link,
    token_hash: &[u8],
    id: AccountId,
    (now, forgotten): (Timestamp, Timestamp),
) -> Result<(), StoreError> {
    link.run(
        "DELETE FROM sign_in_step WHERE begun_at < $1",
        args![forgotten],
    )
    .await?;
    let sql = "INSERT INTO sign_in_step (token_hash, account_id, begun_at) VALUES ($1, $2, $3)";
    link.run(sql, args![token_hash, id, now]).await.map(drop)
}

/// Whose second step a token is, if it began since an instant.
pub async fn step(
    link: &mut Link,
    token_hash: &[u8],
    since: Timestamp,
) -> Result<Option<Account>, StoreError> {
    let sql = format!(
        "SELECT {} FROM sign_in_step s JOIN account a ON a.id = s.account_id WHERE s.token_hash = $1 AND s.begun_at > $2",
        account::COLUMNS
    );
    let row = link.row(&sql, args![token_hash, since]).await?;
    row.map(|mut row| account::read(&mut row)).transpose()
}

/// Ends a second step.
pub async fn end_step(link: &mut Link, token_hash: &[u8]) -> Result<(), StoreError> {
    let sql = "DELETE FROM sign_in_step WHERE token_hash = $1";
    link.run(sql, args![token_hash]).await.map(drop)
}
