//! The tables as the database itself tells them: a table that a later migration adds is backed up and deleted from without anybody
//! thinking of it.

use crate::link::Dialect;
use crate::{Link, StoreError, args, unreadable};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    Int,
    Text,
    Id,
    Bool,
    Bytes,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<(String, ColumnKind)>,
}

impl Table {
    pub(crate) fn names(&self) -> Vec<String> {
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
pub(crate) async fn tables(link: &mut Link) -> Result<Vec<Table>, StoreError> {
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
pub(crate) async fn migration(link: &mut Link) -> Result<i64, StoreError> {
    let sql = "SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations";
    match link.row(sql, []).await? {
        Some(mut row) => row.next(),
        None => Ok(0),
    }
}

/// How many rows a table has.
pub(crate) async fn count(link: &mut Link, table: &str) -> Result<i64, StoreError> {
    let sql = format!("SELECT COUNT(*) FROM {table}");
    match link.row(&sql, []).await? {
        Some(mut row) => row.next(),
        None => Ok(0),
    }
}

/// The rule that rows of one table point at rows of another, as PostgreSQL would take it again.
pub(crate) struct ForeignKey {
    pub(crate) table: String,
    pub(crate) name: String,
    pub(crate) definition: String,
}

/// Every foreign key of PostgreSQL.
pub(crate) async fn foreign_keys(link: &mut Link) -> Result<Vec<ForeignKey>, StoreError> {
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

/// That a column names rows of another table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    pub(crate) table: String,
    pub(crate) column: String,
    pub(crate) to: String,
    pub(crate) to_column: String,
}

const LITE_REFERENCES: &str =
    "SELECT m.name, f.\"from\", f.\"table\", f.\"to\" FROM sqlite_master m
    JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' ORDER BY m.name, f.\"from\"";
const PG_REFERENCES: &str = "SELECT CAST(t.relname AS TEXT), CAST(a.attname AS TEXT), CAST(r.relname AS TEXT), CAST(b.attname AS TEXT)
    FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
    JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
    WHERE c.contype = 'f' AND n.nspname = current_schema() ORDER BY t.relname, a.attname";

/// Every column that names rows of another table, or of its own.
pub(crate) async fn references(link: &mut Link) -> Result<Vec<Reference>, StoreError> {
    let sql = match link.dialect() {
        Dialect::Lite => LITE_REFERENCES,
        Dialect::Pg => PG_REFERENCES,
    };
    let read = |mut row: crate::Row| {
        Ok(Reference {
            table: row.next()?,
            column: row.next()?,
            to: row.next()?,
            to_column: row.next()?,
        })
    };
    link.rows(sql, args![])
        .await?
        .into_iter()
        .map(read)
        .collect()
}
