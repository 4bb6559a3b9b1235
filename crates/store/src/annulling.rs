//! Annulling what carries a version: struck out with a reason, never removed.

use jiff::Timestamp;

use helhed_domain::ids::FamilyId;
use helhed_domain::text::Line;

use crate::{Link, StoreError, Value, args};

/// Annuls a row of a family's table, if nobody else has changed it since the version that was read. `table` is a name of the code's own.
pub(crate) async fn annul_version(
    link: &mut Link,
    table: &'static str,
    family: FamilyId,
    (id, version): (Value, i64),
    (reason, now): (&Line, Timestamp),
) -> Result<bool, StoreError> {
    let sql = format!(
        "UPDATE {table} SET annulled_at = $4, annul_reason = $5, version = version + 1
         WHERE id = $1 AND family_id = $2 AND version = $3 AND annulled_at IS NULL"
    );
    let values = args![id, family, version, now, reason.as_str()];
    Ok(link.run(&sql, values).await? == 1)
}
