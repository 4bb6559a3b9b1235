//! The category and restriction of an item of a case, where they are not what its kind has by default, and whether it tells of a crisis.

use jiff::Timestamp;
use uuid::Uuid;

use helhed_access::{Permit, doing, what};
use helhed_domain::ids::AccountId;

use crate::{Link, StoreError, args};

/// What an item is marked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marked<'a> {
    /// Its category.
    pub category: &'a str,
    /// For the team only.
    pub restricted: bool,
    /// It tells of a crisis.
    pub crisis: bool,
}

/// Marks an item of the permit's family, or marks it anew. That it is of the family is asked before.
pub async fn set(
    link: &mut Link,
    permit: &Permit<what::Sharing, doing::Change>,
    item: Uuid,
    marked: Marked<'_>,
    by: AccountId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO mark (item_id, family_id, category, restricted, crisis, account_id, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
               ON CONFLICT (item_id) DO UPDATE SET category = excluded.category, restricted = excluded.restricted,
                 crisis = excluded.crisis, account_id = excluded.account_id, set_at = excluded.set_at";
    let values = args![
        item,
        permit.family(),
        marked.category,
        marked.restricted,
        marked.crisis,
        by,
        at
    ];
    link.run(sql, values).await.map(drop)
}
