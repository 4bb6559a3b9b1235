//! What somebody has begun to write, kept for them alone.

use jiff::Timestamp;

use helhed_domain::ids::AccountId;

use crate::{Link, StoreError, args};

/// Keeps what a form holds, in place of what it held before.
pub async fn keep(
    link: &mut Link,
    account: AccountId,
    place: &str,
    body: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO draft (account_id, place, body, saved_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (account_id, place) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at";
    link.run(sql, args![account, place, body, now])
        .await
        .map(drop)
}

/// What was begun in a form, and when it was kept.
pub async fn find(
    link: &mut Link,
    account: AccountId,
    place: &str,
) -> Result<Option<(String, Timestamp)>, StoreError> {
    let sql = "SELECT body, saved_at FROM draft WHERE account_id = $1 AND place = $2";
    let Some(mut row) = link.row(sql, args![account, place]).await? else {
        return Ok(None);
    };
    Ok(Some((row.next()?, row.next()?)))
}

/// Forgets a draft: it was sent, or thrown away.
pub async fn forget(link: &mut Link, account: AccountId, place: &str) -> Result<(), StoreError> {
    link.run(
        "DELETE FROM draft WHERE account_id = $1 AND place = $2",
        args![account, place],
    )
    .await
    .map(drop)
}
