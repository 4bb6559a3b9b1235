//! What the audit log tells about one family.

use helhed_access::{Permit, doing, what};
use helhed_domain::ids::{AccountId, UnitId};
use helhed_domain::text::Name;
use jiff::Timestamp;

use crate::account::name;
use crate::{Link, Row, StoreError, args};

/// One entry of the audit log about a family, with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// Its number in the chain.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who; nobody for what the installation does by itself.
    pub account: Option<AccountId>,
    /// What they are called.
    pub name: Option<Name>,
    /// The unit they work in now.
    pub unit_id: Option<UnitId>,
    /// What that unit is called.
    pub unit: Option<Name>,
    /// As what: the code of a role, or `house`.
    pub role: String,
    /// What was done: the name of an operation.
    pub act: String,
    /// To which part of the case.
    pub resource: String,
    /// The code of the basis on which.
    pub basis: String,
}

/// Up to `limit` entries about the permit's family with numbers below `before`, newest first: one query on one index.
pub async fn entries(
    link: &mut Link,
    permit: &Permit<what::Log, doing::Read>,
    before: i64,
    limit: i64,
) -> Result<Vec<LogEntry>, StoreError> {
    let sql = "SELECT e.seq, e.at, e.actor_id, a.display_name, u.id, u.name, e.role, e.act, e.resource, e.basis
               FROM (SELECT seq, at, actor_id, role, act, resource, basis FROM audit_entry
                     WHERE family_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3) e
               LEFT JOIN account a ON a.id = e.actor_id LEFT JOIN unit u ON u.id = a.unit_id ORDER BY e.seq DESC";
    let rows = link
        .rows(sql, args![permit.family(), before, limit])
        .await?;
    let read = |mut row: Row| {
        Ok(LogEntry {
            seq: row.next()?,
            at: row.next()?,
            account: row.next_optional()?,
            name: row.parsed_optional("name", name)?,
            unit_id: row.next_optional()?,
            unit: row.parsed_optional("name", name)?,
            role: row.next()?,
            act: row.next()?,
            resource: row.next()?,
            basis: row.next()?,
        })
    };
    rows.into_iter().map(read).collect()
}
