//! Passkeys of accounts, and what authenticators were asked.

use jiff::Timestamp;

use helhed_domain::account::Account;
use helhed_domain::ids::{AccountId, PasskeyId};
use helhed_domain::text::Line;

use crate::contact::line;
use crate::{Link, Row, StoreError, account, args, unreadable};

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Its id here.
    pub id: PasskeyId,
    /// Its id at its authenticator.
    pub credential: Vec<u8>,
    /// Its public key.
    pub public_key: Vec<u8>,
    /// How often it said that it was used.
    pub count: u32,
    /// What its owner calls it.
    pub name: Line,
    /// When it was added.
    pub added_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

const COLUMNS: &str =
    "k.id, k.credential, k.public_key, k.sign_count, k.name, k.added_at, k.last_used_at";

fn read(row: &mut Row) -> Result<Passkey, StoreError> {
    Ok(Passkey {
        id: row.next()?,
        credential: row.next()?,
        public_key: row.next()?,
        count: u32::try_from(row.next::<i64>()?).map_err(|_| unreadable("count of a passkey"))?,
        name: row.parsed("name of a passkey", line)?,
        added_at: row.next()?,
        used_at: row.next_optional()?,
    })
}

/// Adds a passkey; false where one with the same credential is kept already.
pub async fn insert(link: &mut Link, account: AccountId, it: &Passkey) -> Result<bool, StoreError> {
    let sql = "INSERT INTO passkey (id, account_id, credential, public_key, sign_count, name, added_at, last_used_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    let values = args![
        it.id,
        account,
        it.credential.as_slice(),
        it.public_key.as_slice(),
        i64::from(it.count),
        it.name.as_str(),
        it.added_at,
        it.used_at,
    ];
    Ok(link.run(sql, values).await? == 1)
}

/// The passkeys of an account, the oldest first.
pub async fn of_account(link: &mut Link, account: AccountId) -> Result<Vec<Passkey>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM passkey k WHERE k.account_id = $1 ORDER BY k.added_at, k.id"
    );
    let rows = link.rows(&sql, args![account]).await?;
    rows.into_iter().map(|mut row| read(&mut row)).collect()
}

/// The passkey of a credential, and whose it is.
pub async fn by_credential(
    link: &mut Link,
    credential: &[u8],
) -> Result<Option<(Account, Passkey)>, StoreError> {
    let sql = format!(
        "SELECT {}, {COLUMNS} FROM passkey k JOIN account a ON a.id = k.account_id WHERE k.credential = $1",
        account::COLUMNS
    );
    let row = link.row(&sql, args![credential]).await?;
    row.map(|mut row| Ok((account::read(&mut row)?, read(&mut row)?)))
        .transpose()
}

/// How many passkeys an account has.
pub async fn count(link: &mut Link, account: AccountId) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM passkey WHERE account_id = $1";
    match link.row(sql, args![account]).await? {
        Some(mut row) => row.next(),
        None => Ok(0),
    }
}

/// Notes that a passkey was used, and what it counts now.
pub async fn used(
    link: &mut Link,
    id: PasskeyId,
    count: u32,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE passkey SET sign_count = $2, last_used_at = $3 WHERE id = $1";
    let values = args![id, i64::from(count), now];
    link.run(sql, values).await.map(drop)
}

/// Takes a passkey of an account away; false where it has no such passkey.
pub async fn remove(
    link: &mut Link,
    account: AccountId,
    id: PasskeyId,
) -> Result<bool, StoreError> {
    let sql = "DELETE FROM passkey WHERE id = $2 AND account_id = $1";
    Ok(link.run(sql, args![account, id]).await? == 1)
}

/// Takes every passkey of an account away.
pub async fn remove_all(link: &mut Link, account: AccountId) -> Result<(), StoreError> {
    let sql = "DELETE FROM passkey WHERE account_id = $1";
    link.run(sql, args![account]).await.map(drop)
}

/// What an authenticator was asked, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The hash of the challenge.
    pub challenge: Vec<u8>,
    /// What for: `add`, `sign_in` or `step`.
    pub purpose: &'static str,
    /// The account that it was asked for; none where anybody may answer.
    pub account: Option<AccountId>,
    /// A keyed hash of where it was asked from.
    pub from: Vec<u8>,
}

/// Notes a question, and forgets those that are over; false where `most` of one place wait for an answer.
pub async fn ask(
    link: &mut Link,
    asked: &Asked,
    most: i64,
    (now, over): (Timestamp, Timestamp),
) -> Result<bool, StoreError> {
    link.run(
        "DELETE FROM passkey_question WHERE asked_at <= $1",
        args![over],
    )
    .await?;
    let sql = "SELECT COUNT(*) FROM passkey_question WHERE asked_from = $1";
    let row = link.row(sql, args![asked.from.as_slice()]).await?;
    let waiting: i64 = row.map_or(Ok(0), |mut row| row.next())?;
    if waiting >= most {
        return Ok(false);
    }
    let sql = "INSERT INTO passkey_question (challenge_hash, purpose, account_id, asked_from, asked_at) VALUES ($1, $2, $3, $4, $5)";
    let values = args![
        asked.challenge.as_slice(),
        asked.purpose,
        asked.account,
        asked.from.as_slice(),
        now
    ];
    link.run(sql, values).await?;
    Ok(true)
}

/// Uses a question up: for whom it was asked. Nothing where it was not asked for this, was answered, or is over.
pub async fn answered(
    link: &mut Link,
    challenge: &[u8],
    purpose: &str,
    since: Timestamp,
) -> Result<Option<Option<AccountId>>, StoreError> {
    let sql = "SELECT account_id FROM passkey_question WHERE challenge_hash = $1 AND purpose = $2 AND asked_at > $3";
    let row = link.row(sql, args![challenge, purpose, since]).await?;
    let Some(account) = row.map(|mut row| row.next_optional()).transpose()? else {
        return Ok(None);
    };
    let sql = "DELETE FROM passkey_question WHERE challenge_hash = $1";
    let used = link.run(sql, args![challenge]).await? == 1;
    Ok(used.then_some(account))
}
