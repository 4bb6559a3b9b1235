//! Everyone around a family: professionals, cases and plans.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{Permit, doing, what};
use helhed_domain::ids::{InvolvementId, UnitId};
use helhed_domain::involvement::{Involvement, InvolvementFacts, Workplace};
use helhed_domain::text::{Line, Name};
use helhed_domain::unit::UnitKind;

use crate::account::name;
use crate::annulling::annul_version;
use crate::{Link, Row, StoreError, Value, args};

/// One of those around a family, with the name and kind of the unit they work in, where it is known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// The involvement.
    pub involvement: Involvement,
    /// The unit.
    pub unit: Option<(Name, UnitKind)>,
}

const COLUMNS: &str = "i.id, i.person_id, i.professional, i.title, i.unit_id, i.unit_name, i.case_name, i.plan_name, i.legal_basis,
    i.since_on, i.until_on, i.annul_reason, i.version";

fn read(row: &mut Row) -> Result<Involvement, StoreError> {
    let line = |row: &mut Row| row.parsed_optional("line", |text| Line::parse(text).ok());
    let id = row.next()?;
    let concerns = row.next_optional()?;
    let professional = row.parsed("name", name)?;
    let title = line(row)?;
    let (unit, named) = (
        row.next_optional::<UnitId>()?,
        row.parsed_optional("name", name)?,
    );
    let facts = InvolvementFacts {
        concerns,
        professional,
        title,
        workplace: match (unit, named) {
            (Some(unit), _) => Workplace::Unit(unit),
            (None, Some(named)) => Workplace::Named(named),
            (None, None) => Workplace::Unknown,
        },
        case: line(row)?,
        plan: line(row)?,
        legal_basis: row.next_optional()?,
        since: row.next()?,
        until: row.next_optional()?,
    };
    Ok(Involvement {
        id,
        facts,
        annulled: line(row)?,
        version: row.next()?,
    })
}

/// Everyone around the family, now and earlier, those annulled too: the longest there first.
pub async fn of_family(
    link: &mut Link,
    permit: &Permit<what::Around, doing::Read>,
) -> Result<Vec<Around>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, u.name, u.kind FROM involvement i LEFT JOIN unit u ON u.id = i.unit_id
         WHERE i.family_id = $1 ORDER BY i.since_on, i.id"
    );
    let rows = link.rows(&sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let involvement = read(&mut row)?;
        let name = row.parsed_optional("name", name)?;
        let kind = row.parsed_optional("kind of unit", UnitKind::from_code)?;
        Ok(Around {
            involvement,
            unit: name.zip(kind),
        })
    };
    rows.into_iter().map(read).collect()
}

/// One of those around the family.
pub async fn find(
    link: &mut Link,
    permit: &Permit<what::Around, doing::Read>,
    id: InvolvementId,
) -> Result<Option<Involvement>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM involvement i WHERE i.id = $1 AND i.family_id = $2");
    let row = link.row(&sql, args![id, permit.family()]).await?;
    row.map(|mut row| read(&mut row)).transpose()
}

/// The day the family's first course starts: contact points are counted before it and now.
pub async fn first_course_on(
    link: &mut Link,
    permit: &Permit<what::Around, doing::Read>,
) -> Result<Option<Date>, StoreError> {
    let sql = "SELECT MIN(started_on) FROM course WHERE family_id = $1";
    let Some(mut row) = link.row(sql, args![permit.family()]).await? else {
        return Ok(None);
    };
    row.next_optional()
}

fn values(facts: &InvolvementFacts) -> [Value; 10] {
    let (unit, named) = match &facts.workplace {
        Workplace::Unit(unit) => (Some(*unit), None),
        Workplace::Named(named) => (None, Some(named.as_str())),
        Workplace::Unknown => (None, None),
    };
    args![
        facts.concerns,
        facts.professional.as_str(),
        facts.title.as_ref().map(Line::as_str),
        unit,
        named,
        facts.case.as_ref().map(Line::as_str),
        facts.plan.as_ref().map(Line::as_str),
        facts.legal_basis.as_deref(),
        facts.since,
        facts.until,
    ]
}

/// Adds one.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Around, doing::Add>,
    id: InvolvementId,
    facts: &InvolvementFacts,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO involvement (id, family_id, person_id, professional, title, unit_id, unit_name, case_name, plan_name,
                 legal_basis, since_on, until_on, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)";
    let ids: [Value; 2] = args![id, permit.family()];
    link.run(sql, ids.into_iter().chain(values(facts)))
        .await
        .map(drop)
}

/// Changes one that is not annulled, if nobody else has since `version`.
pub async fn update(
    link: &mut Link,
    permit: &Permit<what::Around, doing::Change>,
    (id, version): (InvolvementId, i64),
    facts: &InvolvementFacts,
) -> Result<bool, StoreError> {
    let sql = "UPDATE involvement SET person_id = $4, professional = $5, title = $6, unit_id = $7, unit_name = $8, case_name = $9,
                 plan_name = $10, legal_basis = $11, since_on = $12, until_on = $13, version = version + 1
               WHERE id = $1 AND family_id = $2 AND version = $3 AND annulled_at IS NULL";
    let ids: [Value; 3] = args![id, permit.family(), version];
    let touched = link.run(sql, ids.into_iter().chain(values(facts))).await?;
    Ok(touched == 1)
}

/// Annuls one, with the reason, if nobody else has changed it since `version`.
pub async fn annul(
    link: &mut Link,
    permit: &Permit<what::Around, doing::Annul>,
    (id, version): (InvolvementId, i64),
    reason: &Line,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let seen = (id.into(), version);
    annul_version(link, "involvement", permit.family(), seen, (reason, now)).await
}
