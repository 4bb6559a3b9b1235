//! The half-yearly statuses of families that are followed, and which families are.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::ids::{AccountId, FollowingId};
use helhed_domain::status::{Following, Status, StatusAddendum};
use helhed_domain::text::Name;

use crate::account::name;
use crate::note::prose;
use crate::{Link, Row, StoreError, args};

/// A status with the name of who wrote it and what was added to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusLine {
    /// The status.
    pub status: Status,
    /// Who wrote it.
    pub by_name: Name,
    /// What was added since, in order, with who wrote it.
    pub added: Vec<(StatusAddendum, Name)>,
}

/// How the permit's family is followed now, if it is.
pub async fn following<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Method, V>,
) -> Result<Option<Following>, StoreError> {
    let sql = "SELECT id, from_on FROM followed WHERE family_id = $1 AND until_on IS NULL";
    let Some(mut row) = link.row(sql, args![permit.family()]).await? else {
        return Ok(None);
    };
    Ok(Some(Following {
        id: row.next()?,
        family: permit.family(),
        from: row.next()?,
        until: None,
    }))
}

/// Begins to follow the family.
pub async fn follow(
    link: &mut Link,
    permit: &Permit<what::Method, doing::Change>,
    it: &Following,
    (by, at): (AccountId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO followed (id, family_id, from_on, account_id, set_at) VALUES ($1, $2, $3, $4, $5)";
    link.run(sql, args![it.id, permit.family(), it.from, by, at])
        .await
        .map(drop)
}

/// Follows the family no longer.
pub async fn unfollow(
    link: &mut Link,
    permit: &Permit<what::Method, doing::Change>,
    id: FollowingId,
    until: Date,
) -> Result<bool, StoreError> {
    let sql =
        "UPDATE followed SET until_on = $3 WHERE id = $1 AND family_id = $2 AND until_on IS NULL";
    Ok(link.run(sql, args![id, permit.family(), until]).await? == 1)
}

/// Every status of the family with what was added, the latest first: two queries.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Method, V>,
) -> Result<Vec<StatusLine>, StoreError> {
    let sql = "SELECT s.id, s.day, s.stands, s.changed, s.next, s.account_id, s.written_at, a.display_name
               FROM status_log s JOIN account a ON a.id = s.account_id
               WHERE s.family_id = $1 ORDER BY s.day DESC, s.written_at DESC, s.id DESC";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let status = Status {
            id: row.next()?,
            family: permit.family(),
            day: row.next()?,
            stands: row.parsed("status", prose)?,
            changed: row.parsed_optional("status", prose)?,
            next: row.parsed_optional("status", prose)?,
            by: row.next()?,
            at: row.next()?,
        };
        Ok(StatusLine {
            status,
            by_name: row.parsed("name", name)?,
            added: Vec::new(),
        })
    };
    let mut lines: Vec<StatusLine> = rows
        .into_iter()
        .map(read)
        .collect::<Result<_, StoreError>>()?;
    let sql = "SELECT d.id, d.status_id, d.body, d.account_id, d.written_at, a.display_name
               FROM status_addendum d JOIN account a ON a.id = d.account_id WHERE d.family_id = $1 ORDER BY d.written_at, d.id";
    for mut row in link.rows(sql, args![permit.family()]).await? {
        let added = StatusAddendum {
            id: row.next()?,
            status: row.next()?,
            body: row.parsed("status", prose)?,
            by: row.next()?,
            at: row.next()?,
        };
        let by_name = row.parsed("name", name)?;
        if let Some(line) = lines.iter_mut().find(|it| it.status.id == added.status) {
            line.added.push((added, by_name));
        }
    }
    Ok(lines)
}

/// Writes a status: never changed afterwards.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Method, doing::Add>,
    it: &Status,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO status_log (id, family_id, day, stands, changed, next, account_id, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = args![
        it.id,
        permit.family(),
        it.day,
        it.stands.as_str(),
        it.changed.as_ref().map(|it| it.as_str()),
        it.next.as_ref().map(|it| it.as_str()),
        it.by,
        it.at,
    ];
    link.run(sql, values).await.map(drop)
}

/// Adds to a status of the family; tells whether there is such a one.
pub async fn add(
    link: &mut Link,
    permit: &Permit<what::Method, doing::Add>,
    it: &StatusAddendum,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO status_addendum (id, status_id, family_id, body, account_id, written_at)
               SELECT $1, s.id, s.family_id, $4, $5, $6 FROM status_log s WHERE s.id = $2 AND s.family_id = $3";
    let values = args![
        it.id,
        it.status,
        permit.family(),
        it.body.as_str(),
        it.by,
        it.at,
    ];
    Ok(link.run(sql, values).await? == 1)
}
