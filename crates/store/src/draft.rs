//! What somebody has begun to write, kept for them alone. Encrypted: a form that is not sent yet may hold a CPR number.

use jiff::Timestamp;

use helhed_domain::ids::AccountId;

use crate::secret::Keys;
use crate::{Link, StoreError, args};

const COLUMN: &str = "draft";

/// Keeps what a form holds, in place of what it held before.
pub async fn keep(
    link: &mut Link,
    (keys, nonce): (&Keys, [u8; 24]),
    account: AccountId,
    place: &str,
    body: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO draft (account_id, place, body, saved_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (account_id, place) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at";
    let sealed = keys.seal(COLUMN, body, nonce);
    link.run(sql, args![account, place, sealed, now])
        .await
        .map(drop)
}

/// What was begun in a form, and when it was kept. One whose key is gone is none.
pub async fn find(
    link: &mut Link,
    keys: &Keys,
    account: AccountId,
    place: &str,
) -> Result<Option<(String, Timestamp)>, StoreError> {
    let sql = "SELECT body, saved_at FROM draft WHERE account_id = $1 AND place = $2";
    let Some(mut row) = link.row(sql, args![account, place]).await? else {
        return Ok(None);
    };
    let sealed: Vec<u8> = row.next()?;
    let saved_at = row.next()?;
    Ok(keys
        .unseal(COLUMN, &sealed)
        .ok()
        .map(|body| (body, saved_at)))
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
