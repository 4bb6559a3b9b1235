//! Which rows of which tables belong to a family, from the references between the tables.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use helhed_domain::ids::{FamilyId, PersonId};

use crate::schema::{Reference, Table, references, tables};
use crate::{Link, StoreError, args};

/// Which rows of which tables belong to a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reach {
    /// Each table with the condition on its rows (`$1`: the family), so ordered that nothing points at a table that came before.
    pub(crate) tables: Vec<(String, String)>,
    /// Every column that names a person.
    pub(crate) people_columns: Vec<(String, String)>,
    /// Every column that names an account, in tables that belong to no family and are no accounts.
    pub(crate) account_columns: Vec<(String, String)>,
    /// Every table with its columns.
    pub(crate) schema: Vec<Table>,
}

impl Reach {
    /// Asks the database.
    pub(crate) async fn of(link: &mut Link) -> Result<Self, StoreError> {
        let schema = tables(link).await?;
        Ok(Self::from(schema, &references(link).await?))
    }

    fn from(schema: Vec<Table>, references: &[Reference]) -> Self {
        // What points at itself (a note at the note it adds to) adds nothing.
        let mut by_table = BTreeMap::<&str, Vec<&Reference>>::new();
        for it in references.iter().filter(|it| it.table != it.to) {
            by_table.entry(&it.table).or_default().push(it);
        }
        let mut conditions = BTreeMap::from([("family", "id = $1".to_owned())]);
        let mut order: Vec<&str> = Vec::new();
        let reached = reached(&by_table);
        while order.len() < reached.len() {
            let before = order.len();
            for (table, own) in &by_table {
                let towards: Vec<_> = own
                    .iter()
                    .filter(|it| it.to == "family" || reached.contains(it.to.as_str()))
                    .collect();
                let ready = towards
                    .iter()
                    .all(|it| conditions.contains_key(it.to.as_str()));
                if !reached.contains(table) || conditions.contains_key(table) || !ready {
                    continue;
                }
                conditions.insert(table, condition(&towards, &conditions));
                order.push(table);
            }
            if order.len() == before {
                break;
            }
        }
        // Found parents first, deleted children first.
        order.reverse();
        Self {
            people_columns: columns(references, "person").collect(),
            account_columns: columns(references, "account")
                .filter(|(table, _)| !reached.contains(table.as_str()))
                .collect(),
            tables: order
                .iter()
                .map(|table| ((*table).to_owned(), conditions[table].clone()))
                .collect(),
            schema,
        }
    }

    /// Whoever is named in the family's case.
    pub(crate) async fn people(
        &self,
        link: &mut Link,
        family: FamilyId,
    ) -> Result<BTreeSet<PersonId>, StoreError> {
        let mut people = BTreeSet::new();
        for (table, condition) in &self.tables {
            for (_, column) in self.people_columns.iter().filter(|(own, _)| own == table) {
                let sql = format!(
                    "SELECT DISTINCT {column} FROM {table} WHERE ({condition}) AND {column} IS NOT NULL"
                );
                for mut row in link.rows(&sql, args![family]).await? {
                    people.insert(row.next()?);
                }
            }
        }
        Ok(people)
    }

    /// The ids of everything in the family's case, and its own.
    pub(crate) async fn ids(
        &self,
        link: &mut Link,
        family: FamilyId,
    ) -> Result<BTreeSet<Uuid>, StoreError> {
        let mut ids = BTreeSet::from([family.uuid()]);
        for (table, condition) in &self.tables {
            if !self.has_id(table) {
                continue;
            }
            let sql = format!("SELECT id FROM {table} WHERE {condition}");
            for mut row in link.rows(&sql, args![family]).await? {
                ids.insert(row.next()?);
            }
        }
        Ok(ids)
    }

    fn has_id(&self, table: &str) -> bool {
        let found = self.schema.iter().find(|it| it.name == table);
        found.is_some_and(|it| it.columns.iter().any(|(name, _)| name == "id"))
    }
}

/// Every column that names rows of a table.
fn columns<'r>(
    references: &'r [Reference],
    to: &'r str,
) -> impl Iterator<Item = (String, String)> + 'r {
    let named = references.iter().filter(move |it| it.to == to);
    named.map(|it| (it.table.clone(), it.column.clone()))
}

/// The tables that point at the family, or at one that does.
fn reached<'t>(by_table: &BTreeMap<&'t str, Vec<&'t Reference>>) -> BTreeSet<&'t str> {
    let mut reached = BTreeSet::from(["family"]);
    loop {
        let more: Vec<&str> = by_table
            .iter()
            .filter(|(table, _)| !reached.contains(*table))
            .filter(|(_, own)| own.iter().any(|it| reached.contains(it.to.as_str())))
            .map(|(table, _)| *table)
            .collect();
        if more.is_empty() {
            reached.remove("family");
            return reached;
        }
        reached.extend(more);
    }
}

/// Rows that point at the family itself; where no column does, at rows that are the family's.
fn condition(towards: &[&&Reference], conditions: &BTreeMap<&str, String>) -> String {
    if let Some(direct) = towards.iter().find(|it| it.to == "family") {
        return format!("{} = $1", direct.column);
    }
    let parts = towards.iter().map(|it| {
        let of = &conditions[it.to.as_str()];
        format!(
            "{} IN (SELECT {} FROM {} WHERE {of})",
            it.column, it.to_column, it.to
        )
    });
    parts.collect::<Vec<_>>().join(" OR ")
}
