//! Who somebody is at a provider, and that each sign-in there comes back once.

use jiff::Timestamp;

use helhed_domain::account::Account;
use helhed_domain::ids::{AccountId, PersonId};

use crate::{Link, StoreError, account, args};

/// The account of somebody at a provider; the subject as a keyed hash.
pub async fn account_of(
    link: &mut Link,
    provider: &str,
    subject: &[u8],
) -> Result<Option<Account>, StoreError> {
    let sql = format!(
        "SELECT {} FROM identity i JOIN account a ON a.id = i.account_id WHERE i.provider = $1 AND i.subject = $2",
        account::COLUMNS
    );
    let row = link.row(&sql, args![provider, subject]).await?;
    row.map(|mut row| account::read(&mut row)).transpose()
}

/// Whether an account is somebody at a provider already.
pub async fn is_linked(link: &mut Link, provider: &str, id: AccountId) -> Result<bool, StoreError> {
    let sql = "SELECT provider FROM identity WHERE provider = $1 AND account_id = $2";
    Ok(link.row(sql, args![provider, id]).await?.is_some())
}

/// The account of a person of a family.
pub async fn account_of_person(
    link: &mut Link,
    person: PersonId,
) -> Result<Option<Account>, StoreError> {
    let sql = format!(
        "SELECT {} FROM account a WHERE a.person_id = $1 AND a.role = 'family_member' ORDER BY a.id LIMIT 1",
        account::COLUMNS
    );
    let row = link.row(&sql, args![person]).await?;
    row.map(|mut row| account::read(&mut row)).transpose()
}

/// Notes who an account is at a provider.
pub async fn insert(
    link: &mut Link,
    (provider, subject): (&str, &[u8]),
    id: AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO identity (provider, subject, account_id, linked_at) VALUES ($1, $2, $3, $4)";
    link.run(sql, args![provider, subject, id, now])
        .await
        .map(drop)
}

/// Notes that a sign-in came back. False where it had before. Visits that were begun so long ago that none comes back any more are
/// forgotten.
pub async fn came_back(
    link: &mut Link,
    state_hash: &[u8],
    now: Timestamp,
    forgotten: Timestamp,
) -> Result<bool, StoreError> {
    link.run("DELETE FROM provider_visit WHERE at < $1", args![forgotten])
        .await?;
    let sql = "INSERT INTO provider_visit (state_hash, at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    Ok(link.run(sql, args![state_hash, now]).await? == 1)
}
