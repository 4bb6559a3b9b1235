//! Whether the file of the embedded database is damaged.

use crate::link::Dialect;
use crate::{Fault, OpenError, Store, StoreError};

/// SQLite's codes for a damaged file and for a file that is no database.
const DAMAGED: [&str; 2] = ["11", "26"];

/// What is wrong with the file of an embedded database, in SQLite's words (pages and tables, nothing of what is in them); nothing where
/// it is whole. PostgreSQL looks after its own pages.
pub async fn damage(store: &Store) -> Result<Option<String>, StoreError> {
    let mut link = store.read();
    if link.dialect() == Dialect::Pg {
        return Ok(None);
    }
    match link.rows("PRAGMA quick_check(3)", []).await {
        Ok(rows) => {
            let lines = rows.into_iter().map(|mut row| row.next::<String>());
            let lines = lines.collect::<Result<Vec<_>, _>>()?;
            Ok((lines != ["ok"]).then(|| lines.join("; ")))
        }
        Err(error) => told(error).map(Some),
    }
}

/// A failure that says that the file is damaged, in SQLite's words; any other stays a failure.
fn told(error: StoreError) -> Result<String, StoreError> {
    match &error.0 {
        Fault::Sql(cause) => words(cause).ok_or(error),
        _ => Err(error),
    }
}

impl OpenError {
    /// That the file could not be opened because it is damaged, in SQLite's words.
    pub fn damage(&self) -> Option<String> {
        match self {
            Self::Connect(cause) => words(cause),
            _ => None,
        }
    }
}

fn words(error: &sqlx::Error) -> Option<String> {
    let cause = error.as_database_error()?;
    let code = cause.code().unwrap_or_default();
    // The lowest byte is the code; the rest says more of it.
    let plain = code.parse::<i64>().map(|it| (it & 0xff).to_string());
    let damaged = plain.is_ok_and(|it| DAMAGED.contains(&it.as_str()));
    damaged.then(|| cause.message().to_owned())
}
