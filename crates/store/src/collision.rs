//! A family's calendar as the collision check looks through it, and what was found: kept so that it can be told and counted.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{Doing, Permit, Scope, doing, what};
use helhed_domain::collision::{Collision, CollisionKind, Load, PickUp};
use helhed_domain::ids::{AccountId, FamilyId, PersonId};
use helhed_domain::text::Name;

use crate::account::name;
use crate::tie::condition;
use crate::{Link, Row, StoreError, Value, args, unreadable};

/// What stands of the agreed loads, in the order in which they were agreed.
pub async fn loads<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Plan, V>,
) -> Result<Vec<Load>, StoreError> {
    let sql = "SELECT id, person_id, per_week, agreed_on FROM family_load WHERE family_id = $1 ORDER BY agreed_on, set_at, id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        Ok(Load {
            id: row.next()?,
            person: row.next_optional()?,
            per_week: row.next()?,
            agreed: row.next()?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Notes what was agreed.
pub async fn insert_load(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Change>,
    load: &Load,
    (by, at): (AccountId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO family_load (id, family_id, person_id, per_week, agreed_on, account_id, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = args![
        load.id,
        permit.family(),
        load.person,
        load.per_week,
        load.agreed,
        by,
        at
    ];
    link.run(sql, values).await.map(drop)
}

/// Every pick-up, by weekday and hour; those over too.
pub async fn pick_ups<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Plan, V>,
) -> Result<Vec<PickUp>, StoreError> {
    let sql = "SELECT id, child_id, by_id, weekday, minute, from_on, until_on FROM pick_up WHERE family_id = $1 ORDER BY weekday, minute, id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let (id, child, by) = (row.next()?, row.next()?, row.next()?);
        let (weekday, minute): (i64, i64) = (row.next()?, row.next()?);
        Ok(PickUp {
            id,
            family: permit.family(),
            child,
            by,
            weekday: i8::try_from(weekday).map_err(|_| unreadable("weekday"))?,
            minute: i16::try_from(minute).map_err(|_| unreadable("hour"))?,
            from: row.next()?,
            until: row.next_optional()?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Adds a pick-up.
pub async fn insert_pick_up(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Change>,
    it: &PickUp,
    (by, at): (AccountId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO pick_up (id, family_id, child_id, by_id, weekday, minute, from_on, until_on, account_id, set_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values = args![
        it.id,
        permit.family(),
        it.child,
        it.by,
        i64::from(it.weekday),
        i64::from(it.minute),
        it.from,
        it.until,
        by,
        at,
    ];
    link.run(sql, values).await.map(drop)
}

/// Who belongs to the permit's family now.
pub async fn people<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Plan, V>,
) -> Result<Vec<PersonId>, StoreError> {
    let sql = "SELECT person_id FROM membership WHERE family_id = $1 AND to_on IS NULL ORDER BY person_id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    rows.into_iter().map(|mut row| row.next()).collect()
}

/// Keeps what was found now: what is new begins, what is there no more ends. Returns what is new.
pub async fn keep(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Change>,
    found: &[Collision],
    now: Timestamp,
) -> Result<usize, StoreError> {
    let sql = "SELECT mark FROM collision WHERE family_id = $1 AND gone_at IS NULL";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let stood = rows
        .into_iter()
        .map(|mut row| row.next())
        .collect::<Result<Vec<String>, _>>()?;
    let marks: Vec<String> = found.iter().map(Collision::mark).collect();
    for mark in stood.iter().filter(|mark| !marks.contains(mark)) {
        let sql = "UPDATE collision SET gone_at = $3 WHERE family_id = $1 AND mark = $2 AND gone_at IS NULL";
        link.run(sql, args![permit.family(), mark.as_str(), now])
            .await?;
    }
    let mut new = 0;
    for (it, mark) in found
        .iter()
        .zip(&marks)
        .filter(|(_, mark)| !stood.contains(mark))
    {
        let sql = "INSERT INTO collision (family_id, mark, kind, day, found_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
        link.run(
            sql,
            args![permit.family(), mark.as_str(), it.kind.code(), it.day, now],
        )
        .await?;
        new += 1;
    }
    Ok(new)
}

/// When each collision of a family was found, and whether it is there no more: for counting over time.
pub async fn found_at(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Read>,
) -> Result<Vec<(CollisionKind, Timestamp, Option<Timestamp>)>, StoreError> {
    let sql = "SELECT kind, found_at, gone_at FROM collision WHERE family_id = $1 ORDER BY found_at, mark";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let kind = row.parsed("kind of collision", CollisionKind::from_code)?;
        Ok((kind, row.next()?, row.next_optional()?))
    };
    rows.into_iter().map(read).collect()
}

/// The families of a scope in which something collides from a day on, with how much, the most first.
pub async fn families(
    link: &mut Link,
    scope: &Scope,
    today: Date,
) -> Result<Vec<(FamilyId, Name, i64)>, StoreError> {
    let (condition, values) = condition(scope, 2);
    let sql = format!(
        "SELECT f.id, f.name, COUNT(*) FROM family f JOIN collision c ON c.family_id = f.id AND c.gone_at IS NULL
           AND (c.day >= $1 OR c.kind IN ('activation_in_treatment', 'opposite_asked', 'same_asked', 'too_much'))
         WHERE {condition} GROUP BY f.id, f.name ORDER BY 3 DESC, f.name, f.id LIMIT 50"
    );
    let mut all: Vec<Value> = args![today].into();
    all.extend(values);
    let rows = link.rows(&sql, all).await?;
    let read = |mut row: Row| Ok((row.next()?, row.parsed("name", name)?, row.next()?));
    rows.into_iter().map(read).collect()
}
