//! Putting a backup back: the tables of its time, its rows, and everything that can be checked, in one transaction.

use std::collections::BTreeMap;
use std::io::Read;

use uuid::Uuid;

use super::record::{Cell, Record, read_manifest, read_record};
use super::{BackupError, Manifest};
use crate::audit::Head;
use crate::audit_check::{Finding, verify};
use crate::link::Dialect;
use crate::schema::{ColumnKind, Table, count, foreign_keys, tables};
use crate::{Address, Link, Store, StoreError, Value};

/// About how many bytes of rows go in with one statement, and how many rows and values at the most.
const BATCH: usize = 1024 * 1024;
const BATCH_ROWS: usize = 500;
const BATCH_VALUES: usize = 8_000;

/// What is to become of what was put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Last {
    /// It stays.
    Keep,
    /// It was a drill: nothing of it stays in the database.
    Undo,
}

/// What was put back, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutBack {
    /// What the backup says of itself; each table has as many rows.
    pub manifest: Manifest,
    /// What does not fit in the audit chain: it did not fit when the backup was made.
    pub findings: Vec<Finding>,
}

/// Puts a backup back into an empty place. `anchors` are heads of the audit chain that were written down outside; those that are younger
/// than the backup say nothing of it.
///
/// Refused, with nothing left behind on PostgreSQL: what is cut off or changed, does not fit its tables, has not as many rows as it says,
/// or has rows that point nowhere. A chain that was broken before the backup was made is told and not refused: it is the evidence.
pub async fn put_back(
    address: &Address,
    from: &mut impl Read,
    anchors: &[Head],
    last: Last,
) -> Result<PutBack, BackupError> {
    let manifest = read_manifest(from)?;
    let newest = crate::upgrade::newest_known();
    if manifest.migration > newest {
        return Err(BackupError::Newer(manifest.migration));
    }
    let store = Store::open_for_filling(address).await?;
    let filled = fill(&store, &manifest, from, anchors, last).await;
    store.close().await;
    let findings = filled?;
    Ok(PutBack { manifest, findings })
}

async fn fill(
    store: &Store,
    manifest: &Manifest,
    from: &mut impl Read,
    anchors: &[Head],
    last: Last,
) -> Result<Vec<Finding>, BackupError> {
    let mut link = store.begin_filling(manifest.migration).await?;
    let tables: BTreeMap<String, Table> = tables(&mut link)
        .await?
        .into_iter()
        .map(|table| (table.name.clone(), table))
        .collect();
    let keys = match link.dialect() {
        Dialect::Lite => Vec::new(),
        Dialect::Pg => foreign_keys(&mut link).await?,
    };
    for key in &keys {
        let sql = format!("ALTER TABLE {} DROP CONSTRAINT \"{}\"", key.table, key.name);
        link.run(&sql, []).await?;
    }
    // What migrations have put in stands in the backup too, as it has become.
    for table in tables.keys() {
        link.run(&format!("DELETE FROM {table}"), []).await?;
    }
    fill_tables(&mut link, &tables, from).await?;
    for key in &keys {
        let sql = format!(
            "ALTER TABLE {} ADD CONSTRAINT \"{}\" {}",
            key.table, key.name, key.definition
        );
        let added = link.run(&sql, []).await;
        added.map_err(|_| BackupError::Dangling(key.table.clone()))?;
    }
    if link.dialect() == Dialect::Lite
        && let Some(mut row) = link.row("PRAGMA foreign_key_check", []).await?
    {
        return Err(BackupError::Dangling(row.next()?));
    }
    for (table, expected) in &manifest.rows {
        let found = count(&mut link, table).await?;
        if found != *expected {
            return Err(BackupError::Count {
                table: table.clone(),
                expected: *expected,
                found,
            });
        }
    }
    let older = |head: &&Head| head.seq <= manifest.head.seq;
    let mut known: Vec<Head> = anchors.iter().filter(older).cloned().collect();
    if manifest.head.seq > 0 {
        known.push(manifest.head.clone());
    }
    let (_, findings) = verify(&mut link, &known, |_, _| ()).await?;
    if last == Last::Keep {
        link.commit().await?;
    }
    Ok(findings)
}

async fn fill_tables(
    link: &mut Link,
    tables: &BTreeMap<String, Table>,
    from: &mut impl Read,
) -> Result<(), BackupError> {
    let mut batch: Option<Batch> = None;
    loop {
        let columns = batch.as_ref().map_or(0, |it| it.kinds.len());
        match read_record(from, columns)? {
            Record::Row(cells) => {
                let batch = batch.as_mut().ok_or(BackupError::Broken)?;
                batch.add(link, cells).await?;
            }
            Record::Table(name, columns) => {
                if let Some(done) = &mut batch {
                    done.write(link).await?;
                }
                let table = tables.get(&name);
                let table = table.ok_or_else(|| BackupError::Unfit(name.clone()))?;
                batch = Some(Batch::of(table, &columns)?);
            }
            Record::End => {
                if let Some(done) = &mut batch {
                    done.write(link).await?;
                }
                return Ok(());
            }
        }
    }
}

/// Rows of one table that go in together.
struct Batch {
    insert: String,
    kinds: Vec<ColumnKind>,
    values: Vec<Value>,
    size: usize,
}

impl Batch {
    fn of(table: &Table, columns: &[String]) -> Result<Self, BackupError> {
        let kind = |column: &String| {
            let found = table.columns.iter().find(|(name, _)| name == column);
            let unfit = || BackupError::Unfit(format!("{}.{column}", table.name));
            found.map(|(_, kind)| *kind).ok_or_else(unfit)
        };
        if columns.is_empty() || columns.len() != table.columns.len() {
            return Err(BackupError::Unfit(table.name.clone()));
        }
        Ok(Self {
            kinds: columns.iter().map(kind).collect::<Result<_, _>>()?,
            insert: format!(
                "INSERT INTO {} ({}) VALUES ",
                table.name,
                columns.join(", ")
            ),
            values: Vec::new(),
            size: 0,
        })
    }

    async fn add(&mut self, link: &mut Link, cells: Vec<Cell>) -> Result<(), BackupError> {
        for (cell, kind) in cells.into_iter().zip(&self.kinds) {
            self.size += cell.size();
            self.values.push(value(cell, *kind)?);
        }
        let rows = self.values.len() / self.kinds.len();
        if self.size >= BATCH || rows >= BATCH_ROWS || self.values.len() >= BATCH_VALUES {
            self.write(link).await?;
        }
        Ok(())
    }

    async fn write(&mut self, link: &mut Link) -> Result<(), StoreError> {
        let columns = self.kinds.len();
        let rows = self.values.len() / columns;
        if rows == 0 {
            return Ok(());
        }
        let row = |at: usize| {
            let places = (1..=columns).map(|place| format!("${}", at * columns + place));
            format!("({})", places.collect::<Vec<_>>().join(", "))
        };
        let places = (0..rows).map(row).collect::<Vec<_>>().join(", ");
        let values = std::mem::take(&mut self.values);
        self.size = 0;
        link.run(&format!("{}{places}", self.insert), values)
            .await?;
        Ok(())
    }
}

/// A value as its column takes it.
fn value(cell: Cell, kind: ColumnKind) -> Result<Value, BackupError> {
    Ok(match (kind, cell) {
        (ColumnKind::Int, Cell::Int(it)) => Value::Int(Some(it)),
        (ColumnKind::Int, Cell::Nothing) => Value::Int(None),
        (ColumnKind::Text, Cell::Text(it)) => Value::Text(Some(it)),
        (ColumnKind::Text, Cell::Nothing) => Value::Text(None),
        (ColumnKind::Id, Cell::Bytes(it)) => {
            let id = Uuid::from_slice(&it).map_err(|_| BackupError::Broken)?;
            Value::Id(Some(id))
        }
        (ColumnKind::Id, Cell::Nothing) => Value::Id(None),
        (ColumnKind::Bool, Cell::Int(it)) => Value::Bool(Some(it != 0)),
        (ColumnKind::Bool, Cell::Nothing) => Value::Bool(None),
        (ColumnKind::Bytes, Cell::Bytes(it)) => Value::Bytes(Some(it)),
        (ColumnKind::Bytes, Cell::Nothing) => Value::Bytes(None),
        _ => return Err(BackupError::Broken),
    })
}
