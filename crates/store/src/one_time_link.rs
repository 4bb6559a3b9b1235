//! One-time links: found by the hash of their secret, opened by a keyed hash of their code.

use jiff::Timestamp;
use uuid::Uuid;

use helhed_access::{Doing, Permit, What};
use helhed_domain::ids::{AccountId, LinkId};
use helhed_domain::one_time_link::{LinkPurpose, OneTimeLink};

use crate::{Link, Row, StoreError, args, tie};

pub(crate) const COLUMNS: &str =
    "id, purpose, family_id, subject, made_at, expires_at, wrong_codes, used_at, ended_at";

/// What is kept of a link's secrets.
#[derive(Debug, Clone, Copy)]
pub struct Hashes<'a> {
    /// The hash of its token.
    pub token: &'a [u8],
    /// The keyed hash of its code.
    pub code: &'a [u8],
}

pub(crate) fn read(row: &mut Row) -> Result<OneTimeLink, StoreError> {
    Ok(OneTimeLink {
        id: row.next()?,
        purpose: row.parsed("purpose of a link", LinkPurpose::from_code)?,
        family: row.next()?,
        subject: row.next()?,
        made_at: row.next()?,
        expires_at: row.next()?,
        wrong_codes: row.next()?,
        used_at: row.next_optional()?,
        ended_at: row.next_optional()?,
    })
}

/// Adds a link to a thing of the permit's family.
pub async fn insert<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    made: &OneTimeLink,
    hashes: Hashes<'_>,
    by: AccountId,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO one_time_link (id, purpose, family_id, subject, token_hash, code_hash, made_by, made_at, expires_at, wrong_codes)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)";
    let values = args![
        made.id,
        made.purpose.code(),
        permit.family(),
        made.subject,
        hashes.token,
        hashes.code,
        by,
        made.made_at,
        made.expires_at,
    ];
    link.run(sql, values).await.map(drop)
}

/// The link of a token and the keyed hash of its code, before anybody is known to hold it: shown to nobody.
pub async fn by_token(
    link: &mut Link,
    token_hash: &[u8],
) -> Result<Option<(OneTimeLink, Vec<u8>)>, StoreError> {
    // A case that may only be kept is open to nobody outside.
    let sql = format!(
        "SELECT {COLUMNS}, code_hash FROM one_time_link WHERE token_hash = $1 AND {}",
        tie::not_only_kept("one_time_link.family_id")
    );
    let Some(mut row) = link.row(&sql, args![token_hash]).await? else {
        return Ok(None);
    };
    Ok(Some((read(&mut row)?, row.next()?)))
}

/// A link that was opened before, by its id: whoever opened it has been somewhere else meanwhile.
pub async fn by_id(link: &mut Link, id: LinkId) -> Result<Option<OneTimeLink>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM one_time_link WHERE id = $1");
    let row = link.row(&sql, args![id]).await?;
    row.map(|mut row| read(&mut row)).transpose()
}

/// The newest link to a thing of the permit's family, for telling how it stands.
pub async fn newest<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    subject: Uuid,
) -> Result<Option<OneTimeLink>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM one_time_link WHERE family_id = $1 AND subject = $2 ORDER BY made_at DESC, id DESC LIMIT 1"
    );
    let row = link.row(&sql, args![permit.family(), subject]).await?;
    row.map(|mut row| read(&mut row)).transpose()
}

/// Counts a wrong code.
pub async fn count_wrong_code(link: &mut Link, id: LinkId) -> Result<(), StoreError> {
    link.run(
        "UPDATE one_time_link SET wrong_codes = wrong_codes + 1 WHERE id = $1",
        args![id],
    )
    .await
    .map(drop)
}

/// Notes that what a link is for was done with it. False where it had been, or the link was ended.
pub async fn use_up(link: &mut Link, id: LinkId, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE one_time_link SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND ended_at IS NULL";
    Ok(link.run(sql, args![id, now]).await? == 1)
}

/// Whether there has been a link to a thing of the permit's family.
pub async fn was_made<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    subject: Uuid,
) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM one_time_link WHERE family_id = $1 AND subject = $2";
    let row = link.row(sql, args![permit.family(), subject]).await?;
    Ok(row.is_some())
}

/// Ends every link to a thing that still opens.
pub async fn end_all<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    subject: Uuid,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE one_time_link SET ended_at = $3
               WHERE family_id = $1 AND subject = $2 AND used_at IS NULL AND ended_at IS NULL";
    link.run(sql, args![permit.family(), subject, now])
        .await
        .map(drop)
}
