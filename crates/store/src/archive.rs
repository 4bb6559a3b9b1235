//! Everything that is kept of a family, row by row, before it is deleted: the same tables that deletion reaches.

use std::collections::BTreeSet;

use helhed_access::{Permit, doing, what};
use helhed_domain::ids::PersonId;

use crate::reach::Reach;
use crate::schema::ColumnKind;
use crate::secret::Keys;
use crate::{Link, StoreError, Value, args, sealed, unreadable};

/// What is computed from the rest, or was never the case's: words to search by, shares, letters under way, links, pieces of files.
const LEFT_OUT: &[&str] = &[
    "search_word",
    "share",
    "outbox",
    "one_time_link",
    "invitation",
    "document_piece",
    "collision",
    "purge_proposal",
    "purge_approval",
];
/// Columns that say nothing outside this installation.
const NOT_SAID: &[&str] = &["cpr_lookup", "version", "synthetic"];
/// A table of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchivedTable {
    /// Its name.
    pub name: String,
    /// Its rows: each column that holds something, by name, as text.
    pub rows: Vec<Vec<(String, String)>>,
}

/// Every row of the permit's family, table by table.
pub async fn rows(
    link: &mut Link,
    keys: &Keys,
    permit: &Permit<what::Keeping, doing::Share>,
) -> Result<Vec<ArchivedTable>, StoreError> {
    let family = permit.family();
    let reach = Reach::of(link).await?;
    let people = reach.people(link, family).await?;
    let mut tables = vec![read(link, keys, &reach, ("family", "id = $1"), args![family]).await?];
    let mut person = ArchivedTable {
        name: "person".to_owned(),
        rows: Vec::new(),
    };
    for id in &people {
        let one = read(link, keys, &reach, ("person", "id = $1"), args![*id]).await?;
        person.rows.extend(one.rows);
    }
    tables.push(person);
    tables.extend(own(link, keys, &reach, &people).await?);
    for (table, condition) in reach.tables.iter().rev() {
        if !LEFT_OUT.contains(&table.as_str()) {
            let which = (table.as_str(), condition.as_str());
            tables.push(read(link, keys, &reach, which, args![family]).await?);
        }
    }
    tables.retain(|table| !table.rows.is_empty());
    Ok(tables)
}

/// What stands between two of these people, and deaths.
async fn own(
    link: &mut Link,
    keys: &Keys,
    reach: &Reach,
    people: &BTreeSet<PersonId>,
) -> Result<Vec<ArchivedTable>, StoreError> {
    let mut tables = Vec::new();
    for (table, column) in [
        ("relation", "person_id"),
        ("custody", "child_id"),
        ("death", "person_id"),
    ] {
        let mut all = ArchivedTable {
            name: table.to_owned(),
            rows: Vec::new(),
        };
        let condition = format!("{column} = $1");
        for id in people {
            let which = (table, condition.as_str());
            all.rows
                .extend(read(link, keys, reach, which, args![*id]).await?.rows);
        }
        tables.push(all);
    }
    Ok(tables)
}

async fn read(
    link: &mut Link,
    keys: &Keys,
    reach: &Reach,
    (table, condition): (&str, &str),
    values: impl IntoIterator<Item = Value>,
) -> Result<ArchivedTable, StoreError> {
    let known = reach.schema.iter().find(|it| it.name == table);
    let columns = known.map(|it| &it.columns[..]).unwrap_or_default();
    let said: Vec<_> = columns
        .iter()
        .filter(|(name, _)| !NOT_SAID.contains(&name.as_str()))
        .collect();
    let names: Vec<&str> = said.iter().map(|(name, _)| name.as_str()).collect();
    let sql = format!(
        "SELECT {} FROM {table} WHERE {condition} ORDER BY 1",
        names.join(", ")
    );
    let mut rows = Vec::new();
    for row in link.rows(&sql, values).await? {
        let mut cells = Vec::new();
        for (value, (name, kind)) in row.into_values().zip(&said) {
            let sealed = sealed::named(table, name);
            if let Some(text) = text(value, *kind, sealed, keys)? {
                cells.push((name.clone(), text));
            }
        }
        rows.push(cells);
    }
    Ok(ArchivedTable {
        name: table.to_owned(),
        rows,
    })
}

/// A value as text: an id as one, whatever the database keeps it as; encrypted columns in the clear; other bytes not at all.
fn text(
    value: Value,
    kind: ColumnKind,
    sealed: Option<&'static str>,
    keys: &Keys,
) -> Result<Option<String>, StoreError> {
    Ok(match value {
        Value::Text(it) => it,
        Value::Id(it) => it.map(|it| it.to_string()),
        Value::Bool(it) => it.map(|it| it.to_string()),
        Value::Int(it) => it.map(|it| it.to_string()),
        Value::Bytes(None) => None,
        Value::Bytes(Some(bytes)) => match (sealed, kind) {
            (Some(column), _) => Some(keys.unseal(column, &bytes)?),
            (None, ColumnKind::Id | ColumnKind::Bytes) if bytes.len() == 16 => {
                let id = uuid::Uuid::from_slice(&bytes).map_err(|_| unreadable("id"))?;
                Some(id.to_string())
            }
            (None, _) => None,
        },
    })
}
