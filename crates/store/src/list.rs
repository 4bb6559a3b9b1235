//! Lists and rules: dated rows that a municipality may add to.

use jiff::civil::Date;

use helhed_domain::code::Code;
use helhed_domain::rule::Rule;

use crate::{Link, StoreError, args};

/// Every row of every list, in order.
pub async fn codes(link: &mut Link) -> Result<Vec<Code>, StoreError> {
    let rows = link
        .rows(
            "SELECT list, code, da, en, valid_from, valid_to FROM code ORDER BY list, place, code",
            [],
        )
        .await?;
    let read = |mut row: crate::Row| {
        Ok(Code {
            list: row.next()?,
            code: row.next()?,
            da: row.next()?,
            en: row.next()?,
            valid_from: row.next::<Date>()?,
            valid_to: row.next_optional()?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Adds a row to a list, unless it is there.
pub async fn insert_code(link: &mut Link, code: &Code, place: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO code (list, code, place, da, en, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6, $7)
               ON CONFLICT DO NOTHING";
    let values = args![
        code.list.as_str(),
        code.code.as_str(),
        place,
        code.da.as_str(),
        code.en.as_str(),
        code.valid_from,
        code.valid_to,
    ];
    link.run(sql, values).await.map(drop)
}

/// Every rule a municipality has set.
pub async fn rules(link: &mut Link) -> Result<Vec<Rule>, StoreError> {
    let rows = link
        .rows("SELECT name, value, unit, source, valid_from FROM rule", [])
        .await?;
    let read = |mut row: crate::Row| {
        Ok(Rule {
            name: row.next()?,
            value: row.next()?,
            unit: row.next()?,
            source: row.next()?,
            valid_from: row.next()?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Adds a rule from a day on, unless it is there.
pub async fn insert_rule(link: &mut Link, rule: &Rule) -> Result<(), StoreError> {
    let sql = "INSERT INTO rule (name, value, unit, source, valid_from) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    let values = args![
        rule.name.as_str(),
        rule.value,
        rule.unit.as_str(),
        rule.source.as_str(),
        rule.valid_from
    ];
    link.run(sql, values).await.map(drop)
}

/// A fact about the installation, as that its people are invented.
pub async fn installation(link: &mut Link, name: &str) -> Result<Option<String>, StoreError> {
    let Some(mut row) = link
        .row(
            "SELECT value FROM installation WHERE name = $1",
            args![name],
        )
        .await?
    else {
        return Ok(None);
    };
    row.next().map(Some)
}

/// Sets a fact about the installation.
pub async fn set_installation(link: &mut Link, name: &str, value: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO installation (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    link.run(sql, args![name, value]).await.map(drop)
}
