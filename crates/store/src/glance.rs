//! All families of a coordinator at a glance: one line of facts each, in one query.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::Scope;
use helhed_domain::appointment::AppointmentFacts;
use helhed_domain::ids::{AccountId, FamilyId};
use helhed_domain::text::Name;

use crate::account::name;
use crate::tie::condition;
use crate::{Link, Row, StoreError, Value, args, collision};

/// What is told of a family in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub name: Name,
    /// Whether the viewer coordinates it; otherwise stands in.
    pub own: bool,
    /// When its intervention started.
    pub started: Date,
    /// The last contact.
    pub last_contact: Option<Timestamp>,
    /// The next appointment, or the one that is going on.
    pub next_appointment: Option<Timestamp>,
    /// Open tasks and agreements.
    pub open_tasks: i64,
    /// Those whose day has passed.
    pub overdue_tasks: i64,
    /// The last review since the start.
    pub last_review: Option<Date>,
    /// Since when it is followed closely, if it is.
    pub followed: Option<Date>,
    /// The last half-yearly status.
    pub last_status: Option<Date>,
    /// How much collides in it from today on that is not set aside.
    pub collisions: i64,
}

/// The families of a scope whose intervention runs, by name: one query, whose every part is a look-up in an index by family.
pub async fn families(
    link: &mut Link,
    scope: &Scope,
    viewer: AccountId,
    now: Timestamp,
    today: Date,
) -> Result<Vec<Glance>, StoreError> {
    let (condition, value) = condition(scope, 5);
    let sql = format!(
        "SELECT f.id, f.name,
           (SELECT COUNT(*) FROM assignment s WHERE s.family_id = f.id AND s.account_id = $1 AND s.to_at IS NULL
              AND s.kind = 'coordinator'),
           c.started_on,
           (SELECT k.at FROM contact k WHERE k.family_id = f.id AND k.annulled_at IS NULL ORDER BY k.at DESC LIMIT 1),
           (SELECT t.starts_at FROM appointment t WHERE t.family_id = f.id AND t.annulled_at IS NULL AND t.ends_at > $2
              AND t.starts_at > $3 ORDER BY t.starts_at LIMIT 1),
           (SELECT COUNT(*) FROM task t WHERE t.family_id = f.id AND t.outcome IS NULL),
           (SELECT COUNT(*) FROM task t WHERE t.family_id = f.id AND t.outcome IS NULL AND t.due_on < $4),
           (SELECT MAX(r.held_on) FROM review r WHERE r.family_id = f.id AND r.held_on >= c.started_on),
           (SELECT w.from_on FROM followed w WHERE w.family_id = f.id AND w.until_on IS NULL),
           (SELECT MAX(s.day) FROM status_log s WHERE s.family_id = f.id), {}
         FROM family f JOIN course c ON c.family_id = f.id AND c.ended_on IS NULL
         WHERE {condition} ORDER BY f.name, f.id",
        collision::count("f.id", 4)
    );
    let earliest = now
        .checked_sub(AppointmentFacts::LONGEST)
        .unwrap_or(Timestamp::MIN);
    let mut values: Vec<Value> = args![viewer, now, earliest, today].into();
    values.extend(value);
    let rows = link.rows(&sql, values).await?;
    let read = |mut row: Row| {
        Ok(Glance {
            family: row.next()?,
            name: row.parsed("name", name)?,
            own: row.next::<i64>()? > 0,
            started: row.next()?,
            last_contact: row.next_optional()?,
            next_appointment: row.next_optional()?,
            open_tasks: row.next()?,
            overdue_tasks: row.next()?,
            last_review: row.next_optional()?,
            followed: row.next_optional()?,
            last_status: row.next_optional()?,
            collisions: row.next()?,
        })
    };
    rows.into_iter().map(read).collect()
}
