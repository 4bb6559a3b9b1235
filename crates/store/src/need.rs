//! Needs, what stands in the way of what, and the family's wishes.

use helhed_access::{Doing, Mark, Permit, doing, what};
use helhed_domain::ids::{AccountId, NeedId, PersonId, UnitId};
use helhed_domain::need::{
    Blocks, Need, NeedFacts, NeedOutcome, NeedWish, Severity, Urgency, Wish,
};
use helhed_domain::text::{Line, Name, Prose};
use jiff::Timestamp;

use crate::account::name;
use crate::contact::line;
use crate::note::prose;
use crate::task::ended;
use crate::{Link, Row, StoreError, args};

/// A need with who wrote it and what the lens asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedLine {
    /// The need.
    pub need: Need,
    /// Who wrote it down.
    pub by_name: Name,
    by_unit: Option<UnitId>,
    about: Vec<PersonId>,
    category: String,
    restricted: bool,
}

impl NeedLine {
    /// What the lens asks.
    pub fn mark(&self) -> Mark<'_> {
        Mark {
            category: &self.category,
            about: &self.about,
            restricted: self.restricted,
            kept_from: &[],
            by: Some(self.need.by),
            by_unit: self.by_unit,
        }
    }
}

fn read(mut row: Row) -> Result<NeedLine, StoreError> {
    let (id, family) = (row.next()?, row.next()?);
    let facts = NeedFacts {
        person: row.next_optional()?,
        domain: row.next()?,
        title: row.parsed("line", line)?,
        word: row.parsed_optional("prose", prose)?,
        severity: row.parsed("severity", Severity::from_code)?,
        urgency: row.parsed("urgency", Urgency::from_code)?,
    };
    let need = Need {
        id,
        family,
        by: row.next()?,
        set_at: row.next()?,
        ended: ended(&mut row, NeedOutcome::from_code)?,
        version: row.next()?,
        facts,
    };
    Ok(NeedLine {
        about: need.facts.person.into_iter().collect(),
        need,
        by_name: row.parsed("name", name)?,
        by_unit: row.next_optional()?,
        category: row.next()?,
        restricted: row.next()?,
    })
}

/// Every need of the permit's family, in the order in which they were written down; those that have ended too.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Needs, V>,
) -> Result<Vec<NeedLine>, StoreError> {
    let sql = "SELECT t.id, t.family_id, t.person_id, t.domain, t.title, t.word, t.severity, t.urgency, t.account_id, t.set_at,
                 t.outcome, t.outcome_word, t.outcome_at, t.version, a.display_name, a.unit_id,
                 COALESCE(m.category, t.domain), COALESCE(m.restricted, (1 = 0))
               FROM need t JOIN account a ON a.id = t.account_id LEFT JOIN mark m ON m.item_id = t.id
               WHERE t.family_id = $1 ORDER BY t.id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    rows.into_iter().map(read).collect()
}

/// What stands in the way of what in the permit's family.
pub async fn blocks<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Needs, V>,
) -> Result<Vec<Blocks>, StoreError> {
    let sql = "SELECT blocker_id, blocked_id FROM need_blocks WHERE family_id = $1 ORDER BY blocker_id, blocked_id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        Ok(Blocks {
            blocker: row.next()?,
            blocked: row.next()?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// The latest wish of each person about each need of the permit's family.
pub async fn wishes<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Needs, V>,
) -> Result<Vec<NeedWish>, StoreError> {
    let sql =
        "SELECT w.need_id, w.person_id, w.wish FROM need_wish w JOIN need t ON t.id = w.need_id
               WHERE t.family_id = $1 AND w.said_at = (SELECT MAX(l.said_at) FROM need_wish l
                 WHERE l.need_id = w.need_id AND l.person_id = w.person_id)
               ORDER BY w.need_id, w.person_id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        Ok(NeedWish {
            need: row.next()?,
            person: row.next()?,
            wish: row.parsed("wish", Wish::from_code)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Adds a need.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Needs, doing::Add>,
    need: &Need,
) -> Result<(), StoreError> {
    let facts = &need.facts;
    let sql = "INSERT INTO need (id, family_id, person_id, domain, title, word, severity, urgency, account_id, set_at, version)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)";
    let values = args![
        need.id,
        permit.family(),
        facts.person,
        facts.domain.as_str(),
        facts.title.as_str(),
        facts.word.as_ref().map(Prose::as_str),
        facts.severity.code(),
        facts.urgency.code(),
        need.by,
        need.set_at,
    ];
    link.run(sql, values).await.map(drop)
}

/// Keeps a changed or ended need, if nobody else has changed it since `version`.
pub async fn update(
    link: &mut Link,
    permit: &Permit<what::Needs, doing::Change>,
    need: &Need,
    version: i64,
) -> Result<bool, StoreError> {
    let (facts, ended) = (&need.facts, need.ended.as_ref());
    let sql = "UPDATE need SET person_id = $4, domain = $5, title = $6, word = $7, severity = $8, urgency = $9, outcome = $10,
                 outcome_word = $11, outcome_at = $12, version = version + 1
               WHERE id = $1 AND family_id = $2 AND version = $3";
    let values = args![
        need.id,
        permit.family(),
        version,
        facts.person,
        facts.domain.as_str(),
        facts.title.as_str(),
        facts.word.as_ref().map(Prose::as_str),
        facts.severity.code(),
        facts.urgency.code(),
        ended.map(|ended| ended.outcome.code()),
        ended.and_then(|ended| ended.word.as_ref().map(Line::as_str)),
        ended.map(|ended| ended.at),
    ];
    Ok(link.run(sql, values).await? == 1)
}

/// Sets what a need of the permit's family stands in the way of, in place of what was said before.
pub async fn set_blocks<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Needs, V>,
    blocker: NeedId,
    blocked: &[NeedId],
) -> Result<(), StoreError> {
    let sql = "DELETE FROM need_blocks WHERE blocker_id = $1 AND family_id = $2";
    link.run(sql, args![blocker, permit.family()]).await?;
    let sql = "INSERT INTO need_blocks (family_id, blocker_id, blocked_id) VALUES ($1, $2, $3)
               ON CONFLICT DO NOTHING";
    for other in blocked {
        link.run(sql, args![permit.family(), blocker, *other])
            .await?;
    }
    Ok(())
}

/// Writes down a wish. Two at the same instant are one: the later said.
pub async fn insert_wish(
    link: &mut Link,
    _permit: &Permit<what::Needs, doing::Add>,
    wish: NeedWish,
    by: AccountId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO need_wish (need_id, person_id, wish, account_id, said_at) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (need_id, person_id, said_at) DO UPDATE SET wish = excluded.wish, account_id = excluded.account_id";
    let values = args![wish.need, wish.person, wish.wish.code(), by, at];
    link.run(sql, values).await.map(drop)
}
