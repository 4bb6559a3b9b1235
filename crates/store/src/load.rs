//! What was agreed that a family, or somebody in it, can carry a week.

use jiff::Timestamp;

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::collision::{Load, LoadFacts};
use helhed_domain::ids::AccountId;

use crate::{Link, Row, StoreError, args};

/// Every agreed load, in the order in which they were agreed; those over too.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Plan, V>,
) -> Result<Vec<Load>, StoreError> {
    let sql = "SELECT id, person_id, per_week, agreed_on, until_on, version FROM family_load
               WHERE family_id = $1 ORDER BY agreed_on, set_at, id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        Ok(Load {
            id: row.next()?,
            facts: LoadFacts {
                person: row.next_optional()?,
                per_week: row.next()?,
                agreed: row.next()?,
                until: row.next_optional()?,
            },
            version: row.next()?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Notes what was agreed.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Change>,
    load: &Load,
    (by, at): (AccountId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO family_load (id, family_id, person_id, per_week, agreed_on, until_on, account_id, set_at, version)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = args![
        load.id,
        permit.family(),
        load.facts.person,
        load.facts.per_week,
        load.facts.agreed,
        load.facts.until,
        by,
        at,
        load.version,
    ];
    link.run(sql, values).await.map(drop)
}

/// Changes what was agreed, if nobody else has since the version that was read.
pub async fn update(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Change>,
    load: &Load,
) -> Result<bool, StoreError> {
    let sql = "UPDATE family_load SET person_id = $4, per_week = $5, agreed_on = $6, until_on = $7, version = version + 1
               WHERE id = $1 AND family_id = $2 AND version = $3";
    let values = args![
        load.id,
        permit.family(),
        load.version,
        load.facts.person,
        load.facts.per_week,
        load.facts.agreed,
        load.facts.until,
    ];
    Ok(link.run(sql, values).await? == 1)
}
