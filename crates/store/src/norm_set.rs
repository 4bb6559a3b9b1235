//! Norm sets, as they were when something was computed with them.

use jiff::Timestamp;

use helhed_domain::ids::NormSetId;

use crate::{Link, StoreError, args};

/// A norm set file and what it says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormSetRow {
    /// Made of the hash of the file.
    pub id: NormSetId,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What it rests on: `illustrative`, `local` or `licensed`.
    pub status: String,
    /// Where it comes from.
    pub source: String,
    /// Under what licence it may be used.
    pub licence: String,
    /// The whole file.
    pub body: String,
    /// When something was first computed with it.
    pub first_used_at: Timestamp,
}

/// Keeps a norm set, unless it is kept already.
pub async fn keep(link: &mut Link, set: &NormSetRow) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO norm_set (id, name, version, status, source, licence, body, first_used_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    let values = args![
        set.id,
        set.name.as_str(),
        set.version.as_str(),
        set.status.as_str(),
        set.source.as_str(),
        set.licence.as_str(),
        set.body.as_str(),
        set.first_used_at,
    ];
    link.run(sql, values).await.map(drop)
}

/// Every norm set that something was computed with, the first used first.
pub async fn all(link: &mut Link) -> Result<Vec<NormSetRow>, StoreError> {
    let sql = "SELECT id, name, version, status, source, licence, body, first_used_at FROM norm_set ORDER BY first_used_at, id";
    let rows = link.rows(sql, []).await?;
    rows.into_iter()
        .map(|mut row| {
            Ok(NormSetRow {
                id: row.next()?,
                name: row.next()?,
                version: row.next()?,
                status: row.next()?,
                source: row.next()?,
                licence: row.next()?,
                body: row.next()?,
                first_used_at: row.next()?,
            })
        })
        .collect()
}
