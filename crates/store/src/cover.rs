//! Which other plans goals stand for.

use jiff::Timestamp;

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::covered_plan::Cover;
use helhed_domain::ids::{AccountId, GoalId};

use crate::{Link, Row, StoreError, args};

/// Everything that goals of the permit's family stand for.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Plan, V>,
) -> Result<Vec<Cover>, StoreError> {
    let sql = "SELECT goal_id, plan, person_id FROM goal_cover WHERE family_id = $1 ORDER BY plan, person_id, goal_id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        Ok(Cover {
            goal: row.next()?,
            plan: row.next()?,
            person: row.next()?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Lets a goal stand for these plans and no others.
pub async fn set(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Change>,
    goal: GoalId,
    covers: &[Cover],
    (by, at): (AccountId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "DELETE FROM goal_cover WHERE goal_id = $1 AND family_id = $2";
    link.run(sql, args![goal, permit.family()]).await?;
    for cover in covers {
        let sql = "INSERT INTO goal_cover (goal_id, family_id, plan, person_id, account_id, set_at) VALUES ($1, $2, $3, $4, $5, $6)
                   ON CONFLICT DO NOTHING";
        let values = args![
            goal,
            permit.family(),
            cover.plan.as_str(),
            cover.person,
            by,
            at
        ];
        link.run(sql, values).await?;
    }
    Ok(())
}
