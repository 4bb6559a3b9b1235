//! The declaration of what leaves and what is kept back.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// A table of an extract.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TablePurpose {
    /// Its name in the bundle.
    pub name: String,
    /// Its columns in order.
    pub columns: Vec<ColumnPurpose>,
}

/// A column of an extract.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnPurpose {
    /// Its name in the bundle.
    pub name: String,
    /// The column of the database it comes from; empty when from none.
    pub from: String,
    /// Why it leaves.
    pub purpose: String,
}

/// Everything declared.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Declaration {
    #[serde(rename = "table")]
    pub(super) tables: Vec<TablePurpose>,
    /// Columns of the database that do not leave, with the reason. Read by the test that misses none.
    #[cfg_attr(not(test), expect(dead_code, reason = "people and a test read it"))]
    pub(super) kept_back: BTreeMap<String, String>,
}

pub(super) static DECLARATION: LazyLock<Declaration> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/extract.toml")).expect("a test reads the declaration")
});

/// The tables of an extract with the purpose of each column.
pub fn declared() -> &'static [TablePurpose] {
    &DECLARATION.tables
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;
    use std::collections::BTreeSet;

    #[test]
    fn every_column_that_leaves_has_a_purpose() {
        for table in declared() {
            for column in &table.columns {
                assert!(column.purpose.len() > 15, "{}.{}", table.name, column.name);
            }
        }
        assert!(
            DECLARATION
                .kept_back
                .values()
                .all(|reason| !reason.is_empty())
        );
    }

    #[tokio::test]
    async fn every_column_of_the_database_is_exported_or_kept_back() {
        let house = House::new().await;
        let exported: BTreeSet<&str> = declared()
            .iter()
            .flat_map(|table| &table.columns)
            .map(|column| column.from.as_str())
            .filter(|from| !from.is_empty())
            .collect();
        let mut there = BTreeSet::new();
        for table in [
            "family",
            "course",
            "membership",
            "person",
            "involvement",
            "rated",
            "rating",
        ] {
            let sql = format!("SELECT name FROM pragma_table_info('{table}')");
            for mut row in house.link().rows(&sql, []).await.expect("readable") {
                there.insert(format!("{table}.{}", row.next::<String>().expect("a name")));
            }
        }
        for column in &there {
            let told = [
                exported.contains(column.as_str()),
                DECLARATION.kept_back.contains_key(column),
            ];
            assert_eq!(
                told.iter().filter(|told| **told).count(),
                1,
                "{column} is declared once"
            );
        }
        let unknown = exported.iter().find(|column| !there.contains(**column));
        assert_eq!(unknown, None, "no such column");
        assert_eq!(
            DECLARATION
                .kept_back
                .keys()
                .find(|column| !there.contains(*column)),
            None,
            "no such column"
        );
    }
}
