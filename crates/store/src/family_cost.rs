//! What a family's measures cost.

use jiff::Timestamp;

use helhed_access::{Permit, doing, what};
use helhed_domain::economy::{Amount, Cost, CostFacts, Units};
use helhed_domain::ids::{AccountId, CostId};
use helhed_domain::text::Line;

use crate::annulling::annul_version;
use crate::{Link, Row, StoreError, Value, args};

const COLUMNS: &str = "id, person_id, what, unit, price_id, source, units_now, units_planned, municipality, region, state,
    annul_reason, version";

fn read(row: &mut Row) -> Result<Cost, StoreError> {
    let line = |row: &mut Row| row.parsed_optional("line", |text| Line::parse(text).ok());
    let id = row.next()?;
    let facts = CostFacts {
        concerns: row.next_optional()?,
        what: row.parsed("line", |text| Line::parse(text).ok())?,
        unit: line(row)?,
        price_id: row.next_optional()?,
        source: line(row)?,
        now: Units(row.next()?),
        planned: Units(row.next()?),
        per_unit: [
            Amount(row.next()?),
            Amount(row.next()?),
            Amount(row.next()?),
        ],
    };
    Ok(Cost {
        id,
        facts,
        annulled: line(row)?,
        version: row.next()?,
    })
}

/// Every measure of the family, those annulled too, in the order in which they were noted.
pub async fn of_family(
    link: &mut Link,
    permit: &Permit<what::Costs, doing::Read>,
) -> Result<Vec<Cost>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM family_cost WHERE family_id = $1 ORDER BY noted_at, id");
    let rows = link.rows(&sql, args![permit.family()]).await?;
    rows.into_iter().map(|mut row| read(&mut row)).collect()
}

/// One measure of the family.
pub async fn find(
    link: &mut Link,
    permit: &Permit<what::Costs, doing::Read>,
    id: CostId,
) -> Result<Option<Cost>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM family_cost WHERE id = $1 AND family_id = $2");
    let row = link.row(&sql, args![id, permit.family()]).await?;
    row.map(|mut row| read(&mut row)).transpose()
}

fn values(facts: &CostFacts) -> [Value; 10] {
    let [municipality, region, state] = facts.per_unit;
    args![
        facts.concerns,
        facts.what.as_str(),
        facts.unit.as_ref().map(Line::as_str),
        facts.price_id.as_deref(),
        facts.source.as_ref().map(Line::as_str),
        facts.now.0,
        facts.planned.0,
        municipality.0,
        region.0,
        state.0,
    ]
}

/// Adds one.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Costs, doing::Add>,
    id: CostId,
    facts: &CostFacts,
    (by, at): (AccountId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO family_cost (id, family_id, account_id, noted_at, person_id, what, unit, price_id, source, units_now,
                 units_planned, municipality, region, state, version)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)";
    let first: [Value; 4] = args![id, permit.family(), by, at];
    link.run(sql, first.into_iter().chain(values(facts)))
        .await
        .map(drop)
}

/// Changes one that is not annulled, if nobody else has since `version`.
pub async fn update(
    link: &mut Link,
    permit: &Permit<what::Costs, doing::Change>,
    (id, version): (CostId, i64),
    facts: &CostFacts,
) -> Result<bool, StoreError> {
    let sql = "UPDATE family_cost SET person_id = $4, what = $5, unit = $6, price_id = $7, source = $8, units_now = $9,
                 units_planned = $10, municipality = $11, region = $12, state = $13, version = version + 1
               WHERE id = $1 AND family_id = $2 AND version = $3 AND annulled_at IS NULL";
    let first: [Value; 3] = args![id, permit.family(), version];
    let touched = link
        .run(sql, first.into_iter().chain(values(facts)))
        .await?;
    Ok(touched == 1)
}

/// Annuls one, with the reason, if nobody else has changed it since `version`.
pub async fn annul(
    link: &mut Link,
    permit: &Permit<what::Costs, doing::Annul>,
    (id, version): (CostId, i64),
    reason: &Line,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let seen = (id.into(), version);
    annul_version(link, "family_cost", permit.family(), seen, (reason, now)).await
}
