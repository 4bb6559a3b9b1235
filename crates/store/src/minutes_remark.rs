//! What people say to minutes.

use jiff::Timestamp;

use helhed_access::{Doing, Permit, what};
use helhed_domain::ids::{AccountId, MeetingId, MinutesRemarkId};
use helhed_domain::minutes::{Remark, RemarkKind};
use helhed_domain::text::{Name, Passage};

use crate::account::name;
use crate::{Link, Row, StoreError, args};

/// A remark with who says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemarkRow {
    /// The remark.
    pub remark: Remark,
    /// Who says it.
    pub by_name: Name,
}

/// What was said to the minutes of a meeting of the permit's family and waits, in the order in which it was said; after the beginning also
/// what was settled since a count, so that a page can take it away.
pub async fn changed_since<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    meeting: MeetingId,
    after: i64,
) -> Result<Vec<RemarkRow>, StoreError> {
    let sql = "SELECT r.id, r.section_id, r.line_id, r.kind, r.body, r.account_id, r.said_at, r.settled_at, a.display_name
               FROM minutes_remark r JOIN account a ON a.id = r.account_id
               WHERE r.meeting_id = $1 AND r.family_id = $2 AND r.seq > $3 AND (r.settled_at IS NULL OR $3 > 0) ORDER BY r.said_at, r.id";
    let rows = link
        .rows(sql, args![meeting, permit.family(), after])
        .await?;
    let read = |mut row: Row| {
        Ok(RemarkRow {
            remark: Remark {
                id: row.next()?,
                section: row.next()?,
                line: row.next_optional()?,
                kind: row.parsed("kind of remark", RemarkKind::from_code)?,
                body: row.parsed_optional("remark", |text| Passage::parse(text).ok())?,
                by: row.next()?,
                at: row.next()?,
                settled_at: row.next_optional()?,
            },
            by_name: row.parsed("name", name)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Adds a remark.
pub async fn insert<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    meeting: MeetingId,
    remark: &Remark,
    seq: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO minutes_remark (id, meeting_id, family_id, section_id, line_id, kind, body, account_id, said_at, seq)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values = args![
        remark.id,
        meeting,
        permit.family(),
        remark.section,
        remark.line,
        remark.kind.code(),
        remark.body.as_ref().map(Passage::as_str),
        remark.by,
        remark.at,
        seq,
    ];
    link.run(sql, values).await.map(drop)
}

/// Notes that a remark was settled. False where it was before.
pub async fn settle<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    remark: MinutesRemarkId,
    (by, at, seq): (AccountId, Timestamp, i64),
) -> Result<bool, StoreError> {
    let sql = "UPDATE minutes_remark SET settled_at = $3, settled_by = $4, seq = $5
               WHERE id = $1 AND family_id = $2 AND settled_at IS NULL";
    let values = args![remark, permit.family(), at, by, seq];
    Ok(link.run(sql, values).await? == 1)
}
