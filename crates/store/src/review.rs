//! Reviews of the plan, and what they are counted from.

use jiff::civil::Date;

use helhed_access::{Doing, Permit, Scope, doing, what};
use helhed_domain::ids::FamilyId;
use helhed_domain::review::Review;
use helhed_domain::text::Name;

use crate::account::name;
use crate::note::prose;
use crate::tie::condition;
use crate::{Link, Row, StoreError, Value, args};

/// A review with the name of who wrote it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewLine {
    /// The review.
    pub review: Review,
    /// Who wrote it down.
    pub by_name: Name,
}

/// Adds a review.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Add>,
    review: &Review,
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO review (id, family_id, held_on, moved, stuck, next, account_id, written_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = args![
        review.id,
        permit.family(),
        review.held,
        review.moved.as_str(),
        review.stuck.as_ref().map(|it| it.as_str()),
        review.next.as_str(),
        review.by,
        review.written_at,
    ];
    link.run(sql, values).await.map(drop)
}

/// Every review of one family, latest first.
pub async fn of_family(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Read>,
) -> Result<Vec<ReviewLine>, StoreError> {
    let sql = "SELECT r.id, r.held_on, r.moved, r.stuck, r.next, r.account_id, r.written_at, a.display_name
               FROM review r JOIN account a ON a.id = r.account_id
               WHERE r.family_id = $1 ORDER BY r.held_on DESC, r.id DESC";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let review = Review {
            id: row.next()?,
            family: permit.family(),
            held: row.next()?,
            moved: row.parsed("review", prose)?,
            stuck: row.parsed_optional("review", prose)?,
            next: row.parsed("review", prose)?,
            by: row.next()?,
            written_at: row.next()?,
        };
        Ok(ReviewLine {
            review,
            by_name: row.parsed("name", name)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// The day the running intervention of the permit's family started.
pub async fn course_started<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Plan, V>,
) -> Result<Option<Date>, StoreError> {
    let sql = "SELECT started_on FROM course WHERE family_id = $1 AND ended_on IS NULL";
    let Some(mut row) = link.row(sql, args![permit.family()]).await? else {
        return Ok(None);
    };
    row.next().map(Some)
}

/// A family whose last review, or start, lies some time back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LongUnreviewed {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub family_name: Name,
    /// Who coordinates it.
    pub coordinator: Option<Name>,
    /// When its intervention started.
    pub started: Date,
    /// When the last review since then was held.
    pub last_held: Option<Date>,
}

/// The families of a scope whose running intervention has no start and no review after `since`, the longest first:
/// their names are looked up once it is known which they are.
pub async fn none_since(
    link: &mut Link,
    scope: &Scope,
    since: Date,
    limit: i64,
) -> Result<Vec<LongUnreviewed>, StoreError> {
    let (condition, value) = condition(scope, 2);
    let sql = format!(
        "SELECT l.id, n.name, a.display_name, l.started_on, l.last_held
         FROM (SELECT * FROM (SELECT f.id, f.started_on,
             (SELECT MAX(r.held_on) FROM review r WHERE r.family_id = f.id AND r.held_on >= f.started_on) AS last_held
           FROM (SELECT family_id AS id, started_on FROM course WHERE ended_on IS NULL AND started_on <= $1) f
           WHERE {condition} AND NOT EXISTS (SELECT 1 FROM review r WHERE r.family_id = f.id AND r.held_on > $1)
           ) q ORDER BY COALESCE(q.last_held, q.started_on), q.id LIMIT {limit}) l
         JOIN family n ON n.id = l.id
         LEFT JOIN assignment s ON s.family_id = l.id AND s.to_at IS NULL AND s.kind = 'coordinator'
         LEFT JOIN account a ON a.id = s.account_id
         ORDER BY COALESCE(l.last_held, l.started_on), l.id"
    );
    let mut values: Vec<Value> = args![since].into();
    values.extend(value);
    let rows = link.rows(&sql, values).await?;
    let read = |mut row: Row| {
        Ok(LongUnreviewed {
            family: row.next()?,
            family_name: row.parsed("name", name)?,
            coordinator: row.parsed_optional("name", name)?,
            started: row.next()?,
            last_held: row.next_optional()?,
        })
    };
    rows.into_iter().map(read).collect()
}
