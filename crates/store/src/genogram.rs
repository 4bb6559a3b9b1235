//! What a genogram is drawn from: everyone of the family and the kin outside it, their relations, who is dead, who is close to whom.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{Doing, Permit, What, doing, what};
use helhed_domain::family::MemberRole;
use helhed_domain::genogram::{Bond, Closeness, Death, KinFacts};
use helhed_domain::ids::{AccountId, FamilyId, PersonId};
use helhed_domain::person::{Birth, Sex};
use helhed_domain::relation::Relation;
use helhed_domain::text::Name;

use crate::account::name;
use crate::relation::{COLUMNS, read};
use crate::{Link, Row, StoreError, args};

/// Everyone whom a family's genogram may show.
const SHOWN: &str = "(SELECT person_id FROM membership WHERE family_id = $1
    UNION SELECT person_id FROM kin WHERE family_id = $1 AND removed_at IS NULL)";

/// Somebody on a genogram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Who.
    pub id: PersonId,
    /// Given name.
    pub given_name: Name,
    /// Family name.
    pub family_name: Name,
    /// Sex.
    pub sex: Sex,
    /// Birth.
    pub birth: Birth,
    /// That they are dead.
    pub death: Option<Death>,
    /// What they are in the family, for who belongs or has belonged to it.
    pub role: Option<MemberRole>,
    /// The last day in the family, for who has left it.
    pub left: Option<Date>,
    /// Counts changes.
    pub version: i64,
}

/// Everyone on the genogram, once each: those who belong, those who left, then kin outside; of each the eldest first.
pub async fn figures<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
) -> Result<Vec<Figure>, StoreError> {
    let sql = format!(
        "SELECT p.id, p.given_name, p.family_name, p.sex, p.born_on, p.expected_on, d.person_id, d.died_on, m.role, m.to_on, p.version
         FROM person p LEFT JOIN membership m ON m.person_id = p.id AND m.family_id = $1
           LEFT JOIN death d ON d.person_id = p.id AND d.taken_back_at IS NULL
         WHERE p.id IN {SHOWN}
         ORDER BY CASE WHEN m.role IS NULL THEN 2 WHEN m.to_on IS NULL THEN 0 ELSE 1 END, COALESCE(m.to_on, '') DESC,
           COALESCE(p.born_on, p.expected_on, '9999'), p.given_name, p.id"
    );
    let rows = link.rows(&sql, args![permit.family()]).await?;
    let mut figures: Vec<Figure> = Vec::with_capacity(rows.len());
    for mut row in rows {
        let figure = figure(&mut row)?;
        // Whoever left and came back has two memberships: the one that holds came first.
        if figures.iter().all(|it| it.id != figure.id) {
            figures.push(figure);
        }
    }
    Ok(figures)
}

fn figure(row: &mut Row) -> Result<Figure, StoreError> {
    Ok(Figure {
        id: row.next()?,
        given_name: row.parsed("name", name)?,
        family_name: row.parsed("name", name)?,
        sex: row.parsed("sex", Sex::from_code)?,
        birth: match (row.next_optional()?, row.next_optional()?) {
            (Some(born), _) => Birth::Born(born),
            (None, Some(expected)) => Birth::Expected(expected),
            (None, None) => Birth::Unknown,
        },
        death: {
            let dead: Option<PersonId> = row.next_optional()?;
            let on = row.next_optional()?;
            dead.map(|_| Death { on })
        },
        role: row.parsed_optional("role in the family", MemberRole::from_code)?,
        left: row.next_optional()?,
        version: row.next()?,
    })
}

/// Relations between any two on the genogram; those that ended last.
pub async fn relations<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
) -> Result<Vec<Relation>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM relation r WHERE r.person_id IN {SHOWN} AND r.other_id IN {SHOWN}
         ORDER BY CASE WHEN r.ended_on IS NULL THEN 0 ELSE 1 END, r.id"
    );
    let rows = link.rows(&sql, args![permit.family()]).await?;
    rows.into_iter().map(read).collect()
}

/// How close they are: what was written last of each two.
pub async fn bonds<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
) -> Result<Vec<Bond>, StoreError> {
    let sql = format!(
        "SELECT c.one_id, c.other_id, c.closeness FROM closeness c WHERE c.family_id = $1 AND c.closeness IS NOT NULL
           AND c.one_id IN {SHOWN} AND c.other_id IN {SHOWN}
           AND c.set_at = (SELECT MAX(l.set_at) FROM closeness l WHERE l.family_id = c.family_id AND l.one_id = c.one_id AND l.other_id = c.other_id)
         ORDER BY c.one_id, c.other_id"
    );
    let rows = link.rows(&sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        Ok(Bond {
            one: row.next()?,
            other: row.next()?,
            closeness: row.parsed("closeness", Closeness::from_code)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Puts a person outside the family on its genogram.
pub async fn add_kin(
    link: &mut Link,
    permit: &Permit<what::People, doing::Add>,
    person: PersonId,
    by: AccountId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO kin (family_id, person_id, account_id, added_at) VALUES ($1, $2, $3, $4)";
    let values = args![permit.family(), person, by, at];
    link.run(sql, values).await.map(drop)
}

/// Takes a person outside the family off its genogram; false where they are not on it.
pub async fn remove_kin(
    link: &mut Link,
    permit: &Permit<what::People, doing::Change>,
    person: PersonId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE kin SET removed_at = $3 WHERE family_id = $1 AND person_id = $2 AND removed_at IS NULL";
    let changed = link.run(sql, args![permit.family(), person, at]).await?;
    Ok(changed == 1)
}

/// Changes what is known of kin outside the family, if nobody else has since `version`. Who belongs to a family somewhere is changed
/// there.
pub async fn change_kin(
    link: &mut Link,
    permit: &Permit<what::People, doing::Change>,
    (person, version): (PersonId, i64),
    facts: &KinFacts,
) -> Result<bool, StoreError> {
    let sql = "UPDATE person SET given_name = $4, family_name = $5, sex = $6, born_on = $7, version = version + 1
               WHERE id = $1 AND version = $2 AND id IN (SELECT person_id FROM kin WHERE family_id = $3 AND removed_at IS NULL)
                 AND id NOT IN (SELECT person_id FROM membership)";
    let values = args![
        person,
        version,
        permit.family(),
        facts.given_name.as_str(),
        facts.family_name.as_str(),
        facts.sex.code(),
        facts.birth.born(),
    ];
    Ok(link.run(sql, values).await? == 1)
}

/// Notes that somebody on the genogram is dead, or takes it back. That they are on it is asked before.
pub async fn note_death<V: Doing>(
    link: &mut Link,
    _permit: &Permit<what::People, V>,
    person: PersonId,
    death: Option<Death>,
    (by, at): (AccountId, Timestamp),
) -> Result<(), StoreError> {
    let Some(death) = death else {
        let sql =
            "UPDATE death SET taken_back_at = $2 WHERE person_id = $1 AND taken_back_at IS NULL";
        return link.run(sql, args![person, at]).await.map(drop);
    };
    let sql = "INSERT INTO death (person_id, died_on, account_id, noted_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (person_id) DO UPDATE SET died_on = excluded.died_on, account_id = excluded.account_id,
                 noted_at = excluded.noted_at, taken_back_at = NULL";
    link.run(sql, args![person, death.on, by, at])
        .await
        .map(drop)
}

/// Writes how close two people on the genogram are; nothing says no more of it. They come in order of their ids.
pub async fn set_closeness(
    link: &mut Link,
    permit: &Permit<what::People, doing::Change>,
    (one, other): (PersonId, PersonId),
    closeness: Option<Closeness>,
    (by, at): (AccountId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO closeness (family_id, one_id, other_id, closeness, account_id, set_at) VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (family_id, one_id, other_id, set_at) DO UPDATE SET closeness = excluded.closeness";
    let code = closeness.map(Closeness::code);
    let values = args![permit.family(), one, other, code, by, at];
    link.run(sql, values).await.map(drop)
}

/// The households that people on the genogram belong to now, beside this one, as far as the reader knows those.
pub async fn households<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    scope: &helhed_access::Scope,
) -> Result<Vec<(PersonId, FamilyId, Name)>, StoreError> {
    let (within, value) = crate::tie::condition(scope, 2);
    let sql = format!(
        "SELECT DISTINCT m.person_id, f.id, f.name FROM membership m JOIN family f ON f.id = m.family_id
         WHERE f.id <> $1 AND m.to_on IS NULL AND {within} AND m.person_id IN {SHOWN} ORDER BY f.name, f.id"
    );
    let mut values: Vec<crate::Value> = args![permit.family()].into();
    values.extend(value);
    let rows = link.rows(&sql, values).await?;
    let read = |mut row: Row| Ok((row.next()?, row.next()?, row.parsed("name", name)?));
    rows.into_iter().map(read).collect()
}
