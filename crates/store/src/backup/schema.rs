//! The tables as the database itself tells them: a table that a later migration adds is in the next backup without anybody thinking of it.

use crate::link::Dialect;
use crate::{Link, StoreError, args, unreadable};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnKind {
    Int,
    Text,
    Id,
    Bool,
    Bytes,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<(String, ColumnKind)>,
}

impl Table {
    pub(super) fn names(&self) -> Vec<String> {
        self.columns.iter().map(|(name, _)| name.clone()).collect()
    }
}

const LITE: &str = "SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> '_sqlx_migrations' ORDER BY m.name, c.cid";
const PG: &str = "SELECT CAST(t.table_name AS TEXT), CAST(c.column_name AS TEXT), CAST(c.data_type AS TEXT)
    FROM information_schema.tables t JOIN information_schema.columns c
      ON c.table_schema = t.table_schema AND c.table_name = t.table_name
    WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND t.table_name <> '_sqlx_migrations'
    ORDER BY t.table_name, c.ordinal_position";

/// Every table with its columns, but for the list of migrations.
pub(super) async fn tables(link: &mut Link) -> Result<Vec<Table>, StoreError> {
    let sql = match link.dialect() {
        Dialect::Lite => LITE,
        Dialect::Pg => PG,
    };
    let mut tables: Vec<Table> = Vec::new();
    for mut row in link.rows(sql, []).await? {
        let name: String = row.next()?;
        let column = (row.next()?, kind(&row.next::<String>()?)?);
        match tables.last_mut() {
            Some(table) if table.name == name => table.columns.push(column),
            _ => tables.push(Table {
                name,
                columns: vec![column],
            }),
        }
    }
    Ok(tables)
}

fn kind(named: &str) -> Result<ColumnKind, StoreError> {
    Ok(match named {
        "INTEGER" | "bigint" | "integer" => ColumnKind::Int,
        "TEXT" | "text" => ColumnKind::Text,
        "uuid" => ColumnKind::Id,
        "boolean" => ColumnKind::Bool,
        "BLOB" | "bytea" => ColumnKind::Bytes,
        _ => return Err(unreadable("type of a column")),
    })
}

/// The last migration that the tables have been brought to; 0 where there are none.
pub(super) async fn migration(link: &mut Link) -> Result<i64, StoreError> {
    let sql = "SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations";
    match link.row(sql, []).await? {
        Some(mut row) => row.next(),
        None => Ok(0),
    }
}

/// How many rows a table has.
pub(super) async fn count(link: &mut Link, table: &str) -> Result<i64, StoreError> {
    let sql = format!("SELECT COUNT(*) FROM {table}");
    match link.row(&sql, []).await? {
        Some(mut row) => row.next(),
        None => Ok(0),
    }
}

/// The rule that rows of one table point at rows of another, as PostgreSQL would take it again.
pub(super) struct ForeignKey {
    pub(super) table: String,
    pub(super) name: String,
    pub(super) definition: String,
}

/// Every foreign key of PostgreSQL.
pub(super) async fn foreign_keys(link: &mut Link) -> Result<Vec<ForeignKey>, StoreError> {
    let sql = "SELECT CAST(c.conrelid::regclass AS TEXT), CAST(c.conname AS TEXT), pg_get_constraintdef(c.oid)
        FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
        WHERE c.contype = 'f' AND n.nspname = current_schema() ORDER BY c.conname";
    let rows = link.rows(sql, args![]).await?;
    let read = |mut row: crate::Row| {
        Ok(ForeignKey {
            table: row.next()?,
            name: row.next()?,
            definition: row.next()?,
        })
    };
    rows.into_iter().map(read).collect()
}
