//! Saved scenarios of the economic case, and the municipality's own prices.

use jiff::Timestamp;

use helhed_access::{HousePermit, doing, what};
use helhed_domain::economy::{OwnPrices, Scenario};
use helhed_domain::ids::{AccountId, ScenarioId};
use helhed_domain::text::Line;

use crate::account::name;
use crate::{Link, Row, StoreError, args};

const COLUMNS: &str = "s.id, v.name, v.body, v.version, v.saved_at, a.display_name";

fn read(row: &mut Row) -> Result<Scenario, StoreError> {
    Ok(Scenario {
        id: row.next()?,
        name: row.parsed("line", |text| Line::parse(text).ok())?,
        fields: {
            let body: String = row.next()?;
            let pairs = form_urlencoded::parse(body.as_bytes());
            pairs
                .map(|(field, value)| (field.into_owned(), value.into_owned()))
                .collect()
        },
        version: row.next()?,
        saved_at: row.next()?,
        saved_by: row.parsed("name", name)?,
    })
}

fn body(fields: &[(String, String)]) -> String {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(fields);
    body.finish()
}

/// Every scenario that is not annulled, in its newest version; the newest first.
pub async fn scenarios(
    link: &mut Link,
    _permit: &HousePermit<what::Economy, doing::Read>,
) -> Result<Vec<Scenario>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM economy_scenario s
         JOIN economy_scenario_version v ON v.scenario_id = s.id AND v.version = s.version
         JOIN account a ON a.id = v.account_id
         WHERE s.annulled_at IS NULL ORDER BY v.saved_at DESC, s.id"
    );
    let rows = link.rows(&sql, []).await?;
    rows.into_iter().map(|mut row| read(&mut row)).collect()
}

/// Every version of a scenario that is not annulled, the newest first.
pub async fn versions(
    link: &mut Link,
    _permit: &HousePermit<what::Economy, doing::Read>,
    id: ScenarioId,
) -> Result<Vec<Scenario>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM economy_scenario s
         JOIN economy_scenario_version v ON v.scenario_id = s.id
         JOIN account a ON a.id = v.account_id
         WHERE s.id = $1 AND s.annulled_at IS NULL ORDER BY v.version DESC"
    );
    let rows = link.rows(&sql, args![id]).await?;
    rows.into_iter().map(|mut row| read(&mut row)).collect()
}

/// Saves a new scenario, as its first version.
pub async fn insert(
    link: &mut Link,
    _permit: &HousePermit<what::Economy, doing::Add>,
    id: ScenarioId,
    what: (&Line, &[(String, String)]),
    by: (AccountId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO economy_scenario (id, version) VALUES ($1, 1)";
    link.run(sql, args![id]).await?;
    add_version(link, (id, 1), what, by).await
}

/// Saves a scenario anew, if nobody else has since `version`; the versions before stay.
pub async fn save_again(
    link: &mut Link,
    _permit: &HousePermit<what::Economy, doing::Change>,
    (id, version): (ScenarioId, i64),
    what: (&Line, &[(String, String)]),
    by: (AccountId, Timestamp),
) -> Result<bool, StoreError> {
    let sql = "UPDATE economy_scenario SET version = version + 1
               WHERE id = $1 AND version = $2 AND annulled_at IS NULL";
    if link.run(sql, args![id, version]).await? != 1 {
        return Ok(false);
    }
    add_version(link, (id, version + 1), what, by).await?;
    Ok(true)
}

async fn add_version(
    link: &mut Link,
    (id, version): (ScenarioId, i64),
    (name, fields): (&Line, &[(String, String)]),
    (by, at): (AccountId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO economy_scenario_version (scenario_id, version, name, body, account_id, saved_at)
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = args![id, version, name.as_str(), body(fields), by, at];
    link.run(sql, values).await.map(drop)
}

/// Annuls a scenario, with the reason, if nobody else has changed it since `version`.
pub async fn annul(
    link: &mut Link,
    _permit: &HousePermit<what::Economy, doing::Annul>,
    (id, version): (ScenarioId, i64),
    reason: &Line,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE economy_scenario SET annulled_at = $3, annul_reason = $4
               WHERE id = $1 AND version = $2 AND annulled_at IS NULL";
    Ok(link
        .run(sql, args![id, version, now, reason.as_str()])
        .await?
        == 1)
}

/// The municipality's own prices, if it has taken any in. A price list holds no personal data: whoever notes a cost reads it.
pub async fn own_prices(link: &mut Link) -> Result<Option<OwnPrices>, StoreError> {
    let sql =
        "SELECT body, version, taken_at FROM economy_price_book ORDER BY version DESC LIMIT 1";
    let Some(mut row) = link.row(sql, []).await? else {
        return Ok(None);
    };
    Ok(Some(OwnPrices {
        text: row.next()?,
        version: row.next()?,
        at: row.next()?,
    }))
}

/// Takes in a price book as the next version, if nobody else has since `version` (0 where there was none).
pub async fn take_in_prices(
    link: &mut Link,
    _permit: &HousePermit<what::Economy, doing::Change>,
    version: i64,
    text: &str,
    (by, at): (AccountId, Timestamp),
) -> Result<bool, StoreError> {
    let newest = own_prices(link).await?.map_or(0, |prices| prices.version);
    if newest != version {
        return Ok(false);
    }
    let sql = "INSERT INTO economy_price_book (version, body, account_id, taken_at) VALUES ($1, $2, $3, $4)";
    link.run(sql, args![version + 1, text, by, at]).await?;
    Ok(true)
}
