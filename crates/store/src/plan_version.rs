//! The plan as it stood: versions are added and never changed.

use helhed_access::{Doing, Permit, What, doing, what};
use helhed_domain::ids::PlanVersionId;
use helhed_domain::plan_version::{PlanPart, PlanVersion, PlanVersionItem};
use helhed_domain::text::{Line, Name};

use crate::account::name;
use crate::contact::line;
use crate::{Link, Row, StoreError, args};

/// A version with the name of who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanVersionLine {
    /// The version.
    pub version: PlanVersion,
    /// Who made it.
    pub by_name: Name,
}

/// Every version of the permit's family's plan, the latest first.
pub async fn of_family<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
) -> Result<Vec<PlanVersionLine>, StoreError> {
    let sql = "SELECT v.id, v.number, v.review_id, v.why, v.account_id, v.at, a.display_name
               FROM plan_version v JOIN account a ON a.id = v.account_id WHERE v.family_id = $1 ORDER BY v.number DESC";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let version = PlanVersion {
            id: row.next()?,
            family: permit.family(),
            number: row.next()?,
            review: row.next_optional()?,
            why: row.parsed_optional("line", line)?,
            by: row.next()?,
            at: row.next()?,
        };
        Ok(PlanVersionLine {
            version,
            by_name: row.parsed("name", name)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// What a version of the permit's family holds, in its order; nothing where it is another family's.
pub async fn items<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    version: PlanVersionId,
) -> Result<Vec<PlanVersionItem>, StoreError> {
    let sql = "SELECT i.part, i.item_id, i.parent_id, i.level, i.title, i.owner_name, i.day, i.state, i.word
               FROM plan_version_item i JOIN plan_version v ON v.id = i.version_id
               WHERE i.version_id = $1 AND v.family_id = $2 ORDER BY i.place";
    let rows = link.rows(sql, args![version, permit.family()]).await?;
    let read = |mut row: Row| {
        Ok(PlanVersionItem {
            part: row.parsed("part of the plan", PlanPart::from_code)?,
            id: row.next()?,
            parent: row.next_optional()?,
            level: row.next()?,
            title: row.parsed("line", line)?,
            owner: row.parsed_optional("name", name)?,
            day: row.next_optional()?,
            state: row.next()?,
            word: row.parsed_optional("line", line)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Adds a version with what it holds.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Add>,
    version: &PlanVersion,
    items: &[PlanVersionItem],
) -> Result<(), StoreError> {
    let sql = "INSERT INTO plan_version (id, family_id, number, review_id, why, account_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = args![
        version.id,
        permit.family(),
        version.number,
        version.review,
        version.why.as_ref().map(Line::as_str),
        version.by,
        version.at,
    ];
    link.run(sql, values).await?;
    for (place, item) in (0i64..).zip(items) {
        let sql = "INSERT INTO plan_version_item (version_id, place, part, item_id, parent_id, level, title, owner_name, day, state, word)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let values = args![
            version.id,
            place,
            item.part.code(),
            item.id,
            item.parent,
            item.level.as_str(),
            item.title.as_str(),
            item.owner.as_ref().map(Name::as_str),
            item.day,
            item.state.as_str(),
            item.word.as_ref().map(Line::as_str),
        ];
        link.run(sql, values).await?;
    }
    Ok(())
}
