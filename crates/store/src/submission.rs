//! Forms that were sent: each counts once.

use jiff::Timestamp;

use helhed_domain::ids::{AccountId, FormId};

use crate::{Link, StoreError, args};

/// Where a form led when it was sent before by the same person.
pub async fn led_to(
    link: &mut Link,
    form: FormId,
    account: AccountId,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT led_to FROM submission WHERE form_id = $1 AND account_id = $2";
    let Some(mut row) = link.row(sql, args![form, account]).await? else {
        return Ok(None);
    };
    row.next().map(Some)
}

/// Notes that a form was sent and where it led; where it led first stands.
pub async fn note(
    link: &mut Link,
    form: FormId,
    account: AccountId,
    led_to: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO submission (form_id, account_id, led_to, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    link.run(sql, args![form, account, led_to, now])
        .await
        .map(drop)
}

/// Forgets forms sent before an instant.
pub async fn forget_before(link: &mut Link, before: Timestamp) -> Result<(), StoreError> {
    link.run("DELETE FROM submission WHERE at < $1", args![before])
        .await
        .map(drop)
}
