//! The connections that read from a file of the embedded database. A connection is handed out and taken back without a word to it: a pool that
//! asks each whether it lives, as one to a server must, costs a page as much as three of its statements.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteTransactionManager};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqlSafeStr};
use sqlx_core::transaction::TransactionManager;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// So long a reading waits for a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// Readers of one file.
#[derive(Debug, Clone)]
pub(crate) struct Readers(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    options: SqliteConnectOptions,
    places: Arc<Semaphore>,
    idle: Mutex<Vec<SqliteConnection>>,
}

impl Inner {
    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<SqliteConnection>> {
        // What another thread left half done is a list of connections all the same.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection until it is dropped.
#[derive(Debug)]
pub(crate) struct Reader {
    connection: Option<SqliteConnection>,
    readers: Readers,
    /// Whether it reads in a transaction.
    holds: bool,
    _place: OwnedSemaphorePermit,
}

impl Readers {
    /// As many readers as keep the cores busy; the first connects at once, so that a file that cannot be opened is told.
    pub(crate) async fn open(options: SqliteConnectOptions, most: u32) -> sqlx::Result<Self> {
        let first = options.connect().await?;
        let places = Arc::new(Semaphore::new(most as usize));
        Ok(Self(Arc::new(Inner {
            options,
            places,
            idle: Mutex::new(vec![first]),
        })))
    }

    /// A connection; with `holds`, one that reads of one moment until it is dropped.
    pub(crate) async fn take(&self, holds: bool) -> sqlx::Result<Reader> {
        let place = Arc::clone(&self.0.places).acquire_owned();
        let place = tokio::time::timeout(PATIENCE, place)
            .await
            .map_err(|_| sqlx::Error::PoolTimedOut)?
            .map_err(|_| sqlx::Error::PoolClosed)?;
        let idle = self.0.idle().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.0.options.connect().await?,
        };
        let mut reader = Reader {
            connection: Some(connection),
            readers: self.clone(),
            holds,
            _place: place,
        };
        if holds {
            reader.begin().await?;
        }
        Ok(reader)
    }

    /// Closes what nobody uses, and gives out no more.
    pub(crate) async fn close(&self) {
        self.0.places.close();
        let idle = std::mem::take(&mut *self.0.idle());
        for connection in idle {
            if let Err(error) = connection.close().await {
                tracing::warn!(%error, "a connection did not close well");
            }
        }
    }
}

impl Reader {
    /// Where statements go.
    pub(crate) fn connection(&mut self) -> sqlx::Result<&mut SqliteConnection> {
        self.connection.as_mut().ok_or(sqlx::Error::PoolClosed)
    }

    /// Ends without giving its connection back: the next reading gets a new one.
    pub(crate) fn lose(mut self) {
        self.connection = None;
    }

    async fn begin(&mut self) -> sqlx::Result<()> {
        let begin = AssertSqlSafe("BEGIN").into_sql_str();
        let begun = SqliteTransactionManager::begin(self.connection()?, Some(begin)).await;
        if begun.is_err() {
            // Whatever is the matter with it, the next reading gets a new one.
            self.connection = None;
        }
        begun
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else {
            return;
        };
        if self.holds {
            // Nobody waits for it: the connection does one thing after the other.
            SqliteTransactionManager::start_rollback(&mut connection);
        }
        if !self.readers.0.places.is_closed() {
            self.readers.0.idle().push(connection);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use sqlx::Row;

    use super::*;

    async fn a_file(folder: &Path) -> SqliteConnectOptions {
        let options = SqliteConnectOptions::new()
            .filename(folder.join("it.db"))
            .create_if_missing(true)
            .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal);
        let mut writer = options.connect().await.expect("a connection");
        write(&mut writer, "CREATE TABLE it (n INTEGER)").await;
        writer.close().await.expect("closed");
        options
    }

    async fn write(writer: &mut SqliteConnection, sql: &'static str) {
        sqlx::query(sql).execute(writer).await.expect("written");
    }

    async fn count(reader: &mut Reader) -> i64 {
        let connection = reader.connection().expect("a connection");
        let row = sqlx::query("SELECT COUNT(*) FROM it");
        row.fetch_one(connection).await.expect("a row").get(0)
    }

    #[tokio::test]
    async fn one_who_holds_reads_of_one_moment_and_the_next_of_another() {
        let folder = tempfile::tempdir().expect("a folder");
        let options = a_file(folder.path()).await;
        let mut writer = options.connect().await.expect("a connection");
        let readers = Readers::open(options, 1).await.expect("readers");
        for held in 0..3 {
            let mut reader = readers.take(true).await.expect("a reader");
            assert_eq!(count(&mut reader).await, held);
            write(&mut writer, "INSERT INTO it VALUES (1)").await;
            assert_eq!(count(&mut reader).await, held, "the moment is held");
        }
        let mut reader = readers.take(false).await.expect("a reader");
        assert_eq!(count(&mut reader).await, 3, "nothing is held over");
        write(&mut writer, "INSERT INTO it VALUES (1)").await;
        assert_eq!(count(&mut reader).await, 4, "nor where nobody holds");
    }

    #[tokio::test]
    async fn a_reading_that_is_given_up_leaves_its_connection_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let readers = Readers::open(a_file(folder.path()).await, 1);
        let readers = readers.await.expect("readers");
        let long = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT MAX(i) FROM n";
        for wait in [0, 1, 3] {
            let mut reader = readers.take(true).await.expect("a reader");
            let reading = sqlx::query(long).fetch_all(reader.connection().expect("a connection"));
            let given_up = tokio::time::timeout(Duration::from_millis(wait), reading).await;
            assert!(given_up.is_err(), "it was not so long");
            drop(reader);
            let mut next = readers.take(true).await.expect("a reader");
            assert_eq!(count(&mut next).await, 0);
        }
        let abandoned = tokio::time::timeout(Duration::ZERO, readers.take(true)).await;
        drop(abandoned);
        let mut next = readers.take(true).await.expect("a reader");
        assert_eq!(count(&mut next).await, 0);
    }

    #[tokio::test]
    async fn in_the_place_of_a_lost_connection_there_is_a_new_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let readers = Readers::open(a_file(folder.path()).await, 1);
        let readers = readers.await.expect("readers");
        for holds in [true, false] {
            readers.take(holds).await.expect("a reader").lose();
            assert!(readers.0.idle().is_empty(), "it was not given back");
            let mut next = readers.take(holds).await.expect("a reader");
            assert_eq!(count(&mut next).await, 0);
        }
    }

    #[tokio::test]
    async fn who_waits_gets_the_place_of_who_leaves_and_none_once_closed() {
        let folder = tempfile::tempdir().expect("a folder");
        let readers = Readers::open(a_file(folder.path()).await, 1);
        let readers = readers.await.expect("readers");
        let first = readers.take(true).await.expect("a reader");
        let waiting = tokio::spawn({
            let readers = readers.clone();
            async move { readers.take(true).await.map(drop) }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        drop(first);
        waiting.await.expect("no panic").expect("a reader");
        let late = readers.take(false).await.expect("a reader");
        readers.close().await;
        drop(late);
        assert!(readers.take(false).await.is_err());
        assert!(readers.0.idle().is_empty());
    }
}
