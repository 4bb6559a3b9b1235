//! Locks of a case against its family, and who each protects.

use jiff::Timestamp;

use helhed_access::{Permit, doing, what};
use helhed_domain::ids::{AccountId, LockId, PersonId};
use helhed_domain::lock::Lock;
use helhed_domain::text::Line;

use crate::contact::line;
use crate::{Link, StoreError, args};

/// Locks the permit's family; false if it is locked already.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Sharing, doing::Change>,
    lock: &Lock,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO case_lock (id, family_id, reason, set_by, set_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    let values = args![
        lock.id,
        permit.family(),
        lock.reason.as_str(),
        lock.by,
        lock.at
    ];
    if link.run(sql, values).await? == 0 {
        return Ok(false);
    }
    for person in &lock.protects {
        let sql = "INSERT INTO case_lock_protects (lock_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        link.run(sql, args![lock.id, *person]).await?;
    }
    Ok(true)
}

/// Lifts a lock with the assessment that allows it; false if it does not stand.
pub async fn lift(
    link: &mut Link,
    permit: &Permit<what::Sharing, doing::Change>,
    id: LockId,
    assessment: &Line,
    by: AccountId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE case_lock SET assessment = $3, lifted_by = $4, lifted_at = $5
               WHERE id = $1 AND family_id = $2 AND lifted_at IS NULL";
    let values = args![id, permit.family(), assessment.as_str(), by, at];
    Ok(link.run(sql, values).await? == 1)
}

/// The lock that stands on a family, if one does.
pub async fn standing(
    link: &mut Link,
    permit: &Permit<what::Sharing, doing::Read>,
) -> Result<Option<Lock>, StoreError> {
    let sql = "SELECT id, reason, set_by, set_at FROM case_lock WHERE family_id = $1 AND lifted_at IS NULL";
    let Some(mut row) = link.row(sql, args![permit.family()]).await? else {
        return Ok(None);
    };
    let id: LockId = row.next()?;
    let (reason, by, at) = (row.parsed("line", line)?, row.next()?, row.next()?);
    let rows = link
        .rows(
            "SELECT person_id FROM case_lock_protects WHERE lock_id = $1",
            args![id],
        )
        .await?;
    let protects: Result<Vec<PersonId>, StoreError> =
        rows.into_iter().map(|mut row| row.next()).collect();
    Ok(Some(Lock {
        id,
        family: permit.family(),
        reason,
        protects: protects?,
        by,
        at,
    }))
}
