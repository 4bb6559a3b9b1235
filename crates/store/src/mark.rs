//! The category and restriction of an item of a case, where they are not what its kind has by default.

use jiff::Timestamp;
use uuid::Uuid;

use helhed_access::{Permit, doing, what};
use helhed_domain::ids::AccountId;

use crate::{Link, StoreError, args};

/// Marks an item of the permit's family, or marks it anew. That it is of the family is asked before.
pub async fn set(
    link: &mut Link,
    permit: &Permit<what::Sharing, doing::Change>,
    item: Uuid,
    (category, restricted): (&str, bool),
    by: AccountId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO mark (item_id, family_id, category, restricted, account_id, set_at) VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (item_id) DO UPDATE SET category = excluded.category, restricted = excluded.restricted,
                 account_id = excluded.account_id, set_at = excluded.set_at";
    let values = args![item, permit.family(), category, restricted, by, at];
    link.run(sql, values).await.map(drop)
}
