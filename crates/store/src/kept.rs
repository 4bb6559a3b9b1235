//! From which parties goals are kept.

use jiff::Timestamp;

use helhed_access::{Doing, Permit, What, doing, what};
use helhed_domain::consent::Party;
use helhed_domain::ids::{AccountId, GoalId, KeptId};
use helhed_domain::text::{Line, Name};

use crate::account::name;
use crate::contact::line;
use crate::{Link, Row, StoreError, args};

/// That a goal is kept from a party, with what the team is shown of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptLine {
    /// Its id.
    pub id: KeptId,
    /// The goal.
    pub goal: GoalId,
    /// From whom.
    pub party: Party,
    /// What they are called.
    pub party_name: Name,
    /// Why.
    pub reason: Line,
    /// Since when.
    pub at: Timestamp,
}

fn party(row: &mut Row) -> Result<Party, StoreError> {
    let (unit, person) = (row.next_optional()?, row.next_optional()?);
    Party::of_parts(unit, person).ok_or_else(|| crate::unreadable("party"))
}

/// Which goals are kept from whom now: what the lens asks.
pub async fn of_family<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
) -> Result<Vec<(GoalId, Party)>, StoreError> {
    let sql = "SELECT goal_id, unit_id, person_id FROM goal_kept WHERE family_id = $1 AND lifted_at IS NULL";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| Ok((row.next()?, party(&mut row)?));
    rows.into_iter().map(read).collect()
}

/// The same with names and reasons, in the order in which they were kept.
pub async fn lines_of_family(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Read>,
) -> Result<Vec<KeptLine>, StoreError> {
    let sql = "SELECT k.id, k.goal_id, k.unit_id, k.person_id, COALESCE(u.name, p.given_name), k.reason, k.kept_at FROM goal_kept k
               LEFT JOIN unit u ON u.id = k.unit_id LEFT JOIN person p ON p.id = k.person_id
               WHERE k.family_id = $1 AND k.lifted_at IS NULL ORDER BY k.kept_at, k.id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        Ok(KeptLine {
            id: row.next()?,
            goal: row.next()?,
            party: party(&mut row)?,
            party_name: row.parsed("name", name)?,
            reason: row.parsed("line", line)?,
            at: row.next()?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Keeps a goal of the permit's family from a party.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Change>,
    (id, goal, party): (KeptId, GoalId, Party),
    reason: &Line,
    (by, at): (AccountId, Timestamp),
) -> Result<(), StoreError> {
    let (unit, person) = party.parts();
    let sql = "INSERT INTO goal_kept (id, family_id, goal_id, unit_id, person_id, reason, account_id, kept_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = args![
        id,
        permit.family(),
        goal,
        unit,
        person,
        reason.as_str(),
        by,
        at
    ];
    link.run(sql, values).await.map(drop)
}

/// Keeps it no more; false where it was not kept.
pub async fn lift(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Change>,
    id: KeptId,
    (by, at): (AccountId, Timestamp),
) -> Result<bool, StoreError> {
    let sql = "UPDATE goal_kept SET lifted_by = $3, lifted_at = $4 WHERE id = $1 AND family_id = $2 AND lifted_at IS NULL";
    Ok(link.run(sql, args![id, permit.family(), by, at]).await? == 1)
}
