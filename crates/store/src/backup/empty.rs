//! Whether a place holds nothing yet: a backup is put back nowhere else.

use super::BackupError;
use crate::{Address, Store};

/// Whether there is no file, or a database without a table.
pub async fn is_empty_place(address: &Address) -> Result<bool, BackupError> {
    match address {
        Address::SqliteFile(path) => {
            let beside = |ending: &str| {
                let mut name = path.as_os_str().to_owned();
                name.push(ending);
                std::path::PathBuf::from(name)
            };
            let files = ["", "-wal", "-shm"].map(beside);
            Ok(!files.iter().any(|it| it.exists()))
        }
        Address::SqliteMemory => Ok(true),
        Address::Postgres(_) => {
            let store = Store::open(address).await?;
            let sql = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema()";
            let row = store.read().row(sql, []).await?;
            let tables = row.map_or(Ok(0), |mut row| row.next::<i64>())?;
            store.close().await;
            Ok(tables == 0)
        }
    }
}
