//! Families, who belongs to them, and the words a search finds them by.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{Permit, Scope, doing, what};
use helhed_domain::family::{Family, MemberRole, Membership};
use helhed_domain::ids::{FamilyId, MembershipId, PersonId};
use helhed_domain::text::Name;

use crate::account::name;
use crate::tie::condition;
use crate::{Link, StoreError, Value, args};

/// Adds a family, which nobody is tied to yet.
pub async fn insert(link: &mut Link, family: &Family, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO family (id, name, created_at, version) VALUES ($1, $2, $3, 1)";
    link.run(sql, args![family.id, family.name.as_str(), now])
        .await
        .map(drop)
}

/// The family.
pub async fn find(
    link: &mut Link,
    permit: &Permit<what::Face, doing::Read>,
) -> Result<Option<Family>, StoreError> {
    let sql = "SELECT id, name, version FROM family WHERE id = $1";
    let Some(mut row) = link.row(sql, args![permit.family()]).await? else {
        return Ok(None);
    };
    Ok(Some(Family {
        id: row.next()?,
        name: row.parsed("name", name)?,
        version: row.next()?,
    }))
}

/// Renames the household, if nobody else has since `version`.
pub async fn rename(
    link: &mut Link,
    permit: &Permit<what::Face, doing::Change>,
    name: &Name,
    version: i64,
) -> Result<bool, StoreError> {
    let sql = "UPDATE family SET name = $2, version = version + 1 WHERE id = $1 AND version = $3";
    Ok(link
        .run(sql, args![permit.family(), name.as_str(), version])
        .await?
        == 1)
}

/// Puts a person in a family.
pub async fn insert_membership(link: &mut Link, it: &Membership) -> Result<(), StoreError> {
    let sql = "INSERT INTO membership (id, family_id, person_id, role, from_on, to_on) VALUES ($1, $2, $3, $4, $5, $6)";
    let values = args![it.id, it.family, it.person, it.role.code(), it.from, it.to];
    link.run(sql, values).await.map(drop)
}

/// Whether a person belongs to a family now.
pub async fn belongs(
    link: &mut Link,
    family: FamilyId,
    person: PersonId,
) -> Result<bool, StoreError> {
    let sql =
        "SELECT COUNT(*) FROM membership WHERE family_id = $1 AND person_id = $2 AND to_on IS NULL";
    let row = link.row(sql, args![family, person]).await?;
    Ok(row.map(|mut row| row.next::<i64>()).transpose()? > Some(0))
}

/// Whether a person belongs or has belonged to a family.
pub async fn knows(
    link: &mut Link,
    family: FamilyId,
    person: PersonId,
) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) FROM membership WHERE family_id = $1 AND person_id = $2";
    let row = link.row(sql, args![family, person]).await?;
    Ok(row.map(|mut row| row.next::<i64>()).transpose()? > Some(0))
}

/// Another household that somebody of the family belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherHousehold {
    /// Who.
    pub person: PersonId,
    /// Which.
    pub family: FamilyId,
    /// What it is called.
    pub name: Name,
}

/// The other households of the family's people, as far as the scope reaches.
pub async fn other_households(
    link: &mut Link,
    permit: &Permit<what::People, doing::Read>,
    scope: &Scope,
) -> Result<Vec<OtherHousehold>, StoreError> {
    let (within, value) = condition(scope, 2);
    let sql = format!(
        "SELECT DISTINCT m.person_id, f.id, f.name FROM membership m JOIN family f ON f.id = m.family_id
         WHERE f.id <> $1 AND m.to_on IS NULL AND {within}
           AND m.person_id IN (SELECT person_id FROM membership WHERE family_id = $1 AND to_on IS NULL)
         ORDER BY f.name, f.id"
    );
    let mut values: Vec<Value> = args![permit.family()].into();
    values.extend(value);
    let rows = link.rows(&sql, values).await?;
    let read = |mut row: crate::Row| {
        Ok(OtherHousehold {
            person: row.next()?,
            family: row.next()?,
            name: row.parsed("name", name)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Changes what a person is in the family now.
pub async fn set_role(
    link: &mut Link,
    permit: &Permit<what::People, doing::Change>,
    person: PersonId,
    role: MemberRole,
) -> Result<(), StoreError> {
    let sql =
        "UPDATE membership SET role = $3 WHERE family_id = $1 AND person_id = $2 AND to_on IS NULL";
    link.run(sql, args![permit.family(), person, role.code()])
        .await
        .map(drop)
}

/// One membership of the family.
pub async fn membership(
    link: &mut Link,
    permit: &Permit<what::People, doing::Change>,
    id: MembershipId,
) -> Result<Option<Membership>, StoreError> {
    let sql =
        "SELECT person_id, role, from_on, to_on FROM membership WHERE id = $1 AND family_id = $2";
    let Some(mut row) = link.row(sql, args![id, permit.family()]).await? else {
        return Ok(None);
    };
    Ok(Some(Membership {
        id,
        family: permit.family(),
        person: row.next()?,
        role: row.parsed("role in the family", MemberRole::from_code)?,
        from: row.next()?,
        to: row.next_optional()?,
    }))
}

/// Ends a membership of the family that has not ended; `to` is its last day.
pub async fn end_membership(
    link: &mut Link,
    permit: &Permit<what::People, doing::Change>,
    id: MembershipId,
    to: Date,
) -> Result<bool, StoreError> {
    let sql = "UPDATE membership SET to_on = $3 WHERE id = $1 AND family_id = $2 AND to_on IS NULL";
    Ok(link.run(sql, args![id, permit.family(), to]).await? == 1)
}

/// Sets the words of the household's name.
pub async fn set_family_words(
    link: &mut Link,
    family: FamilyId,
    words: &[String],
) -> Result<(), StoreError> {
    let sql = "DELETE FROM search_word WHERE family_id = $1 AND person_id IS NULL";
    link.run(sql, args![family]).await?;
    for word in words {
        let sql = "INSERT INTO search_word (word, family_id) VALUES ($1, $2)";
        link.run(sql, args![word.as_str(), family]).await?;
    }
    Ok(())
}

/// Sets the words of a person's names, in every family the person belongs to now.
pub async fn set_person_words(
    link: &mut Link,
    person: PersonId,
    words: &[String],
) -> Result<(), StoreError> {
    link.run(
        "DELETE FROM search_word WHERE person_id = $1",
        args![person],
    )
    .await?;
    for word in words {
        let sql = "INSERT INTO search_word (word, family_id, person_id)
                   SELECT DISTINCT $1, family_id, person_id FROM membership WHERE person_id = $2 AND to_on IS NULL";
        link.run(sql, args![word.as_str(), person]).await?;
    }
    Ok(())
}

/// The names of a person as they are stored, for making their search words again.
pub async fn names_of(link: &mut Link, person: PersonId) -> Result<String, StoreError> {
    let sql = "SELECT given_name, family_name FROM person WHERE id = $1";
    let Some(mut row) = link.row(sql, args![person]).await? else {
        return Ok(String::new());
    };
    Ok(format!(
        "{} {}",
        row.next::<String>()?,
        row.next::<String>()?
    ))
}
