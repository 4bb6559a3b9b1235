//! Taking a backup: every table in one reading of one moment, while others go on writing.

use std::io::Write;

use jiff::Timestamp;

use super::record::{Cell, write_end, write_manifest, write_row, write_table};
use super::{BackupError, Manifest};
use crate::link::Dialect;
use crate::schema::{Table, count, migration, tables};
use crate::{Link, Row, Store, StoreError, args, audit};

/// About how many bytes of rows are in memory at once.
const PAGE: usize = 1024 * 1024;

/// Writes every table as it is at one moment. `program` is the version that writes. The tables are not brought up to date first.
///
/// On SQLite a reading in WAL mode, on PostgreSQL `REPEATABLE READ`: nobody waits for it, and it waits for nobody.
pub async fn take(
    store: &Store,
    made_at: Timestamp,
    program: &str,
    out: &mut impl Write,
) -> Result<Manifest, BackupError> {
    let mut link = store.hold();
    let tables = tables(&mut link).await?;
    let mut rows = Vec::new();
    for table in &tables {
        let count = count(&mut link, &table.name).await?;
        rows.push((table.name.clone(), count));
    }
    let manifest = Manifest {
        made_at,
        program: program.to_owned(),
        database: match link.dialect() {
            Dialect::Lite => "sqlite",
            Dialect::Pg => "postgres",
        }
        .to_owned(),
        migration: migration(&mut link).await?,
        head: audit::head(&mut link).await?,
        rows,
    };
    write_manifest(out, &manifest)?;
    for table in &tables {
        write_table(out, &table.name, &table.names())?;
        let written = write_rows(&mut link, table, out).await?;
        let expected = manifest.rows_of(&table.name);
        if written != expected {
            return Err(BackupError::Count {
                table: table.name.clone(),
                expected,
                found: written,
            });
        }
    }
    write_end(out)?;
    link.rest();
    Ok(manifest)
}

/// Writes the rows of a table page by page, the pages as long as fit in memory; how many.
async fn write_rows(
    link: &mut Link,
    table: &Table,
    out: &mut impl Write,
) -> Result<i64, BackupError> {
    let mut pages = Pages::of(link, table).await?;
    let (mut length, mut written) = (16, 0);
    loop {
        let page = pages.next(link, length).await?;
        let rows = page.len();
        let mut size = 0;
        for row in page {
            let cells: Vec<Cell> = row.into_values().map(Cell::from).collect();
            size += cells.iter().map(Cell::size).sum::<usize>();
            write_row(out, cells.into_iter())?;
        }
        written += rows as i64;
        if rows < length {
            pages.end(link).await?;
            return Ok(written);
        }
        // Powers of two: SQLite plans a statement anew for each length.
        length = match size {
            0..PAGE => (length * 2).min(1024),
            _ => (length / 2).max(4),
        };
    }
}

/// Where a walk through a table stands.
enum Pages {
    /// After a row, by SQLite's own number of it.
    Lite { sql: String, after: i64 },
    /// A cursor of PostgreSQL.
    Pg { cursor: String },
}

impl Pages {
    async fn of(link: &mut Link, table: &Table) -> Result<Self, StoreError> {
        let (name, columns) = (&table.name, table.names().join(", "));
        Ok(match link.dialect() {
            Dialect::Lite => Self::Lite {
                sql: format!(
                    "SELECT rowid, {columns} FROM {name} WHERE rowid > $1 ORDER BY rowid LIMIT"
                ),
                after: i64::MIN,
            },
            Dialect::Pg => {
                // A name of its own for each table: a prepared `FETCH` holds the columns of the first it was prepared for.
                let cursor = format!("backup_{name}");
                let sql =
                    format!("DECLARE {cursor} NO SCROLL CURSOR FOR SELECT {columns} FROM {name}");
                link.rows(&sql, []).await?;
                Self::Pg { cursor }
            }
        })
    }

    async fn next(&mut self, link: &mut Link, length: usize) -> Result<Vec<Row>, StoreError> {
        match self {
            Self::Lite { sql, after } => {
                let mut rows = link.rows(&format!("{sql} {length}"), args![*after]).await?;
                for row in &mut rows {
                    *after = row.next()?;
                }
                Ok(rows)
            }
            Self::Pg { cursor } => {
                let sql = format!("FETCH FORWARD {length} FROM {cursor}");
                link.rows(&sql, []).await
            }
        }
    }

    async fn end(self, link: &mut Link) -> Result<(), StoreError> {
        if let Self::Pg { cursor } = self {
            link.rows(&format!("CLOSE {cursor}"), []).await?;
        }
        Ok(())
    }
}
