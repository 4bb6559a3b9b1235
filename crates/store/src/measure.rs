//! Measures of the plan, and the goals they serve.

use std::collections::BTreeMap;

use helhed_access::{Doing, Permit, What, doing, what};
use helhed_domain::ids::{GoalId, MeasureId};
use helhed_domain::measure::{Measure, MeasureFacts, MeasureKind};
use helhed_domain::text::Name;

use crate::account::name;
use crate::contact::{annulment, line};
use crate::{Link, Row, StoreError, args};

const COLUMNS: &str = "t.id, t.family_id, t.kind, t.title, t.person_id, t.legal_basis, t.given_by, t.asks, t.weekly, t.from_on, t.until_on,
    t.account_id, t.set_at, t.annulled_at, t.annul_reason, t.version";

fn read(mut row: Row) -> Result<Measure, StoreError> {
    let (id, family) = (row.next()?, row.next()?);
    let facts = MeasureFacts {
        kind: row.parsed("kind of measure", MeasureKind::from_code)?,
        title: row.parsed("line", line)?,
        concerns: row.next_optional()?,
        legal_basis: row.next_optional()?,
        given_by: row.parsed_optional("name", name)?,
        asks: row.next_optional()?,
        weekly: row.next()?,
        from: row.next()?,
        until: row.next_optional()?,
        goals: Vec::new(),
    };
    Ok(Measure {
        id,
        family,
        facts,
        by: row.next()?,
        set_at: row.next()?,
        annulled: annulment(&mut row)?,
        version: row.next()?,
    })
}

/// Every measure of the permit's family, those annulled too, in the order in which they began: two queries.
pub async fn of_family<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
) -> Result<Vec<Measure>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM measure t WHERE t.family_id = $1 ORDER BY t.from_on, t.id");
    let rows = link.rows(&sql, args![permit.family()]).await?;
    let mut measures = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let sql =
        "SELECT s.measure_id, s.goal_id FROM measure_goal s JOIN measure t ON t.id = s.measure_id
               WHERE t.family_id = $1 ORDER BY s.goal_id";
    let mut served = BTreeMap::<MeasureId, Vec<GoalId>>::new();
    for mut row in link.rows(sql, args![permit.family()]).await? {
        served.entry(row.next()?).or_default().push(row.next()?);
    }
    for measure in &mut measures {
        measure.facts.goals = served.remove(&measure.id).unwrap_or_default();
    }
    Ok(measures)
}

async fn set_goals(link: &mut Link, id: MeasureId, goals: &[GoalId]) -> Result<(), StoreError> {
    for goal in goals {
        let sql =
            "INSERT INTO measure_goal (measure_id, goal_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        link.run(sql, args![id, *goal]).await?;
    }
    Ok(())
}

/// Adds a measure with the goals it serves.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Add>,
    measure: &Measure,
) -> Result<(), StoreError> {
    let facts = &measure.facts;
    let sql = "INSERT INTO measure (id, family_id, kind, title, person_id, legal_basis, given_by, asks, weekly, from_on, until_on,
                 account_id, set_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)";
    let values = args![
        measure.id,
        permit.family(),
        facts.kind.code(),
        facts.title.as_str(),
        facts.concerns,
        facts.legal_basis.as_deref(),
        facts.given_by.as_ref().map(Name::as_str),
        facts.asks.as_deref(),
        facts.weekly,
        facts.from,
        facts.until,
        measure.by,
        measure.set_at,
    ];
    link.run(sql, values).await?;
    set_goals(link, measure.id, &facts.goals).await
}

/// Keeps a changed or annulled measure, if nobody else has changed it since `version`.
pub async fn update<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Plan, V>,
    measure: &Measure,
    version: i64,
) -> Result<bool, StoreError> {
    let (id, facts) = (measure.id, &measure.facts);
    let annulled = measure.annulled.as_ref();
    let sql = "UPDATE measure SET kind = $4, title = $5, person_id = $6, legal_basis = $7, given_by = $8, asks = $9, weekly = $10,
                 from_on = $11, until_on = $12, annulled_at = $13, annul_reason = $14, version = version + 1
               WHERE id = $1 AND family_id = $2 AND version = $3";
    let values = args![
        id,
        permit.family(),
        version,
        facts.kind.code(),
        facts.title.as_str(),
        facts.concerns,
        facts.legal_basis.as_deref(),
        facts.given_by.as_ref().map(Name::as_str),
        facts.asks.as_deref(),
        facts.weekly,
        facts.from,
        facts.until,
        annulled.map(|it| it.at),
        annulled.map(|it| it.reason.as_str()),
    ];
    if link.run(sql, values).await? != 1 {
        return Ok(false);
    }
    link.run("DELETE FROM measure_goal WHERE measure_id = $1", args![id])
        .await?;
    set_goals(link, id, &facts.goals).await?;
    Ok(true)
}
