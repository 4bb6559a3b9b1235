//! Relations between people.

use jiff::civil::Date;

use helhed_access::{Permit, doing, what};
use helhed_domain::ids::{PersonId, RelationId};
use helhed_domain::relation::Relation;

use crate::{Link, Row, StoreError, args};

pub(crate) const COLUMNS: &str = "r.id, r.person_id, r.kind, r.other_id, r.ended_on";

pub(crate) fn read(mut row: Row) -> Result<Relation, StoreError> {
    Ok(Relation {
        id: row.next()?,
        person: row.next()?,
        kind: row.next()?,
        other: row.next()?,
        ended: row.next_optional()?,
    })
}

/// Relations of which both people belong or have belonged to the family; those that ended last.
pub async fn of_family(
    link: &mut Link,
    permit: &Permit<what::People, doing::Read>,
) -> Result<Vec<Relation>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM relation r
         WHERE r.person_id IN (SELECT person_id FROM membership WHERE family_id = $1)
           AND r.other_id IN (SELECT person_id FROM membership WHERE family_id = $1)
         ORDER BY CASE WHEN r.ended_on IS NULL THEN 0 ELSE 1 END, r.id"
    );
    let rows = link.rows(&sql, args![permit.family()]).await?;
    rows.into_iter().map(read).collect()
}

/// What a new relation is held against: all that holds between the two, and the lines of descent down from `other`, also
/// where they lead through other families. It goes no further than that.
pub async fn to_compare(
    link: &mut Link,
    _permit: &Permit<what::People, doing::Add>,
    person: PersonId,
    other: PersonId,
) -> Result<Vec<Relation>, StoreError> {
    let sql = format!(
        "WITH RECURSIVE below (id) AS (
           SELECT id FROM person WHERE id = $2
           UNION
           SELECT d.other_id FROM relation d JOIN below b ON d.person_id = b.id
           WHERE d.ended_on IS NULL AND d.kind IN ('parent', 'grandparent')
         )
         SELECT {COLUMNS} FROM relation r
         WHERE r.ended_on IS NULL AND (
           (r.person_id = $1 AND r.other_id = $2) OR (r.person_id = $2 AND r.other_id = $1)
           OR (r.kind IN ('parent', 'grandparent') AND r.person_id IN (SELECT id FROM below)))"
    );
    let rows = link.rows(&sql, args![person, other]).await?;
    rows.into_iter().map(read).collect()
}

/// Adds a relation.
pub async fn insert(
    link: &mut Link,
    _permit: &Permit<what::People, doing::Add>,
    it: &Relation,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO relation (id, person_id, kind, other_id, ended_on) VALUES ($1, $2, $3, $4, $5)";
    let values = args![it.id, it.person, it.kind.as_str(), it.other, it.ended];
    link.run(sql, values).await.map(drop)
}

/// Ends a relation between people of the family, or of its genogram; false where there is none that holds.
pub async fn end(
    link: &mut Link,
    permit: &Permit<what::People, doing::Change>,
    id: RelationId,
    ended: Date,
) -> Result<bool, StoreError> {
    let shown = "(SELECT person_id FROM membership WHERE family_id = $2
                  UNION SELECT person_id FROM kin WHERE family_id = $2 AND removed_at IS NULL)";
    let sql = format!(
        "UPDATE relation SET ended_on = $3 WHERE id = $1 AND ended_on IS NULL AND person_id IN {shown} AND other_id IN {shown}"
    );
    Ok(link.run(&sql, args![id, permit.family(), ended]).await? == 1)
}
