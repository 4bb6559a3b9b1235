//! Cases and items that may only be kept, and on which ground somebody opened them.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use helhed_access::{Actor, Doing, Permit, doing, what};
use helhed_domain::account::Role;
use helhed_domain::data_request::{OpeningGround, Restriction};
use helhed_domain::ids::{AccountId, FamilyId, RestrictionId, RestrictionOpeningId};
use helhed_domain::text::{Line, Name};

use crate::account::name;
use crate::contact::line;
use crate::{Link, Row, StoreError, Value, args};

/// That an item (a column) may only be kept, as a condition.
pub(crate) fn held(item: &str) -> String {
    format!("EXISTS (SELECT 1 FROM restriction h WHERE h.item_id = {item} AND h.lifted_at IS NULL)")
}

/// Sets one; false where the case, or the item, is restricted already.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::DataRequests, doing::Change>,
    it: &Restriction,
    by: AccountId,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO restriction (id, family_id, request_id, item_id, reason, set_by, set_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let values = args![
        it.id,
        permit.family(),
        it.request,
        it.item,
        it.reason.as_str(),
        by,
        it.at,
    ];
    Ok(link.run(sql, values).await? == 1)
}

/// What stands on the permit's family, the oldest first.
pub async fn standing<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::DataRequests, V>,
) -> Result<Vec<Restriction>, StoreError> {
    let sql = "SELECT id, family_id, request_id, item_id, reason, set_at, told_on, told_how FROM restriction
               WHERE family_id = $1 AND lifted_at IS NULL ORDER BY set_at, id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let (id, family) = (row.next()?, row.next()?);
        let (request, item) = (row.next_optional()?, row.next_optional()?);
        let (reason, at) = (row.parsed("line", line)?, row.next()?);
        let told_on: Option<Date> = row.next_optional()?;
        let told_how = row.parsed_optional("line", line)?;
        Ok(Restriction {
            id,
            family,
            request,
            item,
            reason,
            at,
            told: told_on.zip(told_how),
        })
    };
    rows.into_iter().map(read).collect()
}

/// Notes when and how the person was told that it will be lifted; false where it does not stand.
pub async fn tell(
    link: &mut Link,
    permit: &Permit<what::DataRequests, doing::Annul>,
    id: RestrictionId,
    (on, how): (Date, &Line),
) -> Result<bool, StoreError> {
    let sql = "UPDATE restriction SET told_on = $3, told_how = $4 WHERE id = $1 AND family_id = $2 AND lifted_at IS NULL";
    let values = args![id, permit.family(), on, how.as_str()];
    Ok(link.run(sql, values).await? == 1)
}

/// Lifts one of which the person was told; false where it does not stand, or they were not.
pub async fn lift(
    link: &mut Link,
    permit: &Permit<what::DataRequests, doing::Annul>,
    id: RestrictionId,
    reason: &Line,
    (by, at): (AccountId, Timestamp),
) -> Result<bool, StoreError> {
    let sql = "UPDATE restriction SET lift_reason = $3, lifted_by = $4, lifted_at = $5
               WHERE id = $1 AND family_id = $2 AND lifted_at IS NULL AND told_on IS NOT NULL";
    let values = args![id, permit.family(), reason.as_str(), by, at];
    Ok(link.run(sql, values).await? == 1)
}

/// That somebody opened what is restricted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Its id.
    pub id: RestrictionOpeningId,
    /// Who.
    pub by: AccountId,
    /// On which ground.
    pub ground: OpeningGround,
    /// In their words.
    pub reason: Line,
    /// When.
    pub at: Timestamp,
    /// Until just before this instant.
    pub until: Timestamp,
}

/// Notes an opening.
pub async fn open(
    link: &mut Link,
    permit: &Permit<what::DataRequests, doing::Change>,
    it: &Opening,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO restriction_opening (id, family_id, account_id, ground, reason, at, until_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = args![
        it.id,
        permit.family(),
        it.by,
        it.ground.code(),
        it.reason.as_str(),
        it.at,
        it.until
    ];
    link.run(sql, values).await.map(drop)
}

/// Whether an actor has given a ground that holds at an instant.
pub async fn has_ground(
    link: &mut Link,
    actor: &Actor,
    family: FamilyId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM restriction_opening WHERE family_id = $1 AND account_id = $2 AND at <= $3 AND until_at > $3 LIMIT 1";
    let row = link.row(sql, args![family, actor.account, now]).await?;
    Ok(row.is_some())
}

/// An item that may be restricted by itself: a note, a contact or a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldableItem {
    /// Its id.
    pub id: Uuid,
    /// `note`, `contact` or `document`.
    pub kind: String,
    /// When it was written or added, or happened.
    pub at: Timestamp,
    /// What it says; of a document, its name.
    pub text: Option<String>,
}

/// The latest notes, contacts and documents of the permit's family, at most 200; one of them where it is named.
pub async fn items<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::DataRequests, V>,
    one: Option<Uuid>,
) -> Result<Vec<HoldableItem>, StoreError> {
    let which = if one.is_some() { "x.id = $2" } else { "1 = 1" };
    let sql = format!(
        "SELECT x.id, x.kind, x.at, x.text FROM (
           SELECT id, 'note' AS kind, written_at AS at, body AS text FROM note WHERE family_id = $1
           UNION ALL SELECT id, 'contact', at, summary FROM contact WHERE family_id = $1 AND annulled_at IS NULL
           UNION ALL SELECT id, 'document', added_at, name FROM document WHERE family_id = $1 AND annulled_at IS NULL) x
         WHERE {which} ORDER BY x.at DESC, x.id DESC LIMIT 200"
    );
    let family = args![permit.family()].into_iter();
    let values: Vec<Value> = family.chain(one.map(Value::from)).collect();
    let read = |mut row: Row| {
        Ok(HoldableItem {
            id: row.next()?,
            kind: row.next()?,
            at: row.next()?,
            text: row.next_optional()?,
        })
    };
    link.rows(&sql, values)
        .await?
        .into_iter()
        .map(read)
        .collect()
}

/// What the permit's family is called.
pub async fn family_name<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::DataRequests, V>,
) -> Result<Name, StoreError> {
    let row = link
        .row(
            "SELECT name FROM family WHERE id = $1",
            args![permit.family()],
        )
        .await?;
    let mut row = row.ok_or_else(|| crate::unreadable("family"))?;
    row.parsed("name", name)
}

/// The families that an actor answers for whose case may only be kept, by name: they stand in no other list of theirs.
pub async fn kept_of(link: &mut Link, actor: &Actor) -> Result<Vec<(FamilyId, Name)>, StoreError> {
    let (whose, values): (&str, Vec<Value>) = match actor.role {
        Role::TeamLeader => ("1 = 1", Vec::new()),
        Role::Coordinator => (
            "f.id IN (SELECT family_id FROM assignment WHERE account_id = $1 AND to_at IS NULL)",
            args![actor.account].into(),
        ),
        _ => return Ok(Vec::new()),
    };
    let sql = format!(
        "SELECT f.id, f.name FROM restriction h JOIN family f ON f.id = h.family_id
         WHERE h.item_id IS NULL AND h.lifted_at IS NULL AND {whose} ORDER BY f.name, f.id"
    );
    let read = |mut row: Row| Ok((row.next()?, row.parsed("name", name)?));
    link.rows(&sql, values)
        .await?
        .into_iter()
        .map(read)
        .collect()
}
