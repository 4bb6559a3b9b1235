//! Opening a database, and beginning to read or write.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use crate::link::{Kind, LiteReading, PgHeld};
use crate::migrations::{POSTGRES, SQLITE};
use crate::readers::Readers;
use crate::replica::Replica;
use crate::upgrade;
use crate::{Hearing, Link, StoreError};

/// Where the data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A file of the embedded database.
    SqliteFile(PathBuf),
    /// The embedded database in memory, for tests: gone with the store.
    SqliteMemory,
    /// A PostgreSQL server, `postgres://user@host/name`.
    Postgres(String),
}

impl FromStr for Address {
    type Err = OpenError;

    fn from_str(text: &str) -> Result<Self, OpenError> {
        match text.split_once(':') {
            Some(("sqlite", path)) if !path.is_empty() => Ok(Self::SqliteFile(path.into())),
            Some(("postgres" | "postgresql", _)) => Ok(Self::Postgres(text.to_owned())),
            _ => Err(OpenError::Address),
        }
    }
}

/// Why the data could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Neither `sqlite:PATH` nor `postgres://…`.
    #[error("a database is written as sqlite:PATH or postgres://…")]
    Address,
    /// The database does not answer.
    #[error("the database cannot be opened: {0}")]
    Connect(#[source] sqlx::Error),
    /// A replica where there can be none.
    #[error("a replica is a postgres://… of a database that is one, too")]
    Replica,
    /// The data is a newer Helhed's, which this one cannot work beside.
    #[error("the database was brought up to date by a newer Helhed: start that one")]
    Newer,
    /// What the tables are could not be read.
    #[error("the database cannot be read: {0}")]
    Read(#[from] StoreError),
    /// A migration failed.
    #[error("the database cannot be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

/// An open database.
#[derive(Debug, Clone)]
pub struct Store(Pools, Option<Replica>);

#[derive(Debug, Clone)]
enum Pools {
    /// Writers queue for the single write connection instead of meeting a busy database.
    File {
        readers: Readers,
        write: SqlitePool,
    },
    /// One connection for all: in memory, and while a place is filled.
    One(SqlitePool),
    Pg(PgPool),
}

impl Store {
    /// Opens the data without changing its tables.
    pub async fn open(address: &Address) -> Result<Self, OpenError> {
        let pools = match address {
            Address::SqliteFile(path) => {
                let options = lite_options()
                    .filename(path)
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal);
                let write = one_connection(options.clone()).await?;
                let readers = Readers::open(options, most_readers()).await;
                Pools::File {
                    readers: readers.map_err(OpenError::Connect)?,
                    write,
                }
            }
            Address::SqliteMemory => {
                Pools::One(one_connection(lite_options().in_memory(true)).await?)
            }
            Address::Postgres(url) => {
                let options = PgConnectOptions::from_str(url).map_err(OpenError::Connect)?;
                let pool = PgPoolOptions::new()
                    .max_connections(16)
                    .acquire_timeout(Duration::from_secs(10));
                Pools::Pg(
                    pool.connect_with(options)
                        .await
                        .map_err(OpenError::Connect)?,
                )
            }
        };
        Ok(Self(pools, None))
    }

    /// Brings the tables up to date, or leaves those of a newer Helhed that bears this one as they are.
    pub async fn migrate(&self) -> Result<(), OpenError> {
        if !upgrade::bears(&mut self.read()).await? {
            return Err(OpenError::Newer);
        }
        match &self.0 {
            Pools::File { write, .. } | Pools::One(write) => SQLITE.run(write).await?,
            Pools::Pg(pool) => POSTGRES.run(pool).await?,
        }
        Ok(())
    }

    /// Opens an empty place that a backup is to be put back in: one connection, and on SQLite nobody asks where rows point to until all
    /// are there.
    pub(crate) async fn open_for_filling(address: &Address) -> Result<Self, OpenError> {
        let Address::SqliteFile(path) = address else {
            return Self::open(address).await;
        };
        let options = lite_options()
            .filename(path)
            .create_if_missing(true)
            .foreign_keys(false);
        Ok(Self(Pools::One(one_connection(options).await?), None))
    }

    /// Begins to fill an empty place whose tables are those of a migration; all of it lasts or nothing does.
    pub(crate) async fn begin_filling(&self, migration: i64) -> Result<Link, OpenError> {
        Ok(Link(match &self.0 {
            Pools::File { write, .. } | Pools::One(write) => {
                let begun = write.begin_with("BEGIN IMMEDIATE").await;
                let mut tx = begun.map_err(OpenError::Connect)?;
                SQLITE.run_to(migration, &mut *tx).await?;
                Kind::LiteTx(tx)
            }
            Pools::Pg(pool) => {
                let mut tx = pool.begin().await.map_err(OpenError::Connect)?;
                POSTGRES.run_to(migration, &mut *tx).await?;
                Kind::PgTx(tx)
            }
        }))
    }

    /// A link for reading.
    pub fn read(&self) -> Link {
        self.reading(false)
    }

    /// A link for a reading of several statements: it keeps its connection, and the moment it reads of, from the first until
    /// [`Link::rest`]. In memory there is one connection, the writer's too, so nobody keeps it.
    pub fn hold(&self) -> Link {
        self.reading(true)
    }

    fn reading(&self, holds: bool) -> Link {
        Link(match &self.0 {
            Pools::File { readers, .. } => Kind::LiteRead(LiteReading::of(readers, holds)),
            Pools::One(pool) => Kind::LitePool(pool.clone()),
            Pools::Pg(pool) if holds => Kind::PgHeld(PgHeld::of(pool)),
            Pools::Pg(pool) => Kind::PgPool(pool.clone()),
        })
    }

    /// Reads what is long at a replica of the database (PostgreSQL), where there is one.
    ///
    /// # Errors
    /// The address is none of PostgreSQL, or the database is not.
    pub fn with_replica(self, address: &Address) -> Result<Self, OpenError> {
        match (&self.0, address) {
            (Pools::Pg(_), Address::Postgres(url)) => Ok(Self(self.0, Some(Replica::at(url)?))),
            _ => Err(OpenError::Replica),
        }
    }

    /// As [`Store::hold`], for a reading that takes long: at the replica, once that has all that was written until now; else, and where there
    /// is none, at the database itself.
    pub async fn hold_long(&self) -> Link {
        if let (Pools::Pg(pool), Some(replica)) = (&self.0, &self.1)
            && let Some(caught_up) = replica.caught_up(pool).await
        {
            return Link(Kind::PgHeld(PgHeld::of(caught_up)));
        }
        self.hold()
    }

    /// A link for writing: one writer at a time on either database, so that a rule checked in the transaction still holds
    /// when it commits (ten families a coordinator) and the audit chain has one end.
    pub async fn write(&self) -> Result<Link, StoreError> {
        match &self.0 {
            Pools::File { write, .. } | Pools::One(write) => Ok(Link(Kind::LiteTx(
                write.begin_with("BEGIN IMMEDIATE").await?,
            ))),
            Pools::Pg(pool) => {
                let mut link = Link(Kind::PgTx(pool.begin().await?));
                link.rows("SELECT seq FROM audit_head FOR UPDATE", [])
                    .await?;
                Ok(link)
            }
        }
    }

    /// What other servers on this database tell; on SQLite there are none.
    pub fn hearing(&self) -> Option<Hearing> {
        match &self.0 {
            Pools::File { .. } | Pools::One(_) => None,
            Pools::Pg(pool) => Some(Hearing::beside(pool)),
        }
    }

    /// Closes the connections; a write that has been answered is on disk already.
    pub async fn close(&self) {
        match &self.0 {
            Pools::File { readers, write } => {
                readers.close().await;
                write.close().await;
            }
            Pools::One(pool) => pool.close().await,
            Pools::Pg(pool) => pool.close().await,
        }
        if let Some(replica) = &self.1 {
            replica.close().await;
        }
    }
}

/// An answered write survives the loss of power, hence `FULL`. Pragmas hold per connection, so they are set here and never by
/// a statement on a pool.
fn lite_options() -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .foreign_keys(true)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(10))
        .pragma("cache_size", "-16000")
        .pragma("temp_store", "memory")
        .statement_cache_capacity(300)
}

/// Connections that read at once. Each is a thread with pages of its own in memory, so more than cores keep busy only costs.
fn most_readers() -> u32 {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    u32::try_from(2 * cores).unwrap_or(16).clamp(4, 16)
}

async fn one_connection(options: SqliteConnectOptions) -> Result<SqlitePool, OpenError> {
    SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(Duration::from_secs(10))
        // A file does not go away as a server may, and asking costs as much as a statement.
        .test_before_acquire(false)
        .connect_with(options)
        .await
        .map_err(OpenError::Connect)
}
