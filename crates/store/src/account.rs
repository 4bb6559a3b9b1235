//! Accounts and units.

use jiff::Timestamp;

use helhed_access::{HousePermit, doing, what};
use helhed_domain::account::{Account, Language, Role, Username};
use helhed_domain::ids::{AccountId, UnitId};
use helhed_domain::text::Name;
use helhed_domain::unit::{Unit, UnitKind};

use crate::{Link, Row, StoreError, args, unreadable};

/// An account's columns, the table being `a`.
pub(crate) const COLUMNS: &str = "a.id, a.username, a.display_name, a.role, a.unit_id, a.person_id, a.language, a.disabled_at, a.version";

/// Reads a stored name.
pub(crate) fn name(text: &str) -> Option<Name> {
    Name::parse(text).ok()
}

pub(crate) fn read(row: &mut Row) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.next()?,
        username: row.parsed("sign-in name", |text| Username::parse(text).ok())?,
        display_name: row.parsed("name", name)?,
        role: row.parsed("role", Role::from_code)?,
        unit: row.next_optional()?,
        person: row.next_optional()?,
        language: row.parsed("language", Language::from_code)?,
        disabled: row.next_optional::<Timestamp>()?.is_some(),
        version: row.next()?,
    })
}

/// The account of a session or of a command: who acts, before anything may be decided.
pub async fn by_id(link: &mut Link, id: AccountId) -> Result<Option<Account>, StoreError> {
    let row = link
        .row(
            &format!("SELECT {COLUMNS} FROM account a WHERE id = $1"),
            args![id],
        )
        .await?;
    row.map(|mut row| read(&mut row)).transpose()
}

/// The account of a sign-in name, with its password hash.
pub async fn by_username(
    link: &mut Link,
    username: &Username,
) -> Result<Option<(Account, String)>, StoreError> {
    let sql = format!("SELECT {COLUMNS}, password_hash FROM account a WHERE username = $1");
    let Some(mut row) = link.row(&sql, args![username.as_str()]).await? else {
        return Ok(None);
    };
    Ok(Some((read(&mut row)?, row.next()?)))
}

/// The password hash of an account, for holding a typed phrase against it.
pub async fn password_hash(link: &mut Link, id: AccountId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT password_hash FROM account WHERE id = $1";
    let row = link.row(sql, args![id]).await?;
    row.map(|mut row| row.next()).transpose()
}

/// How many accounts that are not shut out work in a unit.
pub async fn working_in(link: &mut Link, unit: UnitId) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM account WHERE unit_id = $1 AND disabled_at IS NULL";
    match link.row(sql, args![unit]).await? {
        Some(mut row) => row.next(),
        None => Ok(0),
    }
}

/// How many accounts that are not shut out work in each unit.
pub async fn working_in_units(link: &mut Link) -> Result<Vec<(UnitId, i64)>, StoreError> {
    let sql = "SELECT unit_id, COUNT(*) FROM account WHERE unit_id IS NOT NULL AND disabled_at IS NULL GROUP BY unit_id";
    let rows = link.rows(sql, []).await?;
    rows.into_iter()
        .map(|mut row| Ok((row.next()?, row.next()?)))
        .collect()
}

/// The units in which a partner who is not shut out signs in.
pub async fn units_with_partners(link: &mut Link) -> Result<Vec<UnitId>, StoreError> {
    let sql = "SELECT DISTINCT unit_id FROM account WHERE role = 'partner' AND unit_id IS NOT NULL AND disabled_at IS NULL";
    let rows = link.rows(sql, []).await?;
    rows.into_iter().map(|mut row| row.next()).collect()
}

/// The names of accounts, for whoever supervises what they did.
pub async fn names(
    link: &mut Link,
    _permit: &HousePermit<what::Audit, doing::Read>,
) -> Result<Vec<(AccountId, Name, Role)>, StoreError> {
    let sql = "SELECT id, display_name, role FROM account ORDER BY display_name, id";
    let rows = link.rows(sql, []).await?;
    let read = |mut row: Row| {
        Ok((
            row.next()?,
            row.parsed("name", name)?,
            row.parsed("role", Role::from_code)?,
        ))
    };
    rows.into_iter().map(read).collect()
}

/// Every account, by name.
pub async fn all(
    link: &mut Link,
    _permit: &HousePermit<what::Accounts, doing::Read>,
) -> Result<Vec<Account>, StoreError> {
    all_of_house(link).await
}

/// The same for whoever runs the installation: at its command line there is no account to ask leave of.
pub async fn all_of_house(link: &mut Link) -> Result<Vec<Account>, StoreError> {
    let rows = link
        .rows(
            &format!("SELECT {COLUMNS} FROM account a ORDER BY display_name, id"),
            [],
        )
        .await?;
    rows.into_iter().map(|mut row| read(&mut row)).collect()
}

/// Colleagues with a role who may sign in, by name: their name and id are no secret at work.
pub async fn with_role(link: &mut Link, role: Role) -> Result<Vec<Account>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM account a WHERE role = $1 AND disabled_at IS NULL ORDER BY display_name, id"
    );
    let rows = link.rows(&sql, args![role.code()]).await?;
    rows.into_iter().map(|mut row| read(&mut row)).collect()
}

/// Adds an account.
pub async fn insert(
    link: &mut Link,
    account: &Account,
    password_hash: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO account (id, username, display_name, role, unit_id, person_id, password_hash, language, created_at, version)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    let values = args![
        account.id,
        account.username.as_str(),
        account.display_name.as_str(),
        account.role.code(),
        account.unit,
        account.person,
        password_hash,
        account.language.code(),
        now,
    ];
    link.run(sql, values).await.map(drop)
}

/// Changes name, role and unit, if nobody else has since `version`.
pub async fn update(link: &mut Link, account: &Account, version: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE account SET display_name = $2, role = $3, unit_id = $4, version = version + 1 WHERE id = $1 AND version = $5";
    let values = args![
        account.id,
        account.display_name.as_str(),
        account.role.code(),
        account.unit,
        version
    ];
    Ok(link.run(sql, values).await? == 1)
}

/// Shuts an account out, or lets it in again.
pub async fn set_disabled(
    link: &mut Link,
    id: AccountId,
    since: Option<Timestamp>,
) -> Result<(), StoreError> {
    let sql = "UPDATE account SET disabled_at = $2, version = version + 1 WHERE id = $1";
    link.run(sql, args![id, since]).await.map(drop)
}

/// Sets a new password hash.
pub async fn set_password(
    link: &mut Link,
    id: AccountId,
    password_hash: &str,
) -> Result<(), StoreError> {
    link.run(
        "UPDATE account SET password_hash = $2 WHERE id = $1",
        args![id, password_hash],
    )
    .await
    .map(drop)
}

/// Sets the language of somebody's own screens.
pub async fn set_language(
    link: &mut Link,
    id: AccountId,
    language: Language,
) -> Result<(), StoreError> {
    link.run(
        "UPDATE account SET language = $2 WHERE id = $1",
        args![id, language.code()],
    )
    .await
    .map(drop)
}

fn read_unit(row: &mut Row) -> Result<Unit, StoreError> {
    Ok(Unit {
        id: row.next()?,
        name: row.parsed("name", name)?,
        kind: row.parsed("kind of unit", UnitKind::from_code)?,
        closed: row.next_optional::<String>()?.is_some(),
        version: row.next()?,
    })
}

/// Every unit, by name: which units there are is no secret.
pub async fn units(link: &mut Link) -> Result<Vec<Unit>, StoreError> {
    let rows = link
        .rows(
            "SELECT id, name, kind, closed_on, version FROM unit ORDER BY name, id",
            [],
        )
        .await?;
    rows.into_iter()
        .map(|mut row| read_unit(&mut row))
        .collect()
}

/// One unit.
pub async fn unit(link: &mut Link, id: UnitId) -> Result<Option<Unit>, StoreError> {
    let row = link
        .row(
            "SELECT id, name, kind, closed_on, version FROM unit WHERE id = $1",
            args![id],
        )
        .await?;
    row.map(|mut row| read_unit(&mut row)).transpose()
}

/// Adds a unit.
pub async fn insert_unit(link: &mut Link, unit: &Unit) -> Result<(), StoreError> {
    let sql = "INSERT INTO unit (id, name, kind, version) VALUES ($1, $2, $3, 1)";
    link.run(sql, args![unit.id, unit.name.as_str(), unit.kind.code()])
        .await
        .map(drop)
}

/// Changes the name and kind of a unit, if nobody else has since `version`.
pub async fn update_unit(link: &mut Link, unit: &Unit, version: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE unit SET name = $2, kind = $3, version = version + 1 WHERE id = $1 AND version = $4";
    let values = args![unit.id, unit.name.as_str(), unit.kind.code(), version];
    Ok(link.run(sql, values).await? == 1)
}

/// Closes a unit from a day on, or opens it again.
pub async fn set_unit_closed(
    link: &mut Link,
    id: UnitId,
    closed_on: Option<jiff::civil::Date>,
) -> Result<(), StoreError> {
    let sql = "UPDATE unit SET closed_on = $2, version = version + 1 WHERE id = $1";
    link.run(sql, args![id, closed_on]).await.map(drop)
}

/// The names of accounts, for showing who wrote and who owns: `(id, name)` of those that `sql_ids` selects.
pub async fn display_name(link: &mut Link, id: AccountId) -> Result<Option<Name>, StoreError> {
    let Some(mut row) = link
        .row("SELECT display_name FROM account WHERE id = $1", args![id])
        .await?
    else {
        return Ok(None);
    };
    name(&row.next::<String>()?)
        .map(Some)
        .ok_or_else(|| unreadable("name"))
}
