//! Collateral raters: who beside a person rates how they are.

use jiff::Timestamp;

use helhed_access::{Doing, Permit, what};
use helhed_domain::episode::{Collateral, RaterKind};
use helhed_domain::ids::{AccountId, FamilyId, PersonId};
use helhed_domain::text::Name;

use crate::account::name;
use crate::{Link, Row, StoreError, args};

/// Adds a rater about somebody of the permit's family.
pub async fn insert<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Ratings, V>,
    it: &Collateral,
    now: Timestamp,
) -> Result<(), StoreError> {
    write(link, permit.family(), it, now).await
}

pub(crate) async fn write(
    link: &mut Link,
    family: FamilyId,
    it: &Collateral,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO rater (id, family_id, person_id, kind, name, relative_id, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = args![
        it.id,
        family,
        it.person,
        it.kind.code(),
        it.name.as_str(),
        it.relative,
        now
    ];
    link.run(sql, values).await.map(drop)
}

/// Every collateral rater of the family, by name.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Ratings, V>,
) -> Result<Vec<Collateral>, StoreError> {
    let sql = "SELECT id, person_id, kind, name, relative_id FROM rater WHERE family_id = $1 ORDER BY name, id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    rows.into_iter().map(read).collect()
}

pub(crate) fn read(mut row: Row) -> Result<Collateral, StoreError> {
    Ok(Collateral {
        id: row.next()?,
        person: row.next()?,
        kind: row.parsed("kind of rater", RaterKind::from_code)?,
        name: row.parsed("name", name)?,
        relative: row.next_optional()?,
    })
}

/// Who works with the family as coordinator or deputy now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub name: Name,
    /// Who they are, where the account says so.
    pub person: Option<PersonId>,
}

/// Who works with the permit's family now, and so does not rate it.
pub async fn assigned<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Ratings, V>,
) -> Result<Vec<Assigned>, StoreError> {
    let sql = "SELECT a.id, a.display_name, a.person_id FROM assignment s JOIN account a ON a.id = s.account_id
               WHERE s.family_id = $1 AND s.to_at IS NULL";
    let rows = link.rows(sql, args![permit.family()]).await?;
    rows.into_iter()
        .map(|mut row| {
            Ok(Assigned {
                account: row.next()?,
                name: row.parsed("name", name)?,
                person: row.next_optional()?,
            })
        })
        .collect()
}
