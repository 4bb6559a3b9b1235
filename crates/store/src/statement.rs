//! Statements: one a request, added and never changed. The text of one that was annulled is not read any more.

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::ids::{FamilyId, RequestId, StatementId};
use helhed_domain::statement::{Annulled, Statement};

use crate::account::name;
use crate::contact::line;
use crate::note::prose;
use crate::{Link, Row, StoreError, Value, args};

const COLUMNS: &str = "s.id, s.request_id, s.family_id, CASE WHEN s.annulled_at IS NULL THEN s.body END, s.given_by, s.account_id,
    s.given_at, s.annulled_at, s.annulled_by, s.annul_reason";

fn read(mut row: Row) -> Result<Statement, StoreError> {
    Ok(Statement {
        id: row.next()?,
        request: row.next()?,
        family: row.next()?,
        body: row.parsed_optional("statement", prose)?,
        given_by: row.parsed("name", name)?,
        account: row.next_optional()?,
        given_at: row.next()?,
        annulled: {
            let (at, by) = (row.next_optional()?, row.next_optional()?);
            let reason = row.parsed_optional("line", line)?;
            match (at, by, reason) {
                (Some(at), Some(by), Some(reason)) => Some(Annulled { at, by, reason }),
                _ => None,
            }
        },
    })
}

/// Adds a statement. False where the request has one already.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Answers, doing::Add>,
    statement: &Statement,
) -> Result<bool, StoreError> {
    let sql =
        "INSERT INTO statement (id, request_id, family_id, body, given_by, account_id, given_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let values = args![
        statement.id,
        statement.request,
        permit.family(),
        statement.body.as_ref().map(|body| body.as_str()),
        statement.given_by.as_str(),
        statement.account,
        statement.given_at,
    ];
    Ok(link.run(sql, values).await? == 1)
}

async fn all(
    link: &mut Link,
    condition: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<Statement>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM statement s WHERE {condition} ORDER BY s.given_at DESC, s.id DESC"
    );
    let rows = link.rows(&sql, values).await?;
    rows.into_iter().map(read).collect()
}

/// Every statement about the permit's family, the newest first.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Requests, V>,
) -> Result<Vec<Statement>, StoreError> {
    all(link, "s.family_id = $1", args![permit.family()]).await
}

/// One statement about the permit's family.
pub async fn find<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Requests, V>,
    id: StatementId,
) -> Result<Option<Statement>, StoreError> {
    let values = args![id, permit.family()];
    let found = all(link, "s.id = $1 AND s.family_id = $2", values).await?;
    Ok(found.into_iter().next())
}

async fn to(
    link: &mut Link,
    family: FamilyId,
    request: RequestId,
) -> Result<Option<Statement>, StoreError> {
    let values = args![request, family];
    let found = all(link, "s.request_id = $1 AND s.family_id = $2", values).await?;
    Ok(found.into_iter().next())
}

/// The statement to a request of the permit's family.
pub async fn to_request<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Requests, V>,
    request: RequestId,
) -> Result<Option<Statement>, StoreError> {
    to(link, permit.family(), request).await
}

/// What was answered to a request, for whoever was asked: their own words.
pub async fn own(
    link: &mut Link,
    permit: &Permit<what::Answers, doing::Read>,
    request: RequestId,
) -> Result<Option<Statement>, StoreError> {
    to(link, permit.family(), request).await
}

/// Annuls a statement. False where it was annulled already.
pub async fn annul(
    link: &mut Link,
    permit: &Permit<what::Requests, doing::Annul>,
    id: StatementId,
    annulled: &Annulled,
) -> Result<bool, StoreError> {
    let sql = "UPDATE statement SET annulled_at = $3, annulled_by = $4, annul_reason = $5
               WHERE id = $1 AND family_id = $2 AND annulled_at IS NULL";
    let values = args![
        id,
        permit.family(),
        annulled.at,
        annulled.by,
        annulled.reason.as_str()
    ];
    Ok(link.run(sql, values).await? == 1)
}
