//! Who keeps accounts and units in step: a person, the staff file or the provider people sign in at.

use helhed_domain::ids::{AccountId, UnitId};
use helhed_domain::keeper::Keeper;

use crate::{Link, Row, StoreError, args};

/// The accounts that are kept by someone.
pub async fn accounts_kept_by(
    link: &mut Link,
    keeper: Keeper,
) -> Result<Vec<AccountId>, StoreError> {
    let sql = "SELECT id FROM account WHERE kept_by = $1";
    let rows = link.rows(sql, args![keeper.code()]).await?;
    rows.into_iter().map(|mut row| row.next()).collect()
}

/// Notes who keeps an account from now on.
pub async fn set_account_keeper(
    link: &mut Link,
    id: AccountId,
    keeper: Keeper,
) -> Result<(), StoreError> {
    let sql = "UPDATE account SET kept_by = $2 WHERE id = $1";
    link.run(sql, args![id, keeper.code()]).await.map(drop)
}

/// The municipality's own code of each unit, and who keeps it.
pub async fn unit_codes(
    link: &mut Link,
) -> Result<Vec<(UnitId, Option<String>, Keeper)>, StoreError> {
    let rows = link.rows("SELECT id, code, kept_by FROM unit", []).await?;
    let read = |mut row: Row| {
        Ok((
            row.next()?,
            row.next_optional()?,
            row.parsed("keeper", Keeper::from_code)?,
        ))
    };
    rows.into_iter().map(read).collect()
}

/// Notes a unit's own code, and who keeps it from now on.
pub async fn set_unit_code(
    link: &mut Link,
    id: UnitId,
    code: &str,
    keeper: Keeper,
) -> Result<(), StoreError> {
    let sql = "UPDATE unit SET code = $2, kept_by = $3 WHERE id = $1";
    link.run(sql, args![id, code, keeper.code()])
        .await
        .map(drop)
}

/// Who keeps an account.
pub async fn keeper_of(link: &mut Link, id: AccountId) -> Result<Keeper, StoreError> {
    let sql = "SELECT kept_by FROM account WHERE id = $1";
    match link.row(sql, args![id]).await? {
        Some(mut row) => row.parsed("keeper", Keeper::from_code),
        None => Ok(Keeper::Hand),
    }
}
