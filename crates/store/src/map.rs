//! Maps and their cards. A wording is added and replaced, never changed.

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::ids::{MapCardId, MapId, TaskId};
use helhed_domain::map::{FamilyMap, MapCard, MapPart};
use helhed_domain::text::{Line, Name};
use jiff::Timestamp;

use crate::account::name;
use crate::contact::line;
use crate::{Link, Row, StoreError, args};

/// A card with who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardLine {
    /// The card.
    pub card: MapCard,
    /// Who wrote it.
    pub by_name: Name,
}

/// Every map of the permit's family, the latest first.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Maps, V>,
) -> Result<Vec<FamilyMap>, StoreError> {
    let sql = "SELECT id, family_id, made_on, account_id, made_at FROM family_map WHERE family_id = $1 ORDER BY made_on DESC, id DESC";
    let read = |mut row: Row| {
        Ok(FamilyMap {
            id: row.next()?,
            family: row.next()?,
            made_on: row.next()?,
            by: row.next()?,
            made_at: row.next()?,
        })
    };
    let rows = link.rows(sql, args![permit.family()]).await?;
    rows.into_iter().map(read).collect()
}

/// Every wording of every card of a map of the permit's family.
pub async fn cards<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Maps, V>,
    map: MapId,
) -> Result<Vec<CardLine>, StoreError> {
    let sql = "SELECT c.id, c.map_id, c.place_id, c.part, c.body, c.account_id, c.written_at, c.replaced_at, c.task_id, a.display_name
               FROM map_card c JOIN account a ON a.id = c.account_id WHERE c.family_id = $1 AND c.map_id = $2 ORDER BY c.id";
    let read = |mut row: Row| {
        Ok(CardLine {
            card: MapCard {
                id: row.next()?,
                map: row.next()?,
                place: row.next()?,
                part: row.parsed("part of a map", MapPart::from_code)?,
                body: row.parsed_optional("line", line)?,
                by: row.next()?,
                written_at: row.next()?,
                replaced_at: row.next_optional()?,
                task: row.next_optional()?,
            },
            by_name: row.parsed("name", name)?,
        })
    };
    let rows = link.rows(sql, args![permit.family(), map]).await?;
    rows.into_iter().map(read).collect()
}

/// Adds a map.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Maps, doing::Add>,
    map: &FamilyMap,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO family_map (id, family_id, made_on, account_id, made_at) VALUES ($1, $2, $3, $4, $5)";
    let values = args![map.id, permit.family(), map.made_on, map.by, map.made_at];
    link.run(sql, values).await.map(drop)
}

/// Adds a card in one wording.
pub async fn insert_card<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Maps, V>,
    card: &MapCard,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO map_card (id, map_id, family_id, place_id, part, body, account_id, written_at, task_id)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = args![
        card.id,
        card.map,
        permit.family(),
        card.place,
        card.part.code(),
        card.body.as_ref().map(Line::as_str),
        card.by,
        card.written_at,
        card.task,
    ];
    link.run(sql, values).await.map(drop)
}

/// Says that another wording took the place of this one. False where one had before: then both stand.
pub async fn replace(
    link: &mut Link,
    permit: &Permit<what::Maps, doing::Change>,
    card: MapCardId,
    by: MapCardId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE map_card SET replaced_at = $4, replaced_by = $3
               WHERE id = $1 AND family_id = $2 AND replaced_at IS NULL";
    let values = args![card, permit.family(), by, at];
    Ok(link.run(sql, values).await? == 1)
}

/// Says which task a next step became. False where it became one before.
pub async fn set_task(
    link: &mut Link,
    permit: &Permit<what::Maps, doing::Change>,
    card: MapCardId,
    task: TaskId,
) -> Result<bool, StoreError> {
    let sql =
        "UPDATE map_card SET task_id = $3 WHERE id = $1 AND family_id = $2 AND task_id IS NULL";
    Ok(link.run(sql, args![card, permit.family(), task]).await? == 1)
}
