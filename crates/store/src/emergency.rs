//! Cases opened in an emergency.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{HousePermit, doing, what};
use helhed_domain::cpr::CprNumber;
use helhed_domain::emergency::Emergency;
use helhed_domain::fold::folded_words;
use helhed_domain::ids::{AccountId, EmergencyId, FamilyId};
use helhed_domain::text::Name;

use crate::account::name;
use crate::contact::line;
use crate::secret::Keys;
use crate::{Link, Row, StoreError, args, person};

/// An emergency access, told to the leader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The access.
    pub emergency: Emergency,
    /// Who opened the case.
    pub name: Name,
    /// The household.
    pub household: Name,
    /// Whether a leader has seen it.
    pub acknowledged: bool,
}

/// Adds one.
pub async fn insert(
    link: &mut Link,
    _permit: &HousePermit<what::Emergencies, doing::Add>,
    it: &Emergency,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO emergency (id, family_id, account_id, reason, at, until_at) VALUES ($1, $2, $3, $4, $5, $6)";
    let values = args![it.id, it.family, it.by, it.reason.as_str(), it.at, it.until];
    link.run(sql, values).await.map(drop)
}

/// The families that somebody with this CPR number belongs to now, three at most.
pub async fn families_of_cpr(
    link: &mut Link,
    _permit: &HousePermit<what::Emergencies, doing::Add>,
    keys: &Keys,
    cpr: &CprNumber,
) -> Result<Vec<FamilyId>, StoreError> {
    let Some(person) = person::id_of_cpr(link, keys, cpr).await? else {
        return Ok(Vec::new());
    };
    let sql = "SELECT family_id FROM membership WHERE person_id = $1 AND to_on IS NULL ORDER BY from_on DESC, id LIMIT 3";
    let rows = link.rows(sql, args![person]).await?;
    rows.into_iter().map(|mut row| row.next()).collect()
}

/// The families of somebody born on a day of whose names these are all the words, three at most.
pub async fn families_of_name(
    link: &mut Link,
    _permit: &HousePermit<what::Emergencies, doing::Add>,
    words: &[String],
    born: Date,
) -> Result<Vec<FamilyId>, StoreError> {
    let Some(first) = words.first() else {
        return Ok(Vec::new());
    };
    let sql = "SELECT DISTINCT w.family_id, p.given_name, p.family_name FROM search_word w
               JOIN person p ON p.id = w.person_id JOIN membership m ON m.person_id = p.id AND m.family_id = w.family_id
               WHERE w.word = $1 AND p.born_on = $2 AND m.to_on IS NULL ORDER BY w.family_id LIMIT 100";
    let mut found = Vec::new();
    for mut row in link.rows(sql, args![first.as_str(), born]).await? {
        let family: FamilyId = row.next()?;
        let names: String = format!("{} {}", row.next::<String>()?, row.next::<String>()?);
        let mut own = folded_words(&names);
        let mut asked = words.to_vec();
        own.sort();
        asked.sort();
        if own == asked && !found.contains(&family) && found.len() < 3 {
            found.push(family);
        }
    }
    Ok(found)
}

/// The last hundred, those that no leader has seen first.
pub async fn latest(
    link: &mut Link,
    _permit: &HousePermit<what::Emergencies, doing::Read>,
) -> Result<Vec<Told>, StoreError> {
    let sql = "SELECT e.id, e.family_id, e.account_id, e.reason, e.at, e.until_at, a.display_name, f.name, e.acknowledged_at
               FROM emergency e JOIN account a ON a.id = e.account_id JOIN family f ON f.id = e.family_id
               ORDER BY CASE WHEN e.acknowledged_at IS NULL THEN 0 ELSE 1 END, e.at DESC, e.id LIMIT 100";
    let read = |mut row: Row| {
        Ok(Told {
            emergency: Emergency {
                id: row.next()?,
                family: row.next()?,
                by: row.next()?,
                reason: row.parsed("line", line)?,
                at: row.next()?,
                until: row.next()?,
            },
            name: row.parsed("name", name)?,
            household: row.parsed("name", name)?,
            acknowledged: row.next_optional::<Timestamp>()?.is_some(),
        })
    };
    link.rows(sql, []).await?.into_iter().map(read).collect()
}

/// A leader has seen it; false if one had, or there is none.
pub async fn acknowledge(
    link: &mut Link,
    _permit: &HousePermit<what::Emergencies, doing::Change>,
    id: EmergencyId,
    by: AccountId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE emergency SET acknowledged_by = $2, acknowledged_at = $3 WHERE id = $1 AND acknowledged_at IS NULL";
    Ok(link.run(sql, args![id, by, at]).await? == 1)
}
