//! Partners' systems and their tokens.

use jiff::Timestamp;

use helhed_access::{HousePermit, doing, what};
use helhed_domain::account::Role;
use helhed_domain::ids::{AccountId, SystemId};
use helhed_domain::partner_system::{PartnerSystem, SystemScope};
use helhed_domain::text::Name;

use crate::account::name;
use crate::{Link, Row, StoreError, args};

const COLUMNS: &str = "s.id, s.name, a.unit_id, s.account_id, s.scopes, s.per_minute, s.made_at, s.expires_at, s.revoked_at, s.last_used_at";

fn scopes(text: &str) -> Option<Vec<SystemScope>> {
    text.split(' ').map(SystemScope::from_code).collect()
}

fn read(row: &mut Row) -> Result<PartnerSystem, StoreError> {
    Ok(PartnerSystem {
        id: row.next()?,
        name: row.parsed("name", name)?,
        unit: row.next()?,
        account: row.next()?,
        scopes: row.parsed("scopes", scopes)?,
        per_minute: row.next()?,
        made_at: row.next()?,
        expires_at: row.next()?,
        revoked_at: row.next_optional()?,
        last_used_at: row.next_optional()?,
    })
}

/// Keeps a system with the hash of its token.
pub async fn insert(
    link: &mut Link,
    _permit: &HousePermit<what::Systems, doing::Add>,
    system: &PartnerSystem,
    token_hash: &[u8],
    by: AccountId,
) -> Result<(), StoreError> {
    let scopes: Vec<&str> = system.scopes.iter().map(|it| it.code()).collect();
    let sql = "INSERT INTO partner_system (id, token_hash, account_id, name, scopes, per_minute, made_by, made_at, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = args![
        system.id,
        token_hash,
        system.account,
        system.name.as_str(),
        scopes.join(" "),
        system.per_minute,
        by,
        system.made_at,
        system.expires_at,
    ];
    link.run(sql, values).await.map(drop)
}

/// A system with what its unit is called and who made its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemLine {
    /// The system.
    pub system: PartnerSystem,
    /// Its unit.
    pub unit_name: Name,
    /// Who made its token.
    pub made_by: Name,
    /// Whether its account was shut out among the users.
    pub shut_out: bool,
}

/// Every system, those that open something first, then by name.
pub async fn all(
    link: &mut Link,
    _permit: &HousePermit<what::Systems, doing::Read>,
) -> Result<Vec<SystemLine>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, u.name, m.display_name, a.disabled_at FROM partner_system s JOIN account a ON a.id = s.account_id
         JOIN unit u ON u.id = a.unit_id JOIN account m ON m.id = s.made_by
         ORDER BY CASE WHEN s.revoked_at IS NULL THEN 0 ELSE 1 END, s.name, s.id"
    );
    let read = |mut row: Row| {
        Ok(SystemLine {
            system: read(&mut row)?,
            unit_name: row.parsed("name", name)?,
            made_by: row.parsed("name", name)?,
            shut_out: row.next_optional::<Timestamp>()?.is_some(),
        })
    };
    let rows = link.rows(&sql, []).await?;
    rows.into_iter().map(read).collect()
}

/// The system of a token, whose account is open and works as a partner in a unit that is there: before anything may be decided.
pub async fn by_token(
    link: &mut Link,
    token_hash: &[u8],
) -> Result<Option<PartnerSystem>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM partner_system s JOIN account a ON a.id = s.account_id JOIN unit u ON u.id = a.unit_id
         WHERE s.token_hash = $1 AND a.disabled_at IS NULL AND a.role = $2 AND u.closed_on IS NULL"
    );
    let row = link
        .row(&sql, args![token_hash, Role::Partner.code()])
        .await?;
    row.map(|mut row| read(&mut row)).transpose()
}

/// Notes that a token was used.
pub async fn touch(link: &mut Link, id: SystemId, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE partner_system SET last_used_at = $2 WHERE id = $1";
    link.run(sql, args![id, now]).await.map(drop)
}

/// Takes a token back, unless it was before. The account it acts as; none where there is no such token.
pub async fn revoke(
    link: &mut Link,
    _permit: &HousePermit<what::Systems, doing::Change>,
    id: SystemId,
    by: AccountId,
    now: Timestamp,
) -> Result<Option<AccountId>, StoreError> {
    let sql = "UPDATE partner_system SET revoked_by = $2, revoked_at = $3 WHERE id = $1 AND revoked_at IS NULL";
    link.run(sql, args![id, by, now]).await?;
    let sql = "SELECT account_id FROM partner_system WHERE id = $1";
    let row = link.row(sql, args![id]).await?;
    row.map(|mut row| row.next()).transpose()
}
