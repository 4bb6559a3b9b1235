//! Who coordinates and deputises, with how many families already.

use jiff::Timestamp;

use helhed_access::{HousePermit, Permit, doing, what};
use helhed_domain::assignment::{Assignment, AssignmentKind};
use helhed_domain::ids::{AccountId, AssignmentId, FamilyId};
use helhed_domain::text::{Line, Name};

use crate::account::name;
use crate::{Link, Row, StoreError, args};

/// How many families with a running course an account coordinates now.
pub async fn load(link: &mut Link, account: AccountId) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM assignment a JOIN course c ON c.family_id = a.family_id AND c.ended_on IS NULL
               WHERE a.account_id = $1 AND a.to_at IS NULL AND a.kind = 'coordinator'";
    match link.row(sql, args![account]).await? {
        Some(mut row) => row.next(),
        None => Ok(0),
    }
}

/// How many families with a running course each account coordinates: numbers only.
pub async fn loads(link: &mut Link) -> Result<Vec<(AccountId, i64)>, StoreError> {
    let sql = "SELECT a.account_id, COUNT(*) FROM assignment a JOIN course c ON c.family_id = a.family_id AND c.ended_on IS NULL
               WHERE a.to_at IS NULL AND a.kind = 'coordinator' GROUP BY a.account_id";
    let rows = link.rows(sql, []).await?;
    rows.into_iter()
        .map(|mut row| Ok((row.next()?, row.next()?)))
        .collect()
}

/// Gives the permit's family to somebody.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Assignments, doing::Change>,
    it: &Assignment,
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO assignment (id, family_id, account_id, kind, from_at, to_at, word, set_by)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = args![
        it.id,
        permit.family(),
        it.account,
        it.kind.code(),
        it.from,
        it.to,
        it.word.as_ref().map(Line::as_str),
        it.set_by,
    ];
    link.run(sql, values).await.map(drop)
}

/// Ends an assignment of the permit's family that has not ended.
pub async fn end(
    link: &mut Link,
    permit: &Permit<what::Assignments, doing::Change>,
    id: AssignmentId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE assignment SET to_at = $3 WHERE id = $1 AND family_id = $2 AND to_at IS NULL";
    link.run(sql, args![id, permit.family(), now])
        .await
        .map(drop)
}

/// Every assignment of the family with the name of who has or had it, first to last.
pub async fn of_family(
    link: &mut Link,
    permit: &Permit<what::Assignments, doing::Read>,
) -> Result<Vec<(Assignment, Name)>, StoreError> {
    let sql = "SELECT a.id, a.family_id, a.account_id, a.kind, a.from_at, a.to_at, a.word, a.set_by, n.display_name
               FROM assignment a JOIN account n ON n.id = a.account_id WHERE a.family_id = $1 ORDER BY a.from_at, a.id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let it = Assignment {
            id: row.next()?,
            family: row.next()?,
            account: row.next()?,
            kind: row.parsed("kind of assignment", AssignmentKind::from_code)?,
            from: row.next()?,
            to: row.next_optional()?,
            word: row.parsed_optional("line", |text| Line::parse(text).ok())?,
            set_by: row.next()?,
        };
        Ok((it, row.parsed("name", name)?))
    };
    rows.into_iter().map(read).collect()
}

/// The families with a running course that an account coordinates, for a hand-over.
pub async fn running_of(
    link: &mut Link,
    _permit: &HousePermit<what::Intake, doing::Change>,
    account: AccountId,
) -> Result<Vec<FamilyId>, StoreError> {
    let sql = "SELECT a.family_id FROM assignment a JOIN course c ON c.family_id = a.family_id AND c.ended_on IS NULL
               WHERE a.account_id = $1 AND a.to_at IS NULL AND a.kind = 'coordinator' ORDER BY a.from_at, a.id";
    let rows = link.rows(sql, args![account]).await?;
    rows.into_iter().map(|mut row| row.next()).collect()
}

/// A family with a running course and who coordinates it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenPlace {
    /// Who coordinates.
    pub account: AccountId,
    /// Their name: also of one who may no longer sign in.
    pub coordinator: Name,
    /// The family.
    pub family: FamilyId,
    /// What the household is called.
    pub name: Name,
}

/// Every family with a running course and its coordinator, by coordinator and since when.
pub async fn taken_places(
    link: &mut Link,
    _permit: &HousePermit<what::Intake, doing::Read>,
) -> Result<Vec<TakenPlace>, StoreError> {
    let sql = "SELECT a.account_id, n.display_name, f.id, f.name FROM assignment a
               JOIN course c ON c.family_id = a.family_id AND c.ended_on IS NULL
               JOIN family f ON f.id = a.family_id JOIN account n ON n.id = a.account_id
               WHERE a.to_at IS NULL AND a.kind = 'coordinator' ORDER BY n.display_name, a.account_id, c.started_on, f.name, f.id";
    let rows = link.rows(sql, []).await?;
    let read = |mut row: Row| {
        Ok(TakenPlace {
            account: row.next()?,
            coordinator: row.parsed("name", name)?,
            family: row.next()?,
            name: row.parsed("name", name)?,
        })
    };
    rows.into_iter().map(read).collect()
}
