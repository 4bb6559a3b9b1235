//! Custody of children.

use jiff::civil::Date;

use helhed_access::{Permit, doing, what};
use helhed_domain::custody::{Custody, CustodyKind};
use helhed_domain::ids::{CustodyId, PersonId};

use crate::{Link, Row, StoreError, args};

fn read(mut row: Row) -> Result<Custody, StoreError> {
    Ok(Custody {
        id: row.next()?,
        child: row.next()?,
        holder: row.next()?,
        kind: row.parsed("kind of custody", CustodyKind::from_code)?,
        from: row.next()?,
        to: row.next_optional()?,
    })
}

/// Custody of everyone who belongs to the family now. A holder may be outside the family: then only the id is known here.
pub async fn of_family(
    link: &mut Link,
    permit: &Permit<what::People, doing::Read>,
) -> Result<Vec<Custody>, StoreError> {
    let sql = "SELECT id, child_id, holder_id, kind, from_on, to_on FROM custody
               WHERE child_id IN (SELECT person_id FROM membership WHERE family_id = $1 AND to_on IS NULL)
               ORDER BY from_on, id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    rows.into_iter().map(read).collect()
}

/// Custody of one child, from first to last.
pub async fn of_child(
    link: &mut Link,
    _permit: &Permit<what::People, doing::Change>,
    child: PersonId,
) -> Result<Vec<Custody>, StoreError> {
    let sql = "SELECT id, child_id, holder_id, kind, from_on, to_on FROM custody WHERE child_id = $1 ORDER BY from_on, id";
    let rows = link.rows(sql, args![child]).await?;
    rows.into_iter().map(read).collect()
}

/// Adds a holder.
pub async fn insert(
    link: &mut Link,
    _permit: &Permit<what::People, doing::Change>,
    it: &Custody,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO custody (id, child_id, holder_id, kind, from_on, to_on) VALUES ($1, $2, $3, $4, $5, $6)";
    let values = args![it.id, it.child, it.holder, it.kind.code(), it.from, it.to];
    link.run(sql, values).await.map(drop)
}

/// Sets the last day of a holder.
pub async fn set_last_day(
    link: &mut Link,
    _permit: &Permit<what::People, doing::Change>,
    id: CustodyId,
    to: Date,
) -> Result<(), StoreError> {
    link.run("UPDATE custody SET to_on = $2 WHERE id = $1", args![id, to])
        .await
        .map(drop)
}
