//! Who picks which child up on which weekday.

use jiff::Timestamp;

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::collision::{PickUp, PickUpFacts};
use helhed_domain::ids::AccountId;

use crate::{Link, Row, StoreError, args, unreadable};

/// Every pick-up, by weekday and hour; those over too.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Plan, V>,
) -> Result<Vec<PickUp>, StoreError> {
    let sql = "SELECT id, child_id, by_id, weekday, minute, from_on, until_on, version FROM pick_up
               WHERE family_id = $1 ORDER BY weekday, minute, id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let id = row.next()?;
        let (child, by) = (row.next()?, row.next()?);
        let (weekday, minute): (i64, i64) = (row.next()?, row.next()?);
        let facts = PickUpFacts {
            child,
            by,
            weekday: i8::try_from(weekday).map_err(|_| unreadable("weekday"))?,
            minute: i16::try_from(minute).map_err(|_| unreadable("hour"))?,
            from: row.next()?,
            until: row.next_optional()?,
        };
        Ok(PickUp {
            id,
            family: permit.family(),
            facts,
            version: row.next()?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Adds a pick-up.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Change>,
    it: &PickUp,
    (by, at): (AccountId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO pick_up (id, family_id, child_id, by_id, weekday, minute, from_on, until_on, account_id, set_at, version)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let values = args![
        it.id,
        permit.family(),
        it.facts.child,
        it.facts.by,
        i64::from(it.facts.weekday),
        i64::from(it.facts.minute),
        it.facts.from,
        it.facts.until,
        by,
        at,
        it.version,
    ];
    link.run(sql, values).await.map(drop)
}

/// Changes a pick-up, if nobody else has since the version that was read.
pub async fn update(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Change>,
    it: &PickUp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE pick_up SET child_id = $4, by_id = $5, weekday = $6, minute = $7, from_on = $8, until_on = $9, version = version + 1
               WHERE id = $1 AND family_id = $2 AND version = $3";
    let values = args![
        it.id,
        permit.family(),
        it.version,
        it.facts.child,
        it.facts.by,
        i64::from(it.facts.weekday),
        i64::from(it.facts.minute),
        it.facts.from,
        it.facts.until,
    ];
    Ok(link.run(sql, values).await? == 1)
}
