//! Deleting a family: every row that belongs to it, as the database itself tells which those are.
//!
//! A table belongs to a family when one of its columns points at the family, or at a table that does. So a table that a later
//! migration adds is deleted from without anybody thinking of it; the stories look through every table for what should be gone.

use std::collections::BTreeSet;

use uuid::Uuid;

use helhed_access::PurgeLeave;
use helhed_domain::ids::{AccountId, FamilyId, PersonId};
use jiff::Timestamp;

use crate::reach::Reach;
use crate::schema::{ColumnKind, tables};
use crate::{Link, Row, StoreError, Value, args};

/// What belongs to a person, not to a family: it goes when the person goes, and keeps nobody here.
const OWN: &[(&str, &str)] = &[
    ("account", "person_id"),
    ("relation", "person_id"),
    ("relation", "other_id"),
    ("custody", "child_id"),
    ("custody", "holder_id"),
    ("death", "person_id"),
];

/// Deletes the family, and its people but for those who are part of another family's case too; how many rows.
pub async fn purge(link: &mut Link, leave: &PurgeLeave, now: Timestamp) -> Result<u64, StoreError> {
    let family = leave.family();
    let reach = Reach::of(link).await?;
    let people = reach.people(link, family).await?;
    let ids = reach.ids(link, family).await?;
    let mut rows = drop_forms(link, &ids).await?;
    for (table, condition) in &reach.tables {
        let sql = format!("DELETE FROM {table} WHERE {condition}");
        rows += link.run(&sql, args![family]).await?;
    }
    let mut gone = Vec::new();
    for person in people {
        if !is_elsewhere(link, &reach, person).await? {
            gone.push(person);
        }
    }
    for person in gone {
        rows += drop_person(link, &reach, person, now).await?;
    }
    let sql = "DELETE FROM family WHERE id = $1";
    rows += link.run(sql, args![family]).await?;
    Ok(rows)
}

/// What people have begun to write about it, and where forms about it led: both are addresses that name something of it.
async fn drop_forms(link: &mut Link, ids: &BTreeSet<Uuid>) -> Result<u64, StoreError> {
    let mut rows = 0;
    let sql = "SELECT account_id, place FROM draft";
    for mut row in link.rows(sql, args![]).await? {
        let (account, place): (AccountId, String) = (row.next()?, row.next()?);
        if names_one(&place, ids) {
            let sql = "DELETE FROM draft WHERE account_id = $1 AND place = $2";
            rows += link.run(sql, args![account, place]).await?;
        }
    }
    let sql = "SELECT form_id, account_id, led_to FROM submission";
    for mut row in link.rows(sql, args![]).await? {
        let (form, account): (Uuid, AccountId) = (row.next()?, row.next()?);
        if names_one(&row.next::<String>()?, ids) {
            let sql = "DELETE FROM submission WHERE form_id = $1 AND account_id = $2";
            rows += link.run(sql, args![form, account]).await?;
        }
    }
    Ok(rows)
}

/// Whether an address names one of these.
fn names_one(address: &str, ids: &BTreeSet<Uuid>) -> bool {
    let mut words = address.split(|c: char| !c.is_ascii_hexdigit() && c != '-');
    words.any(|word| Uuid::try_parse(word).is_ok_and(|id| ids.contains(&id)))
}

/// Whether somebody is part of another family's case: named in it, or holding custody of a child who is.
async fn is_elsewhere(
    link: &mut Link,
    reach: &Reach,
    person: PersonId,
) -> Result<bool, StoreError> {
    let own = |it: &&(String, String)| !OWN.contains(&(it.0.as_str(), it.1.as_str()));
    let named = reach.people_columns.iter().filter(own);
    let mut parts: Vec<String> = named
        .map(|(table, column)| format!("SELECT 1 AS one FROM {table} WHERE {column} = $1"))
        .collect();
    parts.push(
        "SELECT 1 AS one FROM custody c JOIN membership m ON m.person_id = c.child_id WHERE c.holder_id = $1"
            .to_owned(),
    );
    let sql = format!("SELECT COUNT(*) FROM ({}) e", parts.join(" UNION ALL "));
    let row = link.row(&sql, args![person]).await?;
    let count: i64 = row.map_or(Ok(0), |mut row| row.next())?;
    Ok(count > 0)
}

/// Deletes a person and what is theirs. Of an account the row stays, since what was written may name it, with nothing that says whose it was.
async fn drop_person(
    link: &mut Link,
    reach: &Reach,
    person: PersonId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let mut rows = 0;
    let sql = "SELECT id FROM account WHERE person_id = $1";
    for mut row in link.rows(sql, args![person]).await? {
        let account: AccountId = row.next()?;
        for (table, column) in &reach.account_columns {
            let sql = format!("DELETE FROM {table} WHERE {column} = $1");
            rows += link.run(&sql, args![account]).await?;
        }
        let sql = "UPDATE account SET person_id = NULL, username = $2, display_name = '–', password_hash = '',
               disabled_at = COALESCE(disabled_at, $3), version = version + 1 WHERE id = $1";
        let nameless = format!("slettet-{}", account.uuid().simple());
        link.run(sql, args![account, nameless, now]).await?;
    }
    for (table, column) in OWN.iter().filter(|(table, _)| *table != "account") {
        let sql = format!("DELETE FROM {table} WHERE {column} = $1");
        rows += link.run(&sql, args![person]).await?;
    }
    let sql = "DELETE FROM person WHERE id = $1";
    rows += link.run(sql, args![person]).await?;
    Ok(rows)
}

/// The ids of everything in a family's case, and of the people who would go with it.
pub async fn named(link: &mut Link, family: FamilyId) -> Result<BTreeSet<Uuid>, StoreError> {
    let reach = Reach::of(link).await?;
    let mut ids = reach.ids(link, family).await?;
    let people = reach.people(link, family).await?;
    ids.extend(people.into_iter().map(PersonId::uuid));
    Ok(ids)
}

/// Where any of these ids, or of these words, still stands: table and column. The audit log and the tombstones hold the family's id for good.
pub async fn traces(
    link: &mut Link,
    ids: &BTreeSet<Uuid>,
    words: &[&str],
) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    let all = tables(link).await?;
    let kept = ["audit_entry", "tombstone"];
    for table in all.iter().filter(|it| !kept.contains(&it.name.as_str())) {
        for (column, kind) in &table.columns {
            let place = format!("{}.{column}", table.name);
            let sql = format!("SELECT DISTINCT {column} FROM {}", table.name);
            let stands = match kind {
                ColumnKind::Id | ColumnKind::Bytes => {
                    let rows = link.rows(&sql, args![]).await?;
                    let mut values = rows.into_iter().flat_map(Row::into_values);
                    values.any(|value| id_of(value).is_some_and(|id| ids.contains(&id)))
                }
                ColumnKind::Text => {
                    let mut rows = link.rows(&sql, args![]).await?.into_iter();
                    rows.any(|mut row| match row.next::<String>() {
                        Ok(text) => {
                            names_one(&text, ids) || words.iter().any(|it| text.contains(it))
                        }
                        Err(_) => false,
                    })
                }
                ColumnKind::Int | ColumnKind::Bool => false,
            };
            if stands {
                found.push(place);
            }
        }
    }
    Ok(found)
}

fn id_of(value: Value) -> Option<Uuid> {
    match value {
        Value::Id(id) => id,
        Value::Bytes(bytes) => Uuid::from_slice(&bytes?).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_what_stands_in_it() {
        let id = Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001);
        let ids = BTreeSet::from([id]);
        for (address, names) in [
            (format!("/families/{id}/notes"), true),
            (format!("/answer/x?family={id}"), true),
            (format!("/families/{}", Uuid::from_u128(7)), false),
            ("/refer".to_owned(), false),
        ] {
            assert_eq!(names_one(&address, &ids), names, "{address}");
        }
    }
}
